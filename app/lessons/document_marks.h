#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/document.h"

/// Parts of reading a document.
namespace ganscope::lessons {

/// What is wrong, and in which line of the text, from 1.
struct DocumentFault {
  std::string what, hint;
  int line = 0;
};

/// A brace that was escaped, \{, until marks have been read.
constexpr char escaped_open = '\x01', escaped_close = '\x02';

/// Appends `like` with `words`, parted where {marks} begin and end. Throws `DocumentFault`.
void append_marked(std::vector<Span>& spans, const Span& like, std::string_view words);

/// [words](do:go explore) with its target in <…>: CommonMark has no spaces in it otherwise. Lines stay.
[[nodiscard]] std::string with_bracketed_targets(std::string_view text);

/// "control:NAME" or "do:ACTION". Throws `DocumentFault`.
[[nodiscard]] Link read_link(std::string_view target, int line);
/// A picture's path, as it stands. Throws `DocumentFault` where it leaves the folder.
[[nodiscard]] std::string read_picture_path(std::string_view path, int line);
/// "&nbsp;" or "&#8211;" as UTF-8. Throws `DocumentFault`.
[[nodiscard]] std::string read_entity(std::string_view entity, int line);

}  // namespace ganscope::lessons
