#include "app/model/codes_prior.h"

#include <memory>
#include <utility>

#include "app/model/asks.h"
#include "app/model/ui_model.h"

namespace ganscope::model {
namespace {

std::optional<api::Ask> wanted_prior(const UiModel& model) {
  if (!model.from_codes || !model.status->model.reconstructs) return std::nullopt;
  api::Ask ask = blank_ask(model);
  ask.tool = "prior";
  return ask;
}

void prior_answered(UiModel& model, const api::Answer& answer, double /*now_s*/) {
  if (answer.failure || !answer.complete) return;
  auto fitted = explore::FittedCodes::of_rows(answer.vectors);
  if (!fitted || answer.vectors.width != model.pump.fixed_dim) return;
  auto prior = std::make_shared<RunModel::CodesPrior>();
  prior->fitted = std::move(*fitted);
  prior->seed = model.pump.fixed_seed;
  for (const explore::Latent& z : model.pump.fixed) prior->fixed.push_back(prior->fitted.moved(z));
  model.codes_prior = std::move(prior);
  ++model.touched;
}

}  // namespace

View prior_view() {
  return {.key = "prior",
          .visible = [](const UiModel&) { return true; },
          .wanted = wanted_prior,
          .gives_up = true,
          .of_both = true,
          .answered = prior_answered};
}

}  // namespace ganscope::model
