#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/config/option.h"

namespace ganscope::lessons {

/// How an atom of a formula stands beside its neighbours (Knuth, The TeXbook, chapter 18).
enum class AtomClass { ordinary, large_operator, binary, relation, opening, closing, punctuation, inner };

/// A part of a formula. Which members mean something, and how many `parts` there are, follows from `kind`.
struct FormulaNode {
  enum class Kind {
    row,       ///< parts one after the other
    letter,    ///< `text`, one letter or sign, `italic` or not
    name,      ///< `text`, an upright word: log, max; with `limits` scripts stand below it in display
    words,     ///< `text`, prose
    fraction,  ///< parts[0] over parts[1]
    root,      ///< the square root of parts[0]
    scripts,   ///< parts[0] with parts[1] below it and parts[2] above; either may be an empty row
    fenced,    ///< parts[0] between delimiters that grow: `left`, `right`, of which "." is none
    accent,    ///< parts[0] under `text`: "hat", "bar", "tilde"
    board,     ///< `text`, a letter with a doubled stroke: E for an expectation
    coloured,  ///< parts[0] in the colour of `player`, or of the data
    space,     ///< `width` em
    cases      ///< rows of one or two columns behind a brace; parts[2 i], parts[2 i + 1]
  };
  /// Whose colour: nobody's is that of what stands around it.
  enum class Colour { around, generator, discriminator, real };

  Kind kind = Kind::row;
  AtomClass atom = AtomClass::ordinary;
  std::string text;
  bool italic = false, limits = false, large = false;  ///< `large`: a sign that is bigger in display (sum)
  std::string left, right;
  Colour colour = Colour::around;
  float width = 0;
  std::vector<FormulaNode> parts;
};

/// A formula that has been read. Copies share what they hold.
struct Formula {
  std::string source;
  std::shared_ptr<const FormulaNode> root;
};

/// Reads a formula written in a small part of LaTeX's mathematics, with \G{…}, \D{…}, \real{…} for what is a
/// player's or the data's. Fails with `bad_data`: what is not understood, and at which column (`where`:
/// "column 7", from 1) of `source`.
[[nodiscard]] Expected<Formula> read_formula(std::string_view source);

/// Every command that `read_formula` knows, without its backslash, sorted: for tests and for help.
[[nodiscard]] std::vector<std::string> formula_commands();

/// The formula in words that can be searched and read aloud: "-E_z log D(G(z))".
[[nodiscard]] std::string plain_formula(const Formula& formula);

}  // namespace ganscope::lessons
