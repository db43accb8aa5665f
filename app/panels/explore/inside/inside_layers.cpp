#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "app/panels/explore/inside/inside.h"
#include "app/panels/explore/inside/inside_parts.h"
#include "app/panels/explore/inside/nearest_column.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::inside {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr float large_tile = 48, small_tile = 22, tile_gap = 2, block_gap = 16;  // design px
constexpr float column_width = 112, picture_side = 96, latent_width = 24;

/// How a layer's tiles stand: full columns of `rows`.
struct Block {
  size_t layer = 0;
  std::vector<Layer::Tile> tiles;
  int rows = 1, columns = 1;
  float tile = 0, gap = 0;  ///< pixels
  float picture = 0;        ///< side of what the layer is as a picture, below the tiles; 0: it is none
  [[nodiscard]] float width() const {
    return std::max(picture, static_cast<float>(columns) * (tile + gap) - gap);
  }
};

/// Those that answer most, in their order.
std::vector<Layer::Tile> strongest(std::vector<Layer::Tile> tiles, size_t most) {
  if (tiles.size() <= most) return tiles;
  std::ranges::stable_sort(tiles, std::greater(), &Layer::Tile::strongest);
  tiles.resize(most);
  std::ranges::sort(tiles, std::less(), &Layer::Tile::channel);
  return tiles;
}

Block block_of(const ui::Ui& ui, const std::vector<Layer>& all, size_t layer, float height) {
  const bool neurons = all[layer].height * all[layer].width == 1;
  Block block{layer, all[layer].tiles};
  block.tile = std::floor(ui.px(neurons ? small_tile : large_tile));
  block.gap = std::max(1.0F, std::floor(ui.px(tile_gap)));
  block.rows = std::max(1, static_cast<int>((height + block.gap) / (block.tile + block.gap)));
  const auto count = static_cast<int>(block.tiles.size());
  block.columns = std::max(1, (count + block.rows - 1) / block.rows);
  if (all[layer].picture >= 0) block.picture = std::floor(ui.px(picture_side));
  return block;
}

/// As many columns of each as fit side by side into `width`.
std::vector<Block> blocks_of(const ui::Ui& ui, const std::vector<Layer>& all, int only, float width,
                             float height) {
  std::vector<Block> blocks;
  for (size_t layer = 0; layer < all.size(); ++layer)
    if (only < 0 || only == static_cast<int>(layer)) blocks.push_back(block_of(ui, all, layer, height));
  const auto whole = [&] {
    return std::accumulate(blocks.begin(), blocks.end(), 0.0F, [&](float sum, const Block& block) {
      return sum + block.width() + ui.px(block_gap);
    });
  };
  if (whole() > width)
    for (Block& block : blocks) block.picture = std::min(block.picture, block.tile);
  while (!blocks.empty() && whole() > width) {
    Block& widest = *std::ranges::max_element(blocks, {}, &Block::width);
    if (widest.columns <= 1) break;
    --widest.columns;
    widest.tiles = strongest(std::move(widest.tiles), static_cast<size_t>(widest.columns * widest.rows));
  }
  return blocks;
}

/// The latent's numbers as bars, from −3 to 3.
void draw_latent(const Context& context, ImVec2 min, float width, float height) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const explore::Latent& latent = context.model.explore.latent;
  draw->AddRectFilled(min, {min.x + width, min.y + height}, ui.theme.bg0);
  const float pitch = height / static_cast<float>(std::max<size_t>(1, latent.size())),
              middle = min.x + width / 2;
  for (size_t i = 0; i < latent.size(); ++i) {
    const float y = min.y + static_cast<float>(i) * pitch;
    const float end = middle + ui::within(latent[i] / 3, -1.0F, 1.0F) * width / 2;
    draw->AddRectFilled({std::min(middle, end), y}, {std::max(middle, end), y + std::max(1.0F, pitch * 0.6F)},
                        ui.theme.t2);
  }
}

/// A channel's tile with what the hands may do to it.
void draw_channel(Context& context, const Layer::Tile& tile, Channel channel, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const InsideState& state = state_of(context.model);
  const ImVec2 max{min.x + side, min.y + side};
  const double scale = scale_of(context.model, channel);
  const std::string item = fmt::format("explore/inside/{}/{}", channel.layer, channel.number);
  ImGui::SetCursorScreenPos(min);
  const bool pressed = ui::press_area(item.c_str(), {side, side});
  ui.items.add(item, min, max, scale);
  ui::tooltip(ui, ui.tr("Click: choose. Alt-click: off and on. Ctrl-click: choose several. Wheel: scale."));
  const ImGuiIO& io = ImGui::GetIO();
  if (pressed) {
    ui.items.interaction.focus("explore/inside", false);
    if (io.KeyAlt)
      context.change([channel, off = scale != 0](model::UiModel& model) {
        choose(model, channel, false);
        set_scale(model, channel, off ? 0 : 1, true);
      });
    else
      context.change([channel, add = io.KeyCtrl](model::UiModel& model) { choose(model, channel, add); });
  }
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
    ui::compat::take_wheel();
    const double to = scale + 0.1 * static_cast<double>(io.MouseWheel);
    context.change([channel, to](model::UiModel& model) {
      choose(model, channel, false);
      set_scale(model, channel, std::round(to * 100) / 100, true);
    });
  }
  draw_tile(context, tile.picture, scale, min, max);
  if (std::ranges::find(state.chosen, channel) != state.chosen.end())
    ui::frame_picture(ui, ImGui::GetWindowDrawList(), min, max, 2, 0);
}

void draw_block(Context& context, const std::vector<Layer>& all, const Block& block, ImVec2 min) {
  ui::Ui& ui = context.ui;
  const Layer& layer = all[block.layer];
  const bool whole = static_cast<int>(block.tiles.size()) == layer.channels;
  const bool neurons = layer.height * layer.width == 1;
  const std::string count =
      whole ? fmt::format("{} {}", layer.channels, neurons ? ui.tr("neurons") : ui.tr("channels"))
            : fmt::format("{} {} {}", block.tiles.size(), ui.tr("of"), layer.channels);
  draw_heading(context, min, block.width() + ui.px(block_gap - 4), layer_name(ui, all, block.layer), count);
  const float top = min.y + ui.px(heading_height);
  const Channel last = shown(context.model);
  ImVec2 tag{};
  for (size_t i = 0; i < block.tiles.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % block.columns);
    const auto row = static_cast<float>(static_cast<int>(i) / block.columns);
    const ImVec2 at{min.x + column * (block.tile + block.gap), top + row * (block.tile + block.gap)};
    const Channel channel{static_cast<int>(block.layer), block.tiles[i].channel};
    draw_channel(context, block.tiles[i], channel, at, block.tile);
    if (channel == last) tag = at;
  }
  if (block.picture > 0) {
    const int shown_rows = std::min(block.rows, static_cast<int>(block.tiles.size()));
    const ImVec2 at{min.x, top + static_cast<float>(shown_rows) * (block.tile + block.gap) + ui.px(10)};
    const ImVec2 end{at.x + block.picture, at.y + block.picture};
    explore_parts::draw_preview(context, ImGui::GetWindowDrawList(), context.model.view("inside/layers"),
                                layer.picture, at, end);
    ui.items.add(fmt::format("explore/inside/{}/picture", block.layer), at, end);
  }
  if (tag.x > 0)
    ui::plate(ui, ImGui::GetWindowDrawList(), {tag.x - ui.px(8), tag.y - ui.px(22)}, ui::Font::caption,
              fmt::format("c {}", last.number));
}

std::string silent_words(const ui::Ui& ui, const std::vector<Layer>& all) {
  std::string words;
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i].silent >= 0.5)
      words += fmt::format("{}{{b:{:.0f} %}} {} {}", words.empty() ? "" : ", ", all[i].silent, ui.tr("of"),
                           layer_name(ui, all, i));
  return words.empty() ? words : fmt::format("{} {}. ", ui.tr("Silent here:"), words);
}

/// What is silent, what brightness means, and all channels on.
void draw_footer(Context& context, const std::vector<Layer>& all, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const char* on = ui.tr("All channels on");
  const float button = ui::text_size(ui, ui::Font::body, on).x + ui.px(50);
  ImGui::SetCursorScreenPos({area.max.x - button, y + ui.px(6)});
  if (ui::button(ui, "explore/inside/all-on",
                 {.label = on,
                  .width = button,
                  .help = ui.tr("Every channel as it is."),
                  .key = "a",
                  .has_icon = true,
                  .icon = ui::Icon::reset,
                  .enabled = !state_of(context.model).scales.empty()}))
    context.change([](model::UiModel& model) { all_on(model); });
  const float line = ui::text_size(ui, ui::Font::caption, "X").y;
  const std::string depends = survey_words(ui, context.model);
  const std::string silent = depends.empty() ? silent_words(ui, all) : depends;
  if (ui::rich_text_width(ui, ui::Font::caption, silent) < area.width())
    ui::rich_text_at(ui, draw, {area.min.x, y - line - ui.px(4)}, ui::Font::caption, ui.theme.t2, silent);
  const std::string bright = ui.tr("Brightness: how strongly a place of a channel answers");
  const float ramp = ui.px(110), words = ui::text_size(ui, ui::Font::caption, bright).x,
              middle = y + ui.px(22);
  if (words + ramp + button + ui.px(120) > area.width()) return;
  ui::text_at(ui, draw, {area.min.x, middle - line / 2}, ui::Font::caption, ui.theme.t2, bright);
  float x = area.min.x + words + ui.px(10);
  ui::text_at(ui, draw, {x, middle - line / 2}, ui::Font::caption, ui.theme.t2, "0");
  x += ui.px(14);
  draw->AddRectFilledMultiColor({x, middle - ui.px(5)}, {x + ramp, middle + ui.px(5)}, ui.theme.bg3,
                                ui.theme.g, ui.theme.g, ui.theme.bg3);
  ui::text_at(ui, draw, {x + ramp + ui.px(6), middle - line / 2}, ui::Font::caption, ui.theme.t2,
              state_of(context.model).one_scale ? ui.tr("its layer's most") : ui.tr("its most"));
}

/// Arrows, o, a, Page up and down, while the tiles have the keyboard.
void take_keys(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ui.items.add("explore/inside", area.min, area.max,
               static_cast<double>(state_of(context.model).scales.size()));
  if (!ui.items.interaction.visit("explore/inside") || ImGui::GetIO().WantTextInput) return;
  const auto pressed = [](ImGuiKey key) { return ui::compat::key_pressed(key, true); };
  if (pressed(ImGuiKey_LeftArrow) || pressed(ImGuiKey_UpArrow))
    context.change([](model::UiModel& model) { step_channel(model, -1); });
  if (pressed(ImGuiKey_RightArrow) || pressed(ImGuiKey_DownArrow))
    context.change([](model::UiModel& model) { step_channel(model, 1); });
  if (pressed(ImGuiKey_PageUp)) context.change([](model::UiModel& model) { step_layer(model, -1); });
  if (pressed(ImGuiKey_PageDown)) context.change([](model::UiModel& model) { step_layer(model, 1); });
  if (ui::compat::code_pressed('O')) {
    const bool off = scale_of(context.model, shown(context.model)) != 0;
    context.change([off](model::UiModel& model) { set_scales(model, off ? 0 : 1, true); });
  }
  if (ui::compat::code_pressed('A') && !ImGui::GetIO().KeyCtrl)
    context.change([](model::UiModel& model) { all_on(model); });
}

void draw_header(Context& context, const Area& area, float right) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6);
  const std::vector<std::string> labels{ui.tr("Each alone"), ui.tr("One scale")};
  const float width = explore_parts::segmented_width(ui, labels);
  int one = state_of(context.model).one_scale ? 1 : 0;
  ImGui::SetCursorScreenPos({right - width, top});
  if (ui::segmented(ui, "explore/inside/scale", labels, one,
                    ui.tr("Each alone: every channel is as bright as it gets where it answers most. One "
                          "scale: channels of a layer can be compared.")))
    context.change([one](model::UiModel& model) { show_scale(model, one == 1); });
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Layers"),
                            ui.compact ? "" : ui.tr("from the latent to the picture"),
                            right - width - ui.px(8) - area.min.x);
}

/// In a small window only the chosen layer: the others' names in a row.
void draw_layer_choice(Context& context, const std::vector<Layer>& all, ImVec2 at) {
  ui::Ui& ui = context.ui;
  std::vector<std::string> names;
  for (size_t i = 0; i < all.size(); ++i) names.push_back(layer_name(ui, all, i));
  int layer = std::max(0, shown(context.model).layer);
  ImGui::SetCursorScreenPos(at);
  if (ui::segmented(ui, "explore/inside/layer", names, layer, ui.tr("Which layer is shown.")))
    context.change(
        [by = layer - shown(context.model).layer](model::UiModel& model) { step_layer(model, by); });
}

void draw_layers(Context& context, const std::vector<Layer>& all, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  float y = area.min.y + ui.px(explore_parts::header_height);
  float height = side - ui.px(heading_height) - ui.px(24);
  if (ui.compact) {
    draw_layer_choice(context, all, {area.min.x, y});
    y += ui.px(40);
    height -= ui.px(40);
  }
  height = std::min(height, ui.px(398));
  const float gap = ui.px(block_gap), latent = ui.px(latent_width), picture = std::floor(ui.px(picture_side));
  draw_heading(context, {area.min.x, y}, latent + gap,
               context.model.explore.space == api::Space::w ? "w" : "z",
               std::to_string(context.model.explore.latent.size()));
  draw_latent(context, {area.min.x, y + ui.px(heading_height)}, latent, height);
  const float width = area.width() - latent - gap - picture;
  const int only = ui.compact ? std::max(0, shown(context.model).layer) : -1;
  float x = area.min.x + latent;
  const auto chevron = [&] {
    ui::draw_icon(draw, ui::Icon::chevron_right, {x + gap / 2, y + ui.px(heading_height) + height / 2},
                  ui.px(12), ui.theme.t3);
    x += gap;
  };
  for (const Block& block : blocks_of(ui, all, only, width, height)) {
    chevron();
    draw_block(context, all, block, {x, y});
    x += block.width();
  }
  chevron();
  draw_pictures(context, {x, y}, picture, height);
  take_keys(context, {{area.min.x, y}, {x, y + height}});
}

void draw_without_layers(Context& context, const Area& area, float side) {
  const ui::Ui& ui = context.ui;
  const auto& failure = context.model.failure(context.model.view("inside/layers"));
  const bool points = context.model.status->data.is_points();
  std::string words =
      points ? ui.tr("This model draws points: there are no pictures inside it.") : ui.tr("Looking inside …");
  if (!points && !context.model.status->trainable)
    words =
        ui.tr("Layers unknown: this generator was made by another program, which shows only its pictures.");
  else if (!points && failure)
    words = fmt::format("{}: {}.", ui.tr("Layers unknown"), ui.tr.sentence(failure->what));
  const float wrap = std::min(area.width(), ui.px(400));
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(),
                      {area.min.x + (area.width() - wrap) / 2, area.min.y + side * 0.4F}, ui::Font::body,
                      ui.theme.t2, words, wrap);
}

}  // namespace

void draw_wide(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const float narrow = ui.px(column_width), margin = ui.px(16);
  const Area left{area.min, {area.max.x - narrow - 2 * margin, area.max.y}};
  const float tabs = area.min.x + side + ui.px(ui.compact ? 20 : 32);  // where the header's right part begins
  draw_header(context, left, tabs - ui.px(12));
  const std::vector<Layer> all = layers(context.model);
  if (all.empty() || context.model.status->data.is_points())
    draw_without_layers(context, left, side);
  else {
    draw_layers(context, all, left, side);
    draw_footer(context, all, left, area.min.y + ui.px(explore_parts::header_height) + side);
  }
  if (context.model.status->data.is_points()) return;
  const float x = std::floor(area.max.x - narrow - margin) + 0.5F, top = area.min.y + ui.px(40);
  ImGui::GetWindowDrawList()->AddLine({x, top}, {x, area.max.y}, ui.theme.line, std::max(1.0F, ui.px(1)));
  explore_parts::NearestSpec spec{.view = context.model.view("inside/nearest"),
                                  .item = "explore/inside/nearest",
                                  .features = state_of(context.model).in_features};
  if (explore_parts::draw_nearest_column(context, {{area.max.x - narrow, area.min.y + ui.px(36)}, area.max},
                                         spec))
    context.change([to = !spec.features](model::UiModel& model) { show_features(model, to); });
}

}  // namespace ganscope::panels::inside

namespace ganscope::panels::explore_parts {

ExploreTab inside_tab() {
  return {.key = "inside",
          .title = "Inside G",
          .draw_column = nullptr,
          .draw_band = inside::draw_band,
          .views = inside::views,
          .draw_wide = inside::draw_wide,
          .draw_over_picture = inside::draw_over_picture};
}

}  // namespace ganscope::panels::explore_parts
