#!/usr/bin/env bash
# The interface cannot name a live engine object: no symbol of torch may stand in its libraries.
#   no_torch_symbols.sh LIBRARY.a …
set -euo pipefail
offences=0
for library in "$@"; do
  symbols=$(nm --demangle "$library" 2>/dev/null)
  if [ -z "$symbols" ]; then
    echo "$library holds no symbols: was it built?"
    offences=1
  elif grep -m 5 -E '\b(at|c10|torch|caffe2)::' <<<"$symbols"; then
    echo "$library names torch"
    offences=1
  fi
done
exit $offences
