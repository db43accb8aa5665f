#include "core/models/replica/program.h"

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
#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/networks/ordinary.h"

namespace ganscope::models {
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

/// What a method of the program is given: z or w, and classes as numbers or as shares of all.
struct Inputs {
  at::Tensor latents;  ///< [n, latent_dim]
  at::Tensor classes;  ///< [n] of labels, [n, classes] of shares, or undefined
  [[nodiscard]] torch::jit::Stack stack() const {
    torch::jit::Stack all{latents};
    if (classes.defined()) all.emplace_back(classes);
    return all;
  }
};

Inputs inputs_of(const networks::Task& task, int64_t count) {
  Inputs inputs{at::empty({count, task.latent_dim}, at::kFloat), {}};
  Random random(1);
  random.fill_normal({inputs.latents.data_ptr<float>(), static_cast<size_t>(inputs.latents.numel())});
  if (task.classes == 0) return inputs;
  inputs.classes = at::zeros({count}, at::kLong);
  for (int64_t i = 0; i < count; ++i) inputs.classes.data_ptr<int64_t>()[i] = i % task.classes;
  return inputs;
}

/// The same with every class given by its shares.
Inputs with_shares(const Inputs& inputs, int64_t classes) {
  const at::Tensor shares = at::zeros({inputs.latents.size(0), classes}, at::kFloat);
  for (int64_t i = 0; i < shares.size(0); ++i)
    shares.data_ptr<float>()[i * classes + inputs.classes.data_ptr<int64_t>()[i]] = 1;
  return {inputs.latents, shares};
}

/// The generator with what becomes of its samples: points are brought to the data's units, [1, dimensions]
/// each; undefined for pictures.
struct Drawing {
  const networks::Generator& generator;
  const networks::Weights& weights;
  at::Tensor unit, centre;

  [[nodiscard]] at::Tensor draw(const at::Tensor& z, const at::Tensor& classes) const {
    return from_w(generator.map(weights, z), classes);
  }
  [[nodiscard]] at::Tensor from_w(const at::Tensor& w, const at::Tensor& classes) const {
    const at::Tensor samples = generator.synthesise(weights, w, classes, networks::Mode::evaluation);
    return unit.defined() ? samples * unit + centre : samples;
  }
};

Drawing drawing_of(const networks::Generator& generator, const networks::Weights& weights,
                   const networks::Task& task, const train::Snapshot& snapshot) {
  Drawing drawing{generator, weights, {}, {}};
  if (!task.points) return drawing;
  const PointScale& scale = dynamic_cast<const ModelSnapshot&>(snapshot).scale();
  drawing.unit = at::empty({1, task.dimensions}, at::kFloat);
  drawing.centre = at::empty({1, task.dimensions}, at::kFloat);
  for (int64_t d = 0; d < task.dimensions; ++d) {
    drawing.unit.data_ptr<float>()[d] = scale.unit[static_cast<size_t>(d)];
    drawing.centre.data_ptr<float>()[d] = scale.centre[static_cast<size_t>(d)];
  }
  return drawing;
}

/// Adds a method to the program: `forward` from z, `forward_w` from w, each with `_shares` where classes come
/// as shares.
void trace_method(const Drawing& drawing, bool from_w, bool shares, const Inputs& example,
                  torch::jit::Module& module) {
  const networks::OrdinaryOperations ordinary;
  const auto draw = [&](torch::jit::Stack in) {
    const at::Tensor classes = in.size() > 1 ? in[1].toTensor() : at::Tensor();
    const at::Tensor drawn =
        from_w ? drawing.from_w(in[0].toTensor(), classes) : drawing.draw(in[0].toTensor(), classes);
    return torch::jit::Stack{drawn.contiguous()};
  };
  std::vector<std::string> names{from_w ? "w" : "z"};
  if (example.classes.defined()) names.emplace_back(shares ? "shares" : "labels");
  const auto traced = torch::jit::tracer::trace(
      example.stack(), draw, [](const torch::autograd::Variable&) { return std::string(); },
      /*strict=*/true, /*force_outplace=*/true, &module, names);
  const std::string name = std::string("forward") + (from_w ? "_w" : "") + (shares ? "_shares" : "");
  torch::jit::Function* method = module._ivalue()->compilation_unit()->create_function(
      c10::QualifiedName(*module.type()->name(), name), traced.first->graph);
  module.type()->addMethod(method);
}

void trace_methods(const Drawing& drawing, const Inputs& example, int64_t classes,
                   torch::jit::Module& module) {
  for (const bool from_w : {false, true}) {
    if (from_w && !drawing.generator.has_mapping()) continue;
    trace_method(drawing, from_w, false, example, module);
    if (classes > 0) trace_method(drawing, from_w, true, with_shares(example, classes), module);
  }
}

Expected<std::pair<const GeneratorReplica*, networks::Weights>> generator_of(const train::Replica& replica,
                                                                             const train::Snapshot& snapshot,
                                                                             api::Model model) {
  const auto* own = dynamic_cast<const GeneratorReplica*>(&replica);
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
  if (task.captions)
    return fail(FailureKind::unsupported, "a generator that is told captions is not exported as a program",
                "--torchscript", "export its weights: --out g.safetensors");
  torch::jit::Module module("Generator");
  const networks::Weights named = registered(own->network().layout(), weights, module);
  module.register_attribute("latent_dim", c10::IntType::get(), task.latent_dim);
  module.register_attribute("classes", c10::IntType::get(), task.classes);
  module.register_attribute("training", c10::BoolType::get(), false);
  if (own->network().has_mapping())
    module.register_attribute("mean_w", c10::TensorType::get(),
                              mean_of_w(own->network(), named, task.latent_dim, at::Device(at::kCPU)));
  const Inputs inputs = inputs_of(task, checked_samples);
  const Drawing drawing = drawing_of(own->network(), named, task, snapshot);
  trace_methods(drawing, inputs, task.classes, module);

  std::stringstream file;
  module.save(file);
  torch::jit::Module again = torch::jit::load(file);
  const at::Tensor theirs = again.forward(inputs.stack()).toTensor();
  const at::Tensor ours = drawing.draw(inputs.latents, inputs.classes);
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
  add(own->network().layout().parameters(), weights.parameters);
  add(own->network().layout().buffers(), weights.buffers);
  file.metadata = {{"format", "pt"},
                   {"latent_dim", std::to_string(own->task().latent_dim)},
                   {"classes", std::to_string(own->task().classes)},
                   {"step", std::to_string(snapshot.step())}};
  return file;
}

}  // namespace ganscope::models
