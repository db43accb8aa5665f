#include "core/storage/events_file.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::storage {

using Json = nlohmann::ordered_json;

Expected<void> append_event(const std::filesystem::path& file, const api::Event& event) {
  const Json json = {
      {"step", event.step},
      {"key", event.key},
      {"text", event.text},
      {"before", event.before},
      {"after", event.after},
      {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(
                                                        std::chrono::system_clock::now())))}};
  std::ofstream stream(file, std::ios::app);
  stream << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  stream.flush();
  if (!stream) return tl::unexpected(system_failure(errno, "The timeline cannot be written", file));
  return {};
}

std::vector<api::Event> read_events(const std::filesystem::path& folder, int64_t until_step) {
  std::vector<api::Event> events;
  std::ifstream stream(folder / "events.jsonl");
  std::string line;
  while (std::getline(stream, line)) {
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) continue;
    const auto number = [&](const char* key) {
      return json.contains(key) && json[key].is_number() ? json[key].get<double>() : 0.0;
    };
    const auto text = [&](const char* key) {
      return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
    };
    constexpr double most_steps = 9007199254740992.0;  // 2⁵³: beyond it a double no longer counts steps
    if (!(std::abs(number("step")) <= most_steps)) continue;  // no step that a run can have
    api::Event event{static_cast<int64_t>(number("step")), text("key"), text("text"), number("before"),
                     number("after")};
    if (event.key == "reset") events.clear();
    if (event.key == "rewind" || event.key == "load")
      std::erase_if(events, [&](const api::Event& earlier) { return earlier.step > event.step; });
    if (event.key != "reset") events.push_back(std::move(event));
  }
  std::erase_if(events, [&](const api::Event& event) { return event.step > until_step; });
  return events;
}

}  // namespace ganscope::storage
