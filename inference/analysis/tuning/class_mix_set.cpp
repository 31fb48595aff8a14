// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/class_mix_set.h"

#include "inference/analysis/tuning/row_blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace badcase::analysis {

namespace {

/// Sums closer than this are decided by the whole rule: what is stored is rounded to float32, which makes equal what
/// differs by 6e-8 of its size.
constexpr double kClose = 1e-6;
constexpr std::size_t kGrain = 256;

double flooredLog(double p)
{
    return std::log(std::max(p, kMixFloor));
}

double logTerm(Activation activation, double p)
{
    return activation == Activation::Softmax ? flooredLog(p) : flooredLog(p) - flooredLog(1.0 - p);
}

double sigmoid(double logit)
{
    return 1.0 / (1.0 + std::exp(-logit));
}

Error invalid(const QString& text)
{
    return {ErrorCode::InvalidArgument, text, {}};
}

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ClassMixSet", text);
}

} // namespace

/// Tells what is sure from what is in doubt.
class ClassMixSet::Builder {
public:
    explicit Builder(Data& data) : m_data(data) {}

    Result<> check() const;
    void build(int threads);

private:
    struct Part {
        std::vector<Doubt> doubts;
        std::vector<ClassIndex> candidates;
    };

    const float* row(std::size_t member, std::size_t row) const
    {
        return m_data.members[member].data() + row * static_cast<std::size_t>(m_data.classes);
    }
    bool beats(std::size_t row, int winner, int loser) const;
    std::vector<ClassIndex> front(std::size_t row) const;
    std::vector<ClassIndex> undecidedTags(std::size_t row, LabelSet& sure) const;
    void buildRows(std::size_t begin, std::size_t end, Part& part);
    void setStrata();
    void setTerms(int threads);

    Data& m_data;
};

Result<> ClassMixSet::Builder::check() const
{
    const Data& data = m_data;
    if (data.members.empty() || data.classes < 1)
        return fail(invalid(tr("There is nothing to mix: at least one member and one class are needed")));
    const std::size_t size = data.labels.size() * static_cast<std::size_t>(data.classes);
    for (const auto& member : data.members) {
        if (member.size() != size)
            return fail(invalid(tr("A member has %1 probabilities where %2 samples x %3 classes need %4")
                                    .arg(member.size())
                                    .arg(data.labels.size())
                                    .arg(data.classes)
                                    .arg(size)));
        if (!std::ranges::all_of(member, [](float p) { return p >= -1e-6f && p <= 1.000001f; }))
            return fail(invalid(tr("A probability is not a number from 0 to 1")));
    }
    for (const LabelSet& label : data.labels) {
        const bool outside = !label.empty() && (label.classes().front() < 0 || label.classes().back() >= data.classes);
        if (outside || (data.activation == Activation::Softmax && label.size() != 1))
            return fail(invalid(outside ? tr("A label lies outside the %1 classes").arg(data.classes)
                                        : tr("A sample has %1 labels where it needs one").arg(label.size())));
    }
    return {};
}

/// Whether the loser cannot be decided whatever the weights are. At ties the lower class wins, and rounding makes
/// ties; so the later class has to lead by more than rounding takes away.
bool ClassMixSet::Builder::beats(std::size_t row, int winner, int loser) const
{
    for (std::size_t member = 0; member < m_data.members.size(); ++member) {
        const double p = this->row(member, row)[winner];
        const double other = this->row(member, row)[loser];
        if (winner < loser ? p < other : p < other * (1 + kClose) + 2 * kMixFloor)
            return false;
    }
    return true;
}

/// The classes that no other one beats. Beating is transitive, so one that is beaten need not be asked any more.
std::vector<ClassIndex> ClassMixSet::Builder::front(std::size_t row) const
{
    const int classes = m_data.classes;
    std::vector<float> sums(static_cast<std::size_t>(classes));
    for (std::size_t member = 0; member < m_data.members.size(); ++member) {
        const float* p = this->row(member, row);
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += p[k];
    }
    const auto strongest = static_cast<int>(std::ranges::max_element(sums) - sums.begin());
    std::vector<ClassIndex> left;
    for (int k = 0; k < classes; ++k) {
        if (k == strongest || !beats(row, strongest, k))
            left.push_back(k);
    }
    std::vector<ClassIndex> out;
    for (const ClassIndex k : left) {
        const bool beaten =
            std::ranges::any_of(left, [&](ClassIndex other) { return other != k && beats(row, other, k); });
        if (!beaten)
            out.push_back(k);
    }
    return out;
}

std::vector<ClassIndex> ClassMixSet::Builder::undecidedTags(std::size_t row, LabelSet& sure) const
{
    std::vector<ClassIndex> undecided;
    std::vector<ClassIndex> decided;
    for (ClassIndex k = 0; k < m_data.classes; ++k) {
        std::size_t above = 0;
        for (std::size_t member = 0; member < m_data.members.size(); ++member)
            above += this->row(member, row)[k] >= 0.5f ? 1 : 0;
        if (above == m_data.members.size())
            decided.push_back(k);
        else if (above > 0)
            undecided.push_back(k);
    }
    sure = LabelSet(std::move(decided));
    return undecided;
}

void ClassMixSet::Builder::buildRows(std::size_t begin, std::size_t end, Part& part)
{
    const bool softmax = m_data.activation == Activation::Softmax;
    for (std::size_t row = begin; row < end; ++row) {
        const auto candidates = softmax ? front(row) : undecidedTags(row, m_data.sure.sets[row]);
        if (softmax)
            m_data.sure.classes[row] = candidates.size() == 1 ? candidates.front() : kNoClass;
        if (candidates.size() <= (softmax ? 1U : 0U))
            continue;
        part.doubts.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(candidates.size()),
                               part.candidates.size()});
        part.candidates.insert(part.candidates.end(), candidates.begin(), candidates.end());
    }
}

void ClassMixSet::Builder::setStrata()
{
    std::vector<qint64> support(static_cast<std::size_t>(m_data.classes));
    for (const LabelSet& label : m_data.labels) {
        for (const ClassIndex k : label)
            ++support[static_cast<std::size_t>(k)];
    }
    for (const LabelSet& label : m_data.labels) {
        const auto rarest = std::ranges::min_element(
            label.classes(), {}, [&](ClassIndex k) { return support[static_cast<std::size_t>(k)]; });
        m_data.strata.push_back(label.empty() ? m_data.classes : *rarest);
    }
}

void ClassMixSet::Builder::setTerms(int threads)
{
    const std::size_t members = m_data.members.size();
    m_data.plain.resize(m_data.candidates.size() * members);
    m_data.logs.resize(m_data.plain.size());
    inRowBlocks(m_data.doubts.size(), kGrain, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Doubt& doubt = m_data.doubts[i];
            for (std::size_t c = doubt.first; c < doubt.first + doubt.count; ++c) {
                for (std::size_t member = 0; member < members; ++member) {
                    const double p = row(member, doubt.row)[m_data.candidates[c]];
                    m_data.plain[c * members + member] = p;
                    m_data.logs[c * members + member] = logTerm(m_data.activation, p);
                }
            }
        }
    });
}

void ClassMixSet::Builder::build(int threads)
{
    const std::size_t rows = m_data.labels.size();
    if (m_data.activation == Activation::Softmax)
        m_data.sure.classes.resize(rows);
    else
        m_data.sure.sets.resize(rows);
    const std::size_t blocks = (rows + kGrain - 1) / kGrain;
    std::vector<Part> parts(blocks);
    inRowBlocks(blocks, 1, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t block = begin; block < end; ++block)
            buildRows(block * kGrain, std::min(rows, (block + 1) * kGrain), parts[block]);
    });
    for (const Part& part : parts) {
        const std::size_t before = m_data.candidates.size();
        for (Doubt doubt : part.doubts) {
            doubt.first += before;
            m_data.doubts.push_back(doubt);
        }
        m_data.candidates.insert(m_data.candidates.end(), part.candidates.begin(), part.candidates.end());
    }
    setStrata();
    setTerms(threads);
}

ClassMixSet::ClassMixSet() : m_data(std::make_shared<Data>()) {}

Result<ClassMixSet> ClassMixSet::create(Activation activation, int classes,
                                        std::vector<std::vector<float>> members, std::vector<LabelSet> labels,
                                        int threads)
{
    auto data = std::make_shared<Data>();
    data->activation = activation;
    data->classes = classes;
    data->members = std::move(members);
    data->labels = std::move(labels);
    Builder builder(*data);
    BADCASE_TRY(builder.check());
    builder.build(threads);
    ClassMixSet set;
    set.m_data = std::move(data);
    return set;
}

std::span<const double> ClassMixSet::terms(MixMode mode, std::size_t candidate) const
{
    const auto& all = mode == MixMode::Logit ? m_data->logs : m_data->plain;
    return std::span(all).subspan(candidate * members(), members());
}

double ClassMixSet::sumOf(MixMode mode, std::span<const double> shares, std::size_t candidate) const
{
    const auto terms = this->terms(mode, candidate);
    double sum = 0;
    for (std::size_t member = 0; member < terms.size(); ++member) {
        if (shares[member] == 0.0)
            continue;
        if (mode == MixMode::Max)
            sum = std::max(sum, terms[member]);
        else
            sum += shares[member] * terms[member];
    }
    return sum;
}

void ClassMixSet::decideRow(MixMode mode, std::span<const double> shares, const Doubt& doubt,
                            MixDecisions& out) const
{
    double best = -std::numeric_limits<double>::infinity();
    double below = best; ///< the next lower sum
    ClassIndex decided = kNoClass;
    for (std::size_t c = doubt.first; c < doubt.first + doubt.count; ++c) {
        double sum = sumOf(mode, shares, c);
        if (mode == MixMode::Mean)
            sum = static_cast<float>(sum);
        if (sum > best) {
            below = best;
            best = sum;
            decided = m_data->candidates[c];
        } else if (sum < best && sum > below) {
            below = sum;
        }
    }
    // The mean is compared as it is stored. The other two are normalised first, which may round a lead away.
    const double least = mode == MixMode::Logit ? best - kClose : best * (1 - kClose);
    if (mode != MixMode::Mean && below >= least)
        decided = argmax(mixedRow(mode, shares, doubt.row));
    out.classes[doubt.row] = decided;
}

void ClassMixSet::decideTags(MixMode mode, std::span<const double> shares, const Doubt& doubt,
                             MixDecisions& out) const
{
    std::vector<ClassIndex> decided = m_data->sure.sets[doubt.row].classes();
    for (std::size_t c = doubt.first; c < doubt.first + doubt.count; ++c) {
        const double sum = sumOf(mode, shares, c);
        bool isDecided = sum > 0;
        if (mode != MixMode::Logit)
            isDecided = static_cast<float>(sum) >= 0.5f;
        else if (std::abs(sum) < kClose)
            isDecided = static_cast<float>(sigmoid(sum)) >= 0.5f;
        if (isDecided)
            decided.push_back(m_data->candidates[c]);
    }
    out.sets[doubt.row] = LabelSet(std::move(decided));
}

MixDecisions ClassMixSet::decide(MixMode mode, std::span<const double> weights) const
{
    Q_ASSERT(weights.size() == members() && areMixWeights(weights));
    const std::vector<double> shares = mixShares(weights);
    MixDecisions out = m_data->sure;
    for (const Doubt& doubt : m_data->doubts) {
        if (m_data->activation == Activation::Softmax)
            decideRow(mode, shares, doubt, out);
        else
            decideTags(mode, shares, doubt, out);
    }
    return out;
}

std::vector<float> ClassMixSet::mixed(MixMode mode, std::span<const double> weights, std::size_t row) const
{
    return mixedRow(mode, mixShares(weights), row);
}

/// As engine::ClassMerger adds and normalises, operation by operation.
std::vector<float> ClassMixSet::mixedRow(MixMode mode, std::span<const double> shares, std::size_t row) const
{
    const bool softmax = m_data->activation == Activation::Softmax;
    std::vector<double> sums(static_cast<std::size_t>(classes()));
    for (std::size_t member = 0; member < members(); ++member) {
        if (shares[member] == 0.0)
            continue;
        const auto p = this->row(member, row);
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const auto value = static_cast<double>(p[k]);
            if (mode == MixMode::Max)
                sums[k] = std::max(sums[k], value);
            else
                sums[k] += shares[member] *
                           (mode == MixMode::Mean ? value : logTerm(m_data->activation, value));
        }
    }
    if (!softmax && mode == MixMode::Logit)
        std::ranges::transform(sums, sums.begin(), sigmoid);
    if (softmax && mode != MixMode::Mean) {
        if (const double largest = std::ranges::max(sums); mode == MixMode::Logit)
            std::ranges::transform(sums, sums.begin(), [&](double sum) { return std::exp(sum - largest); });
        const double total = std::accumulate(sums.begin(), sums.end(), 0.0);
        std::ranges::transform(sums, sums.begin(), [&](double sum) { return total > 0 ? sum / total : 0.0; });
    }
    return {sums.begin(), sums.end()};
}

} // namespace badcase::analysis
