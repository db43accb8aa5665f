#include "core/train/history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.h"

namespace ganscope::train {
namespace {

/// The place of a step on the scale that moments are spread over evenly; see HistoryKeeper.
double place(int64_t step, int64_t newest) {
  const auto s = static_cast<double>(step);
  const auto n = static_cast<double>(std::max<int64_t>(newest, 1));
  return 0.5 * std::log1p(s) / std::log1p(n) + 0.5 * s / n;
}

}  // namespace

const Moment* History::nearest(int64_t step) const {
  const Moment* best = nullptr;
  for (const Moment& moment : moments)
    if (best == nullptr || std::abs(moment.snapshot->step() - step) < std::abs(best->snapshot->step() - step))
      best = &moment;
  return best;
}

api::HistoryIndex History::index() const {
  api::HistoryIndex index;
  index.generation = generation;
  index.steps.reserve(moments.size());
  for (const Moment& moment : moments) {
    index.steps.push_back(moment.snapshot->step());
    if (!moment.snapshot->whole()) index.averages.push_back(moment.snapshot->step());
  }
  return index;
}

size_t most_crowded(std::span<const int64_t> steps) {
  GANSCOPE_CHECK(steps.size() > 2, "the first and the newest moment stay");
  const int64_t newest = steps.back();
  size_t victim = 1;
  double smallest = 2.0;
  for (size_t i = 1; i + 1 < steps.size(); ++i) {
    const double gap = place(steps[i + 1], newest) - place(steps[i - 1], newest);
    if (gap < smallest) {
      smallest = gap;
      victim = i;
    }
  }
  return victim;
}

HistoryKeeper::HistoryKeeper(int64_t budget_bytes, size_t most)
    : budget_bytes_(budget_bytes), most_(std::max<size_t>(most, 2)) {}

bool HistoryKeeper::wants(int64_t step) const {
  if (moments_.empty()) return true;
  const int64_t last = moments_.back().snapshot->step();
  if (step <= last) return false;
  // The newest moment's distance in units of the spacing that the budget allows.
  const size_t each = std::max<size_t>(moments_.back().snapshot->bytes(), 1);
  const size_t affordable = budget_bytes_ > 0 ? static_cast<size_t>(budget_bytes_) / each : 0;
  const size_t count = std::clamp<size_t>(affordable, 2, most_);
  return (1.0 - place(last, step)) * static_cast<double>(count) >= 1.0;
}

void HistoryKeeper::add(Moment moment) {
  GANSCOPE_CHECK(moments_.empty() || moment.snapshot->step() > moments_.back().snapshot->step(),
                 "moments are added in order of their steps");
  moments_.push_back(std::move(moment));
  while (moments_.size() > 2 && too_much()) thin_out();
}

void HistoryKeeper::cut_after(int64_t step) {
  std::erase_if(moments_, [step](const Moment& moment) { return moment.snapshot->step() > step; });
}

size_t HistoryKeeper::bytes() const {
  size_t sum = 0;
  for (const Moment& moment : moments_) sum += moment.snapshot->bytes();
  return sum;
}

bool HistoryKeeper::too_much() const {
  return moments_.size() > most_ || static_cast<int64_t>(bytes()) > budget_bytes_;
}

void HistoryKeeper::thin_out() {
  std::vector<int64_t> steps;
  steps.reserve(moments_.size());
  for (const Moment& moment : moments_) steps.push_back(moment.snapshot->step());
  moments_.erase(moments_.begin() + static_cast<std::ptrdiff_t>(most_crowded(steps)));
}

}  // namespace ganscope::train
