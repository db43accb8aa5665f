#pragma once
#include <cstdint>

namespace ganscope::panels::playground {

/// Which layers of a drawing are shown; `Layer` counts from 0.
template <class Layer>
struct LayerMask {
  uint32_t bits = 0;  ///< bit: Layer
  [[nodiscard]] bool has(Layer layer) const { return (bits & bit_of(layer)) != 0; }
  void show(Layer layer, bool on) { bits = on ? bits | bit_of(layer) : bits & ~bit_of(layer); }
  /// Nothing else; once more: as `usual`.
  void show_only(Layer layer, LayerMask usual) { bits = bits == bit_of(layer) ? usual.bits : bit_of(layer); }

 private:
  static constexpr uint32_t bit_of(Layer layer) { return 1U << static_cast<unsigned>(layer); }
};

}  // namespace ganscope::panels::playground
