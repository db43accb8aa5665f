#include "app/model/preferences.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <system_error>

#include "core/base/toml.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::model {

namespace {

std::map<std::string, int> answers_in(const toml::table* table) {
  std::map<std::string, int> answers;
  if (table == nullptr) return answers;
  for (const auto& [step, answer] : *table)
    if (const auto number = answer.value<int>(); number && *number >= 0 && *number < 100)
      answers[std::string(step.str())] = *number;
  return answers;
}

toml::table table_of(const std::map<std::string, int>& answers) {
  toml::table table;
  for (const auto& [step, answer] : answers) table.insert_or_assign(step, answer);
  return table;
}

LessonRecord record_in(const toml::table& table) {
  LessonRecord record;
  record.step = table["step"].value_or(std::string());
  record.finished = table["finished"].value_or(false);
  if (const toml::array* done = table["done"].as_array())
    for (const toml::node& node : *done)
      if (const auto step = node.value<std::string>()) record.done.insert(*step);
  record.said = answers_in(table["said"].as_table());
  record.came = answers_in(table["came"].as_table());
  return record;
}

toml::table table_of(const LessonRecord& record) {
  toml::array done;
  for (const std::string& step : record.done) done.push_back(step);
  return toml::table{{"step", record.step},
                     {"finished", record.finished},
                     {"done", done},
                     {"said", table_of(record.said)},
                     {"came", table_of(record.came)}};
}

}  // namespace

std::filesystem::path preferences_file() { return storage::user_config_folder() / "preferences.toml"; }

Preferences load_preferences(const std::filesystem::path& file, const LogSink& log) {
  Preferences preferences;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return preferences;
  try {
    const toml::table table = toml::parse_file(file.string());
    preferences.dark = table["dark"].value_or(preferences.dark);
    if (const auto language = table["language"].value<std::string>(); language == "en" || language == "zh")
      preferences.language = *language;
    const int64_t type_px = table["type_px"].value_or(int64_t{usual_type_px});
    if (type_px >= least_type_px && type_px <= most_type_px) preferences.type_px = static_cast<int>(type_px);
    preferences.first_start = table["first_start"].value_or(preferences.first_start);
    preferences.teaching = table["teaching"].value_or(preferences.teaching);
    preferences.measure = table["measure"].value_or(preferences.measure);
    if (const auto mb = table["history_mb"].value<int64_t>(); mb && *mb >= 0 && *mb <= 1'000'000)
      preferences.history_mb = mb;
    const double smoothing = table["smoothing"].value_or(preferences.smoothing);
    if (smoothing >= 0 && smoothing <= 0.999) preferences.smoothing = smoothing;
    const toml::node_view<const toml::node> listening = table["listening"];
    const double loudness = listening["loudness_db"].value_or(preferences.listening.loudness_db);
    if (loudness >= SoundDesk::softest_db && loudness <= 0) preferences.listening.loudness_db = loudness;
    preferences.listening.on_hover = listening["on_hover"].value_or(preferences.listening.on_hover);
    preferences.listening.again = listening["again"].value_or(preferences.listening.again);
    if (const toml::array* hidden = table["hidden_plots"].as_array())
      for (const toml::node& node : *hidden)
        if (const auto key = node.value<std::string>()) preferences.hidden_plots.insert(*key);
    if (const toml::array* order = table["plot_order"].as_array())
      for (const toml::node& node : *order)
        if (const auto key = node.value<std::string>()) preferences.plot_order.push_back(*key);
    if (const toml::table* lessons = table["lessons"].as_table())
      for (const auto& [key, node] : *lessons)
        if (const toml::table* one = node.as_table())
          preferences.lessons[std::string(key.str())] = record_in(*one);
    if (const toml::table* splits = table["splits"].as_table()) {
      for (const auto& [key, node] : *splits) {
        const auto fraction = static_cast<float>(node.value_or(-1.0));  // near its bounds it becomes one
        if (fraction > 0 && fraction < 1) preferences.splits[std::string(key.str())] = fraction;
      }
    }
  } catch (const toml::parse_error& problem) {
    if (log) {
      log({LogLevel::warning, "The preferences in " + file.string() + " cannot be read (" +
                                  std::string(problem.description()) + "); the defaults are used."});
    }
    return {};
  }
  return preferences;
}

Expected<void> save_preferences(const Preferences& preferences, const std::filesystem::path& file) {
  toml::table splits;
  for (const auto& [key, fraction] : preferences.splits)
    splits.insert_or_assign(key, static_cast<double>(fraction));
  toml::table lessons;
  for (const auto& [key, record] : preferences.lessons) lessons.insert_or_assign(key, table_of(record));
  toml::array hidden, order;
  for (const std::string& key : preferences.hidden_plots) hidden.push_back(key);
  for (const std::string& key : preferences.plot_order) order.push_back(key);
  toml::table table{{"dark", preferences.dark},
                    {"first_start", preferences.first_start},
                    {"type_px", preferences.type_px},
                    {"smoothing", preferences.smoothing},
                    {"hidden_plots", hidden},
                    {"plot_order", order},
                    {"measure", preferences.measure},
                    {"teaching", preferences.teaching},
                    {"listening", toml::table{{"loudness_db", preferences.listening.loudness_db},
                                              {"on_hover", preferences.listening.on_hover},
                                              {"again", preferences.listening.again}}},
                    {"splits", splits},
                    {"lessons", lessons}};
  if (!preferences.language.empty()) table.insert("language", preferences.language);
  if (preferences.history_mb) table.insert("history_mb", *preferences.history_mb);
  std::ostringstream text;
  text << table << '\n';
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  return storage::write_file_atomically(file, std::string_view(text.str()));
}

void apply_preferences(UiModel& model, Preferences preferences) {
  model.dark = preferences.dark;
  model.show_hint = preferences.first_start;
  model.lesson_desk.teaching = preferences.teaching;
  model.series.set_smoothing(preferences.smoothing);
  model.sound_desk.loudness_db = preferences.listening.loudness_db;
  model.sound_desk.on_hover = preferences.listening.on_hover;
  model.sound_desk.again = preferences.listening.again;
  model.preferences = std::move(preferences);
}

void preferences_changed(UiModel& model, double now_s) { model.preferences_changed_s = std::max(0.0, now_s); }

void save_changed_preferences(UiModel& model, const std::filesystem::path& file, double now_s, bool leaving) {
  if (model.preferences_changed_s < 0) return;
  if (!leaving && now_s < model.preferences_changed_s + 1) return;
  model.preferences_changed_s = -1;
  if (const auto saved = save_preferences(model.preferences, file); !saved) {
    model.log.push_back({LogLevel::warning, saved.error().what + " (" + saved.error().where + ")"});
  }
}

}  // namespace ganscope::model
