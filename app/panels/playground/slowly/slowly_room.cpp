#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/playground/slowly/slowly.h"
#include "app/panels/playground/slowly/slowly_neurons.h"
#include "app/panels/playground/slowly/slowly_parts.h"

namespace ganscope::panels::playground {
namespace {

using slowly::Area;
using slowly::Context;
using ui::Font;

Area slowly_region() {
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  return {at, {at.x + room.x, at.y + room.y}};
}

const char* slowly_obstacle(const model::UiModel& model) {
  if (!model.trainable()) return "There is no run to take a step of: choose an experiment.";
  if (!model.status->model.told_in_parts)
    return "This model is no GAN: its networks learn together, in one stroke. Choose one to see its steps.";
  return nullptr;
}

void draw_slowly_close(ui::Ui& ui, model::UiActions& actions, ImVec2 at) {
  ImGui::SetCursorScreenPos(at);
  if (ui::icon_button(ui, "playground/slowly/close", ui::Icon::close,
                      ui.tr("Back to data space. A step that isn’t shown to its end is not taken."),
                      ui.tr("Esc")))
    actions(model::action::EnterRoom{});
}

void draw_slowly_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  Area area = slowly_region();
  ui::text_at(ui, ImGui::GetWindowDrawList(), {area.min.x, area.min.y + ui.px(3)}, Font::strong, ui.theme.t1,
              ui.tr("One step, slowly"));
  draw_slowly_close(ui, actions, {area.max.x - ui.px(28), area.min.y - ui.px(4)});
  area.min.x -= ui.px(8);
  area.max.x += ui.px(8);
  area.min.y += ui.px(38);
  slowly::draw_list({ui, model, actions}, area);
}

/// Number in a disc, title, one sentence. Returns where what follows may begin.
float draw_slowly_header(const Context& context, const Area& area, const api::PartFacts& facts) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string number =
      std::to_string(std::min(context.state().part, model::slow_parts(context.model) - 1) + 1);
  const float radius = ui.px(18);
  const ImVec2 centre{area.min.x + radius, area.min.y + ui.px(20)};
  draw->AddCircleFilled(centre, radius, facts.finite ? ui.theme.t1 : ui.theme.warn);
  const ImVec2 extent = ui::text_size(ui, Font::mono_title, number);
  ui::text_at(ui, draw, {std::round(centre.x - extent.x / 2), std::round(centre.y - extent.y / 2)},
              Font::mono_title, ui.theme.bg1, number);
  const float left = area.min.x + ui.px(50);
  const std::string title =
      ui.tr(slowly::title_of(facts.part, context.points(), slowly::game_of(context.model).critic));
  const std::string sentence = ui.tr(slowly::sentence_of(context, facts.part));
  ui::rich_text_at(ui, draw, {left, area.min.y - ui.px(2)}, Font::verdict, ui.theme.t1, title);
  ui::rich_text_at(ui, draw, {left, area.min.y + ui.px(24)}, Font::body, ui.theme.t2, sentence);
  ui.items.add("playground/slowly/title", area.min, {area.max.x, area.min.y + ui.px(44)},
               ui::plain_words(title + " " + sentence));
  return area.min.y + ui.px(52);
}

void draw_slowly_waiting(const ui::Ui& ui, const model::UiModel& model, const Area& area) {
  const char* words =
      ui.tr(model.running() ? "It trains. Pause it, and the step that comes next is shown part by part."
            : model.status->phase == api::Phase::diverged
                ? "The losses stopped being numbers. Go back to an earlier moment, or reset."
                : "The next step is being worked out.");
  const ImVec2 extent = ui::text_size(ui, Font::body, words);
  ui::text_at(ui, ImGui::GetWindowDrawList(),
              {(area.min.x + area.max.x - extent.x) / 2, (area.min.y + area.max.y - extent.y) / 2},
              Font::body, ui.theme.t2, words);
}

/// Where there is no room for both: which of them.
bool slowly_formula_instead(const Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const std::array<std::string, 2> labels{ui.tr("Graph"), ui.tr("Formula")};
  int index = context.state().formula ? 1 : 0;
  ImGui::SetCursorScreenPos({area.max.x - ui.px(ui.compact ? 212 : 172), area.min.y - ui.px(4)});
  if (ui::segmented(ui, "playground/slowly/show", labels, index, ui.tr("There is room for one of them. (F)")))
    change(context.actions, model::swap_slow_view);
  return context.state().formula;
}

void draw_slowly_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const Area area = slowly_region();
  const Context context{ui, model, actions};
  const api::PartFacts* facts = model::slow_part(model);
  // Without a left column the way out is here.
  if (ui.left_closed()) draw_slowly_close(ui, actions, {area.max.x - ui.px(28), area.min.y - ui.px(4)});
  const bool opened = context.state().box != model::Slowly::Box::none;
  if (facts == nullptr && opened) return slowly::draw_box_opened(context, area);  // while it trains, too
  if (facts == nullptr) return draw_slowly_waiting(ui, model, area);
  const auto draw_upper = opened ? slowly::draw_box_opened : slowly::draw_graph;
  const float top = draw_slowly_header(context, area, *facts);
  const float formula = ui.px(264), graph = ui.px(380), gap = ui.px(12);
  if (area.max.y - top >= graph + gap + ui.px(236)) {
    const float begin = std::max(top + graph + gap, area.max.y - formula);
    draw_upper(context, {{area.min.x, top}, {area.max.x, begin - gap}});
    return slowly::draw_formula(context, {{area.min.x, begin}, area.max});
  }
  const Area rest{{area.min.x, top + ui.px(4)}, area.max};
  if (slowly_formula_instead(context, area))
    slowly::draw_formula(context, {rest.min, {rest.max.x, std::min(rest.max.y, rest.min.y + formula)}});
  else
    draw_upper(context, rest);
}

void draw_slowly_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const Area area = slowly_region();
  const Context context{ui, model, actions};
  const api::PartFacts* facts = model::slow_part(model);
  if (facts == nullptr) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool told = facts->part == api::StepPart::gradient_g, moved = facts->part == api::StepPart::move_g;
  const char* title = ui.tr(context.points() ? "Data space" : "Some of the batch");
  const char* caption = context.points() ? (told    ? ui.tr("each arrow: this gradient, turned round")
                                            : moved ? ui.tr("each arrow: how far it moved, lengthened")
                                                    : ui.tr("this batch, as D sees it"))
                        : told  ? ui.tr("each fake, and beside it where it is told to go: lighter, darker")
                        : moved ? ui.tr("each fake, and beside it the same latent after the move")
                                : ui.tr("click one: it is the example");
  ui::text_at(ui, draw, area.min, Font::strong, ui.theme.t1, title);
  const float words = ui::text_size(ui, Font::strong, title).x + ui.px(10);
  ui::text_at(ui, draw, {area.min.x + words, area.min.y + ui.px(1)}, Font::caption, ui.theme.t3,
              ui::fitted(ui, Font::caption, caption, area.width() - words));
  const float top = area.min.y + ui.px(30);
  const float norms = std::min(ui.px(226), 0.42F * area.height());
  const float side = std::max(1.0F, std::min(area.width(), area.max.y - top - norms));
  slowly::draw_space(context, {{area.min.x, top}, {area.min.x + area.width(), top + side}});
  slowly::draw_norms(context, {{area.min.x, top + side + ui.px(16)}, area.max});
}

std::optional<model::Action> slowly_key(const model::UiModel& model, std::string_view key) {
  if (auto wanted = slowly::box_key(model, key)) return wanted;
  using Kind = api::StepKind;
  constexpr std::array<std::pair<std::string_view, Kind>, 3> steps{
      {{"d", Kind::discriminator}, {"g", Kind::generator}, {"s", Kind::both}}};
  for (const auto& [letter, kind] : steps)
    if (key == letter)
      return model::action::Post{api::StepOnce{kind, model::tool_state<model::Slowly>(model).times}};
  if (model::slow_parts(model) == 0) return std::nullopt;
  if (key == "right") return slowly::forward(model);
  if (key == "left") return slowly::back(model);
  if (key == "home") return slowly::to_part(0);
  if (key == "end") return slowly::to_part(model::slow_parts(model));
  if (key == "p") return slowly::automatic(!model::tool_state<model::Slowly>(model).automatic);
  if (key == "f")
    return changing([](model::UiModel& changed, double /*now_s*/) { model::swap_slow_view(changed); });
  return std::nullopt;
}

}  // namespace

Room slowly_room() {
  return {.key = model::slowly_room,
          .title = "One step, slowly",
          .help = "A training step as its twelve parts, with their numbers, formulas and arrows.",
          .link = "One step, slowly",
          .draw_middle = draw_slowly_middle,
          .draw_left = draw_slowly_left,
          .draw_right = draw_slowly_right,
          .draw_transport_left = slowly::draw_left_transport,
          .draw_transport_middle = slowly::draw_middle_transport,
          .draw_transport_right = slowly::draw_right_transport,
          .obstacle = slowly_obstacle,
          .views = slowly::neuron_views,
          .key_action = slowly_key};
}

}  // namespace ganscope::panels::playground
