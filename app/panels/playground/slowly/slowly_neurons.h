#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/slowly.h"
#include "app/model/view.h"
#include "app/panels/playground/room.h"

/// What stands in the opened box of the graph: the neurons of G or D, and how they are laid out.
namespace ganscope::panels::slowly {

constexpr std::string_view neuron_view = "playground/slowly/neurons";

struct Neuron {
  int row = 0;  ///< of the answer, by which its pictures and curves are found
  int layer = 0, number = 0;
  float low = 0, high = 0;  ///< of what it answers
  float spread = 0;         ///< their standard deviation
  [[nodiscard]] bool silent() const { return low == 0 && high == 0; }
};
struct NeuronLayer {
  int neurons = 0, silent = 0;  ///< all of them; those that answer 0 everywhere
  bool output = false;
  std::vector<Neuron> shown;
};
/// What is told of the neurons of the box that is open; null: nothing yet.
[[nodiscard]] const api::Answer* told_neurons(const model::UiModel& model);
[[nodiscard]] std::vector<NeuronLayer> neuron_layers(const api::Answer* answer);
/// Its answers are curves over a line, not pictures over a plane.
[[nodiscard]] bool over_line(const api::Answer& answer);

/// How the tiles stand, side by side from the input to the output, as large as they can. Lengths in px.
struct TileSizes {
  float smallest = 20, largest = 96, gap = 2;
  float between = 16, heading = 64;  ///< blocks, and the least that the heading of one needs
};
struct TileBlock {
  std::vector<Neuron> shown;  ///< of more than fit, those that vary most, in their order
  int columns = 1;
  float width = 0;
};
struct TileLayout {
  float tile = 0;
  std::vector<TileBlock> blocks;  ///< one a layer
};
[[nodiscard]] TileLayout lay_tiles(const std::vector<NeuronLayer>& layers, float width, float height,
                                   const TileSizes& sizes);

/// N opens G's box, D's, none; Escape closes it; up and down mark a neuron.
[[nodiscard]] std::optional<model::Action> box_key(const model::UiModel& model, std::string_view key);
[[nodiscard]] std::vector<model::View> neuron_views();

}  // namespace ganscope::panels::slowly
