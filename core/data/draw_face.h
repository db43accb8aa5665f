#pragma once
#include "core/data/face_traits.h"
#include "core/image/picture.h"

namespace ganscope::data {

/// How a head is held, besides what the face is like.
struct FacePose {
  float turn = 0;       ///< −1 to the left of the picture, 0 to the front, 1 to the right
  float nod = 0;        ///< −1 raised, 0 upright, 1 bowed
  float open_eyes = 1;  ///< 1 wide open, 0 closed
};
/// As the attribute `turned` says, upright, with open eyes.
[[nodiscard]] FacePose pose_of(const FaceTraits& traits);

/// A cartoon face as an RGB picture of `size` × `size` pixels (8 to 512), anti-aliased. The same traits give
/// the same bytes.
[[nodiscard]] image::Picture draw_face(const FaceTraits& traits, int size);

/// The same into [size, size, 3] bytes; with a pose, held as that says and not as `turned` does.
void draw_face(const FaceTraits& traits, int size, uint8_t* out);
void draw_face(const FaceTraits& traits, const FacePose& pose, int size, uint8_t* out);

}  // namespace ganscope::data
