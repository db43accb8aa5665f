#include "core/forms/roll_painter.h"

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "core/font/type.h"
#include "core/melody/roll.h"

namespace ganscope::forms {
namespace {

using Rgb = std::array<uint8_t, 3>;
constexpr Rgb white_key{30, 34, 41}, black_key{23, 26, 32}, beat_line{38, 43, 51}, bar_line{62, 69, 80},
    sung{240, 242, 246}, wrong{255, 107, 107}, beneath{16, 18, 22}, chord_name_ink{165, 172, 184};
constexpr float names_height = 24;  // px; leaves three a semitone
constexpr double name_size = 11.5;

/// A square of RGBA.
class Sheet {
 public:
  explicit Sheet(uint8_t* rgba) : rgba_(rgba) {}
  void fill(const melody::Box& box, const Rgb& colour) {
    for (int y = std::max(0, at(box.top)); y < std::min(roll_side, at(box.bottom)); ++y)
      for (int x = std::max(0, at(box.left)); x < std::min(roll_side, at(box.right)); ++x)
        blend(x, y, colour, 255);
  }
  void stamp(const font::Letter& letter, double pen, double baseline, const Rgb& tint) {
    const int left = static_cast<int>(std::lround(pen)) + letter.left;
    const int top = static_cast<int>(std::lround(baseline)) + letter.top;
    for (int y = 0; y < letter.height; ++y)
      for (int x = 0; x < letter.width; ++x)
        blend(left + x, top + y, tint, letter.coverage[static_cast<size_t>(y * letter.width + x)]);
  }

 private:
  static int at(float px) { return static_cast<int>(std::lround(px)); }
  void blend(int x, int y, const Rgb& colour, int covered) {
    if (x < 0 || y < 0 || x >= roll_side || y >= roll_side) return;
    uint8_t* pixel = rgba_ + 4 * static_cast<size_t>(y * roll_side + x);
    for (size_t c = 0; c < 3; ++c)
      pixel[c] = static_cast<uint8_t>((pixel[c] * (255 - covered) + colour[c] * covered) / 255);
    pixel[3] = 255;
  }
  uint8_t* rgba_;
};

class RollPainter final : public Painter {
 public:
  RollPainter() {
    for (int root = 0; root < melody::octave; ++root)
      for (const bool minor : {false, true}) {
        const std::string name = melody::chord_name({root, minor});
        names_[name] = font::set_type(name, name_size, false);
      }
    names_["?"] = font::set_type("?", name_size, false);
  }
  [[nodiscard]] int width() const override { return roll_side; }
  [[nodiscard]] int height() const override { return roll_side; }

  void paint(std::span<const uint8_t> sample, std::vector<uint8_t>& rgba) const override {
    const size_t first = rgba.size();
    rgba.resize(first + size_t{4} * roll_side * roll_side);
    Sheet sheet(rgba.data() + first);
    const melody::RollLayout layout(roll_side, roll_side, names_height);
    const melody::Roll roll = melody::roll_of(melody::lines_of(sample).front());
    rule(sheet, layout);
    for (const int eighth : roll.rhythm)
      sheet.fill({layout.x(eighth), layout.bottom() - 2, layout.x(eighth + 1), layout.bottom()}, wrong);
    for (const melody::Roll::Bar& note : roll.notes) {
      melody::Box box = layout.note(note);
      box.right -= 1;  // the next one begins visibly
      sheet.fill(box, note.broken != 0 ? wrong : sung);
    }
    for (int bar = 0; bar < melody::bars; ++bar)
      write(sheet, roll.chords[static_cast<size_t>(bar)], layout.chord(bar));
    // An edge, for sheets set pictures close to each other.
    sheet.fill({roll_side - 1, 0, roll_side, roll_side}, beneath);
    sheet.fill({0, roll_side - 1, roll_side, roll_side}, beneath);
  }

 private:
  // Keys, beats and bars.
  static void rule(Sheet& sheet, const melody::RollLayout& layout) {
    for (int pitch = 0; pitch < melody::pitches; ++pitch)
      sheet.fill(layout.row(pitch), melody::in_scale(pitch, 0) ? white_key : black_key);
    sheet.fill({0, layout.bottom(), roll_side, roll_side}, beneath);
    for (int eighth = 0; eighth < melody::voice_places; eighth += 2) {
      const bool bar = eighth % melody::eighths_a_bar == 0;
      const float x = layout.x(eighth);
      if (eighth > 0)
        sheet.fill({x - 1, 0, x, bar ? roll_side : layout.bottom()}, bar ? bar_line : beat_line);
    }
  }
  void write(Sheet& sheet, const melody::Roll::Name& name, const melody::Box& box) const {
    const auto found = names_.find(name.text);
    if (found == names_.end()) return;
    double width = 0;
    for (const font::Letter& letter : found->second) width += letter.advance;
    double pen = (static_cast<double>(box.left + box.right) - width) / 2;
    const double baseline = static_cast<double>(box.top + box.bottom) / 2 + 0.36 * name_size;
    for (const font::Letter& letter : found->second) {
      sheet.stamp(letter, pen, baseline, name.broken != 0 ? wrong : chord_name_ink);
      pen += letter.advance;
    }
    // Without a font a wrong chord is still marked.
    if (found->second.empty() && name.broken != 0) sheet.fill(box, wrong);
  }

  std::map<std::string, std::vector<font::Letter>> names_;
};

}  // namespace

std::shared_ptr<const Painter> roll_painter(const Look& /*look*/) {
  static const std::shared_ptr<const Painter> painter = std::make_shared<const RollPainter>();
  return painter;
}

}  // namespace ganscope::forms
