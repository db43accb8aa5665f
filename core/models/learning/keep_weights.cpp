#include "core/models/learning/keep_weights.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ganscope::models {
namespace {

using networks::Layout;
using networks::Part;
using networks::Role;

const Part* part_named(const std::vector<Part>& parts, const std::string& name) {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? nullptr : &*found;
}

/// The corner of a tensor that begins at zero everywhere.
at::Tensor corner(at::Tensor tensor, const std::vector<int64_t>& shape) {
  for (size_t d = 0; d < shape.size(); ++d) tensor = tensor.narrow(static_cast<int64_t>(d), 0, shape[d]);
  return tensor;
}

std::vector<int64_t> common_shape(const Part& a, const Part& b) {
  std::vector<int64_t> shape;
  for (size_t d = 0; d < a.shape.size(); ++d) shape.push_back(std::min(a.shape[d], b.shape[d]));
  return shape;
}

/// `silent`: what units that are new send to those that are not.
void keep_part(const at::Tensor& from, const Part& old, const at::Tensor& to, const Part& part, bool silent) {
  const std::vector<int64_t> shape = common_shape(old, part);
  const at::Tensor target = networks::view_of(to, part);
  corner(target, shape).copy_(corner(networks::view_of(from, old), shape));
  if (silent && shape.size() >= 2 && part.shape[1] > shape[1])
    target.narrow(0, 0, shape[0]).narrow(1, shape[1], part.shape[1] - shape[1]).zero_();
}

int64_t keep_parts(const std::vector<Part>& before, const at::Tensor& from, const std::vector<Part>& now,
                   const at::Tensor& to, bool weights) {
  int64_t kept = 0;
  if (from.numel() == 0 || to.numel() == 0) return kept;
  for (const Part& part : now) {
    const Part* old = part_named(before, part.name);
    if (old == nullptr || old->shape.size() != part.shape.size()) continue;
    keep_part(from, *old, to, part, weights && part.role == Role::weight);
    int64_t count = 1;
    for (const int64_t side : common_shape(*old, part)) count *= side;
    kept += count;
  }
  return kept;
}

int64_t hidden_layers_of(const Layout& layout) {
  int64_t count = 0;
  while (part_named(layout.parameters(), "hidden" + std::to_string(count + 1) + ".weight") != nullptr)
    ++count;
  return count;
}

/// How a layer that hands on what it is given is made.
struct Straight {
  double scale = 1, shift = 0;  ///< of what it hands on: scale · h + shift
};

Straight straight_part(const std::string& activation) {
  if (activation == "tanh") return {1.0 / 16, 0};
  if (activation == "elu") return {1, 1};
  return {1, activation == "leaky_relu" ? 4.0 : 0.0};
}

class Deepener {
 public:
  Deepener(const Layout& layout, const at::Tensor& flat) : layout_(layout), flat_(flat) {}

  /// Layers first … last become ones that hand on `units` numbers, and the layer behind undoes what that did.
  void hand_on(int64_t first, int64_t last, int64_t units, const Deepening& deepening) {
    const Straight straight = straight_part(deepening.activation);
    for (int64_t l = first; l <= last; ++l) {
      const at::Tensor weight = view("hidden" + std::to_string(l) + ".weight");
      const at::Tensor bias = view("hidden" + std::to_string(l) + ".bias");
      const int64_t through = std::min({units, weight.size(0), weight.size(1)});
      weight.narrow(0, 0, through).zero_();
      bias.narrow(0, 0, through).fill_(l == first ? straight.shift : 0);
      for (int64_t i = 0; i < through; ++i) weight[i][i] = l == first ? straight.scale : 1.0;
    }
    const at::Tensor behind = view(deepening.last + ".weight");
    const at::Tensor shift = view(deepening.last + ".bias");
    const int64_t through = std::min(units, behind.size(1));
    const at::Tensor read = behind.narrow(1, 0, through);
    if (straight.scale != 1) read.div_(straight.scale);
    if (straight.shift != 0) shift.sub_(read.sum(1), straight.shift);
  }
  [[nodiscard]] bool can(int64_t first, int64_t last, const std::string& behind) const {
    for (int64_t l = first; l <= last; ++l)
      if (part_named(layout_.parameters(), "hidden" + std::to_string(l) + ".bias") == nullptr) return false;
    return part_named(layout_.parameters(), behind + ".bias") != nullptr;
  }

 private:
  [[nodiscard]] at::Tensor view(const std::string& name) const {
    return networks::view_of(flat_, *part_named(layout_.parameters(), name));
  }
  const Layout& layout_;
  at::Tensor flat_;
};

/// The optimiser's view of weights that were enlarged behind a tanh.
void rescale_moments(const Layout& layout, const Deepening& deepening, PlayerState& to) {
  const double scale = straight_part(deepening.activation).scale;
  const Part& part = *part_named(layout.parameters(), deepening.last + ".weight");
  if (to.moments.first.numel() > 0) networks::view_of(to.moments.first, part).mul_(scale);
  if (to.moments.second.numel() > 0) networks::view_of(to.moments.second, part).mul_(scale * scale);
}

}  // namespace

int64_t keep_weights(const Layout& before, const PlayerState& from, const Layout& now, PlayerState& to,
                     const Deepening& deepening) {
  const at::NoGradGuard no_grad;
  const int64_t kept = keep_parts(before.parameters(), from.weights, now.parameters(), to.weights, true);
  keep_parts(before.parameters(), from.average, now.parameters(), to.average, true);
  keep_parts(before.parameters(), from.moments.first, now.parameters(), to.moments.first, false);
  keep_parts(before.parameters(), from.moments.second, now.parameters(), to.moments.second, false);
  keep_parts(before.buffers(), from.buffers, now.buffers(), to.buffers, false);
  keep_parts(before.buffers(), from.average_buffers, now.buffers(), to.average_buffers, false);

  const int64_t old_layers = hidden_layers_of(before), layers = hidden_layers_of(now);
  if (deepening.activation.empty() || old_layers == 0 || layers <= old_layers) return kept;
  if (!Deepener(now, to.weights).can(old_layers + 1, layers, deepening.last)) return kept;
  const std::string last_old = "hidden" + std::to_string(old_layers) + ".weight";
  const int64_t units = std::min(part_named(before.parameters(), last_old)->shape[0],
                                 part_named(now.parameters(), last_old)->shape[0]);
  for (const at::Tensor& flat : {to.weights, to.average})
    if (flat.numel() > 0) Deepener(now, flat).hand_on(old_layers + 1, layers, units, deepening);
  rescale_moments(now, deepening, to);
  return kept;
}

}  // namespace ganscope::models
