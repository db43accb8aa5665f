#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/panels/playground/slowly/slowly_neurons.h"
#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/neuron_numbers.h"

// The opened box: what each neuron of G or D answers; of pictures, the layers.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using model::Slowly;
using ui::Font;

constexpr int tab_mine = 3, tab_inside = 4;  // of Explore's right column

struct Opened {
  const Context& context;
  ui::Ui& ui;
  ImDrawList* draw;
  const api::Answer* answer;  ///< null: nothing yet
  bool generator;

  [[nodiscard]] ImU32 colour() const { return generator ? ui.theme.g : ui.theme.d; }
  [[nodiscard]] std::string layer_name(const NeuronLayer& layer, int index) const {
    return layer.output ? std::string(ui.tr("output")) : fmt::format("{} {}", ui.tr("hidden"), index + 1);
  }
};

std::string range_words(const Neuron& neuron) {
  return fmt::format("{} … {}", significant(double{neuron.low}, 3), significant(double{neuron.high}, 3));
}

/// Over what, and of which moment.
std::string state_words(const Opened& opened) {
  const ui::Ui& ui = opened.ui;
  const model::UiModel& model = opened.context.model;
  std::string words;
  if (opened.generator) {
    words = ui.tr(model.status->latent_dim == 1 ? "over its latent number, from −2.5 to 2.5"
                                                : "over its first two latent numbers, from −2.5 to 2.5");
    if (model.status->latent_dim > 2) words += std::string(", ") + ui.tr("the others 0");
  } else {
    words = ui.tr(model.status->data.dimensions == 1 ? "over the line of the data"
                                                     : "over the square of the data");
  }
  if (opened.answer == nullptr) return words;
  words += fmt::format(" · {} {{n:{}}}", ui.tr("at step"), ui::thousands(opened.answer->step));
  if (model::slow_parts(model) > 0 && opened.answer->step == model.slow_step->step)
    words += std::string(", ") + ui.tr("before this step’s moves");
  return words;
}

/// Title, what is shown, and the way back. Returns where the rest may begin.
float draw_header(const Opened& opened, const Area& area) {
  ui::Ui& ui = opened.ui;
  const bool points = opened.context.points();
  const char* title =
      points ? opened.generator ? "What the neurons of {G} answer" : "What the neurons of {D} answer"
      : opened.generator ? "The layers of {G}"
                         : "The layers of {D}";
  ui::rich_text_at(ui, opened.draw, {area.min.x, area.min.y + ui.px(2)}, Font::strong, ui.theme.t1,
                   ui.tr(title));
  const float cross = ui.px(28);
  ImGui::SetCursorScreenPos({area.max.x - cross, area.min.y - ui.px(3)});
  if (ui::icon_button(ui, "playground/slowly/box/close", ui::Icon::close, ui.tr("Back to the graph."),
                      ui.tr("Esc")))
    playground::change(opened.context.actions,
                       [](model::UiModel& model) { model::open_slow_box(model, Slowly::Box::none); });
  if (!points) return area.min.y + ui.px(32);
  const std::string words = state_words(opened);
  const ImVec2 below{area.min.x, area.min.y + ui.px(23)};
  ui::rich_text_at(ui, opened.draw, below, Font::caption, ui.theme.t2, words);
  ui.items.add("playground/slowly/box/state", below, {area.max.x, below.y + ui.px(18)},
               ui::plain_words(words));
  return area.min.y + ui.px(50);
}

/// Where the example lies in what is looked at, from 0 to 1 from the top left.
std::optional<ImVec2> example_place(const Opened& opened) {
  const Context& context = opened.context;
  const api::TableRow* over = opened.answer->row(explore::neurons::over);
  const auto* made = context.known(StepPart::generate);
  const auto* drawn = context.known(StepPart::draw_real);
  const auto* latents = context.known(StepPart::draw_latents);
  const api::Numbers* rows = opened.generator   ? (latents != nullptr ? &latents->latents : nullptr)
                             : made != nullptr  ? &made->samples
                             : drawn != nullptr ? &drawn->samples
                                                : nullptr;
  if (over == nullptr || rows == nullptr || rows->width() > 2) return std::nullopt;
  const std::vector<float> points = pairs(*rows);
  const size_t at = 2 * context.sample();
  if (at + 1 >= points.size()) return std::nullopt;
  const auto share = [&](float value, size_t low) {
    return (double{value} - over->numbers[low]) / (over->numbers[low + 1] - over->numbers[low]);
  };
  const double x = share(points[at], 0), y = over_line(*opened.answer) ? 0 : 1 - share(points[at + 1], 2);
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return std::nullopt;
  return ImVec2(static_cast<float>(x), static_cast<float>(y));
}

/// Over a plane: its colour where it is positive, grey where it is negative.
void draw_map(const Opened& opened, ImDrawList* draw, const Neuron& neuron, ImVec2 min, ImVec2 max) {
  const ui::Atlas& atlas = opened.ui.atlases.smooth(opened.context.model.view(neuron_view));
  if (atlas.texture == nullptr || 2 * neuron.row + 1 >= atlas.count) return;
  // The outermost numbers stand at the edges, not half a pixel inside, and nothing comes in from beside.
  const ImVec2 half{0.5F / static_cast<float>(atlas.columns * atlas.picture_width),
                    0.5F / static_cast<float>(atlas.rows * atlas.picture_height)};
  for (const int sign : {0, 1}) {
    const ImVec2 low = atlas.uv_min(2 * neuron.row + sign), high = atlas.uv_max(2 * neuron.row + sign);
    draw->AddImage(atlas.texture, min, max, {low.x + half.x, low.y + half.y},
                   {high.x - half.x, high.y - half.y}, sign == 0 ? opened.colour() : opened.ui.theme.t2);
  }
}

/// Over a line: a curve, and where 0 is.
void draw_neuron_curve(const Opened& opened, ImDrawList* draw, const Neuron& neuron, ImVec2 min, ImVec2 max) {
  if (static_cast<size_t>(neuron.row) >= opened.answer->curves.size()) return;
  const api::Curve& curve = opened.answer->curves[static_cast<size_t>(neuron.row)];
  const float low = std::min(neuron.low, 0.0F), high = std::max(neuron.high, 0.0F);
  const float pad = opened.ui.px(2), span = high > low ? high - low : 1;
  const auto y_of = [&](float value) {
    return max.y - pad - (value - low) / span * (max.y - min.y - 2 * pad);
  };
  draw->AddLine({min.x, y_of(0)}, {max.x, y_of(0)}, opened.ui.theme.line2, opened.ui.px(1));
  const auto last = static_cast<float>(curve.y.size() - 1);
  for (size_t i = 0; i + 1 < curve.y.size(); ++i) {
    const auto x_of = [&](size_t at) { return min.x + static_cast<float>(at) / last * (max.x - min.x); };
    if (std::isfinite(curve.y[i]) && std::isfinite(curve.y[i + 1]))
      draw->AddLine({x_of(i), y_of(curve.y[i])}, {x_of(i + 1), y_of(curve.y[i + 1])}, opened.colour(),
                    opened.ui.px(1.5F));
  }
}

void draw_answers(const Opened& opened, ImDrawList* draw, const Neuron& neuron, ImVec2 min, ImVec2 max) {
  draw->AddRectFilled(min, max, opened.ui.theme.bg0);
  over_line(*opened.answer) ? draw_neuron_curve(opened, draw, neuron, min, max)
                            : draw_map(opened, draw, neuron, min, max);
}

/// Beside the tile, above everything: larger, with its name, its range and the example in it.
void draw_card(const Opened& opened, const NeuronLayer& layer, const Neuron& neuron, ImVec2 min, ImVec2 max) {
  const ui::Ui& ui = opened.ui;
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  const float side = ui.px(176), pad = ui.px(10), away = ui.px(8);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const auto example = example_place(opened);
  const ImVec2 size{side + 2 * pad, side + 2 * pad + ui.px(example ? 64 : 46)};
  ImVec2 at{max.x + away, min.y - size.y / 3};
  if (at.x + size.x > screen.x - away) at.x = min.x - away - size.x;
  at.x = std::round(std::max(away, at.x));
  at.y = std::round(ui::within(at.y, away, std::max(away, screen.y - away - size.y)));
  draw->AddRectFilled(at, {at.x + size.x, at.y + size.y}, ui.theme.bg2, ui.px(6));
  draw->AddRect(at, {at.x + size.x, at.y + size.y}, ui.theme.line2, ui.px(6), 0, ui.px(1));
  const ImVec2 from{at.x + pad, at.y + pad}, to{from.x + side, from.y + side};
  draw_answers(opened, draw, neuron, from, to);
  if (example) {
    const bool line = over_line(*opened.answer);
    const ImVec2 dot{from.x + example->x * side, line ? to.y : from.y + example->y * side};
    if (line) draw->AddLine({dot.x, from.y}, {dot.x, to.y}, ui.theme.t1, ui.px(1));
    draw->AddCircleFilled(dot, ui.px(5.5F), ui.theme.bg0);
    draw->AddCircleFilled(dot, ui.px(4), ui.theme.t1);
  }
  float y = to.y + ui.px(6);
  ui::rich_text_at(
      ui, draw, {from.x, y}, Font::body, ui.theme.t1,
      fmt::format("{}, {} {{n:{}}}", opened.layer_name(layer, neuron.layer), ui.tr("neuron"), neuron.number));
  y += ui.px(22);
  const std::string range =
      neuron.silent() ? std::string(ui.tr("answers 0 everywhere here"))
                      : fmt::format("{} {{n:{}}}", ui.tr("answers"), ui::with_minus(range_words(neuron)));
  ui::rich_text_at(ui, draw, {from.x, y}, Font::caption, ui.theme.t2, range);
  y += ui.px(18);
  if (example)
    ui::rich_text_at(ui, draw, {from.x, y}, Font::caption, ui.theme.t3,
                     fmt::format("{{b:●}} {}", ui.tr("where the example lies")));
}

struct Pointed {
  const NeuronLayer* layer = nullptr;
  Neuron neuron;
  ImVec2 min, max;
};

/// One tile under the hands; `pointed` becomes it where the mouse is on it.
void draw_neuron(const Opened& opened, const NeuronLayer& layer, const Neuron& neuron, ImVec2 min, float side,
                 Pointed& pointed) {
  ui::Ui& ui = opened.ui;
  const ImVec2 max{min.x + side, min.y + side};
  const std::string name = fmt::format("playground/slowly/neuron/{}/{}", neuron.layer, neuron.number);
  ImGui::SetCursorScreenPos(min);
  const bool pressed = ui::press_area(name.c_str(), {side, side});
  const bool hovered = ImGui::IsItemHovered();
  ui.items.add(name, min, max, range_words(neuron));
  draw_answers(opened, opened.draw, neuron, min, max);
  const bool marked = opened.context.state().neuron == neuron.row;
  if (marked || hovered)
    opened.draw->AddRect({min.x - ui.px(1), min.y - ui.px(1)}, {max.x + ui.px(1), max.y + ui.px(1)},
                         ui.theme.t1, 0, 0, ui.px(marked ? 2 : 1));
  if (hovered || (marked && pointed.layer == nullptr)) pointed = {&layer, neuron, min, max};
  if (pressed)
    playground::change(opened.context.actions, [row = marked ? -1 : neuron.row](model::UiModel& model) {
      model::mark_slow_neuron(model, row);
    });
}

void draw_block(const Opened& opened, const NeuronLayer& layer, int index, const TileBlock& block, ImVec2 min,
                float tile, float gap, Pointed& pointed) {
  const ui::Ui& ui = opened.ui;
  const bool all = static_cast<int>(block.shown.size()) == layer.neurons;
  const std::string count =
      all ? fmt::format("{{n:{}}}", layer.neurons)
          : fmt::format("{{n:{}}} {} {{n:{}}}", block.shown.size(), ui.tr("of"), layer.neurons);
  ui::text_at(ui, opened.draw, min, Font::caption_strong, ui.theme.t1,
              ui::fitted(ui, Font::caption_strong, opened.layer_name(layer, index), block.width));
  ui::rich_text_at(ui, opened.draw, {min.x, min.y + ui.px(17)}, Font::caption, ui.theme.t3, count);
  for (size_t i = 0; i < block.shown.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % block.columns);
    const auto row = static_cast<float>(static_cast<int>(i) / block.columns);
    draw_neuron(opened, layer, block.shown[i],
                {min.x + column * (tile + gap), min.y + ui.px(38) + row * (tile + gap)}, tile, pointed);
  }
}

/// What colours mean, who is silent, and how many are not shown.
void draw_footer(const Opened& opened, const std::vector<NeuronLayer>& layers, const TileLayout& layout,
                 const Area& area) {
  const ui::Ui& ui = opened.ui;
  float x = area.min.x;
  const float y = area.max.y - ui.px(18);
  const auto put = [&](const std::string& words) {
    x += ui::rich_text_at(ui, opened.draw, {x, y}, Font::caption, ui.theme.t2, words) + ui.px(7);
  };
  if (over_line(*opened.answer)) {
    put(ui.tr("Each curve by its own range; the line is 0."));
  } else {
    const float ramp = ui.px(44), low = y + ui.px(4), high = y + ui.px(14);
    put("−");
    opened.draw->AddRectFilledMultiColor({x, low}, {x + ramp, high}, ui.theme.t2, ui.theme.bg0, ui.theme.bg0,
                                         ui.theme.t2);
    opened.draw->AddRectFilledMultiColor({x + ramp, low}, {x + 2 * ramp, high}, ui.theme.bg0, opened.colour(),
                                         opened.colour(), ui.theme.bg0);
    x += 2 * ramp + ui.px(7);
    put("+");
    put(ui.tr("Each by its own most; 0 in the middle."));
  }
  std::string silent;
  bool fewer = false;
  for (size_t i = 0; i < layers.size(); ++i) {
    fewer = fewer || static_cast<int>(layout.blocks[i].shown.size()) < layers[i].neurons;
    if (layers[i].silent > 0)
      silent += fmt::format("{}{{n:{}}} {} {}", silent.empty() ? "" : ", ", layers[i].silent, ui.tr("of"),
                            opened.layer_name(layers[i], static_cast<int>(i)));
  }
  const auto put_if_it_fits = [&](const std::string& words) {
    if (x + ui::rich_text_width(ui, Font::caption, words) <= area.max.x) put(words);
  };
  if (fewer) put_if_it_fits(ui.tr("Of more than fit, those that vary most."));
  if (!silent.empty()) put_if_it_fits(fmt::format("{} {}.", ui.tr("0 everywhere here:"), silent));
}

void draw_neurons(const Opened& opened, const Area& area) {
  const ui::Ui& ui = opened.ui;
  const std::vector<NeuronLayer> layers = neuron_layers(opened.answer);
  if (layers.empty()) {
    const auto& failure = opened.context.model.failure(opened.context.model.view(neuron_view));
    const std::string words = failure ? fmt::format("{}.", ui.tr.sentence(failure->what))
                                      : std::string(ui.tr("Asking every neuron …"));
    ui::wrapped_text_at(ui, opened.draw, {area.min.x, area.min.y + ui.px(20)}, Font::body, ui.theme.t2, words,
                        std::min(area.width(), ui.px(460)));
    return;
  }
  const float foot = ui.px(26), heading = ui.px(38);
  const TileSizes sizes{std::floor(ui.px(20)), std::floor(ui.px(96)), std::max(1.0F, std::floor(ui.px(2))),
                        ui.px(18), ui.px(64)};
  const TileLayout layout = lay_tiles(layers, area.width(), area.height() - heading - foot, sizes);
  ImVec2 at = area.min;
  Pointed pointed;
  for (size_t i = 0; i < layers.size(); ++i) {
    draw_block(opened, layers[i], static_cast<int>(i), layout.blocks[i], at, layout.tile, sizes.gap, pointed);
    at.x += layout.blocks[i].width + sizes.between;
    if (i + 1 < layers.size())
      ui::draw_icon(opened.draw, ui::Icon::chevron_right,
                    {at.x - sizes.between / 2, at.y + heading + layout.tile / 2}, ui.px(11), ui.theme.t3);
  }
  draw_footer(opened, layers, layout, area);
  if (pointed.layer != nullptr) draw_card(opened, *pointed.layer, pointed.neuron, pointed.min, pointed.max);
}

/// Goes to the tab of Explore where the network's maps are seen.
void draw_way_to_maps(const Opened& opened, const Area& area) {
  ui::Ui& ui = opened.ui;
  const char* words = ui.tr(opened.generator ? "Its feature maps are in Explore, Inside G."
                                             : "What it looks at is in Explore, Mine: D’s eyes.");
  ui::text_at(ui, opened.draw, {area.min.x, area.max.y - ui.px(25)}, Font::caption, ui.theme.t2, words);
  const char* label = ui.tr("Look there");
  const float width = ui::text_size(ui, Font::body, label).x + ui.px(28);
  ImGui::SetCursorScreenPos(
      {area.min.x + ui::text_size(ui, Font::caption, words).x + ui.px(12), area.max.y - ui.px(32)});
  if (!ui::button(ui, "playground/slowly/box/maps", {.label = label, .width = width})) return;
  const int tab = opened.generator ? tab_inside : tab_mine;
  opened.context.actions(model::action::SwitchWorkspace{model::Workspace::explore});
  opened.context.actions(model::ExploreAction(model::explore_action::ShowTab{tab}));
}

void draw_layer_rows(const Opened& opened, const Area& area) {
  ui::Ui& ui = opened.ui;
  const api::Status& status = *opened.context.model.status;
  const std::string_view player = opened.generator ? "generator" : "discriminator";
  ImGui::SetCursorScreenPos(area.min);
  if (ui::begin_child("playground/slowly/box/layers", {area.width(), area.height() - ui.px(42)}) &&
      status.layers != nullptr) {
    const float line = ui.px(21), width = area.width();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const api::LayerRow& row : *status.layers) {
      if (row.player != player) continue;
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const std::string kind = std::string(ui.tr(row.kind.c_str())) +
                               (row.details.empty() ? "" : fmt::format("  {{q:{}}}", row.details));
      ui::rich_text_at(ui, draw, at, Font::body, ui.theme.t1, kind);
      ui::text_at(ui, draw, {at.x + 0.46F * width, at.y + ui.px(1)}, Font::mono_small, ui.theme.t1,
                  fmt::format("{} → {}", api::shape_text(row.in), api::shape_text(row.out)));
      if (row.parameters > 0) {
        const std::string weights = fmt::format("{} {}", ui::thousands(row.parameters), ui.tr("weights"));
        ui::text_at(ui, draw,
                    {at.x + width - ui.px(14) - ui::text_size(ui, Font::caption, weights).x, at.y + ui.px(1)},
                    Font::caption, ui.theme.t2, weights);
      }
      ImGui::SetCursorScreenPos({at.x, at.y + line});
      ui::take_room({1, 1});
      ImGui::SetCursorScreenPos({at.x, at.y + line});
    }
  }
  ImGui::EndChild();
  draw_way_to_maps(opened, area);
}

}  // namespace

void draw_box_opened(const Context& context, const Area& area) {
  const Opened opened{context, context.ui, ImGui::GetWindowDrawList(), told_neurons(context.model),
                      context.state().box == Slowly::Box::generator};
  const Area inner{{area.min.x, area.min.y + context.ui.px(6)}, area.max};
  const Area rest{{inner.min.x, draw_header(opened, inner)}, inner.max};
  context.points() ? draw_neurons(opened, rest) : draw_layer_rows(opened, rest);
}

}  // namespace ganscope::panels::slowly
