// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/array_reader.h"
#include "tests/media/zip_builder.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtEndian>

#include <bit>
#include <cmath>
#include <qfloat16.h>

using namespace badcase;
using namespace badcase::media;

namespace {

/// An .npy of version 1 with this dictionary and these bytes.
QByteArray npy(const QByteArray& dictionary, const QByteArray& data)
{
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    char length[2];
    qToLittleEndian(static_cast<quint16>(dictionary.size() + 1), length);
    return bytes.append(length, 2) + dictionary + '\n' + data;
}

QByteArray header(const QByteArray& descr, const QByteArray& shape, bool fortran = false)
{
    return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
           ", 'shape': " + shape + ", }";
}

template <class T>
QByteArray bytesOf(const std::vector<T>& values, bool bigEndian = false)
{
    QByteArray bytes;
    for (const T value : values) {
        T swapped = bigEndian ? qToBigEndian(value) : qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char*>(&swapped), sizeof(T));
    }
    return bytes;
}

template <class T = double>
std::vector<T> all(const ArrayReader& reader)
{
    std::vector<T> values(static_cast<std::size_t>(reader.header().count()));
    const auto read = reader.readRows(0, reader.header().rows(), std::span<T>(values));
    return read ? values : std::vector<T>{T(-12345)};
}

} // namespace

class TstArrayReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void halvesAreExact();
    void byteOrders();
    void ordersOfRows();
    void wholeNumbersAndBool();
    void refused_data();
    void refused();
    void wildSizes_data();
    void wildSizes();
    void cutAnywhere();
    void blocksOfAFile();
    void arraysInArchives();
    void asNumPyWritesThem();
    void sharedFiles();

private:
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    QTemporaryDir m_dir;
};

void TstArrayReader::halvesAreExact()
{
    for (int bits = 0; bits < 65536; ++bits) {
        const float mine = halfToFloat(static_cast<quint16>(bits));
        const float other = static_cast<float>(std::bit_cast<qfloat16>(static_cast<quint16>(bits)));
        if (std::isnan(other))
            QVERIFY2(std::isnan(mine), qPrintable(QString::number(bits, 16)));
        else
            QVERIFY2(std::bit_cast<quint32>(mine) == std::bit_cast<quint32>(other),
                     qPrintable(QString::number(bits, 16)));
    }
    QCOMPARE(halfToFloat(0x0001), 0x1p-24F);
    QCOMPARE(halfToFloat(0x3555), 0.333251953125F);
    QVERIFY(std::isinf(halfToFloat(0xfc00)) && halfToFloat(0xfc00) < 0);
}

void TstArrayReader::byteOrders()
{
    const std::vector<double> wanted{0.5, -1.25, 0x1.8p34, 0x1p-30};
    for (const bool big : {false, true}) {
        std::vector<quint64> wide;
        std::vector<quint32> narrow;
        for (const double v : wanted) {
            wide.push_back(std::bit_cast<quint64>(v));
            narrow.push_back(std::bit_cast<quint32>(static_cast<float>(v)));
        }
        const QByteArray order(big ? ">" : "<");
        const auto doubles = ArrayReader::fromBytes(npy(header(order + "f8", "(2, 2)"), bytesOf(wide, big)),
                                                    QStringLiteral("a.npy"));
        QVERIFY_RESULT(doubles);
        QCOMPARE(all(*doubles), wanted);
        const auto floats = ArrayReader::fromBytes(npy(header(order + "f4", "(4,)"), bytesOf(narrow, big)),
                                                   QStringLiteral("a.npy"));
        QVERIFY_RESULT(floats);
        QCOMPARE(floats->header().rows(), 4);
        QCOMPARE(floats->header().columns(), 1);
        QCOMPARE(all(*floats), wanted);
        const auto halves = ArrayReader::fromBytes(
            npy(header(order + "f2", "(1, 2)"), bytesOf(std::vector<quint16>{0x3c00, 0xbc00}, big)),
            QStringLiteral("a.npy"));
        QVERIFY_RESULT(halves);
        QCOMPARE(all<float>(*halves), (std::vector<float>{1.0F, -1.0F}));
    }
}

/// 2 x 3 x 4, value = 100 i + 10 j + k, in both orders; read whole, by rows and in the middle.
void TstArrayReader::ordersOfRows()
{
    std::vector<quint16> c;
    std::vector<quint16> fortran;
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 3; ++j)
            for (int k = 0; k < 4; ++k)
                c.push_back(static_cast<quint16>(100 * i + 10 * j + k));
    for (int k = 0; k < 4; ++k)
        for (int j = 0; j < 3; ++j)
            for (int i = 0; i < 2; ++i)
                fortran.push_back(static_cast<quint16>(100 * i + 10 * j + k));
    const auto a =
        ArrayReader::fromBytes(npy(header("<u2", "(2, 3, 4)"), bytesOf(c)), QStringLiteral("c.npy"));
    const auto b = ArrayReader::fromBytes(npy(header("<u2", "(2, 3, 4)", true), bytesOf(fortran)),
                                          QStringLiteral("f.npy"));
    QVERIFY_RESULT(a);
    QVERIFY_RESULT(b);
    const std::vector<double> wanted(c.begin(), c.end());
    QCOMPARE(all(*a), wanted);
    QCOMPARE(all(*b), wanted);
    std::vector<double> second(12);
    QVERIFY_RESULT(b->readRows(1, 1, second));
    QCOMPARE(second, std::vector<double>(wanted.begin() + 12, wanted.end()));
    QCOMPARE(b->header().shapeText(), QStringLiteral("2 x 3 x 4"));
    QVERIFY(!b->readRows(1, 2, std::span<double>(second)));
    QVERIFY(!b->readRows(-1, 1, std::span<double>(second)));
    QVERIFY(!b->readRows(0, 1, std::span<double>(second).first(11)));
}

void TstArrayReader::wholeNumbersAndBool()
{
    const auto read = [](const QByteArray& type, const QByteArray& shape, const QByteArray& data) {
        const auto reader = ArrayReader::fromBytes(npy(header(type, shape), data), QStringLiteral("x.npy"));
        return reader ? all(*reader) : std::vector<double>{};
    };
    QCOMPARE(read("|b1", "(3,)", QByteArray("\0\1\1", 3)), (std::vector<double>{0, 1, 1}));
    QCOMPARE(read("|i1", "(2,)", QByteArray("\x7f\x80", 2)), (std::vector<double>{127, -128}));
    QCOMPARE(read("|u1", "(2,)", QByteArray("\x7f\x80", 2)), (std::vector<double>{127, 128}));
    QCOMPARE(read(">i2", "(1,)", QByteArray("\xff\xfe", 2)), (std::vector<double>{-2}));
    QCOMPARE(read("<i4", "(1,)", bytesOf(std::vector<qint32>{-70000})), (std::vector<double>{-70000}));
    QCOMPARE(read("<i8", "(1,)", bytesOf(std::vector<qint64>{-(qint64(1) << 53)})),
             (std::vector<double>{-0x1p53}));
    QCOMPARE(read("<u8", "(1,)", bytesOf(std::vector<quint64>{quint64(1) << 63})),
             (std::vector<double>{0x1p63}));
    QCOMPARE(read("<f8", "()", bytesOf(std::vector<quint64>{std::bit_cast<quint64>(2.5)})),
             (std::vector<double>{2.5}));
    const auto empty = ArrayReader::fromBytes(npy(header("<f8", "(0, 10)"), {}), QStringLiteral("empty.npy"));
    QVERIFY_RESULT(empty);
    QCOMPARE(empty->header().rows(), 0);
    QCOMPARE(empty->header().columns(), 10);
    // Python 2 wrote long numbers like this, and other writers use double quotes and no trailing comma.
    QCOMPARE(read("|u1", "(2L,)", "ab"), (std::vector<double>{97, 98}));
    const auto plain =
        ArrayReader::fromBytes(npy("{\"shape\": (1,2), \"fortran_order\": False, \"descr\": \"|u1\"}", "ab"),
                               QStringLiteral("x.npy"));
    QVERIFY_RESULT(plain);
    QCOMPARE(plain->header().columns(), 2);
}

void TstArrayReader::refused_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<QString>("code");
    const QString corrupt = QStringLiteral("corrupt");
    const QString unsupported = QStringLiteral("unsupported");
    QTest::newRow("objects") << header("|O", "(1,)") << unsupported;
    QTest::newRow("complex") << header("<c8", "(1,)") << unsupported;
    QTest::newRow("text") << header("<U4", "(1,)") << unsupported;
    QTest::newRow("long double") << header("<f16", "(1,)") << unsupported;
    QTest::newRow("float of one byte") << header("|f1", "(1,)") << unsupported;
    QTest::newRow("no order") << header("|f4", "(1,)") << unsupported;
    QTest::newRow("records") << QByteArray(
                                    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }")
                             << unsupported;
    QTest::newRow("an expression") << header("<f4", "(1+1,)") << corrupt;
    QTest::newRow("a call") << QByteArray("__import__('os').system('true')") << corrupt;
    QTest::newRow("a key too much") << QByteArray(
                                           "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}")
                                    << corrupt;
    QTest::newRow("a key twice")
        << QByteArray("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}") << corrupt;
    QTest::newRow("a key too few") << QByteArray("{'descr': '<f4', 'shape': (1,), }") << corrupt;
    QTest::newRow("no end") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (1,") << corrupt;
    QTest::newRow("something behind") << header("<f4", "(1,)") + " 1" << corrupt;
    QTest::newRow("order is a number")
        << QByteArray("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }") << corrupt;
    QTest::newRow("nothing") << QByteArray() << corrupt;
}

void TstArrayReader::refused()
{
    QFETCH(QByteArray, dictionary);
    QFETCH(QString, code);
    const auto reader =
        ArrayReader::fromBytes(npy(dictionary, QByteArray(64, 'x')), QStringLiteral("bad.npy"));
    QVERIFY(!reader);
    QCOMPARE(QLatin1String(errorCodeName(reader.error().code)), code);
    QVERIFY(reader.error().message.contains(QStringLiteral("bad.npy")));
}

void TstArrayReader::wildSizes_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::newRow("more than there is") << QByteArray("(17,)");
    QTest::newRow("negative") << QByteArray("(-1, 4)");
    QTest::newRow("two negatives") << QByteArray("(-2, -2)");
    QTest::newRow("more than 64 bits") << QByteArray("(99999999999999999999,)");
    QTest::newRow("overflow") << QByteArray("(4294967296, 4294967296)");
    QTest::newRow("overflow beside a zero") << QByteArray("(0, 4294967296, 4294967296)");
    QTest::newRow("dimensions") << "(" + QByteArray("1,").repeated(40) + ")";
}

void TstArrayReader::wildSizes()
{
    QFETCH(QByteArray, shape);
    const auto reader =
        ArrayReader::fromBytes(npy(header("<f4", shape), QByteArray(64, 'x')), QStringLiteral("wild.npy"));
    QVERIFY(!reader);
    QVERIFY(reader.error().code == ErrorCode::Corrupt);
}

void TstArrayReader::cutAnywhere()
{
    const QByteArray whole = npy(header("<f4", "(4, 4)"), QByteArray(64, 'x'));
    QVERIFY_RESULT(ArrayReader::fromBytes(whole, QStringLiteral("a.npy")));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(!ArrayReader::fromBytes(whole.first(length), QStringLiteral("a.npy")));
    // A file that becomes shorter while it is open.
    const QString path = write(QStringLiteral("shrinks.npy"), whole);
    const auto reader = ArrayReader::open(path);
    QVERIFY_RESULT(reader);
    QFile(path).resize(whole.size() - 8);
    std::vector<float> values(16);
    const auto read = reader->readRows(0, 4, values);
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::Io);
}

void TstArrayReader::blocksOfAFile()
{
    std::vector<quint32> values;
    for (int i = 0; i < 5000 * 7; ++i)
        values.push_back(std::bit_cast<quint32>(static_cast<float>(i)));
    const QString path =
        write(QStringLiteral("blocks.npy"), npy(header("<f4", "(5000, 7)"), bytesOf(values)));
    const auto reader = ArrayReader::open(path);
    QVERIFY_RESULT(reader);
    std::vector<float> block(7 * 999);
    int next = 0;
    for (qint64 row = 0; row < 5000; row += 999) {
        const qint64 count = std::min<qint64>(999, 5000 - row);
        QVERIFY_RESULT(
            reader->readRows(row, count, std::span(block).first(static_cast<std::size_t>(count * 7))));
        for (qint64 i = 0; i < count * 7; ++i)
            QCOMPARE(block[static_cast<std::size_t>(i)], static_cast<float>(next++));
    }
    QVERIFY(!ArrayReader::open(m_dir.filePath(QStringLiteral("nothing.npy"))));
    QVERIFY(!ArrayReader::open(m_dir.path()));
}

void TstArrayReader::arraysInArchives()
{
    const QByteArray one = npy(header("|u1", "(2, 2)"), "abcd");
    for (const bool deflate : {false, true}) {
        const QString path =
            write(QStringLiteral("one.npz"), test::makeZip({{"a.npy", one, deflate}, {"read.me", "x"}}));
        const auto reader = ArrayReader::open(path);
        QVERIFY_RESULT(reader);
        QCOMPARE(all(*reader), (std::vector<double>{97, 98, 99, 100}));
        const auto root = MediaRoot::open(path);
        QVERIFY_RESULT(root);
        QVERIFY_RESULT(ArrayReader::openMember(**root, QStringLiteral("a.npy")));
        const auto large = ArrayReader::openMember(**root, QStringLiteral("a.npy"), 10);
        QVERIFY(!large && large.error().code == ErrorCode::TooLarge);
        const auto text = ArrayReader::openMember(**root, QStringLiteral("read.me"));
        QVERIFY(!text && text.error().message.contains(QStringLiteral("read.me")));
    }
    const auto two =
        ArrayReader::open(write(QStringLiteral("two.npz"), test::makeZip({{"a.npy", one}, {"b.npy", one}})));
    QVERIFY(!two && two.error().code == ErrorCode::InvalidArgument);
    QVERIFY(!ArrayReader::open(write(QStringLiteral("none.npz"), test::makeZip({{"a.txt", "x"}}))));
}

/// Every type, order and version that NumPy writes, where NumPy is installed.
void TstArrayReader::asNumPyWritesThem()
{
    const char* script = R"(
import sys, json, numpy as np
made = []
base = np.arange(24).reshape(2, 3, 4)
for kind in ['f2', 'f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'b1']:
    for order in '<>':
        for fortran in (False, True):
            for version in ((1, 0), (2, 0), (3, 0)):
                a = (base / 7 if kind[0] == 'f' else base % 2 if kind == 'b1' else base).astype(order + kind)
                a = np.asfortranarray(a) if fortran else a
                name = '%s/%s%s%d%d.npy' % (sys.argv[1], 'le' if order == '<' else 'be', kind, fortran, version[0])
                with open(name, 'wb') as f:
                    np.lib.format.write_array(f, a, version=version)
                made.append([name, a.astype(np.float64).ravel(order='C').tolist()])
print(json.dumps(made))
)";
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral("-c"), QString::fromLatin1(script), m_dir.path()});
    if (!python.waitForFinished() || python.exitCode() != 0)
        return; // no NumPy here; the other tests make the same files by hand
    const QJsonArray made = QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    QCOMPARE(made.size(), 12 * 2 * 2 * 3);
    for (const auto& one : made) {
        const auto reader = ArrayReader::open(one[0].toString());
        QVERIFY_RESULT(reader);
        std::vector<double> wanted;
        for (const auto& value : one[1].toArray())
            wanted.push_back(value.toDouble());
        QVERIFY2(all(*reader) == wanted, qPrintable(one[0].toString()));
    }
}

void TstArrayReader::sharedFiles()
{
    NEEDS_SHARED();
    const auto shape = [](const QString& relative) {
        const auto reader = ArrayReader::open(test::shared(relative));
        return reader ? reader->header().typeName() + u' ' + reader->header().shapeText()
                      : QLatin1String(errorCodeName(reader.error().code)) + QString();
    };
    QCOMPARE(shape(QStringLiteral("data/wechat2022/pred_probs_synthetic_f32.npy")),
             QStringLiteral("float32 3000 x 200"));
    QCOMPARE(shape(QStringLiteral("data/cifar_n/embeddings128_f16_random_label1.npy")),
             QStringLiteral("float16 10000 x 128"));
    const QString tables = QStringLiteral("data/malformed/tables/");
    QCOMPARE(shape(tables + QStringLiteral("v2_header.npy")), QStringLiteral("float64 200 x 10"));
    QCOMPARE(shape(tables + QStringLiteral("empty.npy")), QStringLiteral("float64 0 x 10"));
    QCOMPARE(shape(tables + QStringLiteral("scalar.npy")), QStringLiteral("float64 1"));
    QCOMPARE(shape(tables + QStringLiteral("bad_magic.npy")), QStringLiteral("corrupt"));
    QCOMPARE(shape(tables + QStringLiteral("huge_shape.npy")), QStringLiteral("corrupt"));
    QCOMPARE(shape(tables + QStringLiteral("truncated.npy")), QStringLiteral("corrupt"));
    const auto fortran = ArrayReader::open(test::shared(tables + QStringLiteral("fortran_f64.npy")));
    const auto plain = ArrayReader::open(test::shared(tables + QStringLiteral("v2_header.npy")));
    QVERIFY_RESULT(fortran);
    QVERIFY_RESULT(plain);
    QVERIFY(all(*fortran) == all(*plain));
    const auto root =
        MediaRoot::open(test::shared(QStringLiteral("data/wechat2022/labeled_feats_synthetic.zip")));
    QVERIFY_RESULT(root);
    const auto features = ArrayReader::openMember(**root, QStringLiteral("1000000000000002480.npy"));
    QVERIFY_RESULT(features);
    QCOMPARE(features->header().columns(), 768);
}

BADCASE_REGISTER_TEST(TstArrayReader)
#include "tst_array_reader.moc"
