// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_mix_report.h"

#include "inference/analysis/exact_sum.h"
#include "inference/analysis/tuning/folds.h"
#include "inference/analysis/tuning/quantile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <random>

namespace badcase::workspace {

namespace {

using analysis::MaskMix;
using analysis::MaskObjective;
using analysis::MaskOverlap;

constexpr int kHalf = 128;           ///< the stop at which p >= 0.5
constexpr std::size_t kFitted = 512; ///< pixels of an image that weights are fitted to
constexpr double kSure = 0.9;

using Scores = std::vector<double>;

double meanOf(const Scores& scores)
{
    analysis::ExactSum sum;
    qint64 count = 0;
    for (const double score : scores) {
        if (std::isnan(score))
            continue;
        sum.add(score);
        ++count;
    }
    return count > 0 ? sum.value() / static_cast<double>(count) : analysis::kUndefined;
}

double meanGain(const Scores& before, const Scores& after, const std::vector<int>& drawn)
{
    double sum = 0;
    qint64 count = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (drawn[i] == 0 || std::isnan(before[i]))
            continue;
        sum += drawn[i] * (after[i] - before[i]);
        count += drawn[i];
    }
    return count > 0 ? sum / static_cast<double>(count) : analysis::kUndefined;
}

std::vector<int> draw(std::size_t images, quint64 seed, int round)
{
    const std::vector<ClassIndex> one(images, 0);
    return analysis::stratifiedWeights(one, seed * 1'000'003 + static_cast<quint64>(round));
}

analysis::PairedGain pairedGain(const Scores& before, const Scores& after, const analysis::GainRules& rules)
{
    analysis::PairedGain out;
    out.gain = meanOf(after) - meanOf(before);
    std::vector<double> draws;
    for (int round = 0; round < rules.rounds; ++round) {
        const double gain = meanGain(before, after, draw(before.size(), rules.seed, round));
        if (!std::isnan(gain))
            draws.push_back(gain);
    }
    const auto above = std::ranges::count_if(draws, [](double gain) { return gain > 0; });
    out.likelihood = draws.empty() ? 0.0 : static_cast<double>(above) / static_cast<double>(draws.size());
    std::ranges::sort(draws);
    out.interval = draws.empty() ? analysis::Interval{out.gain, out.gain}
                                 : analysis::quantileInterval(draws, rules.confidence);
    return out;
}

class Reporter {
public:
    Reporter(const MaskMixSet& set, const MixRequest& request, MaskObjective objective, engine::MergeMode merge,
             const std::vector<double>& weights, const CancelToken& cancel)
        : m_set(set),
          m_request(request),
          m_objective(objective),
          m_merge(merge),
          m_weights(weights),
          m_cancel(cancel)
    {
        m_rules.seed = request.seed;
    }

    Result<MixReport> run(std::size_t reference)
    {
        m_report.source = m_set.source();
        m_report.merge = m_merge;
        m_report.samples = static_cast<qint64>(m_set.samples().size());
        m_report.missing = m_set.missing();
        m_report.reference = reference;
        BADCASE_TRY(tellMembers());
        BADCASE_TRY(tellPairs());
        BADCASE_TRY(select());
        if (m_request.fit)
            BADCASE_TRY(fit());
        return std::move(m_report);
    }

private:
    std::size_t members() const { return m_set.members().size(); }

    /// The scores of all images for each list of weights.
    Result<std::vector<Scores>> scores(const std::vector<std::vector<double>>& weights) const
    {
        std::vector<MaskMix> mixes;
        for (const auto& one : weights) {
            BADCASE_ASSIGN(auto mix, maskMixOf(m_merge, one));
            mixes.push_back(std::move(mix));
        }
        BADCASE_ASSIGN(const auto overlaps, m_set.overlaps(mixes, m_cancel));
        std::vector<Scores> out;
        for (const auto& images : overlaps)
            out.push_back(imageScores(images, m_objective));
        return out;
    }

    std::vector<double> alone(std::size_t member) const
    {
        std::vector<double> weights(members());
        weights[member] = 1;
        return weights;
    }

    analysis::FlipCounts flips(const Scores& before, const Scores& after) const
    {
        analysis::FlipCounts counts;
        for (std::size_t i = 0; i < before.size(); ++i) {
            counts.gained += after[i] > before[i] ? 1 : 0;
            counts.lost += after[i] < before[i] ? 1 : 0;
        }
        return counts;
    }

    std::vector<WorseThing> worse(const Scores& before, const Scores& after) const
    {
        std::vector<WorseThing> out;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (after[i] < before[i])
                out.push_back({m_set.names()[i], 0, before[i], after[i]});
        }
        std::ranges::stable_sort(out, {}, [](const WorseThing& one) { return one.after - one.before; });
        return out;
    }

    Result<void> tellMembers()
    {
        std::vector<std::vector<double>> lists{m_weights};
        for (std::size_t v = 0; v < members(); ++v) {
            lists.push_back(alone(v));
            auto without = m_weights;
            without[v] = 0;
            lists.push_back(analysis::areMixWeights(without) ? without : m_weights);
        }
        BADCASE_ASSIGN(const auto all, scores(lists));
        const Scores& mixed = all[0];
        m_reference = all[1 + 2 * m_report.reference];
        m_report.referenceValue = meanOf(m_reference);
        m_report.mixed = meanOf(mixed);
        m_report.mixedGain = pairedGain(m_reference, mixed, m_rules);
        m_report.flips = flips(m_reference, mixed);
        m_report.worse = worse(m_reference, mixed);
        for (std::size_t v = 0; v < members(); ++v) {
            const MixMember& member = m_set.members()[v];
            MixMemberLine line;
            line.name = member.name;
            line.weight = m_weights[v];
            line.costMs = member.costMs;
            line.alone = meanOf(all[1 + 2 * v]);
            line.gainAlone = line.alone - m_report.referenceValue;
            const Scores& without = all[2 + 2 * v];
            const bool isOnlyOne = m_weights[v] > 0 && lists[2 + 2 * v] == m_weights;
            line.gainWhenAdded = isOnlyOne ? analysis::kUndefined : m_report.mixed - meanOf(without);
            line.flipsWhenAdded = flips(without, mixed);
            line.worse = worse(without, mixed);
            m_report.members.push_back(std::move(line));
        }
        return {};
    }

    /// Wrong pixels of two members, and the share of pixels that no weights change.
    Result<void> tellPairs()
    {
        std::vector<analysis::ErrorOverlap> pairs(members() * members());
        qint64 pixels = 0;
        qint64 decided = 0;
        std::mutex mutex;
        BADCASE_TRY(m_set.each(m_cancel, [&](const MaskMixSet::Image& image) {
            auto counted = pairs;
            for (auto& one : counted)
                one = {};
            const auto [all, same] = countPairs(image, counted);
            const std::lock_guard lock(mutex);
            pixels += all;
            decided += same;
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                pairs[i].bothRight += counted[i].bothRight;
                pairs[i].onlyFirst += counted[i].onlyFirst;
                pairs[i].onlySecond += counted[i].onlySecond;
                pairs[i].bothWrong += counted[i].bothWrong;
            }
        }));
        m_report.decided = pixels > 0 ? static_cast<double>(decided) / static_cast<double>(pixels) : 1.0;
        for (std::size_t a = 0; a < members(); ++a) {
            for (std::size_t b = a + 1; b < members(); ++b) {
                const auto& pair = pairs[a * members() + b];
                m_report.pairs.push_back({a, b, pair.phi(), pair.q(), pair.disagreement(), pair.doubleFault()});
            }
        }
        return {};
    }

    /// Pixels that count, and those of them of which all members say the same.
    std::pair<qint64, qint64> countPairs(const MaskMixSet::Image& image,
                                         std::vector<analysis::ErrorOverlap>& pairs) const
    {
        qint64 pixels = 0;
        qint64 same = 0;
        // Patterns of who is wrong are few: counted first, taken apart afterwards.
        std::vector<qint64> patterns(std::size_t(1) << members());
        for (std::size_t i = 0; i < image.roles.size(); ++i) {
            if (image.roles[i] == analysis::kIgnoredPixel)
                continue;
            const bool labelled = image.roles[i] == analysis::kLabelledPixel;
            std::size_t pattern = 0;
            for (std::size_t v = 0; v < members(); ++v)
                pattern |= std::size_t((image.views[v][i] >= kHalf) != labelled) << v;
            ++patterns[pattern];
            ++pixels;
        }
        same = patterns.front() + patterns.back();
        for (std::size_t pattern = 0; pattern < patterns.size(); ++pattern) {
            const qint64 count = patterns[pattern];
            for (std::size_t a = 0; count > 0 && a < members(); ++a) {
                for (std::size_t b = a + 1; b < members(); ++b) {
                    auto& pair = pairs[a * members() + b];
                    const bool first = (pattern >> a & 1) != 0;
                    const bool second = (pattern >> b & 1) != 0;
                    (first ? (second ? pair.bothWrong : pair.onlySecond)
                           : (second ? pair.onlyFirst : pair.bothRight)) += count;
                }
            }
        }
        return {pixels, same};
    }

    Result<void> select()
    {
        auto& selection = m_report.selection;
        std::vector<double> chosen(members());
        const auto weightOf = [&](std::size_t v) { return m_weights[v] > 0 ? m_weights[v] : 1.0; };
        selection.members.push_back(m_report.reference);
        selection.start = m_report.referenceValue;
        chosen[m_report.reference] = weightOf(m_report.reference);
        Scores present = m_reference;
        while (selection.members.size() < members()) {
            std::vector<std::size_t> left;
            std::vector<std::vector<double>> tried;
            for (std::size_t v = 0; v < members(); ++v) {
                if (chosen[v] > 0)
                    continue;
                left.push_back(v);
                tried.push_back(chosen);
                tried.back()[v] = weightOf(v);
            }
            BADCASE_ASSIGN(const auto all, scores(tried));
            const auto best = static_cast<std::size_t>(
                std::ranges::max_element(all, {}, [](const Scores& one) { return meanOf(one); }) - all.begin());
            analysis::SelectionStep step{left[best], meanOf(all[best]), pairedGain(present, all[best], m_rules)};
            step.kept = step.gain.likelihood > kSure;
            selection.steps.push_back(step);
            if (!step.kept)
                break;
            selection.members.push_back(step.member);
            chosen = tried[best];
            present = all[best];
        }
        return {};
    }

    /// Random pixels of every image, in its order: what each member gives the label, kFitted rows an image.
    Result<std::vector<float>> truths() const
    {
        constexpr float kHalfStep = 0.5f / 255;
        std::vector<float> out(m_set.samples().size() * kFitted * members(), 1.0f);
        BADCASE_TRY(m_set.each(m_cancel, [&](const MaskMixSet::Image& image) {
            std::mt19937_64 random(m_request.seed * 1'000'003 + image.index);
            std::vector<std::size_t> counted;
            for (std::size_t i = 0; i < image.roles.size(); ++i) {
                if (image.roles[i] != analysis::kIgnoredPixel)
                    counted.push_back(i);
            }
            for (std::size_t row = 0; row < kFitted && !counted.empty(); ++row) {
                const std::size_t pixel = counted[random() % counted.size()];
                for (std::size_t v = 0; v < members(); ++v) {
                    const float p = static_cast<float>(image.views[v][pixel]) / 255;
                    const float truth = image.roles[pixel] == analysis::kLabelledPixel ? p : 1 - p;
                    out[(image.index * kFitted + row) * members() + v] = std::max(truth, kHalfStep);
                }
            }
        }));
        return out;
    }

    Result<void> fit();

    const MaskMixSet& m_set;
    const MixRequest& m_request;
    MaskObjective m_objective;
    engine::MergeMode m_merge;
    const std::vector<double>& m_weights;
    const CancelToken& m_cancel;
    analysis::GainRules m_rules;
    Scores m_reference;
    MixReport m_report;
};

double lossOf(const std::vector<float>& truths, std::size_t image, const std::vector<double>& weights)
{
    double sum = 0;
    for (std::size_t row = image * kFitted; row < (image + 1) * kFitted; ++row) {
        double mixed = 0;
        for (std::size_t v = 0; v < weights.size(); ++v)
            mixed += weights[v] * truths[row * weights.size() + v];
        sum -= std::log(mixed);
    }
    return sum / kFitted;
}

/// As analysis::heldOutMixture(), with images in place of samples.
Result<void> Reporter::fit()
{
    constexpr int kRepeats = 3;
    const std::size_t images = m_set.samples().size();
    const int folds = m_request.folds;
    if (images < static_cast<std::size_t>(folds))
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::Mix", "%1 images cannot be parted into %2 folds")
                        .arg(images)
                        .arg(folds));
    BADCASE_ASSIGN(const auto truths, this->truths());
    MixFitReport out;
    const auto whole = analysis::fitMixture(truths, members(), {}, m_cancel);
    const std::vector<double> equal(members(), 1.0 / static_cast<double>(members()));
    out.weights = whole.weights;
    out.logLoss = whole.logLoss;
    out.spread.assign(members(), {1, 0});
    for (std::size_t image = 0; image < images; ++image)
        out.logLossEqual += lossOf(truths, image, equal) / static_cast<double>(images);
    std::vector<std::vector<double>> lists{equal, whole.weights};
    std::vector<std::vector<int>> foldsOf;
    const std::vector<ClassIndex> one(images, 0);
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        foldsOf.push_back(
            analysis::assignFolds(one, {}, folds, m_request.seed * 1000 + static_cast<quint64>(repeat)));
        for (int fold = 0; fold < folds; ++fold) {
            std::vector<int> counts(images * kFitted);
            for (std::size_t i = 0; i < counts.size(); ++i)
                counts[i] = foldsOf.back()[i / kFitted] == fold ? 0 : 1;
            lists.push_back(analysis::fitMixture(truths, members(), counts, m_cancel).weights);
            for (std::size_t v = 0; v < members(); ++v) {
                out.spread[v].low = std::min(out.spread[v].low, lists.back()[v]);
                out.spread[v].high = std::max(out.spread[v].high, lists.back()[v]);
            }
        }
    }
    BADCASE_ASSIGN(const auto all, scores(lists));
    std::vector<Scores> held(kRepeats, Scores(images));
    for (std::size_t repeat = 0; repeat < kRepeats; ++repeat) {
        for (std::size_t image = 0; image < images; ++image) {
            const std::size_t list = 2 + repeat * static_cast<std::size_t>(folds) +
                                     static_cast<std::size_t>(foldsOf[repeat][image]);
            held[repeat][image] = all[list][image];
            out.logLossHeldOut += lossOf(truths, image, lists[list]) / static_cast<double>(images * kRepeats);
        }
    }
    analysis::GainDraws fitted;
    analysis::GainDraws plain;
    for (const Scores& scores : held) {
        fitted.repeats.push_back(meanOf(scores) - m_report.referenceValue);
        plain.repeats.push_back(meanOf(all[0]) - m_report.referenceValue);
    }
    for (int round = 0; round < m_rules.rounds; ++round) {
        const auto drawn = draw(images, m_request.seed, round);
        double sum = 0;
        for (const Scores& scores : held)
            sum += meanGain(m_reference, scores, drawn);
        fitted.rounds.push_back(sum / kRepeats);
        plain.rounds.push_back(meanGain(m_reference, all[0], drawn));
    }
    out.fitted = analysis::honestGain(fitted, m_rules.confidence);
    out.equal = analysis::honestGain(plain, m_rules.confidence);
    out.overEqual = analysis::honestGain(fitted - plain, m_rules.confidence);
    out.fitted.inSample = meanOf(all[1]) - m_report.referenceValue;
    out.equal.inSample = meanOf(all[0]) - m_report.referenceValue;
    out.overEqual.inSample = out.fitted.inSample - out.equal.inSample;
    out.advice = analysis::adviceOn(out.fitted, out.equal, out.overEqual);
    m_report.fit = std::move(out);
    return {};
}

} // namespace

std::vector<double> imageScores(const std::vector<MaskOverlap>& overlaps, MaskObjective objective)
{
    std::vector<double> out;
    for (const MaskOverlap& one : overlaps)
        out.push_back(objective == MaskObjective::MeanIou ? one.iou() : one.dice());
    return out;
}

Result<MaskMix> maskMixOf(engine::MergeMode merge, std::span<const double> weights)
{
    BADCASE_ASSIGN(const auto parts, analysis::MixWeights::create(weights));
    return MaskMix(mixModeOf(merge), parts, kHalf);
}

Result<MixReport> reportOnMasks(const MaskMixSet& set, const MixRequest& request, engine::MergeMode merge,
                                const std::vector<double>& weights, std::size_t reference, const QString& project,
                                const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto objective, maskMixObjective(request.objective));
    Reporter reporter(set, request, objective, merge, weights, cancel);
    BADCASE_ASSIGN(MixReport report, reporter.run(reference));
    report.objective = request.objective.isEmpty() ? maskMixObjectives().front() : request.objective;
    advise(report, set.members(), project);
    return report;
}

} // namespace badcase::workspace
