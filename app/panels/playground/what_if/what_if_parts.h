#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "core/config/experiment.h"

/// The parts of the section "What if" (what_if.h).
namespace ganscope::panels::playground::what_if {

struct Context {
  ui::Ui& ui;
  const model::UiModel& model;
  model::UiActions& actions;
};

/// An option's value as it is set, changes that are still on their way included.
[[nodiscard]] config::Value value_of(const model::UiModel& model, const config::Option& option);

/// The row of a declared option: tuned, or altered with what was learned kept.
void option_line(const Context& context, const config::Option& option, float width);

/// Layers and neurons of both players.
void draw_networks(const Context& context, float width);

/// Regularisers, switched on and off, each with its strength.
void draw_regularisers(const Context& context, float width);

/// A small heading of the list.
void draw_heading(const Context& context, const char* words);

}  // namespace ganscope::panels::playground::what_if
