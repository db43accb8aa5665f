#include <ATen/Parallel.h>
#include <dlfcn.h>

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
