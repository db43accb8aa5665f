#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/model/board.h"
#include "app/model/saving.h"
#include "app/model/tools.h"
#include "app/model/ui_model.h"
#include "core/base/number_text.h"
#include "core/base/user_path.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_data.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;
using ErrandKind = BoardErrand::Kind;

bool is_table(const BoardErrand& errand) {
  return errand.kind == ErrandKind::take_file || errand.kind == ErrandKind::take_text;
}

void order_errand(UiModel& model, BoardErrand errand) {
  BoardDesk& desk = model.board_desk;
  const size_t points = tool_state<BoardState>(model).board.points();
  errand.id = ++desk.newest;
  errand.room = data::most_drawn - std::min(data::most_drawn, points);
  if (is_table(errand)) desk.reading = fs::path(errand.path).filename().string();
  desk.waiting.push_back(std::move(errand));
}

/// Whether any of it lies outside of what is shown.
bool out_of_sight(const BoardState& state, const data::Drawing& drawing) {
  return std::ranges::any_of(drawing.points, [&](const std::array<double, 2>& point) {
    return std::abs(point[0] - state.centre[0]) > state.reach ||
           std::abs(point[1] - state.centre[1]) > state.reach;
  });
}

/// What was drawn, or the empty board: then the file is put aside, so that nothing is lost by clearing.
Expected<void> keep_drawing(const fs::path& file, const data::Drawing& drawing) {
  if (!drawing.empty()) return data::write_drawing(file, drawing);
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  fs::rename(file, file.parent_path() / "drawing-cleared.json", error);
  if (error)
    return tl::unexpected(storage::system_failure(error.value(), "The drawing cannot be put aside", file));
  return {};
}

/// A file that cannot be read is put aside: what is drawn next takes its place.
Failure put_drawing_aside(const fs::path& file, Failure failure) {
  std::error_code error;
  const fs::path aside = file.parent_path() / "drawing-unreadable.json";
  fs::rename(file, aside, error);
  if (!error) failure.hint = "It is kept as " + aside.string() + ".";
  return failure;
}

void read_board(const fs::path& file, BoardErrandDone& done) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  auto read = data::read_drawing(file);
  if (read)
    done.taken = data::TakenPoints{std::move(*read), 0};
  else
    done.failure = put_drawing_aside(file, read.error());
}

void take_table(const Expected<data::CsvPoints>& table, const BoardErrand& errand, BoardErrandDone& done) {
  auto taken = table ? data::taken_points(*table, errand.room, errand.path)
                     : Expected<data::TakenPoints>(tl::unexpected(table.error()));
  if (taken)
    done.taken = std::move(*taken);
  else
    done.failure = taken.error();
}

void tell_taken(UiModel& model, const BoardErrandDone& done, double now_s) {
  Toast toast;
  const size_t points = done.taken->drawing.points.size();
  toast.text = points == done.taken->rows
                   ? fmt::format("{} points were laid on the board", grouped(static_cast<int64_t>(points)))
                   : fmt::format("{} of {} rows were laid on the board, evenly chosen",
                                 grouped(static_cast<int64_t>(points)),
                                 grouped(static_cast<int64_t>(done.taken->rows)));
  if (points < done.taken->rows)
    toast.hint =
        fmt::format("a drawing has at most {} points", grouped(static_cast<int64_t>(data::most_drawn)));
  add_toast(model, std::move(toast), now_s);
}

}  // namespace

bool is_table_file(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  constexpr std::array names{".csv", ".tsv", ".txt", ".dat"};
  return std::ranges::find(names, extension) != names.end();
}

void take_table_file(UiModel& model, const std::string& path) {
  order_errand(model, {.kind = ErrandKind::take_file, .path = user_path(path), .text = {}, .drawing = {}});
}

void take_table_text(UiModel& model, const std::string& text) {
  order_errand(model,
               {.kind = ErrandKind::take_text, .path = "what was pasted", .text = text, .drawing = {}});
}

void give_up_tables(UiModel& model) {
  BoardDesk& desk = model.board_desk;
  std::erase_if(desk.waiting, is_table);
  desk.reading.clear();
  desk.given_up = desk.newest;
}

void write_table(UiModel& model) {
  const std::string file = (pictures_folder() / fmt::format("drawing-{}.csv", time_stamp())).string();
  order_errand(model, {.kind = ErrandKind::write_table,
                       .path = file,
                       .text = {},
                       .drawing = as_drawing(tool_state<BoardState>(model).board)});
}

std::optional<BoardErrand> next_board_errand(UiModel& model) {
  BoardDesk& desk = model.board_desk;
  if (desk.busy) return std::nullopt;
  if (model.scene() == Workspace::playground && !std::exchange(desk.asked_to_load, true))
    order_errand(
        model,
        {.kind = ErrandKind::load, .path = data::default_drawing_file().string(), .text = {}, .drawing = {}});
  const BoardState& state = tool_state<BoardState>(model);
  if (desk.loaded && desk.waiting.empty() && state.version != desk.saved && !state.drawing) {
    desk.saved = state.version;
    order_errand(model, {.kind = ErrandKind::save,
                         .path = data::default_drawing_file().string(),
                         .text = {},
                         .drawing = as_drawing(state.board)});
  }
  if (desk.waiting.empty()) return std::nullopt;
  BoardErrand next = std::move(desk.waiting.front());
  desk.waiting.erase(desk.waiting.begin());
  desk.busy = true;
  return next;
}

BoardErrandDone carry_out(const BoardErrand& errand, const std::function<bool()>& cancelled) {
  BoardErrandDone done{errand.id, errand.kind, errand.path, std::nullopt, std::nullopt};
  const auto note = [&](const Expected<void>& written) {
    if (!written) done.failure = written.error();
  };
  WorkContext context;
  if (cancelled) context.cancelled = cancelled;
  switch (errand.kind) {
    case ErrandKind::load:
      read_board(errand.path, done);
      break;
    case ErrandKind::save:
      note(keep_drawing(errand.path, errand.drawing));
      break;
    case ErrandKind::take_file:
      take_table(data::read_csv_points(errand.path, context), errand, done);
      break;
    case ErrandKind::take_text:
      take_table(data::points_in_text(errand.text, errand.path), errand, done);
      break;
    case ErrandKind::write_table:
      note(storage::write_file_atomically(errand.path, data::csv_of_drawing(errand.drawing)));
      break;
  }
  return done;
}

void take_board_errand(UiModel& model, const BoardErrandDone& done, double now_s) {
  BoardDesk& desk = model.board_desk;
  desk.busy = false;
  if (done.kind == ErrandKind::load) desk.loaded = true;
  if (done.kind == ErrandKind::take_file || done.kind == ErrandKind::take_text) {
    if (std::ranges::none_of(desk.waiting, is_table)) desk.reading.clear();
    if (done.id <= desk.given_up) return;
  }
  if (done.failure) return tell_failure(model, *done.failure, now_s);
  if (done.taken) {
    BoardState state = tool_state<BoardState>(model);
    const bool first = done.kind == ErrandKind::load && state.version == 0;
    const bool hidden = out_of_sight(state, done.taken->drawing);
    add_points(state, done.taken->drawing);
    if (hidden) fit_view(state);
    if (first) {
      state.done.reset();  // what was there from the start is no change
      desk.saved = state.version;
    }
    set_tool_state(model, std::move(state));
    if (done.kind != ErrandKind::load) tell_taken(model, done, now_s);
  }
  if (done.kind == ErrandKind::write_table) {
    Toast toast;
    toast.text = "Saved " + done.path;
    add_toast(model, std::move(toast), now_s);
  }
}

Expected<void> keep_board_now(UiModel& model) {
  BoardDesk& desk = model.board_desk;
  BoardState state = tool_state<BoardState>(model);
  release(state);
  if (!desk.loaded || state.version == desk.saved) return {};
  desk.saved = state.version;
  return keep_drawing(data::default_drawing_file(), as_drawing(state.board));
}

}  // namespace ganscope::model
