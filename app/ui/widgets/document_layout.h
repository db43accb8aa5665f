#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/formula/formula.h"
#include "app/ui/widgets/document.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {

/// In which colour of the theme something is drawn, which is asked only then.
enum class DocumentColour { text, quiet, caption, generator, discriminator, real };

/// A document, laid out: what is drawn where, in pixels from its upper left corner.
struct DocumentLayout {
  /// Glyphs on a baseline, or a formula.
  struct Run {
    ImVec2 at;  ///< left end of the baseline
    float width = 0;
    Font font = Font::body;
    float factor = 1;  ///< how much larger than the font
    DocumentColour colour = DocumentColour::text;
    std::string text = {};
    int link = -1;      ///< which of the document's
    bool dots = false;  ///< Chinese is emphasised by a dot below each letter
    int formula = -1;   ///< which of the layout's
  };
  struct Shape {
    enum class Kind { card, bar, rule, bullet, dot, picture };
    Kind kind = Kind::card;
    ImVec2 min, max;
    int picture = -1;  ///< which of the document's
  };
  struct Band {  ///< a block, so that one out of sight costs nothing
    float top = 0, bottom = 0;
    size_t first_run = 0, first_shape = 0;  ///< up to the next one's
  };
  struct LinkPlace {
    ImVec2 min, max;  ///< its first piece
    std::string words;
    bool placed = false;
  };

  // What it was made for.
  uint64_t document = 0;
  float width = 0, scale = 0;
  int fonts = -1;
  bool captions = false;
  float factor = 1;
  std::vector<ImVec2> picture_sizes;

  float height = 0;
  std::string plain;
  std::vector<Run> runs;
  std::vector<Shape> shapes;
  std::vector<Band> bands;
  std::vector<FormulaLayout> formulas;
  std::vector<LinkPlace> link_places;
  std::vector<lessons::Link> links;
  std::vector<lessons::Document::Picture> pictures;
};

/// Lays out what `made_for` (its first members) says.
void lay_out_document(const Ui& ui, const lessons::Document& document, DocumentLayout& layout);

}  // namespace ganscope::ui
