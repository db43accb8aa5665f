#pragma once
#include <string>
#include <tl/expected.hpp>

namespace ganscope {

/// What sort of trouble the outside world made. It decides the exit code and the tone of the message.
enum class FailureKind {
  usage,        ///< the words were wrong: unknown name, option out of range (exit 2)
  not_found,    ///< a file or folder is not there
  bad_data,     ///< it is there, but its content is broken or does not fit
  io,           ///< reading or writing failed: permission, full disk
  unsupported,  ///< right in itself, but not on this machine or in this build
  cancelled,    ///< the user said stop
  training,     ///< the numerical library gave up; the run is Failed
};

/// An error of the world (file, configuration, user's data), as opposed to a bug. Every field is for people:
/// `what` went wrong, `where` (file, key, line), and a `hint`: what the user can do about it.
struct Failure {
  FailureKind kind = FailureKind::io;
  std::string what;
  std::string where;
  std::string hint;
};

template <class T>
using Expected = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> fail(FailureKind kind, std::string what, std::string where,
                                                  std::string hint) {
  return tl::unexpected<Failure>(Failure{kind, std::move(what), std::move(where), std::move(hint)});
}

/// `WHAT (WHERE)`, or `WHAT` alone when no place is known.
[[nodiscard]] std::string with_place(const Failure& failure);

/// The two lines of the command line's errors, without a final newline: `ganscope: error: WHAT (WHERE)` and
/// `  hint: …`.
[[nodiscard]] std::string describe(const Failure& failure);

/// 2 for wrong words, 1 for everything else.
[[nodiscard]] int exit_code(const Failure& failure);

}  // namespace ganscope
