#pragma once
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/models/device.h"
#include "core/models/learning/player_stepper.h"
#include "core/models/replica/generator_replica.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// How gradients are found (step/gradients.h): by what is quickest for these networks, or by LibTorch's graph
/// even where plain loops would do, to compare with.
enum class Way { quickest, graph };

/// For the registry of models (models::ModelEntry).
[[nodiscard]] Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning,
                                                                    Way way = Way::quickest);
[[nodiscard]] Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                                           const networks::Task& task);

/// As models::make_stepper_on, in a chosen way.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper_on(models::Device device,
                                                                        const config::Experiment& experiment,
                                                                        data::DatasetPointer data, Way way);

}  // namespace ganscope::gan
