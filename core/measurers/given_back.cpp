#include "core/measurers/given_back.h"

#include <limits>
#include <utility>

#include "core/data/held_out.h"
#include "core/explore/real_samples.h"
#include "core/metrics/points/point_judge.h"

namespace ganscope::measurers {
namespace {

constexpr int64_t most_samples = 128;

}  // namespace

std::optional<GivenBack> GivenBack::of(const train::Subject& subject, const train::Replica& replica) {
  if (!replica.encodes() || !subject.dataset) return std::nullopt;
  auto real = explore::real_samples(subject, data::held_out_samples(subject.dataset->count, most_samples));
  if (real.values.count == 0) return std::nullopt;
  GivenBack made;
  made.points_ = subject.data.is_points();
  made.channels_ = subject.data.channels;
  made.unit_ = made.points_ ? subject.dataset->frame.length() : 1;
  made.of_mean_ = made.unit_ * explore::mean_distance(explore::mean_rows(real.values), real.values.values);
  made.samples_ = std::move(real.values);
  made.labels_ = std::move(real.labels);
  return made;
}

void GivenBack::declare(Declaration& declaration) const {
  declaration.plot(
      {"held_out", "Given back, unseen", "how far y is from x, a value", false, 0, 0, {of_mean_}, "mean"});
  declaration.series({"held_out", "unseen", "Reconstruction error, unseen",
                      "The mean of |y − x| of samples that are never learned from. Far above the error in "
                      "training: learned by heart. The dashed line is the trivial answer, the mean sample.",
                      "held_out", config::Player::discriminator});
}

float GivenBack::nothing() { return std::numeric_limits<float>::quiet_NaN(); }

Expected<float> GivenBack::measure(train::Replica& replica, const train::Snapshot& snapshot) const {
  const auto codes = replica.encode(snapshot, api::Model::ema, samples_);
  if (!codes) return tl::unexpected(codes.error());
  const auto drawn = replica.render(snapshot, api::Model::ema, codes->values, labels_, /*scored=*/false);
  if (!drawn) return tl::unexpected(drawn.error());
  const std::vector<float> values = points_ ? metrics::without_padding(drawn->points, samples_.width)
                                            : explore::values_of(*drawn, channels_).values;
  return static_cast<float>(unit_ * explore::mean_distance(values, samples_.values));
}

}  // namespace ganscope::measurers
