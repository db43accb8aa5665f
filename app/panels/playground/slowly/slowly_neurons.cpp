#include "app/panels/playground/slowly/slowly_neurons.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "app/model/asks.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/neuron_numbers.h"

namespace ganscope::panels::slowly {
namespace {

namespace told = explore::neurons;
using WhichBox = model::Slowly::Box;

WhichBox opened(const model::UiModel& model) { return model::tool_state<model::Slowly>(model).box; }

/// Of pictures the box lists layers, and nothing is asked.
bool box_asks(const model::UiModel& model) {
  return model::slowly_shown(model) && opened(model) != WhichBox::none && model.status->data.is_points();
}

std::optional<api::Ask> neurons_wanted(const model::UiModel& model) {
  api::Ask ask = model::blank_ask(model);
  ask.tool = "neurons";
  ask.model = api::Model::raw;  // it is what takes the step
  ask.moment = api::now;
  ask.follow = true;
  ask.settings.set("net", std::string(opened(model) == WhichBox::generator ? "g" : "d"));
  const ui::PlaneView view = space_view(model);
  ask.settings.set("x0", view.centre_x - view.half);
  ask.settings.set("x1", view.centre_x + view.half);
  ask.settings.set("y0", view.centre_y - view.half);
  ask.settings.set("y1", view.centre_y + view.half);
  return ask;
}

std::vector<Neuron> most_varied(std::vector<Neuron> all, size_t most) {
  if (all.size() <= most) return all;
  std::ranges::stable_sort(all, std::greater(), &Neuron::spread);
  all.resize(most);
  std::ranges::sort(all, std::less(), &Neuron::number);
  return all;
}

float block_width(size_t columns, float tile, const TileSizes& sizes) {
  return std::max(sizes.heading, static_cast<float>(columns) * (tile + sizes.gap) - sizes.gap);
}

size_t rows_of(float height, float tile, const TileSizes& sizes) {
  return static_cast<size_t>(std::max(1.0F, std::floor((height + sizes.gap) / (tile + sizes.gap))));
}

float width_of(const TileLayout& layout, const TileSizes& sizes) {
  return std::accumulate(
      layout.blocks.begin(), layout.blocks.end(), -sizes.between,
      [&](float sum, const TileBlock& block) { return sum + block.width + sizes.between; });
}

TileLayout laid(const std::vector<NeuronLayer>& layers, float tile, float height, const TileSizes& sizes) {
  TileLayout layout{tile, {}};
  const size_t rows = rows_of(height, tile, sizes);
  for (const NeuronLayer& layer : layers) {
    const size_t columns = std::max<size_t>(1, (layer.shown.size() + rows - 1) / rows);
    layout.blocks.push_back({layer.shown, static_cast<int>(columns), block_width(columns, tile, sizes)});
  }
  return layout;
}

}  // namespace

const api::Answer* told_neurons(const model::UiModel& model) {
  const auto& answer = model.result(model.view(neuron_view));
  if (!answer || answer->generation != model.status->generation) return nullptr;
  const api::TableRow* net = answer->row(told::net);
  const bool same = net != nullptr && net->text == (opened(model) == WhichBox::generator ? "g" : "d");
  return same ? answer.get() : nullptr;
}

std::vector<NeuronLayer> neuron_layers(const api::Answer* answer) {
  std::vector<NeuronLayer> layers;
  if (answer == nullptr) return layers;
  for (const api::TableRow& row : answer->table) {
    if (row.key != told::layer) continue;
    const auto number = [&](size_t at) { return static_cast<int>(row.numbers[at]); };
    NeuronLayer& layer = layers.emplace_back(NeuronLayer{
        number(told::of_layer::neurons), number(told::of_layer::silent), row.text == told::output, {}});
    const int first = number(told::of_layer::first);
    for (int i = first; i < first + number(told::of_layer::shown) && i < answer->vectors.count; ++i) {
      const float* of = answer->vectors.row(i);
      layer.shown.push_back({i, static_cast<int>(of[told::of_neuron::layer]),
                             static_cast<int>(of[told::of_neuron::number]), of[told::of_neuron::low],
                             of[told::of_neuron::high], of[told::of_neuron::spread]});
    }
  }
  return layers;
}

bool over_line(const api::Answer& answer) {
  const api::TableRow* over = answer.row(told::over);
  return over != nullptr && over->text == "line";
}

TileLayout lay_tiles(const std::vector<NeuronLayer>& layers, float width, float height,
                     const TileSizes& sizes) {
  TileSizes own = sizes;
  const auto count = static_cast<float>(std::max<size_t>(1, layers.size()));
  own.heading = std::min(own.heading, std::max(1.0F, (width - (count - 1) * own.between) / count));
  for (float tile = own.largest; tile >= own.smallest; --tile)
    if (TileLayout layout = laid(layers, tile, height, own); width_of(layout, own) <= width) return layout;
  TileLayout layout = laid(layers, own.smallest, height, own);
  const size_t rows = rows_of(height, own.smallest, own);
  while (width_of(layout, own) > width) {
    TileBlock& widest = *std::ranges::max_element(layout.blocks, {}, &TileBlock::columns);
    if (widest.columns <= 1) break;
    --widest.columns;
    const auto columns = static_cast<size_t>(widest.columns);
    widest.width = block_width(columns, own.smallest, own);
    widest.shown = most_varied(std::move(widest.shown), columns * rows);
  }
  return layout;
}

std::optional<model::Action> box_key(const model::UiModel& model, std::string_view key) {
  const WhichBox box = opened(model);
  if (key == "n" || (key == "escape" && box != WhichBox::none)) {
    const WhichBox next = key == "escape"              ? WhichBox::none
                          : box == WhichBox::none      ? WhichBox::generator
                          : box == WhichBox::generator ? WhichBox::discriminator
                                                       : WhichBox::none;
    return playground::changing(
        [next](model::UiModel& later, double /*now_s*/) { model::open_slow_box(later, next); });
  }
  if (box == WhichBox::none || (key != "up" && key != "down")) return std::nullopt;
  const api::Answer* answer = told_neurons(model);
  if (answer == nullptr || answer->vectors.count == 0) return std::nullopt;
  const int at = model::tool_state<model::Slowly>(model).neuron;
  const int next = ui::within(at + (key == "up" ? -1 : 1), 0, answer->vectors.count - 1);
  return playground::changing(
      [next](model::UiModel& later, double /*now_s*/) { model::mark_slow_neuron(later, next); });
}

std::vector<model::View> neuron_views() {
  return {{.key = neuron_view, .visible = box_asks, .wanted = neurons_wanted, .needs_run = true}};
}

}  // namespace ganscope::panels::slowly
