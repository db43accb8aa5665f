#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ui/ui.h"

namespace ganscope::ui {

/// How many pictures of one size fit into a room, and how large they are drawn.
struct GridLayout {
  int columns = 0, rows = 0, count = 0;
  float cell_width = 0, cell_height = 0, gap = 0;  ///< pixels
  bool whole = true;                               ///< a whole factor: nearest neighbour; else linear
  [[nodiscard]] ImVec2 cell(ImVec2 origin, int index) const {
    return {origin.x + static_cast<float>(index % columns) * (cell_width + gap),
            origin.y + static_cast<float>(index / columns) * (cell_height + gap)};
  }
  [[nodiscard]] float width() const { return static_cast<float>(columns) * (cell_width + gap) - gap; }
  [[nodiscard]] float height() const { return static_cast<float>(rows) * (cell_height + gap) - gap; }
};

/// The largest whole factor at which at least `at_least` cells fit; where even the single size is too large
/// for that, or twice the size does not fit, the largest size below two that does. A smaller window shows
/// fewer cells, never others. At most `at_most` cells, in full rows where that still leaves `at_least`.
/// Measures in pixels.
[[nodiscard]] GridLayout grid_layout(ImVec2 room, int picture_width, int picture_height, float gap,
                                     int at_least, int at_most);

struct ImageGridSpec {
  const Atlas& sharp;
  const Atlas& smooth;
  GridLayout layout;
  ImVec2 origin;
  int selected = -1, hovered = -1;  ///< framed; `hovered` may come from elsewhere (film, pad)
  std::span<const float> scores;    ///< D's, for the item map; may be empty
  int cells_a_latent = 1;           ///< for the tag: so many cells, one after another, are of one latent
  /// Draws a cell that is no picture of the atlas; empty: all are.
  std::function<void(int index, ImVec2 min, ImVec2 max)> own_cell = {};
};
struct GridAnswer {
  int hovered = -1;
  int clicked = -1;     ///< selected by click or arrow key
  bool opened = false;  ///< double click or Enter: `clicked` wants to be explored
};
/// Pictures side by side with a gap; the selected one framed 3 + 2 px and tagged "z 18", the hovered one 2 +
/// 1 px. Every cell is in the item map as `item_prefix` + index and can be dragged as payload
/// "ganscope.latent" (int). The whole is one stop of the Tab key (`name`): arrows move the selection, Enter
/// opens.
GridAnswer image_grid(Ui& ui, std::string_view name, std::string_view item_prefix, const ImageGridSpec& spec);

/// The payload's type of a dragged fixed latent; its data is one int, the index.
constexpr const char* latent_payload = "ganscope.latent";

/// One picture of an atlas, crisp at whole factors and smooth below twice its size.
void draw_picture(ImDrawList* draw, const Atlas& sharp, const Atlas& smooth, int index, ImVec2 min,
                  ImVec2 max);

/// White frame (black on light) outside a picture and a thin dark one inside.
void frame_picture(const Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max, float outside_px, float inside_px);
/// So many columns, one each for what a row is shown under: the largest whole factor at which they fit and
/// at least `rows` of them, else the largest size. Full rows of at most `at_most` cells.
[[nodiscard]] GridLayout sheet_layout(ImVec2 room, int picture_width, int picture_height, float gap,
                                      int columns, int rows, int at_most);

/// The tag "z 18" on a plate at a picture's corner; the same in every view.
void latent_tag(const Ui& ui, ImDrawList* draw, ImVec2 top_left, int index);

/// The card of a hovered latent: enlarged picture, number, model, D's score. Drawn above everything, beside
/// `cell`.
struct LatentCard {
  const Atlas* sharp = nullptr;  ///< null: no picture (points)
  const Atlas* smooth = nullptr;
  int index = 0;
  std::string_view model;  ///< "EMA", "Raw"
  std::string told;        ///< the caption that it is drawn by; empty: none
  bool has_score = false;
  float score01 = 0;
  const Atlas* mask = nullptr;  ///< instead of `sharp`: white, to be tinted
  ImU32 tint = 0;
  /// What stands above the picture, as wide as it and `above_px` design px high; empty: nothing.
  std::function<void(ImDrawList* draw, ImVec2 min, ImVec2 max)> above = {};
  float above_px = 0;
  std::vector<std::pair<std::string, std::string>> facts;  ///< more lines: what, and its value
  bool in_hand = false;  ///< a click takes it in hand, as in Explore; else it selects
  ImVec2 cell_min, cell_max;
};
void latent_card(const Ui& ui, const LatentCard& card);

}  // namespace ganscope::ui
