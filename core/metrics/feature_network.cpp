#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/nll_loss.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/format.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <sstream>
#include <system_error>

#include "core/base/random.h"
#include "core/metrics/features.h"
#include "core/storage/run_folder.h"
#include "core/storage/tensor_file.h"

namespace ganscope::metrics {
namespace {

constexpr const char* format_name = "ganscope-features-1";
constexpr uint64_t training_seed =
    20140610;  // any fixed number: the features must not change from call to call
constexpr int64_t training_steps = 900;
constexpr int64_t batch_size = 64;
constexpr double first_rate = 2e-3;
constexpr int64_t largest_held_out = 2000;
constexpr int64_t looked_at_once = 256;

struct Named {
  std::string name;
  at::Tensor tensor;
};

/// Three times (3×3 convolution, ReLU, 2×2 maximum), then 64 hidden units, then one linear head a question.
class Classifier {
 public:
  Classifier(int channels, const std::vector<Question>& questions, Random& random) {
    add("conv1", {16, channels, 3, 3}, random);
    add("conv2", {32, 16, 3, 3}, random);
    add("conv3", {64, 32, 3, 3}, random);
    add("hidden", {feature_count, 64 * 4 * 4}, random);
    for (const Question& question : questions)
      add("head." + question.key, {static_cast<int64_t>(question.values.size()), feature_count}, random);
    heads_ = questions.size();
  }

  /// [N, C, 32, 32] → [N, 64], not negative
  [[nodiscard]] at::Tensor features(const at::Tensor& pictures) const {
    at::Tensor x = pictures.contiguous(at::MemoryFormat::ChannelsLast);
    for (size_t layer = 0; layer < 3; ++layer)
      x = at::max_pool2d(at::relu(at::conv2d(x, weight(layer), bias(layer), 1, 1)), 2);  // 16, 8, 4 px
    return at::relu(at::linear(x.contiguous().flatten(1), weight(3), bias(3)));
  }
  /// [N, 64] → [N, values] logits
  [[nodiscard]] at::Tensor head(const at::Tensor& features, size_t question) const {
    return at::linear(features, weight(4 + question), bias(4 + question));
  }
  [[nodiscard]] size_t heads() const { return heads_; }
  [[nodiscard]] std::vector<Named>& parameters() { return parameters_; }

 private:
  void add(const std::string& name, const std::vector<int64_t>& shape, Random& random) {
    at::Tensor values = at::empty(shape, at::kFloat);
    const auto inputs = static_cast<double>(values.numel() / shape[0]);
    float* data = values.data_ptr<float>();
    random.fill_normal({data, static_cast<size_t>(values.numel())});
    for (int64_t i = 0; i < values.numel(); ++i)
      data[i] *= static_cast<float>(std::sqrt(2 / inputs));  // He 2015
    parameters_.push_back({name + ".weight", values.set_requires_grad(true)});
    parameters_.push_back({name + ".bias", at::zeros({shape[0]}, at::kFloat).set_requires_grad(true)});
  }
  [[nodiscard]] const at::Tensor& weight(size_t layer) const { return parameters_[2 * layer].tensor; }
  [[nodiscard]] const at::Tensor& bias(size_t layer) const { return parameters_[2 * layer + 1].tensor; }

  std::vector<Named> parameters_;
  size_t heads_ = 0;
};

/// Adam (Kingma & Ba 2015) over a handful of tensors.
class Optimiser {
 public:
  explicit Optimiser(std::vector<Named>& parameters) : parameters_(parameters) {
    for (const Named& parameter : parameters) {
      first_.push_back(at::zeros_like(parameter.tensor));
      second_.push_back(at::zeros_like(parameter.tensor));
    }
  }
  void step(double rate) {
    const at::NoGradGuard no_grad;
    ++steps_;
    const double correct1 = 1 - std::pow(0.9, steps_), correct2 = 1 - std::pow(0.999, steps_);
    for (size_t i = 0; i < parameters_.size(); ++i) {
      at::Tensor& gradient = parameters_[i].tensor.mutable_grad();
      first_[i].mul_(0.9).add_(gradient, 0.1);
      second_[i].mul_(0.999).addcmul_(gradient, gradient, 0.001);
      parameters_[i].tensor.addcdiv_(first_[i].div(correct1), second_[i].div(correct2).sqrt_().add_(1e-8),
                                     -rate);
      gradient.reset();
    }
  }

 private:
  std::vector<Named>& parameters_;
  std::vector<at::Tensor> first_, second_;
  int steps_ = 0;
};

/// Turns and mirrors one picture [channels, 32, 32] in place: quarter turns `turn % 4`, mirrored from 4 on.
void turn_picture(float* picture, int channels, int turn) {
  constexpr size_t side = input_side;
  std::vector<float> old(side * side);
  for (int c = 0; c < channels; ++c, picture += side * side) {
    std::copy_n(picture, side * side, old.begin());
    for (size_t y = 0; y < side; ++y)
      for (size_t x = 0; x < side; ++x) {
        size_t i = turn >= 4 ? side - 1 - x : x, j = y;
        for (int k = 0; k < turn % 4; ++k) {
          const size_t before = i;
          i = j;
          j = side - 1 - before;
        }
        picture[y * side + x] = old[j * side + i];
      }
  }
}

/// Pictures and answers of some indices of a data set.
class Examples {
 public:
  Examples(const data::Dataset& dataset, const std::vector<Question>& questions)
      : dataset_(dataset), turns_(questions.front().key == "turn") {}

  struct Batch {
    std::vector<float> pictures;                ///< [N, C, 32, 32]
    std::vector<std::vector<int64_t>> answers;  ///< one list a question
  };
  [[nodiscard]] Batch take(std::span<const int64_t> indices, Random& random) const {
    Batch batch;
    std::vector<uint8_t> pixels;
    for (const int64_t index : indices) {
      const auto picture = dataset_.picture(index);
      pixels.insert(pixels.end(), picture.begin(), picture.end());
    }
    batch.pictures = network_input(pixels, static_cast<int64_t>(indices.size()), dataset_.height,
                                   dataset_.width, dataset_.channels);
    const auto answers_from = [&](std::span<const uint8_t> of) {
      auto& list = batch.answers.emplace_back();
      for (const int64_t index : indices) list.push_back(of[static_cast<size_t>(index)]);
    };
    if (dataset_.has_labels()) answers_from(dataset_.labels);
    for (const data::Attribute& attribute : dataset_.attributes) answers_from(attribute.of);
    if (turns_) {
      auto& list = batch.answers.emplace_back();
      const size_t size = batch.pictures.size() / indices.size();
      for (size_t i = 0; i < indices.size(); ++i) {
        list.push_back(static_cast<int64_t>(random.below(8)));
        turn_picture(&batch.pictures[i * size], dataset_.channels, static_cast<int>(list.back()));
      }
    }
    return batch;
  }

 private:
  const data::Dataset& dataset_;
  bool turns_;
};

at::Tensor as_tensor(std::vector<float>& pictures, int64_t count, int channels) {
  return at::from_blob(pictures.data(), {count, channels, input_side, input_side}, at::kFloat);
}
at::Tensor as_tensor(std::vector<int64_t>& answers) {
  return at::from_blob(answers.data(), {static_cast<int64_t>(answers.size())}, at::kLong);
}

class TrainedNetwork final : public FeatureNetwork {
 public:
  TrainedNetwork(const data::Dataset& dataset, std::vector<Question> questions, Random& random)
      : height_(dataset.height),
        width_(dataset.width),
        channels_(dataset.channels),
        questions_(std::move(questions)),
        accuracy_(questions_.size()),
        classifier_(dataset.channels, questions_, random) {}

  Seen look(std::span<const uint8_t> pixels, int64_t count) override {
    const at::NoGradGuard no_grad;
    Seen seen;
    seen.answers.resize(questions_.size());
    const size_t bytes = count > 0 ? pixels.size() / static_cast<size_t>(count) : 0;
    for (int64_t begin = 0; begin < count; begin += looked_at_once) {
      const int64_t some = std::min(looked_at_once, count - begin);
      std::vector<float> input =
          network_input(pixels.subspan(static_cast<size_t>(begin) * bytes, static_cast<size_t>(some) * bytes),
                        some, height_, width_, channels_);
      const at::Tensor features = classifier_.features(as_tensor(input, some, channels_)).contiguous();
      const float* values = features.data_ptr<float>();
      seen.features.insert(seen.features.end(), values, values + features.numel());
      for (size_t q = 0; q < questions_.size(); ++q) {
        const at::Tensor answer = classifier_.head(features, q).argmax(1).contiguous();
        for (int64_t i = 0; i < some; ++i)
          seen.answers[q].push_back(static_cast<uint8_t>(answer.data_ptr<int64_t>()[i]));
      }
    }
    return seen;
  }
  [[nodiscard]] const std::vector<Question>& questions() const override { return questions_; }
  [[nodiscard]] const std::vector<double>& accuracy() const override { return accuracy_; }

  Expected<void> train(const data::Dataset& dataset, Random& random, const WorkContext& context) {
    const Examples examples(dataset, questions_);
    std::vector<int64_t> order(static_cast<size_t>(dataset.count));
    std::iota(order.begin(), order.end(), int64_t{0});
    shuffle(order, random);
    const auto held_out = static_cast<size_t>(std::min(largest_held_out, dataset.count / 5));
    const std::vector<int64_t> unseen(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(held_out));
    order.erase(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(held_out));
    Optimiser optimiser(classifier_.parameters());
    size_t at = 0;
    for (int64_t step = 0; step < training_steps; ++step) {
      if (context.cancelled())
        return fail(FailureKind::cancelled, "interrupted while the feature network learned", "",
                    "nothing was measured");
      std::vector<int64_t> indices;
      while (indices.size() < static_cast<size_t>(batch_size)) {
        if (at == order.size()) {
          shuffle(order, random);
          at = 0;
        }
        indices.push_back(order[at++]);
      }
      Examples::Batch batch = examples.take(indices, random);
      const at::Tensor features = classifier_.features(as_tensor(batch.pictures, batch_size, channels_));
      at::Tensor loss = at::zeros({}, at::kFloat);
      for (size_t q = 0; q < questions_.size(); ++q)
        loss = loss.add(
            at::nll_loss(at::log_softmax(classifier_.head(features, q), 1), as_tensor(batch.answers[q])));
      loss.backward();
      optimiser.step(first_rate * (1 - static_cast<double>(step) / training_steps));
      context.report({"Training the feature network (once for these data)", step + 1, training_steps});
    }
    judge(examples, unseen.empty() ? order : unseen, random);
    return {};
  }

  [[nodiscard]] storage::TensorFile to_file() {
    storage::TensorFile file;
    for (const Named& parameter : classifier_.parameters()) {
      const at::Tensor plain = parameter.tensor.detach().contiguous();
      storage::NamedTensor named{parameter.name, storage::DType::f32, plain.sizes().vec(), {}};
      named.bytes.resize(static_cast<size_t>(plain.numel()) * sizeof(float));
      std::memcpy(named.bytes.data(), plain.data_ptr<float>(), named.bytes.size());
      file.tensors.push_back(std::move(named));
    }
    file.metadata["format"] = format_name;
    file.metadata["accuracy"] = fmt::format("{}", fmt::join(accuracy_, " "));
    return file;
  }

  /// False when the file belongs to another network.
  bool from_file(const storage::TensorFile& file) {
    const at::NoGradGuard no_grad;
    const auto format = file.metadata.find("format"), accuracy = file.metadata.find("accuracy");
    if (format == file.metadata.end() || format->second != format_name || accuracy == file.metadata.end())
      return false;
    std::istringstream numbers(accuracy->second);
    for (double& value : accuracy_)
      if (!(numbers >> value)) return false;
    std::map<std::string, const storage::NamedTensor*> by_name;
    for (const storage::NamedTensor& tensor : file.tensors) by_name[tensor.name] = &tensor;
    for (Named& parameter : classifier_.parameters()) {
      const auto found = by_name.find(parameter.name);
      if (found == by_name.end() || found->second->dtype != storage::DType::f32 ||
          found->second->shape != parameter.tensor.sizes().vec())
        return false;
      std::memcpy(parameter.tensor.data_ptr<float>(), found->second->bytes.data(),
                  found->second->bytes.size());
    }
    return true;
  }

 private:
  static void shuffle(std::vector<int64_t>& order, Random& random) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  }

  void judge(const Examples& examples, std::span<const int64_t> indices, Random& random) {
    const at::NoGradGuard no_grad;
    std::vector<int64_t> right(questions_.size());
    for (size_t begin = 0; begin < indices.size(); begin += looked_at_once) {
      const auto some = indices.subspan(begin, std::min<size_t>(looked_at_once, indices.size() - begin));
      Examples::Batch batch = examples.take(some, random);
      const at::Tensor features =
          classifier_.features(as_tensor(batch.pictures, static_cast<int64_t>(some.size()), channels_));
      for (size_t q = 0; q < questions_.size(); ++q)
        right[q] +=
            classifier_.head(features, q).argmax(1).eq(as_tensor(batch.answers[q])).sum().item<int64_t>();
    }
    for (size_t q = 0; q < questions_.size(); ++q)
      accuracy_[q] = static_cast<double>(right[q]) / static_cast<double>(indices.size());
  }

  int height_, width_, channels_;
  std::vector<Question> questions_;
  std::vector<double> accuracy_;
  Classifier classifier_;
};

}  // namespace

Expected<std::unique_ptr<FeatureNetwork>> feature_network(const data::Dataset& dataset,
                                                          const WorkContext& context) {
  if (dataset.kind != data::Kind::images)
    return fail(FailureKind::unsupported, "only pictures have features", dataset.title,
                "points are judged by their modes");
  Random random(training_seed);
  auto network = std::make_unique<TrainedNetwork>(dataset, questions_of(dataset), random);
  context.report({"Looking at the data", 0, 0});
  const std::filesystem::path file =
      storage::user_cache_folder() / "features" / (fingerprint(dataset) + ".safetensors");
  std::error_code error;
  if (std::filesystem::exists(file, error))
    if (const auto cached = storage::read_tensor_file(file); cached && network->from_file(*cached))
      return network;
  if (auto trained = network->train(dataset, random, context); !trained)
    return tl::unexpected(trained.error());
  std::filesystem::create_directories(file.parent_path(), error);
  // Without the cache the next call trains again: slower, but no failure.
  if (!error) static_cast<void>(storage::write_tensor_file(file, network->to_file()));
  return network;
}

}  // namespace ganscope::metrics
