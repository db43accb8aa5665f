#include "core/diagnose/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ganscope::diagnose {
namespace sentences {
namespace {

// Every pattern, once: what translators see is what is used.
constexpr const char* no_numbers_text = "A loss is no longer a number. The last good weights are kept.";
constexpr const char* modes_lost_text =
    "{{G}} draws {} of {} modes; its samples are {} as diverse as the {{real}} ones.";
constexpr const char* classes_lost_text = "Samples are {} as diverse as the {{real}} ones. Lost: {}.";
constexpr const char* alike_text = "Many latents give the same sample: {} of the diversity of {{real}} ones.";
constexpr const char* one_sound_text =
    "One sound for all: those of a class are {} as varied as {{real}} ones.";
constexpr const char* copies_text =
    "The nearest {{real}} sample is {} as far away as two {{real}} ones are from each other.";
constexpr const char* gradient_text =
    "{{D}} believes {} of fakes, and minimax scales {{G}}'s gradient by it: {} at first, {} now.";
constexpr const char* sure_text =
    "{{D}} believes {} of {{real}} samples and {} of fakes: {{G}} hears only that all is wrong.";
constexpr const char* cannot_tell_text =
    "{{D}} believes {} of {{real}} samples and {} of fakes, although the samples are poor.";
constexpr const char* swings_text =
    "What {{D}} believes of fakes swings between {} and {}, every {} steps or so.";
constexpr const char* no_better_text = "No better for {} s: {}, where {{real}} samples get {}.";
// How points miss: short, because the interface has two lines for it and the advice.
constexpr const char* between_text =
    "Between the modes: {} of samples lie on one, {} of {{real}} ones. {} {}, {{real}} {}.";
constexpr const char* uneven_text =
    "Unevenly on the modes: {} to {} of samples on each, {{real}} {} to {}. {} {}, {{real}} {}.";
constexpr const char* narrow_text = "Too narrow: {} as far apart as {{real}} ones. {} {}, {{real}} {}.";
constexpr const char* wide_text = "Too wide: {} as far apart as {{real}} ones. {} {}, {{real}} {}.";
constexpr const char* within_text = "On the modes, but not as the data lie there. {} {}, {{real}} {}.";
constexpr const char* elsewhere_text = "As wide as the data, but elsewhere. {} {}, {{real}} {}.";
constexpr const char* covered_text = "{{G}} draws {} of {} modes, with {} of its samples on them.";
constexpr const char* balanced_text =
    "{{D}} believes {} of {{real}} samples and {} of fakes; samples are {} as diverse as {{real}} ones.";

constexpr const char* go_back_text = "Go back a little, with lower rates.";
constexpr const char* slow_g_text = "{{G}} learns much faster than {{D}}: slow it down.";
constexpr const char* collapse_text = "Try minibatch standard deviation, packing, or a faster {{D}}.";
constexpr const char* more_data_text = "Use more data, or augmentation.";
constexpr const char* non_saturating_text = "Try the non-saturating objective.";
constexpr const char* slow_d_text = "Slow {{D}} down, or add R1.";
constexpr const char* strengthen_text = "Give {{D}} a higher rate or more critic steps.";
constexpr const char* calm_text = "Lower the rates or Adam's β₁, or add R1.";
constexpr const char* plateau_text = "Lower rates sharpen late results; a wider network may go further.";

constexpr const char* misfit_cures_text = "Lower rates or larger batches bring them nearer.";

constexpr const char* set_rate_g_text = "Give {{G}} the rate of {{D}}";
constexpr const char* halve_g_text = "Halve the rate of {{G}}";
constexpr const char* halve_d_text = "Halve the rate of {{D}}";
constexpr const char* double_d_text = "Double the rate of {{D}}";

constexpr const char* silent_text =
    "The codes differ from pure chance by only {} nats a sample: the encoder says nothing.";
constexpr const char* miss_text =
    "What is shown comes back off by only {} a value, but samples are {} away from the data; real ones {}.";
constexpr const char* fit_text =
    "What is shown comes back off by {} a value; samples are {} away, real ones {}.";
constexpr const char* weigh_less_text = "Give the KL less weight, or the decoder less noise.";
constexpr const char* press_text =
    "Press the codes together (a variational autoencoder), or let a D judge (a GAN).";
constexpr const char* blur_text =
    "Smaller gaps want more noise in the decoder, which blurs; a GAN of the same decoder does neither.";
constexpr const char* halve_kl_text = "Halve the KL's weight";

constexpr const char* carried_text = "Noise ends {} away from the data; {{real}} samples get {}.";
constexpr const char* corners_text =
    "Drawn in {} steps, samples are {} away from the data; {{real}} ones {}.";
constexpr const char* more_steps_text = "Draw in more steps: nothing has to be learned anew.";
constexpr const char* double_steps_text = "Twice as many steps";

constexpr const char* worse_text =
    "Pictures that are trained on come out off by {}, held-out ones by {}, and it was {} already.";
constexpr const char* hardly_text = "Only {} of held-out pictures are converted, and {} on the way back.";
constexpr const char* as_input_text = "What comes out is {} away from {{real}} pictures, the input alone {}.";
constexpr const char* comes_goes_text = "The share converted goes up and down between {} and {}.";
constexpr const char* others_text = "{} are converted, but of everything else only {} stays.";
constexpr const char* soft_text =
    "Off the truth by {} a pixel, yet {} away from {{real}} pictures; {{real}} ones {}.";
constexpr const char* converts_text = "{} are converted and {} on the way back; of everything else {} stays.";
constexpr const char* looks_real_text =
    "What comes out is {} away from {{real}} pictures; {{real}} ones {}, the input alone {}.";
constexpr const char* still_text = "From frame to frame a pixel changes by {}; in {{real}} films by {}.";
constexpr const char* faces_change_text =
    "{} of what differs between frames differs within a film; {{real}} ones {}, frames of anybody {}.";
constexpr const char* train_on_text = "Let it go on: motion comes after the pictures.";
constexpr const char* quicken_text = "Give {{D}} a higher rate.";
constexpr const char* weight_d_text = "Give {{D}} a weight: it asks for what looks {{real}}.";
constexpr const char* let_change_text = "Weigh less what is to be left alone.";
constexpr const char* tie_text = "More weight on there and back ties both ways together; lower rates calm.";
constexpr const char* more_cycle_text = "Give there and back more weight, or use a mask.";
constexpr const char* let_judge_text = "Let {{D}} judge";
constexpr const char* halve_identity_text = "Halve the weight of leaving alone";
constexpr const char* weigh_cycle_text = "Weigh there and back more";

// Lines of words.
constexpr const char* few_lines_text = "Of 100 lines only {} are different; of {{real}} ones {}.";
constexpr const char* copied_lines_text =
    "{} of the lines stand in the training data as they are; of new {{real}} ones {}.";
constexpr const char* looks_right_text =
    "Single words are only {} bits from the data's, yet {} of lines are right; by chance {} would be.";
constexpr const char* looks_are_all_text =
    "{{D}} hears what a line looks like; what has to be worked out it hardly hears.";
constexpr const char* rule_learned_text =
    "{} of lines obey every rule ({{real}}: all). {} of these stand in the training data; of {{real}} ones "
    "{}.";
constexpr const char* words_follow_text =
    "Pairs of words are {} bits from the data's, those of {{real}} lines {}; {} of lines are copies.";

constexpr const char* rules_kept_text =
    "{} of notes lie in the scale, {} of strong beats on the chord; {} repeat the rhythm, {} leap not too "
    "far.";

constexpr std::array all = {
    few_lines_text,    copied_lines_text, looks_right_text,  looks_are_all_text, rule_learned_text,
    words_follow_text, carried_text,      corners_text,      more_steps_text,    double_steps_text,
    worse_text,        hardly_text,       as_input_text,     comes_goes_text,    others_text,
    soft_text,         converts_text,     looks_real_text,   quicken_text,       weight_d_text,
    let_change_text,   tie_text,          more_cycle_text,   let_judge_text,     halve_identity_text,
    weigh_cycle_text,  no_numbers_text,   modes_lost_text,   classes_lost_text,  alike_text,
    one_sound_text,    copies_text,       gradient_text,     sure_text,          cannot_tell_text,
    swings_text,       no_better_text,    between_text,      uneven_text,        narrow_text,
    wide_text,         within_text,       elsewhere_text,    covered_text,       balanced_text,
    go_back_text,      slow_g_text,       collapse_text,     more_data_text,     non_saturating_text,
    slow_d_text,       strengthen_text,   calm_text,         plateau_text,       misfit_cures_text,
    set_rate_g_text,   halve_g_text,      halve_d_text,      double_d_text,      silent_text,
    miss_text,         fit_text,          weigh_less_text,   press_text,         blur_text,
    halve_kl_text,     still_text,        faces_change_text, train_on_text,      rules_kept_text};

/// "0.62", "0.004", "1.2e-6".
std::string number(double value) {
  const double size = std::abs(value);
  std::string words = size >= 100 || (size >= 10 && value == std::floor(value)) ? fmt::format("{:.0f}", value)
                      : size >= 10                                              ? fmt::format("{:.1f}", value)
                      : size >= 0.095 || size == 0                              ? fmt::format("{:.2f}", value)
                      : size >= 0.001                                           ? fmt::format("{:.3f}", value)
                                      : fmt::format("{:.0e}", value);
  return "{n:" + words + "}";
}
std::string whole(double value) { return fmt::format("{{n:{:.0f}}}", value); }
std::string percent(double share) {
  return share >= 0.0995 || share == 0 ? fmt::format("{{n:{:.0f}}} %", 100 * share)
                                       : fmt::format("{{n:{:.1f}}} %", 100 * share);
}
Sentence with_gap(Sentence sentence, const Gap& gap) {
  sentence.arguments.insert(sentence.arguments.end(), {gap.name, number(gap.value), number(gap.floor)});
  return sentence;
}

}  // namespace

Sentence no_numbers() { return {no_numbers_text, {}}; }
Sentence modes_lost(double modes, double of, double diversity) {
  return {modes_lost_text, {whole(modes), whole(of), percent(diversity)}};
}
Sentence classes_lost(double diversity, const std::vector<std::string>& lost) {
  constexpr size_t named = 5;
  std::string names;
  for (size_t i = 0; i < std::min(named, lost.size()); ++i) names += (i > 0 ? ", " : "") + lost[i];
  if (lost.size() > named) names += " …";
  return {classes_lost_text, {percent(diversity), names}};
}
Sentence alike(double diversity) { return {alike_text, {percent(diversity)}}; }
Sentence one_sound(double variety) { return {one_sound_text, {percent(variety)}}; }
Sentence copies(double nearness) { return {copies_text, {percent(nearness)}}; }
Sentence gradient_vanished(double fake, double before, double now) {
  return {gradient_text, {number(fake), number(before), number(now)}};
}
Sentence d_is_sure(double real, double fake) { return {sure_text, {number(real), number(fake)}}; }
Sentence d_cannot_tell(double real, double fake) { return {cannot_tell_text, {number(real), number(fake)}}; }
Sentence swings(double low, double high, double period_steps) {
  return {swings_text, {number(std::max(0.0, low)), number(std::min(1.0, high)), whole(period_steps)}};
}
Sentence no_better(double seconds, double figure, double floor) {
  return {no_better_text, {whole(seconds), number(figure), number(floor)}};
}
Sentence between_modes(double quality, double real_quality, const Gap& gap) {
  return with_gap({between_text, {percent(quality), percent(real_quality)}}, gap);
}
Sentence uneven(double least, double most, double even_least, double even_most, const Gap& gap) {
  return with_gap({uneven_text, {percent(least), percent(most), percent(even_least), percent(even_most)}},
                  gap);
}
Sentence too_narrow(double diversity, const Gap& gap) {
  return with_gap({narrow_text, {percent(diversity)}}, gap);
}
Sentence too_wide(double diversity, const Gap& gap) {
  return with_gap({wide_text, {percent(diversity)}}, gap);
}
Sentence within_modes(const Gap& gap) { return with_gap({within_text, {}}, gap); }
Sentence elsewhere(const Gap& gap) { return with_gap({elsewhere_text, {}}, gap); }
Sentence modes_covered(double modes, double of, double quality) {
  return {covered_text, {whole(modes), whole(of), percent(quality)}};
}
Sentence codes_say_nothing(double kl) { return {silent_text, {number(kl)}}; }
Sentence samples_miss(double error, double distance, double floor) {
  return {miss_text, {number(error), number(distance), number(floor)}};
}
Sentence samples_fit(double error, double distance, double floor) {
  return {fit_text, {number(error), number(distance), number(floor)}};
}
Sentence carried_to_data(double distance, double floor) {
  return {carried_text, {number(distance), number(floor)}};
}
Sentence corners_cut(double steps, double distance, double floor) {
  return {corners_text, {whole(steps), number(distance), number(floor)}};
}
Sentence few_lines(double distinct, double real) {
  return {few_lines_text, {whole(100 * distinct), whole(100 * real)}};
}
Sentence copied_lines(double copied, double real) {
  return {copied_lines_text, {percent(copied), percent(real)}};
}
Sentence looks_right(double divergence, double valid, double by_chance) {
  return {looks_right_text, {number(divergence), percent(valid), percent(by_chance)}};
}
Sentence rule_learned(double valid, double copied, double real) {
  return {rule_learned_text, {percent(valid), percent(copied), percent(real)}};
}
Sentence rules_kept(double notes, double beats, double motifs, double leaps) {
  return {rules_kept_text, {percent(notes), percent(beats), percent(motifs), percent(leaps)}};
}
Sentence words_follow(double divergence, double real, double copied) {
  return {words_follow_text, {number(divergence), number(real), percent(copied)}};
}
Sentence balanced(double real, double fake, double diversity) {
  return {balanced_text, {number(real), number(fake), percent(diversity)}};
}

Sentence held_out_gets_worse(double trained, double held_out, double best) {
  return {worse_text, {number(trained), number(held_out), number(best)}};
}
Sentence hardly_converted(double there, double back) {
  return {hardly_text, {percent(there), percent(back)}};
}
Sentence as_the_input(double distance, double input) {
  return {as_input_text, {number(distance), number(input)}};
}
Sentence comes_and_goes(double low, double high) { return {comes_goes_text, {percent(low), percent(high)}}; }
Sentence others_change(double converted, double kept) {
  return {others_text, {percent(converted), percent(kept)}};
}
Sentence near_but_soft(double error, double distance, double floor) {
  return {soft_text, {number(error), number(distance), number(floor)}};
}
Sentence converts(double there, double back, double kept) {
  return {converts_text, {percent(there), percent(back), percent(kept)}};
}
Sentence looks_real(double distance, double floor, double input) {
  return {looks_real_text, {number(distance), number(floor), number(input)}};
}

Sentence go_back() { return {go_back_text, {}}; }
Sentence slow_g_down() { return {slow_g_text, {}}; }
Sentence collapse_cures() { return {collapse_text, {}}; }
Sentence more_data() { return {more_data_text, {}}; }
Sentence looks_are_all() { return {looks_are_all_text, {}}; }
Sentence try_non_saturating() { return {non_saturating_text, {}}; }
Sentence slow_d_down() { return {slow_d_text, {}}; }
Sentence strengthen_d() { return {strengthen_text, {}}; }
Sentence calm_both() { return {calm_text, {}}; }
Sentence plateau_cures() { return {plateau_text, {}}; }
Sentence misfit_cures() { return {misfit_cures_text, {}}; }
Sentence weigh_kl_less() { return {weigh_less_text, {}}; }
Sentence press_codes() { return {press_text, {}}; }
Sentence blur_or_game() { return {blur_text, {}}; }
Sentence quicken_d() { return {quicken_text, {}}; }
Sentence give_d_weight() { return {weight_d_text, {}}; }
Sentence let_it_change() { return {let_change_text, {}}; }
Sentence tie_both_ways() { return {tie_text, {}}; }
Sentence stands_still(double movement, double real) { return {still_text, {number(movement), number(real)}}; }
Sentence changes_faces(double wobble, double real, double anybody) {
  return {faces_change_text, {percent(wobble), percent(real), percent(anybody)}};
}
Sentence train_on() { return {train_on_text, {}}; }
Sentence more_cycle() { return {more_cycle_text, {}}; }
Sentence more_steps() { return {more_steps_text, {}}; }

Remedy lower_rate_g(double to) { return {{set_rate_g_text, {}}, "lr_g", to}; }
Remedy halve_rate_g(double from) { return {{halve_g_text, {}}, "lr_g", 0.5 * from}; }
Remedy halve_rate_d(double from) { return {{halve_d_text, {}}, "lr_d", 0.5 * from}; }
Remedy double_rate_d(double from) { return {{double_d_text, {}}, "lr_d", 2 * from}; }
Remedy halve_kl_weight(double from) { return {{halve_kl_text, {}}, "kl_weight", 0.5 * from}; }
Remedy double_steps(double from) { return {{double_steps_text, {}}, "ode_steps", 2 * from}; }

Remedy let_d_judge() { return {{let_judge_text, {}}, "adversarial_weight", 1}; }
Remedy halve_identity(double from) { return {{halve_identity_text, {}}, "identity_weight", 0.5 * from}; }
Remedy weigh_cycle(double to) { return {{weigh_cycle_text, {}}, "cycle_weight", to}; }

}  // namespace sentences

std::vector<std::string> all_patterns() { return {sentences::all.begin(), sentences::all.end()}; }

}  // namespace ganscope::diagnose
