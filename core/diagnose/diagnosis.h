#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/api/status.h"
#include "core/diagnose/course.h"

namespace ganscope::diagnose {

/// What the curves mean, most alarming first where several hold.
enum class Verdict {
  diverged,        ///< a loss was no number
  collapse,        ///< many latents give the same few samples
  memorising,      ///< samples are copies of single training pictures
  d_wins,          ///< D is sure of everything; under minimax G's gradient vanishes
  g_wins,          ///< D cannot tell, although samples are poor
  oscillation,     ///< the players chase each other in circles
  plateau,         ///< samples are no longer getting better
  misfit,          ///< points lie otherwise than the data, and come no nearer
  healthy,         ///< the game is balanced and samples cover the data
  silent_encoder,  ///< a variational encoder says nothing of what it is shown
  gaps,            ///< what is shown is given back, but what lies between the codes is no sample
  few_steps,       ///< a flow's samples miss the data, drawn in too few steps
  learned,         ///< without a game: samples come as near as real ones, or nearly
  unchanged,       ///< pictures of pictures: what comes out is what went in
  averages,        ///< … the mean of all that could be true
  by_heart,        ///< … held-out pictures get worse while those that are trained on get better
  flipping,        ///< … between domains: a direction converts and ceases to, again and again
  repainted,       ///< … converted, but other things are changed, too
  translates,      ///< … it does what it shall
  wrong_content,   ///< lines of words that look right and are not
  learned_rule,    ///< … that obey their grammar
  frozen,          ///< films: nothing moves
  wobbling,        ///< … who is seen changes from frame to frame
  learned_most,    ///< melodies that keep each rule by itself, and seldom all at once
  settling,        ///< not sure
};
constexpr int verdict_count = static_cast<int>(Verdict::settling) + 1;

/// What one hopes for: a healthy game, samples that fit without one, or pictures translated.
[[nodiscard]] constexpr bool is_good(Verdict verdict) {
  return verdict == Verdict::healthy || verdict == Verdict::learned || verdict == Verdict::translates ||
         verdict == Verdict::learned_rule || verdict == Verdict::learned_most;
}
[[nodiscard]] const char* key_of(Verdict verdict);  ///< "collapse": in the UI map and in JSON
[[nodiscard]] const char* title_of(
    Verdict verdict);  ///< "Mode collapse", English; the interface translates it
[[nodiscard]] const char* meaning_of(Verdict verdict);  ///< two sentences: what it is, and how one sees it

/// An English sentence for people with holes `{}`, translated by its pattern. Players and numbers carry the
/// marks that the interface colours: {D}, {G}, {real}, {n:0.5}.
struct Sentence {
  std::string pattern;
  std::vector<std::string> arguments;
};

/// One thing to try: an option that can be tuned while the run goes on.
struct Remedy {
  Sentence label;      ///< "Halve {D}'s rate"
  std::string option;  ///< "lr_d"
  double value = 0;
};

struct Diagnosis {
  Verdict verdict = Verdict::settling;
  Sentence evidence;  ///< with the run's own numbers; empty pattern: none
  Sentence advice;    ///< what to try; empty pattern: nothing
  std::optional<Remedy> remedy;
};

/// What has to be known of a run besides its course.
struct Setting {
  /// Of a run as it is now, tuned rates included.
  static Setting of(const api::Status& status);
  /// What settings alone say: rates, and whether it is a game.
  static Setting of(const config::Settings& settings);

  api::GameInfo game;
  Form form = Form::pictures;
  double lr_g = 0, lr_d = 0;
  bool diverged = false;
  bool encoder = false;      ///< no game: an encoder and a decoder learn together
  bool variational = false;  ///< … whose codes are pressed towards the normal distribution
  double kl_weight = 0;      ///< how much
  enum class Translation {
    none,
    pairs,   ///< it makes pictures of pictures of which the truth is known in training
    domains  ///< between two domains
  };
  Translation translation = Translation::none;
  double adversarial_weight = 1, l1_weight = 0;  ///< of pairs
  double cycle_weight = 0, identity_weight = 0;  ///< of domains
  double ode_steps = 0;  ///< a flow: no game either; of so many steps from noise to sample. 0: none
};

/// The most alarming rule that holds. A pure function; every rule's thresholds stand in thresholds.h. Silent
/// (settling) when it is not sure.
[[nodiscard]] Diagnosis diagnose(const Course& course, const Setting& setting);

/// Patterns of every sentence that can come out, for the table of translations and its test.
[[nodiscard]] std::vector<std::string> all_patterns();

/// A sentence filled in, with the marks taken away: for the command line.
[[nodiscard]] std::string plain(const Sentence& sentence);

/// Keeps a diagnosis on show for three seconds at least, its numbers too, so that nobody has to read a moving
/// text. Divergence shows at once.
class Steady {
 public:
  static constexpr double least_seconds = 3;
  /// True when what is shown has changed.
  bool update(Diagnosis newest, double now_s);
  void reset() { *this = {}; }
  [[nodiscard]] const Diagnosis& shown() const { return shown_; }

 private:
  Diagnosis shown_;
  double since_s_ = -least_seconds;
};

}  // namespace ganscope::diagnose
