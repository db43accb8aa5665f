#include <ATen/Parallel.h>
#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdlib>
#include <exception>
#include <string>

#include "core/engine/engine.h"
#include "core/engine/thread_settings.h"

namespace ganscope {
namespace {

/// A function of whatever BLAS libtorch was linked to, or null. The BLAS is not ours to link: Debian's
/// alternatives choose it.
template <class Function>
Function* blas_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

/// An OpenBLAS older than the processor does not know it and takes the kernels of 2004 (SSE3), a third as
/// fast as those that it has. Its choice is made before main() and read from the environment, so it is made
/// anew. Only while no other thread uses BLAS.
void choose_blas_kernels() {
#if defined(__x86_64__)
  auto* core = blas_function<char*()>("openblas_get_corename");
  auto* init = blas_function<void()>("gotoblas_dynamic_init");
  auto* quit = blas_function<void()>("gotoblas_dynamic_quit");
  if (core == nullptr || init == nullptr || quit == nullptr || std::string(core()) != "Prescott") return;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (!wide && !avx2) return;
  if (setenv("OPENBLAS_CORETYPE", wide ? "SkylakeX" : "Haswell", 0) != 0) return;
  quit();
  init();
#endif
}

/// A training step takes and frees the same few megabytes over and over. Given back to the system each time,
/// they come back as page faults: a sixth of the step.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

void report_blas(ThreadReport& report) {
  if (auto* count = blas_function<int()>("openblas_get_num_threads"); count != nullptr) {
    report.blas = count();
    auto* config = blas_function<char*()>("openblas_get_config");
    report.blas_name = config != nullptr ? config() : "OpenBLAS";
    return;
  }
  if (auto* count = blas_function<int()>("MKL_Get_Max_Threads"); count != nullptr) {
    report.blas = count();
    report.blas_name = "MKL";
    return;
  }
  report.blas = 1;  // the reference BLAS and ATLAS as Debian builds it know no others
  report.blas_name = "a BLAS without threads of its own";
}

}  // namespace

ThreadReport configure_threads(int threads) {
  static const bool prepared = (choose_blas_kernels(), keep_freed_memory(), true);
  static_cast<void>(prepared);
  at::set_num_threads(threads);
  try {
    at::set_num_interop_threads(1);
  } catch (const std::exception&) {
    // Only the first call of a process counts; the report below says what holds.
  }
  // BLAS stays at one whatever torch gets: its second thread spins at barriers and burns a core for nothing.
  if (auto* set = blas_function<void(int)>("openblas_set_num_threads"); set != nullptr) set(1);
  if (auto* set = blas_function<void(int)>("MKL_Set_Num_Threads"); set != nullptr) set(1);
  return current_threads();
}

ThreadReport current_threads() {
  ThreadReport report;
  report.torch_intraop = at::get_num_threads();
  report.torch_interop = at::get_num_interop_threads();
  report_blas(report);
  return report;
}

int adopt_threads(int threads) {
  at::set_num_threads(threads);
  return at::get_num_threads();
}

}  // namespace ganscope
