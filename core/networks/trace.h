#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/networks/weights.h"

namespace ganscope::networks {

/// What one layer did: for the table of layers, and for whoever looks inside; neither can disagree with the
/// networks.
struct LayerNote {
  const char* kind;                ///< "convolution"
  std::string details;             ///< "3×3, stride 2"
  std::vector<int64_t> in, out;    ///< of one sample
  std::vector<size_t> parameters;  ///< their places in the layout
  int64_t macs = 0;                ///< multiply–adds a sample
};
struct Trace {
  std::vector<LayerNote> notes;
  /// Is shown every layer with its input and output, while they hold what the layer saw: activations that
  /// follow may overwrite them, so what is wanted later is copied. What it throws ends the pass.
  std::function<void(const LayerNote&, const at::Tensor& in, const at::Tensor& out)> see = {};
};

/// Every layer calls this once a pass, when its weights carry a trace. `in`, `out`: with the batch's
/// dimension in front.
inline void note(const Weights& weights, const char* kind, const std::string& details, const at::Tensor& in,
                 const at::Tensor& out, std::initializer_list<std::optional<size_t>> parameters,
                 int64_t macs) {
  LayerNote made{kind, details, in.sizes().slice(1).vec(), out.sizes().slice(1).vec(), {}, macs};
  for (const std::optional<size_t>& parameter : parameters)
    if (parameter) made.parameters.push_back(*parameter);
  weights.trace->notes.push_back(std::move(made));
  if (weights.trace->see) weights.trace->see(weights.trace->notes.back(), in, out);
}

}  // namespace ganscope::networks
