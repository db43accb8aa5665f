#!/usr/bin/env bash
# Builds the fuzz targets with clang and libFuzzer and gives each of them SECONDS (20 unless told) to find an input that its
# reader stumbles over. What is found lies in corpus/NAME/found-* and fails the ordinary tests from then on: mend the
# fault, then call it whole-… or damaged-…, as the reader has it. Inputs that reach new code gather in build/fuzz/corpus.
#   tests/fuzz/run.sh [SECONDS] [NAME …]   all targets, or only these: tests/fuzz/run.sh 600 picture
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source app/packages.sh
if ! command -v clang++ >/dev/null; then
  echo "Skipped: there is no clang here (apt-get install clang libclang-rt-14-dev)."
  exit 77
fi
seconds=${1:-20}
shift || true
mkdir -p build
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for source in tests/fuzz/fuzz_*.cpp; do
    name=${source##*/fuzz_}
    names+=("${name%.cpp}")
  done
fi
build_preset fuzz "${names[@]/#/fuzz_}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=()
for name in "${names[@]}"; do
  mkdir -p "build/fuzz/corpus/$name"
  # Large pictures take their time and memory under the sanitizers: neither is a fault.
  if TMPDIR=$folder "build/fuzz/bin/fuzz_$name" -max_total_time="$seconds" -timeout=60 -report_slow_units=60 -rss_limit_mb=4096 \
      -max_len=8192 -verbosity=0 -print_final_stats=1 -artifact_prefix="tests/fuzz/corpus/$name/found-" \
      "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1; then
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log") inputs, nothing found"
  else
    failed+=("$name")
    echo "$name: found something, see build/fuzz/$name.log" >&2
  fi
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "Found in: ${failed[*]}" >&2
  exit 1
fi
