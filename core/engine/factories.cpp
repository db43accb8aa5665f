#include <filesystem>
#include <utility>

#include "core/engine/engine.h"
#include "core/foreign/foreign_stepper.h"
#include "core/gan/factory.h"
#include "core/gan/series_table.h"

namespace ganscope {
namespace {

gan::Device device_of(DeviceChoice choice) {
  switch (choice) {
    case DeviceChoice::automatic:
      return gan::Device::automatic;
    case DeviceChoice::cpu:
      return gan::Device::cpu;
    case DeviceChoice::cuda:
      return gan::Device::cuda;
  }
  return gan::Device::automatic;
}

/// An experiment in whose place a generator from elsewhere can stand: it is complete, so that whoever reads
/// the usual settings finds them, and says what is true of the generator where that is known.
Expected<config::Experiment> stand_in(const std::string& path, const train::Stepper& generator) {
  auto experiment = config::load_experiment(catalogue(), "faces");
  if (!experiment) return experiment;
  const std::filesystem::path file(path);
  experiment->name = file.stem().string();
  experiment->title = file.filename().string();
  experiment->help = "A generator from elsewhere.";
  for (const std::string& remark : generator.remarks()) experiment->help = remark;
  experiment->settings.set("latent_dim", int64_t{generator.latent_dim()});
  experiment->settings.set("conditional", !generator.data_info().label_names.empty());
  experiment->settings.set("mapping_layers", int64_t{0});
  return experiment;
}

}  // namespace

train::GeneratorFactory make_generator_factory() {
  return [](const std::string& path, int latent_dim,
            const WorkContext& context) -> Expected<train::OpenedGenerator> {
    auto stepper = foreign::open_generator(foreign::Apart::usual(), path, latent_dim, context);
    if (!stepper) return tl::unexpected(stepper.error());
    auto experiment = stand_in(path, **stepper);
    if (!experiment) return tl::unexpected(experiment.error());
    const auto bytes = static_cast<size_t>((*stepper)->parameters_g()) * sizeof(float);
    const auto moment = [bytes](int64_t step, const std::string& raw, const std::string& average) {
      return std::make_shared<const foreign::ForeignSnapshot>(bytes, step, raw, average);
    };
    return train::OpenedGenerator{std::move(*stepper), std::move(*experiment), moment};
  };
}

train::WatchedRuns watched_runs() {
  const auto experiment = [](const std::string& name, int latent_dim,
                             bool conditional) -> Expected<config::Experiment> {
    auto made = config::load_experiment(catalogue(), "faces");
    if (!made) return made;
    made->name = made->title = name;
    made->help = "A run of another program, followed here.";
    made->settings.set("latent_dim", int64_t{latent_dim});
    made->settings.set("conditional", conditional);
    made->settings.set("mapping_layers", int64_t{0});
    return made;
  };
  return {experiment, gan::series_table({}, false)};
}

train::StepperFactory make_stepper_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const WorkContext& context) {
    return gan::make_stepper(device_of(device), experiment, context);
  };
}

train::ReplicaFactory make_replica_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const api::DataInfo& data) {
    return gan::make_replica(device_of(device), experiment, data);
  };
}

}  // namespace ganscope
