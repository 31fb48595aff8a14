// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "what if?": the model of a run over one sample that was changed for the question, and how the
/// probability of every class moves. The sample itself stays as it is.

#include "app/workspace/project.h"
#include "app/workspace/trust_store.h"
#include "inference/core/cancel.h"
#include "storage/run_repository.h"
#include "storage/what_if_repository.h"

#include <QJsonObject>
#include <QMap>

#include <memory>
#include <vector>

namespace badcase::engine {
class InferenceModel;
struct PreparedInput;
}
namespace badcase::storage {
struct SampleDetail;
}

namespace badcase::workspace {

/// What is changed. As JSON: {"blank_media": true, "fields": {"title": "other words", "ocr": ""}}.
struct WhatIfEdits {
    bool blankMedia = false; ///< the picture (or the frames) become one even colour, see WhatIfModel
    QMap<QString, QString> fields = {}; ///< field -> its text instead; empty: blanked

    bool isEmpty() const { return !blankMedia && fields.isEmpty(); }
    QJsonObject toJson() const;
    static WhatIfEdits fromJson(const QJsonObject& json);
    bool operator==(const WhatIfEdits&) const = default;
};

struct WhatIfRequest {
    RunId run;
    SampleId sample;
    WhatIfEdits edits;
    QString author;
    bool trust = false; ///< the user consents to execute the run's model file
    QString device = QStringLiteral("auto");
};

/// `record` is stored (id 0: not, the project is read only).
struct WhatIfAnswer {
    storage::WhatIfRecord record;
    QString runName;
    QString sampleName;
    QString notice; ///< what the answer leaves out, e.g. edited texts that the model does not read

    QJsonObject toJson(const Schema& schema) const; ///< the keys of the command line's `what-if`
};

/// What the window may offer for a run before anybody asks.
struct WhatIfMeans {
    bool canAsk = false;
    bool readsTexts = false;
    bool readsPictures = false; ///< or frames
    bool readsFeatures = false;
    QString reason; ///< why nothing can be asked, or what cannot: a sentence
};
/// Looks only at what the project knows of the run.
WhatIfMeans whatIfMeans(const storage::RunRecord& run);

/// The model of the run that was asked last, kept in memory for the next question. Used by one thread at a
/// time, the same one for all calls.
///
/// A blanked picture has the model's mean colour in every pixel: what the model's card calls the mean, zero
/// in all channels after normalisation (black for a card without one), padding included. Blanked frames and
/// features are zeros, too. What the run itself did not show its model is not shown here either.
class WhatIfModel {
public:
    WhatIfModel();
    ~WhatIfModel();
    WhatIfModel(const WhatIfModel&) = delete;
    WhatIfModel& operator=(const WhatIfModel&) = delete;

    /// Asks, and stores the answer. Errors: InvalidArgument (nothing is changed; the run was imported and has
    /// no model; masks; only texts are edited and the model reads none), NotFound (the model file is gone),
    /// NotTrusted (its present content was never consented to), Corrupt, Unsupported or NotFound for the
    /// sample's picture, Backend.
    Result<WhatIfAnswer> ask(Project& project, storage::Connection& connection, const WhatIfRequest& request,
                             TrustStore trust, const CancelToken& cancel = {});

private:
    struct Loaded;
    Result<void> load(Project& project, storage::Connection& connection, const storage::RunRecord& run,
                      const WhatIfRequest& request, TrustStore trust, const CancelToken& cancel);
    Result<std::vector<float>> probabilities(Project& project, const storage::SampleDetail& detail,
                                             const WhatIfEdits& edits, const CancelToken& cancel);
    Result<engine::PreparedInput> pictureInput(Project& project, const Sample& sample, bool blank);
    Result<engine::PreparedInput> allInputs(Project& project, const storage::SampleDetail& detail,
                                            const WhatIfEdits& edits, bool blank, const CancelToken& cancel);

    std::unique_ptr<Loaded> m_loaded;
};

} // namespace badcase::workspace
