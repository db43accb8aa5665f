#pragma once
#include <cstddef>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// What directions do, measured on fresh latents: `latents` [count, latent_dim] are directions, each is gone
/// along by `strength`, and a network that learned the data for nothing but this (ScorerRole::judges) says
/// what was there before and after. A table row a direction: `key` its number, `text` the value that it
/// brings about most surely, among those that lacked it ("glasses", "no glasses", "hair colour: red");
/// numbers by their places in `effect`. Where nothing can judge, only how much pictures change is measured.
/// Settings: `strength` (2), `samples` (200), `seed` (1).
[[nodiscard]] ToolEntry effects_tool();

/// Places of a row's numbers. What is not measured is NaN.
namespace effect {
constexpr size_t did = 0;         ///< of 100 samples that lacked it, so many have it afterwards
constexpr size_t something = 1;   ///< … and in so many of them something else has changed
constexpr size_t each = 2;        ///< … and each other two-valued attribute in so many, on average
constexpr size_t lacking = 3;     ///< samples that lacked it: those that count
constexpr size_t samples = 4;     ///< all
constexpr size_t difference = 5;  ///< mean absolute change of a picture's values, of 255; of points: distance
constexpr size_t numbers = 6;
}  // namespace effect

}  // namespace ganscope::explore
