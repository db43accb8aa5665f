#pragma once
#include <string>
#include <variant>
#include <vector>

namespace ganscope::model {

/// What the table of runs may ask for. A run is named by its folder, absolute.
namespace runs_action {
struct Show {
  std::string folder = {};
};  ///< opens the table on this folder; empty: where it was, or where runs are kept
struct Sort {
  std::string column;
};  ///< by this column rising, then falling, then by names
struct Select {
  std::string run;
};
struct Filter {
  std::string words;
};
struct BeginNaming {
  std::string run;
};  ///< its name is being typed; empty: no longer
struct Rename {
  std::string run, name;
};
struct UndoRename {};  ///< the newest, once
struct Ask {
  std::string run;
};  ///< whether it shall be deleted; empty: it stays
struct Remove {
  std::string run;
};  ///< for good: asked before
struct Open {
  std::string run;
};
struct Compare {
  std::string run;
};  ///< it becomes the second run
struct SeePictures {
  std::vector<std::string> files;
};  ///< of the rows on screen: small pictures of these are wanted
}  // namespace runs_action

using RunsAction =
    std::variant<runs_action::Show, runs_action::Sort, runs_action::Select, runs_action::Filter,
                 runs_action::BeginNaming, runs_action::Rename, runs_action::UndoRename, runs_action::Ask,
                 runs_action::Remove, runs_action::Open, runs_action::Compare, runs_action::SeePictures>;

}  // namespace ganscope::model
