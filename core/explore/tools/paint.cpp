#include "core/explore/tools/paint.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/explore/adam.h"
#include "core/explore/frame_cache.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

constexpr double first_rate = 0.1;
constexpr double weight_of_strokes = 12, weight_of_rest = 6, weight_of_rest_only = 36;
constexpr double weight_of_distance = 0.02;  // of the mean over the latent's numbers

/// Where the last ask of a turn came to.
struct PaintMemory {
  uint64_t generation = 0, before = 0;
  api::Model model = api::Model::ema;
  api::Space space = api::Space::z;
  std::vector<int> labels;
  std::vector<captions::Caption> captions;
  int64_t turn = -1;
  std::vector<float> at;
  Adam adam;
};

class Paint final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    auto& memory = bench.keep<PaintMemory>("paint");
    if (at_.empty())
      if (auto begun = begin(bench, slice, answer.generation, memory); !begun)
        return tl::unexpected(begun.error());
    while (step_ < steps_) {
      if (auto stepped = step(bench, slice, memory); !stepped) return tl::unexpected(stepped.error());
      if (Clock::now() >= slice.until && step_ < steps_) {
        fill(answer);
        return false;
      }
    }
    fill(answer);
    return true;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice, uint64_t generation, PaintMemory& memory) {
    const api::Ask& ask = slice.ask;
    shape_ = pixel_shape(*bench.subject);
    if (shape_.size() == 0) return draws_no_pictures(bench.subject->data, "paint", "painting needs pictures");
    const int dim = bench.subject->latent_dim;
    if (auto given = check_rows(ask.latents, dim); !given) return given;
    const auto size = static_cast<size_t>(shape_.size());
    const bool finite = std::ranges::all_of(ask.pictures, [](float value) { return std::isfinite(value); });
    if (ask.latents.size() < static_cast<size_t>(2 * dim) || ask.pictures.size() != 2 * size || !finite)
      return fail(FailureKind::usage, "there is nothing to paint with", "paint",
                  "give it the latent before, where to begin, the colours and where they are");
    colours_.assign(ask.pictures.begin(), ask.pictures.begin() + shape_.size());
    for (int i = 0; i < shape_.area(); ++i)
      weights_.push_back(std::clamp((ask.pictures[size + static_cast<size_t>(i)] + 1) / 2, 0.0F, 1.0F));
    for (const float weight : weights_) painted_ += static_cast<double>(weight);
    if (painted_ <= 0)
      return fail(FailureKind::usage, "nothing is painted", "paint", "paint on the picture first");
    labels_ = labels_in_turn(*bench.subject, ask.labels, 0, 1);
    before_latent_.assign(ask.latents.begin(), ask.latents.begin() + dim);
    const config::Settings& settings = ask.settings;
    strength_ = weight_of_strokes * real_setting(settings, "strength", 0.75, 0, 1);
    const bool only = settings.has("only") && settings.at("only") == config::Value(true);
    keep_ = only ? weight_of_rest_only : weight_of_rest * real_setting(settings, "keep", 0.6, 0, 1);
    steps_ = whole_setting(settings, "steps", 150, 1, 1'000'000);
    go_on_from(memory, ask, generation, dim);
    at_ = memory.at;
    return draw_before(bench, slice);
  }

  /// Leaves in `memory` where to begin.
  void go_on_from(PaintMemory& memory, const api::Ask& ask, uint64_t generation, int dim) const {
    const int64_t turn = whole_setting(ask.settings, "turn", 0, 0, INT64_MAX);
    const uint64_t before = hash_of(before_latent_);
    const bool goes_on = memory.turn == turn && memory.generation == generation && memory.before == before &&
                         memory.model == ask.model && memory.space == ask.space && memory.labels == labels_ &&
                         memory.captions == ask.captions;
    if (goes_on) return;
    memory = {generation, before,  ask.model,
              ask.space,  labels_, ask.captions,
              turn,       {},      Adam(static_cast<size_t>(dim))};
    memory.at.assign(ask.latents.begin() + dim, ask.latents.begin() + 2 * dim);
  }

  Expected<void> draw_before(Bench& bench, const Slice& slice) {
    const auto pulled = bench.replica->pull(
        *slice.snapshot, slice.ask.model, before_latent_, labels_, slice.ask.space,
        [&](const api::Rows& pictures) -> Expected<api::Rows> {
          before_ = pictures.values;
          return api::Rows{pictures.count, pictures.width, std::vector<float>(pictures.values.size())};
        });
    if (!pulled) return tl::unexpected(pulled.error());
    return {};
  }

  /// The loss of a picture; leaves its slopes in `slopes`.
  double loss_of(const std::vector<float>& picture, std::vector<float>& slopes) const {
    const auto area = static_cast<size_t>(shape_.area());
    const double rest = static_cast<double>(area) - painted_;
    const double channels = shape_.channels;
    const double on = strength_ / (painted_ * channels), off = rest > 0 ? keep_ / (rest * channels) : 0;
    double loss = 0;
    slopes.resize(picture.size());
    for (size_t i = 0; i < picture.size(); ++i) {
      const auto weight = static_cast<double>(weights_[i % area]);
      const auto wrong = static_cast<double>(picture[i] - colours_[i]);
      const auto changed = static_cast<double>(picture[i] - before_[i]);
      loss += on * weight * wrong * wrong + off * (1 - weight) * changed * changed;
      slopes[i] = static_cast<float>(2 * (on * weight * wrong + off * (1 - weight) * changed));
    }
    return loss;
  }

  Expected<void> step(Bench& bench, const Slice& slice, PaintMemory& memory) {
    std::vector<float> picture;
    double loss = 0;
    const auto pulled = bench.replica->pull(*slice.snapshot, slice.ask.model, at_, labels_, slice.ask.space,
                                            [&](const api::Rows& pictures) -> Expected<api::Rows> {
                                              picture = pictures.values;
                                              api::Rows slopes{pictures.count, pictures.width, {}};
                                              loss = loss_of(picture, slopes.values);
                                              return slopes;
                                            });
    if (!pulled) return tl::unexpected(pulled.error());
    const auto numbers = static_cast<double>(at_.size());
    std::vector<double> slopes;
    for (size_t i = 0; i < at_.size(); ++i) {
      const auto away = static_cast<double>(at_[i] - before_latent_[i]);
      loss += weight_of_distance / numbers * away * away;
      slopes.push_back(static_cast<double>(pulled->values[i]) + 2 * weight_of_distance / numbers * away);
    }
    if (loss < best_loss_) {
      best_loss_ = loss;
      best_ = at_;
      best_picture_ = std::move(picture);
    }
    // Fast while the brush moves, calm at the end.
    const double left = 1 - static_cast<double>(step_) / static_cast<double>(steps_);
    memory.adam.move(at_, slopes, first_rate * std::min(1.0, 1.5 * left));
    memory.at = at_;
    ++step_;
    return {};
  }

  void fill(api::Answer& answer) const {
    answer.count = 1;
    answer.width = shape_.width;
    answer.height = shape_.height;
    answer.pixels.clear();
    append_pixels(best_picture_, shape_, answer.pixels);
    answer.vectors = {1, static_cast<int>(best_.size()), best_};
    answer.table = {{"agrees", "", {agreement(best_picture_, before_, colours_, weights_)}}};
    answer.progress = {"painting", step_, steps_};
  }

  PictureShape shape_;
  std::vector<float> before_latent_, at_, best_;
  std::vector<float> before_, colours_, best_picture_;  ///< [channels, height, width]
  std::vector<float> weights_;                          ///< [height, width]
  std::vector<int> labels_;
  double painted_ = 0, strength_ = 0, keep_ = 0;
  double best_loss_ = std::numeric_limits<double>::infinity();
  int64_t step_ = 0, steps_ = 0;
};

}  // namespace

ToolEntry paint_tool() {
  return {.key = "paint", .failure = "The latent could not follow the brush", .piecemeal = true, .make = [] {
            return std::unique_ptr<Tool>(new Paint);
          }};
}

}  // namespace ganscope::explore
