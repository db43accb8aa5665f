#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "core/config/spec_paths.h"
#include "core/data/entries.h"
#include "core/data/options.h"
#include "core/data/preparation.h"
#include "core/data/tasks/held_out.h"

namespace ganscope::data {
namespace {

/// One domain: a folder of pictures, whatever classes it has.
Expected<DatasetPointer> domain(const config::Settings& settings, const std::filesystem::path& path,
                                const WorkContext& context) {
  return folder_entry().load(settings, path.string(), context);
}

/// Pictures of `from` as inputs of pictures of `to`, with which they have nothing to do.
std::shared_ptr<Dataset> beside(const Dataset& from, std::shared_ptr<Dataset> to) {
  to->inputs = {from.title, from.channels, from.count, from.pixels, /*paired=*/false};
  to->labels.clear();
  to->label_names.clear();
  return to;
}

Expected<DatasetPointer> load_domains(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  const auto paths = config::one_or_two_paths(spec);
  if (spec.empty() || paths.size() != 2)
    return fail(FailureKind::usage, "domains needs the paths of two folders",
                spec.empty() ? "data=domains" : spec, "write domains:DIR_A,DIR_B");
  const auto a = domain(settings, paths[0], context);
  if (!a) return tl::unexpected(a.error());
  const auto b = domain(settings, paths[1], context);
  if (!b) return tl::unexpected(b.error());
  const int64_t held_a = held_out_count((*a)->count), held_b = held_out_count((*b)->count);
  const int64_t kept_a = (*a)->count - held_a, kept_b = (*b)->count - held_b;
  std::shared_ptr<Dataset> set = beside(*part_of(**a, 0, kept_a), part_of(**b, 0, kept_b));
  set->key = "domains";
  set->title = fmt::format("{} and {}", (*a)->title, (*b)->title);
  set->skipped.insert(set->skipped.end(), (*a)->skipped.begin(), (*a)->skipped.end());
  set->skipped_by_reason.insert(set->skipped_by_reason.end(), (*a)->skipped_by_reason.begin(),
                                (*a)->skipped_by_reason.end());
  if (held_a > 0 && held_b > 0) {
    const auto rest_a = part_of(**a, kept_a, held_a), rest_b = part_of(**b, kept_b, held_b);
    set->held_out = {beside(*rest_a, part_of(*rest_b, 0, held_b)),
                     beside(*rest_b, part_of(*rest_a, 0, held_a))};
  } else {
    set->remarks.push_back(
        "So few pictures are all trained on: none is held out, and what is shown was seen");
  }
  return set;
}

}  // namespace

DatasetEntry domains_entry() {
  return {
      {"domains",
       "Two folders of pictures",
       "Two kinds of pictures of your own that do not belong to each other one by one: domains:DIR_A,DIR_B. "
       "A tenth of each is held out and never trained on.",
       {size_option(), flip_option(), shift_option(), colour_option(), background_option()}},
      load_domains};
}

}  // namespace ganscope::data
