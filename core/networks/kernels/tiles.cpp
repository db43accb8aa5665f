#include "core/networks/kernels/tiles.h"

#include <cstdlib>
#include <string_view>

namespace ganscope::networks::kernels {
namespace {

const Tiles& widest() {
#ifdef GANSCOPE_X86_TILES
  const char* allowed = std::getenv("ATEN_CPU_CAPABILITY");
  const std::string_view most = allowed == nullptr ? "avx512" : allowed;
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (most == "default") return plain_tiles;
  if (avx512 && most != "avx2") return avx512_tiles;
  if (avx2) return avx2_tiles;
#endif
  return plain_tiles;
}

}  // namespace

const Tiles& tiles() {
  static const Tiles& chosen = widest();
  return chosen;
}

}  // namespace ganscope::networks::kernels
