#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/pixel_unshuffle.h>
#include <ATen/ops/silu.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/models/flow/flow_network.h"
#include "core/networks/layers.h"

namespace ganscope::flow {
namespace {

using networks::Convolution;
using networks::LabelRows;
using networks::Linear;
using networks::Weights;

// Linear layers and SiLU; time and label are added to the first.
class PointFlow final : public FlowNetwork {
 public:
  PointFlow(const config::Settings& settings, const networks::Task& task, int64_t width, int64_t layers)
      : FlowNetwork(settings, task),
        from_sample_(layout_, "from_sample", task.dimensions, width),
        from_time_(layout_, "from_time", time_features, width, false),
        from_label_(label_rows("from_label", width)) {
    for (int64_t i = 2; i <= layers; ++i)
      hidden_.emplace_back(layout_, "hidden" + std::to_string(i), width, width);
    out_.emplace(layout_, "out", width, task.dimensions);
  }

  at::Tensor velocity(const Weights& weights, const at::Tensor& samples, const at::Tensor& times,
                      const at::Tensor& labels) const override {
    at::Tensor x = from_sample_(weights, samples);  // [N, width]
    x = x + from_time_(weights, features_of(times));
    if (from_label_) x = x + (*from_label_)(weights, labels);
    x = at::silu(x);
    for (const Linear& layer : hidden_) x = at::silu(layer(weights, x));
    return (*out_)(weights, x);  // [N, dimensions]
  }

 private:
  Linear from_sample_, from_time_;
  std::optional<LabelRows> from_label_;
  std::vector<Linear> hidden_;
  std::optional<Linear> out_;
};

constexpr int64_t smallest = 4;  // pixels of the innermost layers

// What time and label say to a layer: a number a channel.
struct Told {
  Told(networks::Layout& layout, const std::string& name, int64_t width, int64_t channels)
      : linear(layout, name + ".told", width, channels) {}
  // [N, C, H, W] and e [N or 1, width] → [N, C, H, W]
  at::Tensor operator()(const Weights& weights, const at::Tensor& x, const at::Tensor& e) const {
    const at::Tensor said = linear(weights, e);  // [N or 1, C]
    return x + said.view({said.size(0), -1, 1, 1});
  }
  Linear linear;
};

// A U-Net: 4×4 convolutions with stride 2 down to 4×4 pixels, two 3×3 there, sub-pixel convolutions back up
// (Shi 2016), each adding what the way down had at its size. Nothing is computed at the full size: the last
// layer is shown every pixel of x as one of four channels of half the size, so that the noise of each can be
// taken away. What x itself has to do with the velocity is one number a channel, by the time.
class PictureFlow final : public FlowNetwork {
 public:
  PictureFlow(const config::Settings& settings, const networks::Task& task, int64_t width)
      : FlowNetwork(settings, task),
        from_time_(layout_, "from_time", time_features, 4 * width),
        from_label_(label_rows("from_label", 4 * width)),
        skip_(layout_, "skip", 4 * width, task.channels) {
    int64_t in = task.channels;
    for (int64_t size = task.height / 2; size >= smallest; size /= 2) {
      const int64_t out = std::min<int64_t>(4, task.height / 2 / size) * width;
      const std::string name = "down" + std::to_string(down_.size() + 1);
      down_.push_back(
          {Convolution(layout_, name, in, out, {4, 2, 1}, true), Told(layout_, name, 4 * width, out)});
      in = out;
    }
    middle_.push_back(
        {Convolution(layout_, "middle1", in, in, {3, 1, 1}, true), Told(layout_, "middle1", 4 * width, in)});
    middle_.push_back(
        {Convolution(layout_, "middle2", in, in, {3, 1, 1}, true), Told(layout_, "middle2", 4 * width, in)});
    for (int64_t size = 2 * smallest; size <= task.height / 2; size *= 2) {
      const int64_t out = std::min<int64_t>(4, task.height / 2 / size) * width;
      const std::string name = "up" + std::to_string(up_.size() + 1);
      up_.push_back({Convolution(layout_, name, in, 4 * out, {3, 1, 1}, true),
                     Told(layout_, name, 4 * width, out),
                     Convolution(layout_, name + ".more", out, out, {3, 1, 1}, true)});
      in = out;
    }
    out_.emplace(layout_, "out", in + 4 * task.channels, 4 * task.channels, networks::Kernel{3, 1, 1}, true);
  }

  at::Tensor velocity(const Weights& weights, const at::Tensor& samples, const at::Tensor& times,
                      const at::Tensor& labels) const override {
    at::Tensor e = from_time_(weights, features_of(times));  // [N or 1, 4·width]
    if (from_label_) e = e + (*from_label_)(weights, labels);
    e = at::silu(e);
    std::vector<at::Tensor> passed;
    at::Tensor x = samples;
    for (const Down& down : down_) {
      x = at::silu(down.told(weights, down.convolution(weights, x), e));  // [N, C, H/2, W/2]
      passed.push_back(x);
    }
    const at::Tensor inner = at::silu(middle_[0].told(weights, middle_[0].convolution(weights, x), e));
    x = at::silu(x + middle_[1].told(weights, middle_[1].convolution(weights, inner), e));
    for (const Up& up : up_) {
      passed.pop_back();
      const at::Tensor doubled = pixel_shuffle(weights, up.convolution(weights, x));  // [N, C, 2H, 2W]
      x = at::silu(up.told(weights, doubled + passed.back(), e));
      x = at::silu(x + up.more(weights, x));
    }
    x = at::cat({x, at::pixel_unshuffle(samples, 2)}, 1).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor drawn = pixel_shuffle(weights, (*out_)(weights, x));  // [N, channels, H, W]
    const at::Tensor share = skip_(weights, e);                            // [N or 1, channels]
    return drawn + samples * share.view({share.size(0), -1, 1, 1});
  }

 private:
  struct Down {
    Convolution convolution;
    Told told;
  };
  struct Up {
    Convolution convolution;
    Told told;
    Convolution more;
  };
  Linear from_time_;
  std::optional<LabelRows> from_label_;
  Linear skip_;
  std::vector<Down> down_, middle_;
  std::vector<Up> up_;
  std::optional<Convolution> out_;
};

}  // namespace

Expected<std::unique_ptr<FlowNetwork>> make_network(const config::Settings& settings,
                                                    const networks::Task& task) {
  if (task.points)
    return std::make_unique<PointFlow>(settings, task, settings.integer("flow_width"),
                                       settings.integer("flow_layers"));
  if (task.lines)
    return fail(FailureKind::usage, "a flow makes pictures or points, but the data are lines of words",
                "model", "choose model = \"gan\" for lines and melodies");
  if (task.height != task.width || (task.height != 16 && task.height != 32 && task.height != 64))
    return fail(
        FailureKind::usage,
        "a flow cannot make pictures of " + std::to_string(task.width) + "×" + std::to_string(task.height),
        "model", "choose square pictures of 16, 32 or 64 pixels, or points");
  return std::make_unique<PictureFlow>(settings, task, settings.integer("flow_channels"));
}

}  // namespace ganscope::flow
