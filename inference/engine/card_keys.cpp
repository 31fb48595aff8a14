// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/card_keys.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ModelCard", text);
}

/// JSON as a person would have written it, for error messages.
QString shown(const QJsonValue& value)
{
    if (value.isUndefined())
        return tr("nothing");
    const QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return text.mid(1, qMin<qsizetype>(text.size() - 2, 80));
}

} // namespace

void KeyReader::wrong(const QString& key, const QString& expected)
{
    if (m_error)
        return;
    m_error =
        Error{ErrorCode::InvalidArgument, tr("\"%1\" is %2 in the model card; expected %3")
                                              .arg(m_prefix + key, shown(m_object.value(key)), expected)};
}

void KeyReader::wrongChoice(const char* key, const QStringList& known)
{
    wrong(QLatin1String(key), tr("one of %1").arg(known.join(QStringLiteral(", "))));
}

QString KeyReader::text(const char* key, const QString& fallback)
{
    if (m_object.contains(QLatin1String(key)) && !value(key).isString())
        wrong(QLatin1String(key), tr("a text"));
    return value(key).toString(fallback);
}

bool KeyReader::boolean(const char* key, bool fallback)
{
    if (m_object.contains(QLatin1String(key)) && !value(key).isBool())
        wrong(QLatin1String(key), tr("true or false"));
    return value(key).toBool(fallback);
}

double KeyReader::positive(const char* key, double fallback)
{
    if (m_object.contains(QLatin1String(key)) && !(value(key).toDouble(0.0) > 0.0))
        wrong(QLatin1String(key), tr("a number above 0"));
    return value(key).toDouble(fallback);
}

std::optional<int> KeyReader::integer(const char* key, int minimum, int maximum)
{
    if (!has(key))
        return {};
    const double number = value(key).toDouble(-1.0);
    if (!value(key).isDouble() || number != std::floor(number) || number < minimum || number > maximum) {
        wrong(QLatin1String(key), tr("a whole number from %1 to %2").arg(minimum).arg(maximum));
        return {};
    }
    return static_cast<int>(number);
}

int KeyReader::required(const char* key, int minimum, int maximum)
{
    if (!has(key))
        wrong(QLatin1String(key), tr("a whole number from %1 to %2").arg(minimum).arg(maximum));
    return integer(key, minimum, maximum).value_or(minimum);
}

std::vector<double> KeyReader::perChannel(const char* key, int count, double fallback, bool zeroAllowed)
{
    std::vector<double> values(static_cast<std::size_t>(count), fallback);
    if (!m_object.contains(QLatin1String(key)))
        return values;
    const QJsonArray array = value(key).toArray();
    bool good = array.size() == count;
    for (int i = 0; good && i < count; ++i) {
        values[static_cast<std::size_t>(i)] = array.at(i).toDouble();
        good = array.at(i).isDouble() && (zeroAllowed || array.at(i).toDouble() > 0.0);
    }
    if (!good)
        wrong(QLatin1String(key), zeroAllowed ? tr("%1 numbers, one a channel").arg(count)
                                              : tr("%1 numbers above 0, one a channel").arg(count));
    return values;
}

void KeyReader::onlyKeys(std::initializer_list<const char*> known)
{
    onlyKeys(std::vector<const char*>(known));
}

void KeyReader::onlyKeys(const std::vector<const char*>& known)
{
    for (const QString& key : m_object.keys()) {
        const bool found =
            std::any_of(known.begin(), known.end(), [&](auto name) { return key == QLatin1String(name); });
        if (!found && !m_error)
            m_error = Error{
                ErrorCode::InvalidArgument,
                tr("\"%1\" in the model card is not a key that this version knows").arg(m_prefix + key)};
    }
}

void KeyReader::mustBe(const char* key, const char* only)
{
    if (has(key) && value(key).toString() != QLatin1String(only))
        wrong(QLatin1String(key), QLatin1Char('"') + QLatin1String(only) + QLatin1Char('"'));
}

} // namespace badcase::engine
