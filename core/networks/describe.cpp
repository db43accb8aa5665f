#include "core/networks/describe.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include <utility>

#include "core/networks/trace.h"

namespace ganscope::networks {
namespace {

using Net = api::LayerRow::Net;

Weights zeros(const Layout& layout, Trace& trace) {
  Weights weights = layout.view(at::zeros({layout.flat_size()}, at::kFloat),
                                at::zeros({layout.flat_buffer_size()}, at::kFloat), false);
  weights.trace = &trace;
  return weights;
}

// "block1.convolution.weight" → "block1.convolution"
std::string layer_name(const std::string& parameter) { return parameter.substr(0, parameter.rfind('.')); }

void append(std::vector<api::LayerRow>& rows, Net net, const Layout& layout, const Trace& trace) {
  for (const LayerNote& note : trace.notes) {
    api::LayerRow row{net, "", note.kind, note.details, note.in, note.out, 0, note.macs};
    for (const size_t parameter : note.parameters) {
      const Part& part = layout.parameters()[parameter];
      row.name = layer_name(part.name);
      row.parameters += part.count;
    }
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::vector<api::LayerRow> describe(const Generator& g, const Discriminator& d, const Task& task) {
  const at::NoGradGuard no_grad;
  const int64_t samples = task.packing;  // one pack
  const at::Tensor labels = task.classes > 0 ? at::zeros({samples}, at::kLong) : at::Tensor();
  const at::Tensor one_label = labels.defined() ? labels.narrow(0, 0, 1) : labels;
  Trace of_g, of_d;
  const at::Tensor made = g.forward(zeros(g.layout(), of_g), at::zeros({1, task.latent_dim}, at::kFloat),
                                    one_label, Mode::evaluation);
  std::vector<int64_t> several(static_cast<size_t>(made.dim()), 1);
  several[0] = samples;
  (void)d.judge(zeros(d.layout(), of_d), pack(made.repeat(several), task.packing), labels, Mode::evaluation);
  std::vector<api::LayerRow> rows;
  append(rows, Net::generator, g.layout(), of_g);
  append(rows, Net::discriminator, d.layout(), of_d);
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
