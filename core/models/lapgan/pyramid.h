#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/failure.h"
#include "core/networks/discriminator.h"
#include "core/networks/generator.h"

namespace ganscope::lapgan {

constexpr size_t levels = 3;

/// The latent's numbers of a level: [first, first + count). Each level after the first has a sixth of them.
struct Share {
  int64_t first = 0, count = 0;
};
[[nodiscard]] Share share_of(int64_t latent_dim, size_t level);

/// The size of a level's pictures, of data `size` px wide: a quarter, half, all of it.
[[nodiscard]] int64_t size_of(int64_t size, size_t level);

/// Means of 2×2 pixels: what the level below sees of a picture. [N, C, H, W] → [N, C, H/2, W/2]
[[nodiscard]] at::Tensor reduced(const at::Tensor& pictures);
/// Each pixel four times. [N, C, H, W] → [N, C, 2H, 2W] channels_last
[[nodiscard]] at::Tensor expanded(const at::Tensor& pictures);

/// G of one level. The first draws a small picture from its share of the latent. A later one is shown the
/// picture of the level before, and adds the detail of twice the size: expanded(low) + h(low, its share),
/// where the share becomes four planes beside the low picture (Denton 2015, figure 2).
class LevelGenerator : public networks::Generator {
 public:
  /// `latents` [N, latent_dim], of which it takes its share; `low` [N, C, size/2, size/2], undefined at the
  /// first level → pictures [N, C, size, size], not yet clipped to [−1, 1].
  [[nodiscard]] virtual at::Tensor drawn(const networks::Weights& weights, const at::Tensor& low,
                                         const at::Tensor& latents, networks::Mode mode) const = 0;

 protected:
  LevelGenerator(const config::Settings& settings, const networks::Task& task, size_t level)
      : Generator(settings, task), task_(task), low_size_(level == 0 ? 0 : size_of(task.height, level) / 2) {}
  /// As if it stood alone, on a grey picture: for the table of layers.
  [[nodiscard]] at::Tensor draw(const networks::Weights& weights, const at::Tensor& input,
                                const at::Tensor& labels, networks::Mode mode) const override;

  networks::Task task_;  ///< of the whole
  int64_t low_size_;     ///< of the picture that it is shown; 0: none
};
[[nodiscard]] std::unique_ptr<LevelGenerator> make_level(const config::Settings& settings,
                                                         const networks::Task& task, size_t level);

/// What D of a level is shown: its pictures at the first; later the low picture, expanded, and the detail,
/// one behind the other in the channels: [N, C or 2C, size, size].
[[nodiscard]] networks::Task judged(networks::Task task, size_t level);
[[nodiscard]] std::unique_ptr<networks::Discriminator> make_judge(const config::Settings& settings,
                                                                  const networks::Task& task, size_t level);

/// All levels, one after the other, as one generator: its parameters are those of the levels in turn. The
/// pictures of the levels before the last pass through networks::edited.
class Pyramid final : public networks::Generator {
 public:
  Pyramid(const config::Settings& settings, const networks::Task& task);
  [[nodiscard]] const LevelGenerator& level(size_t index) const { return *levels_[index]; }
  /// The weights of the levels as those of the whole.
  [[nodiscard]] static networks::Weights joined(const std::vector<networks::Weights>& of_levels);

 protected:
  [[nodiscard]] at::Tensor draw(const networks::Weights& weights, const at::Tensor& input,
                                const at::Tensor& labels, networks::Mode mode) const override;

 private:
  [[nodiscard]] networks::Weights part(const networks::Weights& whole, size_t level) const;
  std::vector<std::unique_ptr<LevelGenerator>> levels_;
};

/// Fails with `usage` unless the data are square pictures of 16, 32 or 64 pixels and the latent has three
/// numbers at least.
[[nodiscard]] Expected<void> check_task(const networks::Task& task);

}  // namespace ganscope::lapgan
