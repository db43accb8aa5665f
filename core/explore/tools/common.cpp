#include "core/explore/tools/common.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

#include "core/base/random.h"

namespace ganscope::explore {

int64_t whole_setting(const config::Settings& settings, std::string_view key, int64_t otherwise, int64_t low,
                      int64_t high) {
  const auto* value = settings.has(key) ? std::get_if<int64_t>(&settings.at(key)) : nullptr;
  return std::clamp(value == nullptr ? otherwise : *value, low, high);
}

double real_setting(const config::Settings& settings, std::string_view key, double otherwise, double low,
                    double high) {
  if (!settings.has(key)) return otherwise;
  const config::Value& value = settings.at(key);
  if (const auto* real = std::get_if<double>(&value)) return std::clamp(*real, low, high);
  const auto* whole = std::get_if<int64_t>(&value);
  return whole == nullptr ? otherwise : std::clamp(static_cast<double>(*whole), low, high);
}

std::string text_setting(const config::Settings& settings, std::string_view key) {
  const auto* value = settings.has(key) ? std::get_if<std::string>(&settings.at(key)) : nullptr;
  return value == nullptr ? "" : *value;
}

double spread_of(std::span<const float> values) {
  const auto n = static_cast<double>(std::max<size_t>(values.size(), 1));
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const float value : values) squares += (static_cast<double>(value) - mean) * (value - mean);
  return std::sqrt(squares / n);
}

std::vector<int> labels_in_turn(const train::Subject& subject, const std::vector<int>& asked, int64_t first,
                                int count) {
  std::vector<int> labels;
  const int classes = api::told_classes(subject.experiment, subject.data);
  for (int64_t i = first; classes > 0 && i < first + count; ++i)
    labels.push_back(asked.empty() ? fixed_label(static_cast<int>(i), classes)
                                   : asked[static_cast<size_t>(i) % asked.size()]);
  return labels;
}

Expected<void> check_rows(const std::vector<float>& rows, int latent_dim) {
  const bool whole = latent_dim > 0 && rows.size() % static_cast<size_t>(latent_dim) == 0;
  if (!whole || !std::ranges::all_of(rows, [](float value) { return std::isfinite(value); }))
    return fail(FailureKind::usage, "these are not rows of " + std::to_string(latent_dim) + " finite numbers",
                "latents", "give every vector all its numbers");
  return {};
}

Expected<std::vector<float>> random_latents(Bench& bench, const Slice& slice, Random& random, int count) {
  std::vector<float> latents(static_cast<size_t>(count) * static_cast<size_t>(bench.subject->latent_dim));
  random.fill_normal(latents);
  if (slice.ask.space == api::Space::z) return latents;
  return bench.replica->map(*slice.snapshot, slice.ask.model, latents);
}

}  // namespace ganscope::explore
