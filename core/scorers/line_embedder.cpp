#include "core/scorers/line_embedder.h"

#include <cmath>
#include <utility>

namespace ganscope::scorers {
namespace {

class LineEmbedder final : public train::Embedder {
 public:
  explicit LineEmbedder(data::DatasetPointer dataset) : dataset_(std::move(dataset)) {}
  bool learn() override { return true; }
  [[nodiscard]] Progress progress() const override { return {"comparing words", 1, 1}; }

  Expected<api::Rows> embed(std::span<const uint8_t> bytes, int64_t count) override {
    const size_t each = dataset_->picture_bytes();
    if (bytes.size() != static_cast<size_t>(count) * each)
      return fail(FailureKind::usage, "these lines have another size than the data", "embedder",
                  "give it what the model draws");
    const float unit = static_cast<float>(std::sqrt(0.5) / 255);  // two numbers differ where a word does
    api::Rows rows{static_cast<int>(count), static_cast<int>(each), {}};
    rows.values.reserve(bytes.size());
    for (const uint8_t byte : bytes) rows.values.push_back(unit * static_cast<float>(byte));
    return rows;
  }

  Expected<api::Rows> embed(const api::Answer& drawn) override { return embed(drawn.values, drawn.count); }

 private:
  data::DatasetPointer dataset_;
};

}  // namespace

std::unique_ptr<train::Embedder> make_line_embedder(data::DatasetPointer dataset) {
  return std::make_unique<LineEmbedder>(std::move(dataset));
}

}  // namespace ganscope::scorers
