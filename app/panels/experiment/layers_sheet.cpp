#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "app/panels/experiment/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::experiment {
namespace {

using api::LayerRow;
using ui::Font;
using ui::Ui;

/// Left edges of name, kind, shapes, and the right edges of the two numbers; shares of the width.
constexpr std::array<float, 3> left01{0.0F, 0.25F, 0.50F};
constexpr std::array<float, 2> right01{0.86F, 1.0F};

struct Line {
  const Ui& ui;
  ImVec2 at;
  float width;
  ImU32 colour;

  void left(size_t column, Font font, const std::string& words) const {
    const float end = column + 1 < left01.size() ? left01[column + 1] : 0.74F;
    const float room = width * (end - left01[column]) - ui.px(10);
    ui::text_at(ui, ImGui::GetWindowDrawList(), {std::floor(at.x + width * left01[column]), at.y}, font,
                colour, ui::fitted(ui, font, words, room));
  }
  void right(size_t column, Font font, const std::string& words) const {
    const float x = at.x + width * right01[column] - ui::text_size(ui, font, words).x;
    ui::text_at(ui, ImGui::GetWindowDrawList(), {std::floor(x), at.y}, font, colour, words);
  }
};

void next_line(const Ui& ui, ImVec2 at) { ImGui::SetCursorScreenPos({at.x, at.y + ui.px(22)}); }

void heading(const Ui& ui, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Line line{ui, at, width, ui.theme.t3};
  line.left(0, Font::caption, ui.tr("Layer"));
  line.left(1, Font::caption, ui.tr("Kind"));
  line.left(2, Font::caption, ui.tr("Shapes of one sample"));
  line.right(0, Font::caption, ui.tr("Parameters"));
  line.right(1, Font::caption, ui.tr("Multiply–adds"));
  next_line(ui, at);
}

/// "4×4, stride 2" in the interface's language.
std::string details_words(const Ui& ui, const std::string& details) {
  constexpr std::string_view mark = ", stride ";
  const size_t at = details.find(mark);
  if (at == std::string::npos) return ui.tr(details.c_str());
  return fmt::format(fmt::runtime(ui.tr("{}, stride {}")), details.substr(0, at),
                     details.substr(at + mark.size()));
}

std::string kind_words(const Ui& ui, const LayerRow& row) {
  const std::string kind = ui.tr(row.kind.c_str());
  return row.details.empty() ? kind : kind + " " + details_words(ui, row.details);
}

void layer(Ui& ui, const LayerRow& row, float width, const std::string& net_item) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Line line{ui, at, width, ui.theme.t1};
  line.left(0, Font::mono_small, row.name.empty() ? "–" : row.name);
  Line kind = line;  // on the baseline of the figures beside it
  kind.at.y += ui.px(1);
  const std::string words = kind_words(ui, row);
  kind.left(1, Font::caption, words);
  line.left(2, Font::mono_small, api::shape_text(row.in) + " → " + api::shape_text(row.out));
  line.right(0, Font::mono_small, row.parameters == 0 ? "–" : ui::thousands(row.parameters));
  line.right(1, Font::mono_small, row.macs == 0 ? "–" : ui::thousands(row.macs));
  if (!row.name.empty()) ui.items.add(net_item + "/" + row.name, at, {at.x + width, at.y + ui.px(22)}, words);
  next_line(ui, at);
}

/// One network: its name in its colour, its layers, their sums. The item holds its parameters.
void network(Ui& ui, const std::vector<LayerRow>& rows, const api::PlayerInfo& player, float width) {
  const ImVec2 top = ImGui::GetCursorScreenPos();
  ui::text(ui, Font::strong, ui::player_colour(ui.theme, player.role), ui.tr(player.title.c_str()));
  heading(ui, width);
  const std::string item = "layers/" + player.key;
  for (const LayerRow& row : rows)
    if (row.player == player.key) layer(ui, row, width, item);
  const api::LayerTotals sum = api::totals(rows, player.key);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::divider(ui, width);
  const Line line{ui, {at.x, at.y + ui.px(6)}, width, ui.theme.t1};
  line.left(0, Font::strong, ui.tr("Together"));
  line.right(0, Font::mono_small, ui::thousands(sum.parameters));
  line.right(1, Font::mono_small, ui::thousands(sum.macs));
  ui.items.add(item, top, {top.x + width, at.y + ui.px(28)}, static_cast<double>(sum.parameters));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(28)});
  ui::take_room({1, ui.px(14)});
}

}  // namespace

void layers_sheet(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(860), display.x - ui.px(48));
  const float left = std::floor((display.x - width) / 2);
  bool open = true;
  const size_t count = model.status->layers != nullptr ? model.status->layers->size() : 0;
  const float high = ui.px(268 + 22 * static_cast<float>(count));  // what both tables need
  ui::begin_sheet(ui, "layers",
                  {.title = ui.tr("Layers"),
                   .min = {left, ui.px(48 + 16)},
                   .max = {left + width, std::min(ui.px(48 + 16) + high, display.y - ui.px(24))},
                   .caption = ui.tr("what each layer makes of one sample; activations are left out")},
                  open);
  const float inner = ImGui::GetContentRegionAvail().x - ui.px(14);
  if (const auto& rows = model.status->layers; rows != nullptr && !rows->empty()) {
    for (const api::PlayerInfo& player : model.status->model.players) network(ui, *rows, player, inner);
  } else {
    ui::text(ui, Font::body, ui.theme.t3, ui.tr("There are no networks yet: choose an experiment."));
  }
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"layers", false});
}

}  // namespace ganscope::panels::experiment
