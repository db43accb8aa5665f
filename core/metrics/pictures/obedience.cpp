#include "core/metrics/pictures/obedience.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random.h"

namespace ganscope::metrics {
namespace {

constexpr uint64_t pairs_seed = 16'050'536, pictures_seed = 16'050'537;

/// Of each attribute the place of its question; -1: nobody asked.
std::vector<int> places_of(const data::Dataset& dataset, const std::vector<Question>& questions) {
  std::vector<int> places;
  for (const data::Attribute& attribute : dataset.attributes) {
    const auto found = std::ranges::find(questions, attribute.key, &Question::key);
    places.push_back(found == questions.end() ? -1 : static_cast<int>(found - questions.begin()));
  }
  return places;
}

double share(int64_t some, int64_t all) {
  return all > 0 ? static_cast<double>(some) / static_cast<double>(all)
                 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::optional<Obedience> obedience(const data::Dataset& dataset, std::span<const captions::Caption> caption,
                                   const std::vector<Question>& questions, const Seen& seen) {
  if (dataset.captions == nullptr || caption.empty()) return {};
  const captions::Vocabulary& vocabulary = *dataset.captions->vocabulary;
  const std::vector<int> places = places_of(dataset, questions);
  const auto answers_to = [&](int group) -> const std::vector<uint8_t>* {
    if (group < 0 || group >= static_cast<int>(places.size()) || places[static_cast<size_t>(group)] < 0)
      return nullptr;
    return &seen.answers[static_cast<size_t>(places[static_cast<size_t>(group)])];
  };
  int64_t named = 0, obeyed = 0, judged = 0, whole = 0, open = 0, differ = 0;
  for (size_t i = 0; i < caption.size(); ++i) {
    std::vector<bool> said(places.size());
    int64_t of_caption = 0, right = 0;
    for (const int word : caption[i]) {
      const int group = vocabulary.words[static_cast<size_t>(word)].group;
      const auto* answers = answers_to(group);
      if (answers == nullptr) continue;
      said[static_cast<size_t>(group)] = true;
      ++of_caption;
      right += (*answers)[i] == vocabulary.place_in_group(word) ? 1 : 0;
    }
    named += of_caption;
    obeyed += right;
    judged += of_caption > 0 ? 1 : 0;
    whole += of_caption > 0 && right == of_caption ? 1 : 0;
    if (i % 2 == 1 || i + 1 == caption.size()) continue;
    for (size_t group = 0; group < places.size(); ++group) {
      const auto* answers = said[group] ? nullptr : answers_to(static_cast<int>(group));
      if (answers == nullptr) continue;
      ++open;
      differ += (*answers)[i] != (*answers)[i + 1] ? 1 : 0;
    }
  }
  if (named == 0) return {};
  return Obedience{share(obeyed, named), share(whole, judged), share(differ, open)};
}

std::vector<captions::Caption> captions_in_pairs(const data::Captions& captions, int64_t count) {
  Random random(pairs_seed);
  std::vector<captions::Caption> all;
  while (static_cast<int64_t>(all.size()) < count) {
    const auto sample = static_cast<int64_t>(random.below(captions.said.size()));
    all.push_back(captions.draw(sample, random));
    if (static_cast<int64_t>(all.size()) < count) all.push_back(all.back());
  }
  return all;
}

std::vector<captions::Caption> captions_of_pictures(const data::Captions& captions,
                                                    std::span<const int64_t> indices) {
  Random random(pictures_seed);
  std::vector<captions::Caption> all;
  for (const int64_t index : indices) all.push_back(captions.draw(index, random));
  return all;
}

}  // namespace ganscope::metrics
