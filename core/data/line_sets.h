#pragma once
#include <memory>
#include <string>

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/language/lines.h"

namespace ganscope::data {

/// Lines of words as a data set: `lines` as one-hot rows [count, length, V, 1] of 0 and 255.
[[nodiscard]] std::shared_ptr<Dataset> line_set(std::string key, std::string title,
                                                const language::Lines& lines, tokens::Vocabulary vocabulary);

/// `count` lines of a grammar. Each has a random generator of its own, so that more lines begin with the same
/// ones. Only fails as `cancelled`.
[[nodiscard]] Expected<language::Lines> written_lines(const language::Grammar& grammar, uint64_t seed,
                                                      int64_t count, const std::string& title,
                                                      const WorkContext& context);

}  // namespace ganscope::data
