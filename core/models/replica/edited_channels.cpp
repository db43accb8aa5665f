#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>

#include <string>
#include <utility>

#include "core/models/replica/generator_replica.h"

namespace ganscope::models {
namespace {

/// Thrown out of a pass whose layers do not have what an edit names.
struct NoSuchChannel {
  train::ChannelEdit edit;
};

/// What one channel is multiplied by, [1, C, 1, 1] or [1, width]; undefined where this layer is left alone.
at::Tensor scales_of(const std::vector<train::ChannelEdit>& edits, int layer, const at::Tensor& answers) {
  at::Tensor scales;
  for (const train::ChannelEdit& edit : edits) {
    if (edit.layer != layer) continue;
    if (edit.channel < 0 || edit.channel >= answers.size(1)) throw NoSuchChannel{edit};
    if (!scales.defined()) scales = at::ones({answers.size(1)}, at::kFloat);
    scales.data_ptr<float>()[edit.channel] *= edit.scale;
  }
  if (!scales.defined()) return scales;
  scales = scales.to(answers.device());
  return answers.dim() == 4 ? scales.view({1, -1, 1, 1}) : scales.view({1, -1});
}

void append_answers(const at::Tensor& answers, bool wanted, train::HiddenLayer& layer) {
  layer.channels = static_cast<int>(answers.size(1));
  layer.height = answers.dim() == 4 ? static_cast<int>(answers.size(2)) : 1;
  layer.width = answers.dim() == 4 ? static_cast<int>(answers.size(3)) : 1;
  if (!wanted) return;
  const at::Tensor flat = answers.flatten(1).to(at::kCPU, at::kFloat).contiguous();  // [N, C · H · W]
  layer.answers.count += static_cast<int>(flat.size(0));
  layer.answers.width = static_cast<int>(flat.size(1));
  layer.answers.values.insert(layer.answers.values.end(), flat.data_ptr<float>(),
                              flat.data_ptr<float>() + flat.numel());
}

}  // namespace

Expected<train::Inside> GeneratorReplica::look_inside(const train::Snapshot& snapshot, api::Model model,
                                                      const train::InsideAsk& ask) {
  train::Inside inside;
  int layer = 0;
  const auto synthesised = to_w_of(ask.space, ask.truncation);
  const ToW to_w = [&](const networks::Weights& g, const at::Tensor& rows) {
    layer = 0;  // every chunk of latents begins at the first layer
    return synthesised(g, rows);
  };
  networks::Editing editing;
  editing.answered = [&](const at::Tensor& answers) {
    const int here = layer++;
    if (static_cast<int>(inside.layers.size()) <= here) inside.layers.emplace_back();
    const at::Tensor scales = scales_of(ask.edits, here, answers);
    const at::Tensor passed = scales.defined() ? answers * scales : answers;
    append_answers(passed, ask.answers, inside.layers[static_cast<size_t>(here)]);
    return passed;
  };
  const auto refuse = [](const train::ChannelEdit& edit) {
    return fail(FailureKind::usage,
                "this generator has no channel " + std::to_string(edit.channel) + " in its layer " +
                    std::to_string(edit.layer),
                "channels", "choose one that is shown");
  };
  try {
    auto drawn = draw(snapshot, model, {ask.latents, ask.labels, {}, false, &editing}, to_w);
    if (!drawn) return tl::unexpected(drawn.error());
    inside.pictures = std::move(*drawn);
  } catch (const NoSuchChannel& wrong) {
    return refuse(wrong.edit);
  }
  for (const train::ChannelEdit& edit : ask.edits)
    if (edit.layer < 0 || edit.layer >= layer) return refuse(edit);
  return inside;
}

}  // namespace ganscope::models
