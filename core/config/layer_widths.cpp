#include "core/config/layer_widths.h"

#include <charconv>

namespace ganscope::config {
namespace {

std::vector<int64_t> even_widths(const Settings& settings, bool of_d) {
  const auto own_or = [&](const char* own, const char* shared) {
    return of_d && settings.has(own) && settings.integer(own) > 0 ? settings.integer(own)
                                                                  : settings.integer(shared);
  };
  return std::vector<int64_t>(static_cast<size_t>(own_or("hidden_layers_d", "hidden_layers")),
                              own_or("hidden_width_d", "hidden_width"));
}

}  // namespace

Expected<std::vector<int64_t>> hidden_widths(const Settings& settings, Player player) {
  const bool of_d = player == Player::discriminator;
  const char* key = of_d ? "layers_d" : "layers_g";
  if (!settings.has(key) || settings.text(key).empty()) return even_widths(settings, of_d);
  const std::string& text = settings.text(key);
  std::vector<int64_t> widths;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto skip_blanks = [&] {
    while (at != end && *at == ' ') ++at;
  };
  while (true) {
    skip_blanks();
    int64_t width = 0;
    const auto parsed = std::from_chars(at, end, width);
    if (parsed.ec != std::errc{} || width < 1 || width > most_units || widths.size() == most_hidden) break;
    widths.push_back(width);
    at = parsed.ptr;
    skip_blanks();
    if (at == end) return widths;
    if (*at++ != ',') break;
  }
  return fail(FailureKind::usage,
              std::string(key) + " must be one to eight widths from 1 to 2048, not " + text, key,
              "write them with commas: 32,16; or leave it empty, and all are as wide as hidden_width says");
}

std::string widths_text(const std::vector<int64_t>& widths) {
  std::string text;
  for (const int64_t width : widths) text += (text.empty() ? "" : ",") + std::to_string(width);
  return text;
}

}  // namespace ganscope::config
