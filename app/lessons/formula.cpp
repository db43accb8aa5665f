#include "app/lessons/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "app/lessons/formula_signs.h"
#include "core/base/utf8.h"

namespace ganscope::lessons {
namespace {

using Kind = FormulaNode::Kind;

constexpr size_t longest_source = 4000, deepest = 80;  // bytes; what stands within what

/// What is wrong, and before which byte.
struct Fault {
  std::string what;
  size_t at = 0;
  std::string hint = {};
};

FormulaNode node(Kind kind, AtomClass atom = AtomClass::ordinary) {
  FormulaNode made;
  made.kind = kind;
  made.atom = atom;
  return made;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A reader that goes down from rows to atoms. Throws `Fault`; `read_formula` catches it.
class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  FormulaNode whole() {
    FormulaNode row = row_until({});
    if (at_ < source_.size()) throw Fault{"this brace closes nothing", at_};
    return row;
  }

 private:
  // --- letters and commands
  [[nodiscard]] bool done() const { return at_ >= source_.size(); }
  [[nodiscard]] char now() const { return done() ? '\0' : source_[at_]; }
  void skip_spaces() {
    while (!done() && (now() == ' ' || now() == '\n' || now() == '\t')) ++at_;
  }
  [[nodiscard]] std::string_view letter_at(size_t at) const {
    const auto first = static_cast<unsigned char>(source_[at]);
    const size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return source_.substr(at, bytes);
  }
  /// The command that begins here, without its backslash; `at_` stays.
  [[nodiscard]] std::string_view command() const {
    if (now() != '\\' || at_ + 1 >= source_.size()) return {};
    size_t end = at_ + 1;
    while (end < source_.size() && is_latin(source_[end])) ++end;
    if (end == at_ + 1) end += letter_at(end).size();
    return source_.substr(at_ + 1, end - at_ - 1);
  }
  bool take(std::string_view name) {
    if (command() != name) return false;
    at_ += name.size() + 1;
    return true;
  }

  // --- rows
  /// Whether a row ends here, and leaves it to whoever began it.
  [[nodiscard]] bool row_ends(std::string_view end) const {
    if (done() || now() == '}') return true;
    const std::string_view name = command();
    if (end == "\\right" && name == "right") return true;
    return end == "cases" && (now() == '&' || name == "\\" || name == "end");
  }

  FormulaNode row_until(std::string_view end) {
    if (++depth_ > deepest) throw Fault{"what stands within what goes too deep", at_};
    FormulaNode row = node(Kind::row);
    for (skip_spaces(); !row_ends(end); skip_spaces()) {
      if (now() == '^' || now() == '_' || now() == '\'')
        add_script(row);
      else
        row.parts.push_back(atom());
    }
    --depth_;
    return row;
  }

  void add_script(FormulaNode& row) {
    const size_t began = at_;
    const bool above = now() != '_';
    if (row.parts.empty()) row.parts.push_back(node(Kind::row));
    if (row.parts.back().kind != Kind::scripts) {
      FormulaNode scripts = node(Kind::scripts, row.parts.back().atom);
      scripts.parts = {std::move(row.parts.back()), node(Kind::row), node(Kind::row)};
      row.parts.back() = std::move(scripts);
    }
    FormulaNode& place = row.parts.back().parts[above ? 2 : 1];
    if (now() == '\'') {
      while (now() == '\'') {
        ++at_;
        FormulaNode prime = node(Kind::letter);
        prime.text = "′";
        place.parts.push_back(std::move(prime));
      }
      return;
    }
    if (!place.parts.empty())
      throw Fault{above ? "a second superscript of the same letter" : "a second subscript of the same letter",
                  began, "Put what belongs together in braces: x^{a b}."};
    ++at_;
    place = argument(above ? "^" : "_");
    if (place.kind != Kind::row) {
      FormulaNode one = node(Kind::row);
      one.parts.push_back(std::move(place));
      place = std::move(one);
    }
  }

  /// {…}, or a single atom.
  FormulaNode argument(std::string_view of) {
    skip_spaces();
    if (now() == '{') return braced();
    if (done() || now() == '}' || now() == '^' || now() == '_')
      throw Fault{fmt::format("{} needs something in braces after it", of), at_};
    if (!is_digit(now())) return atom();
    FormulaNode digit = node(Kind::letter);  // x^23 is x² and 3
    digit.text = source_[at_++];
    return digit;
  }

  FormulaNode braced() {
    const size_t began = at_++;
    FormulaNode row = row_until({});
    if (done()) throw Fault{"this brace is not closed", began};
    ++at_;
    return row;
  }

  /// The letters between braces, as they stand.
  std::string raw_argument(std::string_view of) {
    skip_spaces();
    if (now() != '{') throw Fault{fmt::format("{} needs something in braces after it", of), at_};
    const size_t began = at_++;
    const size_t end = source_.find('}', at_);
    if (end == std::string_view::npos) throw Fault{"this brace is not closed", began};
    std::string words(source_.substr(at_, end - at_));
    at_ = end + 1;
    return words;
  }

  // --- atoms
  FormulaNode atom() {
    if (++depth_ > deepest) throw Fault{"what stands within what goes too deep", at_};
    FormulaNode made = one_atom();
    --depth_;
    return made;
  }

  FormulaNode one_atom() {
    if (now() == '{') return braced();
    if (now() == '\\') return of_command();
    if (now() == '&' || now() == '#' || now() == '$' || now() == '%')
      throw Fault{fmt::format("a {} has no meaning here", now()), at_,
                  fmt::format("Write \\{} for the sign itself.", now())};
    if (now() == '~') {
      ++at_;
      FormulaNode space = node(Kind::space);
      space.width = 0.25F;
      return space;
    }
    return is_digit(now()) ? number() : typed();
  }

  FormulaNode number() {
    FormulaNode made = node(Kind::letter);
    while (is_digit(now()) || (now() == '.' && at_ + 1 < source_.size() && is_digit(source_[at_ + 1])))
      made.text += source_[at_++];
    return made;
  }

  FormulaNode typed() {
    const std::string_view letter = letter_at(at_);
    at_ += letter.size();
    if (const auto first = static_cast<unsigned char>(letter[0]); first >= 0xE3) {  // Chinese
      FormulaNode words = node(Kind::words);
      words.text = letter;
      return words;
    }
    return of_sign(typed_sign(letter), letter);
  }

  static FormulaNode of_sign(const FormulaSign& sign, std::string_view letter = {}) {
    FormulaNode made = node(Kind::letter, sign.atom);
    made.text = sign.text != nullptr ? std::string_view(sign.text) : letter;
    made.italic = sign.italic;
    made.large = sign.large;
    made.limits = sign.limits;
    return made;
  }

  FormulaNode of_command() {
    const size_t began = at_;
    const std::string_view name = command();
    if (name.empty()) throw Fault{"a backslash without a command", at_};
    at_ += name.size() + 1;
    if (const auto sign = formula_signs().find(name); sign != formula_signs().end())
      return of_sign(sign->second);
    if (const auto word = formula_names().find(name); word != formula_names().end()) {
      FormulaNode made = of_sign(word->second);
      made.kind = Kind::name;
      return made;
    }
    if (const auto space = formula_spaces().find(name); space != formula_spaces().end()) {
      FormulaNode made = node(Kind::space);
      made.width = space->second;
      return made;
    }
    if (name == "G" || name == "D" || name == "real") return coloured(name);
    if (name == "left") return fenced(began);
    if (name == "begin") return cases(began);
    if (name == "hat" || name == "bar" || name == "tilde") return with_parts(Kind::accent, name, 1);
    if (name == "frac") return with_parts(Kind::fraction, name, 2);
    if (name == "sqrt") return with_parts(Kind::root, name, 1);
    return of_letters(name, began);
  }

  FormulaNode with_parts(Kind kind, std::string_view name, int count) {
    FormulaNode made = node(kind, kind == Kind::fraction ? AtomClass::inner : AtomClass::ordinary);
    made.text = name;
    for (int i = 0; i < count; ++i) made.parts.push_back(argument(fmt::format("\\{}", name)));
    return made;
  }

  FormulaNode coloured(std::string_view name) {
    FormulaNode made = node(Kind::coloured);
    made.colour = name == "G"   ? FormulaNode::Colour::generator
                  : name == "D" ? FormulaNode::Colour::discriminator
                                : FormulaNode::Colour::real;
    skip_spaces();
    if (now() == '{' || name == "real") {
      made.parts.push_back(argument(fmt::format("\\{}", name)));
      const std::vector<FormulaNode>& inner = made.parts[0].parts;
      if (made.parts[0].kind == Kind::row && inner.size() == 1) made.atom = inner[0].atom;
    } else {
      FormulaNode letter = node(Kind::letter);  // \G(z): the player by its letter
      letter.text = name;
      letter.italic = true;
      made.parts.push_back(std::move(letter));
    }
    return made;
  }

  FormulaNode of_letters(std::string_view name, size_t began) {
    const std::string written = fmt::format("\\{}", name);
    if (name == "text" || name == "operatorname") {
      const bool prose = name == "text";
      FormulaNode made =
          node(prose ? Kind::words : Kind::name, prose ? AtomClass::ordinary : AtomClass::large_operator);
      made.text = raw_argument(written);
      return made;
    }
    if (name == "mathrm" || name == "mathcal") {
      FormulaNode made = node(name == "mathrm" ? Kind::name : Kind::letter);
      made.text = raw_argument(written);
      made.italic = name == "mathcal";
      return made;
    }
    if (name == "mathbb") {
      FormulaNode made = node(Kind::board);
      const size_t at = at_;
      made.text = raw_argument(written);
      if (made.text.size() != 1 || made.text[0] < 'A' || made.text[0] > 'Z')
        throw Fault{"\\mathbb takes one capital letter", at};
      return made;
    }
    throw Fault{
        fmt::format("unknown command {}", written), began,
        "Formulas know \\frac, \\sqrt, \\sum, \\mathbb, \\left, \\text, Greek letters and their like, and "
        "\\G{…}, \\D{…}, \\real{…}."};
  }

  std::string delimiter(std::string_view after) {
    skip_spaces();
    if (done()) throw Fault{fmt::format("{} needs a bracket after it", after), at_};
    const std::string written = now() == '\\' ? fmt::format("\\{}", command()) : std::string(letter_at(at_));
    const auto found = formula_delimiters().find(written);
    if (found == formula_delimiters().end())
      throw Fault{fmt::format("{} needs a bracket after it, not {}", after, written), at_,
                  "Brackets are ( ) [ ] | \\{ \\} \\| \\langle \\rangle, and . for none."};
    at_ += written.size();
    return found->second;
  }

  FormulaNode fenced(size_t began) {
    FormulaNode made = node(Kind::fenced, AtomClass::inner);
    made.left = delimiter("\\left");
    made.parts.push_back(row_until("\\right"));
    if (!take("right"))
      throw Fault{"\\left without its \\right", began, "\\right. closes without a bracket."};
    made.right = delimiter("\\right");
    return made;
  }

  FormulaNode cases(size_t began) {
    const size_t at = at_;
    if (const std::string what = raw_argument("\\begin"); what != "cases")
      throw Fault{fmt::format("unknown \\begin{{{}}}", what), at, "Only \\begin{cases} … \\end{cases}."};
    FormulaNode made = node(Kind::cases, AtomClass::inner);
    while (true) {
      made.parts.push_back(row_until("cases"));
      FormulaNode second = node(Kind::row);
      if (now() == '&') {
        ++at_;
        second = row_until("cases");
      }
      made.parts.push_back(std::move(second));
      if (now() == '&') throw Fault{"a row of cases has two columns at most", at_};
      if (take("\\")) continue;
      if (!take("end")) throw Fault{"\\begin{cases} without its \\end{cases}", began};
      if (raw_argument("\\end") != "cases") throw Fault{"\\begin{cases} ends with \\end{cases}", at_};
      return made;
    }
  }

  std::string_view source_;
  size_t at_ = 0, depth_ = 0;
};

/// Characters before a byte, from 1.
size_t column_of(std::string_view source, size_t at) {
  return 1 + static_cast<size_t>(std::ranges::count_if(source.substr(0, at), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
         }));
}

void add_plain(const FormulaNode& node, std::string& plain) {
  const auto part = [&](size_t i) { add_plain(node.parts[i], plain); };
  switch (node.kind) {
    case Kind::fraction:
      part(0), plain += '/', part(1);
      return;
    case Kind::root:
      plain += "√(", part(0), plain += ')';
      return;
    case Kind::scripts:
      part(0);
      if (!node.parts[1].parts.empty()) plain += '_', part(1);
      if (!node.parts[2].parts.empty()) plain += '^', part(2);
      return;
    case Kind::fenced:
      if (node.left != ".") plain += node.left;
      part(0);
      if (node.right != ".") plain += node.right;
      return;
    case Kind::name:
      if (!plain.empty() && is_latin(plain.back())) plain += ' ';
      plain += node.text + ' ';
      return;
    case Kind::space:
      plain += ' ';
      return;
    case Kind::accent:
      break;
    default:
      plain += node.text;
  }
  const bool spaced = node.atom == AtomClass::relation || node.atom == AtomClass::binary;
  if (node.kind == Kind::letter && spaced) plain.insert(plain.size() - node.text.size(), " "), plain += ' ';
  for (const FormulaNode& inner : node.parts) add_plain(inner, plain);
}

}  // namespace

Expected<Formula> read_formula(std::string_view source) {
  const auto refuse = [](std::string what, size_t column, std::string hint) {
    return fail(FailureKind::bad_data, "A formula cannot be read: " + std::move(what),
                fmt::format("column {}", column), std::move(hint));
  };
  if (!is_utf8(source)) return refuse("it is not UTF-8", 1, "Save the file as UTF-8.");
  if (source.size() > longest_source) return refuse("it is too long", longest_source, "Part it in two.");
  try {
    FormulaNode root = Reader(source).whole();
    if (root.parts.empty()) return refuse("it is empty", 1, "Write something between the $ signs.");
    return Formula{std::string(source), std::make_shared<const FormulaNode>(std::move(root))};
  } catch (const Fault& fault) {
    return refuse(fault.what, column_of(source, fault.at),
                  fault.hint.empty() ? "Look at that column of the formula." : fault.hint);
  }
}

std::vector<std::string> formula_commands() {
  std::set<std::string> all{"G",       "D",      "real",  "left", "right", "begin",        "end",
                            "hat",     "bar",    "tilde", "frac", "sqrt",  "operatorname", "mathrm",
                            "mathcal", "mathbb", "text"};
  for (const auto& [name, sign] : formula_signs()) all.emplace(name);
  for (const auto& [name, sign] : formula_names()) all.emplace(name);
  for (const auto& [name, width] : formula_spaces()) all.emplace(name);
  return {all.begin(), all.end()};
}

std::string plain_formula(const Formula& formula) {
  std::string plain;
  if (formula.root) add_plain(*formula.root, plain);
  return plain;
}

}  // namespace ganscope::lessons
