// What one frame costs the interface thread without rasterising: the whole workspaces, and one plot at both
// lengths.
#include <benchmark/benchmark.h>
#include <imgui.h>

#include "app/panels/panel.h"
#include "app/shell/interface.h"
#include "app/ui/widgets/plot.h"
#include "tests/bench/long_series.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {
namespace {

/// ImGui without a window; its fonts are built, but nobody uploads them.
class Context {
 public:
  Context() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1600, 900};
    io.DeltaTime = 1.0F / 60;
  }
  ~Context() { ImGui::DestroyContext(); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  static void upload_nothing() {
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  }
};

void frame_of(benchmark::State& state, model::Workspace workspace) {
  const Context context;
  ShownRun run;
  run.model.workspace = workspace;
  shell::Interface interface(ui::Strings{}, panels::all_panels());
  interface.prepare(run.model, 1);
  Context::upload_nothing();
  double now_s = 0;
  for (auto _ : state) {
    run.settle(now_s += 1.0 / 30);
    ImGui::NewFrame();
    model::UiActions ignored;
    interface.draw(run.model, {}, {1600, 900}, 1, now_s, ignored);
    ImGui::Render();
  }
}
void frame_of_train(benchmark::State& state) { frame_of(state, model::Workspace::train); }
void frame_of_explore(benchmark::State& state) { frame_of(state, model::Workspace::explore); }
BENCHMARK(frame_of_train)->Unit(benchmark::kMicrosecond);
BENCHMARK(frame_of_explore)->Unit(benchmark::kMicrosecond);

/// A million points shall cost no more than a screenful (about ten thousand): compare.
void one_plot(benchmark::State& state) {
  const Context context;
  const model::SeriesStore store = long_series(state.range(0));
  const ui::Strings texts;
  ui::Fonts fonts;
  static_cast<void>(fonts.load(1, {}));
  Context::upload_nothing();
  ui::ItemMap items;
  const ui::Atlases atlases;
  for (auto _ : state) {
    ImGui::NewFrame();
    items.clear();
    ui::Ui ui{.theme = ui::dark_theme(), .fonts = fonts, .tr = texts, .atlases = atlases, .items = items};
    ImGui::SetNextWindowSize({1600, 900});
    ImGui::Begin("stage");
    ui::plot(ui, "plot/loss",
             {.info = store.table()->plots[0],
              .store = store,
              .view = {},
              .events = {},
              .crosshair_step = -1,
              .card = false,
              .x_axis = true,
              .min = {0, 0},
              .max = {1000, 400}});
    ImGui::End();
    ImGui::Render();
  }
}
BENCHMARK(one_plot)->Arg(1000)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ganscope::testing
