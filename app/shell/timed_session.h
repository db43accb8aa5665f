#pragma once
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "app/model/view.h"
#include "app/shell/frame_times.h"
#include "core/api/session.h"

namespace ganscope::shell {

/// Passes everything on, and notes how long the Explore picture takes from the user's hand to the screen.
class TimedSession final : public api::Session {
 public:
  explicit TimedSession(api::Session& inner) : inner_(inner) {}

  /// The time of the user's input that the coming requests answer to, s; negative: nobody's.
  void set_input_time(double now_s) { input_s_ = now_s; }
  /// `result` (may be null) has been drawn at `now_s`.
  void drawn(const api::Answer* result, double now_s) {
    if (asked_id_ == 0 || result == nullptr || result->id < asked_id_) return;
    latency_ms_.add((now_s - asked_s_) * 1e3);
    asked_id_ = 0;
  }
  /// Whether a picture was asked for under the user's hand since the last call.
  [[nodiscard]] bool take_newly_asked() { return std::exchange(newly_asked_, false); }
  /// Whether `result` (may be null) is the newest picture asked for.
  [[nodiscard]] bool is_answer(const api::Answer* result) const {
    return result != nullptr && result->id >= newest_id_;
  }
  [[nodiscard]] const Measurements& latency_ms() const { return latency_ms_; }

  api::Ticket post(api::Command command) override { return inner_.post(std::move(command)); }
  void ask(api::Ask ask) override {
    if (ask.view == model::view::picture && input_s_ >= 0) {
      newest_id_ = ask.id;
      newly_asked_ = true;
    }
    // While an earlier request is on its way its time stands: what the hand did then has not been seen yet.
    if (ask.view == model::view::picture && asked_id_ == 0 && input_s_ >= 0) {
      asked_id_ = ask.id;
      asked_s_ = input_s_;
    }
    inner_.ask(std::move(ask));
  }
  void flush() override { inner_.flush(); }
  std::shared_ptr<const api::Status> status(uint64_t& seen) override { return inner_.status(seen); }
  std::shared_ptr<const api::SeriesTable> series(uint64_t& seen) override { return inner_.series(seen); }
  std::shared_ptr<const api::HistoryIndex> history(uint64_t& seen) override { return inner_.history(seen); }
  std::shared_ptr<const api::DataPreview> preview(uint64_t& seen) override { return inner_.preview(seen); }
  std::shared_ptr<const api::SlowStep> slow_step(uint64_t& seen) override { return inner_.slow_step(seen); }
  std::shared_ptr<const api::Answer> answer(api::View view, uint64_t& seen) override {
    return inner_.answer(view, seen);
  }
  bool drain_metrics(std::vector<api::MetricRow>& into) override { return inner_.drain_metrics(into); }
  std::shared_ptr<const api::MeasureTable> measure_table(uint64_t& seen) override {
    return inner_.measure_table(seen);
  }
  bool drain_measures(std::vector<api::MeasureRow>& into) override { return inner_.drain_measures(into); }
  bool drain_log(std::vector<LogLine>& into) override { return inner_.drain_log(into); }
  [[nodiscard]] const config::Catalogue& catalogue() const override { return inner_.catalogue(); }

 private:
  api::Session& inner_;
  double input_s_ = -1, asked_s_ = 0;
  uint64_t asked_id_ = 0;  ///< of the oldest picture that is still on its way; 0: none
  uint64_t newest_id_ = 0;
  bool newly_asked_ = false;
  Measurements latency_ms_;
};

}  // namespace ganscope::shell
