// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "ablate": what does a model draw on? The model of a run once more over samples of that run,
/// with texts or the media blanked; the answer is an ordinary run, and what changed is measured.

#include "app/workspace/run_service.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace badcase::workspace {

/// What can be left out of a run, before anybody asks. Looks only at what the project knows of it.
struct AblationMeans {
    bool media = false; ///< the model sees pictures, frames or features that are not blanked already
    QStringList fields; ///< texts that it reads, likewise
    QString reason;     ///< why nothing can be left out: a sentence

    bool isEmpty() const { return !media && fields.isEmpty(); }
};
AblationMeans ablationMeans(const storage::RunRecord& run);

/// "RUN without title, media": what an ablation is called when nobody names it.
QString ablationName(const QString& run, const Blanking& blank);

struct AblationRequest {
    QString run;                                  ///< name of the run that is compared with
    Blanking blank;                               ///< at least one thing
    QString name;                                 ///< of the new run; empty: ablationName()
    QString split;                                ///< empty: all samples of the run
    std::optional<std::vector<SampleId>> samples; ///< only these of them
    QString device = QStringLiteral("auto");
    int batch = 0;
    bool trust = false;
    bool background = false;
};

/// Over those samples that both runs have done.
struct AblationSummary {
    RunSummary run;
    QString from;
    Blanking blank;
    qint64 compared = 0;
    qint64 labelled = 0;     ///< of these, with a label; the flips are among them
    qint64 rightToWrong = 0; ///< by the corrected labels
    qint64 wrongToRight = 0;
    qint64 decisions = 0;     ///< decided otherwise, labelled or not
    double meanChange = 0;    ///< of |p after - p before|, over samples and classes
    double meanLabelDrop = 0; ///< of p before - p after, of the labelled classes; 0 without labels
    QJsonObject before;       ///< figures of the run, as `metrics` names them
    QJsonObject after;

    QJsonObject toJson() const; ///< the keys of the command line's `ablate`
};

/// Blocks; call it on the thread that shall own the model. An ablation of this name that was stopped goes on.
/// Errors: NotFound (the run, its model file), InvalidArgument (nothing to blank, imported runs, masks,
/// fields that the model does not read, media that it does not see), those of runModel(), Cancelled (what is
/// done by then stays).
Result<AblationSummary> ablate(const std::shared_ptr<Project>& project, const AblationRequest& request,
                               TrustStore trust, const CancelToken& cancel,
                               const jobs::StatsCallback& progress);

} // namespace badcase::workspace
