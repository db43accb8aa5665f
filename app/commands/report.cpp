#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "app/commands/open_model.h"
#include "app/commands/report_facts.h"
#include "app/commands/run.h"
#include "app/commands/words.h"
#include "app/report/write_page.h"
#include "core/storage/atomic_file.h"

namespace ganscope::commands {

void Words::declare_report() {
  Declaration& words = add("report", "Write a page about a run, for any browser and for paper");
  words.example("ganscope report my-run --out report.html");
  words.example("ganscope report my-run --lang zh --evaluate --out report.html");
  words.path("RUN", "A run's folder or a checkpoint: then until there", "", report_.run)->required();
  words.flag("--evaluate",
             "Judge pictures afresh, as `ganscope evaluate` does: 20 to 40 s (points always are, in 3 s)",
             report_.evaluate);
  words.path("--out", "report.html: one file with everything in it", "FILE", report_.out)->required();
  words.flag("--json", "End with one JSON object", report_.json);
  words.done([this] { return report_; });
}

Expected<void> report_run(const ReportRequest& request, Console& console) {
  if (auto ending = check_ending(request.out, {".html", ".htm"}); !ending) return ending;
  const std::string language = text::language_or_own(request.language);
  const auto tr = text::Strings::load(language);
  if (!tr) return tl::unexpected(tr.error());
  const auto facts = gather_facts(request, console);
  if (!facts) return tl::unexpected(facts.error());
  const auto page = page_of(*facts, language, *tr);
  if (!page) return tl::unexpected(page.error());
  const std::string html = report::write_page(*page, *tr);
  if (auto folder = make_folder_for(request.out); !folder) return folder;
  if (auto written = storage::write_file_atomically(request.out, html); !written) return written;
  console.say("{}: {} at step {}, {:.1f} MB", request.out.string(), facts->run.id, grouped(facts->step),
              static_cast<double>(html.size()) / (1 << 20));
  if (request.json)
    console.json({{"run", facts->run.id},
                  {"step", facts->step},
                  {"out", request.out.string()},
                  {"language", language},
                  {"bytes", html.size()},
                  {"moments", facts->film.scenes.size()},
                  {"verdict", diagnose::key_of(facts->diagnosis.verdict)}});
  return {};
}

}  // namespace ganscope::commands
