#pragma once
#include "core/data/dataset.h"

namespace ganscope::data {

// One function an entry of the registry; `all_datasets.cpp` lists them in order.
[[nodiscard]] DatasetEntry faces_entry();
[[nodiscard]] DatasetEntry digits_entry();
[[nodiscard]] DatasetEntry stacked_entry();
[[nodiscard]] DatasetEntry mnist_entry();
[[nodiscard]] DatasetEntry fashion_entry();
[[nodiscard]] DatasetEntry cifar10_entry();
[[nodiscard]] DatasetEntry drums_entry();
[[nodiscard]] DatasetEntry sounds_entry();
[[nodiscard]] DatasetEntry folder_entry();
[[nodiscard]] DatasetEntry pairs_entry();
[[nodiscard]] DatasetEntry domains_entry();
[[nodiscard]] DatasetEntry faces_film_entry();
[[nodiscard]] DatasetEntry film_entry();
[[nodiscard]] DatasetEntry idx_entry();
[[nodiscard]] DatasetEntry ring_entry();
[[nodiscard]] DatasetEntry grid_entry();
[[nodiscard]] DatasetEntry gaussian_entry();
[[nodiscard]] DatasetEntry spiral_entry();
[[nodiscard]] DatasetEntry moons_entry();
[[nodiscard]] DatasetEntry circles_entry();
[[nodiscard]] DatasetEntry line_entry();
[[nodiscard]] DatasetEntry disjoint_entry();
[[nodiscard]] DatasetEntry checkerboard_entry();
[[nodiscard]] DatasetEntry pinwheel_entry();
[[nodiscard]] DatasetEntry drawing_entry();
[[nodiscard]] DatasetEntry csv_entry();
[[nodiscard]] DatasetEntry two_gaussians_entry();
[[nodiscard]] DatasetEntry uniform_entry();
[[nodiscard]] DatasetEntry exponential_entry();
[[nodiscard]] DatasetEntry mixture_entry();
[[nodiscard]] DatasetEntry verse_entry();
[[nodiscard]] DatasetEntry couplet_entry();
[[nodiscard]] DatasetEntry sums_entry();
[[nodiscard]] DatasetEntry words_entry();
[[nodiscard]] DatasetEntry melody_entry();

}  // namespace ganscope::data
