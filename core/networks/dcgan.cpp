#include "core/networks/dcgan.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/upsample_nearest2d.h>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "core/networks/layers.h"

namespace ganscope::networks {
namespace {

constexpr double leak = 0.2;

// Channels at a resolution: `width` at half the picture's size, doubling with every halving, at most eight
// times.
int64_t channels_at(int64_t width, int64_t size, int64_t resolution) {
  const int64_t factor = size / 2 / resolution;
  return width * std::min<int64_t>(std::max<int64_t>(factor, 1), 8);
}

// Linear to 4×4, then (nearest ×2, 3×3 convolution, norm, ReLU) until the size is reached; the last one ends
// in tanh.
class DcganGenerator final : public Generator {
 public:
  DcganGenerator(const Task& task, int64_t width, bool batch_norm)
      : first_channels_(channels_at(width, task.height, 4)),
        latent_dim_(task.latent_dim),
        from_latent_(layout_, "from_latent", task.latent_dim, 16 * first_channels_, !batch_norm) {
    if (task.classes > 0) from_label_.emplace(layout_, "from_label", task.classes, 16 * first_channels_);
    if (batch_norm) first_norm_.emplace(layout_, "from_latent.norm", first_channels_);
    int64_t channels = first_channels_;
    for (int64_t size = 8; size <= task.height; size *= 2) {
      const bool last = size == task.height;
      const int64_t out = last ? task.channels : channels_at(width, task.height, size);
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      blocks_.push_back(
          {Convolution(layout_, name + ".convolution", channels, out, 3, 1, 1, last || !batch_norm), {}});
      if (!last && batch_norm) blocks_.back().norm.emplace(layout_, name + ".norm", out);
      channels = out;
    }
  }

  at::Tensor forward(const Weights& weights, const at::Tensor& latents, const at::Tensor& labels,
                     Mode mode) const override {
    TORCH_CHECK(latents.dim() == 2 && latents.size(1) == latent_dim_, "latents must be [N, ", latent_dim_,
                "]");
    at::Tensor x = from_latent_(weights, latents);  // [N, 4·4·C] float32
    if (from_label_) x = x + (*from_label_)(weights, labels);
    x = x.view({-1, 4, 4, first_channels_}).permute({0, 3, 1, 2});  // [N, C, 4, 4], channels_last in memory
    if (first_norm_) x = (*first_norm_)(weights, x, mode);
    x = x.relu_();
    for (const Block& block : blocks_) {
      x = at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2});  // [N, C, 2H, 2W]
      x = block.convolution(weights, x);                              // [N, C', 2H, 2W]
      if (&block == &blocks_.back()) break;
      if (block.norm) x = (*block.norm)(weights, x, mode);
      x = x.relu_();
    }
    return at::tanh(x);  // [N, channels, size, size] float32 in [−1, 1]
  }

 private:
  struct Block {
    Convolution convolution;
    std::optional<BatchNorm> norm;
  };
  int64_t first_channels_, latent_dim_;
  Linear from_latent_;
  std::optional<LabelRows> from_label_;
  std::optional<BatchNorm> first_norm_;
  std::vector<Block> blocks_;
};

// 4×4 convolutions with stride 2 and LeakyReLU 0.2 down to 2×2, then one linear output; labels by projection.
class DcganDiscriminator final : public Discriminator {
 public:
  DcganDiscriminator(const Task& task, int64_t width, bool batch_norm)
      : batch_norm_(batch_norm), channels_(task.channels), size_(task.height) {
    int64_t channels = task.channels;
    for (int64_t size = task.height / 2; size >= 2; size /= 2) {
      const int64_t out = channels_at(width, task.height, size);
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      const bool norm = batch_norm && !blocks_.empty();  // none after the first layer, as in the paper
      blocks_.push_back({Convolution(layout_, name + ".convolution", channels, out, 4, 2, 1, !norm), {}});
      if (norm) blocks_.back().norm.emplace(layout_, name + ".norm", out);
      channels = out;
    }
    to_logit_.emplace(layout_, "to_logit", 4 * channels, 1);
    if (task.classes > 0) label_rows_.emplace(layout_, "label_rows", task.classes, 4 * channels);
  }

  at::Tensor forward(const Weights& weights, const at::Tensor& samples, const at::Tensor& labels,
                     Mode mode) const override {
    TORCH_CHECK(samples.dim() == 4 && samples.size(1) == channels_ && samples.size(2) == size_ &&
                    samples.size(3) == size_,
                "samples must be [N, ", channels_, ", ", size_, ", ", size_, "]");
    at::Tensor x = samples;
    for (const Block& block : blocks_) {
      x = block.convolution(weights, x);  // [N, C', H/2, W/2]
      if (block.norm) x = (*block.norm)(weights, x, mode);
      x = at::leaky_relu_(x, leak);
    }
    x = x.permute({0, 2, 3, 1}).flatten(1);  // [N, 2·2·C]; a view, for x is channels_last
    const at::Tensor logits = (*to_logit_)(weights, x).squeeze(1);  // [N]
    return label_rows_ ? logits + projection(*label_rows_, weights, x, labels) : logits;
  }

  bool mixes_samples() const override { return batch_norm_; }

 private:
  struct Block {
    Convolution convolution;
    std::optional<BatchNorm> norm;
  };
  bool batch_norm_;
  int64_t channels_, size_;
  std::vector<Block> blocks_;
  std::optional<Linear> to_logit_;
  std::optional<LabelRows> label_rows_;
};

Expected<void> check_task(const Task& task) {
  if (task.points) {
    return fail(FailureKind::usage, "dcgan makes pictures, but the data are points", "network",
                "choose network = \"mlp\" for points");
  }
  const bool fits = task.height == task.width && task.height >= 16 && task.height <= 64 &&
                    std::has_single_bit(static_cast<unsigned>(task.height));
  if (!fits) {
    return fail(
        FailureKind::usage,
        "dcgan cannot make pictures of " + std::to_string(task.width) + "×" + std::to_string(task.height),
        "network", "choose a size of 16, 32 or 64, or network = \"mlp\"");
  }
  return {};
}

Expected<std::unique_ptr<Generator>> make_generator(const config::Settings& settings, const Task& task) {
  if (auto fits = check_task(task); !fits) return tl::unexpected(fits.error());
  return std::make_unique<DcganGenerator>(task, settings.integer("width"),
                                          settings.text("norm_g") == "batch");
}

Expected<std::unique_ptr<Discriminator>> make_discriminator(const config::Settings& settings,
                                                            const Task& task) {
  if (auto fits = check_task(task); !fits) return tl::unexpected(fits.error());
  return std::make_unique<DcganDiscriminator>(task, settings.integer("width"),
                                              settings.text("norm_d") == "batch");
}

config::Option option(std::string key, std::string title, std::string help, config::Value initial,
                      config::Player player) {
  config::Option made;
  made.key = std::move(key);
  made.title = std::move(title);
  made.help = std::move(help);
  made.initial = std::move(initial);
  made.player = player;
  return made;
}

}  // namespace

NetworkEntry dcgan() {
  using config::Player;
  config::Option width =
      option("width", "Width",
             "Channels of the widest picture inside both networks. Twice as many look better and take about "
             "three times as long. Multiples of 16 are fast.",
             int64_t{16}, Player::none);
  width.min = 4;
  width.max = 128;
  config::Option norm_g =
      option("norm_g", "Generator norm",
             "Batch normalisation steadies the generator. None shows what happens without it.",
             std::string("batch"), Player::generator);
  norm_g.choices = {"batch", "none"};
  config::Option norm_d =
      option("norm_d", "Discriminator norm",
             "Batch normalisation helps on handwritten digits; none goes with the gradient penalties.",
             std::string("batch"), Player::discriminator);
  norm_d.choices = {"batch", "none"};
  return {{"dcgan",
           "Convolutional (DCGAN)",
           "Convolutions that grow a 4×4 picture to its size, and their mirror image that judges it. For "
           "pictures of 16, 32 or 64 "
           "pixels. Radford, Metz & Chintala 2016.",
           {width, norm_g, norm_d}},
          make_generator,
          make_discriminator};
}

}  // namespace ganscope::networks
