#include "core/tensorboard/event.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "core/tensorboard/crc32c.h"
#include "core/tensorboard/wire.h"

namespace ganscope::tensorboard {
namespace {

using namespace std::string_literals;

/// A Summary.Value around `fields`, in an Event.
std::string event_with(const std::string& fields) {
  WireWriter value, summary, event;
  value.bytes(1, "loss");
  summary.bytes(1, value.text() + fields);
  event.bytes(5, summary.text());
  return event.text();
}

std::string tensor_field(const std::string& tensor, const std::string& plugin = "scalars") {
  WireWriter name, metadata, value;
  name.bytes(1, plugin);
  metadata.bytes(1, name.text());
  value.bytes(8, tensor);
  value.bytes(9, metadata.text());
  return value.text();
}

std::optional<double> scalar_in(const std::string& message) {
  const auto event = decode_event(message);
  if (!event || event->values.size() != 1) {
    ADD_FAILURE() << "no event with one value";
    return {};
  }
  return event->values.front().scalar;
}

TEST(Crc32c, IsThatOfRfc3720) {  // appendix B.4
  std::string rising(32, '\0');
  std::iota(rising.begin(), rising.end(), '\0');
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(rising), 0x46DD794EU);
  EXPECT_EQ(crc32c(std::string(rising.rbegin(), rising.rend())), 0x113FDB5CU);
  std::string command(48, '\0');  // an iSCSI SCSI Read (10) command
  command[0] = '\x01', command[1] = '\xC0', command[16] = '\x14', command[22] = '\x04', command[27] = '\x14';
  command[31] = '\x18', command[32] = '\x28', command[40] = '\x02';
  EXPECT_EQ(crc32c(command), 0xD9963A56U);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);  // the check value of CRC catalogues
  EXPECT_EQ(crc32c(""), 0U);
}

TEST(Crc32c, OfPartsIsThatOfTheWhole) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += static_cast<char>(i * 37);
  const std::string_view whole = text;
  for (size_t cut = 0; cut <= text.size(); ++cut)
    EXPECT_EQ(crc32c(whole.substr(cut), crc32c(whole.substr(0, cut))), crc32c(whole)) << cut;
}

TEST(Event, IsWrittenAsTheSpecificationHasIt) {
  // By hand from event.proto and summary.proto: fixed64 1.5; varint 300; summary { value { tag, float 0.25 }}
  const std::string expected = "\x09\0\0\0\0\0\0\xF8\x3F"s + "\x10\xAC\x02" + "\x2A\x0A" + "\x0A\x08" +
                               "\x0A\x01" + "d" + "\x15\0\0\x80\x3E"s;
  EXPECT_EQ(encode_event({.wall_time = 1.5, .step = 300, .values = {{"d", 0.25}}}), expected);
  const std::string version = "\x09\0\0\0\0\0\0\xF8\x3F"s + "\x1A\x0D" + "brain.Event:2";
  EXPECT_EQ(encode_event({.wall_time = 1.5, .file_version = "brain.Event:2"}), version);
}

TEST(Event, ComesBackAsItWentIn) {
  Event event{.wall_time = 1.7e9 + 0.123, .step = (int64_t{1} << 40) + 1, .starts_anew = true};
  event.values.push_back({"loss/d", -0.5, {}, "what D pays"});
  event.values.push_back({"样本", {}, EventImage{64, 32, 3, "PNG\0bytes"s}});
  event.values.push_back({"inf", std::numeric_limits<double>::infinity()});
  event.values.push_back({"", 0.0});
  const auto back = decode_event(encode_event(event));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->wall_time, event.wall_time);
  EXPECT_EQ(back->step, event.step);
  EXPECT_TRUE(back->starts_anew);
  ASSERT_EQ(back->values.size(), 4U);
  EXPECT_EQ(back->values[0].tag, "loss/d");
  EXPECT_EQ(back->values[0].scalar, -0.5);
  EXPECT_EQ(back->values[0].description, "what D pays");
  EXPECT_FALSE(back->values[0].image);
  EXPECT_FALSE(back->values[1].scalar);
  EXPECT_EQ(back->values[1].tag, "样本");
  EXPECT_EQ(back->values[1].image->height, 64);
  EXPECT_EQ(back->values[1].image->width, 32);
  EXPECT_EQ(back->values[1].image->channels, 3);
  EXPECT_EQ(back->values[1].image->file, "PNG\0bytes"s);
  EXPECT_EQ(back->values[2].scalar, std::numeric_limits<double>::infinity());
  EXPECT_EQ(back->values[3].scalar, 0.0);
  EXPECT_EQ(decode_event(encode_event({.step = -7}))->step, -7);
}

TEST(Event, NumbersOfTensorsAreRead) {
  const std::string real = "\x08\x01"s, twice = "\x08\x02"s, whole_number = "\x08\x03"s;  // dtype
  const std::string rank_0 = "\x12\x00"s, of_two = "\x12\x04\x12\x02\x08\x02"s, unknown = "\x12\x02\x18\x01"s;
  const std::string half = "\0\0\0\x3F"s, half_double = "\0\0\0\0\0\0\xE0\x3F"s;
  EXPECT_EQ(scalar_in(event_with(tensor_field(real + rank_0 + "\x22\x04" + half))), 0.5) << "content";
  EXPECT_EQ(scalar_in(event_with(tensor_field(real + "\x2A\x04" + half))), 0.5) << "packed, as PyTorch";
  EXPECT_EQ(scalar_in(event_with(tensor_field(real + "\x2D" + half))), 0.5) << "not packed";
  EXPECT_EQ(scalar_in(event_with(tensor_field(twice + "\x32\x08" + half_double))), 0.5);
  EXPECT_EQ(scalar_in(event_with(tensor_field(twice + "\x31" + half_double))), 0.5);
  EXPECT_EQ(scalar_in(event_with(tensor_field(twice + rank_0 + "\x22\x08" + half_double, ""))), 0.5);
  EXPECT_EQ(scalar_in(event_with(tensor_field(real + rank_0))), 0.0) << "as TensorFlow has it";
  // No curves: two numbers, another type, another plugin's, a rank that nobody knows.
  EXPECT_FALSE(scalar_in(event_with(tensor_field(real + of_two + "\x22\x08" + half + half))));
  EXPECT_FALSE(scalar_in(event_with(tensor_field(real + "\x2A\x08" + half + half))));
  EXPECT_FALSE(scalar_in(event_with(tensor_field(real + of_two + "\x2A\x04" + half))));
  EXPECT_FALSE(scalar_in(event_with(tensor_field(real + unknown + "\x2A\x04" + half))));
  EXPECT_FALSE(scalar_in(event_with(tensor_field(whole_number + "\x22\x04" + half))));
  EXPECT_FALSE(scalar_in(event_with(tensor_field(real + "\x2A\x04" + half, "hparams"))));
}

TEST(Event, UnknownFieldsArePassedOver) {
  WireWriter more;
  more.varint(100, 7);
  more.number(101, 1.0);
  more.number(102, 1.0F);
  more.bytes(103, "anything");
  more.bytes(5, std::string(more.text()));  // unknown fields within the summary
  const std::string message =
      more.text() + encode_event({.wall_time = 2, .step = 3, .values = {{"a", 1.0}}}) + more.text();
  const auto event = decode_event(message);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->step, 3);
  ASSERT_EQ(event->values.size(), 1U);
  EXPECT_EQ(event->values[0].scalar, 1.0);
}

TEST(Event, WhatIsNoMessageIsRefusedAndNothingReadsBeyondIt) {
  Event full{.wall_time = 1, .step = 300, .values = {{"tag", 1.0, EventImage{1, 1, 1, "png"}, "text"}}};
  const std::string whole = encode_event(full);
  int refused = 0;
  for (size_t size = 0; size < whole.size(); ++size)
    refused += !decode_event(std::string_view(whole).substr(0, size)).has_value();
  // A message that ends between two fields of the outermost level is a message.
  EXPECT_EQ(refused, static_cast<int>(whole.size()) - 3);
  EXPECT_FALSE(decode_event("\x0B"s)) << "a group";
  EXPECT_FALSE(decode_event("\x00\x00"s)) << "field 0";
  EXPECT_FALSE(decode_event(std::string(11, '\xFF'))) << "a varint without an end";
  EXPECT_FALSE(decode_event("\x2A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s)) << "a length beyond all";
}

}  // namespace
}  // namespace ganscope::tensorboard
