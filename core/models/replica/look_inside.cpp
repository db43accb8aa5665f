#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "core/models/learning/state.h"
#include "core/models/replica/generator_replica.h"
#include "core/models/replica/layer_notes.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

using networks::LayerNote;

/// Thrown out of a traced pass as soon as it has shown what was wanted: later layers cost the most.
struct SeenEnough {};

api::Rows to_rows(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().flatten(1).to(at::kCPU, at::kFloat).contiguous();  // [N, width]
  return {static_cast<int>(flat.size(0)),
          static_cast<int>(flat.size(1)),
          {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()}};
}

void append(api::Rows& whole, api::Rows piece) {
  whole.count += piece.count;
  whole.width = piece.width;
  whole.values.insert(whole.values.end(), piece.values.begin(), piece.values.end());
}

/// Runs `pass` and stops it when `see` has thrown SeenEnough; false: it never did.
template <class Pass>
bool stopped_early(const Pass& pass) {
  try {
    pass();
  } catch (const SeenEnough&) {
    return true;
  }
  return false;
}

tl::unexpected<Failure> no_such_layer() {
  return fail(FailureKind::unsupported, "this generator has no second layer", "network",
              "choose a network with a hidden layer");
}

}  // namespace

Expected<api::Rows> GeneratorReplica::features(const train::Snapshot& snapshot, api::Model model,
                                               const std::vector<float>& latents,
                                               const std::vector<int>& labels, api::Space space) {
  const c10::InferenceMode inference;
  const auto g = weights_of(snapshot, model, latents);
  if (!g) return tl::unexpected(g.error());
  const auto count = static_cast<int64_t>(latents.size()) / task_.latent_dim;
  if (auto labelled = check_labels(labels, count); !labelled) return tl::unexpected(labelled.error());
  api::Rows all;
  for (int64_t from = 0; from < count; from += chunk) {
    const int64_t n = std::min(chunk, count - from);
    const at::Tensor rows = rows_of(latents, from, n, task_.latent_dim).to(g->flat.device());
    const at::Tensor w = space == api::Space::z ? g_->map(*g, rows) : rows;
    networks::Trace trace;
    bool first_passed = false;
    trace.see = [&](const LayerNote& note, const at::Tensor& in, const at::Tensor&) {
      if (first_passed && !belongs_to_layer_before(note)) {
        append(all, to_rows(in));
        throw SeenEnough{};
      }
      first_passed = first_passed || is_product(note);
    };
    networks::Weights traced = *g;
    traced.trace = &trace;
    const at::Tensor y = label_rows(labels, from, n, g->flat.device());
    if (!stopped_early([&] { (void)g_->synthesise(traced, w, y, networks::Mode::evaluation); }))
      return no_such_layer();
  }
  return all;
}

Expected<api::Rows> GeneratorReplica::first_weights(const train::Snapshot& snapshot, api::Model model,
                                                    api::Space space) {
  const c10::InferenceMode inference;
  const auto g = weights_of(snapshot, model, {});
  if (!g) return tl::unexpected(g.error());
  networks::Trace trace;
  std::optional<size_t> matrix;  // its place in the layout
  trace.see = [&](const LayerNote& note, const at::Tensor&, const at::Tensor&) {
    if (!is_product(note)) return;
    matrix = note.parameters.front();
    throw SeenEnough{};
  };
  networks::Weights traced = *g;
  traced.trace = &trace;
  const at::Tensor latent = at::zeros({1, task_.latent_dim}, g->flat.options());
  const at::Tensor y = label_rows({0}, 0, 1, g->flat.device());
  (void)stopped_early([&] {
    const at::Tensor w = space == api::Space::z ? g_->map(traced, latent) : latent;
    (void)g_->synthesise(traced, w, y, networks::Mode::evaluation);
  });
  if (!matrix) return no_such_layer();
  const at::Tensor& weights = g->parameters[*matrix];  // [outputs, numbers of the latent + embedding]
  const bool of_mapping = space == api::Space::z && g_->has_mapping();
  const int64_t seen = of_mapping ? task_.latent_dim : g_->latent_parts().front();
  if (weights.dim() != 2 || weights.size(1) < seen)
    return fail(FailureKind::unsupported, "the first layer of this generator is no matrix", "network",
                "choose a network that begins with a linear layer");
  const at::Tensor all = at::zeros({weights.size(0), task_.latent_dim}, weights.options());
  all.narrow(1, 0, seen).copy_(weights.narrow(1, 0, seen));
  return to_rows(all);
}

Expected<api::Rows> GeneratorReplica::pull(const train::Snapshot& snapshot, api::Model model,
                                           const std::vector<float>& latents, const std::vector<int>& labels,
                                           api::Space space, const train::PictureSlopes& slopes) {
  if (task_.points)
    return fail(FailureKind::unsupported, "this model draws points", "replica", "ask for pictures");
  const auto g = weights_of(snapshot, model, latents);
  if (!g) return tl::unexpected(g.error());
  const auto count = static_cast<int64_t>(latents.size()) / task_.latent_dim;
  if (auto labelled = check_labels(labels, count); !labelled) return tl::unexpected(labelled.error());
  api::Rows all;
  for (int64_t from = 0; from < count; from += chunk) {
    const int64_t n = std::min(chunk, count - from);
    const at::AutoGradMode with_graph(true);
    at::Tensor rows = rows_of(latents, from, n, task_.latent_dim).to(g->flat.device());
    rows.set_requires_grad(true);
    const at::Tensor w = space == api::Space::z ? g_->map(*g, rows) : rows;
    const at::Tensor pictures = g_->synthesise(*g, w, label_rows(labels, from, n, rows.device()),
                                               networks::Mode::evaluation);  // [n, C, H, W]
    const auto wanted = slopes(to_rows(pictures));
    if (!wanted) return tl::unexpected(wanted.error());
    TORCH_CHECK(static_cast<int64_t>(wanted->values.size()) == pictures.numel(), "slopes of another shape");
    const at::Tensor by_picture =
        rows_of(wanted->values, 0, n, pictures.numel() / n).view(pictures.sizes()).to(rows.device());
    append(all, to_rows(torch::autograd::grad({pictures}, {rows}, {by_picture}).front()));
  }
  return all;
}

}  // namespace ganscope::models
