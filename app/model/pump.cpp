#include "app/model/pump.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/model/bookmarks.h"
#include "app/model/reduce.h"
#include "app/model/reduce_explore.h"
#include "app/model/slowly.h"
#include "core/base/random.h"

namespace ganscope::model {
namespace {

constexpr size_t log_lines = 2000;
constexpr double diagnose_every_s = 0.5;

uint64_t seed_of(const RunModel& run) {
  const config::Settings& settings = run.status->experiment->settings;
  return settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
}

/// Two runs that are compared show the latents of the first, where they have as many numbers.
void make_fixed_latents(UiModel& model) {
  const api::Status& status = *model.status;
  const bool shared = model.turned && model.second->status->latent_dim == status.latent_dim;
  const uint64_t seed = shared ? seed_of(*model.second) : seed_of(model);
  const size_t count = status.data.is_points() ? point_latents : fixed_latents;
  PumpState& pump = model.pump;
  if (pump.fixed_seed == seed && pump.fixed_dim == status.latent_dim && pump.fixed.size() == count) return;
  pump.fixed_seed = seed;
  pump.fixed_dim = status.latent_dim;
  pump.fixed.clear();
  for (size_t i = 0; i < count && status.latent_dim > 0; ++i) {
    pump.fixed.push_back(explore::fixed_latent(seed, static_cast<int>(i), status.latent_dim));
  }
}

void take_notices(UiModel& model, double now_s) {
  const api::Status& status = *model.status;
  const bool new_notice = status.notice.serial > model.pump.notice_seen && !status.notice.text.empty();
  if (new_notice) {
    model.pump.notice_seen = status.notice.serial;
    Toast toast;
    toast.error = status.notice.error;
    toast.text = status.notice.text;
    toast.hint = status.notice.hint;
    add_toast(model, std::move(toast), now_s);
  }
  if (!status.failure) {
    model.pump.failure_told = false;
  } else if (!model.pump.failure_told) {
    model.pump.failure_told = true;
    if (new_notice && status.notice.error) return;  // told already
    tell_failure(model, *status.failure, now_s);
  }
}

/// What was made of the user's files, once for each data set; all of it is on the experiment's card.
void tell_of_data(UiModel& model, double now_s) {
  const api::DataInfo& data = model.status->data;
  if (!model.configured() || model.status->phase == api::Phase::loading) return;
  if (data.skipped == 0 && data.remarks.empty()) return;
  Toast toast;
  toast.hint = data.remarks.empty() ? "The experiment's card says why." : data.remarks.front();
  if (data.skipped == 0)
    toast.text = std::exchange(toast.hint, data.remarks.size() > 1 ? "The experiment's card says more." : "");
  else if (data.skipped == 1)
    toast.text = "One file is not used";
  else
    toast.text = fmt::format("{} files are not used", data.skipped);
  const config::Settings& settings = model.status->experiment->settings;
  std::string told =
      (settings.has("data") ? settings.text("data") : "") + "\n" + toast.text + "\n" + toast.hint;
  if (std::exchange(model.pump.data_told, told) == told) return;
  add_toast(model, std::move(toast), now_s);
}

/// Another run, or this one from another step: what was drawn for the old one no longer counts.
void follow_generation(UiModel& model) {
  const api::Status& status = *model.status;
  PumpState& pump = model.pump;
  const bool other_run =
      status.run != pump.run || (!status.trainable && !status.followed);  // of those, two may have one name
  pump.generation = status.generation;
  pump.run = status.run;
  model.moment = api::now;
  model.playback.playing = false;
  model.crosshair_step = -1;
  if (auto& other = model.comparison.other_moment; other && !model.turned) {
    if (other_run)
      other.reset();  // what was compared is no longer there
    else
      other = std::min(*other, status.step);
  }
  model.failures.fill(std::nullopt);
  pump.film_due_s = 0;
  // Of a generator from elsewhere there is nothing else to do.
  if (!status.trainable && !status.followed && !model.turned) model.workspace = Workspace::explore;
  if (other_run) {
    model.results.fill(nullptr);
    model.diagnosis.reset();
    model.measures.set_table(nullptr);
    model.measure_table.reset();
    if (!model.turned) model.plots.clear();
    model.tune_undo.clear();
  }
  model.tuned.clear();
}

/// A generator from elsewhere whose latent's size could not be found out: who opened it may know.
void ask_for_latent_size(UiModel& model) {
  const auto& refusal = model.status->refusal;
  if (model.generator_ticket == 0 || model.status->applied < model.generator_ticket) return;
  const bool its_own = refusal && refusal->ticket == model.generator_ticket;
  model.generator_ticket = 0;
  if (!its_own || refusal->failure.kind != FailureKind::usage) return;
  ask_about_generator(model, {model.generator.path, true, refusal->failure.what});
  model.pump.notice_seen = model.status->notice.serial;  // which says the same
}

/// Since when the long work goes on, for its time left.
void time_progress(RunModel& model, double now_s) {
  const auto& progress = model.status->progress;
  LongWork& work = model.long_work;
  if (progress && progress->what == work.what && progress->done >= work.done_then) return;
  work = progress ? LongWork{progress->what, now_s, progress->done} : LongWork{};
}

bool take_status(UiModel& model, api::Session& session, double now_s) {
  auto status = session.status(model.pump.status_seen);
  if (!status) return false;
  model.status = std::move(status);
  if (model.status->generation != model.pump.generation || model.status->run != model.pump.run) {
    follow_generation(model);
  }
  time_progress(model, now_s);
  make_fixed_latents(model);
  std::erase_if(model.pending, [&](const auto& entry) { return entry.second <= model.status->applied; });
  if (model.pending.empty()) model.tuned.clear();
  if (!model.is_pending("experiment/choose") && !model.is_pending("experiment/alter")) model.wanted.reset();
  if (!model.turned) {
    const bool fits = static_cast<int>(model.explore.latent.size()) == model.status->latent_dim;
    if (!fits && model.configured()) restart_explore(model);
    if (model.explore.label >= std::max(1, model.classes())) model.explore.label = 0;
    ask_for_latent_size(model);
  }
  take_notices(model, now_s);
  tell_of_data(model, now_s);
  return true;
}

/// Takes the rows of the newest generation that is heard of, one by one; what a rewind undid is cut off
/// first.
template <class Cut, class Take>
bool take_rows(uint64_t& generation, const api::Status& status, std::span<const api::MetricRow> rows, Cut cut,
               Take take) {
  bool changed = false;
  if (status.generation > generation) {
    generation = status.generation;
    cut(status.step);
    changed = true;
  }
  for (const api::MetricRow& row : rows) {
    if (row.generation < generation) continue;  // of before a reset
    if (row.generation > generation) {
      generation = row.generation;
      cut(row.step - 1);
    }
    take(row);
    changed = true;
  }
  return changed;
}

bool take_metrics(RunModel& model, api::Session& session) {
  PumpState& pump = model.pump;
  pump.rows.clear();
  session.drain_metrics(pump.rows);
  // The table is published before its rows: asked for after them, it is at least as new.
  bool changed = false;
  if (auto table = session.series(pump.series_seen)) {
    pump.rows_generation = table->generation;
    model.course.begin(*table);
    model.series.set_table(table, table->goes_on);
    changed = true;
  }
  const auto cut = [&](int64_t step) {
    model.series.truncate(step, pump.rows_generation);
    model.course.cut_after(step);
  };
  const auto take = [&](const api::MetricRow& row) {
    model.series.append(std::span(&row, 1));
    model.course.add(row);
  };
  return take_rows(pump.rows_generation, *model.status, pump.rows, cut, take) || changed;
}

bool take_measures(RunModel& model, api::Session& session) {
  PumpState& pump = model.pump;
  pump.rows.clear();
  session.drain_measures(pump.rows);
  bool changed = false;
  if (auto table = session.measure_table(pump.measure_table_seen)) {
    pump.measures_generation = table->table.generation;
    model.measures.set_smoothing(0);  // few, each the figure of thousands of samples
    // Of the run that is altered the figures so far stay: another run has let go of its table before.
    model.measures.set_table(std::shared_ptr<const api::SeriesTable>(table, &table->table), true);
    model.course.begin_measures(*table);
    model.measure_table = std::move(table);
    changed = true;
  }
  const auto cut = [&](int64_t step) {
    model.measures.truncate(step, pump.measures_generation);
    model.course.cut_after(step);
  };
  const auto take = [&](const api::MeasureRow& row) {
    model.measures.append(std::span(&row, 1));
    model.course.add(diagnose::Measured{row.step, row.seconds, row.values});
  };
  return take_rows(pump.measures_generation, *model.status, pump.rows, cut, take) || changed;
}

/// The course is looked at twice a second while something happens, and once more after the last change.
bool take_diagnosis(RunModel& model, bool something_new, double now_s) {
  double& at = model.pump.diagnose_at_s;
  if (at < 0 && something_new) at = now_s;
  if (at < 0 || now_s < at) return false;
  const auto setting = diagnose::Setting::of(*model.status);
  const bool changed = model.diagnosis.update(diagnose::diagnose(model.course, setting), now_s);
  at = changed ? -1 : now_s + diagnose_every_s;
  return changed;
}

bool take_answers(UiModel& model, api::Session& session, double now_s) {
  bool changed = false;
  for (api::View number = 0; number < model.views.size(); ++number) {
    PumpState::Asked& asked = model.pump.asked[number];
    auto answer = session.answer(number, asked.answer_seen);
    if (!answer || answer->generation != model.status->generation) continue;
    const View& view = model.views[number];
    if (answer->id == asked.id && answer->complete) asked.open = false;
    if (answer->id == asked.id) model.failures[number] = answer->failure;
    if (view.answered != nullptr && answer->id == asked.id) view.answered(model, *answer, now_s);
    changed = true;
    if (answer->failure || (view.only_whole && !answer->complete)) continue;  // what is shown stays
    model.results[number] = std::move(answer);
  }
  return changed;
}

bool take_log(UiModel& model, api::Session& session) {
  if (!session.drain_log(model.log)) return false;
  if (model.log.size() > log_lines) {
    model.log.erase(model.log.begin(), model.log.end() - static_cast<ptrdiff_t>(log_lines));
  }
  return true;
}

/// The second at which a toast goes by itself; negative: it stays.
double end_of(const Toast& toast) {
  if (toast.error) return -1;
  return toast.born_s + (toast.action_path.empty() ? toast_seconds : toast_offer_seconds);
}

bool drop_old_toasts(UiModel& model, double now_s) {
  return std::erase_if(model.toasts, [&](const Toast& toast) {
           const double end = end_of(toast);
           return end >= 0 && now_s >= end;
         }) > 0;
}

void give_up(api::Session& session, api::View number, PumpState::Asked& asked) {
  api::Ask nothing;
  nothing.view = number;
  nothing.id = ++asked.id;
  nothing.tool.clear();
  asked.open = false;
  asked.fingerprint = 0;
  session.ask(std::move(nothing));
}

void ask(UiModel& model, api::Session& session, api::View number, double now_s) {
  const View& view = model.views[number];
  PumpState::Asked& asked = model.pump.asked[number];
  if (!view.visible(model)) {
    if (!asked.follow) return;
    asked.follow = false;  // the explorer stops drawing what nobody sees
    asked.ask.follow = false;
    asked.ask.id = ++asked.id;
    asked.fingerprint = 0;
    session.ask(asked.ask);
    return;
  }
  if (view.waits != nullptr && view.waits(model, now_s)) return;
  auto wanted = wanted_ask(model, number);
  if (!wanted) {
    if (view.gives_up && asked.open) give_up(session, number, asked);
    return;
  }
  const uint64_t print = fingerprint(*wanted), turn = view.turn != nullptr ? view.turn(model) : 0;
  if (print == asked.fingerprint && turn == asked.turn) return;
  wanted->id = ++asked.id;
  asked.fingerprint = print;
  asked.turn = turn;
  asked.follow = wanted->follow;
  asked.open = true;
  asked.ask = *wanted;
  if (view.asked != nullptr) view.asked(model, *wanted, now_s);
  session.ask(std::move(*wanted));
}

PumpState::Inputs inputs_of(const UiModel& model) {
  return {.touched = model.touched,
          .generation = model.status->generation,
          .history = model.history.get(),
          .workspace = static_cast<int>(model.workspace),
          .model = static_cast<int>(model.drawn_model()),
          .latent_dim = model.status->latent_dim,
          .moment = model.moment,
          .configured = model.configured()};
}

void ask_for_all(UiModel& model, api::Session& session, double now_s) {
  const PumpState::Inputs inputs = inputs_of(model);
  const bool same = inputs == model.pump.inputs && !model.explore.playing;
  model.pump.inputs = inputs;
  for (api::View number = 0; number < model.views.size(); ++number) {
    const View& view = model.views[number];
    if (model.turned && !view.of_both) continue;
    if (same && view.waits == nullptr) continue;  // what waits falls due by itself
    ask(model, session, number, now_s);
  }
}

/// All that a session publishes.
bool take_run(UiModel& model, api::Session& session, double now_s) {
  bool changed = take_status(model, session, now_s);
  changed |= take_metrics(model, session);
  changed |= take_measures(model, session);
  changed |= take_diagnosis(model, changed, now_s);
  if (auto history = session.history(model.pump.history_seen)) {
    model.history = std::move(history);
    changed = true;
  }
  if (auto preview = session.preview(model.pump.preview_seen)) {
    model.preview = std::move(preview);
    ++model.touched;  // some of what is asked is made of it
    changed = true;
  }
  changed |= take_answers(model, session, now_s);
  changed |= take_log(model, session);
  return changed;
}

bool pump_second(UiModel& model, api::Session& session, double now_s) {
  const SecondInFront turned(model);
  const bool changed = take_run(model, session, now_s);
  if (model.scene() == Workspace::compare) ask_for_all(model, session, now_s);
  session.flush();
  return changed;
}

}  // namespace

bool pump_results(UiModel& model, const Sessions& sessions, double now_s) {
  sessions.first->flush();
  return take_answers(model, *sessions.first, now_s);
}

bool pump(UiModel& model, const Sessions& sessions, double now_s) {
  api::Session& session = *sessions.first;
  bool changed = take_run(model, session, now_s);
  changed |= drop_old_toasts(model, now_s);
  changed |= follow_bookmarks(model);
  if (advance_path(model, now_s)) {
    changed = true;
    ++model.touched;
  }
  changed |= advance_playback(model, now_s);
  changed |= follow_slowly(model, session, now_s);
  ask_for_all(model, session, now_s);
  session.flush();
  if (model.second && sessions.second != nullptr) changed |= pump_second(model, *sessions.second, now_s);
  follow_comparison(model, sessions);
  return changed;
}

double seconds_until_due(const UiModel& model, double now_s) {
  if (model.explore.playing && model.scene() == Workspace::explore) return 0;
  double due = -1;
  const auto sooner = [&](double at) {
    const double left = std::max(0.0, at - now_s);
    if (due < 0 || left < due) due = left;
  };
  for (const Toast& toast : model.toasts) {
    if (end_of(toast) >= 0) sooner(end_of(toast));
  }
  if (model.running() && model.pump.film_due_s > now_s) sooner(model.pump.film_due_s);
  if (model.pump.diagnose_at_s > now_s) sooner(model.pump.diagnose_at_s);
  if (model.second && model.second->pump.diagnose_at_s > now_s) sooner(model.second->pump.diagnose_at_s);
  if (model.playback.playing) sooner(playback_due_s(model, now_s));
  if (const Slowly& slowly = tool_state<Slowly>(model); slowly.automatic && slow_parts(model) > 0)
    sooner(slowly.due_s);
  return due;
}

}  // namespace ganscope::model
