// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/worker/shared_memory.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace badcase::engine::worker {

namespace {

struct MemoryText {
    Q_DECLARE_TR_FUNCTIONS(badcase::SharedMemory)
};

/// Growing costs a system call and fresh pages: it is done in large steps.
constexpr std::size_t kStep = std::size_t(1) << 20;

ResultError systemError(ErrorCode code, const QString& message)
{
    return fail(code, message, qt_error_string(errno));
}

} // namespace

SharedMemory::~SharedMemory()
{
    release();
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_data(std::exchange(other.m_data, nullptr)),
      m_mapped(std::exchange(other.m_mapped, 0))
{}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_data, other.m_data);
    std::swap(m_mapped, other.m_mapped);
    return *this;
}

void SharedMemory::release()
{
    if (m_data)
        ::munmap(m_data, m_mapped);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<SharedMemory> SharedMemory::create(const char* name)
{
    SharedMemory memory;
    memory.m_descriptor = ::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory.m_descriptor < 0 || ::fcntl(memory.m_descriptor, F_ADD_SEALS, F_SEAL_SHRINK) != 0)
        return systemError(ErrorCode::Io, MemoryText::tr("No memory can be shared with another process"));
    return memory;
}

Result<SharedMemory> SharedMemory::adopt(int descriptor)
{
    SharedMemory memory;
    memory.m_descriptor = descriptor;
    const int seals = ::fcntl(descriptor, F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_SHRINK) == 0)
        return systemError(ErrorCode::Corrupt, MemoryText::tr("What was handed over is no shared memory"));
    return memory;
}

Result<void> SharedMemory::map(std::size_t bytes)
{
    void* const data = m_data ? ::mremap(m_data, m_mapped, bytes, MREMAP_MAYMOVE)
                              : ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_descriptor, 0);
    if (data == MAP_FAILED)
        return systemError(ErrorCode::TooLarge, MemoryText::tr("There is not enough memory"));
    m_data = static_cast<std::byte*>(data);
    m_mapped = bytes;
    return {};
}

Result<std::byte*> SharedMemory::toWrite(std::size_t bytes)
{
    if (bytes > m_mapped) {
        const std::size_t wanted = (std::max(bytes, m_mapped + m_mapped / 2) + kStep - 1) / kStep * kStep;
        int error = 0;
        do {
            error = ::posix_fallocate(m_descriptor, 0, static_cast<off_t>(wanted));
        } while (error == EINTR);
        if (error != 0) {
            errno = error;
            return systemError(ErrorCode::TooLarge, MemoryText::tr("There is not enough memory"));
        }
        BADCASE_TRY(map(wanted));
    }
    return m_data;
}

Result<const std::byte*> SharedMemory::toRead(std::size_t bytes)
{
    if (bytes > m_mapped) {
        struct stat status = {};
        if (::fstat(m_descriptor, &status) != 0 || static_cast<std::size_t>(status.st_size) < bytes)
            return fail(ErrorCode::Corrupt, MemoryText::tr("The shared memory is smaller than was said"));
        BADCASE_TRY(map(static_cast<std::size_t>(status.st_size)));
    }
    return m_data;
}

} // namespace badcase::engine::worker
