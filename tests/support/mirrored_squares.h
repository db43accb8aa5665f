#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/train/replica.h"

// Something to translate of which everything is known: a picture becomes its mirrored one.
namespace ganscope::testing {

/// A bright square on the left or on the right, over a dark or a grey ground; both are attributes.
inline std::shared_ptr<data::Dataset> squares(int64_t count, uint64_t seed, int right) {
  auto set = std::make_shared<data::Dataset>();
  set->key = set->title = "squares";
  set->count = count;
  set->channels = 1;
  set->height = set->width = 16;
  set->attributes = {{"side", {"left", "right"}, {}}, {"ground", {"dark", "grey"}, {}}};
  Random random(seed);
  for (int64_t i = 0; i < count; ++i) {
    const auto side = right < 0 ? random.below(2) : static_cast<uint64_t>(right);
    const uint64_t ground = random.below(2), top = 2 + random.below(8);
    set->attributes[0].of.push_back(static_cast<uint8_t>(side));
    set->attributes[1].of.push_back(static_cast<uint8_t>(ground));
    for (uint64_t y = 0; y < 16; ++y)
      for (uint64_t x = 0; x < 16; ++x) {
        const bool inside = y >= top && y < top + 5 && x / 8 == side && x % 8 >= 1 && x % 8 < 6;
        set->pixels.push_back(static_cast<uint8_t>(inside ? 240 : 10 + 110 * ground + random.below(8)));
      }
  }
  return set;
}

inline std::vector<uint8_t> mirrored(const std::vector<uint8_t>& pixels) {
  std::vector<uint8_t> turned(pixels.size());
  for (size_t i = 0; i < pixels.size(); ++i) turned[i] = pixels[i / 16 * 16 + 15 - i % 16];
  return turned;
}

/// Pairs: what goes in is the mirrored picture.
inline data::DatasetPointer mirrored_pairs() {
  const auto paired = [](int64_t count, uint64_t seed) {
    auto set = squares(count, seed, -1);
    set->inputs = {"mirrored", 1, count, mirrored(set->pixels), true};
    return set;
  };
  auto set = paired(400, 1);
  set->held_out = {paired(60, 2)};
  set->base = squares(600, 3, -1);
  return set;
}

/// Two domains: squares on the left and on the right; twins are held out.
inline data::DatasetPointer mirrored_domains() {
  auto set = squares(300, 4, 1);
  const auto left = squares(300, 5, 0);
  set->inputs = {"left", 1, left->count, left->pixels, false};
  const auto a = squares(60, 6, 0);
  auto b = std::make_shared<data::Dataset>(*a);
  b->pixels = mirrored(a->pixels);
  std::ranges::fill(b->attributes[0].of, 1);
  auto there = std::make_shared<data::Dataset>(*b), back = std::make_shared<data::Dataset>(*a);
  there->inputs = {"left", 1, a->count, a->pixels, true};
  back->inputs = {"right", 1, b->count, b->pixels, true};
  set->held_out = {there, back};
  set->base = squares(600, 3, -1);
  return set;
}

/// Makes of every input its mirrored picture, whatever the direction.
class Mirror final : public train::Replica {
 public:
  Expected<api::Answer> render(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                               const std::vector<float>& /*latents*/, const std::vector<int>& /*labels*/,
                               bool /*scored*/) override {
    return fail(FailureKind::unsupported, "no latents", "", "");
  }
  Expected<train::Translated> translate(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                                        const api::Rows& inputs, int direction) override {
    directions.push_back(direction);
    train::Translated made;
    made.pictures.count = inputs.count;
    made.pictures.width = made.pictures.height = 16;
    for (size_t i = 0; i < inputs.values.size(); ++i) {
      const float value = inputs.values[i / 16 * 16 + 15 - i % 16];
      const auto byte = static_cast<uint8_t>(std::lround((value + 1) * 127.5F));
      made.pictures.pixels.insert(made.pictures.pixels.end(), {byte, byte, byte, 255});
    }
    return made;
  }
  std::vector<int> directions;
};

}  // namespace ganscope::testing
