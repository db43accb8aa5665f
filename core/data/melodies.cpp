#include <fmt/format.h>

#include "core/data/entries.h"
#include "core/data/line_sets.h"
#include "core/data/options.h"
#include "core/language/grammars.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_melodies = 40000;

Expected<DatasetPointer> load_melodies(const config::Settings& settings, const std::string& spec,
                                       const WorkContext& context) {
  if (!spec.empty())
    return fail(FailureKind::usage, "melody takes nothing after a colon", "melody:" + spec, "Write melody.");
  const language::Grammar& grammar = language::melodies();
  const int64_t chosen = integer_of(settings, count_option()), count = chosen > 0 ? chosen : usual_melodies;
  const auto lines = written_lines(grammar, static_cast<uint64_t>(integer_of(settings, seed_option())), count,
                                   fmt::format("Composing {} melodies", count), context);
  if (!lines) return tl::unexpected(lines.error());
  auto made = line_set("melody", "Melody", *lines, {grammar.words(), grammar.separator(), grammar.key()});
  made->form = Form::rolls;
  return made;
}

}  // namespace

DatasetEntry melody_entry() {
  return {
      {"melody",
       "Melody",
       "Melodies of four bars over four chords, composed by simple rules: notes of the scale, tones of the "
       "chord on strong beats, a cadence, the first bar's rhythm again in the third.",
       {seed_option(), count_option()}},
      load_melodies};
}

}  // namespace ganscope::data
