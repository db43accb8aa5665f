#include <cmath>

#include "core/base/check.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/points/sampled.h"

namespace ganscope::data {
namespace {

config::Option cells() {
  return number_option("checkerboard_cells", "Squares a side",
                       "The board has this number of squares squared; every other one holds points.",
                       int64_t{4}, 2, 12);
}
config::Option side() {
  return number_option("checkerboard_side", "Side", "How long a side of the whole board is.", 4.0, 0.5, 40);
}

/// Uniform on the squares (column, row) of a board around the middle where column + row is even.
class CheckerboardLaw final : public Law {
 public:
  CheckerboardLaw(int64_t cells, double side)
      : cells_(cells),
        side_(side),
        cell_(side / static_cast<double>(cells)),
        filled_((cells * cells + 1) / 2) {}

  [[nodiscard]] int dimensions() const override { return 2; }

  [[nodiscard]] double density(std::span<const double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    const double column = std::floor((x[0] + side_ / 2) / cell_),
                 row = std::floor((x[1] + side_ / 2) / cell_);
    const auto last = static_cast<double>(cells_);
    if (!(column >= 0 && column < last && row >= 0 && row < last)) return 0;
    if ((static_cast<int64_t>(column) + static_cast<int64_t>(row)) % 2 != 0) return 0;
    return 1 / (static_cast<double>(filled_) * cell_ * cell_);
  }

  void sample(Random& random, std::span<double> x) const override {
    GANSCOPE_CHECK(x.size() == 2, "`x` has not the law's dimensions");
    // The filled squares numbered row by row: even rows hold one more where the side is odd.
    auto number = static_cast<int64_t>(random.below(static_cast<uint64_t>(filled_)));
    int64_t row = 0;
    const auto in_row = [&](int64_t r) { return (cells_ + (r % 2 == 0 ? 1 : 0)) / 2; };
    while (number >= in_row(row)) number -= in_row(row++);
    const int64_t column = 2 * number + row % 2;
    x[0] = (static_cast<double>(column) + random.uniform()) * cell_ - side_ / 2;
    x[1] = (static_cast<double>(row) + random.uniform()) * cell_ - side_ / 2;
  }

 private:
  int64_t cells_;
  double side_, cell_;
  int64_t filled_;
};

Expected<DatasetPointer> load_checkerboard(const config::Settings& settings, const std::string& spec,
                                           const WorkContext& context) {
  if (!spec.empty()) return nothing_after_colon("checkerboard", spec);
  auto law = std::make_shared<CheckerboardLaw>(integer_of(settings, cells()), real_of(settings, side()));
  return sampled({"checkerboard", "Checkerboard", std::move(law)}, settings, context);
}

}  // namespace

DatasetEntry checkerboard_entry() {
  return {{"checkerboard",
           "Checkerboard",
           "Points spread evenly on every other square of a board: sharp edges, which are hard for networks.",
           {cells(), side(), seed_option(), count_option()}},
          load_checkerboard};
}

}  // namespace ganscope::data
