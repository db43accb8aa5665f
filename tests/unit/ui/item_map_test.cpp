#include "app/ui/item_map.h"

#include <gtest/gtest.h>

namespace ganscope::ui {
namespace {

TEST(ItemMap, FindsWhatWasAddedLastUnderAName) {
  ItemMap items;
  items.add("a", {0, 0}, {1, 1}, 1.0);
  items.add("ab", {2, 0}, {3, 1}, std::string("two"));
  items.add("a", {4, 0}, {5, 1}, 3.0);
  ASSERT_NE(items.find("a"), nullptr);
  EXPECT_EQ(items.find("a")->min.x, 4);
  EXPECT_EQ(std::get<double>(items.find("a")->value), 3.0);
  EXPECT_EQ(std::get<std::string>(items.find("ab")->value), "two");
  EXPECT_EQ(items.find("b"), nullptr);
  const auto all = items.all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at("a").min.x, 4);
}

TEST(ItemMap, ForgetsAllWithTheFrame) {
  ItemMap items;
  items.add("a", {0, 0}, {1, 1});
  items.clear();
  EXPECT_EQ(items.find("a"), nullptr);
  EXPECT_TRUE(items.all().empty());
}

}  // namespace
}  // namespace ganscope::ui
