// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/torch/cuda_driver.h"

#include <dlfcn.h>

#include <array>

namespace badcase::engine {

namespace {

/// Four functions of the driver's C interface, whose names and types are fixed by its ABI.
struct Driver {
    int (*init)(unsigned int) = nullptr;
    int (*getDevice)(int*, int) = nullptr;
    int (*getName)(char*, int, int) = nullptr;
    int (*totalMemory)(std::size_t*, int) = nullptr;

    Driver()
    {
        void* library = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
        if (!library)
            return;
        init = reinterpret_cast<decltype(init)>(::dlsym(library, "cuInit"));
        getDevice = reinterpret_cast<decltype(getDevice)>(::dlsym(library, "cuDeviceGet"));
        getName = reinterpret_cast<decltype(getName)>(::dlsym(library, "cuDeviceGetName"));
        totalMemory = reinterpret_cast<decltype(totalMemory)>(::dlsym(library, "cuDeviceTotalMem_v2"));
    }
    bool usable() const { return init && getDevice && getName && totalMemory && init(0) == 0; }
};

} // namespace

DeviceInfo cudaDevice(int index)
{
    DeviceInfo device;
    device.name = QStringLiteral("CUDA %1").arg(index);
    static const Driver driver;
    int handle = 0;
    if (!driver.usable() || driver.getDevice(&handle, index) != 0)
        return device;
    std::array<char, 256> name = {};
    if (driver.getName(name.data(), static_cast<int>(name.size()) - 1, handle) == 0)
        device.name = QString::fromUtf8(name.data());
    std::size_t bytes = 0;
    if (driver.totalMemory(&bytes, handle) == 0)
        device.memoryBytes = bytes;
    return device;
}

} // namespace badcase::engine
