// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/merge.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace badcase::engine {

namespace {

struct MergeText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Merge)
};

constexpr std::array<std::pair<MergeMode, const char*>, 4> kModes{{{MergeMode::Mean, "mean"},
                                                                   {MergeMode::GeometricMean, "gmean"},
                                                                   {MergeMode::LogitMean, "logit"},
                                                                   {MergeMode::Max, "max"}}};

/// What a view adds to the sums, the only thing in which the modes differ before the end.
enum class Term { Plain, Log, Logit, Largest };

Term termOf(MergeMode mode, Activation activation)
{
    if (mode == MergeMode::Mean)
        return Term::Plain;
    if (mode == MergeMode::Max)
        return Term::Largest;
    return activation == Activation::Softmax ? Term::Log : Term::Logit;
}

double flooredLog(double p)
{
    return std::log(std::max(p, kProbabilityFloor));
}

/// From p and 1 - p, so that p and its opposite cancel out exactly.
double flooredLogit(double p, double opposite)
{
    return flooredLog(p) - flooredLog(opposite);
}

void addTerms(Term term, double weight, std::span<const float> p, double* sums)
{
    const auto forEach = [&](auto update) {
        for (std::size_t i = 0; i < p.size(); ++i)
            update(sums[i], static_cast<double>(p[i]));
    };
    switch (term) {
    case Term::Plain:
        return forEach([weight](double& sum, double value) { sum += weight * value; });
    case Term::Log:
        return forEach([weight](double& sum, double value) { sum += weight * flooredLog(value); });
    case Term::Logit:
        return forEach(
            [weight](double& sum, double value) { sum += weight * flooredLogit(value, 1.0 - value); });
    case Term::Largest:
        return forEach([](double& sum, double value) { sum = std::max(sum, value); });
    }
}

/// Pixels that are worked on at a time: their sums of a few channels stay in the first cache.
constexpr std::size_t kChunk = 256;

/// Makes the values of each pixel sum to 1 over the channels; channel c of pixel i is values[c * pixels + i].
/// With `areLogs` the exponentials of the values do.
void normaliseChannels(double* values, int channels, std::size_t pixels, bool areLogs)
{
    std::array<double, kChunk> largest{};
    std::array<double, kChunk> total{};
    for (std::size_t start = 0; start < pixels; start += kChunk) {
        const std::size_t count = std::min(kChunk, pixels - start);
        const auto row = [&](int c) { return values + static_cast<std::size_t>(c) * pixels + start; };
        largest.fill(std::numeric_limits<double>::lowest());
        for (int c = 0; c < channels; ++c) {
            for (std::size_t i = 0; i < count; ++i)
                largest[i] = std::max(largest[i], row(c)[i]);
        }
        total.fill(0.0);
        for (int c = 0; c < channels; ++c) {
            double* value = row(c);
            for (std::size_t i = 0; i < count; ++i) {
                if (areLogs)
                    value[i] = std::exp(value[i] - largest[i]);
                total[i] += value[i];
            }
        }
        for (int c = 0; c < channels; ++c) {
            double* value = row(c);
            for (std::size_t i = 0; i < count; ++i)
                value[i] = total[i] > 0.0 ? value[i] / total[i] : 0.0;
        }
    }
}

/// From sums of terms to the merged values, in place.
void finish(Term term, Activation activation, double* sums, int channels, std::size_t pixels)
{
    if (term == Term::Logit) {
        const std::size_t count = pixels * static_cast<std::size_t>(channels);
        for (std::size_t i = 0; i < count; ++i)
            sums[i] = 1.0 / (1.0 + std::exp(-sums[i]));
    } else if (term == Term::Log || (term == Term::Largest && activation == Activation::Softmax)) {
        normaliseChannels(sums, channels, pixels, term == Term::Log);
    }
}

std::vector<float> floatsOf(const std::vector<double>& values)
{
    std::vector<float> floats(values.size());
    std::transform(values.begin(), values.end(), floats.begin(),
                   [](double value) { return static_cast<float>(value); });
    return floats;
}

bool isUsable(const std::vector<double>& weights)
{
    return std::all_of(weights.begin(), weights.end(),
                       [](double weight) { return weight >= 0.0 && std::isfinite(weight); }) &&
           std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0.0; });
}

/// What each 8-bit value of a view adds to the sums. The terms without logarithms count in steps of 1/255, in
/// which they are exact.
std::array<double, 256> termTable(Term term, double weight)
{
    std::array<double, 256> table{};
    for (std::size_t q = 0; q < table.size(); ++q) {
        const double p = static_cast<double>(q) / 255.0;
        const double opposite = static_cast<double>(255 - q) / 255.0;
        switch (term) {
        case Term::Plain:
            table[q] = weight * static_cast<double>(q);
            break;
        case Term::Log:
            table[q] = weight * flooredLog(p);
            break;
        case Term::Logit:
            table[q] = weight * flooredLogit(p, opposite);
            break;
        case Term::Largest:
            table[q] = static_cast<double>(q);
            break;
        }
    }
    return table;
}

void addBytes(Term term, const std::array<double, 256>& table, std::span<const std::uint8_t> q, double* sums)
{
    if (term == Term::Largest) {
        for (std::size_t i = 0; i < q.size(); ++i)
            sums[i] = std::max(sums[i], table[q[i]]);
    } else {
        for (std::size_t i = 0; i < q.size(); ++i)
            sums[i] += table[q[i]];
    }
}

/// Half upwards, also where a weight like 0.3 leaves a half a last bit short.
std::uint8_t quantised(double steps)
{
    return static_cast<std::uint8_t>(std::clamp(std::floor(steps + 0.5 + 1e-9), 0.0, 255.0));
}

} // namespace

Result<MergeMode> parseMergeMode(const QString& text)
{
    const QString trimmed = text.trimmed();
    for (const auto& [mode, name] : kModes) {
        if (trimmed == QLatin1String(name))
            return mode;
    }
    return fail(ErrorCode::InvalidArgument,
                MergeText::tr("\"%1\" is no way to merge views. Write mean, gmean, logit or max").arg(text));
}

QString mergeModeToText(MergeMode mode)
{
    return QString::fromLatin1(kModes[static_cast<std::size_t>(mode)].second);
}

Result<std::vector<double>> normalisedWeights(std::vector<double> weights)
{
    if (!isUsable(weights)) {
        QStringList texts;
        for (const double weight : weights)
            texts << QString::number(weight);
        return fail(
            ErrorCode::InvalidArgument,
            MergeText::tr("The weights \"%1\" cannot be used: each must be 0 or more, and at least one "
                          "above 0")
                .arg(texts.join(QStringLiteral(", "))));
    }
    // Divided by the largest first: the sum of finite weights need not be finite.
    const double largest = *std::max_element(weights.begin(), weights.end());
    for (double& weight : weights)
        weight /= largest;
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights)
        weight /= total;
    return weights;
}

std::vector<double> equalWeights(int views)
{
    return std::vector<double>(static_cast<std::size_t>(views), 1.0 / views);
}

ClassMerger::ClassMerger(MergeMode mode, Activation activation, std::vector<double> weights)
    : m_mode(mode), m_activation(activation), m_weights(std::move(weights)), m_views(m_weights.size())
{
    Q_ASSERT(isUsable(m_weights));
}

void ClassMerger::add(int view, std::span<const float> probabilities)
{
    m_views[static_cast<std::size_t>(view)].assign(probabilities.begin(), probabilities.end());
}

std::vector<float> ClassMerger::result() const
{
    std::size_t classes = 0;
    for (const auto& view : m_views)
        classes = std::max(classes, view.size());
    const Term term = termOf(m_mode, m_activation);
    std::vector<double> sums(classes);
    for (std::size_t v = 0; v < m_views.size(); ++v) {
        if (m_weights[v] == 0.0)
            continue;
        Q_ASSERT(m_views[v].size() == classes);
        addTerms(term, m_weights[v], m_views[v], sums.data());
    }
    finish(term, m_activation, sums.data(), static_cast<int>(classes), 1);
    return floatsOf(sums);
}

MapMerger::MapMerger(MergeMode mode, Activation activation, std::vector<double> weights)
    : m_mode(mode), m_activation(activation), m_weights(std::move(weights))
{
    Q_ASSERT(isUsable(m_weights));
}

void MapMerger::add(int view, const ProbabilityMaps& maps)
{
    const double weight = m_weights[static_cast<std::size_t>(view)];
    if (weight == 0.0)
        return;
    if (m_sums.empty()) {
        m_channels = maps.channels;
        m_size = maps.size;
        m_sums.resize(maps.values.size());
    }
    Q_ASSERT(maps.channels == m_channels && maps.size == m_size);
    addTerms(termOf(m_mode, m_activation), weight, maps.values, m_sums.data());
}

ProbabilityMaps MapMerger::result()
{
    std::vector<double> sums = std::exchange(m_sums, {});
    ProbabilityMaps maps{m_channels, m_size, {}};
    finish(termOf(m_mode, m_activation), m_activation, sums.data(), m_channels, maps.planePixels());
    maps.values = floatsOf(sums);
    return maps;
}

void mergeBytes(MergeMode mode, Activation activation, std::span<const double> weights,
                std::span<const std::span<const std::uint8_t>> views, int channels,
                std::span<std::uint8_t> out)
{
    const Term term = termOf(mode, activation);
    const bool isInSteps =
        term == Term::Plain || (term == Term::Largest && activation == Activation::Sigmoid);
    const double unit = isInSteps ? 1.0 : 255.0;
    const auto planes = static_cast<std::size_t>(channels);
    std::vector<std::array<double, 256>> tables;
    for (const double weight : weights)
        tables.push_back(termTable(term, weight));
    const std::size_t pixels = out.size() / planes;
    std::vector<double> sums;
    for (std::size_t start = 0; start < pixels; start += kChunk) {
        const std::size_t count = std::min(kChunk, pixels - start);
        sums.assign(count * planes, 0.0);
        for (std::size_t v = 0; v < views.size(); ++v) {
            if (weights[v] == 0.0)
                continue;
            for (std::size_t c = 0; c < planes; ++c)
                addBytes(term, tables[v], views[v].subspan(c * pixels + start, count),
                         sums.data() + c * count);
        }
        finish(term, activation, sums.data(), channels, count);
        for (std::size_t c = 0; c < planes; ++c) {
            const double* sum = sums.data() + c * count;
            std::transform(sum, sum + count, out.data() + c * pixels + start,
                           [unit](double value) { return quantised(value * unit); });
        }
    }
}

} // namespace badcase::engine
