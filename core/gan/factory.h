#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// Where tensors live. `automatic`: a GPU when this LibTorch can use one, else silently the CPU.
enum class Device { automatic, cpu, cuda };

/// Loads the data that the experiment names and builds its networks. For train::StepperFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper(Device device,
                                                                     const config::Experiment& experiment,
                                                                     const WorkContext& context);

/// The same on data that are already in memory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper_on(Device device,
                                                                        const config::Experiment& experiment,
                                                                        data::DatasetPointer data);

/// For train::RendererFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Renderer>> make_renderer(Device device,
                                                                       const config::Experiment& experiment,
                                                                       const api::DataInfo& data);

}  // namespace ganscope::gan
