#include "app/lessons/lesson.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "app/lessons/library.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::lessons {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

Expected<Lesson> read(const std::string& text) { return read_lesson(text, "07-mine.md"); }

/// Where and what the first mistake is, as the command line says it.
std::string mistake_in(const std::string& text) {
  const auto lesson = read(text);
  if (!lesson) return lesson.error().where + ": " + lesson.error().what;
  const auto mistakes = mistakes_in(*lesson);
  return mistakes.empty() ? "" : mistakes.front().where + ": " + mistakes.front().what;
}

TEST(LessonFile, TellsItsStepsInBothLanguages) {
  const auto lesson = read(skeleton("My lesson"));
  ASSERT_TRUE(lesson) << describe(lesson.error());
  EXPECT_EQ(lesson->number, 7);
  EXPECT_EQ(lesson->key, "mine");
  EXPECT_EQ(lesson->title.in("en"), "My lesson");
  ASSERT_EQ(lesson->steps.size(), 3U);
  const Step& guess = lesson->steps[1];
  ASSERT_TRUE(guess.prediction);
  EXPECT_EQ(guess.prediction->options[0].in("zh"), "大多数模式都被找到");
  EXPECT_EQ(guess.prediction->seen, "run");
  const Step& run = lesson->steps[2];
  ASSERT_TRUE(run.check);
  EXPECT_EQ(run.check->conditions[0].name, "step");
  EXPECT_EQ(run.act.size(), 2U);
  EXPECT_EQ(run.title.in("zh"), "试一试");
  EXPECT_EQ(mistakes_in(*lesson).size(), 0U);
}

TEST(LessonFile, ThatIsWrongSaysWhereAndWhat) {
  const std::string good = skeleton("mine");
  EXPECT_EQ(mistake_in(good), "");
  EXPECT_EQ(mistake_in("# No header"), "07-mine.md:1: a lesson begins with a line +++ and its header");
  EXPECT_EQ(mistake_in(replaced(good, "\"open ring\"", "\"open rin\"")),
            "07-mine.md:5: there is no experiment rin");
  EXPECT_EQ(mistake_in(replaced(good, "\"go train\"", "\"jump train\"")),
            "07-mine.md:5: this action cannot be understood: jump train");
  EXPECT_EQ(mistake_in(replaced(good, "\"go train\"", "\"click transport/start\"")),
            "07-mine.md:5: a step cannot begin with a hand's \"click transport/start\"");
  EXPECT_EQ(mistake_in(replaced(good, "[look]", "[lok]")),
            "07-mine.md:4: the header says something of lok, and the text has no such step");
  EXPECT_EQ(mistake_in(replaced(good, "step>=500\"]", "step>=500\", \"step<100\"]")),
            "07-mine.md:36: the check of run can never hold: step");
  EXPECT_EQ(mistake_in(replaced(good, "[\"step>=500\"]", "[\"stepp>=500\"]")),
            "07-mine.md:36: nothing in the program is called stepp");
  EXPECT_EQ(mistake_in(replaced(good, "point = [\"transport/start\"]", "point = [\"transprt/start\"]")),
            "07-mine.md:36: there is no control transprt/start");
  EXPECT_EQ(mistake_in(replaced(good, "3. Third.\n", "")), "07-mine.md:1: the summary has not three lines");
  EXPECT_EQ(mistake_in(replaced(good, "- Some are missing\n", "")),
            "07-mine.md:32: a prediction of two to four answers was expected");
  EXPECT_EQ(mistake_in(replaced(good, "{#run}\n\n按", "{#other}\n\n按")),
            "07-mine.md:69: the English text has no step other at this place");
}

TEST(LessonFile, WithAPictureThatIsNotThereIsRefused) {
  const std::string text =
      replaced(skeleton("mine"), "What {G} draws now", "![Missing](nowhere.png)\n\nWhat {G} draws now");
  EXPECT_NE(mistake_in(text).find("there is no picture nowhere.png"), std::string::npos) << mistake_in(text);
}

TEST(LessonLibrary, HoldsTheCourseFirstAndTheUsersOwnLast) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "mine.md") << skeleton("Mine");
  std::ofstream(folder.path() / "broken.md") << "nothing";
  const Library library = load_library(folder.path());
  ASSERT_FALSE(library.lessons.empty());
  EXPECT_EQ(library.lessons.back().key, "mine");
  EXPECT_TRUE(library.lessons.back().own);
  ASSERT_EQ(library.unreadable.size(), 1U);
  EXPECT_NE(library.unreadable[0].where.find("broken.md:1"), std::string::npos);
  ASSERT_NE(library.find("1"), nullptr);
  EXPECT_EQ(library.find("1")->number, 1);
}

/// Every lesson that is built in can be read and has no mistake.
TEST(LessonLibrary, IsWithoutMistake) {
  const Library library = load_library("");
  for (const Failure& failure : library.unreadable) ADD_FAILURE() << describe(failure);
  for (const Lesson& lesson : library.lessons)
    for (const Failure& mistake : mistakes_in(lesson)) ADD_FAILURE() << describe(mistake);
}

}  // namespace
}  // namespace ganscope::lessons
