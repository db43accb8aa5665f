#pragma once
#include <memory>
#include <string>

#include "core/data/dataset.h"
#include "core/language/lines.h"

namespace ganscope::data {

/// Lines of words as a data set: `lines` as one-hot rows [count, length, V, 1] of 0 and 255.
[[nodiscard]] std::shared_ptr<Dataset> line_set(std::string key, std::string title,
                                                const language::Lines& lines, tokens::Vocabulary vocabulary);

}  // namespace ganscope::data
