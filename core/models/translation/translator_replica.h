#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "core/models/replica/model_replica.h"
#include "core/models/translation/translator.h"
#include "core/networks/task.h"

namespace ganscope::models {

/// A direction of a model that makes pictures of pictures: who draws and who judges, by their places in a
/// snapshot. The networks outlive the replica.
struct DirectionPlan {
  const Translator* translator = nullptr;
  size_t player = 0;
  const networks::PatchDiscriminator* judge = nullptr;  ///< null: nobody judges
  size_t judge_player = 0;
  bool judge_sees_input = false;
};

/// Makes pictures of pictures with the weights of a ModelSnapshot, in evaluation mode and without a graph. It
/// draws nothing from latents, and says so.
class TranslatorReplica : public ModelReplica {
 public:
  /// `task` is that of the first direction; in the others what goes in is a sample.
  TranslatorReplica(PlayerPlans plans, networks::Task task, std::vector<DirectionPlan> directions)
      : ModelReplica(std::move(plans)), task_(task), directions_(std::move(directions)) {}
  [[nodiscard]] Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, bool scored) override;
  [[nodiscard]] Expected<train::Translated> translate(const train::Snapshot& snapshot, api::Model model,
                                                      const api::Rows& inputs, int direction) override;

 private:
  networks::Task task_;
  std::vector<DirectionPlan> directions_;
};

}  // namespace ganscope::models
