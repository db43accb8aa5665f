#include "core/tensorboard/event.h"

#include <bit>
#include <charconv>
#include <cstddef>

#include "core/tensorboard/wire.h"

namespace ganscope::tensorboard {
namespace {

using Kind = WireField::Kind;

// Field numbers: tensorflow/core/util/event.proto and tensorflow/core/framework/{summary,tensor,types}.proto
namespace event_field {
constexpr uint32_t wall_time = 1, step = 2, file_version = 3, summary = 5, session_log = 7;
}
namespace summary_field {
constexpr uint32_t value = 1;
}
namespace value_field {
constexpr uint32_t tag = 1, simple_value = 2, image = 4, tensor = 8, metadata = 9;
}
namespace image_field {
constexpr uint32_t height = 1, width = 2, colour_space = 3, encoded = 4;
}
namespace tensor_field {
constexpr uint32_t type = 1, shape = 2, content = 4, float_values = 5, double_values = 6, texts = 8;
constexpr uint32_t shape_dimension = 2, shape_unknown_rank = 3;
constexpr uint64_t type_float = 1, type_double = 2;
}  // namespace tensor_field
namespace metadata_field {
constexpr uint32_t plugin_data = 1, description = 3, plugin_name = 1;
}
constexpr uint32_t session_status = 1;
constexpr uint64_t session_start = 1;

bool is(const WireField& field, uint32_t number, Kind kind) {
  return field.number == number && field.kind == kind;
}

/// Calls `take` with every field of a message; false where it is none, or where `take` says so.
template <class Take>
bool for_fields(std::string_view message, Take take) {
  WireReader reader(message);
  while (const auto field = reader.next())
    if (!take(*field)) return false;
  return !reader.broken();
}

/// The little-endian number whose bytes these are; 0 where there are none, as TensorFlow has it.
double number_of(std::string_view bytes, bool is_double) {
  uint64_t bits = 0;
  for (size_t i = 0; i < bytes.size(); ++i) bits |= uint64_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
  return is_double ? std::bit_cast<double>(bits)
                   : static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
}

/// How many dimensions a tensor's shape has; an unknown number counts as one.
bool count_dimensions(std::string_view shape, size_t& dimensions) {
  return for_fields(shape, [&](const WireField& field) {
    if (is(field, tensor_field::shape_dimension, Kind::bytes) ||
        is(field, tensor_field::shape_unknown_rank, Kind::varint))
      ++dimensions;
    return true;
  });
}

/// A tensor of rank 0, float or double; others have no number. Of one of texts all that there are.
bool read_tensor(std::string_view message, std::optional<double>& scalar,
                 std::vector<std::string_view>& texts) {
  uint64_t type = 0;
  size_t dimensions = 0;
  std::string numbers;  // they lie one after the other, or each is a field of its own
  const bool whole = for_fields(message, [&](const WireField& field) {
    if (is(field, tensor_field::type, Kind::varint)) type = field.bits;
    if (is(field, tensor_field::shape, Kind::bytes)) return count_dimensions(field.content, dimensions);
    if (is(field, tensor_field::texts, Kind::bytes)) texts.push_back(field.content);
    if (field.number != tensor_field::content && field.number != tensor_field::float_values &&
        field.number != tensor_field::double_values)
      return true;
    if (numbers.size() > 8) return true;  // more than one number in any case
    if (field.kind == Kind::bytes) numbers += field.content.substr(0, 16);
    const size_t bytes = field.kind == Kind::fixed64 ? 8 : field.kind == Kind::fixed32 ? 4 : 0;
    for (size_t i = 0; i < bytes; ++i) numbers += static_cast<char>((field.bits >> (8 * i)) & 0xFF);
    return true;
  });
  if (!whole) return false;
  const bool known = type == tensor_field::type_float || type == tensor_field::type_double;
  const size_t size = type == tensor_field::type_double ? 8 : 4;
  if (known && dimensions == 0 && (numbers.empty() || numbers.size() == size))
    scalar = number_of(numbers, type == tensor_field::type_double);
  return true;
}

bool read_image(std::string_view message, EventImage& image) {
  return for_fields(message, [&](const WireField& field) {
    if (is(field, image_field::height, Kind::varint)) image.height = static_cast<int64_t>(field.bits);
    if (is(field, image_field::width, Kind::varint)) image.width = static_cast<int64_t>(field.bits);
    if (is(field, image_field::colour_space, Kind::varint)) image.channels = static_cast<int64_t>(field.bits);
    if (is(field, image_field::encoded, Kind::bytes)) image.file = field.content;
    return true;
  });
}

/// Width and height in digits, then a picture each, as TensorFlow 2 writes them; the first one counts.
void read_image_texts(const std::vector<std::string_view>& texts, EventValue& value) {
  if (texts.size() < 3) return;
  EventImage& image = value.image.emplace();
  std::from_chars(texts[0].data(), texts[0].data() + texts[0].size(), image.width);
  std::from_chars(texts[1].data(), texts[1].data() + texts[1].size(), image.height);
  image.file = texts[2];
}

bool read_metadata(std::string_view message, std::string& description, std::string& plugin) {
  return for_fields(message, [&](const WireField& field) {
    if (is(field, metadata_field::description, Kind::bytes)) description = field.content;
    if (!is(field, metadata_field::plugin_data, Kind::bytes)) return true;
    return for_fields(field.content, [&](const WireField& of_plugin) {
      if (is(of_plugin, metadata_field::plugin_name, Kind::bytes)) plugin = of_plugin.content;
      return true;
    });
  });
}

bool read_value(std::string_view message, EventValue& value) {
  std::string plugin;
  std::optional<double> of_tensor;
  std::vector<std::string_view> texts;
  const bool whole = for_fields(message, [&](const WireField& field) {
    if (is(field, value_field::tag, Kind::bytes)) value.tag = field.content;
    if (is(field, value_field::simple_value, Kind::fixed32))
      value.scalar = static_cast<double>(field.as_float());
    if (is(field, value_field::image, Kind::bytes)) return read_image(field.content, value.image.emplace());
    if (is(field, value_field::tensor, Kind::bytes)) return read_tensor(field.content, of_tensor, texts);
    if (is(field, value_field::metadata, Kind::bytes))
      return read_metadata(field.content, value.description, plugin);
    return true;
  });
  // Other plugins, hyperparameters for one, have tensors of rank 0 that are no curve.
  if (of_tensor && (plugin.empty() || plugin == "scalars")) value.scalar = of_tensor;
  if (plugin == "images") read_image_texts(texts, value);
  return whole;
}

std::string encode_value(const EventValue& value) {
  WireWriter text;
  text.bytes(value_field::tag, value.tag);
  if (value.scalar) text.number(value_field::simple_value, static_cast<float>(*value.scalar));
  if (value.image) {
    WireWriter image;
    image.varint(image_field::height, static_cast<uint64_t>(value.image->height));
    image.varint(image_field::width, static_cast<uint64_t>(value.image->width));
    image.varint(image_field::colour_space, static_cast<uint64_t>(value.image->channels));
    image.bytes(image_field::encoded, value.image->file);
    text.message(value_field::image, image);
  }
  if (!value.description.empty()) {
    WireWriter metadata;
    metadata.bytes(metadata_field::description, value.description);
    text.message(value_field::metadata, metadata);
  }
  return text.text();
}

}  // namespace

std::string encode_event(const Event& event) {
  WireWriter text;
  text.number(event_field::wall_time, event.wall_time);
  if (event.step != 0) text.varint(event_field::step, static_cast<uint64_t>(event.step));
  if (!event.file_version.empty()) text.bytes(event_field::file_version, event.file_version);
  if (event.starts_anew) {
    WireWriter log;
    log.varint(session_status, session_start);
    text.message(event_field::session_log, log);
  }
  if (!event.values.empty()) {
    WireWriter summary;
    for (const EventValue& value : event.values) summary.bytes(summary_field::value, encode_value(value));
    text.message(event_field::summary, summary);
  }
  return text.text();
}

std::optional<Event> decode_event(std::string_view message) {
  Event event;
  const bool whole = for_fields(message, [&](const WireField& field) {
    if (is(field, event_field::wall_time, Kind::fixed64)) event.wall_time = field.as_double();
    if (is(field, event_field::step, Kind::varint)) event.step = static_cast<int64_t>(field.bits);
    if (is(field, event_field::file_version, Kind::bytes)) event.file_version = field.content;
    if (is(field, event_field::session_log, Kind::bytes))
      return for_fields(field.content, [&](const WireField& of_log) {
        event.starts_anew =
            event.starts_anew || (is(of_log, session_status, Kind::varint) && of_log.bits == session_start);
        return true;
      });
    if (!is(field, event_field::summary, Kind::bytes)) return true;
    return for_fields(field.content, [&](const WireField& of_summary) {
      return !is(of_summary, summary_field::value, Kind::bytes) ||
             read_value(of_summary.content, event.values.emplace_back());
    });
  });
  if (!whole) return {};
  return event;
}

}  // namespace ganscope::tensorboard
