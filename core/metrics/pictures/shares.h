#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ganscope::metrics {

/// How often each value of a label or attribute is seen by the classifier in generated pictures, and what it
/// is in the data.
struct Shares {
  std::string key;                  ///< "label" or the attribute's key
  std::vector<std::string> values;  ///< names
  std::vector<double> generated;    ///< as the classifier sees them
  std::vector<double> real;         ///< as the classifier sees real ones
  std::vector<double> truth;        ///< as the data say
  double accuracy = 0;              ///< of the classifier on real pictures that it was not trained on

  /// Half the sum of the differences between `generated` and `real`: 0 the same, 1 nothing in common.
  [[nodiscard]] double distance() const;
};

/// Relative frequencies of `values` possible values.
[[nodiscard]] std::vector<double> frequencies(std::span<const uint8_t> seen, size_t values);

}  // namespace ganscope::metrics
