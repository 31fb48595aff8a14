// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <unistd.h>

namespace badcase::cli {

namespace {

void write(FILE* stream, const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void Output::result(QJsonObject object, const std::function<void()>& text)
{
    clearProgress();
    if (!m_json) {
        text();
        return;
    }
    object.insert(QStringLiteral("badcase"), QCoreApplication::applicationVersion());
    if (!m_project.isEmpty())
        object.insert(QStringLiteral("project"), m_project);
    write(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Output::error(const Error& error)
{
    clearProgress();
    if (m_json) {
        const QJsonObject object{{QStringLiteral("code"), QLatin1String(errorCodeName(error.code))},
                                 {QStringLiteral("message"), error.message},
                                 {QStringLiteral("detail"), error.detail}};
        result({{QStringLiteral("error"), object}}, [] {});
    }
    write(stderr, QStringLiteral("badcase: %1\n").arg(error.message));
    if (!error.detail.isEmpty())
        write(stderr, QStringLiteral("  %1\n").arg(error.detail));
}

void Output::line(const QString& text) const
{
    if (!m_json)
        write(stdout, text + u'\n');
}

void Output::message(const QString& text)
{
    clearProgress();
    if (!m_quiet)
        write(stderr, text + u'\n');
}

void Output::problems(const std::vector<SampleProblem>& problems)
{
    constexpr std::size_t kShown = 20;
    for (std::size_t i = 0; i < std::min(kShown, problems.size()); ++i)
        message(QStringLiteral("  %1: %2").arg(problems[i].kind, problems[i].message));
    if (problems.size() > kShown)
        message(QStringLiteral("  ... and %1 more (--json lists them)").arg(problems.size() - kShown));
}

ProgressCallback Output::progress(const QString& what, bool withItem)
{
    return [this, what, withItem](const Progress& progress) {
        // A terminal shows one line that changes; a log gets a line now and then.
        static const bool terminal = isatty(STDERR_FILENO) != 0;
        const qint64 intervalMs = terminal ? 200 : 500;
        if (m_quiet || (m_lastProgress.isValid() && m_lastProgress.elapsed() < intervalMs &&
                        progress.done != progress.total))
            return;
        m_lastProgress.start();
        m_progressShown = terminal;
        const QString of = progress.total >= 0 ? QStringLiteral("/%1").arg(progress.total) : QString();
        QString line = QStringLiteral("%1 %2%3").arg(what).arg(progress.done).arg(of);
        if (withItem && !progress.item.isEmpty())
            line += u' ' + progress.item;
        write(stderr, terminal ? QStringLiteral("\r\033[K") + line : line + u'\n');
    };
}

void Output::clearProgress()
{
    if (m_progressShown)
        write(stderr, QStringLiteral("\n"));
    m_progressShown = false;
}

Result<std::optional<int>> Arguments::number(const QString& option, int minimum) const
{
    if (!m_parser.isSet(option))
        return std::optional<int>();
    bool ok = false;
    const int value = m_parser.value(option).toInt(&ok);
    if (!ok || value < minimum) {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("--%1 takes a whole number of at least %2, not \"%3\"")
                        .arg(option)
                        .arg(minimum)
                        .arg(m_parser.value(option)));
    }
    return std::optional<int>(value);
}

Result<workspace::LabelSource> labelsOf(const Arguments& arguments)
{
    const QString name = arguments.value(QStringLiteral("labels"));
    if (name.isEmpty() || name == QLatin1String("corrected"))
        return workspace::LabelSource::Corrected;
    if (name == QLatin1String("given"))
        return workspace::LabelSource::Given;
    return fail(ErrorCode::InvalidArgument, QStringLiteral("--labels is given or corrected, not \"%1\"").arg(name));
}

Result<std::optional<double>> Arguments::fraction(const QString& option) const
{
    if (!m_parser.isSet(option))
        return std::optional<double>();
    bool ok = false;
    const double value = m_parser.value(option).toDouble(&ok);
    if (!ok || !(value >= 0.0 && value <= 1.0))
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("--%1 takes a share from 0 to 1, not \"%2\"").arg(option, m_parser.value(option)));
    return std::optional<double>(value);
}

Result<std::shared_ptr<workspace::Project>> openProject(const Arguments& arguments, Output& output,
                                                        storage::OpenMode mode)
{
    auto project = workspace::Project::open(arguments.positional(0), mode);
    if (project && !(*project)->notice().isEmpty())
        output.message((*project)->notice());
    return project;
}

} // namespace badcase::cli
