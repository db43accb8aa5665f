#include "core/foreign/foreign_stepper.h"

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace ganscope::foreign {

ForeignStepper::ForeignStepper(std::shared_ptr<Generator> generator, std::string title)
    : generator_(std::move(generator)),
      title_(std::move(title)),
      snapshot_(std::make_shared<ForeignSnapshot>(static_cast<size_t>(generator_->facts.parameters) *
                                                  sizeof(float))) {}

train::ReplicaFactory ForeignStepper::replicas() const {
  return [generator = generator_](const config::Experiment&, const api::DataInfo&) {
    return Expected<std::unique_ptr<train::Replica>>(std::make_unique<ForeignReplica>(generator));
  };
}

train::StepReport ForeignStepper::step(api::StepKind /*kind*/, train::StepObserver* /*observer*/) {
  throw std::logic_error("a generator from elsewhere cannot be trained");
}

Expected<void> ForeignStepper::import_state(const storage::TensorFile& /*file*/) {
  return fail(FailureKind::unsupported, "A generator from elsewhere has no state to go on from", title_,
              "open the file itself");
}

api::DataInfo ForeignStepper::data_info() const {
  const Facts& facts = generator_->facts;
  api::DataInfo info;
  info.key = "generator";
  info.title = title_;
  info.channels = facts.channels;
  info.height = facts.height;
  info.width = facts.width;
  for (int i = 0; i < facts.classes; ++i) info.label_names.push_back(std::to_string(i));
  return info;
}

Expected<std::unique_ptr<train::Stepper>> open_generator(const Apart& apart, const std::string& path,
                                                         int latent_dim, const WorkContext& context) {
  const auto facts = probe_apart(apart, path, latent_dim, context);
  if (!facts) return tl::unexpected(facts.error());
  auto module = read_module(path);
  if (!module) return tl::unexpected(module.error());
  return std::make_unique<ForeignStepper>(std::make_shared<Generator>(Generator{std::move(*module), *facts}),
                                          std::filesystem::path(path).filename().string());
}

}  // namespace ganscope::foreign
