#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace ganscope::data {

/// What can be said of a face in words, in the order of `FaceTraits::attributes` and of the data set's
/// attributes.
enum class FaceAttribute : uint8_t {
  hair_colour,
  hair_length,
  glasses,
  smile,
  open_mouth,
  skin,
  turned,
  eye_size,
  hat
};
inline constexpr size_t face_attribute_count = 9;

/// One of the nine: its values in words, and in what share of the faces each occurs (they sum to 1).
struct FaceAttributeInfo {
  std::string key;
  std::vector<std::string> values;
  std::vector<double> shares;
};
[[nodiscard]] const std::vector<FaceAttributeInfo>& face_attributes();

/// Everything that decides what a face looks like: the nine attributes, independent of each other, and what
/// varies besides. Continuous ones are small, in drawing units of a 32×32 picture, so that pictures stay
/// clean.
struct FaceTraits {
  std::array<uint8_t, face_attribute_count> attributes{};  ///< index into the attribute's values
  int background = 0;                                      ///< of face_backgrounds
  int shirt = 0;                                           ///< of face_shirts
  int hat_colour = 0;                                      ///< of face_hats
  float x = 0, y = 0;                                      ///< where the head is, from the middle
  float scale = 1;                                         ///< of the head
  float fringe = 0;                                        ///< −1…1: which way the fringe falls
  float width = 1;                                         ///< of the head, relative
  float brow = 0;                                          ///< how high the brows are

  [[nodiscard]] uint8_t operator[](FaceAttribute which) const {
    return attributes[static_cast<size_t>(which)];
  }
  uint8_t& operator[](FaceAttribute which) { return attributes[static_cast<size_t>(which)]; }
};

inline constexpr int face_backgrounds = 5;
inline constexpr int face_shirts = 4;
inline constexpr int face_hats = 3;

/// A face drawn at random, every attribute by its shares.
[[nodiscard]] FaceTraits random_face(Random& random);

}  // namespace ganscope::data
