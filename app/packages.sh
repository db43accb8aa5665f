# What ganscope needs of Debian's packages, and how to get it. Sourced by app/run.sh and tests/run.sh.

packages_to_build=(
  build-essential cmake ninja-build ccache pkg-config
  libtorch-dev libfmt-dev libexpected-dev nlohmann-json3-dev libtomlplusplus-dev libcli11-dev
  libpng-dev libjpeg62-turbo-dev zlib1g-dev libgif-dev libwebp-dev libtiff-dev libmd4c-dev
  libfftw3-dev libsndfile1-dev libasound2-dev libsmf-dev
  libimgui-dev libstb-dev libglfw3-dev libx11-dev libepoxy-dev libegl-dev libgl-dev
)
packages_to_run=(
  libopenblas0-pthread libegl1 libgl1-mesa-dri
  fonts-inter fonts-jetbrains-mono fonts-dejavu-core fonts-dejavu-extra fonts-wqy-microhei
)
packages_to_test=(libgtest-dev libgmock-dev libbenchmark-dev xvfb xauth xdotool python3 python3-torch git clang-format
  chromium file sox)

# install_missing PACKAGE… : installs those that are not there yet, and says which.
install_missing() {
  local missing=() package
  local installed
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" {print $1}')
  for package in "$@"; do
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "ganscope: error: ${#missing[@]} packages are missing and there is no sudo (${missing[*]})" >&2
      echo "  hint: as root, run: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} missing packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    echo "ganscope: error: the packages could not be installed (${missing[*]})" >&2
    echo "  hint: ganscope expects Debian 12 or newer with its ordinary package sources" >&2
    return 1
  fi
}

# build_preset PRESET [TARGET…] : configures when needed and builds; quiet when there is nothing to do.
build_preset() {
  local preset=$1; shift
  local folder=build/$preset
  if [ ! -f "$folder/build.ninja" ]; then
    echo "Configuring $folder"
    cmake --preset "$preset" >"$folder.configure.log" 2>&1 || { cat "$folder.configure.log" >&2; return 1; }
  fi
  # Paths count from here in the compiler's cache, so that another clone finds what this one has compiled.
  CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 ninja -C "$folder" --quiet "$@"
}
