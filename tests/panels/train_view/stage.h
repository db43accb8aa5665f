#pragma once
#include <imgui.h>

#include <cmath>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/ui.h"
#include "core/base/random.h"

namespace ganscope {

/// Plays panels of the Train workspace without a display: frames, mouse and keys, and the part of `reduce`
/// that concerns them. What was asked for is kept in `asked`.
class Stage {
 public:
  Stage(ImVec2 size, std::vector<panels::Panel> panels) : panels_(std::move(panels)) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {size.x + 32, size.y + 32};
    io.MouseDoubleClickTime = 0.3F;
    ui::compat::prepare_keys(io);
    ui::compat::feed_mouse_position(io, {-100, -100});
    static_cast<void>(fonts_.load(1.0F, {}));
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    ui::apply_style(ui::dark_theme(), 1);
    size_ = size;
  }
  ~Stage() { ImGui::DestroyContext(); }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  void frame(double seconds = 1.0 / 60) {
    ImGui::GetIO().DeltaTime = static_cast<float>(seconds);
    ImGui::NewFrame();
    items.clear();
    ui::Ui ui{ui::dark_theme(), fonts_, strings_, atlases_, items, nullptr, 1, compact, 0};
    model::UiActions actions;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    ImGui::SetCursorScreenPos({16, 16});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("region", size_, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    for (const panels::Panel& panel : panels_) {
      if (panel.visible(model)) panel.draw(ui, model, actions);
    }
    ImGui::EndChild();
    ImGui::End();
    ImGui::Render();
    for (model::Action& action : actions.take()) {
      reduce(action);
      asked.push_back(std::move(action));
    }
  }

  void speak(const std::string& language) { strings_ = *ui::Strings::load(language); }
  void move(ImVec2 to) {
    ui::compat::feed_mouse_position(ImGui::GetIO(), to);
    frame();
  }
  void press(int button = 0, bool down = true) {
    ui::compat::feed_mouse_button(ImGui::GetIO(), button, down);
    frame();
  }
  void click(ImVec2 at, int button = 0) {
    move(at);
    press(button, true);
    press(button, false);
  }
  void drag(ImVec2 from, ImVec2 to, int button = 0) {
    move(from);
    press(button, true);
    for (int i = 1; i <= 4; ++i) {
      const float t = 0.25F * static_cast<float>(i);
      move({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
    }
    press(button, false);
  }
  void wheel(ImVec2 at, float notches) {
    move(at);
    ui::compat::feed_wheel(ImGui::GetIO(), notches);
    frame();
    ui::compat::feed_wheel(ImGui::GetIO(), 0);
  }
  void type(char letter) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
    frame();
  }
  [[nodiscard]] ImVec2 centre(const std::string& item) const {
    const ui::ItemMap::Item* found = items.find(item);
    return found ? ImVec2{(found->min.x + found->max.x) / 2, (found->min.y + found->max.y) / 2}
                 : ImVec2{-1, -1};
  }
  [[nodiscard]] std::string text_of(const std::string& item) const {
    const ui::ItemMap::Item* found = items.find(item);
    const auto* text = found ? std::get_if<std::string>(&found->value) : nullptr;
    return text ? *text : std::string();
  }
  template <class A>
  [[nodiscard]] const A* last() const {
    for (auto action = asked.rbegin(); action != asked.rend(); ++action) {
      if (const A* found = std::get_if<A>(&*action)) return found;
    }
    return nullptr;
  }

  model::UiModel model;
  ui::ItemMap items;
  std::vector<model::Action> asked;
  bool compact = false;

 private:
  void reduce(const model::Action& action) {
    if (const auto* view = std::get_if<model::action::SetPlotView>(&action)) {
      model.plots[view->plot] = view->view;
      if (!view->all_x || !model.series.table()) return;
      for (const api::PlotInfo& plot : model.series.table()->plots) {
        model::PlotView& other = model.plots[plot.key];
        other.fitted_x = view->view.fitted_x;
        other.x_min = view->view.x_min;
        other.x_max = view->view.x_max;
        other.logarithmic_x = view->view.logarithmic_x;
      }
    } else if (const auto* cross = std::get_if<model::action::SetCrosshair>(&action)) {
      model.crosshair_step = cross->step;
    } else if (const auto* hover = std::get_if<model::action::HoverLatent>(&action)) {
      model.hovered_latent = hover->index;
    } else if (const auto* order = std::get_if<model::action::OrderPlots>(&action)) {
      model.preferences.plot_order = order->plots;
    } else if (const auto* select = std::get_if<model::action::SelectLatent>(&action)) {
      model.selected_latent = select->index;
    }
  }

  std::vector<panels::Panel> panels_;
  ImVec2 size_;
  ui::Fonts fonts_;
  ui::Strings strings_;
  ui::Atlases atlases_;
};

/// A run with the usual series: `rows` steps of losses and beliefs.
inline void fill_run(model::UiModel& model, int64_t rows) {
  auto status = std::make_shared<api::Status>();
  status->phase = api::Phase::running;
  status->generation = 1;
  status->step = rows;
  model.status = status;
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  using config::Player;
  table->plots = {{"loss", "Loss", "", false, 0, 0, {}, ""},
                  {"belief", "What D believes", "1 = real, 0 = fake", false, 0, 1, {0.5}, "½ unsure"},
                  {"gradient", "Gradient norm", "", true, 0, 0, {}, ""},
                  {"speed", "Steps per second", "", false, 0, 0, {}, ""}};
  table->series = {{"g_loss", "G", "Generator loss", "", "loss", Player::generator},
                   {"d_loss", "D", "Discriminator loss", "", "loss", Player::discriminator},
                   {"d_real", "real", "D of real data", "", "belief", Player::real},
                   {"d_fake", "fake", "D of fakes", "", "belief", Player::generator},
                   {"grad_g", "G", "Gradient of G", "", "gradient", Player::generator},
                   {"speed", "steps/s", "Steps per second", "", "speed", Player::none}};
  model.series.set_table(table);
}
inline void add_rows(model::UiModel& model, int64_t from, int64_t to) {
  std::vector<api::MetricRow> rows;
  for (int64_t step = from; step <= to; ++step) {
    rows.push_back({1, step, 0.01 * static_cast<double>(step), {1.25F, 1.5F, 0.65F, 0.34F, 2.0F, 140.0F}});
  }
  model.series.append(rows);
}

}  // namespace ganscope
