#include "core/explore/tools/eyes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/explore/picture_values.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/looked_at.h"

namespace ganscope::explore {
namespace {

constexpr int slopes_together = 4;  // pictures: some milliseconds; the same always, for sums depend on it
constexpr int64_t real_for_mean = 256;

/// Mean of the real pictures; grey where there are none.
const std::vector<float>& mean_real_picture(Bench& bench) {
  auto& mean = bench.keep<std::vector<float>>("mean real picture");
  if (!mean.empty()) return mean;
  const api::Rows real = real_pictures(*bench.subject, real_for_mean).values;
  mean.assign(static_cast<size_t>(real.width), 0);
  for (int n = 0; n < real.count; ++n)
    for (int i = 0; i < real.width; ++i)
      mean[static_cast<size_t>(i)] += real.row(n)[i] / static_cast<float>(real.count);
  return mean;
}

/// What 99 of 100 values stay below, and more than 0.
float high_value(std::vector<float> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return std::max(*at, 1e-12F);
}

class Eyes final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (total_ == 0)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    while (done_ < total_) {
      if (auto judged = judge_some(bench, slice); !judged) return tl::unexpected(judged.error());
      answer.progress = {"where D looks", done_, total_};
      if (Clock::now() >= slice.until && done_ < total_) return false;
    }
    fill(answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    auto seen = pictures_of_ask(bench, slice, 1);
    if (!seen) return tl::unexpected(seen.error());
    shape_ = pixel_shape(*bench.subject);
    if (shape_.size() == 0)
      return draws_no_pictures(bench.subject->data, "pictures", "open a run that draws pictures");
    picture_ = std::move(seen->values.values);
    labels_ = std::move(seen->labels);
    ground_ = mean_real_picture(bench);
    // The picture itself and the mean one, on their own.
    for (const bool mean : {false, true}) {
      const auto judged = bench.replica->judge_slopes(*slice.snapshot,
                                                      {1, shape_.size(), mean ? ground_ : picture_}, labels_);
      if (!judged) return tl::unexpected(judged.error());
      (mean ? ground_logit_ : logit_) = judged->logits.front();
      if (!mean) score_ = seen->scores.empty() ? judged->scores.front() : seen->scores.front();
    }
    const config::Settings& settings = slice.ask.settings;
    copies_ = whole_setting(settings, "copies", 16, 1, 1'000'000);
    path_ = whole_setting(settings, "path", 16, 1, 1'000'000);
    noise_ = static_cast<float>(real_setting(settings, "noise", 0.2, 0, 2));
    blur_ = real_setting(settings, "blur", 0.8, 0, 100);
    random_ = Random(static_cast<uint64_t>(whole_setting(settings, "seed", 1, 0, INT64_MAX)));
    total_ = copies_ + path_;
    slopes_.assign(picture_.size(), 0);
    along_.assign(picture_.size(), 0);
    return {};
  }

  Expected<void> judge_some(Bench& bench, const Slice& slice) {
    const bool noisy = done_ < copies_;
    const int64_t left = noisy ? copies_ - done_ : total_ - done_;
    const int count = static_cast<int>(std::min<int64_t>(slopes_together, left));
    api::Rows rows{count, shape_.size(), {}};
    std::vector<int> labels;
    for (int k = 0; k < count; ++k) {
      const float part = (static_cast<float>(done_ - copies_ + k) + 0.5F) / static_cast<float>(path_);
      for (size_t i = 0; i < picture_.size(); ++i)
        rows.values.push_back(noisy ? picture_[i] + noise_ * static_cast<float>(random_.normal())
                                    : ground_[i] + part * (picture_[i] - ground_[i]));
      labels.insert(labels.end(), labels_.begin(), labels_.end());
    }
    const auto judged = bench.replica->judge_slopes(*slice.snapshot, rows, labels);
    if (!judged) return tl::unexpected(judged.error());
    std::vector<double>& sum = noisy ? slopes_ : along_;
    for (size_t i = 0; i < judged->slopes.values.size(); ++i)
      sum[i % sum.size()] += static_cast<double>(judged->slopes.values[i]);
    done_ += count;
    return {};
  }

  void fill(api::Answer& answer) const {
    const auto area = static_cast<size_t>(shape_.area());
    std::array<std::vector<float>, eyes::maps> maps;
    for (auto& map : maps) map.assign(area, 0);
    std::array<double, 2> sums{};  // for, against
    for (size_t i = 0; i < area; ++i) {
      double square = 0, adds = 0;
      for (size_t at = i; at < picture_.size(); at += area) {
        square += slopes_[at] * slopes_[at];
        adds += along_[at] / static_cast<double>(path_) * static_cast<double>(picture_[at] - ground_[at]);
      }
      maps[eyes::looks][i] = static_cast<float>(std::sqrt(square) / static_cast<double>(copies_));
      maps[adds > 0 ? eyes::speaks_for : eyes::speaks_against][i] = static_cast<float>(std::abs(adds));
      sums[adds > 0 ? 0 : 1] += std::abs(adds);
    }
    for (auto& map : maps) blur(map, shape_.height, shape_.width, blur_);
    answer.count = 1 + eyes::maps;
    answer.width = shape_.width;
    answer.height = shape_.height;
    add_ground(answer.pixels);
    // One scale for what speaks for it and against it.
    const float looks = high_value(maps[eyes::looks]);
    const float speaks = std::max(high_value(maps[eyes::speaks_for]), high_value(maps[eyes::speaks_against]));
    answer.vectors = {eyes::maps, shape_.area(), {}};
    for (size_t m = 0; m < maps.size(); ++m) {
      const float most = m == eyes::looks ? looks : speaks;
      for (const float value : maps[m])
        answer.pixels.insert(
            answer.pixels.end(),
            {255, 255, 255, static_cast<uint8_t>(std::clamp(value / most * 255 + 0.5F, 0.0F, 255.0F))});
      answer.vectors.values.insert(answer.vectors.values.end(), maps[m].begin(), maps[m].end());
    }
    answer.scores = {score_};
    answer.table = {{"score", "", {static_cast<double>(score_), static_cast<double>(logit_)}},
                    {"balance", "", {sums[0], sums[1], static_cast<double>(ground_logit_)}},
                    {"where", "", where(maps[eyes::looks])}};
  }

  void add_ground(std::vector<uint8_t>& pixels) const {
    const auto area = static_cast<size_t>(shape_.area());
    std::vector<uint8_t> coloured;
    append_pixels(picture_, shape_, coloured);
    for (size_t i = 0; i < area; ++i) {
      const double light =
          0.299 * coloured[4 * i] + 0.587 * coloured[4 * i + 1] + 0.114 * coloured[4 * i + 2];
      const auto half = static_cast<uint8_t>(light / 2);
      pixels.insert(pixels.end(), {half, half, half, 255});
    }
  }

  [[nodiscard]] std::vector<double> where(const std::vector<float>& looks) const {
    std::array<double, 9> ninths{};
    for (int row = 0; row < shape_.height; ++row)
      for (int column = 0; column < shape_.width; ++column)
        ninths[static_cast<size_t>(row * 3 / shape_.height * 3 + column * 3 / shape_.width)] +=
            static_cast<double>(looks[static_cast<size_t>(row * shape_.width + column)]);
    const auto most = std::ranges::max_element(ninths);
    const double all = std::accumulate(ninths.begin(), ninths.end(), 0.0);
    const auto place = most - ninths.begin();
    return {static_cast<double>(place / 3), static_cast<double>(place % 3), all > 0 ? *most / all : 0};
  }

  PictureShape shape_;
  std::vector<float> picture_, ground_;
  std::vector<int> labels_;
  float score_ = 0, logit_ = 0, ground_logit_ = 0, noise_ = 0;
  double blur_ = 0;
  int64_t copies_ = 0, path_ = 0, done_ = 0, total_ = 0;
  Random random_;
  std::vector<double> slopes_, along_;  ///< sums over copies, over the path
};

}  // namespace

ToolEntry eyes_tool() {
  return {.key = "eyes",
          .failure = "Where D looks could not be found",
          .piecemeal = false,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Eyes); }};
}

}  // namespace ganscope::explore
