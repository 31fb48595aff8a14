// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/audit_witness.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace badcase::analysis {

namespace {

constexpr double kTotal = 1e12;  ///< counts of a witness: so many digits have its figures
constexpr double kTrace = 1e-6;  ///< size of a class that shall weigh nothing, beside the errors
constexpr double kNearly = 1e-7; ///< an IoU of 1 is approached this far where errors are needed

using Ious = std::vector<double>;

/// The share of the errors that each class has: half each for the first two of `order`; the others are
/// traces.
std::vector<double> twoOf(const std::vector<std::size_t>& order, const std::vector<double>& misses)
{
    std::vector<double> weights;
    for (const double miss : misses)
        weights.push_back(kTrace * miss);
    weights[order[0]] = weights[order[1]] = 1;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& one : weights)
        one /= sum;
    return weights;
}

/// Errors between classes so that each touches `weights[k]` of them: the classes lie around a circle, and
/// every point is joined to the one opposite. No class has more than half, so none is joined to itself.
void addErrors(ConfusionCounts& counts, const std::vector<double>& weights, double scale)
{
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, std::ranges::greater(), [&](std::size_t k) { return weights[k]; });
    const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> begins;
    double at = 0;
    for (const std::size_t k : order) {
        begins.push_back(at);
        at += weights[k];
    }
    const auto classAt = [&](double place) {
        const auto next = std::ranges::upper_bound(begins, place);
        return order[static_cast<std::size_t>(next - begins.begin()) - 1];
    };
    std::vector<double> cuts{0.0, whole / 2};
    for (const double begin : begins)
        cuts.push_back(begin < whole / 2 ? begin : begin - whole / 2);
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const double middle = (cuts[i] + cuts[i + 1]) / 2;
        const auto count = std::llround((cuts[i + 1] - cuts[i]) * scale);
        const auto a = static_cast<ClassIndex>(classAt(middle));
        const auto b = static_cast<ClassIndex>(classAt(middle + whole / 2));
        if (count > 0 && a != b) {
            counts.add(a, b, count / 2);
            counts.add(b, a, count - count / 2);
        }
    }
}

double meanOf(const Ious& iou, const std::function<double(double)>& of)
{
    double sum = 0;
    for (const double one : iou)
        sum += of(one);
    return sum / static_cast<double>(iou.size());
}

double diceOf(double iou)
{
    return 2 * iou / (1 + iou);
}

/// Whether a matrix gives everything that was typed.
bool gives(const ConfusionCounts& counts, const AuditFigures& figures,
           const std::optional<TypedFigure>& accuracy)
{
    const auto total = static_cast<double>(counts.total());
    double meanIou = 0;
    double meanDice = 0;
    double weighted = 0;
    for (ClassIndex k = 0; k < counts.classes(); ++k) {
        const auto both = static_cast<double>(counts.at(k, k));
        const auto sum = static_cast<double>(counts.support(k) + counts.predicted(k));
        if (sum <= 0)
            return false;
        const double iou = both / (sum - both);
        const double dice = 2 * both / sum;
        const auto at = static_cast<std::size_t>(k);
        if ((!figures.iou.empty() && !figures.iou[at].holds(iou)) ||
            (!figures.dice.empty() && !figures.dice[at].holds(dice)))
            return false;
        meanIou += iou / counts.classes();
        meanDice += dice / counts.classes();
        weighted += iou * static_cast<double>(counts.support(k)) / total;
    }
    return (!figures.meanIou || figures.meanIou->holds(meanIou)) &&
           (!figures.meanDice || figures.meanDice->holds(meanDice)) &&
           (!figures.weightedIou || figures.weightedIou->holds(weighted)) &&
           (!accuracy || accuracy->holds(static_cast<double>(counts.correct()) / total));
}

/// IoUs with a given mean: from all alike (t = 0) to a shape that is as uneven as the mean allows (t = 1).
Ious between(double mean, const Ious& shape, double t)
{
    Ious out;
    for (const double one : shape)
        out.push_back(std::clamp(mean + t * (one - mean), 0.0, 1.0));
    return out;
}

/// `many` classes as high (or as low) as the mean allows, the others alike.
Ious twoLevels(double mean, int classes, int many, bool high)
{
    const double sum = mean * classes;
    const int others = classes - many;
    const double own = high ? std::min(1.0, sum / many) : std::max(0.0, (sum - others) / many);
    const double rest = std::clamp((sum - own * many) / others, 0.0, 1.0);
    Ious out(static_cast<std::size_t>(classes), rest);
    std::fill_n(out.begin(), many, own);
    return out;
}

Ious zerosAndOnes(double mean, int classes)
{
    double left = mean * classes;
    Ious out;
    for (int k = 0; k < classes; ++k) {
        out.push_back(std::clamp(left, 0.0, 1.0));
        left -= out.back();
    }
    return out;
}

/// The place on the way to `shape` at which the mean Dice is `dice`; it falls along the way. Nothing: it is
/// not on it.
std::optional<Ious> withDice(double mean, const Ious& shape, double dice)
{
    if (meanOf(shape, diceOf) > dice + 1e-12 || diceOf(mean) < dice - 1e-12)
        return {};
    double low = 0;
    double high = 1;
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2;
        (meanOf(between(mean, shape, middle), diceOf) > dice ? low : high) = middle;
    }
    return between(mean, shape, (low + high) / 2);
}

std::optional<ConfusionCounts> tryIous(const Ious& iou, const AuditFigures& figures,
                                       const std::optional<TypedFigure>& accuracy)
{
    // The accuracy rises with the place; without one, any will do that suits a weighted IoU.
    double low = 0;
    double high = 1;
    for (int i = 0; accuracy && i < 40; ++i) {
        const double middle = (low + high) / 2;
        const auto counts = matrixOf(iou, middle);
        if (!counts)
            return {};
        const double reached = static_cast<double>(counts->correct()) / static_cast<double>(counts->total());
        (reached < accuracy->middle() ? low : high) = middle;
    }
    std::vector<double> places{(low + high) / 2};
    if (!accuracy)
        places = {0.5, 0, 0.1, 0.25, 0.75, 0.9, 1};
    for (const double place : places) {
        auto counts = matrixOf(iou, place);
        if (counts && gives(*counts, figures, accuracy))
            return counts;
    }
    return {};
}

std::vector<double> probes(const std::optional<TypedFigure>& figure)
{
    if (!figure)
        return {};
    return {figure->middle(), figure->low * 0.9 + figure->high * 0.1, figure->low * 0.1 + figure->high * 0.9};
}

std::vector<double> meansToTry(const AuditFigures& figures, const std::optional<TypedFigure>& accuracy,
                               int classes)
{
    std::vector<double> means = probes(figures.meanIou);
    if (!means.empty())
        return means;
    FigureRange range{0, 1};
    if (figures.meanDice)
        range = meanIouRange(figures.meanDice->middle(), classes);
    else if (figures.weightedIou)
        return probes(figures.weightedIou);
    else if (accuracy)
        range = {accuracy->middle() / (2 - accuracy->middle()),
                 accuracy->middle() / (2 - accuracy->middle())};
    for (const double share : {0.02, 0.25, 0.5, 0.75, 0.98})
        means.push_back(std::lerp(range.low, range.high, share));
    return means;
}

/// One class: everything else is another one, which has no score.
std::optional<ConfusionCounts> oneClass(const AuditFigures& figures,
                                        const std::optional<TypedFigure>& accuracy)
{
    if (figures.weightedIou || !(figures.meanIou || figures.meanDice))
        return {};
    const double iou = figures.meanIou ? figures.meanIou->middle()
                                       : figures.meanDice->middle() / (2 - figures.meanDice->middle());
    if (figures.meanDice && !figures.meanDice->holds(diceOf(iou)))
        return {};
    const double right = accuracy ? accuracy->middle() : (1 + iou) / 2;
    const double errors = 1 - right;
    const double both = iou < 1 ? iou * errors / (1 - iou) : right;
    if (both > right + 1e-12)
        return {};
    ConfusionCounts counts(2);
    counts.add(1, 1, std::llround(both * kTotal));
    counts.add(0, 0, std::llround((right - both) * kTotal));
    counts.add(0, 1, std::llround(errors * kTotal));
    return counts;
}

} // namespace

std::optional<ConfusionCounts> matrixOf(const std::vector<double>& iou, double place)
{
    const std::size_t classes = iou.size();
    if (classes < 2)
        return {};
    std::vector<double> misses; // 1 - IoU, never 0: a class without errors is approached
    for (const double one : iou)
        misses.push_back(std::max(kNearly, 1 - one));
    std::vector<std::size_t> order(classes);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t k) { return misses[k]; });
    const auto largest = twoOf(order, misses); // errors with the best two: most is right
    std::ranges::reverse(order);
    const auto least = twoOf(order, misses);
    std::vector<double> errors;
    double total = 0;
    for (std::size_t k = 0; k < classes; ++k) {
        errors.push_back(std::lerp(least[k], largest[k], place));
        total +=
            errors[k] / misses[k] * (1 - misses[k]) + errors[k] / 2; // an error is an error of two classes
    }
    const double scale = kTotal / total;
    ConfusionCounts counts(static_cast<int>(classes));
    addErrors(counts, errors, scale);
    for (std::size_t k = 0; k < classes; ++k) {
        const auto right = std::llround(errors[k] / misses[k] * (1 - misses[k]) * scale);
        counts.add(static_cast<ClassIndex>(k), static_cast<ClassIndex>(k), right);
    }
    return counts;
}

std::optional<ConfusionCounts> auditWitness(const AuditFigures& figures, const std::vector<TypedFigure>& iou,
                                            const std::optional<TypedFigure>& accuracy, int classes)
{
    if (classes == 1)
        return oneClass(figures, accuracy);
    if (!iou.empty()) {
        for (const double share : {0.5, 0.05, 0.95, 0.25, 0.75}) {
            Ious tried;
            for (const TypedFigure& one : iou)
                tried.push_back(std::lerp(one.low, one.high, share));
            if (auto counts = tryIous(tried, figures, accuracy))
                return counts;
        }
        return {};
    }
    for (const double mean : meansToTry(figures, accuracy, classes)) {
        std::vector<Ious> shapes{zerosAndOnes(mean, classes)};
        for (int many = 1; many < classes; many = many < 4 ? many + 1 : many * 2) {
            shapes.push_back(twoLevels(mean, classes, many, true));
            shapes.push_back(twoLevels(mean, classes, many, false));
        }
        for (const Ious& shape : shapes) {
            if (!figures.meanDice) {
                for (const double t : {0.0, 0.25, 0.5, 0.75, 1.0})
                    if (auto counts = tryIous(between(mean, shape, t), figures, accuracy))
                        return counts;
                continue;
            }
            for (const double dice : probes(figures.meanDice))
                if (const auto tried = withDice(mean, shape, dice))
                    if (auto counts = tryIous(*tried, figures, accuracy))
                        return counts;
        }
    }
    return {};
}

} // namespace badcase::analysis
