#include "core/networks/mlp.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "core/config/layer_widths.h"
#include "core/networks/editing.h"
#include "core/networks/normalisation.h"
#include "core/networks/plain_mlp.h"

namespace ganscope::networks {
namespace {

Activation activation_of(const std::string& name) {
  if (name == "tanh") return Activation::tanh;
  if (name == "elu") return Activation::elu;
  if (name == "maxout") return Activation::maxout;
  return name == "relu" ? Activation::relu : Activation::leaky_relu;
}

struct MlpPlan {
  std::vector<int64_t> widths;  // of the hidden layers
  Activation activation;
  int64_t pieces = 1;  // maxout only
  bool batch_norm = false;
  int64_t noise_layers = 0;  // G only: hidden layers after the first with latent numbers of their own
  bool one_hot = false;  // D only: samples are rows of −1 with a 1, which the first layer sees as 0 and 1

  [[nodiscard]] int64_t last_width() const { return widths.back(); }
};

// One hidden layer: linear, then norm, then what bends it. [N, in] → [N, width]
struct Hidden {
  Linear linear;
  std::optional<Norm> norm;

  Hidden(Layout& layout, const std::string& name, int64_t in, int64_t width, const MlpPlan& plan,
         LayerKind kind)
      : linear(layout, name, in, width * plan.pieces, !plan.batch_norm, kind) {
    if (plan.batch_norm) norm.emplace(layout, name + ".norm", width * plan.pieces, Norm::Over::batch);
  }
};

// In place where the layer before needs its input for the backward pass, not its output.
at::Tensor activate(at::Tensor x, const MlpPlan& plan) {
  switch (plan.activation) {
    case Activation::relu:
      return x.relu_();
    case Activation::leaky_relu:
      return at::leaky_relu_(x, 0.2);
    case Activation::elu:
      return at::elu(x);
    case Activation::maxout:  // the largest of `pieces` linear functions (Goodfellow 2013)
      return x.view({x.size(0), -1, plan.pieces}).amax(2);
    case Activation::tanh:
      break;
  }
  return at::tanh(x);
}

// `more`: what comes into a layer beside the answers of the one before.
std::vector<Hidden> hidden_layers(Layout& layout, int64_t in, const MlpPlan& plan, LayerKind kind,
                                  const std::function<int64_t(size_t layer)>& more) {
  std::vector<Hidden> layers;
  for (size_t i = 0; i < plan.widths.size(); ++i) {
    const int64_t from = (i == 0 ? in : plan.widths[i - 1]) + more(i);
    layers.emplace_back(layout, "hidden" + std::to_string(i + 1), from, plan.widths[i], plan, kind);
  }
  return layers;
}

// The latent's numbers that each hidden layer is given: [first, first + count). All enter the first layer, or
// they are parted evenly among it and the next `noise_layers`, earlier ones getting one more where it must
// be.
struct Share {
  int64_t first = 0, count = 0;
};
std::vector<Share> shares_of(const MlpPlan& plan, int64_t latent_dim) {
  const int64_t layers =
      std::min({plan.noise_layers + 1, static_cast<int64_t>(plan.widths.size()), latent_dim});
  std::vector<Share> shares(plan.widths.size());
  int64_t first = 0;
  for (int64_t i = 0; i < layers; ++i) {
    const int64_t count = latent_dim / layers + (i < latent_dim % layers ? 1 : 0);
    shares[static_cast<size_t>(i)] = {first, count};
    first += count;
  }
  return shares;
}

// The layers as plain products, where each is nothing but a linear function and what bends it.
PlainPlan plain_plan(const Layout& layout, const std::vector<Hidden>& hidden, const Linear& last,
                     Activation activation) {
  PlainPlan plan{activation, {}};
  const auto add = [&](const Linear& linear) {
    const Part& weight = layout.parameters()[linear.weight];
    plan.layers.push_back(
        {weight.shape[1], weight.shape[0], weight.offset, layout.parameters()[*linear.bias].offset});
  };
  for (const Hidden& layer : hidden) add(layer.linear);
  add(last);
  return plan;
}

int64_t sample_size(const Task& task) {
  return task.points ? task.dimensions : int64_t{task.channels} * task.height * task.width;
}

class MlpGenerator final : public Generator {
 public:
  MlpGenerator(const config::Settings& settings, const Task& task, const MlpPlan& plan)
      : Generator(settings, task),
        task_(task),
        plan_(plan),
        early_(Generator::latent_parts().front()),
        shares_(shares_of(plan, early_)),
        hidden_(hidden_layers(layout_, first_dim() - early_, plan, LayerKind::plain,
                              [this](size_t layer) { return shares_[layer].count; })),
        out_(layout_, "out", plan.last_width(), sample_size(task)),
        from_label_(label_rows("from_label", plan.widths.front())),
        later_noise_(
            LaterNoise::at_layer(layout_, settings, task.latent_dim, plan.widths[plan.widths.size() / 2])) {}

  [[nodiscard]] std::optional<PlainPlan> plain() const override {
    if (!task_.points || task_.classes > 0 || plan_.batch_norm || has_mapping() || parted()) return {};
    return plain_plan(layout_, hidden_, out_, plan_.activation);
  }
  [[nodiscard]] std::vector<int64_t> latent_parts() const override {
    std::vector<int64_t> parts;
    for (const Share& share : shares_)
      if (share.count > 0) parts.push_back(share.count);
    if (later_noise_) parts.push_back(task_.latent_dim - early_);
    return parts;
  }

 protected:
  at::Tensor draw(const Weights& weights, const at::Tensor& input, const at::Tensor& labels,
                  Mode mode) const override {
    at::Tensor x = parted() ? with_embedding(input, shares_.front().count) : input;
    for (size_t i = 0; i < hidden_.size(); ++i) {
      if (i > 0 && shares_[i].count > 0)
        x = at::cat({x, input.narrow(1, shares_[i].first, shares_[i].count)}, 1);
      x = hidden_[i].linear(weights, x);  // [N, width]
      if (i == 0 && from_label_) x = x + (*from_label_)(weights, labels);
      if (hidden_[i].norm) x = (*hidden_[i].norm)(weights, x, mode);
      x = activate(std::move(x), plan_);
      if (later_noise_ && i == hidden_.size() / 2) x = (*later_noise_)(weights, x, input);
      x = edited(weights, std::move(x));
    }
    x = out_(weights, x);        // [N, sample size]
    if (task_.points) return x;  // [N, dimensions] float32
    return at::tanh(x)
        .view({-1, task_.height, task_.width, task_.channels})
        .permute({0, 3, 1, 2});  // [N, C, H, W]
  }

 private:
  [[nodiscard]] bool parted() const { return shares_.front().count < task_.latent_dim; }
  Task task_;
  MlpPlan plan_;
  int64_t early_;              // numbers of the latent that are no noise at a later layer
  std::vector<Share> shares_;  // of them, a hidden layer each
  std::vector<Hidden> hidden_;
  Linear out_;
  std::optional<LabelRows> from_label_;
  std::optional<LaterNoise> later_noise_;
};

class MlpDiscriminator final : public Discriminator {
 public:
  MlpDiscriminator(const config::Settings& settings, const Task& task, const MlpPlan& plan)
      : Discriminator(settings, task),
        task_(task),
        size_(sample_size(task) * task.packing),
        plan_(plan),
        stddev_(minibatch_stddev()),
        hidden_(hidden_layers(
            layout_, size_ + label_columns(), plan, layer_kind(),
            [&plan, this](size_t layer) { return layer + 1 == plan.widths.size() ? stddev_columns() : 0; })) {
    declare_head(plan.last_width());
  }

  [[nodiscard]] std::optional<PlainPlan> plain() const override {
    const bool special =
        stddev_ || layer_kind() != LayerKind::plain || plan_.activation == Activation::maxout;
    if (!task_.points || task_.classes > 0 || special) return {};
    return plain_plan(layout_, hidden_, to_logit(), plan_.activation);
  }

 protected:
  at::Tensor features(const Weights& weights, const at::Tensor& samples, const at::Tensor& columns,
                      Mode mode) const override {
    at::Tensor x = samples.dim() == 4 ? samples.permute({0, 2, 3, 1}).flatten(1) : samples;
    TORCH_CHECK(x.dim() == 2 && x.size(1) == size_, "samples must have ", size_, " values each");
    if (plan_.one_hot) x = (x + 1) * 0.5;
    if (columns.defined()) x = with_columns(x, columns);
    for (const Hidden& layer : hidden_) {
      if (stddev_ && &layer == &hidden_.back()) x = (*stddev_)(weights, x, mode);
      x = activate(layer.linear(weights, x, mode), plan_);  // [N, width]
    }
    return x;
  }

 private:
  Task task_;
  int64_t size_;
  MlpPlan plan_;
  std::optional<MinibatchStddev> stddev_;
  std::vector<Hidden> hidden_;
};

Expected<std::unique_ptr<Generator>> make_mlp_generator(const config::Settings& settings, const Task& task) {
  auto widths = config::hidden_widths(settings, config::Player::generator);
  if (!widths) return tl::unexpected(widths.error());
  const MlpPlan plan{std::move(*widths), activation_of(settings.text("activation")), 1,
                     settings.text("mlp_norm_g") == "batch",
                     settings.has("noise_layers") ? settings.integer("noise_layers") : 0};
  return std::make_unique<MlpGenerator>(settings, task, plan);
}

Expected<std::unique_ptr<Discriminator>> make_mlp_discriminator(const config::Settings& settings,
                                                                const Task& task) {
  auto widths = config::hidden_widths(settings, config::Player::discriminator);
  if (!widths) return tl::unexpected(widths.error());
  const std::string& own = settings.text("activation_d");
  MlpPlan plan{std::move(*widths), activation_of(own == "same" ? settings.text("activation") : own)};
  if (plan.activation == Activation::maxout) plan.pieces = settings.integer("maxout_pieces");
  return std::make_unique<MlpDiscriminator>(settings, task, plan);
}

config::Option widths_option(std::string key, std::string title, config::Player player) {
  config::Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help =
      "Units of each hidden layer, as 32,16. Empty: as many layers, and as wide, as the options above say.";
  option.initial = std::string();
  option.player = player;
  option.prominence = config::Prominence::files_only;
  return option;
}

std::vector<config::Option> mlp_options() {
  using config::choice_option;
  using config::number_option;
  using config::Player;
  return {
      number_option("hidden_width", "Hidden width", "Units in every hidden layer of both networks.",
                    int64_t{128}, 1, 2048, Player::none),
      number_option("hidden_layers", "Hidden layers", "How many hidden layers both networks have.",
                    int64_t{2}, 1, 8, Player::none),
      choice_option("activation", "Activation", "What bends the output of every hidden layer.",
                    {"relu", "leaky_relu", "tanh", "elu"}, Player::none),
      choice_option("mlp_norm_g", "Generator norm (MLP)",
                    "Batch normalisation after every hidden layer of the generator, or none.",
                    {"none", "batch"}, Player::generator),
      number_option("hidden_width_d", "Hidden width of D", "Units in D's hidden layers. 0: as many as G's.",
                    int64_t{0}, 0, 2048, Player::discriminator),
      number_option("hidden_layers_d", "Hidden layers of D", "How many hidden layers D has. 0: as many as G.",
                    int64_t{0}, 0, 8, Player::discriminator),
      choice_option(
          "activation_d", "Activation of D",
          "What bends the output of D's hidden layers: the same as G's, or its own. maxout takes the "
          "largest of several linear functions (Goodfellow 2013).",
          {"same", "relu", "leaky_relu", "tanh", "elu", "maxout"}, Player::discriminator),
      number_option("maxout_pieces", "Maxout pieces",
                    "With maxout in D: how many linear functions a unit has.", int64_t{5}, 2, 8,
                    Player::discriminator),
      number_option("noise_layers", "Noise into further layers",
                    "How many hidden layers of G after the first are given latent numbers of their own, z⁽²⁾ "
                    "and so on (Goodfellow 2016): the latent is parted evenly among them. 0: all enter the "
                    "first.",
                    int64_t{0}, 0, 7, Player::generator),
      widths_option("layers_g", "Hidden layers of G, one by one", Player::generator),
      widths_option("layers_d", "Hidden layers of D, one by one", Player::discriminator),
  };
}

}  // namespace

std::unique_ptr<Discriminator> one_hot_discriminator(const config::Settings& settings, const Task& task,
                                                     std::vector<int64_t> widths) {
  MlpPlan plan{std::move(widths), Activation::leaky_relu};
  plan.one_hot = true;
  return std::make_unique<MlpDiscriminator>(settings, task, plan);
}

NetworkEntry mlp() {
  return {{"mlp", "Fully connected (MLP)",
           "A few fully connected layers, as in the first GAN (Goodfellow 2014). For points, and for "
           "pictures that may be blurry.",
           mlp_options()},
          make_mlp_generator,
          make_mlp_discriminator};
}

}  // namespace ganscope::networks
