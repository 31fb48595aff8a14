// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/filter_words.h"

#include "widgets/panels/text_field_view.h"

#include <QCoreApplication>

namespace badcase::window {

using storage::ValueRange;

namespace {

constexpr double kNoEnd = std::numeric_limits<double>::infinity();

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::FilterTerms", text);
}

} // namespace

const std::array<QualityChoice, 4> kQualities{
    QualityChoice{storage::TextMeasure::Length,
                  {-kNoEnd, 0.0},
                  QT_TRANSLATE_NOOP("badcase::FilterTerms", "%1 is empty")},
    QualityChoice{storage::TextMeasure::Length,
                  {1.0, kNoEnd},
                  QT_TRANSLATE_NOOP("badcase::FilterTerms", "%1 is not empty")},
    QualityChoice{storage::TextMeasure::Repeated,
                  {panels::TextFieldView::kBadRepeated, kNoEnd},
                  QT_TRANSLATE_NOOP("badcase::FilterTerms", "%1 repeats itself")},
    QualityChoice{storage::TextMeasure::Gibberish,
                  {panels::TextFieldView::kBadGibberish, kNoEnd},
                  QT_TRANSLATE_NOOP("badcase::FilterTerms", "%1 is gibberish")},
};

bool isSame(const storage::TextQualityRange& wanted, const QString& field, const QualityChoice& quality)
{
    return wanted.field == field && wanted.measure == quality.measure &&
           wanted.range.from == quality.range.from && wanted.range.to == quality.range.to;
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None:
        return tr("not judged");
    case Verdict::Keep:
        return tr("keep");
    case Verdict::Relabel:
        return tr("relabel");
    case Verdict::Ambiguous:
        return tr("ambiguous");
    case Verdict::BadMedia:
        return tr("bad media");
    }
    return {};
}

QString kindText(SampleKind kind)
{
    switch (kind) {
    case SampleKind::Image:
        return tr("picture");
    case SampleKind::Video:
        return tr("video");
    case SampleKind::Features:
        return tr("features");
    case SampleKind::NoMedia:
        return tr("text only");
    }
    return {};
}

} // namespace badcase::window
