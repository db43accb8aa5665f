#include "core/metrics/evaluate.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/evaluation.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "core/explore/latent_math.h"
#include "core/metrics/choice.h"
#include "core/metrics/points/optimal_discriminator.h"
#include "core/metrics/points/point_judge.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

constexpr int default_pictures = 2000;
constexpr uint64_t first_seed = 1'000'000;  // other latents than those that `sample` shows first

ordered_json report_head(const OpenModel& model) {
  return {{"run", model.run.id},
          {"step", model.snapshot->step()},
          {"model", model.model == api::Model::ema ? "ema" : "raw"},
          {"data", model.experiment.settings.text("data")}};
}

/// [n, h, w, 4] as drawn → [n, h, w, channels] as the data have them
std::vector<uint8_t> in_channels(const std::vector<uint8_t>& rgba, int channels) {
  std::vector<uint8_t> pixels;
  pixels.reserve(rgba.size() / 4 * static_cast<size_t>(channels));
  for (size_t i = 0; i + 3 < rgba.size(); i += 4)
    for (int c = 0; c < channels; ++c) pixels.push_back(rgba[i + static_cast<size_t>(c)]);
  return pixels;
}

Expected<metrics::Report> judge_pictures(const EvaluateRequest& request, const data::DatasetPointer& dataset,
                                         const api::RenderResult& drawn, const std::vector<int>& labels,
                                         Console& console) {
  return metrics::evaluate_pictures(dataset, in_channels(drawn.pixels, dataset->channels), drawn.count,
                                    request.data.empty() ? labels : std::vector<int>{}, console.work());
}

/// D judges single points, and its output means what the optimal one's does.
bool has_optimum(const config::Settings& settings) {
  return metrics::estimates_optimum(settings.text("objective")) &&
         (!settings.has("packing") || settings.integer("packing") <= 1);
}

Expected<metrics::Report> judge_points(const OpenModel& model, const data::Dataset& dataset,
                                       const api::RenderResult& drawn,
                                       const std::vector<std::vector<float>>& latents, Console& console) {
  metrics::PointSubject subject{metrics::without_padding(drawn.points, dataset.dimensions), {}, {}};
  if (has_optimum(model.experiment.settings) && dataset.law) {
    std::vector<float> flat;
    for (const auto& latent : latents) flat.insert(flat.end(), latent.begin(), latent.end());
    // D trains against the raw model, whichever is judged here.
    const auto raw = model.renderer->render(*model.snapshot, api::Model::raw, flat, {});
    if (!raw) return tl::unexpected(raw.error());
    subject.raw_points = metrics::without_padding(raw->points, dataset.dimensions);
    subject.judge = [&model](const std::vector<float>& points) {
      return model.renderer->judge_points(*model.snapshot, points);
    };
  }
  return metrics::evaluate_points(dataset, subject, console.work());
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
  if (((*dataset)->kind == data::Kind::points) != own.points || (*dataset)->dimensions != own.dimensions ||
      (*dataset)->channels != own.channels || (*dataset)->height != own.height ||
      (*dataset)->width != own.width)
    return fail(FailureKind::usage, "these data have another shape than what the run draws",
                request.data.empty() ? model.run.id : "--data " + request.data,
                own.points ? fmt::format("compare with points in {} dimension{}", own.dimensions,
                                         own.dimensions == 1 ? "" : "s")
                           : fmt::format("compare with pictures of {}×{} and {} channels", own.width,
                                         own.height, own.channels));
  return dataset;
}

/// Each as often as it is in the data, where they have the same classes; else evenly.
std::vector<int> labels_for(const data::Dataset& dataset, int classes, int count) {
  if (static_cast<int>(dataset.label_names.size()) == classes && dataset.has_labels())
    return metrics::labels_in_shares(dataset.labels, count);
  std::vector<int> labels;
  for (int i = 0; i < count; ++i) labels.push_back(i % classes);
  return labels;
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
  for (int i = 0; i < count; ++i)
    latents.push_back(explore::latent_of_seed(first_seed + static_cast<uint64_t>(i), model->latent_dim));
  // Classes as often as they are in the data: otherwise the comparison would find a difference of its own.
  std::vector<int> labels;
  if (model->classes > 0) labels = labels_for(**dataset, model->classes, count);
  const auto drawn = model->draw(latents, labels, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  const auto report = model->data.points ? judge_points(*model, **dataset, *drawn, latents, console)
                                         : judge_pictures(request, *dataset, *drawn, labels, console);
  console.end_progress();
  if (!report) return tl::unexpected(report.error());
  if (request.json) {
    ordered_json object = report_head(*model);
    write_report(*report, first_seed, object);
    console.json(object);
    return {};
  }
  console.say(fmt::format("{}: {} samples against {} real ones", model->title(), grouped(report->count),
                          grouped(report->reference)));
  for (const std::string& line : report_lines(*report, first_seed)) console.say(line);
  return {};
}

}  // namespace ganscope::commands
