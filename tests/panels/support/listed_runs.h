#pragma once
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "app/model/ui_model.h"
#include "tests/panels/support/answered_tools.h"
#include "tests/panels/support/sample_run.h"

// The table of runs with something in it.
namespace ganscope::testing {

/// Runs that differ in one rate, in an objective and in their seed: healthy, collapsed, trained elsewhere,
/// interrupted, broken, not judged.
inline std::vector<runs::RunSummary> listed_runs() {
  using diagnose::Verdict;
  using runs::RunState;
  struct Row {
    const char* name;
    double rate;
    const char* objective;
    int64_t step;
    double frechet, recall;
    Verdict verdict;
    RunState state;
  };
  constexpr std::array<Row, 9> rows{
      {{"faces-0001", 0.001, "non-saturating", 12400, 21.4, 0.62, Verdict::healthy, RunState::finished},
       {"faces-0002", 0.0002, "non-saturating", 9000, 34.9, 0.41, Verdict::settling, RunState::interrupted},
       {"faces-0003", 0.01, "non-saturating", 1200, 142, 0.03, Verdict::collapse, RunState::finished},
       {"faces-0004", 0.001, "hinge", 8800, 24.8, 0.55, Verdict::plateau, RunState::training},
       {"faces-0005", 0.002, "hinge", 640, std::nan(""), std::nan(""), Verdict::d_wins, RunState::finished},
       {"faces-0006", 0.0005, "hinge", 20000, 19.7, 0.66, Verdict::healthy, RunState::finished},
       {"lost", 0.001, "hinge", 0, 0, 0, Verdict::settling, RunState::broken},
       {"seeds/seed=2", 0.001, "hinge", 5000, 28.2, 0.5, Verdict::oscillation, RunState::finished},
       {"seeds/seed=10", 0.001, "hinge", 5000, 27.5, 0.52, Verdict::settling, RunState::finished}}};
  std::vector<runs::RunSummary> all;
  for (const Row& row : rows) {
    runs::RunSummary run;
    run.folder = std::string("/runs/") + row.name;
    run.name = row.name;
    run.state = row.state;
    run.changed_s = 1.76e9 + 4000.0 * static_cast<double>(all.size());
    if (row.state == RunState::broken) {
      run.trouble = Failure{FailureKind::bad_data, "The run cannot be read", "/runs/lost/experiment.toml",
                            "delete it, or put its experiment.toml back"};
      all.push_back(std::move(run));
      continue;
    }
    run.experiment = "faces";
    run.title = "Faces";
    run.settings.set("lr_g", row.rate);
    run.settings.set("objective", std::string(row.objective));
    run.settings.set("seed", static_cast<int64_t>(all.size() + 1));
    run.settings.set("batch", int64_t{16});
    run.step = row.step;
    run.seconds = static_cast<double>(row.step) / 40;
    run.measures = {{"frechet", "Fréchet distance", row.frechet, 9.6},
                    {"recall", "Recall", row.recall, 0.71}};
    run.diagnosis.emplace();
    run.diagnosis->verdict = row.verdict;
    run.thumbnail = run.folder / "samples/step-000000100.png";
    all.push_back(std::move(run));
  }
  return all;
}

/// Two faces beside two of every run but the last, which is not read yet.
inline std::shared_ptr<const model::RunPictures> pictures_of(const std::vector<runs::RunSummary>& all) {
  constexpr int side = 32, edge = 2 * side;
  auto pictures = std::make_shared<model::RunPictures>();
  pictures->edge = edge;
  for (size_t run = 0; run + 1 < all.size(); ++run) {
    if (all[run].thumbnail.empty()) continue;
    pictures->files.push_back(all[run].thumbnail.string());
    std::vector<uint8_t> faces;
    for (uint64_t face = 0; face < 4; ++face) append_face(face_of(40 * run + face), faces);
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const int face = 2 * (y / side) + x / side;
        const auto from = static_cast<size_t>(((face * side + y % side) * side + x % side) * 4);
        pictures->pixels.insert(pictures->pixels.end(), faces.begin() + static_cast<std::ptrdiff_t>(from),
                                faces.begin() + static_cast<std::ptrdiff_t>(from + 4));
      }
  }
  return pictures;
}

/// Opens the table on them, the first one in hand.
inline void show_listed_runs(model::UiModel& model) {
  const auto all = std::make_shared<const std::vector<runs::RunSummary>>(listed_runs());
  std::vector<std::shared_ptr<const runs::RunSummary>> rows;
  for (const runs::RunSummary& run : *all) rows.push_back(std::shared_ptr<const runs::RunSummary>(all, &run));
  config::Catalogue catalogue = sample_catalogue();
  catalogue.metrics = {
      {"frechet", "Fréchet distance", "How far the features of samples lie from real ones.", {}}};
  auto table =
      std::make_shared<model::RunsTable>(model::make_runs_table(catalogue, "/runs", rows, rows.size()));
  table->done = true;
  table->judged = rows.size();
  table->known = all;
  model::RunsDesk& desk = model.runs_desk;
  desk.folder = "/runs";
  desk.table = std::move(table);
  desk.pictures = pictures_of(*all);
  desk.arrange();
  desk.selected = "/runs/faces-0001";
  model.open_sheet = "runs";
}

}  // namespace ganscope::testing
