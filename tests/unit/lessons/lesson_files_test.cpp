#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/lessons/document.h"

namespace ganscope::lessons {
namespace {

namespace fs = std::filesystem;

/// The text between $ signs, with the line in which it begins. A file may hold more than CommonMark (a
/// header, actions), so this looks for formulas alone.
struct Written {
  std::string source;
  int line = 1;
};
std::vector<Written> formulas_of(const std::string& text) {
  std::vector<Written> all;
  int line = 1;
  bool code = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') ++line;
    if (text[at] == '\\') ++at;
    if (text[at] == '`') code = !code;
    if (code || text[at] != '$') continue;
    const std::string sign = text.compare(at, 2, "$$") == 0 ? "$$" : "$";
    const size_t end = text.find(sign, at + sign.size());
    if (end == std::string::npos) break;
    all.push_back({text.substr(at + sign.size(), end - at - sign.size()), line});
    std::string& source = all.back().source;
    line += static_cast<int>(std::ranges::count(source, '\n'));
    for (size_t begin; (begin = source.find("\n>")) != std::string::npos;) source.replace(begin, 2, " ");
    at = end + sign.size() - 1;
  }
  return all;
}

TEST(LessonFiles, HoldNoFormulaThatCannotBeRead) {
  const fs::path folder = fs::path(GANSCOPE_SOURCE_DIR) / "assets/lessons";
  size_t files = 0, formulas = 0;
  if (fs::exists(folder))
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".md") continue;
      ++files;
      std::ifstream stream(entry.path());
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      for (const Written& written : formulas_of(text)) {
        ++formulas;
        const auto formula = read_formula(written.source);
        EXPECT_TRUE(formula) << entry.path().string() << ":" << written.line << ": "
                             << (formula ? "" : describe(formula.error()));
      }
    }
  if (files == 0) GTEST_SKIP() << "there is no lesson in assets/lessons yet";
  RecordProperty("formulas", static_cast<int>(formulas));
}

}  // namespace
}  // namespace ganscope::lessons
