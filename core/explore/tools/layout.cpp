#include "core/explore/tools/layout.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/explore/feature_moments.h"
#include "core/explore/grid_places.h"
#include "core/explore/leading_eigen.h"
#include "core/explore/tools/embedding.h"
#include "core/explore/tools/seeded.h"
#include "core/explore/tsne.h"
#include "core/image/transform.h"

namespace ganscope::explore {
namespace {

constexpr int mapped_at_once = 16;     // some milliseconds; the same always, for sums depend on it
constexpr int projected_at_once = 64;  // projected in one piece
constexpr int feature_edge = 16;       // px, where pixels are the features
constexpr int components_used = 30;

image::Picture reduced(const image::Picture& picture, int edge) {
  const int longer = std::max(picture.width, picture.height);
  if (longer <= edge) return picture;
  return image::resize_area(picture, std::max(1, picture.width * edge / longer),
                            std::max(1, picture.height * edge / longer));
}

class Layout final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (count_ == 0)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    do {
      if (drawn_ < count_) {
        if (auto drawn = draw_some(bench, slice, answer); !drawn) return tl::unexpected(drawn.error());
        answer.progress = {"map: drawing", drawn_, count_};
      } else if (!main_known_) {
        find_components(answer);
      } else if (tsne_->step()) {
        finish(answer);
        return true;
      } else {
        answer.progress = {"map: laying out", tsne_->done(), tsne_->total()};
      }
    } while (Clock::now() < slice.until);
    return false;
  }

 private:
  Expected<void> begin(Bench& bench, const Slice& slice) {
    if (bench.subject->data.is_points())
      return fail(FailureKind::unsupported, "points need no map: their plane is one", "map",
                  "look at them in the Playground, or in Train");
    samples_ = SeededSamples(slice.ask);
    bench.keep<train::SnapshotPointer>(std::string(layout::weights)) = slice.snapshot;
    count_ = samples_.count();
    return {};
  }

  Expected<void> draw_some(Bench& bench, const Slice& slice, api::Answer& answer) {
    const int count = std::min(mapped_at_once, count_ - drawn_);
    const auto piece = samples_.draw(bench, slice, drawn_, count, true);
    if (!piece) return tl::unexpected(piece.error());
    answer.vectors.width = bench.subject->latent_dim;
    answer.vectors.count += count;
    answer.vectors.values.insert(answer.vectors.values.end(), piece->latents.begin(), piece->latents.end());
    answer.scores.insert(answer.scores.end(), piece->drawn.scores.begin(), piece->drawn.scores.end());
    labels_.insert(labels_.end(), piece->labels.begin(), piece->labels.end());
    const auto features = features_of(bench, piece->drawn, slice.until);
    if (!features) return tl::unexpected(features.error());
    moments_.add(*features, {});
    features_.insert(features_.end(), features->values.begin(), features->values.end());
    drawn_ += count;
    return {};
  }

  /// Keeps them small; answers with their pixels, even smaller.
  api::Rows take_pictures(const api::Answer& drawn, bool grey) {
    const size_t bytes = static_cast<size_t>(drawn.width) * static_cast<size_t>(drawn.height) * 4;
    api::Rows pixels;
    for (int i = 0; i < drawn.count; ++i) {
      const auto from = drawn.pixels.begin() + static_cast<std::ptrdiff_t>(bytes * static_cast<size_t>(i));
      const image::Picture whole =
          image::to_rgb({drawn.width, drawn.height, 4, {from, from + static_cast<std::ptrdiff_t>(bytes)}});
      const image::Picture thumbnail = reduced(whole, layout::thumbnail_edge(count_));
      width_ = thumbnail.width;
      height_ = thumbnail.height;
      for (size_t p = 0; p + 2 < thumbnail.pixels.size(); p += 3)
        thumbnails_.insert(thumbnails_.end(), {thumbnail.pixels[p], thumbnail.pixels[p + 1],
                                               thumbnail.pixels[p + 2], uint8_t{255}});
      const image::Picture least = reduced(grey ? image::to_grey(thumbnail) : thumbnail, feature_edge);
      pixels.width = static_cast<int>(least.pixels.size());
      ++pixels.count;
      for (const uint8_t value : least.pixels) pixels.values.push_back(static_cast<float>(value) / 255);
    }
    return pixels;
  }

  /// Of the embedder where it has learned by now; what was begun with is kept to.
  Expected<api::Rows> features_of(Bench& bench, const api::Answer& drawn, Clock::time_point until) {
    api::Rows pixels = take_pictures(drawn, bench.subject->data.channels == 1);
    const auto embedder = embedder_of(bench);
    if (drawn_ == 0) learned_ = embedder && embedder_has_learned(bench, until);
    if (!learned_) return pixels;
    return (*embedder)->embed(drawn);
  }

  /// Piece by piece: the leading components, then every picture's place along them.
  void find_components(api::Answer& answer) {
    const int width = static_cast<int>(features_.size()) / count_;
    if (!eigen_) {
      eigen_.emplace(moments_.covariance(), width, std::min(components_used, width));
      mean_.assign(static_cast<size_t>(width), 0);
      for (size_t i = 0; i < features_.size(); ++i)
        mean_[i % static_cast<size_t>(width)] += features_[i] / static_cast<float>(count_);
    } else if (!found_) {
      found_ = eigen_->step();
    } else {
      project(width);
    }
    answer.progress = {"map: components", projected_, count_};
    if (projected_ < count_) return;
    const auto columns = static_cast<size_t>(eigen_->values().size());
    for (size_t i = 0; i < static_cast<size_t>(count_); ++i)
      answer.points.insert(answer.points.end(),
                           {along_[i * columns], columns > 1 ? along_[i * columns + 1] : 0.0F});
    fit_into_square(answer.points);
    answer.count = count_;
    Tsne::Options options;
    options.seed = samples_.seed();
    tsne_.emplace(std::move(along_), count_, static_cast<int>(columns), options);
    main_known_ = true;
    features_ = {};
  }

  void project(int width) {
    const auto all = static_cast<size_t>(width);
    for (int i = 0; i < projected_at_once && projected_ < count_; ++i, ++projected_) {
      const float* row = &features_[static_cast<size_t>(projected_) * all];
      for (size_t k = 0; k < eigen_->values().size(); ++k) {
        const float* component = &eigen_->vectors()[k * all];
        double sum = 0;
        for (size_t j = 0; j < all; ++j) sum += static_cast<double>((row[j] - mean_[j]) * component[j]);
        along_.push_back(static_cast<float>(sum));
      }
    }
  }

  void finish(api::Answer& answer) {
    answer.points = tsne_->positions();
    fit_into_square(answer.points);
    const GridPlaces places = grid_places(answer.points);
    api::Curve cells{std::string(layout::cells), {}, {}};
    for (const int column : places.column) cells.x.push_back(static_cast<float>(column));
    for (const int row : places.row) cells.y.push_back(static_cast<float>(row));
    answer.curves.push_back(std::move(cells));
    if (!labels_.empty())
      answer.table.push_back({std::string(layout::labels), "", {labels_.begin(), labels_.end()}});
    answer.table.push_back({std::string(layout::grid), "", {static_cast<double>(places.side)}});
    answer.table.push_back({std::string(layout::features), learned_ ? "learned" : "pixels", {}});
    answer.table.push_back({std::string(layout::divergence), "", {tsne_->divergence()}});
    answer.width = width_;
    answer.height = height_;
    answer.pixels = std::move(thumbnails_);
    answer.progress = {"map: laying out", tsne_->total(), tsne_->total()};
  }

  SeededSamples samples_;
  int count_ = 0, drawn_ = 0, projected_ = 0;
  bool learned_ = false;             ///< the features are the embedder's
  int width_ = 0, height_ = 0;       ///< of a thumbnail
  std::vector<uint8_t> thumbnails_;  ///< [count, height, width, 4]
  std::vector<int> labels_;
  FeatureMoments moments_;
  std::vector<float> features_, mean_;  ///< [count, width], [width]
  std::optional<LeadingEigen> eigen_;
  bool found_ = false, main_known_ = false;
  std::vector<float> along_;  ///< [count, components]
  std::optional<Tsne> tsne_;
};

}  // namespace

ToolEntry layout_tool() {
  return {.key = "layout",
          .failure = "The map could not be laid out",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Layout); }};
}

}  // namespace ganscope::explore
