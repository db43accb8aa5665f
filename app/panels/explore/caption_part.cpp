#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/explore/explore_parts.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::explore_parts {
namespace {

constexpr float chip_height = 26, chip_gap = 6, line_height = 31;  // design px

bool is_chinese(const ui::Ui& ui) { return ui.tr.language() == "zh"; }

const std::string& shown(const captions::Word& word, bool chinese) {
  return chinese && !word.chinese.empty() ? word.chinese : word.text;
}

/// Words in the order of their chips: a group beside each other; of words without groups those that are named
/// come first, for not all may have room.
std::vector<int> chip_order(const captions::Vocabulary& vocabulary, const captions::Caption& said) {
  std::vector<int> order;
  for (int word = 0; word < vocabulary.size(); ++word) order.push_back(word);
  std::ranges::stable_partition(order, [&](int word) {
    return vocabulary.words[static_cast<size_t>(word)].group >= 0 ||
           std::ranges::find(said, word) != said.end();
  });
  return order;
}

/// The chips, as many as there is room for; a click names a word, or no longer.
void draw_chips(Context& context, const Area& area, const captions::Caption& said) {
  ui::Ui& ui = context.ui;
  const captions::Vocabulary& vocabulary = *context.model.captions();
  const bool chinese = is_chinese(ui);
  ImVec2 at = area.min;
  for (const int word : chip_order(vocabulary, said)) {
    const captions::Word& entry = vocabulary.words[static_cast<size_t>(word)];
    const std::string& words = shown(entry, chinese);
    const float width = std::min(area.width(), ui::text_size(ui, ui::Font::caption, words).x + ui.px(18));
    if (at.x + width > area.max.x && at.x > area.min.x) at = {area.min.x, at.y + ui.px(line_height)};
    if (at.y + ui.px(chip_height) > area.max.y) return;
    const bool named = std::ranges::find(said, word) != said.end();
    ImGui::SetCursorScreenPos(at);
    if (ui::button(ui, "explore/word/" + std::to_string(word),
                   {.label = words,
                    .width = width,
                    .height = ui.px(chip_height),
                    .help = named ? ui.tr("Takes this word out of the sentence: it may be drawn or not.")
                                  : ui.tr("Adds this word to the sentence."),
                    .pressed = named,
                    .font = ui::Font::caption})) {
      captions::Caption caption = captions::toggled(vocabulary, said, word);
      std::string sentence = captions::sentence_of(vocabulary, caption, chinese);
      context.ask(model::explore_action::SetWords{std::move(caption), std::move(sentence)});
    }
    if (named)  // also where a font has no bold letters
      ImGui::GetWindowDrawList()->AddRect(at, {at.x + width, at.y + ui.px(chip_height)}, ui.theme.t1,
                                          ui.px(6), 0, ui.px(1.5F));
    at.x += width + ui.px(chip_gap);
  }
}

/// What was not understood, in place; else what may be done.
void draw_answer(const Context& context, ImVec2 at, float width, bool typed) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& trouble = context.model.explore.caption.trouble;
  const auto line = [&](ui::Font font, ImU32 colour, const std::string& words, float y) {
    ui::text_at(ui, draw, {at.x, y}, font, colour, ui::fitted(ui, font, words, width));
  };
  if (!typed || !trouble) {
    line(ui::Font::caption, ui.theme.t3, ui.tr("What is not said may be drawn in any way."), at.y);
    return;
  }
  const Failure told = ui.tr.failure(*trouble);
  ui.items.add("explore/caption/trouble", at, {at.x + width, at.y + ui.px(40)}, told.what + ". " + told.hint);
  line(ui::Font::caption, ui.theme.warn, told.what, at.y);
  line(ui::Font::caption, ui.theme.t2, told.hint, at.y + ui.px(20));
}

}  // namespace

void draw_caption_part(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const model::ExploreState& state = model.explore;
  const bool typed = state.label >= model.typed_label();
  const captions::Caption said = model.caption_of(state.label);
  const float gap = ui.px(ui.compact ? 20 : 32), field = std::floor((area.width() - gap) * 0.3F);
  const float top = area.min.y + ui.px(6);

  std::string sentence =
      typed ? state.caption.text : captions::sentence_of(*model.captions(), said, is_chinese(ui));
  ImGui::SetCursorScreenPos({area.min.x, top});
  const bool changed =
      ui::filter_field(ui, "explore/caption", sentence, field,
                       ui.tr("Type what shall be drawn; the picture follows word by word. The words that the "
                             "model knows stand beside it."),
                       ui.tr("Nothing is said"));
  const bool typing = ui.items.interaction.edit.name == "explore/caption";
  if (changed || (!typing && state.dragging == "caption"))
    context.ask(model::explore_action::SetCaption{sentence, !typing});
  draw_answer(context, {area.min.x, top + ui.px(40)}, field, typed);
  draw_chips(context, {{area.min.x + field + gap, top}, {area.max.x, area.max.y - ui.px(2)}}, said);
}

}  // namespace ganscope::panels::explore_parts
