#pragma once
// toml++, without its assertions. It makes some about what only the text decides (that no "[[[" begins a
// line, for one): they would end the program, and where NDEBUG is set the compiler may take them for true.
// Behind each of them the parser looks properly and fails like everywhere else. This and no other header
// includes toml++; TOML_EXCEPTIONS 0 may stand before it.
#if __has_include(<toml++/impl/preprocessor.h>)
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSERT
#undef TOML_ASSERT_ASSUME
#endif
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_ASSERT_ASSUME(expr) static_assert(true)
#include <toml++/toml.h>
