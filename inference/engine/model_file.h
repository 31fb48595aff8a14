// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model file is, read as data: nothing in it is executed or unpickled, and LibTorch is not loaded.
/// A TorchScript file is a zip archive of stored members, one folder deep. Thread-safe.

#include "inference/core/cancel.h"
#include "inference/core/result.h"
#include "inference/engine/model_card.h"
#include "inference/engine/safetensors.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace badcase::engine {

enum class ModelFormat {
    TorchScript,     ///< torch.jit.save: code and weights
    StateDict,       ///< torch.save: a pickle in a zip; weights without an architecture
    Pickle,          ///< a bare pickle (torch.save before 1.6, or anything else)
    SafeTensors,     ///< weights without code
    Aoti,            ///< AOTInductor package: native code
    ExportedProgram, ///< torch.export.save
    Unknown,
};

/// "torchscript", "state-dict", "pickle", "safetensors", "aoti", "exported-program", "unknown".
QString modelFormatName(ModelFormat format);

struct ModelFile {
    QString path;
    qint64 bytes = 0;
    QString sha256; ///< 64 lower-case hexadecimal digits
    ModelFormat format = ModelFormat::Unknown;

    /// The archive's format number ("3" to "10"), empty when there is none. It says little of the LibTorch
    /// that wrote it.
    QString formatVersion;
    /// Which LibTorch wrote the file, as far as it can be told: what the card says, or "newer than 1.13"; may
    /// be empty.
    QString writtenBy;
    QStringList codeFiles; ///< members with TorchScript source, sorted

    std::optional<SafeTensorsInfo> tensors; ///< of a safetensors file
    std::optional<Error> tensorsProblem;    ///< it is one, but its header is damaged

    std::optional<ModelCard> card;
    QString cardSource;               ///< where the card stands: "model.pt: extra/meta.json" or a file's path
    std::optional<Error> cardProblem; ///< there is a card, but it cannot be used

    bool operator==(const ModelFile&) const = default;
};

/// Looks at a file. A file of an unknown kind is no error (format Unknown); one that cannot be read is
/// NotFound or Io, and Cancelled after cancel() (hashing a large file takes a while). The card is looked for
/// in the file (extra/meta.json), then in NAME.json beside NAME.pt, then in card.json beside it if that
/// card's name is NAME.
Result<ModelFile> inspectModelFile(const QString& path, const CancelToken& cancel = {});

/// The reason why a file cannot be run (Unsupported; says what to do), or nothing.
Result<void> checkRunnable(const ModelFile& file);

/// SHA-256 of a file in lower-case hexadecimal, streamed.
Result<QString> fileSha256(const QString& path, const CancelToken& cancel = {});

} // namespace badcase::engine
