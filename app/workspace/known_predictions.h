// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Predictions that other runs of a project have made of the same contents with the same settings.

#include "inference/core/schema.h"
#include "inference/jobs/run_io.h"
#include "storage/connection.h"
#include "storage/prediction_records.h"

#include <memory>
#include <optional>
#include <vector>

namespace badcase::workspace {

/// Immutable once it is loaded, 24 bytes a sample. Thread-safe.
class KnownPredictions : public jobs::KnownResults {
public:
    explicit KnownPredictions(std::vector<storage::ContentPlace> places);

    /// Of all runs with this key but `self`: what a run that is resumed has itself done is not looked at
    /// again. On the connection's thread.
    static Result<std::shared_ptr<KnownPredictions>> load(storage::Connection& connection,
                                                          const QString& computeKey, RunId self);

    bool has(quint64 content) const override { return find(content) != nullptr; }
    std::optional<storage::ContentPlace> place(quint64 content) const;
    std::size_t size() const { return m_places.size(); }

private:
    const storage::ContentPlace* find(quint64 content) const;

    std::vector<storage::ContentPlace> m_places; ///< by content, each once
};

/// Puts the stored prediction into `result` as if it had been computed now: probabilities and embedding or mask,
/// the first `views` kept views, and the scores of a video's frames. An Error becomes the outcome when it cannot
/// be read, e.g. because its run was deleted meanwhile; resuming then computes the sample. On the connection's
/// thread.
void takeStored(storage::Connection& connection, Task task, const storage::ContentPlace& place, int views,
                jobs::SampleResult& result);

} // namespace badcase::workspace
