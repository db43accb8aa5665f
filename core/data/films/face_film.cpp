#include "core/data/films/face_film.h"

#include <array>
#include <cmath>
#include <numbers>

#include "core/base/check.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr std::array<float, film_frames> lids{1, 1, 0.5F, 0, 0, 0.5F, 1, 1};  // 1: wide open
constexpr std::array<FaceAttribute, 5> varied{FaceAttribute::hair_colour, FaceAttribute::hair_length,
                                              FaceAttribute::glasses, FaceAttribute::smile,
                                              FaceAttribute::skin};

}  // namespace

const std::vector<std::string>& face_motions() {
  static const std::vector<std::string> names{"turns", "nods", "blinks"};
  return names;
}

FacePose pose_in(FaceMotion motion, int frame) {
  GANSCOPE_CHECK(frame >= 0 && frame < film_frames, "a frame of a film");
  if (motion == FaceMotion::blinks) return {.open_eyes = lids[static_cast<size_t>(frame)]};
  const auto swing = static_cast<float>(std::sin(2 * std::numbers::pi * frame / film_frames));
  return motion == FaceMotion::turns ? FacePose{.turn = swing} : FacePose{.nod = swing};
}

std::span<const FaceAttribute> actor_attributes() { return varied; }

FaceTraits random_actor(Random& random) {
  FaceTraits traits = random_face(random);
  traits[FaceAttribute::turned] = 1;
  traits[FaceAttribute::open_mouth] = 0;
  traits[FaceAttribute::eye_size] = 1;
  traits[FaceAttribute::hat] = 0;
  return traits;
}

void draw_film(const FaceTraits& traits, FaceMotion motion, int size, uint8_t* out) {
  image::Picture colour{size, size, 3, {}};
  colour.pixels.resize(static_cast<size_t>(size) * static_cast<size_t>(size) * 3);
  for (int frame = 0; frame < film_frames; ++frame) {
    draw_face(traits, pose_in(motion, frame), size, colour.pixels.data());
    const image::Picture grey = image::to_grey(colour);
    for (size_t i = 0; i < grey.pixels.size(); ++i)
      out[i * film_frames + static_cast<size_t>(frame)] = grey.pixels[i];
  }
}

}  // namespace ganscope::data
