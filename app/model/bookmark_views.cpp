#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/model/bookmarks.h"
#include "app/model/film_clock.h"
#include "app/model/reduce_explore.h"
#include "core/image/film_frames.h"

namespace ganscope::model {
namespace {

constexpr size_t most_at_once = 64;

bool exploring(const UiModel& model) { return model.scene() == Workspace::explore; }

/// Whether the two can be drawn by one ask.
bool alike(const storage::Bookmark& a, const storage::Bookmark& b) {
  return a.space == b.space && a.model == b.model && a.step == b.step &&
         (a.space == api::Space::z || a.truncation == b.truncation);
}

/// Those without a picture that can be drawn together with the first of them.
std::vector<const Marked*> to_be_drawn(const UiModel& model) {
  std::vector<const Marked*> rows;
  for (const Marked& marked : bookmarks(model)) {
    if (rows.size() == most_at_once) break;
    if (marked.bookmark.drawn || model.bookmark_desk.undrawable.contains(marked.id)) continue;
    if (rows.empty() || alike(rows.front()->bookmark, marked.bookmark)) rows.push_back(&marked);
  }
  return rows;
}

std::optional<api::Ask> missing_pictures(const UiModel& model) {
  const std::vector<const Marked*> rows = to_be_drawn(model);
  if (rows.empty()) return std::nullopt;
  const storage::Bookmark& first = rows.front()->bookmark;
  api::Ask ask = blank_ask(model);
  ask.follow = false;
  ask.model = first.model;
  ask.moment = first.step == model.status->step || model.history->steps.empty() ? api::now : first.step;
  ask.space = first.space;
  if (first.space == api::Space::w) ask.truncation = first.truncation;
  bool mixed = false;
  for (const Marked* marked : rows) {
    const storage::Bookmark& bookmark = marked->bookmark;
    const bool in_z = bookmark.space == api::Space::z;
    add_row(model, ask, in_z ? explore::truncated(bookmark.latent, bookmark.truncation) : bookmark.latent,
            bookmark.label);
    mixed = mixed || !bookmark.shares.empty();
  }
  if (!mixed || !model.conditional()) return ask;
  for (const Marked* marked : rows) {
    const auto classes = static_cast<size_t>(model.classes());
    std::vector<float> shares = marked->bookmark.shares;
    if (shares.size() != classes) {
      shares.assign(classes, 0.0F);
      shares[std::min(classes - 1, static_cast<size_t>(std::max(0, marked->bookmark.label)))] = 1;
    }
    ask.shares.insert(ask.shares.end(), shares.begin(), shares.end());
  }
  return ask;
}

void asked_for(UiModel& model, const api::Ask& /*ask*/, double /*now_s*/) {
  model.bookmark_desk.drawing.clear();
  for (const Marked* marked : to_be_drawn(model)) model.bookmark_desk.drawing.push_back(marked->id);
}

/// No undo: nothing has changed but that one sees it.
void take_pictures(UiModel& model, const api::Answer& answer, double /*now_s*/) {
  BookmarkDesk& desk = model.bookmark_desk;
  if (!answer.complete && !answer.failure) return;
  ++desk.turn;
  ++model.touched;
  if (answer.failure || answer.count != static_cast<int>(desk.drawing.size())) {
    desk.undrawable.insert(desk.drawing.begin(), desk.drawing.end());
    return;
  }
  Bookmarks state = tool_state<Bookmarks>(model);
  if (state.list == nullptr) return;
  std::vector<Marked> list = *state.list;
  for (size_t row = 0; row < desk.drawing.size(); ++row) {
    const auto found = std::ranges::find(list, desk.drawing[row], &Marked::id);
    if (found == list.end()) continue;
    found->bookmark.drawn = drawn_of(answer, static_cast<int>(row), frames_of(model.status->data));
    if (!found->bookmark.drawn) desk.undrawable.insert(found->id);
  }
  state.list = std::make_shared<const std::vector<Marked>>(std::move(list));
  set_tool_state(model, std::move(state));
}

/// The RGBA pixels of a picture of 1, 3 or 4 channels, appended.
void append_rgba(const image::Picture& picture, std::vector<uint8_t>& pixels) {
  const auto channels = static_cast<size_t>(picture.channels);
  for (size_t at = 0; at + channels <= picture.pixels.size(); at += channels)
    for (size_t c = 0; c < 4; ++c)
      pixels.push_back(c == 3 ? (channels == 4 ? picture.pixels[at + 3] : uint8_t{255})
                              : picture.pixels[at + (channels < 3 ? 0 : c)]);
}

/// How large the run's samples are drawn: of forms of their own that is not the size of the data.
struct DrawnSize {
  int width = 0, height = 0;
};
DrawnSize drawn_size(const UiModel& model) {
  const api::DataInfo& data = model.status->data;
  const auto& preview = model.preview;
  if (preview && preview->key == data.key && preview->width > 0) return {preview->width, preview->height};
  return {data.width, data.height};
}

/// The frames of a film side by side; empty: samples are no films.
image::Picture film_of(const api::Answer& answer, int row, int frames) {
  const image::FilmSize size{answer.width, answer.height, frames};
  if (frames <= 1 || answer.values.size() != static_cast<size_t>(answer.count) * size.bytes()) return {};
  image::Picture strip{frames * size.width, size.height, 1, std::vector<uint8_t>(size.bytes())};
  for (int t = 0; t < frames; ++t) {
    const image::Picture frame = image::film_frame(answer.values, size, row, t);
    for (int y = 0; y < size.height; ++y)
      std::copy_n(frame.pixels.begin() + y * size.width, size.width,
                  strip.pixels.begin() + y * strip.width + t * size.width);
  }
  return strip;
}

/// Bytes [height, width, frames] of a bookmark's film, appended; where it has none its picture stands still.
void append_film(const storage::Bookmark::Drawn* drawn, const image::FilmSize& size,
                 std::vector<uint8_t>& values) {
  const bool pictured = drawn != nullptr && drawn->picture.width == size.width &&
                        drawn->picture.height == size.height && !drawn->picture.pixels.empty();
  const bool moves = drawn != nullptr && drawn->film.channels == 1 &&
                     drawn->film.width == size.frames * size.width && drawn->film.height == size.height;
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      for (int t = 0; t < size.frames; ++t) {
        const int still = pictured ? drawn->picture.channels * (y * size.width + x) : 0;
        const int at = (y * size.frames + t) * size.width + x;
        values.push_back(moves      ? drawn->film.pixels[static_cast<size_t>(at)]
                         : pictured ? drawn->picture.pixels[static_cast<size_t>(still)]
                                    : uint8_t{0});
      }
}

/// All pictures as one answer, so that they are drawn like any others; what is missing is transparent.
std::shared_ptr<const api::Answer> as_answer(const UiModel& model) {
  const api::DataInfo& data = model.status->data;
  const std::vector<Marked>& list = bookmarks(model);
  if (list.empty()) return nullptr;
  api::Answer all;
  all.view = view::bookmarks;
  all.generation = model.status->generation;
  all.count = static_cast<int>(list.size());
  const DrawnSize size = drawn_size(model);
  if (!data.is_points()) {
    all.width = size.width;
    all.height = size.height;
  }
  const size_t bytes = static_cast<size_t>(size.width) * static_cast<size_t>(size.height) * 4;
  const image::FilmSize film{size.width, size.height, frames_of(data)};
  for (size_t i = 0; i < list.size(); ++i) {
    const auto& drawn = list[i].bookmark.drawn;
    if (data.is_points()) {
      const bool there = drawn && drawn->point.size() == 2;
      for (size_t d = 0; d < 2; ++d) all.points.push_back(there ? drawn->point[d] : 0.0F);
    } else {
      if (drawn) append_rgba(drawn->picture, all.pixels);
      all.pixels.resize((i + 1) * bytes);
      if (film.frames > 1) append_film(drawn.get(), film, all.values);
    }
  }
  return std::make_shared<const api::Answer>(std::move(all));
}

/// Whose bookmarks are at the desk: those of another run come with it.
bool follow_run(UiModel& model) {
  BookmarkDesk& desk = model.bookmark_desk;
  const api::Status& status = *model.status;
  if (desk.run == status.run && desk.folder == status.folder) return false;
  if (desk.run != status.run) {
    leave_bookmarks(model);
    BookmarkDesk next;
    next.wanted = std::move(desk.wanted);
    std::erase_if(next.wanted,
                  [](const BookmarkErrand& errand) { return errand.kind == BookmarkErrand::Kind::read; });
    next.busy = desk.busy;
    next.run = status.run;
    desk = std::move(next);
  }
  desk.folder = status.folder;
  if (model.conditional()) desk.class_names = model.told_names();
  desk.opened = desk.opened || desk.folder.empty();  // there is nothing to be read
  return true;
}

}  // namespace

std::shared_ptr<const storage::Bookmark::Drawn> drawn_of(const api::Answer& answer, int row, int frames) {
  storage::Bookmark::Drawn drawn;
  drawn.step = answer.step;
  const auto place = static_cast<size_t>(row);
  if (!answer.points.empty()) {
    if (2 * place + 2 > answer.points.size()) return nullptr;
    drawn.point = {answer.points[2 * place], answer.points[2 * place + 1]};
  } else {
    const size_t bytes = static_cast<size_t>(answer.width) * static_cast<size_t>(answer.height) * 4;
    if (bytes == 0 || (place + 1) * bytes > answer.pixels.size()) return nullptr;
    const auto begin = answer.pixels.begin() + static_cast<ptrdiff_t>(place * bytes);
    drawn.picture = {answer.width, answer.height, 4, {begin, begin + static_cast<ptrdiff_t>(bytes)}};
    drawn.film = film_of(answer, row, frames);
  }
  return std::make_shared<const storage::Bookmark::Drawn>(std::move(drawn));
}

void drop_pictures_of_others(storage::ReadBookmarks& read, const std::string& run) {
  if (read.run == run) return;
  for (storage::Bookmark& bookmark : read.list) bookmark.drawn = nullptr;
}

void drop_foreign_picture(const UiModel& model, storage::Bookmark& bookmark) {
  if (!bookmark.drawn) return;
  const api::DataInfo& data = model.status->data;
  const image::Picture& picture = bookmark.drawn->picture;
  const DrawnSize size = drawn_size(model);
  const bool fits = data.is_points() ? bookmark.drawn->point.size() == 2
                                     : picture.width == size.width && picture.height == size.height;
  if (!fits) bookmark.drawn = nullptr;
}

bool explore_shows_bookmarks(const UiModel& model) {
  return exploring(model) && model.explore.tab == ExploreState::tab_samples && model.explore.show_bookmarks;
}

bool follow_bookmarks(UiModel& model) {
  if (!model.configured()) return false;
  BookmarkDesk& desk = model.bookmark_desk;
  bool changed = follow_run(model);
  const Bookmarks& state = tool_state<Bookmarks>(model);
  if (state.run != desk.run) {
    // Begun anew, cleared with the other tools, or brought by an undo from another run.
    Bookmarks own;
    own.run = desk.run;
    own.list = desk.newest != nullptr ? desk.newest : std::make_shared<const std::vector<Marked>>();
    if (desk.newest == nullptr) desk.kept = own.list;
    set_tool_state(model, std::move(own));
    changed = true;
  }
  desk.newest = tool_state<Bookmarks>(model).list;
  if (const uint64_t waiting = desk.after_w; waiting != 0 && model.explore.space == api::Space::w) {
    desk.after_w = 0;
    choose_bookmark(model, waiting);
    changed = true;
  }
  if (desk.pictured != desk.newest || (!model.results[view::bookmarks] && !desk.newest->empty())) {
    desk.pictured = desk.newest;
    model.results[view::bookmarks] = as_answer(model);
    changed = true;
  }
  return changed;
}

std::vector<View> bookmark_views() {
  return {{.key = "bookmarks",
           .visible = [](const UiModel&) { return false; },  // what it shows is put there
           .wanted = [](const UiModel&) { return std::optional<api::Ask>(); }},
          {.key = "bookmarks/missing",
           .visible = exploring,
           .wanted = missing_pictures,
           .turn = [](const UiModel& model) { return model.bookmark_desk.turn; },
           .asked = asked_for,
           .answered = take_pictures}};
}

}  // namespace ganscope::model
