#include "app/script/names.h"

#include <algorithm>
#include <array>

namespace ganscope::script {
namespace {

bool in(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::span<const std::string_view> status_names() {
  static constexpr std::array<std::string_view, 68> names{"language",
                                                          "films_playing",
                                                          "film_frame",
                                                          "better",
                                                          "compared",
                                                          "compared_moments",
                                                          "subtracted",
                                                          "type_px",
                                                          "dark",
                                                          "device",
                                                          "diagnosis",
                                                          "driving",
                                                          "experiment",
                                                          "failure",
                                                          "folder",
                                                          "followed",
                                                          "followed_by",
                                                          "followed_folder",
                                                          "followed_pictures",
                                                          "followed_trouble",
                                                          "waits_for_trust",
                                                          "generation",
                                                          "history",
                                                          "images_per_s",
                                                          "latent_dim",
                                                          "lesson",
                                                          "lesson_done",
                                                          "lesson_step",
                                                          "lesson_steps",
                                                          "lesson_teaching",
                                                          "showing",
                                                          "measures",
                                                          "measuring",
                                                          "metrics",
                                                          "model",
                                                          "moment",
                                                          "pending",
                                                          "phase",
                                                          "play_speed",
                                                          "playing",
                                                          "presentation",
                                                          "progress",
                                                          "real_pictures",
                                                          "room",
                                                          "run",
                                                          "samples_failure",
                                                          "saved_step",
                                                          "seconds",
                                                          "seed",
                                                          "selected",
                                                          "sheet",
                                                          "shown_step",
                                                          "speed_limit",
                                                          "step",
                                                          "steps_per_s",
                                                          "tab",
                                                          "threads",
                                                          "toasts",
                                                          "until_step",
                                                          "workspace",
                                                          "frame",
                                                          "first_frame_s",
                                                          "first_step_s",
                                                          "frame_cpu_ms_median",
                                                          "frame_cpu_ms_p99",
                                                          "latency_count",
                                                          "latency_ms_median",
                                                          "latency_ms_p95"};
  return names;
}

bool known_status(std::string_view name) {
  if (name.starts_with("status.")) name.remove_prefix(7);
  for (const std::string_view prefix : {"series.", "smooth.", "measure.", "difference.", "b.", "runs."})
    if (name.starts_with(prefix)) return true;
  return in(status_names(), name);
}

bool known_item(std::string_view name) {
  static constexpr std::array<std::string_view, 26> heads{
      "bar",    "board",    "compare", "diagnosis", "drums",  "experiment", "explore", "generator",  "help",
      "layers", "lesson",   "log",     "meanings",  "open",   "options",    "overlay", "playground", "plot",
      "runs",   "settings", "sounds",  "split",     "status", "toast",      "train",   "transport"};
  const size_t slash = name.find('/');
  return slash != std::string_view::npos && slash + 1 < name.size() && in(heads, name.substr(0, slash));
}

std::span<const std::string_view> explore_tabs() {
  static constexpr std::array<std::string_view, 7> tabs{"samples", "dimensions", "directions", "mine",
                                                        "inside",  "map",        "drums"};
  return tabs;
}

bool known_place(std::string_view place) {
  static constexpr std::array<std::string_view, 8> places{"train",
                                                          "explore",
                                                          "playground",
                                                          "playground/slowly",
                                                          "playground/ways",
                                                          "playground/figures",
                                                          "playground/board",
                                                          "compare"};
  if (in(places, place)) return true;
  return place.starts_with("explore/") && in(explore_tabs(), place.substr(8));
}

}  // namespace ganscope::script
