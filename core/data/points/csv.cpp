#include "core/data/entries.h"
#include "core/data/laws/kernel_estimate.h"
#include "core/data/text/csv_points.h"

namespace ganscope::data {
namespace {

Expected<DatasetPointer> load_csv(const config::Settings&, const std::string& spec,
                                  const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "csv needs a file", "csv", "Write csv:FILE, a file with a point a line.");
  auto read = read_csv_points(spec, context);
  if (!read) return tl::unexpected(read.error());
  auto set = std::make_shared<Dataset>();
  set->key = "csv";
  set->title = std::filesystem::path(spec).filename().string();
  set->kind = Kind::points;
  set->dimensions = read->dimensions;
  set->count = static_cast<int64_t>(read->points.size()) / read->dimensions;
  set->points = std::move(read->points);
  set->law = std::make_shared<KernelEstimate>(set->points, set->dimensions);
  return set;
}

}  // namespace

DatasetEntry csv_entry() {
  return {{"csv",
           "CSV file",
           "Points of your own, x or x,y a line: csv:FILE. Their density is a kernel estimate with Scott's "
           "bandwidth.",
           {}},
          load_csv};
}

}  // namespace ganscope::data
