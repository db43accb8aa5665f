#pragma once
#include <string_view>

#include "core/networks/trace.h"

namespace ganscope::models {

/// Whether a layer of a traced pass multiplies by weights: each begins another layer of neurons or channels.
[[nodiscard]] inline bool is_product(const networks::LayerNote& note) {
  const std::string_view kind = note.kind;
  return kind == "linear" || kind == "convolution" || kind == "transposed convolution";
}

/// What belongs to a layer beside its product: its norm, what a label adds, noise of its own.
[[nodiscard]] inline bool belongs_to_layer_before(const networks::LayerNote& note) {
  const std::string_view kind = note.kind;
  return kind == "label rows" || kind == "later noise" || kind.ends_with("norm");
}

}  // namespace ganscope::models
