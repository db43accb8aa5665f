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
  std::string what;       ///< what it brings about: "glasses", "no glasses"; empty: nobody can tell
  double did = 0;         ///< … in so many of 100 that lacked it
  double besides = 0;     ///< … and in so many of them something else changes
  double difference = 0;  ///< mean change of a picture's values, of 255; of points their distance
  int64_t step = 0;       ///< of the weights it was measured with
};

struct Direction {
  uint64_t id = 0;
  Kind kind = Kind::own;
  std::string name;
  explore::Latent along;            ///< unit length
  std::optional<Effect> effect{};   ///< of going straight
  std::optional<Effect> precise{};  ///< of the precise edit, by a network that had no part in it
  bool kept = false;                ///< offered by the pad's menus, and not replaced by a new search
  std::string found_as = {};        ///< its first name
  bool turned = false;              ///< goes the other way than it was found
  int64_t step = -1;                ///< of the weights it was found with; -1: of none
};

/// One of the searches under way or done.
struct Search {
  enum class State { idle, wanted, done, failed } state = State::idle;
  api::Ask ask;  ///< as it was asked: scrubbing does not search again
  Progress progress;
  Failure failure;
};

/// How the rows stand: what does much and little else before the others; what changes pictures most; by name;
/// as they were found and put by hand.
enum class Order { surest, strongest, name, placed };

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
  Order order = Order::surest;
  Search judging;            ///< of one precise edit after the other
  uint64_t judged_id = 0;    ///< the row that `judging` asks about
  uint64_t hopeless_id = 0;  ///< the newest row whose precise edit could not be judged
};

/// How far the latent in hand has gone along which directions.
struct Combination final : model::ToolState {
  static constexpr std::string_view key = "directions/combination";
  explore::Latent start;                 ///< before all of them
  explore::Latent result;                ///< with all of them; another latent in hand: begun anew
  std::map<uint64_t, double> strengths;  ///< by Direction::id; none: 0
  bool precise = false;                  ///< attributes are followed on their curved ways
};

/// Which row has the keyboard. Not part of what can be undone.
struct Chosen final : model::ToolState {
  static constexpr std::string_view key = "directions/chosen";
  uint64_t id = 0;        ///< 0: none
  uint64_t renaming = 0;  ///< whose name is being typed
};

constexpr double reach = 3;        ///< strips and sliders go from −reach to reach
constexpr double farthest = 12;    ///< … and what is typed as far as this
constexpr size_t most_drawn = 24;  ///< rows whose strips are drawn
constexpr int strip_pictures = 7;  ///< from −reach to reach
constexpr int shown_samples = 12;  ///< that the combination is tried on
[[nodiscard]] constexpr double strength_of_picture(int i) {
  return reach * (2.0 * i / (strip_pictures - 1) - 1);
}

/// The combination as it counts now: nothing along any direction when another latent has come in hand.
[[nodiscard]] Combination combination(const model::UiModel& model);
[[nodiscard]] double strength(const model::UiModel& model, uint64_t id);
/// Where all strengths together lead, [latent_dim]; zero without any.
[[nodiscard]] explore::Latent combined_shift(const model::UiModel& model);
/// The rows that are shown, in their order: places in Directions::rows.
[[nodiscard]] std::vector<size_t> shown_rows(const Directions& directions);
/// The step of the weights that are shown.
[[nodiscard]] int64_t shown_step(const model::UiModel& model);
/// The step that the rows were measured at, when other weights are shown by now.
[[nodiscard]] std::optional<int64_t> outdated(const model::UiModel& model);
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
void show_order(model::UiModel& model, Order order);
void measure_again(model::UiModel& model, uint64_t id = 0);  ///< with the weights that are shown; 0: all
/// Up or down among the rows that are shown; from then on they stand as they are placed.
void place(model::UiModel& model, uint64_t id, int by);
void choose(model::UiModel& model, uint64_t id);
void begin_renaming(model::UiModel& model, uint64_t id);  ///< 0: no longer
void set_precise(model::UiModel& model, bool precise);
void keep_combination(model::UiModel& model, const std::string& name);
/// Adds a direction (unit length) that was made elsewhere, kept; one undo step.
void keep_own(model::UiModel& model, const std::string& name, const explore::Latent& along);

/// What a search or the measurement has to say.
void take_found(model::UiModel& model, Kind kind, const api::Answer& answer);
void take_measured(model::UiModel& model, const api::Answer& answer);
void take_judged(model::UiModel& model, const api::Answer& answer);

// What the parts of this tool share.
[[nodiscard]] const Direction* find_row(const Directions& directions, uint64_t id);  ///< null: it is gone
[[nodiscard]] Direction* find_row(Directions& directions, uint64_t id);
/// A search with the weights that are shown, wanted from now on.
[[nodiscard]] Search begin_search(const model::UiModel& model, const char* tool);
/// Asks about every row that was not measured yet, when all searches have ended; about the next precise edit,
/// as long as they are what is shown and nothing else goes on.
void measure_what_is_new(const model::UiModel& model, Directions& directions);
void judge_next(const model::UiModel& model, Directions& directions);
/// Moves the latent in hand to where a combination leads.
void carry_out(model::UiModel& model, Combination combination, bool final);

}  // namespace ganscope::panels::directions
