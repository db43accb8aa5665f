#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"

// Gradient norms on their way from the loss to the first layer, and a sentence of them.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using ui::Font;

struct Line {
  std::string words;
  double value = 0;
  bool aside = false;  ///< only words
};

/// "hidden 3" of "hidden3", in the user's language.
std::string layer_words(const ui::Ui& ui, const std::string& name) {
  const LayerTitle title = layer_title(name);
  if (title.number.empty()) return name;
  const char* kind = title.kind == "hidden"  ? ui.tr("hidden {}")
                     : title.kind == "layer" ? ui.tr("layer {}")
                     : title.kind == "block" ? ui.tr("block {}")
                                             : nullptr;
  return kind == nullptr ? title.kind + " " + title.number : fmt::format(fmt::runtime(kind), title.number);
}

/// Layers, last to first: at most `most` lines, of more layers the ends and how many lie between.
void append_layers(const Context& context, const api::PartFacts& facts, bool d, size_t most,
                   std::vector<Line>& lines) {
  const size_t count = facts.layers.size(), shown = count <= most ? count : std::max<size_t>(1, most - 2);
  for (size_t i = 0; i < count; ++i) {
    const size_t layer = count - 1 - i;
    if (i >= shown && layer != 0) {
      if (i == shown)
        lines.push_back(
            {fmt::format(fmt::runtime(context.ui.tr("… {} more between")), count - shown - 1), 0, true});
      continue;
    }
    const char* place = layer == count - 1 ? context.ui.tr("last layer")
                        : layer == 0       ? context.ui.tr("first layer")
                                           : nullptr;
    lines.push_back({fmt::format("{}, {}", d ? "{D}" : "{G}",
                                 place != nullptr ? std::string(place)
                                                  : layer_words(context.ui, facts.layers[layer].layer)),
                     facts.layers[layer].length});
  }
}

std::string sentence_of_passage(const Context& context, const Passing& passed) {
  const ui::Ui& ui = context.ui;
  const auto with_share = [&](const char* words) {
    std::string sentence = words;
    const size_t at = sentence.find("{}");
    if (at != std::string::npos) sentence.replace(at, 2, significant(passed.first_of_last, 2));
    return sentence;
  };
  switch (passed.passage) {
    case Passage::even:
      return ui.tr("Every layer gets at least half of the next: nothing vanishes.");
    case Passage::uneven:
      return with_share(ui.tr(
          "The first layer gets {} of what the last gets, but one between gets less than half of the next."));
    case Passage::fading:
      return with_share(ui.tr("The first layer gets {} of what the last gets: it shrinks on its way."));
    case Passage::vanishing:
      return with_share(ui.tr("The first layer gets {} of what the last gets: it vanishes on its way."));
    case Passage::growing:
      return with_share(ui.tr("The first layer gets {} times what the last gets: it grows on its way."));
    case Passage::none:
      break;
  }
  return {};
}

struct Told {
  const char* title;
  std::string caption = {}, sentence = {};
  std::vector<Line> lines = {};
  config::Player player = config::Player::none;
};

Told of_gradient(const Context& context, const api::PartFacts& facts, size_t most) {
  const ui::Ui& ui = context.ui;
  const bool d = facts.part == StepPart::gradient_d;
  Told told{ui.tr("Gradient norms"), ui.tr("the way it came, L to θ"), {}, {}, player_of(facts.part)};
  if (const auto* loss = context.known(d ? StepPart::loss_d : StepPart::loss_g)) {
    told.lines.push_back(
        {ui.tr("at the verdict"), total_length(loss->slopes_fake) + total_length(loss->slopes_real)});
    if (!d) told.lines.push_back({ui.tr("at the fake"), total_length(facts.sample_lengths)});
  }
  append_layers(context, facts, d, most - told.lines.size(), told.lines);
  told.sentence = sentence_of_passage(context, passing(facts.layers));
  return told;
}

Told of_move(const Context& context, const api::PartFacts& facts, size_t most) {
  const ui::Ui& ui = context.ui;
  const bool d = facts.part == StepPart::move_d;
  Told told{ui.tr("How far each layer moves"), ui.tr("‖Δθ‖, layer by layer"), {}, {}, player_of(facts.part)};
  append_layers(context, facts, d, most, told.lines);
  told.sentence = ui.tr(facts.loss < facts.loss_before
                            ? "On this batch its loss is lower now. The next batch is another one."
                            : "On this very batch its loss is not lower: the step was too long, or what is "
                              "remembered pulled elsewhere.");
  return told;
}

Told told_now(const Context& context, size_t most) {
  const api::PartFacts* shown = model::slow_part(context.model);
  switch (shown->part) {
    case StepPart::gradient_d:
    case StepPart::gradient_g:
      return of_gradient(context, *shown, most);
    case StepPart::move_d:
    case StepPart::move_g:
      return of_move(context, *shown, most);
    default:
      break;
  }
  if (const auto* before = context.known(StepPart::gradient_d)) {
    Told told = of_gradient(context, *before, most);
    told.caption = context.ui.tr("of D, some parts ago");
    return told;
  }
  return {context.ui.tr("Gradient norms"),
          {},
          context.ui.tr("No gradient yet: so far numbers have only flowed forward.")};
}

}  // namespace

void draw_norms(const Context& context, const Area& area) {
  const ui::Ui& ui = context.ui;
  if (model::slow_part(context.model) == nullptr || area.height() < ui.px(60)) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float room = area.height() - ui.px(34 + 40);
  const auto most = static_cast<size_t>(std::max(4.0F, room / ui.px(21)));
  const Told told = told_now(context, most);
  // As airy as there is room for.
  const float row =
      ui::within(room / static_cast<float>(std::max<size_t>(1, told.lines.size())), ui.px(21), ui.px(28));
  ui::text_at(ui, draw, area.min, Font::strong, ui.theme.t1, told.title);
  const float title = ui::text_size(ui, Font::strong, told.title).x;
  ui::text_at(ui, draw, {area.min.x + title + ui.px(8), area.min.y + ui.px(1)}, Font::caption, ui.theme.t3,
              told.caption);
  double longest = 0;
  for (const Line& line : told.lines) longest = std::max(longest, line.value);
  float y = area.min.y + ui.px(32);
  const float left = area.min.x + ui.px(142), right = area.max.x - ui.px(72);
  for (size_t i = 0; i < told.lines.size(); ++i) {
    const Line& line = told.lines[i];
    ui::rich_text_at(ui, draw, {area.min.x, y}, Font::body, ui.theme.t2, line.words);
    if (line.aside) {
      y += row;
      continue;
    }
    const float middle = y + ui.px(10);
    draw->AddRectFilled({left, middle - ui.px(2)}, {right, middle + ui.px(2)}, ui.theme.bg4, ui.px(2));
    const float share = longest > 0 ? static_cast<float>(line.value / longest) : 0;
    if (share > 0)
      draw->AddRectFilled({left, middle - ui.px(2)}, {left + (right - left) * share, middle + ui.px(2)},
                          colour_of(ui, told.player), ui.px(2));
    const std::string number = significant(line.value, 3);
    const ImVec2 extent = ui::text_size(ui, Font::mono_small, number);
    ui::text_at(ui, draw, {area.max.x - extent.x, y + ui.px(2)}, Font::mono_small, ui.theme.t1, number);
    context.ui.items.add(fmt::format("playground/slowly/length/{}", i), {area.min.x, y},
                         {area.max.x, y + row}, ui::plain_words(line.words) + " " + number);
    y += row;
  }
  ui::wrapped_text_at(ui, draw, {area.min.x, y + ui.px(6)}, Font::caption, ui.theme.t2,
                      ui::plain_words(told.sentence), area.width());
  context.ui.items.add("playground/slowly/passage", {area.min.x, y}, {area.max.x, y + ui.px(36)},
                       ui::plain_words(told.sentence));
}

}  // namespace ganscope::panels::slowly
