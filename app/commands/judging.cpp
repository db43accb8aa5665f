#include "app/commands/judging.h"

#include "core/api/sample_bytes.h"
#include "core/data/points/framed.h"
#include "core/metrics/choice.h"
#include "core/metrics/pictures/obedience.h"
#include "core/metrics/pictures/translation_judge.h"
#include "core/metrics/points/point_judge.h"
#include "core/objectives/objective.h"

namespace ganscope::commands {
namespace {

constexpr int default_pictures = 2000;

/// Classes for as many samples as are drawn: numbers of the data's classes to judge by, and of the run's to
/// draw by. As often as they are in the data, otherwise the comparison would find a difference of its own.
struct Conditions {
  std::vector<int> judged = {};                  ///< empty: the data have none that the run knows
  std::vector<int> drawn = {};                   ///< empty: the run has none
  std::vector<captions::Caption> captions = {};  ///< … or captions, of which neighbours share one
};

Expected<metrics::Report> judge_pictures(const data::DatasetPointer& dataset, const api::Answer& drawn,
                                         const Conditions& conditions, Console& console) {
  return metrics::evaluate_pictures(dataset, api::sample_bytes(drawn, dataset->channels), drawn.count,
                                    conditions.judged, console.work(), conditions.captions);
}

/// D judges single points, and its output means what the optimal one's does.
bool has_optimum(const config::Settings& settings) {
  return objectives::output_is_belief(settings) &&
         (!settings.has("packing") || settings.integer("packing") <= 1);
}

Expected<metrics::Report> judge_points(const OpenModel& model, const data::Dataset& dataset,
                                       const api::Answer& drawn,
                                       const std::vector<std::vector<float>>& latents, Console& console) {
  const PointFrame &own = model.data.frame, &judged = dataset.frame;
  const auto in_frame_of_data = [&](std::vector<float> pairs) {
    data::move_to(judged, own, pairs);
    return metrics::without_padding(pairs, dataset.dimensions);
  };
  metrics::PointSubject subject{in_frame_of_data(drawn.points), {}, {}};
  if (has_optimum(model.experiment.settings) && dataset.law) {
    std::vector<float> flat;
    for (const auto& latent : latents) flat.insert(flat.end(), latent.begin(), latent.end());
    // D trains against the raw model, whichever is judged here.
    const auto raw = model.replica->render(*model.snapshot, api::Model::raw, flat, {});
    if (!raw) return tl::unexpected(raw.error());
    subject.raw_points = in_frame_of_data(raw->points);
    subject.judge = [&](std::vector<float> points) {
      data::move_to(own, judged, points, dataset.dimensions);
      return model.replica->judge_points(*model.snapshot, points);
    };
  }
  return metrics::evaluate_points(dataset, subject, console.work());
}

/// By the form of the samples; one line each.
Expected<metrics::Report> judge(const OpenModel& model, const data::DatasetPointer& dataset,
                                const api::Answer& drawn, const std::vector<std::vector<float>>& latents,
                                const Conditions& conditions, Console& console) {
  switch (dataset->form) {
    case Form::points:
      return judge_points(model, *dataset, drawn, latents, console);
    case Form::pictures:
    case Form::waves:
      return judge_pictures(dataset, drawn, conditions, console);
    case Form::tokens:
      return metrics::evaluate_lines(*dataset, drawn.values, drawn.count, console.work());
    case Form::rolls:
      return metrics::evaluate_melodies(*dataset, drawn.values, drawn.count, console.work());
    case Form::films:
      return metrics::evaluate_films(dataset, drawn.values, drawn.count, conditions.judged, console.work());
  }
  return fail(FailureKind::unsupported, "nothing is measured of such samples", dataset->title,
              "look at them with `ganscope sample`");
}

Conditions conditions_for(const OpenModel& model, const data::Dataset& dataset,
                          const std::vector<int>& run_label, int count) {
  Conditions classes;
  if (model.classes == 0) return classes;
  if (model.captions() != nullptr && dataset.captions != nullptr) {
    classes.captions = metrics::captions_in_pairs(*dataset.captions, count);
    model.replica->say(classes.captions);
    for (int i = 0; i < count; ++i) classes.drawn.push_back(model.classes + i);
    return classes;
  }
  if (run_label.empty()) {
    for (int i = 0; i < count; ++i) classes.drawn.push_back(i % model.classes);
    return classes;
  }
  classes.judged = metrics::labels_in_shares(dataset.labels, count);
  for (const int label : classes.judged) classes.drawn.push_back(run_label[static_cast<size_t>(label)]);
  return classes;
}

}  // namespace

Expected<metrics::Report> judge_samples(const OpenModel& model, const data::DatasetPointer& dataset,
                                        const std::vector<int>& run_label, int wanted, Console& console) {
  const int count = wanted > 0               ? wanted
                    : model.data.is_points() ? metrics::mixture_samples
                                             : default_pictures;
  std::vector<std::vector<float>> latents;
  for (int i = 0; i < count; ++i)
    latents.push_back(model.latent_of_seed(first_judged_seed + static_cast<uint64_t>(i)));
  const Conditions conditions = conditions_for(model, *dataset, run_label, count);
  auto drawn = model.draw(latents, conditions.drawn, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  const auto report = judge(model, dataset, *drawn, latents, conditions, console);
  console.end_progress();
  return report;
}

}  // namespace ganscope::commands
