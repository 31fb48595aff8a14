// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/model_file.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::engine;

namespace {

QString fixture(const QString& name)
{
    return test::sourceDir() + QStringLiteral("/tests/engine/fixtures/") + name;
}

/// Writes a file and returns its path.
QString write(const QTemporaryDir& dir, const QString& name, const QByteArray& bytes)
{
    QFile file(dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// No LibTorch may be loaded by looking at files.
bool torchIsLoaded()
{
    return read(QStringLiteral("/proc/self/maps")).contains("libtorch");
}

} // namespace

class TstModelFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void inspectsSharedModels_data();
    void inspectsSharedModels();
    void showsCodeAndVersions();
    void tellsFormats_data();
    void tellsFormats();
    void survivesEveryTruncation();
    void takesTheCardBeside();
    void reportsABrokenCard();
    void missingFileIsNotFound();
    void hashingCanBeCancelled();

private:
    bool m_torchBefore = torchIsLoaded();
};

void TstModelFile::inspectsSharedModels_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("task");
    QTest::newRow("camvid_unet") << qint64(4137122) << "segmentation";
    QTest::newRow("nuclei_unet") << qint64(4919138) << "binary_segmentation";
    QTest::newRow("clothing_net") << qint64(4961583) << "classification";
}

void TstModelFile::inspectsSharedModels()
{
    NEEDS_SHARED();
    QFETCH(qint64, bytes);
    QFETCH(QString, task);
    const QString name = QLatin1String(QTest::currentDataTag());
    const auto file = inspectModelFile(test::shared(QStringLiteral("models/%1/%1.pt").arg(name)));
    QVERIFY_RESULT(file);
    QCOMPARE(file->format, ModelFormat::TorchScript);
    QCOMPARE(file->bytes, bytes);
    QCOMPARE(file->formatVersion, QStringLiteral("3"));
    QCOMPARE(file->writtenBy, QStringLiteral("1.13.0a0"));
    QVERIFY(!file->codeFiles.isEmpty());
    QVERIFY(file->card.has_value());
    QCOMPARE(file->card->name, name);
    QCOMPARE(cardTaskName(*file->card), task);
    QVERIFY(file->cardSource.endsWith(QLatin1String(".pt: extra/meta.json")));
    QVERIFY_RESULT(checkRunnable(*file));
    const auto hash = fileSha256(file->path);
    QVERIFY_RESULT(hash);
    QCOMPARE(file->sha256, *hash);
}

void TstModelFile::showsCodeAndVersions()
{
    const auto file = inspectModelFile(fixture(QStringLiteral("means.pt")));
    QVERIFY_RESULT(file);
    QCOMPARE(file->codeFiles, QStringList{QStringLiteral("means/code/__torch__.py")});
    QCOMPARE(file->sha256.size(), 64);

    const auto newer = inspectModelFile(fixture(QStringLiteral("newer_torch.pt")));
    QVERIFY_RESULT(newer);
    QCOMPARE(newer->format, ModelFormat::TorchScript);
    QCOMPARE(newer->writtenBy, QStringLiteral("2.11.0"));
    QCOMPARE(torchIsLoaded(), m_torchBefore);
}

void TstModelFile::tellsFormats_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    const QByteArray header = R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    const QByteArray length(1, char(header.size()));
    QTest::newRow("safetensors") << length + QByteArray(7, '\0') + header + QByteArray(4, '\0')
                                 << "safetensors";
    QTest::newRow("safetensors with a wild length") << QByteArray(8, '\x7f') + header << "unknown";
    QTest::newRow("bare pickle") << QByteArray("\x80\x02}q\x00.", 6) << "pickle";
    QTest::newRow("weights only") << read(fixture(QStringLiteral("state_dict.pth"))) << "state-dict";
    QTest::newRow("text") << QByteArray("hello, I am not a model") << "unknown";
    QTest::newRow("empty") << QByteArray() << "unknown";
    QTest::newRow("zip head only") << QByteArray("PK\x03\x04") + QByteArray(100, 'x') << "unknown";
    QTest::newRow("empty zip") << QByteArray("PK\x05\x06") + QByteArray(18, '\0') << "unknown";
}

void TstModelFile::tellsFormats()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, format);
    const QTemporaryDir dir;
    const auto file = inspectModelFile(write(dir, QStringLiteral("m.pt"), bytes));
    QVERIFY_RESULT(file);
    QCOMPARE(modelFormatName(file->format), format);
    const auto runnable = checkRunnable(*file);
    QVERIFY(!runnable);
    QCOMPARE(runnable.error().code, ErrorCode::Unsupported);
    QVERIFY(runnable.error().message.contains(file->path));
}

void TstModelFile::survivesEveryTruncation()
{
    const QByteArray whole = read(fixture(QStringLiteral("means.pt")));
    QVERIFY(!whole.isEmpty());
    const QTemporaryDir dir;
    for (qsizetype length = 0; length < whole.size(); length += 37) {
        const auto file = inspectModelFile(write(dir, QStringLiteral("m.pt"), whole.left(length)));
        QVERIFY_RESULT(file);
        QVERIFY2(!checkRunnable(*file), qPrintable(QString::number(length)));
    }
}

void TstModelFile::takesTheCardBeside()
{
    const QTemporaryDir dir;
    const QByteArray card = R"({"name":"%","task":"classification","classes":["a","b","c"]})";
    const QString model = write(dir, QStringLiteral("m.pt"), read(fixture(QStringLiteral("nan.pt"))));
    QVERIFY(!inspectModelFile(model)->card);
    const QString other = write(dir, QStringLiteral("card.json"), QByteArray(card).replace('%', "other"));
    QVERIFY2(!inspectModelFile(model)->card, "a card.json of another model was taken");
    write(dir, QStringLiteral("card.json"), QByteArray(card).replace('%', "m"));
    auto file = inspectModelFile(model);
    QVERIFY(file->card.has_value());
    QCOMPARE(file->cardSource, other);
    const QString own = write(dir, QStringLiteral("m.json"), QByteArray(card).replace('%', "first"));
    file = inspectModelFile(model);
    QCOMPARE(file->card->name, QStringLiteral("first"));
    QCOMPARE(file->cardSource, own);
}

void TstModelFile::reportsABrokenCard()
{
    const QTemporaryDir dir;
    const QString model = write(dir, QStringLiteral("m.pt"), read(fixture(QStringLiteral("nan.pt"))));
    write(dir, QStringLiteral("m.json"), R"({"task":"classification","classes":["a"],"input":{"size":3}})");
    const auto file = inspectModelFile(model);
    QVERIFY_RESULT(file);
    QVERIFY(!file->card);
    QVERIFY(file->cardProblem.has_value());
    QVERIFY2(file->cardProblem->message.contains(QLatin1String("input.size")),
             qPrintable(file->cardProblem->message));
}

void TstModelFile::missingFileIsNotFound()
{
    const QTemporaryDir dir;
    const auto file = inspectModelFile(dir.filePath(QStringLiteral("none.pt")));
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::NotFound);
    QVERIFY(!inspectModelFile(dir.path()));
}

void TstModelFile::hashingCanBeCancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    const auto file = inspectModelFile(fixture(QStringLiteral("means.pt")), cancel);
    QVERIFY(!file);
    QCOMPARE(file.error().code, ErrorCode::Cancelled);
}

BADCASE_REGISTER_TEST(TstModelFile)
#include "tst_model_file.moc"
