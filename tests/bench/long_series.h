#pragma once
#include <cmath>
#include <memory>
#include <vector>

#include "app/model/series_store.h"

namespace ganscope::testing {

inline std::shared_ptr<const api::SeriesTable> loss_table() {
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  table->plots = {{"loss", "Loss", "", false, 0, 0, {}, ""}};
  table->series = {{"d_loss", "D", "", "", "loss", config::Player::discriminator},
                   {"g_loss", "G", "", "", "loss", config::Player::generator}};
  return table;
}

inline api::MetricRow loss_row(int64_t step) {
  const double t = static_cast<double>(step);
  return {
      1,
      step,
      t / 140,
      {static_cast<float>(1 + 0.2 * std::sin(t * 0.7)), static_cast<float>(1.4 + 0.3 * std::cos(t * 0.9))}};
}

/// Two curves of `rows` steps.
inline model::SeriesStore long_series(int64_t rows) {
  model::SeriesStore store;
  store.set_table(loss_table());
  std::vector<api::MetricRow> all;
  for (int64_t step = 1; step <= rows; ++step) all.push_back(loss_row(step));
  store.append(all);
  return store;
}

}  // namespace ganscope::testing
