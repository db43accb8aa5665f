#pragma once
#include <optional>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// The codes that a model's own encoder gives pictures [count, channels · height · width]; none where it has
/// no encoder, and one has to be learned (PictureEncoder).
[[nodiscard]] Expected<std::optional<api::Rows>> own_codes(Bench& bench, const Slice& slice,
                                                           const api::Rows& pictures);

/// How well it reads the model's own samples: the mean squared error of z over 64 of them, as
/// PictureEncoder::error (1 knows nothing); none where the model has no encoder.
[[nodiscard]] Expected<std::optional<double>> own_encoder_error(Bench& bench, const Slice& slice);

}  // namespace ganscope::explore
