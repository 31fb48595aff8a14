// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The LibTorch plugin. The same class runs with every plugin that was built: $BADCASE_TORCH_PLUGIN names
/// another than the default one (see the CMakeLists.txt).

#include "inference/engine/backend.h"
#include "inference/engine/torch_loader.h"
#include "tests/engine/npy.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace badcase;
using namespace badcase::engine;

namespace {

QString fixture(const QString& name)
{
    return test::sourceDir() + QStringLiteral("/tests/engine/fixtures/") + name;
}

LoadOptions onCpu(int threads = 2)
{
    LoadOptions options;
    options.device = QStringLiteral("cpu");
    options.threads = threads;
    return options;
}

Tensor filled(std::vector<std::int64_t> shape, float value)
{
    Tensor tensor{std::move(shape), {}};
    tensor.values.assign(static_cast<std::size_t>(tensor.size()), value);
    return tensor;
}

/// Where the LibTorch of the plugin under test lies: ctest says it for each plugin, the build for the default
/// one.
QString torchHome()
{
#ifdef BADCASE_TEST_TORCH_HOME
    return qEnvironmentVariable("BADCASE_TEST_TORCH_HOME", QStringLiteral(BADCASE_TEST_TORCH_HOME));
#else
    return {};
#endif
}

/// Real paths of the shared libraries in this process.
QStringList loadedLibraries()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    QSet<QString> paths;
    if (maps.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : maps.readAll().split('\n')) {
            const qsizetype slash = line.indexOf('/');
            if (slash > 0 && line.contains(".so"))
                paths.insert(QFileInfo(QFile::decodeName(line.mid(slash))).canonicalFilePath());
        }
    }
    paths.remove(QString());
    return {paths.cbegin(), paths.cend()};
}

} // namespace

class TstTorchBackend : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { test::failOnWarnings(); }
    void namesMissingPlugin();
    void saysWhatItIs();
    void matchesReferences_data();
    void matchesReferences();
    void checksOptimisedModuleAtLoad();
    void computesMeans();
    void passesNanAndShapesOn();
    void noneIsAnEmptyTensor();
    void neverWritesIntoItsInput();
    void dropsAnOptimisedModuleThatDiffers();
    void reportsWhatTheModelThrew_data();
    void reportsWhatTheModelThrew();
    void outOfMemoryIsTooLarge();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void refusesUnknownDevices();
    void newerFilesNameBothVersions();
    void loadsOnlyItsOwnLibraries();

private:
    Backend* m_backend = nullptr;
};

void TstTorchBackend::initTestCase()
{
#ifdef BADCASE_TEST_TORCH_HOME
    const auto backend = torchBackend();
    QVERIFY_RESULT(backend);
    m_backend = *backend;
    QCOMPARE(*torchBackend(), m_backend);
#else
    const auto backend = torchBackend();
    QVERIFY2(!backend, "no plugin was built, but one was loaded");
    QVERIFY(backend.error().message.contains(QLatin1String("fetch_torch.py")));
    QSKIP("this build has no LibTorch");
#endif
}

void TstTorchBackend::namesMissingPlugin()
{
    const QByteArray before = qgetenv("BADCASE_TORCH_PLUGIN");
    qputenv("BADCASE_TORCH_PLUGIN", "/nowhere/badcase_torch.so");
    QCOMPARE(torchPluginCandidates(), QStringList{QStringLiteral("/nowhere/badcase_torch.so")});
    qunsetenv("BADCASE_TORCH_PLUGIN");
    const QStringList candidates = torchPluginCandidates();
    QVERIFY(candidates.contains(test::binaryDir() + QStringLiteral("/badcase_torch.so")));
    QVERIFY(candidates.first().endsWith(QLatin1String("/badcase_torch.so")));
    if (!before.isEmpty())
        qputenv("BADCASE_TORCH_PLUGIN", before);
}

void TstTorchBackend::saysWhatItIs()
{
    QCOMPARE(m_backend->name(), QStringLiteral("LibTorch"));
    const QString expected = qEnvironmentVariable("BADCASE_TEST_TORCH_VERSION");
    if (!expected.isEmpty())
        QCOMPARE(m_backend->version(), expected);
    const auto devices = m_backend->devices();
    QVERIFY(!devices.empty());
    QCOMPARE(devices.front().id, QStringLiteral("cpu"));
    QVERIFY(devices.front().memoryBytes > (1U << 28));
    QVERIFY(!devices.front().name.isEmpty());
}

void TstTorchBackend::matchesReferences_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QStringList>("outputs");
    const QStringList logits{QStringLiteral("logits")};
    const QStringList both{QStringLiteral("logits"), QStringLiteral("embedding")};
    QTest::newRow("camvid 1") << "camvid_unet"
                              << "Seq05VD_f04980" << logits;
    QTest::newRow("camvid 2") << "camvid_unet"
                              << "0001TP_008550" << logits;
    QTest::newRow("clothing 1") << "clothing_net"
                                << "841cdda3-162f-4ae3-a86b-3596f414801f" << both;
    QTest::newRow("clothing 2") << "clothing_net"
                                << "ffa2be27-0798-488d-b9de-254de2226667" << both;
    QTest::newRow("clothing 3") << "clothing_net"
                                << "0028956e-9962-46f0-ad45-2c42f8a59d94" << both;
    QTest::newRow("nuclei") << "nuclei_unet"
                            << "" << logits; // every sample of the folder
}

void TstTorchBackend::matchesReferences()
{
    NEEDS_SHARED();
    QFETCH(QString, model);
    QFETCH(QString, sample);
    QFETCH(QStringList, outputs);
    const QDir exact(test::shared(QStringLiteral("models/%1/reference/exact").arg(model)));
    const QString pattern = (sample.isEmpty() ? QStringLiteral("*") : sample) + QStringLiteral(".input.npy");
    const QStringList inputs = exact.entryList({pattern});
    QVERIFY(!inputs.isEmpty());
    for (const bool optimise : {true, false}) {
        LoadOptions options = onCpu();
        options.optimise = optimise;
        const auto loaded =
            m_backend->load(test::shared(QStringLiteral("models/%1/%1.pt").arg(model)), options);
        QVERIFY_RESULT(loaded);
        for (const QString& name : inputs) {
            const auto input = test::readNpy(exact.filePath(name));
            QVERIFY_RESULT(input);
            for (int round = 0; round < 2; ++round) { // the first goes through the plain module as well
                const auto result = (*loaded)->forward(*input);
                QVERIFY_RESULT(result);
                QCOMPARE(result->size(), std::size_t(outputs.size()));
                for (qsizetype i = 0; i < outputs.size(); ++i) {
                    const QString file = QString(name).replace(QLatin1String("input"), outputs.at(i));
                    const auto expected = test::readNpy(exact.filePath(file));
                    QVERIFY_RESULT(expected);
                    const double difference = test::maxDifference(result->at(std::size_t(i)), *expected);
                    QVERIFY2(difference < 1e-4,
                             qPrintable(QStringLiteral("%1: %2").arg(file).arg(difference)));
                }
            }
        }
        QCOMPARE((*loaded)->notice(), QString());
    }
}

void TstTorchBackend::checksOptimisedModuleAtLoad()
{
    LoadOptions options = onCpu();
    options.exampleShape = {1, 3, 4, 4};
    const auto good = m_backend->load(fixture(QStringLiteral("fixed_size.pt")), options);
    QVERIFY_RESULT(good);
    QCOMPARE((*good)->notice(), QString());
    const auto bad = m_backend->load(fixture(QStringLiteral("random.pt")), options);
    QVERIFY_RESULT(bad);
    QVERIFY(!(*bad)->notice().isEmpty());
}

void TstTorchBackend::computesMeans()
{
    const auto model = m_backend->load(fixture(QStringLiteral("means.pt")), onCpu(1));
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->threads(), 1);
    QCOMPARE((*model)->device().id, QStringLiteral("cpu"));
    Tensor input{{2, 3, 1, 2}, {}};
    for (int i = 0; i < 12; ++i)
        input.values.push_back(float(i));
    const auto outputs = (*model)->forward(input);
    QVERIFY_RESULT(outputs);
    QCOMPARE(outputs->size(), std::size_t(2));
    QCOMPARE(outputs->at(0).shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(outputs->at(0).values, (std::vector<float>{5, 25, 45, 65, 85, 105}));
    QCOMPARE(outputs->at(1).values, (std::vector<float>{1, 5, 9, 13, 17, 21}));
    QVERIFY(!(*model)->forward(Tensor{{1, 3, 2, 2}, {1.0F}})); // fewer values than the shape says
}

void TstTorchBackend::passesNanAndShapesOn()
{
    const auto nan = m_backend->load(fixture(QStringLiteral("nan.pt")), onCpu());
    QVERIFY_RESULT(nan);
    const auto values = (*nan)->forward(filled({1, 3, 4, 4}, 1.0F));
    QVERIFY_RESULT(values);
    QVERIFY(std::isnan(values->at(0).values.at(0)));
    QCOMPARE((*nan)->notice(), QString()); // NaN in both modules is agreement
    const auto wrong = m_backend->load(fixture(QStringLiteral("wrong_shape.pt")), onCpu());
    QVERIFY_RESULT(wrong);
    const auto seven = (*wrong)->forward(filled({2, 3, 4, 4}, 1.0F));
    QVERIFY_RESULT(seven);
    QCOMPARE(seven->at(0).shape, (std::vector<std::int64_t>{2, 7}));
}

void TstTorchBackend::noneIsAnEmptyTensor()
{
    const auto model = m_backend->load(fixture(QStringLiteral("optional_aux.pt")), onCpu());
    QVERIFY_RESULT(model);
    const auto outputs = (*model)->forward(filled({1, 3, 4, 4}, 2.0F));
    QVERIFY_RESULT(outputs);
    QCOMPARE(outputs->size(), std::size_t(2));
    QCOMPARE(outputs->at(0).values, (std::vector<float>{2, 2, 2}));
    QCOMPARE(outputs->at(1).shape, (std::vector<std::int64_t>{0}));
}

void TstTorchBackend::neverWritesIntoItsInput()
{
    const auto model = m_backend->load(fixture(QStringLiteral("mutates_input.pt")), onCpu());
    QVERIFY_RESULT(model);
    const Tensor input = filled({1, 3, 4, 4}, 3.0F);
    for (int round = 0; round < 3; ++round) {
        const auto outputs = (*model)->forward(input);
        QVERIFY_RESULT(outputs);
        QCOMPARE(outputs->at(0).values, (std::vector<float>{6, 6, 6}));
    }
    QCOMPARE(input.values, filled({1, 3, 4, 4}, 3.0F).values);
}

void TstTorchBackend::dropsAnOptimisedModuleThatDiffers()
{
    const auto model = m_backend->load(fixture(QStringLiteral("random.pt")), onCpu());
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->notice(), QString());
    QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 1.0F)));
    QVERIFY((*model)->notice().contains(QLatin1String("random.pt")));
    QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 1.0F)));
}

void TstTorchBackend::reportsWhatTheModelThrew_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    QTest::newRow("raise") << "throws.pt"
                           << "the weather is bad";
    QTest::newRow("another input size") << "fixed_size.pt"
                                        << "shapes cannot be multiplied";
    QTest::newRow("not a tensor") << "not_a_tensor.pt"
                                  << "str";
}

void TstTorchBackend::reportsWhatTheModelThrew()
{
    QFETCH(QString, name);
    QFETCH(QString, said);
    const auto model = m_backend->load(fixture(name), onCpu());
    QVERIFY_RESULT(model);
    for (int round = 0; round < 2; ++round) {
        const auto outputs = (*model)->forward(filled({1, 3, 5, 5}, 1.0F));
        QVERIFY(!outputs);
        QCOMPARE(outputs.error().code, ErrorCode::Backend);
        QVERIFY2(outputs.error().message.contains(name), qPrintable(outputs.error().message));
        QVERIFY2(outputs.error().message.contains(said), qPrintable(outputs.error().message));
        QVERIFY2(!outputs.error().message.contains(u'\n'), qPrintable(outputs.error().message));
    }
}

void TstTorchBackend::outOfMemoryIsTooLarge()
{
    const auto model = m_backend->load(fixture(QStringLiteral("out_of_memory.pt")), onCpu());
    QVERIFY_RESULT(model);
    const auto outputs = (*model)->forward(filled({1, 3, 4, 4}, 1.0F));
    QVERIFY(!outputs);
    QVERIFY2(outputs.error().code == ErrorCode::TooLarge, qPrintable(outputs.error().message));
}

void TstTorchBackend::refusesBadFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QFile means(fixture(QStringLiteral("means.pt")));
    QFile weights(fixture(QStringLiteral("state_dict.pth")));
    QVERIFY(means.open(QIODevice::ReadOnly) && weights.open(QIODevice::ReadOnly));
    QTest::newRow("text") << QByteArray("this is no model") << int(ErrorCode::Unsupported);
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::Unsupported);
    QTest::newRow("truncated") << means.readAll().left(1200) << int(ErrorCode::Unsupported);
    QTest::newRow("weights only") << weights.readAll() << int(ErrorCode::Unsupported);
}

void TstTorchBackend::refusesBadFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("m.pt")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto model = m_backend->load(file.fileName(), onCpu());
    QVERIFY(!model);
    QCOMPARE(int(model.error().code), code);
    QVERIFY2(model.error().message.contains(file.fileName()), qPrintable(model.error().message));
    const auto missing = m_backend->load(dir.filePath(QStringLiteral("none.pt")), onCpu());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TstTorchBackend::refusesUnknownDevices()
{
    for (const char* name : {"cuda:99", "tpu", "", "cpu:7"}) {
        LoadOptions options;
        options.device = QLatin1String(name);
        const auto model = m_backend->load(fixture(QStringLiteral("means.pt")), options);
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(model.error().message.contains(QLatin1String("cpu")), qPrintable(model.error().message));
    }
}

void TstTorchBackend::newerFilesNameBothVersions()
{
    const auto model = m_backend->load(fixture(QStringLiteral("newer_torch.pt")), onCpu());
    if (m_backend->version().startsWith(QLatin1String("1."))) {
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::Unsupported);
        QVERIFY2(model.error().message.contains(QLatin1String("2.11.0")), qPrintable(model.error().message));
        QVERIFY2(model.error().message.contains(m_backend->version()), qPrintable(model.error().message));
    } else {
        QVERIFY_RESULT(model);
        QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 1.0F)));
    }
}

void TstTorchBackend::loadsOnlyItsOwnLibraries()
{
    QStringList allowed{QStringLiteral("/usr/lib"), QStringLiteral("/usr/lib64"), QStringLiteral("/lib"),
                        QFileInfo(test::binaryDir()).canonicalFilePath()};
    const QString home = torchHome();
    if (home != QLatin1String("/usr")) // site-packages: torch/ and nvidia/ side by side
        allowed << QFileInfo(home + QStringLiteral("/..")).canonicalFilePath();
    bool torchSeen = false;
    for (const QString& library : loadedLibraries()) {
        const bool known = std::any_of(allowed.cbegin(), allowed.cend(), [&](const QString& folder) {
            return library.startsWith(folder + u'/');
        });
        QVERIFY2(known,
                 qPrintable(library + QStringLiteral(" is loaded from outside of ") + allowed.join(u' ')));
        if (QFileInfo(library).fileName().startsWith(QLatin1String("libtorch_cpu"))) {
            torchSeen = true;
            const QString own = home == QLatin1String("/usr") ? QStringLiteral("/usr/lib") : allowed.last();
            QVERIFY2(library.startsWith(own + u'/'), qPrintable(library));
        }
    }
    QVERIFY(torchSeen);
}

BADCASE_REGISTER_TEST(TstTorchBackend)
#include "tst_torch_backend.moc"
