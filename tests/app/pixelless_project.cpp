// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/pixelless_project.h"

#include "storage/media_root_repository.h"
#include "storage/sample_repository.h"
#include "storage/sample_writer.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"

#include <QDir>
#include <QTest>

namespace badcase::window::test {

namespace {

using workspace::test::must;

/// An .npy of float32, frames x 2.
QByteArray features(const std::vector<float>& values)
{
    const QByteArray text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                            QByteArray::number(static_cast<qint64>(values.size() / 2)) + ", 2), }\n";
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes.append(static_cast<char>(text.size())).append('\0').append(text);
    return bytes.append(reinterpret_cast<const char*>(values.data()),
                        static_cast<qsizetype>(values.size() * sizeof(float)));
}

storage::ImportSample sample(const char* name, SampleKind kind, MediaRef media = {})
{
    storage::ImportSample made;
    made.sample.name = QLatin1String(name);
    made.sample.kind = kind;
    made.sample.media = std::move(media);
    made.labels = LabelSet::single(0);
    return made;
}

} // namespace

PixellessProject::PixellessProject()
{
    must(bench.session.create(dir.filePath(QStringLiteral("p.badcase")),
                              must(Schema::create(Task::Classification, {{QStringLiteral("c0"), {}, {}},
                                                                         {QStringLiteral("c1"), {}, {}}}))));
    const QString media = dir.filePath(QStringLiteral("media"));
    badcase::test::writePicture(media + QStringLiteral("/red.png"), Qt::red);
    badcase::test::writeFile(media + QStringLiteral("/f.npy"),
                             features({1, 0, 2, 0, 1, 0, 0, 1, 0, 1, 0, 3}));
    badcase::test::writeFile(media + QStringLiteral("/d.npy"), "no array");
    const auto connection = must(bench.session.project()->connect());
    const MediaRootId root = must(storage::MediaRootRepository(*connection).add(media, false));
    storage::SampleWriter writer(*connection);
    must(writer.write(sample("picture", SampleKind::Image, {root, QStringLiteral("red.png")})));
    must(writer.write(sample("features", SampleKind::Features, {root, QStringLiteral("f.npy")})));
    auto texts = sample("texts", SampleKind::NoMedia);
    texts.fields = {{QStringLiteral("title"), QStringLiteral("今天买一送一")},
                    {QStringLiteral("asr"), QStringLiteral("spoken words")}};
    must(writer.write(texts));
    must(writer.write(sample("bare", SampleKind::NoMedia)));
    must(writer.write(sample("damaged", SampleKind::Features, {root, QStringLiteral("d.npy")})));
    must(writer.finish());
    bench.session.reloadRuns();
    if (!QTest::qWaitFor([this] { return bench.session.sampleCount() == 5 && !bench.session.isQuerying(); },
                         5000))
        qFatal("the project was not read");
}

SampleId PixellessProject::id(const char* name) const
{
    const auto connection = must(bench.session.project()->connect());
    return *must(storage::SampleRepository(*connection).find(QString(QLatin1String(name))));
}

QString PixellessProject::file(const QString& name, const QByteArray& content) const
{
    badcase::test::writeFile(dir.filePath(name), content);
    return dir.filePath(name);
}

} // namespace badcase::window::test
