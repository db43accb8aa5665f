#include "core/explore/tools/path_length.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "core/explore/kept_answers.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/embedding.h"

namespace ganscope::explore {
namespace {

/// Pixels as numbers in [−1, 1], scaled so that distances are roots of mean squares. [count, width]
api::Rows pixel_rows(const api::Answer& drawn) {
  api::Rows rows{drawn.count, drawn.width * drawn.height * 3, {}};
  const float scale = 1 / std::sqrt(static_cast<float>(std::max(1, rows.width)));
  for (size_t i = 0; i < drawn.pixels.size(); ++i)
    if (i % 4 != 3) rows.values.push_back((static_cast<float>(drawn.pixels[i]) / 127.5F - 1) * scale);
  return rows;
}

double distance_of(const float* a, const float* b, int width) {
  double sum = 0;
  for (int i = 0; i < width; ++i) {
    const double difference = static_cast<double>(b[i]) - static_cast<double>(a[i]);
    sum += difference * difference;
  }
  return std::sqrt(sum);
}

class PathLength final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const api::Ask& ask = slice.ask;
    const int dim = bench.subject->latent_dim;
    if (auto sound = check_rows(ask.latents, dim); !sound) return tl::unexpected(sound.error());
    const int total = static_cast<int>(ask.latents.size()) / dim;
    if (total < 2)
      return fail(FailureKind::usage, "a path has two places at least", "path", "give it both ends");
    if (done_ == 0 && ask.shares.empty() && kept_answers(bench).recall(ask, answer)) return true;
    if (!embedder_ && !looked_) find_embedder(bench);
    if (embedder_ != nullptr && !embedder_has_learned(bench, slice.until)) {
      const bool patient = whole_setting(ask.settings, "patient", 0, 0, 1) == 1;
      if (patient) answer.progress = embedder_->progress();
      if (patient || ++tried_ < 2) return false;
      embedder_ = nullptr;
    }
    const int count = std::min(piece_size(bench), total - done_);
    auto piece = draw(bench, *slice.snapshot, ask, latents_of(ask, dim, done_, count),
                      labels_of(ask, done_, count), false, shares_of(bench, ask, done_, count));
    if (!piece) return tl::unexpected(piece.error());
    if (auto taken = take(*piece); !taken) return tl::unexpected(taken.error());
    done_ += count;
    answer.progress = {"Measuring the path", done_, total};
    if (done_ < total) return false;
    finish(ask, answer);
    if (ask.shares.empty()) kept_answers(bench).remember(ask, answer);
    return true;
  }

 private:
  void find_embedder(Bench& bench) {
    looked_ = true;
    if (auto found = embedder_of(bench)) embedder_ = *found;
  }
  Expected<void> take(const api::Answer& piece) {
    api::Rows some;
    if (!piece.points.empty()) {
      some = {piece.count, 2, piece.points};
      measured_in_ = "plane";
    } else if (embedder_ == nullptr) {
      some = pixel_rows(piece);
      measured_in_ = "pixels";
    } else {
      auto embedded = embedder_->embed(piece);
      if (!embedded) return tl::unexpected(embedded.error());
      some = std::move(*embedded);
      measured_in_ = "features";
    }
    width_ = some.width;
    seen_.insert(seen_.end(), some.values.begin(), some.values.end());
    return {};
  }
  void finish(const api::Ask& ask, api::Answer& answer) const {
    const int pieces = done_ - 1;
    const auto spans = static_cast<double>(whole_setting(ask.settings, "spans", 1, 1, 1000));
    const double epsilon = spans / pieces;
    api::Curve steps{"steps", {}, {}};
    double length = 0, squares = 0;
    for (int i = 0; i < pieces; ++i) {
      const float* from = seen_.data() + static_cast<ptrdiff_t>(i) * width_;
      const double step = distance_of(from, from + width_, width_);
      length += step;
      squares += step * step;
      steps.x.push_back((static_cast<float>(i) + 0.5F) / static_cast<float>(pieces));
      steps.y.push_back(static_cast<float>(step));
    }
    answer.curves = {std::move(steps)};
    answer.table = {{measured_in_, "", {length, squares / pieces / (epsilon * epsilon), epsilon}}};
  }

  int done_ = 0, width_ = 0, tried_ = 0;
  bool looked_ = false;
  train::Embedder* embedder_ = nullptr;  ///< null: there is none
  std::string measured_in_;
  std::vector<float> seen_;  ///< [done, width]
};

}  // namespace

ToolEntry path_length_tool() {
  return {.key = "path_length", .failure = "The path could not be measured", .make = [] {
            return std::unique_ptr<Tool>(new PathLength);
          }};
}

}  // namespace ganscope::explore
