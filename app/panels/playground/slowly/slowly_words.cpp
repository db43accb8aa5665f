#include <fmt/format.h>

#include <array>
#include <map>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "core/base/sigmoid.h"

// What the parts of a step are called, and what is said of them.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using model::UiModel;

std::string option_text(const UiModel& model, const std::string& key) {
  const config::Settings& settings = model.status->experiment->settings;
  return settings.has(key) ? settings.text(key) : std::string();
}

bool option_on(const UiModel& model, const std::string& key) {
  const config::Settings& settings = model.status->experiment->settings;
  return settings.has(key) && settings.flag(key);
}

constexpr const char* sure_it_is_fake = "how sure {D} is that it is fake";
constexpr const char* sure_it_is_real = "how sure {D} is that it is real";
constexpr const char* the_same = "the same for every fake";
constexpr const char* from_its_mark = "how far it is from its mark, 1";
constexpr const char* by_its_ratio = "how much more likely real than fake {D} finds it";
constexpr const char* behind_its_rival = "how far it is behind its real rival";

/// D's best answer is log odds, and σ of it a belief: the classical games.
void classical(Game& game) {
  game.real_term = "−log {D}(x)";
  game.fake_term = "−log(1 − {D}({G}(z)))";
  if (game.key == "minimax") {
    game.loss_g = "log(1 − {D}({G}(z)))";
    game.slope_g = "−{D}({G}(z))";
    game.slope_words = sure_it_is_real;
    game.remark =
        "Minimax: where {D} is sure that it is fake, the first term is near nothing, and {G} hears nothing.";
  } else if (game.key == "maximum-likelihood") {
    game.loss_g = "−exp v";
    game.slope_g = "−exp v";
    game.slope_words = by_its_ratio;
    game.remark = "Only fakes that {D} finds real pull at {G}: at first there are hardly any.";
  } else {
    game.loss_g = "−log {D}({G}(z))";
    game.slope_g = "−(1 − {D}({G}(z)))";
    game.slope_words = sure_it_is_fake;
    game.remark =
        "With minimax the first term is {D}({G}(z)): near nothing once {D} is sure. That is why it is not "
        "used.";
  }
}

void least_squares(Game& game) {
  game.belief = false;
  game.real_term = "½(v − 1)²";
  game.fake_term = "½v²";
  game.loss_g = "½(v − 1)²";
  game.slope_g = "v − 1";
  game.slope_words = from_its_mark;
  game.remark = "A fake that {D} scores above 1 is pulled back: the mark is a place, not a direction.";
}

void critics(Game& game) {
  game.belief = false;
  game.critic = game.key.starts_with("wgan");
  game.real_term = game.critic ? "−{D:f}(x)" : "max(0, 1 − v)";
  game.fake_term = game.critic ? "{D:f}({G}(z))" : "max(0, 1 + v)";
  game.loss_g = game.critic ? "−{D:f}({G}(z))" : "−v";
  game.slope_g = "−1";
  game.slope_words = the_same;
  game.remark =
      game.critic
          ? "Every fake is pulled alike, sure or not: only how steep the {D:critic} is tells them apart."
          : "Every fake is pulled alike; it is {D} that stops pushing beyond its margin of 1.";
}

void relativistic(Game& game) {
  game.paired = true;
  game.belief = false;
  game.real_term = "log(1 + exp(−(v({real:x}) − v({G}(z)))))";
  game.loss_g = "log(1 + exp(−(v({G}(z)) − v({real:x}))))";
  game.slope_g = "−σ(v({real:x}) − v({G}(z)))";
  game.slope_words = behind_its_rival;
  game.remark = "Each fake is judged against one real sample of the batch, so none is pulled for nothing.";
}

struct Divergence {
  const char *real, *fake, *practical, *practical_slope, *bound, *bound_slope;
};

void f_gan(Game& game, bool practical) {
  static const std::map<std::string, Divergence, std::less<>> all = {
      {"fgan-kl", {"−v", "exp(v − 1)", "−v", "−1", "−exp(v − 1)", "−exp(v − 1)"}},
      {"fgan-reverse-kl", {"exp(−v)", "v − 1", "exp(−v)", "−exp(−v)", "1 − v", "−1"}},
      {"fgan-pearson", {"−v", "¼v² + v", "−v", "−1", "−¼v² − v", "−½v − 1"}},
      {"fgan-hellinger", {"exp(−v) − 1", "exp v − 1", "exp(−v) − 1", "−exp(−v)", "1 − exp v", "−exp v"}},
      {"fgan-js",
       {"log(1 + exp(−v)) − log 2", "log(1 + exp v) − log 2", "log(1 + exp(−v)) − log 2", "−(1 − σ(v))",
        "log 2 − log(1 + exp v)", "−σ(v)"}}};
  const auto found = all.find(game.key);
  if (found == all.end()) return;
  const Divergence& by = found->second;
  game.belief = game.key == "fgan-js";
  game.real_term = by.real;
  game.fake_term = by.fake;
  game.loss_g = practical ? by.practical : by.bound;
  game.slope_g = practical ? by.practical_slope : by.bound_slope;
  game.slope_words = "how much its verdict counts";
  game.remark = practical ? "{G} raises what {D} says of it, the paper’s practical variant."
                          : "{G} lowers the bound of the divergence itself.";
}

}  // namespace

Game game_of(const UiModel& model) {
  Game game;
  game.key = option_text(model, "objective");
  game.real_term = "ℓ(v({real:x}))";
  game.fake_term = "ℓ(v({G}(z)))";
  game.loss_g = "ℓ(v)";
  game.slope_g = "∂ℓ/∂v";
  game.slope_words = "how much its verdict counts";
  if (game.key == "least-squares")
    least_squares(game);
  else if (game.key == "hinge" || game.key.starts_with("wgan"))
    critics(game);
  else if (game.key == "relativistic")
    relativistic(game);
  else if (game.key.starts_with("fgan"))
    f_gan(game, option_on(model, "fgan_heuristic"));
  else
    classical(game);
  return game;
}

double said(const Game& game, const std::vector<float>& logits) {
  return game.belief ? mean_belief(logits) : mean(logits);
}
double said(const Game& game, float logit) { return game.belief ? sigmoid(double{logit}) : double{logit}; }

config::Player player_of(StepPart part) {
  if (part <= StepPart::generate) return config::Player::none;
  return part <= StepPart::move_d ? config::Player::discriminator : config::Player::generator;
}

ImU32 colour_of(const ui::Ui& ui, config::Player player) {
  return player == config::Player::none ? ui.theme.t3 : ui::player_colour(ui.theme, player);
}

const char* title_of(StepPart part, bool points, bool critic) {
  switch (part) {
    case StepPart::draw_real:
      return points ? "Draw {real} points" : "Draw {real} pictures";
    case StepPart::draw_latents:
      return "Draw latents";
    case StepPart::generate:
      return "Generate";
    case StepPart::judge_real:
      return critic ? "The {D:critic} judges the {real}" : "{D} judges the {real}";
    case StepPart::judge_fake:
      return critic ? "The {D:critic} judges the {G:fake}" : "{D} judges the {G:fake}";
    case StepPart::loss_d:
      return critic ? "The {D:critic}’s loss" : "{D}’s loss";
    case StepPart::gradient_d:
      return critic ? "The {D:critic}’s gradient" : "{D}’s gradient";
    case StepPart::move_d:
      return critic ? "The {D:critic} moves" : "{D} moves";
    case StepPart::judge_again:
      return critic ? "The {D:critic} judges again" : "{D} judges again";
    case StepPart::loss_g:
      return "{G}’s loss";
    case StepPart::gradient_g:
      return critic ? "Its gradient, through the {D:critic}" : "Its gradient, back through {D}";
    case StepPart::move_g:
      return "{G} moves";
  }
  return "";
}

const char* short_name(StepPart part, bool critic) {
  static constexpr std::array<const char*, api::step_parts> names{"real",    "z",        "G(z)", "D(x)",
                                                                  "D(G(z))", "L{sub:D}", "∇D",   "D moves",
                                                                  "again",   "L{sub:G}", "∇G",   "G moves"};
  if (critic && part == StepPart::judge_real) return "f(x)";
  if (critic && part == StepPart::judge_fake) return "f(G(z))";
  return names[static_cast<size_t>(part)];
}

namespace {

int64_t option_number(const UiModel& model, const std::string& key) {
  const config::Settings& settings = model.status->experiment->settings;
  return settings.has(key) ? settings.integer(key) : 1;
}

const char* sentence_of_d(const Context& context, StepPart part) {
  const bool simultaneous = option_text(context.model, "update_order") == "simultaneous";
  switch (part) {
    case StepPart::judge_real:
      return option_number(context.model, "packing") > 1
                 ? "It sees the {real} samples in packs and gives each pack one number."
                 : "It gives each {real} sample a number, v: the higher, the more real it looks.";
    case StepPart::judge_fake:
      return "The same for the {G:fakes}. It isn’t told which are which; only its loss is.";
    case StepPart::loss_d:
      return "It pays for {real} samples that it doubts, and for {G:fakes} that it believes.";
    case StepPart::gradient_d:
      return "How its loss changes with each of its weights, by the chain rule from the loss back.";
    default:
      return simultaneous ? "Both move at the same time, so it waited for {G}’s gradient."
                          : "The optimiser takes a step against the gradient, on {D}’s weights alone.";
  }
}

}  // namespace

const char* sentence_of(const Context& context, StepPart part) {
  const UiModel& model = context.model;
  switch (part) {
    case StepPart::draw_real:
      return context.points() ? "A batch of {real} points, dealt from the shuffled data."
                              : "A batch of {real} pictures, dealt from the shuffled data.";
    case StepPart::draw_latents:
      return "Noise, as many vectors: all that {G} is given.";
    case StepPart::generate:
      return "{G} makes a {G:fake} of every latent. Nothing is learned yet.";
    case StepPart::judge_again:
      if (option_number(model, "unroll_steps") > 0 && model.status->experiment->settings.has("unroll_steps"))
        return "The same {G:fakes}, judged by the {D} that is to come after some more moves (unrolled).";
      return option_text(model, "update_order") == "simultaneous"
                 ? "{D} has not moved yet, so it says the same. Now {G} listens."
                 : "The same {G:fakes}, by the {D} that has just moved. Now {G} listens.";
    case StepPart::loss_g:
      return "{G} pays for every {G:fake} that {D} doubts.";
    case StepPart::gradient_g:
      return "{D} is held still. It tells every {G:fake} which way to move to look more {real}.";
    case StepPart::move_g:
      return "The optimiser takes a step against the gradient, on {G}’s weights alone.";
    default:
      return sentence_of_d(context, part);
  }
}

std::string summary_of(const Context& context, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  const Game game = game_of(context.model);
  const std::string count = fmt::format("{{n:{}}} ", context.batch());
  const auto says = [&](const char* of, const std::vector<float>& logits) {
    return fmt::format("{} {{n:{}}} {}", of, significant(said(game, logits), 2), ui.tr("on average"));
  };
  const auto change = [&](double from, double to) {
    return fmt::format("{} {{n:{} → {}}}", ui.tr("loss"), significant(from, 4), significant(to, 4));
  };
  const std::string of_real = game.belief ? "D(x)" : game.critic ? "f(x)" : "v";
  const std::string of_fake = game.belief ? "D(G(z))" : game.critic ? "f(G(z))" : "v";
  switch (facts.part) {
    case StepPart::draw_real:
      return count + ui.tr("from the data");
    case StepPart::draw_latents:
      return count + ui.tr("from") + " N(0, 1)";
    case StepPart::generate:
      return count + ui.tr("fakes");
    case StepPart::judge_real:
      return says(of_real.c_str(), facts.logits_real);
    case StepPart::judge_fake:
      return says(of_fake.c_str(), facts.logits_fake);
    case StepPart::judge_again: {
      const api::PartFacts* before = context.known(StepPart::judge_fake);
      if (before == nullptr) return says(of_fake.c_str(), facts.logits_fake);
      return fmt::format("{} {{n:{} → {}}}", of_fake, significant(said(game, before->logits_fake), 2),
                         significant(said(game, facts.logits_fake), 2));
    }
    case StepPart::loss_d:
    case StepPart::loss_g:
      return fmt::format("{{n:{}}}", significant(facts.loss, 4));
    case StepPart::gradient_d:
    case StepPart::gradient_g:
      return fmt::format("{} {{n:{}}}", ui.tr("norm"), significant(facts.length, 2));
    default:
      return change(facts.loss_before, facts.loss);
  }
}

}  // namespace ganscope::panels::slowly
