#pragma once
#include <string>

#include "core/data/dataset.h"
#include "tests/fuzz/fuzz.h"

namespace ganscope::fuzz {

/// Loads the data set of `spec` as small as it comes. What was loaded is whole.
inline bool loads(const std::string& spec) {
  config::Settings settings;
  settings.set("data", spec);
  settings.set("size", int64_t{16});
  const auto loaded = data::load_dataset(settings, {});
  if (!loaded) return false;
  const data::Dataset& set = **loaded;
  promise(set.count > 0);
  const auto count = static_cast<size_t>(set.count);
  if (set.is_points())
    promise(set.points.size() == count * static_cast<size_t>(set.dimensions));
  else
    promise(set.pixels.size() == count * set.picture_bytes());
  promise(set.labels.size() == (set.has_labels() ? count : 0));
  for (const uint8_t label : set.labels) promise(label < set.label_names.size());
  return true;
}

}  // namespace ganscope::fuzz
