#include "core/train/rate_meter.h"

namespace ganscope::train {
namespace {

constexpr auto window = std::chrono::seconds(1);
constexpr auto grain =
    std::chrono::milliseconds(20);  // marks no closer than this, however fast the steps are

}  // namespace

void RateMeter::count(Clock::time_point now, int64_t images) {
  if (marks_.empty()) start(now);
  const Mark& last = marks_.back();
  const Mark mark{now, last.steps + 1, last.images + images};
  if (marks_.size() > 2 && last.time - marks_[marks_.size() - 2].time < grain)
    marks_.back() = mark;
  else
    marks_.push_back(mark);
  while (marks_.size() > 2 && now - marks_[1].time >= window) marks_.pop_front();
}

double RateMeter::seconds() const {
  return marks_.size() < 2 ? 0
                           : std::chrono::duration<double>(marks_.back().time - marks_.front().time).count();
}

double RateMeter::steps_per_s() const {
  const double time = seconds();
  return time > 0 ? static_cast<double>(marks_.back().steps - marks_.front().steps) / time : 0;
}

double RateMeter::images_per_s() const {
  const double time = seconds();
  return time > 0 ? static_cast<double>(marks_.back().images - marks_.front().images) / time : 0;
}

}  // namespace ganscope::train
