#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: channels, worker loops and the interface's errands under
# ThreadSanitizer; unit, property and panel tests under AddressSanitizer and UBSan; in release what looks at the program
# as people run it. Ends with ctest's summary.
#   tests/run.sh            everything
#   tests/run.sh -R Latest  the tests of that name in release; arguments go through to ctest
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source app/packages.sh

install_missing "${packages_to_build[@]}" "${packages_to_run[@]}" "${packages_to_test[@]}"
mkdir -p build
export LP_NUM_THREADS=1
jobs=$(nproc)
failed=()

# suite PRESET [TARGET… --] [CTEST ARGUMENT…] : builds and runs one preset; remembers a failure, so that the rest is still seen.
suite() {
  local preset=$1 targets=(); shift
  if [[ " $* " == *" -- "* ]]; then
    while [ "$1" != -- ]; do targets+=("$1"); shift; done
    shift
  fi
  echo "=== $preset"
  build_preset "$preset" "${targets[@]}"
  ctest --test-dir "build/$preset" --output-on-failure --progress -j "$jobs" "$@" || failed+=("$preset")
}

if [ $# -eq 0 ]; then
  TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1} \
    suite tsan raced_tests -- -L tsan
  ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
    suite asan sanitized_tests -- -LE 'e2e|golden|lint|trains' -E 'test_golden_NOT_BUILT'
  suite release release_tests -- -L 'e2e|golden|lint|native|trains'
else
  suite release "$@"
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed under: ${failed[*]}" >&2
  exit 1
fi
