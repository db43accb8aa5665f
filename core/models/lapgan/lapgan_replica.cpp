#include "core/models/lapgan/lapgan_replica.h"

#include <utility>

#include "core/models/torch_compat.h"

namespace ganscope::lapgan {

LapganReplica::LapganReplica(const config::Settings& settings, const networks::Task& task, Networks networks)
    : GeneratorReplica(std::make_unique<Pyramid>(settings, task), nullptr, task, {}),
      networks_(std::move(networks)) {
  plans_ = plans_of(networks_, task);
}

Expected<networks::Weights> LapganReplica::weights_of(const train::Snapshot& snapshot, api::Model model,
                                                      const std::vector<float>& rows) const {
  const auto* own = dynamic_cast<const models::ModelSnapshot*>(&snapshot);
  std::vector<networks::Weights> of_levels;
  for (size_t i = 0; i < levels; ++i) {
    const networks::Layout& layout = networks_.g[i]->layout();
    if (own == nullptr || own->state().players.size() != 2 * levels ||
        own->player(g_of(i)).average.size(0) != layout.flat_size())
      return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                  "open the run anew");
    of_levels.push_back(player_weights(*own, g_of(i), layout, model));
  }
  if (auto whole = check_latents(rows); !whole) return tl::unexpected(whole.error());
  return Pyramid::joined(of_levels);
}

}  // namespace ganscope::lapgan
