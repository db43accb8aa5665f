#include "core/data/entries.h"
#include "core/data/points/framed.h"
#include "core/data/text/csv_points.h"

namespace ganscope::data {
namespace {

Expected<DatasetPointer> load_csv(const config::Settings&, const std::string& spec,
                                  const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "csv needs a file", "csv", "Write csv:FILE, a file with a point a line.");
  auto read = read_csv_points(spec, context);
  if (!read) return tl::unexpected(read.error());
  return own_points("csv", std::filesystem::path(spec).filename().string(), read->dimensions, read->points,
                    spec);
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
