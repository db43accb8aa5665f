#include "core/models/translation/translator_replica.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {

Expected<api::Answer> TranslatorReplica::render(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                                                const std::vector<float>& /*latents*/,
                                                const std::vector<int>& /*labels*/, bool /*scored*/) {
  return fail(FailureKind::unsupported, "this model draws from pictures, not from latents", "replica",
              "give it pictures: ganscope translate RUN IMAGE… --out DIR");
}

Expected<train::Translated> TranslatorReplica::translate(const train::Snapshot& snapshot, api::Model model,
                                                         const api::Rows& inputs, int direction) {
  const c10::InferenceMode inference;
  const auto own = own_snapshot(snapshot);
  if (!own) return tl::unexpected(own.error());
  if (direction < 0 || static_cast<size_t>(direction) >= directions_.size())
    return fail(FailureKind::usage, fmt::format("this model has no direction {}", direction), "direction",
                fmt::format("it has {}", directions_.size()));
  const int64_t channels = direction == 0 ? task_.input_channels : task_.channels;
  if (inputs.width != channels * task_.height * task_.width)
    return fail(FailureKind::usage, "these inputs are not of the size that the model was trained on",
                "inputs",
                fmt::format("give {}×{} pixels of {} channels", task_.width, task_.height, channels));
  const DirectionPlan& plan = directions_[static_cast<size_t>(direction)];
  const networks::Weights weights = player_weights(**own, plan.player, plan.translator->layout(), model);
  const bool judged = plan.judge != nullptr && (*own)->whole();

  train::Translated made;
  made.pictures.step = (*own)->step();
  made.pictures.width = task_.width;
  made.pictures.height = task_.height;
  made.masks.width = task_.height * task_.width;
  for (int64_t from = 0; from < inputs.count; from += chunk) {
    const int64_t n = std::min<int64_t>(chunk, inputs.count - from);
    const at::Tensor x = rows_of(inputs.values, from, n, inputs.width)
                             .view({n, channels, task_.height, task_.width})
                             .to(weights.flat.device())
                             .contiguous(at::MemoryFormat::ChannelsLast);
    const Translator::Drawn drawn = plan.translator->draw(weights, x, networks::Mode::evaluation);
    append_samples(drawn.pictures, made.pictures);
    if (plan.translator->ending() == Translator::Ending::masked) {
      const at::Tensor mask = drawn.mask.to(at::kCPU).contiguous();  // [n, 1, H, W]
      made.masks.values.insert(made.masks.values.end(), mask.data_ptr<float>(),
                               mask.data_ptr<float>() + mask.numel());
    }
    if (judged) {
      const networks::Weights d =
          player_weights(**own, plan.judge_player, plan.judge->layout(), api::Model::raw);
      const at::Tensor shown =
          plan.judge_sees_input ? at::cat({x, drawn.pictures}, 1).contiguous(at::MemoryFormat::ChannelsLast)
                                : drawn.pictures.contiguous(at::MemoryFormat::ChannelsLast);
      append_scores(plan.judge->forward(d, shown).mean(1), made.pictures.scores);
    }
  }
  made.pictures.count = inputs.count;
  if (!made.masks.values.empty()) made.masks.count = inputs.count;
  return made;
}

}  // namespace ganscope::models
