#include "app/model/slowly.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>
#include <variant>

#include "app/model/reduce.h"

namespace ganscope::model {
namespace {

using api::StepPart;

Slowly changed(const UiModel& model) { return tool_state<Slowly>(model); }

const api::PartFacts* facts_in(const api::SlowStep& step, StepPart part) {
  const auto found = std::ranges::find(step.parts, part, &api::PartFacts::part);
  return found == step.parts.end() ? nullptr : &*found;
}

/// Pictures [N, C, H, W] in [−1, 1] as RGBA rows; slopes: mid-grey is nought, the strongest of all is black
/// or white, and they are turned round, for a slope is what raises the loss.
void append_pictures(const api::Numbers& pictures, bool slopes, std::vector<uint8_t>& rgba) {
  const auto channels = static_cast<size_t>(pictures.shape[1]);
  const size_t area = static_cast<size_t>(pictures.shape[2] * pictures.shape[3]);
  float scale = 1;
  if (slopes) {
    float most = 0;
    for (const float value : pictures.values) most = std::max(most, std::abs(value));
    scale = most > 0 ? -1 / most : 0;
  }
  for (size_t n = 0; n < static_cast<size_t>(pictures.rows()); ++n) {
    for (size_t pixel = 0; pixel < area; ++pixel) {
      for (size_t channel = 0; channel < 3; ++channel) {
        const size_t from = channels == 1 ? 0 : std::min(channel, channels - 1);
        const float value = pictures.values[(n * channels + from) * area + pixel] * scale;
        const float grey = std::isfinite(value) ? 127.5F * (1 + value) : 0;
        rgba.push_back(static_cast<uint8_t>(grey < 0 ? 0 : grey > 255 ? 255 : grey));
      }
      rgba.push_back(255);
    }
  }
}

std::shared_ptr<const api::Answer> pictures_of(const api::SlowStep& step) {
  const api::PartFacts* real = facts_in(step, StepPart::draw_real);
  if (real == nullptr || real->samples.shape.size() != 4) return nullptr;
  auto answer = std::make_shared<api::Answer>();
  answer->view = view::slow_pictures;
  answer->generation = step.generation;
  answer->step = step.step;
  answer->height = static_cast<int>(real->samples.shape[2]);
  answer->width = static_cast<int>(real->samples.shape[3]);
  append_pictures(real->samples, false, answer->pixels);
  if (const auto* fake = facts_in(step, StepPart::generate))
    append_pictures(fake->samples, false, answer->pixels);
  if (const auto* told = facts_in(step, StepPart::gradient_g);
      told != nullptr && !told->sample_slopes.values.empty())
    append_pictures(told->sample_slopes, true, answer->pixels);
  if (const auto* later = facts_in(step, StepPart::move_g))
    append_pictures(later->samples, false, answer->pixels);
  answer->count = static_cast<int>(answer->pixels.size()) / std::max(1, 4 * answer->width * answer->height);
  return answer;
}

/// The losses of D and of G in the step that is shown; nought where it ends before them.
std::array<double, 2> shown_losses(const UiModel& model) {
  const api::PartFacts* d = slow_facts(model, StepPart::loss_d);
  const api::PartFacts* g = slow_facts(model, StepPart::loss_g);
  return {d == nullptr ? 0 : d->loss, g == nullptr ? 0 : g->loss};
}

bool take_slow_step(UiModel& model, api::Session& session, double now_s) {
  auto step = session.slow_step(model.pump.slow_step_seen);
  if (step == nullptr) return false;
  const bool same = model.slow_step->active && step->step == model.slow_step->step &&
                    step->earlier == model.slow_step->earlier;
  const bool back = model.slow_step->active && step->earlier + 1 == model.slow_step->earlier;
  model.slow_step = std::move(step);
  model.results.at(view::slow_pictures) = model.slow_step->active ? pictures_of(*model.slow_step) : nullptr;
  if (!model.slow_step->active) return true;
  Slowly next = changed(model);
  const size_t last = std::max<size_t>(1, model.slow_step->parts.size()) - 1;
  using Players = api::StepKind;
  const bool awaited = next.made && !next.made->done && (!same || next.made->kind == Players::discriminator);
  // Where one goes back, the step is told from its end. After steps of one player the part stays: what they
  // changed is seen in place.
  if (!same && !(awaited && next.made->kind != Players::both)) next.part = back ? last : 0;
  if (awaited) {
    next.made->done = true;
    const auto [d, g] = shown_losses(model);
    next.made->d = d;
    next.made->g = g;
  }
  next.part = std::min(next.part, last);
  next.due_s = now_s + next.seconds;
  set_tool_state(model, std::move(next));
  return true;
}

bool go_on_slowly(UiModel& model, api::Session& session, double now_s) {
  const Slowly& state = tool_state<Slowly>(model);
  if (!state.automatic || now_s < state.due_s || slow_parts(model) == 0 || model.running()) return false;
  Slowly next = state;
  next.due_s = now_s + next.seconds;
  if (!at_slow_end(model)) {
    ++next.part;
  } else if (!model.slow_step->finite) {
    next.automatic = false;
  } else if (model.pump.slow_taken == model.slow_step->serial) {
    return false;  // the next step is on its way
  } else {
    model.pump.slow_taken = model.slow_step->serial;
    next.made.reset();
    post(model, session, api::Slowly{api::Slowly::Go::next});
  }
  set_tool_state(model, std::move(next));
  return true;
}

}  // namespace

size_t slow_parts(const UiModel& model) {
  return model.slow_step->active && model.slow_step->generation == model.status->generation &&
                 !model.running()
             ? model.slow_step->parts.size()
             : 0;
}

const api::PartFacts* slow_part(const UiModel& model) {
  const size_t parts = slow_parts(model);
  return parts == 0 ? nullptr : &model.slow_step->parts[std::min(tool_state<Slowly>(model).part, parts - 1)];
}

const api::PartFacts* slow_facts(const UiModel& model, StepPart part) {
  return slow_parts(model) == 0 ? nullptr : facts_in(*model.slow_step, part);
}

bool at_slow_end(const UiModel& model) { return tool_state<Slowly>(model).part + 1 >= slow_parts(model); }
bool at_slow_beginning(const UiModel& model) { return tool_state<Slowly>(model).part == 0; }

void show_slow_part(UiModel& model, size_t part) {
  Slowly next = changed(model);
  next.part = std::min(part, std::max<size_t>(1, slow_parts(model)) - 1);
  set_tool_state(model, std::move(next));
}

void choose_slow_sample(UiModel& model, size_t sample) {
  Slowly next = changed(model);
  next.sample = sample;
  set_tool_state(model, std::move(next));
}

void play_slowly(UiModel& model, bool automatic, double now_s) {
  Slowly next = changed(model);
  next.automatic = automatic;
  next.due_s = now_s + next.seconds;
  set_tool_state(model, std::move(next));
}

void set_slow_seconds(UiModel& model, double seconds) {
  Slowly next = changed(model);
  next.seconds = std::clamp(seconds, Slowly::fastest, Slowly::slowest);
  set_tool_state(model, std::move(next));
}

void swap_slow_view(UiModel& model) {
  Slowly next = changed(model);
  next.formula = !next.formula;
  set_tool_state(model, std::move(next));
}

void open_slow_box(UiModel& model, Slowly::Box box) {
  Slowly next = changed(model);
  next.box = box;
  next.neuron = -1;
  if (box != Slowly::Box::none) next.formula = false;
  set_tool_state(model, std::move(next));
}

void mark_slow_neuron(UiModel& model, int neuron) {
  Slowly next = changed(model);
  next.neuron = neuron;
  set_tool_state(model, std::move(next));
}

void set_slow_times(UiModel& model, int64_t times) {
  Slowly next = changed(model);
  next.times = std::clamp<int64_t>(times, 1, Slowly::most_times);
  set_tool_state(model, std::move(next));
}

void heed_command_slowly(UiModel& model, const api::Command& command) {
  if (!model.pump.slow_entered) return;
  using std::holds_alternative;
  const auto* step = std::get_if<api::StepOnce>(&command);
  const bool slowly = holds_alternative<api::Slowly>(command);
  if (holds_alternative<api::Train>(command) || holds_alternative<api::Pause>(command) ||
      holds_alternative<api::Configure>(command) || holds_alternative<api::Open>(command) ||
      holds_alternative<api::OpenGenerator>(command) || holds_alternative<api::Reset>(command) ||
      holds_alternative<api::Rewind>(command))
    model.pump.slow_ran = false;
  if ((step == nullptr && !slowly) || (step != nullptr && slow_parts(model) == 0)) return;
  Slowly next = changed(model);
  if (slowly) {
    next.made.reset();
  } else if (next.made && !next.made->done && next.made->kind == step->kind) {
    next.made->times += step->times;
  } else {
    const auto [d, g] = shown_losses(model);
    next.made = Slowly::Made{.kind = step->kind, .times = step->times, .d_before = d, .g_before = g};
  }
  set_tool_state(model, std::move(next));
}

bool slowly_shown(const UiModel& model) {
  return model.scene() == Workspace::playground && model.playground.room == slowly_room &&
         model.has_told_steps();
}

bool follow_slowly(UiModel& model, api::Session& session, double now_s) {
  const bool shown = slowly_shown(model);
  if (shown != model.pump.slow_entered) {
    model.pump.slow_entered = shown;
    if (shown) model.pump.slow_ran = model.running();
    // A step that was shown to its end has happened, as far as anybody can see.
    if (!shown && slow_parts(model) > 0 && at_slow_end(model) && model.slow_step->finite)
      post(model, session, api::Slowly{api::Slowly::Go::next});
    post(model, session, api::Slowly{shown ? api::Slowly::Go::enter : api::Slowly::Go::leave});
    if (!shown) {
      play_slowly(model, false, now_s);
      const api::Phase phase = model.status->phase;
      if (std::exchange(model.pump.slow_ran, false) && model.has_told_steps() &&
          (phase == api::Phase::ready || phase == api::Phase::running))
        post(model, session, api::Train{model.status->until_step});
    }
  }
  bool changed_now = take_slow_step(model, session, now_s);
  if (shown) changed_now |= go_on_slowly(model, session, now_s);
  return changed_now;
}

SlowPictures slow_pictures(const UiModel& model) {
  const api::PartFacts* real = slow_facts(model, StepPart::draw_real);
  if (real == nullptr || real->samples.shape.size() != 4) return {};
  return {static_cast<int>(real->samples.rows())};
}

}  // namespace ganscope::model
