#include "core/models/device.h"

#include "core/models/torch_compat.h"

namespace ganscope::models {

Expected<at::Device> choose(Device device) {
  const int gpus = device == Device::cpu ? 0 : cuda_device_count();
  if (gpus > 0) {
    make_cuda_deterministic();
    return at::Device(at::kCUDA, 0);
  }
  if (device == Device::cuda) {
    return fail(
        FailureKind::unsupported, "there is no GPU that this LibTorch can use", "--device cuda",
        "use --device cpu, or build with a LibTorch that has CUDA on a machine with an NVIDIA driver");
  }
  return at::Device(at::kCPU);
}

}  // namespace ganscope::models
