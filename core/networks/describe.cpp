#include "core/networks/describe.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include <utility>

#include "core/networks/trace.h"

namespace ganscope::networks {
namespace {

Weights zeros(const Layout& layout, Trace& trace) {
  Weights weights = layout.view(at::zeros({layout.flat_size()}, at::kFloat),
                                at::zeros({layout.flat_buffer_size()}, at::kFloat), false);
  weights.trace = &trace;
  return weights;
}

// "block1.convolution.weight" → "block1.convolution"
std::string layer_name(const std::string& parameter) { return parameter.substr(0, parameter.rfind('.')); }

at::Tensor labels_of(const Task& task, int64_t samples) {
  if (task.captions) return at::zeros({samples, task.classes}, at::kFloat);
  return task.classes > 0 ? at::zeros({samples}, at::kLong) : at::Tensor();
}

std::vector<api::LayerRow> rows_of(const Layout& layout, const Trace& trace, const std::string& player) {
  std::vector<api::LayerRow> rows;
  for (const LayerNote& note : trace.notes) {
    api::LayerRow row{player, "", note.kind, note.details, note.in, note.out, 0, note.macs};
    for (const size_t parameter : note.parameters) {
      const Part& part = layout.parameters()[parameter];
      row.name = layer_name(part.name);
      row.parameters += part.count;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::vector<api::LayerRow> describe(const Layout& layout, const std::string& player,
                                    const std::function<void(const Weights&)>& pass) {
  const at::NoGradGuard no_grad;
  Trace trace;
  pass(zeros(layout, trace));
  return rows_of(layout, trace, player);
}

std::vector<api::LayerRow> describe(const Generator& g, const Task& task, const std::string& player) {
  return describe(g.layout(), player, [&](const Weights& weights) {
    (void)g.forward(weights, at::zeros({1, task.latent_dim}, at::kFloat), labels_of(task, 1),
                    Mode::evaluation);
  });
}

std::vector<api::LayerRow> describe(const Discriminator& d, const Task& task, const std::string& player) {
  const int64_t samples = task.packing;  // one pack
  const at::Tensor shown = task.points
                               ? at::zeros({samples, task.dimensions}, at::kFloat)
                               : at::zeros({samples, task.channels, task.height, task.width}, at::kFloat)
                                     .contiguous(at::MemoryFormat::ChannelsLast);
  return describe(d.layout(), player, [&](const Weights& weights) {
    (void)d.judge(weights, pack(shown, task.packing), labels_of(task, samples), Mode::evaluation);
  });
}

std::vector<api::LayerRow> describe(const Generator& g, const Discriminator& d, const Task& task) {
  std::vector<api::LayerRow> rows = describe(g, task, "generator");
  const std::vector<api::LayerRow> of_d = describe(d, task, "discriminator");
  rows.insert(rows.end(), of_d.begin(), of_d.end());
  return rows;
}

Expected<std::vector<api::LayerRow>> describe(const config::Settings& settings, const Task& task) {
  const auto entry = find_network(settings);
  if (!entry) return tl::unexpected(entry.error());
  const auto g = (*entry)->make_generator(settings, task);
  if (!g) return tl::unexpected(g.error());
  const auto d = (*entry)->make_discriminator(settings, task);
  if (!d) return tl::unexpected(d.error());
  return describe(**g, **d, task);
}

}  // namespace ganscope::networks
