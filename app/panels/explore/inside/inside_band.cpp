#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "app/panels/explore/inside/inside_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"
#include "core/explore/tools/inside_numbers.h"

namespace ganscope::panels::inside {
namespace {

using explore_parts::Area;
using explore_parts::Context;
namespace dissected = explore::dissect_number;

void say(const Context& context, ImVec2 at, float width, const std::string& words) {
  const ui::Ui& ui = context.ui;
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t2,
              ui::fitted(ui, ui::Font::caption, words, width));
}

/// What depends on the channel that is shown, most first.
struct Share {
  std::string what;
  double of_100 = 0;
};
struct Dissection {
  std::vector<Share> shares;
  double difference = 0;
  bool known = false;
};
Dissection dissection(const model::UiModel& model) {
  Dissection found;
  const auto& answer = model.result(model.view("inside/dissection"));
  if (!answer || answer->failure) return found;
  std::vector<std::string> questions;
  for (const api::TableRow& row : answer->table) {
    if (row.key == "question") questions.push_back(row.text);
    if (row.key != "channel" || row.text != std::to_string(shown(model).number) || row.numbers.empty())
      continue;
    found.known = true;
    found.difference = row.numbers[dissected::difference];
    for (size_t q = 0; q < questions.size() && dissected::questions + q < row.numbers.size(); ++q)
      if (std::isfinite(row.numbers[dissected::questions + q]))
        found.shares.push_back({questions[q], row.numbers[dissected::questions + q]});
  }
  std::ranges::stable_sort(found.shares, std::greater(), &Share::of_100);
  return found;
}

void draw_switch(Context& context, ImVec2 right_top, float left) {
  ui::Ui& ui = context.ui;
  const double scale = scale_of(context.model, shown(context.model));
  const std::vector<std::string> labels{ui.tr("Off"), ui.tr("As it is"), ui.tr("Scaled")};
  const float width = explore_parts::segmented_width(ui, labels);
  if (right_top.x - width < left) return;
  int state = scale == 0 ? 0 : scale == 1 ? 1 : 2;
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (ui::segmented(
          ui, "explore/inside/switch", labels, state,
          ui.tr("Off: the channel answers nothing. Scaled: as much more or less as the slider says.")))
    context.change([to = state == 0   ? 0.0
                         : state == 1 ? 1.0
                                      : 2.0](model::UiModel& model) { set_scales(model, to, true); });
}

void draw_scales(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double now = scale_of(context.model, shown(context.model));
  const char* label = ui.tr("Scale");
  const float words = ui::text_size(ui, ui::Font::body, label).x + ui.px(12);
  ui::text_at(ui, draw, {area.min.x, area.min.y + ui.px(4)}, ui::Font::body, ui.theme.t2, label);
  double scale = now;
  bool final = true;
  ImGui::SetCursorScreenPos({area.min.x + words, area.min.y});
  const ui::SliderSpec spec{.min = least_scale,
                            .max = most_scale,
                            .initial = 1,
                            .signed_fill = true,
                            .width = area.width() - words,
                            .field_width = 66,
                            .help = ui.tr("What the channel's answers are multiplied by. Double click: 1.")};
  if (ui::slider(ui, "explore/inside/strength", spec, scale, &final))
    context.change([scale, final](model::UiModel& model) { set_scales(model, scale, final); });
  const api::View view = context.model.view("inside/channel");
  constexpr auto count = explore::channel_scales.size();
  const float gap = ui.px(8), top = area.min.y + ui.px(38);
  const float tile = std::floor(std::min(
      {ui.px(64), (area.width() + gap) / static_cast<float>(count) - gap, area.max.y - top - ui.px(24)}));
  if (tile < ui.px(8)) return;
  for (size_t i = 0; i < count; ++i) {
    const auto value = static_cast<double>(explore::channel_scales[i]);
    const ImVec2 at{std::round(area.min.x + static_cast<float>(i) * (tile + gap)), top};
    const ImVec2 end{at.x + tile, at.y + tile};
    ImGui::SetCursorScreenPos(at);
    const auto touched = ui::picture_tile(ui, fmt::format("explore/inside/scaled/{}", i), {tile, tile}, value,
                                          ui.tr("With the channel scaled so. Click: take it."));
    if (touched.clicked) context.change([value](model::UiModel& model) { set_scales(model, value, true); });
    draw->AddRectFilled(at, end, ui.theme.bg0);
    explore_parts::draw_preview(context, draw, view, static_cast<int>(i) + 2, at, end);
    if (value == now) ui::frame_picture(ui, draw, at, end, 2, 0);
    const std::string text = ui::with_minus(fmt::format("× {:g}", value));
    const float width = ui::text_size(ui, ui::Font::caption, text).x;
    ui::text_at(ui, draw, {at.x + (tile - width) / 2, end.y + ui.px(5)}, ui::Font::caption,
                value == now ? ui.theme.t1 : ui.theme.t2, text);
  }
}

/// "Without it glasses go in 52 of 100; the pictures move by 1.0 %."
std::string without_words(const ui::Ui& ui, const model::UiModel& model) {
  const api::View view = model.view("inside/dissection");
  const auto& answer = model.result(view);
  const Dissection found = dissection(model);
  if (!found.known) {
    if (const auto& failure = model.failure(view)) return ui.tr.sentence(failure->what);
    if (!answer || answer->progress.total <= 0) return ui.tr("measuring");
    return fmt::format("{} ··· {} {} {}", ui.tr("measuring"), answer->progress.done, ui.tr("of"),
                       answer->progress.total);
  }
  if (found.shares.empty() || found.shares.front().of_100 < 0.5)
    return fmt::format(fmt::runtime(ui.tr("Without it the pictures move by {{b:{:.1f} %}}.")),
                       found.difference);
  return fmt::format(
      fmt::runtime(
          ui.tr("Without it {{b:{}}} goes in {{b:{:.0f}}} of 100; the pictures move by {{b:{:.1f} %}}.")),
      ui.tr(found.shares.front().what.c_str()), found.shares.front().of_100, found.difference);
}

void draw_channel_part(Context& context, const std::vector<Layer>& all, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Channel channel = shown(context.model);
  const Layer& layer = all[static_cast<size_t>(channel.layer)];
  const float top = area.min.y + ui.px(6);
  const size_t chosen = state_of(context.model).chosen.size();
  const std::string title = chosen > 1 ? fmt::format("{} {}", chosen, ui.tr("channels"))
                            : layer.height * layer.width == 1
                                ? fmt::format("{} {}", ui.tr("Neuron"), channel.number)
                                : fmt::format("{} {}", ui.tr("Channel"), channel.number);
  const float words_end = explore_parts::draw_title(
      context, {area.min.x, top}, title.c_str(),
      fmt::format("{} {}", ui.tr("of"), layer_name(ui, all, static_cast<size_t>(channel.layer))),
      area.width() * 0.5F);
  draw_switch(context, {area.max.x, top}, words_end);
  const float square = area.min.y + ui.px(explore_parts::header_height), caption = ui.px(22);
  const float side = std::floor(std::min(ui.px(128), area.max.y - square - caption));
  const auto tile = std::ranges::find(layer.tiles, channel.number, &Layer::Tile::channel);
  const ImVec2 at{area.min.x, square}, end{at.x + side, at.y + side};
  draw_tile(context, tile == layer.tiles.end() ? -1 : tile->picture, scale_of(context.model, channel), at,
            end);
  say(context, {at.x, end.y + ui.px(6)}, side, ui.tr("its answer here"));
  draw_scales(context, {{at.x + side + ui.px(24), square}, {area.max.x, end.y}});
  const std::string words = without_words(ui, context.model);
  const ImVec2 below{at.x + side + ui.px(24), end.y + ui.px(6)};
  if (ui::rich_text_width(ui, ui::Font::caption, words) <= area.max.x - below.x)
    ui::rich_text_at(ui, draw, below, ui::Font::caption, ui.theme.t2, words);
  else
    say(context, below, area.max.x - below.x, ui::plain_words(words));
  ui.items.add("explore/inside/without", below, {area.max.x, below.y + ui.px(16)}, ui::plain_words(words));
}

/// The fixed latents by how much the channel answers to them.
std::vector<int> by_use(const model::UiModel& model) {
  const auto& answer = model.result(model.view("inside/use"));
  if (!answer || answer->failure || !answer->complete || answer->curves.empty()) return {};
  const std::vector<float>& use = answer->curves.front().y;
  std::vector<int> order(use.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&](int a, int b) { return use[static_cast<size_t>(a)] > use[static_cast<size_t>(b)]; });
  return order;
}

void draw_users(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::vector<int> order = by_use(context.model);
  const float label = std::max(ui::text_size(ui, ui::Font::caption, ui.tr("most")).x,
                               ui::text_size(ui, ui::Font::caption, ui.tr("least")).x) +
                      ui.px(12);
  const float gap = ui.px(2), least_tile = ui.px(24);
  const float tile = std::floor(std::min({ui.px(62), (area.max.y - area.min.y) / 2 - gap,
                                          std::max(least_tile, (area.width() - label + gap) / 8 - gap)}));
  if (tile < ui.px(8)) return;
  const int shown_each = std::min(
      {8, static_cast<int>(order.size()) / 2, static_cast<int>((area.width() - label) / (tile + gap))});
  for (const bool least : {false, true}) {
    const float y = area.min.y + (least ? tile + gap : 0);
    say(context, {area.min.x, y + (tile - ui::text_size(ui, ui::Font::caption, "X").y) / 2}, label,
        least ? ui.tr("least") : ui.tr("most"));
    for (int i = 0; i < shown_each; ++i) {
      const int index =
          least ? order[order.size() - 1 - static_cast<size_t>(i)] : order[static_cast<size_t>(i)];
      const ImVec2 at{area.min.x + label + static_cast<float>(i) * (tile + gap), y};
      ImGui::SetCursorScreenPos(at);
      const auto touched = ui::picture_tile(
          ui, fmt::format("explore/inside/{}/{}", least ? "least" : "most", i), {tile, tile},
          static_cast<double>(index), ui.tr("One of the 64 fixed latents. Click: take it in hand."));
      if (touched.clicked) context.actions(model::action::SelectLatent{index, false});
      draw->AddRectFilled(at, {at.x + tile, at.y + tile}, ui.theme.bg0);
      explore_parts::draw_preview(context, draw, model::view::grid, index, at, {at.x + tile, at.y + tile});
    }
  }
}

void draw_shares(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Dissection found = dissection(context.model);
  say(context, area.min, area.width(),
      ui::plain_words(
          fmt::format(fmt::runtime(ui.tr("Gone without channel {}, of 100")), shown(context.model).number)));
  const float pitch = ui.px(25), name = std::min(ui.px(84), area.width() * 0.45F), value = ui.px(28);
  for (size_t i = 0; i < std::min<size_t>(4, found.shares.size()); ++i) {
    const float y = area.min.y + ui.px(22) + static_cast<float>(i) * pitch;
    if (y + pitch > area.max.y + ui.px(8)) break;
    const std::string what = ui.tr(found.shares[i].what.c_str());
    ui::text_at(ui, draw, {area.min.x, y}, ui::Font::caption, ui.theme.t1,
                ui::fitted(ui, ui::Font::caption, what, name - ui.px(6)));
    const float from = area.min.x + name, to = area.max.x - value, middle = y + ui.px(8);
    draw->AddRectFilled({from, middle - ui.px(1.5F)}, {to, middle + ui.px(1.5F)}, ui.theme.bg4);
    draw->AddRectFilled(
        {from, middle - ui.px(1.5F)},
        {from + (to - from) * static_cast<float>(ui::within(found.shares[i].of_100 / 100, 0.0, 1.0)),
         middle + ui.px(1.5F)},
        ui.theme.t1);
    const std::string of = fmt::format("{:.0f}", found.shares[i].of_100);
    ui::text_at(ui, draw, {area.max.x - ui::text_size(ui, ui::Font::mono, of).x, y}, ui::Font::mono,
                ui.theme.t1, of);
  }
  if (!found.known || found.shares.empty()) {
    const std::string words = found.known ? ui.tr("Nothing is known of these data to count.") : "···";
    say(context, {area.min.x, area.min.y + ui.px(22)}, area.width(), words);
  }
}

/// A direction along which the channel answers more. Returns how wide the button is.
float draw_keep(Context& context, ImVec2 right_top, const std::string& layer) {
  ui::Ui& ui = context.ui;
  const ChannelDirection& finding = model::tool_state<ChannelDirection>(context.model);
  const std::string name = fmt::format("channel {} ({})", shown(context.model).number, layer);
  const auto& kept = context.model.explore.kept;
  const bool is_kept = std::ranges::find(kept, name, &model::ExploreState::Direction::name) != kept.end();
  const char* why = no_direction(context.model);
  std::string label;
  if (!ui.compact)
    label = finding.ask ? fmt::format("··· {} {} {}", finding.progress.done, ui.tr("of"), direction_samples)
            : is_kept   ? ui.tr("Kept as a direction")
                        : ui.tr("Keep as a direction");
  const float width = ui.compact ? ui.px(32) : ui::text_size(ui, ui::Font::body, label).x + ui.px(50);
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (ui::button(ui, "explore/inside/keep",
                 {.label = label,
                  .width = width,
                  .help = why != nullptr ? ui.tr(why)
                          : finding.failure
                              ? std::string_view(finding.failure->what)
                              : ui.tr("The direction of z along which this channel answers more, on average "
                                      "over a thousand latents; for Directions and the pad. While it is "
                                      "looked for: cancel."),
                  .has_icon = true,
                  .icon = ui::Icon::star,
                  .enabled = why == nullptr && !is_kept})) {
    if (finding.ask)
      context.change([](model::UiModel& model) { cancel_direction(model); });
    else
      context.change([name](model::UiModel& model) { find_direction(model, name); });
  }
  return width;
}

void draw_use_part(Context& context, const std::vector<Layer>& all, const Area& area) {
  ui::Ui& ui = context.ui;
  const float gap = ui.px(8);
  const float choice =
      draw_survey_choice(context, {area.max.x, area.min.y + ui.px(6)}, ui.px(ui.compact ? 120 : 150));
  const float keep = draw_keep(context, {area.max.x - (choice > 0 ? choice + gap : 0), area.min.y + ui.px(6)},
                               layer_name(ui, all, static_cast<size_t>(shown(context.model).layer)));
  explore_parts::draw_title(context, {area.min.x, area.min.y + ui.px(6)}, ui.tr("Who uses it"),
                            ui.compact ? "" : ui.tr("the 64 fixed latents, by how much it answers"),
                            area.width() - choice - keep - 3 * gap);
  const float square = area.min.y + ui.px(explore_parts::header_height);
  const float shares = std::min(ui.px(224), area.width() * 0.42F);
  draw_users(context, {{area.min.x, square}, {area.max.x - shares - ui.px(20), area.max.y}});
  draw_shares(context, {{area.max.x - shares, square}, area.max});
}

}  // namespace

void draw_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const std::vector<Layer> all = layers(context.model);
  const Channel channel = shown(context.model);
  if (context.model.status->data.is_points() || channel.layer < 0 ||
      channel.layer >= static_cast<int>(all.size())) {
    say(context, {area.min.x, area.min.y + ui.px(16)}, area.width(), ui.tr("No channel is chosen."));
    return;
  }
  const auto [left, right] = explore_parts::split_band(context, area, ui.compact ? 0.55F : 0.475F);
  draw_channel_part(context, all, left);
  draw_use_part(context, all, right);
}

}  // namespace ganscope::panels::inside
