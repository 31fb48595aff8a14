// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How fast a large WeChat set comes in, and in how much memory. Usage: bench_wechat [RECORDS] [FILE]. Makes
/// a labeled.json of RECORDS (1,000,000) records like those of the contest (title, speech, ten lines of OCR),
/// reads it without a database, and prints records a second and the peak of memory. With FILE the annotations
/// are left there, to be imported by the program:
///
///     bench_wechat 1000000 /tmp/labeled.json
///     badcase create big.badcase --task classification
///     /usr/bin/time -v badcase import big.badcase --format wechat /tmp/labeled.json

#include "storage/formats/dataset_reader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <random>

#include <sys/resource.h>

using namespace badcase;

namespace {

class Counter : public formats::RecordVisitor {
public:
    qint64 records = 0;
    qint64 problems = 0;
    qint64 spans = 0;

    Result<void> record(formats::Record record) override
    {
        ++records;
        spans += static_cast<qint64>(record.spans.size());
        return {};
    }
    void problem(SampleProblem) override { ++problems; }
    void progress(const Progress&) override {}
};

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Texts of a few words each, the same for the same seed.
class RecordMaker {
public:
    QByteArray make(int number)
    {
        QByteArray out = "{\"id\": \"" + QByteArray::number(1'000'000'000'000'000'000 + qint64(number)) +
                         "\", \"title\": \"" + words(8) + "\", \"asr\": \"" + words(40) + "\", \"ocr\": [";
        for (int i = 0; i < 10; ++i)
            out += (i ? ", " : "") + QByteArray("{\"time\": ") + QByteArray::number(3 * i) +
                   ", \"text\": \"" + words(5) + "\"}";
        const QByteArray category = QByteArray::number(m_random() % 200).rightJustified(4, '0');
        return out + "], \"category_id\": \"" + category + "\"}";
    }

private:
    QByteArray words(int count)
    {
        static const char* list[] = {"美食", "旅行", "游戏", "音乐", "猫咪", "健身", "穿搭", "汽车",
                                     "教程", "家居", "影视", "新闻", "天气", "😂",    "vlog", "2022"};
        QByteArray out;
        for (int i = 0; i < count; ++i)
            out += list[m_random() % std::size(list)];
        return out;
    }

    std::minstd_rand m_random{7};
};

void makeAnnotations(const QString& path, int count)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        std::abort();
    RecordMaker maker;
    for (int i = 0; i < count; ++i) {
        if (file.write((i ? ", " : "[") + maker.make(i)) < 0)
            std::abort();
    }
    file.write("]");
}

} // namespace

int main(int argc, char** argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const QTemporaryDir dir;
    const QString path =
        argc > 2 ? QString::fromLocal8Bit(argv[2]) : dir.filePath(QStringLiteral("labeled.json"));
    makeAnnotations(path, count);
    const double before = peakMegabytes();
    formats::ReadOptions options;
    options.source = path;
    const auto reader = formats::readerFor(QStringLiteral("wechat"));
    Counter counter;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = (*reader)->read(options, Schema(), counter, CancelToken());
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    if (!outcome || counter.records != count || counter.problems != 0) {
        std::fprintf(stderr, "%lld of %d records read\n", static_cast<long long>(counter.records), count);
        return 1;
    }
    std::printf("%d records, %.0f MB, in %.2f s: %.0f records/s; peak %.0f MB (%.0f MB before)\n", count,
                static_cast<double>(QFile(path).size()) / 1e6, seconds, count / seconds, peakMegabytes(),
                before);
    return 0;
}
