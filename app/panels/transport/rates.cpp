#include <algorithm>
#include <cmath>

#include "app/panels/transport/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {
namespace {

using ui::Font;
using ui::Ui;

// The speed slider is logarithmic from one step a second to `fastest`; its last stretch is full speed.
constexpr double fastest = 1000, full = fastest * 1.6;

double slider_value(double steps_per_s) {
  return steps_per_s <= 0 ? full : ui::within(steps_per_s, 1.0, fastest);
}
double speed_of(double value) { return value > fastest ? 0 : value; }

void draw_step(Ui& ui, const model::UiModel& model, ImVec2 at, Font number_font, float number_gap) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string number = ui::thousands(model.status->step);
  const ImVec2 caption = ui::text_size(ui, Font::body, ui.tr("step"));
  const ImVec2 size = ui::text_size(ui, number_font, number);
  const float baseline =
      ui.fonts.of(number_font) != nullptr ? ui.fonts.of(number_font)->Ascent : size.y * 0.78F;
  const float own = ui.fonts.of(Font::body) != nullptr ? ui.fonts.of(Font::body)->Ascent : caption.y * 0.78F;
  ui::text_at(ui, draw, {at.x, at.y + baseline - own}, Font::body, ui.theme.t2, ui.tr("step"));
  const float x = at.x + caption.x + ui.px(number_gap);
  ui::text_at(ui, draw, {x, at.y}, number_font, ui.theme.t1, number);
  ui.items.add("status/step", {x, at.y}, {x + size.x, at.y + size.y},
               static_cast<double>(model.status->step));
}

std::string rate_words(const Ui& ui, const api::Status& status, bool images) {
  std::string words = ui::rate_text(status.steps_per_s) + " " + ui.tr("steps/s");
  if (images && !status.data.is_points() && status.images_per_s > 0)
    words += " · " + ui::rate_text(status.images_per_s) + " " +
             (status.data.form == Form::tokens ? ui.tr("lines/s") : ui.tr("images/s"));
  return words + " · " + ui::clock_text(status.seconds);
}

}  // namespace

double speed_slider(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const bool both = model.second && model.scene() == model::Workspace::compare;
  const bool of_b = both && model.comparison.hand == model::Comparison::Hand::b;
  double value = slider_value(of_b ? model.second->status->speed_limit : model.status->speed_limit);
  const ui::SliderSpec spec{
      .min = 1,
      .max = full,
      .initial = full,
      .logarithmic = true,
      .width = width,
      .field_width = 0,
      .help = ui.tr("How fast it trains: from one step a second, to watch each, up to as fast as it can.")};
  if (ui::slider(ui, "transport/speed", spec, value)) {
    const api::SetSpeed wanted{speed_of(value)};
    if (both)
      actions(model::action::ToCompared{wanted});
    else
      actions(model::action::Post{wanted});
  }
  return speed_of(value);
}

std::string speed_words(const Ui& ui, double steps_per_s) {
  return steps_per_s <= 0 ? std::string(ui.tr("full")) : ui::rate_text(steps_per_s) + ui.tr("/s");
}

void draw_rates(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float left = origin.x + ui.px(16), right = origin.x + size.x - ui.px(16);
  const float speed_width = std::min(ui.px(164), size.x * 0.36F);
  draw_step(ui, model, {left, origin.y + ui.px(14)}, Font::mono_large, 11);
  const float room = right - left - speed_width - ui.px(8);
  std::string rates = rate_words(ui, *model.status, true);
  if (ui::text_size(ui, Font::mono_small, rates).x > room) rates = rate_words(ui, *model.status, false);
  rates = ui::fitted(ui, Font::mono_small, rates, room);
  const ImVec2 rates_at{left, origin.y + ui.px(53)};
  const ImVec2 rates_size = ui::text_size(ui, Font::mono_small, rates);
  ui::text_at(ui, draw, rates_at, Font::mono_small, ui.theme.t3, rates);
  ui.items.add("status/rates", rates_at, {rates_at.x + rates_size.x, rates_at.y + rates_size.y}, rates);

  const float x = right - speed_width;
  ui::text_at(ui, draw, {x, origin.y + ui.px(25)}, Font::body, ui.theme.t2, ui.tr("Speed"));
  ImGui::SetCursorScreenPos({x, origin.y + ui.px(44)});
  const double speed = speed_slider(ui, model, actions, speed_width);
  const std::string words = speed_words(ui, speed);
  ui::text_at(ui, draw, {right - ui::text_size(ui, Font::body, words).x, origin.y + ui.px(25)}, Font::body,
              ui.theme.t1, words);
  ui::text_at(ui, draw, {x, origin.y + ui.px(70)}, Font::caption, ui.theme.t3,
              std::string("1") + ui.tr("/s"));
  const char* end = ui.tr("full");
  ui::text_at(ui, draw, {right - ui::text_size(ui, Font::caption, end).x, origin.y + ui.px(70)},
              Font::caption, ui.theme.t3, end);
}

void draw_rates_compact(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float left = origin.x + ui.px(16), right = origin.x + size.x - ui.px(16);
  draw_step(ui, model, {left, origin.y + ui.px(12)}, Font::mono_title, 9);
  const std::string rate = ui::rate_text(model.status->steps_per_s) + ui.tr("/s");
  const ImVec2 rate_size = ui::text_size(ui, Font::mono_small, rate);
  const ImVec2 rate_at{right - rate_size.x, origin.y + ui.px(18)};
  ui::text_at(ui, draw, rate_at, Font::mono_small, ui.theme.t3, rate);
  ui.items.add("status/rates", rate_at, {right, rate_at.y + rate_size.y}, rate);

  const float y = origin.y + ui.px(59);
  const auto centred = [&](Font font) { return std::floor(y - ui::text_size(ui, font, "0").y / 2 + 0.5F); };
  ui::text_at(ui, draw, {left, centred(Font::body)}, Font::body, ui.theme.t2, ui.tr("Speed"));
  const float track_left = left + ui.px(54), value_width = ui.px(38);
  ImGui::SetCursorScreenPos({track_left, y - ui.px(14)});
  const double speed = speed_slider(ui, model, actions, right - value_width - track_left);
  const std::string words = speed_words(ui, speed);
  const Font font = ui::text_size(ui, Font::body, words).x > value_width ? Font::caption : Font::body;
  ui::text_at(ui, draw, {right - ui::text_size(ui, font, words).x, centred(font)}, font, ui.theme.t1, words);
}

}  // namespace ganscope::panels::transport
