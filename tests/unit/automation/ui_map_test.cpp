#include "app/automation/ui_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"

namespace ganscope::automation {
namespace {

class UiMap : public ::testing::Test {
 protected:
  void SetUp() override {
    status_["workspace"] = std::string("train");
    status_["phase"] = std::string("running");
    status_["step"] = 1234.0;
    items_.add("transport/start", {10, 20}, {110, 52.04F}, std::string("Pause"));
    items_.add("experiment/lr_g", {1, 2}, {3, 4}, 0.001);
    items_.add("transport/reset", {0, 0}, {1, 1}, {}, false);
  }
  [[nodiscard]] World world(double now_s) const { return {items_, status_, {1600, 900}, now_s}; }
  static nlohmann::json read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
  }
  testing::TemporaryFolder temporary_;
  const std::filesystem::path folder_ = temporary_.path();
  ui::ItemMap items_;
  StatusValues status_;
};

TEST_F(UiMap, SaysWhereEverythingIsAndWhatItShows) {
  const auto map = nlohmann::json::parse(ui_map_json(17, world(0)));
  EXPECT_EQ(map["frame"], 17);
  EXPECT_EQ(map["workspace"], "train");
  EXPECT_EQ(map["status"]["phase"], "running");
  EXPECT_TRUE(map["status"]["step"].is_number_integer());
  EXPECT_EQ(map["status"]["step"], 1234);
  const auto& start = map["items"]["transport/start"];
  EXPECT_EQ(start["x"], 10);
  EXPECT_EQ(start["w"], 100);
  EXPECT_EQ(start["h"], 32);
  EXPECT_EQ(start["value"], "Pause");
  EXPECT_FALSE(start.contains("enabled"));
  EXPECT_EQ(map["items"]["transport/reset"]["enabled"], false);
  EXPECT_DOUBLE_EQ(map["items"]["experiment/lr_g"]["value"].get<double>(), 0.001);
}

TEST_F(UiMap, StaysJsonWhenANumberIsNotFinite) {
  status_["steps_per_s"] = std::nan("");
  EXPECT_TRUE(nlohmann::json::parse(ui_map_json(1, world(0)))["status"]["steps_per_s"].is_null());
}

TEST_F(UiMap, IsWrittenSoonAfterAFrameAndTwiceASecondWithoutOne) {
  UiMapWriter writer(folder_ / "map.json");
  ASSERT_TRUE(writer.update(1, world(10.0)).has_value());
  ASSERT_TRUE(writer.update(2, world(10.05)).has_value());
  EXPECT_EQ(read(folder_ / "map.json")["frame"], 1) << "not more often than ten times a second";
  ASSERT_TRUE(writer.update(2, world(10.11)).has_value());
  EXPECT_EQ(read(folder_ / "map.json")["frame"], 2);
  std::filesystem::remove(folder_ / "map.json");
  ASSERT_TRUE(writer.update(2, world(10.4)).has_value());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "map.json"));
  ASSERT_TRUE(writer.update(2, world(10.55)).has_value());
  EXPECT_TRUE(std::filesystem::exists(folder_ / "map.json"));
}

TEST_F(UiMap, LeavesNothingBesideItself) {
  UiMapWriter writer(folder_ / "map.json");
  ASSERT_TRUE(writer.write_now(1, world(0)).has_value());
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_)) ++files;
  EXPECT_EQ(files, 1);
}

TEST_F(UiMap, ThatCannotBeWrittenIsAFailureWithAHint) {
  UiMapWriter writer(folder_ / "no such folder" / "map.json");
  const auto written = writer.write_now(1, world(0));
  ASSERT_FALSE(written.has_value());
  EXPECT_FALSE(written.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::automation
