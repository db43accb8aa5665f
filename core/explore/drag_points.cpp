#include "core/explore/drag_points.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/explore/tools/drag_numbers.h"

namespace ganscope::explore {
namespace {

constexpr int patch_reach = 5;             // units each way around a handle
constexpr double patch_sigma = 4;          // units
constexpr int sight = 3;                   // units each way, of what is looked for
constexpr double room_to_stray = 3;        // units beyond the asked distance
constexpr double far_is_unlikely = 0.002;  // of correlation, a unit

}  // namespace

double distance(const Place& a, const Place& b) { return std::hypot(a.x - b.x, a.y - b.y); }

double Handle::moved() const {
  const double asked = distance(from, target);
  if (asked <= 0) return 0;
  return ((at.x - from.x) * (target.x - from.x) + (at.y - from.y) * (target.y - from.y)) / asked;
}

DragPoints::DragPoints(std::vector<Handle> handles, const PictureShape& shape, std::vector<float> picture)
    : handles_(std::move(handles)),
      shape_(shape),
      unit_(std::max(1.0, std::min(shape.height, shape.width) / 32.0)),
      before_(std::move(picture)),
      bright_(brightness(before_)) {
  for (Handle& handle : handles_) handle.at = handle.from;
  const int reach = static_cast<int>(std::lround(patch_reach * unit_));
  double sum = 0;
  for (int i = -reach; i <= reach; ++i)
    for (int j = -reach; j <= reach; ++j) {
      patch_.push_back({static_cast<double>(i), static_cast<double>(j)});
      const double sigma = patch_sigma * unit_;
      sum += patch_weights_.emplace_back(std::exp(-(i * i + j * j) / (2 * sigma * sigma)));
    }
  for (double& weight : patch_weights_) weight /= sum;
}

DragPoints::Corners DragPoints::corners(Place place) const {
  const double x = std::clamp(place.x - 0.5, 0.0, shape_.width - 1.0);
  const double y = std::clamp(place.y - 0.5, 0.0, shape_.height - 1.0);
  const int left = static_cast<int>(x), top = static_cast<int>(y);
  const int right = std::min(left + 1, shape_.width - 1), bottom = std::min(top + 1, shape_.height - 1);
  const auto u = static_cast<float>(x - left), v = static_cast<float>(y - top);
  const auto index = [&](int row, int column) { return static_cast<size_t>(row * shape_.width + column); };
  return {{index(top, left), index(top, right), index(bottom, left), index(bottom, right)},
          {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v}};
}

double DragPoints::wish(std::span<const float> picture, double share, std::vector<float>& slopes) const {
  const auto area = static_cast<size_t>(shape_.area());
  const double each = 1.0 / (shape_.channels * static_cast<double>(handles_.size()));
  double loss = 0;
  for (const Handle& handle : handles_) {
    const double right = share * (handle.target.x - handle.from.x),
                 down = share * (handle.target.y - handle.from.y);
    for (size_t n = 0; n < patch_.size(); ++n) {
      const Place then{handle.from.x + patch_[n].x, handle.from.y + patch_[n].y};
      const Corners was = corners(then), is = corners({then.x + right, then.y + down});
      for (size_t c = 0; c < static_cast<size_t>(shape_.channels); ++c) {
        float wrong = 0;
        for (int k = 0; k < 4; ++k)
          wrong += is.weight[k] * picture[c * area + is.index[k]] -
                   was.weight[k] * before_[c * area + was.index[k]];
        const double counts = each * patch_weights_[n];
        loss += counts * static_cast<double>(wrong) * static_cast<double>(wrong);
        const auto slope = static_cast<float>(2 * counts) * wrong;
        for (int k = 0; k < 4; ++k) slopes[c * area + is.index[k]] += slope * is.weight[k];
      }
    }
  }
  return loss;
}

std::vector<float> DragPoints::elsewhere(float most) const {
  std::vector<float> plane;
  const double sigma = patch_sigma * unit_;
  for (int row = 0; row < shape_.height; ++row)
    for (int column = 0; column < shape_.width; ++column) {
      double nearest = shape_.width + shape_.height;
      for (const Handle& handle : handles_)
        for (const Place& place : {handle.from, handle.target})
          nearest = std::min(nearest, distance(place, {column + 0.5, row + 0.5}));
      plane.push_back(most * static_cast<float>(1 - std::exp(-nearest * nearest / (2 * sigma * sigma))));
    }
  return plane;
}

std::vector<float> DragPoints::brightness(std::span<const float> picture) const {
  const auto area = static_cast<size_t>(shape_.area());
  std::vector<float> plane(area);
  for (size_t i = 0; i < picture.size(); ++i)
    plane[i % area] += picture[i] / static_cast<float>(shape_.channels);
  return plane;
}

/// Their differences from their mean, of length 1; all zero where everything is the same.
std::vector<float> DragPoints::surroundings(const std::vector<float>& plane, Place place) const {
  std::vector<float> values;
  double sum = 0, square = 0;
  for (int i = -sight; i <= sight; ++i)
    for (int j = -sight; j <= sight; ++j) {
      const Corners around = corners({place.x + i * unit_, place.y + j * unit_});
      float value = 0;
      for (int k = 0; k < 4; ++k) value += around.weight[k] * plane[around.index[k]];
      values.push_back(value);
      sum += static_cast<double>(value);
    }
  const auto mean = static_cast<float>(sum / static_cast<double>(values.size()));
  for (float& value : values) {
    value -= mean;
    square += static_cast<double>(value * value);
  }
  constexpr double even = 1e-6;
  const auto scale = static_cast<float>(square > even ? 1 / std::sqrt(square) : 0);
  for (float& value : values) value *= scale;
  return values;
}

void DragPoints::find(std::span<const float> picture) {
  const std::vector<float> bright = brightness(picture);
  const double step = unit_ / 2;
  for (Handle& handle : handles_) {
    const std::vector<float> looked_for = surroundings(bright_, handle.from);
    const double within = distance(handle.from, handle.target) + room_to_stray * unit_;
    const int reach = static_cast<int>(within / step);
    double best = -2;
    for (int i = -reach; i <= reach; ++i)
      for (int j = -reach; j <= reach; ++j) {
        const Place there{handle.from.x + i * step, handle.from.y + j * step};
        const bool inside =
            there.x >= 0 && there.y >= 0 && there.x <= shape_.width && there.y <= shape_.height;
        const double away = distance(there, handle.from);
        if (!inside || away > within) continue;
        const std::vector<float> seen = surroundings(bright, there);
        double alike = 0;
        for (size_t n = 0; n < seen.size(); ++n) alike += static_cast<double>(seen[n] * looked_for[n]);
        const double worth = alike - far_is_unlikely * away / unit_;
        if (worth <= best) continue;
        best = worth;
        handle.at = there;
        handle.alike = alike;
      }
  }
}

bool DragPoints::arrived() const {
  return std::ranges::all_of(handles_, [&](const Handle& handle) {
    return handle.left() <= near_enough * unit_ && handle.alike >= dragged::same_thing;
  });
}

double DragPoints::mean_left() const {
  double sum = 0;
  for (const Handle& handle : handles_) sum += handle.left();
  return handles_.empty() ? 0 : sum / static_cast<double>(handles_.size());
}

}  // namespace ganscope::explore
