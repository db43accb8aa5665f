#include "app/model/explore_sliders.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "app/model/reduce_explore.h"

namespace ganscope::model {
namespace {

/// Dimensions by falling strength, all of them or the first few.
std::vector<int> ordered(const std::vector<double>& strength, bool all) {
  std::vector<int> order(strength.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return strength[static_cast<size_t>(a)] > strength[static_cast<size_t>(b)];
  });
  if (!all && order.size() > ExploreState::strongest) order.resize(ExploreState::strongest);
  return order;
}

double difference(const api::RenderResult& ends, size_t first, size_t second) {
  double sum = 0;
  if (!ends.points.empty()) {
    for (size_t i = 0; i < 2; ++i) {
      sum += std::abs(static_cast<double>(ends.points[2 * first + i]) -
                      static_cast<double>(ends.points[2 * second + i]));
    }
    return sum;
  }
  const size_t bytes = static_cast<size_t>(ends.width) * static_cast<size_t>(ends.height) * 4;
  for (size_t i = 0; i < bytes; ++i) {
    sum += std::abs(ends.pixels[first * bytes + i] - ends.pixels[second * bytes + i]);
  }
  return sum;
}

}  // namespace

void rank_again(ExploreState& state) {
  state.ranked = false;
  ++state.rank_request;
  if (state.shown_dimensions.empty()) guess_dimensions(state);
}

void guess_dimensions(ExploreState& state) {
  std::vector<double> strength;
  for (const float value : state.latent) strength.push_back(std::abs(static_cast<double>(value)));
  state.shown_dimensions = ordered(strength, state.all_dimensions);
}

void rank_dimensions(UiModel& model, const api::RenderResult& ends) {
  ExploreState& state = model.explore;
  const size_t dim = state.latent.size();
  const size_t rows = 2 * dim;
  const size_t bytes = static_cast<size_t>(ends.width) * static_cast<size_t>(ends.height) * 4;
  const bool whole = static_cast<size_t>(ends.count) == rows &&
                     (ends.points.size() == 2 * rows || (bytes > 0 && ends.pixels.size() == rows * bytes));
  if (!whole) return;
  std::vector<double> strength;
  for (size_t i = 0; i < dim; ++i) strength.push_back(difference(ends, 2 * i, 2 * i + 1));
  state.shown_dimensions = ordered(strength, state.all_dimensions);
  state.ranked = true;
}

}  // namespace ganscope::model
