#include "app/panels/explore/map/map_parts.h"
#include "app/panels/form_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/explore/tools/layout_names.h"

namespace ganscope::panels::map {
namespace {

ImU32 class_colour(int number, int classes) {
  const std::array<double, 3> hue = explore::layout::class_hue(number, classes);
  const auto part = [&](size_t c) { return static_cast<float>(hue[c]); };
  return ImGui::ColorConvertFloat4ToU32({part(0), part(1), part(2), 1});
}

}  // namespace

void do_on_model(explore_parts::Context& context, std::function<void(model::UiModel&, double now_s)> change) {
  context.ask(model::explore_action::UseTool{std::move(change)});
}

Colours::Colours(const ui::Ui& ui, const model::UiModel& model, const Laid& laid)
    : theme_(ui.theme),
      laid_(laid),
      judgement_(model::tool_state<Map>(model).judgement),
      classes_(model.classes()) {
  const std::string& wanted = model::tool_state<Look>(model).colour;
  if (!laid.scores.empty()) {
    keys_.emplace_back("score");
    names_.emplace_back(ui.tr("by D's score"));
  }
  if (!laid.labels.empty()) {
    keys_.emplace_back("class");
    names_.emplace_back(ui.tr("by class"));
  }
  if (judgement_ && judgement_->probabilities.count == laid.count)
    for (const Judgement::Attribute& attribute : judgement_->attributes) {
      keys_.push_back(attribute.name);
      names_.push_back(fmt::format(fmt::runtime(ui.tr("by {}")), attribute_words(ui, attribute.name)));
    }
  keys_.emplace_back("none");
  names_.emplace_back(ui.tr("no colour"));
  // What was wanted may not be known of this map, as D's score of a moment of which only G was kept.
  const auto found = std::ranges::find(keys_, wanted);
  chosen_ = found == keys_.end() ? 0 : static_cast<int>(found - keys_.begin());
  const std::string& key = keys_[static_cast<size_t>(chosen_)];
  if (key == "score") kind_ = Kind::score;
  if (key == "class") kind_ = Kind::classes;
  if (kind_ != Kind::none || key == "none") return;
  const auto& attributes = judgement_->attributes;
  kind_ = Kind::attribute;
  column_ = std::ranges::find(attributes, key, &Judgement::Attribute::name)->column;
}

double Colours::value(int sample) const {
  const auto at = static_cast<size_t>(sample);
  if (kind_ == Kind::attribute) return static_cast<double>(judgement_->probabilities.row(sample)[column_]);
  const auto low = static_cast<double>(laid_.score_low), high = static_cast<double>(laid_.score_high);
  return high > low ? (static_cast<double>(laid_.scores[at]) - low) / (high - low) : 0.5;
}

ImU32 Colours::shade(double share) const {
  const auto bounded = static_cast<float>(ui::within(share, 0.0, 1.0));
  if (kind_ == Kind::attribute) return ui::mixed(theme_.line, theme_.t1, bounded);
  return bounded < 0.5F ? ui::mixed(theme_.g, theme_.t3, 2 * bounded)
                        : ui::mixed(theme_.t3, theme_.real, 2 * bounded - 1);
}

ImU32 Colours::of(int sample) const {
  if (kind_ == Kind::none) return 0;
  if (kind_ == Kind::classes) return class_colour(laid_.labels[static_cast<size_t>(sample)], classes_);
  return shade(value(sample));
}

ImU32 Colours::of(const std::vector<int>& samples) const {
  if (kind_ == Kind::none || samples.empty()) return 0;
  if (kind_ == Kind::classes) {  // no mean of classes: the most frequent
    std::vector<int> counts(static_cast<size_t>(std::max(1, classes_)));
    for (const int sample : samples) {
      const auto label = static_cast<size_t>(laid_.labels[static_cast<size_t>(sample)]);
      if (label < counts.size()) ++counts[label];
    }
    return class_colour(static_cast<int>(std::ranges::max_element(counts) - counts.begin()), classes_);
  }
  double sum = 0;
  for (const int sample : samples) sum += value(sample);
  return shade(sum / static_cast<double>(samples.size()));
}

float Colours::draw_legend(explore_parts::Context& context, ImVec2 at, float width) const {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float height = ui::text_size(ui, ui::Font::caption, "X").y;
  const float y = at.y + (ui.px(32) - height) / 2, middle = at.y + ui.px(16), gap = ui.px(8);
  float x = at.x;
  const auto length_of = [&](const std::string& words) {
    return ui::text_size(ui, ui::Font::caption, words).x;
  };
  const auto say = [&](const std::string& words, ImU32 colour) {
    ui::text_at(ui, draw, {x, y}, ui::Font::caption, colour, words);
    x += length_of(words) + gap;
  };
  if (kind_ == Kind::none) return x;
  if (kind_ == Kind::classes) {
    const float half = ui.px(5), mark = 2 * half + ui.px(4);
    const std::vector<std::string> classes = classes_words(ui, context.model.status->data);
    for (size_t i = 0; i < classes.size() && x + mark + length_of(classes[i]) <= at.x + width; ++i) {
      draw->AddRectFilled({x, middle - half}, {x + 2 * half, middle + half},
                          class_colour(static_cast<int>(i), classes_));
      x += mark;
      say(classes[i], ui.theme.t2);
    }
    return x - gap;
  }
  const bool score = kind_ == Kind::score;
  const std::string low = score ? fmt::format("{} {:.2f}", ui.tr("fake-like"), laid_.score_low)
                                : std::string(ui.tr("surely not"));
  const std::string high =
      score ? fmt::format("{:.2f} {}", laid_.score_high, ui.tr("real-like")) : std::string(ui.tr("surely"));
  const float half = ui.px(3.5F), least = ui.px(24);
  float left = width - length_of(low) - length_of(high) - 2 * gap;
  // Who says it is left out before the scale is.
  const std::string who =
      score ? fmt::format("{{D}} {}", ui.tr("says")) : names_[static_cast<size_t>(chosen_)];
  const float who_width = ui::rich_text_width(ui, ui::Font::caption, who) + ui.px(12);
  if (left - who_width >= least) {
    ui::rich_text_at(ui, draw, {x, y}, ui::Font::caption, ui.theme.t2, who);
    x += who_width;
    left -= who_width;
  }
  if (left < least) return at.x;
  say(low, ui.theme.t3);
  const float length = std::min(left, ui.px(ui.compact ? 48 : 64));
  draw->AddRectFilledMultiColor({x, middle - half}, {x + length / 2, middle + half}, shade(0), shade(0.5),
                                shade(0.5), shade(0));
  draw->AddRectFilledMultiColor({x + length / 2, middle - half}, {x + length, middle + half}, shade(0.5),
                                shade(1), shade(1), shade(0.5));
  x += length + gap;
  say(high, ui.theme.t3);
  return x - gap;
}

Window window_of(const Laid& laid, const Look& look, double aspect) {
  Window window;
  window.width = laid.side / look.zoom;
  window.height = window.width * aspect;
  window.left = ui::within(look.x * laid.side - window.width / 2, 0.0, laid.side - window.width);
  window.top = ui::within(look.y * laid.side - window.height / 2, 0.0, laid.side - window.height);
  return window;
}

}  // namespace ganscope::panels::map
