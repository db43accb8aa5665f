#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace ganscope::data {

/// A data set from IDX files of any type (`read_idx`). Three dimensions are grey pictures, count × rows ×
/// columns; four have 1 or 3 channels last or second; two are pictures when their rows are squares of at
/// least 8 × 8, and points when their rows have one or two numbers, as do one dimension of floats or doubles.
/// Brightness as `as_brightness` says. Pictures become `size` × `size`: smaller ones are padded with black in
/// the middle when they nearly fill the square (28 → 32), and else scaled by an area filter. `labels` may be
/// empty: none; they are whole numbers, one a picture. `names` may be empty: then the numbers that occur are
/// the classes' names; otherwise they count the names, and one beyond them fails.
struct IdxRequest {
  std::string key, title;
  std::filesystem::path pictures, labels;
  std::vector<std::string> names;
  int size = 32;
};
[[nodiscard]] Expected<DatasetPointer> load_idx_dataset(const IdxRequest& request,
                                                        const WorkContext& context);

}  // namespace ganscope::data
