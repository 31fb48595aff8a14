// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/text_marks.h"

#include "widgets/theme/theme.h"

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr double kHitStrength = 0.68;
constexpr QChar kCutMark(0x2503); ///< a heavy vertical line, as tall as the letters

bool upsets(QChar c)
{
    const char16_t u = c.unicode();
    return (u < 0x20 && u != u'\n' && u != u'\t') || u == 0x7f || u == 0xfdd0 || u == 0xfdd1 || u == 0xfffc ||
           u == 0x2029;
}

QString escaped(QStringView text)
{
    QString copy = text.toString();
    for (QChar& c : copy) {
        if (upsets(c))
            c = QChar(QChar::ReplacementCharacter);
    }
    return copy.toHtmlEscaped();
}

} // namespace

TokenCut tokenCut(QStringView text, int limit)
{
    const TextTokens tokens(text);
    TokenCut result{static_cast<int>(tokens.tokens().size()), std::nullopt};
    if (limit > 0 && result.tokens > limit)
        result.cut = tokens.tokens()[static_cast<std::size_t>(limit) - 1].range.end;
    return result;
}

MarkColours markColours()
{
    return {theme::mix(theme::color(Role::Warn), theme::color(Role::Panel), kHitStrength),
            theme::color(Role::Accent), theme::color(Role::Disabled)};
}

QString markedText(QStringView text, const std::vector<TextRange>& hits, std::optional<qsizetype> cut,
                   const MarkColours& colours)
{
    std::vector<qsizetype> edges{0, text.size()};
    for (const TextRange& hit : hits) {
        edges.push_back(std::clamp<qsizetype>(hit.begin, 0, text.size()));
        edges.push_back(std::clamp<qsizetype>(hit.end, 0, text.size()));
    }
    if (cut)
        edges.push_back(std::clamp<qsizetype>(*cut, 0, text.size()));
    std::ranges::sort(edges);
    QString html = QStringLiteral("<p style=\"white-space:pre-wrap; margin:0\">");
    auto hit = hits.begin();
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const qsizetype begin = edges[i];
        const qsizetype end = edges[i + 1];
        if (begin == end)
            continue;
        if (cut && begin == *cut)
            html += QStringLiteral("<span style=\"color:%1\">%2</span>").arg(colours.mark.name(), kCutMark);
        while (hit != hits.end() && hit->end <= begin)
            ++hit;
        QString style;
        if (hit != hits.end() && hit->begin <= begin)
            style += QStringLiteral("background-color:%1;").arg(colours.hit.name());
        if (cut && begin >= *cut)
            style += QStringLiteral("color:%1;").arg(colours.rest.name());
        const QString words = escaped(text.mid(begin, end - begin));
        html += style.isEmpty()
                    ? words
                    : QStringLiteral("<span style=\"%1\">").arg(style) + words + QStringLiteral("</span>");
    }
    return html + QStringLiteral("</p>");
}

} // namespace badcase::panels
