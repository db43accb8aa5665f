#include "app/commands/line_files.h"

#include <string>

#include "core/image/file_bytes.h"
#include "core/language/lines.h"

namespace ganscope::commands {
namespace {

Expected<void> write_lines(const DrawnSamples& what, Console& /*console*/) {
  const api::DataInfo& data = what.model.data;
  const language::Lines lines = language::lines_of(what.drawn.values, data.height, data.width);
  std::string text;
  for (int64_t i = 0; i < lines.count(); ++i)
    text += language::text_of(lines[i], data.tokens->names, data.tokens->separator) + "\n";
  if (auto folder = make_folder_for(what.out); !folder) return folder;
  return image::write_bytes(what.out, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace

FormFiles line_files() { return {Form::tokens, {".txt"}, {".txt"}, write_lines}; }

}  // namespace ganscope::commands
