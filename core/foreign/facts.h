#pragma once
#include <cstdint>
#include <string>

namespace ganscope::foreign {

/// How a generator takes its latents: [N, latent_dim], or [N, latent_dim, 1, 1] as one that begins with a
/// transposed convolution does.
enum class Form { flat, maps };

/// What its pictures' values mean: [−1, 1] (what goes beyond is cut), [0, 1], or [0, 255].
enum class Range { symmetric, unit, bytes };

/// What there is to know of a TorchScript generator before it can be drawn from.
struct Facts {
  int latent_dim = 0;
  int classes = 0;  ///< of its second input, int64 [N]; 0: it has none
  Form form = Form::flat;
  Range range = Range::symmetric;
  int channels = 0, height = 0, width = 0;  ///< 1 or 3 channels, at most 1,024 × 1,024
  int64_t parameters = 0;
};

/// "It takes latents of 100 numbers as [N, 100, 1, 1] and draws pictures of 128 × 128 × 3 in [−1, 1]"
[[nodiscard]] std::string in_words(const Facts& facts);

}  // namespace ganscope::foreign
