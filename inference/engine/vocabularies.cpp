// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/vocabularies.h"

#include "inference/engine/input_tensors.h"
#include "inference/media/media_root.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace badcase::engine {

namespace {

struct VocabularyText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Vocabularies)
};

struct FoundFile {
    QByteArray bytes;
    QString source; ///< for messages
};

/// The one folder of a TorchScript archive that everything lies in, with '/'.
QString folderOf(const media::MediaRoot& archive)
{
    QString folder;
    (void)archive.list({}, {}, [&](const QString& member, const media::MediaStat&) {
        folder = member.left(member.indexOf(u'/') + 1);
        return false;
    });
    return folder;
}

Result<FoundFile> findFile(const QString& name, const QString& modelPath)
{
    // A model file that is no archive is looked at again, and reported, by whoever runs it.
    if (const auto archive = media::MediaRoot::open(modelPath)) {
        const QString member = folderOf(**archive) + QStringLiteral("extra/") + name;
        if ((*archive)->stat(member)) {
            BADCASE_ASSIGN(auto bytes, (*archive)->read(member, WordPiece::kMaxBytes));
            return FoundFile{std::move(bytes), modelPath + QStringLiteral(": extra/") + name};
        }
    }
    const QString path = QFileInfo(modelPath).dir().filePath(name);
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound,
                    VocabularyText::tr(
                        "The vocabulary \"%1\" that the model card names is neither in the extra files "
                        "of %2 nor beside it. Put it there.")
                        .arg(name, modelPath));
    if (file.size() > WordPiece::kMaxBytes)
        return fail(ErrorCode::TooLarge, VocabularyText::tr("%1 is too large for a vocabulary").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, VocabularyText::tr("%1 cannot be read").arg(path), file.errorString());
    return FoundFile{file.readAll(), path};
}

} // namespace

Result<Vocabularies> loadVocabularies(const ModelCard& card, const QString& modelPath)
{
    Vocabularies vocabularies;
    for (const ModelInput& input : card.inputs) {
        std::optional<WordPiece>& place = vocabularies.ofInput.emplace_back();
        const auto* tokens = std::get_if<TokensInput>(&input.kind);
        if (!tokens)
            continue;
        BADCASE_ASSIGN(const FoundFile file, findFile(tokens->vocabulary, modelPath));
        BADCASE_ASSIGN(place, WordPiece::parse(file.bytes, file.source, wordPieceOptions(*tokens)));
        const QByteArray hash = QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256);
        vocabularies.sha256.insert(tokens->vocabulary, QString::fromLatin1(hash.toHex()));
    }
    return vocabularies;
}

} // namespace badcase::engine
