#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/explore/explorer.h"
#include "core/explore/job.h"
#include "core/explore/sample_sheet.h"
#include "core/explore/tool.h"

namespace ganscope::explore {

/// The explorer thread's own state and loop. Everything here belongs to that thread.
class ExploreLoop {
 public:
  ExploreLoop(ExplorerOptions options, train::ReplicaFactory factory, train::Ports& train_ports,
              ExplorePorts& ports);
  void run(const std::stop_token& stop);

 private:
  void take_in();
  void take_weights();
  void build_replica();
  void renew_followers(Clock::time_point now);
  void ask_for_newer(Clock::time_point now);
  /// How often the trainer may be asked for newer weights: oftener while an ask is lively.
  [[nodiscard]] Clock::duration newer_interval() const;
  [[nodiscard]] bool weights_may_be_old(const Job& job, Clock::time_point now) const;
  [[nodiscard]] bool ready(Job& job, Clock::time_point now);
  [[nodiscard]] Job* most_urgent(Clock::time_point now);
  void work(Job& job);
  [[nodiscard]] bool start(Job& job);  ///< false: nothing to do, or no such tool
  void finish(Job& job);
  void give_up(Job& job, Failure failure);
  void publish(Job& job, bool complete);
  void work_on_sheet();
  void finish_sheets();
  [[nodiscard]] Clock::duration time_to_sleep(Clock::time_point now) const;
  void report(std::string text);

  ExplorerOptions options_;
  train::ReplicaFactory factory_;
  train::Ports& train_ports_;
  ExplorePorts& ports_;

  std::shared_ptr<const train::Weights> weights_;
  Clock::time_point weights_at_{};  ///< when they arrived
  Bench bench_;

  std::array<Job, api::most_views> jobs_;
  std::vector<train::SampleOrder> orders_;
  std::optional<SampleSheet> sheet_;

  Clock::time_point asked_at_{};  ///< when newer weights were asked for last
  std::string last_report_;
};

}  // namespace ganscope::explore
