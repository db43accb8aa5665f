#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/data/points/drawing.h"
#include "core/data/text/csv_points.h"
#include "core/data/text/mixture_text.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PointFiles : public ::testing::Test {
 protected:
  std::filesystem::path file(const std::string& text, const std::string& name = "points.csv") {
    std::ofstream(folder_.path() / name, std::ios::binary) << text;
    return folder_.path() / name;
  }
  Expected<CsvPoints> read(const std::string& text) { return read_csv_points(file(text), {}); }
  Failure refused(const std::string& text) {
    const auto points = read(text);
    EXPECT_FALSE(points) << text.substr(0, 80);
    return points ? Failure{} : points.error();
  }
  test::TemporaryFolder folder_;
};

TEST_F(PointFiles, TwoColumnsAreReadWithAndWithoutAHeader) {
  for (const char* text :
       {"1,2\n3,-4.5e1\n", "x,y\n1,2\n3,-45\n", "1,2\r\n3,-45", "\xEF\xBB\xBFlat;long\n1 ; 2\n3;-45\n",
        "# made by hand\n\n1\t2\n\n+3\t-45\n", "  1   2\n3 -45\n"}) {
    const auto points = read(text);
    ASSERT_TRUE(points) << text << points.error().what;
    EXPECT_EQ(points->dimensions, 2);
    EXPECT_THAT(points->points, ElementsAre(1, 2, 3, -45)) << text;
  }
}

TEST_F(PointFiles, ManyWaysOfWritingTheSameAreRead) {
  for (const char* text :
       {"\"1\",\"2\"\n\"3\",\"-45\"\n", "'1','2'\n'3','-45'\n", "\"x\",\"y\"\n1,2\n3,-45\n", "1,2,\n3,-45,\n",
        "1;2;;\n3;-45;;\n", "1,0;2,0\n3;-45,0\n", "1,0 2,0\n3,0 -45,0\n",
        "\"1,0\",\"2,0\"\n\"3,0\",\"-45,0\"\n", "1,2\r3,-45\r", "my x, my y\n1, 2\n3, -45\n",
        "x\ty\n1,0\t2\n3\t-45\n", "column 1;column 2\n1;2\n3;-45\n",
        "\xEF\xBB\xBF\"a, b\";c\r\n1;2\r\n\r\n3;-45\r\n"}) {
    const auto points = read(text);
    ASSERT_TRUE(points) << text << points.error().what;
    EXPECT_EQ(points->dimensions, 2) << text;
    EXPECT_THAT(points->points, ElementsAre(1, 2, 3, -45)) << text;
  }
  const auto one = read("1.0,\n2.5,\n3,\n");
  ASSERT_TRUE(one) << one.error().what;
  EXPECT_EQ(one->dimensions, 1);
  EXPECT_THAT(one->points, ElementsAre(1, 2.5, 3)) << "the first line is no heading";
}

TEST_F(PointFiles, NothingThatLooksLikeNumbersIsTakenForAHeading) {
  const auto expect = [&](const std::string& text, const std::string& what, const std::string& line) {
    const Failure failure = refused(text);
    EXPECT_THAT(failure.what, HasSubstr(what)) << text;
    EXPECT_THAT(failure.where, HasSubstr("points.csv, line " + line)) << text;
  };
  expect("1,two\n3,4\n", "\"two\" is no number", "1");
  expect("nan,1\n3,4\n", "\"nan\"", "1");
  expect(",1\n3,4\n", "a number is missing", "1");
  expect("x,y\nlat,long\n3,4\n", "\"lat\" is no number", "2");
  expect("1,0;2\n3.5;4\n", "the other way", "2");
  expect("1,2\r\n3,\r\n", "a number is missing", "2");
  expect(
      "\xFF\xFE"
      "1,2\n",
      "UTF-16", "1");
}

TEST_F(PointFiles, NumbersKeepTheirFullPrecision) {
  const auto points = read("100000000.125,2\n100000000.25,3\n");
  ASSERT_TRUE(points);
  EXPECT_EQ(points->points[0], 100000000.125);
  EXPECT_EQ(points->points[2] - points->points[0], 0.125);
}

TEST_F(PointFiles, OneColumnMakesPointsOfOneDimension) {
  const auto set = test::load("csv:" + file("value\n0.5\n-0.25\n4\n").string());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->dimensions, 1);
  EXPECT_EQ((*set)->count, 3);
  EXPECT_EQ((*set)->title, "points.csv");
  EXPECT_THAT((*set)->points, ElementsAre(0.5F, -0.25F, 4.0F));
}

TEST_F(PointFiles, AGzippedFileIsReadAsWell) {
  const std::string text = "1,2\n3,4\n";
  test::write_gzip(folder_.path() / "points.csv.gz", {text.begin(), text.end()});
  const auto points = read_csv_points(folder_.path() / "points.csv.gz", {});
  ASSERT_TRUE(points);
  EXPECT_THAT(points->points, ElementsAre(1, 2, 3, 4));
}

TEST_F(PointFiles, WhatIsWrongIsSaidWithItsLine) {
  const auto expect = [&](const std::string& text, const std::string& what, const std::string& line) {
    const Failure failure = refused(text);
    EXPECT_EQ(failure.kind, FailureKind::bad_data);
    EXPECT_THAT(failure.what, HasSubstr(what)) << text;
    EXPECT_THAT(failure.where, HasSubstr("points.csv, line " + line)) << text;
    EXPECT_FALSE(failure.hint.empty());
  };
  expect("1,2\n3\n", "1 columns", "2");
  expect("x,y\n1,2\n3,4,5\n", "3 columns", "3");
  expect("1,2,3\n", "3 columns", "1");
  expect("x,y\n1,2\n# more\n3,four\n", "\"four\" is no number", "4");
  expect("1,2\n3,\n", "a number is missing", "2");
  expect("1,2\nnan,4\n", "\"nan\"", "2");
  expect("1,2\n3,inf\n", "\"inf\"", "2");
  expect("1,2\n3,1e300\n", "1e300", "2");
  expect("1,2\n3,4 apples\n", "4 apples", "2");
  expect(std::string("1,2\n\0\1\2,4\n", 11), "not text", "2");
  expect(std::string(100000, '7'), "not text", "1");
}

TEST_F(PointFiles, NothingToLearnFromIsRefused) {
  for (const char* text : {"", "\n\n", "x,y\n"})
    EXPECT_THAT(refused(text).what, HasSubstr("no point in it")) << text;
  EXPECT_THAT(refused("1,2\n").what, HasSubstr("only one point"));
  EXPECT_THAT(refused("1,2\n1,2\n1,2\n").what, HasSubstr("all 3 points in it are in one place"));
  EXPECT_THAT(refused("5\n5\n").hint, HasSubstr("two different points"));
  EXPECT_EQ(read_csv_points(folder_.path() / "none.csv", {}).error().kind, FailureKind::not_found);
  EXPECT_EQ(read_csv_points(folder_.path(), {}).error().kind, FailureKind::bad_data);
  EXPECT_EQ(test::load("csv").error().kind, FailureKind::usage);
}

TEST_F(PointFiles, ReadingStopsWhenAsked) {
  WorkContext impatient;
  impatient.cancelled = [] { return true; };
  EXPECT_EQ(read_csv_points(file("1,2\n3,4\n"), impatient).error().kind, FailureKind::cancelled);
}

TEST_F(PointFiles, ADrawingComesBackAsItWasWritten) {
  const Drawing drawing{{{0.125, -3}, {1e-9, 1000}}, 0.37};
  const auto where = folder_.path() / "below" / "mine.json";
  ASSERT_TRUE(write_drawing(where, drawing));
  const auto back = read_drawing(where);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->points, drawing.points);
  EXPECT_EQ(back->brush, drawing.brush);
}

TEST_F(PointFiles, TheDrawingLiesInTheUsersFolderUnlessAnotherFileIsNamed) {
  const test::Environment home("XDG_DATA_HOME", folder_.path().string());
  const auto none = test::load("drawing");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, FailureKind::not_found);
  EXPECT_THAT(none.error().where, HasSubstr(folder_.path().string()));
  EXPECT_THAT(none.error().hint, HasSubstr("drawing:FILE"));
  ASSERT_TRUE(write_drawing(default_drawing_file(), {{{2, 3}}, 0.01}));
  const auto set = test::load("drawing");
  ASSERT_TRUE(set);
  EXPECT_NEAR((*set)->points[0], 2, 0.06);
  EXPECT_NEAR((*set)->points[1], 3, 0.06);
}

TEST_F(PointFiles, ABrokenDrawingIsRefusedInWords) {
  const auto expect = [&](const std::string& text, const std::string& what) {
    const auto drawing = read_drawing(file(text, "drawing.json"));
    ASSERT_FALSE(drawing) << text;
    EXPECT_EQ(drawing.error().kind, FailureKind::bad_data);
    EXPECT_THAT(drawing.error().what, HasSubstr(what)) << text;
  };
  const std::string head = R"({"format": "ganscope-drawing", "version": 1, )";
  expect("", "not a JSON object");
  expect("[1, 2]", "not a JSON object");
  expect(R"({"a": 1})", "no drawing");
  expect(R"({"format": "ganscope-drawing", "version": 3})", "another version");
  const std::string second = R"({"format": "ganscope-drawing", "version": 2, )";
  expect(second + R"("points": [[1, 2, 0.1]]})", "blobs are missing");
  expect(second + R"("points": [[1, 2]], "blobs": []})", "point 1");
  expect(second + R"("points": [[1, 2, 0]], "blobs": []})", "width of point 1");
  expect(second + R"("points": [], "blobs": [[0, 0, 1, 0]]})", "blob 1");
  expect(head + R"("brush": 0.1})", "missing");
  expect(head + R"("brush": "thick", "points": []})", "missing");
  expect(head + R"("brush": 0.1, "points": []})", "no points");
  expect(head + R"("brush": 0, "points": [[1, 2]]})", "brush");
  expect(head + R"("brush": 0.1, "points": [[1, 2], [3]]})", "point 2");
  expect(head + R"("brush": 0.1, "points": [[1, 2], [3, "x"]]})", "point 2");
  expect(head + R"("brush": 0.1, "points": [[1, 1e9]]})", "within");
  EXPECT_FALSE(write_drawing(folder_.path() / "drawing.json", {}));
}

TEST_F(PointFiles, WidthsAndBlobsComeBackAndAreTheLaw) {
  const Drawing drawing{{{-1, 0}, {1, 0}, {1, 0}}, 0.1, {0.1, 0.2, 0.2}, {{0, 2, 0.5, 5}}};
  const auto where = folder_.path() / "mine.json";
  ASSERT_TRUE(write_drawing(where, drawing));
  EXPECT_EQ(read_drawing(where).value(), drawing);
  const auto set = test::load("drawing:" + where.string());
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->law->dimensions(), 2);
  // 1/8 at the left point, 2/8 at the right ones, 5/8 in the blob.
  const auto peak = [](double share, double sigma) { return share / (2 * M_PI * sigma * sigma); };
  const auto density = [&](double x, double y) { return (*set)->law->density(std::array{x, y}); };
  EXPECT_NEAR(density(-1, 0), peak(0.125, 0.1), 1e-3);
  EXPECT_NEAR(density(1, 0), peak(0.25, 0.2), 1e-3);
  EXPECT_NEAR(density(0, 2), peak(0.625, 0.5), 1e-3);
  int above = 0;
  for (int64_t i = 0; i < (*set)->count; ++i)
    above += (*set)->points[static_cast<size_t>(2 * i + 1)] > 1 ? 1 : 0;
  EXPECT_NEAR(above / static_cast<double>((*set)->count), 0.625 * 0.977, 0.01);
}

TEST_F(PointFiles, OneSpotIsLearnedAndSaidInASentence) {
  const auto where = folder_.path() / "spot.json";
  ASSERT_TRUE(write_drawing(where, {{{2, 3}}, 0.2}));
  EXPECT_THAT(test::load("drawing:" + where.string()).value()->remarks.at(0), HasSubstr("a single spot"));
  ASSERT_TRUE(write_drawing(where, {std::vector<std::array<double, 2>>(10000, {2, 3}), 0.2}));
  const auto set = test::load("drawing:" + where.string()).value();
  EXPECT_THAT(set->remarks.at(0), HasSubstr("All 10000 points"));
  EXPECT_NEAR(set->law->density(std::array{2.0, 3.0}), 1 / (2 * M_PI * 0.04), 1e-6);
}

TEST_F(PointFiles, ATableIsTakenOntoADrawingAndOfAMillionRowsAsManyAsFit) {
  CsvPoints million{2, {}};
  for (int i = 0; i < 1000000; ++i) {
    million.points.push_back(i % 2 == 0 ? -1 : 1);
    million.points.push_back(i < 500000 ? 0 : 4);
  }
  const auto taken = taken_points(million, most_drawn, "here");
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->rows, 1000000U);
  EXPECT_EQ(taken->drawing.points.size(), most_drawn);
  EXPECT_NEAR(taken->drawing.brush, std::sqrt(2.0) * std::pow(20000.0, -1.0 / 6), 0.05);
  EXPECT_TRUE(fault_of(taken->drawing).empty());
  EXPECT_THAT(taken_points({1, {1, 2, 3}}, 10, "here").error().what, HasSubstr("one column"));
  EXPECT_THAT(taken_points({2, {1, 2, 1, 5000}}, 10, "here").error().what, HasSubstr("row 2"));
  EXPECT_THAT(taken_points({2, {1, 2, 1, 3}}, 0, "here").error().what, HasSubstr("no room"));
}

TEST_F(PointFiles, APastedTextIsReadLikeAFileAndADrawingWrittenAsATableComesBack) {
  EXPECT_EQ(points_in_text("1;2\r\n3;4", "what was pasted")->points, (std::vector<double>{1, 2, 3, 4}));
  for (const auto& [text, what] : std::vector<std::pair<std::string, std::string>>{
           {"1,2\nabc,4\n", "no number"}, {"1,2\nnan,1\n", "no number"}, {"1,2,3\n4,5,6\n", "3 columns"}}) {
    const auto read = points_in_text(text, "what was pasted");
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error().what, HasSubstr(what)) << text;
    EXPECT_THAT(read.error().where, HasSubstr("what was pasted")) << text;
  }
  const auto table = points_in_text(csv_of_drawing({{{0.5, -1}, {2, 3}}, 0.1, {}, {{9, 9, 0.1, 3}}}), "");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->points.size(), 10U);
  EXPECT_EQ(table->points[0], 0.5);
}

TEST(MixtureText, AMixtureIsReadPartByPart) {
  const auto kernels = read_mixture("0.3:-2:0.5, 0.7:1:0.8", "here");
  ASSERT_TRUE(kernels);
  ASSERT_EQ(kernels->size(), 2U);
  EXPECT_EQ((*kernels)[0].centre[0], -2);
  EXPECT_EQ((*kernels)[0].sigma, 0.5);
  EXPECT_EQ((*kernels)[1].weight, 0.7);
  const auto set = test::load("mixture:1:5:0.1,3:9:0.2");
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->modes.centres, (std::vector<std::array<double, 2>>{{5, 0}, {9, 0}}));
  EXPECT_THAT((*set)->modes.weights, ElementsAre(0.25, 0.75));
  EXPECT_EQ((*set)->modes.sigma, 0.2) << "of the widest";
}

TEST(MixtureText, WhatIsNoMixtureIsRefusedAndThePartNamed) {
  for (const char* text :
       {"", "1:2", "1:2:3:4", "a:2:3", "1:2:3,", "0:1:1", "-1:1:1", "1:nan:1", "1:0:0", "1:0:1e9"}) {
    const auto kernels = read_mixture(text, "mixture_parts");
    ASSERT_FALSE(kernels) << text;
    EXPECT_EQ(kernels.error().kind, FailureKind::usage);
    EXPECT_EQ(kernels.error().where, "mixture_parts");
    EXPECT_THAT(kernels.error().hint, HasSubstr("WEIGHT:MEAN:SIGMA"));
  }
}

}  // namespace
}  // namespace ganscope::data
