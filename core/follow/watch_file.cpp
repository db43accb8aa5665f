#include "core/follow/watch_file.h"

#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#define TOML_EXCEPTIONS 0
#include "core/base/toml.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;

template <class Value>
Value value_in(const toml::table& table, std::string_view key, Value otherwise) {
  return table[key].value<Value>().value_or(std::move(otherwise));
}

std::vector<std::string> texts_in(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  if (const toml::array* array = table[key].as_array())
    for (const toml::node& node : *array) texts.push_back(node.value<std::string>().value_or(""));
  return texts;
}

WatchFile::State state_in(const toml::table& table) {
  const std::string state = value_in<std::string>(table, "state", "");
  if (state == "finished") return WatchFile::State::finished;
  return state == "failed" ? WatchFile::State::failed : WatchFile::State::running;
}

void add_troubles(const toml::table& table, std::vector<std::string>& troubles) {
  if (const toml::array* array = table["trouble"].as_array())
    for (const toml::node& node : *array)
      if (const toml::table* each = node.as_table())
        troubles.push_back(value_in<std::string>(*each, "text", ""));
}

}  // namespace

bool is_watched(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "watch.toml", ignored);
}

Expected<WatchFile> read_watch_file(const fs::path& folder) {
  const fs::path file = folder / "watch.toml";
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return fail(FailureKind::not_found, "The run's watch.toml cannot be read", file.string(),
                "name the folder that ganscope.Watch was given");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto bad = [&](const char* what) {
    return fail(FailureKind::bad_data, what, file.string(), "let ganscope.py write it");
  };
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) return bad("This watch.toml is damaged");
  const toml::table& table = parsed.table();
  if (value_in<int64_t>(table, "format", 0) != 1)
    return fail(FailureKind::unsupported, "This watch.toml has a format that this version does not know",
                file.string(), "use the ganscope.py that belongs to this version, or a newer ganscope");
  constexpr int64_t largest_latent = 1 << 20;
  const int64_t latent_dim = value_in<int64_t>(table, "latent_dim", 0);
  if (latent_dim < 1 || latent_dim > largest_latent) return bad("This watch.toml has no sound latent_dim");
  WatchFile watch;
  watch.name = value_in<std::string>(table, "name", folder.filename().string());
  if (watch.name.empty()) watch.name = folder.filename().string();
  watch.pid = static_cast<long>(value_in<int64_t>(table, "pid", 0));
  watch.host = value_in<std::string>(table, "host", "");
  watch.started = static_cast<uint64_t>(value_in<int64_t>(table, "started", 0));
  watch.latent_dim = static_cast<int>(latent_dim);
  if (const toml::array* shape = table["latent_shape"].as_array())
    for (const toml::node& node : *shape) watch.latent_shape.push_back(node.value<int64_t>().value_or(0));
  watch.labels = texts_in(table, "labels");
  watch.state = state_in(table);
  watch.rewrites = value_in<int64_t>(table, "rewrites", 0);
  watch.beat = value_in<double>(table, "beat", 0);
  add_troubles(table, watch.troubles);
  return watch;
}

}  // namespace ganscope::follow
