#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/picture_file.h"
#include "app/model/strokes.h"
#include "app/model/tool_state.h"
#include "core/api/ask.h"

/// The drawing board of models that make pictures of pictures: an input drawn by hand. In view::picture
/// stands what the model makes of it.
namespace ganscope::model {

struct UiModel;

/// What lies on the board. Undone and redone as a whole.
struct Sketch final : ToolState {
  static constexpr std::string_view key = "sketch";
  std::string run;               ///< whose input it is; another run begins with an empty board
  int direction = 0;             ///< … and in which direction
  std::vector<uint8_t> pixels;   ///< [height, width, 4], transparent where a pixel is missing; empty: nothing
  std::vector<uint8_t> beneath;  ///< what the eraser brings back, likewise; empty: white
  int start = -1;                ///< the held-out picture that it began as; -1: none
  bool touched = false;          ///< … and it is no longer that
  std::string name;              ///< of the file that it began as
  std::string remark;            ///< what had to be done to the file
};

enum class SketchHand { pen, eraser, hole };

/// What one draws with. Not undone.
struct SketchPen final : ToolState {
  static constexpr std::string_view key = "sketch/pen";
  SketchHand hand = SketchHand::pen;
  int size = 1;       ///< px of the picture, across
  size_t colour = 0;  ///< of `sketch_colours`
};

constexpr int sketch_starts = 8;  ///< so many are offered
constexpr int widest_pen = 8;     ///< cells

/// What can be drawn on the board.
struct SketchSheet {
  int width = 0, height = 0;
  int channels = 0;
  bool lines = false;  ///< black on white
  int cell = 1;        ///< px a side that have one colour in every input
  [[nodiscard]] bool holes() const { return channels == 4; }  ///< pixels may be missing
};
[[nodiscard]] SketchSheet sketch_sheet(const UiModel& model);

/// The sketch of the run and the direction that are shown; empty until something is drawn.
[[nodiscard]] Sketch sketch_of(const UiModel& model);
[[nodiscard]] const SketchPen& sketch_pen(const UiModel& model);
/// Colours to draw with: black, greys, or those of the held-out inputs; the darkest first.
[[nodiscard]] std::vector<std::array<uint8_t, 3>> sketch_colours(const UiModel& model);
/// The held-out picture whose truth is what shall become of the sketch; none: the sketch is one's own.
[[nodiscard]] std::optional<int> sketch_truth(const UiModel& model);

/// The sketch as the model takes it; empty: there is nothing on the board.
[[nodiscard]] std::vector<float> sketch_input(const UiModel& model);
/// What view::picture asks.
[[nodiscard]] std::optional<api::Ask> sketch_ask(const UiModel& model);

// What can be done. Each is one step of undo, a stroke from its begin to `final`.
void draw_stroke(UiModel& model, Spot from, Spot to, bool final);
void clear_sketch(UiModel& model);
void start_sketch(UiModel& model, int index);  ///< as this held-out input
void next_start(UiModel& model);               ///< of the first eight
void random_start(UiModel& model);             ///< of all that are held out
/// A picture file that was dropped or chosen; a failure is told.
void take_sketch_file(UiModel& model, const ReadPicture& read, double now_s);
void take_sketch_hand(UiModel& model, SketchHand hand);
void set_sketch_size(UiModel& model, int size);
void choose_sketch_colour(UiModel& model, size_t colour);
/// What the model makes of the sketch, as a PNG of at least 256 px a side; says where it is.
void save_sketch_result(UiModel& model);

}  // namespace ganscope::model
