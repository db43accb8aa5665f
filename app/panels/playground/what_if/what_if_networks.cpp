#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/panels/playground/what_if/what_if_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/config/layer_widths.h"

namespace ganscope::panels::playground::what_if {
namespace {

using ui::Font;

bool is_off(const config::Option& option, const config::Value& value) { return value == option.initial; }

/// Where to begin when it is switched on.
config::Value usual_of(const config::Option& option) {
  if (std::holds_alternative<bool>(option.initial)) return true;
  const double usual = option.usual.value_or(option.max);
  if (std::holds_alternative<int64_t>(option.initial)) return static_cast<int64_t>(usual);
  return usual;
}

void set_widths(const Context& context, const char* key, const std::vector<int64_t>& widths) {
  context.actions(model::action::AlterRun{{{key, config::widths_text(widths)}}});
}

/// One hidden layer: its neurons, and a way to take it out.
void layer_line(const Context& context, const char* key, std::vector<int64_t> widths, size_t layer,
                float width) {
  ui::Ui& ui = context.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, "X").y) / 2);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(12), y}, Font::body, ui.theme.t2,
              fmt::format("{} {}", ui.tr("Layer"), layer + 1));
  const float right = ui.px(36), field = std::min(ui.px(140), width * 0.45F);
  ImGui::SetCursorScreenPos({at.x + width - right - field, at.y});
  const std::string name = fmt::format("playground/what_if/{}/{}", key, layer);
  int64_t units = widths[layer];
  if (ui::stepper(ui, name, 1, config::most_units, units, field,
                  ui.tr("Neurons of this layer. New ones say nothing at first, so what is drawn stays."))) {
    widths[layer] = units;
    set_widths(context, key, widths);
  }
  ImGui::SetCursorScreenPos({at.x + width - ui.px(30), at.y + ui.px(1)});
  if (ui::icon_button(ui, name + "/remove", ui::Icon::close, ui.tr("Takes this layer out."), {},
                      widths.size() > 1)) {
    widths.erase(widths.begin() + static_cast<std::ptrdiff_t>(layer));
    set_widths(context, key, widths);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

void draw_player(const Context& context, bool of_d, float width) {
  ui::Ui& ui = context.ui;
  const config::Settings& settings = context.model.experiment().settings;
  const auto widths =
      config::hidden_widths(settings, of_d ? config::Player::discriminator : config::Player::generator);
  if (!widths) return;
  const char* key = of_d ? "layers_d" : "layers_g";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const api::Status& status = *context.model.status;
  std::string shape = of_d ? std::to_string(status.data.dimensions) : std::to_string(status.latent_dim);
  for (const int64_t each : *widths) shape += fmt::format(" → {}", each);
  shape += of_d ? " → 1" : fmt::format(" → {}", status.data.dimensions);
  const char* title = of_d ? ui.tr("Layers of {D}") : ui.tr("Layers of {G}");
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(8)}, Font::body, ui.theme.t1, title);
  const float words = ui::rich_text_width(ui, Font::body, title) + ui.px(12);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + words, at.y + ui.px(10)}, Font::caption, ui.theme.t3,
              ui::fitted(ui, Font::caption, shape, width - words - ui.px(36)));
  ImGui::SetCursorScreenPos({at.x + width - ui.px(30), at.y + ui.px(1)});
  if (ui::icon_button(ui, fmt::format("playground/what_if/{}/add", key), ui::Icon::plus,
                      ui.tr("One more hidden layer, which hands on what it is given at first: what is drawn "
                            "stays as it is."),
                      {}, widths->size() < config::most_hidden)) {
    std::vector<int64_t> more = *widths;
    more.push_back(more.back());
    set_widths(context, key, more);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
  for (size_t layer = 0; layer < widths->size(); ++layer) layer_line(context, key, *widths, layer, width);
}

}  // namespace

void draw_networks(const Context& context, float width) {
  const config::Settings& settings = context.model.experiment().settings;
  if (!settings.has("hidden_width") || !settings.has("hidden_layers")) return;  // not fully connected
  draw_player(context, false, width);
  draw_player(context, true, width);
  for (const config::Option& option : config::active_options(*context.model.catalogue, settings))
    if (option.key == "activation" || option.key == "activation_d") option_line(context, option, width);
}

void draw_regularisers(const Context& context, float width) {
  ui::Ui& ui = context.ui;
  for (const config::EntryInfo& entry : context.model.catalogue->regularisers) {
    if (entry.options.empty()) continue;
    const config::Option& strength = entry.options.front();
    const config::Value value = value_of(context.model, strength);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    bool on = !is_off(strength, value);
    const std::string title = ui.tr(entry.title.c_str());
    const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, title).y) / 2);
    ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, Font::body, on ? ui.theme.t1 : ui.theme.t2,
                ui::fitted(ui, Font::body, title, width - ui.px(44)));
    ImGui::SetCursorScreenPos({at.x + width - ui.px(32), at.y + ui.px(7)});
    if (ui::toggle(ui, "playground/what_if/regularisers/" + entry.key, on, ui.tr(entry.help.c_str())))
      context.actions(model::action::AlterRun{{{strength.key, on ? usual_of(strength) : strength.initial}}});
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
    if (on && !std::holds_alternative<bool>(strength.initial)) {
      ImGui::SetCursorScreenPos({at.x + ui.px(12), at.y + ui.px(34)});
      option_line(context, strength, width - ui.px(12));
      ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
    }
  }
}

}  // namespace ganscope::panels::playground::what_if
