// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>

using namespace badcase::test;

/// `badcase frames` as a script sees it.
class TstCliFrames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void hashesOfAllFrames();
    void choices();
    void picturesAreUpright();
    void errors();

private:
    static QString clip(const char* name)
    {
        return shared(QStringLiteral("data/videos/") + QLatin1String(name));
    }
    static CliResult frames(const QString& video, const QStringList& options)
    {
        return CliFolder().run(QStringList{QStringLiteral("frames"), video} + options);
    }
    static QList<int> numbers(const CliResult& result)
    {
        QList<int> found;
        const auto list = result.list("frames");
        for (const auto& frame : list)
            found.append(frame.toObject().value(QStringLiteral("n")).toInt());
        return found;
    }
};

void TstCliFrames::hashesOfAllFrames()
{
    NEEDS_SHARED();
    const auto result = frames(clip("androidx/bt601.mov"), {"--hash"});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.number("count"), 30);
    QCOMPARE(result.number("width"), 640);
    QCOMPARE(result.number("height"), 428);
    QCOMPARE(result.number("rotation"), 0);
    const auto list = result.list("frames");
    QCOMPARE(list.size(), 30);
    // The first and the sixth line of the reference.
    QCOMPARE(list[0].toObject().value(QStringLiteral("md5")).toString(), "5e9c55c0c4a112b025163af7115f9f05");
    QCOMPARE(list[5].toObject().value(QStringLiteral("md5")).toString(), "c014d24f112a5e498e938f91aee896b1");
    QVERIFY(list[0].toObject().value(QStringLiteral("key")).toBool());
    const auto base = result.text("time_base").split(u'/');
    const auto last = list[29].toObject();
    QCOMPARE(last.value(QStringLiteral("seconds")).toDouble(),
             last.value(QStringLiteral("pts")).toDouble() * base[0].toDouble() / base[1].toDouble());
}

void TstCliFrames::choices()
{
    NEEDS_SHARED();
    const QString video = clip("androidx/bt601.mov"); // 30 frames
    QCOMPARE(numbers(frames(video, {"--count", "3"})), QList<int>({5, 15, 25}));
    QCOMPARE(numbers(frames(video, {"--every", "12"})), QList<int>({0, 12, 24}));
    QCOMPARE(numbers(frames(video, {"--at", "17,0,29,17"})), QList<int>({17, 0, 29, 17}));
    const auto all = frames(video, {"--hash"}).list("frames");
    const auto some = frames(video, {"--hash", "--at", "17,0,29,17"}).list("frames");
    QCOMPARE(some[0], all[17]);
    QCOMPARE(some[1], all[0]);
    QCOMPARE(some[2], all[29]);
    QCOMPARE(some[3], all[17]);
}

void TstCliFrames::picturesAreUpright()
{
    NEEDS_SHARED();
    const CliFolder folder;
    const auto result =
        folder.run({"frames", clip("derived/car_rot90_meta.mp4"), "--count", "2", "--out", "pictures"});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.number("rotation"), 90);
    QCOMPARE(result.number("width"), 768);
    QCOMPARE(QDir(folder.path(QStringLiteral("pictures"))).entryList(QDir::Files),
             QStringList({"frame_000018.png", "frame_000056.png"}));
    QCOMPARE(QImage(folder.path(QStringLiteral("pictures/frame_000018.png"))).size(), QSize(432, 768));
}

void TstCliFrames::errors()
{
    QCOMPARE(frames(QStringLiteral("none.mp4"), {}).errorCode(), QStringLiteral("not-found"));
    QCOMPARE(frames(QStringLiteral("none.mp4"), {"--count", "2", "--every", "2"}).status, 2);
    QCOMPARE(frames(QStringLiteral("none.mp4"), {"--at", "1,x"}).errorCode(),
             QStringLiteral("invalid-argument"));
    NEEDS_SHARED();
    const auto vvc = frames(clip("androidx/sample_vvc.mp4"), {});
    QCOMPARE(vvc.errorCode(), QStringLiteral("unsupported"));
    QVERIFY2(vvc.message().contains(u"vvc"), qPrintable(vvc.message()));
    QCOMPARE(frames(clip("androidx/bt601.mov"), {"--at", "30"}).status, 2);
    QCOMPARE(
        frames(shared(QStringLiteral("data/malformed/videos/androidx_invalid-bitstream.webm")), {"--hash"})
            .status,
        1);
}

BADCASE_REGISTER_TEST(TstCliFrames)
#include "tst_cli_frames.moc"
