#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/follow/moment_files.h"
#include "core/foreign/module.h"
#include "core/train/replica.h"

namespace ganscope::foreign {

/// A generator from elsewhere that was tried out and is in memory. Its module is run by one thread at a time.
struct Generator {
  torch::jit::Module module;
  Facts facts;
};

/// The weights of a generator from elsewhere: those that were opened, or, of a run that is watched, those of
/// another step, in files that are read when they are drawn.
class ForeignSnapshot final : public train::Snapshot {
 public:
  explicit ForeignSnapshot(size_t bytes, follow::MomentFiles files = {});
  [[nodiscard]] int64_t step() const override { return files_.step; }
  [[nodiscard]] size_t bytes() const override { return bytes_; }
  /// The file to be drawn; empty: the generator that was opened.
  [[nodiscard]] std::string file(api::Model model) const {
    return (model == api::Model::ema && !files_.average.empty() ? files_.average : files_.raw).string();
  }
  /// Of its D; empty: there is none.
  [[nodiscard]] std::string discriminator() const { return files_.discriminator.string(); }
  [[nodiscard]] uint64_t serial() const { return serial_; }  ///< of another snapshot another, in this process

 private:
  size_t bytes_;
  follow::MomentFiles files_;
  uint64_t serial_;
};

/// Draws latents with a TorchScript generator: its layers are not known, and raw model and average are the
/// same but for snapshots with a file for each. Where a snapshot has a D that judges what G draws, there are
/// scores: the sigmoid of what it answers, or its answer itself where that ends in a sigmoid. What can be
/// drawn can be pulled: slopes go back through the program. It is run in this process, on the CPU, on the
/// thread that asks; the file has been tried out in a process of its own before, and one that draws then but
/// hangs later is not guarded against. Not cut pictures go to `pull`, cut ones to `render`.
class ForeignReplica final : public train::Replica {
 public:
  explicit ForeignReplica(std::shared_ptr<Generator> generator) : generator_(std::move(generator)) {}
  [[nodiscard]] Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, bool scored) override;
  [[nodiscard]] Expected<api::Rows> pull(const train::Snapshot& snapshot, api::Model model,
                                         const std::vector<float>& latents, const std::vector<int>& labels,
                                         api::Space space, const train::PictureSlopes& slopes) override;

 private:
  /// How many latents there are, or why they cannot be drawn.
  [[nodiscard]] Expected<int64_t> checked(const std::vector<float>& latents,
                                          const std::vector<int>& labels) const;
  /// How many are drawn together, so that memory stays bounded however many are asked for.
  [[nodiscard]] int64_t together() const;
  /// Classes int64 [count] from `from` on; undefined where the program takes none.
  [[nodiscard]] at::Tensor classes_of(const std::vector<int>& labels, int64_t from, int64_t count) const;
  /// Pictures [n, C, H, W] as the program makes them, all of them numbers, of rows [n, latent_dim].
  [[nodiscard]] at::Tensor draw(torch::jit::Module& module, const at::Tensor& rows,
                                const at::Tensor& classes) const;
  struct Read {
    uint64_t serial;
    std::string file;
    torch::jit::Module module;
    bool belief = false;  ///< it ends in a sigmoid
  };
  /// The program of a snapshot, read from its file where it has one and is not among those used last.
  [[nodiscard]] Expected<torch::jit::Module*> module_of(const train::Snapshot& snapshot, api::Model model);
  [[nodiscard]] Expected<Read*> read(uint64_t serial, const std::string& file);
  /// Adds what the snapshot's D says of pictures as G made them; why it says nothing goes into `unscored`.
  void judge(const ForeignSnapshot& snapshot, const at::Tensor& pictures, const at::Tensor& classes,
             api::Answer& answer);

  std::shared_ptr<Generator> generator_;
  std::deque<Read> read_;  ///< used last first
};

}  // namespace ganscope::foreign
