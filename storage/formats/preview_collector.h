// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A visitor that keeps what it is shown, for previews.

#include "storage/formats/dataset_reader.h"

namespace badcase::formats {

class PreviewCollector : public RecordVisitor {
public:
    Preview preview;

    Result<void> record(Record record) override
    {
        if (record.labels) {
            for (const QString& name : *record.labels)
                addClass(name);
        }
        preview.records.push_back(std::move(record));
        return {};
    }
    void problem(SampleProblem problem) override { preview.problems.push_back(std::move(problem)); }
    void progress(const Progress&) override {}

    void addClass(const QString& name)
    {
        if (!preview.classes.contains(name))
            preview.classes << name;
    }
};

} // namespace badcase::formats
