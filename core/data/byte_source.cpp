#include "core/data/byte_source.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/data/parallel.h"

namespace ganscope::data {
namespace {

constexpr size_t read_at_once = size_t{4} << 20;
gzFile gz_of(void* pointer) { return static_cast<gzFile>(pointer); }

}  // namespace

void ByteSource::Close::operator()(void* gz) const { gzclose(gz_of(gz)); }

Expected<ByteSource> ByteSource::open(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) {
    return fail(FailureKind::not_found, "there is no such file", file.string(), "Check the path.");
  }
  if (!std::filesystem::is_regular_file(status)) {
    return fail(FailureKind::bad_data, "this is not a file", file.string(),
                "Give the path of a file, not of a folder.");
  }
  gzFile gz = gzopen(file.c_str(), "rbe");
  if (gz == nullptr) {
    return fail(FailureKind::io, std::string("cannot open the file: ") + std::strerror(errno), file.string(),
                "Check that you may read it.");
  }
  gzbuffer(gz, 1U << 17);
  return ByteSource(gz, file.string());
}

Expected<size_t> ByteSource::read(std::span<uint8_t> bytes) {
  size_t done = 0;
  while (done < bytes.size()) {
    const auto wanted = static_cast<unsigned>(std::min(bytes.size() - done, read_at_once));
    const int got = gzread(gz_of(gz_.get()), bytes.data() + done, wanted);
    int code = Z_OK;
    const char* message = gzerror(gz_of(gz_.get()), &code);
    if (got < 0 || (code != Z_OK && code != Z_BUF_ERROR)) {
      return fail(
          FailureKind::bad_data,
          std::string("cannot unpack the file: ") + (code == Z_ERRNO ? std::strerror(errno) : message),
          where_, "The file is damaged: download it again.");
    }
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  return done;
}

Expected<std::vector<uint8_t>> ByteSource::read_exactly(size_t count, const WorkContext& context) {
  std::vector<uint8_t> bytes;
  while (bytes.size() < count) {
    if (context.cancelled()) return stopped("Reading " + where_);
    const size_t before = bytes.size();
    bytes.resize(std::min(count, before + read_at_once));
    auto got = read(std::span(bytes).subspan(before));
    if (!got) return tl::unexpected(got.error());
    if (before + *got < bytes.size()) {
      return fail(FailureKind::bad_data,
                  fmt::format("the file is truncated: its header promises {} bytes, {} are there", count,
                              before + *got),
                  where_, "Download it again: the end is missing.");
    }
    context.report({"Reading " + where_, static_cast<int64_t>(bytes.size()), static_cast<int64_t>(count)});
  }
  return bytes;
}

Expected<void> ByteSource::expect_end() {
  uint8_t extra = 0;
  auto got = read({&extra, 1});
  if (!got) return tl::unexpected(got.error());
  if (*got != 0) {
    return fail(FailureKind::bad_data, "the file goes on after what its header promises", where_,
                "The header and the content do not belong together: download the file again.");
  }
  int code = Z_OK;
  gzerror(gz_of(gz_.get()), &code);
  if (code == Z_BUF_ERROR) {
    return fail(FailureKind::bad_data, "the file is truncated: the checksum at its end is missing", where_,
                "Download it again: the end is missing.");
  }
  return {};
}

}  // namespace ganscope::data
