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
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <optional>

namespace badcase::engine {

namespace {

constexpr int kMaxRank = 16;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Remote", text);
}

ResultError wrong(const QString& host, const QString& what)
{
    return fail(ErrorCode::Backend, QStringLiteral("%1: %2").arg(host, what));
}

/// Sides that are whole numbers and hold no more elements than could ever arrive.
std::optional<std::vector<std::int64_t>> shapeOf(const QJsonValue& value, qint64* count)
{
    constexpr double kMost = 1LL << 40;
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.size() > kMaxRank)
        return std::nullopt;
    std::vector<std::int64_t> shape;
    double elements = 1.0;
    for (const QJsonValue& side : list) {
        const double number = side.toDouble(-1.0);
        if (!(number >= 0.0 && number <= kMost) || number != std::floor(number))
            return std::nullopt;
        shape.push_back(static_cast<std::int64_t>(number));
        elements *= std::max(number, 1.0); // also behind a side of 0
        if (elements > kMost)
            return std::nullopt;
    }
    *count = 1;
    for (const std::int64_t side : shape)
        *count *= side;
    return shape;
}

template <class T>
void convert(const char* bytes, std::vector<float>& values)
{
    for (float& value : values) {
        value = static_cast<float>(qFromLittleEndian<T>(bytes));
        bytes += sizeof(T);
    }
}

float fromHalf(quint16 bits)
{
    return static_cast<float>(std::bit_cast<qfloat16>(bits));
}

/// `bytes` holds as many elements as `values`.
void convertRaw(const QString& type, const char* bytes, std::vector<float>& values)
{
    const auto convertBits = [&](auto read) {
        for (float& value : values) {
            value = read(qFromLittleEndian<quint16>(bytes));
            bytes += sizeof(quint16);
        }
    };
    if (type == QLatin1String("FP32"))
        convert<float>(bytes, values);
    else if (type == QLatin1String("FP64"))
        convert<double>(bytes, values);
    else if (type == QLatin1String("FP16"))
        convertBits(fromHalf);
    else if (type == QLatin1String("BF16"))
        convertBits([](quint16 bits) { return std::bit_cast<float>(quint32(bits) << 16); });
    else if (type == QLatin1String("INT8"))
        convert<qint8>(bytes, values);
    else if (type == QLatin1String("INT16"))
        convert<qint16>(bytes, values);
    else if (type == QLatin1String("INT32"))
        convert<qint32>(bytes, values);
    else if (type == QLatin1String("INT64"))
        convert<qint64>(bytes, values);
    else if (type == QLatin1String("UINT16"))
        convert<quint16>(bytes, values);
    else if (type == QLatin1String("UINT32"))
        convert<quint32>(bytes, values);
    else if (type == QLatin1String("UINT64"))
        convert<quint64>(bytes, values);
    else // UINT8, BOOL
        convert<quint8>(bytes, values);
}

/// JSON's numbers, flat or nested as the shape is. False for anything else than numbers, and for more than
/// `most`.
bool appendNumbers(const QJsonArray& list, std::size_t most, int depth, std::vector<float>& values)
{
    for (const QJsonValue& item : list) {
        if (item.isArray()) {
            if (depth >= kMaxRank || !appendNumbers(item.toArray(), most, depth + 1, values))
                return false;
            continue;
        }
        if (values.size() >= most)
            return false;
        if (item.isDouble())
            values.push_back(static_cast<float>(item.toDouble()));
        else if (item.isBool())
            values.push_back(item.toBool() ? 1.0F : 0.0F);
        else if (item.isNull()) // how careful servers write what is no number
            values.push_back(std::numeric_limits<float>::quiet_NaN());
        else
            return false;
    }
    return true;
}

/// Reads the outputs of one answer one by one, and their bytes behind the JSON.
class OutputReader {
public:
    OutputReader(const HttpAnswer& answer, const QString& host)
        : m_host(host),
          m_at(answer.body.constData() + answer.jsonBytes.value_or(answer.body.size())),
          m_left(answer.body.size() - answer.jsonBytes.value_or(answer.body.size()))
    {}

    qint64 bytesLeft() const { return m_left; }

    /// A tensor of shape {0} when the output is not made of numbers.
    Result<Tensor> read(const QJsonObject& output, const QString& name)
    {
        const QString type = output.value(QStringLiteral("datatype")).toString();
        const auto size =
            output.value(QStringLiteral("parameters")).toObject().value(QStringLiteral("binary_data_size"));
        qint64 count = 0;
        auto shape = shapeOf(output.value(QStringLiteral("shape")), &count);
        if (!shape)
            return wrong(m_host, tr("the shape of the output \"%1\" makes no sense").arg(name));
        const QByteArrayView raw = takeRaw(size);
        if (!size.isUndefined() && raw.isNull()) {
            return wrong(m_host, tr("the output \"%1\" shall have more bytes than the answer (%2 are left)")
                                     .arg(name)
                                     .arg(m_left));
        }
        const int width = bytesOfElement(type);
        if (width == 0)
            return Tensor{{0}, {}};
        Tensor tensor{std::move(*shape), {}};
        if (!size.isUndefined()) {
            if (raw.size() != count * width)
                return wrong(m_host, tr("the output \"%1\" of shape %2 came with %3 bytes of %4")
                                         .arg(name, shapeText(tensor.shape))
                                         .arg(raw.size())
                                         .arg(type));
            tensor.values.resize(static_cast<std::size_t>(count));
            convertRaw(type, raw.data(), tensor.values);
            return tensor;
        }
        const QJsonValue data = output.value(QStringLiteral("data"));
        const auto most = static_cast<std::size_t>(count);
        if (!data.isArray() || !appendNumbers(data.toArray(), most, 1, tensor.values) ||
            tensor.values.size() != most) {
            return wrong(m_host, tr("the data of the output \"%1\" are not the %2 numbers of its shape %3")
                                     .arg(name)
                                     .arg(count)
                                     .arg(shapeText(tensor.shape)));
        }
        return tensor;
    }

private:
    /// Null when so many bytes are not there.
    QByteArrayView takeRaw(const QJsonValue& size)
    {
        const qint64 bytes = size.toInteger(-1);
        if (bytes < 0 || bytes > m_left)
            return {};
        const QByteArrayView taken(m_at, bytes);
        m_at += bytes;
        m_left -= bytes;
        return taken;
    }

    const QString& m_host;
    const char* m_at;
    qint64 m_left;
};

Result<QJsonArray> outputsOf(const HttpAnswer& answer, const QString& host)
{
    const qint64 length = answer.jsonBytes.value_or(answer.body.size());
    QJsonParseError problem;
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromRawData(answer.body.constData(), length), &problem).object();
    if (const QJsonValue outputs = object.value(QStringLiteral("outputs")); outputs.isArray())
        return outputs.toArray();
    if (problem.error == QJsonParseError::NoError)
        return wrong(host, tr("the answer has no \"outputs\""));
    const QByteArray near = answer.body.mid(std::max(0, problem.offset - 1), 8);
    const bool isNan =
        near.contains("NaN") || near.contains("Inf") || near.contains("nan") || near.contains("inf");
    return wrong(
        host,
        isNan ? tr("the answer has numbers in it that are not finite (NaN or infinity), which is no JSON")
              : tr("the answer is no JSON (%1 at byte %2)").arg(problem.errorString()).arg(problem.offset));
}

Result<void> checkShape(const RemoteTensor& expected, const Tensor& tensor, const QString& host)
{
    bool fits = expected.shape.empty() || bytesOfElement(expected.datatype) == 0 ||
                expected.shape.size() == tensor.shape.size();
    for (std::size_t i = 0; fits && i < std::min(expected.shape.size(), tensor.shape.size()); ++i)
        fits = expected.shape[i] < 0 || expected.shape[i] == tensor.shape[i];
    if (fits)
        return {};
    return wrong(host, tr("the output \"%1\" shall have the shape %2, but it has %3")
                           .arg(expected.name, shapeText(expected.shape), shapeText(tensor.shape)));
}

} // namespace

Result<std::vector<Tensor>> decodeInfer(const HttpAnswer& answer, std::span<const RemoteTensor> expected,
                                        const QString& host)
{
    BADCASE_ASSIGN(const QJsonArray outputs, outputsOf(answer, host));
    OutputReader reader(answer, host);
    std::vector<Tensor> inAnswer;
    std::map<QString, std::size_t> places;
    for (const QJsonValue& value : outputs) {
        const QJsonObject output = value.toObject();
        const QString name = output.value(QStringLiteral("name")).toString();
        if (!places.emplace(name, inAnswer.size()).second)
            return wrong(host, tr("the answer has the output \"%1\" twice").arg(name));
        BADCASE_ASSIGN(Tensor tensor, reader.read(output, name));
        inAnswer.push_back(std::move(tensor));
    }
    if (reader.bytesLeft() != 0)
        return wrong(host, tr("the answer has %1 bytes that belong to no output").arg(reader.bytesLeft()));
    if (expected.empty())
        return inAnswer;
    std::vector<Tensor> ordered;
    for (const RemoteTensor& wanted : expected) {
        const auto place = places.find(wanted.name);
        if (place == places.end()) {
            if (bytesOfElement(wanted.datatype) != 0)
                return wrong(host, tr("the answer lacks the output \"%1\"").arg(wanted.name));
            ordered.push_back({{0}, {}}); // it was not asked for
            continue;
        }
        BADCASE_TRY(checkShape(wanted, inAnswer[place->second], host));
        ordered.push_back(std::move(inAnswer[place->second]));
    }
    return ordered;
}

} // namespace badcase::engine
