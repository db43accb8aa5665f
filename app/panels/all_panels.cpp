#include "app/panels/compare/compare_panel.h"
#include "app/panels/diagnosis/diagnosis_panel.h"
#include "app/panels/experiment/experiment_panel.h"
#include "app/panels/explore/explore_panel.h"
#include "app/panels/lessons/lessons_panel.h"
#include "app/panels/overlays/overlays_panel.h"
#include "app/panels/panel.h"
#include "app/panels/playground/playground_panel.h"
#include "app/panels/plots/plots_panel.h"
#include "app/panels/runs/runs_panel.h"
#include "app/panels/samples/samples_panel.h"
#include "app/panels/top_bar/top_bar_panel.h"
#include "app/panels/transport/transport_panel.h"

namespace ganscope::panels {
namespace {

template <class T>
void append(std::vector<T>& all, const std::vector<T>& some) {
  all.insert(all.end(), some.begin(), some.end());
}

// In drawing order, which is also the order in which Tab goes through the window: left, middle, right,
// transport. The overlays come last, over everything.
std::vector<Panel> build() {
  std::vector<Panel> all;
  append(all, top_bar_panels());
  append(all, experiment_panels());
  append(all, samples_panels());
  append(all, diagnosis_panels());
  append(all, samples_verdict_panels());
  append(all, lessons_panels());
  append(all, plots_panels());
  append(all, explore_panels());
  append(all, playground_panels());
  append(all, compare_panels());
  append(all, transport_panels());
  append(all, overlays_panels());
  append(all, runs_panels());
  return all;
}

}  // namespace

const std::vector<Panel>& all_panels() {
  static const std::vector<Panel> panels = build();
  return panels;
}

std::vector<model::View> all_views() {
  std::vector<model::View> all = explore_views();
  append(all, playground_views());
  append(all, samples_views());
  return all;
}

}  // namespace ganscope::panels
