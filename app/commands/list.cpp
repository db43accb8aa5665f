#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/commands/run.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

ordered_json described(const config::Option& option) {
  ordered_json object{{"key", option.key}, {"title", option.title}, {"help", option.help}};
  std::visit([&](const auto& value) { object["default"] = value; }, option.initial);
  if (!option.choices.empty()) object["choices"] = option.choices;
  if (std::isfinite(option.min)) object["min"] = option.min;
  if (std::isfinite(option.max)) object["max"] = option.max;
  if (!option.unit.empty()) object["unit"] = option.unit;
  return object;
}

}  // namespace

Expected<void> list(const ListRequest& request, Console& console) {
  const config::Catalogue& all = catalogue();
  const std::vector<config::EntryInfo> experiments = config::builtin_experiments();
  struct Kind {
    const char* name;
    const std::vector<config::EntryInfo>& entries;
  };
  const std::vector<Kind> kinds{{"models", all.models},
                                {"data", all.data},
                                {"networks", all.networks},
                                {"objectives", all.objectives},
                                {"regularisers", all.regularisers},
                                {"metrics", all.metrics},
                                {"experiments", experiments}};
  if (request.kind == "runs") return list_stored_runs(request, console);
  const auto kind = std::ranges::find(kinds, request.kind, &Kind::name);
  if (kind == kinds.end()) {
    std::vector<std::string> names;
    for (const Kind& known : kinds) names.emplace_back(known.name);
    names.emplace_back("runs");
    const std::string close = config::nearest(request.kind, names);
    return fail(FailureKind::usage, fmt::format("there is no list of {}", request.kind), "ganscope list",
                close.empty() ? fmt::format("there are lists of {}", fmt::join(names, ", "))
                              : fmt::format("did you mean {}?", close));
  }
  if (!request.folder.empty())
    return fail(FailureKind::usage, fmt::format("{} are not listed by folder", request.kind),
                request.folder.string(),
                "leave the folder out, or list the runs in it: ganscope list runs DIR");
  if (request.json) {
    ordered_json items = ordered_json::array();
    for (const config::EntryInfo& entry : kind->entries) {
      ordered_json item{{"key", entry.key}, {"title", entry.title}, {"help", entry.help}};
      if (!entry.options.empty()) {
        item["options"] = ordered_json::array();
        for (const config::Option& option : entry.options) item["options"].push_back(described(option));
      }
      items.push_back(std::move(item));
    }
    console.json({{"items", items}});
    return {};
  }
  size_t widest = 0;
  for (const config::EntryInfo& entry : kind->entries) widest = std::max(widest, entry.key.size());
  for (const config::EntryInfo& entry : kind->entries) {
    console.say("{:{}}  {}: {}", entry.key, widest, console.tr(entry.title.c_str()),
                console.tr.sentence(entry.help));
    for (const config::Option& option : entry.options)
      console.say("{:{}}    {} = {}  {}", "", widest, option.key, config::to_text(option.initial),
                  console.tr(option.title.c_str()));
  }
  return {};
}

}  // namespace ganscope::commands
