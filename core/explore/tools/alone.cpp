#include "core/explore/tools/alone.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/explore/tools/common.h"
#include "core/explore/tools/looked_at.h"

namespace ganscope::explore {
namespace {

constexpr double noise_of_start = 0.5;  // standard deviation in [−1, 1]
constexpr int64_t steps_between_blurs = 4;

class Alone final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (picture_.empty())
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    while (step_ < steps_) {
      if (auto stepped = step(bench, slice); !stepped) return tl::unexpected(stepped.error());
      if (Clock::now() >= slice.until && step_ < steps_) {
        fill(answer);
        return false;
      }
    }
    fill(answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    const config::Settings& settings = slice.ask.settings;
    shape_ = pixel_shape(*bench.subject);
    const auto seed = static_cast<uint64_t>(whole_setting(settings, "seed", 1, 0, INT64_MAX));
    random_ = Random(seed);
    steps_ = whole_setting(settings, "steps", 200, 1, 10'000'000);
    rate_ = real_setting(settings, "rate", 0.04, 0, 1);
    pull_ = real_setting(settings, "pull", 0.002, 0, 1);
    blur_ = real_setting(settings, "blur", 0.4, 0, 10);
    const std::string from = text_setting(settings, "start");
    if (auto chosen = choose_start(bench, slice, from, seed); !chosen) return chosen;
    start_ = picture_;
    const auto score = judge(bench, slice);
    if (!score) return tl::unexpected(score.error());
    start_score_ = *score;
    scores_.assign(1, *score);
    return {};
  }

  Expected<void> choose_start(Bench& bench, const Slice& slice, const std::string& from, uint64_t seed) {
    if (from == "picture") {
      auto seen = pictures_of_ask(bench, slice, 1);
      if (!seen) return tl::unexpected(seen.error());
      picture_ = std::move(seen->values.values);
      labels_ = std::move(seen->labels);
      return {};
    }
    if (shape_.size() == 0)
      return draws_no_pictures(bench.subject->data, "pictures",
                               "the Playground draws what D says of the whole plane");
    labels_ = labels_in_turn(*bench.subject, slice.ask.labels, 0, 1);
    if (from == "real") {
      RealPictures real = real_picture(*bench.subject, seed);
      if (real.values.count == 0)
        return fail(FailureKind::unsupported, "there are no real pictures at hand", "data",
                    "open the run with its data");
      picture_ = std::move(real.values.values);
      if (!real.labels.empty()) labels_ = std::move(real.labels);
      return {};
    }
    picture_.resize(static_cast<size_t>(shape_.size()));
    for (float& value : picture_)
      value = static_cast<float>(std::clamp(noise_of_start * random_.normal(), -1.0, 1.0));
    return {};
  }

  Expected<float> judge(Bench& bench, const Slice& slice) const {
    const auto scores = bench.replica->judge_pictures(*slice.snapshot, {1, shape_.size(), picture_}, labels_);
    if (!scores) return tl::unexpected(scores.error());
    return scores->front();
  }

  /// The picture moved by (right, down); what goes over one edge comes back over the other.
  [[nodiscard]] std::vector<float> shifted(const std::vector<float>& from, int right, int down) const {
    std::vector<float> to(from.size());
    for (int c = 0; c < shape_.channels; ++c)
      for (int row = 0; row < shape_.height; ++row)
        for (int column = 0; column < shape_.width; ++column) {
          const int to_row = (row + down + shape_.height) % shape_.height;
          const int to_column = (column + right + shape_.width) % shape_.width;
          to[static_cast<size_t>((c * shape_.height + to_row) * shape_.width + to_column)] =
              from[static_cast<size_t>((c * shape_.height + row) * shape_.width + column)];
        }
    return to;
  }

  Expected<void> step(Bench& bench, const Slice& slice) {
    const int right = static_cast<int>(random_.below(3)) - 1, down = static_cast<int>(random_.below(3)) - 1;
    const auto judged = bench.replica->judge_slopes(
        *slice.snapshot, {1, shape_.size(), shifted(picture_, right, down)}, labels_);
    if (!judged) return tl::unexpected(judged.error());
    const std::vector<float> slopes = shifted(judged->slopes.values, -right, -down);
    double square = 0;
    for (const float slope : slopes) square += static_cast<double>(slope) * static_cast<double>(slope);
    const double length = std::sqrt(square / static_cast<double>(slopes.size())) + 1e-12;
    for (size_t i = 0; i < picture_.size(); ++i) {
      const double moved = static_cast<double>(picture_[i]) * (1 - pull_) +
                           rate_ * std::clamp(static_cast<double>(slopes[i]) / length, -4.0, 4.0);
      picture_[i] = static_cast<float>(std::clamp(moved, -1.0, 1.0));
    }
    if (++step_ % steps_between_blurs == 0)
      for (int c = 0; c < shape_.channels; ++c)
        blur(std::span(picture_).subspan(static_cast<size_t>(c * shape_.area()),
                                         static_cast<size_t>(shape_.area())),
             shape_.height, shape_.width, blur_);
    const auto score = judge(bench, slice);
    if (!score) return tl::unexpected(score.error());
    scores_.push_back(*score);
    return {};
  }

  void fill(api::Answer& answer) const {
    answer.count = 2;
    answer.width = shape_.width;
    answer.height = shape_.height;
    answer.pixels.clear();
    append_pixels(picture_, shape_, answer.pixels);
    append_pixels(start_, shape_, answer.pixels);
    answer.scores = {scores_.back(), start_score_};
    answer.vectors = {1, shape_.size(), picture_};
    api::Curve curve{"score", {}, scores_};
    for (size_t i = 0; i < scores_.size(); ++i) curve.x.push_back(static_cast<float>(i));
    answer.curves = {std::move(curve)};
    double square = 0;
    for (size_t i = 0; i < picture_.size(); ++i)
      square += std::pow(static_cast<double>(picture_[i] - start_[i]), 2);
    answer.table = {{"moved", "", {std::sqrt(square / static_cast<double>(picture_.size()))}}};
    answer.progress = {"what D alone would draw", step_, steps_};
  }

  PictureShape shape_;
  std::vector<float> picture_, start_;
  std::vector<int> labels_;
  std::vector<float> scores_;
  float start_score_ = 0;
  int64_t step_ = 0, steps_ = 0;
  double rate_ = 0, pull_ = 0, blur_ = 0;
  Random random_;
};

}  // namespace

ToolEntry alone_tool() {
  return {.key = "alone",
          .failure = "What D would draw could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Alone); }};
}

}  // namespace ganscope::explore
