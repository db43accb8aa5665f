#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"

// What a part means to one sample of the batch.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;

/// Whether a regulariser adds to what D is told: its first option is its strength, off at the least.
bool regularised(const model::UiModel& model) {
  const config::Settings& settings = model.status->experiment->settings;
  if (model.catalogue == nullptr) return false;
  for (const config::EntryInfo& entry : model.catalogue->regularisers) {
    if (entry.options.empty() || !settings.has(entry.options.front().key)) continue;
    const config::Option& strength = entry.options.front();
    const config::Value& value = settings.at(strength.key);
    if (const auto* real = std::get_if<double>(&value); real != nullptr && *real > strength.min) return true;
  }
  return settings.has("objective") && settings.text("objective") == "wgan-gp";
}

std::string place_words(const Context& context, const api::Numbers& rows, size_t row) {
  const auto width = static_cast<size_t>(rows.width());
  if (!context.points() || (row + 1) * width > rows.values.size()) return {};
  std::string place;
  for (size_t i = 0; i < width; ++i)
    place += (i > 0 ? ", " : "") + ui::with_minus(fmt::format("{:.2f}", rows.values[row * width + i]));
  return fmt::format("{} {{n:({})}} ", context.ui.tr("at"), place);
}

std::string says_words(const Context& context, const Game& game, const std::vector<float>& logits) {
  const size_t at = context.pack();
  if (at >= logits.size()) return {};
  return fmt::format("{} {{n:{}}}", context.ui.tr(game.critic ? "the {D:critic} says" : "{D} says"),
                     ui::with_minus(significant(said(game, logits[at]), 2)));
}

}  // namespace

std::string example_words(const Context& context, const Game& game, const api::PartFacts& facts) {
  const size_t i = context.sample();
  const api::PartFacts* fakes = context.known(StepPart::generate);
  const std::string at = fakes == nullptr ? std::string() : place_words(context, fakes->samples, i);
  switch (facts.part) {
    case StepPart::draw_real:
      return place_words(context, facts.samples, i);
    case StepPart::draw_latents: {
      std::string numbers;
      for (int64_t k = 0; k < std::min<int64_t>(4, facts.latents.width()); ++k)
        numbers += (k > 0 ? ", " : "") +
                   ui::with_minus(fmt::format(
                       "{:.2f}", facts.latents.values[i * static_cast<size_t>(facts.latents.width()) +
                                                      static_cast<size_t>(k)]));
      return fmt::format("{{n:({}{})}}", numbers, facts.latents.width() > 4 ? ", …" : "");
    }
    case StepPart::judge_real: {
      const api::PartFacts* real = context.known(StepPart::draw_real);
      return (real == nullptr ? "" : place_words(context, real->samples, i)) +
             says_words(context, game, facts.logits_real);
    }
    case StepPart::gradient_g: {
      const api::PartFacts* loss = context.known(StepPart::loss_g);
      const api::PartFacts* verdicts = context.known(StepPart::judge_again);
      if (loss == nullptr || verdicts == nullptr || context.pack() >= loss->slopes_fake.size() ||
          i >= facts.sample_lengths.size())
        return at;
      const double slope =
          std::abs(double{loss->slopes_fake[context.pack()]}) * static_cast<double>(loss->slopes_fake.size());
      const double push = double{facts.sample_lengths[i]} * static_cast<double>(loss->slopes_fake.size());
      const Multiplied numbers = multiplied(std::array{slope, slope > 0 ? push / slope : 0}, push);
      return fmt::format("{}{}: {} {{n:{} · {} = {}}}", at, says_words(context, game, verdicts->logits_fake),
                         context.ui.tr("push"), numbers.factors[0], numbers.factors[1], numbers.product);
    }
    case StepPart::move_g: {
      const api::PartFacts* before = context.known(StepPart::judge_again);
      std::string words = at + "→ " + place_words(context, facts.samples, i);
      if (before != nullptr && context.pack() < before->logits_fake.size())
        words += fmt::format("{} {{n:→ {}}}", says_words(context, game, before->logits_fake),
                             ui::with_minus(significant(said(game, facts.logits_fake[context.pack()]), 2)));
      return words;
    }
    case StepPart::generate:
      return at;
    default: {
      const api::PartFacts* latest = context.known(StepPart::judge_again);
      if (latest == nullptr) latest = context.known(StepPart::judge_fake);
      return at + (latest == nullptr ? "" : says_words(context, game, latest->logits_fake));
    }
  }
}

std::string remark_of(const Context& context, const Game& game, const api::PartFacts& facts) {
  const ui::Ui& ui = context.ui;
  if (!facts.finite)
    return ui.tr("A number stopped being one here, so the step is not taken and the weights stay.");
  if (facts.part == StepPart::gradient_g || facts.part == StepPart::loss_g) return ui.tr(game.remark);
  const bool gradient = facts.part == StepPart::gradient_d;
  if (gradient && facts.clipped < 0.999 * facts.length)
    return fmt::format("{} {{n:{}}}", ui.tr("Clipped: the optimiser is given"),
                       significant(facts.clipped, 2));
  if (gradient && regularised(context.model))
    return ui.tr("What regularisers ask for is in it; they are not in the loss above.");
  if (facts.part <= StepPart::move_d && context.model.slow_step->d_updates > 1)
    return fmt::format("{} {{n:{}}}.", ui.tr("D moves several times in a step; shown is the last time, of"),
                       context.model.slow_step->d_updates);
  return {};
}

}  // namespace ganscope::panels::slowly
