#include "app/panels/playground/what_if/what_if.h"

#include <gtest/gtest.h>

#include "app/ui/bounded.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::panels {
namespace {

using testing::PanelStage;

/// A run of points whose networks are fully connected.
void set_up_points(model::UiModel& model) {
  testing::set_up_run(model, api::Phase::running, 500);
  testing::change_status(model, [](api::Status& status) {
    status.data.form = Form::points;
    status.data.dimensions = 2;
    status.latent_dim = 2;
    status.experiment.change([](config::Experiment& now) {
      now.settings.set("network", std::string("mlp"));
      now.settings.set("hidden_width", int64_t{32});
      now.settings.set("hidden_layers", int64_t{2});
    });
  });
  model.workspace = model::Workspace::playground;
}

template <class A>
const A* last_of(const model::UiActions& actions) {
  for (auto each = actions.wanted().rbegin(); each != actions.wanted().rend(); ++each)
    if (const A* wanted = std::get_if<A>(&*each)) return wanted;
  return nullptr;
}

TEST(WhatIf, TheFirstLookIsTheObjectiveAndBothRates) {
  PanelStage stage;
  set_up_points(stage.model);
  stage.show({"playground_left"}, 2);
  for (const char* item : {"playground/what_if/objective", "playground/what_if/lr_g",
                           "playground/what_if/lr_d", "playground/what_if/more"})
    EXPECT_TRUE(stage.has(item)) << item;
  EXPECT_FALSE(stage.has("playground/what_if/layers_g/0"));
}

TEST(WhatIf, MoreOpensTheNetworksAndEveryChangeIsAskedForLive) {
  PanelStage stage;
  set_up_points(stage.model);
  stage.show({"playground_left"}, 2);
  stage.click("playground/what_if/more");
  stage.frames(2);
  ASSERT_TRUE(stage.has("playground/what_if/layers_g/1"));
  const auto asked = [&] {
    const auto* alter = stage.last<model::action::AlterRun>();
    return alter == nullptr ? std::string()
                            : alter->changes.at(0).first + "=" + config::to_text(alter->changes.at(0).second);
  };
  stage.click("playground/what_if/layers_g/1/more");
  EXPECT_EQ(asked(), "layers_g=32,33");
  stage.click("playground/what_if/layers_d/add");
  EXPECT_EQ(asked(), "layers_d=32,32,32");
  stage.click("playground/what_if/layers_d/0/remove");
  EXPECT_EQ(asked(), "layers_d=32");
}

}  // namespace
}  // namespace ganscope::panels
