#include "app/model/undo.h"

#include <gtest/gtest.h>

namespace ganscope::model {
namespace {

TEST(UndoStack, GivesBackTheNewestFirst) {
  UndoStack<int> stack;
  stack.push(1);
  stack.push(2);
  EXPECT_EQ(stack.undo(), 2);
  EXPECT_EQ(stack.undo(), 1);
  EXPECT_EQ(stack.undo(), std::nullopt);
}

TEST(UndoStack, SomethingNewEndsWhatCouldBeRedone) {
  UndoStack<int> stack;
  stack.push(1);
  stack.to_redo(*stack.undo());
  EXPECT_TRUE(stack.can_redo());
  stack.push(2);
  EXPECT_FALSE(stack.can_redo());
}

TEST(UndoStack, ForgetsTheOldestWhenItIsFull) {
  UndoStack<int> stack(2);
  for (const int i : {1, 2, 3}) stack.push(i);
  EXPECT_EQ(stack.undo(), 3);
  EXPECT_EQ(stack.undo(), 2);
  EXPECT_FALSE(stack.can_undo());
}

}  // namespace
}  // namespace ganscope::model
