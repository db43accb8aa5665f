#include "tests/unit/diagnose/recorded_run.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <stdexcept>

namespace ganscope::testing {
namespace {

using diagnose::Course;
constexpr double looked_at_every_s = 0.5;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  for (const char c : line) {
    if (c == ',') {
      found.emplace_back();
    } else {
      found.back() += c;
    }
  }
  return found;
}

/// Without the first one; NaN where a cell is empty.
std::vector<float> numbers(const std::vector<std::string>& row) {
  std::vector<float> values;
  for (size_t i = 1; i < row.size(); ++i)
    values.push_back(row[i].empty() ? std::numeric_limits<float>::quiet_NaN()
                                    : std::strtof(row[i].c_str(), nullptr));
  return values;
}

api::SeriesTable table_of(const std::vector<std::string>& keys) {
  api::SeriesTable table;
  for (size_t i = 1; i < keys.size(); ++i)
    table.series.push_back({keys[i], keys[i], keys[i], "", "", config::Player::none});
  return table;
}

}  // namespace

RecordedRun::RecordedRun(const std::string& name) {
  std::ifstream file(GANSCOPE_SOURCE_DIR "/tests/unit/diagnose/recordings/" + name + ".csv");
  if (!file) throw std::runtime_error("there is no recording " + name);
  std::string part;
  for (std::string line; std::getline(file, line);) read_line(line, part);
  if (curves_.empty()) throw std::runtime_error("the recording " + name + " has no curves");
}

void RecordedRun::read_line(const std::string& line, std::string& part) {
  if (line == "curves" || line == "measures") {
    part = line;
    return;
  }
  const std::vector<std::string> row = cells(line);
  if (part.empty()) {
    head_[row.at(0)] = row.at(1);
  } else if (row[0] == "step") {
    (part == "curves" ? curves_table_ : measure_table_.table) = table_of(row);
  } else if (row[0] == "real") {
    measure_table_.floors = numbers(row);
  } else {
    (part == "curves" ? curves_ : measures_).push_back({std::atoll(row[0].c_str()), numbers(row)});
  }
}

double RecordedRun::number(const std::string& key) const {
  return std::strtod(head_.at(key).c_str(), nullptr);
}

diagnose::Setting RecordedRun::setting() const {
  const std::string& objective = head_.at("objective");
  const bool minimax = objective == "minimax";
  return {{minimax || objective == "non-saturating", minimax},
          number("points") == 1 ? Form::points : Form::pictures,
          number("lr_g"),
          number("lr_d"),
          false};
}

std::vector<Said> RecordedRun::looks() const {
  const double rate = number("steps_per_s");
  Course course;
  course.begin(curves_table_);
  course.begin_measures(measure_table_);
  std::vector<Said> said;
  const auto look = [&](int64_t step, const diagnose::Setting& now) {
    said.push_back({static_cast<double>(step) / rate, step, diagnose::diagnose(course, now)});
  };
  auto measured = measures_.begin();
  double next_look_s = 0;
  for (const Mean& mean : curves_) {
    // The mean stands for each of its steps.
    for (int64_t step = mean.step - Course::bin_steps + 1; step <= mean.step; ++step)
      course.add(api::MetricRow{1, step, static_cast<double>(step) / rate, mean.values});
    for (; measured != measures_.end() && measured->step <= mean.step; ++measured)
      course.add(
          diagnose::Measured{measured->step, static_cast<double>(measured->step) / rate, measured->values});
    if (static_cast<double>(mean.step) / rate < next_look_s) continue;
    next_look_s += looked_at_every_s;
    look(mean.step, setting());
  }
  if (number("diverged") == 1) {
    diagnose::Setting halted = setting();
    halted.diverged = true;
    look(curves_.back().step, halted);
  }
  return said;
}

std::vector<Said> shown_of(const std::vector<Said>& looks) {
  diagnose::Steady steady;
  std::vector<Said> shown;
  for (const Said& said : looks)
    if (steady.update(said.diagnosis, said.seconds)) shown.push_back(said);
  return shown;
}

}  // namespace ganscope::testing
