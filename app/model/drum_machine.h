#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/model/tool_state.h"
#include "app/model/view.h"
#include "core/explore/latent_math.h"
#include "core/sound/drum_machine.h"

namespace ganscope::model {

struct UiModel;

/// Sixteen steps round and round, each row the sound of a latent.
struct DrumMachine final : ToolState {
  static constexpr std::string_view key = "explore/drums";
  static constexpr size_t most_rows = 6;
  static constexpr double usual_tempo = 112;
  struct Row {
    explore::Latent latent = {};  ///< of the space that was shown when it was taken
    int label = -1;
    std::vector<float> shares = {};  ///< of a mixture of classes; empty: `label` says it
    std::string name = {};           ///< "latent 18"
    std::array<bool, sound::drum_steps> on{};
    bool operator==(const Row&) const = default;
  };
  std::vector<Row> rows;
  double tempo = usual_tempo;  ///< quarters a minute
};

/// What is mixed of what.
struct DrumBar {
  std::shared_ptr<const api::Answer> of = {};  ///< the rows' sounds
  std::vector<std::array<bool, sound::drum_steps>> steps = {};
  double tempo = DrumMachine::usual_tempo;
  sound::Wave wave = {};  ///< once it is mixed
  [[nodiscard]] bool same_as(const DrumBar& other) const {
    return of == other.of && steps == other.steps && tempo == other.tempo;
  }
};

/// The rows with which it begins: a fixed latent of every class, at most six, with a beat for them.
[[nodiscard]] DrumMachine first_drums(const UiModel& model);
/// Puts a latent into a row (rows.size(): a new one); nothing where there is no room or it does not fit.
void put_drum(UiModel& model, size_t row, DrumMachine::Row sound);
/// The latent in hand as a row.
[[nodiscard]] DrumMachine::Row drum_in_hand(const UiModel& model);
void remove_drum(UiModel& model, size_t row);
void set_step(UiModel& model, size_t row, size_t step, bool on);
void set_tempo(UiModel& model, double tempo);

/// What shall be mixed now; none: the rows' sounds are not drawn yet.
[[nodiscard]] std::optional<DrumBar> wanted_bar(const UiModel& model);
/// Of `values` of its answer; any thread.
[[nodiscard]] sound::Wave mix(const DrumBar& bar);

/// The view that draws the rows while they are on screen or heard.
[[nodiscard]] View drum_view(bool (*visible)(const UiModel&));
inline constexpr std::string_view drum_view_key = "drums/rows";

}  // namespace ganscope::model
