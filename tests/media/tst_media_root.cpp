// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/media_root.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace badcase;
using namespace badcase::media;

class TstMediaRoot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cleansPaths_data();
    void cleansPaths();
    void listsInByteOrder();
    void readsMembers();
    void linksStayInside();
    void pipesAreNoFiles();
    void cancelAndStop();
    void manyFiles();

private:
    static bool write(const QString& path, const QByteArray& data)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(data) == data.size();
    }
    static QStringList names(const MediaRoot& root, const QString& folder = {})
    {
        QStringList found;
        const auto listed = root.list(folder, {}, [&](const QString& member, const MediaStat&) {
            found.append(member);
            return true;
        });
        return listed ? found : QStringList{QStringLiteral("ERROR: ") + listed.error().message};
    }
};

void TstMediaRoot::cleansPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("clean"); // empty: refused
    const auto row = [](const char* path, const char* clean) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(clean);
    };
    row("a.png", "a.png");
    row("./a\\b.png", "a/b.png");
    row("a//b/./c", "a/b/c");
    row("a/b/", "a/b");
    row("..a/b..", "..a/b..");
    row(" a", " a");
    row("", "");
    row(".", "");
    row("/", "");
    row("..", "");
    row("a/../b", "");
    row("a\\..\\..\\b", "");
    row("/etc/passwd", "");
    row("\\\\server\\share", "");
    row("C:\\x", "");
    row("c:x", "");
}

void TstMediaRoot::cleansPaths()
{
    QFETCH(QString, path);
    QFETCH(QString, clean);
    const auto result = cleanMemberPath(path);
    if (clean.isEmpty()) {
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        return;
    }
    QVERIFY_RESULT(result);
    QCOMPARE(*result, clean);
    QCOMPARE(*cleanMemberPath(*result), clean);
    QVERIFY(!cleanMemberPath(path + QChar(u'\0')));
}

void TstMediaRoot::listsInByteOrder()
{
    const QTemporaryDir dir;
    for (const char* name :
         {"b.png", "a/z.png", "a.png", "a-b/x.png", "B.png", "a/.hidden.png", ".git/x", "__MACOSX/x"})
        QVERIFY(write(dir.filePath(QString::fromUtf8(name)), "x"));
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    QVERIFY(!(*root)->isZip());
    const QStringList expected{"B.png", "a-b/x.png", "a.png", "a/z.png", "b.png"};
    QCOMPARE(names(**root), expected);
    QVERIFY(std::is_sorted(expected.begin(), expected.end()));
    QCOMPARE(names(**root, QStringLiteral("a")), QStringList{"a/z.png"});
    QVERIFY(names(**root, QStringLiteral("absent")).first().startsWith(u"ERROR"));
    QVERIFY(names(**root, QStringLiteral("../")).first().startsWith(u"ERROR"));
}

void TstMediaRoot::readsMembers()
{
    const QTemporaryDir dir;
    QVERIFY(write(dir.filePath(u"sub/图.bin"_qs), QByteArray(5000, 'q')));
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    const auto stat = (*root)->stat(u"sub/图.bin"_qs);
    QVERIFY_RESULT(stat);
    QCOMPARE(stat->bytes, 5000);
    QVERIFY(qAbs(stat->modified - QDateTime::currentMSecsSinceEpoch()) < 60000);
    QCOMPARE((*root)->read(u"sub\\图.bin"_qs)->size(), 5000);
    QCOMPARE((*root)->readHead(u"sub/图.bin"_qs, 10)->size(), 10);
    QCOMPARE((*root)->read(u"sub/图.bin"_qs, 4999).error().code, ErrorCode::TooLarge);
    QCOMPARE((*root)->read(u"sub"_qs).error().code, ErrorCode::NotFound);
    const auto missing = (*root)->read(u"nope.png"_qs);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.contains(u"nope.png"));
    QCOMPARE((*root)->read(u"../x"_qs).error().code, ErrorCode::InvalidArgument);
}

void TstMediaRoot::linksStayInside()
{
    const QTemporaryDir dir;
    const QTemporaryDir outside;
    QVERIFY(write(dir.filePath(QStringLiteral("data/a.png")), "inside"));
    QVERIFY(write(outside.filePath(QStringLiteral("secret.png")), "outside"));
    QVERIFY(
        QFile::link(dir.filePath(QStringLiteral("data/a.png")), dir.filePath(QStringLiteral("link.png"))));
    QVERIFY(
        QFile::link(outside.filePath(QStringLiteral("secret.png")), dir.filePath(QStringLiteral("bad.png"))));
    QVERIFY(QFile::link(outside.path(), dir.filePath(QStringLiteral("way_out"))));
    QVERIFY(QFile::link(dir.path(), dir.filePath(QStringLiteral("data/cycle"))));
    QVERIFY(QFile::link(QStringLiteral("/nowhere"), dir.filePath(QStringLiteral("dangling.png"))));
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    QCOMPARE(names(**root), QStringList({"data/a.png", "link.png"}));
    QCOMPARE(*(*root)->read(QStringLiteral("link.png")), QByteArray("inside"));
    QCOMPARE((*root)->read(QStringLiteral("bad.png")).error().code, ErrorCode::InvalidArgument);
    QCOMPARE((*root)->read(QStringLiteral("way_out/secret.png")).error().code, ErrorCode::InvalidArgument);
    QCOMPARE((*root)->stat(QStringLiteral("way_out/secret.png")).error().code, ErrorCode::InvalidArgument);
}

void TstMediaRoot::pipesAreNoFiles()
{
    const QTemporaryDir dir;
    QCOMPARE(mkfifo(QFile::encodeName(dir.filePath(QStringLiteral("pipe.png"))).constData(), 0600), 0);
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    QVERIFY(names(**root).isEmpty());
    QCOMPARE((*root)->read(QStringLiteral("pipe.png")).error().code,
             ErrorCode::NotFound); // and does not wait
}

void TstMediaRoot::cancelAndStop()
{
    const QTemporaryDir dir;
    for (int i = 0; i < 10; ++i)
        QVERIFY(write(dir.filePath(QStringLiteral("d/%1").arg(i)), "x"));
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    int seen = 0;
    QVERIFY_RESULT((*root)->list({}, {}, [&](const QString&, const MediaStat&) { return ++seen < 3; }));
    QCOMPARE(seen, 3);
    const CancelToken cancel;
    seen = 0;
    const auto listed = (*root)->list({}, cancel, [&](const QString&, const MediaStat&) {
        if (++seen == 4)
            cancel.cancel();
        return true;
    });
    QVERIFY(!listed);
    QCOMPARE(listed.error().code, ErrorCode::Cancelled);
    QCOMPARE(seen, 4);
}

void TstMediaRoot::manyFiles()
{
    const QTemporaryDir dir;
    constexpr int kFiles = 5000;
    for (int i = 0; i < kFiles; ++i)
        QVERIFY(write(dir.filePath(QStringLiteral("%1/%2.jpg").arg(i % 10).arg(i)), {}));
    const auto root = MediaRoot::open(dir.path());
    QVERIFY_RESULT(root);
    QElapsedTimer timer;
    timer.start();
    int count = 0;
    QVERIFY_RESULT((*root)->list({}, {}, [&](const QString&, const MediaStat&) { return ++count > 0; }));
    QCOMPARE(count, kFiles);
    qInfo("%d files listed in %lld ms", kFiles, timer.elapsed());
    QVERIFY(timer.elapsed() < 5000);
}

BADCASE_REGISTER_TEST(TstMediaRoot)
#include "tst_media_root.moc"
