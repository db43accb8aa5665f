#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/data/laws/mixture_law.h"
#include "core/data/text/csv_points.h"
#include "core/storage/run_data.h"

namespace ganscope::data {

/// A Gaussian that was laid down as a whole. Its weight is the number of points that it is worth.
struct Blob {
  double x = 0, y = 0, sigma = 0.2, weight = 200;
  bool operator==(const Blob&) const = default;
};

/// Points drawn by hand: where the brush was, and how wide; and blobs. The law of the data set is the mixture
/// of the Gaussians around the points, each of weight 1, and of the blobs.
struct Drawing {
  std::vector<std::array<double, 2>> points;  ///< at most `most_drawn`, within ±`furthest_drawn`
  double brush = 0.1;                         ///< standard deviation, 0.001 to 100
  std::vector<double> widths = {};            ///< of each point its own; empty: the brush's
  std::vector<Blob> blobs = {};               ///< at most `most_blobs`
  bool operator==(const Drawing&) const = default;
  [[nodiscard]] bool empty() const { return points.empty() && blobs.empty(); }
};
using storage::default_drawing_file;
inline constexpr size_t most_drawn = 20000, most_blobs = 200;
inline constexpr double furthest_drawn = 1000, thinnest_drawn = 0.001, thickest_drawn = 100;
inline constexpr double lightest_blob = 1, heaviest_blob = 1e6;

/// What is wrong with a drawing, or nothing.
[[nodiscard]] std::string fault_of(const Drawing& drawing);

/// The file is a JSON object, version 1: {"format": "ganscope-drawing", "version": 1, "brush": 0.1, "points":
/// [[x, y], …]}, or version 2, where each point has its width, [x, y, width], and blobs stand beside them,
/// "blobs": [[x, y, sigma, weight], …]. Reading fails with `not_found`, or with `bad_data` that says what is
/// wrong.
[[nodiscard]] Expected<Drawing> read_drawing(const std::filesystem::path& file);
/// Writes it as a whole or not at all, and makes the folder. The drawing must be one that can be read.
[[nodiscard]] Expected<void> write_drawing(const std::filesystem::path& file, const Drawing& drawing);
/// Its text as it stands in the file.
[[nodiscard]] std::string text_of_drawing(const Drawing& drawing);
/// Where a drawing that is learned is kept: under a name that its content gives, so that another drawing
/// never takes its place.
[[nodiscard]] std::filesystem::path learned_drawing_file(const Drawing& drawing);

/// The Gaussians of a drawing; points that coincide are one, as heavy as they are many.
[[nodiscard]] std::vector<Kernel> kernels_of(const Drawing& drawing);

/// Points of a table, taken onto a drawing.
struct TakenPoints {
  Drawing drawing;  ///< the points alone, with Scott's bandwidth as their brush (the geometric mean of both
                    ///< columns' deviations times n^(−1/6))
  size_t rows = 0;  ///< of the table; more than were taken where they don't fit: then evenly chosen
};
/// At most `room` points. Fails with `bad_data` where the table has one column or points beyond
/// ±`furthest_drawn`.
[[nodiscard]] Expected<TakenPoints> taken_points(const CsvPoints& table, size_t room,
                                                 const std::string& where);

/// A drawing's points as `x,y` lines: those that were drawn, and of each blob as many as it is worth, drawn
/// from it. At most `most_drawn` of blobs.
[[nodiscard]] std::string csv_of_drawing(const Drawing& drawing);

}  // namespace ganscope::data
