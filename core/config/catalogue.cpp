#include "core/config/catalogue.h"

#include <algorithm>

namespace ganscope::config {

const EntryInfo* find(const std::vector<EntryInfo>& entries, std::string_view key) {
  const auto at = std::ranges::find(entries, key, &EntryInfo::key);
  return at == entries.end() ? nullptr : &*at;
}

Scope scope_of(const Catalogue& catalogue, const Settings& settings) {
  if (!settings.has("model")) return {};
  const auto scope = catalogue.scopes.find(settings.text("model"));
  return scope == catalogue.scopes.end() ? Scope{} : scope->second;
}

std::vector<std::string> keys_of(const std::vector<EntryInfo>& entries) {
  std::vector<std::string> keys;
  for (const EntryInfo& entry : entries) keys.push_back(entry.key);
  return keys;
}

}  // namespace ganscope::config
