#include "core/config/experiment_file.h"

#define TOML_EXCEPTIONS 0
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <system_error>

#include "core/base/check.h"
#include "core/base/toml.h"
#include "ganscope/embedded/experiment_files.h"

namespace ganscope::config {
namespace {

std::string place(const std::string& origin, const toml::source_region& source) {
  return fmt::format("{}:{}", origin, source.begin.line);
}

}  // namespace

Expected<RawFile> parse_experiment(std::string_view content, const std::string& origin) {
  const toml::parse_result parsed = toml::parse(content, origin);
  if (!parsed)
    return fail(FailureKind::bad_data,
                fmt::format("this is no valid TOML: {}", std::string(parsed.error().description())),
                place(origin, parsed.error().source()),
                "a line is key = value; texts stand in \"quotes\", remarks behind #");
  RawFile file;
  file.origin = origin;
  for (const auto& [toml_key, node] : parsed.table()) {
    RawEntry entry{std::string(toml_key.str()), {}, place(origin, toml_key.source())};
    if (const auto* text = node.as_string())
      entry.value = text->get();
    else if (const auto* integer = node.as_integer())
      entry.value = integer->get();
    else if (const auto* real = node.as_floating_point())
      entry.value = real->get();
    else if (const auto* flag = node.as_boolean())
      entry.value = flag->get();
    else
      return fail(FailureKind::bad_data,
                  fmt::format("{} is neither a text nor a number nor a flag", entry.key), entry.where,
                  "experiment files are flat: no [tables], lists or dates");

    std::optional<std::string>* words = nullptr;
    if (entry.key == "name") words = &file.name;
    if (entry.key == "title") words = &file.title;
    if (entry.key == "help") words = &file.help;
    if (entry.key == "group") words = &file.group;
    if (entry.key == "parent") words = &file.parent;
    if (words == nullptr) {
      file.entries.push_back(std::move(entry));
      continue;
    }
    if (!std::holds_alternative<std::string>(entry.value))
      return fail(FailureKind::bad_data, fmt::format("{} must be a text", entry.key), entry.where,
                  fmt::format("write {} = \"…\"", entry.key));
    *words = std::get<std::string>(entry.value);
    if (entry.key == "parent") file.parent_where = entry.where;
  }
  return file;
}

Expected<RawFile> read_experiment_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return fail(FailureKind::not_found, "there is no such experiment file", path.string(),
                "check the path; `ganscope list experiments` names the built-in ones");
  if (std::filesystem::file_size(path, error) > largest_experiment_file || error)
    return fail(FailureKind::bad_data, "this file is too large for an experiment", path.string(),
                "an experiment file is a few lines of TOML");
  std::ifstream stream(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream)
    return fail(FailureKind::io, "the experiment file cannot be read", path.string(),
                "check its permissions");
  auto file = parse_experiment(content, path.string());
  if (!file) return file;
  file->stem = path.stem().string();
  file->folder = std::filesystem::absolute(path, error).parent_path();
  return file;
}

std::optional<RawFile> builtin_experiment(std::string_view name) {
  for (const EmbeddedFile& embedded : experiment_files()) {
    const std::string_view stem = embedded.name.substr(0, embedded.name.rfind('.'));
    if (stem != name) continue;
    auto file = parse_experiment(embedded.content, "built-in " + std::string(name));
    GANSCOPE_CHECK(file.has_value(), file ? "" : describe(file.error()));
    file->stem = stem;
    return *file;
  }
  return std::nullopt;
}

std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result += {'\\', c};
    else if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + "\"";
}

}  // namespace ganscope::config
