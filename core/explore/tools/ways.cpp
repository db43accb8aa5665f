#include "core/explore/tools/ways.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/explore/three_ways.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/ways_names.h"

namespace ganscope::explore {
namespace {

constexpr std::array all_ways{Way::contrastive, Way::likelihood, Way::game};

std::vector<double> ways_places() {
  constexpr int count = 241;
  std::vector<double> x;
  for (int i = 0; i < count; ++i) x.push_back(ways::low + (ways::high - ways::low) * i / (count - 1));
  return x;
}

api::Curve ways_curve(const std::string& key, const std::vector<double>& x, const std::vector<double>& y) {
  return {key, {x.begin(), x.end()}, {y.begin(), y.end()}};
}

std::vector<double> densities(const Bells& bells, const std::vector<double>& x) {
  std::vector<double> y;
  for (const double at : x) y.push_back(density(bells, at));
  return y;
}

/// How KL and V went. Of long courses every second entry is left out, again and again.
struct Records {
  std::vector<double> steps;
  std::array<std::vector<double>, 3> kl, value;
  int64_t every = 10;

  void add(ThreeWays& ways) {
    if (ways.steps() % every != 0) return;
    steps.push_back(static_cast<double>(ways.steps()));
    for (const Way way : all_ways) {
      const auto column = static_cast<size_t>(way);
      kl[column].push_back(divergences(ThreeWays::data(), ways.model(way)).forward);
      value[column].push_back(ways.value(way));
    }
    constexpr size_t most = 400;
    if (steps.size() > most) thin();
  }
  void thin() {
    every *= 2;
    const auto halve = [](std::vector<double>& values) {
      for (size_t i = 0; 2 * i < values.size(); ++i) values[i] = values[2 * i];
      values.resize((values.size() + 1) / 2);
    };
    halve(steps);
    for (auto* all : {&kl, &value})
      for (std::vector<double>& values : *all) halve(values);
  }
};

struct Course {
  std::optional<ThreeWays> ways;
  Records records;
};

class Ways final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    Course& course = bench.keep<Course>("ways");
    const WaysOptions options = options_of(slice.ask.settings);
    const int64_t wanted = whole_setting(slice.ask.settings, "steps", 0, 0, 200'000);
    if (!course.ways || course.ways->options() != options || course.ways->steps() > wanted) {
      course.ways.emplace(options);
      course.records = {};
      course.records.add(*course.ways);
    }
    while (course.ways->steps() < wanted) {
      course.ways->step();
      course.records.add(*course.ways);
      if (Clock::now() >= slice.until) break;
    }
    const bool done = course.ways->steps() >= wanted;
    fill(course, answer);
    answer.progress = {"steps", course.ways->steps(), wanted};
    return done;
  }

 private:
  static WaysOptions options_of(const config::Settings& settings) {
    WaysOptions options;
    options.bells = static_cast<int>(whole_setting(settings, "bells", 2, 1, 2));
    const std::string noise = text_setting(settings, "noise");
    options.noise = noise == "bad" ? Noise::bad : noise == "contrastive" ? Noise::contrastive : Noise::good;
    options.minimax = settings.has("minimax") && settings.flag("minimax");
    options.seed = static_cast<uint64_t>(whole_setting(settings, "seed", 1, 0, INT64_MAX));
    return options;
  }

  static void fill(Course& course, api::Answer& answer) {
    static const std::vector<double> x = ways_places();
    answer.curves.clear();
    answer.table.clear();
    answer.curves.push_back(ways_curve(std::string(ways::data), x, densities(ThreeWays::data(), x)));
    for (const Way way : all_ways) {
      const auto column = static_cast<size_t>(way);
      const std::string key(ways::keys[column]);
      const auto named = [&](std::string_view name) { return std::string(name) + key; };
      const Bells model = course.ways->model(way);
      answer.curves.push_back(ways_curve(named(ways::model), x, densities(model, x)));
      answer.curves.push_back(
          ways_curve(named(ways::generator), x, densities(course.ways->generator(way), x)));
      answer.curves.push_back(ways_curve(named(ways::d), x, course.ways->judged(way, x)));
      const Records& records = course.records;
      answer.curves.push_back(ways_curve(named(ways::kl), records.steps, records.kl[column]));
      answer.curves.push_back(ways_curve(named(ways::value), records.steps, records.value[column]));
      const Divergences apart = divergences(ThreeWays::data(), model);
      api::TableRow row{named(ways::now), "", {apart.forward, course.ways->value(way), apart.reverse}};
      for (const Bell& bell : model) row.numbers.insert(row.numbers.end(), {bell.mean, bell.sigma});
      answer.table.push_back(std::move(row));
    }
    answer.table.push_back({std::string(ways::steps), "", {static_cast<double>(course.ways->steps())}});
  }
};

}  // namespace

ToolEntry ways_tool() {
  return {.key = "ways",
          .failure = "The three ways could not be compared",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Ways); }};
}

}  // namespace ganscope::explore
