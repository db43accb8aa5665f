#include "app/panels/plot_list.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace ganscope::panels::plots {

namespace {

/// Of lines that obey rules what counts first is how many do.
void let_valid_lines_lead(std::vector<Shown>& all, const model::UiModel& model) {
  const api::SeriesTable* table = model.measures.table();
  if (model.status->data.form != Form::tokens || table == nullptr ||
      std::ranges::find(table->series, "valid", &api::SeriesInfo::key) == table->series.end())
    return;
  const auto valid = std::ranges::find_if(all, [](const Shown& plot) { return plot.info->key == "valid"; });
  if (valid != all.end()) std::rotate(all.begin(), valid, valid + 1);
}

}  // namespace

std::vector<Shown> all_plots(const model::UiModel& model) {
  constexpr size_t leading = 2;
  std::vector<Shown> all;
  const auto add = [&all](const model::SeriesStore& store, size_t from, size_t to) {
    const api::SeriesTable* table = store.table();
    for (size_t i = from; table && i < std::min(to, table->plots.size()); ++i)
      all.push_back({&table->plots[i], &store});
  };
  add(model.series, 0, leading);
  if (model.measures.size() > 0) add(model.measures, 0, SIZE_MAX);
  add(model.series, leading, SIZE_MAX);
  let_valid_lines_lead(all, model);
  return ordered_plots(all, model.preferences.plot_order);
}

std::vector<Shown> named_plots(const std::vector<Shown>& all, const std::vector<std::string>& keys) {
  std::vector<Shown> named;
  for (const std::string& key : keys)
    std::ranges::copy_if(all, std::back_inserter(named),
                         [&](const Shown& plot) { return plot.info->key == key; });
  return named;
}

std::vector<Shown> ordered_plots(const std::vector<Shown>& all, const std::vector<std::string>& keys) {
  std::vector<Shown> ordered;
  for (const std::string& key : keys)
    std::ranges::copy_if(all, std::back_inserter(ordered),
                         [&](const Shown& plot) { return plot.info->key == key; });
  for (size_t i = 0; i < all.size(); ++i) {
    if (std::ranges::find(ordered, all[i]) != ordered.end()) continue;
    const auto before = i > 0 ? std::ranges::find(ordered, all[i - 1]) : ordered.end();
    ordered.insert(i > 0 ? before + 1 : ordered.begin(), all[i]);
  }
  return ordered;
}

std::vector<std::string> order_with(const std::vector<Shown>& all, const std::string& plot,
                                    const std::string& target) {
  std::vector<std::string> keys;
  for (const Shown& each : all) keys.push_back(each.info->key);
  const auto from = std::ranges::find(keys, plot), to = std::ranges::find(keys, target);
  if (from == keys.end() || to == keys.end()) return keys;
  if (from < to)
    std::rotate(from, from + 1, to + 1);
  else
    std::rotate(to, from, from + 1);
  return keys;
}

std::vector<Shown> chosen_plots(const std::vector<Shown>& all, const std::set<std::string>& hidden) {
  std::vector<Shown> chosen;
  std::ranges::copy_if(all, std::back_inserter(chosen),
                       [&](const Shown& plot) { return !hidden.contains(plot.info->key); });
  return chosen.empty() ? all : chosen;
}

}  // namespace ganscope::panels::plots
