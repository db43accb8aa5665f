#include "core/measurers/fixed_samples.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/random.h"
#include "core/metrics/choice.h"
#include "core/metrics/pictures/obedience.h"

namespace ganscope::measurers {
namespace {

constexpr uint64_t first_seed = 2'000'000;  // `evaluate` has its own
constexpr int picture_piece = 64, point_piece = 1024;

}  // namespace

FixedSamples::FixedSamples(const train::Subject& subject, std::unique_ptr<train::Replica> replica, int count)
    : replica_(std::move(replica)), count_(count), latent_dim_(subject.latent_dim) {
  Random random(first_seed);
  latents_.resize(static_cast<size_t>(count) * static_cast<size_t>(latent_dim_));
  random.fill_normal(latents_);
  const data::Dataset& data = *subject.dataset;
  const int classes = api::told_classes(subject.experiment, subject.data);
  if (classes == 0) return;
  if (subject.data.captions != nullptr && data.captions != nullptr) {
    captions_ = metrics::captions_in_pairs(*data.captions, count);
    replica_->say(captions_);
    for (int i = 0; i < count; ++i) labels_.push_back(classes + i);
    return;
  }
  if (data.has_labels()) {
    labels_ = metrics::labels_in_shares(data.labels, count);
    return;
  }
  for (int i = 0; i < count; ++i) labels_.push_back(i % classes);  // nobody knows how often each is wanted
}

Expected<api::Answer> FixedSamples::draw(const train::Snapshot& snapshot, const WorkContext& context) {
  api::Answer all;
  const auto width = static_cast<size_t>(latent_dim_);
  for (int from = 0; from < count_;) {
    if (context.cancelled()) return fail(FailureKind::cancelled, "given up", "", "");
    const bool pictures = from > 0 && all.width > 0;
    const int some = std::min(from == 0 || pictures ? picture_piece : point_piece, count_ - from);
    const auto first = latents_.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(from) * width);
    const std::vector<float> latents(first,
                                     first + static_cast<std::ptrdiff_t>(static_cast<size_t>(some) * width));
    std::vector<int> labels;
    if (!labels_.empty()) labels.assign(labels_.begin() + from, labels_.begin() + from + some);
    auto piece = replica_->render(snapshot, api::Model::ema, latents, labels);
    if (!piece) return piece;
    all.append(*piece);
    from += some;
  }
  return all;
}

std::vector<int64_t> chosen_places(int64_t of, int64_t count, uint64_t seed) {
  std::vector<int64_t> order(static_cast<size_t>(of));
  std::iota(order.begin(), order.end(), int64_t{0});
  const auto wanted = std::min(order.size(), static_cast<size_t>(std::max<int64_t>(0, count)));
  Random random(seed);
  for (size_t i = 0; i < wanted; ++i) std::swap(order[i], order[i + random.below(order.size() - i)]);
  order.resize(wanted);
  return order;
}

}  // namespace ganscope::measurers
