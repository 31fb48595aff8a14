// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/class_mixer.h"
#include "inference/analysis/tuning/error_overlap.h"
#include "inference/analysis/tuning/member_table.h"
#include "inference/analysis/tuning/mixture_fit.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

namespace {

constexpr MixMode kModes[] = {MixMode::Mean, MixMode::Logit, MixMode::Max};

struct Mixing {
    Activation activation = Activation::Softmax;
    int classes = 1;
    std::vector<std::vector<float>> members;
    std::vector<LabelSet> labels;
    ClassMixSet set;
};

ClassMixSet setOf(const Mixing& mixing)
{
    auto set = ClassMixSet::create(mixing.activation, mixing.classes, mixing.members, mixing.labels, 2);
    if (!set)
        qFatal("%s", qPrintable(set.error().message));
    return *set;
}

/// Quotients of small whole numbers, so that ties are common, or any numbers.
Mixing mixingOf(std::mt19937& random, Activation activation, int rows)
{
    Mixing out;
    out.activation = activation;
    out.classes = 1 + static_cast<int>(random() % 6);
    const unsigned steps = random() % 2 == 0 ? 4 : 1000;
    for (std::size_t member = 0; member < 1 + random() % 4; ++member) {
        auto& values = out.members.emplace_back();
        for (int row = 0; row < rows; ++row) {
            std::vector<float> p;
            for (int k = 0; k < out.classes; ++k)
                p.push_back(static_cast<float>(random() % (steps + 1)));
            const float sum = activation == Activation::Softmax ? std::accumulate(p.begin(), p.end(), 0.0f)
                                                                : static_cast<float>(steps);
            for (const float value : p)
                values.push_back(sum > 0 ? value / sum : 1.0f / static_cast<float>(out.classes));
        }
    }
    for (int row = 0; row < rows; ++row) {
        std::vector<ClassIndex> label;
        for (ClassIndex k = 0; k < out.classes; ++k) {
            if (random() % 3 == 0)
                label.push_back(k);
        }
        if (activation == Activation::Softmax)
            label = {static_cast<ClassIndex>(random() % static_cast<unsigned>(out.classes))};
        out.labels.emplace_back(std::move(label));
    }
    out.set = setOf(out);
    return out;
}

std::vector<double> randomWeights(std::mt19937& random, std::size_t members)
{
    std::vector<double> weights(members);
    while (!areMixWeights(weights)) {
        for (double& weight : weights)
            weight = random() % 4 == 0 ? 0.0 : static_cast<double>(random() % 5) / (random() % 2 == 0 ? 4 : 3);
    }
    return weights;
}

/// A row as `combine` stores it, by the definitions of inference/engine/merge.h.
std::vector<float> mixedRow(const Mixing& mixing, MixMode mode, const std::vector<double>& weights, std::size_t row)
{
    const double largest = *std::max_element(weights.begin(), weights.end());
    double total = 0;
    for (const double weight : weights)
        total += weight / largest;
    std::vector<double> sums(static_cast<std::size_t>(mixing.classes));
    for (std::size_t v = 0; v < weights.size(); ++v) {
        const double share = weights[v] / largest / total;
        for (std::size_t k = 0; share > 0 && k < sums.size(); ++k) {
            const double p = mixing.members[v][row * sums.size() + k];
            const auto log = [](double value) { return std::log(std::max(value, 1e-7)); };
            if (mode == MixMode::Mean)
                sums[k] += share * p;
            else if (mode == MixMode::Max)
                sums[k] = std::max(sums[k], p);
            else
                sums[k] += share * (mixing.activation == Activation::Softmax ? log(p) : log(p) - log(1.0 - p));
        }
    }
    if (mixing.activation == Activation::Sigmoid && mode == MixMode::Logit) {
        for (double& sum : sums)
            sum = 1.0 / (1.0 + std::exp(-sum));
    } else if (mixing.activation == Activation::Softmax && mode != MixMode::Mean) {
        const double most = *std::max_element(sums.begin(), sums.end());
        double all = 0;
        for (double& sum : sums) {
            sum = mode == MixMode::Logit ? std::exp(sum - most) : sum;
            all += sum;
        }
        for (double& sum : sums)
            sum = all > 0 ? sum / all : 0;
    }
    return {sums.begin(), sums.end()};
}

MixDecisions decideAll(const Mixing& mixing, MixMode mode, const std::vector<double>& weights)
{
    MixDecisions out;
    for (std::size_t row = 0; row < mixing.labels.size(); ++row) {
        const LabelSet decided = badcase::decide(mixedRow(mixing, mode, weights, row), mixing.activation);
        if (mixing.activation == Activation::Softmax)
            out.classes.push_back(decided.first());
        else
            out.sets.push_back(decided);
    }
    return out;
}

MixObjective objectiveOf(const Mixing& mixing)
{
    if (mixing.activation == Activation::Sigmoid)
        return LabelObjective{LabelObjectiveKind::MacroF1};
    auto objective = Objective::create({ObjectiveKind::MacroF1}, mixing.classes);
    if (!objective)
        qFatal("%s", qPrintable(objective.error().message));
    return *objective;
}

double valueOf(const Mixing& mixing, const MixDecisions& decisions)
{
    if (mixing.activation == Activation::Sigmoid) {
        MultiLabelScore score(mixing.classes);
        for (std::size_t row = 0; row < mixing.labels.size(); ++row)
            score.add(mixing.labels[row], decisions.sets[row]);
        return score.metrics().f1Macro;
    }
    std::vector<ClassIndex> labels;
    for (const LabelSet& label : mixing.labels)
        labels.push_back(label.first());
    return classificationMetrics(ConfusionCounts::fromColumns(labels, decisions.classes, mixing.classes)).f1Macro;
}

Mixing randomMixing(std::mt19937& random, int round)
{
    return mixingOf(random, round % 2 == 0 ? Activation::Softmax : Activation::Sigmoid,
                    1 + static_cast<int>(random() % 30));
}

/// The samples of make_mix_reference.py.
Mixing referenceMixing()
{
    quint64 state = 12345;
    const auto next = [&] {
        state = (state * 1103515245 + 12345) % (quint64(1) << 31);
        return static_cast<int>(state / 65536 % 1000);
    };
    Mixing out;
    out.classes = 4;
    for (int row = 0; row < 60; ++row)
        out.labels.push_back({next() % 4});
    for (int member = 0; member < 3; ++member) {
        auto& values = out.members.emplace_back();
        for (const LabelSet& label : out.labels) {
            std::array<double, 4> p{};
            for (double& value : p)
                value = 1 + next();
            p[static_cast<std::size_t>(label.first())] += label.first() % 3 == member ? 900 : 40 * member;
            const double sum = std::accumulate(p.begin(), p.end(), 0.0);
            for (const double value : p)
                values.push_back(static_cast<float>(value / sum));
        }
    }
    out.set = setOf(out);
    return out;
}

std::vector<double> alone(std::size_t members, std::size_t member)
{
    std::vector<double> weights(members);
    weights[member] = 1;
    return weights;
}

} // namespace

class TstClassMixer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyMixEqualsBruteForce();
    void whatIsSureStaysSo();
    void theScoreFollows();
    void everyPositionOfTheCurve();
    void flipsAreCounted();
    void theTableIsTheDifference();
    void selectionLeavesOutWhatAddsNothing();
    void pairsAndWeightsOfTheReference();
    void noWeightsAreBetter();
    void gainsAreHeldOut();
    void whatDoesNotFitIsRefused();
};

void TstClassMixer::everyMixEqualsBruteForce()
{
    std::mt19937 random(1);
    for (int round = 0; round < 1500; ++round) {
        const Mixing mixing = randomMixing(random, round);
        const auto weights = randomWeights(random, mixing.members.size());
        for (const MixMode mode : kModes) {
            QVERIFY2(mixing.set.decide(mode, weights) == decideAll(mixing, mode, weights),
                     qPrintable(QStringLiteral("round %1 mode %2").arg(round).arg(int(mode))));
            QCOMPARE(mixing.set.mixed(mode, weights, 0), mixedRow(mixing, mode, weights, 0));
        }
    }
}

void TstClassMixer::whatIsSureStaysSo()
{
    std::mt19937 random(2);
    qint64 sure = 0;
    for (int round = 0; round < 300; ++round) {
        const Mixing mixing = randomMixing(random, round);
        std::vector<bool> doubted(mixing.labels.size());
        for (const auto& doubt : mixing.set.doubts())
            doubted[doubt.row] = true;
        sure += static_cast<qint64>(mixing.set.sureRows());
        QCOMPARE(mixing.set.sureRows(), static_cast<std::size_t>(std::ranges::count(doubted, false)));
        for (int i = 0; i < 5; ++i) {
            const auto decisions =
                decideAll(mixing, kModes[random() % 3], randomWeights(random, mixing.members.size()));
            for (std::size_t row = 0; row < doubted.size(); ++row) {
                if (!doubted[row])
                    QCOMPARE(decisions.at(row), mixing.set.sureAt(row));
            }
        }
    }
    QVERIFY(sure > 500);
}

void TstClassMixer::theScoreFollows()
{
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        const Mixing mixing = randomMixing(random, round);
        ClassMixer mixer(mixing.set, objectiveOf(mixing));
        for (int i = 0; i < 5; ++i) {
            mixer.setPosition(kModes[random() % 3], randomWeights(random, mixing.members.size()));
            const double value = valueOf(mixing, decideAll(mixing, mixer.mode(), mixer.weights()));
            QVERIFY(std::abs(mixer.value() - value) < 1e-12);
        }
    }
}

void TstClassMixer::everyPositionOfTheCurve()
{
    std::mt19937 random(4);
    qint64 checked = 0;
    for (int round = 0; round < 600; ++round) {
        const Mixing mixing = randomMixing(random, round);
        const auto weights = randomWeights(random, mixing.members.size());
        const std::size_t member = random() % mixing.members.size();
        const MixMode mode = kModes[random() % 3];
        const MixCurve curve = mixCurve(mixing.set, objectiveOf(mixing), mode, weights, member, 2.0);
        QCOMPARE(curve.x.front(), 0.0);
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            const double end = i + 1 < curve.x.size() ? curve.x[i + 1] : 2.0;
            QVERIFY(curve.x[i] <= end);
            if (end - curve.x[i] < 1e-5)
                continue;
            auto there = weights;
            there[member] = (curve.x[i] + end) / 2;
            const double value = valueOf(mixing, decideAll(mixing, mode, there));
            QVERIFY2(std::abs(curve.y[i] - value) < 1e-12,
                     qPrintable(QStringLiteral("round %1 mode %2 weight %3: %4, not %5")
                                    .arg(round)
                                    .arg(int(mode))
                                    .arg(there[member])
                                    .arg(curve.y[i])
                                    .arg(value)));
            ++checked;
        }
    }
    QVERIFY(checked > 1500);
}

void TstClassMixer::flipsAreCounted()
{
    std::mt19937 random(5);
    for (int round = 0; round < 100; ++round) {
        const Mixing mixing = randomMixing(random, round);
        const auto a = decideAll(mixing, MixMode::Mean, randomWeights(random, mixing.members.size()));
        const auto b = decideAll(mixing, MixMode::Max, randomWeights(random, mixing.members.size()));
        FlipCounts counts;
        for (std::size_t row = 0; row < mixing.labels.size(); ++row) {
            const auto wrong = [&](const LabelSet& decided) {
                int sum = 0;
                for (ClassIndex k = 0; k < mixing.classes; ++k)
                    sum += decided.contains(k) != mixing.labels[row].contains(k) ? 1 : 0;
                return sum;
            };
            const int before = wrong(a.at(row));
            const int after = wrong(b.at(row));
            if (a.at(row) != b.at(row))
                ++(after < before ? counts.gained : after > before ? counts.lost : counts.other);
        }
        QCOMPARE(countFlips(mixFlips(mixing.set, a, b)), counts);
    }
}

void TstClassMixer::theTableIsTheDifference()
{
    std::mt19937 random(6);
    for (int round = 0; round < 100; ++round) {
        const Mixing mixing = randomMixing(random, round);
        const auto weights = randomWeights(random, mixing.members.size());
        const MemberTable table = memberTable(mixing.set, objectiveOf(mixing), MixMode::Mean, weights);
        const auto mixed = decideAll(mixing, MixMode::Mean, weights);
        QVERIFY(std::abs(table.mixed - valueOf(mixing, mixed)) < 1e-12);
        for (std::size_t v = 0; v < weights.size(); ++v) {
            const MemberRow& row = table.members[v];
            const auto own = decideAll(mixing, MixMode::Mean, alone(weights.size(), v));
            QVERIFY(std::abs(row.alone - valueOf(mixing, own)) < 1e-12);
            auto others = weights;
            others[v] = 0;
            if (!areMixWeights(others)) {
                QVERIFY(std::isnan(row.gainWhenAdded));
                continue;
            }
            const auto without = decideAll(mixing, MixMode::Mean, others);
            QVERIFY(std::abs(row.gainWhenAdded - (table.mixed - valueOf(mixing, without))) < 1e-12);
            QCOMPARE(row.flipsWhenAdded, countFlips(mixFlips(mixing.set, without, mixed)));
            for (const WorseClass& one : row.worse)
                QVERIFY(one.after < one.before);
        }
    }
}

/// Two members that know a half of the classes each are better together; a copy of one, and one that guesses, are not.
void TstClassMixer::selectionLeavesOutWhatAddsNothing()
{
    std::mt19937 random(7);
    Mixing mixing;
    mixing.classes = 4;
    mixing.members.resize(4);
    for (int row = 0; row < 400; ++row) {
        const ClassIndex label = row % 4;
        mixing.labels.push_back({label});
        for (ClassIndex k = 0; k < 4; ++k) {
            const auto noise = [&] { return static_cast<float>(random() % 100) / 2000; };
            const auto sure = [&](bool knows) { return (knows && k == label ? 0.6f : 0.2f) + noise(); };
            mixing.members[0].push_back(sure(label < 2));
            mixing.members[1].push_back(mixing.members[0].back());
            mixing.members[2].push_back(sure(label >= 2));
            mixing.members[3].push_back(0.2f + noise());
        }
    }
    mixing.set = setOf(mixing);
    const MixObjective objective = objectiveOf(mixing);
    const std::vector<double> weights(4, 1.0);
    const auto selection = selectMembers(mixing.set, objective, MixMode::Mean, weights, 0, {}, {});
    QVERIFY_RESULT(selection);
    QCOMPARE(selection->members, (std::vector<std::size_t>{0, 2}));
    QCOMPARE(selection->steps.size(), std::size_t(2));
    QVERIFY(selection->steps[0].kept && selection->steps[0].gain.likelihood > 0.99);
    QVERIFY(selection->steps[0].gain.gain > 0.3 && selection->steps[0].gain.interval.low > 0.2);
    QVERIFY(!selection->steps[1].kept && selection->steps[1].gain.likelihood < 0.5);
    CancelToken cancelled;
    cancelled.cancel();
    const auto stopped = selectMembers(mixing.set, objective, MixMode::Mean, weights, 0, {}, cancelled);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
}

/// The numbers are those that make_mix_reference.py prints.
void TstClassMixer::pairsAndWeightsOfTheReference()
{
    const Mixing mixing = referenceMixing();
    const MixtureFit fit = fitMixture(truthsOf(mixing.set), 3);
    QVERIFY(std::abs(fit.logLoss - 1.100710902) < 2e-7);
    QVERIFY(fit.gap < 1e-7);
    const double weights[] = {0.40486, 0.34223, 0.25292};
    for (std::size_t v = 0; v < 3; ++v)
        QVERIFY2(std::abs(fit.weights[v] - weights[v]) < 2e-3, qPrintable(QString::number(fit.weights[v], 'g', 8)));
    struct Pair {
        std::size_t a, b;
        double phi, q, apart, fault;
    };
    const Pair pairs[] = {
        {0, 1, -0.248464673299, -0.478260869565, 0.616666666667, 0.133333333333},
        {0, 2, -0.216034664077, -0.418502202643, 0.616666666667, 0.183333333333},
        {1, 2, 0.008988968316, 0.018181818182, 0.500000000000, 0.266666666667},
    };
    for (const Pair& pair : pairs) {
        const auto overlap = errorOverlap(mixing.set, mixing.set.decide(MixMode::Mean, alone(3, pair.a)),
                                          mixing.set.decide(MixMode::Mean, alone(3, pair.b)));
        QVERIFY(std::abs(overlap.phi() - pair.phi) < 1e-10);
        QVERIFY(std::abs(overlap.q() - pair.q) < 1e-10);
        QVERIFY(std::abs(overlap.disagreement() - pair.apart) < 1e-10);
        QVERIFY(std::abs(overlap.doubleFault() - pair.fault) < 1e-10);
        QCOMPARE(overlap.total(), 60);
    }
}

void TstClassMixer::noWeightsAreBetter()
{
    std::mt19937 random(8);
    for (int round = 0; round < 60; ++round) {
        const Mixing mixing = randomMixing(random, round);
        const auto truths = truthsOf(mixing.set);
        const std::size_t members = mixing.members.size();
        const MixtureFit fit = fitMixture(truths, members);
        QVERIFY(std::abs(std::accumulate(fit.weights.begin(), fit.weights.end(), 0.0) - 1) < 1e-9);
        for (int i = 0; i < 20; ++i) {
            const auto shares = mixShares(randomWeights(random, members));
            double loss = 0;
            for (std::size_t answer = 0; answer < truths.size(); answer += members) {
                double sum = 0;
                for (std::size_t v = 0; v < members; ++v)
                    sum += shares[v] * truths[answer + v];
                loss -= std::log(sum) * static_cast<double>(members) / static_cast<double>(truths.size());
            }
            QVERIFY(loss > fit.logLoss - fit.gap - 1e-9);
        }
    }
}

void TstClassMixer::gainsAreHeldOut()
{
    std::mt19937 random(9);
    Mixing mixing;
    mixing.classes = 3;
    mixing.members.resize(2);
    for (int row = 0; row < 300; ++row) {
        const ClassIndex label = row % 3;
        mixing.labels.push_back({label});
        const auto guess = static_cast<ClassIndex>(random() % 3);
        for (ClassIndex k = 0; k < 3; ++k) {
            mixing.members[0].push_back(k == label ? 0.5f : 0.25f);
            mixing.members[1].push_back(k == guess ? 0.8f : 0.1f);
        }
    }
    mixing.set = setOf(mixing);
    const MixObjective objective = objectiveOf(mixing);
    const auto guesses = mixing.set.decide(MixMode::Mean, alone(2, 1));
    const auto held = heldOutMixture(mixing.set, objective, MixMode::Mean, guesses, {}, {});
    QVERIFY_RESULT(held);
    QVERIFY(held->fit.weights[0] > 0.9);
    QVERIFY(held->fitted.interval.low > 0.5 && held->overEqual.interval.low > 0.5);
    QCOMPARE(held->advice, Advice::Keep);
    QVERIFY(held->fit.logLoss < held->logLossEqual && held->logLossHeldOut >= held->fit.logLoss);
    QVERIFY(held->spread[0].low <= held->fit.weights[0] && held->spread[0].high >= held->fit.weights[0]);
    // Beside what is right already nothing is to be gained.
    const auto right = mixing.set.decide(MixMode::Mean, alone(2, 0));
    const auto nothing = heldOutMixture(mixing.set, objective, MixMode::Mean, right, {}, {});
    QVERIFY_RESULT(nothing);
    QCOMPARE(nothing->fitted.heldOut, 0.0);
    QCOMPARE(nothing->advice, Advice::NotWorthIt);
    const auto tooMany =
        heldOutMixture(mixing.set, objective, MixMode::Mean, right, {.folds = 301}, {});
    QVERIFY(!tooMany && tooMany.error().code == ErrorCode::InvalidArgument);
}

void TstClassMixer::whatDoesNotFitIsRefused()
{
    const auto refused = [](Activation activation, std::vector<std::vector<float>> members,
                            std::vector<LabelSet> labels) {
        const auto set = ClassMixSet::create(activation, 2, std::move(members), std::move(labels));
        return !set && set.error().code == ErrorCode::InvalidArgument;
    };
    QVERIFY(refused(Activation::Softmax, {}, {}));
    QVERIFY(refused(Activation::Softmax, {{.5f, .5f, 1.f}}, {{0}}));
    QVERIFY(refused(Activation::Softmax, {{.5f, .5f}}, {{2}}));
    QVERIFY(refused(Activation::Softmax, {{.5f, .5f}}, {LabelSet()}));
    QVERIFY(refused(Activation::Softmax, {{.5f, std::nanf("")}}, {{0}}));
    QVERIFY(refused(Activation::Sigmoid, {{.5f, 1.5f}}, {LabelSet()}));
    QVERIFY(ClassMixSet::create(Activation::Sigmoid, 2, {{.5f, 1.f}}, {LabelSet()}).has_value());
}

BADCASE_REGISTER_TEST(TstClassMixer)
#include "tst_class_mixer.moc"
