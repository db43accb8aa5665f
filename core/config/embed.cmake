# Files built into the program, without any tool but CMake.
#
# ganscope_embed(TARGET NAMESPACE ganscope::config SYMBOL builtin_files FILES a.toml b.toml …)
#   adds to TARGET a source with the files' bytes, made anew when one of them changes. Use it like this:
#     #include "ganscope/embedded/builtin_files.h"
#     for (const ganscope::EmbeddedFile& file : ganscope::config::builtin_files()) …   // name "a.toml", content
#   `name` is the file's name without its folder; relative FILES are relative to the calling folder.
#
# The same file run as a script (cmake -P) writes that source.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(GANSCOPE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE} CACHE INTERNAL "")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/ganscope/embedded/embedded_file.h @ONLY CONTENT [=[
#pragma once
#include <string_view>

namespace ganscope {

/// A file that was built into the program. Both views live as long as the program.
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};

}  // namespace ganscope
]=])

  function(ganscope_embed target)
    cmake_parse_arguments(ARG "" "NAMESPACE;SYMBOL" "FILES" ${ARGN})
    if(NOT ARG_NAMESPACE OR NOT ARG_SYMBOL)
      message(FATAL_ERROR "ganscope_embed needs NAMESPACE and SYMBOL")
    endif()
    set(files)
    foreach(file IN LISTS ARG_FILES)
      get_filename_component(absolute ${file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
      list(APPEND files ${absolute})
    endforeach()

    set(header ${CMAKE_BINARY_DIR}/generated/ganscope/embedded/${ARG_SYMBOL}.h)
    set(source ${CMAKE_BINARY_DIR}/generated/ganscope/embedded/${ARG_SYMBOL}.cpp)
    set(names ${CMAKE_BINARY_DIR}/generated/ganscope/embedded/${ARG_SYMBOL}.files)
    file(CONFIGURE OUTPUT ${names} CONTENT "${files}" @ONLY)
    set(NAMESPACE ${ARG_NAMESPACE})
    set(SYMBOL ${ARG_SYMBOL})
    file(CONFIGURE OUTPUT ${header} @ONLY CONTENT [=[
#pragma once
#include <span>

#include "ganscope/embedded/embedded_file.h"

namespace @NAMESPACE@ {

[[nodiscard]] std::span<const ::ganscope::EmbeddedFile> @SYMBOL@();

}  // namespace @NAMESPACE@
]=])
    add_custom_command(
      OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${ARG_NAMESPACE} -DSYMBOL=${ARG_SYMBOL} -DNAMES=${names}
              -DSOURCE=${source} -P ${GANSCOPE_EMBED_SCRIPT}
      DEPENDS ${files} ${names} ${GANSCOPE_EMBED_SCRIPT}
      COMMENT "Embedding ${ARG_SYMBOL}" VERBATIM)
    target_sources(${target} PRIVATE ${source} ${header})
  endfunction()
  return()
endif()

# Script mode: every byte becomes a number, so that no content needs quoting. Not a text: compilers limit the length of a
# literal (the standard to 64 kB, MSVC to 16), and none limits that of an array.
file(READ ${NAMES} files)
set(arrays "")
set(table "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  file(READ ${file} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(....................................................................................................)"
         "\\1\n    " bytes "${bytes}")
  # A nought at the end, for no array is empty.
  string(APPEND arrays "  static constexpr unsigned char bytes_${count}[] = {\n    ${bytes}0};\n")
  string(APPEND table "      file(\"${name}\", bytes_${count}, ${size}),\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${SOURCE} "// Made by core/config/embed.cmake.
#include \"ganscope/embedded/${SYMBOL}.h\"

#include <array>
#include <cstddef>

namespace ${NAMESPACE} {

std::span<const ::ganscope::EmbeddedFile> ${SYMBOL}() {
${arrays}
  const auto file = [](std::string_view name, const unsigned char* bytes, std::size_t size) {
    return ::ganscope::EmbeddedFile{name, {reinterpret_cast<const char*>(bytes), size}};
  };
  static const std::array<::ganscope::EmbeddedFile, ${count}> files{
${table}  };
  return files;
}

}  // namespace ${NAMESPACE}
")
