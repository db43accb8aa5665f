#include <ATen/ops/equal.h>
#include <ATen/ops/slice.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/gan/gan_replica.h"
#include "core/gan/gan_state.h"
#include "core/gan/rows.h"
#include "core/gan/torch_compat.h"
#include "core/networks/trace.h"

namespace ganscope::gan {
namespace {

/// Every second row and column of maps [n, C, H, W], where the others only repeat them.
at::Tensor without_repetition(const at::Tensor& maps) {
  if (maps.size(2) % 2 != 0 || maps.size(3) % 2 != 0) return maps;
  const auto part = [&](int64_t row, int64_t column) {
    return at::slice(at::slice(maps, 2, row, maps.size(2), 2), 3, column, maps.size(3), 2);
  };
  const at::Tensor first = part(0, 0);
  const bool repeats =
      at::equal(first, part(0, 1)) && at::equal(first, part(1, 0)) && at::equal(first, part(1, 1));
  return repeats ? first : maps;
}

std::vector<float> flat_values(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
  return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

bool makes_maps(std::string_view kind) { return kind == "convolution" || kind == "transposed convolution"; }

}  // namespace

std::optional<size_t> GanReplica::layer_of_maps(const networks::Weights& g) const {
  const c10::InferenceMode inference;
  networks::Trace trace;
  networks::Weights traced = g;
  traced.trace = &trace;
  const at::Tensor latent = at::zeros({1, task_.latent_dim}, g.flat.options());
  const at::Tensor y = task_.classes > 0 ? at::zeros({1}, g.flat.options().dtype(at::kLong)) : at::Tensor();
  (void)g_->synthesise(traced, latent, y, networks::Mode::evaluation);
  std::optional<size_t> found;
  for (size_t i = 0; i < trace.notes.size(); ++i)
    if (makes_maps(trace.notes[i].kind) && trace.notes[i].in.size() == 3) found = i;
  return found;
}

Expected<api::Rows> GanReplica::pull_features(const train::Snapshot& snapshot, api::Model model,
                                              const std::vector<float>& latents,
                                              const std::vector<int>& labels, api::Space space,
                                              const train::FeatureSlopes& slopes) {
  if (task_.points)
    return fail(FailureKind::unsupported, "this model draws points", "replica", "ask for pictures");
  const auto g = weights_of(snapshot, model, latents);
  if (!g) return tl::unexpected(g.error());
  const auto count = static_cast<int64_t>(latents.size()) / task_.latent_dim;
  if (auto labelled = check_labels(labels, count); !labelled) return tl::unexpected(labelled.error());
  const auto layer = layer_of_maps(*g);
  if (!layer)
    return fail(FailureKind::unsupported, "this generator draws without maps, all pixels at once", "network",
                "paint on its picture instead");
  api::Rows all{0, task_.latent_dim, {}};
  for (int64_t from = 0; from < count; from += chunk) {
    const int64_t n = std::min(chunk, count - from);
    const at::AutoGradMode with_graph(true);
    at::Tensor rows = rows_of(latents, from, n, task_.latent_dim).to(g->flat.device());
    rows.set_requires_grad(true);
    at::Tensor maps;
    networks::Trace trace;
    trace.see = [&](const networks::LayerNote&, const at::Tensor& in, const at::Tensor&) {
      if (trace.notes.size() == *layer + 1) maps = without_repetition(in);
    };
    networks::Weights traced = *g;
    const at::Tensor w = space == api::Space::z ? g_->map(*g, rows) : rows;
    traced.trace = &trace;
    const at::Tensor pictures =
        g_->synthesise(traced, w, label_rows(labels, from, n, rows.device()), networks::Mode::evaluation);
    const train::FeatureMaps seen{static_cast<int>(n), static_cast<int>(maps.size(1)),
                                  static_cast<int>(maps.size(2)), static_cast<int>(maps.size(3)),
                                  flat_values(maps)};
    const api::Rows drawn{static_cast<int>(n), static_cast<int>(pictures.numel() / n), flat_values(pictures)};
    const auto wanted = slopes(seen, drawn);
    if (!wanted) return tl::unexpected(wanted.error());
    TORCH_CHECK(static_cast<int64_t>(wanted->size()) == maps.numel(), "slopes of another shape");
    const at::Tensor by_map = rows_of(*wanted, 0, n, maps.numel() / n).view(maps.sizes()).to(rows.device());
    const std::vector<float> found =
        flat_values(torch::autograd::grad({maps}, {rows}, {by_map}).front());  // [n, latent_dim]
    all.count += static_cast<int>(n);
    all.values.insert(all.values.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace ganscope::gan
