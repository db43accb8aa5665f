#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <mutex>

#include "core/base/user_path.h"
#include "core/data/entries.h"
#include "core/data/labels.h"
#include "core/data/tasks/task.h"

namespace ganscope::data {
namespace {

/// Data that the program makes from its settings alone: no file can have changed meanwhile.
DatasetEntry generated(DatasetEntry entry) {
  entry.generated = true;
  return entry;
}

/// Generated data that somebody still holds, by all that they are made from: two runs that are compared share
/// one copy. Any thread.
class Held {
 public:
  DatasetPointer find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = sets_.find(key);
    return found == sets_.end() ? nullptr : found->second.lock();
  }
  void keep(const std::string& key, const DatasetPointer& set) {
    const std::lock_guard lock(mutex_);
    std::erase_if(sets_, [](const auto& one) { return one.second.expired(); });
    sets_[key] = set;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const Dataset>> sets_;
};

std::string all_that_matters(const DatasetEntry& entry, const config::Settings& settings) {
  std::string key = settings.text("data");
  for (const config::Option& option : entry.info.options)
    if (settings.has(option.key)) key += "\n" + option.key + "=" + config::to_text(settings.at(option.key));
  return key;
}

}  // namespace

const std::vector<DatasetEntry>& all_datasets() {
  // The order in which they are shown. A new data set is a file with its `…_entry()` and one line here.
  static const std::vector<DatasetEntry> all{
      generated(faces_entry()),          //
      generated(digits_entry()),         //
      stacked_entry(),                   //
      mnist_entry(),                     //
      fashion_entry(),                   //
      cifar10_entry(),                   //
      folder_entry(),                    //
      pairs_entry(),                     //
      domains_entry(),                   //
      idx_entry(),                       //
      generated(faces_film_entry()),     //
      film_entry(),                      //
      generated(ring_entry()),           //
      generated(grid_entry()),           //
      generated(gaussian_entry()),       //
      generated(spiral_entry()),         //
      generated(moons_entry()),          //
      generated(circles_entry()),        //
      generated(line_entry()),           //
      generated(disjoint_entry()),       //
      generated(checkerboard_entry()),   //
      generated(pinwheel_entry()),       //
      drawing_entry(),                   //
      csv_entry(),                       //
      generated(two_gaussians_entry()),  //
      generated(uniform_entry()),        //
      generated(exponential_entry()),    //
      generated(mixture_entry()),        //
      generated(verse_entry()),          //
      generated(couplet_entry()),        //
      generated(sums_entry()),           //
      words_entry(),                     //
      generated(drums_entry()),          //
      sounds_entry(),                    //
      generated(melody_entry()),         //
  };
  return all;
}

namespace {

/// Shared by all loads.
Held& held() {
  static Held sets;
  return sets;
}

Expected<DatasetPointer> load_samples(const config::Settings& settings, const WorkContext& context) {
  const std::string& spec = settings.text("data");
  const size_t colon = spec.find(':');
  const std::string key = spec.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : spec.substr(colon + 1);
  std::vector<std::string> keys;
  for (const DatasetEntry& entry : all_datasets()) {
    if (entry.info.key == key) {
      const std::string made_from = entry.generated ? all_that_matters(entry, settings) : "";
      if (entry.generated)
        if (DatasetPointer shared = held().find(made_from)) return shared;
      auto loaded = entry.load(settings, user_path(rest), context);
      if (!loaded) return loaded;
      // Nobody else has it yet; a copy of all pixels would be much for a few labels.
      const auto set = std::const_pointer_cast<Dataset>(std::move(*loaded));
      keep_occurring_classes(*set);
      if (entry.generated) held().keep(made_from, set);
      return set;
    }
    keys.push_back(entry.info.key);
  }
  const std::string near = config::nearest(key, keys);
  return fail(
      FailureKind::usage, "unknown data set: " + key, "data",
      near.empty() ? fmt::format("Known ones: {}.", fmt::join(keys, ", ")) : "Did you mean " + near + "?");
}

}  // namespace

Expected<DatasetPointer> load_dataset(const config::Settings& settings, const WorkContext& context) {
  if (!settings.has("task")) return load_samples(settings, context);
  std::string made_from;
  for (const DatasetEntry& entry : all_datasets())
    if (entry.generated && settings.text("data") == entry.info.key)
      made_from = all_that_matters(entry, settings) + "\ntask=" + settings.text("task");
  if (!made_from.empty())
    if (DatasetPointer shared = held().find(made_from)) return shared;
  const auto samples = load_samples(settings, context);
  if (!samples) return samples;
  auto made = with_task(settings, *samples, context);
  if (made && !made_from.empty()) held().keep(made_from, *made);
  return made;
}

}  // namespace ganscope::data
