#include "app/panels/playground/ways/ways.h"

#include <array>

#include "app/panels/playground/ways/ways_parts.h"

namespace ganscope::panels::playground {
namespace {

const WaysState& kept_ways(const model::UiModel& model) { return model::tool_state<WaysState>(model); }

/// Another arrangement begins at step 0.
void rearrange(model::UiActions& actions, std::function<void(WaysState&)> how) {
  alter<WaysState>(actions, [how = std::move(how)](WaysState& state) {
    how(state);
    start_over(state);
  });
}

void next_row(const ui::Ui& ui, ImVec2 at) { ImGui::SetCursorScreenPos({at.x, at.y + ui.px(40)}); }

void draw_hill_choices(ui::Ui& ui, const WaysState& state, model::UiActions& actions, float width) {
  draw_lines(
      ui,
      ui.tr(
          "{D} could draw by itself: it only has to look for what it finds most real. But it has to learn "
          "from "
          "negatives that are nearly right. Here they come from the tops of its own hills, round by round."),
      width);
  ImVec2 at = ImGui::GetCursorScreenPos();
  at.y += ui.px(12);
  ImGui::SetCursorScreenPos(at);
  row_words(ui, ui.tr("Earlier negatives count, too"), width, ui.px(32));
  bool remembers = state.remembers;
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y + ui.px(7)});
  if (ui::toggle(ui, "playground/ways/remembers", remembers,
                 ui.tr("Off: D learns from this round's negatives alone, and forgets why it pushed the last "
                       "hill down.")))
    rearrange(actions, [remembers](WaysState& ways) { ways.remembers = remembers; });
  next_row(ui, at);
}

void draw_choice(ui::Ui& ui, model::UiActions& actions, const char* words, const char* name,
                 std::span<const std::string> labels, int index, const char* help,
                 std::function<void(WaysState&, int)> set, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t3, words);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(20)});
  int chosen = index;
  if (ui::combo(ui, std::string("playground/ways/") + name, labels, chosen, width, help))
    rearrange(actions, [set = std::move(set), chosen](WaysState& ways) { set(ways, chosen); });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(62)});
}

void draw_three_choices(ui::Ui& ui, const WaysState& state, model::UiActions& actions, float width) {
  draw_lines(ui,
             ui.tr("One value function, V = E log {D}({real:x}) + E log(1 − {D}({G:x})), and three ways to "
                   "use it: who is the "
                   "model, who moves, and how."),
             width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(12)});
  const std::array<std::string, 2> bells{ui.tr("one bell, which cannot fit"),
                                         ui.tr("two bells, as the data")};
  draw_choice(
      ui, actions, ui.tr("The model"), "bells", bells, state.bells - 1,
      ui.tr("With one bell the three ways end in different places; with two all can reach the data."),
      [](WaysState& ways, int index) { ways.bells = index + 1; }, width);
  const std::array<std::string, 3> noise{ui.tr("good: wide"), ui.tr("bad: beside the data"),
                                         ui.tr("the model's own copy")};
  draw_choice(
      ui, actions, ui.tr("Noise of the first way"), "noise", noise, state.noise,
      ui.tr("From which noise D tells the data. Its own copy makes the first way maximum likelihood, in "
            "expectation."),
      [](WaysState& ways, int index) { ways.noise = index; }, width);
  const std::array<std::string, 2> games{ui.tr("non-saturating"), ui.tr("minimax")};
  draw_choice(
      ui, actions, ui.tr("G's loss of the game"), "game", games, state.minimax ? 1 : 0,
      ui.tr("What the generator of the third way minimises."),
      [](WaysState& ways, int index) { ways.minimax = index == 1; }, width);
}

void draw_ways_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const float width = ImGui::GetContentRegionAvail().x;
  draw_room_title(ui, actions, "Other ways to a model", width);
  const WaysState& state = kept_ways(model);
  const std::array<std::string, 2> pages{ui.tr("D alone"), ui.tr("Three ways")};
  int page = state.page;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ui::segmented(ui, "playground/ways/page", pages, page, ui.tr("Which of the two is shown.")))
    alter<WaysState>(actions, [page](WaysState& ways) {
      ways.page = page;
      ways.running = false;
    });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(44)});
  if (state.page == 0)
    draw_hill_choices(ui, state, actions, width);
  else
    draw_three_choices(ui, state, actions, width);
  const ImVec2 below = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({below.x, below.y + ui.px(4)});
  row_words(ui, ui.tr("Seed"), width, ui.px(130));
  int64_t seed = kept_ways(model).page == 0 ? state.hill_seed : state.seed;
  if (ui::stepper(ui, "playground/ways/seed", 0, 9999, seed, ui.px(130),
                  ui.tr("Another draw of everything that is drawn at random; begins at step 0.")))
    rearrange(actions, [seed](WaysState& ways) { ways.current_seed() = seed; });
}

void draw_ways_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const WaysState& state = kept_ways(model);
  if (state.running)
    alter<WaysState>(actions, [done = shown_position(model), now_s = ui.time_s](WaysState& ways) {
      go_on(ways, done, now_s);
    });
  const RoomArea area = area_here();
  draw_controls(ui, model, actions, {{area.max.x, area.min.y - ui.px(6)}, draw_ways_left});
  ImGui::SetCursorScreenPos(area.min);
  const api::Answer* answer = shown_ways(model);
  const auto& failure = model.failure(model.view(state.page == 0 ? "ways/hills" : "ways/three"));
  if (failure) return draw_in_the_middle(ui, area_here(), ui.tr.sentence(failure->what));
  if (!model.configured())
    return draw_in_the_middle(ui, area_here(), ui.tr("Choose an experiment first: the engine is asleep."));
  if (answer == nullptr) return draw_in_the_middle(ui, area_here(), ui.tr("Being computed…"));
  if (state.page == 0)
    draw_hills_middle(ui, *answer);
  else
    draw_three_middle(ui, state, *answer);
}

void draw_ways_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const WaysState& state = kept_ways(model);
  if (state.page == 0)
    draw_hills_right(ui, shown_ways(model));
  else
    draw_three_right(ui, state, shown_ways(model));
}

std::optional<model::Action> ways_key(const model::UiModel& model, std::string_view key) {
  constexpr auto act = altering<WaysState>;
  const bool running = kept_ways(model).running;
  if (key == "space") return act([running](WaysState& state, double now_s) { run(state, !running, now_s); });
  if (key == "s" || key == "right") return act([](WaysState& state, double) { step_on(state, 1); });
  if (key == "r" || key == "home") return act([](WaysState& state, double) { start_over(state); });
  return std::nullopt;
}

}  // namespace

Room ways_room() {
  return {.key = "ways",
          .title = "Other ways to a model",
          .help =
              "D alone as a generator; and noise-contrastive estimation, maximum likelihood and a GAN in one "
              "value function.",
          .link = "Other ways",
          .draw_middle = draw_ways_middle,
          .draw_left = draw_ways_left,
          .draw_right = draw_ways_right,
          .draw_transport_left = draw_ways_buttons,
          .draw_transport_middle = draw_ways_words,
          .draw_transport_right = draw_ways_speed,
          .views = ways_views,
          .key_action = ways_key};
}

}  // namespace ganscope::panels::playground
