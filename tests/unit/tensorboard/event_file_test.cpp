#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "core/tensorboard/crc32c.h"
#include "core/tensorboard/event_files.h"
#include "core/tensorboard/event_reader.h"
#include "core/tensorboard/event_writer.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::tensorboard {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

void spill(const fs::path& file, const std::string& bytes, bool append = false) {
  std::ofstream(file, std::ios::binary | (append ? std::ios::app : std::ios::trunc)) << bytes;
}

Event scalar(int64_t step, double value) {
  return {.wall_time = 1000.0 + static_cast<double>(step), .step = step, .values = {{"loss", value}}};
}

/// The events that are there now; then `failure`, if there is one.
std::vector<Event> all_of(EventReader& reader, std::optional<Failure>* failure = nullptr) {
  std::vector<Event> events;
  for (;;) {
    auto event = reader.next();
    if (!event && failure != nullptr) *failure = event.error();
    if (!event && failure == nullptr) ADD_FAILURE() << with_place(event.error());
    if (!event || !*event) return events;
    events.push_back(std::move(**event));
  }
}

struct EventFile : ::testing::Test {
  testing::TemporaryFolder folder;
  fs::path file = folder.path() / "events.out.tfevents.1";
};

/// What TensorFlow 2 writes for tf.summary.scalar("accuracy", 0.99, step=77), byte by byte, as the tests of
/// TensorBoard's data server (tf_record.rs, Apache 2.0) quote it.
const std::string tensorflows_own =
    "\x18\0\0\0\0\0\0\0\xA3\x7F\x4B\x22"s + "\x09\0\0\x80\x38\x99\xD6\xD7\x41\x1A\x0D"s + "brain.Event:2" +
    "\x12\x4B\x36\xAB" + "\x32\0\0\0\0\0\0\0\x24\x19\x56\xEC"s +
    "\x09\xC4\x05\xB7\x3D\x99\xD6\xD7\x41\x10\x4D\x2A\x25\x0A\x23\x0A\x08" + "accuracy" +
    "\x42\x0A\x08\x01\x12\0\x22\x04\xA4\x70\x7D\x3F\x4A\x0B\x0A\x09\x0A\x07"s + "scalars" +
    "\xA5\x5B\x64\x33";

TEST_F(EventFile, OfTensorFlowItselfIsRead) {
  spill(file, tensorflows_own);
  EventReader reader(file);
  const std::vector<Event> events = all_of(reader);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].file_version, "brain.Event:2");
  EXPECT_EQ(events[1].step, 77);
  EXPECT_NEAR(events[1].wall_time, 1.6e9, 2e7) << "of 2020";
  ASSERT_EQ(events[1].values.size(), 1U);
  EXPECT_EQ(events[1].values[0].tag, "accuracy");
  EXPECT_EQ(events[1].values[0].scalar, static_cast<double>(0.99F));
  EXPECT_EQ(reader.offset(), tensorflows_own.size());
}

TEST_F(EventFile, IsFramedAsTensorFlowFramesIt) {
  spill(file, tensorflows_own);
  EventReader reader(file);
  const Event first = all_of(reader).front();
  EXPECT_EQ(framed(encode_event(first)), tensorflows_own.substr(0, 40));
}

TEST_F(EventFile, HoldsWhatWasWritten) {
  auto writer = EventWriter::create(folder.path() / "new" / "log", 1700000000.5);
  ASSERT_TRUE(writer) << describe(writer.error());
  EXPECT_EQ(writer->file().filename().string().find("events.out.tfevents.1700000000.ganscope."), 0U);
  EventReader reader(writer->file());
  EXPECT_EQ(all_of(reader).front().file_version, "brain.Event:2") << "is on disk at once";
  for (int step = 1; step <= 3; ++step) ASSERT_TRUE(writer->write(scalar(step, 0.5 * step)));
  EXPECT_TRUE(all_of(reader).empty()) << "gathered in memory";
  ASSERT_TRUE(writer->flush());
  const std::vector<Event> events = all_of(reader);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[2].step, 3);
  EXPECT_EQ(events[2].wall_time, 1003.0);
  EXPECT_EQ(events[2].values[0].scalar, 1.5);
  writer->discard();
  EXPECT_FALSE(fs::exists(reader.file()));
}

TEST_F(EventFile, StandsBesideOthersOfTheSameSecond) {
  const auto first = EventWriter::create(folder.path(), 1700000000),
             second = EventWriter::create(folder.path(), 1700000000);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->file(), second->file());
  EXPECT_EQ(event_files(folder.path())->size(), 2U);
}

TEST_F(EventFile, CutAnywhereGivesItsWholeRecordsAndGoesOnLater) {
  std::string bytes = framed(encode_event({.wall_time = 1, .file_version = "brain.Event:2"}));
  std::vector<size_t> ends{bytes.size()};
  for (int step = 1; step <= 4; ++step) {
    bytes += framed(encode_event(scalar(step, step)));
    ends.push_back(bytes.size());
  }
  for (size_t cut = 0; cut <= bytes.size(); ++cut) {
    spill(file, bytes.substr(0, cut));
    EventReader reader(file);
    const auto whole =
        static_cast<size_t>(std::ranges::count_if(ends, [&](size_t end) { return end <= cut; }));
    EXPECT_EQ(all_of(reader).size(), whole) << cut;
    EXPECT_EQ(reader.offset(), whole == 0 ? 0 : ends[whole - 1]);
    spill(file, bytes.substr(cut), true);
    EXPECT_EQ(all_of(reader).size(), ends.size() - whole) << cut;
  }
}

TEST_F(EventFile, EveryFlippedBitIsFoundWithFileAndOffset) {
  const std::string first = framed(encode_event(scalar(1, 1)));
  const std::string whole = first + framed(encode_event(scalar(2, 2))) + framed(encode_event(scalar(3, 3)));
  for (size_t bit = 0; bit < 8 * first.size(); ++bit) {
    std::string damaged = whole;
    damaged[first.size() + bit / 8] = static_cast<char>(damaged[first.size() + bit / 8] ^ (1 << (bit % 8)));
    spill(file, damaged);
    EventReader reader(file);
    std::optional<Failure> failure;
    EXPECT_EQ(all_of(reader, &failure).size(), 1U);
    ASSERT_TRUE(failure) << bit;
    EXPECT_EQ(failure->kind, FailureKind::bad_data);
    EXPECT_EQ(failure->where, file.string() + ", byte " + std::to_string(first.size()));
    EXPECT_FALSE(failure->hint.empty());
    EXPECT_FALSE(reader.next()) << "and again";
    spill(file, whole);  // mended in place
    EXPECT_EQ(all_of(reader).size(), 2U);
  }
}

TEST_F(EventFile, OfSomethingElseIsRefused) {
  spill(file, "step,loss\n1,0.5\n2,0.25\n");
  EventReader reader(file);
  EXPECT_EQ(reader.next().error().kind, FailureKind::bad_data);
  spill(file, framed("a record of another program"));
  EventReader other(file);
  EXPECT_EQ(other.next().error().kind, FailureKind::bad_data);
  EventReader nobody(folder.path() / "nobody.tfevents");
  EXPECT_EQ(nobody.next().error().kind, FailureKind::not_found);
}

TEST_F(EventFile, RecordsBeyondAllMeasureArePassedOverAndChecked) {
  constexpr size_t length = (size_t{65} << 20) + 3;
  const std::string last = framed(encode_event(scalar(9, 9)));
  std::string bytes = framed(std::string(length, 'x')) + last;
  spill(file, bytes);
  EventReader reader(file);
  const std::vector<Event> events = all_of(reader);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].step, 9);
  EXPECT_EQ(reader.passed_over(), 1);
  bytes[length / 2] = 'y';
  spill(file, bytes);
  EventReader checks(file);
  EXPECT_EQ(checks.next().error().kind, FailureKind::bad_data);
  // A length that no disk holds, with a checksum that fits: the record is not whole, and never will be.
  std::string endless(8, '\xFF');
  const uint32_t crc = masked(crc32c(endless));
  for (int i = 0; i < 4; ++i) endless += static_cast<char>((crc >> (8 * i)) & 0xFF);
  spill(file, endless);
  EventReader waits(file);
  const auto nothing = waits.next();
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(*nothing);
}

TEST_F(EventFile, ReplacedByALongerOneIsReadOn) {
  const std::string first = framed(encode_event(scalar(1, 1))), second = framed(encode_event(scalar(2, 2)));
  spill(file, first);
  EventReader reader(file);
  EXPECT_EQ(all_of(reader).size(), 1U);
  spill(folder.path() / "copy", first + second);  // as rsync does
  fs::rename(folder.path() / "copy", file);
  const std::vector<Event> events = all_of(reader);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].step, 2);
}

TEST_F(EventFile, ThatBecomesShorterIsSaid) {
  const std::string record = framed(encode_event(scalar(1, 1)));
  spill(file, record + record);
  EventReader reader(file);
  EXPECT_EQ(all_of(reader).size(), 2U);
  fs::resize_file(file, record.size());
  const auto shorter = reader.next();
  ASSERT_FALSE(shorter);
  EXPECT_NE(shorter.error().what.find("shorter"), std::string::npos);
}

TEST_F(EventFile, ThatCannotBeWrittenSaysWhy) {
  spill(folder.path() / "a file", "");
  const auto below = EventWriter::create(folder.path() / "a file" / "log", 1);
  ASSERT_FALSE(below);
  EXPECT_FALSE(below.error().hint.empty());
  // A disk that is full: no file may grow beyond 100 KB.
  auto writer = EventWriter::create(folder.path(), 1);
  ASSERT_TRUE(writer);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  Expected<void> written;
  for (int step = 0; step < 10'000 && written; ++step) written = writer->write(scalar(step, 1));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().where, writer->file().string());
}

}  // namespace
}  // namespace ganscope::tensorboard
