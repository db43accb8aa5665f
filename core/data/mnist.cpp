#include "core/data/entries.h"
#include "core/data/idx.h"
#include "core/data/locate.h"
#include "core/data/options.h"

namespace ganscope::data {
namespace {

/// A pair of IDX files in one of the places where they may lie.
struct Family {
  std::string key, title;
  std::vector<std::string> folders;  ///< below the data folders
  bool folder_itself;                ///< also directly in them
  std::vector<std::string> names;    ///< of the labels
};

bool find_files(const std::filesystem::path& folder, IdxRequest& request) {
  for (const std::string part : {"train", "t10k"}) {  // the large part where it is, else the small one
    for (const std::string separator : {"-", "."}) {
      const auto pictures = plain_or_gzip(folder, part + "-images" + separator + "idx3-ubyte");
      if (!pictures) continue;
      request.pictures = *pictures;
      request.labels = plain_or_gzip(folder, part + "-labels" + separator + "idx1-ubyte").value_or("");
      return true;
    }
  }
  return false;
}

Expected<DatasetPointer> load(const Family& family, const config::Settings& settings, const std::string& spec,
                              const WorkContext& context) {
  IdxRequest request{.key = family.key,
                     .title = family.title,
                     .pictures = {},
                     .labels = {},
                     .names = family.names,
                     .size = static_cast<int>(integer_of(settings, size_option()))};
  const std::vector<std::filesystem::path> folders = spec.empty()
                                                         ? data_folders(family.folders, family.folder_itself)
                                                         : std::vector<std::filesystem::path>{spec};
  for (const auto& folder : folders) {
    if (find_files(folder, request)) return load_idx_dataset(request, context);
  }
  return fail(FailureKind::not_found, "the files of " + family.title + " are not there",
              spec.empty() ? family.key : family.key + ":" + spec,
              where_to_put("train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz (or t10k-…)",
                           family.folders.front()));
}

Expected<DatasetPointer> load_mnist(const config::Settings& settings, const std::string& spec,
                                    const WorkContext& context) {
  return load(
      {"mnist", "MNIST digits", {"mnist", "MNIST"}, true, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
      settings, spec, context);
}

Expected<DatasetPointer> load_fashion(const config::Settings& settings, const std::string& spec,
                                      const WorkContext& context) {
  // Its files are named as MNIST's, so a folder must say which they are.
  return load({"fashion",
               "Fashion-MNIST",
               {"fashion", "fashion-mnist", "fashion_mnist", "FashionMNIST"},
               false,
               {"T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
                "ankle boot"}},
              settings, spec, context);
}

}  // namespace

DatasetEntry mnist_entry() {
  return {{"mnist",
           "MNIST digits",
           "Handwritten digits (LeCun, Cortes & Burges), with labels. The files are yours to bring.",
           {size_option(), flip_option(), shift_option()}},
          load_mnist};
}

DatasetEntry fashion_entry() {
  return {
      {"fashion",
       "Fashion-MNIST",
       "Grey pictures of clothes (Xiao, Rasul & Vollgraf 2017), with labels. The files are yours to bring.",
       {size_option(), flip_option(), shift_option()}},
      load_fashion};
}

}  // namespace ganscope::data
