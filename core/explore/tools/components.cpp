#include "core/explore/tools/components.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/base/random.h"
#include "core/explore/feature_moments.h"
#include "core/explore/kept_answers.h"
#include "core/explore/latent_math.h"
#include "core/explore/leading_eigen.h"
#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

constexpr int at_once = 32;  // latents at once: some milliseconds; the same always, for sums depend on it

class Components final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (kept_answers(bench).recall(slice.ask, answer)) return true;
      begin(slice.ask, bench.subject->latent_dim);
    }
    do {
      if (gathered_ < samples_) {
        if (auto added = gather(bench, slice); !added) return tl::unexpected(added.error());
      } else if (!eigen_) {
        eigen_.emplace(moments_.covariance(), moments_.width(), count_);
      } else if (eigen_->step()) {
        fill(answer);
        answer.progress = {"components", samples_, samples_};
        kept_answers(bench).remember(slice.ask, answer);
        return true;
      }
    } while (Clock::now() < slice.until);
    answer.progress = {"components", gathered_, samples_};
    return false;
  }

 private:
  void begin(const api::Ask& ask, int latent_dim) {
    begun_ = true;
    samples_ = whole_setting(ask.settings, "samples", 10'000, 2, 1'000'000);
    count_ = static_cast<int>(whole_setting(ask.settings, "count", 12, 1, latent_dim));
    random_ = Random(static_cast<uint64_t>(whole_setting(ask.settings, "seed", 1, 0, INT64_MAX)));
    squares_.assign(static_cast<size_t>(latent_dim) * static_cast<size_t>(latent_dim), 0);
    sums_.assign(static_cast<size_t>(latent_dim), 0);
  }

  Expected<void> gather(Bench& bench, const Slice& slice) {
    const int count = static_cast<int>(std::min<int64_t>(at_once, samples_ - gathered_));
    const auto latents = random_latents(bench, slice, random_, count);
    if (!latents) return tl::unexpected(latents.error());
    const auto features = bench.replica->features(
        *slice.snapshot, slice.ask.model, *latents,
        labels_in_turn(*bench.subject, slice.ask.labels, gathered_, count), slice.ask.space);
    if (!features) return tl::unexpected(features.error());
    moments_.add(*features, *latents);
    if (slice.ask.space == api::Space::w) add_spread(*latents);
    gathered_ += count;
    return {};
  }

  void add_spread(const std::vector<float>& latents) {
    const size_t dim = sums_.size();
    for (size_t row = 0; row + dim <= latents.size(); row += dim)
      for (size_t i = 0; i < dim; ++i) {
        sums_[i] += static_cast<double>(latents[row + i]);
        for (size_t j = 0; j < dim; ++j)
          squares_[i * dim + j] +=
              static_cast<double>(latents[row + i]) * static_cast<double>(latents[row + j]);
      }
  }

  /// Standard deviation of latents along a unit direction; those of z are standard normal.
  [[nodiscard]] double spread_along(const Latent& direction) const {
    const size_t dim = sums_.size();
    const auto n = static_cast<double>(samples_);
    double variance = 0;
    for (size_t i = 0; i < dim; ++i)
      for (size_t j = 0; j < dim; ++j)
        variance += static_cast<double>(direction[i]) * static_cast<double>(direction[j]) *
                    (squares_[i * dim + j] / n - sums_[i] / n * (sums_[j] / n));
    return std::sqrt(std::max(variance, 0.0));
  }

  void fill(api::Answer& answer) const {
    const double total = moments_.variance();
    answer.vectors.width = static_cast<int>(sums_.size());
    const bool in_w = squares_.front() > 0;
    for (size_t k = 0; k < eigen_->values().size(); ++k) {
      const float* component = &eigen_->vectors()[k * static_cast<size_t>(moments_.width())];
      const Latent direction = normalized(moments_.latent_along(component));
      answer.vectors.values.insert(answer.vectors.values.end(), direction.begin(), direction.end());
      ++answer.vectors.count;
      const double share = total > 0 ? eigen_->values()[k] / total : 0;
      answer.table.push_back({std::to_string(k), "", {share, in_w ? spread_along(direction) : 1.0}});
    }
    answer.count = answer.vectors.count;
  }

  bool begun_ = false;
  int64_t samples_ = 0, gathered_ = 0;
  int count_ = 0;
  Random random_;
  FeatureMoments moments_;
  std::vector<double> squares_, sums_;  ///< of the latents, in w only
  std::optional<LeadingEigen> eigen_;
};

}  // namespace

ToolEntry components_tool() {
  return {.key = "components",
          .failure = "The main components could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Components); }};
}

}  // namespace ganscope::explore
