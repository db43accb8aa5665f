#include "core/explore/tools/neighbours.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/explore/picture_scan.h"
#include "core/explore/picture_values.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/embedding.h"
#include "core/explore/tools/neighbour_numbers.h"
#include "core/forms/painter.h"

namespace ganscope::explore {
namespace {

constexpr int64_t embedded_at_once = 32;

/// What is known of a data set, whatever model is compared with it.
struct PictureIndex {
  std::optional<PixelComparison> pixels;
  FeatureComparison features;
  RealDistances real_pixels, real_features;
  std::vector<float> waiting;  ///< features of pictures that are not a whole piece yet …
  int64_t waiting_count = 0;   ///< … of so many
};

PictureIndex& index_of(Bench& bench) {
  auto& index = bench.keep<PictureIndex>("picture index");
  if (!index.pixels) index.pixels.emplace(bench.subject->dataset);
  return index;
}

bool flag_setting(const config::Settings& settings, std::string_view key) {
  const auto* value = settings.has(key) ? std::get_if<bool>(&settings.at(key)) : nullptr;
  return value == nullptr || *value;
}

/// Values in [−1, 1], channel after channel → bytes as the data have them.
std::vector<uint8_t> bytes_of(const float* picture, const data::Dataset& data) {
  const auto channels = static_cast<size_t>(data.channels), places = data.picture_bytes() / channels;
  std::vector<uint8_t> bytes(data.picture_bytes());
  for (size_t i = 0; i < places; ++i)
    for (size_t c = 0; c < channels; ++c)
      bytes[i * channels + c] =
          static_cast<uint8_t>(std::clamp((picture[c * places + i] + 1) * 127.5F + 0.5F, 0.0F, 255.0F));
  return bytes;
}

class Neighbours final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (!begun_) {
      if (auto begun = begin(bench, slice.ask); !begun) return tl::unexpected(begun.error());
    }
    while (drawn_ < latents_) {
      if (auto drawn = draw_some(bench, slice); !drawn) return tl::unexpected(drawn.error());
      answer.progress = {"drawing", drawn_, latents_};
      if (Clock::now() >= slice.until) return false;
    }
    if (!compare(bench, slice, answer, in_pixels_, *index_of(bench).pixels)) return false;
    if (!measure(bench, slice, answer, in_pixels_)) return false;
    if (!flag_setting(slice.ask.settings, "features")) return true;
    const auto embedder = embedder_of(bench);
    if (!embedder) {
      if (embedder.error().kind != FailureKind::unsupported) return tl::unexpected(embedder.error());
      answer.table.push_back({neighbour::no_features, embedder.error().what, {}});
      return true;
    }
    const auto indexed = index_features(bench, slice, answer, **embedder);
    if (!indexed || !*indexed) return indexed;
    return compare(bench, slice, answer, in_features_, index_of(bench).features) &&
           measure(bench, slice, answer, in_features_);
  }

 private:
  /// One of the two measures: what is looked for in it, and how far that is.
  struct Measure {
    const char *key, *real_key;
    RealDistances PictureIndex::*real;
    std::optional<PictureScan> scan = {};
    bool compared = false, measured = false;
  };

  Expected<void> begin(Bench& bench, const api::Ask& ask) {
    if (bench.subject->data.is_points())
      return draws_no_pictures(bench.subject->data, "neighbours",
                               "look at its pictures' neighbours on a model of pictures");
    const data::DatasetPointer& data = bench.subject->dataset;
    if (!data)
      return fail(FailureKind::unsupported,
                  "the data of this model are not here, so nothing can be compared with them",
                  bench.subject->data.title, "put them back, or name them with --data");
    if (data->is_points() || data->count < 2)
      return fail(FailureKind::unsupported, "these data have fewer than two pictures", data->title,
                  "choose data with more pictures");
    most_ = static_cast<int>(std::min<int64_t>(whole_setting(ask.settings, "count", 5, 1, 64), data->count));
    if (auto given = check_rows(ask.latents, bench.subject->latent_dim); !given) return given;
    latents_ = static_cast<int>(ask.latents.size()) / bench.subject->latent_dim;
    const size_t each = data->picture_bytes();
    if (ask.pictures.size() % each != 0 ||
        !std::ranges::all_of(ask.pictures, [](float value) { return std::isfinite(value); }))
      return fail(FailureKind::usage, "the pictures have another size than the data", "neighbours",
                  "bring them to the data's size and channels");
    for (size_t from = 0; from < ask.pictures.size(); from += each)
      pictures_.push_back(bytes_of(&ask.pictures[from], *data));
    if (latents_ == 0 && pictures_.empty())
      return fail(FailureKind::usage, "nothing was given to look for", "neighbours",
                  "give latents or pictures");
    begun_ = true;
    return {};
  }

  Expected<void> draw_some(Bench& bench, const Slice& slice) {
    const int count = std::min(piece_size(bench), latents_ - drawn_);
    const auto piece =
        draw(bench, *slice.snapshot, slice.ask, rows_of(slice.ask, bench.subject->latent_dim, count),
             labels_in_turn(*bench.subject, slice.ask.labels, drawn_, count), false,
             shares_of(bench, slice.ask, drawn_, count));
    if (!piece) return tl::unexpected(piece.error());
    const data::Dataset& data = *bench.subject->dataset;
    if (piece->width != data.width || piece->height != data.height)
      return fail(FailureKind::unsupported, "this model draws pictures of another size than its data's",
                  "neighbours", "compare it with the data that it learned from");
    const auto channels = static_cast<size_t>(data.channels), places = data.picture_bytes() / channels;
    for (int i = 0; i < piece->count; ++i) {
      const uint8_t* rgba = piece->pixels.data() + static_cast<size_t>(i) * places * 4;
      std::vector<uint8_t>& bytes = pictures_.emplace_back(data.picture_bytes());
      for (size_t place = 0; place < places; ++place)
        for (size_t c = 0; c < channels; ++c)
          bytes[place * channels + c] = rgba[4 * place + std::min<size_t>(c, 2)];
    }
    drawn_ += count;
    return {};
  }
  [[nodiscard]] std::vector<float> rows_of(const api::Ask& ask, int dim, int count) const {
    const auto first = ask.latents.begin() + static_cast<std::ptrdiff_t>(drawn_) * dim;
    return {first, first + static_cast<std::ptrdiff_t>(count) * dim};
  }

  /// Learns to see likeness, and looks at all pictures of the data once. True: it has.
  Expected<bool> index_features(Bench& bench, const Slice& slice, api::Answer& answer,
                                train::Embedder& embedder) {
    if (!embedder_has_learned(bench, slice.until)) {
      answer.progress = embedder.progress();
      return false;
    }
    PictureIndex& index = index_of(bench);
    FeatureComparison& features = index.features;
    const data::Dataset& data = *bench.subject->dataset;
    while (features.count() < data.count) {
      const auto waiting = index.waiting_count;
      const int64_t at = features.count() + waiting;
      const int64_t piece_end = std::min(data.count, features.count() + FeatureComparison::piece);
      const int64_t some = std::min(embedded_at_once, piece_end - at);
      const auto rows =
          embedder.embed({data.picture(at).data(), static_cast<size_t>(some) * data.picture_bytes()}, some);
      if (!rows) return tl::unexpected(rows.error());
      index.waiting.insert(index.waiting.end(), rows->values.begin(), rows->values.end());
      index.waiting_count += some;
      if (at + some == piece_end) {
        features.add(index.waiting, rows->width);
        index.waiting.clear();
        index.waiting_count = 0;
      }
      answer.progress = {"looking at all real pictures", at + some, data.count};
      if (Clock::now() >= slice.until) return false;
    }
    while (sought_features_.size() < pictures_.size()) {
      auto row = embedder.embed(pictures_[sought_features_.size()], 1);
      if (!row) return tl::unexpected(row.error());
      sought_features_.push_back(std::move(row->values));
      if (Clock::now() >= slice.until) return false;
    }
    return true;
  }

  /// Finds the nearest of all that are sought; true: they stand in the answer.
  bool compare(Bench& bench, const Slice& slice, api::Answer& answer, Measure& measure,
               const Comparison& comparison) {
    if (measure.compared) return true;
    if (!measure.scan) {
      std::vector<Sought> sought;
      for (size_t i = 0; i < pictures_.size(); ++i)
        sought.push_back({pictures_[i],
                          &measure == &in_features_ ? sought_features_[i] : std::vector<float>(), -1,
                          Nearest(most_)});
      measure.scan.emplace(std::move(sought));
    }
    if (!measure.scan->go_on(comparison, slice.until)) {
      answer.progress = {"comparing", measure.scan->done(), comparison.count()};
      return false;
    }
    const bool drawn = flag_setting(slice.ask.settings, "pictures");
    api::Curve curve{measure.key, {}, {}};
    const std::vector<Sought>& found = measure.scan->sought();
    for (size_t i = 0; i < found.size(); ++i) {
      api::TableRow& row = answer.table.emplace_back();
      row.key = measure.key;
      row.text = std::to_string(i);
      for (const Near& near : found[i].nearest.found()) {
        row.numbers.push_back(static_cast<double>(near.index));
        row.numbers.push_back(comparison.distance(near.squared));
        if (drawn) append_picture(*bench.subject->dataset, near.index, answer);
      }
      curve.x.push_back(found.size() > 1 ? static_cast<float>(i) / static_cast<float>(found.size() - 1) : 0);
      curve.y.push_back(static_cast<float>(row.numbers[1]));
    }
    answer.curves.push_back(std::move(curve));
    measure.scan.reset();
    measure.compared = true;
    return true;
  }

  /// What real pictures have among themselves, once for all asks; true: it stands in the answer.
  bool measure(Bench& bench, const Slice& slice, api::Answer& answer, Measure& measure) {
    if (measure.measured) return true;
    PictureIndex& index = index_of(bench);
    const Comparison& comparison = &measure == &in_features_ ? static_cast<const Comparison&>(index.features)
                                                             : static_cast<const Comparison&>(*index.pixels);
    RealDistances& real = index.*measure.real;
    if (!real.measure(comparison, slice.until)) {
      answer.progress = {"comparing real pictures with each other", real.done(),
                         std::min(comparison.count(), RealDistances::most_measured)};
      return false;
    }
    api::Curve curve{measure.real_key, {}, real.sorted()};
    for (size_t i = 0; i < curve.y.size(); ++i)
      curve.x.push_back(static_cast<float>(i + 1) / static_cast<float>(curve.y.size()));
    answer.curves.push_back(std::move(curve));
    measure.measured = true;
    return true;
  }

  static void append_picture(const data::Dataset& data, int64_t index, api::Answer& answer) {
    const auto sample = data.picture(index);
    const auto painter = forms::painter_of(data::look_of(data));
    painter->paint(sample, answer.pixels);
    if (data.form != Form::pictures) answer.values.insert(answer.values.end(), sample.begin(), sample.end());
    answer.width = painter->width();
    answer.height = painter->height();
    ++answer.count;
  }

  bool begun_ = false;
  int most_ = 5, latents_ = 0, drawn_ = 0;
  std::vector<std::vector<uint8_t>> pictures_;  ///< as the data have theirs: those given, then those drawn
  std::vector<std::vector<float>> sought_features_;  ///< of each of them
  Measure in_pixels_{neighbour::pixels, neighbour::real_pixels, &PictureIndex::real_pixels};
  Measure in_features_{neighbour::features, neighbour::real_features, &PictureIndex::real_features};
};

}  // namespace

ToolEntry neighbours_tool() {
  return {.key = "neighbours",
          .failure = "The nearest real pictures could not be found",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Neighbours); }};
}

}  // namespace ganscope::explore
