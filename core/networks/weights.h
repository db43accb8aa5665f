#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace ganscope::networks {

/// How a network's weights begin.
enum class Initialisation {
  normal002,   ///< N(0, 0.02), norms' scales N(1, 0.02), biases 0 (Radford 2016)
  pytorch,     ///< U(−1/√fan_in, 1/√fan_in) for weights and biases, PyTorch's default for its layers
  orthogonal,  ///< orthonormal rows or columns (Saxe 2014; BigGAN), biases 0
};
[[nodiscard]] Initialisation initialisation_of(const std::string& name);

/// What a parameter is, as far as its first values are concerned.
enum class Role { weight, bias, scale, shift };

/// One named tensor inside a flat buffer.
struct Part {
  std::string name;            ///< "block1.convolution.weight": stable, stands in checkpoints
  std::vector<int64_t> shape;  ///< linear [out, in], convolution [out, in, kh, kw]
  Role role = Role::weight;
  int64_t fan_in = 1;
  float first_value = 0;  ///< buffers only
  int64_t offset = 0;     ///< in floats from the start of the flat buffer, a multiple of 16 (64 bytes)
  int64_t count = 0;
};

struct Trace;
struct Editing;

/// The weights of one network: all parameters are views into one flat buffer, so that Adam, the running
/// average, cloning and the search for NaN are single loops. Four-dimensional weights lie in channels_last
/// order.
struct Weights {
  at::Tensor flat;                     ///< [flat_size] float32
  at::Tensor flat_buffers;             ///< [flat_buffer_size] float32: running statistics, not trained
  std::vector<at::Tensor> parameters;  ///< in the order of Layout::parameters()
  std::vector<at::Tensor> buffers;     ///< in the order of Layout::buffers()
  Trace* trace = nullptr;              ///< where layers note what they do; else null
  const Editing* editing = nullptr;    ///< who looks at what G's hidden layers answer; else null
};

/// Writes a buffer behind autograd's back. All buffers share one count of versions, and batch normalisation
/// saves its own for a backward pass that does not read them, which an ordinary write would upset.
void store(const at::Tensor& buffer, const at::Tensor& value);

/// The part of a flat buffer that `part` names, in its logical shape.
[[nodiscard]] at::Tensor view_of(const at::Tensor& flat, const Part& part);

/// Names, shapes and places of a network's parameters and buffers. A network declares them once, in its
/// constructor, and afterwards runs on whatever Weights it is handed: the trained ones, the running average,
/// or a snapshot's.
class Layout {
 public:
  /// Declares a parameter; returns its index.
  size_t parameter(std::string name, std::vector<int64_t> shape, Role role, int64_t fan_in);
  /// Declares a buffer with its first value; returns its index.
  size_t buffer(std::string name, std::vector<int64_t> shape, float first_value);

  /// New weights, drawn from `random` in the order of declaration.
  [[nodiscard]] Weights initial(Initialisation initialisation, Random& random) const;
  /// Names the parts of existing buffers. `trainable`: the parameters are leaves that collect gradients.
  /// Views of the same buffers that are not trainable are how D is frozen while G learns.
  [[nodiscard]] Weights view(const at::Tensor& flat, const at::Tensor& flat_buffers, bool trainable) const;

  [[nodiscard]] const std::vector<Part>& parameters() const { return parameters_; }
  [[nodiscard]] const std::vector<Part>& buffers() const { return buffers_; }
  [[nodiscard]] int64_t flat_size() const { return flat_size_; }
  [[nodiscard]] int64_t flat_buffer_size() const { return flat_buffer_size_; }
  [[nodiscard]] int64_t parameter_count() const;  ///< without the gaps of alignment

 private:
  std::vector<Part> parameters_, buffers_;
  int64_t flat_size_ = 0, flat_buffer_size_ = 0;
};

}  // namespace ganscope::networks
