// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/npy.h"

#include <QFile>
#include <QRegularExpression>
#include <QtEndian>

#include <cmath>
#include <cstring>
#include <limits>

namespace badcase::test {

Result<engine::Tensor> readNpy(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, path, file.errorString());
    const QByteArray bytes = file.readAll();
    if (bytes.size() < 12 || !bytes.startsWith("\x93NUMPY"))
        return fail(ErrorCode::Corrupt, path + QStringLiteral(" is not an npy file"));
    const bool versionOne = bytes.at(6) == 1;
    const qsizetype start = versionOne ? 10 : 12;
    const qsizetype length = versionOne ? qsizetype(qFromLittleEndian<quint16>(bytes.constData() + 8))
                                        : qsizetype(qFromLittleEndian<quint32>(bytes.constData() + 8));
    const QString header = QString::fromLatin1(bytes.mid(start, length));
    const auto shape = QRegularExpression(QStringLiteral("'shape': \\(([^)]*)\\)")).match(header);
    if (!header.contains(QLatin1String("'<f4'")) ||
        !header.contains(QLatin1String("'fortran_order': False")) || !shape.hasMatch())
        return fail(ErrorCode::Unsupported, path + QStringLiteral(": ") + header);
    engine::Tensor tensor;
    for (const QString& part : shape.captured(1).split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            tensor.shape.push_back(part.trimmed().toLongLong());
    }
    const qsizetype data = start + length;
    tensor.values.resize(static_cast<std::size_t>(tensor.size()));
    if (bytes.size() - data != qsizetype(tensor.values.size() * sizeof(float)))
        return fail(ErrorCode::Corrupt, path + QStringLiteral(" has another size than its header says"));
    std::memcpy(tensor.values.data(), bytes.constData() + data, tensor.values.size() * sizeof(float));
    return tensor;
}

double maxDifference(const engine::Tensor& a, const engine::Tensor& b)
{
    if (a.shape != b.shape)
        return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const double difference = std::abs(double(a.values[i]) - double(b.values[i]));
        if (!(difference <= largest)) // NaN counts as a difference too
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
    }
    return largest;
}

} // namespace badcase::test
