#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/failure.h"
#include "core/storage/bookmarks.h"

/// Latents as people copy them between this program and Python.
namespace ganscope::storage {

/// The shortest decimal from which the same float comes back, read as a float or by way of a double.
[[nodiscard]] std::string exact_text(float value);
/// "[0.1, -2, …]", a list of Python.
[[nodiscard]] std::string latent_text(std::span<const float> latent);

/// Latents of `latent_dim` numbers, one or several, as Python prints or writes them: lists, what numpy and
/// torch print (with or without brackets, commas and line breaks), array(…), tensor(…, device=…, grad_fn=…),
/// an assignment before it, a latent of shape [N, latent_dim, 1, 1]; plain numbers, a latent a line or one
/// over all lines. Fails with `bad_data` and a hint: a length that does not fit, nan and inf, numbers left
/// out by "...", other words.
[[nodiscard]] Expected<std::vector<std::vector<float>>> parse_latents(std::string_view text, int latent_dim);

/// What the Python lines have to know of the run.
struct PythonRun {
  std::string folder;        ///< empty: it is kept nowhere
  std::string class_name;    ///< of the bookmark's label, for a comment
  bool conditional = false;  ///< the generator wants labels
  bool points = false;
  int channels = 0, height = 0, width = 0;  ///< of pictures
};
/// Lines that recreate the picture from the generator that `ganscope export` writes; a comment says how to
/// export it.
[[nodiscard]] std::string python_lines(const Bookmark& bookmark, const PythonRun& run);

}  // namespace ganscope::storage
