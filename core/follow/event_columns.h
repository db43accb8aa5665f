#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensorboard/scalars.h"

namespace ganscope::follow {

/// What a tag of somebody's event files means here: "d_loss", "g_loss", "d_real" or "d_fake", which feed the
/// diagnosis, or another curve that ganscope itself logs under its key ("gradient/grad_g"); empty: nothing
/// that is known, and it plots itself.
///
/// Capitals, spaces and signs do not count, and neither does a group in front: "Loss/D", "train/loss_D",
/// "errD", "critic_loss" and "discriminator/loss" are d_loss. A belief is a mean of σ(D): "d_real", "D(x)",
/// "d_fake", "D(G(z))"; where the group says "loss" it is none. Groups that speak of validation or a test are
/// never meant.
[[nodiscard]] std::string meaning_of_tag(std::string_view tag);

/// The column of each series: its meaning, for the first tag that has it (those that bear the very name come
/// first), and if it is a belief all of whose values are shares in 0 to 1; else the tag as it may be shown,
/// each another.
[[nodiscard]] std::vector<std::string> columns_of(
    const std::vector<const tensorboard::ScalarSeries*>& series);

/// Whether a column holds shares, and nothing else may stand in it.
[[nodiscard]] bool is_belief(std::string_view column);

}  // namespace ganscope::follow
