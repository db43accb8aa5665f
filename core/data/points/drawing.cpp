#include "core/data/points/drawing.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/data/byte_source.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::data {
namespace {

constexpr size_t most_drawing_bytes = size_t{4} << 20;
constexpr double thinnest = 0.001, thickest = 100;
constexpr const char* format_name = "ganscope-drawing";

/// What is wrong with a drawing, or nothing.
std::string fault_of(const Drawing& drawing) {
  if (drawing.points.empty()) return "there are no points in it";
  if (drawing.points.size() > most_drawn) return fmt::format("more than {} points", most_drawn);
  if (!(drawing.brush >= thinnest && drawing.brush <= thickest))
    return fmt::format("the brush is {:g}, not between {} and {}", drawing.brush, thinnest, thickest);
  for (size_t i = 0; i < drawing.points.size(); ++i)
    for (const double value : drawing.points[i])
      if (!(std::abs(value) <= furthest_drawn))
        return fmt::format("point {} is not within ±{:g}", i + 1, furthest_drawn);
  return {};
}

tl::unexpected<Failure> broken(const std::string& what, const std::filesystem::path& file) {
  return fail(FailureKind::bad_data, what, file.string(),
              R"(A drawing is a JSON object: {"format": "ganscope-drawing", "version": 1, "brush": 0.1, )"
              R"("points": [[x, y], …]}.)");
}

Expected<DatasetPointer> load_drawing(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  const std::filesystem::path file = spec.empty() ? default_drawing_file() : std::filesystem::path(spec);
  const auto drawing = read_drawing(file);
  if (!drawing) return tl::unexpected(drawing.error());
  std::vector<Kernel> kernels;
  for (const auto& point : drawing->points) kernels.push_back({point, drawing->brush});
  return sampled({"drawing", "Drawing", std::make_shared<MixtureLaw>(2, std::move(kernels))}, settings,
                 context);
}

}  // namespace

std::filesystem::path default_drawing_file() { return storage::user_data_folder() / "drawing.json"; }

Expected<Drawing> read_drawing(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    return fail(FailureKind::not_found, "there is no drawing yet", file.string(),
                R"(Write one: {"format": "ganscope-drawing", "version": 1, "brush": 0.1, "points": [[0, 0], )"
                R"([1, 0.5]]}; or name another file with drawing:FILE.)");
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  std::vector<uint8_t> bytes(most_drawing_bytes);
  const auto got = source->read(bytes);
  if (!got) return tl::unexpected(got.error());
  if (*got == most_drawing_bytes) return broken("the file is too long for a drawing", file);
  const auto json = nlohmann::json::parse(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*got),
                                          nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return broken("this is not a JSON object", file);
  const auto member = [&](const char* key) { return json.contains(key) ? json[key] : nlohmann::json(); };
  if (member("format") != format_name) return broken("this JSON file is no drawing", file);
  if (member("version") != 1) return broken("the drawing is of another version", file);
  if (!member("brush").is_number() || !member("points").is_array())
    return broken("the brush or the points are missing", file);
  Drawing drawing;
  drawing.brush = member("brush").get<double>();
  for (const auto& pair : json["points"]) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
      return broken(fmt::format("point {} is not a pair of numbers", drawing.points.size() + 1), file);
    drawing.points.push_back({pair[0].get<double>(), pair[1].get<double>()});
  }
  if (const std::string fault = fault_of(drawing); !fault.empty()) return broken(fault, file);
  return drawing;
}

Expected<void> write_drawing(const std::filesystem::path& file, const Drawing& drawing) {
  if (const std::string fault = fault_of(drawing); !fault.empty())
    return fail(FailureKind::usage, fault, file.string(), "Draw something else.");
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);  // a failure shows when the file is written
  const nlohmann::ordered_json json{
      {"format", format_name}, {"version", 1}, {"brush", drawing.brush}, {"points", drawing.points}};
  return storage::write_file_atomically(file, json.dump() + "\n");
}

DatasetEntry drawing_entry() {
  return {{"drawing",
           "Drawing",
           "Points drawn by hand, kept in a file: drawing, or drawing:FILE.",
           {seed_option(), count_option()}},
          load_drawing};
}

}  // namespace ganscope::data
