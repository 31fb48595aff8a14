// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Result<T>: how every function that can fail in the ordinary course of work says so.
/// Exceptions of libraries stop in the .cpp that called the library and become an Error there.

#include <QString>

#include <tl/expected.hpp>

#include <utility>

namespace badcase {

/// What kind of thing went wrong; the command line prints its name (errorCodeName).
enum class ErrorCode {
    InvalidArgument, ///< the caller or the user asked for something that makes no sense
    NotFound,        ///< a file, sample, class, run ... that does not exist
    AlreadyExists,   ///< would overwrite something
    Unsupported,     ///< a format or feature that this build does not read
    Corrupt,         ///< data that breaks its own format
    TooLarge,        ///< refused because of a size limit
    Io,              ///< reading or writing failed
    NoSpace,         ///< the disk is full
    ReadOnly,        ///< the target cannot be written
    Locked,          ///< another process holds it
    NewerVersion,    ///< made by a newer Badcase
    NotTrusted,      ///< a model file that nobody has consented to run
    Cancelled,       ///< the user stopped it
    Backend,         ///< the inference backend or the model failed
    Internal,        ///< a bug of ours
};

/// The stable name of a code: "invalid-argument", "not-found", ...
const char* errorCodeName(ErrorCode code);

/// An error a user can act on. `message` names the file or sample, what was expected and what to do;
/// `detail` holds what the library said.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString detail = {};

    bool operator==(const Error&) const = default;
};

template <class T = void>
using Result = tl::expected<T, Error>;

using ResultError = tl::unexpected<Error>;

/// `return fail(ErrorCode::Io, tr("Cannot read %1").arg(path), device.errorString());`
inline ResultError fail(ErrorCode code, QString message, QString detail = {})
{
    return ResultError(Error{code, std::move(message), std::move(detail)});
}

/// Passes the error of one Result on as the error of another.
inline ResultError fail(Error error) { return ResultError(std::move(error)); }

} // namespace badcase

/// Evaluates a Result<void> expression and returns its error from the calling function.
#define BADCASE_TRY(expression)                                                                              \
    do {                                                                                                     \
        if (auto badcaseTry = (expression); !badcaseTry)                                                     \
            return ::badcase::fail(std::move(badcaseTry).error());                                           \
    } while (false)

#define BADCASE_CONCAT_(a, b) a##b
#define BADCASE_CONCAT(a, b) BADCASE_CONCAT_(a, b)
#define BADCASE_ASSIGN_(tmp, declaration, expression)                                                        \
    auto tmp = (expression);                                                                                 \
    if (!tmp)                                                                                                \
        return ::badcase::fail(std::move(tmp).error());                                                      \
    declaration = std::move(*tmp)

/// `BADCASE_ASSIGN(const auto header, readHeader(path));` declares header or returns the error.
#define BADCASE_ASSIGN(declaration, expression)                                                              \
    BADCASE_ASSIGN_(BADCASE_CONCAT(badcaseResult, __LINE__), declaration, expression)
