#include <algorithm>
#include <chrono>
#include <utility>

#include "app/model/runs/table.h"
#include "core/runs/list_runs.h"

namespace ganscope::model {
namespace {

using Summaries = std::vector<std::shared_ptr<const runs::RunSummary>>;
using Clock = std::chrono::steady_clock;

/// Publishes what there is so far, ten times a second at most, and so seldom that it costs little beside the
/// reading itself.
class SoFar {
 public:
  SoFar(const config::Catalogue& catalogue, const RunsErrand& errand,
        const std::function<void(RunsTable)>& publish)
      : catalogue_(catalogue), errand_(errand), publish_(publish) {}

  void take(size_t place, size_t total, const runs::RunSummary& run) {
    rows_.resize(std::max(rows_.size(), place + 1));
    rows_[place] = std::make_shared<const runs::RunSummary>(run);
    const Clock::time_point now = Clock::now();
    if (now < due_) return;
    publish_(make_runs_table(catalogue_, errand_.folder, rows_, total));
    constexpr auto least = std::chrono::milliseconds(100);
    const Clock::time_point done = Clock::now();
    due_ = done + std::max<Clock::duration>(least, 4 * (done - now));
  }

 private:
  const config::Catalogue& catalogue_;
  const RunsErrand& errand_;
  const std::function<void(RunsTable)>& publish_;
  Summaries rows_;
  Clock::time_point due_ = Clock::now() + std::chrono::milliseconds(100);
};

/// Whether the same runs are there, and nothing of them has changed.
bool same(const RunsTable& before, const std::vector<runs::RunSummary>& now) {
  return before.done && !before.failure && before.known != nullptr &&
         std::ranges::equal(*before.known, now, [](const runs::RunSummary& a, const runs::RunSummary& b) {
           return a.folder == b.folder && a.stamp == b.stamp && a.state == b.state;
         });
}

}  // namespace

void read_runs(const RunsErrand& errand, const runs::Knowledge& knowledge,
               const std::function<bool()>& cancelled, const std::function<void(RunsTable)>& publish) {
  const bool known = errand.before != nullptr && errand.before->known != nullptr;
  SoFar so_far(*knowledge.catalogue, errand, publish);
  runs::Listing listing{.judged = static_cast<bool>(knowledge.game)};
  if (known) listing.known = *errand.before->known;
  if (!known)
    listing.row = [&](size_t place, size_t total, const runs::RunSummary& run) {
      so_far.take(place, total, run);
    };
  WorkContext context;
  context.cancelled = cancelled;
  auto runs = runs::list_runs(errand.folder, knowledge, listing, context);
  if (!runs) {
    if (runs.error().kind == FailureKind::cancelled) return;
    RunsTable failed;
    failed.folder = errand.folder;
    failed.failure = runs.error();
    failed.done = true;
    return publish(std::move(failed));
  }
  if (known && same(*errand.before, *runs)) return publish(*errand.before);
  const auto all = std::make_shared<const std::vector<runs::RunSummary>>(std::move(*runs));
  Summaries rows;
  for (const runs::RunSummary& run : *all) rows.push_back(std::shared_ptr<const runs::RunSummary>(all, &run));
  RunsTable table = make_runs_table(*knowledge.catalogue, errand.folder, rows, rows.size());
  table.judged = rows.size();
  table.done = true;
  table.known = all;
  publish(std::move(table));
}

}  // namespace ganscope::model
