#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/captions/vocabulary.h"
#include "core/config/option.h"

namespace ganscope::api {

/// Which weights: those being trained, or their running average.
enum class Model { raw, ema };

/// What the numbers of a latent are: the noise z, or w, which a generator's mapping network makes of it.
enum class Space { z, w };

/// Who asks: one mailbox and one answer each; a newer ask of a view supersedes the older one. Whoever asks
/// numbers its views, from 0.
using View = size_t;
constexpr size_t most_views = 64;

/// How soon an answer is wanted: while the hand waits for it, while somebody looks, or when nothing else is
/// to be done. Of equally urgent views the one with the lower number comes first.
enum class Urgency { hand, look, background };

/// The moment that is shown: a step of the history, or now.
constexpr int64_t now = -1;

/// Something to be found out about a model by one of the tools of core/explore/tools, on the explorer's
/// thread.
struct Ask {
  View view = 0;
  uint64_t id = 0;          ///< grows with every ask of a view; the answer echoes it
  uint64_t generation = 0;  ///< of the status it was made from
  Urgency urgency = Urgency::look;
  std::string tool = "draw";  ///< key of a tool; empty: nothing any more, what was asked is given up
  Model model = Model::ema;
  int64_t moment = now;  ///< for all inputs
  bool follow = false;   ///< again, by itself, whenever newer weights are there (moment now only)
  bool lively = false;  ///< … as often as thirty times a second where a round is that quick, not eight: each
                        ///< costs the trainer a copy of its weights, so for small networks only

  // Inputs; what a tool does not use is left empty.
  std::vector<float> latents;  ///< [count, latent_dim]
  std::vector<int> labels;     ///< [count] when the run is conditional, else empty
  std::vector<float> shares;   ///< [count, classes], each row summing to 1: mixtures of classes, which G is
                               ///< told in place of `labels`; those then name the heaviest. Empty: none
  std::vector<captions::Caption> captions;  ///< where captions are told: what labels beyond the examples of
                                            ///< the data stand for, in their order
  Space space = Space::z;                   ///< of `latents`
  double truncation = 1;         ///< in w only: pulls every w towards the mean of all (1: not at all)
  std::vector<int64_t> moments;  ///< film: one a frame; then `latents` has one row or as many
  bool scored = false;           ///< D shall judge what is drawn, which costs about as much as drawing it
  std::vector<float> pictures;   ///< [count, channels, height, width] in [−1, 1], of the data's size
  std::vector<int64_t> samples = {};  ///< numbers of samples of the run's data
  config::Settings settings;          ///< the tool's own options
};

/// `count` rows of `width` numbers each.
struct Rows {
  int count = 0, width = 0;
  std::vector<float> values;  ///< [count, width]
  [[nodiscard]] const float* row(int index) const {
    return values.data() + static_cast<ptrdiff_t>(index) * width;
  }
};

/// A line of a table: a name, what is said of it, its numbers.
struct TableRow {
  std::string key, text;
  std::vector<double> numbers;
};

/// One line of a plot.
struct Curve {
  std::string key;
  std::vector<float> x, y;
};

/// What came out, in few forms. The list of tools is open, that of forms is closed: pictures, points, scores,
/// vectors, curves, rows of a table. Pixels are RGBA rows from the top, ready for a texture; points are pairs
/// in the data's frame.
struct Answer {
  View view = 0;
  uint64_t id = 0;
  uint64_t generation = 0;
  Model model = Model::ema;
  int64_t step = 0;                  ///< whose weights these are (film: the last one)
  std::vector<int64_t> steps;        ///< film: one a picture, the steps really drawn
  int count = 0;                     ///< pictures or points; less than asked for while more are being made
  int width = 0, height = 0;         ///< of one picture; 0 for points
  std::vector<uint8_t> pixels;       ///< [count, height, width, 4]
  std::vector<uint8_t> values = {};  ///< the samples that `pixels` show, as data::Dataset has them; empty for
                                     ///< pictures and points
  std::vector<float> points;         ///< [count, 2]
  std::vector<float> scores;         ///< [count]: sigmoid of D's raw output; NaN of a mixture of classes
  std::string unscored = {};  ///< why D did not judge what it was asked to; empty: it did, or there is none
  Rows vectors;               ///< latents, directions, features, fields: what the tool says
  int field_columns = 0;      ///< of fields, numbers over a rectangle, lines from below: how many a line has
  std::vector<Curve> curves;
  std::vector<TableRow> table;
  bool complete = true;              ///< false: there is more to come
  Progress progress = {};            ///< of what is not complete
  std::optional<Failure> failure{};  ///< then nothing else counts

  /// The curve of this key, and the first line of the table; null: there is none.
  [[nodiscard]] const Curve* curve(std::string_view key) const;
  [[nodiscard]] const TableRow* row(std::string_view key) const;
  /// Appends the pictures, points and scores of a piece, which are all of one size, and takes over its step.
  void append(const Answer& piece);
};

}  // namespace ganscope::api
