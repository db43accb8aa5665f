#include "app/model/bookmarks.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

#include "app/model/asks.h"
#include "app/model/reduce_explore.h"
#include "core/storage/latent_text.h"

namespace ganscope::model {
namespace {

void tell(UiModel& model, std::string text, std::string hint, double now_s, bool error = false) {
  Toast toast;
  toast.error = error;
  toast.text = std::move(text);
  toast.hint = std::move(hint);
  add_toast(model, std::move(toast), now_s);
}

/// Puts another list in place of the one that is there; no undo.
void put(UiModel& model, std::vector<Marked> list) {
  Bookmarks state;
  state.run = model.bookmark_desk.run;
  state.list = std::make_shared<const std::vector<Marked>>(std::move(list));
  set_tool_state(model, std::move(state));
}

/// The same, undoably.
void change(UiModel& model, std::vector<Marked> list) {
  remember(model, {}, true, Bookmarks::key);
  put(model, std::move(list));
}

/// The run's file is read and the list has room for so many; else it is told why not.
bool has_room(UiModel& model, size_t more, double now_s) {
  follow_bookmarks(model);
  if (!model.bookmark_desk.opened) {
    tell(model, "The bookmarks of this run are still being read", "try again in a moment", now_s, true);
    return false;
  }
  if (bookmarks(model).size() + more <= most_bookmarks) return true;
  tell(model, fmt::format("A run has {} bookmarks at most", most_bookmarks),
       fmt::format("it has {}, and {} more would be too many: remove some", bookmarks(model).size(), more),
       now_s, true);
  return false;
}

std::string free_name(const std::vector<Marked>& list, const std::string& name) {
  const auto taken = [&](const std::string& wanted) {
    return std::ranges::any_of(list, [&](const Marked& marked) { return marked.bookmark.name == wanted; });
  };
  if (!taken(name)) return name;
  const std::string stem = name.substr(0, name.size() - numbered_ending(name).size());
  std::string unique;
  for (int i = 2; unique.empty() || taken(unique); ++i) unique = fmt::format("{} ({})", stem, i);
  return unique;
}

void append(UiModel& model, std::vector<Marked>& list, storage::Bookmark bookmark) {
  list.push_back({++model.bookmark_desk.last_id, std::move(bookmark)});
}

int64_t shown_step(const UiModel& model) {
  return model.moment == api::now ? model.status->step : model.moment;
}

/// What a bookmark made now says besides the latent.
storage::Bookmark blank_bookmark(const UiModel& model) {
  storage::Bookmark bookmark;
  bookmark.space = model.explore.space;
  bookmark.model = model.drawn_model();
  bookmark.step = shown_step(model);
  bookmark.made = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  if (!model.conditional()) return bookmark;
  bookmark.label = std::clamp(model.explore.label, 0, model.classes() - 1);
  if (!model.explore.blended()) return bookmark;
  bookmark.shares = model.explore.class_shares(model.classes());
  const auto most = std::ranges::max_element(bookmark.shares);
  bookmark.label = static_cast<int>(most - bookmark.shares.begin());
  return bookmark;
}

/// The big picture, if it is that of what is in hand, goes along.
void take_picture_in_hand(const UiModel& model, storage::Bookmark& bookmark) {
  const auto& result = model.result(view::picture);
  const auto& asked = model.pump.asked[view::picture];
  const auto wanted = wanted_ask(model, view::picture);
  if (!result || !wanted || result->id != asked.id || result->count < 1 || result->failure) return;
  if (fingerprint(*wanted) != asked.fingerprint) return;
  bookmark.drawn = drawn_of(*result, 0, frames_of(model.status->data));
  bookmark.step = result->step;
  bookmark.model = result->model;
}

storage::PythonRun python_run(const UiModel& model, const storage::Bookmark& bookmark) {
  const api::DataInfo& data = model.status->data;
  storage::PythonRun run{model.status->folder, "",          model.conditional(), data.is_points(),
                         data.channels,        data.height, data.width};
  const std::vector<std::string> names = model.told_names();
  if (bookmark.label >= 0 && static_cast<size_t>(bookmark.label) < names.size())
    run.class_name = names[static_cast<size_t>(bookmark.label)];
  return run;
}

/// Adds what was read or pasted, but for those that are there already.
void take_in(UiModel& model, storage::ReadBookmarks read, const std::string& from, double now_s) {
  std::vector<Marked> list = bookmarks(model);
  const auto known = [&](const storage::Bookmark& bookmark) {
    return std::ranges::any_of(
        list, [&](const Marked& marked) { return storage::same_bookmark(marked.bookmark, bookmark); });
  };
  const storage::Bookmark now = blank_bookmark(model);
  for (storage::Bookmark& bookmark : read.list) {
    if (bookmark.label >= 0) continue;
    bookmark.label = now.label;  // of a model without classes: the one in hand, if this one has any
    bookmark.shares = now.shares;
  }
  const size_t all = read.list.size();
  std::erase_if(read.list, known);
  const size_t fresh = read.list.size();
  if (fresh > 0 && !has_room(model, fresh, now_s)) return;
  if (fresh < all) read.remarks.push_back(fmt::format("{} were there already", all - fresh));
  for (storage::Bookmark& bookmark : read.list) {
    drop_foreign_picture(model, bookmark);
    append(model, list, std::move(bookmark));
  }
  if (fresh > 0) {
    model.bookmark_desk.chosen = list[list.size() - fresh].id;
    change(model, std::move(list));
  }
  tell(model, fmt::format("{} bookmarks taken from {}", fresh, from),
       fmt::format("{}", fmt::join(read.remarks, "; ")), now_s);
}

/// The moment of the history that is nearest to a step; now, where the step is the present one or there is
/// none.
int64_t nearest_moment(const UiModel& model, int64_t step) {
  const auto& steps = model.history->steps;
  if (steps.empty() || step == model.status->step) return api::now;
  return *std::ranges::min_element(steps, {}, [&](int64_t kept) { return std::abs(kept - step); });
}

void show_classes_of(UiModel& model, const storage::Bookmark& bookmark) {
  ExploreState& state = model.explore;
  if (!model.conditional() || bookmark.label < 0) return;
  state.mixture.clear();
  state.blend = 0;
  state.label = std::min(bookmark.label, model.classes() - 1);
  if (static_cast<int>(bookmark.shares.size()) == model.classes()) state.take_classes(bookmark.shares);
}

}  // namespace

std::string_view numbered_ending(std::string_view name) {
  const size_t open = name.rfind(" (");
  if (open == std::string_view::npos || open == 0 || !name.ends_with(')')) return {};
  const std::string_view digits = name.substr(open + 2, name.size() - open - 3);
  const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? name.substr(open) : std::string_view();
}

const std::vector<Marked>& bookmarks(const UiModel& model) {
  static const std::vector<Marked> none;
  const Bookmarks& state = tool_state<Bookmarks>(model);
  return state.list == nullptr ? none : *state.list;
}

const storage::Bookmark* bookmark_of(const UiModel& model, uint64_t id) {
  const auto& list = bookmarks(model);
  const auto found = std::ranges::find(list, id, &Marked::id);
  return found == list.end() ? nullptr : &found->bookmark;
}

void add_bookmark(UiModel& model, const std::string& name, double now_s) {
  if (!latent_in_hand(model) || !has_room(model, 1, now_s)) return;
  storage::Bookmark bookmark = blank_bookmark(model);
  bookmark.latent = model.explore.latent;
  bookmark.truncation = model.explore.truncation;
  take_picture_in_hand(model, bookmark);
  std::vector<Marked> list = bookmarks(model);
  bookmark.name = free_name(list, name);
  const bool passing = !model.status->trainable && list.empty();  // the run's folder would keep them
  if (passing || !explore_shows_bookmarks(model))
    tell(model, fmt::format("Bookmark: {}", bookmark.name),
         passing ? "bookmarks of a generator from elsewhere go when it is closed: save them to a file"
                 : "it stands in Samples, Bookmarks",
         now_s);
  append(model, list, std::move(bookmark));
  model.bookmark_desk.chosen = list.back().id;
  change(model, std::move(list));
}

void add_bookmark(UiModel& model, const Marking& what, double now_s) {
  if (what.latent.size() != static_cast<size_t>(model.status->latent_dim) || !has_room(model, 1, now_s))
    return;
  storage::Bookmark bookmark = blank_bookmark(model);
  bookmark.space = what.space;
  bookmark.latent = what.latent;
  if (model.conditional() && static_cast<int>(what.shares.size()) == model.classes()) {
    const auto most = std::ranges::max_element(what.shares);
    bookmark.label = static_cast<int>(most - what.shares.begin());
    bookmark.shares = *most == 1 ? std::vector<float>{} : what.shares;
  }
  // It was drawn with the truncation that is set, and is to look the same.
  bookmark.truncation = model.explore.truncation;
  std::vector<Marked> list = bookmarks(model);
  bookmark.name = free_name(list, what.name);
  append(model, list, std::move(bookmark));
  model.bookmark_desk.chosen = list.back().id;
  change(model, std::move(list));
}

void remove_bookmark(UiModel& model, uint64_t id) {
  std::vector<Marked> list = bookmarks(model);
  const auto found = std::ranges::find(list, id, &Marked::id);
  if (found == list.end()) return;
  const auto next = list.erase(found);
  model.bookmark_desk.chosen = list.empty() ? 0 : next == list.end() ? list.back().id : next->id;
  change(model, std::move(list));
}

void rename_bookmark(UiModel& model, uint64_t id, const std::string& name) {
  std::vector<Marked> list = bookmarks(model);
  const auto found = std::ranges::find(list, id, &Marked::id);
  if (found == list.end() || name.find_first_not_of(' ') == std::string::npos || found->bookmark.name == name)
    return;
  found->bookmark.name = name;
  change(model, std::move(list));
}

void choose_bookmark(UiModel& model, uint64_t id) {
  const storage::Bookmark* found = bookmark_of(model, id);
  if (found == nullptr) return;
  const storage::Bookmark bookmark = *found;
  model.bookmark_desk.chosen = id;
  model.bookmark_desk.after_w = 0;
  const api::Space shown = model.explore.space;
  if (bookmark.space == api::Space::w && shown == api::Space::z) {
    // Everything goes to w first; then this comes in hand.
    model.bookmark_desk.after_w = id;
    return reduce_explore(model, explore_action::SetSpace{api::Space::w}, 0);
  }
  if (bookmark.space == api::Space::z && shown == api::Space::w) {
    if (model.conditional()) remember(model);
    show_classes_of(model, bookmark);
    return reduce_explore(model,
                          explore_action::SetLatent{explore::truncated(bookmark.latent, bookmark.truncation),
                                                    bookmark.name, api::Space::z},
                          0);
  }
  if (!take_in_hand(model, bookmark.latent, bookmark.name, std::max(0, bookmark.label))) return;
  model.explore.truncation = std::clamp(bookmark.truncation, 0.0, 1.5);
  show_classes_of(model, bookmark);
}

void open_bookmark(UiModel& model, uint64_t id, double now_s) {
  const storage::Bookmark* bookmark = bookmark_of(model, id);
  if (bookmark == nullptr) return;
  const int64_t moment = nearest_moment(model, bookmark->step);
  const int64_t step = moment == api::now ? model.status->step : moment;
  if (step != bookmark->step)
    tell(model, fmt::format("The moment kept nearest to step {} is step {}", bookmark->step, step), "",
         now_s);
  model.playback.playing = false;
  model.moment = moment;
  model.shown_model = bookmark->model;
  choose_bookmark(model, id);
}

void paste_bookmarks(UiModel& model, std::string_view text, const std::string& name, double now_s) {
  if (!latent_in_hand(model)) return;
  if (storage::begins_like_bookmarks(text.substr(0, storage::bookmarks_telling_bytes))) {
    auto read = storage::parse_bookmarks(text, "clipboard");
    if (read) {
      drop_pictures_of_others(*read, model.bookmark_desk.run);
      const std::vector<std::string> none;
      read = storage::fitted_bookmarks(std::move(*read), model.status->latent_dim, model.has_mapping(),
                                       model.classes(), model.conditional() ? model.told_names() : none,
                                       "clipboard");
    }
    if (!read) return tell_failure(model, read.error(), now_s);
    return take_in(model, std::move(*read), "the clipboard", now_s);
  }
  const auto latents = storage::parse_latents(text, model.status->latent_dim);
  if (!latents) return tell_failure(model, latents.error(), now_s);
  if (!has_room(model, latents->size(), now_s)) return;
  std::vector<Marked> list = bookmarks(model);
  for (const std::vector<float>& latent : *latents) {
    storage::Bookmark bookmark = blank_bookmark(model);
    bookmark.latent = latent;
    bookmark.name = free_name(list, name);
    append(model, list, std::move(bookmark));
  }
  const uint64_t first = list[list.size() - latents->size()].id;
  change(model, std::move(list));
  model.bookmark_desk.chosen = first;
}

std::string bookmark_vector(const UiModel& model, uint64_t id) {
  const storage::Bookmark* bookmark = bookmark_of(model, id);
  if (bookmark == nullptr) return {};
  // In z what the generator gets, as it stands in the Python lines; the mean of all w is not known here.
  return storage::latent_text(bookmark->space == api::Space::z
                                  ? explore::truncated(bookmark->latent, bookmark->truncation)
                                  : bookmark->latent);
}

std::string bookmark_python(const UiModel& model, uint64_t id) {
  const storage::Bookmark* bookmark = bookmark_of(model, id);
  return bookmark == nullptr ? std::string() : storage::python_lines(*bookmark, python_run(model, *bookmark));
}

void take_bookmark_errand(UiModel& model, const BookmarkErrandDone& done, double now_s) {
  using Kind = BookmarkErrand::Kind;
  BookmarkDesk& desk = model.bookmark_desk;
  const BookmarkErrand& errand = done.errand;
  const bool own = errand.run == desk.run;
  desk.busy = false;
  ++model.touched;
  if (done.failure) tell_failure(model, *done.failure, now_s);
  if (errand.kind == Kind::open && own) {
    desk.opened = true;
    desk.keepable = done.keepable;
    std::vector<Marked> list;
    for (storage::Bookmark bookmark : done.read.list) {
      drop_foreign_picture(model, bookmark);
      append(model, list, std::move(bookmark));
    }
    put(model, std::move(list));
    desk.newest = tool_state<Bookmarks>(model).list;
    // Where the file was put aside, what fits is written anew.
    if (!done.failure || desk.newest->empty()) desk.kept = desk.newest;
    if (!done.failure && !done.read.remarks.empty())
      tell(model, "Bookmarks of this run", fmt::format("{}", fmt::join(done.read.remarks, "; ")), now_s);
  } else if (errand.kind == Kind::keep && own) {
    if (done.absent)
      desk.absent_at = model.status->step;
    else if (done.failure)
      desk.refused = errand.list;
    else
      desk.kept = errand.list;
  } else if (errand.kind == Kind::read && own && !done.failure) {
    take_in(model, done.read, errand.path, now_s);
  } else if (errand.kind == Kind::write && !done.failure) {
    tell(model, fmt::format("Bookmarks saved in {}", errand.path), "", now_s);
  }
}

}  // namespace ganscope::model
