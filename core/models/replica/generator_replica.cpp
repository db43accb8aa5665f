#include "core/models/replica/generator_replica.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/random.h"
#include "core/base/sigmoid.h"
#include "core/models/learning/state.h"
#include "core/models/replica/packs.h"
#include "core/models/replica/point_units.h"
#include "core/models/replica/rows.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

void append_points(const at::Tensor& points, const PointScale& scale, std::vector<float>& out) {
  const at::Tensor rows = points.to(at::kCPU).contiguous();  // [N, dimensions]
  const int64_t dimensions = rows.size(1);
  for (int64_t i = 0; i < rows.size(0); ++i) {
    for (int64_t d = 0; d < 2; ++d) {
      const float raw = d < dimensions ? rows.data_ptr<float>()[i * dimensions + d] : 0.0F;
      out.push_back(d < dimensions
                        ? raw * scale.unit[static_cast<size_t>(d)] + scale.centre[static_cast<size_t>(d)]
                        : 0.0F);
    }
  }
}

}  // namespace

at::Tensor mean_of_w(const networks::Generator& generator, const networks::Weights& g, int64_t latent_dim,
                     const at::Device& device) {
  const at::Tensor z = at::empty({1024, latent_dim}, at::kFloat);
  Random random(1);
  random.fill_normal({z.data_ptr<float>(), static_cast<size_t>(z.numel())});
  return generator.map(g, z.to(device)).mean({0}, /*keepdim=*/true);
}

GeneratorReplica::GeneratorReplica(std::unique_ptr<networks::Generator> g,
                                   std::unique_ptr<networks::Discriminator> d, networks::Task task,
                                   PlayerPlans plans)
    : ModelReplica(std::move(plans)), g_(std::move(g)), d_(std::move(d)), task_(task) {}

void GeneratorReplica::know(std::vector<captions::Caption> examples) {
  examples_ = std::move(examples);
  const std::vector<captions::Caption> said = std::exchange(said_, {});
  captions_ = at::Tensor();
  say(said);
}

void GeneratorReplica::say(const std::vector<captions::Caption>& captions) {
  if (!task_.captions || (captions_.defined() && captions == said_)) return;
  said_ = captions;
  std::vector<float> rows;
  for (const auto* some : {&examples_, &said_})
    for (const captions::Caption& caption : *some) {
      const std::vector<float> row = captions::row_of(caption, task_.classes);
      rows.insert(rows.end(), row.begin(), row.end());
    }
  const auto count = static_cast<int64_t>(examples_.size() + said_.size());
  captions_ = rows_of(rows, 0, count, task_.classes).clone();
}

Expected<networks::Weights> GeneratorReplica::judge_weights(const train::Snapshot& snapshot) const {
  if (d_ == nullptr)
    return fail(FailureKind::unsupported, "this model has no D that judges", "replica",
                "train a GAN, or open a run of one");
  const auto* own = dynamic_cast<const ModelSnapshot*>(&snapshot);
  if (own != nullptr && !own->whole())
    return fail(FailureKind::unsupported, "of this moment D was not kept", "snapshot",
                "look at the newest weights");
  if (own == nullptr || own->player(judge).weights.size(0) != d_->layout().flat_size())
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  return d_->layout().view(own->player(judge).weights, own->player(judge).buffers, false);
}

Expected<networks::Weights> GeneratorReplica::weights_of(const train::Snapshot& snapshot, api::Model model,
                                                         const std::vector<float>& rows) const {
  const auto* own = dynamic_cast<const ModelSnapshot*>(&snapshot);
  if (own == nullptr || own->player(generator).average.size(0) != g_->layout().flat_size() ||
      (own->whole() && d_ != nullptr && own->player(judge).weights.size(0) != d_->layout().flat_size())) {
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  }
  if (auto whole = check_latents(rows); !whole) return tl::unexpected(whole.error());
  return player_weights(*own, generator, g_->layout(), model);
}

Expected<void> GeneratorReplica::check_latents(const std::vector<float>& rows) const {
  if (rows.size() % static_cast<size_t>(task_.latent_dim) == 0) return {};
  return fail(FailureKind::usage,
              "the latents are not rows of " + std::to_string(task_.latent_dim) + " numbers", "latents",
              "give every latent all its numbers");
}

Expected<void> GeneratorReplica::check_labels(const std::vector<int>& labels, int64_t count) const {
  const int64_t most = told();
  const bool known = std::all_of(labels.begin(), labels.end(), [&](int l) { return l >= 0 && l < most; });
  if (task_.captions && labels.empty()) return {};
  if (task_.classes > 0 && (static_cast<int64_t>(labels.size()) != count || !known)) {
    return fail(FailureKind::usage, "every latent needs a label from 0 to " + std::to_string(most - 1),
                "labels", "choose a class for every sample");
  }
  return {};
}

at::Tensor GeneratorReplica::label_rows(const std::vector<int>& labels, int64_t from, int64_t count,
                                        const at::Device& device) const {
  if (task_.classes == 0) return {};
  if (task_.captions && labels.empty()) return at::zeros({count, task_.classes}, at::kFloat).to(device);
  const at::Tensor y = at::empty({count}, at::kLong);
  std::copy_n(labels.begin() + from, count, y.data_ptr<int64_t>());
  return (task_.captions ? captions_.index_select(0, y) : y).to(device);
}

at::Tensor GeneratorReplica::mixed_rows(const std::vector<float>& shares, int64_t from, int64_t count,
                                        const at::Device& device) const {
  const at::Tensor rows = rows_of(shares, from, count, told());
  return (task_.captions ? rows.matmul(captions_) : rows).to(device);
}

Expected<api::Answer> GeneratorReplica::render(const train::Snapshot& snapshot, api::Model model,
                                               const std::vector<float>& latents,
                                               const std::vector<int>& labels, bool scored) {
  return draw(snapshot, model, {latents, labels, {}, scored}, to_w_of(api::Space::z, 1));
}

Expected<api::Answer> GeneratorReplica::render_mapped(const train::Snapshot& snapshot, api::Model model,
                                                      const std::vector<float>& w,
                                                      const std::vector<int>& labels, double truncation,
                                                      bool scored) {
  return draw(snapshot, model, {w, labels, {}, scored}, to_w_of(api::Space::w, truncation));
}

GeneratorReplica::ToW GeneratorReplica::to_w_of(api::Space space, double truncation) const {
  if (space == api::Space::z)
    return [this](const networks::Weights& g, const at::Tensor& z) { return g_->map(g, z); };
  return [this, truncation](const networks::Weights& g, const at::Tensor& rows) {
    if (truncation == 1) return rows;
    const at::Tensor mean = mean_of_w(*g_, g, task_.latent_dim, rows.device());
    return mean + (rows - mean) * truncation;
  };
}

Expected<std::vector<float>> GeneratorReplica::map(const train::Snapshot& snapshot, api::Model model,
                                                   const std::vector<float>& latents) {
  const c10::InferenceMode inference;
  const auto g = weights_of(snapshot, model, latents);
  if (!g) return tl::unexpected(g.error());
  const auto count = static_cast<int64_t>(latents.size()) / task_.latent_dim;
  const at::Tensor z = rows_of(latents, 0, count, task_.latent_dim).to(g->flat.device());
  const at::Tensor w = g_->map(*g, z).to(at::kCPU).contiguous();  // [count, latent_dim]
  return std::vector<float>(w.data_ptr<float>(), w.data_ptr<float>() + w.numel());
}

Expected<api::Answer> GeneratorReplica::draw(const train::Snapshot& snapshot, api::Model model,
                                             const Drawn& what, const ToW& to_w) const {
  const c10::InferenceMode inference;
  auto g = weights_of(snapshot, model, what.rows);
  if (!g) return tl::unexpected(g.error());
  g->editing = what.editing;
  const auto count = static_cast<int64_t>(what.rows.size()) / task_.latent_dim;
  if (auto labelled = check_labels(what.labels, count); !labelled) return tl::unexpected(labelled.error());

  const auto& own = dynamic_cast<const ModelSnapshot&>(snapshot);
  networks::Weights d;
  const bool scored = what.scored && own.whole() && d_ != nullptr;
  if (scored) d = d_->layout().view(own.player(judge).weights, own.player(judge).buffers, false);
  api::Answer result;
  result.model = drawn_model(snapshot, model);
  result.step = snapshot.step();
  result.count = static_cast<int>(count);
  result.width = task_.points ? 0 : task_.width;
  result.height = task_.points ? 0 : task_.height;
  for (int64_t from = 0; from < count; from += chunk) {
    const int64_t n = std::min(chunk, count - from);
    const at::Tensor w = to_w(*g, rows_of(what.rows, from, n, task_.latent_dim).to(g->flat.device()));
    const at::Tensor y = label_rows(what.labels, from, n, g->flat.device());
    const at::Tensor heard = what.shares.empty() ? y : mixed_rows(what.shares, from, n, g->flat.device());
    const at::Tensor samples = g_->synthesise(*g, w, heard, networks::Mode::evaluation);
    if (scored)
      append_scores(d_->forward(d, packs_of_samples(samples, task_.packing),
                                packs_of_labels(y, task_.packing), networks::Mode::evaluation),
                    result.scores);
    if (task_.points)
      append_points(samples, own.scale(), result.points);
    else
      append_samples(samples, result);
  }
  return result;
}

Expected<void> GeneratorReplica::check_samples(const api::Rows& samples) const {
  const int width = task_.points ? task_.dimensions : task_.channels * task_.height * task_.width;
  if (samples.count >= 0 && samples.width == width &&
      samples.values.size() == static_cast<size_t>(samples.count) * static_cast<size_t>(width))
    return {};
  if (task_.points)
    return fail(FailureKind::usage,
                "points have " + std::to_string(task_.dimensions) + " numbers each, as those of the data",
                "points", "give every point its coordinates");
  return fail(FailureKind::usage,
              "pictures must be " + std::to_string(task_.width) + "×" + std::to_string(task_.height) +
                  " with " + std::to_string(task_.channels) + " channels, as those of the data",
              "pictures", "bring the picture to the size of the data");
}

at::Tensor GeneratorReplica::sample_rows(const api::Rows& samples, int64_t from, int64_t count,
                                         const ModelSnapshot& snapshot) const {
  const at::Device device = snapshot.player(generator).average.device();
  if (!task_.points) return picture_rows(samples, from, count, device);
  const auto first = samples.values.begin() + from * samples.width;
  const std::vector<float> units = into_units({first, first + count * samples.width}, snapshot.scale(),
                                              static_cast<size_t>(samples.width));
  return rows_of(units, 0, count, samples.width).to(device);
}

}  // namespace ganscope::models
