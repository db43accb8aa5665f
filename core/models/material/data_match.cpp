#include "core/models/material/data_match.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace ganscope::models {
namespace {

/// "cat, dog", of very many the first ones.
std::string listed(std::vector<std::string> names) {
  constexpr size_t most = 60;
  if (names.empty()) return "none";
  const size_t more = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - more);
  return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string words_for(const api::DataInfo& data) {
  if (data.is_points())
    return fmt::format("points in {} dimension{}", data.dimensions, data.dimensions == 1 ? "" : "s");
  const auto colours = [](int channels) {
    return channels == 1 ? "in grey" : channels == 4 ? "with holes" : "in colour";
  };
  if (data.form != Form::pictures)
    return fmt::format("{} of {}×{}×{} numbers", ganscope::form_noun(data.form), data.height, data.width,
                       data.channels);
  return fmt::format(
      "pictures of {}×{} {}{}", data.width, data.height, colours(data.channels),
      data.input_channels == 0 ? "" : fmt::format(", made of pictures {}", colours(data.input_channels)));
}

bool same_tokens(const api::DataInfo& a, const api::DataInfo& b) {
  return a.tokens == b.tokens || (a.tokens != nullptr && b.tokens != nullptr && *a.tokens == *b.tokens);
}

bool same_form(const api::DataInfo& a, const api::DataInfo& b) {
  return a.form == b.form && same_tokens(a, b) && a.channels == b.channels && a.height == b.height &&
         a.width == b.width && a.dimensions == b.dimensions && a.input_channels == b.input_channels;
}

Expected<void> match_classes(const api::DataInfo& run, const api::DataInfo& data, Join join,
                             const std::string& where, DataMatch& match) {
  if (data.label_names.empty() && join == Join::comparing) return {};
  bool all_known = true;
  for (const std::string& name : data.label_names) {
    const auto found = std::ranges::find(run.label_names, name);
    all_known = all_known && found != run.label_names.end();
    match.run_label.push_back(static_cast<int>(found - run.label_names.begin()));
  }
  const bool fits = all_known && !data.label_names.empty() &&
                    (join != Join::training || data.label_names.size() == run.label_names.size());
  if (!fits)
    return fail(
        FailureKind::bad_data,
        fmt::format("the run knows other classes than these data: it was trained on {}, the data have {}",
                    listed(run.label_names), listed(data.label_names)),
        where,
        join == Join::training
            ? "Give the classes the names that the run knows, none more and none fewer, or begin a new run."
            : "Give the classes the names that the run knows, or compare with data without classes.");
  for (size_t i = 0; i < match.run_label.size(); ++i)
    match.reordered = match.reordered || match.run_label[i] != static_cast<int>(i);
  if (data.label_names.size() < run.label_names.size())
    match.remarks.push_back(fmt::format("The data have {} of the run's {} classes: {}",
                                        data.label_names.size(), run.label_names.size(),
                                        listed(data.label_names)));
  return {};
}

/// Captions are words by number.
Expected<void> match_captions(const api::DataInfo& run, const api::DataInfo& data, Join join,
                              const std::string& where) {
  if (data.captions == nullptr) {
    if (join == Join::comparing) return {};
    return fail(FailureKind::bad_data, "the run is told captions, and these data have none", where,
                "Choose the data that it was trained on, with captions=true.");
  }
  if (data.captions->words == run.captions->words) return {};
  std::vector<std::string> known, found;
  for (const captions::Word& word : run.captions->words) known.push_back(word.text);
  for (const captions::Word& word : data.captions->words) found.push_back(word.text);
  return fail(FailureKind::bad_data,
              fmt::format("the captions have other words than the run learned: it knows {}, the data have {}",
                          listed(known), listed(found)),
              where, "Bring captions.txt back to what it was, or begin a new run.");
}

}  // namespace

Expected<DataMatch> match_data(const api::DataInfo& run, const api::DataInfo& data, bool conditional,
                               Join join, const std::string& where) {
  if (!same_form(run, data))
    return fail(join == Join::comparing ? FailureKind::usage : FailureKind::bad_data,
                fmt::format("these data have another form than the run's: it learned {}, the data are {}",
                            words_for(run), words_for(data)),
                where, "Name data of that form, or begin a new run.");
  DataMatch match;
  if (conditional && run.captions != nullptr) {
    if (auto captions = match_captions(run, data, join, where); !captions)
      return tl::unexpected(captions.error());
  } else if (conditional && !run.label_names.empty())
    if (auto classes = match_classes(run, data, join, where, match); !classes)
      return tl::unexpected(classes.error());
  if (join == Join::comparing) return match;
  if (run.count != data.count)
    match.remarks.push_back(fmt::format(
        "The data have {} samples where the run began with {}{}", data.count, run.count,
        join == Join::training ? ": it goes on, but not bitwise as if the data had stayed the same" : ""));
  if (run.attribute_names != data.attribute_names)
    match.remarks.push_back(fmt::format("The data's attributes are {}; the run began with {}",
                                        listed(data.attribute_names), listed(run.attribute_names)));
  return match;
}

}  // namespace ganscope::models
