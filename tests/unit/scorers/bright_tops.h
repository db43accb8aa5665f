#pragma once
#include <cstdint>
#include <memory>
#include <utility>

#include "core/api/ask.h"
#include "core/base/random.h"
#include "core/data/dataset.h"

namespace ganscope::testing {

constexpr int tops_side = 16;

/// Grey pictures of 16 × 16, half of them with a bright top: the attribute.
inline data::DatasetPointer bright_tops(int64_t count = 200) {
  auto set = std::make_shared<data::Dataset>();
  set->title = "tops";
  set->count = count;
  set->channels = 1;
  set->height = set->width = tops_side;
  data::Attribute bright{"bright_top", {"no", "yes"}, {}};
  Random random(3);
  for (int64_t n = 0; n < count; ++n) {
    bright.of.push_back(static_cast<uint8_t>(random.below(2)));
    for (int i = 0; i < tops_side * tops_side; ++i) {
      const bool lit = bright.of.back() == 1 && i < tops_side * tops_side / 2;
      set->pixels.push_back(static_cast<uint8_t>((lit ? 140 : 60) + random.below(60)));
    }
  }
  set->attributes.push_back(std::move(bright));
  return set;
}

/// The data's first pictures as a replica would draw them.
inline api::Answer as_drawn(const data::Dataset& data, int count) {
  api::Answer drawn;
  drawn.count = count;
  drawn.width = drawn.height = tops_side;
  for (int n = 0; n < count; ++n)
    for (const uint8_t grey : data.picture(n))
      drawn.pixels.insert(drawn.pixels.end(), {grey, grey, grey, 255});
  return drawn;
}

}  // namespace ganscope::testing
