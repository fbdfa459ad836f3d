#!/usr/bin/env bash
# Installs what the tests need (the Azure storage emulator by npm, Chromium by apt where there is none) and runs them all.
# Needs the .NET 10 SDK and Node.js 20. Real comments are used where FUNNEL_DATA names a folder that holds them; without it those tests are skipped.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }

results=$(mktemp -d)
FUNNEL_PUBLISHED=$(mktemp -d)
export FUNNEL_PUBLISHED
compiler="funnel-$$"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$results" "$FUNNEL_PUBLISHED"' EXIT

# Side by side: start NAME COMMAND…, then finish. What each one says is printed whole, when it ends.
declare -A running=()
failed=0
start() {
  local name=$1
  shift
  "$@" >"$results/$name.log" 2>&1 &
  running[$!]=$name
}
finish() {
  while [ ${#running[@]} -gt 0 ]; do
    local ended="" code=0
    wait -n -p ended "${!running[@]}" || code=$?
    say "${running[$ended]} (after $SECONDS s)"
    cat "$results/${running[$ended]}.log"
    [ $code = 0 ] || failed=1
    unset "running[$ended]"
  done
}

if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Chromium"
    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
  else
    echo "No Chromium here: the browser tests are skipped. Install it, or name one in CHROMIUM."
  fi
fi

build() {
  # One compiler for all projects, which has to warm up once; one of our own, so that it can be ended.
  dotnet build Funnel.sln -c Release --no-restore --nologo -v quiet -clp:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
  dotnet exec "$(dotnet msbuild src/Funnel -getProperty:RoslynTargetsPath)/bincore/VBCSCompiler.dll" -shutdown -pipename:"$compiler" || true
  # As it is deployed, from what was just built; the tests look into it, and start it.
  dotnet publish src/Funnel.Functions -c Release --no-build -o "$FUNNEL_PUBLISHED" --nologo -v quiet
}
dotnet restore Funnel.sln --nologo -v quiet
start "Storage emulator" npm ci --prefix tests/Funnel.Storage.Tests/azurite --no-audit --no-fund --loglevel=error
start "Build" build
finish
[ "$failed" = 0 ] || exit 1

# Of what has been built already: nothing is evaluated again.
run() {
  local name
  name=$(basename "$1")
  start "$name" nice -n "${niceness[$name]:-0}" dotnet test "$1"/bin/Release/*/"$name.dll" --logger "trx;LogFileName=$name.trx" --results-directory "$results"
}
# All side by side. Those that keep processors busy give way: most of the others wait most of the time, for real clocks, and want a processor when they ask for one.
declare -A niceness=([Funnel.Tests]=10 [Funnel.Console.Tests]=5)
start "Packages" .ci/check-packages
for project in tests/*.Tests; do
  run "$project"
done
finish

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
