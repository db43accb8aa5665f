#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "app/lessons/document.h"
#include "app/ui/ui.h"

namespace ganscope::ui {

/// A picture of a document; `texture` null: not there (yet), and room is kept by its size all the same.
struct DocumentPicture {
  ImTextureID texture = nullptr;
  ImVec2 size;  ///< design px at which it is to be seen; drawn smaller where the column is narrower
};

struct DocumentSpec {
  float width = 0;  ///< pixels; 0: what is left
  /// What a picture's path means. Asked in every frame. Without it pictures are frames with their
  /// descriptions.
  std::function<DocumentPicture(const std::string& path)> picture = {};
  bool captions = false;  ///< set in the size of captions (15) and in t2, not in that of lessons (17)
  float factor = 1;       ///< how much larger than usual all of it is
  bool enabled = true;    ///< whether its links can be pressed
};

/// What came of drawing a document in this frame.
struct DrawnDocument {
  float height = 0;             ///< pixels
  std::string pointed_at;       ///< item name of the control whose link the mouse, or the keyboard, rests on
  std::string pressed_control;  ///< the same, where the link was pressed
  std::string action;           ///< of the [words](do:…) that was pressed: "go explore"
};

/// Draws a document at the cursor, inside the current child region, and moves the cursor below it. Its layout
/// is kept under `name` and made again only when width, scale, fonts or the document change. Items: `name`
/// (its plain words), `name/link/0`, … for its links, in order.
DrawnDocument draw_document(Ui& ui, std::string_view name, const lessons::Document& document,
                            const DocumentSpec& spec);

/// How high it would be, in pixels, without drawing it.
[[nodiscard]] float document_height(Ui& ui, std::string_view name, const lessons::Document& document,
                                    const DocumentSpec& spec);

}  // namespace ganscope::ui
