#pragma once
#include <cstdint>
#include <string>

#include "core/base/failure.h"

namespace ganscope::image {

inline constexpr int64_t max_side = 16384;       ///< pixels
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION  // libFuzzer's word: many pictures, not large ones
inline constexpr int64_t max_pixels = 64 * 1024;
#else
inline constexpr int64_t max_pixels = 64 * 1024 * 1024;  ///< 64 Mpx: 192 MB as RGB
#endif

/// Asked with a file's declared size, before anything is allocated for it. Fails with `bad_data`.
[[nodiscard]] Expected<void> check_size(int64_t width, int64_t height, const std::string& where);

}  // namespace ganscope::image
