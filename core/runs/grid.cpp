#include "core/runs/grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace ganscope::runs {
namespace {

constexpr size_t longest_folder = 160;  // bytes: names of files are made of it

Expected<size_t> count_of(const std::vector<Axis>& axes) {
  size_t count = 1;
  for (const Axis& axis : axes) {
    count *= std::max<size_t>(axis.values.size(), 1);
    if (count > most_runs)
      return fail(FailureKind::usage, fmt::format("this grid has more than {} runs", most_runs), "--set",
                  "leave some values out, or make several sweeps of it");
  }
  return count;
}

Expected<void> check_keys(const std::vector<Axis>& axes) {
  std::set<std::string> keys;
  for (const Axis& axis : axes)
    if (!keys.insert(axis.key).second)
      return fail(FailureKind::usage, fmt::format("{} is given twice", axis.key), "--set " + axis.key,
                  axis.key == "seed" ? "leave out --seeds, or --set seed"
                                     : fmt::format("all values in one: --set {}=a,b", axis.key));
  return {};
}

/// The values' places in the combination with this number.
std::vector<size_t> places_of(size_t number, const std::vector<Axis>& axes) {
  std::vector<size_t> places(axes.size());
  for (size_t i = axes.size(); i-- > 0;) {
    places[i] = number % axes[i].values.size();
    number /= axes[i].values.size();
  }
  return places;
}

/// A text as part of a folder's name.
std::string in_name(std::string text) {
  for (char& c : text)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '-';
  return text;
}

std::string name_of(const GridRun& run, const Grid& grid) {
  std::string name;
  for (size_t i = 0; i < grid.axes.size(); ++i)
    if (grid.axes[i].values.size() > 1)
      name += fmt::format("{}{}={}", name.empty() ? "" : ",", run.settings[i].first,
                          in_name(run.settings[i].second));
  return name.empty() ? in_name(grid.base.name) : name;
}

void name_runs(Grid& grid) {
  std::set<std::string> taken;
  for (GridRun& run : grid.runs) {
    const std::string name = name_of(run, grid);
    run.name = name;
    for (int other = 2; !taken.insert(run.name).second; ++other) run.name = fmt::format("{}-{}", name, other);
  }
  const bool too_long =
      std::ranges::any_of(grid.runs, [](const GridRun& run) { return run.name.size() > longest_folder; });
  for (size_t i = 0; too_long && i < grid.runs.size(); ++i)
    grid.runs[i].name = fmt::format("run-{:04}", i + 1);
}

/// Writes the values as files have them; fails where two are the same.
Expected<void> settle_axes(Grid& grid) {
  for (size_t i = 0; i < grid.axes.size(); ++i) {
    Axis& axis = grid.axes[i];
    std::set<std::string> seen;
    for (size_t number = 0; number < grid.runs.size(); ++number)
      axis.values[places_of(number, grid.axes)[i]] = grid.runs[number].settings[i].second;
    for (const std::string& value : axis.values)
      if (!seen.insert(value).second)
        return fail(FailureKind::usage, fmt::format("{}={} is given twice", axis.key, value),
                    "--set " + axis.key, "give every value once");
  }
  return {};
}

}  // namespace

Expected<Axis> parse_axis(const std::string& key, const std::string& values) {
  Axis axis{key, {}};
  const char between = values.find(';') == std::string::npos ? ',' : ';';
  std::string left = values;
  if (between == ';' && left.ends_with(';')) left.pop_back();
  for (size_t from = 0; from <= left.size();) {
    const size_t end = std::min(left.find(between, from), left.size());
    axis.values.push_back(left.substr(from, end - from));
    from = end + 1;
    if (axis.values.back().empty())
      return fail(FailureKind::usage, fmt::format("{} has an empty value", key),
                  fmt::format("--set {}={}", key, values),
                  fmt::format("values with commas between them: --set {}=a,b", key));
  }
  return axis;
}

Expected<std::vector<std::string>> parse_seeds(const std::string& text) {
  std::vector<std::string> seeds;
  const auto refused = [&] {
    return fail(FailureKind::usage,
                fmt::format("--seeds needs seeds, not {}", text.empty() ? "nothing" : text), "--seeds",
                "for example --seeds 1-3 or --seeds 1,4,7");
  };
  for (size_t from = 0; from <= text.size();) {
    const size_t comma = std::min(text.find(',', from), text.size());
    const std::string_view part = std::string_view(text).substr(from, comma - from);
    from = comma + 1;
    int64_t first = 0, last = 0;
    const char* const end = part.data() + part.size();
    auto read = std::from_chars(part.data(), end, first);
    last = first;
    if (read.ec == std::errc{} && read.ptr != end && *read.ptr == '-')
      read = std::from_chars(read.ptr + 1, end, last);
    if (read.ec != std::errc{} || read.ptr != end || part.starts_with('-') || last < first) return refused();
    if (static_cast<uint64_t>(last) - static_cast<uint64_t>(first) >= most_runs)
      return fail(FailureKind::usage, fmt::format("this grid has more than {} runs", most_runs), "--seeds",
                  "leave some values out, or make several sweeps of it");
    for (int64_t seed = first; seed <= last; ++seed) seeds.push_back(std::to_string(seed));
  }
  return seeds;
}

Expected<Grid> make_grid(const config::Catalogue& catalogue, const std::string& experiment,
                         const std::string& data_spec, const std::vector<Axis>& axes) {
  if (auto good = check_keys(axes); !good) return tl::unexpected(good.error());
  const auto loaded = config::load_experiment(catalogue, experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  auto base = config::with_overrides(catalogue, *loaded, data_spec, {});
  if (!base) return tl::unexpected(base.error());
  Grid grid{std::move(*base), axes, {}};
  const auto count = count_of(axes);
  if (!count) return tl::unexpected(count.error());
  for (size_t number = 0; number < *count; ++number) {
    GridRun run;
    const std::vector<size_t> places = places_of(number, axes);
    for (size_t i = 0; i < axes.size(); ++i)
      run.settings.emplace_back(axes[i].key, axes[i].values[places[i]]);
    auto made = config::with_overrides(catalogue, *loaded, data_spec, run.settings);
    if (!made) return tl::unexpected(made.error());
    run.experiment = std::move(*made);
    for (auto& [key, value] : run.settings) value = config::to_text(run.experiment.settings.at(key));
    grid.runs.push_back(std::move(run));
  }
  if (auto settled = settle_axes(grid); !settled) return tl::unexpected(settled.error());
  name_runs(grid);
  return grid;
}

}  // namespace ganscope::runs
