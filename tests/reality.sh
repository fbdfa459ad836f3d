#!/usr/bin/env bash
# Does to real processes what really happens to machines and platforms, and prints the sandbox's books: tests/reality.sh [sqlite|azurite] [--only NAME] [--seed N]
# Needs the .NET 10 SDK; for azurite Node.js 20 as well. Some twenty minutes on each storage; fails when anything was doubled, missed or left standing.
set -euo pipefail
cd "$(dirname "$0")/.."

storage=${1:-sqlite}
[ $# = 0 ] || shift
arguments=("$@")
case $storage in
  sqlite) ;;
  azurite)
    emulator=tests/Funnel.Storage.Tests/azurite
    [ -d "$emulator/node_modules" ] || npm ci --prefix "$emulator" --no-audit --no-fund --loglevel=error
    said=$(mktemp)
    node "$emulator/node_modules/azurite/dist/src/azurite.js" --blobPort 0 --queuePort 0 --tablePort 0 --skipApiVersionCheck --disableTelemetry --inMemoryPersistence --silent >"$said" &
    trap 'kill %1; rm -f "$said"' EXIT
    address() { sed -n "s/.*$1 service is successfully listening at \(.*\)/\1/p" "$said"; }
    until [ -n "$(address Queue)" ] && [ -n "$(address Table)" ]; do sleep 0.2; done
    # The emulator's published account and key.
    key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
    arguments+=(--storage "AccountName=devstoreaccount1;AccountKey=$key;QueueEndpoint=$(address Queue)/devstoreaccount1;TableEndpoint=$(address Table)/devstoreaccount1")
    ;;
  *)
    echo "Which storage? sqlite or azurite, not $storage" >&2
    exit 2
    ;;
esac
dotnet run -c Release --project tests/Funnel.Benchmarks -- reality "${arguments[@]+"${arguments[@]}"}"
