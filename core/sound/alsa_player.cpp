#include <alsa/asoundlib.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/sound/player.h"

namespace ganscope::sound {
namespace {

constexpr unsigned int latency_us = 60000;
constexpr double written_at_once_s = 0.01, soft_end_s = 0.004;

/// ALSA's own messages would go to the terminal; what matters is in the codes.
void say_nothing(const char* /*file*/, int /*line*/, const char* /*function*/, int /*error*/,
                 const char* /*format*/, ...) {}

struct CloseDevice {
  void operator()(snd_pcm_t* device) const { snd_pcm_close(device); }
};
using Device = std::unique_ptr<snd_pcm_t, CloseDevice>;

/// Owns the device, on its own thread; everything that others say or ask goes through `mutex_`.
class AlsaPlayer : public Player {
 public:
  explicit AlsaPlayer(std::function<void()> wake)
      : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

  uint64_t play(Wave wave, double gain, bool again) override {
    const std::scoped_lock lock(mutex_);
    if (state_.off) return 0;
    wanted_ = std::move(wave);
    gain_ = static_cast<float>(std::clamp(gain, 0.0, 1.0));
    again_ = again;
    number_ = ++count_;
    fresh_ = true;
    state_ = {.sound = number_, .position_s = 0, .length_s = wanted_.seconds()};
    changed_.notify_all();
    return number_;
  }

  void change(Wave wave, double gain) override {
    const std::scoped_lock lock(mutex_);
    if (number_ == 0 || !again_ || wave.samples.empty()) return;
    const double share =
        wanted_.samples.empty() ? 0 : static_cast<double>(at_) / static_cast<double>(wanted_.samples.size());
    at_ = std::min(static_cast<size_t>(share * static_cast<double>(wave.samples.size())),
                   wave.samples.size() - 1);
    wanted_ = std::move(wave);
    gain_ = static_cast<float>(std::clamp(gain, 0.0, 1.0));
    state_.length_s = wanted_.seconds();
  }

  void stop() override {
    const std::scoped_lock lock(mutex_);
    number_ = 0;
    state_.sound = 0;
    changed_.notify_all();
  }

  [[nodiscard]] Playing now() const override {
    const std::scoped_lock lock(mutex_);
    return state_;
  }

 private:
  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      changed_.wait(lock, stop, [&] { return number_ != 0; });
      if (stop.stop_requested()) break;
      const int rate = wanted_.rate;
      lock.unlock();
      std::string why;
      if (!device_ || rate_ != rate) open(rate, why);
      lock.lock();
      if (!device_) {
        give_up(why);
        lock.unlock();
        if (wake_) wake_();
        return;
      }
      sound(lock, stop);
      lock.unlock();
      if (wake_) wake_();
      lock.lock();
    }
  }

  void give_up(const std::string& why) {
    number_ = 0;
    state_ = {.off = true, .why = why};
  }

  void open(int rate, std::string& why) {
    device_.reset();
    snd_lib_error_set_handler(say_nothing);
    snd_pcm_t* raw = nullptr;
    int code = snd_pcm_open(&raw, "default", SND_PCM_STREAM_PLAYBACK, 0);
    if (code >= 0) {
      device_.reset(raw);
      code = snd_pcm_set_params(raw, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                static_cast<unsigned int>(rate), 1, latency_us);
    }
    rate_ = rate;
    if (code >= 0) return;
    device_.reset();
    why = fmt::format("no sound device can be opened ({})", snd_strerror(code));
  }

  /// Writes piece after piece until the sound is over, another is wanted or it shall stop.
  void sound(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
    std::vector<short> piece;
    float last = 0;
    while (number_ != 0 && !stop.stop_requested() && wanted_.rate == rate_) {
      if (fresh_) at_ = 0;
      fresh_ = false;
      const uint64_t mine = number_;
      const auto count = static_cast<size_t>(std::max(1.0, written_at_once_s * rate_));
      piece.clear();
      while (piece.size() < count && (at_ < wanted_.samples.size() || (again_ && !wanted_.samples.empty()))) {
        if (at_ >= wanted_.samples.size()) at_ = 0;
        last = std::clamp(gain_ * wanted_.samples[at_++], -1.0F, 1.0F);
        piece.push_back(static_cast<short>(32767 * last));
      }
      const bool over = piece.empty();
      const double written_s = static_cast<double>(at_) / rate_;
      lock.unlock();
      const double ahead_s = over ? finish() : write(piece);
      lock.lock();
      if (ahead_s < 0) {
        give_up(fmt::format("the sound device failed ({})", snd_strerror(static_cast<int>(ahead_s))));
        return;
      }
      if (number_ != mine) continue;
      state_.position_s = std::clamp(written_s - ahead_s, 0.0, state_.length_s);
      if (!over) continue;
      number_ = 0;
      state_.sound = 0;
      return;
    }
    if (number_ == 0) soften(last);
  }

  /// What was broken off runs out to nothing.
  void soften(float from) {
    if (!device_) return;
    std::vector<short> tail;
    const auto count = static_cast<size_t>(soft_end_s * rate_);
    for (size_t i = 0; i < count; ++i)
      tail.push_back(
          static_cast<short>(32767 * from * static_cast<float>(count - i) / static_cast<float>(count)));
    snd_pcm_writei(device_.get(), tail.data(), tail.size());
    snd_pcm_drain(device_.get());
    snd_pcm_prepare(device_.get());
  }

  /// How many seconds are written and not yet heard; negative: the error's code.
  double write(const std::vector<short>& piece) {
    snd_pcm_sframes_t done = snd_pcm_writei(device_.get(), piece.data(), piece.size());
    if (done < 0) {
      const int again = snd_pcm_recover(device_.get(), static_cast<int>(done), 1);
      if (again < 0) return again;
      done = snd_pcm_writei(device_.get(), piece.data(), piece.size());
      if (done < 0) return static_cast<double>(done);
    }
    snd_pcm_sframes_t delay = 0;
    if (snd_pcm_delay(device_.get(), &delay) < 0 || delay < 0) delay = 0;
    return static_cast<double>(delay) / rate_;
  }

  double finish() {
    snd_pcm_drain(device_.get());
    snd_pcm_prepare(device_.get());
    return 0;
  }

  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Wave wanted_ = {};
  float gain_ = 1;
  bool again_ = false, fresh_ = false;
  uint64_t count_ = 0, number_ = 0;  // 0: nothing is wanted
  size_t at_ = 0;                    // the next sample of `wanted_`
  Playing state_ = {};
  Device device_ = {};   // of the thread alone
  int rate_ = 0;         // of the thread alone
  std::jthread thread_;  // the last: it uses all of the above
};

}  // namespace

std::unique_ptr<Player> alsa_player(std::function<void()> wake) {
  return std::make_unique<AlsaPlayer>(std::move(wake));
}

}  // namespace ganscope::sound
