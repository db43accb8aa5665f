#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "tests/unit/image/support.h"

namespace ganscope::data::test {

using image::test::TemporaryFolder;

/// `data` = spec, everything else as declared.
[[nodiscard]] config::Settings settings_for(const std::string& spec);
[[nodiscard]] config::Settings with(config::Settings settings, const std::string& key, config::Value value);

[[nodiscard]] Expected<DatasetPointer> load(const config::Settings& settings);
[[nodiscard]] Expected<DatasetPointer> load(const std::string& spec);

/// Sets an environment variable for as long as it lives; empty: unsets it.
class Environment {
 public:
  Environment(std::string name, const std::string& value);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  std::string name_, before_;
  bool was_set_;
};

void write(const std::filesystem::path& file, const std::vector<uint8_t>& bytes);
void write_gzip(const std::filesystem::path& file, const std::vector<uint8_t>& bytes);

/// An IDX file: the magic number, each dimension as a big-endian word, the content.
[[nodiscard]] std::vector<uint8_t> idx(uint32_t magic, const std::vector<uint32_t>& dimensions,
                                       const std::vector<uint8_t>& content);
/// `count` pictures of height × width whose every pixel is the picture's number, and labels 0, 1, 2, 0, 1, …
[[nodiscard]] std::vector<uint8_t> idx_pictures(uint32_t count, uint32_t height, uint32_t width);
[[nodiscard]] std::vector<uint8_t> idx_labels(uint32_t count, uint8_t classes);

/// The folder with real data for tests, or empty: $GANSCOPE_DATA, else shared/data beside the sources.
[[nodiscard]] std::filesystem::path real_data();

}  // namespace ganscope::data::test
