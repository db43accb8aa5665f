#include "core/metrics/two_sample.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/metrics/pictures/classifier.h"
#include "core/metrics/pictures/features.h"

namespace ganscope::metrics {
namespace {

constexpr uint64_t test_seed = 20170424;  // fixed: the same samples get the same figure in every call

/// How a test learns; `say` turns samples [N] of either side into logits [N, 2].
struct Learner {
  int64_t steps = 0, batch = 0;
  double rate = 0;
  std::vector<NamedParameter>* parameters = nullptr;
  /// `indices` below `each`: real; from `each` on: generated
  std::function<at::Tensor(std::span<const int64_t> indices)> say;
};

void shuffle(std::span<int64_t> order, Random& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
}

std::vector<int64_t> sides(std::span<const int64_t> indices, int64_t each) {
  std::vector<int64_t> answers;
  for (const int64_t index : indices) answers.push_back(index < each ? 0 : 1);
  return answers;
}

/// Trains on half of each side, `each` samples of either, and asks about the other halves.
Expected<TwoSample> learn_and_ask(const Learner& learner, int64_t each, Random& random,
                                  const WorkContext& context) {
  std::vector<int64_t> of_real, learned, asked;
  for (int64_t i = 0; i < each; ++i) of_real.push_back(i);
  shuffle(of_real, random);
  for (int64_t i = 0; i < each; ++i)
    for (const int64_t side : {int64_t{0}, each})
      (i < each / 2 ? learned : asked).push_back(of_real[static_cast<size_t>(i)] + side);
  SmallAdam optimiser(*learner.parameters);
  size_t at = learned.size();
  for (int64_t step = 0; step < learner.steps; ++step) {
    if (context.cancelled())
      return fail(FailureKind::cancelled, "interrupted in the two-sample test", "", "nothing was measured");
    std::vector<int64_t> indices;
    while (static_cast<int64_t>(indices.size()) < learner.batch) {
      if (at == learned.size()) {
        shuffle(learned, random);
        at = 0;
      }
      indices.push_back(learned[at++]);
    }
    std::vector<int64_t> answers = sides(indices, each);
    cross_entropy(learner.say(indices), index_tensor(answers)).backward();
    optimiser.step(learner.rate * (1 - static_cast<double>(step) / static_cast<double>(learner.steps)));
    context.report({"Telling real from generated", step + 1, learner.steps});
  }
  const at::NoGradGuard no_grad;
  int64_t right = 0;
  for (size_t begin = 0; begin < asked.size(); begin += 256) {
    const auto some = std::span(asked).subspan(begin, std::min<size_t>(256, asked.size() - begin));
    std::vector<int64_t> answers = sides(some, each);
    right += learner.say(some).argmax(1).eq(index_tensor(answers)).sum().item<int64_t>();
  }
  const auto questions = static_cast<int64_t>(asked.size());
  return TwoSample{static_cast<double>(right) / static_cast<double>(questions), questions};
}

/// Coordinates moved and scaled to mean 0 and variance 1 over all of them.
void standardise(std::vector<float>& points, size_t d) {
  const auto n = static_cast<double>(points.size() / d);
  for (size_t k = 0; k < d; ++k) {
    double sum = 0, squares = 0;
    for (size_t i = k; i < points.size(); i += d) sum += static_cast<double>(points[i]);
    for (size_t i = k; i < points.size(); i += d)
      squares += std::pow(static_cast<double>(points[i]) - sum / n, 2);
    const double deviation = std::sqrt(squares / n);
    for (size_t i = k; i < points.size(); i += d)
      points[i] = static_cast<float>((static_cast<double>(points[i]) - sum / n) / std::max(deviation, 1e-12));
  }
}

}  // namespace

Expected<TwoSample> two_sample_points(std::span<const float> real, std::span<const float> fake,
                                      int dimensions, const WorkContext& context) {
  constexpr size_t most = 5000;
  const auto d = static_cast<size_t>(dimensions);
  const size_t each = std::min({real.size() / d, fake.size() / d, most});
  GANSCOPE_CHECK(each >= static_cast<size_t>(fewest_of_two_samples), "a two-sample test needs more points");
  std::vector<float> points(real.begin(), real.begin() + static_cast<std::ptrdiff_t>(each * d));
  points.insert(points.end(), fake.begin(), fake.begin() + static_cast<std::ptrdiff_t>(each * d));
  if (!std::ranges::all_of(points, [](float value) { return std::isfinite(value); }))
    return TwoSample{std::numeric_limits<double>::quiet_NaN(), 0};
  standardise(points, d);

  Random random(test_seed);
  Layers layers;
  layers.add("1", {64, dimensions}, random);
  layers.add("2", {64, 64}, random);
  layers.add("3", {2, 64}, random);
  const auto say = [&](std::span<const int64_t> indices) {
    std::vector<float> rows;
    for (const int64_t index : indices) {
      const auto row = std::span(points).subspan(static_cast<size_t>(index) * d, d);
      rows.insert(rows.end(), row.begin(), row.end());
    }
    at::Tensor x =  // [N, dimensions]
        at::from_blob(rows.data(), {static_cast<int64_t>(indices.size()), dimensions}, at::kFloat).clone();
    for (size_t layer = 0; layer < 2; ++layer)
      x = at::relu(at::linear(x, layers.weight(layer), layers.bias(layer)));
    return at::linear(x, layers.weight(2), layers.bias(2));  // [N, 2]
  };
  return learn_and_ask({400, 256, 5e-3, &layers.parameters(), say}, static_cast<int64_t>(each), random,
                       context);
}

Expected<TwoSample> two_sample_pictures(std::span<const uint8_t> real, std::span<const uint8_t> fake,
                                        PictureShape shape, const WorkContext& context) {
  constexpr size_t most = 2000;
  const size_t bytes = static_cast<size_t>(shape.height) * static_cast<size_t>(shape.width) *
                       static_cast<size_t>(shape.channels);
  const size_t each = std::min({real.size() / bytes, fake.size() / bytes, most});
  GANSCOPE_CHECK(each >= static_cast<size_t>(fewest_of_two_samples), "a two-sample test needs more pictures");
  Random random(test_seed);
  Classifier classifier(shape.channels, {{"side", 2}}, random);
  const auto say = [&](std::span<const int64_t> indices) {
    std::vector<uint8_t> pixels;
    for (const int64_t index : indices) {
      const auto number = static_cast<size_t>(index);
      const auto picture =
          number < each ? real.subspan(number * bytes, bytes) : fake.subspan((number - each) * bytes, bytes);
      pixels.insert(pixels.end(), picture.begin(), picture.end());
    }
    const auto count = static_cast<int64_t>(indices.size());
    std::vector<float> input = network_input(pixels, count, shape.height, shape.width, shape.channels);
    const at::Tensor pictures = picture_tensor(input, count, shape.channels).clone();  // outlives `input`
    return classifier.head(classifier.features(pictures), 0);                          // [N, 2]
  };
  return learn_and_ask({250, 64, 1e-3, &classifier.parameters(), say}, static_cast<int64_t>(each), random,
                       context);
}

}  // namespace ganscope::metrics
