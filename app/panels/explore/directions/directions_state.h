#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/tools.h"

/// What the Directions tab keeps and does. Free functions on the model, so that they are tested without a
/// window.
namespace ganscope::panels::directions {

enum class Kind { attribute, component, factor, own };
constexpr size_t methods = 3;  ///< that find directions: as Kind, without `own`

/// What following a direction does, judged on fresh latents.
struct Effect {
  std::string what;    ///< what it brings about: "glasses", "no glasses"; empty: nobody can tell
  double did = 0;      ///< … in so many of 100 that lacked it
  double besides = 0;  ///< … and in so many of them something else changes
};

struct Direction {
  uint64_t id = 0;
  Kind kind = Kind::own;
  std::string name;
  explore::Latent along;  ///< unit length
  std::optional<Effect> effect;
  bool kept = false;          ///< offered by the pad's menus, and not replaced by a new search
  std::string found_as = {};  ///< its first name
  bool turned = false;        ///< goes the other way than it was found
};

/// One of the searches under way or done.
struct Search {
  enum class State { idle, wanted, done, failed } state = State::idle;
  api::Ask ask;  ///< as it was asked: scrubbing does not search again
  Progress progress;
  Failure failure;
};

struct Directions final : model::ToolState {
  static constexpr std::string_view key = "directions";
  std::vector<Direction> rows;
  uint64_t last_id = 0;
  std::array<Search, methods> searches;
  Search measuring;
  uint64_t turn = 0;                   ///< grows with every search and measurement
  std::vector<uint64_t> measured_ids;  ///< of the rows that `measuring` asks about, in its order
  api::Space space = api::Space::z;    ///< where they live
  int shown_kind = 0;                  ///< 0 all, else 1 + Kind
  int order = 0;                       ///< 0 surest first, 1 as they were found, 2 by name
};

/// How far the latent in hand has gone along which directions.
struct Combination final : model::ToolState {
  static constexpr std::string_view key = "directions/combination";
  explore::Latent start;                 ///< before all of them
  explore::Latent result;                ///< with all of them; another latent in hand: begun anew
  std::map<uint64_t, double> strengths;  ///< by Direction::id; none: 0
};

constexpr double reach = 3;        ///< strengths go from −reach to reach
constexpr size_t most_drawn = 24;  ///< rows whose strips are drawn
constexpr int strip_pictures = 7;  ///< from −reach to reach
constexpr int shown_samples = 12;  ///< that the combination is tried on

/// The combination as it counts now: nothing along any direction when another latent has come in hand.
[[nodiscard]] Combination combination(const model::UiModel& model);
[[nodiscard]] double strength(const model::UiModel& model, uint64_t id);
/// Where all strengths together lead, [latent_dim]; zero without any.
[[nodiscard]] explore::Latent combined_shift(const model::UiModel& model);
/// The rows that are shown, in their order: places in Directions::rows.
[[nodiscard]] std::vector<size_t> shown_rows(const Directions& directions);
/// Whether a search or a measurement goes on; how far all of them are, 0–1, and in words.
[[nodiscard]] bool busy(const Directions& directions);
[[nodiscard]] Progress progress_of(const Directions& directions);

// What can be done.
void find(model::UiModel& model);    ///< all searches, with the weights that are shown
void cancel(model::UiModel& model);  ///< what is found stays
void set_strength(model::UiModel& model, uint64_t id, double value, bool final);
void clear_strengths(model::UiModel& model);
void rename(model::UiModel& model, uint64_t id, const std::string& name);
void set_kept(model::UiModel& model, uint64_t id, bool kept);
void flip(model::UiModel& model, uint64_t id);  ///< the other way round
void remove(model::UiModel& model, uint64_t id);
void lay_along_axis(model::UiModel& model, uint64_t id, bool vertical);  ///< keeps it
void show_kind(model::UiModel& model, int kind);
void show_order(model::UiModel& model, int order);
void keep_combination(model::UiModel& model, const std::string& name);
/// Adds a direction (unit length) that was made elsewhere, kept; one undo step.
void keep_own(model::UiModel& model, const std::string& name, const explore::Latent& along);

/// What a search or the measurement has to say.
void take_found(model::UiModel& model, Kind kind, const api::Answer& answer);
void take_measured(model::UiModel& model, const api::Answer& answer);

}  // namespace ganscope::panels::directions
