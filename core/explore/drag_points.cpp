#include "core/explore/drag_points.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ganscope::explore {
namespace {

constexpr int patch = 2;             // samples each way around a handle, a pixel apart
constexpr double search_step = 0.5;  // pixels
constexpr double step_ahead = 1;     // pixels, of motion supervision

double l1(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::abs(static_cast<double>(a[i] - b[i]));
  return sum;
}

}  // namespace

double distance(const Place& a, const Place& b) { return std::hypot(a.x - b.x, a.y - b.y); }

DragPoints::DragPoints(std::vector<Handle> handles, int height, int width)
    : handles_(std::move(handles)), height_(height), width_(width) {}

DragPoints::Corners DragPoints::corners(const train::FeatureMaps& maps, Place place) const {
  const double x = std::clamp(place.x * maps.width / width_ - 0.5, 0.0, maps.width - 1.0);
  const double y = std::clamp(place.y * maps.height / height_ - 0.5, 0.0, maps.height - 1.0);
  const int left = static_cast<int>(x), top = static_cast<int>(y);
  const int right = std::min(left + 1, maps.width - 1), bottom = std::min(top + 1, maps.height - 1);
  const auto u = static_cast<float>(x - left), v = static_cast<float>(y - top);
  const auto index = [&](int row, int column) { return static_cast<size_t>(row * maps.width + column); };
  return {{index(top, left), index(top, right), index(bottom, left), index(bottom, right)},
          {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v}};
}

std::vector<float> DragPoints::at(const train::FeatureMaps& maps, Place place) const {
  const Corners around = corners(maps, place);
  const auto area = static_cast<size_t>(maps.height * maps.width);
  std::vector<float> values(static_cast<size_t>(maps.channels));
  for (size_t c = 0; c < values.size(); ++c)
    for (int k = 0; k < 4; ++k) values[c] += around.weight[k] * maps.values[c * area + around.index[k]];
  return values;
}

void DragPoints::track(const train::FeatureMaps& maps) {
  constexpr int reach = static_cast<int>(search / search_step);
  for (size_t n = 0; n < handles_.size(); ++n) {
    Handle& handle = handles_[n];
    Place best = handle.at;
    double nearest = l1(at(maps, best), began_with_[n]);
    for (int i = -reach; i <= reach; ++i)
      for (int j = -reach; j <= reach; ++j) {
        const Place there{std::clamp(handle.at.x + i * search_step, 0.5, width_ - 0.5),
                          std::clamp(handle.at.y + j * search_step, 0.5, height_ - 0.5)};
        const double off = l1(at(maps, there), began_with_[n]);
        if (off >= nearest) continue;
        nearest = off;
        best = there;
      }
    handle.at = best;
  }
}

void DragPoints::add_slopes(const train::FeatureMaps& maps, Place place, const std::vector<float>& difference,
                            double slope, std::vector<float>& slopes) const {
  const Corners around = corners(maps, place);
  const auto area = static_cast<size_t>(maps.height * maps.width);
  for (size_t c = 0; c < difference.size(); ++c) {
    if (difference[c] == 0) continue;
    const auto along = static_cast<float>(difference[c] > 0 ? slope : -slope);
    for (int k = 0; k < 4; ++k) slopes[c * area + around.index[k]] += along * around.weight[k];
  }
}

std::vector<float> DragPoints::look(const train::FeatureMaps& maps, const std::vector<float>& holds) {
  if (began_with_.empty()) {
    for (const Handle& handle : handles_) began_with_.push_back(at(maps, handle.at));
    first_maps_ = maps.values;
  } else {
    track(maps);
  }
  std::vector<float> slopes(maps.values.size());
  constexpr int side = 2 * patch + 1;
  const double each = 1.0 / (side * side * maps.channels * static_cast<double>(handles_.size()));
  for (const Handle& handle : handles_) {
    const double far = distance(handle.at, handle.target);
    if (far <= arrival) continue;
    const double step = std::min(step_ahead, far) / far;
    const double right = step * (handle.target.x - handle.at.x),
                 down = step * (handle.target.y - handle.at.y);
    for (int i = -patch; i <= patch; ++i)
      for (int j = -patch; j <= patch; ++j) {
        const Place here{handle.at.x + i, handle.at.y + j}, ahead{here.x + right, here.y + down};
        const std::vector<float> held = at(maps, here);
        std::vector<float> difference = at(maps, ahead);
        for (size_t c = 0; c < held.size(); ++c) difference[c] -= held[c];
        add_slopes(maps, ahead, difference, each, slopes);
      }
  }
  if (holds.empty()) return slopes;
  const auto area = static_cast<size_t>(maps.height * maps.width);
  for (size_t i = 0; i < slopes.size(); ++i) {
    const size_t place = i % area;
    const size_t row = place / static_cast<size_t>(maps.width) * static_cast<size_t>(height_) /
                       static_cast<size_t>(maps.height);
    const size_t column = place % static_cast<size_t>(maps.width) * static_cast<size_t>(width_) /
                          static_cast<size_t>(maps.width);
    const float change = maps.values[i] - first_maps_[i];
    const float hold = holds[row * static_cast<size_t>(width_) + column];
    if (change != 0 && hold > 0)
      slopes[i] += hold * (change > 0 ? 1.0F : -1.0F) / static_cast<float>(slopes.size());
  }
  return slopes;
}

bool DragPoints::arrived() const { return farthest() <= arrival; }

double DragPoints::farthest() const {
  double most = 0;
  for (const Handle& handle : handles_) most = std::max(most, distance(handle.at, handle.target));
  return most;
}

double DragPoints::mean_distance() const {
  double sum = 0;
  for (const Handle& handle : handles_) sum += distance(handle.at, handle.target);
  return handles_.empty() ? 0 : sum / static_cast<double>(handles_.size());
}

}  // namespace ganscope::explore
