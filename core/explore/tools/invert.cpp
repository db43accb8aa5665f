#include "core/explore/tools/invert.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "core/explore/own_encoder.h"
#include "core/explore/picture_encoder.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/invert_numbers.h"

namespace ganscope::explore {
namespace {

constexpr int usual_steps = 1000;
constexpr int random_starts = 64, starts_together = 16;
constexpr size_t most_starts = 4;
constexpr int steps_of_all = 60;   // then the best goes on alone
constexpr double adam_rate = 0.1;  // held for the first half, then falling to nothing
constexpr double keep_mean = 0.9, keep_square = 0.999;
constexpr double pull_to_prior = 2e-4;  // times the mean square of the latent
constexpr int shown_every = 4;          // steps between two points of the curves

/// Mean squared error of a drawn picture, of RGBA bytes, against a target in [−1, 1].
double distance_of(const uint8_t* rgba, const api::Rows& target, int channels) {
  const auto area = static_cast<size_t>(target.width / channels);
  double sum = 0;
  for (size_t c = 0; c < static_cast<size_t>(channels); ++c)
    for (size_t i = 0; i < area; ++i) {
      const double value = static_cast<double>(rgba[4 * i + c]) / 127.5 - 1;
      const double off = value - static_cast<double>(target.values[c * area + i]);
      sum += off * off;
    }
  return sum / static_cast<double>(target.width);
}

/// A picture in [−1, 1] as RGBA bytes.
std::vector<uint8_t> pixels_of(const api::Rows& picture, int channels) {
  const auto area = static_cast<size_t>(picture.width / channels);
  std::vector<uint8_t> pixels;
  for (size_t i = 0; i < area; ++i) {
    for (size_t c = 0; c < 3; ++c) {
      const float value = picture.values[(channels == 1 ? 0 : c) * area + i];
      pixels.push_back(static_cast<uint8_t>(std::clamp((value + 1) * 127.5F + 0.5F, 0.0F, 255.0F)));
    }
    pixels.push_back(255);
  }
  return pixels;
}

/// How far apart two pictures are at every pixel, in the channel that differs most: white where it is
/// greatest.
std::vector<uint8_t> difference_of(const uint8_t* a, const uint8_t* b, size_t bytes) {
  std::vector<int> off;
  int most = 1;
  for (size_t i = 0; i < bytes; i += 4) {
    int here = 0;
    for (size_t c = 0; c < 3; ++c) here = std::max(here, std::abs(int{a[i + c]} - int{b[i + c]}));
    off.push_back(here);
    most = std::max(most, here);
  }
  std::vector<uint8_t> pixels;
  for (const int here : off) {
    const auto level = static_cast<uint8_t>(255 * here / most);
    pixels.insert(pixels.end(), {level, level, level, 255});
  }
  return pixels;
}

/// A latent to begin from.
struct Start {
  Latent latent;
  int label = -1;
  double distance = 0;
};

class Invert final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
      begun_ = true;
    }
    if (known_) {
      if (auto shown = show(bench, slice, answer); !shown) return tl::unexpected(shown.error());
      return true;
    }
    while (randoms_ < random_starts) {
      if (auto tried = try_randoms(bench, slice); !tried) return tl::unexpected(tried.error());
      if (randoms_ < random_starts && Clock::now() >= slice.until) return false;
    }
    if (at_.empty()) {
      choose_starts();
      if (auto shown = show(bench, slice, answer); !shown) return tl::unexpected(shown.error());
    }
    while (step_ < steps_) {
      if (auto moved = move(bench, slice); !moved) return tl::unexpected(moved.error());
      if (step_ < steps_ && Clock::now() >= slice.until) break;
    }
    const bool complete = step_ >= steps_;
    // Drawing it costs as much as a step.
    if (complete || step_ - shown_ >= shown_every) {
      if (auto shown = show(bench, slice, answer); !shown) return tl::unexpected(shown.error());
    }
    answer.progress = {"refining", step_, steps_};
    return complete;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    const train::Subject& subject = *bench.subject;
    const api::DataInfo& data = subject.data;
    if (data.is_points()) return draws_no_pictures(data, data.title, "open a run that draws pictures");
    target_ = {1, data.channels * data.height * data.width, slice.ask.pictures};
    if (target_.width == 0 || static_cast<size_t>(target_.width) != target_.values.size())
      return fail(FailureKind::usage, "this is not one picture of the model's size", "picture",
                  "bring it to the size that the model draws");
    if (!std::ranges::all_of(target_.values, [](float value) { return std::isfinite(value); }))
      return fail(FailureKind::usage, "the picture has values that are no numbers", "picture",
                  "give every pixel a value from −1 to 1");
    classes_ = api::told_classes(subject.experiment, data);
    if (classes_ > 0 && !slice.ask.labels.empty() && slice.ask.latents.empty()) {
      label_ = slice.ask.labels.front();
      if (label_ < 0 || label_ >= classes_)
        return fail(FailureKind::usage, "there is no such class", "label", "leave it out: it is found, too");
    }
    steps_ = static_cast<int>(whole_setting(slice.ask.settings, "steps", usual_steps, 0, 100'000));
    dim_ = static_cast<size_t>(subject.latent_dim);
    return slice.ask.latents.empty() ? take_guess(bench, slice) : take_known(bench, slice);
  }

  /// A guess and what it was refined to, which are looked at alone.
  Expected<void> take_known(Bench& bench, const Slice& slice) {
    const std::vector<float>& latents = slice.ask.latents;
    if (auto rows = check_rows(latents, static_cast<int>(dim_)); !rows) return rows;
    const std::vector<int>& labels = slice.ask.labels;
    if (latents.size() != 2 * dim_ || (classes_ > 0 && labels.size() != 2))
      return fail(FailureKind::usage, "a guess and what it was refined to are two latents", "latents",
                  "give both, with their classes");
    const std::vector<int> both = classes_ > 0 ? labels : std::vector<int>{-1, -1};
    const auto drawn = draw_untruncated(bench, slice, latents, labels);
    if (!drawn) return tl::unexpected(drawn.error());
    take_starts(latents, both, *drawn, bench.subject->data.channels, starts_);
    guess_ = starts_[0];
    best_ = starts_[1];
    start_distance_ = guess_->distance;
    known_ = true;
    return {};
  }

  /// What the encoder says, and zero of the class that it sees.
  Expected<void> take_guess(Bench& bench, const Slice& slice) {
    std::vector<int> labels = classes_ == 0 ? std::vector<int>{-1} : std::vector<int>{label_};
    std::vector<float> zeros(dim_);
    PictureEncoder& encoder = picture_encoder(bench);
    const auto own = own_codes(bench, slice, target_);
    if (!own) return tl::unexpected(own.error());
    if (*own) return take_own(bench, slice, (*own)->values);
    if (encoder.open(bench, text_setting(slice.ask.settings, "run_folder")) && encoder.ready()) {
      const auto mark = PictureEncoder::mark_of(bench, slice);
      if (!mark) return tl::unexpected(mark.error());
      auto guess = encoder.guess(target_);
      if (!guess) return tl::unexpected(guess.error());
      encoder_step_ = encoder.mark().step;
      encoder_fits_ = encoder.mark() == *mark;
      if (classes_ > 0 && label_ < 0) labels = likeliest_two(guess->classes);
      std::vector<float> latents;
      for (size_t i = 0; i < labels.size(); ++i)
        latents.insert(latents.end(), guess->latents.values.begin(), guess->latents.values.end());
      if (auto added = add_starts(bench, slice, std::move(latents), labels, false); !added) return added;
      guess_ = starts_.front();
      labels.resize(1);
    } else if (classes_ > 0 && label_ < 0) {
      labels.resize(static_cast<size_t>(classes_));
      std::iota(labels.begin(), labels.end(), 0);
    }
    std::vector<float> all;
    for (size_t i = 0; i < labels.size(); ++i) all.insert(all.end(), zeros.begin(), zeros.end());
    return add_starts(bench, slice, std::move(all), labels, false);
  }

  /// What the model's own encoder says, of every class that it may be.
  Expected<void> take_own(Bench& bench, const Slice& slice, const std::vector<float>& code) {
    encoder_step_ = slice.snapshot->step();
    encoder_fits_ = true;
    std::vector<int> labels(1, label_);
    if (classes_ > 0 && label_ < 0) {
      labels.resize(static_cast<size_t>(classes_));
      std::iota(labels.begin(), labels.end(), 0);
    }
    std::vector<float> latents;
    for (size_t i = 0; i < labels.size(); ++i) latents.insert(latents.end(), code.begin(), code.end());
    if (auto added = add_starts(bench, slice, std::move(latents), labels, false); !added) return added;
    std::ranges::stable_sort(starts_, [](const Start& a, const Start& b) { return a.distance < b.distance; });
    guess_ = starts_.front();
    return {};
  }

  [[nodiscard]] static std::vector<int> likeliest_two(const api::Rows& classes) {
    std::vector<int> order(static_cast<size_t>(classes.width));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](int a, int b) {
      return classes.values[static_cast<size_t>(a)] > classes.values[static_cast<size_t>(b)];
    });
    order.resize(std::min<size_t>(order.size(), 2));
    return order;
  }

  Expected<void> try_randoms(Bench& bench, const Slice& slice) {
    const int count = std::min(starts_together, random_starts - randoms_);
    std::vector<float> latents(static_cast<size_t>(count) * static_cast<size_t>(bench.subject->latent_dim));
    random_.fill_normal(latents);
    std::vector<int> labels(static_cast<size_t>(count), -1);
    for (int i = 0; classes_ > 0 && i < count; ++i)
      labels[static_cast<size_t>(i)] = label_ >= 0 ? label_ : (randoms_ + i) % classes_;
    randoms_ += count;
    return add_starts(bench, slice, std::move(latents), labels, true);
  }

  /// Draws latents z and notes how far off each is.
  Expected<void> add_starts(Bench& bench, const Slice& slice, std::vector<float> latents,
                            const std::vector<int>& labels, bool at_random) {
    if (slice.ask.space == api::Space::w) {
      auto mapped = bench.replica->map(*slice.snapshot, slice.ask.model, latents);
      if (!mapped) return tl::unexpected(mapped.error());
      latents = std::move(*mapped);
    }
    const auto drawn = draw_untruncated(bench, slice, latents, classes_ > 0 ? labels : std::vector<int>{});
    if (!drawn) return tl::unexpected(drawn.error());
    take_starts(latents, labels, *drawn, bench.subject->data.channels, at_random ? by_chance_ : starts_);
    return {};
  }

  void take_starts(const std::vector<float>& latents, const std::vector<int>& labels,
                   const api::Answer& drawn, int channels, std::vector<Start>& into) const {
    const size_t bytes = drawn.pixels.size() / labels.size();
    for (size_t i = 0; i < labels.size(); ++i) {
      const auto from = latents.begin() + static_cast<std::ptrdiff_t>(i * dim_);
      into.push_back({Latent(from, from + static_cast<std::ptrdiff_t>(dim_)), labels[i],
                      distance_of(&drawn.pixels[i * bytes], target_, channels)});
    }
  }

  /// Latents of the space of the ask; a truncation that is set there is of what is in hand, not of these.
  [[nodiscard]] static Expected<api::Answer> draw_untruncated(Bench& bench, const Slice& slice,
                                                              const std::vector<float>& latents,
                                                              const std::vector<int>& labels,
                                                              bool scored = false) {
    return slice.ask.space == api::Space::z
               ? bench.replica->render(*slice.snapshot, slice.ask.model, latents, labels, scored)
               : bench.replica->render_mapped(*slice.snapshot, slice.ask.model, latents, labels, 1, scored);
  }

  /// What D says of the picture, of the guess and of what was found; none where there is no D to ask.
  Expected<std::vector<float>> judge(Bench& bench, const Slice& slice,
                                     const std::vector<float>& drawn) const {
    if (drawn.size() != 2) return std::vector<float>{};
    const auto said = bench.replica->judge_pictures(
        *slice.snapshot, target_, classes_ > 0 ? std::vector<int>{best_.label} : std::vector<int>{});
    if (!said && said.error().kind == FailureKind::unsupported) return std::vector<float>{};
    if (!said) return tl::unexpected(said.error());
    return std::vector<float>{said->front(), drawn[0], drawn[1], std::numeric_limits<float>::quiet_NaN()};
  }

  void choose_starts() {
    const auto nearest_first = [](const Start& a, const Start& b) { return a.distance < b.distance; };
    std::ranges::stable_sort(by_chance_, nearest_first);
    // One by chance at least, for what the others lead to may be the same.
    const auto told = starts_.begin() + (guess_ ? 1 : 0);
    std::stable_sort(told, starts_.end(), nearest_first);
    starts_.resize(std::min(starts_.size(), most_starts - 1));
    for (size_t i = 0; starts_.size() < most_starts && i < by_chance_.size(); ++i)
      starts_.push_back(by_chance_[i]);
    for (const Start& start : starts_) {
      at_.insert(at_.end(), start.latent.begin(), start.latent.end());
      labels_.push_back(start.label);
    }
    mean_.assign(at_.size(), 0);
    square_.assign(at_.size(), 0);
    best_ = *std::ranges::min_element(starts_, nearest_first);
    if (!guess_) guess_ = best_;
    start_distance_ = best_.distance;
    each_best_ = std::vector<double>(starts_.size(), std::numeric_limits<double>::infinity());
  }

  Expected<void> move(Bench& bench, const Slice& slice) {
    const size_t count = labels_.size();
    std::vector<double> distances(count);
    const auto slopes = bench.replica->pull(
        *slice.snapshot, slice.ask.model, at_, classes_ > 0 ? labels_ : std::vector<int>{}, slice.ask.space,
        [&](const api::Rows& pictures) -> Expected<api::Rows> {
          api::Rows by_pixel{pictures.count, pictures.width, std::vector<float>(pictures.values.size())};
          for (size_t n = 0; n < static_cast<size_t>(pictures.count); ++n) {
            const float* picture = pictures.row(static_cast<int>(n));
            double sum = 0;
            for (size_t i = 0; i < static_cast<size_t>(pictures.width); ++i) {
              const float off = picture[i] - target_.values[i];
              sum += static_cast<double>(off) * static_cast<double>(off);
              by_pixel.values[n * static_cast<size_t>(pictures.width) + i] =
                  2 * off / static_cast<float>(pictures.width);
            }
            distances[n] = sum / pictures.width;
          }
          return by_pixel;
        });
    if (!slopes) return tl::unexpected(slopes.error());
    note(distances);
    const double falling = std::min(1.0, 2 * (1 - static_cast<double>(step_) / steps_));
    ++step_;
    const double correct_mean = 1 - std::pow(keep_mean, step_);
    const double correct_square = 1 - std::pow(keep_square, step_);
    for (size_t i = 0; i < at_.size(); ++i) {
      const double slope = static_cast<double>(slopes->values[i]) +
                           2 * pull_to_prior / static_cast<double>(dim_) * static_cast<double>(at_[i]);
      mean_[i] = keep_mean * mean_[i] + (1 - keep_mean) * slope;
      square_[i] = keep_square * square_[i] + (1 - keep_square) * slope * slope;
      at_[i] -= static_cast<float>(adam_rate * falling * (mean_[i] / correct_mean) /
                                   (std::sqrt(square_[i] / correct_square) + 1e-8));
    }
    if (count > 1 && step_ >= std::min(steps_of_all, steps_ / 2)) keep_the_best();
    return {};
  }

  void note(const std::vector<double>& distances) {
    for (size_t n = 0; n < distances.size(); ++n) {
      each_best_[n] = std::min(each_best_[n], distances[n]);
      if (!(distances[n] < best_.distance)) continue;
      const auto from = at_.begin() + static_cast<std::ptrdiff_t>(n * dim_);
      best_ = {Latent(from, from + static_cast<std::ptrdiff_t>(dim_)), labels_[n], distances[n]};
    }
    now_ = *std::ranges::min_element(distances);
    curve_step_.push_back(static_cast<float>(step_));
    curve_now_.push_back(static_cast<float>(now_));
    curve_best_.push_back(static_cast<float>(best_.distance));
  }

  void keep_the_best() {
    const auto best = static_cast<size_t>(std::ranges::min_element(each_best_) - each_best_.begin());
    const auto only = [&](auto& rows) {
      rows = {rows.begin() + static_cast<std::ptrdiff_t>(best * dim_),
              rows.begin() + static_cast<std::ptrdiff_t>((best + 1) * dim_)};
    };
    only(at_);
    only(mean_);
    only(square_);
    labels_ = {labels_[best]};
    each_best_ = {each_best_[best]};
  }

  /// Brings the answer up to date.
  Expected<void> show(Bench& bench, const Slice& slice, api::Answer& answer) {
    shown_ = step_;
    std::vector<float> both = guess_->latent;
    both.insert(both.end(), best_.latent.begin(), best_.latent.end());
    const auto drawn = draw_untruncated(
        bench, slice, both, classes_ > 0 ? std::vector<int>{guess_->label, best_.label} : std::vector<int>{},
        /*scored=*/true);
    if (!drawn) return tl::unexpected(drawn.error());
    auto scores = judge(bench, slice, drawn->scores);
    if (!scores) return tl::unexpected(scores.error());
    answer.scores = std::move(*scores);
    answer.count = 4;
    answer.width = drawn->width;
    answer.height = drawn->height;
    const size_t bytes = drawn->pixels.size() / 2;
    const int channels = bench.subject->data.channels;
    answer.pixels = pixels_of(target_, channels);
    answer.pixels.insert(answer.pixels.end(), drawn->pixels.begin(), drawn->pixels.end());
    const std::vector<uint8_t> difference =
        difference_of(&answer.pixels[0], &answer.pixels[2 * bytes], bytes);
    answer.pixels.insert(answer.pixels.end(), difference.begin(), difference.end());
    answer.vectors = {2, static_cast<int>(dim_), std::move(both)};
    answer.curves = {{"now", curve_step_, curve_now_}, {"best", curve_step_, curve_best_}};
    const bool encoded = encoder_step_ >= 0;
    answer.table = {
        {"inverted",
         "",
         {best_.distance, encoded ? guess_->distance : std::numeric_limits<double>::quiet_NaN(),
          start_distance_, static_cast<double>(best_.label), static_cast<double>(encoder_step_),
          encoder_fits_ ? 1.0 : 0.0, static_cast<double>(guess_->label), static_cast<double>(step_)}}};
    answer.progress = {"refining", step_, steps_};
    return {};
  }

  bool begun_ = false;
  bool known_ = false;  ///< nothing is looked for
  api::Rows target_;    ///< [1, channels · height · width] in [−1, 1]
  int classes_ = 0, label_ = -1, steps_ = usual_steps;
  int64_t encoder_step_ = -1;
  bool encoder_fits_ = false;
  size_t dim_ = 0;

  int randoms_ = 0;  ///< tried
  Random random_{7};
  std::vector<Start> starts_, by_chance_;
  std::optional<Start> guess_;  ///< the encoder's; without one the best start
  double start_distance_ = 0;

  int step_ = 0, shown_ = 0;
  std::vector<float> at_;  ///< [starts that go on, latent_dim]
  std::vector<int> labels_;
  std::vector<double> mean_, square_;  ///< of the slopes, as `at_`
  std::vector<double> each_best_;      ///< [starts that go on]
  Start best_;
  double now_ = 0;
  std::vector<float> curve_step_, curve_now_, curve_best_;
};

}  // namespace

ToolEntry invert_tool() {
  return {.key = "invert",
          .failure = "The picture's latent could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Invert); }};
}

}  // namespace ganscope::explore
