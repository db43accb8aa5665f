#include "core/metrics/pictures/examples.h"

#include <algorithm>

namespace ganscope::metrics {
namespace {

/// Turns and mirrors one picture [channels, 32, 32] in place: quarter turns `turn % 4`, mirrored from 4 on.
void turn_picture(float* picture, int channels, int turn) {
  constexpr size_t side = input_side;
  std::vector<float> old(side * side);
  for (int c = 0; c < channels; ++c, picture += side * side) {
    std::copy_n(picture, side * side, old.begin());
    for (size_t y = 0; y < side; ++y)
      for (size_t x = 0; x < side; ++x) {
        size_t i = turn >= 4 ? side - 1 - x : x, j = y;
        for (int k = 0; k < turn % 4; ++k) {
          const size_t before = i;
          i = j;
          j = side - 1 - before;
        }
        picture[y * side + x] = old[j * side + i];
      }
  }
}

}  // namespace

Examples::Examples(const data::Dataset& dataset, const std::vector<Question>& questions)
    : dataset_(dataset), turns_(questions.front().key == "turn") {}

Examples::Batch Examples::take(std::span<const int64_t> indices, Random& random) const {
  Batch batch;
  std::vector<uint8_t> pixels;
  for (const int64_t index : indices) {
    const auto picture = dataset_.picture(index);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
  }
  batch.pictures = network_input(pixels, static_cast<int64_t>(indices.size()), dataset_.height,
                                 dataset_.width, dataset_.channels);
  const auto answers_from = [&](std::span<const uint8_t> of) {
    auto& list = batch.answers.emplace_back();
    for (const int64_t index : indices) list.push_back(of[static_cast<size_t>(index)]);
  };
  if (dataset_.has_labels()) answers_from(dataset_.labels);
  for (const data::Attribute& attribute : dataset_.attributes) answers_from(attribute.of);
  if (turns_) {
    auto& list = batch.answers.emplace_back();
    const size_t size = batch.pictures.size() / indices.size();
    for (size_t i = 0; i < indices.size(); ++i) {
      list.push_back(static_cast<int64_t>(random.below(8)));
      turn_picture(&batch.pictures[i * size], dataset_.channels, static_cast<int>(list.back()));
    }
  }
  return batch;
}

}  // namespace ganscope::metrics
