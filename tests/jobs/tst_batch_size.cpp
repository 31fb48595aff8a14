// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/batch_size.h"
#include "tests/support/test_support.h"

#include <functional>

using namespace badcase::jobs;

namespace {

constexpr int kNoLimit = 1 << 20;

/// The size after many passes that each take and cost `seconds(size)`.
int settled(BatchSize size, const std::function<double(int)>& seconds, int limit = kNoLimit)
{
    for (int pass = 0; pass < 200; ++pass) {
        const int samples = size.current(limit);
        size.observe(static_cast<std::size_t>(samples), seconds(samples), seconds(samples));
    }
    return size.current(limit);
}

} // namespace

class TstBatchSize : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAskedForStays();
    void slowModelsGetSmallOnes();
    void growsWhileThatIsCheaper();
    void theFirstPassesOfASizeDoNotCount();
    void memoryEndsIt();
};

void TstBatchSize::whatWasAskedForStays()
{
    QCOMPARE(settled(BatchSize(3), [](int) { return 1e-3; }), 3);
}

void TstBatchSize::slowModelsGetSmallOnes()
{
    QCOMPARE(settled(BatchSize(32), [](int samples) { return 0.1 * samples; }), 5); // half a second
    QCOMPARE(settled(BatchSize(32), [](int samples) { return 7.0 * samples; }), 1);
}

void TstBatchSize::growsWhileThatIsCheaper()
{
    const BatchSize device(32, BatchSize::Search{.factor = 2, .largest = 256, .worthwhile = 0.97});
    // A pass costs something by itself: the more samples share it the better.
    QCOMPARE(settled(device, [](int samples) { return 1e-2 + 1e-5 * samples; }), 256);
    // From 64 on it does not pay: 64 was tried and the size before it kept.
    QCOMPARE(settled(device, [](int samples) { return samples < 64 ? 1e-3 * samples : 1.2e-3 * samples; }),
             32);
    QCOMPARE(settled(device, [](int samples) { return 1e-3 * samples; }), 32);
    const BatchSize cpu(1, BatchSize::Search{.factor = 8, .largest = 8, .worthwhile = 0.85});
    QCOMPARE(settled(cpu, [](int samples) { return samples == 1 ? 11e-3 : 8e-3 * samples; }), 8);
    QCOMPARE(settled(cpu, [](int samples) { return samples == 1 ? 11e-3 : 10e-3 * samples; }), 1);
}

void TstBatchSize::theFirstPassesOfASizeDoNotCount()
{
    int last = 0;
    const auto preparing = [&last](int samples) {
        const bool first = samples != last;
        last = samples;
        return (first ? 0.2 : 0.0) + 1e-3 * samples * (samples < 128 ? 1.0 - samples / 1000.0 : 1.0);
    };
    const BatchSize size(16, BatchSize::Search{.factor = 2, .largest = 256, .worthwhile = 0.99});
    QCOMPARE(settled(size, preparing), 64);
}

void TstBatchSize::memoryEndsIt()
{
    const BatchSize size(32, BatchSize::Search{});
    QCOMPARE(settled(
                 size, [](int samples) { return 1e-2 + 1e-5 * samples; }, 48),
             48);
}

BADCASE_REGISTER_TEST(TstBatchSize)
#include "tst_batch_size.moc"
