// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/result.h"

namespace badcase {

const char* errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid-argument";
    case ErrorCode::NotFound: return "not-found";
    case ErrorCode::AlreadyExists: return "already-exists";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::TooLarge: return "too-large";
    case ErrorCode::Io: return "io";
    case ErrorCode::NoSpace: return "no-space";
    case ErrorCode::ReadOnly: return "read-only";
    case ErrorCode::Locked: return "locked";
    case ErrorCode::NewerVersion: return "newer-version";
    case ErrorCode::NotTrusted: return "not-trusted";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Backend: return "backend";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

} // namespace badcase
