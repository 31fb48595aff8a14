// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_file.h"

#include "inference/media/media_root.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <memory>

namespace badcase::engine {

namespace {

constexpr qint64 kMaxCardBytes = 4 << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ModelFile", text);
}

/// What a look at the members of a zip archive tells.
struct ZipContents {
    QString folder; ///< the one folder that everything lies in, with '/'
    QStringList codeFiles;
    bool hasCode = false;
    bool hasDataPickle = false;
    bool hasConstantsPickle = false;
    bool hasCompiledCode = false;
    bool hasExportedProgram = false;
};

Result<ZipContents> lookInto(const media::MediaRoot& archive, const CancelToken& cancel)
{
    ZipContents contents;
    const auto visit = [&](const QString& member, const media::MediaStat&) {
        const qsizetype slash = member.indexOf(u'/');
        const QString inside = member.mid(slash + 1);
        if (contents.folder.isEmpty())
            contents.folder = member.left(slash + 1);
        if (inside.startsWith(QLatin1String("code/"))) {
            contents.hasCode = true;
            if (inside.endsWith(QLatin1String(".py")))
                contents.codeFiles << member;
        }
        contents.hasDataPickle |= inside == QLatin1String("data.pkl");
        contents.hasConstantsPickle |= inside == QLatin1String("constants.pkl");
        contents.hasCompiledCode |= member.contains(QLatin1String("data/aotinductor/"));
        contents.hasExportedProgram |=
            (member.contains(QLatin1String("models/")) && member.endsWith(QLatin1String(".json"))) ||
            member.endsWith(QLatin1String("serialized_exported_program.json"));
        return true;
    };
    BADCASE_TRY(archive.list({}, cancel, visit));
    return contents;
}

ModelFormat formatOf(const ZipContents& contents)
{
    if (contents.hasCompiledCode)
        return ModelFormat::Aoti;
    if (contents.hasExportedProgram)
        return ModelFormat::ExportedProgram;
    if (contents.hasDataPickle && contents.hasCode && contents.hasConstantsPickle)
        return ModelFormat::TorchScript;
    return contents.hasDataPickle ? ModelFormat::StateDict : ModelFormat::Unknown;
}

/// safetensors: the length of the header as 8 bytes, little-endian, and then JSON. A damaged one is still told by
/// its name.
bool looksLikeSafeTensors(const QByteArray& head, const QFileInfo& info)
{
    if (info.suffix() == QLatin1String("safetensors"))
        return true;
    if (head.size() < 9 || head.at(8) != '{')
        return false;
    const quint64 header = qFromLittleEndian<quint64>(head.constData());
    return header >= 2 && header <= static_cast<quint64>(info.size()) - 8;
}

/// A pickle of protocol 2 or newer starts with PROTO and its number.
bool looksLikePickle(const QByteArray& head)
{
    return head.size() >= 2 && head.at(0) == '\x80' && head.at(1) >= 2 && head.at(1) <= 5;
}

void readTensors(ModelFile& file)
{
    file.format = ModelFormat::SafeTensors;
    auto tensors = readSafeTensors(file.path);
    if (tensors)
        file.tensors = std::move(*tensors);
    else
        file.tensorsProblem = std::move(tensors).error();
}

void takeCard(ModelFile& file, const QByteArray& json, const QString& source)
{
    auto card = parseModelCard(json, source);
    file.cardSource = source;
    if (card)
        file.card = std::move(*card);
    else
        file.cardProblem = std::move(card).error();
}

void readZip(ModelFile& file, const media::MediaRoot& archive, const ZipContents& contents)
{
    file.format = formatOf(contents);
    file.codeFiles = contents.codeFiles;
    if (const auto version = archive.read(contents.folder + QStringLiteral("version"), 64))
        file.formatVersion = QString::fromLatin1(*version).trimmed();
    const QString meta = contents.folder + QStringLiteral("extra/meta.json");
    if (archive.stat(meta)) {
        const QString source = file.path + QStringLiteral(": extra/meta.json");
        const auto json = archive.read(meta, kMaxCardBytes);
        if (json)
            takeCard(file, *json, source);
        else
            file.cardProblem = json.error();
    }
    const QString said = file.card ? file.card->training.value(QLatin1String("torch")).toString() : QString();
    // LibTorch 1.13 does not write this member, and every later one that we have seen does.
    const bool newer = archive.stat(contents.folder + QStringLiteral(".data/serialization_id")).has_value();
    file.writtenBy = !said.isEmpty() ? said : newer ? tr("newer than 1.13") : QString();
}

/// NAME.json beside the file, else a card.json there that says it is for NAME: several models may share a
/// folder.
void readCardBeside(ModelFile& file)
{
    const QFileInfo info(file.path);
    const QString name = info.completeBaseName();
    for (const QString& candidate : {name + QStringLiteral(".json"), QStringLiteral("card.json")}) {
        const QString path = info.dir().filePath(candidate);
        QFile beside(path);
        if (beside.size() > kMaxCardBytes || !beside.open(QIODevice::ReadOnly))
            continue;
        ModelFile found;
        takeCard(found, beside.readAll(), path);
        if (candidate == QLatin1String("card.json") && (!found.card || found.card->name != name))
            continue;
        file.card = std::move(found.card);
        file.cardProblem = std::move(found.cardProblem);
        file.cardSource = path;
        return;
    }
}

} // namespace

QString modelFormatName(ModelFormat format)
{
    switch (format) {
    case ModelFormat::TorchScript:
        return QStringLiteral("torchscript");
    case ModelFormat::StateDict:
        return QStringLiteral("state-dict");
    case ModelFormat::Pickle:
        return QStringLiteral("pickle");
    case ModelFormat::SafeTensors:
        return QStringLiteral("safetensors");
    case ModelFormat::Aoti:
        return QStringLiteral("aoti");
    case ModelFormat::ExportedProgram:
        return QStringLiteral("exported-program");
    case ModelFormat::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

Result<QString> fileSha256(const QString& path, const CancelToken& cancel)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Stopped while reading %1").arg(path));
        const QByteArray block = file.read(1 << 20);
        if (block.isEmpty())
            return fail(ErrorCode::Io, tr("%1 cannot be read to its end").arg(path), file.errorString());
        hash.addData(block);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<ModelFile> inspectModelFile(const QString& path, const CancelToken& cancel)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(ErrorCode::NotFound, tr("There is no model file %1").arg(path));
    ModelFile file;
    file.path = path;
    file.bytes = info.size();
    BADCASE_ASSIGN(file.sha256, fileSha256(path, cancel));
    QFile device(path);
    if (!device.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), device.errorString());
    const QByteArray head = device.read(16);
    if (head.startsWith("PK\x03\x04")) {
        // A damaged archive is a file of unknown kind: it is looked at, and there is nothing to see.
        if (const auto archive = media::MediaRoot::open(path)) {
            if (const auto contents = lookInto(**archive, cancel))
                readZip(file, **archive, *contents);
        }
    } else if (looksLikeSafeTensors(head, info)) {
        readTensors(file);
    } else if (looksLikePickle(head)) {
        file.format = ModelFormat::Pickle;
    }
    if (!file.card && !file.cardProblem)
        readCardBeside(file);
    return file;
}

Result<void> checkRunnable(const ModelFile& file)
{
    QString reason;
    switch (file.format) {
    case ModelFormat::TorchScript:
        return {};
    case ModelFormat::StateDict:
    case ModelFormat::Pickle:
    case ModelFormat::SafeTensors:
        reason = tr("it holds weights without the model's code. Save the model with "
                    "torch.jit.script(model).save(...)");
        break;
    case ModelFormat::Aoti:
    case ModelFormat::ExportedProgram:
        reason = tr("this version runs TorchScript files only. Save the model with "
                    "torch.jit.script(model).save(...)");
        break;
    case ModelFormat::Unknown:
        reason = tr("it is not a complete TorchScript file. Copy or save it again");
        break;
    }
    return fail(ErrorCode::Unsupported,
                tr("%1 (%2) cannot be run: %3").arg(file.path, modelFormatName(file.format), reason));
}

} // namespace badcase::engine
