#include "app/panels/playground/slowly/slowly_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/ui/bounded.h"
#include "core/base/sigmoid.h"

namespace ganscope::panels::slowly {
namespace {

/// The place of the last of so many significant digits: 10^place.
int last_place(double value, int digits) {
  return static_cast<int>(std::floor(std::log10(std::abs(value)))) - digits + 1;
}

double rounded(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, last_place(value, digits));
  return std::round(value / unit) * unit;
}

bool same_written(double a, double b, int digits) { return significant(a, digits) == significant(b, digits); }

}  // namespace

std::string significant(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  if (value == 0) return "0";
  const double kept = rounded(value, digits);
  const double size = std::abs(kept);
  if (size < 1e-4 || size >= 1e6) return fmt::format("{:.{}e}", kept, digits - 1);
  return fmt::format("{:.{}f}", kept, std::max(0, -last_place(kept, digits)));
}

Multiplied multiplied(std::span<const double> factors, double product) {
  constexpr int of_factors = 3, of_product = 2;
  Multiplied written;
  written.product = significant(product, of_product);
  double before = 1;
  for (const double factor : factors.first(factors.size() - 1)) {
    before *= rounded(factor, of_factors);
    written.factors.push_back(significant(factor, of_factors));
  }
  double last = factors.back();
  if (before != 0 && product != 0 && std::isfinite(before) && std::isfinite(product)) {
    const double wanted = product / before;
    const double unit = std::pow(10.0, last_place(wanted, of_factors));
    last = rounded(wanted, of_factors);
    for (const double nudge : {1.0, -1.0}) {
      if (same_written(before * last, product, of_product)) break;
      if (same_written(before * (last + nudge * unit), product, of_product)) last += nudge * unit;
    }
  }
  written.factors.push_back(significant(last, of_factors));
  return written;
}

Added added(double first, double sum) {
  const auto thousandths = [](double value) { return std::round(value * 1000) / 1000; };
  const auto words = [](double value) { return fmt::format("{:.3f}", value == 0 ? 0.0 : value); };
  if (!std::isfinite(first) || !std::isfinite(sum))
    return {significant(first, 3), significant(sum - first, 3), significant(sum, 3)};
  return {words(thousandths(first)), words(thousandths(sum) - thousandths(first)), words(thousandths(sum))};
}

double mean(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += double{value};
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double mean_belief(std::span<const float> logits) {
  double sum = 0;
  for (const float logit : logits) sum += sigmoid(double{logit});
  return logits.empty() ? 0 : sum / static_cast<double>(logits.size());
}

double total_length(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += std::abs(double{value});
  return sum;
}

ChainOfG chain_of_g(const api::PartFacts& loss, const api::PartFacts& gradient) {
  ChainOfG chain;
  chain.length = gradient.length;
  chain.verdict = total_length(loss.slopes_fake);
  const double at_samples = total_length(gradient.sample_lengths);
  if (chain.verdict > 0) chain.by_verdict = at_samples / chain.verdict;
  if (at_samples > 0) chain.by_weights = gradient.length / at_samples;
  return chain;
}

Passing passing(std::span<const api::LayerLength> layers) {
  if (layers.size() < 2 || !(layers.back().length > 0)) return {};
  Passing result{Passage::even, layers.front().length / layers.back().length};
  bool halves = true;
  for (size_t i = 0; i + 1 < layers.size(); ++i)
    halves = halves && layers[i].length >= 0.5 * layers[i + 1].length;
  if (result.first_of_last < 0.01)
    result.passage = Passage::vanishing;
  else if (result.first_of_last > 2)
    result.passage = Passage::growing;
  else if (!halves)
    result.passage = result.first_of_last < 0.5 ? Passage::fading : Passage::uneven;
  return result;
}

LayerTitle layer_title(std::string_view name) {
  size_t digits = name.size();
  while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') --digits;
  const bool numbered = digits > 0 && digits < name.size();
  return {std::string(name.substr(0, digits)), numbered ? std::string(name.substr(digits)) : std::string()};
}

std::string chain_words(const std::vector<api::LayerRow>& layers, std::string_view player) {
  std::vector<std::string> widths;
  std::string first, last;
  bool flat = true;
  for (const api::LayerRow& row : layers) {
    if (row.player != player) continue;
    if (first.empty()) first = api::shape_text(row.in);
    last = api::shape_text(row.out);
    flat = flat && row.in.size() <= 1 && row.out.size() <= 1;
    if (row.parameters == 0) continue;
    if (widths.empty()) widths.push_back(api::shape_text(row.in));
    widths.push_back(api::shape_text(row.out));
  }
  if (widths.empty()) return first;
  if (!flat) {
    const bool judges = player == "discriminator" && last != "1";
    return first + " → " + last + (judges ? " → 1" : "");  // D's head gives one number
  }
  std::string chain = widths.front();
  for (size_t i = 1; i < widths.size();) {
    size_t same = 1;
    while (i + same + 1 < widths.size() && widths[i + same] == widths[i]) ++same;
    const bool many = same > 2;  // 2→3×128→2
    chain += "→" + (many ? std::to_string(same) + "×" : std::string()) + widths[i];
    i += many ? same : 1;
  }
  return chain;
}

std::vector<float> pairs(const api::Numbers& rows) {
  std::vector<float> points;
  const auto width = static_cast<size_t>(rows.width());
  for (size_t i = 0; width > 0 && i < static_cast<size_t>(rows.rows()); ++i) {
    points.push_back(rows.values[i * width]);
    points.push_back(width > 1 ? rows.values[i * width + 1] : 0.0F);
  }
  return points;
}

std::vector<float> histogram(std::span<const float> values, double low, double high, int bins) {
  std::vector<float> shares(static_cast<size_t>(std::max(1, bins)), 0.0F);
  const double width = high > low ? high - low : 1;
  for (const float value : values) {
    const double at = (double{value} - low) / width * static_cast<double>(shares.size());
    if (std::isnan(at)) continue;
    const auto bin = static_cast<size_t>(ui::within(at, 0.0, static_cast<double>(shares.size() - 1)));
    shares[bin] += 1.0F / static_cast<float>(values.size());
  }
  return shares;
}

}  // namespace ganscope::panels::slowly
