#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "core/models/material/data_view.h"

namespace ganscope::models {
namespace {

using Table = std::map<std::string, std::string>;
constexpr int64_t most_names = 100'000, largest_side = 1024;
constexpr int most_frames = 256;
constexpr float smallest_unit = 1e-18F;
const std::array<std::string, 2> frame_origin{"data.frame_origin_x", "data.frame_origin_y"};
const std::array<std::string, 2> frame_unit{"data.frame_unit_x", "data.frame_unit_y"};

template <class T>
std::string text_of(T value) {
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

void write_names(const std::string& key, const std::vector<std::string>& names, Table& table) {
  table[key] = text_of(names.size());
  for (size_t i = 0; i < names.size(); ++i) table[key + "." + text_of(i)] = names[i];
}

const std::string form_name = "data.form", wave_rate = "data.rate", tokens_key = "data.tokens",
                  separator_name = "data.separator", grammar_name = "data.grammar";
const std::string words_key = "data.words", examples_key = "data.caption_examples";

void write_captions(const captions::Vocabulary& vocabulary, Table& table) {
  std::vector<std::string> words, examples;
  for (const captions::Word& word : vocabulary.words) words.push_back(captions::stored(word));
  for (const captions::Caption& example : vocabulary.examples) {
    std::string& numbers = examples.emplace_back();
    for (const int word : example) numbers += (numbers.empty() ? "" : " ") + text_of(word);
  }
  write_names(words_key, words, table);
  write_names(examples_key, examples, table);
}

void write_tokens(const tokens::Vocabulary& vocabulary, Table& table) {
  write_names(tokens_key, vocabulary.names, table);
  table[separator_name] = vocabulary.separator;
  table[grammar_name] = vocabulary.grammar;
}

/// Reads the table; remembers the first thing that is wrong.
class Reader {
 public:
  explicit Reader(const Table& table) : table_(table) {}

  [[nodiscard]] bool has(const std::string& key) const { return table_.contains(key); }
  std::string text(const std::string& key) {
    const auto entry = table_.find(key);
    if (entry != table_.end()) return entry->second;
    if (trouble_.empty()) trouble_ = key + " is missing";
    return {};
  }
  template <class T>
  T number(const std::string& key, T low, T high) {
    const std::string words = text(key);
    T value{};
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
    const bool whole = error == std::errc() && end == words.data() + words.size();
    if (whole && value >= low && value <= high) return value;
    if (trouble_.empty()) trouble_ = key + " is out of range";
    return low;
  }
  std::vector<std::string> names(const std::string& key) {
    std::vector<std::string> found(static_cast<size_t>(number<int64_t>(key, 0, most_names)));
    for (size_t i = 0; i < found.size() && trouble_.empty(); ++i) found[i] = text(key + "." + text_of(i));
    return found;
  }
  /// The words of captions and the examples; null where something is wrong with them.
  std::shared_ptr<const captions::Vocabulary> captions() {
    auto vocabulary = std::make_shared<captions::Vocabulary>();
    for (const std::string& line : names(words_key)) {
      vocabulary->words.push_back(captions::word_of(line));
      if (vocabulary->words.back().text.empty()) damaged(words_key);
    }
    for (const std::string& line : names(examples_key)) {
      captions::Caption& example = vocabulary->examples.emplace_back();
      const char* next = line.data();
      const char* const end = line.data() + line.size();
      while (next != end) {
        int word = -1;
        const auto [after, error] = std::from_chars(next, end, word);
        if (error != std::errc() || word < 0 || word >= vocabulary->size()) {
          damaged(examples_key);
          return nullptr;
        }
        example.push_back(word);
        next = after != end && *after == ' ' ? after + 1 : after;
      }
      example = captions::in_order(std::move(example));
    }
    if (vocabulary->words.empty() || vocabulary->examples.empty()) damaged(words_key);
    return vocabulary;
  }
  Form form() {
    if (number<int>("data.points", 0, 1) == 1) return Form::points;
    const std::optional<Form> named = has(form_name) ? form_of(text(form_name)) : Form::pictures;
    if (!named) damaged(form_name);
    return named.value_or(Form::pictures);
  }
  /// What the places of lines may hold; null where it is not of this size.
  std::shared_ptr<const tokens::Vocabulary> tokens(int size) {
    tokens::Vocabulary vocabulary{names(tokens_key), text(separator_name), text(grammar_name)};
    if (static_cast<int>(vocabulary.names.size()) != size) {
      damaged(tokens_key);
      return nullptr;
    }
    return std::make_shared<tokens::Vocabulary>(std::move(vocabulary));
  }
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  void damaged(const std::string& key) {
    if (trouble_.empty()) trouble_ = key + " cannot be read";
  }

  const Table& table_;
  std::string trouble_;
};

}  // namespace

void write_info(const StoredInfo& stored, Table& table) {
  const auto& [info, scale, fingerprint] = stored;
  table["data.key"] = info.key;
  table["data.title"] = info.title;
  table["data.points"] = info.is_points() ? "1" : "0";
  if (!info.is_points() && info.form != Form::pictures) table[form_name] = form_key(info.form);
  table["data.count"] = text_of(info.count);
  table["data.channels"] = text_of(info.channels);
  table["data.height"] = text_of(info.height);
  table["data.width"] = text_of(info.width);
  table["data.dimensions"] = text_of(info.dimensions);
  if (info.input_channels > 0) {
    table["data.input_channels"] = text_of(info.input_channels);
    table["data.input_title"] = info.input_title;
  }
  table["data.centre_x"] = text_of(scale.centre[0]);
  table["data.centre_y"] = text_of(scale.centre[1]);
  table["data.unit"] = text_of(scale.unit[0]);
  table["data.unit_y"] = text_of(scale.unit[1]);
  for (size_t d = 0; d < 2; ++d) {
    table[frame_origin[d]] = text_of(info.frame.origin[d]);
    table[frame_unit[d]] = text_of(info.frame.unit[d]);
  }
  if (fingerprint != 0) table["data.fingerprint"] = text_of(fingerprint);
  write_names("data.labels", info.label_names, table);
  write_names("data.attributes", info.attribute_names, table);
  if (info.captions != nullptr) write_captions(*info.captions, table);
  if (info.tokens != nullptr) write_tokens(*info.tokens, table);
  if (info.rate > 0) table[wave_rate] = text_of(info.rate);
}

Expected<StoredInfo> read_info(const Table& table) {
  Reader reader(table);
  StoredInfo stored;
  api::DataInfo& info = stored.data;
  info.key = reader.text("data.key");
  info.title = reader.text("data.title");
  info.form = reader.form();
  info.count = reader.number<int64_t>("data.count", 0, int64_t{1} << 52);
  info.channels = reader.number<int>("data.channels", 0, info.form == Form::films ? most_frames : 4);
  info.height = reader.number<int>("data.height", 0, largest_side);
  info.width = reader.number<int>("data.width", 0, largest_side);
  info.dimensions = reader.number<int>("data.dimensions", 0, 64);
  if (reader.has("data.input_channels")) {
    info.input_channels = reader.number<int>("data.input_channels", 1, 4);
    info.input_title = reader.text("data.input_title");
  }
  stored.scale.centre[0] = reader.number<float>("data.centre_x", -1e30F, 1e30F);
  stored.scale.centre[1] = reader.number<float>("data.centre_y", -1e30F, 1e30F);
  stored.scale.unit[0] = reader.number<float>("data.unit", smallest_unit, 1e18F);
  // What older files don't say: one unit, the data as they are.
  stored.scale.unit[1] = reader.has("data.unit_y") ? reader.number<float>("data.unit_y", smallest_unit, 1e18F)
                                                   : stored.scale.unit[0];
  for (size_t d = 0; d < 2; ++d) {
    if (reader.has(frame_origin[d]))
      info.frame.origin[d] = reader.number<double>(frame_origin[d], -1e300, 1e300);
    if (reader.has(frame_unit[d])) info.frame.unit[d] = reader.number<double>(frame_unit[d], 1e-300, 1e300);
  }
  if (reader.has("data.fingerprint"))
    stored.fingerprint = reader.number<uint64_t>("data.fingerprint", 1, std::numeric_limits<uint64_t>::max());
  info.label_names = reader.names("data.labels");
  info.attribute_names = reader.names("data.attributes");
  if (reader.has(words_key)) info.captions = reader.captions();
  if (reader.has(tokens_key)) info.tokens = reader.tokens(info.width);
  if (reader.has(wave_rate)) info.rate = reader.number<int>(wave_rate, 1, 1 << 20);
  if (!reader.trouble().empty())
    return fail(FailureKind::bad_data, "the checkpoint's " + reader.trouble(), "checkpoint",
                "it is damaged or was made by another version; choose another checkpoint");
  return stored;
}

}  // namespace ganscope::models
