#include <cmath>
#include <numeric>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/inside/inside_state.h"

namespace ganscope::panels::inside {

using model::UiModel;

explore::Latent direction_of(const std::vector<float>& latents, const std::vector<float>& answers) {
  if (answers.empty() || latents.size() % answers.size() != 0) return {};
  const size_t dim = latents.size() / answers.size();
  const double mean =
      std::accumulate(answers.begin(), answers.end(), 0.0) / static_cast<double>(answers.size());
  std::vector<double> sum(dim);
  for (size_t i = 0; i < answers.size(); ++i)
    for (size_t k = 0; k < dim; ++k)
      sum[k] += (static_cast<double>(answers[i]) - mean) * static_cast<double>(latents[i * dim + k]);
  const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
  if (!(length > 0) || !std::isfinite(length)) return {};
  explore::Latent along;
  for (const double value : sum) along.push_back(static_cast<float>(value / length));
  return along;
}

const char* no_direction(const UiModel& model) {
  if (shown(model).layer < 0) return "No channel is chosen.";
  return model.explore.space == api::Space::z ? nullptr : "Directions of channels are found in z.";
}

void find_direction(UiModel& model, const std::string& name) {
  if (no_direction(model) != nullptr || !model::latent_in_hand(model)) return;
  ChannelDirection finding = model::tool_state<ChannelDirection>(model);
  api::Ask ask = model::blank_ask(model);
  ask.tool = "channel_use";
  ask.follow = false;
  const int classes = model.classes();
  for (int i = 0; i < direction_samples; ++i)
    model::add_row(model, ask,
                   explore::latent_of_seed(static_cast<uint64_t>(i) + 1, model.status->latent_dim),
                   classes > 0 ? i % classes : -1);
  ask.settings.set("layer", int64_t{shown(model).layer});
  ask.settings.set("channel", int64_t{shown(model).number});
  finding.name = name;
  finding.ask = std::move(ask);
  finding.progress = {};
  finding.failure.reset();
  ++finding.turn;
  model::set_tool_state(model, std::move(finding));
}

void cancel_direction(UiModel& model) {
  ChannelDirection finding = model::tool_state<ChannelDirection>(model);
  finding.ask.reset();
  model::set_tool_state(model, std::move(finding));
}

void take_direction(UiModel& model, const api::Answer& answer) {
  ChannelDirection finding = model::tool_state<ChannelDirection>(model);
  if (!finding.ask) return;
  finding.progress = answer.progress;
  if (!answer.failure && !answer.complete) return model::set_tool_state(model, std::move(finding));
  const std::vector<float> latents = finding.ask->latents;
  finding.ask.reset();
  finding.failure = answer.failure;
  explore::Latent along;
  if (!answer.failure && !answer.curves.empty()) along = direction_of(latents, answer.curves.front().y);
  if (!answer.failure && along.empty())
    finding.failure = Failure{FailureKind::bad_data, "this channel answers the same to every latent",
                              finding.name, "choose another one"};
  const std::string name = finding.name;
  model::set_tool_state(model, std::move(finding));
  if (!along.empty() && model.explore.space == api::Space::z) directions::keep_own(model, name, along);
}

}  // namespace ganscope::panels::inside
