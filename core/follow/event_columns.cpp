#include "core/follow/event_columns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/base/utf8.h"

namespace ganscope::follow {
namespace {

struct Meaning {
  const char* column;
  std::vector<std::string_view> names;
};

const std::vector<Meaning>& meanings() {
  static const std::vector<Meaning> all = {
      {"d_loss",
       {"d_loss", "loss_d", "dloss", "lossd", "errd", "err_d", "d_err", "disc_loss", "loss_disc",
        "discriminator_loss", "loss_discriminator", "critic_loss", "loss_critic", "d_total_loss"}},
      {"g_loss",
       {"g_loss", "loss_g", "gloss", "lossg", "errg", "err_g", "g_err", "gen_loss", "loss_gen",
        "generator_loss", "loss_generator", "g_total_loss"}},
      {"d_real", {"d_real", "d_x", "dx"}},
      {"d_fake", {"d_fake", "d_g_z", "d_gz", "dgz", "d_g_z1"}},
      {"grad_g", {"grad_g"}},
      {"grad_d", {"grad_d"}},
      {"steps_per_s", {"steps_per_s"}}};
  return all;
}

/// Letters and digits in lower case; a run of anything else is one _, none at the ends.
std::string bare(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

bool speaks_of(const std::string& group, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return group.find(word) != std::string::npos; });
}

bool within_shares(const tensorboard::ScalarSeries& series) {
  return std::ranges::all_of(series.points, [](const tensorboard::ScalarPoint& point) {
    return std::isnan(point.value) || (point.value >= 0 && point.value <= 1);
  });
}

}  // namespace

bool is_belief(std::string_view column) { return column == "d_real" || column == "d_fake"; }

std::string meaning_of_tag(std::string_view tag) {
  const size_t slash = tag.rfind('/');
  const std::string group = slash == std::string_view::npos ? "" : bare(tag.substr(0, slash));
  const std::string last = bare(slash == std::string_view::npos ? tag : tag.substr(slash + 1));
  if (speaks_of(group, {"val", "test", "eval"})) return {};
  const size_t before = group.rfind('_');
  const std::string nearest = before == std::string::npos ? group : group.substr(before + 1);
  const std::string joined = nearest.empty() ? last : nearest + "_" + last;
  for (const Meaning& meaning : meanings()) {
    if (is_belief(meaning.column) && speaks_of(group, {"loss"})) continue;
    const auto is_one = [&](const std::string& name) {
      return std::ranges::find(meaning.names, name) != meaning.names.end();
    };
    if (is_one(last) || is_one(joined)) return meaning.column;
  }
  return {};
}

std::vector<std::string> columns_of(const std::vector<const tensorboard::ScalarSeries*>& series) {
  std::vector<std::string> meant(series.size()), columns(series.size());
  for (size_t i = 0; i < series.size(); ++i) meant[i] = meaning_of_tag(series[i]->tag);
  std::vector<size_t> order(series.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_partition(order, [&](size_t i) { return series[i]->tag.ends_with(meant[i]); });
  std::set<std::string> taken;
  for (const size_t i : order)
    if (!meant[i].empty() && (!is_belief(meant[i]) || within_shares(*series[i])) &&
        taken.insert(meant[i]).second)
      columns[i] = meant[i];
  for (size_t i = 0; i < series.size(); ++i) {
    if (!columns[i].empty()) continue;
    const std::string shown = printable(series[i]->tag);
    columns[i] = shown;
    for (int number = 2; !taken.insert(columns[i]).second; ++number)
      columns[i] = shown + " (" + std::to_string(number) + ")";
  }
  return columns;
}

}  // namespace ganscope::follow
