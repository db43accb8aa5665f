#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/panels/playground/slowly/slowly_graph_parts.h"
#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/scatter.h"

// What stands in the graph: pictures of the batch, the players, verdicts and losses.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using ui::Font;

void draw_well(const Graph& graph, Box box) {
  graph.draw->AddRectFilled(graph.of(box).min, graph.of(box).max, graph.faded(graph.ui.theme.bg0, box),
                            graph.ui.px(3));
}

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
  draw_well(graph, box);
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

/// A press on a player opens it.
void draw_opener(const Graph& graph, Box box, model::Slowly::Box which, const char* name) {
  ui::Ui& ui = graph.ui;
  const Area& area = graph.of(box);
  ImGui::SetCursorScreenPos(area.min);
  const bool pressed = ui::press_area(name, {area.width(), area.height()});
  const bool hovered = ImGui::IsItemHovered();
  ui.items.add(name, area.min, area.max);
  ui::tooltip(ui, ui.tr("Open it: what each of its neurons answers."), "N");
  if (hovered) {
    graph.draw->AddRectFilled(area.min, area.max, ui::faded(ui.theme.t1, 0.06F), ui.px(5));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  ui::draw_icon(graph.draw, ui::Icon::plus, {area.max.x - ui.px(12), area.min.y + ui.px(12)}, ui.px(12),
                hovered ? ui.theme.t1 : graph.faded(ui.theme.t3, box));
  if (pressed)
    playground::change(graph.context.actions,
                       [which](model::UiModel& model) { model::open_slow_box(model, which); });
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

}  // namespace

void Graph::caption(Box box, const std::string& marked, bool below) const {
  const Area& area = of(box);
  ui::rich_text_at(ui, draw, {area.min.x, below ? area.max.y + ui.px(6) : area.min.y - ui.px(21)},
                   Font::caption, faded(ui.theme.t2, box), marked);
}

void draw_tiles(const Graph& graph) {
  const Context& context = graph.context;
  const ui::Ui& ui = graph.ui;
  const model::SlowPictures pictures = model::slow_pictures(context.model);
  draw_well(graph, box_noise);
  graph.caption(box_noise, fmt::format("{} z", ui.tr("noise")));
  if (const auto* latents = context.known(StepPart::draw_latents)) {
    draw_samples(graph, box_noise, latents->latents, false, 0);
    graph.caption(box_noise, fmt::format("{{n:{} × {}}}", latents->latents.rows(), latents->latents.width()),
                  true);
  }
  draw_well(graph, box_fake);
  graph.caption(box_fake, std::string(ui.tr("{G:fake}")) + " x = G(z)");
  const auto* moved = context.known(StepPart::move_g);
  if (const auto* made = moved != nullptr ? moved : context.known(StepPart::generate))
    draw_samples(graph, box_fake, made->samples, false,
                 moved != nullptr ? pictures.later(0) : pictures.fake(0));
  draw_well(graph, box_real);
  graph.caption(box_real, std::string(ui.tr("{real}")) + " x");
  if (const auto* drawn = context.known(StepPart::draw_real))
    draw_samples(graph, box_real, drawn->samples, true, pictures.real(0));
}

void draw_players(const Graph& graph) {
  const ui::Ui& ui = graph.ui;
  const api::Status& status = *graph.context.model.status;
  const std::vector<api::LayerRow> none;
  const std::vector<api::LayerRow>& layers = status.layers != nullptr ? *status.layers : none;
  const std::string weights = std::string(" ") + ui.tr("weights");
  draw_box(graph, box_generator, ui.theme.g, "{G}", "{n:" + chain_words(layers, "generator") + "}",
           "{n:" + ui::thousands(status.model.parameters_of("generator")) + "}" + weights);
  draw_box(graph, box_discriminator, ui.theme.d, "{D}", "{n:" + chain_words(layers, "discriminator") + "}",
           graph.part > StepPart::move_d
               ? std::string(ui.tr("held still"))
               : "{n:" + ui::thousands(status.model.parameters_of("discriminator")) + "}" + weights);
  draw_box(graph, box_data, ui.theme.real, ui.tr("data"), ui.tr(status.data.title.c_str()),
           "{n:" + ui::thousands(status.data.count) + "}");
  draw_opener(graph, box_generator, model::Slowly::Box::generator, "playground/slowly/box/generator");
  draw_opener(graph, box_discriminator, model::Slowly::Box::discriminator,
              "playground/slowly/box/discriminator");
}

void draw_judgement(const Graph& graph) {
  const Context& context = graph.context;
  const ui::Theme& theme = graph.ui.theme;
  const auto* judged = context.known(StepPart::judge_real);
  const auto* first = context.known(StepPart::judge_fake);
  const auto* again = context.known(StepPart::judge_again);
  const auto* fakes = again != nullptr ? again : first;
  draw_verdicts(graph, box_verdict_fake, fakes == nullptr ? nullptr : &fakes->logits_fake, theme.g,
                "verdict");
  draw_verdicts(graph, box_verdict_real, judged == nullptr ? nullptr : &judged->logits_real, theme.real,
                "verdict");
  draw_loss(graph, box_loss_g, theme.g, "L{subG:G}", context.known(StepPart::loss_g),
            context.known(StepPart::move_g));
  draw_loss(graph, box_loss_d, theme.d, "L{subD:D}", context.known(StepPart::loss_d),
            context.known(StepPart::move_d));
}

}  // namespace ganscope::panels::slowly
