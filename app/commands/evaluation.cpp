#include "app/commands/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "app/commands/console.h"
#include "app/text/columns.h"
#include "core/base/check.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(); }

ordered_json member(const metrics::Metric& metric, double value) {
  if (metric.style == metrics::Style::count && std::isfinite(value)) return std::llround(value);
  return number(value);
}

ordered_json as_json(const metrics::Shares& shares) {
  return {{"key", shares.key},   {"values", shares.values}, {"generated", shares.generated},
          {"real", shares.real}, {"truth", shares.truth},   {"accuracy", shares.accuracy}};
}

const metrics::Metric& metric_of(const metrics::Figure& figure) {
  const metrics::Metric* metric = metrics::find_metric(figure.key);
  GANSCOPE_CHECK(metric != nullptr, "a figure that is not in the registry");
  return *metric;
}

/// What a figure is called where samples of the form are neither pictures nor lines.
const char* title_for(const metrics::Metric& metric, Form form) {
  struct Title {
    Form form;
    std::string_view key;
    const char* title;
  };
  static constexpr std::array titles{Title{Form::rolls, "valid", "Valid melodies"},
                                     Title{Form::rolls, "distinct", "Different melodies"},
                                     Title{Form::rolls, "copied", "Copied melodies"},
                                     Title{Form::waves, "nearest", "Nearest training sound"},
                                     Title{Form::waves, "memorisation", "Nearness to training sounds"}};
  const auto found = std::ranges::find_if(
      titles, [&](const Title& one) { return one.form == form && one.key == metric.info.key; });
  return found == titles.end() ? metric.info.title.c_str() : found->title;
}

}  // namespace

std::string figure_text(const metrics::Metric& metric, double value, int total, const text::Strings& tr) {
  if (!std::isfinite(value)) return "–";
  switch (metric.style) {
    case metrics::Style::share:
      return fmt::format("{:.1f} %", 100 * value);
    case metrics::Style::count:
      return in_language(tr, "{:.0f} of {}", value, total);
    case metrics::Style::number:
      break;
  }
  return std::abs(value) >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.4f}", value);
}

void write_report(const metrics::Report& report, uint64_t first_seed, ordered_json& object) {
  object["count"] = report.count;
  object["reference"] = report.reference;
  ordered_json of_real;
  for (const metrics::Figure& figure : report.figures) {
    const metrics::Metric& metric = metric_of(figure);
    object[figure.key] = member(metric, figure.generated);
    of_real[figure.key] = member(metric, figure.real);
  }
  for (const metrics::TrivialAnswer& answer : report.trivial)
    for (size_t i = 0; i < report.figures.size(); ++i)
      object[answer.key][report.figures[i].key] = number(answer.values[i]);
  for (const metrics::RuleShares& rule : report.rules) {
    ordered_json shares{
        {"key", rule.key}, {"generated", number(rule.generated)}, {"real", number(rule.real)}};
    for (size_t i = 0; i < report.trivial.size(); ++i)
      shares[report.trivial[i].key] = number(rule.trivial[i]);
    object["rules"].push_back(shares);
  }
  if (report.modes_total > 0) object["modes_total"] = of_real["modes_total"] = report.modes_total;
  of_real["count"] = report.real;
  object["real"] = of_real;
  ordered_json attributes = ordered_json::array();
  for (const metrics::Shares& shares : report.shares) {
    if (shares.key == "label")
      object["classes"] = as_json(shares);
    else
      attributes.push_back(as_json(shares));
  }
  if (!attributes.empty()) object["attributes"] = attributes;
  for (const metrics::KindFigures& kind : report.kinds)
    object["kinds"].push_back({{"name", kind.name},
                               {"count", kind.generated},
                               {"frechet", number(kind.frechet)},
                               {"centroid_hz", number(kind.centroid_hz)},
                               {"decay_s", number(kind.decay_s)},
                               {"real",
                                {{"frechet", number(kind.floor)},
                                 {"centroid_hz", number(kind.real_centroid_hz)},
                                 {"decay_s", number(kind.real_decay_s)}}}});
  if (report.training_pictures == 0) return;
  object["training_pictures"] = report.training_pictures;
  for (const metrics::Closest& pair : report.closest)
    object["closest"].push_back({{"seed", first_seed + static_cast<uint64_t>(pair.sample)},
                                 {"picture", pair.picture},
                                 {"distance", number(pair.distance)}});
}

std::vector<std::string> report_lines(const metrics::Report& report, uint64_t first_seed,
                                      const text::Strings& tr, Form form) {
  const auto row = [](std::string_view name, std::string_view drawn, std::string_view own) {
    return text::padded(name, 34) + text::padded(drawn, 12, true) + text::padded(own, 15, true);
  };
  std::vector<std::string> lines{row("", tr("generated"), tr("real vs real"))};
  // What answers get that nobody has to learn stands right of real samples.
  const auto beside = [](std::string_view text) { return text::padded(text, 15, true); };
  for (const metrics::TrivialAnswer& answer : report.trivial)
    lines.front() += beside(tr(answer.title.c_str()));
  for (size_t i = 0; i < report.figures.size(); ++i) {
    const metrics::Figure& figure = report.figures[i];
    const metrics::Metric& metric = metric_of(figure);
    std::string others;
    for (const metrics::TrivialAnswer& answer : report.trivial)
      others += beside(figure_text(metric, answer.values[i], report.modes_total, tr));
    lines.push_back(row(diagnose::plain({"{}", {tr(title_for(metric, form))}}),
                        figure_text(metric, figure.generated, report.modes_total, tr),
                        figure_text(metric, figure.real, report.modes_total, tr)) +
                    others + "   " + tr(std::string(words(metric.better)).c_str()));
  }
  if (!report.rules.empty()) lines.emplace_back(tr("Rules obeyed"));
  for (const metrics::RuleShares& rule : report.rules) {
    const auto share = [&](double value) { return fmt::format("{:.1f} %", 100 * value); };
    std::string line =
        row(std::string("  ") + tr(rule.title.c_str()), share(rule.generated), share(rule.real));
    for (const double value : rule.trivial) line += beside(share(value));
    lines.push_back(line);
  }
  for (const metrics::Shares& shares : report.shares) {
    lines.push_back(in_language(tr, "{} (the classifier is right in {:.1f} %)",
                                shares.key == "label" ? std::string(tr("classes")) : shares.key,
                                100 * shares.accuracy));
    for (size_t i = 0; i < shares.values.size(); ++i)
      lines.push_back("  " + text::padded(shares.values[i], 32) +
                      fmt::format("{:>10.1f} %{:>13.1f} %", 100 * shares.generated[i], 100 * shares.real[i]));
  }
  if (!report.kinds.empty()) {
    lines.push_back(row(tr("by class"), tr("Fréchet"), tr("real")) +
                    text::padded(tr("centroid, Hz"), 15, true) + text::padded(tr("real"), 8, true) +
                    text::padded(tr("decay, ms"), 13, true) + text::padded(tr("real"), 8, true));
    for (const metrics::KindFigures& kind : report.kinds)
      lines.push_back("  " + text::padded(kind.name, 32) +
                      fmt::format("{:>12.1f}{:>15.1f}{:>15.0f}{:>8.0f}{:>13.0f}{:>8.0f}", kind.frechet,
                                  kind.floor, kind.centroid_hz, kind.real_centroid_hz, 1000 * kind.decay_s,
                                  1000 * kind.real_decay_s));
  }
  if (!report.closest.empty()) {
    const metrics::Closest& pair = report.closest.front();
    lines.push_back(in_language(tr, "nearest of all: seed {} lies {:.3f} from number {} of the data (of {})",
                                first_seed + static_cast<uint64_t>(pair.sample), pair.distance, pair.picture,
                                grouped(report.training_pictures)));
  }
  return lines;
}

}  // namespace ganscope::commands
