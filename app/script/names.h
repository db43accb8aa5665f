#pragma once
#include <span>
#include <string_view>

/// What scripts may name, as far as it is known without a window: to find mistakes before one is opened.
namespace ganscope::script {

/// Names of status values, without "status.".
[[nodiscard]] std::span<const std::string_view> status_names();
/// One of them, or the newest value of a series (`series.d_loss`; as its plot
/// labels it: `smooth.d_loss`) or a measure (`measure.modes`).
[[nodiscard]] bool known_status(std::string_view name);

/// Whether a name begins as those of items do: "transport/…". Which items there are depends on what is shown.
[[nodiscard]] bool known_item(std::string_view name);

/// "train", "explore", "explore/map", "playground/slowly": where `go` leads.
[[nodiscard]] bool known_place(std::string_view place);
[[nodiscard]] std::span<const std::string_view>
explore_tabs();  ///< in their order: "samples", "dimensions" …

}  // namespace ganscope::script
