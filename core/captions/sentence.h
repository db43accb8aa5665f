#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/captions/vocabulary.h"

namespace ganscope::captions {

/// What was made of a sentence.
struct Reading {
  Caption caption;  ///< what was understood
  std::optional<Failure>
      trouble;  ///< the first thing that was not: a word that nobody knows, a contradiction
};

/// Reads "red hair, glasses and a hat" or 红头发，戴眼镜. Words may be separated by commas, spaces or
/// nothing (Chinese), glue between them ("a", "with", 的) says nothing, and adjectives may share a noun
/// ("long red hair"). The trouble has `where` as its place; its hint offers the nearest words, and the list.
[[nodiscard]] Reading read(const Vocabulary& vocabulary, std::string_view sentence, const std::string& where);

/// The pieces that sentences are read by: words of letters in lower case, single Chinese characters, and ","
/// for whatever separates.
[[nodiscard]] std::vector<std::string> pieces_of(std::string_view sentence);
/// Whether a piece says nothing by itself: "a", "with", 的, ",".
[[nodiscard]] bool is_glue(const std::string& piece);

}  // namespace ganscope::captions
