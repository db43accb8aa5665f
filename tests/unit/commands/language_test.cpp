#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "app/commands/console.h"
#include "app/commands/run.h"
#include "app/text/columns.h"

namespace ganscope::commands {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Spoken {
  int code = 0;
  std::string out, err;
};

/// What the program says in an environment of that language.
Spoken spoken(const std::vector<std::string>& words, const char* environment = "C") {
  ::setenv("LC_ALL", environment, 1);
  std::ostringstream out, err;
  Console console(out, err, false);
  const int code = run(words, console, {});
  ::setenv("LC_ALL", "C", 1);
  return {code, out.str(), err.str()};
}

const text::Strings& chinese() {
  static const text::Strings strings = text::Strings::load("zh").value();
  return strings;
}

bool has_chinese(std::string_view text) {
  const auto letters = std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
  return text::columns(text) > static_cast<size_t>(letters);
}

TEST(Language, IsNamedBeforeOrAfterTheCommand) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--lang", "zh", "train", "--help"},
                                             {"--lang=zh", "train", "--help"},
                                             {"train", "--lang", "zh", "--help"},
                                             {"train", "--help", "--lang", "zh"}}) {
    const Spoken answer = spoken(words);
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_THAT(answer.out,
                AllOf(StartsWith("不开窗口进行训练\n"), HasSubstr("选项："), HasSubstr("--resume RUN")))
        << ::testing::PrintToString(words);
  }
  EXPECT_EQ(language_of({"train", "faces", "--lang", "zh"}), "zh");
  EXPECT_EQ(language_of({"train", "faces"}), "");
  EXPECT_EQ(std::get<shell::ViewOptions>(parse_words({"--lang", "zh", "faces"}).value()).target, "faces");
  EXPECT_EQ(std::get<TrainRequest>(parse_words({"--lang", "zh", "train", "faces"}).value()).experiment,
            "faces");
}

TEST(Language, IsTheEnvironmentsUnlessOneIsNamed) {
  EXPECT_THAT(spoken({"--help"}, "zh_CN.UTF-8").out, HasSubstr("命令："));
  EXPECT_THAT(spoken({"--help", "--lang", "en"}, "zh_CN.UTF-8").out, HasSubstr("Commands:"));
  for (const char* environment : {"C", "POSIX", "en_GB.UTF-8", "de_DE.UTF-8"})
    EXPECT_THAT(spoken({"--help"}, environment).out, HasSubstr("Commands:")) << environment;
}

TEST(Language, ThatNobodySpeaksIsRefused) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"train", "faces", "--lang", "fr"}, {"--lang=", "info", "x"}, {"list", "data", "--lang"}}) {
    const Spoken answer = spoken(words);
    EXPECT_EQ(answer.code, 2) << answer.err;
    EXPECT_THAT(answer.err, AllOf(StartsWith("ganscope: error: "), HasSubstr("(--lang)\n  hint: ")));
  }
  EXPECT_THAT(spoken({"--lang", "fr"}, "zh_CN.UTF-8").err, HasSubstr("没有名为 fr 的语言"));
}

/// Whoever asks for help in Chinese gets all of it, but for the words that are typed.
TEST(Language, EveryLineOfHelpIsTranslated) {
  const std::string list = std::get<TextRequest>(parse_words({"--help"}, chinese()).value()).text;
  for (const char* command :
       {"view", "train", "sample", "interpolate", "arithmetic", "film", "directions", "export", "lesson",
        "neighbours", "map", "report", "invert", "evaluate", "data", "info", "list"}) {
    EXPECT_THAT(list, HasSubstr("\n  " + text::padded(command, 24)));
    const std::string page = std::get<TextRequest>(parse_words({command, "--help"}, chinese()).value()).text;
    std::istringstream lines(page.substr(0, page.find("\n例如：")));
    int rows = 0;
    std::string line, next;
    for (std::getline(lines, line); std::getline(lines, next); line = next) {
      EXPECT_LE(text::columns(line), 100U) << line;
      if (!line.starts_with("  --")) continue;
      ++rows;
      EXPECT_TRUE(has_chinese(line) || has_chinese(next) || line.ends_with(" result.png"))
          << command << ": " << line;
    }
    EXPECT_TRUE(has_chinese(line)) << command << ": " << line;
    EXPECT_GE(rows, 2) << page;
    EXPECT_THAT(page, Not(HasSubstr("Options:")));
  }
}

TEST(Language, ErrorsAreTwoLinesInIt) {
  EXPECT_EQ(spoken({"tarin", "--lang", "zh"}).err,
            "ganscope: 错误：没有名为 tarin 的命令或实验 (ganscope tarin --lang zh)\n  提示：您是想用 train "
            "吗？\n");
  EXPECT_THAT(spoken({"--lang", "zh", "sample", "run", "--out", "a.png", "--count", "0"}).err,
              HasSubstr("--count 需要 1 到 1000000 之间的整数，而不是 0"));
  EXPECT_THAT(spoken({"--lang", "zh", "train"}).err, HasSubstr("train 需要一个实验"));
  EXPECT_THAT(spoken({"--lang", "zh", "sample"}).err, HasSubstr("sample 需要 "));
  EXPECT_THAT(spoken({"--lang", "zh", "train", "faces", "--set", "batch=-3"}).err,
              AllOf(HasSubstr("batch 应为 "), HasSubstr("之间的整数，而不是 -3"), HasSubstr("默认值为 ")));
  EXPECT_THAT(spoken({"--lang", "zh", "data", "folder:/nowhere"}).err, HasSubstr("没有这个文件夹 (/nowhere"));
  EXPECT_EQ(spoken({"--lang", "zh", "data", "folder:/nowhere"}).code, 1);
}

TEST(Language, ResultsAreSaidInItAndJsonIsNot) {
  EXPECT_THAT(spoken({"data", "ring", "--lang", "zh"}).out, HasSubstr("个 2 维的点\n8 个高斯分布的混合"));
  EXPECT_EQ(spoken({"data", "ring", "--json", "--lang", "zh"}).out, spoken({"data", "ring", "--json"}).out);
  EXPECT_EQ(spoken({"list", "data", "--json"}, "zh_CN.UTF-8").out, spoken({"list", "data", "--json"}).out);
  EXPECT_EQ(spoken({"lesson", "list", "--json"}, "zh_CN.UTF-8").out,
            spoken({"lesson", "list", "--json"}).out);
  EXPECT_NE(spoken({"lesson", "list"}, "zh_CN.UTF-8").out, spoken({"lesson", "list"}).out);
  EXPECT_EQ(progress_text({"Training", 500, 1000}, "steps", 100, "", false, chinese()),
            "训练中   50 %  500/1,000 步  100/s  还剩 0:05");
}

TEST(Sentence, OfSeveralPatternsTheOneWithMostWordsIsTaken) {
  EXPECT_EQ(chinese().sentence("--count needs a whole number between 1 and 9, not many"),
            "--count 需要 1 到 9 之间的整数，而不是 many");
  EXPECT_EQ(chinese().sentence("The film of this run is not kept: one moment takes 12.5 MB"),
            "没有保留这次运行的影片：一个时刻需要 12.5 MB");
  EXPECT_EQ(chinese().sentence("there is no data called x"), "没有名为 x 的 data")
      << "the gaps change places";
}

TEST(Sentence, AFailureKeepsItsPlace) {
  const Failure said = chinese().failure(
      {FailureKind::io, "there is no such file", "there is no such file.txt", "Check the path."});
  EXPECT_EQ(said.what, "没有这个文件");
  EXPECT_EQ(said.where, "there is no such file.txt");
  EXPECT_EQ(said.hint, "请检查路径。");
  EXPECT_EQ(said.kind, FailureKind::io);
  EXPECT_EQ(text::Strings().failure({FailureKind::io, "there is no such file", "x", ""}).what,
            "there is no such file");
}

TEST(Columns, AChineseCharacterTakesTwo) {
  EXPECT_EQ(text::columns("step 5"), 6U);
  EXPECT_EQ(text::columns("第 5 步"), 7U);
  EXPECT_EQ(text::columns("−3 · …"), 6U);
  EXPECT_EQ(text::padded("步", 4), "步  ");
  EXPECT_EQ(text::padded("步", 4, true), "  步");
  EXPECT_EQ(text::padded("steps", 4), "steps");
}

TEST(Columns, LinesAreBrokenAtBlanksAndBesideCharactersButNotBeforeAComma) {
  EXPECT_THAT(text::wrapped("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(text::wrapped("一二三四", 4), ElementsAre("一二", "三四"));
  EXPECT_THAT(text::wrapped("一二三，四", 6), ElementsAre("一二", "三，四"));
  EXPECT_THAT(text::wrapped("用 --lang 说", 9), ElementsAre("用 --lang", "说"));
  EXPECT_THAT(text::wrapped("", 9), ElementsAre(""));
}

}  // namespace
}  // namespace ganscope::commands
