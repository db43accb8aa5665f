#include "app/panels/experiment/option_groups.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/config/experiment.h"

namespace ganscope::panels::experiment {
namespace {

/// Common options whose key begins so say how the weights move; the others say what is run.
constexpr std::array optimiser_keys{"lr_",          "beta",     "optim", "momentum", "ema",
                                    "critic_steps", "g_steps",  "gener", "batch",    "clip_grad",
                                    "grad_clip",    "update_o", "rms"};

bool of_optimiser(const config::Option& option) {
  return std::ranges::any_of(optimiser_keys, [&](const char* key) { return option.key.starts_with(key); });
}

void add_shown(std::vector<const config::Option*>& chosen, const std::vector<config::Option>& options,
               const config::Scope& scope) {
  for (const config::Option& option : options)
    if (option.prominence != config::Prominence::files_only &&
        std::ranges::find(scope.without, option.key) == scope.without.end())
      chosen.push_back(&option);
}

std::vector<const config::Option*> shown(const std::vector<config::Option>& options,
                                         const config::Scope& scope) {
  std::vector<const config::Option*> chosen;
  add_shown(chosen, options, scope);
  return chosen;
}

double number_of(const config::Value& value) {
  if (const auto* whole = std::get_if<int64_t>(&value)) return static_cast<double>(*whole);
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : 0;
}

}  // namespace

std::vector<OptionGroup> option_groups(const config::Catalogue& catalogue, const config::Settings& settings) {
  OptionGroup run{"run", "Run", {{}}}, kind{"model", "Model", {}}, data{"data", "Data", {}},
      network{"network", "Network", {}}, objective{"objective", "Objective", {}},
      regularisers{"regularisers", "Regularisers", {}}, optimiser{"optimiser", "Optimiser", {{}}};
  const config::Scope scope = config::scope_of(catalogue, settings);
  for (const config::Option* option : shown(catalogue.common, scope))
    (of_optimiser(*option) ? optimiser : run).blocks.front().options.push_back(option);
  const auto add = [&](OptionGroup& group, const config::EntryInfo* entry) {
    if (entry == nullptr) return;
    if (auto options = shown(entry->options, scope); !options.empty())
      group.blocks.push_back({entry, std::move(options)});
  };
  if (settings.has("model")) add(kind, config::find(catalogue.models, settings.text("model")));
  if (settings.has("data")) add(data, config::find(catalogue.data, config::data_key(settings)));
  if (settings.has("network")) add(network, config::find(catalogue.networks, settings.text("network")));
  if (scope.game && settings.has("objective"))
    add(objective, config::find(catalogue.objectives, settings.text("objective")));
  if (scope.game)
    for (const config::EntryInfo& entry : catalogue.regularisers) add(regularisers, &entry);

  std::vector<OptionGroup> groups;
  for (OptionGroup* group : {&run, &kind, &data, &network, &objective, &regularisers, &optimiser}) {
    std::erase_if(group->blocks, [](const OptionBlock& block) { return block.options.empty(); });
    if (!group->blocks.empty()) groups.push_back(std::move(*group));
  }
  return groups;
}

std::vector<const config::Option*> shown_options(const config::Catalogue& catalogue,
                                                 const config::Settings& settings) {
  std::vector<const config::Option*> options;
  options.reserve(2 * catalogue.common.size());  // asked for in every frame
  const config::Scope scope = config::scope_of(catalogue, settings);
  add_shown(options, catalogue.common, scope);
  const auto add = [&](const config::EntryInfo* entry) {
    if (entry != nullptr) add_shown(options, entry->options, scope);
  };
  if (settings.has("model")) add(config::find(catalogue.models, settings.text("model")));
  if (settings.has("data")) add(config::find(catalogue.data, config::data_key(settings)));
  if (settings.has("network")) add(config::find(catalogue.networks, settings.text("network")));
  if (!scope.game) return options;
  if (settings.has("objective")) add(config::find(catalogue.objectives, settings.text("objective")));
  for (const config::EntryInfo& entry : catalogue.regularisers) add(&entry);
  return options;
}

bool is_off(const config::Option& strength, const config::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return !*flag;
  if (const auto* word = std::get_if<std::string>(&value)) return *word == "none" || *word == "off";
  const double number = number_of(value);
  return number == 0 ||
         (std::holds_alternative<int64_t>(strength.initial) && strength.min == 1 && number == 1);
}

config::Value off(const config::Option& strength) {
  if (std::holds_alternative<bool>(strength.initial)) return false;
  if (std::holds_alternative<int64_t>(strength.initial))
    return static_cast<int64_t>(strength.min == 1 ? 1 : 0);
  if (!strength.choices.empty()) return strength.choices.front();
  return 0.0;
}

config::Value usual(const config::Option& strength) {
  if (!is_off(strength, strength.initial)) return strength.initial;
  if (std::holds_alternative<bool>(strength.initial)) return true;
  if (std::holds_alternative<int64_t>(strength.initial))
    return static_cast<int64_t>(std::min(strength.max, std::max(strength.min, 0.0) + 1));
  if (!strength.choices.empty()) return strength.choices.back();
  return strength.usual.value_or(strength.max);
}

bool contains_words(std::string_view text, std::string_view words) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  // Latin words are found from their beginning: "rate" is not in "generated". Chinese has no gaps between
  // words.
  const auto latin = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (auto from = text.begin();; ++from) {
    from = std::search(from, text.end(), words.begin(), words.end(), same);
    if (from == text.end()) return words.empty();
    if (from == text.begin() || !latin(*from) || !latin(*(from - 1))) return true;
  }
}

}  // namespace ganscope::panels::experiment
