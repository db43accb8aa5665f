#include "app/panels/form_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/sound/wave.h"

namespace ganscope::panels {
namespace {

template <class... Numbers>
std::string filled(const char* pattern, Numbers... numbers) {
  return fmt::format(fmt::runtime(pattern), numbers...);
}

}  // namespace

std::string size_words(const ui::Ui& ui, const api::DataInfo& data) {
  switch (data.form) {
    case Form::points:
      return filled("{} {}-D", ui.tr("points in"), data.dimensions);
    case Form::pictures:
      if (data.width == 0) return {};
      return filled("{}×{} {}", data.width, data.height, ui.tr(data.channels == 1 ? "grey" : "colour"));
    case Form::tokens:
      return filled(ui.tr("{} words each, of {}"), data.height, data.width);
    case Form::rolls:
      return filled(ui.tr("{} notes and chords each"), data.height);
    case Form::waves:
      return filled(ui.tr("{:.1f} s, {:g} kHz"),
                    static_cast<double>(sound::sound_samples) / std::max(1, data.rate), data.rate / 1000.0);
    case Form::films:
      return filled(ui.tr("{} frames of {}×{}"), data.channels, data.width, data.height);
  }
  return {};
}

std::string per_second_words(const ui::Ui& ui, Form form) {
  switch (form) {
    case Form::points:
      return {};
    case Form::pictures:
      return ui.tr("images/s");
    case Form::tokens:
      return ui.tr("lines/s");
    case Form::rolls:
      return ui.tr("melodies/s");
    case Form::waves:
      return ui.tr("sounds/s");
    case Form::films:
      return ui.tr("films/s");
  }
  return {};
}

std::string one_sample_words(const ui::Ui& ui, Form form) {
  switch (form) {
    case Form::points:
      return ui.tr("Sample");
    case Form::pictures:
      return ui.tr("Picture");
    case Form::tokens:
      return ui.tr("Line of words");
    case Form::rolls:
      return ui.tr("Melody");
    case Form::waves:
      return ui.tr("Sound");
    case Form::films:
      return ui.tr("Film");
  }
  return {};
}

}  // namespace ganscope::panels
