#pragma once
#include <cstddef>

namespace ganscope::diagnose {

/// Every number on which a verdict rests. Chosen on runs (tests/bench/diagnosis.py) and held to recorded ones
/// (tests/unit/diagnose/recordings): wide enough that healthy runs of `faces`, `digits`, `ring` and `grid`
/// never get near, because a false alarm costs more trust than a late one.
struct Thresholds {
  // Before this nothing is said: first weights and first seconds look like every illness.
  static constexpr double settled_s = 3;           ///< of training …
  static constexpr long long settled_steps = 400;  ///< … and steps
  // The curves' window: the newest part that covers both.
  static constexpr double window_s = 2;
  static constexpr size_t window_bins = 12;  ///< of 25 steps each

  // Collapse. As many measurements in a row must agree, over at least so long. A beginning looks like one:
  // not before so many steps, and not while samples are still spreading. It lasts until the samples have
  // recovered: a clump that jumps from place to place is torn for a moment, and one or two measurements then
  // look well.
  static constexpr long long collapse_steps_points = 1500, collapse_steps_pictures = 800;
  static constexpr double spreading =
      0.1;  ///< rise of the diversity, as a part of the data's, over these measurements
  static constexpr size_t growing =
      5;  ///< as many measurements, each with a larger diversity, are a slow beginning
  static constexpr size_t agreeing = 3;
  static constexpr double agreeing_s = 1.9;
  static constexpr size_t recovered = 4;    ///< measurements in a row without a sign of it …
  static constexpr double recovered_s = 3;  ///< … over at least so long
  static constexpr size_t looked_back =
      240;  ///< measurements: a collapse that began earlier is found again by its signs
  static constexpr double collapsed_diversity =
      0.35;                                  ///< of the data's: samples lie far closer together than data do
  static constexpr double lost_modes = 0.5;  ///< share of modes found, at most …
  static constexpr double on_modes = 0.4;    ///< … while at least this share of samples lies on modes
  static constexpr double one_sound = 0.3;   ///< sounds: variety within a class, of what real ones have
  static constexpr double lost_coverage =
      0.1;  ///< pictures: share of real ones with a sample nearby, of what real get …
  static constexpr double poor_diversity = 0.7;  ///< … while samples are this much alike
  static constexpr double lost_part = 0.15;      ///< a class is lost below this part of its share

  // Memorising: the nearest training picture is this much nearer than two training pictures are to each
  // other. `faces` and `digits` stay above 1. Blur alone may come to 0.7: the mean of many pictures lies at
  // 1/√2 of the distance of two of them.
  static constexpr double copied = 0.5;

  // Who wins: what D believes of real and of generated samples.
  static constexpr double sure_real = 0.95, sure_fake = 0.05;
  static constexpr double vanished_fake = 0.02;  ///< minimax: G's gradient has this as a factor
  static constexpr double fooled_gap = 0.02;     ///< D tells real from fake by no more than this …
  static constexpr double poor_quality = 0.5;    ///< … while so few samples lie on modes
  static constexpr double poor_frechet = 8;      ///< … or the Fréchet distance is so many times the floor

  // Oscillation: D's belief of fakes crosses its own mean again and again, widely.
  static constexpr double oscillation_s = 3;
  static constexpr size_t oscillation_bins = 60, oscillation_crossings = 8;
  /// Standard deviation of the means over 25 steps. Healthy rings, grids, digits and faces have at most 0.03
  /// at that many crossings; the preset `oscillation` 0.14 to 0.17 on eight seeds.
  static constexpr double oscillation_width = 0.07;

  // Plateau: the last third of the measurements is no better than the best before it, by any distance to the
  // data: a G that is too narrow for a spiral stood still by the sliced Wasserstein distance while its
  // histogram grew like the data's.
  static constexpr double plateau_s = 40;
  static constexpr size_t plateau_measured = 12;
  static constexpr double plateau_gain = 0.03;
  static constexpr double plateau_far = 2;  ///< … and still so many times the floor away

  // Misfit, of points: KL or JS is so many times what as many real samples get; nothing is healthy then. At
  // constant rates the first game found both of two bells and drew each far too narrow, while beliefs lay at
  // ½: JS .2, fifty times the floor. The recipes that are built in end at 1 to 10 times.
  static constexpr double far_off = 10;
  static constexpr long long misfit_steps = 1500;  ///< before this they are on their way
  static constexpr size_t misfit_measured = 5;  ///< from the first to the last of the newest measurements …
  static constexpr double misfit_falling = 0.2;  ///< … the one further off has not fallen by this part
  // How they miss: the mean distance of two samples, of the data's; the share that lies on modes, of what
  // real samples have; and how far the share of a mode is from the data's, as a part of it.
  static constexpr double too_narrow = 0.93, too_wide = 1.07;
  static constexpr double off_modes = 0.9;
  static constexpr double uneven_part = 0.5, counted_part = 0.01;  ///< of modes with this share at least

  // Healthy. Of pictures both must hold, because early pictures that are noise cover something and are
  // diverse: a recorded run of `faces` has a coverage of 0.24 of the data's and a precision of 0.28 at step
  // 200 (shapes without faces), 0.58 and 0.63 at step 675, 0.69 and 0.71 at step 1,100 (plain faces), 0.86
  // and 0.83 at step 6,000; `digits` 0.67 and 0.75 at step 734, and not less after it.
  static constexpr double healthy_gap = 0.9;         ///< D's belief of real less that of fake, at most
  static constexpr double healthy_diversity = 0.75;  ///< of the data's
  static constexpr double healthy_modes = 0.75, healthy_quality = 0.6;
  static constexpr double healthy_coverage = 0.5,
                          healthy_precision = 0.6;  ///< of what other real pictures get
  /// Points without modes: the sliced Wasserstein distance as a part of the mean distance of two data points.
  /// `gaussian`, `spiral`, `moons` and `checkerboard` have 0.02 to 0.08 after a second; a spiral by a G that
  /// is too narrow 0.16 and more.
  static constexpr double healthy_distance = 0.1;

  // Models with an encoder and no game.
  static constexpr double silent_kl = 0.1;       ///< nats a sample: codes that say less say nothing
  static constexpr double given_back = 0.5;      ///< the reconstruction error, of its first peak, at most
  static constexpr double few_steps = 4;         ///< of a flow from noise to sample, at most …
                                                 ///< … while samples are poor
  static constexpr double learned_distance = 8;  ///< Fréchet or JS of samples, times what real ones get

  // Pictures of pictures. Shares converted and kept are those of attributes that the feature network sees in
  // held-out pictures: after 400 steps `cycle-hair` has .99 and 1.00, `cycle-glasses` .93 and 1.00 after 600.
  static constexpr double converted = 0.9, kept = 0.95;
  static constexpr double unconverted = 0.1, kept_all = 0.95;  ///< nothing changes: at most, at least
  static constexpr double as_the_input = 0.9;  ///< Fréchet, times that of the input alone: nothing changes
  static constexpr double half_converted = 0.5, repainted = 0.85;
  static constexpr double usual_cycle = 10;
  static constexpr size_t flips_measured = 8, flips = 3;  ///< so many turns in so many measurements …
  static constexpr double flip = 0.3;                     ///< … of the share converted, each so wide
  /// Fréchet of L1 alone, times the floor: `colour-faces` has 14 after 600 steps, `fill-faces` 60.
  static constexpr double average_far = 3;
  /// With D `colour-faces` has 3 to 4 floors then, `sharpen-faces` 9, `fill-faces` 8 to 10 after 1,000 steps:
  /// a twentieth of what the input alone has.
  static constexpr double translated_floors = 12, translated_input = 0.15;
  // Films. Those of `faces-film` move .8 to 1.1 times as much as real ones from step 500 on.
  static constexpr double frozen = 0.4;         ///< movement, of that of real films
  static constexpr double wobbling = 0.6;       ///< wobble, of that of films of anybody
  static constexpr double moved_right = 1;      ///< distance of motion, of that of shuffled frames, at most
  static constexpr long long film_steps = 400;  ///< before this they are on their way

  static constexpr double risen = 1.15;    ///< error of held-out pictures, of the best there was …
  static constexpr double by_heart = 0.6;  ///< … while that of pictures trained on is at most so much of it

  // Lines of words. `verse` has .8 valid, .97 distinct and .03 copied after 700 steps, `couplet` .7, .99 and
  // 0; `sums` looks right after 400 and is so in 3 of 100, by chance in 1.
  static constexpr long long lines_steps = 400, wrong_content_steps = 800;
  static constexpr double few_lines = 0.5, lines_differ = 0.9;  ///< different ones, of what real lines have
  static constexpr double copied_lines = 0.3, copied_above_real = 0.25;  ///< both must be exceeded
  static constexpr double words_fit = 0.05;     ///< bits between single words and the data's, at most …
  static constexpr double hardly_right = 0.15;  ///< … while fewer are right, and no more than …
  static constexpr double times_chance = 2, beside_chance = 0.03;  ///< … by chance, twice and a little
  static constexpr double rule_learned = 0.6;
  static constexpr double rule_kept = 0.9;  ///< of melodies: the share of notes, beats or melodies
  static constexpr double pairs_fit = 2;    ///< divergence of pairs, of what real lines have
};

}  // namespace ganscope::diagnose
