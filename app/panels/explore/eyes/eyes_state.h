#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/model/tools.h"

namespace ganscope::panels::eyes {

enum class Shown { looks, speaks_for, speaks_against, alone };
enum class Start { noise, picture, real };

/// What the middle square shows. Nothing here changes a latent, so nothing is undone.
struct Eyes final : model::ToolState {
  static constexpr std::string_view key = "eyes";
  bool open = false;  ///< D's eyes instead of the pad
  Shown shown = Shown::looks;
  Start start = Start::noise;
  bool over_picture = true;
  std::optional<Failure> failure;  ///< of where it looks

  // What D alone would draw: once asked, until it is asked anew.
  std::optional<api::Ask> alone;
  uint64_t turn = 0;
  bool drawing = false;
  std::optional<Failure> alone_failure;

  // Mean of D's scores of real pictures.
  std::optional<double> real_mean;
  int real_count = 0;
};

[[nodiscard]] const Eyes& state_of(const model::UiModel& model);
void open(model::UiModel& model, bool eyes);
void show(model::UiModel& model, Shown shown);
void lay_over(model::UiModel& model, bool over);
/// Starts the ascent from one of the three, or stops it: what is drawn stands.
void draw_alone(model::UiModel& model, Start start);
void stop_alone(model::UiModel& model);
/// Fixed latents by D's score, the highest first; empty: nobody has scored them.
[[nodiscard]] std::vector<int> by_score(const model::UiModel& model);

}  // namespace ganscope::panels::eyes
