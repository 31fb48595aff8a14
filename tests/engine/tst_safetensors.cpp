// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_file.h"
#include "inference/engine/safetensors.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtEndian>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// A file with this header and so many bytes of data; `length` other than -1 is claimed instead of the
/// header's.
QByteArray fileOf(const QByteArray& header, qsizetype dataBytes, qint64 length = -1)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian<qint64>(length >= 0 ? length : header.size(), bytes.data());
    return bytes + header + QByteArray(dataBytes, '\1');
}

QString write(const QTemporaryDir& dir, const QByteArray& bytes, const char* name = "m.safetensors")
{
    QFile file(dir.filePath(QLatin1String(name)));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

QByteArray entry(const char* dtype, const char* shape, const char* offsets)
{
    return QByteArray(R"({"dtype":"%1","shape":%2,"data_offsets":%3})")
        .replace("%1", dtype)
        .replace("%2", shape)
        .replace("%3", offsets);
}

} // namespace

class TstSafeTensors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void readsAFileOfThePackage();
    void readsEveryType_data();
    void readsEveryType();
    void readsWhatTheFormatAllows_data();
    void readsWhatTheFormatAllows();
    void refusesBrokenHeaders_data();
    void refusesBrokenHeaders();
    void survivesEveryTruncationAndFlip();
    void aModelFileShowsItsTensors();
    void aDamagedModelFileSaysSo();
};

/// fixtures/package.safetensors was written by the Python package.
void TstSafeTensors::readsAFileOfThePackage()
{
    const auto info =
        readSafeTensors(test::sourceDir() + QStringLiteral("/tests/engine/fixtures/package.safetensors"));
    QVERIFY_RESULT(info);
    QCOMPARE(info->tensors.size(), std::size_t(4));
    QMap<QString, TensorEntry> byName;
    qint64 end = 0;
    for (const TensorEntry& tensor : info->tensors) {
        QCOMPARE(tensor.begin, end);
        end += tensor.bytes;
        byName.insert(tensor.name, tensor);
    }
    QCOMPARE(end, 24 + 2 * 5 + 8);
    QCOMPARE(byName.value(QStringLiteral("fc.weight")).shape, (std::vector<qint64>{2, 3}));
    QCOMPARE(byName.value(QStringLiteral("fc.weight")).dtype, QStringLiteral("F32"));
    QCOMPARE(byName.value(QStringLiteral("fc.bias")).bytes, 10);
    QVERIFY(byName.value(QStringLiteral("steps")).shape.empty());
    QCOMPARE(byName.value(QStringLiteral("steps")).count, 1);
    QCOMPARE(byName.value(QStringLiteral("empty")).count, 0);
    QCOMPARE(info->parameters(), 6 + 5 + 1);
    QCOMPARE(info->parametersByType(),
             (QMap<QString, qint64>{
                 {QStringLiteral("F16"), 5}, {QStringLiteral("F32"), 6}, {QStringLiteral("I64"), 1}}));
    QCOMPARE(info->metadata,
             (QMap<QString, QString>{{QStringLiteral("format"), QStringLiteral("np")},
                                     {QStringLiteral("note"), QStringLiteral("\"{:}\" \u597d")}}));
}

void TstSafeTensors::readsEveryType_data()
{
    QTest::addColumn<int>("bits");
    for (const char* one :
         {"BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"})
        QTest::newRow(one) << 8;
    for (const char* two : {"U16", "I16", "F16", "BF16"})
        QTest::newRow(two) << 16;
    for (const char* four : {"U32", "I32", "F32"})
        QTest::newRow(four) << 32;
    for (const char* eight : {"U64", "I64", "F64", "C64"})
        QTest::newRow(eight) << 64;
    QTest::newRow("F4") << 4;
    QTest::newRow("F6_E2M3") << 6;
    QTest::newRow("F6_E3M2") << 6;
}

void TstSafeTensors::readsEveryType()
{
    QFETCH(int, bits);
    const QByteArray offsets = "[0," + QByteArray::number(bits) + "]"; // eight numbers
    const QByteArray header = R"({"w":)" + entry(QTest::currentDataTag(), "[2,4]", offsets.constData()) + "}";
    const auto info = parseSafeTensors(header, bits, QStringLiteral("m"));
    QVERIFY_RESULT(info);
    QCOMPARE(info->parameters(), 8);
    QCOMPARE(info->tensors.front().bytes, bits);
    QVERIFY(!parseSafeTensors(header, bits + 1, QStringLiteral("m")));
}

void TstSafeTensors::readsWhatTheFormatAllows_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("tensors");
    const auto row = [](const char* name, const QByteArray& header, int tensors = 1) {
        QTest::newRow(name) << header << tensors;
    };
    const QByteArray w = R"("w":)" + entry("F32", "[1]", "[0,4]");
    row("blanks behind it", '{' + w + "}      ");
    row("no metadata", R"({"__metadata__":null,)" + w + '}');
    row("colons and quotes in texts", R"({"__metadata__":{"a:b":"\"c\":\\"},)" + w + '}');
    row("further keys", R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":{"y":[{"z":1}]}}})");
    row("empty tensors, not in order",
        R"({"b":)" + entry("F32", "[0,7]", "[4,4]") + R"(,"a":)" + entry("I8", "[0]", "[0,0]") + ',' + w +
            '}',
        3);
}

void TstSafeTensors::readsWhatTheFormatAllows()
{
    QFETCH(QByteArray, header);
    QFETCH(int, tensors);
    const auto info = parseSafeTensors(header, 4, QStringLiteral("m"));
    QVERIFY_RESULT(info);
    QCOMPARE(int(info->tensors.size()), tensors);
    QCOMPARE(info->parameters(), 1);
}

void TstSafeTensors::refusesBrokenHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
        QTest::newRow(name) << bytes << QString::fromUtf8(says);
    };
    const auto one = [](const char* dtype, const char* shape, const char* offsets) {
        return fileOf(R"({"w":)" + entry(dtype, shape, offsets) + "}", 8);
    };
    row("nothing", {}, "too short");
    row("half a length", QByteArray(5, '\1'), "too short");
    row("a huge length", QByteArray(8, '\xff') + "{}", "18446744073709551615");
    row("a length beyond the end", fileOf("{}", 8, 11), "11 bytes");
    row("no JSON", fileOf("{\"w\":", 8), "JSON");
    row("a list", fileOf("[1,2]", 8), "JSON");
    row("no UTF-8", fileOf("{\"\xc3\x28\":1}", 8), "JSON");
    row("deep nesting", fileOf(QByteArray(200000, '['), 8), "JSON");
    row("no tensor, but data", fileOf("{}", 8), "there are 8");
    row("a number for a tensor", fileOf(R"({"w":7})", 8), "dtype");
    row("metadata that is a list", fileOf(R"({"__metadata__":[]})", 0), "__metadata__");
    row("metadata with numbers", fileOf(R"({"__metadata__":{"a":1}})", 0), "__metadata__");
    row("no type", fileOf(R"({"w":{"shape":[2],"data_offsets":[0,8]}})", 8), "dtype");
    row("unknown type", one("Q7", "[2]", "[0,8]"), "Q7");
    row("no shape", fileOf(R"({"w":{"dtype":"F32","data_offsets":[0,8]}})", 8), "shape");
    row("a shape of NaN", one("F32", "[NaN]", "[0,8]"), "JSON");
    row("a shape of null", one("F32", "[null]", "[0,8]"), "shape");
    row("a negative shape", one("F32", "[-2]", "[0,8]"), "shape");
    row("two negative sides", one("F32", "[-1,-2]", "[0,8]"), "shape");
    row("a fraction in the shape", one("F32", "[2.5]", "[0,8]"), "shape");
    row("a shape of a text", one("F32", "[\"2\"]", "[0,8]"), "shape");
    row("a shape that overflows", one("F32", "[4294967296,4294967296,2]", "[0,8]"), "shape");
    row("a shape that wraps to what is right", one("F32", "[2305843009213693952,8,2]", "[0,8]"), "shape");
    row("a wild side behind a zero", one("F32", "[0,9223372036854775807]", "[0,0]"), "shape");
    row("a number beyond 64 bits", one("F32", "[1e300]", "[0,8]"), "shape");
    row("negative offsets", one("F32", "[2]", "[-8,0]"), "data_offsets");
    row("one offset", one("F32", "[2]", "[8]"), "data_offsets");
    row("three offsets", one("F32", "[2]", "[0,4,8]"), "data_offsets");
    row("offsets the wrong way round", one("F32", "[2]", "[8,0]"), "bytes 8 to 0");
    row("offsets behind the end", one("F32", "[3]", "[0,12]"), "bytes 0 to 12");
    row("wild offsets", one("F32", "[2]", "[9223372036854775800,9223372036854775807]"), "bytes");
    row("size and shape disagree", one("F32", "[3]", "[0,8]"), "3 numbers of 32 bits in 8 bytes");
    row("half a byte", one("F4", "[15]", "[0,8]"), "15 numbers of 4 bits");
    const auto two = [](const char* first, const char* second) {
        return fileOf(R"({"a":)" + entry("U8", "[4]", first) + R"(,"b":)" + entry("U8", "[4]", second) + '}',
                      12);
    };
    row("overlapping", two("[0,4]", "[2,6]"), "\"b\"");
    row("the same place", two("[0,4]", "[0,4]"), "\"b\"");
    row("a gap", two("[0,4]", "[8,12]"), "ends at 4");
    row("not from the beginning", two("[4,8]", "[8,12]"), "ends at 0");
    row("not to the end", two("[0,4]", "[4,8]"), "there are 12");
    row("a name twice",
        fileOf(R"({"w":)" + entry("U8", "[8]", "[0,8]") + R"(,"w":)" + entry("I8", "[8]", "[0,8]") + '}', 8),
        "twice");
    row("the same name with an escape",
        fileOf(R"({"w":)" + entry("U8", "[8]", "[0,8]") + R"(,"\u0077":)" + entry("I8", "[8]", "[0,8]") + '}',
               8),
        "twice");
    row("a key twice", fileOf(R"({"w":{"dtype":"U8","dtype":"I8","shape":[8],"data_offsets":[0,8]}})", 8),
        "twice");
}

void TstSafeTensors::refusesBrokenHeaders()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const QTemporaryDir dir;
    const QString path = write(dir, bytes);
    const auto info = readSafeTensors(path);
    QVERIFY(!info);
    QCOMPARE(info.error().code, says == QLatin1String("Q7") ? ErrorCode::Unsupported : ErrorCode::Corrupt);
    QVERIFY2(info.error().message.contains(says), qPrintable(info.error().message));
    QVERIFY2(info.error().message.contains(path), qPrintable(info.error().message));
}

void TstSafeTensors::survivesEveryTruncationAndFlip()
{
    const QByteArray whole = fileOf(R"({"__metadata__":{"a":"b"},"v":)" + entry("U8", "[4]", "[0,4]") +
                                        R"(,"w":)" + entry("F16", "[2,2]", "[4,12]") + '}',
                                    12);
    const QTemporaryDir dir;
    QVERIFY_RESULT(readSafeTensors(write(dir, whole)));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!readSafeTensors(write(dir, whole.left(length))), qPrintable(QString::number(length)));
    QVERIFY(!readSafeTensors(write(dir, whole + '\0')));
    QRandomGenerator random(3);
    for (int round = 0; round < 3000; ++round) {
        QByteArray broken = whole;
        for (int i = random.bounded(1, 4); i > 0; --i)
            broken[random.bounded(int(whole.size()))] = char(random.bounded(256));
        const auto info = readSafeTensors(write(dir, broken)); // whatever is still read must add up
        qint64 sum = 0;
        for (const TensorEntry& tensor : info ? info->tensors : std::vector<TensorEntry>())
            sum += tensor.bytes;
        QVERIFY(!info || (sum >= 0 && sum < whole.size()));
    }
}

void TstSafeTensors::aModelFileShowsItsTensors()
{
    const QTemporaryDir dir;
    const QByteArray bytes = fileOf(R"({"w":)" + entry("F32", "[2]", "[0,8]") + "}", 8);
    for (const char* name : {"m.safetensors", "m.bin"}) {
        const auto file = inspectModelFile(write(dir, bytes, name));
        QVERIFY_RESULT(file);
        QCOMPARE(file->format, ModelFormat::SafeTensors);
        QVERIFY(file->tensors && !file->tensorsProblem);
        QCOMPARE(file->tensors->parameters(), 2);
        QVERIFY(!checkRunnable(*file));
    }
}

void TstSafeTensors::aDamagedModelFileSaysSo()
{
    const QTemporaryDir dir;
    for (const QByteArray& bytes : {QByteArray(), QByteArray(8, '\x7f') + "{}", fileOf(R"({"w":1})", 8)}) {
        const auto file = inspectModelFile(write(dir, bytes));
        QVERIFY_RESULT(file);
        QCOMPARE(file->format, ModelFormat::SafeTensors);
        QVERIFY(!file->tensors);
        QVERIFY(file->tensorsProblem.has_value());
        QCOMPARE(file->tensorsProblem->code, ErrorCode::Corrupt);
        QVERIFY(!checkRunnable(*file));
    }
}

BADCASE_REGISTER_TEST(TstSafeTensors)
#include "tst_safetensors.moc"
