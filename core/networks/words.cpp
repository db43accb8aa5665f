#include "core/networks/words.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros_like.h>

#include <string>
#include <utility>

#include "core/networks/editing.h"
#include "core/networks/mlp.h"

namespace ganscope::networks {
namespace {

// A row is a place and a column a word; all rows of all channels are places. z → hidden layers, LeakyReLU 0.2
// → logits; p = softmax(logits / temperature) along each row; onehot(argmax p) + p − stopgrad(p): forward a
// word is chosen whole, backward the gradient of p is used in its place (straight through, Bengio 2013).
// There is no noise beside z, so that a latent is always the same line. The one-hot rows are given out as 2x
// − 1.
class WordsGenerator final : public Generator {
 public:
  WordsGenerator(const config::Settings& settings, const Task& task)
      : Generator(settings, task), task_(task), temperature_(settings.real("words_temperature")) {
    const int64_t width = settings.integer("words_width");
    const int64_t layers = settings.integer("words_layers");
    for (int64_t i = 0; i < layers; ++i)
      hidden_.emplace_back(layout_, "hidden" + std::to_string(i + 1), i == 0 ? first_dim() : width, width);
    logits_.emplace(layout_, "logits", width, int64_t{task.channels} * task.height * task.width);
    from_label_ = label_rows("from_label", width);
    later_noise_ = LaterNoise::at_layer(layout_, settings, task.latent_dim, width);
  }

 protected:
  at::Tensor draw(const Weights& weights, const at::Tensor& input, const at::Tensor& labels,
                  Mode /*mode*/) const override {
    at::Tensor x = first_input(input);
    for (size_t i = 0; i < hidden_.size(); ++i) {
      x = hidden_[i](weights, x);  // [N, width]
      if (i == 0 && from_label_) x = x + (*from_label_)(weights, labels);
      x = at::leaky_relu_(x, 0.2);
      if (later_noise_ && i == hidden_.size() / 2) x = (*later_noise_)(weights, x, input);
      x = edited(weights, std::move(x));
    }
    const at::Tensor logits = (*logits_)(weights, x).view({-1, task_.channels, task_.height, task_.width});
    const at::Tensor p =
        at::softmax(logits / temperature_, 3);  // [N, C, places, words] float32, rows sum to 1
    const at::Tensor chosen = at::zeros_like(p).scatter_(3, p.argmax(3, /*keepdim=*/true), 1.0);
    const at::Tensor samples = (chosen + (p - p.detach())) * 2 - 1;  // −1 and 1, exactly
    return samples.contiguous(at::MemoryFormat::ChannelsLast);
  }

 private:
  Task task_;
  double temperature_;
  std::vector<Linear> hidden_;
  std::optional<Linear> logits_;
  std::optional<LabelRows> from_label_;
  std::optional<LaterNoise> later_noise_;
};

Expected<void> check_rows(const Task& task) {
  if (task.lines) return {};
  if (task.points)
    return fail(FailureKind::usage, "words writes lines of words, but the data are points", "network",
                "choose network = \"mlp\" for points");
  return fail(FailureKind::usage, "words writes lines of words, but the data are none", "network",
              "choose network = \"dcgan\" for pictures, sounds and films");
}

Expected<std::unique_ptr<Generator>> make_words_generator(const config::Settings& settings,
                                                          const Task& task) {
  if (auto fits = check_rows(task); !fits) return tl::unexpected(fits.error());
  return std::make_unique<WordsGenerator>(settings, task);
}

Expected<std::unique_ptr<Discriminator>> make_words_discriminator(const config::Settings& settings,
                                                                  const Task& task) {
  if (auto fits = check_rows(task); !fits) return tl::unexpected(fits.error());
  return one_hot_discriminator(settings, task,
                               std::vector<int64_t>(static_cast<size_t>(settings.integer("words_layers")),
                                                    settings.integer("words_width")));
}

std::vector<config::Option> words_options() {
  using config::number_option;
  using config::Player;
  return {
      number_option("words_width", "Width (words)", "Units in every hidden layer of both networks.",
                    int64_t{256}, 1, 2048),
      number_option("words_layers", "Layers (words)", "How many hidden layers both networks have.",
                    int64_t{2}, 1, 8),
      number_option(
          "words_temperature", "Temperature of the softmax",
          "What G's logits are divided by before its softmax. Low makes it sure, so that only words "
          "near the chosen one are heard of by the gradient; high spreads it over all words.",
          1.0, 0.1, 10, Player::generator),
  };
}

}  // namespace

NetworkEntry words() {
  return {
      {"words", "Words, straight-through",
       "Fully connected networks for lines of words. G chooses a whole word for every place; backward the "
       "gradient of its softmax is used instead (the straight-through estimator, Bengio 2013).",
       words_options()},
      make_words_generator,
      make_words_discriminator};
}

}  // namespace ganscope::networks
