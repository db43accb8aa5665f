#include "core/data/face_traits.h"

namespace ganscope::data {

const std::vector<FaceAttributeInfo>& face_attributes() {
  static const std::vector<FaceAttributeInfo> all{
      {"hair_colour", {"black", "brown", "blond", "red"}, {0.25, 0.25, 0.25, 0.25}},
      {"hair_length", {"short", "long"}, {0.5, 0.5}},
      {"glasses", {"no", "yes"}, {0.55, 0.45}},
      {"smile", {"no", "yes"}, {0.5, 0.5}},
      {"open_mouth", {"no", "yes"}, {0.55, 0.45}},
      {"skin", {"light", "tan", "brown", "dark"}, {0.25, 0.25, 0.25, 0.25}},
      {"turned", {"left", "front", "right"}, {0.3, 0.4, 0.3}},
      {"eye_size", {"small", "large"}, {0.5, 0.5}},
      {"hat", {"no", "yes"}, {0.7, 0.3}},
  };
  return all;
}

FaceTraits random_face(Random& random) {
  FaceTraits face;
  for (size_t i = 0; i < face_attribute_count; ++i) {
    const auto& shares = face_attributes()[i].shares;
    double left = random.uniform();
    uint8_t value = 0;
    while (value + 1U < shares.size() && left >= shares[value]) left -= shares[value++];
    face.attributes[i] = value;
  }
  const auto real = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
  face.background = static_cast<int>(random.below(face_backgrounds));
  face.shirt = static_cast<int>(random.below(face_shirts));
  face.hat_colour = static_cast<int>(random.below(face_hats));
  face.x = real(-0.3, 0.3);
  face.y = real(-0.2, 0.2);
  face.scale = real(0.985, 1.015);
  face.fringe = real(-1, 1);
  face.width = real(0.98, 1.02);
  face.brow = real(-0.3, 0.3);
  return face;
}

}  // namespace ganscope::data
