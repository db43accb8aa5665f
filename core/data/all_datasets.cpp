#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/user_path.h"
#include "core/data/entries.h"
#include "core/data/labels.h"

namespace ganscope::data {

const std::vector<DatasetEntry>& all_datasets() {
  // The order in which they are shown. A new data set is a file with its `…_entry()` and one line here.
  static const std::vector<DatasetEntry> all{
      faces_entry(),          //
      digits_entry(),         //
      stacked_entry(),        //
      mnist_entry(),          //
      fashion_entry(),        //
      cifar10_entry(),        //
      folder_entry(),         //
      idx_entry(),            //
      ring_entry(),           //
      grid_entry(),           //
      gaussian_entry(),       //
      spiral_entry(),         //
      moons_entry(),          //
      circles_entry(),        //
      line_entry(),           //
      disjoint_entry(),       //
      checkerboard_entry(),   //
      pinwheel_entry(),       //
      drawing_entry(),        //
      csv_entry(),            //
      two_gaussians_entry(),  //
      uniform_entry(),        //
      exponential_entry(),    //
      mixture_entry(),        //
  };
  return all;
}

Expected<DatasetPointer> load_dataset(const config::Settings& settings, const WorkContext& context) {
  const std::string& spec = settings.text("data");
  const size_t colon = spec.find(':');
  const std::string key = spec.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : spec.substr(colon + 1);
  std::vector<std::string> keys;
  for (const DatasetEntry& entry : all_datasets()) {
    if (entry.info.key == key) {
      auto loaded = entry.load(settings, user_path(rest), context);
      if (!loaded) return loaded;
      // Nobody else has it yet; a copy of all pixels would be much for a few labels.
      const auto set = std::const_pointer_cast<Dataset>(std::move(*loaded));
      keep_occurring_classes(*set);
      return set;
    }
    keys.push_back(entry.info.key);
  }
  const std::string near = config::nearest(key, keys);
  return fail(
      FailureKind::usage, "unknown data set: " + key, "data",
      near.empty() ? fmt::format("Known ones: {}.", fmt::join(keys, ", ")) : "Did you mean " + near + "?");
}

}  // namespace ganscope::data
