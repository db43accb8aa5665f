#include "app/panels/samples/lines/lines_asks.h"

#include <algorithm>
#include <string>

#include "app/model/asks.h"
#include "app/panels/samples/lines/lines_state.h"
#include "core/explore/latent_math.h"

namespace ganscope::panels::samples {
namespace {

bool lines_are_seen(const model::UiModel& model) {
  return model.scene() == model::Workspace::train && model.status->data.form == Form::tokens;
}

std::optional<api::Ask> lines_wanted(const model::UiModel& model) {
  api::Ask ask = model::blank_ask(model);
  ask.tool = "lines";
  ask.scored = true;
  for (int i = 0; i < shown_lines * line_columns(model.status->data); ++i)
    model::add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  return ask;
}

std::optional<api::Ask> morph_wanted(const model::UiModel& model) {
  api::Ask ask = model::blank_ask(model);
  ask.scored = false;
  const int from = morph_from(model), to = morph_to(model);
  const explore::Latent a = model.fixed_latent(from), b = model.fixed_latent(to);
  for (int i = 0; i < morph_lines; ++i)
    model::add_row(model, ask, explore::slerp(a, b, static_cast<double>(i) / (morph_lines - 1)),
                   model.fixed_label(from));
  return ask;
}

}  // namespace

int line_columns(const api::DataInfo& data) {
  constexpr size_t few_letters = 14;
  size_t longest = 0;
  if (data.tokens == nullptr) return 1;
  for (const std::string& name : data.tokens->names)
    longest = std::max(longest, name.size() + data.tokens->separator.size());
  return longest * static_cast<size_t>(data.height) <= few_letters ? 2 : 1;
}

std::vector<model::View> line_views() {
  return {{.key = lines_view_key,
           .urgency = api::Urgency::look,
           .visible = lines_are_seen,
           .wanted = lines_wanted,
           .needs_run = true},
          {.key = morph_view_key,
           .urgency = api::Urgency::background,
           .visible = lines_are_seen,
           .wanted = morph_wanted}};
}

}  // namespace ganscope::panels::samples
