#!/usr/bin/env bash
# Installs what the tests need (the Azure storage emulator by npm, Chromium by apt where there is none) and runs them all.
# Needs the .NET 10 SDK and Node.js 20. Real comments are used where FUNNEL_DATA names a folder that holds them; without it those tests are skipped.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }

say "Storage emulator"
npm ci --prefix tests/Funnel.Storage.Tests/azurite --no-audit --no-fund --loglevel=error

if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Chromium"
    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
  else
    echo "No Chromium here: the browser tests are skipped. Install it, or name one in CHROMIUM."
  fi
fi

results=$(mktemp -d)
FUNNEL_PUBLISHED=$(mktemp -d)
export FUNNEL_PUBLISHED
trap 'rm -rf "$results" "$FUNNEL_PUBLISHED"' EXIT

say "Build"
dotnet build Funnel.sln -c Release --nologo -v quiet -clp:NoSummary
# As it is deployed, from what was just built; the tests look into it, and start it.
dotnet publish src/Funnel.Functions -c Release --no-build -o "$FUNNEL_PUBLISHED" --nologo -v quiet

say "Packages"
.ci/check-packages

failed=0
for project in tests/*.Tests; do
  say "$(basename "$project")"
  # One after the other: the end-to-end tests have real clocks, and want the machine to themselves.
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" || failed=1
done

say "Tests by project (storage: by adapter)"
count() { grep -o "<Counters [^>]*" "$1" | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p"; }
passed=0; bad=0; skipped=0
for file in "$results"/*.trx; do
  p=$(count "$file" passed); f=$(count "$file" failed); t=$(count "$file" total)
  printf '%-26s %5d passed, %d failed, %d skipped\n' "$(basename "$file" .trx)" "$p" "$f" "$((t - p - f))"
  passed=$((passed + p)); bad=$((bad + f)); skipped=$((skipped + t - p - f))
done
for adapter in Memory Sqlite Azure; do
  printf '  contract on %-12s %5d passed\n' "$adapter" "$(grep -ho "testName=\"[^\"]*\" [^>]*outcome=\"Passed\"" "$results/Funnel.Storage.Tests.trx" | grep -cE "\.${adapter}(Rows|Queues)[A-Za-z]*\." || true)"
done
grep -oh "published: [0-9]* files, [0-9.]* MB" "$results/Funnel.Hosts.Tests.trx" | sed 's/^/  /' || true
grep -oh "[0-9.]* storage operations per [^(]*" "$results/Funnel.Hosts.Tests.trx" | sed 's/^/  /' || true
grep -oh "Bicep: [a-z0-9 ]*, [0-9]* warnings" "$results/Funnel.Hosts.Tests.trx" | sed 's/^/  /' || true

echo
echo "$passed passed, $bad failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$bad" = 0 ]
