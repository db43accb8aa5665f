#include "core/explore/precise_edit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/explore/tools/draw.h"

namespace ganscope::explore {
namespace {

constexpr int moved_together = 4;  // latents: a step of them takes some milliseconds
constexpr int adam_steps = 40;
constexpr double first_adam_rate = 0.15;  // falling to nothing
constexpr double keep_mean = 0.5, keep_square = 0.9;
constexpr float weight_of_wish = 4;
constexpr double weight_of_distance = 0.05;
constexpr float noise_strength = 0.3F;  // of pictures in [−1, 1]

}  // namespace

PreciseEdit::PreciseEdit(std::vector<float> latents, std::vector<int> labels, std::vector<float> ahead,
                         Target target)
    : latents_(std::move(latents)),
      labels_(std::move(labels)),
      ahead_(std::move(ahead)),
      dim_(static_cast<int>(ahead_.size())),
      total_(static_cast<int>(latents_.size()) / dim_),
      target_(std::move(target)) {}

Expected<bool> PreciseEdit::step(Bench& bench, const Slice& slice, train::Scorer& scorer) {
  if (first_ >= total_) return true;
  if (group_ == 0)
    if (auto begun = begin_group(bench, slice, scorer); !begun) return tl::unexpected(begun.error());
  const auto slopes = bench.replica->pull(
      *slice.snapshot, slice.ask.model, at_, group_labels_, slice.ask.space,
      [&](const api::Rows& pictures) { return scorer.slopes(through_noise(pictures), wishes_); });
  if (!slopes) return tl::unexpected(slopes.error());
  move(*slopes);
  if (++step_ < adam_steps) return false;
  for (int i = 0; i < group_; ++i)
    if (!stays_[static_cast<size_t>(i)])
      std::copy_n(at_.begin() + static_cast<std::ptrdiff_t>(i) * dim_, dim_,
                  latents_.begin() + static_cast<std::ptrdiff_t>(first_ + i) * dim_);
  first_ += std::exchange(group_, 0);
  return first_ >= total_;
}

Expected<void> PreciseEdit::begin_group(Bench& bench, const Slice& slice, train::Scorer& scorer) {
  group_ = std::min(moved_together, total_ - first_);
  step_ = 0;
  const auto begin = latents_.begin() + static_cast<std::ptrdiff_t>(first_) * dim_;
  at_.assign(begin, begin + static_cast<std::ptrdiff_t>(group_) * dim_);
  origin_ = at_;
  mean_.assign(at_.size(), 0);
  square_.assign(at_.size(), 0);
  group_labels_.clear();
  if (!labels_.empty()) group_labels_.assign(labels_.begin() + first_, labels_.begin() + first_ + group_);
  const auto drawn = draw(bench, *slice.snapshot, slice.ask, at_, group_labels_, false);
  if (!drawn) return tl::unexpected(drawn.error());
  const auto scores = scorer.score(*drawn);
  if (!scores) return tl::unexpected(scores.error());
  wishes_.clear();
  for (int i = 0; i < group_; ++i) {
    const float* at = scores->row(i);
    for (const train::Question& question : scorer.questions()) {
      const float* likeliest_of = std::max_element(at, at + question.values.size());
      wishes_.push_back({static_cast<int>(likeliest_of - at), *likeliest_of * *likeliest_of});
      at += question.values.size();
    }
  }
  stays_.clear();
  for (size_t i = target_.question; i < wishes_.size(); i += scorer.questions().size()) {
    stays_.push_back(wishes_[i].value == target_.value);
    wishes_[i] = {target_.value, weight_of_wish};
  }
  for (size_t i = 0; i < at_.size(); ++i) at_[i] += ahead_[i % ahead_.size()];
  return {};
}

api::Rows PreciseEdit::through_noise(api::Rows pictures) {
  for (float& value : pictures.values) value += noise_strength * static_cast<float>(random_.normal());
  return pictures;
}

void PreciseEdit::move(const api::Rows& slopes) {
  const double rate = first_adam_rate * (1 - static_cast<double>(step_) / adam_steps);
  const double correct_mean = 1 - std::pow(keep_mean, step_ + 1);
  const double correct_square = 1 - std::pow(keep_square, step_ + 1);
  for (size_t i = 0; i < at_.size(); ++i) {
    const double slope = static_cast<double>(slopes.values[i]) +
                         2 * weight_of_distance * static_cast<double>(at_[i] - origin_[i]);
    mean_[i] = keep_mean * mean_[i] + (1 - keep_mean) * slope;
    square_[i] = keep_square * square_[i] + (1 - keep_square) * slope * slope;
    at_[i] -= static_cast<float>(rate * (mean_[i] / correct_mean) /
                                 (std::sqrt(square_[i] / correct_square) + 1e-8));
  }
}

}  // namespace ganscope::explore
