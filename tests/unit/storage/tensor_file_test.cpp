#include "core/storage/tensor_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/storage/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::storage {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes bytes_in(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

void spill(const std::filesystem::path& file, const Bytes& bytes) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

NamedTensor tensor(std::string name, DType dtype, std::vector<int64_t> shape) {
  NamedTensor made{std::move(name), dtype, std::move(shape), {}};
  size_t bytes = size_of(dtype);
  for (const int64_t extent : made.shape) bytes *= static_cast<size_t>(extent);
  for (size_t i = 0; i < bytes; ++i) made.bytes.push_back(static_cast<uint8_t>(i * 37 + 11));
  return made;
}

TensorFile sample() {
  TensorFile content;
  content.tensors = {tensor("flags", DType::u8, {3}), tensor("g.weight", DType::f32, {2, 3}),
                     tensor("random.state", DType::i64, {5}), tensor("seconds", DType::f64, {}),
                     tensor("nothing", DType::f32, {0, 4})};
  content.metadata = {{"step", "12"}, {"title", "Gesichter \"ä\" 崩溃"}};
  return content;
}

const NamedTensor* find(const TensorFile& file, const std::string& name) {
  for (const NamedTensor& t : file.tensors)
    if (t.name == name) return &t;
  return nullptr;
}

class TensorFileTest : public ::testing::Test {
 protected:
  testing::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "state.safetensors";

  /// Writes a file of that header text and data, as another program might.
  void write_foreign(const std::string& header, const Bytes& data, uint64_t stated_length) {
    Bytes bytes(8);
    for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(stated_length >> (8 * i));
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.insert(bytes.end(), data.begin(), data.end());
    spill(file_, bytes);
  }
  void expect_refused(const std::string& header, const Bytes& data) {
    write_foreign(header, data, header.size());
    const auto read = read_tensor_file(file_);
    ASSERT_FALSE(read) << header;
    EXPECT_EQ(read.error().kind, FailureKind::bad_data);
    EXPECT_FALSE(read.error().hint.empty());
  }
};

TEST_F(TensorFileTest, WhatIsWrittenIsReadBack) {
  const TensorFile written = sample();
  ASSERT_TRUE(write_tensor_file(file_, written));
  const auto read = read_tensor_file(file_);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->metadata, written.metadata);
  ASSERT_EQ(read->tensors.size(), written.tensors.size());
  for (const NamedTensor& expected : written.tensors) {
    const NamedTensor* found = find(*read, expected.name);
    ASSERT_NE(found, nullptr) << expected.name;
    EXPECT_EQ(found->dtype, expected.dtype);
    EXPECT_EQ(found->shape, expected.shape);
    EXPECT_EQ(found->bytes, expected.bytes);
  }
  EXPECT_EQ(*read_metadata(file_), written.metadata);
}

TEST_F(TensorFileTest, TheFileFollowsThePublishedFormat) {
  ASSERT_TRUE(write_tensor_file(file_, sample()));
  const Bytes bytes = bytes_in(file_);
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);  // the format is little endian, and so are the machines we run on
  ASSERT_EQ(length % 8, 0U);
  const std::string text(bytes.begin() + 8, bytes.begin() + 8 + static_cast<std::ptrdiff_t>(length));
  EXPECT_EQ(text.front(), '{');
  const auto header = nlohmann::json::parse(text);
  uint64_t covered = 0;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      for (const auto& value : entry) EXPECT_TRUE(value.is_string());
      continue;
    }
    const auto begin = entry["data_offsets"][0].get<uint64_t>(),
               end = entry["data_offsets"][1].get<uint64_t>();
    covered += end - begin;
    const uint64_t alignment = entry["dtype"] == "U8" ? 1 : entry["dtype"] == "F32" ? 4 : 8;
    EXPECT_EQ(begin % alignment, 0U) << name;
  }
  EXPECT_EQ(8 + length + covered, bytes.size());
}

TEST_F(TensorFileTest, EveryFlippedBitIsFound) {
  ASSERT_TRUE(write_tensor_file(file_, sample()));
  const Bytes whole = bytes_in(file_);
  std::fstream stream(file_, std::ios::binary | std::ios::in | std::ios::out);
  const auto put = [&](size_t at, uint8_t byte) {
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(byte));
    stream.flush();
  };
  for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
    put(bit / 8, whole[bit / 8] ^ static_cast<uint8_t>(1U << (bit % 8)));
    ASSERT_FALSE(read_tensor_file(file_)) << "bit " << bit % 8 << " of byte " << bit / 8;
    put(bit / 8, whole[bit / 8]);
  }
  EXPECT_TRUE(read_tensor_file(file_)) << "every bit was put back";
}

TEST_F(TensorFileTest, EveryTruncationIsFound) {
  ASSERT_TRUE(write_tensor_file(file_, sample()));
  const Bytes whole = bytes_in(file_);
  for (size_t size = whole.size(); size-- > 0;) {
    std::filesystem::resize_file(file_, size);
    ASSERT_FALSE(read_tensor_file(file_)) << size << " bytes";
  }
  Bytes longer = whole;
  longer.push_back(0);
  spill(file_, longer);
  EXPECT_FALSE(read_tensor_file(file_));
}

TEST_F(TensorFileTest, LyingHeadersAreRefusedBeforeAnythingIsAllocated) {
  const std::string meta = R"("__metadata__":{"crc32":"00000000","header_crc32":"00000000"})";
  // A length far beyond the file.
  write_foreign("{}", {}, ~uint64_t{0});
  EXPECT_FALSE(read_tensor_file(file_));
  write_foreign("{}", {}, uint64_t{1} << 40);
  EXPECT_FALSE(read_tensor_file(file_));
  const Bytes four{1, 2, 3, 4};
  expect_refused(
      "{" + meta + R"(,"a":{"dtype":"F32","shape":[1099511627776,1099511627776],"data_offsets":[0,4]}})",
      four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8589934592]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"C64","shape":[1],"data_offsets":[0,4]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}})", four);
  expect_refused("{" + meta + R"(,"a":[1,2]})", four);
  expect_refused("{" + meta + R"(,"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                 four);  // a gap behind
  expect_refused("{" + meta + R"(,"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
                 four);  // a gap before
  expect_refused("{" + meta +
                     R"(,"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},)"
                     R"("b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}})",
                 four);  // an overlap
  expect_refused(R"({"__metadata__":{"crc32":7}})", {});
  expect_refused("[]", {});
  expect_refused("{", {});
  expect_refused("", {});
  expect_refused(std::string(100000, '['), {});
  expect_refused("{\"a\":" + std::string(100000, '['), {});
}

TEST_F(TensorFileTest, AFileWithoutChecksumsIsRefused) {
  expect_refused(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", {1, 2, 3, 4});
}

TEST_F(TensorFileTest, AMissingFileIsNotFound) {
  const auto read = read_tensor_file(folder_.path() / "nowhere.safetensors");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, FailureKind::not_found);
  EXPECT_NE(read.error().where.find("nowhere"), std::string::npos);
}

TEST_F(TensorFileTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(write_tensor_file(file_, sample()));
  const Bytes before = bytes_in(file_);
  // A file size limit stands for the full disk: the kernel refuses the bytes beyond it in the same way.
  signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const rlimit small{1000, old.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  TensorFile big;
  big.tensors = {tensor("big", DType::f32, {4096})};
  const auto written = write_tensor_file(file_, big);
  setrlimit(RLIMIT_FSIZE, &old);

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, FailureKind::io);
  EXPECT_NE(written.error().hint.find("full"), std::string::npos);
  EXPECT_EQ(bytes_in(file_), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(TensorFileTest, AMissingFolderIsNamedWithAHint) {
  const auto written = write_tensor_file(folder_.path() / "no" / "such" / "state.safetensors", sample());
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().where.find("such"), std::string::npos);
  EXPECT_FALSE(written.error().hint.empty());
}

TEST_F(TensorFileTest, EveryTextInTheMetadataIsReadBackAsItWas) {
  TensorFile content = sample();
  content.metadata["path"] = "/home/caf\xe9";
  content.metadata["bad\xffkey"] = "\xff\xfe";
  content.metadata["quotes"] = "\"a\", \\n, \n\r\t\x01, \xef\xbb\xbf, \"header_crc32\":\"";
  content.metadata["as if kept"] = std::string("\0hex:zz", 7);
  content.metadata["as if kept, and whole"] = std::string("\0hex:41", 7);
  content.metadata["nul"] = std::string("a\0b", 3);
  content.metadata["empty"] = "";
  content.metadata["long"] = std::string(1 << 20, 'x');
  ASSERT_TRUE(write_tensor_file(file_, content));
  const auto read = read_tensor_file(file_);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->metadata, content.metadata);
}

TEST_F(TensorFileTest, AHeaderThatCouldNotBeReadAgainIsNotWritten) {
  TensorFile content = sample();
  content.metadata["endless"] = std::string(17 << 20, 'x');
  EXPECT_FALSE(write_tensor_file(file_, content));
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(TensorFileTest, PythonsReaderOpensIt) {
  if (std::system("python3 -c 'import safetensors.numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "python3 has no safetensors package here";
  ASSERT_TRUE(write_tensor_file(file_, sample()));
  const std::string check =
      "python3 -c 'import sys; from safetensors.numpy import load_file; t = load_file(sys.argv[1]);"
      " assert t[\"g.weight\"].shape == (2, 3) and len(t) == 5' " +
      file_.string();
  EXPECT_EQ(std::system(check.c_str()), 0);
}

}  // namespace
}  // namespace ganscope::storage
