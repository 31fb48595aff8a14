// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/yolo_yaml.h"

#include "storage/formats/json_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

namespace badcase::formats {

namespace {

constexpr int kMaxClasses = 100000;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::YoloYaml", text);
}

/// A line that says something, without its comment.
struct Line {
    int number = 0;
    int indent = 0;
    QString text;
};

/// Position behind a quoted text that begins at `from`, -1 when it does not end.
qsizetype endOfQuoted(const QString& text, qsizetype from)
{
    const QChar quote = text.at(from);
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (quote == u'"' && text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == quote && quote == u'\'' && i + 1 < text.size() && text.at(i + 1) == quote)
            ++i;
        else if (text.at(i) == quote)
            return i + 1;
    }
    return -1;
}

/// Cuts at the first of `stops` that is outside of quotes; a '#' counts only behind a blank.
qsizetype findOutside(const QString& text, QStringView stops, qsizetype from = 0)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool opens = i == from || !text.at(i - 1).isLetterOrNumber();
        if ((c == u'"' || c == u'\'') && opens) {
            const qsizetype end = endOfQuoted(text, i);
            if (end < 0)
                return -1;
            i = end - 1;
        } else if (stops.contains(c)) {
            if (c != u'#' || i == 0 || text.at(i - 1).isSpace())
                return i;
        }
    }
    return -1;
}

/// A plain or quoted text; nullopt for what this reader does not know.
std::optional<QString> scalarOf(const QString& raw)
{
    const QString text = raw.trimmed();
    if (text.startsWith(u'"') || text.startsWith(u'\'')) {
        if (endOfQuoted(text, 0) != text.size())
            return {};
        if (text.startsWith(u'\''))
            return text.sliced(1, text.size() - 2).replace(QStringLiteral("''"), QStringLiteral("'"));
        const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
        return document.isArray() ? std::optional(document.array().at(0).toString()) : std::nullopt;
    }
    static const QString special = QStringLiteral("&*!|>%@`[]{}");
    if (!text.isEmpty() && special.contains(text.front()))
        return {};
    return text;
}

/// Position of the colon that ends a key, -1.
qsizetype colonOf(const QString& text)
{
    for (qsizetype at = findOutside(text, u":"); at >= 0; at = findOutside(text, u":", at + 1)) {
        if (at + 1 == text.size() || text.at(at + 1).isSpace())
            return at;
    }
    return -1;
}

class ConfigParser {
public:
    ConfigParser(const QByteArray& text, QString name) : m_name(std::move(name))
    {
        int number = 0;
        for (QString line : QString::fromUtf8(text).split(u'\n')) {
            ++number;
            if (number == 1 && line.startsWith(QChar(0xFEFF)))
                line.remove(0, 1);
            if (const qsizetype comment = findOutside(line, u"#"); comment >= 0)
                line.truncate(comment);
            const QString bare = line.trimmed();
            if (bare.isEmpty() || bare == QStringLiteral("---") || bare == QStringLiteral("..."))
                continue;
            int indent = 0;
            while (line.at(indent) == u' ')
                ++indent;
            m_lines.push_back({number, indent, line.at(indent) == u'\t' ? u'\t' + bare : bare});
        }
    }

    Result<YoloConfig> parse()
    {
        while (m_at < m_lines.size()) {
            const Line line = m_lines[m_at++];
            const qsizetype colon = colonOf(line.text);
            if (line.indent != 0 || colon < 0)
                return refuse(line);
            const auto key = scalarOf(line.text.first(colon));
            if (!key)
                return refuse(line);
            BADCASE_TRY(member(*key, line, line.text.sliced(colon + 1).trimmed()));
        }
        if (m_config.names.isEmpty())
            return fail(ErrorCode::Corrupt, tr("%1 has no \"names\" of classes").arg(m_name));
        return m_config;
    }

private:
    ResultError refuse(const Line& line) const
    {
        return fail(ErrorCode::Corrupt, tr("%1, line %2 is not understood: \"%3\". Expected are lines \"key: "
                                           "value\", lists and maps of names")
                                            .arg(m_name)
                                            .arg(line.number)
                                            .arg(line.text.left(80)));
    }

    Result<void> member(const QString& key, const Line& line, const QString& value)
    {
        const bool block = value.isEmpty() && m_at < m_lines.size() && isBelow(m_lines[m_at]);
        if (key == QStringLiteral("names"))
            return block ? nameLines() : flowNames(line, value);
        if (key == QStringLiteral("path")) {
            const auto text = scalarOf(value);
            if (!text || block)
                return refuse(line);
            m_config.path = *text;
            return {};
        }
        static const QStringList splits{QStringLiteral("train"), QStringLiteral("val"),
                                        QStringLiteral("test")};
        if (splits.contains(key))
            return pictureFolders(key, line, value, block);
        while (m_at < m_lines.size() && isBelow(m_lines[m_at]))
            ++m_at;
        return {};
    }

    /// Indented, or the "- a" that YAML allows at the margin below a key.
    static bool isBelow(const Line& line)
    {
        return line.indent > 0 || line.text.startsWith(QStringLiteral("- "));
    }

    Result<void> pictureFolders(const QString& key, const Line& line, const QString& value, bool block)
    {
        QStringList folders;
        if (block) {
            while (m_at < m_lines.size() && isBelow(m_lines[m_at])) {
                const Line item = m_lines[m_at++];
                const auto text =
                    item.text.startsWith(QStringLiteral("- ")) ? scalarOf(item.text.sliced(2)) : std::nullopt;
                if (!text)
                    return refuse(item);
                folders << *text;
            }
        } else if (value.startsWith(u'[')) {
            BADCASE_ASSIGN(folders, flowList(line, value));
        } else {
            const auto text = scalarOf(value);
            if (!text)
                return refuse(line);
            if (!text->isEmpty() && *text != QStringLiteral("null") && *text != QStringLiteral("~"))
                folders << *text;
        }
        if (!folders.isEmpty())
            m_config.pictures.insert(key, folders);
        return {};
    }

    Result<void> setName(const Line& line, const QString& key, const QString& value)
    {
        bool isNumber = false;
        const int index = key.trimmed().toInt(&isNumber);
        const auto name = scalarOf(value);
        if (!isNumber || index < 0 || index >= kMaxClasses || !name)
            return refuse(line);
        while (m_config.names.size() <= index)
            m_config.names << QString();
        m_config.names[index] = *name;
        return {};
    }

    Result<void> nameLines()
    {
        while (m_at < m_lines.size() && isBelow(m_lines[m_at])) {
            const Line line = m_lines[m_at++];
            if (line.text.startsWith(QStringLiteral("- "))) {
                BADCASE_TRY(setName(line, QString::number(m_config.names.size()), line.text.sliced(2)));
                continue;
            }
            const qsizetype colon = colonOf(line.text);
            if (colon < 0)
                return refuse(line);
            BADCASE_TRY(setName(line, line.text.first(colon), line.text.sliced(colon + 1)));
        }
        return {};
    }

    /// The inside of [ ] or { }, over several lines where it goes on, cut at its commas.
    Result<QStringList> flowItems(const Line& line, QString value, QChar open, QChar close)
    {
        while (!value.endsWith(close) && m_at < m_lines.size())
            value += u' ' + m_lines[m_at++].text;
        if (!value.startsWith(open) || !value.endsWith(close))
            return refuse(line);
        value = value.sliced(1, value.size() - 2);
        QStringList items;
        qsizetype from = 0;
        for (qsizetype comma = findOutside(value, u","); comma >= 0; comma = findOutside(value, u",", from)) {
            items << value.sliced(from, comma - from);
            from = comma + 1;
        }
        if (const QString last = value.sliced(from); !last.trimmed().isEmpty())
            items << last;
        return items;
    }

    Result<QStringList> flowList(const Line& line, const QString& value)
    {
        BADCASE_ASSIGN(QStringList items, flowItems(line, value, u'[', u']'));
        for (QString& item : items) {
            const auto text = scalarOf(item);
            if (!text)
                return refuse(line);
            item = *text;
        }
        return items;
    }

    Result<void> flowNames(const Line& line, const QString& value)
    {
        if (value.startsWith(u'[')) {
            BADCASE_ASSIGN(m_config.names, flowList(line, value));
            return {};
        }
        BADCASE_ASSIGN(const QStringList items, flowItems(line, value, u'{', u'}'));
        for (const QString& item : items) {
            const qsizetype colon = colonOf(item);
            if (colon < 0)
                return refuse(line);
            BADCASE_TRY(setName(line, item.first(colon), item.sliced(colon + 1)));
        }
        return {};
    }

    QString m_name;
    std::vector<Line> m_lines;
    std::size_t m_at = 0;
    YoloConfig m_config;
};

} // namespace

Result<YoloConfig> parseYoloConfig(const QByteArray& text, const QString& name)
{
    return ConfigParser(text, name).parse();
}

QByteArray yoloConfigText(const YoloConfig& config)
{
    // JSON's quoted texts are YAML's.
    QByteArray text = "path: " + jsonText(config.path) + '\n';
    for (auto it = config.pictures.cbegin(); it != config.pictures.cend(); ++it)
        text += jsonText(it.key()) + ": " + jsonText(it.value().first()) + '\n';
    text += "nc: " + QByteArray::number(config.names.size()) + "\nnames:\n";
    for (qsizetype i = 0; i < config.names.size(); ++i)
        text += "  " + QByteArray::number(i) + ": " + jsonText(config.names.at(i)) + '\n';
    return text;
}

} // namespace badcase::formats
