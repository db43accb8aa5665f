#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/formula.h"
#include "core/base/failure.h"

namespace ganscope::lessons {

/// What a mark of the program's own, {G:words}, makes of words; as in ui::rich_text.
enum class Mark { none, generator, discriminator, real, number, strong, quiet };

/// Where a link leads: [Start](control:transport/start) points at a control of the interface, by its item
/// name; [Explore](do:go explore) asks for an action.
struct Link {
  enum class Kind { none, control, action };
  Kind kind = Kind::none;
  std::string target;  ///< "transport/start", "go explore"
  int line = 0;
};

/// A piece of a line of text that looks one way throughout.
struct Span {
  enum class Kind { text, code, formula, line_break };
  Kind kind = Kind::text;
  std::string text;  ///< of a formula: its source
  bool bold = false, emphasis = false;
  Mark mark = Mark::none;
  Link link;
  Formula formula;
  int line = 0;  ///< in the file, from 1
};

/// One block of a document. Documents are flat: what stands in a list or in a quote says so.
struct Block {
  enum class Kind {
    paragraph,
    heading,    ///< `level` 1 to 6
    list_item,  ///< the first block of an item; further ones are paragraphs of the same `depth`
    code,       ///< `text`, lines ended by \n
    formula,    ///< one set apart: $$…$$
    rule,
    picture  ///< `text`: its path, relative to the document; `spans`: its description
  };
  Kind kind = Kind::paragraph;
  int level = 0;
  int depth = 0;   ///< how many lists it stands in
  int number = 0;  ///< of an item: 1, 2 …; 0 for a bullet
  int quote = 0;   ///< blocks of the same number other than 0 stand in one quote; a formula among them makes
                   ///< it a card, whose other blocks are captions
  std::string text;
  Formula formula;
  std::vector<Span> spans;
  int line = 0;  ///< in the file, from 1
};

/// A text of a lesson, ready to be drawn.
struct Document {
  uint64_t id = 0;  ///< no two that were read in this process share one: what was laid out is known by it
  std::vector<Block> blocks;
  [[nodiscard]] bool empty() const { return blocks.empty(); }
  /// Every link that stands in it, in order; and every picture's path, with its line.
  [[nodiscard]] std::vector<Link> links() const;
  struct Picture {
    std::string path;
    int line = 0;
  };
  [[nodiscard]] std::vector<Picture> pictures() const;
  /// Its words without any marks, blocks ended by \n: for search, for the item map, for reading aloud.
  [[nodiscard]] std::string plain() const;
};

/// Reads CommonMark with $…$ and $$…$$ for formulas, {G}, {D}, {real}, {G:words} … for the players, and the
/// links above. `file` and `first_line` (of `text` in it) are for failures, whose `where` is "FILE:LINE".
/// Fails with `bad_data` where it holds something that is not drawn: HTML (but for comments, which are left
/// out), a link of another kind, an unknown mark, a formula that cannot be read, a picture's path that leaves
/// the folder.
[[nodiscard]] Expected<Document> read_document(std::string_view text, const std::string& file,
                                               int first_line = 1);

}  // namespace ganscope::lessons
