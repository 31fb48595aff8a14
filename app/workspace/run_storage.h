// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Runs read samples from and write results to the project file: the two interfaces of inference/jobs over storage.

#include "app/workspace/blanking.h"
#include "app/workspace/early_score.h"
#include "app/workspace/known_predictions.h"
#include "app/workspace/project.h"
#include "inference/jobs/inference_job.h"
#include "storage/run_repository.h"

#include <deque>

namespace badcase::workspace {

/// Which texts come with the samples.
struct TextUse {
    bool wanted = false; ///< the model reads texts
    Blanking blank = {}; ///< those that are left out
};

/// The samples of a run, in the given order (run_order.h), looked up a page at a time.
class StorageSampleSource : public jobs::SampleSource {
public:
    /// Makes its connection on the thread that first calls next().
    StorageSampleSource(std::shared_ptr<Project> project, std::vector<SampleId> samples, TextUse texts = {});
    ~StorageSampleSource() override;

    qint64 total() const override { return static_cast<qint64>(m_samples.size()); }
    Result<std::vector<jobs::JobSample>> next(int maximum) override;

private:
    std::shared_ptr<Project> m_project;
    std::vector<SampleId> m_samples;
    TextUse m_texts;
    std::size_t m_position = 0;
    std::unique_ptr<storage::Connection> m_connection;
};

/// What a sink knows beside its run; the pointers may be null.
struct SinkExtras {
    std::shared_ptr<const KnownPredictions> known; ///< where reused results are
    std::shared_ptr<EarlyScoreMeter> early;        ///< fed with what is written, on the sink's thread
    int views = 0;                                 ///< that the run keeps of a sample
};

/// Scores results against the labels of the moment and writes them, a transaction a call (several where results are
/// large).
class StorageResultSink : public jobs::ResultSink {
public:
    StorageResultSink(std::shared_ptr<Project> project, storage::RunRecord run, SinkExtras extras = {});
    ~StorageResultSink() override;

    Result<void> open() override;
    Result<void> write(std::vector<jobs::SampleResult> results) override;
    Result<void> close(Outcome outcome) override;

    /// Samples that failed, for the report; read it after close().
    const std::vector<SampleProblem>& problems() const { return m_problems; }

private:
    struct Labels;
    Result<void> writePart(std::vector<jobs::SampleResult> results);
    void takeReused(jobs::SampleResult& result);
    void addFailedEarly(const std::vector<storage::FailedSample>& failed);
    Result<Labels> labelsOf(const std::vector<jobs::SampleResult>& results);
    Result<void> writeClasses(std::vector<jobs::SampleResult>& results, const Labels& labels);
    Result<void> writeMasks(std::vector<jobs::SampleResult>& results, const Labels& labels);
    Result<void> followChangesSince(JournalId before, const std::vector<jobs::SampleResult>& results);
    void addProblem(const QString& sample, const QString& kind, const QString& message);

    std::shared_ptr<Project> m_project;
    storage::RunRecord m_run;
    SinkExtras m_extras;
    std::unique_ptr<storage::Connection> m_connection;
    std::vector<SampleProblem> m_problems;
};

} // namespace badcase::workspace
