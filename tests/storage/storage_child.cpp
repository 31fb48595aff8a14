// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The process that the storage tests kill, and run without rights:
///   hold FILE             opens the project, prints "open", waits
///   open-as-nobody FILE   gives up root, opens, prints "read-only|writable SAMPLES NOTICE"
///   work FILE SEED RUN    changes the project until it is killed; after each commit a line on stdout:
///                         "group REASON SIZE", "import COUNT" or "chunk COUNT"

#include "storage/change_store.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "tests/storage/storage_fixture.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>

#include <unistd.h>

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSample;
using storage::test::must;

namespace {

constexpr int kClasses = 5;

/// Written at once, so that the parent reads only what was committed.
void acknowledge(const QByteArray& line)
{
    const QByteArray bytes = line + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size())
        _exit(1);
}

class Worker {
public:
    Worker(const QString& path, quint32 seed, qint64 run)
        : m_project(must(ProjectDatabase::open(path), "open")),
          m_connection(must(m_project->connect())),
          m_random(seed),
          m_run(run),
          m_prefix(QString::number(seed))
    {
        m_samples = must(SampleRepository(*m_connection).count());
        const auto done = must(PredictionRepository(*m_connection).doneSamples(m_run));
        m_predicted = done.empty() ? 0 : done.back().value;
    }

    [[noreturn]] void work()
    {
        for (int step = 0;; ++step) {
            switch (m_random.bounded(5)) {
            case 0:
                change(step, 200);
                break;
            case 1:
                import();
                break;
            case 2:
                predict();
                break;
            default:
                change(step, 1);
            }
        }
    }

private:
    void change(int step, int count)
    {
        ChangeGroup group{{}, QStringLiteral("child"), QStringLiteral("%1-%2").arg(m_prefix).arg(step)};
        for (int i = 0; i < count; ++i)
            group.changes.push_back({SampleId(1 + m_random.bounded(static_cast<int>(m_samples))),
                                     SetComment{QStringLiteral("%1 %2").arg(group.reason).arg(i)}});
        // Times that no other group has, so that a mix of two would show.
        const double begin = step + 1.0 / (1 + m_random.bounded(1000));
        group.changes.push_back({SampleId(1 + m_random.bounded(static_cast<int>(m_samples))),
                                 SetSegments{{{{begin, begin + count, {step % kClasses}}}}}});
        ChangeStore changes(*m_connection);
        const auto outcome = must(changes.apply(group), "change");
        acknowledge("group " + group.reason.toUtf8() + ' ' + QByteArray::number(outcome.changed));
        if (m_random.bounded(4) == 0)
            must(changes.undo(1, QStringLiteral("child")), "undo");
    }

    void import()
    {
        SampleWriter writer(*m_connection, SampleWriter::Mode::Write, 50);
        qint64 acknowledged = 0;
        for (int i = 0; i < 175; ++i) {
            must(writer.write(makeSample(static_cast<int>(m_samples) + i, kClasses)), "import");
            if (writer.committed() > acknowledged) {
                acknowledged = writer.committed();
                acknowledge("import " + QByteArray::number(m_samples + acknowledged));
            }
        }
        must(writer.finish(), "import");
        m_samples += 175;
        acknowledge("import " + QByteArray::number(m_samples));
    }

    void predict()
    {
        ClassChunk chunk;
        chunk.probabilities.columns = kClasses;
        std::vector<float> values;
        for (int i = 0; i < 64 && m_predicted + i < m_samples; ++i) {
            const SampleId id(m_predicted + i + 1);
            const std::vector<float> row = {0.1f, 0.2f, 0.3f, 0.25f, static_cast<float>(id.value)};
            values.insert(values.end(), row.begin(), row.end());
            chunk.probabilities.samples.push_back(id);
            chunk.decisions.push_back(decisionOf(id, std::span<const float>(row), Activation::Softmax));
        }
        chunk.probabilities.values = values;
        must(PredictionRepository(*m_connection).write(m_run, chunk), "chunk");
        m_predicted += static_cast<qint64>(chunk.decisions.size());
        acknowledge("chunk " + QByteArray::number(m_predicted));
    }

    std::shared_ptr<ProjectDatabase> m_project;
    std::unique_ptr<Connection> m_connection;
    QRandomGenerator m_random;
    RunId m_run;
    QString m_prefix;
    qint64 m_samples = 0;
    qint64 m_predicted = 0;
};

int openAsNobody(const QString& path)
{
    constexpr uid_t kNobody = 65534;
    if (getuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0))
        return 1;
    const auto project = ProjectDatabase::open(path);
    if (!project) {
        acknowledge("error " + project.error().message.toUtf8());
        return 1;
    }
    const auto connection = must((*project)->connect());
    acknowledge(QByteArray((*project)->isReadOnly() ? "read-only " : "writable ") +
                QByteArray::number(must(ProjectDatabase::info(*connection)).samples) + ' ' +
                (*project)->notice().toUtf8());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString verb = arguments.value(1), path = arguments.value(2);
    if (verb == QLatin1String("open-as-nobody"))
        return openAsNobody(path);
    if (verb == QLatin1String("hold")) {
        const auto project = must(ProjectDatabase::open(path), "open");
        acknowledge("open");
        for (;;)
            pause();
    }
    if (verb == QLatin1String("work"))
        Worker(path, arguments.value(3).toUInt(), arguments.value(4).toLongLong()).work();
    return 2;
}
