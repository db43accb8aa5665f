#include "core/config/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include "core/base/user_path.h"
#include "core/base/utf8.h"
#include "core/config/experiment_file.h"
#include "core/config/spec_paths.h"
#include "core/config/version.h"
#include "ganscope/embedded/experiment_files.h"

namespace ganscope::config {
namespace {

namespace fs = std::filesystem;

/// The keys that name registry entries; they are no options.
constexpr std::array<std::string_view, 4> chosen{"model", "data", "network", "objective"};
bool is_chosen(std::string_view key) { return std::ranges::find(chosen, key) != chosen.end(); }

void append(std::vector<Option>& to, const std::vector<Option>& options) {
  for (const Option& option : options)
    if (!is_chosen(option.key)) to.push_back(option);
}

/// Every key that any registry knows.
std::vector<std::string> known_keys(const Catalogue& catalogue) {
  std::set<std::string> keys(chosen.begin(), chosen.end());
  const auto add = [&](const std::vector<Option>& options) {
    for (const Option& option : options) keys.insert(option.key);
  };
  add(catalogue.common);
  for (const auto* entries : {&catalogue.models, &catalogue.data, &catalogue.networks, &catalogue.objectives,
                              &catalogue.regularisers})
    for (const EntryInfo& entry : *entries) add(entry.options);
  return {keys.begin(), keys.end()};
}

tl::unexpected<Failure> unknown_key(const Catalogue& catalogue, const std::string& key,
                                    const std::string& where) {
  // Regularisers are listed under names of their own, which people type.
  std::string name = key;
  std::ranges::replace(name, '_', '-');
  std::vector<std::string> names;
  for (const EntryInfo& entry : catalogue.regularisers)
    if (!entry.options.empty()) names.push_back(entry.key);
  if (const std::string meant = nearest(name, names); !meant.empty()) {
    const auto entry = std::ranges::find(catalogue.regularisers, meant, &EntryInfo::key);
    return fail(FailureKind::usage, fmt::format("there is no option called {}", key), where,
                fmt::format("{} is set by {}", meant, entry->options.front().key));
  }
  const std::string close = nearest(key, known_keys(catalogue));
  return fail(FailureKind::usage, fmt::format("there is no option called {}", key), where,
              close.empty() ? "`ganscope list networks --json` and its like name the options of each entry"
                            : fmt::format("did you mean {}?", close));
}

/// Which entry an option belongs to, for the hint of a key that does not matter now: "objective=wgan-gp".
std::string belongs_to(const Catalogue& catalogue, const std::string& key) {
  const auto look = [&](const std::vector<EntryInfo>& entries, const char* kind) -> std::string {
    for (const EntryInfo& entry : entries)
      if (std::ranges::find(entry.options, key, &Option::key) != entry.options.end())
        return fmt::format("{}={}", kind, entry.key);
    return "";
  };
  for (const auto& [entries, kind] :
       {std::pair{&catalogue.models, "model"}, std::pair{&catalogue.objectives, "objective"},
        std::pair{&catalogue.networks, "network"}, std::pair{&catalogue.data, "data"}})
    if (std::string owner = look(*entries, kind); !owner.empty()) return owner;
  // What every model has but the one that is chosen.
  return catalogue.models.empty() ? "" : fmt::format("model={}", catalogue.models.front().key);
}

tl::unexpected<Failure> unknown_entry(const std::string& kind, const std::string& word,
                                      const std::vector<EntryInfo>& entries, const std::string& list) {
  const std::vector<std::string> keys = keys_of(entries);
  const std::string close = nearest(word, keys);
  std::error_code error;
  std::string hint =
      close.empty() ? fmt::format("known: {}; `ganscope list {}` explains them", fmt::join(keys, ", "), list)
                    : fmt::format("did you mean {}? `ganscope list {}` names all", close, list);
  if (list == "data" && fs::is_directory(word, error))
    hint = fmt::format("for a folder of pictures write folder:{}", word);
  return fail(FailureKind::usage, fmt::format("there is no {} called {}", kind, word), "", hint);
}

/// Fills in `model`, `data`, `network`, `objective` where they are missing, and checks that the registries
/// know them. A model that is no game has no objective, and one with networks of its own no network.
Expected<void> check_entries(const Catalogue& catalogue, Settings& settings) {
  struct Registry {
    const char* key;
    const char* kind;
    const char* list;
    const std::vector<EntryInfo>& entries;
  };
  for (const Registry& registry : {Registry{"model", "model", "models", catalogue.models},
                                   Registry{"data", "data set", "data", catalogue.data},
                                   Registry{"network", "network", "networks", catalogue.networks},
                                   Registry{"objective", "objective", "objectives", catalogue.objectives}}) {
    const Scope scope = scope_of(catalogue, settings);
    const bool unused = (registry.key == std::string_view("objective") && !scope.game) ||
                        (registry.key == std::string_view("network") && !scope.network);
    if (unused) {
      settings.erase(registry.key);
      continue;
    }
    if (!settings.has(registry.key)) {
      if (registry.entries.empty()) continue;
      settings.set(registry.key, registry.entries.front().key);
    }
    if (!std::holds_alternative<std::string>(settings.at(registry.key)))
      return fail(FailureKind::usage, fmt::format("{} must be a text", registry.key), registry.key,
                  fmt::format("`ganscope list {}` names them", registry.list));
    const std::string word =
        registry.key == std::string_view("data") ? data_key(settings) : settings.text(registry.key);
    if (find(registry.entries, word) == nullptr)
      return unknown_entry(registry.kind, word, registry.entries, registry.list);
  }
  return {};
}

/// What to do with a value that its declaration refuses.
enum class Refused { fails, becomes_default };

/// Keeps the active options, gives every one a checked value and drops the rest.
Expected<void> settle(const Catalogue& catalogue, Settings& settings, Refused refused) {
  if (auto entries = check_entries(catalogue, settings); !entries) return entries;
  Settings settled;
  for (const std::string_view key : chosen)
    if (settings.has(key)) settled.set(std::string(key), settings.at(key));
  for (const Option& option : active_options(catalogue, settings)) {
    Value value = option.initial;
    if (settings.has(option.key)) {
      const auto checked = check(option, settings.at(option.key));
      if (!checked && refused == Refused::fails) return tl::unexpected(checked.error());
      if (checked) value = *checked;
    }
    settled.set(option.key, std::move(value));
  }
  settings = std::move(settled);
  return {};
}

/// Paths in a SPEC, made absolute where they exist below `base`, so that a run finds its data from anywhere;
/// "~" in front of one is a home folder (user_path).
std::string absolute_spec(const std::string& spec, const fs::path& base) {
  constexpr std::string_view around = "stacked:";  // a SPEC that holds another
  if (spec.starts_with(around)) return std::string(around) + absolute_spec(spec.substr(around.size()), base);
  const size_t colon = spec.find(':');
  if (colon == std::string::npos) return spec;
  std::string result = spec.substr(0, colon + 1);
  const std::string rest = spec.substr(colon + 1);
  const bool several = std::ranges::any_of(std::array{"idx:", "pairs:", "domains:", "sounds:"},
                                           [&](const char* kind) { return spec.starts_with(kind); });
  bool first = true;
  for (const fs::path& path :
       several ? one_or_two_paths(rest, base) : std::vector<fs::path>{user_path(rest)}) {
    if (!std::exchange(first, false)) result += ',';
    std::error_code error;
    const fs::path full = fs::absolute(base / path, error).lexically_normal();
    result += !path.empty() && fs::exists(full, error) ? full.string() : path.string();
  }
  return result;
}

/// Lays one file's entries over what its parents said. Remembers where each key stood.
Expected<void> lay_over(const Catalogue& catalogue, const RawFile& file, Experiment& experiment,
                        std::map<std::string, std::string>& places) {
  const std::vector<std::string> known = known_keys(catalogue);
  for (const RawEntry& entry : file.entries) {
    if (std::ranges::find(known, entry.key) == known.end())
      return unknown_key(catalogue, entry.key, entry.where);
    Value value = entry.value;
    if (entry.key == "data" && std::holds_alternative<std::string>(value))
      value = absolute_spec(std::get<std::string>(value), file.folder);
    experiment.settings.set(entry.key, std::move(value));
    places[entry.key] = entry.where;
  }
  if (file.title) experiment.title = *file.title;
  if (file.help) experiment.help = *file.help;
  return {};
}

bool looks_like_file(const std::string& name) {
  return name.ends_with(".toml") || name.find('/') != std::string::npos;
}

Expected<RawFile> open_experiment(const std::string& name, const fs::path& base) {
  if (auto builtin = builtin_experiment(name)) return std::move(*builtin);
  std::error_code error;
  const fs::path path = base / user_path(name);
  if (fs::is_regular_file(path, error) || looks_like_file(name)) {
    if (fs::is_directory(path, error))
      return fail(FailureKind::usage, "this is a folder, not an experiment", path.string(),
                  fs::exists(path / "experiment.toml", error)
                      ? fmt::format("it is a run: go on with --resume {}", path.string())
                      : fmt::format("for a folder of pictures: ganscope train folder --data folder:{}",
                                    path.string()));
    return read_experiment_file(path);
  }
  const std::vector<std::string> names = keys_of(builtin_experiments());
  const std::string close = nearest(name, names);
  return fail(FailureKind::usage, fmt::format("there is no experiment called {}", name), "",
              close.empty() ? fmt::format("built in are {}; or give a .toml file", fmt::join(names, ", "))
                            : fmt::format("did you mean {}?", close));
}

}  // namespace

std::vector<Option> active_options(const Catalogue& catalogue, const Settings& settings) {
  const Scope scope = scope_of(catalogue, settings);
  std::vector<Option> options;
  append(options, catalogue.common);
  if (settings.has("model"))
    if (const EntryInfo* entry = find(catalogue.models, settings.text("model")))
      append(options, entry->options);
  if (settings.has("data"))
    if (const EntryInfo* entry = find(catalogue.data, data_key(settings))) append(options, entry->options);
  if (settings.has("network"))
    if (const EntryInfo* entry = find(catalogue.networks, settings.text("network")))
      append(options, entry->options);
  if (scope.game) {
    if (settings.has("objective"))
      if (const EntryInfo* entry = find(catalogue.objectives, settings.text("objective")))
        append(options, entry->options);
    for (const EntryInfo& entry : catalogue.regularisers) append(options, entry.options);
  }
  std::erase_if(options,
                [&](const Option& option) { return std::ranges::count(scope.without, option.key) > 0; });
  return options;
}

std::string data_key(const Settings& settings) {
  const std::string& spec = settings.text("data");
  return spec.substr(0, spec.find(':'));
}

std::vector<EntryInfo> builtin_experiments() {
  std::vector<EntryInfo> entries;
  for (const EmbeddedFile& embedded : experiment_files()) {
    const std::string name(embedded.name.substr(0, embedded.name.rfind('.')));
    const std::optional<RawFile> file = builtin_experiment(name);
    entries.push_back({name, file->title.value_or(name), file->help.value_or(""), {}});
  }
  return entries;
}

namespace {

/// `chain`: the file itself, then its parents.
Expected<Experiment> assembled(const Catalogue& catalogue, const std::vector<RawFile>& chain) {
  Experiment experiment;
  experiment.name = chain.front().name.value_or(chain.front().stem);
  std::map<std::string, std::string> places;
  for (auto file = chain.rbegin(); file != chain.rend(); ++file)
    if (auto laid = lay_over(catalogue, *file, experiment, places); !laid)
      return tl::unexpected(laid.error());
  if (experiment.title.empty()) experiment.title = experiment.name;
  if (auto settled = settle(catalogue, experiment.settings, Refused::fails); !settled) {
    Failure failure = settled.error();
    // check() names the key; people want the line.
    if (const auto place = places.find(failure.where); place != places.end()) failure.where = place->second;
    if (failure.where.empty()) failure.where = chain.front().origin;
    return tl::unexpected(failure);
  }
  return experiment;
}

}  // namespace

bool names_data(const Catalogue& catalogue, const std::string& word) {
  const size_t colon = word.find(':');
  std::error_code error;
  return colon != std::string::npos && find(catalogue.data, word.substr(0, colon)) != nullptr &&
         !fs::exists(word, error);
}

namespace {

/// The built-in experiment for such data: the one of their name, else a usual one for pictures or for points;
/// what is drawn is rather strokes than clusters.
std::string experiment_for(const std::string& data) {
  if (builtin_experiment(data)) return data;
  if (data == "pairs") return "pix2pix";
  if (data == "domains") return "cyclegan";
  return data == "idx" ? "digits" : data == "drawing" ? "circles" : "ring";
}

}  // namespace

Expected<Experiment> load_experiment(const Catalogue& catalogue, const std::string& name_or_file) {
  if (names_data(catalogue, name_or_file)) {
    auto experiment =
        load_experiment(catalogue, experiment_for(name_or_file.substr(0, name_or_file.find(':'))));
    if (!experiment) return experiment;
    return with_overrides(catalogue, std::move(*experiment), name_or_file, {});
  }
  std::vector<RawFile> chain;  // the file itself, then its parents
  std::string next = name_or_file;
  fs::path base;
  while (true) {
    auto file = open_experiment(next, base);
    if (!file && !chain.empty() && file.error().where.empty()) file.error().where = chain.back().parent_where;
    if (!file) return tl::unexpected(file.error());
    const std::string identity = file->folder.empty()
                                     ? file->origin
                                     : fs::weakly_canonical(file->folder / (file->stem + ".toml")).string();
    for (const RawFile& seen : chain) {
      const std::string other = seen.folder.empty()
                                    ? seen.origin
                                    : fs::weakly_canonical(seen.folder / (seen.stem + ".toml")).string();
      if (identity == other)
        return fail(FailureKind::usage, fmt::format("{} is its own ancestor", file->origin),
                    chain.back().parent_where, "break the circle: remove this `parent`, or name another one");
    }
    chain.push_back(std::move(*file));
    if (!chain.back().parent) break;
    next = *chain.back().parent;
    base = chain.back().folder;
  }

  return assembled(catalogue, chain);
}

Expected<Experiment> parse_experiment_text(const Catalogue& catalogue, const std::string& text,
                                           const std::string& origin) {
  auto file = parse_experiment(text, origin);
  if (!file) return tl::unexpected(file.error());
  if (file->parent)
    return fail(FailureKind::bad_data, "an experiment that stands alone has no parent", file->parent_where,
                "give all its options");
  return assembled(catalogue, {std::move(*file)});
}

Expected<Experiment> with_overrides(const Catalogue& catalogue, Experiment experiment,
                                    const std::string& data_spec,
                                    const std::vector<std::pair<std::string, std::string>>& overrides) {
  const fs::path here;
  if (!data_spec.empty()) experiment.settings.set("data", absolute_spec(data_spec, here));
  // Entries first: which options there are depends on them, whatever the order of the words.
  for (const auto& [key, text] : overrides)
    if (is_chosen(key)) experiment.settings.set(key, key == "data" ? absolute_spec(text, here) : text);
  if (auto settled = settle(catalogue, experiment.settings, Refused::becomes_default); !settled)
    return tl::unexpected(settled.error());

  const std::vector<Option> active = active_options(catalogue, experiment.settings);
  const std::vector<std::string> known = known_keys(catalogue);
  for (const auto& [key, text] : overrides) {
    if (is_chosen(key)) {
      if (experiment.settings.has(key)) continue;
      return fail(FailureKind::usage, fmt::format("{} has no effect in this experiment", key), "--set " + key,
                  fmt::format("a {} has none", experiment.settings.text("model")));
    }
    const auto option = std::ranges::find(active, key, &Option::key);
    if (option == active.end()) {
      if (std::ranges::find(known, key) == known.end()) return unknown_key(catalogue, key, "--set " + key);
      return fail(FailureKind::usage, fmt::format("{} has no effect in this experiment", key), "--set " + key,
                  fmt::format("it belongs to {}", belongs_to(catalogue, key)));
    }
    auto value = parse(*option, text);
    if (!value) {
      Failure failure = value.error();
      failure.where = fmt::format("--set {}={}", key, text);
      return tl::unexpected(failure);
    }
    experiment.settings.set(key, *value);
  }
  return experiment;
}

Expected<Experiment> completed(const Catalogue& catalogue, Experiment experiment) {
  if (auto settled = settle(catalogue, experiment.settings, Refused::becomes_default); !settled)
    return tl::unexpected(settled.error());
  return experiment;
}

Expected<Experiment> checked(const Catalogue& catalogue, Experiment experiment) {
  if (auto settled = settle(catalogue, experiment.settings, Refused::fails); !settled)
    return tl::unexpected(settled.error());
  return experiment;
}

namespace {

Expected<void> check_text(const std::string& text) {
  if (is_utf8(text)) return {};
  return fail(FailureKind::bad_data,
              "this name is not UTF-8, and a run that has it in its files could not be opened again",
              printable(text), "rename it, or give it a second name and use that: ln -s OLD NEW");
}

}  // namespace

Expected<void> check_round_trip(const Catalogue& catalogue, const Experiment& experiment) {
  for (const std::string* text : {&experiment.name, &experiment.title, &experiment.help})
    if (auto good = check_text(*text); !good) return good;
  for (const auto& [key, value] : experiment.settings.all())
    if (const auto* text = std::get_if<std::string>(&value))
      if (auto good = check_text(*text); !good) return good;
  const std::string written = to_toml(catalogue, experiment);
  const auto no_way = [&](const std::string& what, const std::string& hint) {
    return fail(FailureKind::bad_data, "a run of this experiment could not be opened again: " + what,
                experiment.name, hint);
  };
  if (written.size() > largest_experiment_file)
    return no_way("its description is too large", "use a shorter help or data SPEC");
  const auto read = parse_experiment_text(catalogue, written, "experiment.toml");
  if (!read) return no_way(read.error().what, read.error().hint);
  if (read->name != experiment.name) return no_way("its name is changed by it", "use a plain name");
  for (const auto& [key, value] : read->settings.all())
    if (!experiment.settings.has(key) || experiment.settings.at(key) != value)
      return no_way(fmt::format("{} is changed by it", key), fmt::format("use another {}", key));
  return {};
}

std::string to_toml(const Catalogue& catalogue, const Experiment& experiment) {
  const auto literal = [](const Value& value) {
    if (std::holds_alternative<std::string>(value)) return toml_text(std::get<std::string>(value));
    std::string text = to_text(value);
    // A TOML float has a point or an exponent; without one it would be read as a whole number.
    if (std::holds_alternative<double>(value) && text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
  };
  std::string text =
      fmt::format("# Everything needed to repeat this run: ganscope train THIS_FILE\n# {}\n\n", versions());
  text += fmt::format("name = {}\ntitle = {}\n", toml_text(experiment.name), toml_text(experiment.title));
  if (!experiment.help.empty()) text += fmt::format("help = {}\n", toml_text(experiment.help));
  text += '\n';
  for (const std::string_view key : chosen)
    if (experiment.settings.has(key))
      text += fmt::format("{} = {}\n", key, literal(experiment.settings.at(key)));
  text += '\n';
  for (const Option& option : active_options(catalogue, experiment.settings)) {
    if (!experiment.settings.has(option.key)) continue;
    text += fmt::format("{} = {}", option.key, literal(experiment.settings.at(option.key)));
    if (!option.title.empty())
      text += fmt::format("  # {}{}", option.title, option.unit.empty() ? "" : ", " + option.unit);
    text += '\n';
  }
  return text;
}

}  // namespace ganscope::config
