// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/remote/infer_message.h"

#include <QCoreApplication>
#include <QFloat16>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

bool isFloat(const QString& datatype)
{
    return datatype.startsWith(QLatin1String("FP"));
}

/// The type to send; where the server does not tell one, that of the tensor.
QString datatypeFor(const RemoteTensor& input, const Tensor& tensor)
{
    if (!input.datatype.isEmpty())
        return input.datatype;
    return tensor.isInteger() ? QStringLiteral("INT64") : QStringLiteral("FP32");
}

Result<void> checkFits(const RemoteTensor& input, const Tensor& tensor)
{
    const auto fails = [&](ErrorCode code) {
        return fail(code, tr("The server's input \"%1\" takes %2 %3, but the card makes %4 %5")
                              .arg(input.name, input.datatype, shapeText(input.shape),
                                   tensor.isInteger() ? QStringLiteral("INT64") : QStringLiteral("FP32"),
                                   shapeText(tensor.shape)));
    };
    if (!input.datatype.isEmpty() && isFloat(input.datatype) == tensor.isInteger())
        return fails(ErrorCode::InvalidArgument);
    if (input.shape.empty())
        return {};
    if (input.shape.size() != tensor.shape.size())
        return fails(ErrorCode::InvalidArgument);
    for (std::size_t i = 1; i < input.shape.size(); ++i) {
        if (input.shape[i] >= 0 && input.shape[i] != tensor.shape[i])
            return fails(ErrorCode::InvalidArgument);
    }
    if (input.shape[0] < 0 || input.shape[0] == tensor.shape[0])
        return {};
    return fails(tensor.shape[0] > input.shape[0] ? ErrorCode::TooLarge : ErrorCode::InvalidArgument);
}

template <class To, class From>
void appendRaw(QByteArray& bytes, const std::vector<From>& values)
{
    const auto at = bytes.size();
    bytes.resize(at + static_cast<qsizetype>(values.size() * sizeof(To)));
    char* out = bytes.data() + at;
    if constexpr (std::is_same_v<To, From>) {
        qToLittleEndian<To>(values.data(), static_cast<qsizetype>(values.size()), out);
    } else {
        for (const From value : values) {
            qToLittleEndian(static_cast<To>(value), out);
            out += sizeof(To);
        }
    }
}

/// FP16 is rounded to the nearest.
void appendHalves(QByteArray& bytes, const std::vector<float>& values)
{
    std::vector<qfloat16> halves(values.size());
    qFloatToFloat16(halves.data(), values.data(), static_cast<qsizetype>(values.size()));
    std::vector<quint16> bits(values.size());
    std::memcpy(bits.data(), halves.data(), bits.size() * sizeof(quint16));
    appendRaw<quint16>(bytes, bits);
}

Result<QByteArray> rawBytes(const QString& name, const QString& datatype, const Tensor& tensor)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(tensor.count()) * bytesOfElement(datatype));
    if (datatype == QLatin1String("FP32"))
        appendRaw<float>(bytes, tensor.values);
    else if (datatype == QLatin1String("FP64"))
        appendRaw<double>(bytes, tensor.values);
    else if (datatype == QLatin1String("FP16"))
        appendHalves(bytes, tensor.values);
    else if (datatype == QLatin1String("INT64"))
        appendRaw<std::int64_t>(bytes, tensor.integers);
    else if (datatype == QLatin1String("INT32"))
        appendRaw<std::int32_t>(bytes, tensor.integers);
    else
        return fail(ErrorCode::Unsupported, tr("The input \"%1\" cannot be sent as %2").arg(name, datatype));
    return bytes;
}

/// Shortest text that reads back as the same number.
template <class T>
void appendNumber(QByteArray& json, T value)
{
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
    json.append(text, end - text);
    json.append(',');
}

Result<QByteArray> jsonNumbers(const QString& name, const Tensor& tensor)
{
    QByteArray json("[");
    json.reserve(static_cast<qsizetype>(tensor.count()) * 12 + 2);
    for (const std::int64_t value : tensor.integers)
        appendNumber(json, value);
    for (const float value : tensor.values) {
        if (!std::isfinite(value)) {
            return fail(
                ErrorCode::InvalidArgument,
                tr("The input \"%1\" has a number that is not finite, which JSON cannot carry").arg(name));
        }
        appendNumber(json, value);
    }
    if (json.endsWith(','))
        json.chop(1);
    return json.append(']');
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonArray outputsJson(std::span<const RemoteTensor> outputs, bool binary)
{
    QJsonArray list;
    for (const RemoteTensor& output : outputs) {
        list.append(QJsonObject{
            {QStringLiteral("name"), output.name},
            {QStringLiteral("parameters"), QJsonObject{{QStringLiteral("binary_data"), binary}}}});
    }
    return list;
}

/// Ids fit 32 bits, but nobody promises that.
Result<void> checkRange(const RemoteTensor& input, const Tensor& tensor)
{
    using Limits = std::numeric_limits<std::int32_t>;
    const auto isOutside = [](std::int64_t value) { return value < Limits::min() || value > Limits::max(); };
    const auto outside = input.datatype == QLatin1String("INT32")
                             ? std::ranges::find_if(tensor.integers, isOutside)
                             : tensor.integers.end();
    if (outside == tensor.integers.end())
        return {};
    return fail(
        ErrorCode::InvalidArgument,
        tr("The server's input \"%1\" takes INT32, and %2 is beyond that").arg(input.name).arg(*outside));
}

} // namespace

int bytesOfElement(const QString& datatype)
{
    static const std::pair<const char*, int> kSizes[] = {
        {"BOOL", 1},  {"UINT8", 1}, {"UINT16", 2}, {"UINT32", 4}, {"UINT64", 8}, {"INT8", 1}, {"INT16", 2},
        {"INT32", 4}, {"INT64", 8}, {"FP16", 2},   {"BF16", 2},   {"FP32", 4},   {"FP64", 8}};
    for (const auto& [name, bytes] : kSizes) {
        if (datatype == QLatin1String(name))
            return bytes;
    }
    return 0;
}

Result<void> checkCanSend(const RemoteTensor& input, bool binary)
{
    const QString& type = input.datatype;
    if (type == QLatin1String("FP16") && !binary) {
        return fail(ErrorCode::Unsupported, tr("The server's input \"%1\" takes FP16, which only binary "
                                               "tensors can carry, and the server does not "
                                               "offer those")
                                                .arg(input.name));
    }
    for (const char* known : {"", "FP16", "FP32", "FP64", "INT32", "INT64"}) {
        if (type == QLatin1String(known))
            return {};
    }
    return fail(ErrorCode::Unsupported,
                tr("The server's input \"%1\" takes %2; FP16, FP32, FP64, INT32 and INT64 can be sent")
                    .arg(input.name, type));
}

Result<HttpQuestion> encodeInfer(const QUrl& url, std::span<const RemoteTensor> inputs,
                                 std::span<const Tensor> tensors, std::span<const RemoteTensor> outputs,
                                 bool binary)
{
    if (inputs.size() != tensors.size()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The server's model takes %1 inputs, but the card makes %2")
                        .arg(inputs.size())
                        .arg(tensors.size()));
    }
    QByteArray list;
    QByteArray raw;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        BADCASE_TRY(checkFits(inputs[i], tensors[i]));
        BADCASE_TRY(checkRange(inputs[i], tensors[i]));
        const QString datatype = datatypeFor(inputs[i], tensors[i]);
        QJsonArray shape;
        for (const std::int64_t side : tensors[i].shape)
            shape.append(static_cast<qint64>(side));
        QJsonObject head{{QStringLiteral("name"), inputs[i].name},
                         {QStringLiteral("shape"), shape},
                         {QStringLiteral("datatype"), datatype}};
        if (i > 0)
            list.append(',');
        if (binary) {
            BADCASE_ASSIGN(const QByteArray bytes, rawBytes(inputs[i].name, datatype, tensors[i]));
            head.insert(QStringLiteral("parameters"),
                        QJsonObject{{QStringLiteral("binary_data_size"), qint64(bytes.size())}});
            list.append(compact(head));
            raw.append(bytes);
        } else {
            BADCASE_ASSIGN(const QByteArray numbers, jsonNumbers(inputs[i].name, tensors[i]));
            QByteArray text = compact(head);
            text.chop(1); // the closing brace
            list.append(text).append(",\"data\":").append(numbers).append('}');
        }
    }
    QJsonObject rest;
    if (!outputs.empty())
        rest.insert(QStringLiteral("outputs"), outputsJson(outputs, binary));
    else if (binary)
        rest.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("binary_data_output"), true}});
    HttpQuestion question{url, "{\"inputs\":[" + list + ']'};
    if (!rest.isEmpty())
        question.body.append(',').append(compact(rest).mid(1));
    else
        question.body.append('}');
    if (binary)
        question.jsonBytes = question.body.size();
    question.body.append(raw);
    return question;
}

} // namespace badcase::engine
