#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"

// The part as a formula: its terms over the colour of whose they are, plain words, and numbers that come out.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using config::Player;
using ui::Font;

/// One term: above (a fraction where there is something below), whose it is, what it says, its number.
struct Term {
  std::string over, under = {};
  Player player = Player::none;
  std::string words = {}, number = {};
};

struct Formula {
  std::string over, under = {};  ///< what comes out, as a letter
  Player player = Player::none;
  std::string lead = "=";  ///< "= mean"
  std::vector<Term> terms = {};
  const char* sign = "·";  ///< between the terms
  std::string result_words = {}, result = {};
  bool broken = false;  ///< a number is not finite
};

std::string of(double value) { return significant(value, 3); }

Formula drawn(const Context& context, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  const std::string count = std::to_string(context.batch());
  Formula formula;
  if (facts.part == StepPart::draw_real) {
    formula = {.over = "x", .player = Player::none, .lead = "∼"};
    formula.terms = {{"p{sub:data}",
                      {},
                      Player::real,
                      ui.tr("the law of the data, known by samples alone"),
                      ui::thousands(context.model.status->data.count)},
                     {"N", {}, Player::none, ui.tr("samples in a batch"), count}};
    formula.sign = ",";
  } else if (facts.part == StepPart::draw_latents) {
    const double centre = mean(facts.latents.values);
    double square = 0;
    for (const float z : facts.latents.values) square += (double{z} - centre) * (double{z} - centre);
    const double spread =
        std::sqrt(square / static_cast<double>(std::max<size_t>(1, facts.latents.values.size())));
    formula = {.over = "z", .lead = "∼"};
    formula.terms = {{"N(0, 1)",
                      {},
                      Player::none,
                      ui.tr("standard normal, every number by itself"),
                      fmt::format("{} × {}", facts.latents.rows(), facts.latents.width())},
                     {"mean", {}, Player::none, ui.tr("of these numbers, by chance not 0"), of(centre)},
                     {"sd", {}, Player::none, ui.tr("of these numbers, by chance not 1"), of(spread)}};
    formula.sign = ",";
  } else {
    formula = {.over = "x", .lead = "="};
    formula.terms = {{"{G}",
                      {},
                      Player::generator,
                      ui.tr("all its weights, as they are now"),
                      ui::thousands(context.model.status->model.parameters_of("generator"))},
                     {"(z)", {}, Player::none, ui.tr("one latent for each fake"), count}};
    formula.sign = "";
  }
  return formula;
}

Formula judged(const Context& context, const Game& game, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  const bool real = facts.part == StepPart::judge_real;
  const std::vector<float>& logits = real ? facts.logits_real : facts.logits_fake;
  const std::string inside = real ? "({real:x})" : "({G}(z))";
  Formula formula{.over = (game.critic ? "{D:f}" : "{D}") + inside, .player = Player::discriminator};
  formula.terms = {
      {"mean v", {}, Player::discriminator, ui.tr("what comes out of the last layer"), of(mean(logits))}};
  if (game.belief) {
    formula.lead = "= σ(v),";
    formula.terms.push_back({"mean σ(v)",
                             {},
                             Player::discriminator,
                             ui.tr("as a share of certainty: 1 is surely real"),
                             of(mean_belief(logits))});
  } else {
    formula.lead = game.critic ? "= v," : "v:";
  }
  const auto above = std::ranges::count_if(logits, [](float v) { return v > 0; });
  formula.terms.push_back({game.belief ? "{D} > ½" : "v > 0",
                           {},
                           Player::none,
                           ui.tr(game.belief ? "taken for real" : "scored above nought"),
                           fmt::format("{} / {}", above, logits.size())});
  formula.sign = ",";
  return formula;
}

Formula loss_of_d(const Context& context, const Game& game, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  Formula formula{.over = "L{subD:D}", .player = Player::discriminator, .lead = "= mean"};
  const Added sum = added(facts.loss_real, facts.loss);
  if (facts.two_terms && !game.paired) {
    formula.terms = {{game.real_term, {}, Player::real, ui.tr("what the {real} samples cost"), sum.first},
                     {game.fake_term, {}, Player::generator, ui.tr("what the {G:fakes} cost"), sum.second}};
    formula.sign = "+ mean";
    formula.result = sum.sum;
  } else {
    formula.terms = {{game.real_term,
                      {},
                      Player::discriminator,
                      ui.tr(game.paired ? "for every pair: is the {real} one ahead of the {G:fake}?"
                                        : "all that it is asked, wrong labels as well"),
                      fmt::format("{:.3f}", facts.loss)}};
    formula.result = fmt::format("{:.3f}", facts.loss);
  }
  formula.result_words = ui.tr("loss");
  return formula;
}

Formula gradient_of_d(const Context& context, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  const api::PartFacts* loss = context.known(StepPart::loss_d);
  const double slopes =
      loss == nullptr ? 0 : total_length(loss->slopes_real) + total_length(loss->slopes_fake);
  const double weights = slopes > 0 ? facts.length / slopes : 0;
  const Multiplied numbers = multiplied(std::array{slopes, weights}, facts.length);
  Formula formula{.over = "∂L{subD:D}", .under = "∂θ", .player = Player::discriminator, .lead = "= mean"};
  formula.terms = {
      {"∂L{subD:D}", "∂v", Player::discriminator, ui.tr("how wrong its verdicts are"), numbers.factors[0]},
      {"∂v", "∂θ", Player::discriminator, ui.tr("how its weights move the verdict, all samples together"),
       numbers.factors[1]}};
  formula.result_words = ui.tr("norm");
  formula.result = numbers.product;
  return formula;
}

Formula move(const Context& context, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  const bool d = facts.part == StepPart::move_d;
  const Player player = d ? Player::discriminator : Player::generator;
  const double far = facts.rate > 0 ? facts.length / facts.rate : 0;
  const Multiplied numbers = multiplied(std::array{facts.rate, far}, facts.length);
  Formula formula{.over = d ? "Δθ{subD:D}" : "Δθ{subG:G}", .player = player, .lead = "= −"};
  formula.terms = {{"rate", {}, player, ui.tr("the learning rate now"), numbers.factors[0]},
                   {"optimiser(∂L/∂θ)",
                    {},
                    player,
                    ui.tr("the gradient, weighed by what the optimiser remembers"),
                    numbers.factors[1]}};
  formula.result_words = ui.tr("length");
  formula.result = numbers.product;
  return formula;
}

Formula loss_of_g(const Context& context, const Game& game, const api::PartFacts& facts) {
  Formula formula{.over = "L{subG:G}", .player = Player::generator, .lead = "= mean"};
  formula.terms = {{game.loss_g,
                    {},
                    Player::generator,
                    context.ui.tr(game.belief ? "what a {G:fake} costs that {D} doubts"
                                              : "what a {G:fake} costs by its verdict v"),
                    significant(facts.loss, 4)}};
  formula.result_words = context.ui.tr("loss");
  formula.result = significant(facts.loss, 4);
  return formula;
}

Formula gradient_of_g(const Context& context, const Game& game, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  Formula formula{.over = "∂L{subG:G}", .under = "∂θ", .player = Player::generator, .lead = "= mean"};
  const api::PartFacts* loss = context.known(StepPart::loss_g);
  const ChainOfG chain = loss == nullptr ? ChainOfG{} : chain_of_g(*loss, facts);
  const Multiplied numbers =
      multiplied(std::array{chain.verdict, chain.by_verdict, chain.by_weights}, chain.length);
  formula.terms = {
      {game.slope_g, {}, Player::discriminator, ui.tr(game.slope_words), numbers.factors[0]},
      {"∂v", "∂x", Player::discriminator,
       ui.tr(game.critic ? "which way the {D:critic}’s verdict rises" : "which way {D}’s verdict rises"),
       numbers.factors[1]},
      {"∂{G}(z)", "∂θ", Player::generator,
       ui.tr(context.points() ? "how {G}’s weights move the point" : "how {G}’s weights move the picture"),
       numbers.factors[2]}};
  formula.result_words = ui.tr("norm");
  formula.result = numbers.product;
  return formula;
}

Formula formula_of(const Context& context, const Game& game, const api::PartFacts& facts) {
  switch (facts.part) {
    case StepPart::draw_real:
    case StepPart::draw_latents:
    case StepPart::generate:
      return drawn(context, facts);
    case StepPart::judge_real:
    case StepPart::judge_fake:
    case StepPart::judge_again:
      return judged(context, game, facts);
    case StepPart::loss_d:
      return loss_of_d(context, game, facts);
    case StepPart::gradient_d:
      return gradient_of_d(context, facts);
    case StepPart::loss_g:
      return loss_of_g(context, game, facts);
    case StepPart::gradient_g:
      return gradient_of_g(context, game, facts);
    default:
      return move(context, facts);
  }
}

/// A term, or a fraction, centred between `left` and `left + width`; `middle` is the line of the fraction.
void draw_fraction(const ui::Ui& ui, float left, float width, float middle, ImU32 colour,
                   const std::string& over, const std::string& under) {
  const float line = ui.px(22);
  if (under.empty())
    return draw_middle_words(ui, {left, middle - line / 2}, width, Font::title, colour, over);
  draw_middle_words(ui, {left, middle - line - ui.px(4)}, width, Font::title, colour, over);
  draw_middle_words(ui, {left, middle + ui.px(2)}, width, Font::title, colour, under);
  const float half = 0.5F * std::max(ui::rich_text_width(ui, Font::title, over),
                                     ui::rich_text_width(ui, Font::title, under)) +
                     ui.px(3);
  const float centre = left + width / 2;
  ImGui::GetWindowDrawList()->AddLine({centre - half, middle}, {centre + half, middle}, colour, ui.px(1.5F));
}

float fraction_width(const ui::Ui& ui, const std::string& over, const std::string& under) {
  return std::max(ui::rich_text_width(ui, Font::title, over), ui::rich_text_width(ui, Font::title, under)) +
         ui.px(8);
}

/// Words in at most two lines, centred.
void draw_plain(const ui::Ui& ui, ImVec2 at, float width, const std::string& words) {
  const float whole = ui::rich_text_width(ui, Font::caption, words);
  if (whole <= width) return draw_middle_words(ui, at, width, Font::caption, ui.theme.t2, words);
  // The break nearest to the middle; Chinese has none that we need.
  size_t best = std::string::npos;
  int depth = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == '{') ++depth;
    if (words[i] == '}') --depth;
    if (words[i] != ' ' || depth > 0) continue;
    const auto far = [&](size_t place) {
      return place > words.size() / 2 ? place - words.size() / 2 : words.size() / 2 - place;
    };
    if (best == std::string::npos || far(i) < far(best)) best = i;
  }
  if (best == std::string::npos) return draw_middle_words(ui, at, width, Font::caption, ui.theme.t2, words);
  draw_middle_words(ui, at, width, Font::caption, ui.theme.t2, words.substr(0, best));
  draw_middle_words(ui, {at.x, at.y + ui.px(17)}, width, Font::caption, ui.theme.t2, words.substr(best + 1));
}

/// The one word among the signs of a formula, in the user's language.
std::string in_words(const ui::Ui& ui, std::string signs) {
  if (const size_t at = signs.find("mean"); at != std::string::npos) signs.replace(at, 4, ui.tr("mean"));
  return signs;
}

void draw_terms(const Context& context, const Area& area, const Formula& formula, bool finite) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = area.min.y + ui.px(36), bar = middle + ui.px(36), number = bar + ui.px(52);
  const ImU32 own = colour_of(ui, formula.player);
  const float left_width = fraction_width(ui, formula.over, formula.under);
  draw_fraction(ui, area.min.x, left_width, middle, formula.player == Player::none ? ui.theme.t1 : own,
                formula.over, formula.under);
  float x = area.min.x + left_width + ui.px(8);
  x += ui::rich_text_at(ui, draw, {x, middle - ui.px(11)}, Font::title, ui.theme.t1,
                        in_words(ui, formula.lead)) +
       ui.px(20);
  const float first = std::max(x, area.min.x + ui.px(130));
  const auto count = static_cast<float>(formula.terms.size());
  const std::string between = in_words(ui, formula.sign);
  const float sign = ui::rich_text_width(ui, Font::title, between) + ui.px(24);
  const float each = (area.max.x - first - sign * (count - 1)) / count;
  x = first;
  for (size_t i = 0; i < formula.terms.size(); ++i) {
    const Term& term = formula.terms[i];
    const ImU32 colour = term.player == Player::none ? ui.theme.t1 : colour_of(ui, term.player);
    draw_fraction(ui, x, each, middle, term.under.empty() ? ui.theme.t1 : colour, in_words(ui, term.over),
                  term.under);
    draw->AddRectFilled({x, bar}, {x + each, bar + ui.px(4)},
                        term.player == Player::none ? ui.theme.t3 : colour, ui.px(2));
    draw_plain(ui, {x, bar + ui.px(10)}, each, term.words);
    const std::string shown = ui::with_minus(term.number);
    const ImVec2 extent = ui::text_size(ui, Font::mono, shown);
    const ImVec2 at{std::round(x + (each - extent.x) / 2), number};
    ui::text_at(ui, draw, at, Font::mono, colour, shown);
    context.ui.items.add(fmt::format("playground/slowly/term/{}", i + 1), {x, middle - ui.px(24)},
                         {x + each, number + extent.y}, term.number);
    x += each;
    if (i + 1 == formula.terms.size()) break;
    draw_middle_words(ui, {x, middle - ui.px(11)}, sign, Font::title, ui.theme.t1, between);
    const bool numeric = formula.sign[0] == '+' || formula.sign == std::string("·");
    if (numeric)
      draw_middle_words(ui, {x, number}, sign, Font::mono, ui.theme.t3, formula.sign[0] == '+' ? "+" : "·");
    x += sign;
  }
  if (formula.result.empty()) return;
  float at = area.min.x;
  at +=
      ui::rich_text_at(ui, draw, {at, number + ui.px(2)}, Font::caption, ui.theme.t3, formula.result_words) +
      ui.px(8);
  const std::string result = ui::with_minus(formula.result);
  ui::text_at(ui, draw, {at, number}, Font::mono, finite ? ui.theme.t1 : ui.theme.warn, result);
  const float end = at + ui::text_size(ui, Font::mono, result).x;
  context.ui.items.add("playground/slowly/result", {area.min.x, number}, {end, number + ui.px(20)},
                       formula.result);
  ui::text_at(ui, draw, {end + ui.px(10), number}, Font::mono, ui.theme.t3, "=");
  if (!finite)
    ui::draw_icon(draw, ui::Icon::warning, {end + ui.px(44), number + ui.px(9)}, ui.px(16), ui.theme.warn);
}

}  // namespace

void draw_formula(const Context& context, const Area& area) {
  const ui::Ui& ui = context.ui;
  const api::PartFacts* facts = model::slow_part(context.model);
  if (facts == nullptr) return;
  const Game game = game_of(context.model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(area.min, area.max, ui.theme.bg0, ui.px(4));
  const Area inner{{area.min.x + ui.px(24), area.min.y + ui.px(14)}, {area.max.x - ui.px(24), area.max.y}};
  draw_terms(context, inner, formula_of(context, game, *facts), facts->finite);
  const float line = inner.min.y + ui.px(156);
  draw->AddLine({inner.min.x, line}, {inner.max.x, line}, ui.theme.line, ui.px(1));
  const std::string tag = fmt::format(
      "{} {}", facts->part == StepPart::draw_real || facts->part == StepPart::judge_real ? "x" : "z",
      context.sample());
  const float tag_width = ui::text_size(ui, Font::mono_small, tag).x + ui.px(14);
  const float top = line + ui.px(14);
  draw->AddRectFilled({inner.min.x, top}, {inner.min.x + tag_width, top + ui.px(22)}, ui.theme.t1, ui.px(4));
  ui::text_at(ui, draw, {inner.min.x + ui.px(7), top + ui.px(3)}, Font::mono_small, ui.theme.bg0, tag);
  const std::string example = example_words(context, game, *facts);
  ui::rich_text_at(ui, draw, {inner.min.x + tag_width + ui.px(10), top + ui.px(1)}, Font::body, ui.theme.t1,
                   example);
  context.ui.items.add("playground/slowly/example", {inner.min.x, top}, {inner.max.x, top + ui.px(22)},
                       ui::plain_words(tag + " " + example));
  const std::string remark = remark_of(context, game, *facts);
  ui::rich_text_at(ui, draw, {inner.min.x, top + ui.px(34)}, Font::caption,
                   facts->finite ? ui.theme.t3 : ui.theme.warn, remark);
}

}  // namespace ganscope::panels::slowly
