// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/safetensors.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace badcase::engine {

namespace {

constexpr qint64 kLengthBytes = 8;
constexpr qint64 kMaxCount = std::numeric_limits<qint64>::max() / 64; // so that bits can be counted

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::SafeTensors", text);
}

/// The bits of one number, 0 for an unknown type.
int bitsOf(const QString& dtype)
{
    static const QMap<QString, int> bits = {
        {QStringLiteral("BOOL"), 8},        {QStringLiteral("U8"), 8},
        {QStringLiteral("I8"), 8},          {QStringLiteral("U16"), 16},
        {QStringLiteral("I16"), 16},        {QStringLiteral("U32"), 32},
        {QStringLiteral("I32"), 32},        {QStringLiteral("U64"), 64},
        {QStringLiteral("I64"), 64},        {QStringLiteral("F16"), 16},
        {QStringLiteral("BF16"), 16},       {QStringLiteral("F32"), 32},
        {QStringLiteral("F64"), 64},        {QStringLiteral("C64"), 64},
        {QStringLiteral("F8_E4M3"), 8},     {QStringLiteral("F8_E5M2"), 8},
        {QStringLiteral("F8_E8M0"), 8},     {QStringLiteral("F8_E4M3FNUZ"), 8},
        {QStringLiteral("F8_E5M2FNUZ"), 8}, {QStringLiteral("F6_E2M3"), 6},
        {QStringLiteral("F6_E3M2"), 6},     {QStringLiteral("F4"), 4},
    };
    return bits.value(dtype, 0);
}

/// Whole numbers from 0 on; nothing for any other array and for what is none.
std::optional<std::vector<qint64>> wholeNumbers(const QJsonValue& value)
{
    if (!value.isArray())
        return std::nullopt;
    std::vector<qint64> numbers;
    for (const QJsonValue& element : value.toArray()) {
        numbers.push_back(element.toInteger(-1));
        if (numbers.back() < 0)
            return std::nullopt;
    }
    return numbers;
}

/// The product of the sides, or nothing when it is beyond reason. Sides are multiplied without the zeros, so
/// that no wild side hides behind one.
std::optional<qint64> countOf(const std::vector<qint64>& shape)
{
    qint64 product = 1;
    bool empty = false;
    for (const qint64 side : shape) {
        empty = empty || side == 0;
        if (side > 0 && product > kMaxCount / side)
            return std::nullopt;
        product *= qMax<qint64>(side, 1);
    }
    return empty ? 0 : product;
}

/// The members of an object and of all objects in it.
qint64 membersIn(const QJsonValue& value)
{
    qint64 members = 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        members = object.size();
        for (const QJsonValue& inner : object)
            members += membersIn(inner);
    } else if (value.isArray()) {
        for (const QJsonValue& inner : value.toArray())
            members += membersIn(inner);
    }
    return members;
}

/// The members that good JSON writes down: every colon outside a text is one.
qint64 membersWritten(QByteArrayView json)
{
    qint64 members = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (inText && json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            inText = !inText;
        else if (json[i] == ':' && !inText)
            ++members;
    }
    return members;
}

Result<TensorEntry> readEntry(const QString& tensor, const QJsonValue& value, qint64 dataBytes,
                              const QString& name)
{
    const auto corrupt = [&](const QString& reason) {
        return fail(ErrorCode::Corrupt,
                    tr("The tensor \"%2\" of %1 is described wrongly: %3. Download or save the "
                       "file again.")
                        .arg(name, tensor.left(200), reason));
    };
    TensorEntry entry;
    entry.name = tensor;
    entry.dtype = value[QStringLiteral("dtype")].toString();
    const int bits = bitsOf(entry.dtype);
    if (entry.dtype.isEmpty())
        return corrupt(tr("it has no \"dtype\""));
    if (bits == 0)
        return fail(ErrorCode::Unsupported,
                    tr("The tensor \"%2\" of %1 has the type \"%3\", which is not known.")
                        .arg(name, tensor.left(200), entry.dtype.left(40)));
    const auto shape = wholeNumbers(value[QStringLiteral("shape")]);
    const auto offsets = wholeNumbers(value[QStringLiteral("data_offsets")]);
    const auto count = shape ? countOf(*shape) : std::nullopt;
    if (!count)
        return corrupt(tr("\"shape\" must be whole numbers of a possible size"));
    if (!offsets || offsets->size() != 2)
        return corrupt(tr("\"data_offsets\" must be two whole numbers"));
    entry.shape = *shape;
    entry.count = *count;
    entry.begin = offsets->at(0);
    entry.bytes = offsets->at(1) - offsets->at(0);
    if (entry.bytes < 0 || offsets->at(1) > dataBytes)
        return corrupt(tr("bytes %1 to %2 of %3").arg(entry.begin).arg(offsets->at(1)).arg(dataBytes));
    if (entry.count * bits != entry.bytes * 8)
        return corrupt(tr("%1 numbers of %2 bits in %3 bytes").arg(entry.count).arg(bits).arg(entry.bytes));
    return entry;
}

Result<QMap<QString, QString>> readMetadata(const QJsonValue& value, const QString& name)
{
    QMap<QString, QString> metadata;
    if (value.isUndefined() || value.isNull())
        return metadata;
    const QJsonObject object = value.toObject();
    const bool texts =
        std::all_of(object.begin(), object.end(), [](const QJsonValue& v) { return v.isString(); });
    if (!value.isObject() || !texts)
        return fail(ErrorCode::Corrupt, tr("\"__metadata__\" of %1 must be texts with names.").arg(name));
    for (auto it = object.begin(); it != object.end(); ++it)
        metadata.insert(it.key(), it.value().toString());
    return metadata;
}

/// The tensors must fill the data from its first byte to its last, without a gap and without sharing bytes.
Result<void> checkPlaces(const std::vector<TensorEntry>& sorted, qint64 dataBytes, const QString& name)
{
    qint64 end = 0;
    for (const TensorEntry& entry : sorted) {
        if (entry.begin != end)
            return fail(
                ErrorCode::Corrupt,
                tr("The tensor \"%2\" of %1 begins at byte %3, but the one before it ends at %4. Download or "
                   "save the file again.")
                    .arg(name, entry.name.left(200))
                    .arg(entry.begin)
                    .arg(end));
        end += entry.bytes;
    }
    if (end != dataBytes)
        return fail(ErrorCode::Corrupt,
                    tr("The tensors of %1 end at byte %2, but there are %3. Download or save the "
                       "file again.")
                        .arg(name)
                        .arg(end)
                        .arg(dataBytes));
    return {};
}

} // namespace

qint64 SafeTensorsInfo::parameters() const
{
    qint64 sum = 0;
    for (const TensorEntry& entry : tensors)
        sum += entry.count;
    return sum;
}

QMap<QString, qint64> SafeTensorsInfo::parametersByType() const
{
    QMap<QString, qint64> sums;
    for (const TensorEntry& entry : tensors)
        sums[entry.dtype] += entry.count;
    return sums;
}

Result<SafeTensorsInfo> parseSafeTensors(QByteArrayView header, qint64 dataBytes, const QString& name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(header.toByteArray(), &error);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt,
                    tr("The header of %1 is no JSON object. Download or save the file again.").arg(name),
                    error.error == QJsonParseError::NoError ? QString() : error.errorString());
    const QJsonObject root = document.object();
    // Which of two entries counts would depend on the reader.
    if (membersWritten(header) != membersIn(root))
        return fail(
            ErrorCode::Corrupt,
            tr("The header of %1 gives the same name twice. Download or save the file again.").arg(name));
    SafeTensorsInfo info;
    const QString metadata = QStringLiteral("__metadata__");
    BADCASE_ASSIGN(info.metadata, readMetadata(root.value(metadata), name));
    for (auto it = root.begin(); it != root.end(); ++it) {
        if (it.key() == metadata)
            continue;
        BADCASE_ASSIGN(TensorEntry entry, readEntry(it.key(), it.value(), dataBytes, name));
        info.tensors.push_back(std::move(entry));
    }
    std::sort(info.tensors.begin(), info.tensors.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return std::tie(a.begin, a.bytes, a.name) < std::tie(b.begin, b.bytes, b.name);
    });
    BADCASE_TRY(checkPlaces(info.tensors, dataBytes, name));
    return info;
}

Result<SafeTensorsInfo> readSafeTensors(const QString& path)
{
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, tr("There is no file %1").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    const QByteArray length = file.read(kLengthBytes);
    if (length.size() < kLengthBytes)
        return fail(ErrorCode::Corrupt,
                    tr("%1 is too short to be a safetensors file. Download or save it again.").arg(path));
    const auto claimed = qFromLittleEndian<quint64>(length.constData());
    if (claimed > static_cast<quint64>(file.size() - kLengthBytes))
        return fail(ErrorCode::Corrupt,
                    tr("%1 claims a header of %2 bytes, but has %3 bytes in all. Download or save it again.")
                        .arg(path)
                        .arg(claimed)
                        .arg(file.size()));
    if (claimed > static_cast<quint64>(kMaxSafeTensorsHeader))
        return fail(ErrorCode::TooLarge, tr("%1 claims a header of %2 bytes; the format allows %3.")
                                             .arg(path)
                                             .arg(claimed)
                                             .arg(kMaxSafeTensorsHeader));
    const auto headerBytes = static_cast<qint64>(claimed);
    const QByteArray header = file.read(headerBytes);
    if (header.size() != headerBytes)
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    return parseSafeTensors(header, file.size() - kLengthBytes - headerBytes, path);
}

} // namespace badcase::engine
