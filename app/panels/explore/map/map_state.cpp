#include "app/panels/explore/map/map_state.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "app/model/asks.h"
#include "app/model/reduce_explore.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/layout_names.h"

namespace ganscope::panels::map {
namespace {

using model::UiModel;
namespace layout = explore::layout;

const Map& map_of(const UiModel& model) { return model::tool_state<Map>(model); }

std::shared_ptr<const Laid> laid_from(const UiModel& model, const api::Ask& ask, const api::Answer& answer) {
  auto laid = std::make_shared<Laid>();
  laid->run = model.status->run;
  laid->step = answer.step;
  laid->count = answer.count;
  laid->first_seed = static_cast<uint64_t>(ask.settings.integer("seed"));
  laid->space = ask.space;
  laid->points = answer.points;
  laid->latents = answer.vectors;
  laid->scores = answer.scores;
  for (const api::Curve& curve : answer.curves) {
    if (curve.key != layout::cells) continue;
    laid->column.assign(curve.x.begin(), curve.x.end());
    laid->row.assign(curve.y.begin(), curve.y.end());
  }
  if (const auto* grid = answer.row(layout::grid))
    laid->side = std::max(1, static_cast<int>(grid->numbers[0]));
  if (const auto* features = answer.row(layout::features)) laid->learned = features->text == "learned";
  if (const auto* labels = answer.row(layout::labels))
    laid->labels.assign(labels->numbers.begin(), labels->numbers.end());
  const auto count = static_cast<size_t>(laid->count);
  const auto whole = static_cast<size_t>(laid->side) * static_cast<size_t>(laid->side);
  if (count == 0 || laid->column.size() != count || laid->latents.count != laid->count) return nullptr;
  laid->who.assign(whole, -1);
  for (size_t i = 0; i < count; ++i) {
    const auto cell = static_cast<size_t>(laid->row[i]) * static_cast<size_t>(laid->side) +
                      static_cast<size_t>(laid->column[i]);
    if (cell < whole) laid->who[cell] = static_cast<int>(i);
  }
  if (!laid->scores.empty()) {
    const layout::ScoreScale scale = layout::score_scale(laid->scores);
    laid->score_low = scale.low;
    laid->score_high = scale.high;
  }
  return laid;
}

explore::Latent mean_of(const Laid& laid, const std::vector<uint8_t>& in, bool chosen, int from, int step) {
  const auto dim = static_cast<size_t>(laid.latents.width);
  std::vector<double> sum(dim);
  int count = 0;
  for (int i = from; i < laid.count; i += step) {
    if ((in[static_cast<size_t>(i)] != 0) != chosen) continue;
    ++count;
    for (size_t k = 0; k < dim; ++k) sum[k] += static_cast<double>(laid.latents.row(i)[k]);
  }
  explore::Latent mean;
  for (size_t k = 0; k < dim && count > 0; ++k) mean.push_back(static_cast<float>(sum[k] / count));
  return mean;
}

/// Share on the right side among every second sample from `measured` on, by the others.
double right_side(const Laid& laid, const Selection& chosen, int measured) {
  const explore::Latent here = mean_of(laid, chosen.in, true, 1 - measured, 2),
                        rest = mean_of(laid, chosen.in, false, 1 - measured, 2);
  if (here.empty() || rest.empty()) return std::numeric_limits<double>::quiet_NaN();
  const explore::Latent along = explore::add(here, rest, -1.0);
  const double middle = (explore::dot(here, along) + explore::dot(rest, along)) / 2;
  std::array<double, 2> right{}, all{};
  for (int i = measured; i < laid.count; i += 2) {
    const size_t chosen_here = chosen.in[static_cast<size_t>(i)];
    const bool ahead =
        explore::dot({laid.latents.row(i), laid.latents.row(i) + laid.latents.width}, along) > middle;
    all[chosen_here] += 1;
    if (ahead == (chosen_here == 1)) right[chosen_here] += 1;
  }
  if (all[0] == 0 || all[1] == 0) return std::numeric_limits<double>::quiet_NaN();
  return 50 * (right[0] / all[0] + right[1] / all[1]);
}

/// "hat", "hair colour: red": the value's name among a question's (each on a line of `values`).
std::vector<Judgement::Attribute> attributes_of(const api::Answer& answer) {
  std::vector<Judgement::Attribute> attributes;
  size_t column = 0;
  for (const api::TableRow& question : answer.table) {
    std::vector<std::string> values(1);
    for (const char letter : question.text) {
      if (letter == '\n')
        values.emplace_back();
      else
        values.back() += letter;
    }
    std::string key = question.key == "label" ? "class" : question.key;
    std::ranges::replace(key, '_', ' ');
    const bool yes_or_no = values == std::vector<std::string>{"no", "yes"};
    for (size_t v = 0; v < values.size(); ++v, ++column)
      if (values.size() != 2 || v == 1)
        attributes.push_back({yes_or_no ? key : key + ": " + values[v], column});
  }
  return attributes;
}

Work begin(const UiModel& model, const char* tool, int samples) {
  Work work = model::begin_work(model, tool);
  work.ask.truncation = work.ask.space == api::Space::w ? model.explore.truncation : 1;
  work.ask.settings.set("samples", int64_t{samples});
  work.ask.settings.set("seed", int64_t{1});
  work.ask.settings.set("truncation", model.explore.truncation);
  return work;
}

}  // namespace

int Laid::at(int column_of, int row_of_cell) const {
  if (column_of < 0 || row_of_cell < 0 || column_of >= side || row_of_cell >= side) return -1;
  return who[static_cast<size_t>(row_of_cell) * static_cast<size_t>(side) + static_cast<size_t>(column_of)];
}

const Laid* shown_map(const UiModel& model) {
  const Laid* laid = map_of(model).laid.get();
  if (laid == nullptr || laid->run != model.status->run || laid->latents.width != model.status->latent_dim)
    return nullptr;
  return laid;
}

const Selection& selection(const UiModel& model) {
  static const Selection none;
  const Selection& chosen = model::tool_state<Selection>(model);
  const Laid* laid = shown_map(model);
  return laid != nullptr && chosen.of.get() == laid ? chosen : none;
}

double share_done(const Map& map) {
  const Progress& now = map.laying.progress;
  const double share = now.total > 0 ? static_cast<double>(now.done) / static_cast<double>(now.total) : 0;
  if (now.what == "map: laying out") return 0.5 + share / 2;
  if (now.what == "map: components") return 0.4 + share / 10;
  return 0.4 * share;
}

std::vector<int> inside(const Laid& laid, const std::vector<Place>& line) {
  std::vector<int> found;
  for (int i = 0; i < laid.count; ++i) {
    const double x = laid.column[static_cast<size_t>(i)] + 0.5, y = laid.row[static_cast<size_t>(i)] + 0.5;
    bool in = false;
    for (size_t a = 0, b = line.size() - 1; a < line.size(); b = a++) {
      const bool crosses = (line[a][1] > y) != (line[b][1] > y);
      if (crosses &&
          x < line[a][0] + (y - line[a][1]) / (line[b][1] - line[a][1]) * (line[b][0] - line[a][0]))
        in = !in;
    }
    if (in) found.push_back(i);
  }
  return found;
}

int nearest_sample(const Laid& laid, Place at, double far) {
  int nearest = -1;
  double least = far * far;
  for (int i = 0; i < laid.count; ++i) {
    const double x = laid.column[static_cast<size_t>(i)] + 0.5 - at[0],
                 y = laid.row[static_cast<size_t>(i)] + 0.5 - at[1];
    if (x * x + y * y >= least) continue;
    least = x * x + y * y;
    nearest = i;
  }
  return nearest;
}

std::vector<int> heap_of(const Laid& laid, int sample) {
  const auto count = static_cast<size_t>(laid.count);
  const auto squared = [&](size_t a, size_t b) {
    const float dx = laid.points[2 * a] - laid.points[2 * b],
                dy = laid.points[2 * a + 1] - laid.points[2 * b + 1];
    return dx * dx + dy * dy;
  };
  std::vector<float> nearest;
  for (size_t i = 0; i < count; ++i) {
    float least = std::numeric_limits<float>::max();
    for (size_t j = 0; j < count; ++j)
      if (j != i) least = std::min(least, squared(i, j));
    nearest.push_back(least);
  }
  const auto middle = nearest.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(nearest.begin(), middle, nearest.end());
  constexpr float gap = 4;  // times; at 3 heaps fall apart, at 6 faces run together
  const float reach = gap * gap * *middle;
  std::vector<uint8_t> seen(count);
  std::vector<int> heap{sample};
  seen[static_cast<size_t>(sample)] = 1;
  for (size_t next = 0; next < heap.size(); ++next)
    for (size_t other = 0; other < count; ++other)
      if (seen[other] == 0 && squared(static_cast<size_t>(heap[next]), other) <= reach) {
        seen[other] = 1;
        heap.push_back(static_cast<int>(other));
      }
  return heap;
}

Means means_of(const Laid& laid, const Selection& chosen) {
  if (chosen.in.empty()) return {};
  return {mean_of(laid, chosen.in, true, 0, 1), mean_of(laid, chosen.in, false, 0, 1)};
}

double separation(const Laid& laid, const Selection& chosen) {
  if (chosen.in.empty()) return std::numeric_limits<double>::quiet_NaN();
  return (right_side(laid, chosen, 0) + right_side(laid, chosen, 1)) / 2;
}

std::vector<Shared> shared_by(const Map& map, const Selection& chosen) {
  std::vector<Shared> all;
  if (!map.judgement || chosen.members.empty()) return all;
  const api::Rows& said = map.judgement->probabilities;
  if (said.count != static_cast<int>(chosen.in.size())) return all;
  for (const Judgement::Attribute& attribute : map.judgement->attributes) {
    std::array<double, 2> have{}, count{};
    for (int i = 0; i < said.count; ++i) {
      const size_t here = chosen.in[static_cast<size_t>(i)];
      count[here] += 1;
      if (said.row(i)[attribute.column] > 0.5F) have[here] += 1;
    }
    all.push_back(
        {attribute.name, 100 * have[1] / std::max(count[1], 1.0), 100 * have[0] / std::max(count[0], 1.0)});
  }
  std::ranges::stable_sort(all, std::greater{},
                           [](const Shared& s) { return std::abs(s.here - s.elsewhere); });
  return all;
}

void lay_out(UiModel& model) {
  Map map = map_of(model);
  map.laying = begin(model, "layout", map.samples);
  map.judging = {};
  map.first.reset();
  map.begun_s = -1;
  ++map.turn;
  model::set_tool_state(model, std::move(map));
}

void cancel(UiModel& model) {
  Map map = map_of(model);
  if (map.laying.state == Work::State::wanted) map.laying = {};
  if (map.judging.state == Work::State::wanted) map.judging = {};
  map.first.reset();
  model::set_tool_state(model, std::move(map));
}

void set_samples(UiModel& model, int samples) {
  Map map = map_of(model);
  map.samples = samples;
  model::set_tool_state(model, std::move(map));
  lay_out(model);
}

void look(UiModel& model, const Look& wanted) {
  Look bounded = wanted;
  bounded.zoom = ui::within(wanted.zoom, nearest_zoom, farthest_zoom);
  bounded.x = ui::within(wanted.x, 0.0, 1.0);
  bounded.y = ui::within(wanted.y, 0.0, 1.0);
  model::set_tool_state(model, std::move(bounded));
}

void draw_line(UiModel& model, std::vector<Place> places) {
  Line line;
  line.places = std::move(places);
  model::set_tool_state(model, std::move(line));
}

void select(UiModel& model, const std::vector<int>& samples, Take how, std::vector<Place> outline) {
  const Laid* laid = shown_map(model);
  if (laid == nullptr) return;
  const Selection& before = selection(model);
  Selection after;
  after.of = map_of(model).laid;
  after.in.assign(static_cast<size_t>(laid->count), 0);
  if (how != Take::instead && !before.in.empty()) after.in = before.in;
  for (const int sample : samples)
    if (sample >= 0 && sample < laid->count)
      after.in[static_cast<size_t>(sample)] = how == Take::away ? 0 : 1;
  for (int i = 0; i < laid->count; ++i)
    if (after.in[static_cast<size_t>(i)] != 0) after.members.push_back(i);
  after.outline = how == Take::instead ? std::move(outline) : before.outline;
  if (after.members == before.members) return;
  model::remember(model, {}, true, Selection::key);
  model::set_tool_state(model, std::move(after));
}

void take_in_hand(UiModel& model, int sample, double now_s) {
  const Laid* laid = shown_map(model);
  if (laid == nullptr || sample < 0 || sample >= laid->count) return;
  model::reduce_explore(
      model, model::explore_action::SetSeed{laid->first_seed + static_cast<uint64_t>(sample)}, now_s);
  if (static_cast<size_t>(sample) >= laid->labels.size()) return;
  model.explore.label = laid->labels[static_cast<size_t>(sample)];
  model.explore.blend = 0;  // it is drawn as its class, not as a mixture
  model.explore.mixture.clear();
}

Look fullest_look(const Laid& laid, const Look& now) {
  const int wide = ui::within(static_cast<int>(std::lround(laid.side / now.zoom)), 1, laid.side);
  const int last = laid.side - wide;
  const auto begin = [&](double middle) {
    return ui::within(static_cast<int>(std::lround(middle * laid.side - wide / 2.0)), 0, last);
  };
  const auto inside = [&](int left, int top) {
    int count = 0;
    for (int row = top; row < top + wide; ++row)
      for (int column = left; column < left + wide; ++column) count += laid.at(column, row) >= 0 ? 1 : 0;
    return count;
  };
  int most = 0, best_left = 0, best_top = 0;
  for (int top = 0; top <= last; ++top)
    for (int left = 0; left <= last; ++left)
      if (const int count = inside(left, top); count > most) most = count, best_left = left, best_top = top;
  Look next = now;
  if (2 * inside(begin(now.x), begin(now.y)) >= most) return next;
  next.x = (best_left + wide / 2.0) / laid.side;
  next.y = (best_top + wide / 2.0) / laid.side;
  return next;
}

void take_layout(UiModel& model, const api::Answer& answer, double now_s) {
  Map map = map_of(model);
  if (!model::take_answer(map.laying, answer)) return;
  if (map.begun_s < 0) map.begun_s = now_s;
  if (answer.failure) {
    map.first.reset();
  } else if (answer.complete) {
    map.first.reset();
    map.judgement.reset();
    if (auto laid = laid_from(model, map.laying.ask, answer)) {
      auto timed = std::make_shared<Laid>(*laid);
      timed->seconds = now_s - map.begun_s;
      map.judging.state = Work::State::wanted;
      map.judging.ask = map.laying.ask;
      map.judging.ask.tool = "scored";
      map.judging.ask.settings.set("step", laid->step);
      model::set_tool_state(model, fullest_look(*timed, model::tool_state<Look>(model)));
      map.laid = std::move(timed);
    }
  } else if (!answer.points.empty() && !map.first) {
    map.first = std::make_shared<const std::vector<float>>(answer.points);
  }
  model::set_tool_state(model, std::move(map));
}

void take_judged(UiModel& model, const api::Answer& answer) {
  Map map = map_of(model);
  if (!model::take_answer(map.judging, answer)) return;
  if (map.judging.state == Work::State::done) {
    auto judgement = std::make_shared<Judgement>();
    judgement->attributes = attributes_of(answer);
    judgement->probabilities = answer.vectors;
    map.judgement = std::move(judgement);
  }
  model::set_tool_state(model, std::move(map));
}

}  // namespace ganscope::panels::map
