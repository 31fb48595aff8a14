// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What every verb of the command line shares: reading its arguments, and saying what it does and did.

#include "app/cli/command_line.h"
#include "app/workspace/project.h"
#include "app/workspace/run_scores.h"
#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::cli {

/// Where a verb's words go: one JSON object or readable text on stdout, progress and messages on stderr.
class Output {
public:
    Output(bool json, bool quiet) : m_json(json), m_quiet(quiet) {}

    /// Ends a verb: prints the object, or calls `text` for people.
    void result(QJsonObject object, const std::function<void()>& text);
    void error(const Error& error);
    void line(const QString& text) const;          ///< stdout, only without --json
    void message(const QString& text);             ///< stderr
    void problems(const std::vector<SampleProblem>& problems); ///< the first ones, for people, on stderr
    /// A line on stderr, a few times a second; Progress::item stands behind the numbers when asked for.
    ProgressCallback progress(const QString& what, bool withItem = false);

    void setProject(const QString& path) { m_project = path; }

private:
    void clearProgress();

    bool m_json;
    bool m_quiet;
    bool m_progressShown = false;
    QElapsedTimer m_lastProgress;
    QString m_project;
};

/// One option of a verb, as QCommandLineParser takes it. Empty `value`: a switch.
struct OptionSpec {
    QString name;
    QString value;
    QString help;
};

/// The arguments of a verb after parsing.
class Arguments {
public:
    Arguments(const QCommandLineParser& parser) : m_parser(parser) {}

    QString positional(int index) const { return m_parser.positionalArguments().value(index); }
    bool has(const QString& option) const { return m_parser.isSet(option); }
    QString value(const QString& option) const { return m_parser.value(option); }
    QStringList values(const QString& option) const { return m_parser.values(option); } ///< of an option given repeatedly
    /// InvalidArgument when it is no whole number of at least `minimum`.
    Result<std::optional<int>> number(const QString& option, int minimum) const;
    /// InvalidArgument when it is no number from 0 to 1.
    Result<std::optional<double>> fraction(const QString& option) const;

private:
    const QCommandLineParser& m_parser;
};

struct Verb {
    QString name;
    QStringList positionals;         ///< names; a trailing "?" makes one optional
    std::vector<OptionSpec> options;
    QString help;
    /// Returns the exit status, or the error that ends the verb.
    std::function<Result<int>(const Arguments&, Output&, const CancelToken&)> run;
    /// It heeds CancelToken::interrupt(): a second Ctrl+C asks for that, and only a third one ends the program.
    bool interruptible = false;
};

std::vector<Verb> projectVerbs(); ///< create, info, verify, journal
std::vector<Verb> dataVerbs();    ///< import, export, relabel
std::vector<Verb> modelVerbs();   ///< inspect, run, metrics
std::vector<Verb> importRunVerbs(); ///< import-run
std::vector<Verb> ablateVerbs();  ///< ablate
std::vector<Verb> auditVerbs();   ///< audit
std::vector<Verb> calibrateVerbs(); ///< calibrate
std::vector<Verb> combineVerbs(); ///< combine
std::vector<Verb> mixVerbs();     ///< mix
std::vector<Verb> videoVerbs();   ///< frames
std::vector<Verb> textVerbs();    ///< search, index
std::vector<Verb> whatIfVerbs();  ///< what-if
std::vector<Verb> thresholdVerbs(); ///< thresholds
std::vector<Verb> tuneVerbs();   ///< tune
std::vector<Verb> demoVerbs();    ///< demo

/// The project a verb works on, with what the user should know of its opening said on stderr.
Result<std::shared_ptr<workspace::Project>> openProject(const Arguments& arguments, Output& output, storage::OpenMode mode);

/// --labels; corrected unless given. InvalidArgument for another word.
Result<workspace::LabelSource> labelsOf(const Arguments& arguments);

/// kDone, or kDoneWithFailures when samples failed.
inline int statusFor(bool anyFailed) { return anyFailed ? kDoneWithFailures : kDone; }

} // namespace badcase::cli
