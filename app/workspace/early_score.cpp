// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/early_score.h"

#include "inference/analysis/class_metrics.h"
#include "inference/analysis/interval.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace badcase::workspace {

namespace {

using analysis::RandomPart;

/// Macro F1 over the classes that occur, of single labels.
class MacroF1 {
public:
    explicit MacroF1(int classes) : m_counts(static_cast<std::size_t>(classes)) {}

    void add(ClassIndex label, ClassIndex decided)
    {
        ++m_counts[static_cast<std::size_t>(label)].support;
        if (decided != kNoClass)
            ++m_counts[static_cast<std::size_t>(decided)].predicted;
        m_counts[static_cast<std::size_t>(label)].correct += label == decided ? 1 : 0;
    }
    double value() const
    {
        double sum = 0;
        int present = 0;
        for (const auto& one : m_counts) {
            if (!one.isPresent())
                continue;
            sum += analysis::classMetrics(one.support, one.predicted, one.correct).f1;
            ++present;
        }
        return present > 0 ? sum / present : analysis::kUndefined;
    }

private:
    std::vector<analysis::ClassMetrics> m_counts;
};

/// Micro F1 of sets: 2 TP / (labels + decisions).
struct SetCounts {
    qint64 both = 0;
    qint64 either = 0; ///< labels and decisions, added up
};

double microF1Of(std::span<const SetCounts> all, std::span<const std::size_t> drawn)
{
    SetCounts sum;
    for (const std::size_t i : drawn) {
        sum.both += all[i].both;
        sum.either += all[i].either;
    }
    return sum.either > 0 ? 2.0 * static_cast<double>(sum.both) / static_cast<double>(sum.either)
                          : analysis::kUndefined;
}

std::vector<std::size_t> everyIndex(std::size_t count)
{
    std::vector<std::size_t> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(i);
    return all;
}

/// The labelled ones among all samples of the run are not counted: they are estimated from those among the
/// seen.
RandomPart partOf(std::size_t counted, qint64 seen, qint64 samples)
{
    const auto drawn = static_cast<qint64>(counted);
    const double labelled = static_cast<double>(drawn) / static_cast<double>(std::max<qint64>(1, seen));
    return {drawn,
            std::max(drawn, static_cast<qint64>(std::llround(labelled * static_cast<double>(samples))))};
}

template <class Score>
jobs::EarlyScore::Figure bootstrapped(const QString& metric, RandomPart part, const Score& score)
{
    const std::vector<std::size_t> all = everyIndex(static_cast<std::size_t>(part.drawn));
    const double value = score(std::span<const std::size_t>(all));
    const auto interval = analysis::bootstrapInterval(value, part, EarlyScoreMeter::kConfidence,
                                                      EarlyScoreMeter::kRounds, score);
    return {metric, value, interval.low, interval.high};
}

} // namespace

EarlyScoreMeter::EarlyScoreMeter(Task task, int classes, const std::vector<SampleId>& part, qint64 samples)
    : m_task(task), m_classes(classes), m_samples(samples), m_missing(part.begin(), part.end())
{}

bool EarlyScoreMeter::take(SampleId sample)
{
    if (m_missing.erase(sample) == 0)
        return false;
    ++m_seen;
    return true;
}

void EarlyScoreMeter::addClasses(SampleId sample, const LabelSet& decided,
                                 const std::optional<LabelSet>& label)
{
    const bool single = m_task == Task::Classification;
    // A class may have been added to the project since the run began; macro F1 does not know it.
    if (take(sample) && label && !(single && (label->empty() || label->first() >= m_classes)))
        m_pairs.push_back({*label, decided});
}

void EarlyScoreMeter::addMask(SampleId sample, double dice, double iou)
{
    if (!take(sample) || std::isnan(dice) || std::isnan(iou))
        return;
    m_dice.push_back(dice);
    m_iou.push_back(iou);
}

void EarlyScoreMeter::addFailed(SampleId sample)
{
    take(sample);
}

const std::optional<jobs::EarlyScore>& EarlyScoreMeter::score(Clock::time_point now)
{
    const bool complete = m_missing.empty();
    const bool enough = counted() >= (complete ? 1 : kLeastSamples);
    const bool isNew = counted() != m_scored || (m_score && m_score->complete != complete);
    if (!enough || !isNew || (!complete && m_score && now - m_last < kInterval))
        return m_score;
    std::vector<Figure> known = figures();
    // Labels without a class and decisions without one have no F1.
    std::erase_if(known, [](const Figure& figure) { return std::isnan(figure.value); });
    m_last = now;
    m_scored = counted();
    m_score.reset();
    if (!known.empty())
        m_score = jobs::EarlyScore{static_cast<qint64>(counted()), complete, std::move(known)};
    return m_score;
}

std::vector<EarlyScoreMeter::Figure> EarlyScoreMeter::figures() const
{
    switch (m_task) {
    case Task::Classification:
        return classFigures();
    case Task::MultiLabel:
        return {microF1()};
    case Task::Segmentation:
        return {mean(QStringLiteral("mean_dice_per_image"), m_dice),
                mean(QStringLiteral("mean_iou_per_image"), m_iou)};
    }
    return {};
}

std::vector<EarlyScoreMeter::Figure> EarlyScoreMeter::classFigures() const
{
    const RandomPart part = partOf(m_pairs.size(), m_seen, m_samples);
    const auto hits = std::ranges::count_if(
        m_pairs, [](const Pair& pair) { return pair.label.first() == pair.decided.first(); });
    const auto accuracy = analysis::wilsonInterval(hits, part, kConfidence);
    const auto macro = [&](std::span<const std::size_t> drawn) {
        MacroF1 f1(m_classes);
        for (const std::size_t i : drawn)
            f1.add(m_pairs[i].label.first(), m_pairs[i].decided.first());
        return f1.value();
    };
    return {{QStringLiteral("accuracy"), static_cast<double>(hits) / static_cast<double>(m_pairs.size()),
             accuracy.low, accuracy.high},
            bootstrapped(QStringLiteral("macro_f1"), part, macro)};
}

EarlyScoreMeter::Figure EarlyScoreMeter::microF1() const
{
    std::vector<SetCounts> counts;
    for (const Pair& pair : m_pairs) {
        const auto both =
            std::ranges::count_if(pair.label, [&](ClassIndex c) { return pair.decided.contains(c); });
        counts.push_back({both, pair.label.size() + pair.decided.size()});
    }
    return bootstrapped(QStringLiteral("micro_f1"), partOf(m_pairs.size(), m_seen, m_samples),
                        [&](std::span<const std::size_t> drawn) { return microF1Of(counts, drawn); });
}

EarlyScoreMeter::Figure EarlyScoreMeter::mean(const QString& metric, const std::vector<double>& values) const
{
    return bootstrapped(metric, partOf(values.size(), m_seen, m_samples),
                        [&](std::span<const std::size_t> drawn) {
                            double sum = 0;
                            for (const std::size_t i : drawn)
                                sum += values[i];
                            return sum / static_cast<double>(drawn.size());
                        });
}

QString earlyScoreText(const jobs::EarlyScore& score)
{
    const auto& figure = score.figures.front();
    return QStringLiteral("%1 %2 [%3, %4] over %5 samples")
        .arg(figure.metric)
        .arg(figure.value, 0, 'f', 2)
        .arg(figure.low, 0, 'f', 2)
        .arg(figure.high, 0, 'f', 2)
        .arg(score.samples);
}

} // namespace badcase::workspace
