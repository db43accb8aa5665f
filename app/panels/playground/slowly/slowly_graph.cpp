#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/ui/widgets/scatter.h"

// The graph: noise → G → fake, real → D → verdict → losses, and the gradients back.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using ui::Font;

constexpr float idle = 0.45F;  // alpha of what takes no part
constexpr float tile = 88;     // design px

enum Box {
  box_noise,
  box_generator,
  box_fake,
  box_discriminator,
  box_verdict_fake,
  box_loss_g,
  box_data,
  box_real,
  box_verdict_real,
  box_loss_d,
  box_boxes
};
using Taking = std::array<bool, box_boxes>;

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

/// Where everything lies.
struct Places {
  std::array<Area, box_boxes> of;
  float unit = 1;
};

Places places_in(const ui::Ui& ui, const Area& area) {
  Places places;
  const float width = area.width() / 782;
  const float height = std::min(ui.px(380), area.height()) / 380;
  const float side = std::min({ui.px(tile), tile * width, tile * height});
  places.unit = side / tile;
  const auto at = [&](Box box, float x, float y, float w, float h) {
    const ImVec2 min{std::round(area.min.x + x * width), std::round(area.min.y + y * height)};
    places.of[box] = {min, {min.x + w * places.unit, min.y + h * places.unit}};
  };
  at(box_noise, 0, 64, tile, tile);
  at(box_generator, 130, 70, 102, 76);
  at(box_fake, 272, 64, tile, tile);
  at(box_verdict_fake, 582, 64, tile, tile);
  at(box_loss_g, 710, 64, 72, tile);
  at(box_data, 130, 260, 102, 76);
  at(box_real, 272, 254, tile, tile);
  at(box_verdict_real, 582, 254, tile, tile);
  at(box_loss_d, 710, 254, 72, tile);
  at(box_discriminator, 426, 50, 106, 0);
  places.of[box_discriminator].max.y = places.of[box_real].max.y + ui.px(14);
  for (const Box box : {box_loss_g, box_loss_d}) {  // both end at the edge
    const float w = places.of[box].width();
    places.of[box].max.x = area.max.x;
    places.of[box].min.x = area.max.x - w;
  }
  return places;
}

struct Graph {
  const Context& context;
  const ui::Ui& ui;
  ImDrawList* draw;
  Places places;
  Taking taking;
  StepPart part;
  Game game;

  [[nodiscard]] float alpha(Box box) const { return taking[box] ? 1.0F : idle; }
  [[nodiscard]] ImU32 faded(ImU32 colour, Box box) const { return ui::faded(colour, alpha(box)); }
  [[nodiscard]] const Area& of(Box box) const { return places.of[box]; }

  void caption(Box box, const std::string& marked, bool below = false) const {
    const Area& area = of(box);
    ui::rich_text_at(ui, draw, {area.min.x, below ? area.max.y + ui.px(6) : area.min.y - ui.px(21)},
                     Font::caption, faded(ui.theme.t2, box), marked);
  }
  void well(Box box) const {
    draw->AddRectFilled(of(box).min, of(box).max, faded(ui.theme.bg0, box), ui.px(3));
  }

  void forward(Box from, Box to, bool active, float share = 0.36F) const {
    const float y = of(from).min.y + share * of(from).height();
    draw_arrow(draw, {of(from).max.x + ui.px(1), y}, {of(to).min.x - ui.px(2), y},
               ui::faded(ui.theme.t3, active ? 1 : idle * 0.8F), ui.px(2));
  }
  void gradient(Box from, Box to, ImU32 colour, float share = 0.66F) const {
    const Area& row = of(to == box_discriminator ? from : to == box_generator ? from : to);
    const float y = row.min.y + share * row.height();
    draw_arrow(draw, {of(from).min.x - ui.px(2), y}, {of(to).max.x + ui.px(3), y}, colour, ui.px(4));
  }
  /// A norm on a plate, centred at `x`.
  void norm(const std::string& name, float x, float y, const char* of_what, double value,
            ImU32 colour) const {
    const std::string words = fmt::format("{} ", of_what), number = significant(value, 2);
    const float left = ui::text_size(ui, Font::caption, words).x;
    const float whole = left + ui::text_size(ui, Font::mono_small, number).x;
    const ImVec2 min{std::round(x - whole / 2 - ui.px(8)), std::round(y)};
    const ImVec2 max{min.x + whole + ui.px(16), min.y + ui.px(24)};
    draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(4));
    draw->AddRect(min, max, ui.theme.line2, ui.px(4), 0, ui.px(1));
    ui::text_at(ui, draw, {min.x + ui.px(8), min.y + ui.px(3)}, Font::caption, ui.theme.t1, words);
    ui::text_at(ui, draw, {min.x + ui.px(8) + left, min.y + ui.px(4)}, Font::mono_small, colour, number);
    context.ui.items.add("playground/slowly/norm/" + name, min, max, number);
  }
};

void draw_samples(const Graph& graph, Box box, const api::Numbers& rows, bool ring, int first_picture) {
  const Area& area = graph.of(box);
  const Context& context = graph.context;
  if (!context.points() && box != box_noise) {
    const float half = std::floor(area.width() / 2);
    for (int i = 0; i < 4; ++i)
      draw_picture(
          context, first_picture + i,
          {area.min.x + half * static_cast<float>(i % 2), area.min.y + half * static_cast<float>(i / 2)},
          half);
    if (!graph.taking[box])
      graph.draw->AddRectFilled(area.min, area.max, ui::faded(graph.ui.theme.bg1, 0.5F));
    return;
  }
  const std::vector<float> points = pairs(rows);
  ui::ScatterSpec spec;
  spec.view = box == box_noise ? ui::PlaneView{0, 0, 3.2} : ui::plane_view(context.model.preview->points);
  spec.min = area.min;
  spec.max = area.max;
  const ui::Theme& theme = graph.ui.theme;
  const ImU32 colour = graph.faded(box == box_noise ? theme.t2 : ring ? theme.real : theme.g, box);
  graph.draw->PushClipRect(area.min, area.max, true);
  if (ring)
    ui::draw_rings(graph.draw, points, spec, graph.ui.px(2.4F), graph.ui.px(1), colour);
  else
    ui::draw_discs(graph.draw, points, spec, graph.ui.px(1.9F), colour, ui::faded(theme.bg0, 0));
  const size_t sample = context.sample();
  if (!ring && 2 * sample + 1 < points.size()) {
    const std::span one(points.data() + 2 * sample, 2);
    ui::draw_discs(graph.draw, one, spec, graph.ui.px(4), colour, graph.faded(theme.t1, box));
  }
  graph.draw->PopClipRect();
}

/// What D says of a batch, as bars: from 0 to 1 where that is a belief, else over what there is.
void draw_verdicts(const Graph& graph, Box box, const std::vector<float>* logits, ImU32 colour,
                   const char* title) {
  const Area& area = graph.of(box);
  const ui::Ui& ui = graph.ui;
  graph.well(box);
  if (logits == nullptr || logits->empty()) return graph.caption(box, ui.tr(title));
  graph.caption(box, fmt::format("{} {{n:{}}}", ui.tr(title),
                                 ui::with_minus(significant(said(graph.game, *logits), 2))));
  constexpr int bins = 12;
  const float foot = area.max.y - ui.px(19);
  double low = 0, high = 1;
  std::vector<float> values;
  for (const float v : *logits) values.push_back(static_cast<float>(said(graph.game, v)));
  if (!graph.game.belief) {
    const auto [least, most_said] = std::ranges::minmax(values);
    low = double{least};
    high = std::max(double{most_said}, low + 1e-6);
  }
  const std::vector<float> shares = histogram(values, low, high, bins);
  const float most = std::max(1e-6F, *std::ranges::max_element(shares));
  const float left = area.min.x + ui.px(5), width = (area.width() - ui.px(10)) / bins;
  for (int i = 0; i < bins; ++i) {
    const float tall = (foot - area.min.y - ui.px(10)) * shares[static_cast<size_t>(i)] / most;
    if (tall <= 0) continue;
    const float x = left + width * static_cast<float>(i);
    graph.draw->AddRectFilled({x, foot - tall}, {x + width - ui.px(1), foot}, graph.faded(colour, box));
  }
  const ImU32 words = graph.faded(ui.theme.t3, box);
  const float base = foot + ui.px(2);
  const auto label = [&](float share, const std::string& text) {
    const float x = left + share * width * bins - ui::text_size(ui, Font::caption, text).x * share;
    ui::text_at(ui, graph.draw, {x, base}, Font::caption, words, text);
  };
  label(0, graph.game.belief ? "0" : ui::with_minus(significant(low, 2)));
  if (graph.game.belief) label(0.5F, "½");
  label(1, graph.game.belief ? "1" : ui::with_minus(significant(high, 2)));
}

void draw_box(const Graph& graph, Box box, ImU32 colour, const std::string& title, const std::string& below,
              const std::string& further) {
  const Area& area = graph.of(box);
  const ui::Ui& ui = graph.ui;
  graph.draw->AddRectFilled(area.min, area.max, graph.faded(ui.theme.bg2, box), ui.px(5));
  graph.draw->AddRect(area.min, area.max, graph.faded(colour, box), ui.px(5), 0, ui.px(2));
  const float middle = (area.min.y + area.max.y) / 2;
  draw_middle_words(ui, {area.min.x, middle - ui.px(14)}, area.width(), Font::title,
                    graph.faded(ui.theme.t1, box), title);
  const bool inside = box == box_discriminator;
  const float y = inside ? middle + ui.px(22) : area.max.y + ui.px(6);
  draw_middle_words(ui, {area.min.x, y}, area.width(), Font::caption, graph.faded(ui.theme.t2, box), below);
  draw_middle_words(ui, {area.min.x, y + ui.px(17)}, area.width(), Font::caption,
                    graph.faded(ui.theme.t3, box), further);
}

void draw_loss(const Graph& graph, Box box, ImU32 colour, const std::string& title,
               const api::PartFacts* before, const api::PartFacts* after) {
  const Area& area = graph.of(box);
  const ui::Ui& ui = graph.ui;
  graph.draw->AddRectFilled(area.min, area.max, graph.faded(ui.theme.bg2, box), ui.px(5));
  graph.draw->AddRect(area.min, area.max, graph.faded(colour, box), ui.px(5), 0, ui.px(2));
  draw_middle_words(ui, {area.min.x, area.min.y + ui.px(16)}, area.width(), Font::title,
                    graph.faded(ui.theme.t1, box), title);
  const api::PartFacts* latest = after != nullptr ? after : before;
  if (latest == nullptr) return;
  const std::string number = significant(latest->loss, 4);
  draw_middle_words(ui, {area.min.x, area.min.y + ui.px(46)}, area.width(), Font::mono_small,
                    graph.faded(latest->finite ? ui.theme.t1 : ui.theme.warn, box), ui::with_minus(number));
  graph.context.ui.items.add(box == box_loss_g ? "playground/slowly/loss_g" : "playground/slowly/loss_d",
                             area.min, area.max, number);
}

void draw_edges(const Graph& graph) {
  const StepPart part = graph.part;
  const bool judged_fake = part == StepPart::judge_fake || part == StepPart::judge_again;
  const bool made = part == StepPart::generate || part == StepPart::move_g;
  graph.forward(box_noise, box_generator, made);
  graph.forward(box_generator, box_fake, made);
  graph.forward(box_fake, box_discriminator, judged_fake);
  const float top = graph.of(box_verdict_fake).min.y + 0.36F * graph.of(box_verdict_fake).height();
  const float low = graph.of(box_verdict_real).min.y + 0.36F * graph.of(box_verdict_real).height();
  const auto from_d = [&](float y, bool active, Box to) {
    draw_arrow(graph.draw, {graph.of(box_discriminator).max.x + graph.ui.px(1), y},
               {graph.of(to).min.x - graph.ui.px(2), y},
               ui::faded(graph.ui.theme.t3, active ? 1 : idle * 0.8F), graph.ui.px(2));
  };
  from_d(top, judged_fake, box_verdict_fake);
  from_d(low, part == StepPart::judge_real, box_verdict_real);
  graph.forward(box_verdict_fake, box_loss_g, part == StepPart::loss_g);
  graph.forward(box_data, box_real, part == StepPart::draw_real);
  graph.forward(box_real, box_discriminator, part == StepPart::judge_real);
  graph.forward(box_verdict_real, box_loss_d, part == StepPart::loss_d);
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
    graph.gradient(box_loss_d, box_verdict_real, ui.theme.d);
    graph.gradient(box_verdict_real, box_discriminator, ui.theme.d);
    graph.gradient(box_verdict_fake, box_discriminator, ui.theme.d);
    const api::PartFacts* loss = graph.context.known(StepPart::loss_d);
    const float middle = (graph.of(box_discriminator).min.x + graph.of(box_discriminator).max.x) / 2;
    graph.norm("weights", middle, graph.of(box_discriminator).max.y + ui.px(8), "∂L/∂θ", facts->length,
               ui.theme.d);
    if (loss != nullptr)
      graph.norm("verdict", (graph.of(box_verdict_real).max.x + graph.of(box_loss_d).min.x) / 2,
                 graph.of(box_verdict_real).max.y + ui.px(8), "∂L/∂v",
                 total_length(loss->slopes_real) + total_length(loss->slopes_fake), ui.theme.d);
  }
  if (graph.part != StepPart::gradient_g) return;
  graph.gradient(box_loss_g, box_verdict_fake, ui.theme.g);
  graph.gradient(box_verdict_fake, box_discriminator, ui.theme.g);
  graph.gradient(box_discriminator, box_fake, ui.theme.g);
  graph.gradient(box_fake, box_generator, ui.theme.g);
  const api::PartFacts* loss = graph.context.known(StepPart::loss_g);
  if (loss == nullptr) return;
  const ChainOfG chain = chain_of_g(*loss, *facts);
  const float below = graph.of(box_fake).max.y + ui.px(8);
  graph.norm("verdict", (graph.of(box_verdict_fake).max.x + graph.of(box_loss_g).min.x) / 2, below, "∂L/∂v",
             chain.verdict, ui.theme.g);
  graph.norm("fake", (graph.of(box_fake).max.x + graph.of(box_discriminator).min.x) / 2, below, "∂L/∂x",
             chain.at_samples(), ui.theme.g);
  graph.norm("weights", (graph.of(box_generator).min.x + graph.of(box_generator).max.x) / 2,
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

void draw_tiles(const Graph& graph) {
  const Context& context = graph.context;
  const ui::Ui& ui = graph.ui;
  const model::SlowPictures pictures = model::slow_pictures(context.model);
  graph.well(box_noise);
  graph.caption(box_noise, fmt::format("{} z", ui.tr("noise")));
  if (const auto* latents = context.known(StepPart::draw_latents)) {
    draw_samples(graph, box_noise, latents->latents, false, 0);
    graph.caption(box_noise, fmt::format("{{n:{} × {}}}", latents->latents.rows(), latents->latents.width()),
                  true);
  }
  graph.well(box_fake);
  graph.caption(box_fake, std::string(ui.tr("{G:fake}")) + " x = G(z)");
  const auto* moved = context.known(StepPart::move_g);
  if (const auto* made = moved != nullptr ? moved : context.known(StepPart::generate))
    draw_samples(graph, box_fake, made->samples, false,
                 moved != nullptr ? pictures.later(0) : pictures.fake(0));
  graph.well(box_real);
  graph.caption(box_real, std::string(ui.tr("{real}")) + " x");
  if (const auto* drawn = context.known(StepPart::draw_real))
    draw_samples(graph, box_real, drawn->samples, true, pictures.real(0));
}

}  // namespace

void draw_graph(const Context& context, const Area& area) {
  const api::PartFacts* facts = model::slow_part(context.model);
  if (facts == nullptr) return;
  const ui::Ui& ui = context.ui;
  const Graph graph{context,
                    ui,
                    ImGui::GetWindowDrawList(),
                    places_in(ui, area),
                    taking_part(facts->part),
                    facts->part,
                    game_of(context.model)};
  const api::Status& status = *context.model.status;
  const std::vector<api::LayerRow> none;
  const std::vector<api::LayerRow>& layers = status.layers != nullptr ? *status.layers : none;
  draw_edges(graph);
  draw_tiles(graph);
  const std::string weights = std::string(" ") + ui.tr("weights");
  const bool still = facts->part > StepPart::move_d;
  draw_box(graph, box_generator, ui.theme.g, "{G}",
           "{n:" + chain_words(layers, api::LayerRow::Net::generator) + "}",
           "{n:" + ui::thousands(status.parameters_g) + "}" + weights);
  draw_box(
      graph, box_discriminator, ui.theme.d, "{D}",
      "{n:" + chain_words(layers, api::LayerRow::Net::discriminator) + "}",
      still ? std::string(ui.tr("held still")) : "{n:" + ui::thousands(status.parameters_d) + "}" + weights);
  draw_box(graph, box_data, ui.theme.real, ui.tr("data"), ui.tr(status.data.title.c_str()),
           "{n:" + ui::thousands(status.data.count) + "}");
  const auto* judged = context.known(StepPart::judge_real);
  const auto* first = context.known(StepPart::judge_fake);
  const auto* again = context.known(StepPart::judge_again);
  const auto* fakes = again != nullptr ? again : first;
  draw_verdicts(graph, box_verdict_fake, fakes == nullptr ? nullptr : &fakes->logits_fake, ui.theme.g,
                "verdict");
  draw_verdicts(graph, box_verdict_real, judged == nullptr ? nullptr : &judged->logits_real, ui.theme.real,
                "verdict");
  draw_loss(graph, box_loss_g, ui.theme.g, "L{G}", context.known(StepPart::loss_g),
            context.known(StepPart::move_g));
  draw_loss(graph, box_loss_d, ui.theme.d, "L{D}", context.known(StepPart::loss_d),
            context.known(StepPart::move_d));
  draw_gradients(graph);
  draw_legend(graph);
}

}  // namespace ganscope::panels::slowly
