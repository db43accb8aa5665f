#include "tests/unit/data/support.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>

namespace ganscope::data::test {

config::Settings settings_for(const std::string& spec) {
  config::Settings settings;
  settings.set("data", spec);
  for (const DatasetEntry& entry : all_datasets()) {
    if (entry.info.key != spec.substr(0, spec.find(':'))) continue;
    for (const config::Option& option : entry.info.options) settings.set(option.key, option.initial);
  }
  return settings;
}

config::Settings with(config::Settings settings, const std::string& key, config::Value value) {
  settings.set(key, std::move(value));
  return settings;
}

Expected<DatasetPointer> load(const config::Settings& settings) {
  return load_dataset(settings, WorkContext{});
}
Expected<DatasetPointer> load(const std::string& spec) { return load(settings_for(spec)); }

Environment::Environment(std::string name, const std::string& value) : name_(std::move(name)) {
  const char* before = std::getenv(name_.c_str());
  was_set_ = before != nullptr;
  if (was_set_) before_ = before;
  if (value.empty()) {
    unsetenv(name_.c_str());
  } else {
    setenv(name_.c_str(), value.c_str(), 1);
  }
}

Environment::~Environment() {
  if (was_set_) {
    setenv(name_.c_str(), before_.c_str(), 1);
  } else {
    unsetenv(name_.c_str());
  }
}

void write(const std::filesystem::path& file, const std::vector<uint8_t>& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  ASSERT_TRUE(out.good()) << file;
}

void write_gzip(const std::filesystem::path& file, const std::vector<uint8_t>& bytes) {
  std::filesystem::create_directories(file.parent_path());
  gzFile gz = gzopen(file.c_str(), "wb");
  ASSERT_NE(gz, nullptr);
  ASSERT_EQ(gzwrite(gz, bytes.data(), static_cast<unsigned>(bytes.size())), static_cast<int>(bytes.size()));
  ASSERT_EQ(gzclose(gz), Z_OK);
}

std::vector<uint8_t> idx(uint32_t magic, const std::vector<uint32_t>& dimensions,
                         const std::vector<uint8_t>& content) {
  std::vector<uint8_t> bytes;
  const auto word = [&](uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(value >> shift));
  };
  word(magic);
  for (const uint32_t dimension : dimensions) word(dimension);
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

std::vector<uint8_t> idx_pictures(uint32_t count, uint32_t height, uint32_t width) {
  std::vector<uint8_t> content;
  for (uint32_t i = 0; i < count; ++i)
    content.insert(content.end(), size_t{height} * width, static_cast<uint8_t>(i + 1));
  return idx(0x803, {count, height, width}, content);
}

std::vector<uint8_t> idx_labels(uint32_t count, uint8_t classes) {
  std::vector<uint8_t> content;
  for (uint32_t i = 0; i < count; ++i) content.push_back(static_cast<uint8_t>(i % classes));
  return idx(0x801, {count}, content);
}

std::filesystem::path real_data() {
  std::error_code error;
  const char* given = std::getenv("GANSCOPE_DATA");
  const std::filesystem::path folder =
      given != nullptr && *given != '\0'
          ? given
          : std::filesystem::path(GANSCOPE_SOURCE_DIR).parent_path() / "shared" / "data";
  return std::filesystem::is_directory(folder, error) ? folder : std::filesystem::path{};
}

}  // namespace ganscope::data::test
