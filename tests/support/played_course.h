#pragma once
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnose/course.h"

namespace ganscope::testing {

/// A run's course put together by hand, for tests of the rules: curves by what D believes, measures by key.
class PlayedCourse {
 public:
  explicit PlayedCourse(std::vector<std::pair<std::string, float>> floors = {}) {
    api::SeriesTable table;
    for (const char* key : {"d_loss", "g_loss", "d_real", "d_fake", "grad_g", "grad_d"})
      table.series.push_back({key, key, key, "", "loss", config::Player::none});
    course.begin(table);
    api::MeasureTable measures;
    for (auto& [key, floor] : floors) {
      measures.table.series.push_back({key, key, key, "", "", config::Player::none});
      measures.floors.push_back(floor);
    }
    if (!floors.empty()) course.begin_measures(measures);
  }

  /// One step of training; 100 of them are a second.
  void step(float d_real, float d_fake, float grad_g = 1) {
    ++step_;
    course.add(api::MetricRow{1, step_, seconds(), {0.7F, 0.7F, d_real, d_fake, grad_g, 1}});
  }
  void steps(int count, float d_real, float d_fake, float grad_g = 1) {
    for (int i = 0; i < count; ++i) step(d_real, d_fake, grad_g);
  }
  void measure(std::vector<float> values) {
    course.add(diagnose::Measured{step_, seconds(), std::move(values)});
  }
  /// So many seconds of an even game, measured every second with the same figures.
  void play(int seconds, float d_real, float d_fake, const std::vector<float>& figures, float grad_g = 1) {
    for (int i = 0; i < seconds; ++i) {
      steps(100, d_real, d_fake, grad_g);
      if (!figures.empty()) measure(figures);
    }
  }
  [[nodiscard]] double seconds() const { return 0.01 * static_cast<double>(step_); }

  diagnose::Course course;

 private:
  int64_t step_ = 0;
};

}  // namespace ganscope::testing
