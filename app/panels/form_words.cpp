#include "app/panels/form_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/sound/wave.h"

namespace ganscope::panels {
namespace {

template <class... Numbers>
std::string filled(const char* pattern, Numbers... numbers) {
  return fmt::format(fmt::runtime(pattern), numbers...);
}

/// Data whose classes somebody named by folders, or in a file.
bool has_named_classes(const api::DataInfo& data) {
  static constexpr std::array<std::string_view, 6> own{"folder", "sounds", "film", "idx", "pairs", "domains"};
  return std::ranges::find(own, data.key) != own.end();
}

}  // namespace

std::string class_words(const ui::Ui& ui, const api::DataInfo& data, int kind) {
  if (kind < 0 || static_cast<size_t>(kind) >= data.label_names.size()) return {};
  const std::string& name = data.label_names[static_cast<size_t>(kind)];
  if (has_named_classes(data)) return name;
  // What is worn on a head is another word in other languages.
  if (data.form == Form::waves && name == "hat") return ui.tr.language() == "zh" ? ui.tr("hi-hat") : name;
  return ui.tr(name.c_str());
}

std::vector<std::string> classes_words(const ui::Ui& ui, const api::DataInfo& data) {
  std::vector<std::string> words;
  for (int kind = 0; kind < static_cast<int>(data.label_names.size()); ++kind)
    words.push_back(class_words(ui, data, kind));
  return words;
}

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
