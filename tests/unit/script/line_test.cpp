#include "app/script/line.h"

#include <gtest/gtest.h>

#include "app/script/key_codes.h"

namespace ganscope::script {
namespace {

std::vector<Line> parsed(const char* text) {
  auto lines = parse_script(text, "test.txt");
  EXPECT_TRUE(lines.has_value()) << (lines ? "" : describe(lines.error()));
  return lines ? *lines : std::vector<Line>{};
}

TEST(Script, ReadsEveryVerb) {
  const auto lines = parsed(R"(
    # a remark
    wait status.phase==ready
    wait step>=50 timeout 30
    wait 0.5
    click transport/start
    doubleclick train/sample/3
    rightclick plot/loss
    hover train/sample/1
    drag explore/pad 0.2,0.2 0.8,0.75
    drag train/sample/1 to explore/arith/slot/0
    type experiment/seed 7
    key ctrl+s
    wheel plot/loss -3
    expect experiment/seed==7
    remember step
    screenshot a b.png
    drop /somewhere/a run
    quit)");
  ASSERT_EQ(lines.size(), 17U);
  EXPECT_EQ(lines[0].number, 3);
  EXPECT_EQ(lines[0].deadline_s, 120);
  EXPECT_EQ(lines[1].condition->name, "step");
  EXPECT_EQ(lines[1].deadline_s, 30);
  EXPECT_FALSE(lines[2].condition.has_value());
  EXPECT_EQ(lines[2].seconds, 0.5);
  EXPECT_EQ(lines[3].verb, Verb::click);
  EXPECT_EQ(lines[3].deadline_s, 20);
  EXPECT_FLOAT_EQ(lines[7].from.x, 0.2F);
  EXPECT_FLOAT_EQ(lines[7].to.y, 0.75F);
  EXPECT_EQ(lines[8].other_item, "explore/arith/slot/0");
  EXPECT_EQ(lines[9].argument, "7");
  EXPECT_TRUE(lines[10].stroke.ctrl);
  EXPECT_EQ(lines[10].stroke.code, 'S');
  EXPECT_EQ(lines[11].lines, -3);
  EXPECT_EQ(lines[14].argument, "a b.png");
  EXPECT_EQ(lines[15].argument, "/somewhere/a run");
  EXPECT_EQ(lines[16].verb, Verb::quit);
}

TEST(Script, NamesTheLineThatItCannotUnderstand) {
  for (const char* line :
       {"clack transport/start", "click", "click two items", "drag explore/pad 0.2 0.8,0.8", "wheel x",
        "key hyper+q", "wait", "expect", "type", "wait step>=50 timeout soon", "quit now"}) {
    const auto lines = parse_script(std::string("quit\n\n") + line, "test.txt");
    ASSERT_FALSE(lines.has_value()) << line;
    EXPECT_EQ(lines.error().where, "test.txt:3");
    EXPECT_NE(lines.error().what.find(line), std::string::npos);
    EXPECT_EQ(exit_code(lines.error()), 1);
  }
}

TEST(Script, ReadsKeysInAnyCase) {
  EXPECT_EQ(parse_key("F11")->code, key_code::f11);
  EXPECT_EQ(parse_key("space")->code, key_code::space);
  EXPECT_EQ(parse_key("s")->code, 'S');
  EXPECT_EQ(parse_key("5")->code, '5');
  EXPECT_EQ(parse_key("f")->code, 'F');
  const auto stroke = parse_key("Ctrl+Shift+Z");
  EXPECT_TRUE(stroke->ctrl && stroke->shift && !stroke->alt);
  EXPECT_EQ(stroke->code, 'Z');
  EXPECT_FALSE(parse_key("f13").has_value());
  EXPECT_FALSE(parse_key("").has_value());
}

TEST(Script, ThatIsNotThereIsAClearFailure) {
  const auto lines = load_script("no such script.txt");
  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().kind, FailureKind::not_found);
}

}  // namespace
}  // namespace ganscope::script
