#include "app/model/sketch.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/model/asks.h"
#include "app/model/colours.h"
#include "app/model/saving.h"
#include "app/model/tools.h"
#include "app/model/translation.h"
#include "core/base/random.h"

namespace ganscope::model {
namespace {

constexpr std::array<uint8_t, 4> white{255, 255, 255, 255}, missing{255, 255, 255, 0};

std::string task_of(const RunModel& run) {
  const config::Settings& settings = run.status->experiment->settings;
  return settings.has("task") ? settings.text("task") : std::string();
}

size_t bytes_of(const SketchSheet& sheet) {
  return static_cast<size_t>(sheet.width) * static_cast<size_t>(sheet.height) * 4;
}

std::vector<uint8_t> blank(const SketchSheet& sheet) { return std::vector<uint8_t>(bytes_of(sheet), 255); }

Sketch fresh(const UiModel& model) {
  Sketch sketch;
  sketch.run = model.status->run;
  sketch.direction = shown_direction(model);
  return sketch;
}

/// Another sketch on the board, as one step of undo.
void put(UiModel& model, Sketch sketch, const std::string& control = {}, bool final = true) {
  remember(model, control, final, Sketch::key);
  set_tool_state(model, std::move(sketch));
}

std::span<const uint8_t> part_of(const std::vector<uint8_t>& all, int index, size_t bytes) {
  return {all.data() + static_cast<size_t>(index) * bytes, bytes};
}

/// What the hand leaves at a byte of the board.
struct Ink {
  std::array<uint8_t, 4> colour = white;
  const std::vector<uint8_t>* beneath = nullptr;  ///< instead of the colour
  [[nodiscard]] std::array<uint8_t, 4> at(size_t byte) const {
    if (beneath == nullptr || beneath->size() < byte + 4) return colour;
    return {(*beneath)[byte], (*beneath)[byte + 1], (*beneath)[byte + 2], (*beneath)[byte + 3]};
  }
};

Ink ink_of(const UiModel& model, const Sketch& sketch) {
  const SketchPen& pen = sketch_pen(model);
  if (pen.hand == SketchHand::hole && sketch_sheet(model).holes()) return {missing};
  if (pen.hand == SketchHand::eraser) return {white, &sketch.beneath};
  const auto colours = sketch_colours(model);
  const auto& colour = colours[std::min(pen.colour, colours.size() - 1)];
  return {{colour[0], colour[1], colour[2], 255}};
}

}  // namespace

SketchSheet sketch_sheet(const UiModel& model) {
  const api::DataInfo& data = model.status->data;
  const int direction = shown_direction(model);
  const std::string task = task_of(model);
  return {.width = data.width,
          .height = data.height,
          .channels = input_channels(model, direction),
          .lines = task == "drawing",
          .cell = task == "sharpen" ? 4 : 1};
}

Sketch sketch_of(const UiModel& model) {
  const Sketch& kept = tool_state<Sketch>(model);
  const bool current = kept.run == model.status->run && kept.direction == shown_direction(model) &&
                       (kept.pixels.empty() || kept.pixels.size() == bytes_of(sketch_sheet(model)));
  return current ? kept : fresh(model);
}

const SketchPen& sketch_pen(const UiModel& model) { return tool_state<SketchPen>(model); }

std::vector<std::array<uint8_t, 3>> sketch_colours(const UiModel& model) {
  const SketchSheet sheet = sketch_sheet(model);
  if (sheet.lines) return {{0, 0, 0}};
  if (sheet.channels == 1)
    return {{0, 0, 0}, {51, 51, 51}, {102, 102, 102}, {153, 153, 153}, {204, 204, 204}, {255, 255, 255}};
  std::vector<std::array<uint8_t, 3>> colours;
  if (const api::HeldOut* held = held_out(model, shown_direction(model)))
    colours = palette_of(
        std::span(held->inputs)
            .first(std::min(held->inputs.size(), bytes_of(sheet) * static_cast<size_t>(sketch_starts))));
  if (colours.empty()) colours = {{0, 0, 0}, {255, 255, 255}};
  // The darkest first: what is most frequent is the ground, and would not be seen on it.
  std::ranges::stable_sort(colours, {}, [](const auto& colour) { return colour[0] + colour[1] + colour[2]; });
  return colours;
}

std::optional<int> sketch_truth(const UiModel& model) {
  const Sketch sketch = sketch_of(model);
  const api::HeldOut* held = held_out(model, sketch.direction);
  const bool known = held != nullptr && !held->truths.empty() && sketch.start >= 0 && !sketch.touched &&
                     sketch.start < held->count && !sketch.pixels.empty();
  return known ? std::optional(sketch.start) : std::nullopt;
}

std::vector<float> sketch_input(const UiModel& model) {
  const Sketch sketch = sketch_of(model);
  return sketch.pixels.empty() ? std::vector<float>{} : input_values(model, sketch.direction, sketch.pixels);
}

std::optional<api::Ask> sketch_ask(const UiModel& model) {
  std::vector<float> input = sketch_input(model);
  if (input.empty()) return std::nullopt;
  api::Ask ask = blank_ask(model);
  ask.tool = "translate";
  ask.scored = true;
  ask.pictures = std::move(input);
  ask.settings.set("direction", static_cast<int64_t>(shown_direction(model)));
  return ask;
}

void draw_stroke(UiModel& model, Spot from, Spot to, bool final) {
  const SketchSheet sheet = sketch_sheet(model);
  if (bytes_of(sheet) == 0) return;
  Sketch sketch = sketch_of(model);
  if (sketch.pixels.empty()) sketch.pixels = blank(sheet);
  const Ink ink = ink_of(model, sketch);
  const double cell = sheet.cell;
  const auto columns = sheet.width / sheet.cell, rows = sheet.height / sheet.cell;
  const auto touch = [&](int column, int row) {
    for (int y = row * sheet.cell; y < (row + 1) * sheet.cell; ++y)
      for (int x = column * sheet.cell; x < (column + 1) * sheet.cell; ++x) {
        const auto at = static_cast<size_t>(y * sheet.width + x) * 4;
        std::ranges::copy(ink.at(at), sketch.pixels.begin() + static_cast<std::ptrdiff_t>(at));
      }
  };
  lead_nib(columns, rows, {from.x / cell, from.y / cell}, {to.x / cell, to.y / cell},
           {.across = static_cast<double>(sketch_pen(model).size), .crisp = true}, touch);
  sketch.touched = true;
  put(model, std::move(sketch), "sketch/stroke", final);
}

void clear_sketch(UiModel& model) {
  if (sketch_of(model).pixels.empty()) return;
  put(model, fresh(model));
}

void start_sketch(UiModel& model, int index) {
  const int direction = shown_direction(model);
  const api::HeldOut* held = held_out(model, direction);
  const size_t bytes = bytes_of(sketch_sheet(model));
  if (held == nullptr || index < 0 || index >= held->count) return;
  Sketch sketch = fresh(model);
  const auto input = part_of(held->inputs, index, bytes);
  sketch.pixels.assign(input.begin(), input.end());
  // Of a picture with a hole the truth lies beneath it; of others the eraser leaves white paper.
  if (sketch_sheet(model).holes() && !held->truths.empty()) {
    const auto truth = part_of(held->truths, index, bytes);
    sketch.beneath.assign(truth.begin(), truth.end());
  }
  sketch.start = index;
  put(model, std::move(sketch));
}

void next_start(UiModel& model) {
  const api::HeldOut* held = held_out(model, shown_direction(model));
  if (held == nullptr) return;
  start_sketch(model, (sketch_of(model).start + 1) % std::min(sketch_starts, held->count));
}

void random_start(UiModel& model) {
  const api::HeldOut* held = held_out(model, shown_direction(model));
  if (held == nullptr || held->count < 1) return;
  const auto count = static_cast<uint64_t>(held->count);
  auto index = static_cast<int>(mix_seed(model.status->generation, ++model.explore.random_count) % count);
  if (index == sketch_of(model).start) index = (index + 1) % held->count;
  start_sketch(model, index);
}

void take_sketch_file(UiModel& model, const ReadPicture& read, double now_s) {
  if (!read.fitted) return tell_failure(model, read.fitted.error(), now_s);
  if (!read.input || read.input->pixels.size() != bytes_of(sketch_sheet(model))) return;
  Sketch sketch = fresh(model);
  sketch.pixels = read.input->pixels;
  if (sketch_sheet(model).holes()) sketch.beneath = read.input->pixels;
  sketch.name = std::filesystem::path(read.path).filename().string();
  sketch.remark = read.input->remark;
  put(model, std::move(sketch));
}

void take_sketch_hand(UiModel& model, SketchHand hand) {
  SketchPen pen = sketch_pen(model);
  pen.hand = hand;
  set_tool_state(model, std::move(pen));
}

void set_sketch_size(UiModel& model, int size) {
  SketchPen pen = sketch_pen(model);
  pen.size = std::clamp(size, 1, widest_pen);
  set_tool_state(model, std::move(pen));
}

void choose_sketch_colour(UiModel& model, size_t colour) {
  SketchPen pen = sketch_pen(model);
  pen.colour = colour;
  pen.hand = SketchHand::pen;
  set_tool_state(model, std::move(pen));
}

void save_sketch_result(UiModel& model) {
  const auto& drawn = model.result(view::picture);
  if (drawn && drawn->count > 0 && !drawn->pixels.empty())
    order_export(model, drawn, false, ExportOrder::Kind::picture);
}

}  // namespace ganscope::model
