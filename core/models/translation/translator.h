#pragma once
#include <ATen/core/Tensor.h>

#include "core/config/catalogue.h"
#include "core/networks/translator.h"

namespace ganscope::models {

/// A U-Net as a generator of pictures of pictures: what its last layer says becomes a picture.
class Translator {
 public:
  /// How the picture comes about.
  enum class Ending {
    whole,  ///< y = tanh(c): every pixel is drawn
    holes,  ///< the input's fourth channel says what is missing (−1): y is drawn there, and known elsewhere
    masked,  ///< y = x(1 − m) + m·tanh(c), m = σ of a fourth channel: it chooses where to draw (Pumarola
             ///< 2018)
  };
  Translator(const networks::Task& task, int64_t width, Ending ending);
  [[nodiscard]] const networks::Layout& layout() const { return net_.layout(); }
  /// What became of inputs.
  struct Drawn {
    at::Tensor pictures;  ///< [N, C, H, W] in [−1, 1]
    at::Tensor mask;      ///< [N, 1, H, W] in [0, 1] where it was drawn; undefined: everywhere
  };
  /// `inputs` [N, C', H, W] in [−1, 1].
  [[nodiscard]] Drawn draw(const networks::Weights& weights, const at::Tensor& inputs,
                           networks::Mode mode) const;
  /// First weights of a masked one: the last layer's are a tenth of what they would be and the mask begins
  /// nearly closed, so that it begins as the identity.
  void calm(const networks::Weights& weights) const;
  [[nodiscard]] Ending ending() const { return ending_; }

 private:
  int64_t channels_;
  Ending ending_;
  networks::UNet net_;
};

}  // namespace ganscope::models
