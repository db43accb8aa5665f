#pragma once
#include <string>
#include <vector>

namespace ganscope::tokens {

/// What the places of a line may hold. A line is the number of one name a place.
struct Vocabulary {
  std::vector<std::string> names;  ///< UTF-8; the place is empty where the name is
  std::string separator = " ";     ///< between the names of a line
  std::string grammar = {};        ///< key of the rules that lines keep; empty: none are known
  bool operator==(const Vocabulary&) const = default;
};

}  // namespace ganscope::tokens
