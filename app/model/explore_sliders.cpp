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

double difference(const api::Answer& ends, size_t first, size_t second) {
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

/// What each dimension changes in the picture, brightness by brightness (or both coordinates of a point).
std::vector<std::vector<float>> changes_of(const api::Answer& ends, size_t dim) {
  std::vector<std::vector<float>> changes(dim);
  const size_t pixels = static_cast<size_t>(ends.width) * static_cast<size_t>(ends.height);
  for (size_t i = 0; i < dim; ++i) {
    const size_t low = 2 * i, high = 2 * i + 1;
    if (!ends.points.empty()) {
      for (size_t axis = 0; axis < 2; ++axis)
        changes[i].push_back(ends.points[2 * high + axis] - ends.points[2 * low + axis]);
      continue;
    }
    // Some five hundred places of the picture, in all three colours: enough to compare directions.
    const size_t stride = std::max<size_t>(1, pixels / 512);
    for (size_t pixel = 0; pixel < pixels; pixel += stride) {
      for (size_t channel = 0; channel < 3; ++channel) {
        const size_t at = 4 * pixel + channel;
        changes[i].push_back(static_cast<float>(ends.pixels[high * 4 * pixels + at]) -
                             static_cast<float>(ends.pixels[low * 4 * pixels + at]));
      }
    }
  }
  return changes;
}

/// How alike what two dimensions change is: the Gram matrix [dim, dim] of the changes.
std::vector<double> gram(const std::vector<std::vector<float>>& changes) {
  const size_t dim = changes.size();
  std::vector<double> matrix(dim * dim);
  for (size_t i = 0; i < dim; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      const float sum = std::inner_product(changes[i].begin(), changes[i].end(), changes[j].begin(), 0.0F);
      matrix[i * dim + j] = matrix[j * dim + i] = static_cast<double>(sum);
    }
  }
  return matrix;
}

/// The direction of the largest eigenvalue, orthogonal to `without`, by power iteration; its largest
/// component is positive.
explore::Latent strongest_direction(const std::vector<double>& matrix, size_t dim,
                                    const explore::Latent& without) {
  explore::Latent direction(dim);
  for (size_t i = 0; i < dim; ++i) direction[i] = i % 2 == 0 ? 1.0F : 0.5F;
  constexpr int rounds = 40;
  for (int round = 0; round < rounds; ++round) {
    explore::Latent next(dim, 0.0F);
    for (size_t i = 0; i < dim; ++i) {
      double sum = 0;
      for (size_t j = 0; j < dim; ++j) sum += matrix[i * dim + j] * static_cast<double>(direction[j]);
      next[i] = static_cast<float>(sum);
    }
    if (!without.empty()) next = explore::add(next, without, -explore::dot(next, without));
    next = explore::normalized(next);
    if (explore::norm(next) == 0) break;  // nothing changes: any direction is as good
    direction = std::move(next);
  }
  if (!without.empty()) direction = explore::add(direction, without, -explore::dot(direction, without));
  direction = explore::normalized(direction);
  const auto largest = std::max_element(direction.begin(), direction.end(),
                                        [](float a, float b) { return std::abs(a) < std::abs(b); });
  if (largest != direction.end() && *largest < 0)
    for (float& value : direction) value = -value;
  return direction;
}

}  // namespace

int latent_part(const UiModel& model, int dimension) {
  const bool mixed = model.has_mapping() && model.explore.space == api::Space::z;
  return mixed ? 0 : model.status->model.latent_part_of(dimension);
}

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

void rank_dimensions(UiModel& model, const api::Answer& ends) {
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
  std::ranges::stable_sort(state.shown_dimensions, {},
                           [&](int dimension) { return latent_part(model, dimension); });
  state.ranked = true;
  const std::vector<double> matrix = gram(changes_of(ends, dim));
  state.strongest_plane[0] = strongest_direction(matrix, dim, {});
  state.strongest_plane[1] = strongest_direction(matrix, dim, state.strongest_plane[0]);
  if (dim < 2) state.strongest_plane[1].assign(dim, 0.0F);
  lay_strongest_plane(state);
}

void lay_strongest_plane(ExploreState& state) {
  if (state.strongest_plane[0].size() != state.latent.size()) return;
  // Where the hand walks already the ground does not turn under it.
  if (state.pad_u != 0 || state.pad_v != 0 || !state.dragging.empty()) return;
  if (state.pad_x.choice == ExploreState::axis_strongest) state.pad_x.direction = state.strongest_plane[0];
  if (state.pad_y.choice == ExploreState::axis_strongest) state.pad_y.direction = state.strongest_plane[1];
}

}  // namespace ganscope::model
