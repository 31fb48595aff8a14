// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reading the keys of a model card, one JSON object at a time. Private to the card's own files.

#include "inference/core/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace badcase::engine {

inline constexpr int kMaxSide = 32767; ///< of a picture

/// One enumeration's names in a card; the first name of a value is the one that is written.
template <class Enum>
using Names = std::vector<std::pair<const char*, Enum>>;

template <class Enum>
QString nameOf(const Names<Enum>& names, Enum value)
{
    for (const auto& [name, candidate] : names) {
        if (candidate == value)
            return QLatin1String(name);
    }
    return {};
}

/// Reads the keys of one JSON object and remembers the first thing that is wrong. After an error every reader
/// returns its fallback, so that the caller checks once at the end.
class KeyReader {
public:
    /// `prefix` stands in front of every key in messages: "input.".
    KeyReader(QJsonObject object, QString prefix, std::optional<Error>& error)
        : m_object(std::move(object)), m_prefix(std::move(prefix)), m_error(error)
    {}

    void wrong(const QString& key, const QString& expected);
    bool failed() const { return m_error.has_value(); }
    bool has(const char* key) const { return m_object.contains(QLatin1String(key)) && !value(key).isNull(); }
    QJsonValue value(const char* key) const { return m_object.value(QLatin1String(key)); }

    QString text(const char* key, const QString& fallback = {});
    bool boolean(const char* key, bool fallback);
    double positive(const char* key, double fallback);
    /// A whole number, or nothing for null and for a key that is not there.
    std::optional<int> integer(const char* key, int minimum, int maximum);
    /// The same for a key that must be there.
    int required(const char* key, int minimum, int maximum);
    /// As many numbers as the picture has channels.
    std::vector<double> perChannel(const char* key, int count, double fallback, bool zeroAllowed);
    void onlyKeys(std::initializer_list<const char*> known);
    void onlyKeys(const std::vector<const char*>& known);
    void mustBe(const char* key, const char* only);

    template <class Enum>
    Enum choice(const char* key, const Names<Enum>& names, Enum fallback)
    {
        if (!has(key))
            return fallback;
        QStringList known;
        for (const auto& [name, candidate] : names) {
            if (value(key).toString() == QLatin1String(name))
                return candidate;
            known << QLatin1Char('"') + QLatin1String(name) + QLatin1Char('"');
        }
        wrongChoice(key, known);
        return fallback;
    }

private:
    void wrongChoice(const char* key, const QStringList& known);

    QJsonObject m_object;
    QString m_prefix;
    std::optional<Error>& m_error;
};

} // namespace badcase::engine
