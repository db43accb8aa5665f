#include "app/model/reduce_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/model/reduce.h"
#include "core/runs/comparison.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

struct CompareReducer {
  UiModel& model;
  const Sessions& sessions;
  double now_s;

  void operator()(const action::OpenComparison& a) {
    auto wanted = runs::load_comparison(sessions.first->catalogue(), a.name);
    if (!wanted) return tell_failure(model, wanted.error(), now_s);
    if (!wanted->a.run.empty() && !open_in_front(model, *sessions.first, wanted->a.run, now_s)) return;
    const config::Experiment* first = wanted->a.run.empty() ? &wanted->a.experiment : nullptr;
    if (wanted->b.run.empty()) {
      begin_comparison(model, sessions, first, std::move(wanted->b.experiment));
    } else {
      if (first != nullptr) put_in_front(model, *sessions.first, *first);
      compare_with(model, sessions, wanted->b.run, now_s);
    }
    model.comparison.title = wanted->title;
    model.comparison.help = wanted->help;
    model.comparison.steps = wanted->steps;
    model.open_sheet.clear();
  }
  void operator()(const action::CompareWith& a) { compare_with(model, sessions, a.path, now_s); }
  void operator()(const action::ChangeOne& a) {
    const config::Experiment base = model.second ? model.second->experiment() : model.experiment();
    auto changed = config::with_overrides(sessions.first->catalogue(), base, "", {{a.key, a.value}});
    if (!changed) return tell_failure(model, changed.error(), now_s);
    const config::Experiment first = model.experiment();
    const bool fresh = model.status->step == 0 && !model.second;
    begin_comparison(model, sessions, fresh ? nullptr : &first, std::move(*changed));
  }
  void operator()(const action::EndComparison&) { end_comparison(model, sessions); }
  void operator()(const action::ToCompared& a) { post_to_compared(model, sessions, a.command); }
  void operator()(const action::SetHand& a) {
    model.comparison.hand = static_cast<Comparison::Hand>(std::clamp(a.whom, 0, 2));
    model.comparison.training = model.comparison.training && a.whom == 0;
  }
  void operator()(const action::KeepStep& a) {
    Comparison& comparison = model.comparison;
    comparison.in_step = a.on;
    if (a.on && (model.running() || (model.second && model.second->running()))) comparison.training = true;
    if (a.on || !std::exchange(comparison.training, false)) return;
    post_to_compared(model, sessions, api::Train{});  // each goes on alone
  }
  void operator()(const action::ShowSecond& a) { model.comparison.shows_second = a.on; }
  void operator()(const action::FilterChanges& a) { model.comparison.filter = a.words; }
  void operator()(const action::CompareMoments&) { compare_moments(model); }
  void operator()(const action::SetOtherMoment& a) { set_other_moment(model, a.step); }
  void operator()(const action::ShowDifference& a) {
    std::set<std::string>& shown = model.comparison.subtracted;
    if (!model.second) return;
    if (a.plot.empty()) {
      shown.clear();
      for (const SeriesStore* store : {&model.series, &model.measures})
        if (const api::SeriesTable* table = a.on ? store->table() : nullptr)
          for (const api::PlotInfo& plot : table->plots) shown.insert(plot.key);
    } else if (a.on) {
      shown.insert(a.plot);
    } else {
      shown.erase(a.plot);
    }
  }
  void operator()(const action::SaveComparison&) {
    if (!model.second || model.status->folder.empty() || model.second->status->folder.empty()) return;
    post_to_compared(model, sessions, api::Save{});
    const fs::path a = model.status->folder, b = model.second->status->folder;
    const fs::path file =
        a.parent_path() / fmt::format("{}-{}.toml", a.filename().string(), b.filename().string());
    const std::string title = model.comparison.title.empty()
                                  ? a.filename().string() + " · " + b.filename().string()
                                  : model.comparison.title;
    if (const auto written = runs::write_comparison(file, title, a, b); !written)
      return tell_failure(model, written.error(), now_s);
    Toast toast;
    toast.text = "Saved " + file.string();
    add_toast(model, std::move(toast), now_s);
  }
  void operator()(const action::SwapRuns&) {}  // `reduce` does it, for the sessions change places with them
};

}  // namespace

void reduce_compare(UiModel& model, const Sessions& sessions, const CompareAction& action, double now_s) {
  std::visit(CompareReducer{model, sessions, now_s}, action);
}

}  // namespace ganscope::model
