#include "core/gan/program.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/gan/gan_replica.h"
#include "core/gan/gan_state.h"
#include "core/networks/ordinary.h"

namespace ganscope::gan {
namespace {

constexpr int64_t checked_samples = 16;

std::string attribute_name(std::string name) {
  std::ranges::replace(name, '.', '_');
  return name;
}

/// The weights as tensors of their own, each an attribute of `module`, so that the tracer knows them by name.
networks::Weights registered(const networks::Layout& layout, const networks::Weights& weights,
                             torch::jit::Module& module) {
  networks::Weights own = weights;
  const auto take = [&](std::vector<at::Tensor>& tensors, const std::vector<networks::Part>& parts,
                        bool is_buffer) {
    for (size_t i = 0; i < tensors.size(); ++i) {
      tensors[i] = tensors[i].detach().cpu().contiguous().clone();
      module.register_parameter(attribute_name(parts[i].name), tensors[i], is_buffer);
    }
  };
  take(own.parameters, layout.parameters(), false);
  take(own.buffers, layout.buffers(), true);
  return own;
}

struct Inputs {
  at::Tensor z, labels;  ///< [n, latent_dim], [n] or undefined
  [[nodiscard]] torch::jit::Stack stack() const {
    torch::jit::Stack all{z};
    if (labels.defined()) all.emplace_back(labels);
    return all;
  }
};

Inputs inputs_of(const networks::Task& task, int64_t count) {
  Inputs inputs{at::empty({count, task.latent_dim}, at::kFloat), {}};
  Random random(1);
  random.fill_normal({inputs.z.data_ptr<float>(), static_cast<size_t>(inputs.z.numel())});
  if (task.classes == 0) return inputs;
  inputs.labels = at::zeros({count}, at::kLong);
  for (int64_t i = 0; i < count; ++i) inputs.labels.data_ptr<int64_t>()[i] = i % task.classes;
  return inputs;
}

/// The generator with what becomes of its samples: points are brought to the data's units, [1, dimensions]
/// each; undefined for pictures.
struct Drawing {
  const networks::Generator& generator;
  const networks::Weights& weights;
  at::Tensor unit, centre;

  [[nodiscard]] at::Tensor draw(const at::Tensor& z, const at::Tensor& labels) const {
    const at::Tensor samples = generator.forward(weights, z, labels, networks::Mode::evaluation);
    return unit.defined() ? samples * unit + centre : samples;
  }
};

Drawing drawing_of(const networks::Generator& generator, const networks::Weights& weights,
                   const networks::Task& task, const train::Snapshot& snapshot) {
  Drawing drawing{generator, weights, {}, {}};
  if (!task.points) return drawing;
  const PointScale& scale = dynamic_cast<const GanSnapshot&>(snapshot).scale();
  drawing.unit = at::empty({1, task.dimensions}, at::kFloat);
  drawing.centre = at::empty({1, task.dimensions}, at::kFloat);
  for (int64_t d = 0; d < task.dimensions; ++d) {
    drawing.unit.data_ptr<float>()[d] = scale.unit[static_cast<size_t>(d)];
    drawing.centre.data_ptr<float>()[d] = scale.centre[static_cast<size_t>(d)];
  }
  return drawing;
}

void trace_forward(const Drawing& drawing, const Inputs& example, torch::jit::Module& module) {
  const networks::OrdinaryOperations ordinary;
  const auto draw = [&](torch::jit::Stack in) {
    const at::Tensor labels = in.size() > 1 ? in[1].toTensor() : at::Tensor();
    return torch::jit::Stack{drawing.draw(in[0].toTensor(), labels).contiguous()};
  };
  std::vector<std::string> names{"z"};
  if (example.labels.defined()) names.emplace_back("labels");
  const auto traced = torch::jit::tracer::trace(
      example.stack(), draw, [](const torch::autograd::Variable&) { return std::string(); },
      /*strict=*/true, /*force_outplace=*/true, &module, names);
  torch::jit::Function* forward = module._ivalue()->compilation_unit()->create_function(
      c10::QualifiedName(*module.type()->name(), "forward"), traced.first->graph);
  module.type()->addMethod(forward);
}

Expected<std::pair<const GanReplica*, networks::Weights>> generator_of(const train::Replica& replica,
                                                                       const train::Snapshot& snapshot,
                                                                       api::Model model) {
  const auto* own = dynamic_cast<const GanReplica*>(&replica);
  if (own == nullptr)
    return fail(FailureKind::unsupported, "this model is not one of ganscope's own", "export",
                "export a run that ganscope has trained");
  auto weights = own->generator_weights(snapshot, model);
  if (!weights) return tl::unexpected(weights.error());
  return std::pair{own, std::move(*weights)};
}

}  // namespace

Expected<Program> program_of(const train::Replica& replica, const train::Snapshot& snapshot,
                             api::Model model) {
  const at::NoGradGuard no_grad;
  const auto found = generator_of(replica, snapshot, model);
  if (!found) return tl::unexpected(found.error());
  const auto& [own, weights] = *found;
  const networks::Task& task = own->task();
  torch::jit::Module module("Generator");
  const networks::Weights named = registered(own->generator().layout(), weights, module);
  module.register_attribute("latent_dim", c10::IntType::get(), task.latent_dim);
  module.register_attribute("classes", c10::IntType::get(), task.classes);
  module.register_attribute("training", c10::BoolType::get(), false);
  const Inputs inputs = inputs_of(task, checked_samples);
  const Drawing drawing = drawing_of(own->generator(), named, task, snapshot);
  trace_forward(drawing, inputs, module);

  std::stringstream file;
  module.save(file);
  torch::jit::Module again = torch::jit::load(file);
  const at::Tensor theirs = again.forward(inputs.stack()).toTensor();
  const at::Tensor ours = drawing.draw(inputs.z, inputs.labels);
  const at::Tensor apart = drawing.unit.defined() ? (theirs - ours) / drawing.unit : theirs - ours;
  return Program{file.str(), apart.abs().max().item().toDouble()};
}

Expected<storage::TensorFile> tensors_of(const train::Replica& replica, const train::Snapshot& snapshot,
                                         api::Model model) {
  const auto found = generator_of(replica, snapshot, model);
  if (!found) return tl::unexpected(found.error());
  const auto& [own, weights] = *found;
  storage::TensorFile file;
  const auto add = [&](const std::vector<networks::Part>& parts, const std::vector<at::Tensor>& tensors) {
    for (size_t i = 0; i < tensors.size(); ++i) {
      const at::Tensor plain = tensors[i].detach().cpu().contiguous();
      const auto* bytes = reinterpret_cast<const uint8_t*>(plain.data_ptr<float>());
      file.tensors.push_back({parts[i].name,
                              storage::DType::f32,
                              plain.sizes().vec(),
                              {bytes, bytes + plain.numel() * static_cast<int64_t>(sizeof(float))}});
    }
  };
  add(own->generator().layout().parameters(), weights.parameters);
  add(own->generator().layout().buffers(), weights.buffers);
  file.metadata = {{"format", "pt"},
                   {"latent_dim", std::to_string(own->task().latent_dim)},
                   {"classes", std::to_string(own->task().classes)},
                   {"step", std::to_string(snapshot.step())}};
  return file;
}

}  // namespace ganscope::gan
