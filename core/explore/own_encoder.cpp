#include "core/explore/own_encoder.h"

#include <utility>

#include "core/base/random.h"
#include "core/explore/picture_values.h"

namespace ganscope::explore {

Expected<std::optional<api::Rows>> own_codes(Bench& bench, const Slice& slice, const api::Rows& pictures) {
  auto codes = bench.replica->encode(*slice.snapshot, slice.ask.model, pictures);
  if (codes) return std::optional(std::move(*codes));
  if (codes.error().kind == FailureKind::unsupported) return std::nullopt;
  return tl::unexpected(codes.error());
}

Expected<std::optional<double>> own_encoder_error(Bench& bench, const Slice& slice) {
  constexpr size_t samples = 64;
  const train::Subject& subject = *bench.subject;
  const int size = picture_shape(subject).size();
  if (size == 0) return std::nullopt;  // points
  const auto any = own_codes(bench, slice, {0, size, {}});
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::nullopt;  // before anything is drawn
  std::vector<float> latents(samples * static_cast<size_t>(subject.latent_dim));
  Random(1).fill_normal(latents);
  std::vector<int> labels;
  const int classes = api::told_classes(subject.experiment, subject.data);
  for (size_t i = 0; classes > 0 && i < samples; ++i)
    labels.push_back(static_cast<int>(i % static_cast<size_t>(classes)));
  const auto drawn = bench.replica->render(*slice.snapshot, slice.ask.model, latents, labels, false);
  if (!drawn) return tl::unexpected(drawn.error());
  const auto codes = own_codes(bench, slice, values_of(*drawn, subject.data.channels));
  if (!codes) return tl::unexpected(codes.error());
  double sum = 0;
  for (size_t i = 0; i < latents.size(); ++i) {
    const double off = static_cast<double>((*codes)->values[i]) - static_cast<double>(latents[i]);
    sum += off * off;
  }
  return sum / static_cast<double>(latents.size());
}

}  // namespace ganscope::explore
