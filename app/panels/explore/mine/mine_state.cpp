#include "app/panels/explore/mine/mine_state.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "app/model/asks.h"
#include "core/explore/tools/invert_numbers.h"

namespace ganscope::panels::mine {
namespace {

using model::UiModel;
using State = OwnPicture::State;
namespace inverted = explore::inverted;

const Mine& state_of(const UiModel& model) { return model::tool_state<Mine>(model); }

/// Null: it is gone. `mine` may be const.
template <class Kept>
auto find_picture(Kept& mine, uint64_t id) -> decltype(&mine.pictures[0]) {
  const auto found = std::ranges::find(mine.pictures, id, &OwnPicture::id);
  return found == mine.pictures.end() ? nullptr : &*found;
}

/// Begins with the picture that waits longest, unless one is under way.
void begin_next(const UiModel& model, Mine& mine) {
  if (refining_picture(mine) != nullptr) return;
  const auto next = std::ranges::find(mine.pictures, State::waiting, &OwnPicture::state);
  if (next == mine.pictures.end()) return;
  next->state = State::refining;
  next->space = model.explore.space;
  mine.refining = model::blank_ask(model);
  mine.refining.tool = "invert";
  mine.refining.follow = false;
  mine.refining.space = next->space;
  mine.refining.pictures = next->values;
  mine.refining.settings.set("run_folder", model.status->folder);
  mine.hand = model.explore.latent;
  mine.progress = {};
  mine.began_s = mine.left_s = -1;
  ++mine.turn;
}

/// Pictures that were refined before the encoder had learned get its guess afterwards, one after the other.
void guess_next(Mine& mine) {
  const bool learned = mine.learning.total > 0 && mine.learning.done >= mine.learning.total;
  const auto next = std::ranges::find_if(mine.pictures, [](const OwnPicture& picture) {
    return picture.state == State::done && !picture.guess_distance && !picture.refined.empty();
  });
  mine.guessing = learned && next != mine.pictures.end() ? next->id : 0;
}

double time_left(const Progress& progress, double since_s, double now_s) {
  if (progress.done <= 0 || since_s < 0 || now_s <= since_s) return -1;
  return (now_s - since_s) * static_cast<double>(progress.total - progress.done) /
         static_cast<double>(progress.done);
}

void fill(OwnPicture& picture, const api::Answer& answer) {
  if (answer.vectors.count != 2 || answer.table.empty()) return;
  const std::vector<double>& numbers = answer.table.front().numbers;
  if (numbers.size() < inverted::numbers) return;
  const auto row = [&](int index) {
    return explore::Latent(answer.vectors.row(index), answer.vectors.row(index) + answer.vectors.width);
  };
  picture.guess = row(0);
  picture.refined = row(1);
  picture.step = answer.step;
  picture.label = static_cast<int>(numbers[inverted::label]);
  picture.guess_label = static_cast<int>(numbers[inverted::guess_label]);
  picture.distance = numbers[inverted::distance];
  picture.guess_distance.reset();
  if (std::isfinite(numbers[inverted::guess])) picture.guess_distance = numbers[inverted::guess];
  if (answer.curves.size() < 2) return;
  picture.curve_step = answer.curves[0].x;
  picture.curve_now = answer.curves[0].y;
  picture.curve_best = answer.curves[1].y;
}

}  // namespace

const OwnPicture* shown_picture(const Mine& mine) { return find_picture(mine, mine.shown); }

const OwnPicture* refining_picture(const Mine& mine) {
  const auto found = std::ranges::find(mine.pictures, State::refining, &OwnPicture::state);
  return found == mine.pictures.end() ? nullptr : &*found;
}

bool has_moved(const UiModel& model, const OwnPicture& picture) {
  if (picture.state != State::done) return false;
  return model.moment == api::now ? picture.step != model.status->step : picture.step != model.moment;
}

explore::Latent edited(const UiModel& model, const OwnPicture& picture, int edit) {
  const auto& kept = model.explore.kept;
  if (edit <= 0) return picture.refined;
  if (static_cast<size_t>(edit) > kept.size() || picture.space != model.explore.space) return {};
  const explore::Latent& along = kept[static_cast<size_t>(edit - 1)].direction;
  return along.size() == picture.refined.size() ? explore::add(picture.refined, along, edit_strength)
                                                : explore::Latent{};
}

void take_picture(UiModel& model, const model::ReadPicture& read) {
  if (!read.fitted) return;
  Mine mine = state_of(model);
  OwnPicture picture;
  picture.id = ++mine.last_id;
  picture.name = std::filesystem::path(read.path).filename().string();
  picture.width = read.width;
  picture.height = read.height;
  picture.remarks = read.fitted->remarks;
  picture.values = read.fitted->values.values;
  mine.shown = picture.id;
  if (mine.pictures.size() == most_pictures) mine.pictures.erase(mine.pictures.begin());
  mine.pictures.push_back(std::move(picture));
  begin_next(model, mine);
  model::set_tool_state(model, std::move(mine));
}

void refine_again(UiModel& model, uint64_t id) {
  Mine mine = state_of(model);
  OwnPicture* picture = find_picture(mine, id);
  if (picture == nullptr || picture->state == State::refining) return;
  picture->state = State::waiting;
  ++mine.lessons;
  begin_next(model, mine);
  model::set_tool_state(model, std::move(mine));
}

void cancel(UiModel& model) {
  Mine mine = state_of(model);
  for (OwnPicture& picture : mine.pictures) {
    if (picture.state != State::refining) continue;
    picture.state = picture.refined.empty() ? State::failed : State::done;
    picture.failure = {FailureKind::cancelled, "cancelled before anything was found", picture.name, ""};
  }
  begin_next(model, mine);
  model::set_tool_state(model, std::move(mine));
}

void show_picture(UiModel& model, uint64_t id) {
  Mine mine = state_of(model);
  mine.shown = id;
  model::set_tool_state(model, std::move(mine));
}

void remove_picture(UiModel& model, uint64_t id) {
  Mine mine = state_of(model);
  const OwnPicture* picture = find_picture(mine, id);
  if (picture == nullptr) return;
  if (picture->state != State::refining) model::remember(model, {}, true, Mine::key);
  std::erase_if(mine.pictures, [&](const OwnPicture& other) { return other.id == id; });
  if (mine.shown == id) mine.shown = mine.pictures.empty() ? 0 : mine.pictures.back().id;
  begin_next(model, mine);
  model::set_tool_state(model, std::move(mine));
}

void take_in_hand(UiModel& model, uint64_t id, int edit) {
  const OwnPicture* picture = find_picture(state_of(model), id);
  if (picture == nullptr || picture->space != model.explore.space) return;
  const explore::Latent latent = edited(model, *picture, edit);
  if (latent.empty()) return;
  const std::string origin =
      edit <= 0 ? picture->name
                : picture->name + " + " + model.explore.kept[static_cast<size_t>(edit - 1)].name;
  static_cast<void>(model::take_in_hand(model, latent, origin, picture->label));
}

void take_refined(UiModel& model, const api::Answer& answer, double now_s) {
  Mine mine = state_of(model);
  const auto at = std::ranges::find(mine.pictures, State::refining, &OwnPicture::state);
  if (at == mine.pictures.end()) return;
  if (answer.failure) {
    at->state = State::failed;
    at->failure = *answer.failure;
    begin_next(model, mine);
    return model::set_tool_state(model, std::move(mine));
  }
  fill(*at, answer);
  mine.progress = answer.progress;
  if (mine.began_s < 0) mine.began_s = now_s;
  mine.left_s = time_left(mine.progress, mine.began_s, now_s);
  if (!answer.complete) return model::set_tool_state(model, std::move(mine));
  at->state = State::done;
  const uint64_t id = at->id;
  // It comes in hand by itself, unless the hand has gone elsewhere meanwhile.
  const bool in_hand = mine.shown == id && mine.hand == model.explore.latent;
  begin_next(model, mine);
  guess_next(mine);
  model::set_tool_state(model, std::move(mine));
  if (in_hand) take_in_hand(model, id);
}

void take_learned(UiModel& model, const api::Answer& answer, double now_s) {
  Mine mine = state_of(model);
  if (answer.failure) {
    mine.no_encoder = *answer.failure;
    mine.learning = {};
    return model::set_tool_state(model, std::move(mine));
  }
  if (answer.complete || mine.learning_since_s < 0 || answer.progress.done < mine.learning.done)
    mine.learning_since_s = answer.complete ? -1 : now_s;
  mine.learning = answer.progress;
  mine.learning_left_s = time_left(mine.learning, mine.learning_since_s, now_s);
  mine.no_encoder.reset();
  if (answer.complete && !answer.table.empty()) mine.remark = answer.table.front().text;
  if (answer.complete) guess_next(mine);
  model::set_tool_state(model, std::move(mine));
}

void take_guessed(UiModel& model, const api::Answer& answer) {
  Mine mine = state_of(model);
  OwnPicture* picture = find_picture(mine, mine.guessing);
  if (!answer.failure && !answer.complete) return;
  mine.guessing = 0;
  if (picture != nullptr && picture->state == State::done && !answer.failure) {
    OwnPicture guessed;
    fill(guessed, answer);
    if (guessed.guess_distance && guessed.guess.size() == picture->guess.size()) {
      picture->guess = guessed.guess;
      picture->guess_label = guessed.guess_label;
      picture->guess_distance = guessed.guess_distance;
      guess_next(mine);
    }
  }
  model::set_tool_state(model, std::move(mine));
}

}  // namespace ganscope::panels::mine
