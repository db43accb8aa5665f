#include "core/scorers/picture_embedder.h"

#include <utility>

#include "core/api/sample_bytes.h"
#include "core/base/form_kinds.h"
#include "core/metrics/pictures/features.h"
#include "core/scorers/line_embedder.h"

namespace ganscope::scorers {
namespace {

class PictureEmbedder final : public train::Embedder {
 public:
  explicit PictureEmbedder(data::DatasetPointer dataset)
      : dataset_(std::move(dataset)), training_(std::make_unique<metrics::FeatureTraining>(dataset_)) {}

  bool learn() override {
    if (network_) return true;
    if (training_->step()) return false;
    network_ = training_->finish();
    done_ = training_->total();
    training_.reset();
    return true;
  }

  [[nodiscard]] Progress progress() const override {
    constexpr const char* what = "learning to see likeness";
    return training_ ? Progress{what, training_->done(), training_->total()} : Progress{what, done_, done_};
  }

  Expected<api::Rows> embed(std::span<const uint8_t> pixels, int64_t count) override {
    if (!network_)
      return fail(FailureKind::unsupported, "this network has not learned yet", "embedder", "let it learn");
    if (pixels.size() != static_cast<size_t>(count) * dataset_->picture_bytes())
      return fail(FailureKind::usage, "these pictures have another size than the data", "embedder",
                  "give it what the model draws");
    metrics::Seen seen = network_->look(pixels, count);
    return api::Rows{static_cast<int>(count), metrics::feature_count, std::move(seen.features)};
  }

  Expected<api::Rows> embed(const api::Answer& pictures) override {
    return embed(api::sample_bytes(pictures, dataset_->channels), pictures.count);
  }

  Expected<api::Rows> chances(const api::Answer& pictures) override {
    if (!dataset_->has_labels()) return Embedder::chances(pictures);
    const auto features = embed(pictures);
    if (!features) return features;
    return api::Rows{features->count, static_cast<int>(dataset_->label_names.size()),
                     network_->chances(features->values, 0)};  // classes are what it is asked first
  }

 private:
  data::DatasetPointer dataset_;
  std::unique_ptr<metrics::FeatureTraining> training_;  ///< null: it has learned
  std::unique_ptr<metrics::FeatureNetwork> network_;
  int64_t done_ = 0;
};

}  // namespace

Expected<std::unique_ptr<train::Embedder>> make_picture_embedder(const data::DatasetPointer& dataset) {
  if (dataset->is_points() || dataset->count == 0)
    return fail(FailureKind::unsupported, "only pictures have features", dataset->title,
                "choose a model that draws pictures");
  if (are_lines(dataset->form)) return make_line_embedder(dataset);
  return std::make_unique<PictureEmbedder>(dataset);
}

}  // namespace ganscope::scorers
