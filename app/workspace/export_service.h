// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "export": a data set for the trainer, read back and compared before it is called done.

#include "app/workspace/metrics_service.h"
#include "storage/formats/dataset_writer.h"

namespace badcase::workspace {

struct ExportRequest {
    QString format;
    QString out;
    LabelSource labels = LabelSource::Corrected;
    QString split;            ///< empty: all
    bool dropBadMedia = true; ///< leave out samples judged bad media
    bool dropAmbiguous = false;
    bool polygons = false; ///< coco: see formats::ExportOptions
};

struct ExportReport {
    ExportRequest request;
    formats::ExportSummary summary;

    QJsonObject toJson() const;
};

/// On the calling thread, with its own connection. Logged in the project when it is done.
Result<ExportReport> exportProject(Project& project, const ExportRequest& request, const CancelToken& cancel,
                                   const ProgressCallback& progress);

} // namespace badcase::workspace
