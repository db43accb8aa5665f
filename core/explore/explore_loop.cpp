#include "core/explore/explore_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace ganscope::explore {
namespace {

using namespace std::chrono_literals;

constexpr auto ask_interval = 100ms;     // newer weights: each costs the trainer a clone
constexpr auto follow_interval = 125ms;  // of everything but the one large picture and its ring
constexpr int follow_share = 16;         // … and at most a sixteenth of this thread's time each
constexpr auto follow_longest = 750ms;   // … which a slow first picture or a busy machine shall not stretch
constexpr auto old_after = 150ms;        // weights that nobody followed are older than what "now" promises
constexpr auto wait_for_newer = 60ms;    // … but a picture is not held back longer than this
constexpr auto film_interval = 100ms;    // between two partial films
constexpr double piece_seconds = 8e-3;   // one uninterrupted piece of work
constexpr auto idle_slice = 250ms;

bool immediate(api::Slot slot) { return slot == api::Slot::picture || slot == api::Slot::ring; }

/// What D says is written beside these alone; it costs about as much as drawing them.
bool judged(api::Slot slot) {
  return slot == api::Slot::picture || slot == api::Slot::grid || slot == api::Slot::arithmetic;
}

bool wants_now(const RenderJob& job) {
  return job.request && !job.is_film() && job.request->moment == api::now;
}

}  // namespace

ExploreLoop::ExploreLoop(ExplorerOptions options, train::RendererFactory factory, train::Ports& train_ports,
                         ExplorePorts& ports)
    : options_(std::move(options)), factory_(std::move(factory)), train_ports_(train_ports), ports_(ports) {}

void ExploreLoop::run(const std::stop_token& stop) {
  options_.on_start();
  while (!stop.stop_requested()) {
    take_in();
    const auto now = Clock::now();
    renew_followers(now);
    ask_for_newer(now);
    if (RenderJob* job = most_urgent(now); job != nullptr) {
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
  for (size_t slot = 0; slot < api::slot_count; ++slot)
    if (auto request = ports_.requests[slot].take()) jobs_[slot].take(std::move(*request));
  // After the requests: the weights of a generation are published before the interface can hear of it.
  take_weights();
  history_ = train_ports_.history.get();
  train_ports_.sample_orders.drain(orders_);
}

void ExploreLoop::take_weights() {
  auto newest = train_ports_.weights.get();
  if (!newest || newest == weights_) return;
  weights_ = std::move(newest);
  weights_at_ = Clock::now();
  if (weights_->subject != subject_) build_renderer();
}

void ExploreLoop::build_renderer() {
  subject_ = weights_->subject;
  renderer_.reset();
  frames_.clear();
  sheet_.reset();
  seconds_per_latent_ = 0.5e-3;
  for (RenderJob& job : jobs_) {
    job.snapshot.reset();  // what was begun belongs to the old model
    job.drawn.reset();
  }
  try {
    auto built = factory_(subject_->experiment, subject_->data);
    if (built)
      renderer_ = std::move(*built);
    else
      report(fmt::format("Nothing can be drawn: {}", built.error().what));
  } catch (const std::exception& error) {
    report(fmt::format("Nothing can be drawn: {}", error.what()));
  }
}

void ExploreLoop::renew_followers(Clock::time_point now) {
  if (!weights_) return;
  for (RenderJob& job : jobs_)
    if (wants_now(job) && job.request->follow && !job.pending && job.drawn != weights_->snapshot &&
        now >= job.not_before)
      job.pending = true;
}

void ExploreLoop::ask_for_newer(Clock::time_point now) {
  if (now - asked_at_ < ask_interval || !train_ports_.running.load()) return;
  const bool needed = std::ranges::any_of(jobs_, [&](const RenderJob& job) {
    if (!wants_now(job)) return false;
    return job.pending ? weights_may_be_old(job, now)
                       : job.request->follow && now + ask_interval >= job.not_before;
  });
  if (!needed) return;
  asked_at_ = now;
  train_ports_.weights_wanted.store(true);
}

bool ExploreLoop::weights_may_be_old(const RenderJob& job, Clock::time_point now) const {
  return wants_now(job) && !job.snapshot && train_ports_.running.load() && now - weights_at_ > old_after;
}

bool ExploreLoop::ready(RenderJob& job, Clock::time_point now) {
  if (!job.pending || !weights_ || !renderer_) return false;
  if (job.request->generation < subject_->first_generation) {  // of a model that is gone
    job.request.reset();
    job.pending = false;
    return false;
  }
  if (job.request->generation > weights_->generation) return false;
  const bool needs_history = job.is_film() || job.request->moment != api::now;
  if (needs_history && (!history_ || history_->generation != weights_->generation)) return false;
  // What the hand moves is drawn with what is there: newer weights follow by themselves.
  const bool of_the_hand = immediate(job.request->slot) && job.request->follow;
  return of_the_hand || !weights_may_be_old(job, now) || now - job.asked >= wait_for_newer;
}

RenderJob* ExploreLoop::most_urgent(Clock::time_point now) {
  const auto found = std::ranges::find_if(jobs_, [&](RenderJob& job) { return ready(job, now); });
  return found == jobs_.end() ? nullptr : &*found;
}

void ExploreLoop::work(RenderJob& job) {
  const bool stale_round = job.snapshot && job.generation != weights_->generation;
  if (!job.snapshot || stale_round) {
    train::SnapshotPointer through = weights_->snapshot;
    if (!job.is_film() && job.request->moment != api::now)
      if (const train::Moment* moment = history_->nearest(job.request->moment)) through = moment->snapshot;
    job.start_round(std::move(through), weights_->generation);
  }
  const int total = job.count(subject_->latent_dim);
  if (total == 0) {
    job.pending = false;
    return;
  }
  const auto begin = Clock::now();
  if (job.is_film())
    draw_frame(job);
  else
    draw_piece(job, std::min(piece_size(), total - job.done));
  job.spent += Clock::now() - begin;
  if (job.pending && job.done >= total) finish(job);
}

int ExploreLoop::piece_size() const {
  return std::clamp(static_cast<int>(piece_seconds / std::max(seconds_per_latent_, 1e-9)), 1, 4096);
}

void ExploreLoop::draw_piece(RenderJob& job, int count) {
  auto piece =
      render(*job.snapshot, *job.request, latents_of(*job.request, subject_->latent_dim, job.done, count),
             labels_of(*job.request, job.done, count), judged(job.request->slot));
  if (!piece) {
    job.pending = false;
    job.drawn = job.snapshot;  // not again with these weights
    job.snapshot.reset();
    return;
  }
  append_piece(job.result, *piece);
  job.done += count;
}

void ExploreLoop::draw_frame(RenderJob& job) {
  const api::RenderRequest& request = *job.request;
  const int64_t moment = request.moments[static_cast<size_t>(job.done)];
  train::SnapshotPointer through = job.snapshot;
  if (moment != api::now)
    if (const train::Moment* kept = history_->nearest(moment)) through = kept->snapshot;
  const bool one_for_all = static_cast<int>(request.latents.size()) == subject_->latent_dim;
  const bool enough =
      one_for_all || static_cast<int>(request.latents.size()) >= (job.done + 1) * subject_->latent_dim;
  if (!enough) {
    report("A film was asked for with too few latents");
    job.pending = false;
    return;
  }
  const std::vector<float> latent = latents_of(request, subject_->latent_dim, job.done, 1);
  const std::vector<int> label = labels_of(request, job.done, 1);
  const FrameKey key{hash_of(latent), request.space,   request.truncation, label.empty() ? -1 : label.front(),
                     request.model,   through->step(), job.generation};
  const api::RenderResult* frame = frames_.find(key);
  if (frame == nullptr) {
    auto drawn = render(*through, request, latent, label, judged(request.slot));
    if (!drawn) {
      job.pending = false;
      job.snapshot.reset();
      return;
    }
    frame = &frames_.put(key, std::move(*drawn));
  }
  append_piece(job.result, *frame);
  job.result.steps.push_back(through->step());
  job.result.step = through->step();
  ++job.done;
  const bool more = job.done < static_cast<int>(request.moments.size());
  if (more && Clock::now() - film_published_ >= film_interval) publish(job, false);
}

void ExploreLoop::finish(RenderJob& job) {
  publish(job, true);
  job.pending = false;
  job.drawn = job.snapshot;
  job.snapshot.reset();
  if (immediate(job.request->slot)) return;
  job.not_before =
      Clock::now() + std::clamp<Clock::duration>(follow_share * job.spent, follow_interval, follow_longest);
}

void ExploreLoop::publish(RenderJob& job, bool complete) {
  job.result.complete = complete;
  if (job.is_film()) film_published_ = Clock::now();
  auto& out = ports_.results[static_cast<size_t>(job.request->slot)];
  if (complete)
    out.publish(std::move(job.result));
  else
    out.publish(job.result);
  train_ports_.waker.notify();
}

std::optional<api::RenderResult> ExploreLoop::render(const train::Snapshot& snapshot,
                                                     const api::RenderRequest& request,
                                                     const std::vector<float>& latents,
                                                     const std::vector<int>& labels, bool scored) {
  const auto begin = Clock::now();
  try {
    auto result =
        request.space == api::Space::z
            ? renderer_->render(snapshot, request.model, latents, labels, scored)
            : renderer_->render_mapped(snapshot, request.model, latents, labels, request.truncation, scored);
    if (result && request.wants_mapped) {
      auto mapped = renderer_->map(snapshot, request.model, latents);
      if (mapped)
        result->mapped = std::move(*mapped);
      else
        result = tl::unexpected(mapped.error());
    }
    if (!result) {
      report(fmt::format("A picture could not be drawn: {}", result.error().what));
      return std::nullopt;
    }
    const double each =
        std::chrono::duration<double>(Clock::now() - begin).count() / std::max(result->count, 1);
    seconds_per_latent_ = 0.7 * seconds_per_latent_ + 0.3 * each;
    last_report_.clear();
    return std::move(*result);
  } catch (const std::exception& error) {
    report(fmt::format("A picture could not be drawn: {}", error.what()));
    return std::nullopt;
  }
}

void ExploreLoop::work_on_sheet() {
  if (!sheet_) {
    sheet_.emplace(std::move(orders_.front()));
    orders_.erase(orders_.begin());
  }
  // An order of a model that is gone, or one that nothing can draw.
  if (!renderer_ || sheet_->order().weights.subject != subject_) return sheet_.reset();
  const int count = std::min(piece_size(), sheet_->count() - sheet_->done());
  auto piece = render(*sheet_->order().weights.snapshot, api::RenderRequest{}, sheet_->latents(count),
                      sheet_->labels(count), false);
  if (!piece) return sheet_.reset();
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

ExploreLoop::Clock::duration ExploreLoop::time_to_sleep(Clock::time_point now) const {
  Clock::duration time = idle_slice;
  const auto at_most = [&](Clock::duration limit) {
    time = std::min(time, std::max<Clock::duration>(limit, 1ms));
  };
  if (train_ports_.waker.owed()) at_most(channel::Waker::interval);
  for (const RenderJob& job : jobs_) {
    if (job.pending) at_most(10ms);  // held back for newer weights
    if (!wants_now(job) || !job.request->follow || !train_ports_.running.load()) continue;
    at_most(asked_at_ + ask_interval - now);
    if (weights_ && job.drawn != weights_->snapshot) at_most(job.not_before - now);
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
