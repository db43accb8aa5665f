#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <mutex>

#include "core/sound/player.h"
#include "core/sound/wav_io.h"

namespace ganscope::sound {
namespace {

using Clock = std::chrono::steady_clock;

class KeepingPlayer : public Player {
 public:
  explicit KeepingPlayer(std::string folder) : folder_(std::move(folder)) {}

  uint64_t play(Wave wave, double gain, bool again) override {
    const std::scoped_lock lock(mutex_);
    ++count_;
    keep(wave, gain);
    length_s_ = wave.seconds();
    again_ = again;
    playing_ = count_;
    since_ = Clock::now();
    return count_;
  }

  void change(Wave wave, double gain) override {
    const std::scoped_lock lock(mutex_);
    if (playing_ == 0 || !again_) return;
    const double share = length_s_ > 0 ? std::fmod(elapsed(), length_s_) / length_s_ : 0;
    ++changes_;
    keep(wave, gain);
    length_s_ = wave.seconds();
    since_ = Clock::now() -
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(share * length_s_));
  }

  void stop() override {
    const std::scoped_lock lock(mutex_);
    playing_ = 0;
  }

  [[nodiscard]] Playing now() const override {
    const std::scoped_lock lock(mutex_);
    Playing state{.off = !why_.empty(), .why = why_};
    const double past = elapsed();
    if (playing_ == 0 || (!again_ && past >= length_s_)) return state;
    state.sound = playing_;
    state.length_s = length_s_;
    state.position_s = length_s_ > 0 ? std::fmod(past, length_s_) : 0;
    return state;
  }

 private:
  [[nodiscard]] double elapsed() const {
    return std::chrono::duration<double>(Clock::now() - since_).count();
  }

  void keep(Wave wave, double gain) {
    if (folder_.empty()) return;
    for (float& sample : wave.samples) sample *= static_cast<float>(gain);
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    const auto file = std::filesystem::path(folder_) / fmt::format("{:03}.wav", count_ + changes_);
    if (auto written = write_wav(file, wave); !written) why_ = with_place(written.error());
  }

  const std::string folder_;
  mutable std::mutex mutex_;
  uint64_t count_ = 0, changes_ = 0, playing_ = 0;
  double length_s_ = 0;
  std::string why_;  // what was played could not be written
  bool again_ = false;
  Clock::time_point since_ = {};
};

}  // namespace

std::unique_ptr<Player> keeping_player(std::string folder) {
  return std::make_unique<KeepingPlayer>(std::move(folder));
}

}  // namespace ganscope::sound
