#include "core/engine/engine.h"
#include "core/gan/factory.h"

namespace ganscope {
namespace {

gan::Device device_of(DeviceChoice choice) {
  switch (choice) {
    case DeviceChoice::automatic:
      return gan::Device::automatic;
    case DeviceChoice::cpu:
      return gan::Device::cpu;
    case DeviceChoice::cuda:
      return gan::Device::cuda;
  }
  return gan::Device::automatic;
}

}  // namespace

train::StepperFactory make_stepper_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const WorkContext& context) {
    return gan::make_stepper(device_of(device), experiment, context);
  };
}

train::ReplicaFactory make_replica_factory(DeviceChoice device) {
  return [device](const config::Experiment& experiment, const api::DataInfo& data) {
    return gan::make_replica(device_of(device), experiment, data);
  };
}

}  // namespace ganscope
