#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/latent_pad.h"
#include "app/ui/widgets/picture_tile.h"
#include "core/explore/latent_math.h"

/// The parts of the Explore panel. Areas are window pixels.
namespace ganscope::panels::explore_parts {

struct Area {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
};

/// What every part is handed.
struct Context {
  ui::Ui& ui;
  const model::UiModel& model;
  model::UiActions& actions;
  void ask(model::ExploreAction wanted) { actions(std::move(wanted)); }
  /// Changes the model after the frame: what a tool does to its own state, or to the latent in hand.
  void change(std::function<void(model::UiModel&)> what) {
    ask(model::explore_action::UseTool{
        [what = std::move(what)](model::UiModel& changed, double /*now_s*/) { what(changed); }});
  }
};

// The parts. `side` is that of the picture and the pad; the header row is above the area's square, one row
// below it.
void draw_picture_part(Context& context, const Area& area, float side);
/// A line of words in hand, large: what is wrong with it underlined and told below.
void draw_line_in_hand(Context& context, ImVec2 min, float side);
/// The big picture under the hands, as it is where no tab takes them: dragged away, dropped on.
void take_picture(Context& context, ImVec2 min, float side);
/// Of a run that is told captions, above everything: a field for a sentence, and its words as chips.
void draw_caption_part(Context& context, const Area& area);
constexpr float caption_height = 100;  ///< design px
void draw_pad_part(Context& context, const Area& area, float side);
void draw_untitled_pad(Context& context, const Area& area, float side);  ///< its title's place left free
void draw_right_part(Context& context, const Area& area, float side);    ///< the tabs of explore_tab.h
void draw_path_part(Context& context, const Area& area);
void draw_path_header(Context& context, const Area& area);
/// The keys of the path on a line, `height` px high, with the speed of the pictures behind them.
void draw_path_keys(Context& context, ImVec2 min, float width, float height);
void draw_arithmetic_part(Context& context, const Area& area);

/// The side of picture and pad: what is left above the lower part, in whole multiples of the picture's width
/// so that its pixels stay square, and small enough to leave the sliders room.
[[nodiscard]] float square_side(const ui::Ui& ui, const model::UiModel& model, float room_height,
                                float room_width);

constexpr float header_height = 44, row_height = 44;  ///< design px

/// Title in semibold and what is said beside it, cut to `width`. Returns where the words end.
float draw_title(const Context& context, ImVec2 at, const char* title, const std::string& words, float width);

/// How wide `segmented` will be with these labels and so many px beside each.
[[nodiscard]] float segmented_width(const ui::Ui& ui, std::span<const std::string> labels,
                                    float padding = 12);
/// A button of 32 px with an icon on a plate.
bool plated_icon(ui::Ui& ui, std::string_view name, ui::Icon icon, std::string_view help,
                 std::string_view key = {}, bool enabled = true);

/// The two halves of a band with a line between them, `share` of its width from the left; room beside it.
[[nodiscard]] std::pair<Area, Area> split_band(const Context& context, const Area& area, float share);

/// A plate with words in a lower corner of a picture of `side` px; rich text.
void corner_plate(const Context& context, ImVec2 min, float side, bool right, const std::string& words);

/// One picture of a result (or one point among the real ones); nothing when it is not there yet. Sounds are
/// spectrograms in G's hue, `real` ones in that of real data.
void draw_preview(const Context& context, ImDrawList* draw, api::View view, int index, ImVec2 min, ImVec2 max,
                  bool real = false);
[[nodiscard]] bool has_preview(const model::UiModel& model, api::View view, int index);
/// "D says 0.71" for that picture; empty when D has not been asked.
[[nodiscard]] std::string score_words(const Context& context, api::View view, int index);
/// A short number that changes when the pixels (or the point) of a picture change; "none" when there is none.
[[nodiscard]] std::string picture_hash(const model::UiModel& model, api::View view, int index);
/// "latent 18" in the user's language.
[[nodiscard]] std::string origin_words(const ui::Ui& ui, const std::string& origin);
/// "glasses", "no glasses", "hair colour: red" in the user's language, as far as it is known.
[[nodiscard]] std::string attribute_words(const ui::Ui& ui, const std::string& name);
/// The same of a direction, which may also be "main 3", "factor 1" or "channel 27 (8×8)".
[[nodiscard]] std::string direction_words(const ui::Ui& ui, const std::string& name);

/// Something that can be dragged besides a fixed latent.
struct Source {
  enum class Kind { current, place, frame, result, key, own, bookmark } kind = Kind::current;
  int index = 0;
};
/// Makes the last item a source; its preview hangs at the mouse.
void drag_source(const Context& context, const Source& source, float size);
void drag_fixed(const Context& context, int index, float size);
/// What was dropped on the last item in this frame; `latent` empty: nothing.
struct Dropped {
  explore::Latent latent;
  std::string origin;
  int fixed_index = -1;
  api::Space space = api::Space::z;
  int key = -1;                    ///< of the path, when it was one of its own
  std::vector<float> shares = {};  ///< of the classes of a conditional model
};
[[nodiscard]] Dropped dropped_here(const model::UiModel& model);
[[nodiscard]] bool drop_hovers();  ///< a picture hangs over the last item

}  // namespace ganscope::panels::explore_parts
