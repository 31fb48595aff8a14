// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Memory that two processes see: a file without a name, mapped by both sides. Tensors go through it, so that
/// no byte of them has to pass through a pipe.

#include "inference/core/result.h"

#include <cstddef>

namespace badcase::engine::worker {

/// Grows on demand and never shrinks: it is sealed against that, so neither side can take pages away that the
/// other one reads. Each object is used by one thread at a time; what the two sides write when is for them to
/// agree.
class SharedMemory {
public:
    SharedMemory() = default;
    ~SharedMemory();
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&& other) noexcept;
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    /// A new one, empty. `name` is shown in /proc. Errors: Io.
    static Result<SharedMemory> create(const char* name);
    /// One that another process has created. Takes the descriptor over.
    static Result<SharedMemory> adopt(int descriptor);

    /// The first `bytes` to be written; what was there stays. Addresses of before are void. TooLarge when
    /// there is not so much memory: the pages are taken here, where that is an error, and not when they are
    /// written, where it would be a signal.
    Result<std::byte*> toWrite(std::size_t bytes);
    /// The first `bytes` to be read. Corrupt when the other side has not made it so large.
    Result<const std::byte*> toRead(std::size_t bytes);

    int descriptor() const { return m_descriptor; }

private:
    Result<void> map(std::size_t bytes);
    void release();

    int m_descriptor = -1;
    std::byte* m_data = nullptr;
    std::size_t m_mapped = 0;
};

} // namespace badcase::engine::worker
