// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Search in the texts of many samples. Makes FILE (once) with SAMPLES samples of four fields in mixed
/// Chinese and English, builds the index of texts, and prints for queries from rare to very frequent how long
/// the first 200 hits and the count of all take, and for some of them the scan without an index. Usage:
/// bench_text FILE [SAMPLES]

#include "storage/project_database.h"
#include "storage/sample_query.h"
#include "storage/sample_writer.h"
#include "storage/statement.h"
#include "storage/text_index.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

using namespace badcase;
using namespace badcase::storage;

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().message));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

double seconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// Texts whose characters are as unevenly frequent as those of a language: the n-th has a share of 1/n.
class TextMaker {
public:
    QString text(int least, int most)
    {
        QString made;
        const int length = least + static_cast<int>(m_random() % static_cast<unsigned>(most - least + 1));
        while (made.size() < length) {
            const unsigned dice = m_random() % 100;
            if (dice < 4)
                made += QLatin1Char(' ') + word() + QLatin1Char(' ');
            else if (dice < 12)
                made += u'，';
            else if (dice < 15)
                made += u'的';
            else
                made += QChar(static_cast<char16_t>(0x4e00 + rank(5000)));
        }
        return made;
    }

private:
    int rank(int ranks)
    {
        const double share = std::uniform_real_distribution<double>(0, 1)(m_random);
        return static_cast<int>(std::pow(static_cast<double>(ranks), share)) - 1;
    }

    QString word()
    {
        QString made;
        for (int number = rank(20000) + 26; number > 0; number /= 26)
            made += QLatin1Char(static_cast<char>('a' + number % 26));
        return made;
    }

    std::mt19937 m_random{20261121};
};

void makeProject(const QString& path, int samples)
{
    const auto schema =
        must(Schema::create(Task::Classification, {{QStringLiteral("a")}, {QStringLiteral("b")}}));
    const auto project = must(ProjectDatabase::create(path, schema));
    const auto connection = must(project->connect());
    SampleWriter writer(*connection);
    TextMaker maker;
    double making = 0;
    QElapsedTimer whole, timer;
    whole.start();
    for (int i = 0; i < samples; ++i) {
        timer.start();
        ImportSample sample;
        sample.sample.name = QString::number(1'000'000'000 + i);
        sample.sample.kind = SampleKind::NoMedia;
        sample.labels = LabelSet{i % 2};
        sample.fields = {{QStringLiteral("title"), maker.text(10, 30)},
                         {QStringLiteral("ocr"), i % 5 == 0 ? QString() : maker.text(0, 120)},
                         {QStringLiteral("asr"), maker.text(0, 160)},
                         {QStringLiteral("keywords"), maker.text(0, 12)}};
        making += seconds(timer);
        must(writer.write(sample));
    }
    must(writer.finish());
    const double writing = seconds(whole) - making;
    std::printf("%d samples written in %.1f s (%.0f a second), %lld MB\n", samples, writing,
                samples / writing, static_cast<long long>(QFileInfo(path).size() >> 20));
}

void buildIndex(Connection& connection)
{
    TextIndex index(connection);
    if (must(index.state()).complete())
        return;
    QElapsedTimer timer;
    timer.start();
    must(index.build());
    const double took = seconds(timer);
    const qint64 samples = must(index.state()).total;
    std::printf("index of %lld samples built in %.1f s (%.0f a second), file %lld MB\n",
                static_cast<long long>(samples), took, static_cast<double>(samples) / took,
                static_cast<long long>(QFileInfo(connection.projectPath()).size() >> 20));
    const auto bytes =
        must(scalar(connection, QStringLiteral("SELECT SUM(LENGTH(samples) + LENGTH(term) + "
                                               "COALESCE(LENGTH(positions), 0)) FROM text_postings")));
    const auto rows = must(scalar(connection, QStringLiteral("SELECT COUNT(*) FROM text_postings")));
    std::printf("%lld postings, %lld MB\n", static_cast<long long>(rows),
                static_cast<long long>(bytes >> 20));
}

void timeQuery(TextIndex& index, const QString& query)
{
    QElapsedTimer timer;
    double first = 0, best = 1e9;
    TextHits hits;
    for (int i = 0; i < 4; ++i) {
        timer.start();
        hits = must(index.search(query, 200));
        const double took = seconds(timer) * 1000;
        first = i == 0 ? took : first;
        best = std::min(best, took);
    }
    std::printf("%-24s %9lld hits   first %7.1f ms   again %7.1f ms\n", qPrintable(query),
                static_cast<long long>(hits.count), first, best);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_text FILE [SAMPLES]\n");
        return 2;
    }
    const QString path = QString::fromLocal8Bit(argv[1]);
    if (!QFileInfo::exists(path))
        makeProject(path, argc > 2 ? std::atoi(argv[2]) : 1'000'000);
    QElapsedTimer timer;
    timer.start();
    const auto project = must(ProjectDatabase::open(path));
    const auto connection = must(project->connect());
    std::printf("opened in %.0f ms\n", seconds(timer) * 1000);
    buildIndex(*connection);
    TextIndex index(*connection);
    for (const char16_t* query :
         {u"的",  u"一",   u"的一", u"一的",     u"的一的",     u"一丁丂",  u"的 一 丁",
          u"丗",  u"丗丗", u"弁",   u"title:的", u"ocr:一丁",   u"a",       u"ab",
          u"abc", u"bcd",  u"的a",  u"\"的 a",   u"1000000123", u"丁丂七丄"})
        timeQuery(index, QString::fromUtf16(query));
    timer.start();
    SampleFilter filter;
    filter.text = QStringLiteral("的");
    const auto found = must(querySamples(*connection, filter));
    std::printf("as a filter: %zu samples in %.0f ms\n", found.size(), seconds(timer) * 1000);
    timer.start();
    must(querySamples(*connection, {},
                      {SampleOrder::Key::TextQuality, true, QStringLiteral("ocr"), TextMeasure::Repeated}));
    std::printf("all by repeated share: %.0f ms\n", seconds(timer) * 1000);
    return 0;
}
