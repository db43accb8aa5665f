#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <utility>

#include "core/channel/doorbell.h"
#include "core/channel/latest.h"
#include "core/channel/mailbox.h"
#include "core/measure/low_priority.h"

namespace ganscope::shell {

/// A thread of low priority that answers the newest request; it starts with the first one, and is joined in
/// the end. Everything but the work itself belongs to the interface thread, and returns at once.
template <class Request, class Answer>
class BackgroundWorker {
 public:
  using Publish = std::function<void(Answer)>;
  /// Long; may publish several times, each time the newer answer. `superseded` is to be asked often: there is
  /// a newer request, or the program ends.
  using Work =
      std::function<void(const Request&, const std::function<bool()>& superseded, const Publish& publish)>;

  BackgroundWorker(Work work, std::function<void()> wake) : work_(std::move(work)), wake_(std::move(wake)) {}
  ~BackgroundWorker() {
    thread_.request_stop();
    bell_.ring();
  }
  BackgroundWorker(const BackgroundWorker&) = delete;
  BackgroundWorker& operator=(const BackgroundWorker&) = delete;

  void ask(Request request) {
    requests_.post(std::move(request));
    newer_ = true;
    if (!thread_.joinable()) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    bell_.ring();
  }
  /// Hands over what could not be handed over before, and takes what is newer than `seen`; else null.
  std::shared_ptr<const Answer> poll(uint64_t& seen) {
    requests_.flush();
    return answers_.poll(seen);
  }

 private:
  void run(const std::stop_token& stop) {
    measure::lower_priority();
    while (!stop.stop_requested()) {
      newer_ = false;
      if (const auto request = requests_.take()) {
        work_(
            *request, [&] { return stop.stop_requested() || newer_.load(); },
            [this](Answer answer) {
              answers_.publish(std::move(answer));
              wake_();
            });
      } else {
        bell_.wait_for(std::chrono::seconds(1));
      }
    }
  }

  Work work_;
  std::function<void()> wake_;
  channel::Mailbox<Request> requests_;
  channel::Latest<Answer> answers_;
  channel::Doorbell bell_;
  std::atomic<bool> newer_{false};
  std::jthread thread_;  // last: joined before the rest dies
};

}  // namespace ganscope::shell
