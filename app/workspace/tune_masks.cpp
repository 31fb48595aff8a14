// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/tune_masks.h"

#include "app/workspace/mask_judge.h"
#include "inference/analysis/tuning/folds.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

using analysis::MaskObjective;

constexpr int kRepeats = 3;
constexpr int kRounds = 400;
constexpr double kConfidence = 0.9;
constexpr int kCurveStep = 8; ///< stops between two points of the curve in a report

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskTuning", text);
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

/// A plain name means a text field.
QString groupingOf(const QString& by)
{
    if (by.isEmpty() || by == QLatin1String("split") || by.startsWith(QLatin1String("field:")))
        return by;
    return QStringLiteral("field:") + by;
}

class MaskTuning {
public:
    MaskTuning(const std::shared_ptr<Project>& project, const MaskTuningData& data, const TuneRequest& request,
               MaskObjective objective, const CancelToken& cancel, const ProgressCallback& progress)
        : m_project(project),
          m_data(data),
          m_request(request),
          m_objective(objective),
          m_cancel(cancel),
          m_progress(progress),
          m_judge(project, data, objective, cancel)
    {}

    Result<TuneReport> run();

private:
    Result<void> chooseAll();
    Result<void> holdOut();
    int foldCount() const;
    Result<QJsonObject> classReport(std::size_t thing) const;
    Result<QJsonObject> more() const;
    QJsonArray groupReports() const;
    void advise();
    void step()
    {
        if (m_progress)
            m_progress({++m_done, m_total});
    }

    std::shared_ptr<Project> m_project;
    const MaskTuningData& m_data;
    const TuneRequest& m_request;
    MaskObjective m_objective;
    CancelToken m_cancel;
    ProgressCallback m_progress;
    MaskJudge m_judge;
    MaskGrouping m_grouping;
    std::vector<analysis::MaskChoice> m_choices;
    std::vector<MaskPosition> m_positions;
    MaskOutcome m_before{analysis::RatioRows(1), 0, {}};
    MaskOutcome m_after{analysis::RatioRows(1), 0, {}};
    TuneReport m_report;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

Result<TuneReport> MaskTuning::run()
{
    BADCASE_ASSIGN(const auto connection, m_project->connect());
    BADCASE_ASSIGN(m_grouping, m_data.grouping(*connection, groupingOf(m_request.groupBy), m_cancel));
    m_total = static_cast<qint64>(m_data.things().size()) * (2 + kRepeats) + 1 + kRepeats;
    m_report.run = m_data.run().name;
    m_report.objective = m_request.objective;
    BADCASE_TRY(chooseAll());
    BADCASE_ASSIGN(m_before, m_judge.inForce());
    const std::vector<int> allFirst(m_data.samples().size(), 0);
    BADCASE_ASSIGN(m_after, m_judge.decided({m_positions}, allFirst));
    step();
    m_report.samples = static_cast<qint64>(m_before.rows.size());
    m_report.before = m_before.score;
    m_report.after = m_after.score;
    m_report.set = maskSet(m_data, m_positions, m_request.save);
    for (std::size_t i = 0; i < m_after.images.size(); ++i) { // NaN is neither
        m_report.gained += m_after.images[i] > m_before.images[i] ? 1 : 0;
        m_report.lost += m_after.images[i] < m_before.images[i] ? 1 : 0;
    }
    BADCASE_TRY(holdOut());
    advise();
    BADCASE_ASSIGN(m_report.more, more());
    return m_report;
}

Result<void> MaskTuning::chooseAll()
{
    for (const MaskThing& thing : m_data.things()) {
        const auto images = analysis::allImages(thing.pieces.images());
        BADCASE_ASSIGN(const auto choice, analysis::chooseStops(thing.pieces, images, m_objective, {}, m_cancel));
        m_choices.push_back(choice);
        m_positions.push_back({choice.stop, choice.area});
        step();
    }
    return {};
}

/// Below 2 nothing can be held out.
int MaskTuning::foldCount() const
{
    auto parts = static_cast<int>(std::min<std::size_t>(m_before.rows.size(), 1'000'000));
    if (!m_grouping.names.isEmpty())
        parts = std::min(parts, static_cast<int>(m_grouping.names.size()));
    return std::min(m_request.folds, parts);
}

Result<void> MaskTuning::holdOut()
{
    const int folds = foldCount();
    if (folds < 2)
        return {};
    const std::vector<ClassIndex> alike(m_data.samples().size(), 0);
    std::vector<analysis::RatioRows> repeats;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        const auto foldOf = analysis::assignFolds(alike, m_grouping.groups.of, folds,
                                                  m_request.seed + static_cast<quint64>(repeat));
        std::vector<std::vector<MaskPosition>> ways(static_cast<std::size_t>(folds));
        for (const MaskThing& thing : m_data.things()) {
            BADCASE_ASSIGN(const auto choices, analysis::chooseWithoutEachFold(thing.pieces, foldOf, folds,
                                                                               m_objective, {}, m_cancel));
            for (std::size_t fold = 0; fold < ways.size(); ++fold)
                ways[fold].push_back({choices[fold].stop, choices[fold].area});
            step();
        }
        BADCASE_ASSIGN(auto outcome, m_judge.decided(ways, foldOf));
        repeats.push_back(std::move(outcome.rows));
        step();
    }
    BADCASE_ASSIGN(const auto draws, analysis::gainDraws(m_before.rows, repeats, kRounds, m_request.seed, m_cancel));
    analysis::HonestGain gain = analysis::honestGain(draws, kConfidence);
    gain.inSample = m_report.after - m_report.before;
    m_report.gain = gain;
    return {};
}

void MaskTuning::advise()
{
    const auto score = [](double value) { return QString::number(value, 'f', 3); };
    const auto change = [](double value) {
        return QString::number(value, 'f', 3).prepend(value >= 0 ? QStringLiteral("+") : QString());
    };
    m_report.advice = analysis::Advice::NotWorthIt;
    if (!m_report.gain) {
        m_report.adviceText =
            tr("What it gains on other images is not known: there are too few parts to hold one out. Where it was tuned, "
               "the score goes from %1 to %2, which always flatters.")
                .arg(score(m_report.before), score(m_report.after));
        return;
    }
    const auto& gain = *m_report.gain;
    if (gain.interval.low > 0) {
        m_report.advice = analysis::Advice::Keep;
        m_report.adviceText = tr("Worth keeping: on images that were not tuned on, the score rises by %1 (%2 to %3).")
                                  .arg(score(gain.heldOut), change(gain.interval.low), change(gain.interval.high));
    } else {
        const QString text = gain.interval.high < 0
                                 ? tr("Not worth it: the score of images that were not tuned on falls: %1 (%2 to %3).")
                                 : tr("Not worth it: on images that were not tuned on, the change is %1 and may as well be "
                                      "nothing (%2 to %3).");
        m_report.adviceText = text.arg(change(gain.heldOut), change(gain.interval.low), change(gain.interval.high));
    }
    if (m_choices.size() == 1 && m_choices.front().plateau.last > m_choices.front().plateau.first)
        m_report.adviceText += u' ' + tr("Any threshold from %1 to %2 does about as well.")
                                          .arg(maskThreshold(m_choices.front().plateau.first))
                                          .arg(maskThreshold(m_choices.front().plateau.last));
}

QJsonObject choiceJson(const analysis::StopChoice& choice)
{
    return {{QStringLiteral("threshold"), maskThreshold(choice.stop)}, {QStringLiteral("score"), number(choice.score)}};
}

QJsonObject curveJson(const analysis::MaskCurve& curve)
{
    QJsonArray thresholds;
    QJsonArray scores;
    QJsonArray low;
    QJsonArray high;
    for (std::size_t stop = kCurveStep; stop < analysis::kMaskStops; stop += kCurveStep) {
        thresholds.append(maskThreshold(static_cast<int>(stop)));
        scores.append(number(curve.score[stop]));
        low.append(number(curve.low[stop]));
        high.append(number(curve.high[stop]));
    }
    return {{QStringLiteral("threshold"), thresholds},
            {QStringLiteral("score"), scores},
            {QStringLiteral("low"), low},
            {QStringLiteral("high"), high}};
}

Result<QJsonObject> MaskTuning::classReport(std::size_t index) const
{
    const MaskThing& thing = m_data.things()[index];
    const analysis::MaskChoice& choice = m_choices[index];
    BADCASE_ASSIGN(const auto bands, maskBands(m_data, m_grouping, static_cast<int>(index), m_objective, choice.area,
                                               m_cancel));
    QJsonObject json{
        {QStringLiteral("threshold"), maskThreshold(choice.stop)},
        {QStringLiteral("min_area"), qint64(thing.pieces.areas()[static_cast<std::size_t>(choice.area)])},
        {QStringLiteral("score"), number(choice.score)},
        {QStringLiteral("plateau"),
         QJsonArray{maskThreshold(choice.plateau.first), maskThreshold(choice.plateau.last)}},
        {QStringLiteral("curve"), curveJson(bands.curves.all)}};
    if (bands.advice)
        json.insert(QStringLiteral("peak"), choiceJson(bands.advice->commonPeak));
    if (bands.advice && !m_grouping.names.isEmpty()) {
        QJsonArray groups;
        for (qsizetype g = 0; g < m_grouping.names.size(); ++g) {
            QJsonObject one = choiceJson(bands.advice->perGroup[static_cast<std::size_t>(g)]);
            one.insert(QStringLiteral("group"), m_grouping.names[g]);
            groups.append(one);
        }
        json.insert(QStringLiteral("best_per_group"), groups);
        json.insert(QStringLiteral("per_group_score"), number(bands.advice->perGroupScore));
        json.insert(QStringLiteral("for_worst_group"), choiceJson(bands.advice->forWorstGroup));
    }
    return json;
}

/// Means of the images of each group, by their own scores.
QJsonArray MaskTuning::groupReports() const
{
    QJsonArray list;
    for (int group = 0; group < m_grouping.groups.count; ++group) {
        analysis::ExactSum before;
        analysis::ExactSum after;
        qint64 images = 0;
        for (std::size_t i = 0; i < m_after.images.size(); ++i) {
            if (m_grouping.groups.at(qsizetype(i)) != group || std::isnan(m_before.images[i]))
                continue;
            ++images;
            before.add(m_before.images[i]);
            after.add(m_after.images[i]);
        }
        const auto mean = [images](const analysis::ExactSum& sum) {
            return images > 0 ? QJsonValue(sum.value() / static_cast<double>(images)) : QJsonValue();
        };
        list.append(QJsonObject{{QStringLiteral("group"), m_grouping.names[group]},
                                {QStringLiteral("images"), images},
                                {QStringLiteral("before"), mean(before)},
                                {QStringLiteral("after"), mean(after)}});
    }
    return list;
}

Result<QJsonObject> MaskTuning::more() const
{
    QJsonObject classes;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        BADCASE_ASSIGN(const auto json, classReport(i));
        classes.insert(m_data.schema().at(m_data.things()[i].index).name, json);
    }
    const bool oneChannel = m_data.form() == MaskForm::OneChannel;
    QJsonObject json{{QStringLiteral("form"), oneChannel ? QStringLiteral("one channel") : QStringLiteral("decided class")},
                     {QStringLiteral("left_out"), qint64(m_data.problems().size())},
                     {QStringLiteral("other_steps"), m_data.otherSteps()},
                     {QStringLiteral("classes"), classes}};
    if (!m_grouping.names.isEmpty())
        json.insert(QStringLiteral("groups"), groupReports());
    return json;
}

Result<MaskObjective> objectiveOf(const TuneRequest& request)
{
    if (const auto objective = maskObjective(request.objective))
        return *objective;
    return fail(ErrorCode::InvalidArgument, tr("Masks are not tuned for \"%1\"; their objectives are: %2")
                                                .arg(request.objective, maskObjectiveNames().join(QStringLiteral(", "))));
}

} // namespace

Result<TuneReport> tuneMasks(const std::shared_ptr<Project>& project, const TuneRequest& request,
                             const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_TRY(objectiveOf(request)); // before anything is read
    MaskTuningRequest masks;
    masks.run = request.run;
    masks.labels = request.labels;
    masks.split = request.split;
    BADCASE_ASSIGN(const auto data, MaskTuningData::load(project, masks, cancel, progress));
    return tuneMasks(project, *data, request, cancel, progress);
}

Result<TuneReport> tuneMasks(const std::shared_ptr<Project>& project, const MaskTuningData& data,
                             const TuneRequest& request, const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto objective, objectiveOf(request));
    return MaskTuning(project, data, request, objective, cancel, progress).run();
}

} // namespace badcase::workspace
