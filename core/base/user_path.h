#pragma once
#include <string>
#include <string_view>

namespace ganscope {

/// A path as people write it: "~" and "~/x" are in the home folder ($HOME, else the password file's),
/// "~ann/x" in ann's. Everything else comes back as it is, as does a "~" that nobody's home folder is known
/// for; a file whose name does begin with "~" is written ./~x.
[[nodiscard]] std::string user_path(std::string_view written);

}  // namespace ganscope
