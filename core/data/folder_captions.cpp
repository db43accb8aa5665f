#include "core/data/folder_captions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/captions/sentence.h"
#include "core/image/file_bytes.h"

namespace ganscope::data {
namespace {

constexpr size_t most_bytes = size_t{64} << 20;
constexpr size_t most_words = 256, fewest_pictures_of_a_word = 2;
constexpr size_t examples = 8;

constexpr const char* form_hint =
    "Write a line a picture: its file, a tab or a comma, what is said of it. For example: bird.png, a small "
    "red bird";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Without the quotes of a CSV file.
std::string_view unquoted(std::string_view text) {
  return text.size() > 1 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2)
                                                                      : text;
}

struct Line {
  std::string file;
  std::string_view caption;
};

/// Divided at the tab; else at the first comma behind the name of a picture; else at the first comma. No
/// file: there is nothing to divide at.
Line divided(std::string_view line, const std::map<std::string, size_t>& pictures) {
  const auto at = [&](size_t place) {
    std::string_view file = unquoted(trimmed(line.substr(0, place)));
    const size_t number = file.rfind('#');  // "bird.png#2": the second caption of it
    if (number != std::string_view::npos && !pictures.contains(shown_name(std::string(file))))
      file = file.substr(0, number);
    return Line{shown_name(std::string(file)), unquoted(trimmed(line.substr(place + 1)))};
  };
  if (const size_t tab = line.find('\t'); tab != std::string_view::npos) return at(tab);
  const size_t first = line.find(',');
  for (size_t comma = first; comma != std::string_view::npos; comma = line.find(',', comma + 1))
    if (Line found = at(comma); pictures.contains(found.file)) return found;
  return first == std::string_view::npos ? Line{} : at(first);
}

bool is_heading(const Line& line) {
  static const std::set<std::string> names{"image", "file", "filename", "file_name", "name", "picture"};
  const std::vector<std::string> pieces = captions::pieces_of(line.file);
  return pieces.size() == 1 && names.contains(pieces.front());
}

/// Words that at least two pictures have, the most frequent; in the order of the alphabet.
std::vector<std::string> chosen_words(const std::vector<std::vector<std::vector<std::string>>>& said,
                                      const std::string& where, std::vector<std::string>& remarks) {
  std::map<std::string, size_t> pictures_of;
  for (const auto& captions : said) {
    std::set<std::string> of_picture;
    for (const auto& words : captions) of_picture.insert(words.begin(), words.end());
    for (const std::string& word : of_picture) ++pictures_of[word];
  }
  std::vector<std::pair<std::string, size_t>> words(pictures_of.begin(), pictures_of.end());
  std::ranges::stable_sort(words, std::greater<>(), &std::pair<std::string, size_t>::second);
  const auto rare = static_cast<size_t>(
      std::ranges::count_if(words, [](const auto& word) { return word.second < fewest_pictures_of_a_word; }));
  const size_t kept = std::min(most_words, words.size() - rare);
  if (rare > 0)
    remarks.push_back(fmt::format("{}: {} words are said of a single picture and are not told", where, rare));
  if (kept < words.size() - rare)
    remarks.push_back(
        fmt::format("{}: of {} words the {} most frequent are told", where, words.size() - rare, kept));
  std::vector<std::string> chosen;
  for (size_t i = 0; i < kept; ++i) chosen.push_back(words[i].first);
  std::ranges::sort(chosen);
  return chosen;
}

/// Captions of pictures all over the data, no two alike.
std::vector<captions::Caption> examples_of(const Captions& captions) {
  std::vector<captions::Caption> chosen;
  const size_t count = captions.said.size(), stride = std::max<size_t>(1, count / examples);
  for (size_t start = 0; start < stride && chosen.size() < examples; ++start)
    for (size_t i = start; i < count && chosen.size() < examples; i += stride)
      for (const captions::Caption& caption : captions.said[i])
        if (!caption.empty() && chosen.size() < examples &&
            std::ranges::find(chosen, caption) == chosen.end())
          chosen.push_back(caption);
  return chosen;
}

/// The file is used after all.
void forget_left_out(Dataset& set) {
  const std::string prefix = std::string(captions_file) + ": ";
  const auto entry =
      std::ranges::find_if(set.skipped, [&](const std::string& line) { return line.starts_with(prefix); });
  if (entry == set.skipped.end()) return;
  const std::string reason = entry->substr(prefix.size());
  set.skipped.erase(entry);
  for (auto& [kind, count] : set.skipped_by_reason)
    if (kind == reason) --count;
  std::erase_if(set.skipped_by_reason, [](const auto& kind) { return kind.second == 0; });
}

}  // namespace

Expected<Captions> captions_of(std::string_view text, const std::vector<std::string>& names,
                               const std::string& where, std::vector<std::string>& remarks) {
  std::map<std::string, size_t> pictures;
  for (size_t i = 0; i < names.size(); ++i) pictures.emplace(names[i], i);
  std::vector<std::vector<std::vector<std::string>>> said(names.size());  // [pictures][captions][words]
  size_t missing = 0, number = 0, lines = 0;
  std::string first_missing;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (whole.empty()) continue;
    const Line line = divided(whole, pictures);
    if (lines++ == 0 && is_heading(line)) continue;
    if (line.file.empty() || line.caption.empty())
      return fail(FailureKind::bad_data,
                  line.file.empty() ? "a line without a picture and its caption" : "a picture without words",
                  fmt::format("{}, line {}", where, number), form_hint);
    const auto picture = pictures.find(line.file);
    if (picture == pictures.end()) {
      if (missing++ == 0) first_missing = fmt::format("{} (line {})", line.file, number);
      continue;
    }
    std::vector<std::string> words = captions::pieces_of(line.caption);
    std::erase_if(words, captions::is_glue);
    said[picture->second].push_back(std::move(words));
  }
  const auto silent =
      static_cast<size_t>(std::ranges::count_if(said, [](const auto& all) { return all.empty(); }));
  if (silent == names.size())
    return fail(FailureKind::bad_data,
                missing == 0 ? "no picture has a caption"
                             : fmt::format("all captions are of pictures that are not there; the first: {}",
                                           first_missing),
                where, "Name the files as they are called in the folder, with the folders between.");
  if (silent > names.size() / 2)
    return fail(FailureKind::bad_data, fmt::format("{} of {} pictures have no caption", silent, names.size()),
                where, "Give most of the pictures a line, or train without captions (captions=false).");
  if (missing > 0)
    remarks.push_back(
        fmt::format("{}: {} captions are of pictures that are not there or not used; the first: {}", where,
                    missing, first_missing));
  if (silent > 0)
    remarks.push_back(fmt::format("{}: {} pictures have no caption; nothing is said of them", where, silent));

  auto vocabulary = std::make_shared<captions::Vocabulary>();
  for (std::string& word : chosen_words(said, where, remarks)) vocabulary->words.push_back({std::move(word)});
  if (vocabulary->words.empty())
    return fail(FailureKind::bad_data, "no two pictures have a word in common", where,
                "Use the same words for the same things: a model learns a word from many pictures.");
  std::map<std::string, int> number_of;
  for (int i = 0; i < vocabulary->size(); ++i) number_of[vocabulary->words[static_cast<size_t>(i)].text] = i;
  Captions captions;
  for (const auto& of_picture : said) {
    std::vector<captions::Caption>& all = captions.said.emplace_back();
    for (const auto& words : of_picture) {
      captions::Caption& caption = all.emplace_back();
      for (const std::string& word : words)
        if (const auto known = number_of.find(word); known != number_of.end())
          caption.push_back(known->second);
      caption = captions::in_order(std::move(caption));
    }
  }
  vocabulary->examples = examples_of(captions);
  captions.vocabulary = std::move(vocabulary);
  return captions;
}

Expected<void> add_captions(const FolderListing& listing, const std::string& spec, Dataset& set) {
  const auto is_file = [](const ListedFile& file) {
    return file.folders.empty() && file.name == captions_file;
  };
  const auto file = std::ranges::find_if(listing.files, is_file);
  if (file == listing.files.end())
    return fail(FailureKind::not_found, "the folder has no captions.txt", spec, form_hint);
  const auto bytes = image::read_bytes(file->path, most_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<std::string> names, left_out = set.skipped;
  std::ranges::sort(left_out);
  for (const ListedFile& one : listing.files) {
    const std::string prefix = one.name + ": ";
    const auto found = std::ranges::lower_bound(left_out, prefix);
    if (found == left_out.end() || !found->starts_with(prefix)) names.push_back(one.name);
  }
  if (static_cast<int64_t>(names.size()) != set.count)
    return fail(FailureKind::bad_data, "it cannot be told which caption is of which picture", spec,
                "Give every picture a name without “: ”.");
  auto captions = captions_of({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, names,
                              (std::filesystem::path(spec) / captions_file).string(), set.remarks);
  if (!captions) return tl::unexpected(captions.error());
  set.captions = std::make_shared<const Captions>(std::move(*captions));
  forget_left_out(set);
  return {};
}

}  // namespace ganscope::data
