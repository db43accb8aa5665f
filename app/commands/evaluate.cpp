#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/evaluation.h"
#include "app/commands/judging.h"
#include "app/commands/open_model.h"
#include "app/commands/reconstructed.h"
#include "app/commands/run.h"
#include "app/commands/translating.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

ordered_json report_head(const OpenModel& model) {
  return {{"run", model.run.id},
          {"step", model.snapshot->step()},
          {"model", model.model == api::Model::ema ? "ema" : "raw"},
          {"data", model.experiment.settings.text("data")}};
}

/// What a real sample gets, which is itself, and the trivial answer, which is the mean sample, stand beside.
void write_reconstruction(const Reconstructed& given_back, ordered_json& object) {
  object["reconstruction"] = given_back.error;
  object["reconstructed"] = given_back.count;
  object["real"]["reconstruction"] = 0.0;
  object["input"]["reconstruction"] = given_back.mean;
}

}  // namespace

Expected<void> evaluate(const EvaluateRequest& request, Console& console) {
  auto model = open_model({request.run, request.step, {}, 1, request.raw}, console);
  if (!model) return tl::unexpected(model.error());
  const auto dataset = data_of(*model, request.data, console);
  if (!dataset) return tl::unexpected(dataset.error());
  const auto match =
      models::match_data(model->data, models::describe(**dataset), model->classes > 0,
                         request.data.empty() ? models::Join::judging : models::Join::comparing,
                         request.data.empty() ? model->run.id : "--data " + request.data);
  if (!match) return tl::unexpected(match.error());
  for (const std::string& remark : match->remarks) console.remark_line(console.tr.sentence(remark));

  if (model->translates())
    return evaluate_translation(request, *model, *dataset, report_head(*model), console);
  if (request.from_codes)
    if (auto fitted = draw_from_codes(*model, **dataset); !fitted) return fitted;
  const auto report = judge_samples(*model, *dataset, match->run_label, request.count, console);
  if (!report) return tl::unexpected(report.error());
  const auto given_back = reconstruct(*model, **dataset, match->run_label);
  if (!given_back) return tl::unexpected(given_back.error());
  if (request.json) {
    ordered_json object = report_head(*model);
    write_report(*report, first_judged_seed, object);
    if (*given_back) {
      write_reconstruction(**given_back, object);
      object["prior"] = request.from_codes ? "fitted" : "normal";
    }
    console.json(object);
    return {};
  }
  console.say("{}: {} samples against {} real ones", console.tr.sentence(model->title()),
              grouped(report->count), grouped(report->reference));
  for (const std::string& line : report_lines(*report, first_judged_seed, console.tr, model->data.form))
    console.say_line(line);
  if (*given_back)
    console.say("given back: {} real samples come back off by {:.4f} a value (the mean of them all: {:.4f})",
                grouped((*given_back)->count), (*given_back)->error, (*given_back)->mean);
  return {};
}

}  // namespace ganscope::commands
