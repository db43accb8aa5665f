#include "core/explore/tools/drag.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/explore/adam.h"
#include "core/explore/drag_points.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/common.h"

namespace ganscope::explore {
namespace {

constexpr int64_t most_handles = 16;
constexpr double pull_home = 0.005;        // of the mean squared distance over the latent's numbers
constexpr double pull_in = 0.02;           // of how much its mean square has grown, squared
constexpr double weight_of_rest = 6;       // of the mean squared change of what shall stay
constexpr double weight_of_keeping = 0.2;  // at most, of the mean squared change away from the handles
constexpr double share_under_way = 0.6;    // of the steps; then the patch stands at its target
constexpr int64_t steps_a_look = 10;

class Drag final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (at_.empty())
      if (auto begun = begin(bench, slice.ask); !begun) return tl::unexpected(begun.error());
    while (!ended_) {
      if (auto stepped = step(bench, slice); !stepped) return tl::unexpected(stepped.error());
      if (Clock::now() >= slice.until && !ended_) {
        fill(answer);
        return false;
      }
    }
    fill(answer);
    return true;
  }

 private:
  Expected<void> begin(const Bench& bench, const api::Ask& ask) {
    const train::Subject& subject = *bench.subject;
    shape_ = pixel_shape(subject);
    if (shape_.size() == 0) return draws_no_pictures(subject.data, "drag", "dragging needs pictures");
    const int dim = subject.latent_dim;
    if (auto given = check_rows(ask.latents, dim); !given) return given;
    if (ask.latents.empty())
      return fail(FailureKind::usage, "there is no latent to move", "latents", "give it a latent");
    labels_ = labels_in_turn(subject, ask.labels, 0, 1);
    const config::Settings& settings = ask.settings;
    steps_ = whole_setting(settings, "steps", 400, 1, 1'000'000);
    rate_ = real_setting(settings, "rate", 0.05, 0, 10);
    keep_ = real_setting(settings, "keep", 0.6, 0, 1);
    auto handles = handles_of(settings);
    if (!handles) return tl::unexpected(handles.error());
    handles_ = std::move(*handles);
    if (auto marked = see_marks(ask); !marked) return marked;
    before_.assign(ask.latents.begin(), ask.latents.begin() + dim);
    at_ = before_;
    adam_ = Adam(at_.size(), 0.9, 0.999);
    return {};
  }

  Expected<void> see_marks(const api::Ask& ask) {
    if (ask.pictures.empty()) return {};
    if (ask.pictures.size() != static_cast<size_t>(shape_.size()))
      return fail(FailureKind::usage, "what may move is not marked on a picture of the data's size", "drag",
                  "mark it anew");
    const double hold = real_setting(ask.settings, "hold", 1, 0, 100);
    for (int i = 0; i < shape_.area(); ++i)
      holds_.push_back(ask.pictures[static_cast<size_t>(i)] > 0 ? 0
                                                                : static_cast<float>(weight_of_rest * hold));
    return {};
  }

  Expected<std::vector<Handle>> handles_of(const config::Settings& settings) const {
    const int64_t count = whole_setting(settings, "handles", 0, 0, most_handles);
    if (count == 0)
      return fail(FailureKind::usage, "there is nothing to drag", "handles",
                  "put a handle on the picture and a target where it shall go");
    std::vector<Handle> handles;
    for (int64_t n = 0; n < count; ++n) {
      const auto number = [&](const char* key, const char* axis) {
        return real_setting(settings, fmt::format("{}_{}_{}", key, n, axis), -1, -1e6, 1e6);
      };
      const Handle handle{
          {number("from", "x"), number("from", "y")}, {number("to", "x"), number("to", "y")}, {}, 1};
      for (const Place& place : {handle.from, handle.target})
        if (!(place.x >= 0 && place.x <= shape_.width && place.y >= 0 && place.y <= shape_.height))
          return fail(FailureKind::usage, "a handle or its target lies outside the picture", "handles",
                      "put both on the picture");
      handles.push_back(handle);
    }
    return handles;
  }

  Expected<void> step(Bench& bench, const Slice& slice) {
    const double under_way = share_under_way * static_cast<double>(steps_);
    const double share = std::min(1.0, static_cast<double>(step_ + 1) / under_way);
    const auto pulled = bench.replica->pull(
        *slice.snapshot, slice.ask.model, at_, labels_, slice.ask.space,
        [&](const api::Rows& pictures) -> Expected<api::Rows> { return slopes_of(pictures, share); });
    if (!pulled) return tl::unexpected(pulled.error());
    if (step_ % steps_a_look == 0 || step_ >= steps_) {
      points_->find(picture_);
      seen_at_.push_back(static_cast<float>(step_));
      distances_.push_back(static_cast<float>(points_->mean_left()));
      const bool there = points_->arrived() && (step_ == 0 || share >= 1);
      ended_ = there || step_ >= steps_;
    }
    if (ended_) return {};
    ++step_;
    move(pulled->values, slice.ask.space);
    return {};
  }

  api::Rows slopes_of(const api::Rows& pictures, double share) {
    picture_ = pictures.values;
    drawn_ = at_;
    if (!points_) {
      first_ = picture_;
      points_.emplace(handles_, shape_, picture_);
      if (holds_.empty()) holds_ = points_->elsewhere(static_cast<float>(weight_of_keeping * keep_));
    }
    api::Rows slopes{pictures.count, pictures.width, std::vector<float>(picture_.size())};
    points_->wish(picture_, share, slopes.values);
    const auto each = static_cast<float>(2 / static_cast<double>(picture_.size()));
    for (size_t i = 0; i < picture_.size(); ++i)
      slopes.values[i] += each * holds_[i % holds_.size()] * (picture_[i] - first_[i]);
    return slopes;
  }

  void move(const std::vector<float>& by_picture, api::Space space) {
    const auto numbers = static_cast<double>(at_.size());
    const auto mean_square = [&](const std::vector<float>& row) {
      double sum = 0;
      for (const float value : row) sum += static_cast<double>(value) * static_cast<double>(value);
      return sum / numbers;
    };
    // A latent of z that grows leaves what G has learned to draw.
    const double grown = space == api::Space::z ? std::max(0.0, mean_square(at_) - mean_square(before_)) : 0;
    std::vector<double> slopes;
    for (size_t i = 0; i < at_.size(); ++i)
      slopes.push_back(static_cast<double>(by_picture[i]) +
                       2 * pull_home / numbers * static_cast<double>(at_[i] - before_[i]) +
                       4 * pull_in / numbers * grown * static_cast<double>(at_[i]));
    adam_.move(at_, slopes, rate_);
  }

  void fill(api::Answer& answer) const {
    answer.count = 1;
    answer.width = shape_.width;
    answer.height = shape_.height;
    answer.pixels.clear();
    append_pixels(picture_, shape_, answer.pixels);
    answer.vectors = {1, static_cast<int>(drawn_.size()), drawn_};
    answer.table.clear();
    for (const Handle& handle : points_->handles())
      answer.table.push_back({"handle",
                              "",
                              {handle.at.x, handle.at.y, handle.target.x, handle.target.y, handle.left(),
                               distance(handle.from, handle.target), handle.moved(), handle.alike}});
    answer.curves = {{"distance", seen_at_, distances_}};
    answer.progress = {"dragging", step_, steps_};
  }

  PictureShape shape_;
  std::vector<Handle> handles_;  ///< as they were asked for
  std::optional<DragPoints> points_;
  std::vector<float> at_, before_;      ///< [latent_dim]
  std::vector<float> drawn_, picture_;  ///< what the points were last found in
  std::vector<float> first_;            ///< picture
  std::vector<float> holds_;            ///< [height, width]: how much each pixel shall stay
  std::vector<int> labels_;
  std::vector<float> seen_at_, distances_;  ///< steps, and what was found then
  Adam adam_;
  double rate_ = 0, keep_ = 0;
  int64_t step_ = 0, steps_ = 0;
  bool ended_ = false;
};

}  // namespace

ToolEntry drag_tool() {
  return {.key = "drag", .failure = "The picture could not be dragged", .piecemeal = true, .make = [] {
            return std::unique_ptr<Tool>(new Drag);
          }};
}

}  // namespace ganscope::explore
