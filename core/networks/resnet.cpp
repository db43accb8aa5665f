#include "core/networks/resnet.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>

#include <string>
#include <utility>
#include <vector>

#include "core/networks/editing.h"
#include "core/networks/normalisation.h"
#include "core/networks/picture_discriminator.h"
#include "core/networks/picture_sizes.h"

namespace ganscope::networks {
namespace {

constexpr Kernel keeps_size{3, 1, 1}, pointwise{1, 1, 0};

// [N, C, H, W] → [N, C, 2H, 2W]
struct UpBlock {
  Norm norm1;
  Convolution convolution1;
  Norm norm2;
  Convolution convolution2, shortcut;

  UpBlock(Layout& layout, const std::string& name, int64_t channels)
      : norm1(layout, name + ".norm1", channels, Norm::Over::batch),
        convolution1(layout, name + ".convolution1", channels, channels, keeps_size, false),
        norm2(layout, name + ".norm2", channels, Norm::Over::batch),
        convolution2(layout, name + ".convolution2", channels, channels, keeps_size, true),
        shortcut(layout, name + ".shortcut", channels, channels, pointwise, true) {}

  at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
    at::Tensor y = norm1(weights, x, mode).relu_();
    y = convolution1.of_upsampled(weights, y);
    y = norm2(weights, y, mode).relu_();
    // Upsampling and a 1×1 convolution commute; the convolution first is a quarter of the work.
    return convolution2(weights, y) + upsample(weights, shortcut(weights, x));
  }
};

// [N, in, H, W] → [N, out, H, W], or half the size where `halves`.
struct DownBlock {
  bool first, halves;
  Convolution convolution1, convolution2;
  std::optional<Convolution> shortcut;

  DownBlock(Layout& layout, const std::string& name, int64_t in, int64_t out, bool first_, bool halves_,
            LayerKind kind)
      : first(first_),
        halves(halves_),
        convolution1(layout, name + ".convolution1", in, out, keeps_size, true, kind),
        convolution2(layout, name + ".convolution2", out, out, keeps_size, true, kind) {
    if (halves || in != out) shortcut.emplace(layout, name + ".shortcut", in, out, pointwise, true, kind);
  }

  at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
    at::Tensor y = convolution1(weights, first ? x : at::relu(x), mode).relu_();
    y = convolution2(weights, y, mode);
    if (halves) y = average_pool(weights, y);
    // Pooling and a 1×1 convolution commute; pooling first is a quarter of the work.
    at::Tensor beside = halves ? average_pool(weights, x) : x;
    if (shortcut) beside = (*shortcut)(weights, beside, mode);
    return y + beside;
  }
};

class ResnetGenerator final : public Generator {
 public:
  ResnetGenerator(const config::Settings& settings, const Task& task, int64_t width)
      : Generator(settings, task),
        width_(width),
        from_latent_(layout_, "from_latent", first_dim(), 16 * width),
        from_label_(label_rows("from_label", 16 * width)) {
    for (int64_t size = 8; size <= task.height; size *= 2)
      blocks_.emplace_back(layout_, "block" + std::to_string(blocks_.size() + 1), width);
    last_norm_.emplace(layout_, "last.norm", width, Norm::Over::batch);
    to_picture_.emplace(layout_, "to_picture", width, int64_t{task.channels}, keeps_size, true);
    later_noise_ = LaterNoise::at_layer(layout_, settings, task.latent_dim, width);
  }

 protected:
  at::Tensor draw(const Weights& weights, const at::Tensor& input, const at::Tensor& labels,
                  Mode mode) const override {
    at::Tensor x = from_latent_(weights, first_input(input));  // [N, 4·4·C] float32
    if (from_label_) x = x + (*from_label_)(weights, labels);
    x = x.view({-1, 4, 4, width_}).permute({0, 3, 1, 2});  // [N, C, 4, 4], channels_last in memory
    x = edited(weights, x);
    for (const UpBlock& block : blocks_) {
      x = block(weights, x, mode);
      if (later_noise_ && &block == &blocks_[blocks_.size() / 2 - 1]) x = (*later_noise_)(weights, x, input);
      if (&block != &blocks_.back()) x = edited(weights, x);
    }
    x = edited(weights, (*last_norm_)(weights, x, mode).relu_());
    return at::tanh((*to_picture_)(weights, x));  // [N, channels, size, size] float32 in [−1, 1]
  }

 private:
  int64_t width_;
  Linear from_latent_;
  std::optional<LabelRows> from_label_;
  std::optional<LaterNoise> later_noise_;  // halfway, at 8×8 or 16×16
  std::vector<UpBlock> blocks_;
  std::optional<Norm> last_norm_;
  std::optional<Convolution> to_picture_;
};

class ResnetDiscriminator final : public PictureDiscriminator {
 public:
  ResnetDiscriminator(const config::Settings& settings, const Task& task, int64_t width)
      : PictureDiscriminator(settings, task) {
    int64_t in = first_channels();
    const auto add = [&](bool halves) {
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      blocks_.emplace_back(layout_, name, in, width, blocks_.empty(), halves, layer_kind());
      in = width;
    };
    for (int64_t size = task.height; size > 8; size /= 2) add(true);
    add(false);
    in += stddev_columns();
    add(false);
    declare_head(width);
  }

 protected:
  size_t block_count() const override { return blocks_.size(); }
  at::Tensor block(size_t i, const Weights& weights, const at::Tensor& x, Mode mode) const override {
    return blocks_[i](weights, x, mode);
  }
  at::Tensor ending(const at::Tensor& x) const override {
    return at::relu(x).sum({2, 3});  // [N, C]
  }

 private:
  std::vector<DownBlock> blocks_;
};

Expected<void> check_resnet_task(const Task& task) { return check_pictures("resnet", task, {32, 64}); }

Expected<std::unique_ptr<Generator>> make_resnet_generator(const config::Settings& settings,
                                                           const Task& task) {
  if (auto fits = check_resnet_task(task); !fits) return tl::unexpected(fits.error());
  return std::make_unique<ResnetGenerator>(settings, task, settings.integer("resnet_width"));
}

Expected<std::unique_ptr<Discriminator>> make_resnet_discriminator(const config::Settings& settings,
                                                                   const Task& task) {
  if (auto fits = check_resnet_task(task); !fits) return tl::unexpected(fits.error());
  return std::make_unique<ResnetDiscriminator>(settings, task, settings.integer("resnet_width") / 2);
}

}  // namespace

NetworkEntry resnet() {
  config::Option width =
      config::number_option("resnet_width", "Width (ResNet)",
                            "Channels of every block of G; D has half as many. The paper has 256; 32 trains "
                            "at a few steps a second on a laptop.",
                            int64_t{32}, 8, 256);
  return {{"resnet",
           "Residual (SNGAN)",
           "Residual blocks, batch norm in G only; made for spectral normalisation and the hinge loss. For "
           "pictures of 32 or 64 pixels. Miyato and others 2018.",
           {std::move(width)}},
          make_resnet_generator,
          make_resnet_discriminator};
}

}  // namespace ganscope::networks
