#include "app/panels/verdict_words.h"

#include <fmt/format.h>

#include <cctype>
#include <cmath>
#include <string>

#include "app/ui/widgets.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::panels {
namespace {

constexpr double told_every_s = 3;  // the text changes no more often than this

/// The row whose numbers are told: of the last full three seconds while it runs, else the newest.
int64_t told_row(const model::RunModel& model) {
  const model::SeriesStore& store = model.series;
  const auto newest = static_cast<int64_t>(store.size()) - 1;
  if (newest < 0 || !model.running()) return newest;
  const double until = std::floor(store.seconds().back() / told_every_s) * told_every_s;
  int64_t low = 0, high = newest;  // seconds never decrease
  while (low < high) {
    const int64_t middle = (low + high + 1) / 2;
    if (store.seconds()[static_cast<size_t>(middle)] <= until) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return store.seconds()[static_cast<size_t>(low)] <= until && low > 0 ? low : newest;
}

/// The smoothed value of the first series of a plot that belongs to a player; NaN: there is none.
double newest_of_player(const model::SeriesStore& store, const char* plot, config::Player player,
                        int64_t row) {
  if (!store.table() || row < 0) return std::nan("");
  for (size_t i = 0; i < store.table()->series.size(); ++i) {
    const api::SeriesInfo& info = store.table()->series[i];
    if (info.plot == plot && info.player == player)
      return static_cast<double>(store.smooth(i)[static_cast<size_t>(row)]);
  }
  return std::nan("");
}

std::string marked_number(double value) { return "{n:" + ui::with_minus(ui::value_text(value)) + "}"; }

std::string settling_evidence(const model::RunModel& model, const ui::Strings& tr) {
  const model::SeriesStore& store = model.series;
  const int64_t row = told_row(model);
  const double real = newest_of_player(store, "belief", config::Player::real, row);
  const double fake = newest_of_player(store, "belief", config::Player::generator, row);
  const double loss_d = newest_of_player(store, "loss", config::Player::discriminator, row);
  const double loss_g = newest_of_player(store, "loss", config::Player::generator, row);
  std::string words;
  if (std::isfinite(real) && std::isfinite(fake) && model.status->game.output_is_belief) {
    const Form form = model.status->data.form;
    const char* pattern = form == Form::points ? tr("{{D}} believes {} of {{real}} points and {} of fakes.")
                          : form == Form::pictures
                              ? tr("{{D}} believes {} of {{real}} pictures and {} of fakes.")
                              : tr("{{D}} believes {} of {{real}} samples and {} of fakes.");
    words = fmt::format(fmt::runtime(pattern), marked_number(real), marked_number(fake));
  }
  if (std::isfinite(loss_d) && std::isfinite(loss_g)) {
    if (!words.empty()) words += ' ';
    words += fmt::format(fmt::runtime(tr("Their losses are {{D}} {} and {{G}} {}.")), marked_number(loss_d),
                         marked_number(loss_g));
  }
  return words.empty() ? std::string(tr("The first numbers come in a moment.")) : words;
}

std::string in_words(const ui::Strings& tr, const diagnose::Sentence& sentence) {
  return tr.filled(sentence.pattern, sentence.arguments);
}

Diagnosis sure(const diagnose::Diagnosis& found, const ui::Strings& tr) {
  Diagnosis said{false, tr(diagnose::title_of(found.verdict)), in_words(tr, found.evidence)};
  said.good = diagnose::is_good(found.verdict);
  said.warning = !said.good && found.verdict != diagnose::Verdict::plateau;
  said.sure = true;
  return said;
}

}  // namespace

std::string remedy_words(const ui::Strings& tr, const diagnose::Remedy& remedy) {
  return ui::plain_words(in_words(tr, remedy.label));
}

Diagnosis diagnose(const model::RunModel& model, const ui::Strings& tr) {
  const api::Status& status = *model.status;
  const auto trouble = [&](const char* verdict, const char* otherwise) {
    Diagnosis diagnosis{true, verdict, otherwise};
    if (status.failure) {
      const bool failed = status.phase == api::Phase::failed;  // a divergence has no place but the run
      const Failure failure = tr.failure(*status.failure);
      diagnosis.evidence = failed ? with_place(failure) : failure.what;
      std::string hint = failure.hint;
      if (!hint.empty()) hint[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(hint[0])));
      diagnosis.evidence += ". " + hint;
    }
    return diagnosis;
  };
  switch (status.phase) {
    case api::Phase::idle:
      return {false, tr("Nothing runs yet"),
              tr("Choose an experiment, or drop a run or a folder of pictures on the window.")};
    case api::Phase::loading:
      return {false, tr("Getting ready"), tr("The data are being read and the networks built.")};
    case api::Phase::diverged:
      return trouble(
          tr("Diverged"),
          tr("A loss was no longer a number. The last good weights are kept: go back a little, or start "
             "anew with lower rates."));
    case api::Phase::failed:
      return trouble(tr("Failed"),
                     tr("The run could not go on. Change an option or choose another experiment."));
    case api::Phase::ready:
      if (!status.trainable && !status.followed) {
        return {false, tr("From elsewhere"),
                tr("Made by another program: it has neither {D:D} nor data here, so it cannot be trained or "
                   "measured.")};
      }
      if (status.step == 0 && model.series.size() == 0) {
        return {false, tr("Ready"),
                tr("Both networks have their first, random weights. {b:Space} starts training.")};
      }
      break;
    case api::Phase::running:
      break;
  }
  const diagnose::Diagnosis& found = model.diagnosis.shown();
  if (found.verdict == diagnose::Verdict::settling || found.verdict == diagnose::Verdict::diverged)
    return {false, tr("Still settling"), settling_evidence(model, tr)};
  Diagnosis said = sure(found, tr);
  if (const std::string advice = in_words(tr, found.advice); !advice.empty()) said.evidence += " " + advice;
  return said;
}

Diagnosis diagnose_then(const diagnose::Diagnosis& found, const ui::Strings& tr) {
  if (found.verdict == diagnose::Verdict::settling)
    return {false, tr("Still settling"), tr("Until that moment nothing was sure yet.")};
  return sure(found, tr);
}

}  // namespace ganscope::panels
