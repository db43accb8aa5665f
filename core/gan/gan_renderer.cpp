#include "core/gan/gan_renderer.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/gan/gan_state.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {
namespace {

constexpr int64_t chunk = 256;  // samples at once: bounds memory however many are asked for

uint8_t to_byte(float value) {
  const float scaled = (value + 1.0F) * 127.5F + 0.5F;
  return static_cast<uint8_t>(std::clamp(scaled, 0.0F, 255.0F));  // NaN becomes 0 by clamp's comparisons
}

// images [N, C, H, W] float32 in [−1, 1] → RGBA bytes appended
void append_pixels(const at::Tensor& images, std::vector<uint8_t>& pixels) {
  const at::Tensor rows = images.permute({0, 2, 3, 1}).to(at::kCPU).contiguous();  // [N, H, W, C]
  const int64_t channels = rows.size(3);
  const float* value = rows.data_ptr<float>();
  const float* const end = value + rows.numel();
  pixels.reserve(pixels.size() + static_cast<size_t>(rows.numel() / channels * 4));
  for (; value != end; value += channels) {
    for (int64_t c = 0; c < 3; ++c) pixels.push_back(to_byte(value[channels == 1 ? 0 : c]));
    pixels.push_back(255);
  }
}

void append_points(const at::Tensor& points, const PointScale& scale, std::vector<float>& out) {
  const at::Tensor rows = points.to(at::kCPU).contiguous();  // [N, dimensions]
  const int64_t dimensions = rows.size(1);
  for (int64_t i = 0; i < rows.size(0); ++i) {
    for (int64_t d = 0; d < 2; ++d) {
      const float raw = d < dimensions ? rows.data_ptr<float>()[i * dimensions + d] : 0.0F;
      out.push_back(d < dimensions ? raw * scale.unit + scale.centre[static_cast<size_t>(d)] : 0.0F);
    }
  }
}

void append_scores(const at::Tensor& logits, std::vector<float>& scores) {
  const at::Tensor plain = logits.to(at::kCPU).contiguous();  // [N]
  for (int64_t i = 0; i < plain.numel(); ++i)
    scores.push_back(1 / (1 + std::exp(-plain.data_ptr<float>()[i])));
}

}  // namespace

GanRenderer::GanRenderer(std::unique_ptr<networks::Generator> generator,
                         std::unique_ptr<networks::Discriminator> discriminator, networks::Task task)
    : g_(std::move(generator)), d_(std::move(discriminator)), task_(task) {}

Expected<api::RenderResult> GanRenderer::render(const train::Snapshot& snapshot, api::Model model,
                                                const std::vector<float>& latents,
                                                const std::vector<int>& labels, bool scored) {
  const auto* own = dynamic_cast<const GanSnapshot*>(&snapshot);
  if (own == nullptr || own->tensors().g.size(0) != g_->layout().flat_size() ||
      own->tensors().d.size(0) != d_->layout().flat_size()) {
    return fail(FailureKind::bad_data, "these weights belong to other networks", "snapshot",
                "open the run anew");
  }
  const auto width = static_cast<size_t>(task_.latent_dim);
  if (latents.size() % width != 0) {
    return fail(FailureKind::usage, "the latents are not rows of " + std::to_string(width) + " numbers",
                "latents", "give every latent all its numbers");
  }
  const auto count = static_cast<int64_t>(latents.size() / width);
  const bool known =
      std::all_of(labels.begin(), labels.end(), [&](int l) { return l >= 0 && l < task_.classes; });
  if (task_.classes > 0 && (static_cast<int64_t>(labels.size()) != count || !known)) {
    return fail(FailureKind::usage,
                "every latent needs a label from 0 to " + std::to_string(task_.classes - 1), "labels",
                "choose a class for every sample");
  }

  const c10::InferenceMode inference;
  const StateTensors& tensors = own->tensors();
  const networks::Weights g = model == api::Model::ema
                                  ? g_->layout().view(tensors.ema, tensors.ema_buffers, false)
                                  : g_->layout().view(tensors.g, tensors.g_buffers, false);
  const networks::Weights d = d_->layout().view(tensors.d, tensors.d_buffers, false);
  api::RenderResult result;
  result.model = model;
  result.step = snapshot.step();
  result.count = static_cast<int>(count);
  result.width = task_.points ? 0 : task_.width;
  result.height = task_.points ? 0 : task_.height;
  for (int64_t from = 0; from < count; from += chunk) {
    const int64_t n = std::min(chunk, count - from);
    at::Tensor z = at::empty({n, task_.latent_dim}, at::kFloat);  // [n, latent_dim]
    std::memcpy(z.data_ptr<float>(), latents.data() + static_cast<size_t>(from) * width,
                static_cast<size_t>(n) * width * sizeof(float));
    at::Tensor y;  // [n] int64
    if (task_.classes > 0) {
      y = at::empty({n}, at::kLong);
      std::copy_n(labels.begin() + from, n, y.data_ptr<int64_t>());
      y = y.to(tensors.g.device());
    }
    const at::Tensor samples = g_->forward(g, z.to(tensors.g.device()), y, networks::Mode::evaluation);
    if (scored) append_scores(d_->forward(d, samples, y, networks::Mode::evaluation), result.scores);
    if (task_.points)
      append_points(samples, own->scale(), result.points);
    else
      append_pixels(samples, result.pixels);
  }
  return result;
}

}  // namespace ganscope::gan
