// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How fast metadata come in: 20,000 small pictures in class folders, read with their sizes and without a
/// database. Usage: bench_import [PICTURES]. Prints pictures a second of a folder read for the first and for
/// the second time (the first finds the files in the page cache too, because they were just written).

#include "storage/formats/dataset_reader.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

using namespace badcase;

namespace {

class Counter : public formats::RecordVisitor {
public:
    qint64 records = 0;
    qint64 problems = 0;
    qint64 withSize = 0;

    Result<void> record(formats::Record record) override
    {
        ++records;
        withSize += record.size.isEmpty() ? 0 : 1;
        return {};
    }
    void problem(SampleProblem) override { ++problems; }
    void progress(const Progress&) override {}
};

/// A hundred classes; one JPEG in ten contents, because the files and not their pixels are the work.
void makePictures(const QString& folder, int count)
{
    QByteArray contents[10];
    for (int i = 0; i < 10; ++i) {
        QImage image(64 + i, 48, QImage::Format_RGB888);
        image.fill(QColor(20 * i, 255 - 20 * i, 128));
        QBuffer buffer(&contents[i]);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "JPEG");
    }
    for (int i = 0; i < count; ++i) {
        const QString path = folder + QStringLiteral("/class %1").arg(i % 100);
        if (i < 100)
            QDir().mkpath(path);
        QFile file(path + QStringLiteral("/%1.jpg").arg(i));
        if (!file.open(QIODevice::WriteOnly) || file.write(contents[i % 10]) < 0)
            std::abort();
    }
}

} // namespace

int main(int argc, char** argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 20000;
    const QTemporaryDir dir;
    makePictures(dir.path(), count);
    formats::ReadOptions options;
    options.source = dir.path();
    const auto reader = formats::readerFor(QStringLiteral("imagefolder"));
    for (int pass = 1; pass <= 2; ++pass) {
        Counter counter;
        QElapsedTimer timer;
        timer.start();
        const auto outcome = (*reader)->read(options, Schema(), counter, CancelToken());
        const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        if (!outcome || counter.withSize != count) {
            std::fprintf(stderr, "%lld of %d pictures read\n", static_cast<long long>(counter.withSize),
                         count);
            return 1;
        }
        std::printf("pass %d: %d pictures with sizes in %.2f s, %.0f pictures/s\n", pass, count, seconds,
                    count / seconds);
    }
    return 0;
}
