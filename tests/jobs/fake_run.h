// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Stand-ins for what surrounds a run: pictures in memory, a model that is a formula, a sink that remembers.
/// They exist only in tests.

#include "inference/jobs/inference_job.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace badcase::test {

/// Members are PPM pictures made on demand: "W-H-V" is W x H pixels of grey value V, "W-H-V-ramp" has V + 3 x + 7 y, modulo
/// 200, at (x, y); anything beginning with
/// "broken" is no picture, "missing..." does not exist.
class FakeRoot : public media::MediaRoot {
public:
    QString path() const override { return QStringLiteral("/fake"); }
    bool isZip() const override { return false; }
    Result<media::MediaStat> stat(const QString& member) const override;
    Result<QByteArray> read(const QString& member, qint64 maxBytes) const override;
    Result<QByteArray> readHead(const QString& member, qint64 bytes) const override
    {
        return read(member, bytes);
    }
    Result<void> list(const QString&, const CancelToken&,
                      const std::function<bool(const QString&, const media::MediaStat&)>&) const override
    {
        return {};
    }
    std::chrono::microseconds delay{0};
};

/// A list of samples.
class ListSource : public jobs::SampleSource {
public:
    explicit ListSource(std::vector<jobs::JobSample> samples) : m_samples(std::move(samples)) {}
    qint64 total() const override { return static_cast<qint64>(m_samples.size()); }
    Result<std::vector<jobs::JobSample>> next(int maximum) override;

    qint64 failAt = -1;  ///< an error instead of this sample
    int largestTake = 0; ///< the most that was ever asked for
    qint64 taken() const { return m_next; }

private:
    std::vector<jobs::JobSample> m_samples;
    std::atomic<qint64> m_next = 0;
};

/// Remembers what was written and by which thread.
class RecordingSink : public jobs::ResultSink {
public:
    Result<void> open() override;
    Result<void> write(std::vector<jobs::SampleResult> results) override;
    Result<void> close(Outcome outcome) override;

    std::vector<qint64> ids() const;
    const jobs::SampleResult& result(std::size_t at) const { return results[at]; }

    std::vector<jobs::SampleResult> results;
    std::vector<std::size_t> chunks;
    std::vector<Outcome> closed;
    std::set<std::thread::id> threads;
    int opened = 0;
    int failChunk = -1; ///< NoSpace at this write
    bool failOpen = false;
    bool failClose = false;
};

/// Logits of the first of two classes = mean of the sample's input values. Deterministic.
class FakeModel : public engine::LoadedModel {
public:
    struct Behaviour {
        std::chrono::microseconds delay{0};
        std::int64_t largestBatch = 1 << 20;            ///< TooLarge beyond
        std::function<bool(float mean)> throwsFor = {}; ///< a Backend error
        std::function<bool(float mean)> nanFor = {};
        std::function<bool(float mean)> hangsFor = {}; ///< until interrupt()
        int worksFor = 1 << 30; ///< passes, of all copies together (`forwards`); after that a Backend error, as of a device that has gone
        bool onDevice = false;
        bool segmentation = false; ///< logits per pixel instead
        bool pointwise = false;    ///< of each pixel's own value (with segmentation)
        std::int64_t classes = 2;
        int copies = 0;                          ///< as a server's
        std::atomic<int>* alive = nullptr;
        std::atomic<int>* forwards = nullptr;
        std::atomic<int>* largestSeen = nullptr; ///< samples of the largest batch that went through
    };
    explicit FakeModel(const Behaviour& behaviour);
    ~FakeModel() override;
    engine::DeviceInfo device() const override;
    int threads() const override { return 1; }
    int copies() const override { return m_behaviour.copies; }
    Result<std::vector<engine::Tensor>> forward(std::span<const engine::Tensor> inputs) override;
    bool interrupt() override;

private:
    Behaviour m_behaviour;
    std::atomic<bool> m_interrupted = false;
    std::thread::id m_owner;
};

/// A plan over `members` of one FakeRoot with a grey 2-class model of any input size.
struct FakeRun {
    explicit FakeRun(const QStringList& members);
    explicit FakeRun(std::vector<jobs::JobSample> samples);
    jobs::RunPlan plan();
    jobs::RunReport run() { return jobs::InferenceJob(plan()).run(); }

    std::shared_ptr<FakeRoot> root = std::make_shared<FakeRoot>();
    std::shared_ptr<ListSource> source;
    std::shared_ptr<RecordingSink> sink = std::make_shared<RecordingSink>();
    FakeModel::Behaviour model;
    jobs::RunOptions options;
    jobs::FramePlan frames;
    jobs::ViewPlan views;
    CancelToken cancel;
    std::vector<int> threadsAsked; ///< by each call of the loader
    int failLoads = 0;             ///< so many loads fail, from the second on when negative
};

/// "8-8-V" for V = 0 .. count - 1 (modulo 200).
QStringList pictures(int count);

} // namespace badcase::test
