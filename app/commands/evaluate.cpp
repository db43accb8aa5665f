#include "core/metrics/evaluate.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "core/base/random.h"
#include "core/explore/latent_math.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

constexpr int default_pictures = 2000;
constexpr uint64_t first_seed = 1'000'000;  // other latents than those that `sample` shows first

ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(); }

ordered_json as_json(const metrics::ImageScore& score) {
  return {{"frechet", number(score.frechet)}, {"precision", score.precision}, {"recall", score.recall}};
}
ordered_json as_json(const metrics::MixtureScore& score) {
  return {{"modes", score.modes},
          {"modes_total", score.modes_total},
          {"high_quality", score.high_quality},
          {"reverse_kl", number(score.reverse_kl)}};
}
ordered_json as_json(const metrics::Shares& shares) {
  return {{"key", shares.key},   {"values", shares.values}, {"generated", shares.generated},
          {"real", shares.real}, {"truth", shares.truth},   {"accuracy", shares.accuracy}};
}

ordered_json report_head(const OpenModel& model) {
  return {{"run", model.run.id},
          {"step", model.snapshot->step()},
          {"model", model.model == api::Model::ema ? "ema" : "raw"},
          {"data", model.experiment.settings.text("data")}};
}

void say_image_report(const metrics::ImageReport& report, Console& console) {
  console.say(fmt::format("{:22}{:>12}{:>16}", "", "generated", "real vs real"));
  console.say(fmt::format("{:22}{:>12.2f}{:>16.2f}", "Fréchet distance", report.generated.frechet,
                          report.real.frechet));
  console.say(
      fmt::format("{:22}{:>12.3f}{:>16.3f}", "precision", report.generated.precision, report.real.precision));
  console.say(fmt::format("{:22}{:>12.3f}{:>16.3f}", "recall", report.generated.recall, report.real.recall));
  if (report.has_label_agreement)
    console.say(fmt::format("{:22}{:>11.1f} %", "class as asked for", 100 * report.label_agreement));
  for (const metrics::Shares& shares : report.shares) {
    console.say(fmt::format("{} (the classifier is right in {:.1f} %)",
                            shares.key == "label" ? "classes" : shares.key, 100 * shares.accuracy));
    for (size_t i = 0; i < shares.values.size(); ++i)
      console.say(fmt::format("  {:20}{:>10.1f} %{:>14.1f} %", shares.values[i], 100 * shares.generated[i],
                              100 * shares.real[i]));
  }
}

Expected<void> judge_points(const EvaluateRequest& request, const OpenModel& model,
                            const data::Dataset& dataset, const api::RenderResult& drawn, Console& console) {
  const auto report = metrics::evaluate_points(dataset, drawn.points);
  if (!report) return tl::unexpected(report.error());
  const auto& [made, own] = *report;
  if (request.json) {
    ordered_json object = report_head(model);
    object["count"] = drawn.count;
    object.update(as_json(made));
    object["real"] = as_json(own);
    console.json(object);
    return {};
  }
  console.say(fmt::format("{}, {} samples", model.title(), grouped(drawn.count)));
  console.say(fmt::format("{:22}{:>12}{:>12}", "", "generated", "real"));
  console.say(fmt::format("{:22}{:>9}/{}{:>9}/{}", "modes", made.modes, made.modes_total, own.modes,
                          own.modes_total));
  console.say(fmt::format("{:22}{:>10.1f} %{:>10.1f} %", "high quality", 100 * made.high_quality,
                          100 * own.high_quality));
  console.say(fmt::format("{:22}{:>12.4f}{:>12.4f}", "reverse KL", made.reverse_kl, own.reverse_kl));
  return {};
}

/// [n, h, w, 4] as drawn → [n, h, w, channels] as the data have them
std::vector<uint8_t> in_channels(const std::vector<uint8_t>& rgba, int channels) {
  std::vector<uint8_t> pixels;
  pixels.reserve(rgba.size() / 4 * static_cast<size_t>(channels));
  for (size_t i = 0; i + 3 < rgba.size(); i += 4)
    for (int c = 0; c < channels; ++c) pixels.push_back(rgba[i + static_cast<size_t>(c)]);
  return pixels;
}

Expected<void> judge_pictures(const EvaluateRequest& request, const OpenModel& model,
                              const data::DatasetPointer& dataset, const api::RenderResult& drawn,
                              const std::vector<int>& labels, Console& console) {
  const auto report =
      metrics::evaluate_images(dataset, in_channels(drawn.pixels, dataset->channels), drawn.count,
                               request.data.empty() ? labels : std::vector<int>{}, console.work());
  console.end_progress();
  if (!report) return tl::unexpected(report.error());
  if (request.json) {
    ordered_json object = report_head(model);
    object["count"] = report->count;
    object.update(as_json(report->generated));
    object["real"] = as_json(report->real);
    object["real"]["count"] = report->reference;
    ordered_json attributes = ordered_json::array();
    for (const metrics::Shares& shares : report->shares) {
      if (shares.key == "label")
        object["classes"] = as_json(shares);
      else
        attributes.push_back(as_json(shares));
    }
    if (!attributes.empty()) object["attributes"] = attributes;
    if (report->has_label_agreement) object["label_agreement"] = report->label_agreement;
    console.json(object);
    return {};
  }
  console.say(fmt::format("{}, {} samples against {} real pictures", model.title(), grouped(report->count),
                          grouped(report->reference)));
  say_image_report(*report, console);
  return {};
}

/// The data to compare with: the run's own, or those that were named.
Expected<data::DatasetPointer> reference_of(const EvaluateRequest& request, const OpenModel& model,
                                            Console& console) {
  const auto experiment = config::with_overrides(catalogue(), model.experiment, request.data, {});
  if (!experiment) return tl::unexpected(experiment.error());
  auto dataset = data::load_dataset(experiment->settings, console.work());
  console.end_progress();
  if (!dataset) return dataset;
  const api::DataInfo& own = model.data;
  if (((*dataset)->kind == data::Kind::points) != own.points || (*dataset)->channels != own.channels ||
      (*dataset)->height != own.height || (*dataset)->width != own.width)
    return fail(FailureKind::usage, "these data have another shape than what the run draws",
                request.data.empty() ? model.run.id : "--data " + request.data,
                own.points ? "compare with points"
                           : fmt::format("compare with pictures of {}×{} and {} channels", own.width,
                                         own.height, own.channels));
  return dataset;
}

/// Drawn as often as it is in the data, where they have the same classes; else evenly.
int label_among(const data::Dataset& dataset, int classes, Random& random) {
  if (static_cast<int>(dataset.label_names.size()) != classes || !dataset.has_labels())
    return static_cast<int>(random.below(static_cast<uint64_t>(classes)));
  return dataset.labels[random.below(static_cast<uint64_t>(dataset.count))];
}

}  // namespace

Expected<void> evaluate(const EvaluateRequest& request, Console& console) {
  auto model = open_model({request.run, request.step, {}, 1, request.raw});
  if (!model) return tl::unexpected(model.error());
  const auto dataset = reference_of(request, *model, console);
  if (!dataset) return tl::unexpected(dataset.error());

  const int count = request.count > 0    ? request.count
                    : model->data.points ? metrics::mixture_samples
                                         : default_pictures;
  std::vector<std::vector<float>> latents;
  std::vector<int> labels;
  Random random(first_seed);
  for (int i = 0; i < count; ++i) {
    latents.push_back(explore::latent_of_seed(first_seed + static_cast<uint64_t>(i), model->latent_dim));
    // Classes as often as they are in the data, not evenly: otherwise the comparison would find a difference
    // of its own.
    if (model->classes > 0) labels.push_back(label_among(**dataset, model->classes, random));
  }
  const auto drawn = model->draw(latents, labels, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  return model->data.points ? judge_points(request, *model, **dataset, *drawn, console)
                            : judge_pictures(request, *model, *dataset, *drawn, labels, console);
}

}  // namespace ganscope::commands
