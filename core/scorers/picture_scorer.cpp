#include "core/scorers/picture_scorer.h"
#include "core/api/sample_bytes.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/random.h"
#include "core/metrics/pictures/classifier.h"
#include "core/metrics/pictures/examples.h"
#include "core/metrics/pictures/features.h"

namespace ganscope::scorers {
namespace {

constexpr uint64_t halving_seed = 20200724;  // of the two halves; fixed, like all here
constexpr int64_t batch = 32;                // less than 10 ms
constexpr int64_t most_steps = 1200, fewest_steps = 200;
constexpr double first_rate = 2e-3;
constexpr int64_t most_unseen = 1024;  // pictures of the other half, for the accuracy
constexpr int64_t scored_at_once = 64;
// Generated pictures have a grain that real ones lack. It shall not matter, so learning adds some.
constexpr double most_grain = 0.3;
constexpr size_t grain_values = size_t{1} << 16;

std::vector<metrics::Head> heads_for(const std::vector<metrics::Question>& questions) {
  std::vector<metrics::Head> heads;
  for (const metrics::Question& question : questions)
    heads.push_back({question.key, static_cast<int64_t>(question.values.size())});
  return heads;
}

void shuffle(std::vector<int64_t>& order, Random& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
}

class PictureScorer final : public train::Scorer {
 public:
  PictureScorer(data::DatasetPointer dataset, train::ScorerRole role,
                const std::vector<metrics::Question>& questions)
      : dataset_(std::move(dataset)),
        random_(mix_seed(halving_seed, role == train::ScorerRole::steers ? 1 : 2)),
        classifier_(dataset_->channels, heads_for(questions), random_),
        examples_(*dataset_, questions),
        optimiser_(classifier_.parameters()),
        right_(questions.size()),
        accuracy_(questions.size()) {
    for (const metrics::Question& question : questions) questions_.push_back({question.key, question.values});
    std::vector<int64_t> order(static_cast<size_t>(dataset_->count));
    std::iota(order.begin(), order.end(), int64_t{0});
    Random halving(halving_seed);
    shuffle(order, halving);
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
    random_.fill_normal(grain_);
    own_.assign(order.begin(), middle);
    unseen_.assign(middle, order.end());
    if (role == train::ScorerRole::judges) own_.swap(unseen_);
    unseen_.resize(std::min<size_t>(unseen_.size(), most_unseen));
    next_ = own_.size();
    steps_ = std::clamp(30 * static_cast<int64_t>(own_.size()) / batch, fewest_steps, most_steps);
    total_ = steps_ + (static_cast<int64_t>(unseen_.size()) + scored_at_once - 1) / scored_at_once;
  }

  [[nodiscard]] const std::vector<train::Question>& questions() const override { return questions_; }
  [[nodiscard]] const std::vector<double>& accuracy() const override { return accuracy_; }
  [[nodiscard]] Progress progress() const override { return {"learning what to look for", done_, total_}; }

  bool learn() override {
    if (done_ == total_) return true;
    if (done_ < steps_)
      train();
    else
      examine();
    return ++done_ == total_;
  }

  Expected<api::Rows> score(const api::Answer& pictures) override {
    const std::vector<uint8_t> all = api::sample_bytes(pictures, dataset_->channels);
    const size_t each = dataset_->picture_bytes();
    if (all.size() != static_cast<size_t>(pictures.count) * each)
      return fail(FailureKind::usage, "these pictures have another size than the data", "scorer",
                  "score what the model draws");
    const at::NoGradGuard no_grad;
    api::Rows rows;
    for (int64_t from = 0; from < pictures.count; from += scored_at_once) {
      const int64_t some = std::min<int64_t>(scored_at_once, pictures.count - from);
      const std::span<const uint8_t> pixels =
          std::span(all).subspan(static_cast<size_t>(from) * each, static_cast<size_t>(some) * each);
      std::vector<float> input =
          metrics::network_input(pixels, some, dataset_->height, dataset_->width, dataset_->channels);
      const at::Tensor features =
          classifier_.features(metrics::picture_tensor(input, some, dataset_->channels));
      std::vector<at::Tensor> answers;
      for (size_t q = 0; q < questions_.size(); ++q)
        answers.push_back(at::softmax(classifier_.head(features, q), 1));
      const at::Tensor shares = at::cat(answers, 1).contiguous();  // [some, Σ values]
      rows.width = static_cast<int>(shares.size(1));
      rows.values.insert(rows.values.end(), shares.data_ptr<float>(),
                         shares.data_ptr<float>() + shares.numel());
    }
    rows.count = pictures.count;
    return rows;
  }

  Expected<api::Rows> slopes(const api::Rows& pictures, const std::vector<train::Wish>& wishes) override {
    const int64_t n = pictures.count, size = metrics::input_side;
    if (n * static_cast<int64_t>(questions_.size()) != static_cast<int64_t>(wishes.size()) ||
        pictures.width != dataset_->channels * dataset_->height * dataset_->width)
      return fail(FailureKind::usage, "pictures and wishes do not fit the data", "scorer",
                  "one wish for every picture and question");
    std::vector<float> values = pictures.values;
    at::Tensor input =
        at::from_blob(values.data(), {n, dataset_->channels, dataset_->height, dataset_->width}, at::kFloat);
    input.set_requires_grad(true);
    const bool same = dataset_->height == size && dataset_->width == size;
    const at::Tensor features =
        classifier_.features(same ? input : at::adaptive_avg_pool2d(input, {size, size}));
    at::Tensor loss = at::zeros({}, at::kFloat);
    for (size_t q = 0; q < questions_.size(); ++q) {
      const auto width = static_cast<int64_t>(questions_[q].values.size());
      const at::Tensor weights = at::zeros({n, width}, at::kFloat);  // of every value's −log p
      for (int64_t i = 0; i < n; ++i) {
        const train::Wish& wish = wishes[static_cast<size_t>(i) * questions_.size() + q];
        if (wish.value >= 0 && wish.value < width)
          weights.data_ptr<float>()[i * width + wish.value] = wish.weight;
      }
      loss = loss - (at::log_softmax(classifier_.head(features, q), 1) * weights).sum();
    }
    const at::Tensor slope = torch::autograd::grad({loss}, {input}).front().contiguous();  // [n, C, H, W]
    return api::Rows{
        pictures.count, pictures.width, {slope.data_ptr<float>(), slope.data_ptr<float>() + slope.numel()}};
  }

 private:
  std::vector<int64_t> next_batch() {
    std::vector<int64_t> indices;
    while (indices.size() < static_cast<size_t>(batch)) {
      if (next_ == own_.size()) {
        shuffle(own_, random_);
        next_ = 0;
      }
      indices.push_back(own_[next_++]);
    }
    return indices;
  }

  /// Normal noise of another strength on every picture.
  void add_grain(std::vector<float>& pictures) {
    const size_t each = pictures.size() / static_cast<size_t>(batch);
    for (size_t from = 0; from < pictures.size(); from += each) {
      const auto strength = static_cast<float>(random_.uniform(0, most_grain));
      const uint64_t place = random_.below(grain_values);
      for (size_t i = 0; i < each; ++i) pictures[from + i] += strength * grain_[(place + i) % grain_values];
    }
  }

  void train() {
    const at::AutoGradMode with_graph(true);
    metrics::Examples::Batch examples = examples_.take(next_batch(), random_);
    add_grain(examples.pictures);
    const at::Tensor features =
        classifier_.features(metrics::picture_tensor(examples.pictures, batch, dataset_->channels));
    at::Tensor loss = at::zeros({}, at::kFloat);
    for (size_t q = 0; q < questions_.size(); ++q)
      loss = loss + metrics::cross_entropy(classifier_.head(features, q),
                                           metrics::index_tensor(examples.answers[q]));
    loss.backward();
    optimiser_.step(first_rate * (1 - static_cast<double>(done_) / static_cast<double>(steps_)));
  }

  void examine() {
    const at::NoGradGuard no_grad;
    const auto from = static_cast<size_t>((done_ - steps_) * scored_at_once);
    const auto some =
        std::span(unseen_).subspan(from, std::min<size_t>(scored_at_once, unseen_.size() - from));
    metrics::Examples::Batch examples = examples_.take(some, random_);
    const at::Tensor features = classifier_.features(
        metrics::picture_tensor(examples.pictures, static_cast<int64_t>(some.size()), dataset_->channels));
    for (size_t q = 0; q < questions_.size(); ++q) {
      const at::Tensor said = classifier_.head(features, q).argmax(1);
      right_[q] += said.eq(metrics::index_tensor(examples.answers[q])).sum().item<int64_t>();
      accuracy_[q] = static_cast<double>(right_[q]) / static_cast<double>(unseen_.size());
    }
  }

  data::DatasetPointer dataset_;
  Random random_;
  std::vector<train::Question> questions_;
  metrics::Classifier classifier_;
  metrics::Examples examples_;
  metrics::SmallAdam optimiser_;
  std::vector<float> grain_ = std::vector<float>(grain_values);
  std::vector<int64_t> own_, unseen_;  ///< places in the data: those to learn from, and others
  size_t next_ = 0;
  int64_t steps_ = 0, total_ = 0, done_ = 0;
  std::vector<int64_t> right_;
  std::vector<double> accuracy_;
};

}  // namespace

Expected<std::unique_ptr<train::Scorer>> make_picture_scorer(const data::DatasetPointer& dataset,
                                                             train::ScorerRole role) {
  constexpr int64_t fewest_pictures = 100;
  if (!dataset || dataset->is_points())
    return fail(FailureKind::unsupported, "points have no attributes", dataset ? dataset->title : "data",
                "look for main components or first-layer factors");
  if (!dataset->has_labels() && dataset->attributes.empty())
    return fail(FailureKind::unsupported, "nobody has said what is to be seen in these pictures",
                dataset->title,
                "attributes need data with labels or attributes; look for main components or first-layer "
                "factors instead");
  if (dataset->count < fewest_pictures)
    return fail(FailureKind::unsupported, "these are too few pictures to learn attributes from",
                dataset->title, "look for main components or first-layer factors instead");
  return std::make_unique<PictureScorer>(dataset, role, metrics::questions_of(*dataset));
}

}  // namespace ganscope::scorers
