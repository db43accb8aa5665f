#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/config/option.h"

namespace ganscope::config {

/// Bytes. No experiment needs more, and none is written that could not be read.
constexpr size_t largest_experiment_file = size_t{1} << 20;

/// One `key = value` of an experiment file, as it stands there, unchecked.
struct RawEntry {
  std::string key;
  Value value;
  std::string where;  ///< "my.toml:3"
};

/// One experiment file, read but not yet checked against the registries.
struct RawFile {
  std::string origin;            ///< the file's path, or "built-in faces"
  std::filesystem::path folder;  ///< of the file; relative paths in it start here. Empty for built-in ones.
  std::string stem;              ///< "my"
  std::optional<std::string> name, title, help, group, parent;
  std::string parent_where;
  std::vector<RawEntry> entries;
};

/// Parses a TOML document. Tables, lists and dates are refused: experiment files are flat.
[[nodiscard]] Expected<RawFile> parse_experiment(std::string_view content, const std::string& origin);

/// The same from a file (at most 1 MB is taken for an experiment).
[[nodiscard]] Expected<RawFile> read_experiment_file(const std::filesystem::path& file);

/// A built-in one, or nothing when there is none of that name. A built-in file that does not parse is a bug.
[[nodiscard]] std::optional<RawFile> builtin_experiment(std::string_view name);

/// Quoted and escaped for a TOML document.
[[nodiscard]] std::string toml_text(std::string_view text);

}  // namespace ganscope::config
