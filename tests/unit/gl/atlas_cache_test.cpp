#include "app/gl/atlas_cache.h"

#include <gtest/gtest.h>

#include <limits>

#include "app/gl/offscreen.h"

namespace ganscope::gl {
namespace {

/// Views as an interface may number them.
namespace view {
constexpr api::View grid = 0, film = 1;
}  // namespace view

std::shared_ptr<api::Answer> pictures(int count, int width, int height) {
  auto result = std::make_shared<api::Answer>();
  result->count = count;
  result->width = width;
  result->height = height;
  result->pixels.resize(static_cast<size_t>(count * width * height) * 4, 200);
  return result;
}

TEST(AtlasGrid, IsAColumnThenNearASquare) {
  const AtlasGrid column = atlas_grid(64, 32, 32, 16384);
  EXPECT_EQ(column.columns, 1);
  EXPECT_EQ(column.rows, 64);
  EXPECT_EQ(column.count, 64);
  const AtlasGrid square = atlas_grid(400, 32, 32, 16384);  // a column would be 12,800 high
  EXPECT_EQ(square.columns, 20);
  EXPECT_EQ(square.rows, 20);
  EXPECT_EQ(atlas_grid(64, 32, 32, 1024).columns, 8);  // higher than the largest texture
}

TEST(AtlasGrid, StaysInsideTheLargestTexture) {
  const AtlasGrid grid = atlas_grid(100, 64, 32, 256);  // 4 × 8 fit
  EXPECT_LE(grid.columns * 64, 256);
  EXPECT_LE(grid.rows * 32, 256);
  EXPECT_EQ(grid.count, 32);
  EXPECT_EQ(atlas_grid(3, 512, 512, 256).count, 0);
  EXPECT_EQ(atlas_grid(0, 32, 32, 256).count, 0);
}

TEST(AtlasGrid, FillsWideTexturesWhenPicturesAreTall) {
  const AtlasGrid grid = atlas_grid(9, 10, 100, 200);  // a square of 3 × 3 would be 300 high
  EXPECT_EQ(grid.rows, 2);
  EXPECT_EQ(grid.count, 9);
}

TEST(Atlas, PutsEveryPictureIntoItsCell) {
  std::vector<uint8_t> pixels;
  for (uint8_t picture = 0; picture < 3; ++picture) pixels.insert(pixels.end(), 2 * 1 * 4, picture + 1);
  const AtlasGrid grid{.columns = 2, .rows = 2, .count = 3};  // one cell stays empty
  std::vector<uint8_t> sheet(4 * 2 * 4, 99);                  // of an upload before
  arrange(grid, 2, 1, pixels, sheet);
  ASSERT_EQ(sheet.size(), 4U * 2 * 4);
  EXPECT_EQ(sheet[0], 1);
  EXPECT_EQ(sheet[8], 2);
  EXPECT_EQ(sheet[16], 3);
  EXPECT_EQ(sheet[24], 0);
}

class Cache : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = OffscreenContext::make();
    if (!made) GTEST_SKIP() << "no OpenGL without a display here: " << made.error().what;
    context_.emplace(std::move(*made));
  }
  std::optional<OffscreenContext> context_;
};

TEST_F(Cache, GivesOneTextureTwoNamesToASlotAndToTheRealData) {
  AtlasCache cache;
  AtlasCache::Results results;
  results[static_cast<size_t>(view::grid)] = pictures(64, 32, 32);
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 2;
  preview->width = preview->height = 8;
  preview->pixels.resize(2 * 8 * 8 * 4);
  cache.update(results, preview);
  const ui::Atlas& crisp = cache.atlases().of(view::grid);
  const ui::Atlas& smooth = cache.atlases().smooth(view::grid);
  EXPECT_NE(crisp.texture, nullptr);
  EXPECT_NE(crisp.texture, smooth.texture);
  EXPECT_EQ(crisp.count, 64);
  EXPECT_EQ(crisp.picture_width, 32);
  EXPECT_TRUE(is_crisp(crisp.texture));
  EXPECT_FALSE(is_crisp(smooth.texture));
  // What ImGui's backend binds is the lower half: the same texture.
  const auto bound = [](ImTextureID name) { return static_cast<unsigned>(reinterpret_cast<intptr_t>(name)); };
  EXPECT_EQ(bound(crisp.texture), bound(smooth.texture));
  EXPECT_NE(bound(smooth.texture), 0U);
  EXPECT_EQ(cache.atlases().real.count, 2);
  EXPECT_EQ(cache.atlases().of(view::film).texture, nullptr);
}

TEST_F(Cache, KeepsItsTextureWhileTheSizeStays) {
  AtlasCache cache;
  AtlasCache::Results results;
  auto& grid = results[static_cast<size_t>(view::grid)];
  grid = pictures(64, 32, 32);
  cache.update(results, nullptr);
  const ImTextureID first = cache.atlases().of(view::grid).texture;
  grid = pictures(64, 32, 32);
  cache.update(results, nullptr);
  EXPECT_EQ(cache.atlases().of(view::grid).texture, first);
  grid = nullptr;
  cache.update(results, nullptr);
  EXPECT_EQ(cache.atlases().of(view::grid).texture, nullptr);
}

TEST_F(Cache, HasNoTextureForPoints) {
  AtlasCache cache;
  AtlasCache::Results results;
  auto points = std::make_shared<api::Answer>();
  points->count = 64;
  points->points.resize(128);
  results[static_cast<size_t>(view::grid)] = points;
  cache.update(results, nullptr);
  EXPECT_EQ(cache.atlases().of(view::grid).texture, nullptr);
}

TEST_F(Cache, NamesFieldsByTheRowsOfAnAnswer) {
  AtlasCache cache;
  AtlasCache::Results results;
  auto fields = std::make_shared<api::Answer>();
  fields->field_columns = 3;
  fields->vectors = {2, 6, std::vector<float>(12, 0.5F)};
  results[static_cast<size_t>(view::grid)] = fields;
  cache.update(results, nullptr);
  const ui::Fields& named = cache.atlases().fields[static_cast<size_t>(view::grid)];
  EXPECT_NE(named[1], nullptr);
  EXPECT_EQ(named[2], nullptr);
  const ImTextureID painted = ui::painted(named[1], ui::FieldPaint::boundary);
  EXPECT_TRUE(ui::is_field(painted));
  EXPECT_FALSE(is_crisp(painted));
  EXPECT_EQ(ui::paint_of(painted), ui::FieldPaint::boundary);
}

TEST(RefinedField, GoesThroughItsNumbersAndIsExactOnALine) {
  std::vector<float> pairs;
  refine(4, 2, std::vector<float>{0, 1, 2, 3, 10, 11, 12, 13}, pairs);
  ASSERT_EQ(pairs.size(), size_t{7} * 3 * 2);
  EXPECT_EQ(pairs[0], 0);
  EXPECT_FLOAT_EQ(pairs[2 * 3], 1.5F);
  EXPECT_FLOAT_EQ(pairs[2 * (2 * 7 + 6)], 13);
  EXPECT_FLOAT_EQ(pairs[2 * (1 * 7 + 2)], 6) << "between 1 and 11";
  EXPECT_EQ(pairs[1], 1) << "it is a number";
}

TEST(RefinedField, WhatIsNoNumberIsMarked) {
  std::vector<float> pairs;
  refine(2, 2, std::vector<float>{1, std::numeric_limits<float>::quiet_NaN(), 1, 1}, pairs);
  EXPECT_EQ(pairs[2 * 2], 0);
  EXPECT_EQ(pairs[2 * 2 + 1], 0);
  EXPECT_GT(pairs[1 * 2 + 1], 0.4F);
}

TEST_F(Cache, FilmsShowTheFrameOfTheMomentEverywhere) {
  AtlasCache cache;
  AtlasCache::Results results;
  auto films = pictures(3, 2, 2);
  films->values.resize(3 * 4 * 4);
  for (size_t i = 0; i < films->values.size(); ++i) films->values[i] = static_cast<uint8_t>(i);
  results[static_cast<size_t>(view::grid)] = films;
  results[static_cast<size_t>(view::film)] = pictures(2, 2, 2);
  cache.update(results, nullptr, 4);
  const ui::Atlas& atlas = cache.atlases().of(view::grid);
  EXPECT_EQ(atlas.count, 3);
  EXPECT_EQ(atlas.frames, 4);
  EXPECT_EQ(atlas.rows * atlas.columns, 12);
  const ImVec2 first = atlas.uv_min(1);
  cache.show_frame(2);
  EXPECT_FLOAT_EQ(atlas.uv_min(1).y - first.y, 2.0F / 12) << "two pictures further down";
  EXPECT_FLOAT_EQ(cache.atlases().smooth(view::grid).uv_min(1).y, atlas.uv_min(1).y);
  EXPECT_FLOAT_EQ(atlas.at_frame(0).uv_min(1).y, first.y);
  EXPECT_FLOAT_EQ(cache.atlases().of(view::film).uv_min(1).y, 0.5F) << "pictures stand still";
  cache.show_frame(5);
  EXPECT_EQ(atlas.frame, 1) << "films loop";
}

}  // namespace
}  // namespace ganscope::gl
