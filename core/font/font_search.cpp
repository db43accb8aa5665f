#include "core/font/font_search.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace ganscope::font {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_fonts = 4000;  // of more, the rest is not looked at: nobody waits for a minute

bool is_font(const fs::path& file) {
  const std::string ending = lower_case(file.extension().string());
  return ending == ".ttf" || ending == ".otf" || ending == ".ttc";
}

/// How little a font fits beside Inter, judged by its name.
int oddness_of(const fs::path& file) {
  constexpr std::array kind{"dejavusans.", "wqy-microhei", "notosans-", "notosanscjk",
                            "liberationsans-regular"};
  constexpr std::array odd{"bold",  "italic", "oblique", "mono",  "condensed", "light", "thin",  "black",
                           "extra", "medium", "semi",    "serif", "display",   "math",  "emoji", "symbol"};
  const std::string name = lower_case(file.filename().string());
  int oddness = 100;
  for (size_t i = 0; i < kind.size(); ++i)
    if (name.find(kind[i]) != std::string::npos) oddness = std::min(oddness, static_cast<int>(i));
  for (const char* word : odd)
    if (name.find(word) != std::string::npos) oddness += 1000;
  return oddness;
}

void add_folder(std::vector<fs::path>& folders, const char* variable, const char* below) {
  const char* value = std::getenv(variable);
  if (value != nullptr && fs::path(value).is_absolute()) folders.push_back(fs::path(value) / below);
}

}  // namespace

std::vector<fs::path> font_folders() {
  std::vector<fs::path> folders;
  add_folder(folders, "XDG_DATA_HOME", "fonts");
  add_folder(folders, "HOME", ".local/share/fonts");
  add_folder(folders, "HOME", ".fonts");
  folders.emplace_back("/usr/local/share/fonts");
  folders.emplace_back("/usr/share/fonts");
  return folders;
}

FontSearch::FontSearch(std::vector<fs::path> folders)
    : folders_(folders.empty() ? font_folders() : std::move(folders)) {}

std::optional<fs::path> FontSearch::find(const std::vector<const char*>& places) const {
  for (const fs::path& folder : folders_) {
    for (const char* place : places) {
      std::error_code error;
      if (fs::path file = folder / place; fs::is_regular_file(file, error)) return file;
    }
  }
  return std::nullopt;
}

void FontSearch::look_through() {
  looked_ = true;
  for (const fs::path& folder : folders_) {
    std::error_code error;
    fs::recursive_directory_iterator files(folder, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && files != end && found_.size() < most_fonts; files.increment(error)) {
      std::error_code unknown;
      if (!is_font(files->path()) || !files->is_regular_file(unknown)) continue;
      Coverage coverage = claimed_coverage(files->path());
      if (!coverage.ranges().empty())
        found_.push_back({files->path(), oddness_of(files->path()), std::move(coverage)});
    }
  }
  std::ranges::sort(found_, [](const Found& a, const Found& b) {
    return a.oddness != b.oddness ? a.oddness < b.oddness : a.path < b.path;
  });
}

std::vector<fs::path> FontSearch::with(uint32_t code_point) {
  if (!looked_) look_through();
  std::vector<fs::path> paths;
  for (const Found& font : found_)
    if (font.coverage.has(code_point)) paths.push_back(font.path);
  return paths;
}

}  // namespace ganscope::font
