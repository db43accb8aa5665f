#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::gl {

/// A shader program as data: its two sources, which attribute sits where, and the uniforms that it must have.
struct ProgramSource {
  std::string name;
  std::string_view vertex, fragment;
  std::vector<std::pair<unsigned, std::string>> attributes;  ///< location, name
  std::vector<std::string> uniforms;
};

/// A linked program, owned. Interface thread only, with the context current. Move-only.
class Program {
 public:
  Program() = default;
  /// Fails with `unsupported` and the driver's own words when a source does not compile or a uniform is
  /// missing.
  [[nodiscard]] static Expected<Program> build(const ProgramSource& source);
  ~Program();
  Program(Program&& other) noexcept { swap(other); }
  Program& operator=(Program&& other) noexcept {
    swap(other);
    return *this;
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] unsigned id() const { return id_; }
  [[nodiscard]] int uniform(size_t index) const {
    return locations_.at(index);
  }  ///< in the order of the source
  void swap(Program& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(locations_, other.locations_);
  }

 private:
  unsigned id_ = 0;
  std::vector<int> locations_;
};

}  // namespace ganscope::gl
