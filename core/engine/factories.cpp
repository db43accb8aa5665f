#include <filesystem>
#include <utility>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/foreign/foreign_stepper.h"
#include "core/models/gan/series_table.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"
#include "core/models/model.h"

namespace ganscope {
namespace {

models::Device device_of(DeviceChoice choice) {
  switch (choice) {
    case DeviceChoice::automatic:
      return models::Device::automatic;
    case DeviceChoice::cpu:
      return models::Device::cpu;
    case DeviceChoice::cuda:
      return models::Device::cuda;
  }
  return models::Device::automatic;
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

/// The same data with the run's numbers of their classes.
data::DatasetPointer relabelled(const data::DatasetPointer& dataset, const std::vector<int>& run_label,
                                const std::vector<std::string>& names) {
  auto copy = std::make_shared<data::Dataset>(*dataset);
  for (uint8_t& label : copy->labels) label = static_cast<uint8_t>(run_label[label]);
  copy->label_names = names;
  return copy;
}

Expected<train::Reference> reference_for(const std::string& spec, const config::Experiment& experiment,
                                         const api::DataInfo& drawn, const WorkContext& context) {
  auto of_data = config::with_overrides(catalogue(), experiment, spec, {});
  if (!of_data) return tl::unexpected(of_data.error());
  // Pictures of a folder are made as large as what is drawn; data of another size are refused below.
  of_data->settings.set("size", int64_t{drawn.width});
  of_data->settings.set("data_colour", std::string(drawn.channels == 1 ? "grey" : "rgb"));
  auto dataset = data::load_dataset(of_data->settings, context);
  if (!dataset) return tl::unexpected(dataset.error());
  const bool conditional = !drawn.label_names.empty();
  const auto match = models::match_data(drawn, models::describe(**dataset), conditional,
                                        models::Join::comparing, "--data " + spec);
  if (!match) return tl::unexpected(match.error());
  if (!match->run_label.empty() && (match->reordered || (*dataset)->label_names != drawn.label_names))
    *dataset = relabelled(*dataset, match->run_label, drawn.label_names);
  constexpr int shown = 64;
  constexpr uint64_t seed = 1;
  return train::Reference{*dataset, models::describe(**dataset), models::preview(**dataset, shown, seed)};
}

}  // namespace

train::GeneratorFactory make_generator_factory() {
  return [](const std::string& path, int latent_dim,
            const WorkContext& context) -> Expected<train::OpenedGenerator> {
    auto stepper = foreign::open_generator(foreign::Apart::usual(), path, latent_dim, context);
    if (!stepper) return tl::unexpected(stepper.error());
    auto experiment = stand_in(path, **stepper);
    if (!experiment) return tl::unexpected(experiment.error());
    const auto bytes = static_cast<size_t>((*stepper)->model_info().parameters()) * sizeof(float);
    const auto moment = [bytes](const follow::MomentFiles& files) {
      return std::make_shared<const foreign::ForeignSnapshot>(bytes, files);
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
  return {experiment, gan::series_table({}, false), reference_for};
}

train::StepperFactory make_stepper_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const WorkContext& context) {
    return models::make_stepper(device_of(device), experiment, context);
  };
}

train::ReplicaFactory make_replica_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const api::DataInfo& data) {
    return models::make_replica(device_of(device), experiment, data);
  };
}

}  // namespace ganscope
