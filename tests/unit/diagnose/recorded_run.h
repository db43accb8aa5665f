#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/diagnose/course.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::testing {

/// What was said at a moment of training.
struct Said {
  double seconds = 0;
  int64_t step = 0;
  diagnose::Diagnosis diagnosis;
};

/// A run that record.py has written down: means of its curves, and what was measured of it.
class RecordedRun {
 public:
  /// recordings/NAME.csv.
  explicit RecordedRun(const std::string& name);

  /// Goes through the run as the program would: adds what has come, and looks twice a second of training.
  /// What each look found, in order.
  [[nodiscard]] std::vector<Said> looks() const;

 private:
  struct Mean {
    int64_t step;
    std::vector<float> values;
  };
  void read_line(const std::string& line, std::string& part);
  [[nodiscard]] diagnose::Setting setting() const;
  [[nodiscard]] double number(const std::string& key) const;

  std::map<std::string, std::string> head_;
  api::SeriesTable curves_table_;
  api::MeasureTable measure_table_;
  std::vector<Mean> curves_, measures_;
};

/// Of all looks, those that changed what is on show.
[[nodiscard]] std::vector<Said> shown_of(const std::vector<Said>& looks);

}  // namespace ganscope::testing
