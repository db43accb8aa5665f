#!/usr/bin/env bash
# Runs clang-tidy by .clang-tidy over the layers without LibTorch, by hand: it takes minutes. LibTorch 1.13's headers do not
# parse with Debian 12's clang in C++20, so what includes them is left out.
#   tests/lint/tidy.sh [FOLDER …]   all of them, or only these; build/release must be configured (generated headers)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if ! command -v clang-tidy >/dev/null; then
  echo "Skipped: there is no clang-tidy here (apt-get install clang-tidy)."
  exit 77
fi
folders=("$@")
if [ ${#folders[@]} -eq 0 ]; then
  folders=(core/{base,config,api,image,storage,data,explore,train,diagnose,measure})
fi
git ls-files -z -- "${folders[@]}" | grep -z '\.cpp$' |
  xargs -0 -P "$(nproc)" -I FILE clang-tidy --quiet FILE -- -std=c++20 -I. -Ibuild/release/generated
echo "Tidy: ${folders[*]}"
