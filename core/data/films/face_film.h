#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/data/draw_face.h"
#include "core/data/films/film_frames.h"

namespace ganscope::data {

/// What a face does in a film, in the order of its class labels.
enum class FaceMotion : uint8_t { turns, nods, blinks };
[[nodiscard]] const std::vector<std::string>& face_motions();  ///< "turns", "nods", "blinks"

/// How the head is held in a frame, 0 to 7: to one side and the other, down and up, or with eyes that close
/// and open once.
[[nodiscard]] FacePose pose_in(FaceMotion motion, int frame);

/// Who plays in a film: a face that looks ahead with large eyes, a closed mouth and no hat. Hair colour,
/// length of hair, glasses, smile and skin are drawn by their shares (`actor_attributes`).
[[nodiscard]] FaceTraits random_actor(Random& random);
[[nodiscard]] std::span<const FaceAttribute> actor_attributes();

/// A film in grey: [size, size, film_frames] bytes, the frames of a pixel side by side; size 8 to 512.
void draw_film(const FaceTraits& traits, FaceMotion motion, int size, uint8_t* out);

}  // namespace ganscope::data
