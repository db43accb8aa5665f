#include "app/automation/runner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/ui/imgui_compat.h"

namespace ganscope::automation {
namespace {

/// The item that takes typed text: a slider's field when it has one of its own.
const ui::ItemMap::Item* typing_target(const ui::ItemMap& items, const std::string& name) {
  for (const char* part : {"/field", "/value", ""}) {
    if (const auto* item = items.find(name + part)) return item;
  }
  return nullptr;
}

ImVec2 inside(const ui::ItemMap::Item& item, script::Place at01) {
  return {item.min.x + (item.max.x - item.min.x) * at01.x, item.min.y + (item.max.y - item.min.y) * at01.y};
}

bool on_screen(ImVec2 at, ImVec2 size) { return at.x >= 0 && at.y >= 0 && at.x < size.x && at.y < size.y; }

}  // namespace

void inject(const Input& input, ImGuiIO& io) {
  namespace compat = ui::compat;
  compat::feed_mouse_position(io, input.mouse);
  compat::feed_mouse_button(io, 0, input.left);
  compat::feed_mouse_button(io, 1, input.right);
  if (input.wheel != 0) compat::feed_wheel(io, input.wheel);
  constexpr std::array<int, 17> special{compat::code::space,
                                        compat::code::escape,
                                        compat::code::enter,
                                        compat::code::tab,
                                        compat::code::backspace,
                                        compat::code::insert,
                                        compat::code::erase,
                                        compat::code::right,
                                        compat::code::left,
                                        compat::code::down,
                                        compat::code::up,
                                        compat::code::page_up,
                                        compat::code::page_down,
                                        compat::code::home,
                                        compat::code::end,
                                        '-',
                                        '='};
  const auto feed = [&](int code) {
    compat::feed_code(io, code, std::find(input.keys.begin(), input.keys.end(), code) != input.keys.end());
  };
  for (int code = '0'; code <= '9'; ++code) feed(code);
  for (int code = 'A'; code <= 'Z'; ++code) feed(code);
  for (int code = compat::code::f1; code <= compat::code::f12; ++code) feed(code);
  for (const int code : special) feed(code);
  compat::feed_modifiers(io, input.ctrl, input.shift, input.alt);
  if (!input.text.empty()) io.AddInputCharactersUTF8(input.text.c_str());
}

Runner::Runner(std::vector<Line> lines, std::string script_name)
    : lines_(std::move(lines)), script_name_(std::move(script_name)) {
  resting_.mouse = {1, 1};
}

Runner::Turn Runner::next(const World& world) {
  Turn turn;
  while (gesture_.empty() && current_ < lines_.size()) {
    const Line& line = lines_[current_];
    if (began_s_ < 0) began_s_ = world.now_s;
    const Progress progress = attempt(line, world, turn);
    if (progress == Progress::waiting && world.now_s - began_s_ < line.deadline_s) break;
    if (progress != Progress::done) {
      turn.failure = failure_of(line, world);
      break;
    }
    ++current_;
    began_s_ = -1;
    // What was asked for belongs to the frame now being drawn; the next line sees that frame.
    if (!turn.screenshot.empty() || !turn.drop.empty() || !turn.asked.empty() || turn.quit) break;
  }
  if (!gesture_.empty()) {
    resting_ = gesture_.front();
    gesture_.pop_front();
    turn.moving = true;
  }
  turn.input = resting_;
  // Keys, text and wheel are of one frame; mouse and buttons last.
  resting_.keys.clear();
  resting_.ctrl = resting_.shift = resting_.alt = false;
  resting_.text.clear();
  resting_.wheel = 0;
  return turn;
}

Runner::Progress Runner::attempt(const Line& line, const World& world, Turn& turn) {
  if (script::of_program(line.verb)) {
    turn.asked.push_back(line.text);
    return Progress::done;
  }
  switch (line.verb) {
    case Verb::wait:
      if (line.condition)
        return script::holds(*line.condition, lookup_in(world), remembered_) ? Progress::done
                                                                             : Progress::waiting;
      return world.now_s - began_s_ >= line.seconds ? Progress::done : Progress::waiting;
    case Verb::expect:
      return script::holds(*line.condition, lookup_in(world), remembered_) ? Progress::done
                                                                           : Progress::failed;
    case Verb::remember: {
      const Value* value = find_value(world, line.item);
      if (value == nullptr) return Progress::waiting;
      remembered_[line.item] = script::to_text(*value);
      return Progress::done;
    }
    case Verb::screenshot:
      turn.screenshot = line.argument;
      return Progress::done;
    case Verb::drop:
      turn.drop = line.argument;
      return Progress::done;
    case Verb::quit:
      turn.quit = true;
      return Progress::done;
    case Verb::key:
      plan_key(line.stroke);
      return Progress::done;
    default:
      return plan(line, world) ? Progress::done : Progress::waiting;
  }
}

bool Runner::plan(const Line& line, const World& world) {
  const auto* item =
      line.verb == Verb::type ? typing_target(world.items, line.item) : world.items.find(line.item);
  if (item == nullptr) return false;
  const ImVec2 at = inside(*item, line.from);
  if (!on_screen(at, world.size)) return false;
  Input still = resting_;
  still.mouse = at;
  if (line.verb == Verb::hover) {
    hold(still, 3);
    return true;
  }
  if (!item->enabled) return false;
  switch (line.verb) {
    case Verb::click:
      plan_press(at, false);
      break;
    case Verb::right_click:
      plan_press(at, true);
      break;
    case Verb::double_click:
      plan_press(at, false);
      plan_press(at, false);
      break;
    case Verb::type:
      plan_typing(at, line.argument);
      break;
    case Verb::wheel: {
      hold(still, 2);
      Input turned = still;
      turned.wheel = static_cast<float>(line.lines);
      hold(turned, 1);
      hold(still, 1);
      break;
    }
    case Verb::drag: {
      ImVec2 end = inside(*item, line.to);
      if (!line.other_item.empty()) {
        const auto* other = world.items.find(line.other_item);
        if (other == nullptr) return false;
        end = inside(*other, {0.5F, 0.5F});
      }
      plan_drag(at, end);
      break;
    }
    default:
      break;
  }
  return true;
}

void Runner::hold(const Input& input, int frames) {
  gesture_.insert(gesture_.end(), static_cast<size_t>(frames), input);
}

void Runner::plan_press(ImVec2 at, bool right) {
  Input free, down;
  free.mouse = down.mouse = at;
  (right ? down.right : down.left) = true;
  // One frame over it before it is pressed: ImGui finds the hovered window from the frame before.
  hold(free, 2);
  hold(down, 2);
  hold(free, 2);
}

void Runner::plan_drag(ImVec2 from, ImVec2 to) {
  constexpr int moves = 20;
  Input hand;
  hand.mouse = from;
  hold(hand, 2);
  hand.left = true;
  hold(hand, 2);
  for (int i = 1; i <= moves; ++i) {
    const float t = static_cast<float>(i) / moves;
    hand.mouse = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
    hold(hand, 1);
  }
  hold(hand, 2);
  hand.left = false;
  hold(hand, 2);
}

void Runner::plan_typing(ImVec2 at, const std::string& text) {
  plan_press(at, false);
  Input hand;
  hand.mouse = at;
  hold(hand, 1);
  Input all = hand;
  all.ctrl = true;
  all.keys = {'A'};
  hold(all, 1);
  hold(hand, 1);
  Input typed = hand;
  typed.text = text;
  if (text.empty()) typed.keys = {ui::compat::code::erase};
  hold(typed, 1);
  hold(hand, 1);
  Input enter = hand;
  enter.keys = {ui::compat::code::enter};
  hold(enter, 1);
  hold(hand, 2);
}

void Runner::plan_key(const KeyStroke& stroke) {
  Input down;
  down.mouse = resting_.mouse;
  down.ctrl = stroke.ctrl;
  down.shift = stroke.shift;
  down.alt = stroke.alt;
  Input free;
  free.mouse = resting_.mouse;
  hold(down, 1);
  down.keys = {stroke.code};
  hold(down, 1);
  hold(free, 2);
}

Failure Runner::failure_of(const Line& line, const World& world) const {
  std::string hint;
  const std::string name = line.condition ? line.condition->name : line.item;
  if (const Value* value = find_value(world, name); value != nullptr && line.condition) {
    hint = name + " is " + script::to_text(*value) + ".";
  } else if (const auto* item = world.items.find(name); item != nullptr) {
    hint = name +
           (item->enabled ? " is there, but outside the window." : " is there, but cannot be pressed now.");
  } else {
    hint = "Nothing on screen is called " + name + "; there are:";
    std::string workspace = name.substr(0, name.find('/') + 1);
    const auto same = [&](const auto& entry) { return entry.first.starts_with(workspace); };
    if (std::ranges::none_of(world.items.all(), same)) workspace.clear();
    int shown = 0;
    for (const auto& [other, _] : world.items.all()) {
      if (!other.starts_with(workspace) || shown++ >= 12) continue;
      hint += " " + other;
    }
  }
  return Failure{FailureKind::bad_data, "this line of the script could not be done: " + line.text,
                 script_name_ + ":" + std::to_string(line.number), hint};
}

}  // namespace ganscope::automation
