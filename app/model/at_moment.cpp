#include "app/model/at_moment.h"

#include <algorithm>

#include "app/model/run_model.h"

namespace ganscope::model {

bool AtMoment::follow(const RunModel& run, int64_t shown) {
  const uint64_t now_generation = run.status->generation;
  if (shown == moment && now_generation == generation) return false;
  moment = shown;
  generation = now_generation;
  found = {};
  if (shown == api::now) return true;
  diagnose::Course until = run.course;
  until.cut_after(shown);
  diagnose::Setting setting = diagnose::Setting::of(*run.status);
  setting.diverged = false;  // the run as it is now may have; at a moment that was kept it had not
  found = diagnose::diagnose(until, setting);
  return true;
}

int64_t measured_row(const RunModel& run, int64_t moment) {
  if (moment == api::now) return static_cast<int64_t>(run.measures.size()) - 1;
  return run.measures.row_at(static_cast<double>(moment));
}

const diagnose::Measured* measured_at(const diagnose::Course& course, int64_t moment) {
  const auto& all = course.measured();
  if (all.empty()) return nullptr;
  if (moment == api::now) return &all.back();
  const auto after = std::ranges::upper_bound(all, moment, {}, &diagnose::Measured::step);
  return after == all.begin() ? nullptr : &*(after - 1);
}

}  // namespace ganscope::model
