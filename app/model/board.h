#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/tool_state.h"
#include "core/data/points/drawing.h"

namespace ganscope::model {

struct UiModel;

inline constexpr std::string_view board_room = "board";

/// The board on which one draws data of one's own: what is on it, and the hand that draws.

/// Points that were laid down at once, all as wide. Never changed.
struct Stroke {
  std::vector<std::array<double, 2>> points;
  double width = 0.1;  ///< standard deviation of the Gaussian around each
};

struct Board {
  std::vector<std::shared_ptr<const Stroke>> strokes;
  std::vector<data::Blob> blobs;
  bool operator==(const Board&) const = default;
  [[nodiscard]] size_t points() const;
  [[nodiscard]] bool empty() const { return points() == 0 && blobs.empty(); }
};
[[nodiscard]] data::Drawing as_drawing(const Board& board);
[[nodiscard]] Board as_board(const data::Drawing& drawing);

/// How the board was, and how before that: shared, so that a state with a long past is copied at once.
struct PastBoard {
  Board board;
  mutable std::shared_ptr<const PastBoard> before;  ///< let go of one after the other
  PastBoard(Board board_then, std::shared_ptr<const PastBoard> before_then);
  ~PastBoard();
  PastBoard(const PastBoard&) = delete;
  PastBoard& operator=(const PastBoard&) = delete;
};

enum class BoardTool { brush, spray, eraser, blob };

/// What the room keeps. Undo has no limit: strokes are shared by all states that have them.
struct BoardState final : ToolState {
  static constexpr std::string_view key = "playground/board";
  static constexpr double usual_reach = 3, nearest = 0.05;
  Board board;
  std::shared_ptr<const PastBoard> done, undone;  ///< before each change; before each undo
  BoardTool tool = BoardTool::brush;
  double size = 0.1;   ///< of brush and spray: standard deviation, data units
  double density = 4;  ///< points laid down while the hand moves by `size`; of the spray in every frame
  double blob_sigma = 0.3, blob_weight = 400;  ///< of the next one
  int blob = -1;                               ///< the one in hand; -1: none
  std::array<double, 2> centre{};              ///< of what is shown, data units
  double reach = usual_reach;                  ///< half of what is shown
  uint64_t version = 0;                        ///< grows with every change of the board
  uint64_t learned = 0;                        ///< version that the run was last told to learn
  uint64_t sprays = 0;                         ///< so far: the chance of the next

  // While the hand is down.
  bool drawing = false;
  Board before;                  ///< what the stroke under way began with
  std::array<double, 2> last{};  ///< where the hand was
  double owed = 0;               ///< way left over from the last point
};

// What can be done, each one step of undo; a stroke is one from `press` to `release`.
void press(BoardState& state, std::array<double, 2> at);
void move_to(BoardState& state, std::array<double, 2> at);
void release(BoardState& state);
void undo(BoardState& state);
void redo(BoardState& state);
void clear(BoardState& state);
/// Another size or weight of the blob in hand; `final`: the drag has ended.
void set_blob(BoardState& state, double sigma, double weight, bool final);
void remove_blob(BoardState& state);
/// Lays these points on the board.
void add_points(BoardState& state, const data::Drawing& drawing);

/// What is shown of the board: all that lies on it, or the usual square if that holds it; moved; larger by
/// `factor` about a place that stays where it is.
void fit_view(BoardState& state);
void move_view(BoardState& state, double x, double y);
void zoom_view(BoardState& state, std::array<double, 2> about, double factor);

/// The share of the data that lies in this blob, 0 to 1.
[[nodiscard]] double share_of(const Board& board, size_t blob);
/// The blob at this place, nearest first; -1: none within reach.
[[nodiscard]] int blob_at(const BoardState& state, std::array<double, 2> at);
/// How far the eraser reaches.
[[nodiscard]] inline double eraser_reach(const BoardState& state) { return 1.5 * state.size; }

/// What the board wants of the disk.
struct BoardErrand {
  enum class Kind { load, save, take_file, take_text, write_table };
  uint64_t id = 0;
  Kind kind = Kind::load;
  std::string path;  ///< of the file; of text: what it is called
  std::string text;
  data::Drawing drawing;  ///< to be saved or written
  size_t room = data::most_drawn;
};
struct BoardErrandDone {
  uint64_t id = 0;
  BoardErrand::Kind kind = BoardErrand::Kind::load;
  std::string path;
  std::optional<data::TakenPoints> taken;  ///< read, or taken from a table
  std::optional<Failure> failure;
};

/// The board's errands: beside the state, because they outlive undo.
struct BoardDesk {
  std::vector<BoardErrand> waiting;
  uint64_t newest = 0;  ///< id
  bool busy = false;    ///< one is under way
  bool asked_to_load = false, loaded = false;
  uint64_t saved = 0;     ///< version on the disk, or on the way there
  std::string reading;    ///< name of the table that is being read or waits for it; empty: none
  uint64_t given_up = 0;  ///< tables of this id and below are no longer wanted
};

/// Tables that somebody dropped, named or pasted.
void take_table_file(UiModel& model, const std::string& path);
void take_table_text(UiModel& model, const std::string& text);
/// The tables that are being read or wait for it are no longer wanted: the board was cleared meanwhile.
void give_up_tables(UiModel& model);
/// Writes the board as a table, into the user's documents or where `path` says.
void write_table(UiModel& model);
/// True for the names of tables: .csv, .tsv, .txt, .dat.
[[nodiscard]] bool is_table_file(const std::string& path);

/// The next thing to do beside the interface, if nothing is under way: reading what was drawn before, when
/// the Playground is first shown; keeping what was drawn since.
[[nodiscard]] std::optional<BoardErrand> next_board_errand(UiModel& model);
/// Does it; any thread. `cancelled` is asked often.
[[nodiscard]] BoardErrandDone carry_out(const BoardErrand& errand, const std::function<bool()>& cancelled);
void take_board_errand(UiModel& model, const BoardErrandDone& done, double now_s);
/// Keeps what is not on the disk yet: before the program ends.
[[nodiscard]] Expected<void> keep_board_now(UiModel& model);

}  // namespace ganscope::model
