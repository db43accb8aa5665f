#pragma once
#include "core/data/dataset.h"

namespace ganscope::data {

// One function an entry of the registry; `all_datasets.cpp` lists them in order.
[[nodiscard]] DatasetEntry faces_entry();
[[nodiscard]] DatasetEntry digits_entry();
[[nodiscard]] DatasetEntry mnist_entry();
[[nodiscard]] DatasetEntry fashion_entry();
[[nodiscard]] DatasetEntry cifar10_entry();
[[nodiscard]] DatasetEntry folder_entry();
[[nodiscard]] DatasetEntry idx_entry();
[[nodiscard]] DatasetEntry ring_entry();
[[nodiscard]] DatasetEntry grid_entry();

}  // namespace ganscope::data
