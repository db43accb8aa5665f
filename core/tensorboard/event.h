#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope::tensorboard {

/// A picture within an event, as a file of its own (PNG, also JPEG or GIF).
struct EventImage {
  int64_t height = 0, width = 0;
  int64_t channels = 0;  ///< 1 grey, 3 RGB, 4 RGBA
  std::string file;
};

/// One value with its name. What is neither a number nor a picture (a histogram, a text, a sound) is known by
/// its name alone.
struct EventValue {
  std::string tag;  ///< "loss/d_loss": TensorBoard groups by what stands before the first /
  std::optional<double> scalar = {};
  std::optional<EventImage> image = {};
  std::string description = {};  ///< what it is, for people; once a tag is enough
};

/// What TensorFlow's Event (tensorflow/core/util/event.proto) says that is of use here.
struct Event {
  double wall_time = 0;  ///< seconds since 1970
  int64_t step = 0;
  std::string file_version = {};  ///< "brain.Event:2" in a file's first event
  bool starts_anew = false;       ///< SessionLog START: what was logged of this step and later is void
  std::vector<EventValue> values = {};
};

/// The event as a protobuf message. Numbers are written as `simple_value`, a float, and pictures as
/// Summary.Image, as PyTorch's SummaryWriter does.
[[nodiscard]] std::string encode_event(const Event& event);

/// Reads such a message. A number is a `simple_value`, or a tensor of rank 0 of float or double, as
/// TensorFlow 2 writes it; so is a picture a tensor of texts (of several the first). Unknown fields are
/// passed over. Nothing where this is no such message.
[[nodiscard]] std::optional<Event> decode_event(std::string_view message);

}  // namespace ganscope::tensorboard
