#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/tools.h"

/// What the tab Inside G keeps and does. Free functions on the model, so that they are tested without a
/// window.
namespace ganscope::panels::inside {

/// A channel of a hidden layer of G.
struct Channel {
  int layer = -1, number = -1;
  auto operator<=>(const Channel&) const = default;
};

struct InsideState final : model::ToolState {
  static constexpr std::string_view key = "inside";
  std::map<Channel, double> scales;  ///< of what is not as it is: 0 is off
  std::vector<Channel> chosen;       ///< the last one is shown in the band; all are switched together
  bool one_scale = false;            ///< brightness: each channel's own, or its layer's
  std::string surveyed;              ///< attribute whose channels are looked for; empty: none
  bool in_features = false;          ///< what is near: in features, or in pixels
};

/// A channel that becomes a direction of z: the one along which it answers more, on average over many
/// latents.
struct ChannelDirection final : model::ToolState {
  static constexpr std::string_view key = "inside/direction";
  std::string name;             ///< that it will have
  std::optional<api::Ask> ask;  ///< none: nothing is looked for
  uint64_t turn = 0;
  Progress progress;
  std::optional<Failure> failure;
};
constexpr int direction_samples = 1000;

constexpr double least_scale = -1, most_scale = 3;

/// A layer as the newest answer of the view "inside/layers" has it.
struct Layer {
  int channels = 0, height = 1, width = 1;
  double silent = 0;  ///< of 100 places
  struct Tile {
    int channel = 0, picture = 0;
    float strongest = 0;
  };
  std::vector<Tile> tiles;  ///< by channel
  int picture = -1;         ///< of a layer that is a picture in colour, this one
};
[[nodiscard]] std::vector<Layer> layers(const model::UiModel& model);

[[nodiscard]] const InsideState& state_of(const model::UiModel& model);
/// The channel of the band; layer −1: none yet.
[[nodiscard]] Channel shown(const model::UiModel& model);
[[nodiscard]] double scale_of(const model::UiModel& model, Channel channel);
/// As the tools take them: "1:19:0,2:3:1.5".
[[nodiscard]] std::string edits_text(const InsideState& state);

// What can be done.
void choose(model::UiModel& model, Channel channel, bool add);
void set_scale(model::UiModel& model, Channel channel, double scale, bool final);  ///< of that one
void set_scales(model::UiModel& model, double scale, bool final);                  ///< of all that are chosen
void all_on(model::UiModel& model);
/// The next channel shown (by = ±1), or the next layer's.
void step_channel(model::UiModel& model, int by);
void step_layer(model::UiModel& model, int by);
void show_scale(model::UiModel& model, bool one);
void show_features(model::UiModel& model, bool features);
void survey_for(model::UiModel& model, const std::string& attribute);  ///< empty: nothing any more

/// Why the channel that is shown makes no direction here, in English; null: it does.
[[nodiscard]] const char* no_direction(const model::UiModel& model);
/// Finds the direction of the channel that is shown, and keeps it under this name; `cancel`: no longer.
void find_direction(model::UiModel& model, const std::string& name);
void cancel_direction(model::UiModel& model);
void take_direction(model::UiModel& model, const api::Answer& answer);
/// With `answers` [latents / dim] to standard normal latents, the direction (unit length) along which they
/// grow: E[z·a] is the mean slope of a, by Stein's lemma (Stein 1981). Empty where they do not.
[[nodiscard]] explore::Latent direction_of(const std::vector<float>& latents,
                                           const std::vector<float>& answers);

/// New layers came: what is chosen is there, and something is chosen.
void take_layers(model::UiModel& model, const api::Answer& answer);

}  // namespace ganscope::panels::inside
