#include "core/models/replica/model_replica.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

#include "core/base/sigmoid.h"

namespace ganscope::models {
namespace {

uint8_t to_byte(float value) {
  const float scaled = (value + 1.0F) * 127.5F + 0.5F;
  return static_cast<uint8_t>(std::clamp(scaled, 0.0F, 255.0F));  // NaN becomes 0 by clamp's comparisons
}

/// RGBA of grey or colour.
void append_pixels(const at::Tensor& rows, std::vector<uint8_t>& pixels) {  // [N, H, W, C]
  const int64_t channels = rows.size(3);
  const float* value = rows.data_ptr<float>();
  const float* const end = value + rows.numel();
  pixels.reserve(pixels.size() + static_cast<size_t>(rows.numel() / channels * 4));
  for (; value != end; value += channels) {
    for (int64_t c = 0; c < 3; ++c) pixels.push_back(to_byte(value[channels == 1 ? 0 : c]));
    pixels.push_back(255);
  }
}

}  // namespace

void ModelReplica::append_samples(const at::Tensor& samples, api::Answer& answer) const {
  const at::Tensor rows = samples.permute({0, 2, 3, 1}).to(at::kCPU).contiguous();  // [N, H, W, C]
  answer.width = painter_ ? painter_->width() : static_cast<int>(rows.size(2));
  answer.height = painter_ ? painter_->height() : static_cast<int>(rows.size(1));
  if (!painter_) return append_pixels(rows, answer.pixels);
  const auto values = static_cast<size_t>(rows.numel() / std::max<int64_t>(rows.size(0), 1));
  const float* value = rows.data_ptr<float>();
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const size_t from = answer.values.size();
    for (size_t k = 0; k < values; ++k) answer.values.push_back(to_byte(*value++));
    painter_->paint({answer.values.data() + from, values}, answer.pixels);
  }
}

api::Model drawn_model(const train::Snapshot& snapshot, api::Model wanted) {
  return snapshot.whole() ? wanted : api::Model::ema;
}

networks::Weights ModelReplica::player_weights(const ModelSnapshot& snapshot, size_t player,
                                               const networks::Layout& layout, api::Model model) {
  const PlayerState& state = snapshot.player(player);
  return drawn_model(snapshot, model) == api::Model::ema
             ? layout.view(state.average, state.average_buffers, false)
             : layout.view(state.weights, state.buffers, false);
}

Expected<const ModelSnapshot*> ModelReplica::own_snapshot(const train::Snapshot& snapshot) const {
  const auto* own = dynamic_cast<const ModelSnapshot*>(&snapshot);
  bool fits = own != nullptr && own->state().players.size() == plans_.size();
  for (size_t i = 0; fits && i < plans_.size(); ++i) {
    const PlayerState& player = own->player(i);
    const at::Tensor& there = own->whole() ? player.weights : player.average;
    fits = (!own->whole() && !plans_[i].names.averaged) || there.size(0) == plans_[i].layout->flat_size();
  }
  if (!fits)
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  return own;
}

void append_scores(const at::Tensor& logits, std::vector<float>& scores) {
  const at::Tensor plain = logits.to(at::kCPU).contiguous();  // [N]
  for (int64_t i = 0; i < plain.numel(); ++i) scores.push_back(sigmoid(plain.data_ptr<float>()[i]));
}

}  // namespace ganscope::models
