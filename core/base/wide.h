#pragma once

// GANSCOPE_WIDE: a loop that runs at the width of the machine's vectors. Sanitizers cannot see through the
// resolver functions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define GANSCOPE_WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2,fma", "default")))
#else
#define GANSCOPE_WIDE
#endif
