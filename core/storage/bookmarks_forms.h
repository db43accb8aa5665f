#pragma once
#include <string>
#include <string_view>

#include "core/storage/bookmarks.h"

/// The two forms in which bookmarks are written; core/storage/bookmarks.h tells them apart.
namespace ganscope::storage {

constexpr std::string_view csv_begin = "name,step,label";
[[nodiscard]] Expected<ReadBookmarks> parse_json_bookmarks(std::string_view text, const std::string& where);
[[nodiscard]] Expected<ReadBookmarks> parse_csv_bookmarks(std::string_view text, const std::string& where);

}  // namespace ganscope::storage
