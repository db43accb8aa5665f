#include "core/explore/picture_scan.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/base/wide.h"

namespace ganscope::explore {
namespace {

constexpr int64_t block = 64;           // pictures that stay in the cache while all that are sought see them
constexpr size_t sought_at_once = 16;   // real pictures on one way through the data
constexpr size_t values_at_once = 512;  // then what is too far already is passed over

/// Σ (a − b)², or some of it when that is above `enough` already. A difference of bytes squared fits into a
/// 32-bit sum 33,000 times.
GANSCOPE_WIDE uint64_t squared_difference(const uint8_t* a, const uint8_t* b, size_t count, uint64_t enough) {
  uint64_t total = 0;
  for (size_t from = 0; from < count && total <= enough; from += values_at_once) {
    const size_t some = std::min(values_at_once, count - from);
    int32_t sum = 0;
    for (size_t i = from; i < from + some; ++i) {
      const auto difference = static_cast<int16_t>(a[i] - b[i]);
      sum += int32_t{difference} * int32_t{difference};
    }
    total += static_cast<uint64_t>(sum);
  }
  return total;
}

/// The number of the `i`-th of `of` pictures spread over the data, always the same.
int64_t spread_index(int64_t i, int64_t of, int64_t count) {
  const double place = Random(mix_seed(20180817, static_cast<uint64_t>(i))).uniform();
  return std::min(count - 1, static_cast<int64_t>((static_cast<double>(i) + place) *
                                                  static_cast<double>(count) / static_cast<double>(of)));
}

}  // namespace

Sought PixelComparison::own(int64_t index, int most) const {
  const auto picture = dataset_->picture(index);
  return {{picture.begin(), picture.end()}, {}, index, Nearest(most)};
}

void PixelComparison::compare(std::span<Sought> sought, int64_t from, int64_t to) const {
  for (int64_t first = from; first < to; first += block)
    for (Sought& one : sought)
      for (int64_t i = first; i < std::min(to, first + block); ++i) {
        if (i == one.self) continue;
        const double worst = one.nearest.worst();
        const uint64_t enough = std::isfinite(worst) ? static_cast<uint64_t>(worst) : UINT64_MAX;
        const auto picture = dataset_->picture(i);
        const uint64_t squared =
            squared_difference(one.pixels.data(), picture.data(), picture.size(), enough);
        one.nearest.offer(i, static_cast<double>(squared));
      }
}

double PixelComparison::distance(double squared) const {
  return std::sqrt(squared / static_cast<double>(dataset_->picture_bytes())) / 255;
}

void FeatureComparison::add(std::span<const float> rows, int width) {
  pieces_.emplace_back(rows, width);
  count_ += static_cast<int64_t>(pieces_.back().count());
}

Sought FeatureComparison::own(int64_t index, int most) const {
  const auto& part = pieces_[static_cast<size_t>(index / piece)];
  return {{}, part.row(static_cast<size_t>(index % piece)), index, Nearest(most)};
}

void FeatureComparison::compare(std::span<Sought> sought, int64_t from, int64_t to) const {
  std::vector<float> squared;
  for (int64_t first = from / piece * piece; first < to; first += piece) {
    const PackedRows& rows = pieces_[static_cast<size_t>(first / piece)];
    squared.resize(rows.count());
    for (Sought& one : sought) {
      rows.squared_distances(one.features, squared);
      for (int64_t i = std::max(from, first); i < std::min(to, first + static_cast<int64_t>(squared.size()));
           ++i)
        if (i != one.self) one.nearest.offer(i, static_cast<double>(squared[static_cast<size_t>(i - first)]));
    }
  }
}

double FeatureComparison::distance(double squared) const { return std::sqrt(squared); }

bool PictureScan::go_on(const Comparison& comparison, Clock::time_point until) {
  const int64_t count = comparison.count();
  while (at_ < count) {
    const int64_t to = std::min(count, at_ + FeatureComparison::piece);
    comparison.compare(sought_, at_, to);
    at_ = to;
    if (Clock::now() >= until) break;
  }
  return at_ >= count;
}

bool RealDistances::measure(const Comparison& comparison, Clock::time_point until) {
  const int64_t count = comparison.count(), wanted = std::min(count, most_measured);
  if (count < 2) return true;
  while (done() < wanted) {
    if (!scan_) {
      std::vector<Sought> some;
      for (int64_t i = done(); i < wanted && some.size() < sought_at_once; ++i)
        some.push_back(comparison.own(wanted < count ? spread_index(i, wanted, count) : i, 1));
      scan_.emplace(std::move(some));
    }
    if (!scan_->go_on(comparison, until)) return false;
    for (const Sought& one : scan_->sought())
      for (const Near& near : one.nearest.found())
        distances_.push_back(static_cast<float>(comparison.distance(near.squared)));
    scan_.reset();
    if (Clock::now() >= until) break;
  }
  if (done() < wanted) return false;
  if (sorted_.empty()) {
    sorted_ = distances_;
    std::ranges::sort(sorted_);
  }
  return true;
}

}  // namespace ganscope::explore
