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
constexpr double pull_home = 0.002;  // of the mean squared distance over the latent's numbers

class Drag final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!points_)
      if (auto begun = begin(*bench.subject, slice.ask); !begun) return tl::unexpected(begun.error());
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
  Expected<void> begin(const train::Subject& subject, const api::Ask& ask) {
    shape_ = picture_shape(subject);
    if (shape_.size() == 0)
      return fail(FailureKind::unsupported, "this model draws points", "drag", "dragging needs pictures");
    const int dim = subject.latent_dim;
    if (auto given = check_rows(ask.latents, dim); !given) return given;
    if (ask.latents.empty())
      return fail(FailureKind::usage, "there is no latent to move", "latents", "give it a latent");
    at_.assign(ask.latents.begin(), ask.latents.begin() + dim);
    before_ = at_;
    labels_ = labels_in_turn(subject, ask.labels, 0, 1);
    const config::Settings& settings = ask.settings;
    steps_ = whole_setting(settings, "steps", 200, 1, 1'000'000);
    rate_ = real_setting(settings, "rate", 0.03, 0, 10);
    auto handles = handles_of(settings);
    if (!handles) return tl::unexpected(handles.error());
    for (const Handle& handle : *handles) first_.push_back(distance(handle.at, handle.target));
    points_.emplace(std::move(*handles), shape_.height, shape_.width);
    adam_ = Adam(at_.size());
    if (ask.pictures.empty()) return {};
    if (ask.pictures.size() != static_cast<size_t>(shape_.size()))
      return fail(FailureKind::usage, "what may move is not marked on a picture of the data's size", "drag",
                  "mark it anew");
    const double hold = real_setting(settings, "hold", 1, 0, 100);
    for (int i = 0; i < shape_.area(); ++i)
      holds_.push_back(ask.pictures[static_cast<size_t>(i)] > 0 ? 0 : static_cast<float>(hold));
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
      const Handle handle{{number("from", "x"), number("from", "y")}, {number("to", "x"), number("to", "y")}};
      for (const Place& place : {handle.at, handle.target})
        if (!(place.x >= 0 && place.x <= shape_.width && place.y >= 0 && place.y <= shape_.height))
          return fail(FailureKind::usage, "a handle or its target lies outside the picture", "handles",
                      "put both on the picture");
      handles.push_back(handle);
    }
    return handles;
  }

  Expected<void> step(Bench& bench, const Slice& slice) {
    const auto pulled = bench.replica->pull_features(
        *slice.snapshot, slice.ask.model, at_, labels_, slice.ask.space,
        [&](const train::FeatureMaps& maps, const api::Rows& pictures) -> Expected<std::vector<float>> {
          picture_ = pictures.values;
          drawn_ = at_;
          return points_->look(maps, holds_);
        });
    if (!pulled) return tl::unexpected(pulled.error());
    distances_.push_back(static_cast<float>(points_->mean_distance()));
    ended_ = points_->arrived() || step_ >= steps_;
    if (ended_) return {};
    ++step_;
    std::vector<double> slopes;
    for (size_t i = 0; i < at_.size(); ++i)
      slopes.push_back(static_cast<double>(pulled->values[i]) + 2 * pull_home /
                                                                    static_cast<double>(at_.size()) *
                                                                    static_cast<double>(at_[i] - before_[i]));
    adam_.move(at_, slopes, rate_);
    return {};
  }

  void fill(api::Answer& answer) const {
    answer.count = 1;
    answer.width = shape_.width;
    answer.height = shape_.height;
    answer.pixels.clear();
    append_pixels(picture_, shape_, answer.pixels);
    answer.vectors = {1, static_cast<int>(drawn_.size()), drawn_};
    answer.table.clear();
    for (size_t n = 0; n < first_.size(); ++n) {
      const Handle& handle = points_->handles()[n];
      answer.table.push_back({"handle",
                              "",
                              {handle.at.x, handle.at.y, handle.target.x, handle.target.y,
                               distance(handle.at, handle.target), first_[n]}});
    }
    api::Curve curve{"distance", {}, distances_};
    for (size_t i = 0; i < distances_.size(); ++i) curve.x.push_back(static_cast<float>(i));
    answer.curves = {std::move(curve)};
    answer.progress = {"dragging", step_, steps_};
  }

  PictureShape shape_;
  std::optional<DragPoints> points_;
  std::vector<float> at_, before_;      ///< [latent_dim]
  std::vector<float> drawn_, picture_;  ///< what the points were last found in
  std::vector<float> holds_;            ///< [height, width] or empty
  std::vector<int> labels_;
  std::vector<double> first_;     ///< distances
  std::vector<float> distances_;  ///< a step
  Adam adam_;
  double rate_ = 0;
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
