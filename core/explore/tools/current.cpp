#include "core/explore/tools/current.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/explore/tools/common.h"
#include "core/explore/tools/current_names.h"

namespace ganscope::explore {
namespace {

/// The middles of the cells of a lattice, from the lowest y up: [columns · rows, 2]
std::vector<float> lattice_of(const config::Settings& settings) {
  constexpr double far = 1e30;
  const double x0 = real_setting(settings, "x0", -1, -far, far),
               x1 = real_setting(settings, "x1", 1, -far, far),
               y0 = real_setting(settings, "y0", -1, -far, far),
               y1 = real_setting(settings, "y1", 1, -far, far);
  const int64_t columns = whole_setting(settings, "columns", 24, 1, current::most_across),
                rows = whole_setting(settings, "rows", 24, 1, current::most_across);
  std::vector<float> places;
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t column = 0; column < columns; ++column) {
      const auto part = [](int64_t i, int64_t of) {
        return (static_cast<double>(i) + 0.5) / static_cast<double>(of);
      };
      places.push_back(static_cast<float>(x0 + (x1 - x0) * part(column, columns)));
      places.push_back(static_cast<float>(y0 + (y1 - y0) * part(row, rows)));
    }
  return places;
}

api::Curve pairs(std::string_view key, const std::vector<float>& numbers) {
  api::Curve curve{std::string(key), {}, {}};
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) {
    curve.x.push_back(numbers[i]);
    curve.y.push_back(numbers[i + 1]);
  }
  return curve;
}

class CurrentTool final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    const api::Ask& ask = slice.ask;
    const api::DataInfo& data = bench.subject->data;
    if (!data.is_points() || data.dimensions != 2)
      return fail(FailureKind::unsupported, "these data are not points of a plane", "plane",
                  "choose point data of two dimensions");
    if (auto sound = check_rows(ask.latents, bench.subject->latent_dim); !sound)
      return tl::unexpected(sound.error());
    const double time = real_setting(ask.settings, "time", 1, 0, 1);
    const int last = static_cast<int>(std::ceil(time * (current::moments - 1) - 1e-9));
    std::vector<float> ways;
    for (int i = 0; i <= last; ++i) {
      const bool now = i == last;
      const double when = now ? time : static_cast<double>(i) / (current::moments - 1);
      auto found = bench.replica->current(*slice.snapshot, ask.model,
                                          {.time = when,
                                           .latents = ask.latents,
                                           .places = now ? lattice_of(ask.settings) : std::vector<float>()});
      if (!found) return tl::unexpected(found.error());
      ways.insert(ways.end(), found->points.begin(), found->points.end());
      if (!now) continue;
      answer.curves = {pairs(current::place, lattice_of(ask.settings)),
                       pairs(current::velocity, found->velocities), pairs(current::way, ways)};
      answer.count = static_cast<int>(found->points.size() / 2);
      answer.points = std::move(found->points);
    }
    answer.table = {{std::string(current::time), "", {time, static_cast<double>(last + 1)}}};
    return true;
  }
};

}  // namespace

ToolEntry current_tool() {
  return {.key = "current", .failure = "The current could not be looked at", .make = [] {
            return std::unique_ptr<Tool>(new CurrentTool);
          }};
}

}  // namespace ganscope::explore
