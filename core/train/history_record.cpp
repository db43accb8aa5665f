#include "core/train/history_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/storage/tensor_file.h"

namespace ganscope::train {
namespace {

namespace fs = std::filesystem;
constexpr const char* seconds_key = "run.seconds";

double seconds_in(const storage::TensorFile& file) {
  const auto found = file.metadata.find(seconds_key);
  double seconds = 0;
  if (found != file.metadata.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), seconds);
  return seconds;
}

}  // namespace

void HistoryRecord::begin(const fs::path& run_folder, int64_t from_step) {
  close();
  folder_ = run_folder;
  storage::clear_unfinished_moments(folder_);
  std::vector<fs::path> later;
  uint64_t bytes = 0;
  for (storage::StoredMoment& moment : storage::stored_moments(folder_)) {
    if (moment.step > from_step) {
      later.push_back(std::move(moment.file));
      continue;
    }
    kept_.push_back({moment.step, moment.bytes});
    bytes += moment.bytes;
  }
  storage::discard_moments(folder_, later);
  offered_ = kept_.empty() ? -1 : kept_.back().step;
  budget_bytes_ = asked_bytes_ ? static_cast<uint64_t>(std::max<int64_t>(*asked_bytes_, 0))
                               : std::max<uint64_t>(default_bytes, bytes);
  if (budget_bytes_ > 0) writer_.emplace(folder_);
}

void HistoryRecord::wait() {
  if (writer_) writer_->wait();
}

void HistoryRecord::close() {
  wait();
  take_trouble();
  writer_.reset();
  folder_.clear();
  kept_.clear();
  again_.clear();
  offered_ = -1;
  told_too_large_ = false;
}

void HistoryRecord::take_trouble() {
  if (!writer_) return;
  auto [steps, why] = writer_->take_trouble();
  for (const int64_t step : steps) {
    if (std::erase_if(kept_, [step](const Kept& kept) { return kept.step == step; }) > 0) again_.insert(step);
  }
  if (why && !trouble_) {
    trouble_ = std::move(why);
    trouble_->what = "A moment of the run's film was not kept. " + trouble_->what;
  }
}

std::optional<Failure> HistoryRecord::trouble() {
  take_trouble();
  return std::exchange(trouble_, std::nullopt);
}

void HistoryRecord::keep(const std::vector<Moment>& moments, const Export& to_file) {
  if (!writer_ || moments.empty()) return;
  take_trouble();
  std::set<int64_t> there;
  for (const Moment& moment : moments) there.insert(moment.snapshot->step());
  forget([&](int64_t step) { return !there.contains(step); });

  // All moments of a run take the same room, so that of the newest says which are worth making a file of.
  std::vector<const Moment*> fresh;
  for (const Moment& moment : moments)
    if (moment.snapshot->whole() && wants(moment.snapshot->step())) fresh.push_back(&moment);
  if (fresh.empty()) return thin_out();
  const auto timed = [&](const Moment& moment) {
    auto file = to_file(moment);
    if (file) file->metadata[seconds_key] = fmt::format("{}", moment.seconds);
    return file;
  };
  auto newest = timed(*fresh.back());
  if (!newest) return;
  const uint64_t bytes = storage::stored_bytes(*newest);
  for (const Moment* moment : fresh) add(moment->snapshot->step(), bytes);
  thin_out();
  for (const Moment* moment : fresh) {
    const int64_t step = moment->snapshot->step();
    if (std::ranges::find(kept_, step, &Kept::step) == kept_.end()) continue;  // thinned out at once
    auto file = moment == fresh.back() ? std::move(newest) : timed(*moment);
    if (file) writer_->write(step, std::move(*file));
  }
  offered_ = std::max(offered_, moments.back().snapshot->step());
  again_.clear();
}

void HistoryRecord::add(int64_t step, uint64_t bytes) {
  const auto after = std::ranges::upper_bound(kept_, step, {}, &Kept::step);
  kept_.insert(after, {step, bytes});
}

void HistoryRecord::forget(const std::function<bool(int64_t step)>& gone) {
  for (const Kept& kept : kept_)
    if (gone(kept.step)) writer_->remove(kept.step);
  std::erase_if(kept_, [&](const Kept& kept) { return gone(kept.step); });
  std::erase_if(again_, gone);
}

void HistoryRecord::thin_out() {
  uint64_t bytes = 0;
  std::vector<int64_t> steps;
  for (const Kept& kept : kept_) {
    bytes += kept.bytes;
    steps.push_back(kept.step);
  }
  while (bytes > budget_bytes_ && !steps.empty()) {
    // Of two the later stays: step 0 is what the seed gives again.
    const size_t victim = steps.size() > 2 ? most_crowded(steps) : 0;
    bytes -= kept_[victim].bytes;
    if (steps.size() == 1 && !std::exchange(told_too_large_, true))
      trouble_ = Failure{FailureKind::io,
                         fmt::format("The film of this run is not kept: one moment takes {:.1f} MB",
                                     static_cast<double>(kept_[victim].bytes) / (1 << 20)),
                         folder_.string(), "allow more by --history MB"};
    writer_->remove(steps[victim]);
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(victim));
    steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(victim));
  }
}

void HistoryRecord::rewind(int64_t step) {
  if (folder_.empty()) return;
  wait();
  take_trouble();
  std::vector<fs::path> later;
  for (const storage::StoredMoment& moment : storage::stored_moments(folder_))
    if (moment.step > step) later.push_back(moment.file);
  storage::discard_moments(folder_, later);
  std::erase_if(kept_, [step](const Kept& kept) { return kept.step > step; });
  std::erase_if(again_, [step](int64_t each) { return each > step; });
  offered_ = std::min(offered_, step);
}

void HistoryRecord::set_aside(const std::vector<fs::path>& files) {
  if (folder_.empty() || files.empty()) return;
  storage::discard_moments(folder_, files);
  std::erase_if(kept_, [&](const Kept& kept) {
    return std::ranges::find(files, storage::moment_file(folder_, kept.step)) != files.end();
  });
}

StoredHistory read_history(const fs::path& run_folder, int64_t until_step, const Stepper& stepper) {
  StoredHistory history;
  for (const storage::StoredMoment& stored : storage::stored_moments(run_folder)) {
    if (stored.step <= 0 || stored.step >= until_step) continue;
    auto file = storage::read_tensor_file(stored.file);
    Expected<SnapshotPointer> snapshot =
        file ? stepper.import_average(*file) : Expected<SnapshotPointer>(tl::unexpected(file.error()));
    if (snapshot && (*snapshot)->step() != stored.step)
      snapshot = fail(FailureKind::bad_data, "The file's name and its content are of different steps",
                      stored.file.string(), "the name was changed: give it its own again");
    if (snapshot) {
      history.moments.push_back({std::move(*snapshot), seconds_in(*file)});
      continue;
    }
    history.damaged.push_back(stored.file);
    if (!history.why) history.why = std::move(snapshot.error());
  }
  return history;
}

}  // namespace ganscope::train
