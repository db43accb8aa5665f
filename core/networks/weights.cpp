#include "core/networks/weights.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/check.h"

namespace ganscope::networks {
namespace {

constexpr int64_t alignment =
    16;  // floats: one cache line, so that every part starts where vector loads like it

int64_t product(const std::vector<int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
}

int64_t aligned(int64_t size) { return (size + alignment - 1) / alignment * alignment; }

Part place(std::string name, std::vector<int64_t> shape, int64_t& end) {
  Part part;
  part.name = std::move(name);
  part.count = product(shape);
  part.shape = std::move(shape);
  part.offset = end;
  end = aligned(end + part.count);
  return part;
}

// Row-major, but [out, kh, kw, in] in memory for convolutions: what oneDNN wants beside channels_last
// pictures.
std::vector<int64_t> strides_of(const std::vector<int64_t>& shape) {
  if (shape.size() == 4) return {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
  std::vector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * shape[i];
  return strides;
}

// Modified Gram–Schmidt over the shorter side of the matrix [rows, columns]; values arrive standard normal.
void orthonormalize(std::vector<double>& values, int64_t rows, int64_t columns) {
  const bool by_rows = rows <= columns;
  const int64_t vectors = by_rows ? rows : columns;
  const int64_t length = by_rows ? columns : rows;
  const auto at = [&](int64_t vector, int64_t i) -> double& {
    return values[static_cast<size_t>(by_rows ? vector * columns + i : i * columns + vector)];
  };
  for (int64_t v = 0; v < vectors; ++v) {
    for (int64_t u = 0; u < v; ++u) {
      double dot = 0;
      for (int64_t i = 0; i < length; ++i) dot += at(u, i) * at(v, i);
      for (int64_t i = 0; i < length; ++i) at(v, i) -= dot * at(u, i);
    }
    double square = 0;
    for (int64_t i = 0; i < length; ++i) square += at(v, i) * at(v, i);
    const double scale = 1.0 / std::sqrt(square);
    for (int64_t i = 0; i < length; ++i) at(v, i) *= scale;
  }
}

std::vector<double> first_values(const Part& part, Initialisation initialisation, Random& random) {
  std::vector<double> values(static_cast<size_t>(part.count), 0.0);
  const double bound = 1.0 / std::sqrt(static_cast<double>(part.fan_in));
  for (double& value : values) {
    switch (part.role) {
      case Role::scale:
        value = initialisation == Initialisation::normal002 ? 1 + 0.02 * random.normal() : 1;
        break;
      case Role::shift:
        break;
      case Role::bias:
        if (initialisation == Initialisation::pytorch) value = random.uniform(-bound, bound);
        break;
      case Role::weight:
        if (initialisation == Initialisation::pytorch)
          value = random.uniform(-bound, bound);
        else
          value = random.normal() * (initialisation == Initialisation::normal002 ? 0.02 : 1.0);
    }
  }
  if (initialisation == Initialisation::orthogonal && part.role == Role::weight) {
    orthonormalize(values, part.shape[0], part.count / part.shape[0]);
  }
  return values;
}

}  // namespace

at::Tensor view_of(const at::Tensor& flat, const Part& part) {
  // Strided views count from the beginning of the storage, where `flat` need not begin.
  return flat.as_strided(part.shape, strides_of(part.shape), flat.storage_offset() + part.offset);
}

void store(const at::Tensor& buffer, const at::Tensor& value) {
  const at::NoGradGuard no_grad;
  buffer.variable_data().copy_(value);
}

Initialisation initialisation_of(const std::string& name) {
  if (name == "normal002") return Initialisation::normal002;
  if (name == "orthogonal") return Initialisation::orthogonal;
  GANSCOPE_CHECK(name == "pytorch", "the option `init` lets an unknown choice through");
  return Initialisation::pytorch;
}

size_t Layout::parameter(std::string name, std::vector<int64_t> shape, Role role, int64_t fan_in) {
  Part part = place(std::move(name), std::move(shape), flat_size_);
  part.role = role;
  part.fan_in = fan_in;
  parameters_.push_back(std::move(part));
  return parameters_.size() - 1;
}

size_t Layout::buffer(std::string name, std::vector<int64_t> shape, float first_value) {
  Part part = place(std::move(name), std::move(shape), flat_buffer_size_);
  part.first_value = first_value;
  buffers_.push_back(std::move(part));
  return buffers_.size() - 1;
}

Weights Layout::initial(Initialisation initialisation, Random& random) const {
  const at::NoGradGuard no_grad;
  const at::Tensor flat = at::zeros({flat_size_}, at::kFloat);                 // [flat_size] float32
  const at::Tensor flat_buffers = at::zeros({flat_buffer_size_}, at::kFloat);  // [flat_buffer_size] float32
  for (const Part& part : parameters_) {
    const std::vector<double> values = first_values(part, initialisation, random);
    const at::Tensor drawn = at::zeros(part.shape, at::kFloat);
    float* target = drawn.data_ptr<float>();
    for (size_t i = 0; i < values.size(); ++i) target[i] = static_cast<float>(values[i]);
    view_of(flat, part).copy_(drawn);
  }
  for (const Part& part : buffers_) view_of(flat_buffers, part).fill_(part.first_value);
  return view(flat, flat_buffers, false);
}

Weights Layout::view(const at::Tensor& flat, const at::Tensor& flat_buffers, bool trainable) const {
  GANSCOPE_CHECK(flat.dim() == 1 && flat.size(0) == flat_size_, "`flat` has not the size of this layout");
  GANSCOPE_CHECK(flat_buffers.dim() == 1 && flat_buffers.size(0) == flat_buffer_size_,
                 "`flat_buffers` has not the size of this layout");
  const at::NoGradGuard no_grad;
  Weights weights{flat, flat_buffers, {}, {}, nullptr};
  weights.parameters.reserve(parameters_.size());
  for (const Part& part : parameters_) {
    weights.parameters.push_back(view_of(flat, part));
    if (trainable) weights.parameters.back().set_requires_grad(true);
  }
  for (const Part& part : buffers_) weights.buffers.push_back(view_of(flat_buffers, part));
  return weights;
}

int64_t Layout::parameter_count() const {
  return std::accumulate(parameters_.begin(), parameters_.end(), int64_t{0},
                         [](int64_t sum, const Part& part) { return sum + part.count; });
}

}  // namespace ganscope::networks
