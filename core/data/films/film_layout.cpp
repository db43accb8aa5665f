#include "core/data/films/film_layout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace ganscope::data {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The digits that begin at `at`, without leading zeros; moves behind them.
std::string_view number_at(const std::string& text, size_t& at) {
  while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
  const size_t from = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return std::string_view(text).substr(from, at - from);
}

tl::unexpected<Failure> mixed(const FolderListing& listing, size_t gifs, size_t pictures) {
  return fail(FailureKind::bad_data,
              fmt::format("the folder mixes films that are GIFs ({}) and pictures that are frames or stand "
                          "alone ({})",
                          gifs, pictures),
              listing.root.string(),
              "Give a folder of GIFs only, or one whose subfolders hold the frames of one film each.");
}

}  // namespace

bool before_by_numbers(const std::string& a, const std::string& b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view first = number_at(a, i), second = number_at(b, j);
      if (first.size() != second.size()) return first.size() < second.size();
      if (first != second) return first < second;
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
    }
  }
  if (i == a.size() && j == b.size()) return a < b;
  return i == a.size();
}

Expected<std::vector<FilmFiles>> films_of(const FolderListing& listing, const std::vector<size_t>& gifs,
                                          const std::vector<size_t>& pictures) {
  if (!gifs.empty() && !pictures.empty()) return mixed(listing, gifs.size(), pictures.size());
  std::vector<FilmFiles> films;
  for (const size_t i : gifs) {
    const ListedFile& file = listing.files[i];
    films.push_back({file.name, file.folders, {file.path}, true});
  }
  std::map<FolderNames, std::vector<std::filesystem::path>> by_folder;
  for (const size_t i : pictures) by_folder[listing.files[i].folders].push_back(listing.files[i].path);
  for (auto& [folders, frames] : by_folder) {
    if (folders.empty())
      return fail(FailureKind::bad_data,
                  by_folder.size() == 1 ? "the folder holds the frames of one film, and one is not enough"
                                        : "pictures lie beside the folders of films",
                  listing.root.string(), "Put the frames of each film into a subfolder of its own.");
    std::ranges::sort(frames, [](const auto& a, const auto& b) {
      return before_by_numbers(a.filename().string(), b.filename().string());
    });
    FolderNames around(folders.begin(), folders.end() - 1);
    films.push_back({shown_name(fmt::format("{}/", fmt::join(folders, "/"))), std::move(around),
                     std::move(frames), false});
  }
  return films;
}

}  // namespace ganscope::data
