#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/commands/console.h"
#include "app/commands/run.h"

namespace ganscope::commands {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

/// What is expected here is English, whatever language the machine speaks.
[[maybe_unused]] const bool speaks_english = ::setenv("LC_ALL", "C", 1) == 0;

struct Said {
  int code = 0;
  std::string out, err;
  [[nodiscard]] nlohmann::json json() const {
    const size_t end = out.find_last_not_of('\n');
    const size_t begin = out.rfind('\n', end);
    return nlohmann::json::parse(out.substr(begin == std::string::npos ? 0 : begin + 1));
  }
};

Said said(const std::vector<std::string>& words, const Hooks& hooks = {}) {
  std::ostringstream out, err;
  Console console(out, err, false);
  const int code = run(words, console, hooks);
  return {code, out.str(), err.str()};
}

TEST(Run, ListsEveryRegistryAsJson) {
  for (const char* kind : {"data", "networks", "objectives", "regularisers", "metrics", "experiments"}) {
    const Said answer = said({"list", kind, "--json"});
    EXPECT_EQ(answer.code, 0) << answer.err;
    const auto items = answer.json()["items"];
    EXPECT_FALSE(items.empty()) << kind;
    for (const auto& item : items)
      for (const char* member : {"key", "title", "help"})
        EXPECT_FALSE(item.at(member).get<std::string>().empty()) << item;
  }
}

/// Takes nothing, as a full disk and a closed pipe do.
class TakesNothing : public std::streambuf {};

TEST(Run, AnAnswerThatCannotBeWrittenIsAFailure) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"data", "ring", "--json"},
                                             {"list", "experiments"},
                                             {"--help"},
                                             {"train", "--help"},
                                             {"--version"}}) {
    TakesNothing nothing;
    std::ostream out(&nothing);
    std::ostringstream err;
    Console console(out, err, false);
    EXPECT_EQ(run(words, console, {}), 1) << words.front();
    EXPECT_THAT(err.str(), HasSubstr("standard output)\n  hint: ")) << words.front();
  }
}

TEST(Run, DescribesPointsWithTheirModes) {
  const Said answer = said({"data", "ring", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto ring = answer.json();
  EXPECT_EQ(ring["kind"], "points");
  EXPECT_EQ(ring["modes"].size(), 8u);
  EXPECT_GT(ring["sigma"].get<double>(), 0);
  EXPECT_GT(ring["count"].get<int>(), 0);
}

TEST(Run, AnErrorIsTwoLinesOnStandardError) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"train", "facs"},
                                             {"train", "faces", "--set", "lr_q=1"},
                                             {"list", "nothing"},
                                             {"tarin"},
                                             {"train", "faces", "--set", "batch=-3"},
                                             {"sample"},
                                             {"data", "nonsense"}}) {
    const Said answer = said(words);
    EXPECT_EQ(answer.code, 2) << answer.err;
    EXPECT_THAT(answer.err, MatchesRegex("ganscope: error: [^\n]+ [(][^\n]+[)]\n  hint: [^\n]+\n"))
        << answer.err;
    EXPECT_EQ(answer.out, "");
  }
}

TEST(Run, WhatIsNotThereExitsWith1) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"info", "/nowhere/at/all"},
                                             {"sample", "/nowhere/at/all", "--out", "x.png"},
                                             {"train", "--resume", "/nowhere"},
                                             {"data", "folder:/nowhere/at/all"},
                                             {"train", "/nowhere/at/all.toml"}}) {
    const Said answer = said(words);
    EXPECT_EQ(answer.code, 1) << answer.err;
    EXPECT_THAT(answer.err, MatchesRegex("ganscope: error: [^\n]+ [(][^\n]+[)]\n  hint: [^\n]+\n"))
        << answer.err;
  }
}

TEST(Run, WithoutAWindowViewSaysHowToGoOn) {
  const Said answer = said({"view", "faces"});
  EXPECT_EQ(answer.code, 1);
  EXPECT_THAT(answer.err, HasSubstr("GANSCOPE_GUI"));
}

TEST(Run, ViewGoesToTheWindowWithItsWords) {
  shell::ViewOptions seen;
  const Hooks hooks{[&](const shell::ViewOptions& options) -> Expected<int> {
    seen = options;
    return 7;
  }};
  EXPECT_EQ(said({"digits", "--start"}, hooks).code, 7);
  EXPECT_EQ(seen.target, "digits");
  EXPECT_TRUE(seen.start);
}

TEST(Run, AnExceptionBecomesAnError) {
  const Hooks hooks{
      [](const shell::ViewOptions&) -> Expected<int> { throw std::runtime_error("tensors\nstack trace"); }};
  const Said answer = said({"view"}, hooks);
  EXPECT_EQ(answer.code, 1);
  EXPECT_THAT(answer.err, MatchesRegex("ganscope: error: tensors [(]ganscope view[)]\n  hint: [^\n]+\n"));
}

TEST(ProgressText, HasRateAndTimeLeft) {
  EXPECT_EQ(progress_text({"Training", 500, 1000}, "steps", 100, "", true),
            "Training  [############------------]   50 %  500/1,000 steps  100/s  0:05 left");
  EXPECT_EQ(progress_text({"Reading", 1234, 0}, "", 0, "", true), "Reading  1,234");
  EXPECT_EQ(progress_text({"Training", 25, 50}, "s", 10, "step 7", false),
            "Training   50 %  0:03 left  step 7");
}

TEST(Console, DrawsNothingWhenQuiet) {
  std::ostringstream out, err;
  Console console(out, err, true);
  console.quiet = true;
  console.progress({"Training", 1, 2});
  console.remark("never mind");
  console.say("result");
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(out.str(), "result\n");
}

TEST(Numbers, AreGroupedAndTimesAreClocks) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-1000), "-1,000");
  EXPECT_EQ(duration_text(65), "1:05");
  EXPECT_EQ(duration_text(3725), "1:02:05");
}

}  // namespace
}  // namespace ganscope::commands
