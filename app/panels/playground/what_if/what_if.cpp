#include "app/panels/playground/what_if/what_if.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "app/panels/option_control.h"
#include "app/panels/playground/what_if/what_if_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::playground {
namespace what_if {
namespace {

using ui::Font;

constexpr const char* list_name = "playground/what_if/more##list";

void change_option(const Context& context, const config::Option& option, const config::Value& value,
                   bool final) {
  if (option.tunable)
    context.actions(model::action::TuneOption{option.key, as_number(value), final});
  else if (final)
    context.actions(model::action::AlterRun{{{option.key, value}}});
}

bool enabled(const model::UiModel& model) {
  return model.trainable() && model.status->phase != api::Phase::loading;
}

/// "G rate", a slider and its field in one row.
void rate_row(const Context& context, const config::Option& option, const char* label, float width) {
  ui::Ui& ui = context.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float column = ui.px(72);
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, "X").y) / 2);
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, Font::body, ui.theme.t2, label);
  ImGui::SetCursorScreenPos({at.x + column, at.y + ui.px(2)});
  double value = as_number(value_of(context.model, option));
  bool final = true;
  const ui::SliderSpec spec{.min = option.min,
                            .max = option.max,
                            .initial = as_number(option.initial),
                            .logarithmic = option.logarithmic,
                            .player = option.player,
                            .width = width - column,
                            .help = ui.tr(option.help.c_str())};
  if (ui::slider(ui, "playground/what_if/" + option.key, spec, value, &final) && enabled(context.model))
    change_option(context, option, value, final);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

void objective_row(const Context& context, float width) {
  ui::Ui& ui = context.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::vector<config::EntryInfo>& entries = context.model.catalogue->objectives;
  std::vector<std::string> labels;
  int index = -1;
  const config::Settings& settings = context.model.experiment().settings;
  for (const config::EntryInfo& entry : entries) {
    if (settings.has("objective") && settings.text("objective") == entry.key)
      index = static_cast<int>(labels.size());
    labels.emplace_back(ui.tr(entry.title.c_str()));
  }
  const float column = ui.px(96);
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, "X").y) / 2);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, Font::body, ui.theme.t2, ui.tr("Objective"));
  ImGui::SetCursorScreenPos({at.x + column, at.y});
  const std::string help =
      index < 0 ? std::string() : std::string(ui.tr(entries[static_cast<size_t>(index)].help.c_str()));
  if (ui::combo(ui, "playground/what_if/objective", labels, index, width - column, help) &&
      enabled(context.model))
    context.actions(model::action::AlterRun{{{"objective", entries[static_cast<size_t>(index)].key}}});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38)});
}

const config::Option* find_option(const std::vector<config::Option>& options, std::string_view key) {
  const auto found = std::ranges::find(options, key, &config::Option::key);
  return found == options.end() ? nullptr : &*found;
}

void lines_of(const Context& context, const std::vector<config::Option>& options,
              std::initializer_list<const char*> keys, float width) {
  for (const char* key : keys)
    if (const config::Option* option = find_option(options, key)) option_line(context, *option, width);
}

void draw_list(const Context& context, ImVec2 below) {
  ui::Ui& ui = context.ui;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = ui.px(372), most = display.y - ui.px(64);
  ui::move_window({below.x, std::max(ui.px(52), std::min(below.y, display.y - most))});
  ui::limit_window({width, 0}, {width, most});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14), ui.px(10)});
  if (ImGui::BeginPopup(list_name, ImGuiWindowFlags_NoMove)) {
    if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    const float inner = ImGui::GetContentRegionAvail().x;
    const std::vector<config::Option> options =
        config::active_options(*context.model.catalogue, context.model.experiment().settings);
    ui::rich_text(ui, Font::caption, ui.theme.t3,
                  ui.tr("Training goes on: what was learned is kept where it fits. Ctrl-Z sets it back."),
                  inner);
    draw_networks(context, inner);
    draw_heading(context, ui.tr("Latent space"));
    lines_of(context, options, {"latent_dim", "latent", "noise_layers", "later_noise", "later_numbers"},
             inner);
    draw_heading(context, ui.tr("Game"));
    lines_of(context, options,
             {"critic_steps", "g_steps", "batch", "update_order", "optimiser", "beta1", "ema"}, inner);
    draw_heading(context, ui.tr("Regularisers"));
    draw_regularisers(context, inner);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

config::Value value_of(const model::UiModel& model, const config::Option& option) {
  if (model.tuning && model.tuning->key == option.key) return as_declared(option, model.tuning->after);
  if (const auto tuned = model.tuned.find(option.key); tuned != model.tuned.end())
    return as_declared(option, tuned->second);
  const config::Settings& settings = model.experiment().settings;
  return settings.has(option.key) ? settings.at(option.key) : option.initial;
}

void option_line(const Context& context, const config::Option& option, float width) {
  config::Value value = value_of(context.model, option);
  bool final = true;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ui::option_row(context.ui, "playground/what_if/" + option.key, option, value, width, &final,
                     enabled(context.model)))
    change_option(context, option, value, final);
  ImGui::SetCursorScreenPos({at.x, ImGui::GetItemRectMax().y + context.ui.px(4)});
}

void draw_heading(const Context& context, const char* words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ui::Ui& ui = context.ui;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(8)}, Font::strong, ui.theme.t1, words);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
}

}  // namespace what_if

void draw_what_if(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const what_if::Context context{ui, model, actions};
  if (model.catalogue == nullptr) return;
  what_if::objective_row(context, width);
  const std::vector<config::Option>& common = model.catalogue->common;
  if (const auto* rate = what_if::find_option(common, "lr_g"))
    what_if::rate_row(context, *rate, ui.tr("{G} rate"), width);
  if (const auto* rate = what_if::find_option(common, "lr_d"))
    what_if::rate_row(context, *rate, ui.tr("{D} rate"), width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ui::button(
          ui, "playground/what_if/more",
          {.label = ui.tr("More: networks, latent, game…"),
           .style = ui::ButtonStyle::outline,
           .width = width,
           .help = ui.tr("Everything else that can be changed while it trains: layers and neurons, the "
                         "latent, batch and regularisers."),
           .pending = model.is_pending("experiment/alter"),
           .enabled = model.trainable()}))
    ImGui::OpenPopup(what_if::list_name);
  what_if::draw_list(context, {at.x + width + ui.px(24), at.y - ui.px(360)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

}  // namespace ganscope::panels::playground
