#pragma once
#include "core/base/failure.h"
#include "core/config/catalogue.h"
#include "core/config/option.h"

namespace ganscope::models {

/// `task`: what is to be made of what; the tasks of pairs, or those between two domains.
[[nodiscard]] config::Option task_option(bool unpaired);
[[nodiscard]] config::Option width_option();             ///< `width`: channels of the U-Net
[[nodiscard]] config::Option width_of_patches_option();  ///< `width_d`: of the discriminator of patches

/// What of the other registries' options models that make pictures of pictures have use for.
[[nodiscard]] config::Scope translation_scope();

/// Fails with `usage` where an objective is asked for what it cannot do with patches.
[[nodiscard]] Expected<void> check_translation(const config::Settings& settings);

}  // namespace ganscope::models
