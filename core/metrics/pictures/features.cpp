#include "core/metrics/pictures/features.h"

#include <fmt/format.h>

#include "core/base/check.h"
#include "core/image/transform.h"

namespace ganscope::metrics {
namespace {

/// FNV-1a over eight bytes at a time: quick, and only accidents have to be told apart.
class Fingerprint {
 public:
  void add(std::span<const uint8_t> bytes) {
    add(bytes.size());
    for (const uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x100000001b3ULL;
  }
  void add(uint64_t number) { value_ = (value_ ^ number) * 0x100000001b3ULL; }
  void add(const std::string& text) { add({reinterpret_cast<const uint8_t*>(text.data()), text.size()}); }
  [[nodiscard]] uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace

std::vector<Question> questions_of(const data::Dataset& dataset) {
  std::vector<Question> questions;
  if (dataset.has_labels()) questions.push_back({"label", dataset.label_names});
  for (const data::Attribute& attribute : dataset.attributes)
    questions.push_back({attribute.key, attribute.values});
  if (questions.empty())
    questions.push_back(
        {"turn", {"0", "90", "180", "270", "mirrored 0", "mirrored 90", "mirrored 180", "mirrored 270"}});
  return questions;
}

void append(Seen& whole, const Seen& part) {
  whole.features.insert(whole.features.end(), part.features.begin(), part.features.end());
  whole.answers.resize(part.answers.size());
  for (size_t q = 0; q < part.answers.size(); ++q)
    whole.answers[q].insert(whole.answers[q].end(), part.answers[q].begin(), part.answers[q].end());
}

std::string fingerprint(const data::Dataset& dataset) {
  Fingerprint print;
  for (const int64_t number : {dataset.count, static_cast<int64_t>(dataset.channels),
                               static_cast<int64_t>(dataset.height), static_cast<int64_t>(dataset.width)})
    print.add(static_cast<uint64_t>(number));
  print.add(dataset.pixels);
  print.add(dataset.labels);
  for (const std::string& name : dataset.label_names) print.add(name);
  for (const data::Attribute& attribute : dataset.attributes) {
    print.add(attribute.key);
    print.add(attribute.values.size());
    print.add(attribute.of);
  }
  return fmt::format("{:016x}", print.value());
}

std::vector<float> network_input(std::span<const uint8_t> pixels, int64_t count, int height, int width,
                                 int channels) {
  const size_t bytes =
      static_cast<size_t>(height) * static_cast<size_t>(width) * static_cast<size_t>(channels);
  GANSCOPE_CHECK(pixels.size() == bytes * static_cast<size_t>(count), "pictures of another size");
  const size_t side = input_side, area = side * side, c = static_cast<size_t>(channels);
  std::vector<float> input(static_cast<size_t>(count) * c * area);
  for (size_t n = 0; n < static_cast<size_t>(count); ++n) {
    const uint8_t* from = &pixels[n * bytes];
    image::Picture resized;
    if (height != input_side || width != input_side) {
      resized = image::resize_area({width, height, channels, {from, from + bytes}}, input_side, input_side);
      from = resized.pixels.data();
    }
    for (size_t i = 0; i < area; ++i)
      for (size_t k = 0; k < c; ++k)
        input[(n * c + k) * area + i] = static_cast<float>(from[i * c + k]) / 127.5F - 1.0F;
  }
  return input;
}

}  // namespace ganscope::metrics
