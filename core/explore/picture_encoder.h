#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Which weights an encoder has learned to read.
struct EncoderMark {
  int64_t step = -1;
  api::Model model = api::Model::ema;
  uint64_t drawn = 0;  ///< hash of what they draw: a run that was reset has other weights at the same step
  bool operator==(const EncoderMark&) const = default;
};

/// The encoder of the model on the bench: learns from the model's own samples, 600 lessons of 16, a few
/// seconds of one core; is kept with the run as RUN/encoder.safetensors, so that a reopened run has it at
/// once; and goes on from what it knows when the weights have moved. Until it has learned anew, the old one
/// guesses. A run that another process has open is left alone, and a folder where nothing can be written is
/// no failure: `remark` says so.
class PictureEncoder {
 public:
  /// Looks for one in the run's folder (empty: the run is not kept), once. Fails with `unsupported` where the
  /// model draws points, or nothing can learn.
  [[nodiscard]] Expected<void> open(Bench& bench, const std::string& folder);
  /// The mark of the weights of this round.
  [[nodiscard]] static Expected<EncoderMark> mark_of(Bench& bench, const Slice& slice);

  [[nodiscard]] bool ready() const { return ready_ != nullptr; }
  /// Of the weights that `guess` knows.
  [[nodiscard]] const EncoderMark& mark() const { return mark_; }
  /// One lesson for the weights of this round. True: it has learned all it will.
  [[nodiscard]] Expected<bool> learn(Bench& bench, const Slice& slice, const EncoderMark& mark,
                                     int64_t lessons = usual_lessons);
  [[nodiscard]] Progress progress() const;  ///< of learning
  /// Of the latest lessons, the mean squared error of z: 1 knows nothing.
  [[nodiscard]] double error() const { return error_; }
  [[nodiscard]] Expected<train::Guess> guess(const api::Rows& pictures) { return ready_->guess(pictures); }
  /// A sentence about the file, if there is something to be said.
  [[nodiscard]] const std::string& remark() const { return remark_; }

  static constexpr int64_t usual_lessons = 600;

 private:
  void take_from(const std::filesystem::path& file, Bench& bench);
  void keep_with_run();

  bool opened_ = false;
  std::filesystem::path folder_;
  std::unique_ptr<train::Inverter> ready_, learning_;
  EncoderMark mark_, learning_mark_;
  int64_t done_ = 0, total_ = usual_lessons;
  double error_ = 1;
  Random random_;
  std::string remark_;
};

/// That of the bench.
[[nodiscard]] inline PictureEncoder& picture_encoder(Bench& bench) {
  return bench.keep<PictureEncoder>("encoder");
}

}  // namespace ganscope::explore
