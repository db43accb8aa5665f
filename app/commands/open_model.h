#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "app/commands/requests.h"
#include "core/api/ask.h"
#include "core/api/status.h"
#include "core/explore/fitted_codes.h"
#include "core/image/picture.h"
#include "core/storage/run_folder.h"
#include "core/train/replica.h"

namespace ganscope::commands {

/// A run's model, ready to draw: experiment, weights of one checkpoint, and the replica that fits them.
struct OpenModel {
  storage::RunInfo run;
  std::string checkpoint;
  config::Experiment experiment;
  api::DataInfo data;
  int latent_dim = 0;
  int classes = 0;  ///< 0: unconditional; of captions the examples
  train::SnapshotPointer snapshot;
  std::unique_ptr<train::Replica> replica;
  api::Model model = api::Model::ema;
  std::optional<explore::FittedCodes> prior = {};  ///< what latents are drawn from; none: N(0, 1)

  /// The latent of a seed, as it is drawn.
  [[nodiscard]] std::vector<float> latent_of_seed(uint64_t seed) const;

  /// Draws latents [count × latent_dim] in batches, with progress under `what`. `labels` [count], empty when
  /// unconditional. With `truncation_in_w` the latents are w, and are pulled towards their mean. `shares`
  /// [count × classes] mix classes, and go before `labels`; empty: none.
  [[nodiscard]] Expected<api::Answer> draw(const std::vector<std::vector<float>>& latents,
                                           const std::vector<int>& labels, Console& console,
                                           const std::string& what,
                                           std::optional<double> truncation_in_w = {},
                                           const std::vector<float>& shares = {}) const;
  /// The class asked for: a number or a name; -1 when none was. Fails where the run has no classes.
  [[nodiscard]] Expected<int> label_of(const std::optional<std::string>& word) const;
  /// The captions that it is told; null where it is told none.
  [[nodiscard]] const captions::Vocabulary* captions() const { return api::told_captions(experiment, data); }
  /// The label under which it draws this sentence from now on. Fails with `usage` where it is told no
  /// captions, or where the sentence has words that nobody knows.
  [[nodiscard]] Expected<int> say(const std::string& sentence) const;
  /// "faces-7f3a at step 1,000, EMA"
  [[nodiscard]] std::string title() const;
  /// It makes pictures of pictures, and draws no latents.
  [[nodiscard]] bool translates() const { return experiment.settings.has("task"); }
};

/// Opens a run folder or a checkpoint. Needs no data. Says so when a damaged newest checkpoint is passed
/// over.
[[nodiscard]] Expected<OpenModel> open_model(const ModelChoice& choice, Console& console);

/// The same for what draws latents; fails with `usage` where the model makes pictures of pictures.
[[nodiscard]] Expected<OpenModel> open_latent_model(const ModelChoice& choice, Console& console);

/// Picture number `index` of a result, RGB or grey as it was drawn, without alpha.
[[nodiscard]] image::Picture picture_of(const api::Answer& result, int index);
[[nodiscard]] std::vector<image::Picture> pictures_of(const api::Answer& result);

/// How many times a picture is enlarged so that its shorter side has at least `wanted` px.
[[nodiscard]] int magnification_for(int width, int height, int wanted);

/// A `usage` failure unless the file's name ends in one of `endings` (".png"), whatever their case.
[[nodiscard]] Expected<void> check_ending(const std::filesystem::path& file,
                                          const std::vector<std::string>& endings);
/// Lower-case extension with its point.
[[nodiscard]] std::string ending_of(const std::filesystem::path& file);
/// Makes the folder that a file will stand in.
[[nodiscard]] Expected<void> make_folder_for(const std::filesystem::path& file);

}  // namespace ganscope::commands
