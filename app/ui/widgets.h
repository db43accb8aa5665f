#pragma once
#include <span>
#include <string>
#include <string_view>

#include "app/ui/ui.h"
#include "core/api/status.h"

/// The small parts of the design: text, icons, buttons, sliders, rows. All are drawn at ImGui's cursor,
/// inside the current child region; every one that can be pressed or read enters the item map under `name`
/// (`workspace/control`). `help` is the tooltip's sentence, `key` its shortcut in t3. Texts passed in are
/// already translated.
namespace ganscope::ui {

enum class Icon {
  play,
  pause,
  reset,
  undo,
  redo,
  dice,
  lock,
  more,
  chevron_right,
  chevron_down,
  check,
  warning,
  close,
  theme,
  settings,
  help,
  save,
  folder,
  film,
  arrows_horizontal,
  arrows_vertical,
  plus,
  minus,
  equals,
  download,
  log,
  star,
  star_full,
  brush,
  eraser,
  bin,
  hand_point
};

void draw_icon(ImDrawList* draw, Icon icon, ImVec2 centre, float size, ImU32 colour);

/// Text at the cursor in one of the design's fonts.
void text(const Ui& ui, Font font, ImU32 colour, std::string_view words);
void text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
             std::string_view words);
[[nodiscard]] ImVec2 text_size(const Ui& ui, Font font, std::string_view words);
/// The same in lines of at most `wrap` pixels.
void wrapped_text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
                     std::string_view words, float wrap);
[[nodiscard]] ImVec2 wrapped_size(const Ui& ui, Font font, std::string_view words, float wrap);
/// Wrapped text with coloured words: "{D} rejects almost every fake, so {G} gets little gradient." {G}, {D},
/// {real} are drawn in semibold in their colour; {G:generator} colours another word; {n:0.06} is a number in
/// mono. {b:word} is semibold in t1, {q:word} in t2. {sub:data}, {subG:G}, {subD:D} are subscripts.
void rich_text(const Ui& ui, Font font, ImU32 colour, std::string_view marked, float wrap_width);
/// The same on one line at a place, without moving the cursor; returns the width.
float rich_text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
                   std::string_view marked);
[[nodiscard]] float rich_text_width(const Ui& ui, Font font, std::string_view marked);
/// Plain words with the players' names and the numbers marked: "D rate 0.001" → "{D} rate {n:0.001}".
[[nodiscard]] std::string marked_words(std::string_view plain);
/// A change by hand, marked: "{D} rate {n:0.0010} → {n:0.0005}".
[[nodiscard]] std::string event_words(const Ui& ui, const api::Event& event);
/// The words without their marks, for the UI map.
[[nodiscard]] std::string plain_words(std::string_view marked);
/// `words` cut to `width` pixels with … at the end.
[[nodiscard]] std::string fitted(const Ui& ui, Font font, std::string_view words, float width);

enum class ButtonStyle { primary, normal, outline, quiet };
struct ButtonSpec {
  std::string_view label = {};  ///< may use rich_text's marks: "Step {D}"
  ButtonStyle style = ButtonStyle::normal;
  float width = 0;   ///< pixels; 0: as wide as the label
  float height = 0;  ///< pixels; 0: the design's 32
  std::string_view help = {}, key = {};
  bool has_icon = false;
  Icon icon = Icon::play;
  bool pending = false;  ///< three dots after the label, same width
  bool enabled = true;
  bool pressed = false;       ///< drawn as active (segmented parts, toggles)
  bool left_aligned = false;  ///< a line of a list: the label stands where the icon leaves it
  bool tick_room = true;      ///< … also in a line without one
  Font font = Font::body;     ///< of the label
};
bool button(Ui& ui, std::string_view name, const ButtonSpec& spec);
bool icon_button(Ui& ui, std::string_view name, Icon icon, std::string_view help, std::string_view key = {},
                 bool enabled = true);
/// An underlined word that acts.
bool link(Ui& ui, std::string_view name, std::string_view label, std::string_view help);

/// Exclusive choices in one bar. Returns true when `index` changed. Items: name/0, name/1, … and `name`
/// itself. `padding`: design px beside each label.
bool segmented(Ui& ui, std::string_view name, std::span<const std::string> labels, int& index,
               std::string_view help, float padding = 12);
bool combo(Ui& ui, std::string_view name, std::span<const std::string> labels, int& index, float width,
           std::string_view help);

/// A list that opens at an icon; returns the chosen line, or -1. Items: name, name/0, …
struct MenuLine {
  std::string label;
  std::string key = {};  ///< shortcut, in t3
  bool enabled = true;
};
int menu(Ui& ui, std::string_view name, Icon icon, std::span<const MenuLine> lines, std::string_view help);

/// A sheet over the rest of the window, with a title and a close button; what is below cannot be pressed.
/// Between `begin_sheet` and `end_sheet` one is in a scrolling region of the sheet. `open` becomes false when
/// the user closes it.
struct SheetSpec {
  std::string_view title;
  ImVec2 min, max;  ///< window pixels
  std::string_view caption = {};
  bool bare = false;  ///< no title row: the content begins at the top, left of the close button
};
void begin_sheet(Ui& ui, std::string_view name, const SheetSpec& spec, bool& open);
void end_sheet();
bool toggle(Ui& ui, std::string_view name, bool& on, std::string_view help);
/// Typed value, right aligned, mono. Returns true when Enter or leaving the field committed a new text.
bool text_field(Ui& ui, std::string_view name, std::string& value, float width, std::string_view help);
/// Opens the text field of this name, which is drawn next or in the next frame, as a click on it would.
void open_text_field(Ui& ui, std::string_view name, std::string_view text);
/// A field for a name that is being typed as long as it is drawn: begun with `value`, all selected. Enter or
/// leaving it keeps what stands there, Escape gives it up.
enum class Naming { typing, kept, given_up };
Naming name_field(Ui& ui, std::string_view name, std::string& value, float width);
/// A wide field for a path: left aligned, empty until something is typed.
bool path_field(Ui& ui, std::string_view name, std::string& path, float width, std::string_view help,
                std::string_view placeholder);

/// A field whose text is taken at every key: true when it changed. Empty it shows `placeholder`.
bool filter_field(Ui& ui, std::string_view name, std::string& words, float width, std::string_view help,
                  std::string_view placeholder);

struct SliderSpec {
  double min = 0, max = 1, initial = 0;
  bool logarithmic = false;
  bool integer = false;
  config::Player player = config::Player::none;  ///< the fill's colour
  bool signed_fill = false;                      ///< fill from zero
  float width = 0;                               ///< of track and field together; 0: what is left
  float field_width = 66;                        ///< design px; 0: no field
  double typed_reach = 0;  ///< how far from 0 what is typed may lie beyond the track, where it warns; 0: not
  bool arrows = true;      ///< arrow keys move it while it has the keyboard
  std::string_view help = {}, unit = {};
};
/// Track 4, handle 16, value field (`name/value`) at its right. Click types, wheel and arrows nudge, Ctrl
/// fine, double click resets. True: `value` changed. `final` is then false while the drag goes on, true when
/// it has ended.
bool slider(Ui& ui, std::string_view name, const SliderSpec& spec, double& value, bool* final = nullptr);
/// − value + for small whole numbers. Items: name (the value, can be typed), name/less, name/more.
bool stepper(Ui& ui, std::string_view name, int64_t min, int64_t max, int64_t& value, float width,
             std::string_view help);

/// An option as a kind of model speaks of it: its texts in the chosen language, with that kind's names of the
/// players. The same option where they are the usual ones.
[[nodiscard]] config::Option spoken(const Ui& ui, const config::Scope& scope, config::Option option);

/// The row of a declared option, from its declaration alone: label left, the fitting control right. True:
/// `value` changed. `final` as in `slider`.
bool option_row(Ui& ui, std::string_view name, const config::Option& option, config::Value& value,
                float width, bool* final = nullptr, bool enabled = true);

/// No tooltip for the last item until the pointer has been elsewhere: whoever presses it knows what it does.
void hush_tooltip(const Ui& ui);
/// The last item's tooltip, after 400 ms of hovering.
void tooltip(const Ui& ui, std::string_view help, std::string_view key = {});
void divider(const Ui& ui, float width = 0);  ///< 0: what is left
/// A plate with text over a picture.
void plate(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, std::string_view words);
void progress_bar(Ui& ui, std::string_view name, double progress01, std::string_view words, bool cancellable,
                  bool& cancelled);

/// A number as people read it: 4,210 · 0.0010 · 1.27 · 12.5 k
[[nodiscard]] std::string thousands(int64_t number);
[[nodiscard]] std::string rate_text(double rate);
/// A value as it stands in a field: 0.0010 · 0.995 · 0.80 · 1.42 · 128
[[nodiscard]] std::string number_text(double number);
/// `words` with the minus sign (U+2212) where a hyphen stands for it: before a number, and in a power of ten.
/// For drawing; the item map, files and keyboards keep the hyphen.
[[nodiscard]] std::string with_minus(std::string_view words);
/// What was typed as a number, as it is parsed: without the commas of thousands, with a hyphen for the minus.
[[nodiscard]] std::string typed_number(std::string_view typed);
/// Training time: 0:30 · 12:05 · 1:02:05
[[nodiscard]] std::string clock_text(double seconds);

}  // namespace ganscope::ui
