#pragma once
#include <cstdint>

#include "app/model/series_store.h"

namespace ganscope::model {

/// What curves of two runs differ by, A − B, at every step of A that B has come to. Where B has no row at a
/// step of A its neighbours are joined by a straight line. Curves that only A has are left without values.
class CurveDifference {
 public:
  /// Takes in what is new; begins anew where either run did. `generations`: of the rows of A and of B.
  void follow(const SeriesStore& a, const SeriesStore& b, uint64_t generation_a, uint64_t generation_b);
  void clear() { *this = {}; }

  /// As declared by A.
  [[nodiscard]] const SeriesStore& curves() const { return curves_; }
  /// Some value of B lies between its steps.
  [[nodiscard]] bool interpolated() const { return interpolated_; }

 private:
  struct Seen {
    const api::SeriesTable *a = nullptr, *b = nullptr;
    uint64_t generation_a = 0, generation_b = 0;
    bool operator==(const Seen&) const = default;
  };
  SeriesStore curves_;
  Seen seen_;
  size_t taken_ = 0;  ///< rows of A
  bool interpolated_ = false;
};

}  // namespace ganscope::model
