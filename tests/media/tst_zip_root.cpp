// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/media_root.h"
#include "tests/media/media_test_data.h"
#include "tests/media/zip_builder.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <atomic>

using namespace badcase;
using namespace badcase::media;
using test::makeZip;
using test::ZipMember;
using test::ZipOptions;

namespace {

QStringList names(const MediaRoot& root, const QString& folder = {})
{
    QStringList found;
    const auto listed = root.list(folder, {}, [&](const QString& member, const MediaStat&) {
        found.append(member);
        return true;
    });
    return listed ? found : QStringList{QStringLiteral("ERROR: ") + listed.error().message};
}

} // namespace

class TstZipRoot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void roundTrip_data();
    void roundTrip();
    void listsFolders();
    void namesAreDecodedAndFenced();
    void lastOfEqualNamesCounts();
    void hostileMembers_data();
    void hostileMembers();
    void hostileDirectories_data();
    void hostileDirectories();
    void deflateBombIsNotUnpacked();
    void notAZip();
    void cutAnywhere();
    void bytesChangedAnywhere();
    void severalThreads();
    void aMillionMembers();
    void wechatFeatures();
    void cifarPictures();

private:
    Result<std::shared_ptr<MediaRoot>> open(const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(QStringLiteral("test.zip")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return fail(ErrorCode::Io, file.errorString());
        file.close();
        return MediaRoot::open(file.fileName());
    }
    QTemporaryDir m_dir;
};

void TstZipRoot::roundTrip_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<ZipOptions>("options");
    ZipOptions zip64;
    zip64.zip64 = true;
    ZipOptions comment;
    comment.comment = "a comment";
    ZipOptions before;
    before.before = "#!/bin/sh self extracting\n";
    ZipOptions both = zip64;
    both.before = before.before;
    QTest::newRow("stored") << false << ZipOptions();
    QTest::newRow("deflated") << true << ZipOptions();
    QTest::newRow("zip64") << true << zip64;
    QTest::newRow("comment") << false << comment;
    QTest::newRow("prefix") << true << before;
    QTest::newRow("zip64 with prefix") << true << both;
}

void TstZipRoot::roundTrip()
{
    QFETCH(bool, deflate);
    QFETCH(ZipOptions, options);
    QByteArray large;
    for (unsigned i = 0; i < 50000; ++i)
        large.append(static_cast<char>((i * i) >> 7));
    const QList<ZipMember> members{
        {"empty", "", deflate}, {"a/large.bin", large, deflate}, {"b.txt", "hello", deflate}};
    const auto root = open(makeZip(members, options));
    QVERIFY_RESULT(root);
    QVERIFY((*root)->isZip());
    for (const ZipMember& member : members) {
        const QString name = QString::fromUtf8(member.name);
        const auto data = (*root)->read(name);
        QVERIFY_RESULT(data);
        QCOMPARE(*data, member.data);
        const auto stat = (*root)->stat(name);
        QVERIFY_RESULT(stat);
        QCOMPARE(stat->bytes, member.data.size());
        const auto head = (*root)->readHead(name, 100);
        QVERIFY_RESULT(head);
        QCOMPARE(*head, member.data.left(100));
    }
    const auto tooLarge = (*root)->read(QStringLiteral("a/large.bin"), 1000);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().code, ErrorCode::TooLarge);
    QCOMPARE((*root)->read(QStringLiteral("nothing")).error().code, ErrorCode::NotFound);
}

void TstZipRoot::listsFolders()
{
    const auto root = open(makeZip({{"b/2.png", "x"},
                                    {"a/", ""},
                                    {"a.png", "x"},
                                    {"a/1.png", "x"},
                                    {"a-b/1.png", "x"},
                                    {"__MACOSX/a/1.png", "x"},
                                    {".hidden/1.png", "x"},
                                    {"a/.DS_Store", "x"}}));
    QVERIFY_RESULT(root);
    QCOMPARE(names(**root), QStringList({"a-b/1.png", "a.png", "a/1.png", "b/2.png"}));
    QCOMPARE(names(**root, QStringLiteral("a/")), QStringList({"a/1.png"}));
    const auto nowhere =
        (*root)->list(QStringLiteral("c"), {}, [](const QString&, const MediaStat&) { return true; });
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    int visited = 0;
    QVERIFY_RESULT((*root)->list({}, {}, [&](const QString&, const MediaStat&) { return ++visited < 2; }));
    QCOMPARE(visited, 2);
    const CancelToken cancel;
    cancel.cancel();
    const auto cancelled = (*root)->list({}, cancel, [](const QString&, const MediaStat&) { return true; });
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
}

void TstZipRoot::namesAreDecodedAndFenced()
{
    ZipMember dos{QByteArray("caf\x82.png"), "1"}; // code page 437
    dos.flags = 0;
    const auto root = open(makeZip({dos,
                                    {QStringLiteral("图片/一.png").toUtf8(), "2"},
                                    {"win\\dir\\x.png", "3"},
                                    {"../../etc/passwd", "4"},
                                    {"/etc/shadow", "5"},
                                    {"C:\\boot.ini", "6"},
                                    {"a/../../b", "7"},
                                    {"./dot.png", "8"}}));
    QVERIFY_RESULT(root);
    QCOMPARE(names(**root), QStringList({u"café.png"_qs, "dot.png", "win/dir/x.png", u"图片/一.png"_qs}));
    QCOMPARE(*(*root)->read(u"café.png"_qs), QByteArray("1"));
    QCOMPARE(*(*root)->read(u"图片/一.png"_qs), QByteArray("2"));
    QCOMPARE(*(*root)->read(u"win\\dir\\x.png"_qs), QByteArray("3"));
    QCOMPARE((*root)->read(u"../../etc/passwd"_qs).error().code, ErrorCode::InvalidArgument);
    QCOMPARE((*root)->read(u"/etc/shadow"_qs).error().code, ErrorCode::InvalidArgument);
}

void TstZipRoot::lastOfEqualNamesCounts()
{
    const auto root = open(makeZip({{"a", "first"}, {"b", "x"}, {"a", "second"}}));
    QVERIFY_RESULT(root);
    QCOMPARE(names(**root), QStringList({"a", "b"}));
    QCOMPARE(*(*root)->read(QStringLiteral("a")), QByteArray("second"));
}

void TstZipRoot::hostileMembers_data()
{
    QTest::addColumn<ZipMember>("member");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, ErrorCode code, auto change) {
        ZipMember member{"victim.bin", QByteArray(1000, 'x'), true};
        change(member);
        QTest::newRow(name) << member << static_cast<int>(code);
    };
    row("encrypted", ErrorCode::Unsupported, [](ZipMember& m) { m.flags |= 1; });
    row("unknown method", ErrorCode::Unsupported, [](ZipMember& m) { m.method = 14; });
    row("wrong crc", ErrorCode::Corrupt, [](ZipMember& m) { m.wrongCrc = true; });
    row("more than said", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedSize = 999; });
    row("less than said", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedSize = 1001; });
    row("impossible ratio", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedSize = 1000 * 1000 * 1000; });
    row("over the limit", ErrorCode::TooLarge, [](ZipMember& m) { m.claimedSize = 0xFFFFFFF0; });
    row("offset outside", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedOffset = 0x7FFFFFF0; });
    row("offset into data", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedOffset = 3; });
    row("packed size outside", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedCompressed = 0x7FFFFFF0; });
    row("packed size too small", ErrorCode::Corrupt, [](ZipMember& m) { m.claimedCompressed = 2; });
    row("not deflate at all", ErrorCode::Corrupt, [](ZipMember& m) {
        m.deflate = false;
        m.method = 8;
    });
    row("stored with two sizes", ErrorCode::Corrupt, [](ZipMember& m) {
        m.deflate = false;
        m.claimedSize = 5;
    });
}

void TstZipRoot::hostileMembers()
{
    QFETCH(ZipMember, member);
    QFETCH(int, code);
    for (const bool zip64 : {false, true}) {
        ZipOptions options;
        options.zip64 = zip64;
        const auto root = open(makeZip({{"good.bin", "good", true}, member}, options));
        QVERIFY_RESULT(root);
        const auto data = (*root)->read(QStringLiteral("victim.bin"));
        QVERIFY(!data);
        QCOMPARE(static_cast<int>(data.error().code), code);
        QVERIFY2(data.error().message.contains(u"victim.bin"), qPrintable(data.error().message));
        QCOMPARE(*(*root)->read(QStringLiteral("good.bin")), QByteArray("good"));
        (void)(*root)->readHead(QStringLiteral("victim.bin"), 100);
    }
}

void TstZipRoot::hostileDirectories_data()
{
    QTest::addColumn<ZipOptions>("options");
    const auto row = [](const char* name, auto change) {
        ZipOptions options;
        change(options);
        QTest::newRow(name) << options;
    };
    row("count too large", [](ZipOptions& o) { o.claimedCount = 60000; });
    row("zip64 count huge", [](ZipOptions& o) {
        o.zip64 = true;
        o.claimedCount = std::numeric_limits<qint64>::max();
    });
    row("offset outside", [](ZipOptions& o) { o.claimedDirectoryOffset = 0x7FFFFFFF; });
    row("zip64 offset huge", [](ZipOptions& o) {
        o.zip64 = true;
        o.claimedDirectoryOffset = std::numeric_limits<qint64>::max();
    });
    row("size outside", [](ZipOptions& o) { o.claimedDirectorySize = 0x7FFFFFFF; });
    row("zip64 size huge", [](ZipOptions& o) {
        o.zip64 = true;
        o.claimedDirectorySize = std::numeric_limits<qint64>::max();
    });
    row("size too small", [](ZipOptions& o) { o.claimedDirectorySize = 10; });
}

void TstZipRoot::hostileDirectories()
{
    QFETCH(ZipOptions, options);
    const auto root = open(makeZip({{"a", "aaaa"}, {"b", "bbbb", true}}, options));
    QVERIFY(!root);
    QCOMPARE(root.error().code, ErrorCode::Corrupt);
    QVERIFY2(root.error().message.contains(u"test.zip"), qPrintable(root.error().message));
}

void TstZipRoot::deflateBombIsNotUnpacked()
{
    // 200 MB of zeros in 200 kB that claims to be 1 kB: no more than what it claims may be unpacked.
    ZipMember bomb{"bomb.bin", QByteArray(200 * 1000 * 1000, '\0'), true};
    bomb.claimedSize = 1000;
    const QByteArray zip = makeZip({bomb});
    bomb.data.clear();
    QElapsedTimer timer;
    timer.start();
    const auto root = open(zip);
    QVERIFY_RESULT(root);
    const auto data = (*root)->read(QStringLiteral("bomb.bin"));
    QVERIFY(!data);
    QCOMPARE(data.error().code, ErrorCode::Corrupt);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TstZipRoot::notAZip()
{
    QCOMPARE(open(QByteArray()).error().code, ErrorCode::Unsupported);
    QCOMPARE(open("just some text that is longer than an end record").error().code, ErrorCode::Unsupported);
    QCOMPARE(open("PK\3\4 and then nothing that makes sense").error().code, ErrorCode::Corrupt);
    QCOMPARE(MediaRoot::open(m_dir.filePath(QStringLiteral("absent.zip"))).error().code, ErrorCode::NotFound);
    const auto empty = open(makeZip({}));
    QVERIFY_RESULT(empty);
    QVERIFY(names(**empty).isEmpty());
}

/// An archive without its end is refused as a whole; there is no length at which it passes.
void TstZipRoot::cutAnywhere()
{
    const QByteArray zip = makeZip({{"a", QByteArray(3000, 'a')}, {"b/c", QByteArray(3000, 'b'), true}});
    for (int percent = 0; percent < 100; ++percent) {
        const auto root = open(zip.left(zip.size() * percent / 100));
        QVERIFY2(!root, qPrintable(QString::number(percent)));
    }
}

/// Whatever byte is changed: an error or the right data (the byte did not matter), never other data.
void TstZipRoot::bytesChangedAnywhere()
{
    const QByteArray a(300, 'a');
    const QByteArray zip = makeZip({{"a", a}, {"b", a, true}});
    for (qsizetype at = 0; at < zip.size(); ++at) {
        QByteArray changed = zip;
        changed[at] = static_cast<char>(~changed[at]);
        const auto root = open(changed);
        if (!root)
            continue;
        for (const QString& name : names(**root)) {
            const auto data = (*root)->read(name);
            QVERIFY2(!data || *data == a, qPrintable(QStringLiteral("byte %1").arg(at)));
        }
    }
}

void TstZipRoot::severalThreads()
{
    QList<ZipMember> members;
    for (int i = 0; i < 200; ++i)
        members.append({"m" + QByteArray::number(i), QByteArray(2000, static_cast<char>(i)), i % 2 == 0});
    const auto root = open(makeZip(members));
    QVERIFY_RESULT(root);
    std::atomic<int> wrong = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    for (int t = 0; t < 4; ++t) {
        pool.start([&] {
            for (const ZipMember& member : members) {
                const auto data = (*root)->read(QString::fromUtf8(member.name));
                if (!data || *data != member.data)
                    ++wrong;
            }
        });
    }
    pool.waitForDone();
    QCOMPARE(wrong.load(), 0);
}

void TstZipRoot::aMillionMembers()
{
    constexpr int kMembers = 1000000;
    QList<ZipMember> members;
    members.reserve(kMembers);
    for (int i = 0; i < kMembers; ++i) // not in order, so that sorting is paid for
        members.append(
            {"images/part" + QByteArray::number(i % 1000) + "/" + QByteArray::number(i) + ".jpg", "x"});
    ZipOptions options;
    options.zip64 = true;
    const QByteArray zip = makeZip(members, options);
    members.clear();
    QElapsedTimer timer;
    timer.start();
    const auto root = open(zip);
    QVERIFY_RESULT(root);
    const qint64 opened = timer.restart();
    int count = 0;
    QVERIFY_RESULT((*root)->list({}, {}, [&](const QString&, const MediaStat&) { return ++count > 0; }));
    QCOMPARE(count, kMembers);
    const qint64 listed = timer.elapsed();
    QCOMPARE(*(*root)->read(QStringLiteral("images/part999/999999.jpg")), QByteArray("x"));
    qInfo("1,000,000 members: opened in %lld ms, listed in %lld ms", opened, listed);
    QVERIFY(opened < 10000); // seconds under sanitizers; the figure above is the one to look at
}

void TstZipRoot::wechatFeatures()
{
    NEEDS_SHARED();
    const auto root =
        MediaRoot::open(test::shared(QStringLiteral("data/wechat2022/labeled_feats_synthetic.zip")));
    QVERIFY_RESULT(root);
    const QStringList members = names(**root);
    QCOMPARE(members.size(), 150);
    for (const QString& member : members) {
        const auto data = (*root)->read(member);
        QVERIFY_RESULT(data);
        QVERIFY(data->startsWith("\x93NUMPY"));
        QCOMPARE((*root)->stat(member)->bytes, data->size());
    }
}

void TstZipRoot::cifarPictures()
{
    NEEDS_SHARED();
    const auto root =
        MediaRoot::open(test::shared(QStringLiteral("data/cifar_n/cifar10_train_first10000_jpeg.zip")));
    QVERIFY_RESULT(root);
    const QStringList members = names(**root);
    QCOMPARE(members.size(), 10000);
    QVERIFY(std::is_sorted(members.begin(), members.end()));
    for (const QString& member : members) {
        const auto data = (*root)->read(member);
        QVERIFY_RESULT(data);
        QVERIFY(data->startsWith("\xFF\xD8\xFF"));
    }
}

BADCASE_REGISTER_TEST(TstZipRoot)
#include "tst_zip_root.moc"
