#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/models/common_options.h"
#include "core/models/model.h"
#include "core/networks/network.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope::testing {

/// Random pictures with labels: nothing to learn, but everything to compute with.
inline data::DatasetPointer noise_pictures(int size, int channels, int64_t count = 64) {
  auto set = std::make_shared<data::Dataset>();
  set->key = set->title = "noise";
  set->count = count;
  set->height = set->width = size;
  set->channels = channels;
  set->label_names = {"a", "b", "c"};
  Random random(9);
  for (int64_t i = 0; i < count; ++i) {
    set->labels.push_back(static_cast<uint8_t>(i % 3));
    for (size_t p = 0; p < set->picture_bytes(); ++p)
      set->pixels.push_back(static_cast<uint8_t>(random.below(256)));
  }
  return set;
}

/// The same with pictures in grey that they are made of, each its own; or, unpaired, with other ones.
inline data::DatasetPointer noise_translated(int size, int channels, bool paired, int64_t count = 64) {
  auto set = std::make_shared<data::Dataset>(*noise_pictures(size, channels, count));
  set->label_names.clear();
  set->labels.clear();
  set->inputs = {"noise", paired ? 1 : channels, count, {}, paired};
  Random random(10);
  for (int64_t i = 0; i < count * static_cast<int64_t>(set->input_bytes()); ++i)
    set->inputs.pixels.push_back(static_cast<uint8_t>(random.below(256)));
  return set;
}

/// The same for a network of this key: one of words takes them for lines.
inline data::DatasetPointer noise_for(const std::string& network, int size, int channels) {
  auto noise = noise_pictures(size, channels);
  if (network != "words") return noise;
  auto lines = std::make_shared<data::Dataset>(*noise);
  lines->form = Form::tokens;
  return lines;
}

/// The same pictures without labels, each with one or two of five words said of it, of which a part is named
/// at a time.
inline data::DatasetPointer captioned_pictures(int size, int channels, int64_t count = 64) {
  auto set = std::make_shared<data::Dataset>(*noise_pictures(size, channels, count));
  set->label_names.clear();
  set->labels.clear();
  auto vocabulary = std::make_shared<captions::Vocabulary>();
  for (const char* word : {"red", "green", "blue"}) vocabulary->words.push_back({word, "", 0});
  for (const char* word : {"large", "small"}) vocabulary->words.push_back({word, "", 1});
  vocabulary->examples = {{0}, {1, 3}, {2, 4}};
  auto said = std::make_shared<data::Captions>();
  said->vocabulary = std::move(vocabulary);
  said->named = 0.5;
  for (int i = 0; i < static_cast<int>(count); ++i) said->said.push_back({{i % 3, 3 + i % 2}});
  set->captions = std::move(said);
  return set;
}

inline data::DatasetPointer two_clusters(int64_t count = 64) {
  auto set = std::make_shared<data::Dataset>();
  set->key = set->title = "clusters";
  set->form = Form::points;
  set->count = count;
  set->dimensions = 2;
  Random random(9);
  for (int64_t i = 0; i < count; ++i) {
    set->points.push_back(static_cast<float>((i % 2 == 0 ? 5.0 : 9.0) + 0.1 * random.normal()));
    set->points.push_back(static_cast<float>(0.1 * random.normal()));
  }
  return set;
}

/// Every option at its default, then these.
inline config::Experiment experiment(const std::vector<std::pair<std::string, config::Value>>& changes) {
  config::Experiment made;
  made.name = "test";
  const auto take = [&](const std::vector<config::Option>& options) {
    for (const config::Option& option : options) made.settings.set(option.key, option.initial);
  };
  take(models::common_options());
  for (const auto& entry : networks::all_networks()) take(entry.info.options);
  for (const auto& entry : objectives::all_objectives()) take(entry.info.options);
  for (const auto& entry : objectives::all_regularisers()) take(entry.info.options);
  made.settings.set("network", std::string("dcgan"));
  made.settings.set("objective", std::string("non-saturating"));
  made.settings.set("data", std::string("noise"));
  made.settings.set("batch", int64_t{4});
  made.settings.set("latent_dim", int64_t{8});
  made.settings.set("width", int64_t{4});
  made.settings.set("hidden_width", int64_t{16});
  made.settings.set("resnet_width", int64_t{8});
  for (const auto& [key, value] : changes) made.settings.set(key, value);
  return made;
}

inline std::unique_ptr<train::Stepper> stepper(const config::Experiment& made, data::DatasetPointer data,
                                               models::Device device = models::Device::cpu) {
  return std::move(models::make_stepper_on(device, made, std::move(data)).value());
}

}  // namespace ganscope::testing
