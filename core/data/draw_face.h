#pragma once
#include "core/data/face_traits.h"
#include "core/image/picture.h"

namespace ganscope::data {

/// A cartoon face as an RGB picture of `size` × `size` pixels (8 to 512), anti-aliased. The same traits give
/// the same bytes.
[[nodiscard]] image::Picture draw_face(const FaceTraits& traits, int size);

/// The same into [size, size, 3] bytes.
void draw_face(const FaceTraits& traits, int size, uint8_t* out);

}  // namespace ganscope::data
