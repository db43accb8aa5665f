#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/config/option.h"
#include "core/explore/latent_math.h"
#include "core/explore/tool.h"

// What the tools that find directions share.
namespace ganscope::explore {

/// A setting of an ask, brought into [low, high]; `otherwise` when it is absent or of another type.
[[nodiscard]] int64_t whole_setting(const config::Settings& settings, std::string_view key, int64_t otherwise,
                                    int64_t low, int64_t high);
[[nodiscard]] double real_setting(const config::Settings& settings, std::string_view key, double otherwise,
                                  double low, double high);
[[nodiscard]] std::string text_setting(const config::Settings& settings, std::string_view key);

/// The standard deviation of all of these numbers; 0 of none.
[[nodiscard]] double spread_of(std::span<const float> values);

/// Labels for latents number first … first + count − 1: those of the ask in turn, or every class in turn.
/// Empty for an unconditional model.
[[nodiscard]] std::vector<int> labels_in_turn(const train::Subject& subject, const std::vector<int>& asked,
                                              int64_t first, int count);
/// A `usage` failure unless `rows` are finite numbers, whole rows of them.
[[nodiscard]] Expected<void> check_rows(const std::vector<float>& rows, int latent_dim);
/// `count` latents of the space of the ask: normal numbers of `random`, mapped to w where it is w.
[[nodiscard]] Expected<std::vector<float>> random_latents(Bench& bench, const Slice& slice, Random& random,
                                                          int count);

}  // namespace ganscope::explore
