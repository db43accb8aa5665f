#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ganscope::tensorboard {

// The wire format of protocol buffers (protobuf.dev/programming-guides/encoding), as far as event files need
// it. Written here and not by libprotobuf: LibTorch brings a protobuf of its own, some builds of it without
// saying so, two of which in one program end it at its start; and of TensorFlow's messages five are needed,
// of two to four fields.

/// Writes the fields of one message one after the other.
class WireWriter {
 public:
  void varint(uint32_t field, uint64_t value);
  void number(uint32_t field, float value);   ///< fixed32
  void number(uint32_t field, double value);  ///< fixed64
  void bytes(uint32_t field, std::string_view content);
  void message(uint32_t field, const WireWriter& inner) { bytes(field, inner.text()); }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void raw_varint(uint64_t value);
  std::string text_;
};

/// One field as it stands there; what it means, the message's definition says.
struct WireField {
  enum class Kind { varint, fixed64, bytes, fixed32 };
  uint32_t number = 0;
  Kind kind = Kind::varint;
  uint64_t bits = 0;         ///< of all kinds but bytes
  std::string_view content;  ///< of bytes: a text, a message, or packed numbers

  [[nodiscard]] float as_float() const;    ///< of fixed32
  [[nodiscard]] double as_double() const;  ///< of fixed64
};

/// Reads the fields of one message, which must outlive what it answers.
class WireReader {
 public:
  explicit WireReader(std::string_view message) : rest_(message) {}

  /// Nothing at the end of the message, and where it is no message: then it is `broken`.
  [[nodiscard]] std::optional<WireField> next();
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::optional<uint64_t> raw_varint();
  std::optional<uint64_t> fixed(size_t size);
  std::string_view rest_;
  bool broken_ = false;
};

}  // namespace ganscope::tensorboard
