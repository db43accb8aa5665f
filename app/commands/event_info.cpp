#include "app/commands/event_info.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "app/text/columns.h"
#include "core/base/number_text.h"
#include "core/tensorboard/scalars.h"

namespace ganscope::commands {
namespace {

using tensorboard::OtherTag;
using tensorboard::ScalarLog;
using tensorboard::ScalarPoint;
using tensorboard::ScalarSeries;

nlohmann::ordered_json as_json(const InfoRequest& request, const ScalarLog& log) {
  nlohmann::ordered_json said{{"folder", request.run.string()}, {"files", nlohmann::ordered_json::array()}};
  for (const auto& file : log.files) said["files"].push_back(file.string());
  said["curves"] = nlohmann::ordered_json::array();
  for (const ScalarSeries& series : log.series) {
    nlohmann::ordered_json curve{{"tag", series.tag}, {"points", series.points.size()}};
    if (!series.points.empty()) {
      const ScalarPoint& last = series.points.back();
      curve["first_step"] = series.points.front().step;
      curve["last_step"] = last.step;
      curve["last_value"] = std::isfinite(last.value) ? nlohmann::ordered_json(last.value) : nullptr;
      curve["last_wall_time"] = last.wall_time;
    }
    said["curves"].push_back(std::move(curve));
  }
  said["others"] = nlohmann::ordered_json::array();
  for (const OtherTag& other : log.others)
    said["others"].push_back({{"tag", other.tag}, {"images", other.images}, {"count", other.count}});
  said["problems"] = nlohmann::ordered_json::array();
  for (const Failure& problem : log.problems) said["problems"].push_back(with_place(problem));
  return said;
}

std::string curve_line(const std::string& tag, const std::string& points, const std::string& steps,
                       const std::string& value) {
  return text::padded(tag, 36) + " " + text::padded(points, 12, true) + " " + text::padded(steps, 24, true) +
         " " + text::padded(value, 14, true);
}

void say_curves(const ScalarLog& log, Console& console) {
  const auto& tr = console.tr;
  console.say_line(curve_line(tr("curve"), tr("points"), tr("steps"), tr("last value")));
  for (const ScalarSeries& series : log.series) {
    if (series.points.empty()) continue;
    const ScalarPoint& last = series.points.back();
    console.say_line(
        curve_line("  " + series.tag, grouped(static_cast<int64_t>(series.points.size())),
                   fmt::format("{} – {}", grouped(series.points.front().step), grouped(last.step)),
                   fmt::format("{:.6g}", last.value)));
  }
}

}  // namespace

Expected<void> info_of_events(const InfoRequest& request, Console& console) {
  const auto log = tensorboard::read_scalars(request.run, console.work());
  console.end_progress();
  if (!log) return tl::unexpected(log.error());
  console.say("{}: events of TensorBoard, {} files, {} curves", request.run.string(), log->files.size(),
              log->series.size());
  if (!log->series.empty()) say_curves(*log, console);
  for (const OtherTag& other : log->others)
    if (other.images)
      console.say("pictures {}: {}", other.tag, grouped(other.count));
    else
      console.say("no curve, and not looked into: {} ({})", other.tag, grouped(other.count));
  for (const Failure& problem : log->problems) console.error(problem);
  if (request.json) console.json(as_json(request, *log));
  return {};
}

}  // namespace ganscope::commands
