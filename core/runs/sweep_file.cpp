#include "core/runs/sweep_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>

#define TOML_EXCEPTIONS 0
#include "core/base/toml.h"
#include "core/base/utf8.h"
#include "core/config/experiment_file.h"
#include "core/config/version.h"
#include "core/runs/list_runs.h"
#include "core/storage/atomic_file.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using config::toml_text;
constexpr size_t largest_file = size_t{4} << 20;  // bytes

fs::path file_of(const fs::path& folder) { return folder / "sweep.toml"; }

/// What a sweep.toml tells.
struct Told {
  std::string experiment;
  std::map<std::string, std::string> settings;
  std::vector<Axis> axes;
};

Told told_by(const Grid& grid) {
  Told told{grid.base.name, {}, grid.axes};
  for (const auto& [key, value] : grid.base.settings.all()) {
    const bool varied = std::ranges::find(grid.axes, key, &Axis::key) != grid.axes.end();
    if (!varied) told.settings[key] = config::to_text(value);
  }
  return told;
}

std::string text_of(const Told& told) {
  std::string text = fmt::format(
      "# The grid of this folder's runs; the words that made it go on with it:\n#   {}\n# {}\n\nexperiment = "
      "{}\n",
      printable(sweep_words(told.experiment, told.axes)), config::versions(), toml_text(told.experiment));
  for (const Axis& axis : told.axes) {
    text += fmt::format("\n[[axis]]\nkey = {}\nvalues = [", toml_text(axis.key));
    for (size_t i = 0; i < axis.values.size(); ++i)
      text += fmt::format("{}{}", i == 0 ? "" : ", ", toml_text(axis.values[i]));
    text += "]\n";
  }
  text += "\n# What all of them have in common\n[settings]\n";
  for (const auto& [key, value] : told.settings) text += fmt::format("{} = {}\n", key, toml_text(value));
  return text;
}

std::optional<Axis> axis_in(const toml::node& node) {
  const toml::table* table = node.as_table();
  const toml::array* values = table == nullptr ? nullptr : (*table)["values"].as_array();
  const auto key = table == nullptr ? std::nullopt : (*table)["key"].value<std::string>();
  if (values == nullptr || !key) return {};
  Axis axis{*key, {}};
  for (const toml::node& value : *values) {
    const auto text = value.value<std::string>();
    if (!text) return {};
    axis.values.push_back(*text);
  }
  return axis;
}

Failure damaged(const fs::path& file) {
  return {FailureKind::bad_data, "This is no description of a sweep", file.string(),
          "choose another folder for the sweep"};
}

Expected<Told> read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code error;
  if (!stream || fs::file_size(file, error) > largest_file || error) return tl::unexpected(damaged(file));
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  const toml::parse_result parsed = toml::parse(std::string_view(content));
  if (!parsed) return tl::unexpected(damaged(file));
  const toml::table& table = parsed.table();
  Told told;
  told.experiment = table["experiment"].value_or(std::string());
  const toml::table* settings = table["settings"].as_table();
  if (told.experiment.empty() || settings == nullptr) return tl::unexpected(damaged(file));
  for (const auto& [key, value] : *settings)
    told.settings[std::string(key.str())] = value.value_or(std::string());
  if (const toml::array* axes = table["axis"].as_array())
    for (const toml::node& node : *axes) {
      auto axis = axis_in(node);
      if (!axis) return tl::unexpected(damaged(file));
      told.axes.push_back(std::move(*axis));
    }
  return told;
}

/// The first setting that both tell differently, as "batch=32"; empty: none.
std::string other_setting(const Told& before, const Told& now) {
  for (const auto& [key, value] : before.settings) {
    const auto found = now.settings.find(key);
    if (found == now.settings.end() || found->second != value) return fmt::format("{}={}", key, value);
  }
  return "";
}

bool nothing_in(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder, error) || (fs::is_directory(folder, error) && fs::is_empty(folder, error));
}

/// As a shell takes it.
std::string quoted(const std::string& word) {
  const bool plain = word.find_first_of(" ;'\"$&|<>()*?[]~#`\\") == std::string::npos;
  return plain ? word : fmt::format("\"{}\"", word);
}

}  // namespace

bool is_sweep(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(file_of(folder), error);
}

std::string sweep_words(const std::string& experiment, const std::vector<Axis>& axes) {
  std::string words = "ganscope sweep " + quoted(experiment);
  for (const Axis& axis : axes) {
    const bool commas = std::ranges::any_of(
        axis.values, [](const std::string& value) { return value.find(',') != std::string::npos; });
    std::string values = fmt::format("{}", fmt::join(axis.values, commas ? ";" : ","));
    if (commas && axis.values.size() == 1) values += ';';
    words += axis.key == "seed" ? " --seeds " + values : " --set " + quoted(axis.key + "=" + values);
  }
  return words;
}

Expected<void> claim_sweep_folder(const fs::path& folder, const Grid& grid) {
  const Told now = told_by(grid);
  if (!is_sweep(folder)) {
    if (looks_like_run(folder))
      return fail(FailureKind::usage, "this folder is a run, not a sweep", folder.string(),
                  "choose a new folder for the sweep");
    if (!nothing_in(folder))
      return fail(FailureKind::usage, "this folder is not empty", folder.string(),
                  "choose a new folder for the sweep");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
      return tl::unexpected(
          storage::system_failure(error.value(), "The sweep's folder cannot be made", folder));
    return storage::write_file_atomically(file_of(folder), text_of(now));
  }
  const auto before = read_file(file_of(folder));
  if (!before) return tl::unexpected(before.error());
  if (before->experiment != now.experiment || before->axes != now.axes)
    return fail(FailureKind::usage, "there is another sweep in this folder", folder.string(),
                fmt::format("go on with it: {} --out {}; or choose another folder",
                            sweep_words(before->experiment, before->axes), quoted(folder.string())));
  if (const std::string other = other_setting(*before, now); !other.empty())
    return fail(FailureKind::usage, fmt::format("there is a sweep with {} in this folder", other),
                folder.string(), "give the experiment that it was made with, or choose another folder");
  return {};
}

}  // namespace ganscope::runs
