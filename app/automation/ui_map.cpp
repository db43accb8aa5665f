#include "app/automation/ui_map.h"

#include <unistd.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace ganscope::automation {
namespace {

nlohmann::json json_of(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) {
    if (!std::isfinite(*number)) return nullptr;
    // Steps and counts read as whole numbers.
    if (*number == std::floor(*number) && std::abs(*number) < 9e15) return static_cast<int64_t>(*number);
    return *number;
  }
  return nullptr;
}

double tenth(float px) { return std::round(static_cast<double>(px) * 10) / 10; }

}  // namespace

std::string ui_map_json(uint64_t frame, const World& world) {
  nlohmann::json map{{"frame", frame}, {"workspace", nullptr}};
  nlohmann::json& status = map["status"] = nlohmann::json::object();
  for (const auto& [name, value] : world.status) {
    if (name == "workspace") {
      map["workspace"] = json_of(value);
    } else {
      status[name] = json_of(value);
    }
  }
  nlohmann::json& items = map["items"] = nlohmann::json::object();
  for (const auto& [name, item] : world.items.all()) {
    nlohmann::json& entry = items[name];
    entry = {{"x", tenth(item.min.x)},
             {"y", tenth(item.min.y)},
             {"w", tenth(item.max.x - item.min.x)},
             {"h", tenth(item.max.y - item.min.y)},
             {"value", json_of(item.value)}};
    if (!item.enabled) entry["enabled"] = false;
  }
  return map.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Expected<void> UiMapWriter::update(uint64_t frame, const World& world) {
  const double pause_s = frame == written_frame_ ? 0.4 : 0.1;
  if (world.now_s - written_s_ < pause_s) return {};
  return write_now(frame, world);
}

Expected<void> UiMapWriter::write_now(uint64_t frame, const World& world) {
  written_s_ = world.now_s;
  written_frame_ = frame;
  std::filesystem::path beside = file_;
  beside += ".part" + std::to_string(getpid());
  {
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    stream << ui_map_json(frame, world) << '\n';
    if (!stream.flush()) {
      return fail(FailureKind::io, "the UI map cannot be written", file_.string(),
                  "Give --ui-map a file in a folder that you may write to.");
    }
  }
  std::error_code error;
  std::filesystem::rename(beside, file_, error);
  if (error) {
    return fail(FailureKind::io, "the UI map cannot be written: " + error.message(), file_.string(),
                "Give --ui-map a file in a folder that you may write to.");
  }
  return {};
}

}  // namespace ganscope::automation
