#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/softmax.h>
#include <fmt/format.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <numeric>
#include <sstream>
#include <system_error>

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/metrics/pictures/classifier.h"
#include "core/metrics/pictures/examples.h"
#include "core/metrics/pictures/features.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"
#include "core/storage/tensor_file.h"
#include "ganscope/embedded/feature_files.h"

namespace ganscope::metrics {
namespace {

constexpr const char* format_name = "ganscope-features-2";
constexpr uint64_t training_seed = 20140610;  // fixed: the features must not change from call to call
constexpr int64_t most_steps = 900, fewest_steps = 150;  // thirty times through the data, between these
constexpr int64_t batch_size = 64;
constexpr double first_rate = 2e-3;
constexpr int64_t largest_held_out = 2000;
constexpr int64_t looked_at_once = 256;

std::vector<Head> heads_of(const std::vector<Question>& questions) {
  std::vector<Head> heads;
  for (const Question& question : questions)
    heads.push_back({question.key, static_cast<int64_t>(question.values.size())});
  return heads;
}

}  // namespace

class TrainedNetwork final : public FeatureNetwork {
 public:
  TrainedNetwork(const data::Dataset& dataset, Random& random)
      : height_(dataset.height),
        width_(dataset.width),
        channels_(dataset.channels),
        questions_(questions_of(dataset)),
        accuracy_(questions_.size()),
        classifier_(dataset.channels, heads_of(questions_), random) {}

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
      const at::Tensor features = classifier_.features(picture_tensor(input, some, channels_)).contiguous();
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
  [[nodiscard]] std::vector<float> chances(std::span<const float> features, size_t question) override {
    const at::NoGradGuard no_grad;
    std::vector<float> own(features.begin(), features.end());
    const auto count = static_cast<int64_t>(own.size()) / feature_count;
    const at::Tensor rows = at::from_blob(own.data(), {count, feature_count}, at::kFloat);
    const at::Tensor answers = at::softmax(classifier_.head(rows, question), 1).contiguous();
    const float* first = answers.data_ptr<float>();
    return {first, first + answers.numel()};
  }
  [[nodiscard]] const std::vector<Question>& questions() const override { return questions_; }
  [[nodiscard]] const std::vector<double>& accuracy() const override { return accuracy_; }

  [[nodiscard]] Classifier& classifier() { return classifier_; }
  [[nodiscard]] int channels() const { return channels_; }
  void set_accuracy(size_t question, double value) { accuracy_[question] = value; }

  [[nodiscard]] storage::TensorFile to_file() {
    storage::TensorFile file;
    for (const NamedParameter& parameter : classifier_.parameters()) {
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

  /// False, and nothing changed, when the file belongs to another network.
  bool from_file(const storage::TensorFile& file) {
    const at::NoGradGuard no_grad;
    const auto format = file.metadata.find("format"), accuracy = file.metadata.find("accuracy");
    if (format == file.metadata.end() || format->second != format_name || accuracy == file.metadata.end())
      return false;
    std::vector<double> read(accuracy_.size());
    std::istringstream numbers(accuracy->second);
    for (double& value : read)
      if (!(numbers >> value)) return false;
    std::map<std::string, const storage::NamedTensor*> by_name;
    for (const storage::NamedTensor& tensor : file.tensors) by_name[tensor.name] = &tensor;
    for (const NamedParameter& parameter : classifier_.parameters()) {
      const auto found = by_name.find(parameter.name);
      if (found == by_name.end() || found->second->dtype != storage::DType::f32 ||
          found->second->shape != parameter.tensor.sizes().vec())
        return false;
    }
    for (NamedParameter& parameter : classifier_.parameters()) {
      const auto& bytes = by_name[parameter.name]->bytes;
      std::memcpy(parameter.tensor.data_ptr<float>(), bytes.data(), bytes.size());
    }
    accuracy_ = read;
    return true;
  }

 private:
  int height_, width_, channels_;
  std::vector<Question> questions_;
  std::vector<double> accuracy_;
  Classifier classifier_;
};

namespace {

/// Puts the network that comes with the program for these data, if one does, where a trained one would be
/// kept. It spares a first start the training, and makes distances comparable between machines.
void lay_out_built_in(const std::filesystem::path& file) {
  for (const EmbeddedFile& built_in : feature_files()) {
    if (!built_in.name.ends_with("-" + file.filename().string())) continue;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    // Where nothing can be kept it is trained, as for any other data.
    if (!error) static_cast<void>(storage::write_file_atomically(file, built_in.content));
  }
}

void shuffle(std::vector<int64_t>& order, Random& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
}

}  // namespace

struct FeatureTraining::Impl {
  explicit Impl(data::DatasetPointer data)
      : dataset(std::move(data)),
        random(training_seed),
        network(std::make_unique<TrainedNetwork>(*dataset, random)),
        examples(*dataset, network->questions()),
        optimiser(network->classifier().parameters()),
        file(storage::user_cache_folder() / "features" / (fingerprint(*dataset) + ".safetensors")) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) lay_out_built_in(file);
    if (std::filesystem::exists(file, error))
      if (const auto cached = storage::read_tensor_file(file); cached && network->from_file(*cached)) return;
    order.resize(static_cast<size_t>(dataset->count));
    std::iota(order.begin(), order.end(), int64_t{0});
    shuffle(order, random);
    const auto held_out = std::min(largest_held_out, dataset->count / 5);
    unseen.assign(order.begin(), order.begin() + held_out);
    order.erase(order.begin(), order.begin() + held_out);
    if (unseen.empty()) unseen = order;
    right.resize(network->questions().size());
    training_steps = std::clamp(30 * dataset->count / batch_size, fewest_steps, most_steps);
    total = training_steps + (static_cast<int64_t>(unseen.size()) + looked_at_once - 1) / looked_at_once;
  }

  std::vector<int64_t> next_batch() {
    std::vector<int64_t> indices;
    while (indices.size() < static_cast<size_t>(batch_size)) {
      if (at == order.size()) {
        shuffle(order, random);
        at = 0;
      }
      indices.push_back(order[at++]);
    }
    return indices;
  }

  void train() {
    Examples::Batch batch = examples.take(next_batch(), random);
    Classifier& classifier = network->classifier();
    const at::Tensor features =
        classifier.features(picture_tensor(batch.pictures, batch_size, network->channels()));
    at::Tensor loss;
    for (size_t q = 0; q < batch.answers.size(); ++q) {
      const at::Tensor term = cross_entropy(classifier.head(features, q), index_tensor(batch.answers[q]));
      loss = loss.defined() ? loss.add(term) : term;
    }
    loss.backward();
    optimiser.step(first_rate * (1 - static_cast<double>(done) / static_cast<double>(training_steps)));
  }

  void judge() {
    const at::NoGradGuard no_grad;
    const auto begin = static_cast<size_t>((done - training_steps) * looked_at_once);
    const auto some =
        std::span(unseen).subspan(begin, std::min<size_t>(looked_at_once, unseen.size() - begin));
    Examples::Batch batch = examples.take(some, random);
    Classifier& classifier = network->classifier();
    const at::Tensor features = classifier.features(
        picture_tensor(batch.pictures, static_cast<int64_t>(some.size()), network->channels()));
    for (size_t q = 0; q < right.size(); ++q) {
      right[q] +=
          classifier.head(features, q).argmax(1).eq(index_tensor(batch.answers[q])).sum().item<int64_t>();
      network->set_accuracy(q, static_cast<double>(right[q]) / static_cast<double>(unseen.size()));
    }
  }

  data::DatasetPointer dataset;
  Random random;
  std::unique_ptr<TrainedNetwork> network;
  Examples examples;
  SmallAdam optimiser;
  std::filesystem::path file;
  std::vector<int64_t> order, unseen;
  std::vector<int64_t> right;  ///< answers to each question, of the unseen pictures
  size_t at = 0;
  int64_t training_steps = 0, done = 0, total = 0;
};

FeatureTraining::FeatureTraining(data::DatasetPointer dataset) {
  GANSCOPE_CHECK(dataset && !dataset->is_points() && dataset->count > 0, "only pictures have features");
  impl_ = std::make_unique<Impl>(std::move(dataset));
}

FeatureTraining::~FeatureTraining() = default;

bool FeatureTraining::step() {
  if (impl_->done == impl_->total) return false;
  impl_->done < impl_->training_steps ? impl_->train() : impl_->judge();
  return ++impl_->done < impl_->total;
}

int64_t FeatureTraining::done() const { return impl_->done; }
int64_t FeatureTraining::total() const { return impl_->total; }

std::unique_ptr<FeatureNetwork> FeatureTraining::finish() {
  GANSCOPE_CHECK(impl_->done == impl_->total && impl_->network, "the feature network is not trained yet");
  if (impl_->total > 0) {
    std::error_code error;
    std::filesystem::create_directories(impl_->file.parent_path(), error);
    // Without the cache the next call trains again: slower, but no failure.
    if (!error) static_cast<void>(storage::write_tensor_file(impl_->file, impl_->network->to_file()));
  }
  return std::move(impl_->network);
}

Expected<std::unique_ptr<FeatureNetwork>> feature_network(const data::DatasetPointer& dataset,
                                                          const WorkContext& context) {
  if (dataset->is_points())
    return fail(FailureKind::unsupported, "only pictures have features", dataset->title,
                "points are judged by their modes and their histogram");
  context.report({"Looking at the data", 0, 0});
  FeatureTraining training(dataset);
  while (training.step()) {
    if (context.cancelled())
      return fail(FailureKind::cancelled, "interrupted while the feature network learned", "",
                  "nothing was measured");
    context.report({"Training the feature network (once for these data)", training.done(), training.total()});
  }
  return training.finish();
}

}  // namespace ganscope::metrics
