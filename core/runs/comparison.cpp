#include "core/runs/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#define TOML_EXCEPTIONS 0
#include "core/base/toml.h"
#include "core/config/experiment_file.h"
#include "core/config/version.h"
#include "core/storage/atomic_file.h"
#include "ganscope/embedded/comparison_files.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
constexpr size_t largest_comparison = size_t{1} << 20;  // bytes
constexpr const char* form_hint = "a comparison has an experiment, and tables [a] and [b] with what differs";

std::string place_of(const std::string& origin, const toml::source_region& where) {
  return where.begin.line == 0 ? origin : fmt::format("{}:{}", origin, where.begin.line);
}

/// A value as `--set` takes it.
std::optional<std::string> as_words(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return fmt::format("{}", whole->get());
  if (const auto* real = node.as_floating_point()) return fmt::format("{}", real->get());
  if (const auto* yes = node.as_boolean()) return yes->get() ? "true" : "false";
  return {};
}

using Settings = std::vector<std::pair<std::string, std::string>>;

Expected<Settings> settings_in(const toml::table& table, const std::string& origin) {
  Settings settings;
  for (const auto& [key, node] : table) {
    if (key.str() == "run") continue;
    const auto words = as_words(node);
    if (!words)
      return fail(FailureKind::bad_data, fmt::format("{} has no value that a setting can have", key.str()),
                  place_of(origin, node.source()), form_hint);
    settings.emplace_back(key.str(), *words);
  }
  return settings;
}

Expected<ComparedRun> run_in(const config::Catalogue& catalogue, const toml::table& whole, const char* side,
                             const std::string& origin, const fs::path& folder) {
  const toml::table* own = whole[side].as_table();
  if (own == nullptr)
    return fail(FailureKind::bad_data, fmt::format("This is no comparison: it has no table [{}]", side),
                origin, form_hint);
  ComparedRun compared;
  if (const auto run = (*own)["run"].value<std::string>()) {
    compared.run =
        (fs::path(*run).is_absolute() ? fs::path(*run) : folder / *run).lexically_normal().string();
    return compared;
  }
  const auto name = whole["experiment"].value<std::string>();
  if (!name)
    return fail(FailureKind::bad_data, "This comparison does not say which experiment it is of", origin,
                form_hint);
  auto experiment = config::load_experiment(catalogue, *name);
  if (!experiment) return tl::unexpected(experiment.error());
  Settings settings;
  if (const toml::table* both = whole["both"].as_table()) {
    auto common = settings_in(*both, origin);
    if (!common) return tl::unexpected(common.error());
    settings = std::move(*common);
  }
  auto differing = settings_in(*own, origin);
  if (!differing) return tl::unexpected(differing.error());
  settings.insert(settings.end(), differing->begin(), differing->end());
  auto made = config::with_overrides(catalogue, std::move(*experiment), "", settings);
  if (!made) {
    Failure failure = made.error();
    failure.where = fmt::format("{} [{}]", origin, side);
    return tl::unexpected(failure);
  }
  compared.experiment = std::move(*made);
  return compared;
}

std::string name_of(std::string_view file) { return std::string(file.substr(0, file.rfind('.'))); }

}  // namespace

std::vector<config::EntryInfo> builtin_comparisons() {
  std::vector<config::EntryInfo> entries;
  for (const auto& embedded : comparison_files()) {
    const toml::parse_result table = toml::parse(embedded.content);
    if (!table) continue;
    entries.push_back({name_of(embedded.name),
                       table.table()["title"].value_or(std::string()),
                       table.table()["help"].value_or(std::string()),
                       {}});
  }
  return entries;
}

Expected<Comparison> parse_comparison(const config::Catalogue& catalogue, const std::string& text,
                                      const std::string& origin, const fs::path& folder) {
  const toml::parse_result parsed = toml::parse(std::string_view(text));
  if (!parsed)
    return fail(FailureKind::bad_data, std::string(parsed.error().description()),
                place_of(origin, parsed.error().source()), form_hint);
  const toml::table& table = parsed.table();
  Comparison comparison;
  comparison.name = fs::path(origin).stem().string();
  comparison.title = table["title"].value_or(comparison.name);
  comparison.help = table["help"].value_or(std::string());
  comparison.steps = std::max<int64_t>(0, table["steps"].value_or(int64_t{0}));
  for (const auto& [side, run] : {std::pair{"a", &comparison.a}, std::pair{"b", &comparison.b}}) {
    auto read = run_in(catalogue, table, side, origin, folder);
    if (!read) return tl::unexpected(read.error());
    *run = std::move(*read);
  }
  return comparison;
}

Expected<Comparison> load_comparison(const config::Catalogue& catalogue, const std::string& name_or_file) {
  for (const auto& embedded : comparison_files())
    if (name_of(embedded.name) == name_or_file) {
      auto built_in = parse_comparison(catalogue, std::string(embedded.content), name_or_file, {});
      if (built_in) built_in->name = name_or_file;
      return built_in;
    }
  const fs::path file(name_or_file);
  std::error_code error;
  if (!fs::is_regular_file(file, error)) {
    std::vector<std::string> names;
    for (const config::EntryInfo& entry : builtin_comparisons()) names.push_back(entry.key);
    return fail(FailureKind::usage, fmt::format("there is no comparison called {}", name_or_file), "",
                fmt::format("built in are {}; or give a .toml file", fmt::join(names, ", ")));
  }
  if (fs::file_size(file, error) > largest_comparison)
    return fail(FailureKind::bad_data, "This is no comparison: it is too large", name_or_file, form_hint);
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream && !stream.eof())
    return fail(FailureKind::io, "the file cannot be read", name_or_file,
                "check the path and its permissions");
  return parse_comparison(catalogue, text, name_or_file, fs::absolute(file, error).parent_path());
}

bool looks_like_comparison(const fs::path& file) {
  std::error_code error;
  if (file.extension() != ".toml" || fs::file_size(file, error) > largest_comparison || error) return false;
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const toml::parse_result parsed = toml::parse(std::string_view(text));
  return parsed && parsed.table()["a"].is_table() && parsed.table()["b"].is_table();
}

Expected<void> write_comparison(const fs::path& file, const std::string& title, const fs::path& a,
                                const fs::path& b) {
  const std::string text = fmt::format(
      "# Two runs side by side: ganscope view {}\n# {}\n\ntitle = {}\n\n[a]\nrun = {}\n\n[b]\nrun = {}\n",
      file.filename().string(), config::versions(), config::toml_text(title), config::toml_text(a.string()),
      config::toml_text(b.string()));
  return storage::write_file_atomically(file, text);
}

}  // namespace ganscope::runs
