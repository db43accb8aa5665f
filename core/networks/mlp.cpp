#include "core/networks/mlp.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>

#include <string>
#include <utility>

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
  int64_t width, depth;
  Activation activation;
  int64_t pieces = 1;  // maxout only
  bool batch_norm = false;
};

// One hidden layer: linear, then norm, then what bends it. [N, in] → [N, width]
struct Hidden {
  Linear linear;
  std::optional<Norm> norm;

  Hidden(Layout& layout, const std::string& name, int64_t in, const MlpPlan& plan, LayerKind kind)
      : linear(layout, name, in, plan.width * plan.pieces, !plan.batch_norm, kind) {
    if (plan.batch_norm) norm.emplace(layout, name + ".norm", plan.width * plan.pieces, Norm::Over::batch);
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
      return x.view({x.size(0), plan.width, plan.pieces}).amax(2);
    case Activation::tanh:
      break;
  }
  return at::tanh(x);
}

std::vector<Hidden> hidden_layers(Layout& layout, int64_t in, const MlpPlan& plan, LayerKind kind,
                                  int64_t more_into_last = 0) {
  std::vector<Hidden> layers;
  for (int64_t i = 0; i < plan.depth; ++i) {
    const int64_t from = (i == 0 ? in : plan.width) + (i + 1 == plan.depth ? more_into_last : 0);
    layers.emplace_back(layout, "hidden" + std::to_string(i + 1), from, plan, kind);
  }
  return layers;
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
        hidden_(hidden_layers(layout_, input_dim(), plan, LayerKind::plain)),
        out_(layout_, "out", plan.width, sample_size(task)),
        from_label_(label_rows("from_label", plan.width)) {}

  [[nodiscard]] std::optional<PlainPlan> plain() const override {
    if (!task_.points || task_.classes > 0 || plan_.batch_norm || has_mapping()) return {};
    return plain_plan(layout_, hidden_, out_, plan_.activation);
  }

 protected:
  at::Tensor draw(const Weights& weights, const at::Tensor& input, const at::Tensor& labels,
                  Mode mode) const override {
    at::Tensor x = input;
    for (size_t i = 0; i < hidden_.size(); ++i) {
      x = hidden_[i].linear(weights, x);  // [N, width]
      if (i == 0 && from_label_) x = x + (*from_label_)(weights, labels);
      if (hidden_[i].norm) x = (*hidden_[i].norm)(weights, x, mode);
      x = edited(weights, activate(std::move(x), plan_));
    }
    x = out_(weights, x);        // [N, sample size]
    if (task_.points) return x;  // [N, dimensions] float32
    return at::tanh(x)
        .view({-1, task_.height, task_.width, task_.channels})
        .permute({0, 3, 1, 2});  // [N, C, H, W]
  }

 private:
  Task task_;
  MlpPlan plan_;
  std::vector<Hidden> hidden_;
  Linear out_;
  std::optional<LabelRows> from_label_;
};

class MlpDiscriminator final : public Discriminator {
 public:
  MlpDiscriminator(const config::Settings& settings, const Task& task, const MlpPlan& plan)
      : Discriminator(settings, task),
        task_(task),
        size_(sample_size(task) * task.packing),
        plan_(plan),
        stddev_(minibatch_stddev()),
        hidden_(hidden_layers(layout_, size_ + label_columns(), plan, layer_kind(), stddev_columns())) {
    declare_head(plan.width);
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
  const MlpPlan plan{settings.integer("hidden_width"), settings.integer("hidden_layers"),
                     activation_of(settings.text("activation")), 1, settings.text("mlp_norm_g") == "batch"};
  return std::make_unique<MlpGenerator>(settings, task, plan);
}

Expected<std::unique_ptr<Discriminator>> make_mlp_discriminator(const config::Settings& settings,
                                                                const Task& task) {
  const auto own_or = [&](const char* own, const char* shared) {
    return settings.integer(own) > 0 ? settings.integer(own) : settings.integer(shared);
  };
  const std::string& own = settings.text("activation_d");
  MlpPlan plan{own_or("hidden_width_d", "hidden_width"), own_or("hidden_layers_d", "hidden_layers"),
               activation_of(own == "same" ? settings.text("activation") : own)};
  if (plan.activation == Activation::maxout) plan.pieces = settings.integer("maxout_pieces");
  return std::make_unique<MlpDiscriminator>(settings, task, plan);
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
  };
}

}  // namespace

NetworkEntry mlp() {
  return {{"mlp", "Fully connected (MLP)",
           "A few fully connected layers, as in the first GAN (Goodfellow 2014). For points, and for "
           "pictures that may be blurry.",
           mlp_options()},
          make_mlp_generator,
          make_mlp_discriminator};
}

}  // namespace ganscope::networks
