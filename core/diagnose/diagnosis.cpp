#include "core/diagnose/diagnosis.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace ganscope::diagnose {
namespace {

struct Word {
  const char* key;
  const char* title;
  const char* meaning;
};

constexpr std::array<Word, verdict_count> words = {{
    {"diverged", "Diverged",
     "A loss has become infinite or no number, so nothing can be learned from it. The curves shoot up "
     "just before."},
    {"collapse", "Mode collapse",
     "G has found a few samples that D believes, and makes those from every latent. Diversity falls far "
     "below that of the data, and neighbours in the grid look alike."},
    {"memorising", "Memorising",
     "Samples are near copies of single training pictures. They are much nearer to one than two training "
     "pictures are to each other; it happens when the data are few."},
    {"d_wins", "D wins",
     "D is sure of every sample, so it no longer tells G which way is better. Its belief of real samples "
     "sticks at 1 and of fakes at 0; under minimax G's gradient goes to zero with it."},
    {"g_wins", "G wins",
     "D cannot tell real from generated although the samples are poor, so G has nothing to learn from. Both "
     "beliefs lie together while quality stays low."},
    {"oscillation", "Oscillation",
     "The players chase each other: each learns against what the other was just before. Beliefs and losses "
     "swing widely and regularly, and samples come and go."},
    {"plateau", "Plateau",
     "The game goes on, but samples are no longer getting better. The measures have been flat for a while, "
     "above what real samples get."},
    {"misfit", "Off the data",
     "Samples lie otherwise than the data, and come no nearer: too narrow, too wide, between the modes, or "
     "elsewhere. KL or JS stays at more than ten times what as many real samples get, the dashed line."},
    {"healthy", "Healthy game",
     "Neither player is ahead for good, and samples cover the data. Losses waver without going anywhere, "
     "which is as it should be; quality shows in the measures."},
    {"silent_encoder", "Silent encoder",
     "The codes are those of the normal distribution whatever is shown, so the decoder can only give back "
     "the "
     "mean of all samples. The KL is near 0; it is also called posterior collapse."},
    {"gaps", "Gaps between codes",
     "What is shown is given back, but a code from the normal distribution falls where no sample was ever "
     "encoded, and the decoder was never asked what lies there."},
    {"few_steps", "Too few steps",
     "The way from noise to a sample is walked in so few straight pieces that it cuts corners, and ends "
     "beside "
     "the data. Nothing has to be learned anew: more steps are slower to draw, and closer."},
    {"learned", "Samples fit",
     "Noise from the normal distribution becomes samples that lie about where the data lie. There is no "
     "game: "
     "the loss falls, and what it cannot see are blurred edges."},
    {"unchanged", "Nothing changes",
     "What comes out is what went in: G leaves its mask closed, or hears too little from D. Held-out "
     "pictures get the scores of the inputs themselves."},
    {"averages", "An average",
     "By distance alone the safest answer is the mean of all that could be true: soft where the input does "
     "not tell. Pixels come near the truth while the Fréchet distance stays high."},
    {"by_heart", "Learned by heart",
     "Pictures that are trained on come out better and better, held-out ones worse. It happens when pairs "
     "are few."},
    {"flipping", "On and off",
     "One direction converts, ceases to and begins again: each G follows what its D asked for a moment "
     "ago. The share converted goes up and down from measurement to measurement."},
    {"repainted", "Too much changes",
     "What shall change does, but other things change with it. Nothing ties a picture enough to what it "
     "was made of."},
    {"translates", "Translates",
     "Held-out pictures come out as real ones look, and where the truth is known, near it. Beside every "
     "figure stands what real pictures get, and what the input alone would."},
    {"wrong_content", "Right look, wrong content",
     "Words stand where they stand in the data, and every line looks like a real one, but what it says is no "
     "more "
     "often right than by chance. D judges by looks; what has to be worked out leaves no trace there."},
    {"learned_rule", "It has learned the rule",
     "Most lines obey every rule of the grammar, though nobody told it one, and hardly one stands in the "
     "training "
     "data. The last tenth is slow: each rule that is nearly kept is seldom punished."},
    {"frozen", "Nothing moves",
     "The frames of a film are all the same, or nearly: good pictures that stand still. Movement lies far "
     "below that of real films."},
    {"wobbling", "Faces change",
     "Films move, but who is seen changes while they play: their frames differ nearly as much as those of "
     "different films do."},
    {"learned_most", "Most rules learned",
     "Each rule by itself is kept nearly everywhere, but a melody has to keep all of them at once, and every "
     "one that is kept nine times of ten costs a tenth of the melodies."},
    {"settling", "Still settling",
     "Too little has happened to be sure, or the signs disagree. Nothing is claimed then."},
}};

const Word& word_of(Verdict verdict) { return words[static_cast<size_t>(verdict)]; }

}  // namespace

const char* key_of(Verdict verdict) { return word_of(verdict).key; }
const char* title_of(Verdict verdict) { return word_of(verdict).title; }
const char* meaning_of(Verdict verdict) { return word_of(verdict).meaning; }

Setting Setting::of(const api::Status& status) {
  Setting setting = of(status.experiment->settings);
  setting.diverged = status.phase == api::Phase::diverged;
  setting.form = status.data.form;
  setting.game = status.game;
  return setting;
}

Setting Setting::of(const config::Settings& settings) {
  Setting setting;
  for (const auto& [key, value] :
       {std::pair{"lr_g", &setting.lr_g}, std::pair{"lr_d", &setting.lr_d},
        std::pair{"kl_weight", &setting.kl_weight}, std::pair{"ode_steps", &setting.ode_steps},
        std::pair{"adversarial_weight", &setting.adversarial_weight},
        std::pair{"l1_weight", &setting.l1_weight}, std::pair{"cycle_weight", &setting.cycle_weight},
        std::pair{"identity_weight", &setting.identity_weight}})
    if (settings.has(key)) *value = settings.real(key);
  if (settings.has("l1_weight")) setting.translation = Setting::Translation::pairs;
  if (settings.has("cycle_weight")) setting.translation = Setting::Translation::domains;
  setting.encoder = settings.has("model") && !settings.has("objective") && setting.ode_steps == 0;
  setting.variational = settings.has("kl_weight");
  return setting;
}

std::string plain(const Sentence& sentence) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const std::string& argument : sentence.arguments) arguments.push_back(argument);
  const std::string marked = fmt::vformat(sentence.pattern, arguments);
  std::string words_only;
  for (std::string_view left = marked; !left.empty();) {
    const size_t open = left.find('{'), close = left.find('}', open);
    words_only += left.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string_view mark = left.substr(open + 1, close - open - 1);
    words_only += mark.substr(mark.find(':') + 1);  // npos + 1 is 0: a mark without a colon is its own word
    left.remove_prefix(close + 1);
  }
  return words_only;
}

bool Steady::update(Diagnosis newest, double now_s) {
  const bool urgent = newest.verdict == Verdict::diverged && shown_.verdict != Verdict::diverged;
  if (!urgent && now_s - since_s_ < least_seconds) return false;
  shown_ = std::move(newest);
  since_s_ = now_s;
  return true;
}

}  // namespace ganscope::diagnose
