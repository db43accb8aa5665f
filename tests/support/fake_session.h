#pragma once
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "core/api/session.h"
#include "tests/support/fake_catalogue.h"

namespace ganscope::testing {

/// An api::Session without threads, for tests of the interface: what it gives out is set by the test
/// (`set_…`), what it is told is kept (`commands`, `asks`). Nothing is applied by itself unless
/// `answer_at_once`: then every command is acknowledged in the status as soon as it is posted.
class FakeSession final : public api::Session {
 public:
  explicit FakeSession(config::Catalogue catalogue = fake_catalogue()) : catalogue_(std::move(catalogue)) {
    set_status({});
  }

  std::vector<api::Command> commands;
  std::vector<api::Ask> asks;
  int flushes = 0;
  bool answer_at_once = false;

  void set_status(api::Status status) { status_.set(std::move(status)); }
  [[nodiscard]] api::Status current_status() const { return *status_.value; }
  void set_series(api::SeriesTable table) { series_.set(std::move(table)); }
  void set_history(api::HistoryIndex index) { history_.set(std::move(index)); }
  void set_preview(api::DataPreview preview) { preview_.set(std::move(preview)); }
  void set_slow_step(api::SlowStep step) { slow_step_.set(std::move(step)); }
  void set_answer(api::Answer answer) {
    const api::View view = answer.view;
    answers_.at(view).set(std::move(answer));
  }
  void add_metrics(std::vector<api::MetricRow> rows) {
    for (auto& row : rows) metrics_.push_back(std::move(row));
  }
  void set_measure_table(api::MeasureTable table) { measure_table_.set(std::move(table)); }
  void add_measures(std::vector<api::MeasureRow> rows) {
    for (auto& row : rows) measures_.push_back(std::move(row));
  }
  void add_log(LogLine line) { log_.push_back(std::move(line)); }
  /// Acknowledges every command so far.
  void acknowledge() {
    api::Status status = current_status();
    status.applied = last_ticket_;
    set_status(std::move(status));
  }
  [[nodiscard]] api::Ticket last_ticket() const { return last_ticket_; }

  api::Ticket post(api::Command command) override {
    commands.push_back(std::move(command));
    ++last_ticket_;
    if (answer_at_once) acknowledge();
    return last_ticket_;
  }
  void ask(api::Ask ask) override { asks.push_back(std::move(ask)); }
  void flush() override { ++flushes; }
  std::shared_ptr<const api::Status> status(uint64_t& seen) override { return status_.poll(seen); }
  std::shared_ptr<const api::SeriesTable> series(uint64_t& seen) override { return series_.poll(seen); }
  std::shared_ptr<const api::HistoryIndex> history(uint64_t& seen) override { return history_.poll(seen); }
  std::shared_ptr<const api::DataPreview> preview(uint64_t& seen) override { return preview_.poll(seen); }
  std::shared_ptr<const api::SlowStep> slow_step(uint64_t& seen) override { return slow_step_.poll(seen); }
  std::shared_ptr<const api::Answer> answer(api::View view, uint64_t& seen) override {
    return answers_.at(view).poll(seen);
  }
  bool drain_metrics(std::vector<api::MetricRow>& into) override { return drain(metrics_, into); }
  std::shared_ptr<const api::MeasureTable> measure_table(uint64_t& seen) override {
    return measure_table_.poll(seen);
  }
  bool drain_measures(std::vector<api::MeasureRow>& into) override { return drain(measures_, into); }
  bool drain_log(std::vector<LogLine>& into) override { return drain(log_, into); }
  [[nodiscard]] const config::Catalogue& catalogue() const override { return catalogue_; }

 private:
  template <class T>
  struct Slot {
    std::shared_ptr<const T> value;
    uint64_t version = 0;
    void set(T next) {
      value = std::make_shared<const T>(std::move(next));
      ++version;
    }
    std::shared_ptr<const T> poll(uint64_t& seen) const {
      if (seen == version) return nullptr;
      seen = version;
      return value;
    }
  };
  template <class T>
  static bool drain(std::vector<T>& from, std::vector<T>& into) {
    const bool any = !from.empty();
    for (T& value : from) into.push_back(std::move(value));
    from.clear();
    return any;
  }

  config::Catalogue catalogue_;
  api::Ticket last_ticket_ = 0;
  Slot<api::Status> status_;
  Slot<api::SeriesTable> series_;
  Slot<api::HistoryIndex> history_;
  Slot<api::DataPreview> preview_;
  Slot<api::SlowStep> slow_step_;
  std::array<Slot<api::Answer>, api::most_views> answers_;
  Slot<api::MeasureTable> measure_table_;
  std::vector<api::MetricRow> metrics_;
  std::vector<api::MeasureRow> measures_;
  std::vector<LogLine> log_;
};

}  // namespace ganscope::testing
