#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "app/shell/export_pictures.h"
#include "core/image/png_io.h"

namespace ganscope::shell {
namespace {

namespace fs = std::filesystem;
using Kind = model::ExportOrder::Kind;

struct Export : ::testing::Test {
  Export() : folder(fs::temp_directory_path() / ("ganscope-export-" + std::to_string(::getpid()))) {
    fs::create_directories(folder);
    auto drawn = std::make_shared<api::Answer>();
    drawn->count = 5;
    drawn->width = 4, drawn->height = 2;
    for (int i = 0; i < 5 * 4 * 2; ++i)
      drawn->pixels.insert(drawn->pixels.end(),
                           {static_cast<uint8_t>(6 * i), static_cast<uint8_t>(i), 7, 255});
    order = {1, drawn, 3, Kind::gif, folder / "out"};
  }
  ~Export() override { fs::remove_all(folder); }
  [[nodiscard]] Expected<void> write(Kind kind, const std::string& name) {
    order.kind = kind;
    order.file = folder / name;
    return export_pictures(order, work);
  }
  [[nodiscard]] int files() const {
    return static_cast<int>(std::distance(fs::directory_iterator(folder), {}));
  }
  fs::path folder;
  model::ExportOrder order;
  WorkContext work;
};

TEST_F(Export, SinglePngsAreWhatIsShownPixelForPixel) {
  ASSERT_TRUE(write(Kind::pictures, "pictures"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "pictures"), {}), 3) << "of the frames alone";
  for (int i = 0; i < 3; ++i) {
    const auto picture = image::read_png(folder / "pictures" / ("000" + std::to_string(i + 1) + ".png"));
    ASSERT_TRUE(picture);
    for (int pixel = 0; pixel < 8; ++pixel)
      for (int channel = 0; channel < 3; ++channel)
        EXPECT_EQ(picture->pixels[static_cast<size_t>(3 * pixel + channel)],
                  order.drawn->pixels[static_cast<size_t>(4 * (8 * i + pixel) + channel)]);
  }
  EXPECT_EQ(files(), 1);
}

TEST_F(Export, ASheetHasThePicturesInARow) {
  ASSERT_TRUE(write(Kind::sheet, "sheet.png"));
  const auto sheet = image::read_png(folder / "sheet.png");
  ASSERT_TRUE(sheet);
  EXPECT_EQ(sheet->width, 3 * (4 * 48 + 2) + 2);
  EXPECT_EQ(sheet->height, 2 * 48 + 4);
}

TEST_F(Export, AGifIsWrittenIntoAFolderThatIsMade) {
  ASSERT_TRUE(write(Kind::gif, "new/walk.gif"));
  EXPECT_GT(fs::file_size(folder / "new/walk.gif"), 100U);
}

TEST_F(Export, WhatIsGivenUpLeavesNothing) {
  work.cancelled = [] { return true; };
  for (const Kind kind : {Kind::pictures, Kind::gif}) {
    const auto written = write(kind, "given-up");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, FailureKind::cancelled);
    EXPECT_EQ(files(), 0);
  }
}

TEST_F(Export, AFullDiskIsSaidAndNothingIsLeft) {
  std::signal(SIGXFSZ, SIG_IGN);  // as in the program
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit little{20, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &little);
  std::vector<Expected<void>> all;
  for (const Kind kind : {Kind::pictures, Kind::gif, Kind::sheet}) all.push_back(write(kind, "full"));
  ::setrlimit(RLIMIT_FSIZE, &before);
  for (const auto& written : all) {
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, FailureKind::io);
    EXPECT_FALSE(written.error().hint.empty());
  }
  EXPECT_EQ(files(), 0);
}

TEST_F(Export, WithoutPicturesThereIsNothingToWrite) {
  order.count = 6;
  EXPECT_EQ(write(Kind::gif, "more.gif").error().kind, FailureKind::usage);
  order.drawn.reset();
  EXPECT_EQ(write(Kind::gif, "none.gif").error().kind, FailureKind::usage);
}

}  // namespace
}  // namespace ganscope::shell
