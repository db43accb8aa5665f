#include "app/shell/layout.h"

#include <gtest/gtest.h>

#include <limits>

#include "app/shell/frame_times.h"

namespace ganscope::shell {
namespace {

using model::Workspace;
using panels::Region;

void expect_area(const Area& area, float x0, float y0, float x1, float y1) {
  EXPECT_FLOAT_EQ(area.min.x, x0);
  EXPECT_FLOAT_EQ(area.min.y, y0);
  EXPECT_FLOAT_EQ(area.max.x, x1);
  EXPECT_FLOAT_EQ(area.max.y, y1);
}

TEST(Layout, HasTheDesignsMeasuresOnALargeWindow) {
  const Layout layout = lay_out({1600, 900}, 1, Workspace::train, false, {});
  EXPECT_FALSE(layout.compact);
  expect_area(layout.top_bar, 0, 0, 1600, 48);
  expect_area(layout.left, 0, 48, 304, 796);
  expect_area(layout.middle, 304, 48, 1118, 796);
  expect_area(layout.right, 1118, 48, 1600, 796);
  expect_area(layout.transport, 0, 796, 1600, 900);
  expect_area(layout.transport_left, 0, 796, 304, 900);
  expect_area(layout.transport_right, 1118, 796, 1600, 900);
}

TEST(Layout, ClosesTheLeftColumnOnASmallWindow) {
  const Layout layout = lay_out({1280, 720}, 1, Workspace::train, false, {});
  EXPECT_TRUE(layout.compact);
  EXPECT_TRUE(layout.left.empty());
  expect_area(layout.middle, 0, 48, 815, 640);
  expect_area(layout.right, 815, 48, 1280, 640);
  expect_area(layout.transport_left, 0, 640, 264, 720);
  expect_area(layout.transport_middle, 264, 640, 1048, 720);
}

TEST(Layout, AtTwiceTheScaleIsTheSmallOneDoubled) {
  for (const Workspace workspace : {Workspace::train, Workspace::explore}) {
    const Layout small = lay_out({1280, 720}, 1, workspace, false, {});
    const Layout large = lay_out({2560, 1440}, 2, workspace, false, {});
    EXPECT_TRUE(large.compact);
    for (const Region region : {Region::top_bar, Region::left, Region::middle, Region::right, Region::whole,
                                Region::transport_left, Region::transport_middle, Region::transport_right}) {
      const Area a = small.of(region), b = large.of(region);
      expect_area(b, a.min.x * 2, a.min.y * 2, a.max.x * 2, a.max.y * 2);
    }
  }
}

TEST(Layout, HasALowTransportInExplore) {
  EXPECT_FLOAT_EQ(lay_out({1600, 900}, 1, Workspace::explore, false, {}).transport.height(), 64);
  EXPECT_FLOAT_EQ(lay_out({1280, 720}, 1, Workspace::explore, false, {}).transport.height(), 64);
}

TEST(Layout, LetsTheFilmReachTheEdgeInExplore) {
  for (const ImVec2 size : {ImVec2{1600, 900}, ImVec2{1280, 720}}) {
    const Layout layout = lay_out(size, 1, Workspace::explore, false, {});
    EXPECT_FLOAT_EQ(layout.transport_middle.max.x, size.x);
    EXPECT_TRUE(layout.transport_right.empty());
  }
}

TEST(Layout, GivesLargeTypeAWiderColumnWhereThereIsRoom) {
  const auto left = [](ImVec2 size, Splits splits) {
    return lay_out(size, 1, Workspace::lessons, Workspace::train, false, splits).left.width();
  };
  const Splits large{0, 0, teaching_factor};
  EXPECT_GT(left({1600, 900}, large), left({1600, 900}, {}) + 40);
  EXPECT_GT(left({1280, 720}, large), left({1280, 720}, {}) + 40);
  EXPECT_FLOAT_EQ(left({900, 720}, large), left({900, 720}, {}));
  EXPECT_FLOAT_EQ(left({1600, 900}, {0.25F, 0, teaching_factor}), 400) << "dragged is dragged";
}

TEST(Layout, FollowsDraggedSplitsWithinReason) {
  const Layout layout = lay_out({1600, 900}, 1, Workspace::train, false, {0.2F, 0.4F});
  EXPECT_FLOAT_EQ(layout.left.width(), 320);
  EXPECT_FLOAT_EQ(layout.right.width(), 640);
  const Layout greedy = lay_out({1600, 900}, 1, Workspace::train, false, {0.9F, 0.9F});
  EXPECT_GE(greedy.middle.width(), 300);
  EXPECT_LE(greedy.left.width(), 480);
}

TEST(Layout, InPresentationIsLargerAndWithoutLeftColumn) {
  const Layout layout = lay_out({1920, 1080}, 1, Workspace::train, true, {});
  EXPECT_FLOAT_EQ(layout.scale, 1.35F);
  EXPECT_TRUE(layout.left.empty());
  EXPECT_FLOAT_EQ(layout.top_bar.height(), 65);
}

TEST(Layout, NeverTurnsInsideOut) {
  for (const ImVec2 size : {ImVec2(1, 1), ImVec2(200, 100), ImVec2(400, 3000), ImVec2(5000, 200)}) {
    for (const float scale : {0.5F, 1.0F, 3.0F}) {
      const Layout layout = lay_out(size, scale, Workspace::train, false, {0.3F, 0.5F});
      for (const Area& area : {layout.left, layout.middle, layout.right, layout.whole, layout.transport_left,
                               layout.transport_middle, layout.transport_right}) {
        EXPECT_GE(area.width(), 0);
        EXPECT_GE(area.height(), 0);
      }
    }
  }
}

TEST(Layout, StacksItsColumnsOnANarrowHighWindow) {
  const Layout layout = lay_out({400, 900}, 1, Workspace::train, false, {});
  EXPECT_TRUE(layout.stacked);
  expect_area(layout.middle, 0, 48, 400, 434);
  expect_area(layout.right, 0, 434, 400, 820);
  EXPECT_TRUE(layout.transport_right.empty());
  EXPECT_FALSE(lay_out({640, 360}, 1, Workspace::train, false, {}).stacked);
}

TEST(Layout, LeavesALessonsPictureItsShareAtTheLargestType) {
  const float scale = 24.0F / 15;
  const Layout layout = lay_out({1280, 720}, scale, Workspace::lessons, Workspace::train, false, {});
  EXPECT_FLOAT_EQ(layout.left.width(), std::round(352 * scale)) << "the text can be read";
  EXPECT_GT(layout.middle.width(), 320) << "… and beside it the picture be seen";
  EXPECT_GT(layout.right.width(), 340);
  const Layout usual = lay_out({1280, 720}, 1, Workspace::lessons, Workspace::train, false, {});
  EXPECT_FLOAT_EQ(usual.left.width(), 400) << "nothing gives way where there is room";
  EXPECT_FLOAT_EQ(usual.right.width(), 340);
}

TEST(Layout, LeavesNoRoomBetweenTopBarAndTransportAt128Pixels) {
  const Layout layout = lay_out({1280, 128}, 1, Workspace::train, false, {});
  EXPECT_TRUE(layout.whole.empty());
  EXPECT_FLOAT_EQ(layout.transport.height(), 80);
}

TEST(Layout, TakesNoScaleThatIsNone) {
  const float none = std::numeric_limits<float>::quiet_NaN(),
              endless = std::numeric_limits<float>::infinity();
  for (const float scale : {0.0F, -2.0F, none}) EXPECT_EQ(drawn_scale(scale, false), 1);
  EXPECT_EQ(drawn_scale(endless, false), most_scale);
  EXPECT_EQ(drawn_scale(7, true), most_scale);
  EXPECT_EQ(drawn_scale(1e-9F, false), least_scale);
  EXPECT_FLOAT_EQ(drawn_scale(0.9375F, false), 0.9375F) << "90 dots per inch";
}

TEST(Measurements, GivePercentilesByNearestRank) {
  Measurements measurements;
  EXPECT_EQ(measurements.percentile(0.99), 0);
  for (int i = 1; i <= 100; ++i) measurements.add(i);
  EXPECT_EQ(measurements.percentile(0.5), 50);
  EXPECT_EQ(measurements.percentile(0.99), 99);
  for (int i = 0; i < 5000; ++i) measurements.add(7);
  EXPECT_EQ(measurements.percentile(0.99), 7) << "the oldest are forgotten";
}

}  // namespace
}  // namespace ganscope::shell
