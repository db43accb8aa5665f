#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/explore/hill_rounds.h"
#include "core/explore/tools/common.h"
#include "core/explore/tools/ways.h"
#include "core/explore/tools/ways_names.h"

namespace ganscope::explore {
namespace {

constexpr size_t hill_bins = 48;
constexpr double hill_bin_width = (HillRounds::high - HillRounds::low) / hill_bins;

/// What share of numbers lies in each bin.
std::vector<double> hill_histogram(const std::vector<float>& numbers) {
  std::vector<double> shares(hill_bins);
  for (const float number : numbers) {
    const double place = (static_cast<double>(number) - HillRounds::low) / hill_bin_width;
    const auto bin = static_cast<size_t>(std::clamp(place, 0.0, static_cast<double>(hill_bins) - 1));
    shares[bin] += 1 / static_cast<double>(numbers.size());
  }
  return shares;
}

std::vector<double> hill_data_shares() {
  constexpr int parts = 40;
  std::vector<double> shares(hill_bins);
  for (size_t bin = 0; bin < hill_bins; ++bin)
    for (int part = 0; part < parts; ++part)
      shares[bin] +=
          hill_bin_width / parts *
          density(HillRounds::data(),
                  HillRounds::low + hill_bin_width * (static_cast<double>(bin) + (part + 0.5) / parts));
  return shares;
}

/// Of two rows of shares, in nats.
double jensen_shannon(const std::vector<double>& p, const std::vector<double>& q) {
  double sum = 0;
  const auto term = [](double a, double middle) { return a > 0 ? 0.5 * a * std::log(a / middle) : 0; };
  for (size_t i = 0; i < p.size(); ++i) {
    const double middle = (p[i] + q[i]) / 2;
    sum += term(p[i], middle) + term(q[i], middle);
  }
  return sum;
}

struct HillCourse {
  std::optional<HillRounds> hills;
  api::Curve on_data, js;
};

class Hills final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    HillCourse& course = bench.keep<HillCourse>("hills");
    HillOptions options;
    const config::Settings& settings = slice.ask.settings;
    options.remembers = !settings.has("remembers") || settings.flag("remembers");
    options.seed = static_cast<uint64_t>(whole_setting(settings, "seed", 2, 0, INT64_MAX));
    const int64_t wanted = whole_setting(settings, "rounds", 0, 0, 5000);
    if (!course.hills || course.hills->options() != options || course.hills->rounds() > wanted) {
      course = {};
      course.hills.emplace(options);
      record(course);
    }
    while (course.hills->rounds() < wanted) {
      course.hills->round();
      record(course);
      if (Clock::now() >= slice.until) break;
    }
    fill(course, answer);
    answer.progress = {"rounds", course.hills->rounds(), wanted};
    return course.hills->rounds() >= wanted;
  }

 private:
  static void record(HillCourse& course) {
    static const std::vector<double> real = hill_data_shares();
    const auto round = static_cast<float>(course.hills->rounds());
    course.on_data.x.push_back(round);
    course.on_data.y.push_back(static_cast<float>(course.hills->on_data()));
    if (course.hills->earlier().empty()) return;
    course.js.x.push_back(round);
    course.js.y.push_back(static_cast<float>(jensen_shannon(real, hill_histogram(course.hills->earlier()))));
  }

  static void fill(HillCourse& course, api::Answer& answer) {
    HillRounds& rounds = *course.hills;
    answer.curves.clear();
    answer.table.clear();
    answer.points.clear();
    const auto add = [&](std::string_view key, const std::vector<double>& x, const std::vector<double>& y) {
      answer.curves.push_back({std::string(key), {x.begin(), x.end()}, {y.begin(), y.end()}});
    };
    std::vector<double> x, real;
    for (double at = HillRounds::low; at <= HillRounds::high + 1e-9; at += 0.05) {
      x.push_back(at);
      real.push_back(density(HillRounds::data(), at));
    }
    add(hills::data, x, real);
    add(hills::d, x, rounds.judged(x));
    const std::vector<double> tops = rounds.hilltops();
    add(hills::tops, tops, rounds.judged(tops));
    std::vector<double> middles, heights;
    for (const double share : hill_histogram(rounds.earlier())) {
      middles.push_back(HillRounds::low + hill_bin_width * (static_cast<double>(middles.size()) + 0.5));
      heights.push_back(share / hill_bin_width);
    }
    add(hills::earlier, middles, heights);
    api::Curve on_data = course.on_data, js = course.js;
    on_data.key = hills::on_data;
    js.key = hills::js;
    const double apart = js.y.empty() ? std::nan("") : static_cast<double>(js.y.back());
    answer.curves.push_back(std::move(on_data));
    answer.curves.push_back(std::move(js));
    for (const float negative : rounds.negatives()) answer.points.insert(answer.points.end(), {negative, 0});
    answer.count = static_cast<int>(rounds.negatives().size());
    answer.table.push_back({std::string(hills::rounds), "", {static_cast<double>(rounds.rounds())}});
    answer.table.push_back({std::string(hills::on_data), "", {rounds.on_data(), 0.99}});
    answer.table.push_back(
        {std::string(hills::js), "", {apart, static_cast<double>(rounds.earlier().size())}});
  }
};

}  // namespace

ToolEntry hills_tool() {
  return {.key = "hills",
          .failure = "The rounds of D alone could not be played",
          .piecemeal = true,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Hills); }};
}

}  // namespace ganscope::explore
