#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/model/ui_model.h"

/// What the tools of the Explore workspace do to the model. A tool's state T is a ToolState with a
/// `static constexpr std::string_view key`.
namespace ganscope::model {

/// The tool's state; as it begins until it is set.
template <class T>
[[nodiscard]] const T& tool_state(const UiModel& model) {
  static const T beginning;
  const auto found = model.tools.find(T::key);
  return found == model.tools.end() ? beginning : static_cast<const T&>(*found->second);
}
template <class T>
void set_tool_state(UiModel& model, T state) {
  ++model.touched;
  model.tools.insert_or_assign(std::string(T::key), std::make_shared<const T>(std::move(state)));
}

/// Remembers the latent in hand and, when a key is given, that tool's state, before a change; in a drag of
/// the same control only once, at its beginning.
void remember(UiModel& model, const std::string& control = {}, bool final = true, std::string_view tool = {});

/// Shows the fixed latents [all of them, z] elsewhere than where they are; none: where they are. Undoable by
/// what was remembered before.
void move_samples(UiModel& model, std::vector<explore::Latent> to);

/// Puts a latent in hand that was reached from the one in hand; the pad's handle stays where it is.
void move_latent(UiModel& model, explore::Latent to, bool final);

/// Takes in hand a latent of the space that is shown, of this class where the run is conditional, as it is:
/// without truncation. Undoable. False, and nothing happens: it does not fit the model.
bool take_in_hand(UiModel& model, explore::Latent latent, const std::string& origin, int label);

/// Adds a direction (unit length) to those that the pad's menus offer, or takes it away.
void keep_direction(UiModel& model, const std::string& name, const explore::Latent& along);
void drop_direction(UiModel& model, const explore::Latent& along);
/// Lays a kept direction along one of the pad's axes; nothing when it is not kept.
void use_as_axis(UiModel& model, const explore::Latent& along, bool vertical);

}  // namespace ganscope::model
