#include "core/explore/explore_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "core/explore/tools/all_tools.h"
#include "core/explore/tools/draw.h"

namespace ganscope::explore {
namespace {

using namespace std::chrono_literals;

constexpr auto ask_interval = 100ms;     // newer weights: each costs the trainer a clone
constexpr auto lively_interval = 32ms;   // … of small networks that somebody watches closely, little
constexpr auto follow_interval = 125ms;  // of everything but the one large picture and its ring
constexpr int follow_share = 16;         // … and at most a sixteenth of this thread's time each
constexpr auto follow_longest = 750ms;   // … which a slow first picture or a busy machine shall not stretch
constexpr auto old_after = 150ms;        // weights that nobody followed are older than what "now" promises
constexpr auto wait_for_newer = 60ms;    // … but a picture is not held back longer than this
constexpr auto part_interval = 100ms;    // between two parts of an answer
constexpr auto slice_length = 8ms;       // one uninterrupted piece of work
constexpr auto idle_slice = 250ms;

bool is_lively(const Job& job) { return job.ask && job.ask->follow && job.ask->lively; }
bool wants_now(const Job& job) { return job.ask && !job.needs_history(); }

/// What the numerical library throws is a failure like any other.
template <class Work>
auto without_throwing(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& error) {
    return fail(FailureKind::training, error.what(), "explorer", "try it with newer weights");
  }
}

}  // namespace

ExploreLoop::ExploreLoop(ExplorerOptions options, train::ReplicaFactory factory, train::Ports& train_ports,
                         ExplorePorts& ports)
    : options_(std::move(options)), factory_(std::move(factory)), train_ports_(train_ports), ports_(ports) {
  bench_.make_scorer = options_.scorers;
  bench_.make_embedder = options_.embedders;
  bench_.make_inverter = options_.inverters;
}

void ExploreLoop::run(const std::stop_token& stop) {
  options_.on_start();
  while (!stop.stop_requested()) {
    take_in();
    const auto now = Clock::now();
    renew_followers(now);
    ask_for_newer(now);
    if (Job* job = most_urgent(now); job != nullptr) {
      work(*job);
    } else if (sheet_ || !orders_.empty()) {
      work_on_sheet();
    } else {
      train_ports_.explorer_bell.wait_for(time_to_sleep(now));
    }
    train_ports_.waker.flush();
  }
  finish_sheets();
}

void ExploreLoop::take_in() {
  for (size_t view = 0; view < api::most_views; ++view) {
    auto ask = ports_.asks[view].take();
    if (!ask) continue;
    if (ask->tool.empty())
      jobs_[view] = {};
    else
      jobs_[view].take(std::move(*ask));
  }
  // After the asks: the weights of a generation are published before the interface can hear of it.
  take_weights();
  bench_.history = train_ports_.history.get();
  train_ports_.sample_orders.drain(orders_);
}

void ExploreLoop::take_weights() {
  auto newest = train_ports_.weights.get();
  if (!newest || newest == weights_) return;
  weights_ = std::move(newest);
  weights_at_ = Clock::now();
  if (weights_->subject != bench_.subject) build_replica();
}

void ExploreLoop::build_replica() {
  bench_.clear();
  bench_.subject = weights_->subject;
  sheet_.reset();
  for (Job& job : jobs_) {
    job.snapshot.reset();  // what was begun belongs to the old model
    job.tool.reset();
    job.answered.reset();
  }
  try {
    const train::ReplicaFactory& factory = bench_.subject->replicas ? bench_.subject->replicas : factory_;
    auto built = factory(bench_.subject->experiment, bench_.subject->data);
    if (built)
      bench_.replica = std::move(*built);
    else
      report(fmt::format("Nothing can be drawn: {}", built.error().what));
  } catch (const std::exception& error) {
    report(fmt::format("Nothing can be drawn: {}", error.what()));
  }
}

void ExploreLoop::renew_followers(Clock::time_point now) {
  if (!weights_) return;
  for (Job& job : jobs_)
    if (wants_now(job) && job.ask->follow && !job.pending && job.answered != weights_->snapshot &&
        now >= job.not_before)
      job.pending = true;
}

void ExploreLoop::ask_for_newer(Clock::time_point now) {
  if (now - asked_at_ < newer_interval() || !train_ports_.running.load()) return;
  const bool needed = std::ranges::any_of(jobs_, [&](const Job& job) {
    if (!wants_now(job)) return false;
    return job.pending ? weights_may_be_old(job, now)
                       : job.ask->follow && now + newer_interval() >= job.not_before;
  });
  if (!needed) return;
  asked_at_ = now;
  train_ports_.weights_wanted.store(true);
}

Clock::duration ExploreLoop::newer_interval() const {
  const bool lively = std::ranges::any_of(jobs_, [](const Job& job) { return is_lively(job); });
  return lively ? lively_interval : Clock::duration(ask_interval);
}

bool ExploreLoop::weights_may_be_old(const Job& job, Clock::time_point now) const {
  return wants_now(job) && !job.snapshot && train_ports_.running.load() && now - weights_at_ > old_after;
}

bool ExploreLoop::ready(Job& job, Clock::time_point now) {
  if (!job.pending || !weights_ || !bench_.replica) return false;
  if (job.ask->generation < bench_.subject->first_generation) {  // of a model that is gone
    job.ask.reset();
    job.pending = false;
    return false;
  }
  if (job.ask->generation > weights_->generation) return false;
  if (job.needs_history() && (!bench_.history || bench_.history->generation != weights_->generation))
    return false;
  // What the hand moves is drawn with what is there: newer weights follow by themselves.
  const bool follows_hand = job.of_the_hand() && job.ask->follow;
  return follows_hand || !weights_may_be_old(job, now) || now - job.asked >= wait_for_newer;
}

Job* ExploreLoop::most_urgent(Clock::time_point now) {
  Job* found = nullptr;
  for (Job& job : jobs_)
    if (ready(job, now) && (found == nullptr || job.ask->urgency < found->ask->urgency)) found = &job;
  return found;
}

bool ExploreLoop::start(Job& job) {
  job.entry = find_tool(job.ask->tool);
  if (job.entry == nullptr) {
    give_up(job, {FailureKind::usage, fmt::format("There is no tool \"{}\"", job.ask->tool), "explorer",
                  "this is a mistake of the program"});
    return false;
  }
  if (job.entry->of_latents && job.ask->latents.empty()) {
    job.pending = false;
    return false;
  }
  train::SnapshotPointer through = weights_->snapshot;
  if (job.ask->moment != api::now)
    if (const train::Moment* moment = bench_.history->nearest(job.ask->moment)) through = moment->snapshot;
  job.start_round(std::move(through), weights_->generation);
  return true;
}

void ExploreLoop::work(Job& job) {
  const bool stale_round = job.snapshot && job.generation != weights_->generation;
  if ((!job.snapshot || stale_round) && !start(job)) return;
  const auto begin = Clock::now();
  const auto complete = without_throwing([&] {
    bench_.replica->say(job.ask->captions);
    return job.tool->work(bench_, {*job.ask, job.snapshot, begin + slice_length}, job.answer);
  });
  job.spent += Clock::now() - begin;
  if (!complete) return give_up(job, complete.error());
  last_report_.clear();
  if (*complete) return finish(job);
  if (job.entry->piecemeal && Clock::now() - job.published >= part_interval) publish(job, false);
}

void ExploreLoop::finish(Job& job) {
  publish(job, true);
  job.end_round();
  if (job.of_the_hand()) return;
  const auto pause =
      is_lively(job) ? std::min<Clock::duration>(
                           std::max<Clock::duration>(job.spent, lively_interval - job.spent), follow_longest)
                     : std::clamp<Clock::duration>(follow_share * job.spent, follow_interval, follow_longest);
  job.not_before = Clock::now() + pause;
}

void ExploreLoop::give_up(Job& job, Failure failure) {
  report(job.entry == nullptr ? failure.what : fmt::format("{}: {}", job.entry->failure, failure.what));
  job.answer = {};
  job.answer.view = job.ask->view;
  job.answer.id = job.ask->id;
  job.answer.generation = weights_->generation;
  job.answer.failure = std::move(failure);
  publish(job, true);
  job.end_round();  // not again with these weights
}

void ExploreLoop::publish(Job& job, bool complete) {
  job.answer.complete = complete;
  job.published = Clock::now();
  auto& out = ports_.answers[job.ask->view];
  if (complete)
    out.publish(std::move(job.answer));
  else
    out.publish(job.answer);
  train_ports_.waker.notify();
}

void ExploreLoop::work_on_sheet() {
  if (!sheet_) {
    sheet_.emplace(std::move(orders_.front()));
    orders_.erase(orders_.begin());
  }
  // An order of a model that is gone, or one that nothing can draw.
  if (!bench_.replica || sheet_->order().weights.subject != bench_.subject) return sheet_.reset();
  if (sheet_->complete()) return sheet_.reset();  // there was nothing to draw
  const int count = std::min(piece_size(bench_), sheet_->count() - sheet_->done());
  const auto piece = without_throwing([&]() -> Expected<api::Answer> {
    if (sheet_->translates()) {
      const SampleSheet::Inputs inputs = sheet_->inputs(count);
      auto made = bench_.replica->translate(*sheet_->order().weights.snapshot, api::Model::ema, inputs.rows,
                                            inputs.direction);
      if (!made) return tl::unexpected(made.error());
      return std::move(made->pictures);
    }
    return draw(bench_, *sheet_->order().weights.snapshot, api::Ask{}, sheet_->latents(count),
                sheet_->labels(count), false);
  });
  if (!piece) {
    report(fmt::format("A picture could not be drawn: {}", piece.error().what));
    return sheet_.reset();
  }
  sheet_->add(*piece);
  if (!sheet_->complete()) return;
  if (auto written = sheet_->write(); !written)
    report(fmt::format("{} ({})", written.error().what, written.error().where));
  sheet_.reset();
}

void ExploreLoop::finish_sheets() {
  train_ports_.sample_orders.drain(orders_);
  take_weights();
  const auto deadline = Clock::now() + 500ms;  // the program is being closed
  while ((sheet_ || !orders_.empty()) && Clock::now() < deadline) work_on_sheet();
}

Clock::duration ExploreLoop::time_to_sleep(Clock::time_point now) const {
  Clock::duration time = idle_slice;
  const auto at_most = [&](Clock::duration limit) {
    time = std::min(time, std::max<Clock::duration>(limit, 1ms));
  };
  if (train_ports_.waker.owed()) at_most(channel::Waker::interval);
  for (const Job& job : jobs_) {
    if (job.pending) at_most(10ms);  // held back for newer weights
    if (!wants_now(job) || !job.ask->follow || !train_ports_.running.load()) continue;
    at_most(asked_at_ + newer_interval() - now);
    if (weights_ && job.answered != weights_->snapshot) at_most(job.not_before - now);
  }
  return time;
}

void ExploreLoop::report(std::string text) {
  if (text == last_report_) return;  // a fault that repeats at every picture is told once
  last_report_ = text;
  if (options_.log) options_.log({LogLevel::error, text});
  train_ports_.log.push({LogLevel::error, std::move(text)});
  train_ports_.waker.notify();
}

}  // namespace ganscope::explore
