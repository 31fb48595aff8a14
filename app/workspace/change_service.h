// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "change": a group of changes is written, undone or redone, and everything that follows from it is
/// brought up to date. One object belongs to one connection and its thread.

#include "app/workspace/project.h"
#include "storage/change_store.h"
#include "storage/prediction_records.h"
#include "storage/run_repository.h"
#include "storage/sample_repository.h"

#include <vector>

namespace badcase::workspace {

/// What listeners need to know of a change: announced only after it is durable.
struct ChangeEvent {
    storage::ChangeOutcome outcome;
    std::vector<SampleId> samples; ///< ascending, each once
    /// The change is made, but scores could not follow it; they will when the project is opened the next time.
    std::optional<Error> scoreProblem = {};
};

class ChangeService {
public:
    ChangeService(Project& project, storage::Connection& connection) : m_project(project), m_connection(connection) {}

    Result<ChangeEvent> apply(const storage::ChangeGroup& group);
    Result<ChangeEvent> undo(int count, const QString& author);
    Result<ChangeEvent> redo(int count, const QString& author);

    /// Per-sample losses and pixel counts of every run follow the effective labels. They are derived, so a kill between a
    /// change and this leaves them stale; opening a project for writing calls rescoreAfterCrash().
    Result<void> rescore(std::vector<SampleId> samples) { return follow(std::move(samples), GivenMasks::AsCounted); }
    Result<void> rescoreAfterCrash();
    /// The same after an import, which may have renewed the given masks: they are read from their files again. A mask that
    /// cannot be read or compared leaves its scores unknown, as in a run; the reader of the data set has said why.
    Result<void> rescoreImported(std::vector<SampleId> samples) { return follow(std::move(samples), GivenMasks::ReadAgain); }

private:
    enum class GivenMasks { AsCounted, ReadAgain };

    Result<ChangeEvent> finish(Result<storage::ChangeOutcome> outcome);
    Result<void> follow(std::vector<SampleId> samples, GivenMasks given);
    Result<std::vector<storage::ScoreUpdate>> classScores(const storage::RunRecord& run, const std::vector<SampleId>& samples);
    Result<std::vector<storage::ScoreUpdate>> maskScores(const storage::RunRecord& run, const std::vector<SampleId>& samples,
                                                         GivenMasks given);
    Result<storage::ScoreUpdate> maskUpdate(const storage::RunRecord& run, const storage::SampleRow& row, GivenMasks given);

    Project& m_project;
    storage::Connection& m_connection;
};

} // namespace badcase::workspace
