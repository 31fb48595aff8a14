// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_steps.h"

#include "inference/engine/mask_distance.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace badcase::engine {

namespace {

using Kind = MaskStep::Kind;

constexpr double kMaxArea = 1e15; // every integer up to it is a double

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskSteps", text);
}

struct KindName {
    Kind kind;
    QLatin1StringView name;
};

constexpr KindName kKinds[] = {
    {Kind::Threshold, QLatin1StringView("threshold")},  {Kind::MinArea, QLatin1StringView("min-area")},
    {Kind::FillHoles, QLatin1StringView("fill-holes")}, {Kind::Open, QLatin1StringView("open")},
    {Kind::Close, QLatin1StringView("close")},          {Kind::Watershed, QLatin1StringView("watershed")},
};

QString nameOf(Kind kind)
{
    for (const auto& known : kKinds) {
        if (known.kind == kind)
            return known.name;
    }
    return {};
}

QString forms()
{
    return tr(
        "Forms: threshold:0.4, threshold:CLASS=0.4, min-area:30, fill-holes, fill-holes:200, open:2, "
        "close:3, "
        "watershed, watershed:h=1,min=20,class=CLASS; CLASS= can stand in front of each number; several are "
        "joined by \";\"");
}

/// One step as text, and what errors about it say.
class StepReader {
public:
    StepReader(const QString& text, const QStringList& classes, std::optional<ClassIndex> background)
        : m_text(text), m_classes(classes), m_background(background)
    {}

    Result<MaskStep> read()
    {
        const qsizetype colon = m_text.indexOf(u':');
        const QString name = (colon < 0 ? m_text : m_text.left(colon)).trimmed();
        const QString rest = colon < 0 ? QString() : m_text.mid(colon + 1);
        for (const auto& known : kKinds) {
            if (name != known.name)
                continue;
            m_step.kind = known.kind;
            if (colon >= 0 && rest.trimmed().isEmpty())
                return wrong(tr("nothing stands after the colon"));
            BADCASE_TRY(known.kind == Kind::Watershed ? readWatershed(rest) : readPlain(rest));
            return m_step;
        }
        return wrong(tr("there is no step \"%1\"").arg(name));
    }

private:
    ResultError wrong(const QString& why) const
    {
        return fail(ErrorCode::InvalidArgument, tr("Mask step \"%1\": %2. %3").arg(m_text, why, forms()));
    }

    /// [CLASS=]VALUE
    Result<> readPlain(const QString& rest)
    {
        const qsizetype equals = rest.lastIndexOf(u'=');
        if (equals >= 0)
            BADCASE_TRY(readClass(rest.left(equals)));
        const QString value = rest.mid(equals + 1).trimmed();
        switch (m_step.kind) {
        case Kind::Threshold:
            return readNumber(value, 0, 1, false, m_step.value);
        case Kind::MinArea:
            return readNumber(value, 1, kMaxArea, true, m_step.value);
        case Kind::FillHoles:
            if (value == QLatin1String("all") || rest.isEmpty())
                return {};
            return readNumber(value, 1, kMaxArea, true, m_step.value);
        case Kind::Open:
        case Kind::Close:
            return readNumber(value, 1, kLongestSide, false, m_step.value);
        case Kind::Watershed:
            break;
        }
        return {};
    }

    /// KEY=VALUE,...; a class comes last, because its name may hold commas.
    Result<> readWatershed(const QString& rest)
    {
        for (qsizetype at = 0; at < rest.size();) {
            const qsizetype equals = rest.indexOf(u'=', at);
            const QString key = rest.mid(at, equals < 0 ? -1 : equals - at).trimmed();
            if (equals < 0)
                return wrong(tr("\"%1\" has no value").arg(key));
            if (key == QLatin1String("class"))
                return readClass(rest.mid(equals + 1));
            qsizetype comma = rest.indexOf(u',', equals);
            comma = comma < 0 ? rest.size() : comma;
            const QString value = rest.mid(equals + 1, comma - equals - 1).trimmed();
            if (key == QLatin1String("h")) {
                BADCASE_TRY(readNumber(value, 0.001, kLongestSide, false, m_step.value));
            } else if (key == QLatin1String("min")) {
                double minimum = 0;
                BADCASE_TRY(readNumber(value, 1, kMaxArea, true, minimum));
                m_step.minimum = static_cast<qint64>(minimum);
            } else {
                return wrong(tr("\"%1\" is none of h, min and class").arg(key));
            }
            at = comma + 1;
        }
        return {};
    }

    Result<> readClass(const QString& name)
    {
        qsizetype index = m_classes.indexOf(name);
        if (index < 0)
            index = m_classes.indexOf(name.trimmed());
        if (index < 0)
            return wrong(tr("there is no class \"%1\"; the classes are %2")
                             .arg(name.trimmed(), m_classes.join(QLatin1String(", "))));
        m_step.classIndex = static_cast<ClassIndex>(index);
        if (m_step.classIndex == m_background)
            return wrong(tr("class \"%1\" is the background, which is what all steps leave").arg(name));
        return {};
    }

    Result<> readNumber(const QString& text, double least, double most, bool whole, double& value) const
    {
        bool ok = false;
        value = text.toDouble(&ok);
        if (ok && value >= least && value <= most && (!whole || value == std::floor(value)))
            return {};
        const QString range =
            most < kMaxArea ? tr("from %1 to %2").arg(least).arg(most) : tr("from %1 on").arg(least);
        return wrong((whole ? tr("\"%1\" is not a whole number %2") : tr("\"%1\" is not a number %2"))
                         .arg(text, range));
    }

    QString m_text;
    const QStringList& m_classes;
    std::optional<ClassIndex> m_background;
    MaskStep m_step;
};

Result<> checkOrder(const std::vector<MaskStep>& steps)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0 && steps[i].kind == Kind::Threshold && steps[i - 1].kind != Kind::Threshold)
            return fail(ErrorCode::InvalidArgument,
                        tr("A threshold decides the mask, so it cannot come after \"%1\": put it first")
                            .arg(nameOf(steps[i - 1].kind)));
        if (i + 1 < steps.size() && steps[i].kind == Kind::Watershed)
            return fail(
                ErrorCode::InvalidArgument,
                tr("A watershed makes objects out of the finished mask, so \"%1\" cannot come after it: put "
                   "the watershed last")
                    .arg(nameOf(steps[i + 1].kind)));
    }
    return {};
}

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

/// Areas are whole: 200000, not 2e+05.
QString wholeNumber(double value)
{
    return QString::number(static_cast<qint64>(value));
}

QString stepText(const MaskStep& step, const QStringList& classes)
{
    const QString name = step.classIndex == kNoClass ? QString() : classes.at(step.classIndex);
    const QString prefix = step.classIndex == kNoClass ? QString() : name + u'=';
    QString value;
    switch (step.kind) {
    case Kind::Threshold:
    case Kind::Open:
    case Kind::Close:
        value = prefix + number(step.value);
        break;
    case Kind::MinArea:
        value = prefix + wholeNumber(step.value);
        break;
    case Kind::FillHoles:
        if (step.value > 0)
            value = prefix + wholeNumber(step.value);
        else if (step.classIndex != kNoClass)
            value = prefix + QLatin1String("all");
        break;
    case Kind::Watershed: {
        QStringList parts;
        if (step.value > 0)
            parts << QLatin1String("h=") + number(step.value);
        if (step.minimum > 0)
            parts << QLatin1String("min=") + QString::number(step.minimum);
        if (step.classIndex != kNoClass)
            parts << QLatin1String("class=") + name;
        value = parts.join(u',');
        break;
    }
    }
    return value.isEmpty() ? nameOf(step.kind) : nameOf(step.kind) + u':' + value;
}

/// Splits at semicolons and takes the backslashes away that maskStepsToText() wrote.
QStringList splitSteps(const QString& text)
{
    QStringList steps{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size() && (text[i + 1] == u';' || text[i + 1] == u'\\'))
            steps.back() += text[++i];
        else if (text[i] == u';')
            steps << QString();
        else
            steps.back() += text[i];
    }
    return steps;
}

} // namespace

Result<std::vector<MaskStep>> parseMaskSteps(const QString& text, const QStringList& classes,
                                             std::optional<ClassIndex> background)
{
    QStringList steps = splitSteps(text);
    if (steps.back().trimmed().isEmpty())
        steps.removeLast(); // a semicolon at the end, or no text at all
    return parseMaskSteps(steps, classes, background);
}

Result<std::vector<MaskStep>> parseMaskSteps(const QStringList& steps, const QStringList& classes,
                                             std::optional<ClassIndex> background)
{
    std::vector<MaskStep> parsed;
    for (const QString& text : steps) {
        BADCASE_ASSIGN(const MaskStep step, StepReader(text, classes, background).read());
        parsed.push_back(step);
    }
    BADCASE_TRY(checkOrder(parsed));
    return parsed;
}

Result<std::vector<MaskStep>> maskStepsFromJson(const QJsonArray& steps, const QStringList& classes,
                                                std::optional<ClassIndex> background)
{
    QStringList texts;
    for (const auto& step : steps) {
        if (!step.isString())
            return fail(ErrorCode::InvalidArgument,
                        tr("Mask steps are a list of texts, but one of them is none. %1").arg(forms()));
        texts << step.toString();
    }
    return parseMaskSteps(texts, classes, background);
}

QString maskStepsToText(const std::vector<MaskStep>& steps, const QStringList& classes)
{
    QStringList texts = maskStepsToList(steps, classes);
    for (QString& text : texts)
        text.replace(u'\\', QLatin1String("\\\\")).replace(u';', QLatin1String("\\;"));
    return texts.join(u';');
}

QStringList maskStepsToList(const std::vector<MaskStep>& steps, const QStringList& classes)
{
    QStringList texts;
    for (const MaskStep& step : steps)
        texts << stepText(step, classes);
    return texts;
}

QJsonArray maskStepsToJson(const std::vector<MaskStep>& steps, const QStringList& classes)
{
    return QJsonArray::fromStringList(maskStepsToList(steps, classes));
}

int probabilityStop(double probability)
{
    return static_cast<int>(std::ceil(255 * probability - 1e-9));
}

} // namespace badcase::engine
