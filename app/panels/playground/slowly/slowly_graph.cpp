#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/playground/slowly/slowly_graph_parts.h"
#include "app/panels/playground/slowly/slowly_numbers.h"

// How the graph lies, its arrows and its gradients: noise → G → fake, real → D → verdict → losses, and the
// gradients back.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using ui::Font;

constexpr float picture_edge = 88;  // design px

Taking taking_part(StepPart part) {
  Taking taking{};
  const auto take = [&](std::initializer_list<Box> some) {
    for (const Box box : some) taking[box] = true;
  };
  switch (part) {
    case StepPart::draw_real:
      take({box_data, box_real});
      break;
    case StepPart::draw_latents:
      take({box_noise});
      break;
    case StepPart::generate:
      take({box_noise, box_generator, box_fake});
      break;
    case StepPart::judge_real:
      take({box_real, box_discriminator, box_verdict_real});
      break;
    case StepPart::judge_fake:
    case StepPart::judge_again:
      take({box_fake, box_discriminator, box_verdict_fake});
      break;
    case StepPart::loss_d:
      take({box_verdict_real, box_verdict_fake, box_loss_d});
      break;
    case StepPart::gradient_d:
      take({box_discriminator, box_verdict_real, box_verdict_fake, box_loss_d});
      break;
    case StepPart::move_d:
      take({box_discriminator, box_loss_d});
      break;
    case StepPart::loss_g:
      take({box_verdict_fake, box_loss_g});
      break;
    case StepPart::gradient_g:
      take({box_generator, box_fake, box_discriminator, box_verdict_fake, box_loss_g});
      break;
    case StepPart::move_g:
      take({box_noise, box_generator, box_fake, box_loss_g});
      break;
  }
  return taking;
}

Places places_in(const ui::Ui& ui, const Area& area) {
  Places places;
  const float width = area.width() / 782;
  const float height = std::min(ui.px(380), area.height()) / 380;
  const float side = std::min({ui.px(picture_edge), picture_edge * width, picture_edge * height});
  places.unit = side / picture_edge;
  const auto at = [&](Box box, float x, float y, float w, float h) {
    const ImVec2 min{std::round(area.min.x + x * width), std::round(area.min.y + y * height)};
    places.of[box] = {min, {min.x + w * places.unit, min.y + h * places.unit}};
  };
  at(box_noise, 0, 64, picture_edge, picture_edge);
  at(box_generator, 130, 70, 102, 76);
  at(box_fake, 272, 64, picture_edge, picture_edge);
  at(box_verdict_fake, 582, 64, picture_edge, picture_edge);
  at(box_loss_g, 710, 64, 72, picture_edge);
  at(box_data, 130, 260, 102, 76);
  at(box_real, 272, 254, picture_edge, picture_edge);
  at(box_verdict_real, 582, 254, picture_edge, picture_edge);
  at(box_loss_d, 710, 254, 72, picture_edge);
  at(box_discriminator, 426, 50, 106, 0);
  places.of[box_discriminator].max.y = places.of[box_real].max.y + ui.px(14);
  for (const Box box : {box_loss_g, box_loss_d}) {  // both end at the edge
    const float w = places.of[box].width();
    places.of[box].max.x = area.max.x;
    places.of[box].min.x = area.max.x - w;
  }
  return places;
}

void draw_forward(const Graph& graph, Box from, Box to, bool active) {
  const float y = graph.of(from).min.y + 0.36F * graph.of(from).height();
  draw_arrow(graph.draw, {graph.of(from).max.x + graph.ui.px(1), y}, {graph.of(to).min.x - graph.ui.px(2), y},
             ui::faded(graph.ui.theme.t3, active ? 1 : idle * 0.8F), graph.ui.px(2));
}

void draw_gradient(const Graph& graph, Box from, Box to, ImU32 colour) {
  const Area& row = graph.of(to == box_discriminator || to == box_generator ? from : to);
  const float y = row.min.y + 0.66F * row.height();
  draw_arrow(graph.draw, {graph.of(from).min.x - graph.ui.px(2), y}, {graph.of(to).max.x + graph.ui.px(3), y},
             colour, graph.ui.px(4));
}

/// A norm on a plate, centred at `x`.
void draw_norm(const Graph& graph, const std::string& name, float x, float y, const char* of_what,
               double value, ImU32 colour) {
  const ui::Ui& ui = graph.ui;
  const std::string words = fmt::format("{} ", of_what), number = significant(value, 2);
  const float left = ui::text_size(ui, Font::caption, words).x;
  const float whole = left + ui::text_size(ui, Font::mono_small, number).x;
  const ImVec2 min{std::round(x - whole / 2 - ui.px(8)), std::round(y)};
  const ImVec2 max{min.x + whole + ui.px(16), min.y + ui.px(24)};
  graph.draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(4));
  graph.draw->AddRect(min, max, ui.theme.line2, ui.px(4), 0, ui.px(1));
  ui::text_at(ui, graph.draw, {min.x + ui.px(8), min.y + ui.px(3)}, Font::caption, ui.theme.t1, words);
  ui::text_at(ui, graph.draw, {min.x + ui.px(8) + left, min.y + ui.px(4)}, Font::mono_small, colour, number);
  graph.context.ui.items.add("playground/slowly/norm/" + name, min, max, number);
}

void draw_edges(const Graph& graph) {
  const StepPart part = graph.part;
  const bool judged_fake = part == StepPart::judge_fake || part == StepPart::judge_again;
  const bool made = part == StepPart::generate || part == StepPart::move_g;
  draw_forward(graph, box_noise, box_generator, made);
  draw_forward(graph, box_generator, box_fake, made);
  draw_forward(graph, box_fake, box_discriminator, judged_fake);
  const float top = graph.of(box_verdict_fake).min.y + 0.36F * graph.of(box_verdict_fake).height();
  const float low = graph.of(box_verdict_real).min.y + 0.36F * graph.of(box_verdict_real).height();
  const auto from_d = [&](float y, bool active, Box to) {
    draw_arrow(graph.draw, {graph.of(box_discriminator).max.x + graph.ui.px(1), y},
               {graph.of(to).min.x - graph.ui.px(2), y},
               ui::faded(graph.ui.theme.t3, active ? 1 : idle * 0.8F), graph.ui.px(2));
  };
  from_d(top, judged_fake, box_verdict_fake);
  from_d(low, part == StepPart::judge_real, box_verdict_real);
  draw_forward(graph, box_verdict_fake, box_loss_g, part == StepPart::loss_g);
  draw_forward(graph, box_data, box_real, part == StepPart::draw_real);
  draw_forward(graph, box_real, box_discriminator, part == StepPart::judge_real);
  draw_forward(graph, box_verdict_real, box_loss_d, part == StepPart::loss_d);
  // D's loss is of the fakes' verdicts, too.
  const float x = (graph.of(box_verdict_fake).max.x + graph.of(box_loss_d).min.x) / 2;
  const float y = graph.of(box_verdict_fake).max.y - graph.ui.px(8),
              end = graph.of(box_loss_d).min.y + graph.ui.px(12);
  const ImU32 colour = ui::faded(graph.ui.theme.t3, part == StepPart::loss_d ? 1 : idle * 0.8F);
  graph.draw->AddLine({graph.of(box_verdict_fake).max.x, y}, {x, y}, colour, graph.ui.px(2));
  graph.draw->AddLine({x, y}, {x, end}, colour, graph.ui.px(2));
  draw_arrow(graph.draw, {x, end}, {graph.of(box_loss_d).min.x - graph.ui.px(2), end}, colour,
             graph.ui.px(2));
}

void draw_gradients(const Graph& graph) {
  const ui::Ui& ui = graph.ui;
  const api::PartFacts* facts = model::slow_part(graph.context.model);
  if (graph.part == StepPart::gradient_d) {
    draw_gradient(graph, box_loss_d, box_verdict_real, ui.theme.d);
    draw_gradient(graph, box_verdict_real, box_discriminator, ui.theme.d);
    draw_gradient(graph, box_verdict_fake, box_discriminator, ui.theme.d);
    const api::PartFacts* loss = graph.context.known(StepPart::loss_d);
    const float middle = (graph.of(box_discriminator).min.x + graph.of(box_discriminator).max.x) / 2;
    draw_norm(graph, "weights", middle, graph.of(box_discriminator).max.y + ui.px(8), "∂L/∂θ", facts->length,
              ui.theme.d);
    if (loss != nullptr)
      draw_norm(graph, "verdict", (graph.of(box_verdict_real).max.x + graph.of(box_loss_d).min.x) / 2,
                graph.of(box_verdict_real).max.y + ui.px(8), "∂L/∂v",
                total_length(loss->slopes_real) + total_length(loss->slopes_fake), ui.theme.d);
  }
  if (graph.part != StepPart::gradient_g) return;
  draw_gradient(graph, box_loss_g, box_verdict_fake, ui.theme.g);
  draw_gradient(graph, box_verdict_fake, box_discriminator, ui.theme.g);
  draw_gradient(graph, box_discriminator, box_fake, ui.theme.g);
  draw_gradient(graph, box_fake, box_generator, ui.theme.g);
  const api::PartFacts* loss = graph.context.known(StepPart::loss_g);
  if (loss == nullptr) return;
  const ChainOfG chain = chain_of_g(*loss, *facts);
  const float below = graph.of(box_fake).max.y + ui.px(8);
  draw_norm(graph, "verdict", (graph.of(box_verdict_fake).max.x + graph.of(box_loss_g).min.x) / 2, below,
            "∂L/∂v", chain.verdict, ui.theme.g);
  draw_norm(graph, "fake", (graph.of(box_fake).max.x + graph.of(box_discriminator).min.x) / 2, below, "∂L/∂x",
            chain.at_samples(), ui.theme.g);
  draw_norm(graph, "weights", (graph.of(box_generator).min.x + graph.of(box_generator).max.x) / 2,
            graph.of(box_generator).max.y + ui.px(44), "∂L/∂θ", facts->length, ui.theme.g);
}

void draw_legend(const Graph& graph) {
  const ui::Ui& ui = graph.ui;
  const Area& left = graph.of(box_noise);
  const float y = graph.of(box_real).min.y + ui.px(26);
  const auto line = [&](float at, ImU32 colour, float thickness, bool backward, const char* words) {
    const ImVec2 from{left.min.x, at}, to{left.min.x + ui.px(26), at};
    draw_arrow(graph.draw, backward ? to : from, backward ? from : to, colour, thickness);
    ui::text_at(ui, graph.draw, {to.x + ui.px(8), at - ui.px(9)}, Font::caption, ui.theme.t2, words);
  };
  line(y, ui.theme.t3, ui.px(2), false, ui.tr("forward"));
  const config::Player player =
      graph.part <= StepPart::move_d ? config::Player::discriminator : config::Player::generator;
  line(y + ui.px(24), colour_of(ui, player), ui.px(4), true, ui.tr("gradient"));
}

}  // namespace

void draw_graph(const Context& context, const Area& area) {
  const api::PartFacts* facts = model::slow_part(context.model);
  if (facts == nullptr) return;
  const Graph graph{context,
                    context.ui,
                    ImGui::GetWindowDrawList(),
                    places_in(context.ui, area),
                    taking_part(facts->part),
                    facts->part,
                    game_of(context.model)};
  draw_edges(graph);
  draw_tiles(graph);
  draw_players(graph);
  draw_judgement(graph);
  draw_gradients(graph);
  draw_legend(graph);
}

}  // namespace ganscope::panels::slowly
