#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/base/utf8.h"
#include "core/image/png_io.h"
#include "core/storage/bookmarks_forms.h"
#include "core/storage/latent_text.h"

namespace ganscope::storage {
namespace {

using Out = nlohmann::ordered_json;

constexpr int64_t version = 1;
constexpr const char* kind = "bookmarks";

// --- base64 (RFC 4648, section 4)

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string as_base64(const std::vector<uint8_t>& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t some = std::min<size_t>(3, bytes.size() - i);
    uint32_t word = 0;
    for (size_t k = 0; k < 3; ++k) word = word << 8 | (k < some ? bytes[i + k] : 0U);
    for (size_t k = 0; k < 4; ++k) text += k <= some ? letters[word >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::optional<std::vector<uint8_t>> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::vector<uint8_t> bytes;
  uint32_t word = 0;
  int bits = 0;
  for (const char c : text) {
    const size_t value = letters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    word = (word << 6 | static_cast<uint32_t>(value)) & 0xFFFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<uint8_t>(word >> bits & 0xFF));
  }
  return bytes;
}

// --- JSON

Out numbers(std::span<const float> values) {
  Out list = Out::array();
  for (const float value : values) list.push_back(std::strtod(exact_text(value).c_str(), nullptr));
  return list;
}

Out as_json(const Bookmark& bookmark, std::span<const std::string> classes) {
  Out out{{"name", bookmark.name}, {"step", bookmark.step}};
  if (bookmark.label >= 0) {
    out["label"] = bookmark.label;
    if (static_cast<size_t>(bookmark.label) < classes.size())
      out["class"] = classes[static_cast<size_t>(bookmark.label)];
  }
  if (!bookmark.shares.empty()) out["shares"] = numbers(bookmark.shares);
  out["space"] = bookmark.space == api::Space::w ? "w" : "z";
  out["latent"] = numbers(bookmark.latent);
  out["truncation"] = bookmark.truncation;
  out["model"] = bookmark.model == api::Model::raw ? "raw" : "ema";
  if (!bookmark.made.empty()) out["made"] = bookmark.made;
  if (!bookmark.drawn) return out;
  out["drawn_step"] = bookmark.drawn->step;
  if (!bookmark.drawn->point.empty()) out["point"] = numbers(bookmark.drawn->point);
  if (bookmark.drawn->picture.empty()) return out;
  if (const auto png = image::encode_png(bookmark.drawn->picture, bookmark.name))
    out["picture"] = as_base64(*png);
  if (bookmark.drawn->film.empty()) return out;
  if (const auto png = image::encode_png(bookmark.drawn->film, bookmark.name)) out["film"] = as_base64(*png);
  return out;
}

/// What is read of one bookmark of a JSON file; throws what nlohmann throws, or a Failure.
class JsonBookmark {
 public:
  JsonBookmark(const nlohmann::json& from, std::string where) : from_(from), where_(std::move(where)) {}

  [[nodiscard]] Bookmark read(std::vector<std::string>& remarks) const {
    Bookmark bookmark;
    bookmark.name = from_.at("name").get<std::string>();
    bookmark.space = choice("space", "z", "w") ? api::Space::w : api::Space::z;
    bookmark.latent = floats("latent");
    if (bookmark.latent.empty()) broken("it has no numbers");
    bookmark.label = static_cast<int>(whole("label", -1, -1, 1 << 24));
    if (from_.contains("shares")) bookmark.shares = floats("shares");
    bookmark.truncation = from_.value("truncation", 1.0);
    if (!std::isfinite(bookmark.truncation)) broken("its truncation is no number");
    bookmark.model = choice("model", "ema", "raw") ? api::Model::raw : api::Model::ema;
    bookmark.step = whole("step", 0, 0, std::numeric_limits<int64_t>::max());
    bookmark.made = from_.value("made", "");
    bookmark.drawn = drawn(bookmark, remarks);
    return bookmark;
  }

 private:
  [[noreturn]] void broken(const std::string& why) const {
    throw Failure{FailureKind::bad_data, "A bookmark is damaged: " + why, where_,
                  "mend the file, or write it anew"};
  }
  [[nodiscard]] bool choice(const char* key, const std::string& no, const std::string& yes) const {
    const std::string said = from_.value(key, no);
    if (said != no && said != yes) broken(fmt::format("its {} is \"{}\"", key, printable(said)));
    return said == yes;
  }
  [[nodiscard]] int64_t whole(const char* key, int64_t absent, int64_t least, int64_t most) const {
    if (!from_.contains(key) || from_.at(key).is_null()) return absent;
    const auto& value = from_.at(key);
    if (!value.is_number_integer()) broken(fmt::format("its {} is no whole number", key));
    const auto number = value.get<int64_t>();
    if (number < least || number > most) broken(fmt::format("its {} is {}", key, number));
    return number;
  }
  [[nodiscard]] std::vector<float> floats(const char* key) const {
    std::vector<float> values;
    for (const auto& value : from_.at(key)) {
      const auto number = static_cast<float>(value.get<double>());
      if (!std::isfinite(number)) broken(fmt::format("its {} is not finite", key));
      values.push_back(number);
    }
    return values;
  }
  /// A picture that cannot be read is drawn anew.
  [[nodiscard]] std::shared_ptr<const Bookmark::Drawn> drawn(const Bookmark& bookmark,
                                                             std::vector<std::string>& remarks) const {
    Bookmark::Drawn drawn;
    drawn.step = whole("drawn_step", bookmark.step, 0, std::numeric_limits<int64_t>::max());
    if (from_.contains("point")) drawn.point = floats("point");
    if (drawn.point.size() != 2) drawn.point.clear();
    if (from_.contains("picture")) {
      const auto bytes = from_base64(from_.at("picture").get<std::string>());
      auto picture = bytes ? image::decode_png(*bytes, where_) : tl::unexpected(Failure{});
      if (picture)
        drawn.picture = std::move(*picture);
      else
        remarks.push_back(
            fmt::format("The picture of \"{}\" cannot be read and is drawn anew", bookmark.name));
    }
    if (from_.contains("film")) {  // without it the picture stands still
      const auto bytes = from_base64(from_.at("film").get<std::string>());
      if (auto film = bytes ? image::decode_png(*bytes, where_) : tl::unexpected(Failure{}))
        drawn.film = std::move(*film);
    }
    if (drawn.picture.empty() && drawn.point.empty()) return nullptr;
    return std::make_shared<const Bookmark::Drawn>(std::move(drawn));
  }

  const nlohmann::json& from_;
  std::string where_;
};

}  // namespace

Expected<ReadBookmarks> parse_json_bookmarks(std::string_view text, const std::string& where) {
  const auto damaged = [&](const std::string& why) {
    return fail(FailureKind::bad_data, "These bookmarks are damaged: " + why, where,
                "take a copy of the file that is whole");
  };
  try {
    const auto json = nlohmann::json::parse(text);
    if (!json.is_object() || json.value("ganscope", "") != kind)
      return fail(FailureKind::bad_data, "This file holds no bookmarks", where,
                  "bookmarks are written by the tab Samples: ⋯, Save to a file");
    if (json.at("version").get<int64_t>() > version)
      return fail(FailureKind::bad_data, "These bookmarks are of a newer version of ganscope", where,
                  "open them with that version, or write them there as CSV");
    ReadBookmarks read;
    read.run = json.value("run", "");
    if (json.contains("classes")) read.classes = json.at("classes").get<std::vector<std::string>>();
    for (const auto& one : json.at("bookmarks")) {
      const std::string place = fmt::format("{}, bookmark {}", where, read.list.size() + 1);
      read.list.push_back(JsonBookmark(one, place).read(read.remarks));
    }
    return read;
  } catch (const nlohmann::json::parse_error& error) {
    return damaged(fmt::format("they end or break off at byte {}", error.byte));
  } catch (const nlohmann::json::exception&) {
    return damaged("a member is missing or of another kind");
  } catch (const Failure& failure) {
    return tl::unexpected(failure);
  }
}

std::string bookmarks_as_json(std::span<const Bookmark> list, std::span<const std::string> classes,
                              const std::string& run) {
  const auto dump = [](const Out& out) { return out.dump(-1, ' ', false, Out::error_handler_t::replace); };
  std::string text = fmt::format("{{\"ganscope\": \"{}\", \"version\": {},", kind, version);
  if (!run.empty()) text += " \"run\": " + dump(Out(run)) + ",";
  if (!classes.empty())
    text += " \"classes\": " + dump(Out(std::vector(classes.begin(), classes.end()))) + ",";
  text += " \"bookmarks\": [";
  for (size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "\n" : ",\n") + dump(as_json(list[i], classes));
  return text + "\n]}\n";
}

}  // namespace ganscope::storage
