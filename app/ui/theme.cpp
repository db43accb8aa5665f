#include "app/ui/theme.h"

#include <algorithm>

namespace ganscope::ui {
namespace {

/// "#RRGGBB" as ImGui packs it, opaque.
constexpr ImU32 rgb(unsigned hex) { return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255); }

constexpr Theme dark = {.dark = true,
                        .bg0 = rgb(0x0C0E11),
                        .bg1 = rgb(0x14171B),
                        .bg2 = rgb(0x1B1F25),
                        .bg3 = rgb(0x272C34),
                        .bg4 = rgb(0x353C46),
                        .line = rgb(0x2A3038),
                        .line2 = rgb(0x4A535F),
                        .t1 = rgb(0xF0F2F5),
                        .t2 = rgb(0xB4BCC7),
                        .t3 = rgb(0x8D97A4),
                        .g = rgb(0xFFA24A),
                        .d = rgb(0x86A9FF),
                        .real = rgb(0x4FD1B5),
                        .ref = rgb(0xE6E9EE),
                        .warn = rgb(0xFF7A90),
                        .good = rgb(0xA4DB74)};

constexpr Theme light = {.dark = false,
                         .bg0 = rgb(0xFFFFFF),
                         .bg1 = rgb(0xF3F4F6),
                         .bg2 = rgb(0xFBFBFC),
                         .bg3 = rgb(0xE4E7EB),
                         .bg4 = rgb(0xD3D8DE),
                         .line = rgb(0xD6DAE0),
                         .line2 = rgb(0x9AA3AF),
                         .t1 = rgb(0x15181D),
                         .t2 = rgb(0x434B56),
                         .t3 = rgb(0x5C6571),
                         .g = rgb(0xAD4A00),
                         .d = rgb(0x2F55D4),
                         .real = rgb(0x007468),
                         .ref = rgb(0x15181D),
                         .warn = rgb(0xC2183F),
                         .good = rgb(0x3B7312)};

}  // namespace

const Theme& dark_theme() { return dark; }
const Theme& light_theme() { return light; }

ImU32 faded(ImU32 colour, float alpha01) {
  const float alpha = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 255) * alpha01;
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(alpha + 0.5F) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 a, ImU32 b, float share_of_b) {
  const ImVec4 from = ImGui::ColorConvertU32ToFloat4(a), to = ImGui::ColorConvertU32ToFloat4(b);
  const auto mix = [&](float x, float y) { return x + (y - x) * share_of_b; };
  return ImGui::ColorConvertFloat4ToU32(
      {mix(from.x, to.x), mix(from.y, to.y), mix(from.z, to.z), mix(from.w, to.w)});
}

ImU32 player_colour(const Theme& theme, config::Player player) {
  switch (player) {
    case config::Player::generator:
      return theme.g;
    case config::Player::discriminator:
      return theme.d;
    case config::Player::real:
      return theme.real;
    case config::Player::none:
      break;
  }
  return theme.t1;
}

void apply_style(const Theme& theme, float scale) {
  ImGuiStyle style;
  style.WindowPadding = {16, 12};
  style.FramePadding = {12, 7};
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {8, 4};
  style.FrameRounding = 6;
  style.PopupRounding = 6;
  style.GrabRounding = 8;
  style.ScrollbarRounding = 5;
  style.ScrollbarSize = 10;
  style.WindowRounding = style.ChildRounding = 0;
  style.ScaleAllSizes(scale);
  // After scaling, which rounds down: what ImGui wants to be at least one pixel, or takes for a factor.
  style.WindowMinSize = {1, 1};
  style.ScrollbarSize = std::max(style.ScrollbarSize, 2.0F);
  style.GrabMinSize = std::max(style.GrabMinSize, 1.0F);
  style.MouseCursorScale = 1;
  // Hairlines stay hairlines, and ScaleAllSizes rounds borders away.
  style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
  style.PopupBorderSize = 1;
  style.DisabledAlpha = 0.45F;
  style.AntiAliasedLinesUseTex = true;

  const auto colour = [&](ImGuiCol slot, ImU32 value) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(value);
  };
  // Every slot gets one of our greys first, so that none of ImGui's own hues can show.
  for (int slot = 0; slot < ImGuiCol_COUNT; ++slot) colour(slot, theme.bg3);
  colour(ImGuiCol_Text, theme.t1);
  colour(ImGuiCol_TextDisabled, theme.t3);
  colour(ImGuiCol_WindowBg, theme.bg1);
  colour(ImGuiCol_ChildBg, faded(theme.bg1, 0));
  colour(ImGuiCol_PopupBg, theme.bg2);
  colour(ImGuiCol_Border, theme.line2);
  colour(ImGuiCol_BorderShadow, faded(theme.bg0, 0));
  colour(ImGuiCol_FrameBg, theme.bg0);
  colour(ImGuiCol_FrameBgHovered, theme.bg0);
  colour(ImGuiCol_FrameBgActive, theme.bg0);
  colour(ImGuiCol_MenuBarBg, theme.bg2);
  colour(ImGuiCol_ScrollbarBg, faded(theme.bg0, 0));
  colour(ImGuiCol_ScrollbarGrab, theme.bg4);
  colour(ImGuiCol_ScrollbarGrabHovered, theme.line2);
  colour(ImGuiCol_ScrollbarGrabActive, theme.line2);
  colour(ImGuiCol_CheckMark, theme.t1);
  colour(ImGuiCol_SliderGrab, theme.t1);
  colour(ImGuiCol_SliderGrabActive, theme.t1);
  colour(ImGuiCol_ButtonHovered, theme.bg4);
  colour(ImGuiCol_ButtonActive, theme.line2);
  colour(ImGuiCol_HeaderHovered, theme.bg4);
  colour(ImGuiCol_HeaderActive, theme.line2);
  colour(ImGuiCol_Separator, theme.line);
  colour(ImGuiCol_SeparatorHovered, theme.line2);
  colour(ImGuiCol_SeparatorActive, theme.line2);
  colour(ImGuiCol_PlotLines, theme.t2);
  colour(ImGuiCol_PlotLinesHovered, theme.t1);
  colour(ImGuiCol_PlotHistogram, theme.t2);
  colour(ImGuiCol_PlotHistogramHovered, theme.t1);
  colour(ImGuiCol_TextSelectedBg, theme.line2);
  colour(ImGuiCol_DragDropTarget, theme.t1);
  colour(ImGuiCol_NavHighlight, faded(theme.t1, 0));  // the focus ring is ours
  colour(ImGuiCol_NavWindowingHighlight, theme.t1);
  colour(ImGuiCol_ModalWindowDimBg, faded(dark.bg0, 0.5F));
  ImGui::GetStyle() = style;
}

}  // namespace ganscope::ui
