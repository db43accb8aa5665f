#!/usr/bin/env bash
# Installs what is missing, builds, and opens ganscope. Arguments go through to the program:
#   app/run.sh                      the window, on the built-in faces
#   app/run.sh view digits --start
#   app/run.sh train faces --seconds 30
# Without a display and without arguments it trains the faces for 60 s and leaves pictures in out/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source app/packages.sh

install_missing "${packages_to_build[@]}" "${packages_to_run[@]}"
mkdir -p build
build_preset app ganscope
program=build/app/bin/ganscope

if [ $# -gt 0 ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  exec "$program" "$@"
fi

seconds=${GANSCOPE_DEMO_SECONDS:-60}
echo "There is no display: training the built-in faces for $seconds s without a window."
mkdir -p out
run=out/faces
number=2
while [ -e "$run" ]; do run=out/faces-$number; number=$((number + 1)); done
"$program" train faces --seconds "$seconds" --out "$run"
"$program" sample "$run" --count 64 --out out/samples.png
"$program" interpolate "$run" --from 1 --to 2 --frames 12 --out out/interpolation.png
"$program" interpolate "$run" --from 1 --to 2 --frames 48 --out out/interpolation.gif
cp "$run/losses.png" out/losses.png
"$program" view "$run" --size 1600x900 --exit-after-s 4 --screenshot out/screenshot.png
cat <<END

Look at what it learned:
  $PWD/out/samples.png         64 faces it draws
  $PWD/out/losses.png          the losses of both players
  $PWD/out/interpolation.png   from one face to another (and .gif)
  $PWD/out/screenshot.png      the program's window, on this run
  $PWD/$run                    the run itself: open it with app/run.sh $run
END
