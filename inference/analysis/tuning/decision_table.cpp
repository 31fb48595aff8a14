// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/decision_table.h"

#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace badcase::analysis {

namespace {

constexpr double kSlack = 1e-6;
constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::DecisionTable", text);
}

template <class Real>
LogUnits logUnits(Real probability)
{
    const double p = std::min(static_cast<double>(probability), 1.0);
    if (p <= 0)
        return kLogFloor;
    return std::max(kLogFloor, static_cast<LogUnits>(std::lround(std::log(p) * kNat)));
}

/// One row of logs, `stride` apart. False when a probability is none.
template <class Real>
bool writeRow(std::span<const Real> row, LogUnits* to, std::size_t stride)
{
    std::size_t likeliest = 0;
    std::size_t highest = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
        if (!(row[k] >= -kSlack && row[k] <= 1 + kSlack))
            return false;
        to[k * stride] = logUnits(row[k]);
        if (row[k] > row[likeliest])
            likeliest = k;
        if (to[k * stride] > to[highest * stride])
            highest = k;
    }
    if (highest != likeliest)
        to[likeliest * stride] = to[highest * stride] + 1;
    return true;
}

Result<> checkLabels(std::size_t probabilities, int classes, const TableLabels& labels)
{
    const std::size_t rows = labels.labels.size();
    if (classes < 1 || rows > std::numeric_limits<std::uint32_t>::max() ||
        probabilities != rows * static_cast<std::size_t>(classes))
        return fail(ErrorCode::InvalidArgument, tr("%1 probabilities are not %2 samples with %3 classes")
                                                    .arg(probabilities)
                                                    .arg(rows)
                                                    .arg(classes));
    if (!labels.groups.empty() && labels.groups.size() != rows)
        return fail(ErrorCode::InvalidArgument,
                    tr("There are %1 groups for %2 samples").arg(labels.groups.size()).arg(rows));
    const auto& parents = labels.parentOf;
    if (!parents.empty() &&
        (parents.size() != static_cast<std::size_t>(classes) || std::ranges::min(parents) < 0))
        return fail(ErrorCode::InvalidArgument,
                    tr("Not every one of the %1 classes has a parent").arg(classes));
    const auto bad =
        std::ranges::find_if(labels.labels, [&](ClassIndex k) { return k < kNoClass || k >= classes; });
    if (bad != labels.labels.end())
        return fail(ErrorCode::InvalidArgument, tr("Sample %1 has the label %2, but there are %3 classes")
                                                    .arg(bad - labels.labels.begin())
                                                    .arg(*bad)
                                                    .arg(classes));
    return {};
}

} // namespace

LogUnits toLogUnits(double nats)
{
    if (std::isnan(nats))
        return 0;
    return static_cast<LogUnits>(
        std::lround(std::clamp(nats, toNats(-kMaxOffset), toNats(kMaxOffset)) * kNat));
}

DecisionTable::DecisionTable() : m_data(std::make_shared<const Data>()) {}

template <class Real>
Result<DecisionTable> DecisionTable::make(std::span<const Real> probabilities, int classes,
                                          const TableLabels& labels, int threads)
{
    BADCASE_TRY(checkLabels(probabilities.size(), classes, labels));
    const auto width = static_cast<std::size_t>(classes);
    auto data = std::make_shared<Data>();
    data->classes = classes;
    data->parentOf = labels.parentOf;
    data->support.resize(width);
    for (std::size_t i = 0; i < labels.labels.size(); ++i) {
        const ClassIndex label = labels.labels[i];
        if (label == kNoClass)
            continue;
        data->labels.push_back(label);
        data->sources.push_back(static_cast<std::uint32_t>(i));
        ++data->support[static_cast<std::size_t>(label)];
        if (!labels.groups.empty())
            data->groups.push_back(labels.groups[i]);
    }
    const std::size_t rows = data->labels.size();
    data->logs.resize((rows + kBlock - 1) / kBlock * kBlock * width);
    std::atomic<std::size_t> bad = kNoRow;
    inRowBlocks(rows, kBlock, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::size_t source = data->sources[row];
            LogUnits* to = data->logs.data() + row / kBlock * kBlock * width + row % kBlock;
            if (writeRow(probabilities.subspan(source * width, width), to, kBlock))
                continue;
            std::size_t known = bad.load(); // the first bad row is named, whichever thread comes first
            while (source < known && !bad.compare_exchange_weak(known, source)) {
            }
            return;
        }
    });
    if (bad.load() != kNoRow)
        return fail(ErrorCode::InvalidArgument,
                    tr("Sample %1 has a probability that is not a number from 0 to 1").arg(bad.load()));
    DecisionTable table;
    table.m_data = std::move(data);
    return table;
}

Result<DecisionTable> DecisionTable::create(std::span<const float> probabilities, int classes,
                                            const TableLabels& labels, int threads)
{
    return make(probabilities, classes, labels, threads);
}

Result<DecisionTable> DecisionTable::create(std::span<const double> probabilities, int classes,
                                            const TableLabels& labels, int threads)
{
    return make(probabilities, classes, labels, threads);
}

std::vector<ClassIndex> DecisionTable::decide(const Offsets& offsets, int threads) const
{
    Q_ASSERT(rows() == 0 || offsets.size() == static_cast<std::size_t>(classes()));
    std::vector<ClassIndex> out(rows());
    inRowBlocks(rows(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t first = begin; first < end; first += kLanes) {
            LogUnits best[kLanes];
            ClassIndex decided[kLanes] = {};
            std::fill(std::begin(best), std::end(best), std::numeric_limits<LogUnits>::min());
            for (int k = 0; k < classes(); ++k) {
                const LogUnits* values = column(first / kBlock, k) + first % kBlock;
                const LogUnits offset = offsets[static_cast<std::size_t>(k)];
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    const LogUnits value = values[lane] + offset;
                    decided[lane] = value > best[lane] ? k : decided[lane];
                    best[lane] = std::max(best[lane], value);
                }
            }
            std::copy_n(decided, std::min(kLanes, end - first),
                        out.begin() + static_cast<std::ptrdiff_t>(first));
        }
    });
    return out;
}

} // namespace badcase::analysis
