#include "app/panels/experiment/experiment_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/experiment/option_groups.h"
#include "app/panels/experiment/parts.h"
#include "app/panels/option_control.h"
#include "app/ui/widgets.h"
#include "core/base/random.h"

namespace ganscope::panels {
namespace {

using ui::Font;
using ui::Ui;

/// The next row begins `height` + gap below `at`.
void next_row(const Ui& ui, ImVec2 at, float height, float gap) {
  ImGui::SetCursorScreenPos({at.x, at.y + height + ui.px(gap)});
}

/// A row that chooses an entry of a registry: network, objective.
void registry_row(Ui& ui, const model::UiModel& model, model::UiActions& actions, const char* key,
                  const char* title, const std::vector<config::EntryInfo>& entries, float width) {
  const config::Settings& settings = model.experiment().settings;
  const std::string current = settings.has(key) ? settings.text(key) : "";
  std::vector<std::string> labels;
  labels.reserve(entries.size());
  int index = -1;
  for (const config::EntryInfo& entry : entries) {
    std::string label = entry.key;
    if (entry.key == current) {
      index = static_cast<int>(labels.size());
      const auto has_width = std::any_of(entry.options.begin(), entry.options.end(),
                                         [](const config::Option& option) { return option.key == "width"; });
      if (has_width && settings.has("width")) {
        const std::string whole = label + ", " + ui.tr("width") + " " + config::to_text(settings.at("width"));
        const float room = width - ui.px(115 + 44);  // beside the label, the field's padding and its arrow
        if (ui::text_size(ui, ui::Font::body, whole).x <= room) label = whole;
      }
    }
    labels.push_back(std::move(label));
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  experiment::row_label(ui, ui.tr(title));
  const float column = ui.px(115);
  ImGui::SetCursorScreenPos({at.x + column, at.y});
  const bool read = index >= 0 && ImGui::IsMouseHoveringRect(at, {at.x + width, at.y + ui.px(32)});
  const std::string help = read ? std::string(ui.tr(entries[static_cast<size_t>(index)].title.c_str())) +
                                      "\n" + ui.tr(entries[static_cast<size_t>(index)].help.c_str())
                                : std::string();
  if (ui::combo(ui, std::string("experiment/") + key, labels, index, width - column, help))
    actions(model::action::EditOption{key, entries[static_cast<size_t>(index)].key});
  next_row(ui, at, ui.px(32), 4);
}

/// What the networks are (of a kind of model with its own: which it is); ends, once there are networks, in a
/// button that shows their layers.
void network_row(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool there = model.status->layers != nullptr && !model.status->layers->empty();
  const float side = ui.px(32), room = there ? side + ui.px(4) : 0;
  if (model.experiment().settings.has("network"))
    registry_row(ui, model, actions, "network", "Network", model.catalogue->networks, width - room);
  else
    registry_row(ui, model, actions, "model", "Model", model.catalogue->models, width - room);
  if (!there) return;
  ImGui::SetCursorScreenPos({at.x + width - side, at.y});
  if (ui::button(ui, "experiment/layers",
                 {.width = side,
                  .help = ui.tr("Layers…: shapes, parameters and cost of both networks."),
                  .has_icon = true,
                  .icon = ui::Icon::log}))
    actions(model::action::ShowSheet{"layers"});
  next_row(ui, at, side, 4);
}

/// The seed's row ends in a die that throws another one.
void seed_row(Ui& ui, const model::UiModel& model, model::UiActions& actions, const config::Option& option,
              float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float die = ui.px(32), gap = ui.px(4);
  option_control(ui, model, actions, option, width - die - gap);
  ImGui::SetCursorScreenPos({at.x + width - die, at.y});
  if (ui::button(ui, "experiment/dice",
                 {.width = die,
                  .help = ui.tr("Another seed: other first weights, another order of the data."),
                  .has_icon = true,
                  .icon = ui::Icon::dice,
                  .enabled = model.status->phase != api::Phase::loading})) {
    const config::Value old = value_of(model, option);
    const auto* number = std::get_if<int64_t>(&old);
    // The next seed follows from the present one, so that a series of throws can be repeated.
    Random random(mix_seed(static_cast<uint64_t>(number != nullptr ? *number : 0), 0xD1CE));
    actions(model::action::EditOption{option.key, static_cast<int64_t>(random.below(10000))});
  }
  next_row(ui, at, ui.px(32), 4);
}

void section(const Ui& ui, const char* words, bool lock, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, Font::caption, ui.theme.t3, words);
  if (lock)
    ui::draw_icon(draw, ui::Icon::lock, {at.x + width - ui.px(8), at.y + ui.px(8)}, ui.px(14), ui.theme.t3);
  next_row(ui, at, ui.px(16), 6);
}

/// `room`: to the right of it the sheet has its close button.
void header(Ui& ui, const model::UiModel& model, model::UiActions& actions, float room) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(5)}, Font::strong, ui.theme.t1,
              ui.tr("Experiment"));
  ImGui::SetCursorScreenPos({at.x + room - ui.px(60), at.y});
  if (ui::icon_button(ui, "experiment/undo", ui::Icon::undo,
                      ui.tr("Sets the rate back that was changed last."), "Ctrl Z",
                      model.tune_undo.can_undo()))
    actions(model::action::Undo{});
  ImGui::SetCursorScreenPos({at.x + room - ui.px(28), at.y});
  const bool has_run = model.trainable();
  const std::array lines{
      ui::MenuLine{ui.tr("Open…")}, ui::MenuLine{ui.tr("Save a checkpoint"), "Ctrl S", has_run},
      ui::MenuLine{ui.tr("Redo"), "Ctrl Y", model.tune_undo.can_redo()},
      ui::MenuLine{ui.tr("Picture of the window"), "F12"}, ui::MenuLine{ui.tr("Presentation"), "F11"}};
  switch (ui::menu(ui, "experiment/more", ui::Icon::more, lines, ui.tr("Open, save, and more."))) {
    case 0:
      actions(model::action::ShowSheet{"open"});
      break;
    case 1:
      actions(model::action::Post{api::Save{}});
      break;
    case 2:
      actions(model::action::Redo{});
      break;
    case 3:
      actions(model::action::Screenshot{});
      break;
    case 4:
      actions(model::action::TogglePresentation{});
      break;
    default:
      break;
  }
  next_row(ui, at, ui.px(32), 8);
}

const api::Event* last_change(const model::UiModel& model) {
  const auto& events = model.status->events;
  for (auto event = events.rbegin(); event != events.rend(); ++event)
    if (event->key != "reset" && event->key != "load") return &*event;
  return nullptr;
}

/// What was changed by hand last, and the way to all options. Stands at the column's end.
void footer(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width, int more) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::divider(ui, width);
  if (const api::Event* event = last_change(model)) {
    const float top = at.y + ui.px(11);
    const float button = ui.px(78);
    draw->AddTriangleFilled({at.x, top + ui.px(5)}, {at.x + ui.px(8), top + ui.px(5)},
                            {at.x + ui.px(4), top + ui.px(11)}, ui.theme.t2);
    const std::string where =
        std::string(ui.tr("step")) + " " + ui::thousands(event->step) + ", " + ui.tr("by hand");
    ui::text_at(ui, draw, {at.x + ui.px(14), top}, Font::caption, ui.theme.t2, where);
    const float room = width - button - ui.px(6);
    std::string words = ui::event_words(ui, *event);
    if (ui::rich_text_width(ui, Font::caption, words) > room)
      words = ui::fitted(ui, Font::caption, ui::plain_words(words), room);
    ui::rich_text_at(ui, draw, {at.x, top + ui.px(18)}, Font::caption, ui.theme.t1, words);
    ui.items.add("experiment/last_change", {at.x, top}, {at.x + width - button, top + ui.px(34)},
                 event->text);
    ImGui::SetCursorScreenPos({at.x + width - button, top + ui.px(2)});
    if (ui::button(ui, "experiment/undo_change",
                   {.label = ui.tr("Undo"),
                    .width = button,
                    .height = ui.px(28),
                    .help = ui.tr("Sets it back from now on. Training is not rewound."),
                    .key = "Ctrl Z",
                    .has_icon = true,
                    .icon = ui::Icon::undo,
                    .enabled = model.tune_undo.can_undo()}))
      actions(model::action::Undo{});
  }
  const float top = at.y + ui.px(58);
  ImGui::SetCursorScreenPos({at.x, top});
  if (ui::button(ui, "experiment/all_options",
                 {.style = ui::ButtonStyle::outline,
                  .width = width,
                  .help = ui.tr("Every option of this experiment.")}))
    actions(model::action::ShowSheet{"options"});
  const float y = std::floor(top + (ui.px(32) - ui::text_size(ui, Font::body, "A").y) / 2);
  ui::text_at(ui, draw, {at.x + ui.px(12), y}, Font::body, ui.theme.t1, ui.tr("All options"));
  const std::string count = std::to_string(std::max(more, 0)) + " " + ui.tr("more");
  const float count_x = at.x + width - ui.px(34) - ui::text_size(ui, Font::caption, count).x;
  ui::text_at(ui, draw, {count_x, y + ui.px(1)}, Font::caption, ui.theme.t2, count);
  ui::draw_icon(draw, ui::Icon::chevron_right, {at.x + width - ui.px(18), top + ui.px(16)}, ui.px(14),
                ui.theme.t2);
}

/// In place of the options of a generator from elsewhere: what is known of it.
void from_elsewhere(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::rich_text(ui, Font::body, ui.theme.t1, ui.tr.sentence(model.experiment().help), width);
  if (model.status->latent_dim == 0)
    return ui.items.add("experiment/elsewhere", at, {at.x + width, ImGui::GetCursorScreenPos().y});
  const std::string weights = ui::thousands(model.status->model.parameters()) + " " + ui.tr("parameters");
  ui::rich_text(ui, Font::body, ui.theme.t2, weights, width);
  ui.items.add("experiment/elsewhere", at, {at.x + width, ImGui::GetCursorScreenPos().y});
  ui::take_room({1, ui.px(4)});
  if (ui::button(
          ui, "experiment/explore",
          {.label = ui.tr("Explore it"), .style = ui::ButtonStyle::primary, .width = width, .key = "2"}))
    actions(model::action::ShowScene{model::Workspace::explore});
}

/// The column at the cursor; its footer ends at `bottom`.
void column(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width, float bottom,
            float header_room) {
  const bool tight = bottom - ImGui::GetCursorScreenPos().y < ui.px(680);
  header(ui, model, actions, header_room);
  const ImVec2 card = ImGui::GetCursorScreenPos();
  experiment::chooser_card(ui, model, actions, width);
  next_row(ui, card, ui.px(84), tight ? 10 : 18);
  if (model.catalogue == nullptr || model.experiment().name.empty()) return;
  if (!model.status->trainable && !model.wanted) return from_elsewhere(ui, model, actions, width);
  const config::Settings& settings = model.experiment().settings;
  std::vector<const config::Option*> options = experiment::shown_options(*model.catalogue, settings);
  std::erase_if(options,
                [&](const config::Option* option) { return model::hides_option(model, option->key); });
  const float footer_top = bottom - ui.px(90);
  int shown = 0;

  if (model::hides_anything(model)) draw_hidden_line(ui, "experiment/later", width);
  section(ui, ui.tr("Fixed for this run"), true, width);
  if (!model::hides_option(model, "network")) network_row(ui, model, actions, width);
  if (!settings.has("objective") && settings.has("network"))
    registry_row(ui, model, actions, "model", "Model", model.catalogue->models, width);
  if (settings.has("objective") && !model::hides_option(model, "objective"))
    registry_row(ui, model, actions, "objective", "Objective", model.catalogue->objectives, width);
  if (experiment::any_regulariser(model)) experiment::regulariser_row(ui, model, actions, width);
  for (const config::Option* shown_option : options) {
    const config::Option& option = *shown_option;
    if (option.prominence != config::Prominence::short_list || option.tunable) continue;
    ++shown;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (option.key == "seed") {
      seed_row(ui, model, actions, option, width);
    } else {
      option_control(ui, model, actions, option, width);
      next_row(ui, at, ui.px(32), 4);
    }
  }
  ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(tight ? 5 : 10)});
  ui::divider(ui, width);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(tight ? 14 : 24)});
  section(ui, ui.tr("Can be tuned while it runs"), false, width);
  for (const config::Option* shown_option : options) {
    const config::Option& option = *shown_option;
    if (option.prominence != config::Prominence::short_list || !option.tunable) continue;
    at = ImGui::GetCursorScreenPos();
    if (at.y + ui.px(34) > footer_top) break;  // a low window shows fewer; all are behind "All options"
    ++shown;
    option_control(ui, model, actions, option, width);
    ImGui::SetCursorScreenPos({at.x, ImGui::GetItemRectMax().y + ui.px(8)});
  }
  ImGui::SetCursorScreenPos({card.x, footer_top});
  footer(ui, model, actions, width, static_cast<int>(options.size()) - shown);
}

void draw_column(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImGui::SetCursorScreenPos({origin.x + ui.px(16), origin.y + ui.px(12)});
  const float width = size.x - ui.px(32);
  column(ui, model, actions, width, origin.y + size.y - ui.px(14), width);
}

/// Compact windows: the same column as a sheet over the samples.
void draw_sheet(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  bool open = true;
  const float top = ui.px(48 + 8), bottom = display.y - ui.px(8);
  ui::begin_sheet(ui, "experiment",
                  {.title = "", .min = {ui.px(8), top}, .max = {ui.px(8 + 320), bottom}, .bare = true}, open);
  const ImVec2 origin = ImGui::GetWindowPos();
  column(ui, model, actions, ui.px(280), origin.y + ImGui::GetWindowSize().y, ui.px(280 - 32));
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"experiment", false});
}

}  // namespace

std::vector<Panel> experiment_panels() {
  return {
      {"experiment", Region::left,
       [](const model::UiModel& model) { return model.scene() == model::Workspace::train; }, draw_column},
      {"experiment_sheet", Region::overlay,
       [](const model::UiModel& model) { return model.open_sheet == "experiment"; }, draw_sheet},
      {"options_sheet", Region::overlay,
       [](const model::UiModel& model) { return model.open_sheet == "options"; }, experiment::options_sheet},
      {"layers_sheet", Region::overlay,
       [](const model::UiModel& model) { return model.open_sheet == "layers"; }, experiment::layers_sheet},
  };
}

}  // namespace ganscope::panels
