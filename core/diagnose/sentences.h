#pragma once
#include <string>
#include <vector>

#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose::sentences {

// Evidence, with the run's numbers.
[[nodiscard]] Sentence no_numbers();
[[nodiscard]] Sentence modes_lost(double modes, double of, double diversity);
[[nodiscard]] Sentence classes_lost(double diversity, const std::vector<std::string>& lost);
[[nodiscard]] Sentence alike(double diversity);
[[nodiscard]] Sentence one_sound(double variety);
[[nodiscard]] Sentence copies(double nearness);
[[nodiscard]] Sentence gradient_vanished(double fake, double before, double now);
[[nodiscard]] Sentence d_is_sure(double real, double fake);
[[nodiscard]] Sentence d_cannot_tell(double real, double fake);
[[nodiscard]] Sentence swings(double low, double high, double period_steps);
[[nodiscard]] Sentence no_better(double seconds, double figure, double floor);
/// How points miss the data; each ends with the divergence that is the most times its floor.
struct Gap {
  const char* name;  ///< "JS" or "KL"
  double value, floor;
};
[[nodiscard]] Sentence between_modes(double quality, double real_quality, const Gap& gap);
[[nodiscard]] Sentence uneven(double least, double most, double even_least, double even_most, const Gap& gap);
[[nodiscard]] Sentence too_narrow(double diversity, const Gap& gap);
[[nodiscard]] Sentence too_wide(double diversity, const Gap& gap);
[[nodiscard]] Sentence within_modes(const Gap& gap);
[[nodiscard]] Sentence elsewhere(const Gap& gap);
[[nodiscard]] Sentence modes_covered(double modes, double of, double quality);
[[nodiscard]] Sentence codes_say_nothing(double kl);
[[nodiscard]] Sentence samples_miss(double error, double distance, double floor);
[[nodiscard]] Sentence samples_fit(double error, double distance, double floor);
[[nodiscard]] Sentence held_out_gets_worse(double trained, double held_out, double best);
[[nodiscard]] Sentence hardly_converted(double there, double back);
[[nodiscard]] Sentence as_the_input(double distance, double input);
[[nodiscard]] Sentence comes_and_goes(double low, double high);
[[nodiscard]] Sentence others_change(double converted, double kept);
[[nodiscard]] Sentence near_but_soft(double error, double distance, double floor);
[[nodiscard]] Sentence converts(double there, double back, double kept);
[[nodiscard]] Sentence looks_real(double distance, double floor, double input);
[[nodiscard]] Sentence carried_to_data(double distance, double floor);
[[nodiscard]] Sentence corners_cut(double steps, double distance, double floor);
[[nodiscard]] Sentence stands_still(double movement, double real);
[[nodiscard]] Sentence changes_faces(double wobble, double real, double anybody);
[[nodiscard]] Sentence balanced(double real, double fake, double diversity);
[[nodiscard]] Sentence few_lines(double distinct, double real);
[[nodiscard]] Sentence copied_lines(double copied, double real);
[[nodiscard]] Sentence looks_right(double divergence, double valid, double by_chance);
[[nodiscard]] Sentence rule_learned(double valid, double copied, double real);
[[nodiscard]] Sentence rules_kept(double notes, double beats, double motifs, double leaps);
[[nodiscard]] Sentence words_follow(double divergence, double real, double copied);

// Advice.
[[nodiscard]] Sentence go_back();
[[nodiscard]] Sentence slow_g_down();
[[nodiscard]] Sentence collapse_cures();
[[nodiscard]] Sentence more_data();
[[nodiscard]] Sentence looks_are_all();
[[nodiscard]] Sentence try_non_saturating();
[[nodiscard]] Sentence slow_d_down();
[[nodiscard]] Sentence strengthen_d();
[[nodiscard]] Sentence calm_both();
[[nodiscard]] Sentence plateau_cures();
[[nodiscard]] Sentence misfit_cures();
[[nodiscard]] Sentence weigh_kl_less();
[[nodiscard]] Sentence press_codes();
[[nodiscard]] Sentence blur_or_game();
[[nodiscard]] Sentence quicken_d();
[[nodiscard]] Sentence give_d_weight();
[[nodiscard]] Sentence let_it_change();
[[nodiscard]] Sentence tie_both_ways();
[[nodiscard]] Sentence more_cycle();
[[nodiscard]] Sentence more_steps();
[[nodiscard]] Sentence train_on();

// What one click does.
[[nodiscard]] Remedy lower_rate_g(double to);
[[nodiscard]] Remedy halve_rate_g(double from);
[[nodiscard]] Remedy halve_rate_d(double from);
[[nodiscard]] Remedy double_rate_d(double from);
[[nodiscard]] Remedy halve_kl_weight(double from);
[[nodiscard]] Remedy let_d_judge();
[[nodiscard]] Remedy halve_identity(double from);
[[nodiscard]] Remedy weigh_cycle(double to);
[[nodiscard]] Remedy double_steps(double from);

}  // namespace ganscope::diagnose::sentences
