#include "app/model/board.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/base/random.h"

namespace ganscope::model {
namespace {

using BoardPoint = std::array<double, 2>;

double board_distance(const BoardPoint& a, const BoardPoint& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1]);
}

BoardPoint on_board(BoardPoint at) {
  for (double& each : at) each = std::clamp(each, -data::furthest_drawn, data::furthest_drawn);
  return at;
}

void remember_board(BoardState& state, Board before) {
  state.done = std::make_shared<const PastBoard>(std::move(before), std::move(state.done));
  state.undone.reset();
  ++state.version;
}

/// Another last stroke in the place of the one under way.
void extend(BoardState& state, const std::vector<BoardPoint>& more) {
  const size_t room = data::most_drawn - std::min(data::most_drawn, state.board.points());
  if (more.empty() || room == 0) return;
  const bool begun = state.board.strokes.size() > state.before.strokes.size();
  auto stroke = begun ? std::make_shared<Stroke>(*state.board.strokes.back()) : std::make_shared<Stroke>();
  stroke->width = state.size;
  if (state.tool == BoardTool::spray) stroke->width = std::max(state.size / 4, data::thinnest_drawn);
  const auto count = static_cast<std::ptrdiff_t>(std::min(room, more.size()));
  stroke->points.insert(stroke->points.end(), more.begin(), more.begin() + count);
  if (begun)
    state.board.strokes.back() = std::move(stroke);
  else
    state.board.strokes.push_back(std::move(stroke));
}

void brush_to(BoardState& state, const BoardPoint& at) {
  const double pitch = state.size / state.density, way = board_distance(state.last, at);
  std::vector<BoardPoint> more;
  double next = pitch - state.owed;
  for (; next <= way && more.size() < data::most_drawn; next += pitch) {
    const double t = next / way;
    more.push_back(
        on_board({state.last[0] + t * (at[0] - state.last[0]), state.last[1] + t * (at[1] - state.last[1])}));
  }
  state.owed = way - (next - pitch);
  extend(state, more);
}

void spray_at(BoardState& state, const BoardPoint& at) {
  Random random(mix_seed(state.sprays++, 7));
  std::vector<BoardPoint> more;
  for (int i = 0; i < static_cast<int>(std::max(1.0, std::round(state.density))); ++i) {
    const double x = at[0] + state.size * random.normal(), y = at[1] + state.size * random.normal();
    more.push_back(on_board({x, y}));
  }
  extend(state, more);
}

void erase_at(BoardState& state, const BoardPoint& at) {
  const double reach = eraser_reach(state);
  const auto hit = [&](const BoardPoint& point) { return board_distance(point, at) <= reach; };
  for (auto& stroke : state.board.strokes) {
    if (std::ranges::none_of(stroke->points, hit)) continue;
    auto left = std::make_shared<Stroke>(*stroke);
    std::erase_if(left->points, hit);
    stroke = std::move(left);
  }
  std::erase_if(state.board.strokes, [](const auto& stroke) { return stroke->points.empty(); });
  std::erase_if(state.board.blobs, [&](const data::Blob& blob) { return hit({blob.x, blob.y}); });
  state.blob = -1;
}

void use_tool(BoardState& state, const BoardPoint& at) {
  switch (state.tool) {
    case BoardTool::brush:
      return brush_to(state, at);
    case BoardTool::spray:
      return spray_at(state, at);
    case BoardTool::eraser:
      return erase_at(state, at);
    case BoardTool::blob:
      break;
  }
  if (state.blob < 0) return;
  data::Blob& blob = state.board.blobs[static_cast<size_t>(state.blob)];
  const BoardPoint to = on_board({blob.x + at[0] - state.last[0], blob.y + at[1] - state.last[1]});
  blob.x = to[0];
  blob.y = to[1];
}

void go_to_board(BoardState& state, std::shared_ptr<const PastBoard>& from,
                 std::shared_ptr<const PastBoard>& to) {
  if (!from || state.drawing) return;
  to = std::make_shared<const PastBoard>(std::move(state.board), std::move(to));
  state.board = from->board;
  from = from->before;
  state.blob = -1;
  ++state.version;
}

}  // namespace

PastBoard::PastBoard(Board board_then, std::shared_ptr<const PastBoard> before_then)
    : board(std::move(board_then)), before(std::move(before_then)) {}

/// One after the other, however long the chain: not each within the one before.
PastBoard::~PastBoard() {
  auto next = std::move(before);
  while (next && next.use_count() == 1) next = std::exchange(next->before, nullptr);
}

size_t Board::points() const {
  size_t count = 0;
  for (const auto& stroke : strokes) count += stroke->points.size();
  return count;
}

data::Drawing as_drawing(const Board& board) {
  data::Drawing drawing;
  for (const auto& stroke : board.strokes)
    for (const BoardPoint& point : stroke->points) {
      drawing.points.push_back(point);
      drawing.widths.push_back(stroke->width);
    }
  drawing.blobs = board.blobs;
  return drawing;
}

Board as_board(const data::Drawing& drawing) {
  Board board;
  std::map<double, std::shared_ptr<Stroke>> by_width;
  for (size_t i = 0; i < drawing.points.size(); ++i) {
    const double width = drawing.widths.empty() ? drawing.brush : drawing.widths[i];
    auto& stroke = by_width[width];
    if (!stroke) {
      stroke = std::make_shared<Stroke>();
      stroke->width = width;
      board.strokes.push_back(stroke);
    }
    stroke->points.push_back(drawing.points[i]);
  }
  board.blobs = drawing.blobs;
  return board;
}

void press(BoardState& state, BoardPoint at) {
  at = on_board(at);
  state.before = state.board;
  state.drawing = true;
  state.last = at;
  state.owed = 0;
  if (state.tool == BoardTool::blob) {
    state.blob = blob_at(state, at);
    if (state.blob < 0 && state.board.blobs.size() < data::most_blobs) {
      state.blob = static_cast<int>(state.board.blobs.size());
      state.board.blobs.push_back({at[0], at[1], state.blob_sigma, state.blob_weight});
    }
    return;
  }
  if (state.tool == BoardTool::brush)
    extend(state, {at});
  else
    use_tool(state, at);
}

void move_to(BoardState& state, BoardPoint at) {
  if (!state.drawing) return;
  at = on_board(at);
  use_tool(state, at);
  state.last = at;
}

void release(BoardState& state) {
  if (!std::exchange(state.drawing, false)) return;
  Board before = std::exchange(state.before, {});
  if (!(before == state.board)) remember_board(state, std::move(before));
}

void undo(BoardState& state) { go_to_board(state, state.done, state.undone); }
void redo(BoardState& state) { go_to_board(state, state.undone, state.done); }

void clear(BoardState& state) {
  if (state.board.empty() || state.drawing) return;
  remember_board(state, std::exchange(state.board, {}));
  state.blob = -1;
}

void set_blob(BoardState& state, double sigma, double weight, bool final) {
  sigma = std::clamp(sigma, data::thinnest_drawn, data::thickest_drawn);
  weight = std::clamp(weight, data::lightest_blob, data::heaviest_blob);
  state.blob_sigma = sigma;
  state.blob_weight = weight;
  if (state.blob < 0 || state.blob >= static_cast<int>(state.board.blobs.size())) return;
  if (!std::exchange(state.drawing, true)) state.before = state.board;
  data::Blob& blob = state.board.blobs[static_cast<size_t>(state.blob)];
  blob.sigma = sigma;
  blob.weight = weight;
  if (final) release(state);
}

void remove_blob(BoardState& state) {
  if (state.blob < 0 || state.drawing) return;
  Board before = state.board;
  state.board.blobs.erase(state.board.blobs.begin() + state.blob);
  state.blob = -1;
  remember_board(state, std::move(before));
}

void add_points(BoardState& state, const data::Drawing& drawing) {
  const Board more = as_board(drawing);
  if (more.empty()) return;
  Board before = state.board;
  state.board.strokes.insert(state.board.strokes.end(), more.strokes.begin(), more.strokes.end());
  state.board.blobs.insert(state.board.blobs.end(), more.blobs.begin(), more.blobs.end());
  remember_board(state, std::move(before));
}

void fit_view(BoardState& state) {
  state.centre = {};
  state.reach = BoardState::usual_reach;
  std::array<double, 2> low{HUGE_VAL, HUGE_VAL}, high{-HUGE_VAL, -HUGE_VAL};
  const auto take = [&](const BoardPoint& at, double around) {
    for (size_t i = 0; i < 2; ++i) {
      low[i] = std::min(low[i], at[i] - around);
      high[i] = std::max(high[i], at[i] + around);
    }
  };
  for (const auto& stroke : state.board.strokes)
    for (const BoardPoint& point : stroke->points) take(point, 0);
  for (const data::Blob& blob : state.board.blobs) take({blob.x, blob.y}, 2 * blob.sigma);
  if (!(high[0] >= low[0])) return;
  const double usual = BoardState::usual_reach;
  const auto inside = [&](size_t i) { return low[i] >= -usual && high[i] <= usual; };
  const double half = std::max(high[0] - low[0], high[1] - low[1]) / 2;
  if (inside(0) && inside(1) && half > usual / 20) return;  // as it lies at first
  state.centre = {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2};
  state.reach = std::clamp(1.1 * half, BoardState::nearest, 1.1 * data::furthest_drawn);
}

void move_view(BoardState& state, double x, double y) {
  state.centre = on_board({state.centre[0] + x, state.centre[1] + y});
}

void zoom_view(BoardState& state, BoardPoint about, double factor) {
  const double before = state.reach;
  state.reach = std::clamp(before * factor, BoardState::nearest, 1.1 * data::furthest_drawn);
  const double kept = state.reach / before;
  state.centre = on_board(
      {about[0] + (state.centre[0] - about[0]) * kept, about[1] + (state.centre[1] - about[1]) * kept});
}

double share_of(const Board& board, size_t blob) {
  double total = static_cast<double>(board.points());
  for (const data::Blob& each : board.blobs) total += each.weight;
  return total > 0 ? board.blobs[blob].weight / total : 0;
}

int blob_at(const BoardState& state, BoardPoint at) {
  int found = -1;
  double nearest = 0;
  for (size_t i = 0; i < state.board.blobs.size(); ++i) {
    const data::Blob& blob = state.board.blobs[i];
    const double distance = board_distance({blob.x, blob.y}, at);
    if (distance > std::max(blob.sigma, 0.03 * state.reach) || (found >= 0 && distance >= nearest)) continue;
    found = static_cast<int>(i);
    nearest = distance;
  }
  return found;
}

}  // namespace ganscope::model
