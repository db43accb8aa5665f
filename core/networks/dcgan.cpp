#include "core/networks/dcgan.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/networks/editing.h"
#include "core/networks/normalisation.h"
#include "core/networks/picture_discriminator.h"
#include "core/networks/picture_sizes.h"

namespace ganscope::networks {
namespace {

constexpr double leak = 0.2;

enum class Upsampling { nearest, transposed, subpixel };

struct DcganPlan {
  int64_t width, depth;
  std::optional<Norm::Over> norm;
  Upsampling upsampling = Upsampling::nearest;       // G only
  Upsampling last_upsampling = Upsampling::nearest;  // G only: of the doubling that makes the picture
  int64_t last_size = 2;                             // D only
};

// Channels at a resolution: `width` at half the picture's size, doubling with every halving, at most eight
// times.
int64_t channels_at(int64_t width, int64_t size, int64_t resolution) {
  const int64_t factor = size / 2 / resolution;
  return width * std::min<int64_t>(std::max<int64_t>(factor, 1), 8);
}

// A convolution with its norm; the activation is the caller's.
struct Unit {
  Convolution convolution;
  std::optional<Norm> norm;

  Unit(Layout& layout, const std::string& name, int64_t in, int64_t out, Kernel kernel,
       std::optional<Norm::Over> over, LayerKind kind = LayerKind::plain)
      : convolution(layout, name + ".convolution", in, out, kernel, !over, kind) {
    if (over) norm.emplace(layout, name + ".norm", out, *over);
  }
  at::Tensor operator()(const Weights& weights, const at::Tensor& x, Mode mode) const {
    const at::Tensor y = convolution(weights, x, mode);
    return norm ? (*norm)(weights, y, mode) : y;
  }
  /// With its leaky ReLU, in one pass where there is no norm between them.
  at::Tensor leaking(const Weights& weights, const at::Tensor& x, Mode mode) const {
    if (!norm) return convolution(weights, x, mode, leak);
    at::Tensor y = (*this)(weights, x, mode);
    return at::leaky_relu_(y, leak);
  }
};

// `depth` − 1 more 3×3 convolutions that keep size and channels.
std::vector<Unit> more_units(Layout& layout, const std::string& name, int64_t channels, const DcganPlan& plan,
                             LayerKind kind = LayerKind::plain) {
  std::vector<Unit> units;
  for (int64_t i = 2; i <= plan.depth; ++i)
    units.emplace_back(layout, name + ".more" + std::to_string(i), channels, channels, Kernel{3, 1, 1},
                       plan.norm, kind);
  return units;
}

// Linear to 4×4, then (×2, convolution, norm, ReLU) until the size is reached; the last one ends in tanh. ×2
// and its convolution are nearest upsampling and 3×3, or one transposed 4×4 with stride 2, or 3×3 to four
// times the channels, which then become 2×2 pixels (sub-pixel convolution, Shi 2016). The last doubling may
// be made in another way than the others.
class DcganGenerator final : public Generator {
 public:
  DcganGenerator(const config::Settings& settings, const Task& task, const DcganPlan& plan)
      : Generator(settings, task),
        first_channels_(channels_at(plan.width, task.height, 4)),
        from_latent_(layout_, "from_latent", first_dim(), 16 * first_channels_, !plan.norm),
        from_label_(label_rows("from_label", 16 * first_channels_)) {
    if (plan.norm) first_norm_.emplace(layout_, "from_latent.norm", first_channels_, *plan.norm);
    first_more_ = more_units(layout_, "from_latent", first_channels_, plan);
    int64_t channels = first_channels_;
    for (int64_t size = 8; size <= task.height; size *= 2) {
      const bool last = size == task.height;
      const int64_t out = last ? task.channels : channels_at(plan.width, task.height, size);
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      const bool bias = last || !plan.norm;
      Block& block = blocks_.emplace_back();
      const Upsampling way = last ? plan.last_upsampling : plan.upsampling;
      block.subpixel = way == Upsampling::subpixel;
      if (way == Upsampling::transposed) {
        block.transposed.emplace(layout_, name + ".transposed", channels, out, bias);
      } else {
        const int64_t made = block.subpixel ? 4 * out : out;
        block.convolution.emplace(layout_, name + ".convolution", channels, made, Kernel{3, 1, 1}, bias);
      }
      if (!last && plan.norm) block.norm.emplace(layout_, name + ".norm", out, *plan.norm);
      if (!last) block.more = more_units(layout_, name, out, plan);
      channels = out;
    }
    later_noise_ = LaterNoise::at_layer(layout_, settings, task.latent_dim,
                                        channels_at(plan.width, task.height, int64_t{4} << noisy_block()));
  }

 protected:
  at::Tensor draw(const Weights& weights, const at::Tensor& input, const at::Tensor& labels,
                  Mode mode) const override {
    at::Tensor x = from_latent_(weights, first_input(input));  // [N, 4·4·C] float32
    if (from_label_) x = x + (*from_label_)(weights, labels);
    x = x.view({-1, 4, 4, first_channels_}).permute({0, 3, 1, 2});  // [N, C, 4, 4], channels_last in memory
    if (first_norm_) x = (*first_norm_)(weights, x, mode);
    x = edited(weights, x.relu_());
    for (const Unit& unit : first_more_) x = edited(weights, unit(weights, x, mode).relu_());
    for (const Block& block : blocks_) {
      x = block.doubled(weights, x);  // [N, C', 2H, 2W]
      if (&block == &blocks_.back()) break;
      if (block.norm) x = (*block.norm)(weights, x, mode);
      x.relu_();
      if (later_noise_ && &block == &blocks_[noisy_block() - 1]) x = (*later_noise_)(weights, x, input);
      x = edited(weights, x);
      for (const Unit& unit : block.more) x = edited(weights, unit(weights, x, mode).relu_());
    }
    return at::tanh(x);  // [N, channels, size, size] float32 in [−1, 1]
  }

 private:
  struct Block {
    std::optional<Convolution> convolution;
    std::optional<TransposedConvolution> transposed;
    bool subpixel = false;
    std::optional<Norm> norm;
    std::vector<Unit> more;

    [[nodiscard]] at::Tensor doubled(const Weights& weights, const at::Tensor& x) const {
      if (transposed) return (*transposed)(weights, x);
      if (subpixel) return pixel_shuffle(weights, (*convolution)(weights, x));
      return convolution->of_upsampled(weights, x);
    }
  };
  // After how many doublings noise at a later layer comes in: halfway, to 8×8 where pictures have 16 or 32.
  [[nodiscard]] size_t noisy_block() const { return blocks_.size() / 2; }

  int64_t first_channels_;
  Linear from_latent_;
  std::optional<LabelRows> from_label_;
  std::optional<LaterNoise> later_noise_;
  std::optional<Norm> first_norm_;
  std::vector<Unit> first_more_;
  std::vector<Block> blocks_;
};

// 4×4 convolutions with stride 2 and LeakyReLU 0.2 down to `last_size`: the features.
class DcganDiscriminator final : public PictureDiscriminator {
 public:
  DcganDiscriminator(const config::Settings& settings, const Task& task, const DcganPlan& plan)
      : PictureDiscriminator(settings, task) {
    int64_t channels = first_channels();
    for (int64_t size = task.height / 2; size >= plan.last_size; size /= 2) {
      const int64_t out = channels_at(plan.width, task.height, size);
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      if (size == plan.last_size) channels += stddev_columns();
      // No norm after the first layer, as in the paper.
      const std::optional<Norm::Over> norm = blocks_.empty() ? std::nullopt : plan.norm;
      Unit down(layout_, name, channels, out, Kernel{4, 2, 1}, norm, layer_kind());
      blocks_.push_back({std::move(down), more_units(layout_, name, out, plan, layer_kind())});
      channels = out;
    }
    declare_head(plan.last_size * plan.last_size * channels);
  }

 protected:
  size_t block_count() const override { return blocks_.size(); }
  at::Tensor block(size_t i, const Weights& weights, const at::Tensor& x, Mode mode) const override {
    at::Tensor y = blocks_[i].down.leaking(weights, x, mode);  // [N, C', H/2, W/2]
    for (const Unit& unit : blocks_[i].more) y = unit.leaking(weights, y, mode);
    return y;
  }
  at::Tensor ending(const at::Tensor& x) const override {
    return x.permute({0, 2, 3, 1}).flatten(1);  // [N, size·size·C]; a view, for x is channels_last
  }

 private:
  struct Block {
    Unit down;
    std::vector<Unit> more;
  };
  std::vector<Block> blocks_;
};

Upsampling upsampling_of(const std::string& name) {
  if (name == "transposed") return Upsampling::transposed;
  return name == "subpixel" ? Upsampling::subpixel : Upsampling::nearest;
}

// "same" is what the other doublings are.
Upsampling last_upsampling_of(const config::Settings& settings) {
  const std::string& last = settings.text("last_upsampling");
  return upsampling_of(last == "same" ? settings.text("upsampling") : last);
}

Expected<void> check_dcgan_task(const Task& task) { return check_pictures("dcgan", task, {16, 32, 64}); }

Expected<std::unique_ptr<Generator>> make_dcgan_generator(const config::Settings& settings,
                                                          const Task& task) {
  if (auto fits = check_dcgan_task(task); !fits) return tl::unexpected(fits.error());
  const DcganPlan plan{.width = settings.integer("width"),
                       .depth = settings.integer("depth"),
                       .norm = norm_of(settings.text("norm_g")),
                       .upsampling = upsampling_of(settings.text("upsampling")),
                       .last_upsampling = last_upsampling_of(settings)};
  return std::make_unique<DcganGenerator>(settings, task, plan);
}

Expected<std::unique_ptr<Discriminator>> make_dcgan_discriminator(const config::Settings& settings,
                                                                  const Task& task) {
  if (auto fits = check_dcgan_task(task); !fits) return tl::unexpected(fits.error());
  const DcganPlan plan{.width = settings.integer("width"),
                       .depth = settings.integer("depth"),
                       .norm = norm_of(settings.text("norm_d")),
                       .last_size = settings.text("last_size_d") == "4" ? 4 : 2};
  return std::make_unique<DcganDiscriminator>(settings, task, plan);
}

std::vector<config::Option> dcgan_options() {
  using config::choice_option;
  using config::number_option;
  using config::Player;
  const std::vector<std::string> norms{"batch", "instance", "layer", "none"};
  return {
      number_option("width", "Width",
                    "Channels of the widest picture inside both networks. Twice as many look better and take "
                    "about three times as long. Multiples of 16 are fast.",
                    int64_t{16}, 4, 128),
      number_option("depth", "Depth",
                    "Convolutions at every resolution inside both networks. More see more, learn more slowly "
                    "and cost more.",
                    int64_t{1}, 1, 4),
      choice_option(
          "upsampling", "Upsampling",
          "How G doubles its picture: nearest repeats pixels before a convolution; subpixel makes four "
          "pixels out of each, sharper in small things, with a slight grain; transposed is the paper's and "
          "may leave a checkerboard.",
          {"nearest", "subpixel", "transposed"}, Player::generator),
      choice_option(
          "last_upsampling", "Last upsampling",
          "How G makes the doubling that becomes the picture itself: same as the others; nearest leaves "
          "less grain than subpixel there.",
          {"same", "nearest", "subpixel", "transposed"}, Player::generator),
      choice_option("norm_g", "Generator norm",
                    "Batch normalisation steadies the generator. None shows what happens without it; "
                    "instance and layer look at one sample only.",
                    norms, Player::generator),
      choice_option("norm_d", "Discriminator norm",
                    "Batch normalisation helps on handwritten digits; none, instance and layer go with the "
                    "gradient penalties.",
                    norms, Player::discriminator),
      choice_option(
          "last_size_d", "Discriminator's last size",
          "D halves the picture down to 2×2, or only to 4×4 as in the paper, before it judges. 4×4 is "
          "a layer less: quicker, and its verdict is a sum over parts of the picture.",
          {"2", "4"}, Player::discriminator),
  };
}

}  // namespace

NetworkEntry dcgan() {
  return {{"dcgan", "Convolutional (DCGAN)",
           "Convolutions that grow a 4×4 picture to its size, and their mirror image that judges it. For "
           "pictures of 16, 32 or 64 "
           "pixels. Radford, Metz & Chintala 2016.",
           dcgan_options()},
          make_dcgan_generator,
          make_dcgan_discriminator};
}

}  // namespace ganscope::networks
