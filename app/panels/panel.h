#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/model/keys.h"
#include "app/model/ui_model.h"
#include "app/model/view.h"
#include "app/ui/ui.h"

namespace ganscope::panels {

/// Where the shell puts a panel. The three columns and the transport's three parts share their borders.
enum class Region {
  top_bar,
  left,
  middle,
  right,
  transport_left,
  transport_middle,
  transport_right,
  whole,
  overlay
};

/// A panel is a function of the model to pixels and actions. It keeps nothing; it knows no other panel. It is
/// called with ImGui's cursor at the top left of its region, inside a child window of exactly the region's
/// size (padding applied).
struct Panel {
  const char* key;  ///< "samples"
  Region region;
  bool (*visible)(const model::UiModel& model);  ///< in which workspace and state it shows
  void (*draw)(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
  bool alone = false;  ///< while it shows, no other panel of its region does
  /// What a key means while it shows, before what it means elsewhere ("space", "ctrl+v", "left"); null:
  /// nothing of its own.
  std::optional<model::Action> (*key_action)(const model::UiModel& model, std::string_view key) = nullptr;
  /// Pixels that it takes at the lower end of its region, where the others leave it room as long as most of
  /// the region stays theirs (else it is not there). Null: it stands where those before it end.
  float (*height_below)(const ui::Ui& ui, const model::UiModel& model) = nullptr;
};

/// What a key means: to the first of these panels that shows and has a meaning of its own for it, what lies
/// over the others first; else everywhere.
[[nodiscard]] inline std::optional<model::Action> key_action(std::span<const Panel> panels,
                                                             const model::UiModel& model,
                                                             std::string_view key) {
  for (const bool over : {true, false})
    for (const Panel& panel : panels) {
      if (panel.key_action == nullptr || (panel.region == Region::overlay) != over || !panel.visible(model))
        continue;
      if (auto own = panel.key_action(model, key)) return own;
    }
  return model::action_for_key(model, key);
}

/// Each folder `<name>` has `<name>_panel.h`, which declares `std::vector<Panel> <name>_panels();` (usually
/// one). All panels, in drawing order (`all_panels.cpp`): adding one is one folder and one line there.
[[nodiscard]] const std::vector<Panel>& all_panels();
/// What the panels have the explorer make: to be added to UiModel::views at the start.
[[nodiscard]] std::vector<model::View> all_views();

}  // namespace ganscope::panels
