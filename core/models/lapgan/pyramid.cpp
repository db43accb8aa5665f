#include "core/models/lapgan/pyramid.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/networks/editing.h"
#include "core/networks/normalisation.h"
#include "core/networks/picture_discriminator.h"

namespace ganscope::lapgan {
namespace {

using networks::Convolution;
using networks::Kernel;
using networks::Linear;
using networks::Mode;
using networks::Norm;
using networks::Weights;

constexpr Kernel keeps_size{3, 1, 1}, halves{4, 2, 1};
constexpr int64_t noise_planes = 4, first_size = 4;
constexpr double leak = 0.2;

// Linear to 4×4, then, until the size is reached, a convolution to four times the channels that become 2×2
// pixels (Shi 2016); norm and ReLU after each; a convolution and tanh.
class FirstLevel final : public LevelGenerator {
 public:
  FirstLevel(const config::Settings& settings, const networks::Task& task)
      : LevelGenerator(settings, task, 0),
        channels_(2 * settings.integer("pyramid_width")),
        from_latent_(layout_, "from_latent", share_of(task.latent_dim, 0).count,
                     first_size * first_size * channels_, false),
        first_norm_(layout_, "from_latent.norm", channels_, Norm::Over::batch) {
    int64_t channels = channels_;
    for (int64_t size = 2 * first_size; size <= size_of(task.height, 0); size *= 2) {
      const std::string name = "block" + std::to_string(blocks_.size() + 1);
      const int64_t out = channels / 2;
      blocks_.push_back({Convolution(layout_, name + ".convolution", channels, 4 * out, keeps_size, false),
                         Norm(layout_, name + ".norm", out, Norm::Over::batch)});
      channels = out;
    }
    out_.emplace(layout_, "out", channels, task.channels, keeps_size, true);
  }

  at::Tensor drawn(const Weights& weights, const at::Tensor& /*low*/, const at::Tensor& latents,
                   Mode mode) const override {
    const Share share = share_of(latents.size(1), 0);
    at::Tensor x = from_latent_(weights, latents.narrow(1, share.first, share.count).contiguous());
    x = x.view({-1, first_size, first_size, channels_}).permute({0, 3, 1, 2});  // [N, C, 4, 4]
    x = first_norm_(weights, x, mode).relu_();
    for (const Block& block : blocks_)
      x = block.norm(weights, pixel_shuffle(weights, block.convolution(weights, x)), mode).relu_();
    return at::tanh((*out_)(weights, x));
  }

 private:
  struct Block {
    Convolution convolution;
    Norm norm;
  };
  int64_t channels_;
  Linear from_latent_;
  Norm first_norm_;
  std::vector<Block> blocks_;
  std::optional<Convolution> out_;
};

// At the size of the low picture: a convolution, two residual ones with norm, and one to four times the
// picture's channels, which become the detail's pixels.
class LaterLevel final : public LevelGenerator {
 public:
  LaterLevel(const config::Settings& settings, const networks::Task& task, size_t level)
      : LevelGenerator(settings, task, level),
        level_(level),
        width_(settings.integer("pyramid_width")),
        to_planes_(layout_, "to_planes", share_of(task.latent_dim, level).count,
                   noise_planes * low_size_ * low_size_),
        first_(layout_, "first", task.channels + noise_planes, width_, keeps_size, true) {
    for (const char* name : {"residual1", "residual2"})
      residuals_.push_back(
          {Convolution(layout_, std::string(name) + ".convolution", width_, width_, keeps_size, false),
           Norm(layout_, std::string(name) + ".norm", width_, Norm::Over::batch)});
    out_.emplace(layout_, "out", width_, 4 * task.channels, keeps_size, true);
  }

  at::Tensor drawn(const Weights& weights, const at::Tensor& low, const at::Tensor& latents,
                   Mode mode) const override {
    const Share share = share_of(latents.size(1), level_);
    const at::Tensor planes = to_planes_(weights, latents.narrow(1, share.first, share.count).contiguous())
                                  .view({-1, low_size_, low_size_, noise_planes})
                                  .permute({0, 3, 1, 2});  // [N, 4, H, W]
    at::Tensor x = at::cat({low, planes}, 1).contiguous(at::MemoryFormat::ChannelsLast);
    x = first_(weights, x, mode, leak);
    for (const Residual& residual : residuals_)
      x = x + at::relu(residual.norm(weights, residual.convolution(weights, x), mode));
    return expanded(low) + pixel_shuffle(weights, (*out_)(weights, x));
  }

 private:
  struct Residual {
    Convolution convolution;
    Norm norm;
  };
  size_t level_;
  int64_t width_;
  Linear to_planes_;
  Convolution first_;
  std::vector<Residual> residuals_;
  std::optional<Convolution> out_;
};

// 4×4 convolutions with stride 2 and leaky ReLU down to 4×4, a 3×3 one where the pictures are no larger.
class LevelJudge final : public networks::PictureDiscriminator {
 public:
  LevelJudge(const config::Settings& settings, const networks::Task& task)
      : PictureDiscriminator(settings, task) {
    const int64_t most = 2 * settings.integer("pyramid_width");  // at 4×4
    int64_t channels = first_channels();
    const auto add = [&](int64_t out, Kernel kernel) {
      if (blocks_.empty() && task.height == 2 * first_size) channels += stddev_columns();
      blocks_.emplace_back(layout_, "block" + std::to_string(blocks_.size() + 1), channels, out, kernel, true,
                           layer_kind());
      channels = out;
    };
    if (task.height == first_size) add(most, keeps_size);
    for (int64_t size = task.height / 2; size >= first_size; size /= 2)
      add(std::max<int64_t>(most * first_size / size, 8), halves);
    declare_head(first_size * first_size * channels);
  }

 protected:
  size_t block_count() const override { return blocks_.size(); }
  at::Tensor block(size_t i, const Weights& weights, const at::Tensor& x, Mode mode) const override {
    return blocks_[i](weights, x, mode, leak);
  }
  at::Tensor ending(const at::Tensor& x) const override { return x.permute({0, 2, 3, 1}).flatten(1); }

 private:
  std::vector<Convolution> blocks_;
};

}  // namespace

Share share_of(int64_t latent_dim, size_t level) {
  const int64_t later = std::max<int64_t>(1, latent_dim / 6), first = latent_dim - 2 * later;
  if (level == 0) return {0, first};
  return {first + (static_cast<int64_t>(level) - 1) * later, later};
}

int64_t size_of(int64_t size, size_t level) { return size >> (levels - 1 - level); }

at::Tensor reduced(const at::Tensor& pictures) { return at::avg_pool2d(pictures, 2); }

at::Tensor expanded(const at::Tensor& pictures) {
  return at::upsample_nearest2d(pictures, {2 * pictures.size(2), 2 * pictures.size(3)});
}

at::Tensor LevelGenerator::draw(const Weights& weights, const at::Tensor& input, const at::Tensor& /*labels*/,
                                Mode mode) const {
  const at::Tensor grey = low_size_ == 0 ? at::Tensor()
                                         : at::zeros({input.size(0), task_.channels, low_size_, low_size_},
                                                     weights.flat.options().requires_grad(false));
  return drawn(weights, grey, input, mode);
}

std::unique_ptr<LevelGenerator> make_level(const config::Settings& settings, const networks::Task& task,
                                           size_t level) {
  if (level == 0) return std::make_unique<FirstLevel>(settings, task);
  return std::make_unique<LaterLevel>(settings, task, level);
}

networks::Task judged(networks::Task task, size_t level) {
  task.height = task.width = static_cast<int>(size_of(task.height, level));
  if (level > 0) task.channels *= 2;
  task.classes = 0;
  task.packing = 1;
  return task;
}

std::unique_ptr<networks::Discriminator> make_judge(const config::Settings& settings,
                                                    const networks::Task& task, size_t level) {
  return std::make_unique<LevelJudge>(settings, judged(task, level));
}

Pyramid::Pyramid(const config::Settings& settings, const networks::Task& task) : Generator(settings, task) {
  for (size_t i = 0; i < levels; ++i) {
    levels_.push_back(make_level(settings, task, i));
    const networks::Layout& own = levels_.back()->layout();
    const std::string prefix = "level" + std::to_string(i + 1) + ".";
    for (const networks::Part& part : own.parameters())
      (void)layout_.parameter(prefix + part.name, part.shape, part.role, part.fan_in);
    for (const networks::Part& part : own.buffers())
      (void)layout_.buffer(prefix + part.name, part.shape, part.first_value);
  }
}

Weights Pyramid::joined(const std::vector<Weights>& of_levels) {
  Weights whole = of_levels.front();
  for (size_t i = 1; i < of_levels.size(); ++i) {
    const Weights& more = of_levels[i];
    whole.parameters.insert(whole.parameters.end(), more.parameters.begin(), more.parameters.end());
    whole.buffers.insert(whole.buffers.end(), more.buffers.begin(), more.buffers.end());
  }
  return whole;
}

Weights Pyramid::part(const Weights& whole, size_t level) const {
  size_t parameters = 0, buffers = 0;
  for (size_t i = 0; i < level; ++i) {
    parameters += levels_[i]->layout().parameters().size();
    buffers += levels_[i]->layout().buffers().size();
  }
  const auto of = [](const std::vector<at::Tensor>& all, size_t from, size_t count) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
    return std::vector<at::Tensor>(begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  Weights own;
  own.flat = whole.flat;
  own.flat_buffers = whole.flat_buffers;
  own.parameters = of(whole.parameters, parameters, levels_[level]->layout().parameters().size());
  own.buffers = of(whole.buffers, buffers, levels_[level]->layout().buffers().size());
  own.trace = whole.trace;
  return own;
}

at::Tensor Pyramid::draw(const Weights& weights, const at::Tensor& input, const at::Tensor& /*labels*/,
                         Mode mode) const {
  at::Tensor x;
  for (size_t i = 0; i < levels; ++i) {
    x = levels_[i]->drawn(part(weights, i), x, input, mode).clamp(-1, 1);
    if (i + 1 < levels) x = networks::edited(weights, std::move(x));
  }
  return x;
}

Expected<void> check_task(const networks::Task& task) {
  const std::string hint = "choose square pictures of 16, 32 or 64 pixels, which halve twice evenly";
  if (task.points)
    return fail(FailureKind::usage, "a pyramid makes pictures, but the data are points", "model", hint);
  if (task.lines)
    return fail(FailureKind::usage, "a pyramid makes pictures, but the data are lines of words", "model",
                "choose model = \"gan\" for lines and melodies");
  if (task.height != task.width || (task.height != 16 && task.height != 32 && task.height != 64))
    return fail(
        FailureKind::usage,
        "a pyramid cannot make pictures of " + std::to_string(task.width) + "×" + std::to_string(task.height),
        "data", hint);
  if (task.latent_dim < 3)
    return fail(FailureKind::usage, "each of the three levels needs a latent number of its own", "latent_dim",
                "choose 3 at least; 96 gives the levels 64, 16 and 16");
  return {};
}

}  // namespace ganscope::lapgan
