#include "core/data/line_sets.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/parallel.h"
#include "core/data/text/word_lines.h"
#include "core/language/grammars.h"

namespace ganscope::data {
namespace {

constexpr int64_t usual_lines = 10000;
constexpr int64_t lines_at_once = 2500;
constexpr int64_t fewest_in_vocabulary = 2, usual_vocabulary = 500, most_in_vocabulary = 4096;

/// Lines of a grammar. Each has a random generator of its own, so that more lines begin with the same ones.
Expected<DatasetPointer> grammar_lines(const language::Grammar& grammar, const std::string& title,
                                       const config::Settings& settings, const std::string& spec,
                                       const WorkContext& context) {
  if (!spec.empty()) {
    return fail(FailureKind::usage, grammar.key() + " takes nothing after a colon",
                grammar.key() + ":" + spec, "Write " + grammar.key() + ".");
  }
  const auto seed = static_cast<uint64_t>(integer_of(settings, seed_option()));
  const int64_t chosen = integer_of(settings, count_option());
  const int64_t count = chosen > 0 ? chosen : usual_lines;
  const auto length = static_cast<size_t>(grammar.length());
  language::Lines lines{grammar.length(), std::vector<int>(static_cast<size_t>(count) * length)};
  const auto write = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Random random(mix_seed(seed, static_cast<uint64_t>(i)));
      const language::Line line = grammar.draw(random);
      std::ranges::copy(line, lines.words.begin() + static_cast<std::ptrdiff_t>(i) * grammar.length());
    }
  };
  if (auto done = parallel_for(count, lines_at_once, fmt::format("Writing {} lines", count), context, write);
      !done) {
    return tl::unexpected(done.error());
  }
  return line_set(grammar.key(), title, lines, {grammar.words(), grammar.separator(), grammar.key()});
}

/// Lines of somebody's own.
Expected<DatasetPointer> load_words(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  if (spec.empty())
    return fail(FailureKind::usage, "words needs a file", "words",
                "Write words:FILE, a text file in UTF-8 with one sample a line.");
  auto read = read_word_lines(spec, integer_of(settings, vocabulary_option()), context);
  if (!read) return tl::unexpected(read.error());
  auto made = line_set("words", std::filesystem::path(spec).filename().string(), read->lines,
                       {std::move(read->words), read->separator, ""});
  made->remarks = std::move(read->remarks);
  return made;
}

}  // namespace

config::Option vocabulary_option() {
  return config::number_option("vocabulary", "Words",
                               "How many different words are told; “…” stands for rarer ones.",
                               usual_vocabulary, fewest_in_vocabulary, most_in_vocabulary);
}

std::shared_ptr<Dataset> line_set(std::string key, std::string title, const language::Lines& lines,
                                  tokens::Vocabulary vocabulary) {
  auto made = std::make_shared<Dataset>();
  made->form = Form::tokens;
  made->key = std::move(key);
  made->title = std::move(title);
  made->count = lines.count();
  made->channels = 1;
  made->height = lines.length;
  made->width = static_cast<int>(vocabulary.names.size());
  made->pixels = language::one_hot(lines, made->width);
  made->tokens = std::make_shared<const tokens::Vocabulary>(std::move(vocabulary));
  return made;
}

DatasetEntry verse_entry() {
  return {{"verse",
           "Verse",
           "Lines of seven English words from a small grammar: the article goes by the sound, one or many "
           "agrees, "
           "the two nouns rhyme.",
           {seed_option(), count_option()}},
          [](const config::Settings& settings, const std::string& spec, const WorkContext& context) {
            return grammar_lines(language::verse(), "Verse", settings, spec, context);
          }};
}

DatasetEntry couplet_entry() {
  return {
      {"couplet",
       "Couplet",
       "Chinese couplets of two lines of five characters: each place has its class, what stands across is of "
       "one kind, and the tones are opposite.",
       {seed_option(), count_option()}},
      [](const config::Settings& settings, const std::string& spec, const WorkContext& context) {
        return grammar_lines(language::couplet(), "Couplet", settings, spec, context);
      }};
}

DatasetEntry sums_entry() {
  return {{"sums",
           "Sums",
           "Sums of two numbers of two digits, 07+15=22, as eight signs.",
           {seed_option(), count_option()}},
          [](const config::Settings& settings, const std::string& spec, const WorkContext& context) {
            return grammar_lines(language::sums(), "Sums", settings, spec, context);
          }};
}

DatasetEntry words_entry() {
  return {{"words",
           "Text file",
           "Lines of your own, one sample a line: words:FILE. Words are separated by spaces; where there are "
           "none, "
           "characters are the words.",
           {vocabulary_option()}},
          load_words};
}

}  // namespace ganscope::data
