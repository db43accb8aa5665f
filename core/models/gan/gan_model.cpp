#include "core/models/gan/gan_model.h"

#include <algorithm>

#include "core/models/gan/combinations.h"
#include "core/models/gan/factory.h"
#include "core/models/gan/gan_stepper.h"
#include "core/models/gan/series_table.h"
#include "core/networks/describe.h"

namespace ganscope::gan {

models::ModelEntry model() {
  return {
      {"gan", "GAN",
       "Two networks against each other: G draws from noise, D tells its samples from real ones, and each "
       "learns from the other. Goodfellow 2014."},
      {},
      players(),
      tunables,
      check_combination,
      [](models::Beginning beginning) { return make(std::move(beginning)); },
      make_replica,
      [](const config::Settings& settings, const std::vector<std::string>& columns) {
        const bool classifier = std::ranges::find(columns, "class_loss") != columns.end();
        return series_table(objectives::make_regularisers(settings), classifier);
      },
      [](const config::Settings& settings, const networks::Task& task) {
        return networks::describe(settings, task);
      }};
}

}  // namespace ganscope::gan
