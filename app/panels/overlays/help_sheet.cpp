#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/overlays/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/glossary.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using ui::Font;
using ui::Ui;

struct Line {
  const char* key;
  const char* words;
};

constexpr std::array keys{Line{"Space", "start or pause"},
                          Line{"S", "step both"},
                          Line{"D", "step {D} alone"},
                          Line{"G", "step {G} alone"},
                          Line{"Shift S D G", "ten steps at once"},
                          Line{"R", "reset to the same weights"},
                          Line{"P", "play the film, or stop it"},
                          Line{"K", "play films, or a morph of lines"},
                          Line{"1 … 5", "workspaces"},
                          Line{"Ctrl S", "save a checkpoint"},
                          Line{"Ctrl O", "open; with Shift the table of runs"},
                          Line{"Ctrl Z", "undo, Ctrl Y redo"},
                          Line{"Tab", "next control, Enter presses"},
                          Line{"Ctrl + −", "larger, smaller; Ctrl 0 as before"},
                          Line{"Esc", "close what is open"},
                          Line{"F1", "this page"},
                          Line{"F11", "presentation mode"},
                          Line{"F12", "picture of the window"}};

/// Of Explore; all but the first of its tab Directions.
constexpr std::array explore_keys{Line{"Alt 1 … 6", "tabs of Explore"},
                                  Line{"↑ ↓", "rows of Directions"},
                                  Line{"← →", "strength by 0.1, Shift 1, Ctrl 0.01"},
                                  Line{"Home", "strength 0"},
                                  Line{"F2 K Del", "rename, keep, remove"},
                                  Line{"Alt ↑ ↓", "move the row"},
                                  Line{"Ctrl Enter", "apply to all samples"}};

constexpr std::array explanations{
    "{G:Generator} turns random numbers, a latent, into a sample. It never sees the data.",
    "{D:Discriminator} sees {real:real} samples and G's, and says how real each looks: 1 real, 0 fake.",
    "Each step D learns to tell them apart, then G learns to fool it. When neither wins, G has come close to "
    "the data.",
    "The same 64 latents are drawn again and again, so that you see one face being learned, not new ones. A "
    "latent has one "
    "number everywhere: {b:z 18} is the same in grid, film and pad.",
    "The {b:EMA model} is a running average of G's weights, calmer than the {b:raw model} that is being "
    "trained.",
    "The {b:scrubber} goes back through the history from step 0; training goes on meanwhile. The button "
    "beside "
    "the film plays it at any speed. A run keeps it on disk: opened again, it is all there.",
    "Rates may be changed while it trains: a mark ▾ in every plot says where. Undo sets them back from now "
    "on.",
    "A double click on a sample, or Enter, opens it in Explore.",
    "Drop a run, an experiment, a checkpoint or a folder of pictures on the window, and it opens."};

void key_line(const Ui& ui, const Line& line, float column) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size = ui::text_size(ui, Font::mono_small, line.key);
  const float height = ui.px(24);
  draw->AddRectFilled(at, {at.x + size.x + ui.px(14), at.y + height}, ui.theme.bg3, ui.px(4));
  ui::text_at(ui, draw, {at.x + ui.px(7), std::floor(at.y + (height - size.y) / 2)}, Font::mono_small,
              ui.theme.t1, line.key);
  const float y = std::floor(at.y + (height - ui::text_size(ui, Font::body, "A").y) / 2);
  ui::rich_text_at(ui, draw, {at.x + column, y}, Font::body, ui.theme.t2, ui.tr(line.words));
  ui::take_room({1, height});
}

void draw_keys(const Ui& ui) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float keys_width = ui.px(360);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(6)});
  ImGui::BeginGroup();
  for (const Line& line : keys) key_line(ui, line, ui.px(104));
  ui::take_room({1, ui.px(4)});
  for (const Line& line : explore_keys) key_line(ui, line, ui.px(104));
  ImGui::EndGroup();
  ImGui::PopStyleVar();
  ImGui::SetCursorScreenPos({start.x + keys_width, start.y});
  ImGui::BeginGroup();
  const float wrap =
      ImGui::GetWindowPos().x + ImGui::GetWindowSize().x - ImGui::GetCursorScreenPos().x - ui.px(24);
  for (const char* line : explanations) ui::rich_text(ui, Font::body, ui.theme.t2, ui.tr(line), wrap);
  ImGui::EndGroup();
}

void draw_term(Ui& ui, const ui::Term& term, bool chinese, float wrap) {
  const std::string& own = chinese ? term.zh : term.en;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size = ui::text_size(ui, Font::strong, own);
  const std::string& sentence = chinese ? term.sentence_zh : term.sentence_en;
  const float below = size.y + ui.px(4);
  const float height = below + ui::wrapped_size(ui, Font::body, sentence, wrap).y;
  ui::text_at(ui, draw, at, Font::strong, ui.theme.t1, own);
  const float drop = std::floor((size.y - ui::text_size(ui, Font::caption, "A").y) / 2);
  ui::text_at(ui, draw, {at.x + size.x + ui.px(10), at.y + drop}, Font::caption, ui.theme.t3,
              chinese ? term.en : term.zh);
  ui::wrapped_text_at(ui, draw, {at.x, at.y + below}, Font::body, ui.theme.t2, sentence, wrap);
  ui.items.add("help/term/" + term.key, at, {at.x + wrap, at.y + height}, own);
  ui::take_room({1, height + ui.px(10)});
}

void draw_glossary(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const float width = ImGui::GetContentRegionAvail().x - ui.px(12);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  std::string words = model.help_words;
  if (ui::filter_field(ui, "help/search", words, width * 0.5F,
                       ui.tr("Shows only terms with these words, in either language."), ui.tr("Search")))
    actions(model::action::ShowHelp{true, words});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(42)});
  ui::begin_child("help/terms", ImGui::GetContentRegionAvail(), ImGuiWindowFlags_NoNav);
  const bool chinese = ui.tr.language() == "zh";
  bool found = false;
  for (const ui::Term& term : ui::glossary()) {
    if (!ui::speaks_of(term, words)) continue;
    found = true;
    draw_term(ui, term, chinese, ImGui::GetContentRegionAvail().x - ui.px(12));
  }
  if (!found) {
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const char* nothing = ui.tr("No term has these words.");
    ui::text_at(ui, ImGui::GetWindowDrawList(), place, Font::body, ui.theme.t3, nothing);
    ui.items.add("help/nothing", place, {place.x + width, place.y + ui.px(20)}, std::string(nothing));
  }
  ImGui::EndChild();
}

}  // namespace

void draw_help(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(960), display.x - ui.px(48));
  const float height = std::min(ui.px(780), display.y - ui.px(72 + 24));
  const ImVec2 min{std::floor((display.x - width) / 2),
                   std::floor(std::max(ui.px(60), (display.y - height) / 2))};
  bool open = true;
  ui::begin_sheet(
      ui, "help",
      {.title = ui.tr("Keys, and what is what"), .min = min, .max = {min.x + width, min.y + height}}, open);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const std::array<std::string, 2> tabs{ui.tr("Keys"), ui.tr("Glossary")};
  int shown = model.help_glossary ? 1 : 0;
  if (ui::segmented(ui, "help/tab", tabs, shown, ui.tr("Keys, and what is what; or the words of the field.")))
    actions(model::action::ShowHelp{shown == 1, model.help_words});
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(44)});
  if (model.help_glossary)
    draw_glossary(ui, model, actions);
  else
    draw_keys(ui);
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"help", false});
}

}  // namespace ganscope::panels::overlays
