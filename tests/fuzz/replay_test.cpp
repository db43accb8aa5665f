#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

// Every fuzz target over its corpus, without clang: tests/fuzz/corpus/NAME holds whole-* files, which the
// reader must take, and damaged-* ones, which it must refuse; nothing may crash. What tests/fuzz/run.sh finds
// lies there as found-* until its fault is mended and it has got one of the two names.

// clang-format off
#define TARGETS(X) X(tensors) X(idx) X(cifar) X(csv) X(drawing) X(picture) X(experiment) X(events) X(metrics) X(tfevents) X(font) \
                   GANSCOPE_FUZZ_APP(X)
// clang-format on
#ifdef GANSCOPE_FUZZ_WITH_APP
#define GANSCOPE_FUZZ_APP(X) X(script) X(preferences)
#else
#define GANSCOPE_FUZZ_APP(X)
#endif

#define DECLARE(name) extern "C" int fuzz_##name(const uint8_t* data, size_t size);
TARGETS(DECLARE)

namespace ganscope::fuzz {
namespace {

namespace fs = std::filesystem;

struct Target {
  const char* name;
  int (*read)(const uint8_t*, size_t);
};
#define ENTRY(name) Target{#name, fuzz_##name},
const std::vector<Target> targets{TARGETS(ENTRY)};

fs::path corpus() { return fs::path(GANSCOPE_SOURCE_DIR) / "tests" / "fuzz" / "corpus"; }

std::vector<uint8_t> content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(FuzzCorpus, WholeFilesAreTakenAndDamagedOnesRefused) {
  for (const Target& target : targets) {
    int whole = 0, damaged = 0;
    for (const auto& entry : fs::directory_iterator(corpus() / target.name)) {
      const std::string name = entry.path().filename().string();
      SCOPED_TRACE(std::string(target.name) + "/" + name);
      const std::vector<uint8_t> bytes = content_of(entry.path());
      const int answer = target.read(bytes.data(), bytes.size());
      if (name.starts_with("whole-")) {
        EXPECT_EQ(answer, 0);
        ++whole;
      } else {
        EXPECT_TRUE(name.starts_with("damaged-")) << "mend its fault and give it a name";
        EXPECT_EQ(answer, -1);
        ++damaged;
      }
    }
    EXPECT_GT(whole, 0) << target.name;
    EXPECT_GT(damaged, 0) << target.name;
  }
}

TEST(FuzzCorpus, NothingAndAnythingIsRefused) {
  for (const Target& target : targets) {
    if (std::string_view(target.name) != "script" && std::string_view(target.name) != "preferences" &&
        std::string_view(target.name) != "experiment") {  // texts that may be empty
      EXPECT_EQ(target.read(nullptr, 0), -1) << target.name;
    }
    const std::vector<uint8_t> noughts(100), ones(100, 0xFF);
    EXPECT_EQ(target.read(noughts.data(), noughts.size()), -1) << target.name;
    EXPECT_EQ(target.read(ones.data(), ones.size()), -1) << target.name;
  }
}

TEST(FuzzCorpus, IsOfTargetsAlone) {
  for (const auto& entry : fs::directory_iterator(corpus())) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(fs::exists(fs::path(GANSCOPE_SOURCE_DIR) / "tests" / "fuzz" / ("fuzz_" + name + ".cpp")))
        << name;
  }
}

}  // namespace
}  // namespace ganscope::fuzz
