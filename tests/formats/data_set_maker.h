// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small data sets made on the spot, and a visitor that keeps what a reader finds.

#include "inference/core/class_map.h"
#include "storage/formats/dataset_reader.h"
#include "storage/formats/dataset_writer.h"

#include <QByteArray>
#include <QDir>
#include <QMap>
#include <QString>

#include <vector>

namespace badcase::test {

/// A PNG of one colour that is told by `seed`.
QByteArray pngPicture(int width, int height, int seed);
/// A grey PNG of the values of `map`, as a mask.
QByteArray pngMask(const ClassMap& map);
/// Bands of the classes 0 .. classes-1.
ClassMap bandMask(int width, int height, int classes);

void writeFile(const QString& path,
               const QByteArray& bytes); ///< makes folders; aborts the test program when it fails
QByteArray readFile(const QString& path);
/// Relative path -> contents of every file below a folder, hidden ones too.
QMap<QString, QByteArray> filesBelow(const QString& folder);
/// Zips the contents of a folder with Python's zipfile; false when that fails.
bool zipFolder(const QString& folder, const QString& archive);

class Collector : public formats::RecordVisitor {
public:
    std::vector<formats::Record> records;
    std::vector<SampleProblem> problems;
    qint64 stopAfter = -1;      ///< answer this record with an error
    CancelToken cancelAfterOne; ///< cancelled at the first progress
    bool cancels = false;

    Result<void> record(formats::Record record) override;
    void problem(SampleProblem problem) override { problems.push_back(std::move(problem)); }
    void progress(const Progress&) override
    {
        if (cancels)
            cancelAfterOne.cancel();
    }

    const formats::Record* find(const QString& name) const;
    QStringList names() const;
    int count(const QString& kind) const;
    QString message(const QString& kind) const; ///< of the first problem of that kind
};

struct Import {
    Collector found;
    formats::PairCounts pairs;
};

/// Reads a whole set with a format's reader.
Result<Import> importAll(const QString& format, const formats::ReadOptions& options,
                         const Schema& schema = {});

/// What a record's labels are compared with.
inline std::optional<QStringList> labelled(const QStringList& names)
{
    return names;
}

Schema makeSchema(Task task, const QStringList& names, std::optional<int> ignore = {});

/// Turns what was imported into what is exported, with masks decoded.
std::vector<formats::ExportRecord> toExport(const std::vector<formats::Record>& records,
                                            const Schema& schema);
formats::RecordSource sourceOf(const std::vector<formats::ExportRecord>& records);

} // namespace badcase::test
