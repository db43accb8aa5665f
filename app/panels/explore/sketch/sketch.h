#pragma once
#include <optional>
#include <string_view>

#include "app/panels/explore/explore_parts.h"

/// Explore for models that make pictures of pictures: a board to draw an input on, beside what becomes of it.
namespace ganscope::panels::sketch {

/// The whole workspace.
void draw_board(explore_parts::Context& context, const explore_parts::Area& window);
/// p, e, n while such a model is explored.
[[nodiscard]] std::optional<model::Action> key_action(const model::UiModel& model, std::string_view key);

}  // namespace ganscope::panels::sketch
