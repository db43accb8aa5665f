#include "core/data/points/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/data/byte_source.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::data {
namespace {

constexpr size_t most_drawing_bytes = size_t{4} << 20;
constexpr const char* format_name = "ganscope-drawing";

bool is_width(double width) { return width >= thinnest_drawn && width <= thickest_drawn; }

std::string place_fault(double x, double y, const char* what, size_t number) {
  if (std::abs(x) <= furthest_drawn && std::abs(y) <= furthest_drawn) return {};
  return fmt::format("{} {} is not within ±{:g}", what, number, furthest_drawn);
}

tl::unexpected<Failure> broken(const std::string& what, const std::filesystem::path& file) {
  return fail(FailureKind::bad_data, what, file.string(),
              R"(A drawing is a JSON object: {"format": "ganscope-drawing", "version": 1, "brush": 0.1, )"
              R"("points": [[x, y], …]}.)");
}

/// What is special about it, in a sentence; usually nothing.
std::string remark_on(const Drawing& drawing, const std::vector<Kernel>& kernels) {
  if (kernels.size() != 1) return {};
  if (drawing.points.size() < 2)
    return fmt::format("The drawing is a single spot: the data are one Gaussian of width {:g} around it",
                       kernels.front().sigma);
  return fmt::format("All {} points of the drawing lie in one place: the data are one Gaussian around it",
                     drawing.points.size());
}

Expected<DatasetPointer> load_drawing(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  const std::filesystem::path file = spec.empty() ? default_drawing_file() : std::filesystem::path(spec);
  const auto drawing = read_drawing(file);
  if (!drawing) return tl::unexpected(drawing.error());
  std::vector<Kernel> kernels = kernels_of(*drawing);
  const std::string remark = remark_on(*drawing, kernels);
  auto made =
      sampled({"drawing", "Drawing", std::make_shared<MixtureLaw>(2, std::move(kernels))}, settings, context);
  if (!made || remark.empty()) return made;
  auto set = std::make_shared<Dataset>(**made);
  set->remarks.push_back(remark);
  return set;
}

/// The rows of a member that is a list of lists of `numbers` numbers; what is wrong, or nothing.
std::string read_rows(const nlohmann::json& list, size_t numbers, const char* what,
                      std::vector<std::array<double, 4>>& rows) {
  for (const auto& each : list) {
    bool good = each.is_array() && each.size() == numbers;
    for (size_t i = 0; good && i < numbers; ++i) good = each[i].is_number();
    if (!good)
      return fmt::format("{} {} is not {} numbers", what, rows.size() + 1,
                         numbers == 2 ? "a pair of" : std::to_string(numbers));
    std::array<double, 4> row{};
    for (size_t i = 0; i < numbers; ++i) row[i] = each[i].get<double>();
    rows.push_back(row);
  }
  return {};
}

/// What is wrong, or nothing.
std::string read_points(const nlohmann::json& json, Drawing& drawing) {
  const auto member = [&](const char* key) { return json.contains(key) ? json[key] : nlohmann::json(); };
  const bool second = member("version") == 2;
  if (!second && member("version") != 1) return "the drawing is of another version";
  if (!member("points").is_array() || (second ? !member("blobs").is_array() : !member("brush").is_number()))
    return second ? "the points or the blobs are missing" : "the brush or the points are missing";
  std::vector<std::array<double, 4>> points, blobs;
  if (auto fault = read_rows(member("points"), second ? 3 : 2, "point", points); !fault.empty()) return fault;
  for (const auto& [x, y, width, none] : points) {
    drawing.points.push_back({x, y});
    if (second) drawing.widths.push_back(width);
  }
  if (!second) {
    drawing.brush = member("brush").get<double>();
    return {};
  }
  if (auto fault = read_rows(member("blobs"), 4, "blob", blobs); !fault.empty()) return fault;
  for (const auto& [x, y, sigma, weight] : blobs) drawing.blobs.push_back({x, y, sigma, weight});
  return {};
}

}  // namespace

std::string fault_of(const Drawing& drawing) {
  if (drawing.empty()) return "there are no points in it";
  if (drawing.points.size() > most_drawn) return fmt::format("more than {} points", most_drawn);
  if (drawing.blobs.size() > most_blobs) return fmt::format("more than {} blobs", most_blobs);
  if (!is_width(drawing.brush))
    return fmt::format("the brush is {:g}, not between {} and {}", drawing.brush, thinnest_drawn,
                       thickest_drawn);
  if (!drawing.widths.empty() && drawing.widths.size() != drawing.points.size())
    return "not every point has a width";
  for (size_t i = 0; i < drawing.points.size(); ++i) {
    const auto& [x, y] = drawing.points[i];
    if (auto fault = place_fault(x, y, "point", i + 1); !fault.empty()) return fault;
    if (!drawing.widths.empty() && !is_width(drawing.widths[i]))
      return fmt::format("the width of point {} is not between {} and {}", i + 1, thinnest_drawn,
                         thickest_drawn);
  }
  for (size_t i = 0; i < drawing.blobs.size(); ++i) {
    const Blob& blob = drawing.blobs[i];
    if (auto fault = place_fault(blob.x, blob.y, "blob", i + 1); !fault.empty()) return fault;
    if (!is_width(blob.sigma) || !(blob.weight >= lightest_blob && blob.weight <= heaviest_blob))
      return fmt::format("the size or the weight of blob {} is out of range", i + 1);
  }
  return {};
}

Expected<Drawing> read_drawing(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    return fail(FailureKind::not_found, "there is no drawing yet", file.string(),
                R"(Draw one in the Playground, or write one: {"format": "ganscope-drawing", "version": 1, )"
                R"("brush": 0.1, "points": [[0, 0], [1, 0.5]]}; or name another file with drawing:FILE.)");
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  std::vector<uint8_t> bytes(most_drawing_bytes);
  const auto got = source->read(bytes);
  if (!got) return tl::unexpected(got.error());
  if (*got == most_drawing_bytes) return broken("the file is too long for a drawing", file);
  const auto json = nlohmann::json::parse(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*got),
                                          nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return broken("this is not a JSON object", file);
  if (!json.contains("format") || json["format"] != format_name)
    return broken("this JSON file is no drawing", file);
  Drawing drawing;
  if (const std::string fault = read_points(json, drawing); !fault.empty()) return broken(fault, file);
  if (const std::string fault = fault_of(drawing); !fault.empty()) return broken(fault, file);
  return drawing;
}

std::string text_of_drawing(const Drawing& drawing) {
  nlohmann::ordered_json json{{"format", format_name}};
  if (drawing.widths.empty() && drawing.blobs.empty()) {
    json["version"] = 1;
    json["brush"] = drawing.brush;
    json["points"] = drawing.points;
    return json.dump() + "\n";
  }
  json["version"] = 2;
  auto points = nlohmann::ordered_json::array(), blobs = nlohmann::ordered_json::array();
  for (size_t i = 0; i < drawing.points.size(); ++i)
    points.push_back({drawing.points[i][0], drawing.points[i][1],
                      drawing.widths.empty() ? drawing.brush : drawing.widths[i]});
  for (const Blob& blob : drawing.blobs) blobs.push_back({blob.x, blob.y, blob.sigma, blob.weight});
  json["points"] = std::move(points);
  json["blobs"] = std::move(blobs);
  return json.dump() + "\n";
}

Expected<void> write_drawing(const std::filesystem::path& file, const Drawing& drawing) {
  if (const std::string fault = fault_of(drawing); !fault.empty())
    return fail(FailureKind::usage, fault, file.string(), "Draw something else.");
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);  // a failure shows when the file is written
  return storage::write_file_atomically(file, text_of_drawing(drawing));
}

std::filesystem::path learned_drawing_file(const Drawing& drawing) {
  const std::string text = text_of_drawing(drawing);
  Fnv1a hash;
  hash.add(text);
  return storage::user_data_folder() / "drawings" / fmt::format("{:016x}.json", hash.value());
}

std::vector<Kernel> kernels_of(const Drawing& drawing) {
  std::vector<Kernel> kernels;
  std::map<std::array<double, 3>, size_t> places;
  for (size_t i = 0; i < drawing.points.size(); ++i) {
    const auto& [x, y] = drawing.points[i];
    const double width = drawing.widths.empty() ? drawing.brush : drawing.widths[i];
    const auto [place, fresh] = places.try_emplace({x, y, width}, kernels.size());
    if (fresh)
      kernels.push_back({{x, y}, width});
    else
      kernels[place->second].weight += 1;
  }
  for (const Blob& blob : drawing.blobs) kernels.push_back({{blob.x, blob.y}, blob.sigma, blob.weight});
  return kernels;
}

Expected<TakenPoints> taken_points(const CsvPoints& table, size_t room, const std::string& where) {
  if (table.dimensions != 2)
    return fail(FailureKind::bad_data, "it has one column, where a drawing has two", where,
                "Give x,y a line. From the command line, --data csv:FILE learns from one column as it is.");
  TakenPoints taken;
  taken.rows = table.points.size() / 2;
  const size_t count = std::min({taken.rows, room, most_drawn});
  if (count == 0)
    return fail(FailureKind::bad_data, "there is no room for more points", where,
                "Erase some first: a drawing has at most 20,000 points.");
  std::array<double, 2> mean{}, square{};
  Random random(1);  // somewhere in its stretch each: rows that repeat themselves must not be passed over
  for (size_t i = 0; i < count; ++i) {
    const size_t first = i * taken.rows / count, next = (i + 1) * taken.rows / count;
    const size_t row = first + random.below(next - first);
    const std::array<double, 2> point{table.points[2 * row], table.points[2 * row + 1]};
    if (auto fault = place_fault(point[0], point[1], "row", row + 1); !fault.empty())
      return fail(FailureKind::bad_data, fault, where,
                  "Divide the columns. From the command line, --data csv:FILE brings a file to scale and "
                  "learns from it.");
    taken.drawing.points.push_back(point);
    for (size_t d = 0; d < 2; ++d) {
      mean[d] += point[d] / static_cast<double>(count);
      square[d] += point[d] * point[d] / static_cast<double>(count);
    }
  }
  double spread = 1;  // the product of both deviations
  for (size_t d = 0; d < 2; ++d)
    spread *= std::sqrt(std::max(square[d] - mean[d] * mean[d], thinnest_drawn * thinnest_drawn));
  taken.drawing.brush = std::clamp(std::sqrt(spread) * std::pow(static_cast<double>(count), -1.0 / 6),
                                   thinnest_drawn, thickest_drawn);
  return taken;
}

std::string csv_of_drawing(const Drawing& drawing) {
  std::string text = "x,y\n";
  for (const auto& [x, y] : drawing.points) text += fmt::format("{},{}\n", x, y);
  double total = 0;
  for (const Blob& blob : drawing.blobs) total += blob.weight;
  const double share = std::min(1.0, static_cast<double>(most_drawn) / std::max(total, 1.0));
  Random random(1);
  for (const Blob& blob : drawing.blobs)
    for (auto left = std::llround(blob.weight * share); left > 0; --left) {
      const double x = blob.x + blob.sigma * random.normal(), y = blob.y + blob.sigma * random.normal();
      text += fmt::format("{:.6g},{:.6g}\n", x, y);
    }
  return text;
}

DatasetEntry drawing_entry() {
  return {{"drawing",
           "Drawing",
           "Points drawn by hand, kept in a file: drawing, or drawing:FILE.",
           {seed_option(), count_option()}},
          load_drawing};
}

}  // namespace ganscope::data
