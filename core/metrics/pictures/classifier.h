#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace ganscope::metrics {

struct NamedParameter {
  std::string name;
  at::Tensor tensor;
};

/// Weights from N(0, 2/inputs) (He 2015) and biases of 0, for layers whose weights are [outputs, inputs, …].
class Layers {
 public:
  void add(const std::string& name, const std::vector<int64_t>& shape, Random& random);
  [[nodiscard]] const at::Tensor& weight(size_t layer) const { return parameters_[2 * layer].tensor; }
  [[nodiscard]] const at::Tensor& bias(size_t layer) const { return parameters_[2 * layer + 1].tensor; }
  [[nodiscard]] std::vector<NamedParameter>& parameters() { return parameters_; }
  [[nodiscard]] const std::vector<NamedParameter>& parameters() const { return parameters_; }

 private:
  std::vector<NamedParameter> parameters_;
};

/// A head of the classifier: a linear layer of its own on the features.
struct Head {
  std::string name;
  int64_t values = 0;
};

/// Three times (3×3 convolution, ReLU, 2×2 maximum), then 64 hidden units, then one linear head a question.
class Classifier {
 public:
  Classifier(int channels, const std::vector<Head>& heads, Random& random);
  /// [N, C, 32, 32] → [N, 64], not negative
  [[nodiscard]] at::Tensor features(const at::Tensor& pictures) const;
  /// [N, 64] → [N, values] logits
  [[nodiscard]] at::Tensor head(const at::Tensor& features, size_t question) const;
  [[nodiscard]] std::vector<NamedParameter>& parameters() { return layers_.parameters(); }

 private:
  Layers layers_;
};

/// Adam (Kingma & Ba 2015; 0.9, 0.999) over a handful of tensors, which must outlive it.
class SmallAdam {
 public:
  explicit SmallAdam(std::vector<NamedParameter>& parameters);
  /// Takes the gradients, moves the parameters, and clears the gradients.
  void step(double rate);

 private:
  std::vector<NamedParameter>& parameters_;
  std::vector<at::Tensor> first_, second_;
  int steps_ = 0;
};

/// The memory of `pictures` as [count, channels, 32, 32]; nothing is copied.
[[nodiscard]] at::Tensor picture_tensor(std::vector<float>& pictures, int64_t count, int channels);
/// The memory of `numbers` as [n] int64.
[[nodiscard]] at::Tensor index_tensor(std::vector<int64_t>& numbers);
/// Mean cross-entropy of logits [N, values] against answers [N] int64.
[[nodiscard]] at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& answers);

}  // namespace ganscope::metrics
