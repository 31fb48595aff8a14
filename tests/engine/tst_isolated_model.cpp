// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Models in processes of their own: the same numbers as here, stopped within a pass, and survived.

#include "inference/engine/inference_model.h"
#include "inference/engine/worker/isolated_model.h"
#include "inference/engine/worker/worker_process.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <cstring>
#include <future>
#include <thread>

using namespace badcase;
using namespace badcase::engine;

namespace {

QString fixture(const char* name)
{
    return test::sourceDir() + QStringLiteral("/tests/engine/fixtures/") + QLatin1String(name);
}

LoadOptions onCpu(int threads = 1)
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

Tensor randomPicture(std::vector<std::int64_t> shape, quint32 seed)
{
    QRandomGenerator random(seed);
    Tensor tensor = filled(std::move(shape), 0.0F);
    for (float& value : tensor.values)
        value = static_cast<float>(random.generateDouble() - 0.5);
    return tensor;
}

/// Equal in every bit, NaN included.
bool sameBits(const std::vector<Tensor>& a, const std::vector<Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Tensor& x, const Tensor& y) {
        return x.shape == y.shape && x.integers == y.integers && x.values.size() == y.values.size() &&
               (x.values.empty() ||
                std::memcmp(x.values.data(), y.values.data(), x.values.size() * sizeof(float)) == 0);
    });
}

/// The processes of models that this program has, zombies included.
std::vector<pid_t> workers()
{
    std::vector<pid_t> found;
    const QStringList threads =
        QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        QFile children(QStringLiteral("/proc/self/task/%1/children").arg(thread));
        if (!children.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& id : children.readAll().simplified().split(' ')) {
            if (!id.isEmpty())
                found.push_back(id.toInt());
        }
    }
    return found;
}

/// A change of an environment variable for one test.
class Environment {
public:
    Environment(const char* name, const QByteArray& value) : m_name(name), m_before(qgetenv(name))
    {
        qputenv(name, value);
    }
    ~Environment()
    {
        if (m_before.isEmpty())
            qunsetenv(m_name);
        else
            qputenv(m_name, m_before);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* m_name;
    QByteArray m_before;
};

} // namespace

class TstIsolatedModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { test::failOnWarnings(); }
    void cleanup();
    void sameNumbersAsHere_data();
    void sameNumbersAsHere();
    void realModelsToo_data();
    void realModelsToo();
    void severalInputsAndIntegers();
    void largeTensorsOfChangingSize();
    void saysWhatTheModelIs();
    void errorsSpeakTheLanguageOfTheWindow();
    void goesFirstWhenMemoryRunsOut();
    void sameErrorsAsHere_data();
    void sameErrorsAsHere();
    void interruptEndsAPass();
    void loadingCanBeCancelled();
    void crashIsAnErrorAndTheNextPassWorks();
    void killedFromOutside();
    void onlyTheInputThatCrashesFails();
    void missingProgram();
    void programThatIsNoWorker();
    void manyAtOnce();

private:
    Backend* m_backend = nullptr;
};

void TstIsolatedModel::initTestCase()
{
#ifdef BADCASE_TEST_TORCH_HOME
    const auto backend = torchBackend();
    QVERIFY_RESULT(backend);
    m_backend = *backend;
#else
    QSKIP("this build has no LibTorch");
#endif
}

void TstIsolatedModel::cleanup()
{
    QCOMPARE(workers(), std::vector<pid_t>()); // neither running nor zombies
}

void TstIsolatedModel::sameNumbersAsHere_data()
{
    QTest::addColumn<QString>("model");
    for (const char* name :
         {"means.pt", "fixed_size.pt", "nan.pt", "optional_aux.pt", "mutates_input.pt", "wrong_shape.pt"})
        QTest::newRow(name) << fixture(name);
}

void TstIsolatedModel::sameNumbersAsHere()
{
    QFETCH(QString, model);
    const auto here = m_backend->load(model, onCpu());
    const auto there = loadIsolated(model, onCpu());
    QVERIFY_RESULT(here);
    QVERIFY_RESULT(there);
    for (quint32 i = 0; i < 20; ++i) {
        const Tensor input = randomPicture({1 + i % 5, 3, 4, 4}, i);
        const auto expected = (*here)->forward(input);
        const auto outputs = (*there)->forward(input);
        QVERIFY_RESULT(expected);
        QVERIFY_RESULT(outputs);
        QVERIFY(sameBits(*outputs, *expected));
    }
}

void TstIsolatedModel::realModelsToo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("width");
    QTest::newRow("clothing_net") << "clothing_net" << 128;
    QTest::newRow("camvid_unet") << "camvid_unet" << 240;
}

void TstIsolatedModel::realModelsToo()
{
    NEEDS_SHARED();
    QFETCH(QString, name);
    QFETCH(int, width);
    const QString path = test::shared(QStringLiteral("models/%1/%1.pt").arg(name));
    const auto here = m_backend->load(path, onCpu());
    const auto there = loadIsolated(path, onCpu());
    QVERIFY_RESULT(here);
    QVERIFY_RESULT(there);
    for (quint32 i = 0; i < 3; ++i) { // the first goes through the plain module as well
        const Tensor input = randomPicture({1, 3, width == 240 ? 192 : width, width == 240 ? 256 : width}, i);
        const auto expected = (*here)->forward(input);
        const auto outputs = (*there)->forward(input);
        QVERIFY_RESULT(expected);
        QVERIFY_RESULT(outputs);
        QVERIFY(sameBits(*outputs, *expected));
    }
}

void TstIsolatedModel::severalInputsAndIntegers()
{
    const QString path = fixture("several_inputs.pt");
    const auto here = m_backend->load(path, onCpu());
    const auto there = loadIsolated(path, onCpu());
    QVERIFY_RESULT(here);
    QVERIFY_RESULT(there);
    const std::vector<Tensor> inputs = {filled({2, 3, 1, 1}, 0.5F), Tensor{{2, 2}, {}, {7, 1LL << 40, 1, 2}},
                                        Tensor{{2, 2}, {}, {1, 0, 1, 1}}};
    const auto outputs = (*there)->forward(inputs);
    QVERIFY_RESULT(outputs);
    QCOMPARE(outputs->size(), std::size_t(2));
    QCOMPARE(outputs->at(0).values, (std::vector<float>{7.5F, 7.5F, 7.5F, 3.5F, 3.5F, 3.5F}));
    const auto expected = (*here)->forward(inputs);
    QVERIFY_RESULT(expected);
    QVERIFY(sameBits(*outputs, *expected));
}

void TstIsolatedModel::largeTensorsOfChangingSize()
{
    const auto model = loadIsolated(fixture("means.pt"), onCpu());
    QVERIFY_RESULT(model);
    for (const std::int64_t side : {4, 3000, 1, 1500, 3500, 7}) { // up to 147 MB
        const auto outputs = (*model)->forward(filled({1, 3, side, side}, 0.25F));
        QVERIFY_RESULT(outputs);
        QCOMPARE(outputs->at(0).values, (std::vector<float>{2.5F, 2.5F, 2.5F}));
        QCOMPARE(outputs->at(1).values, (std::vector<float>{0.5F, 0.5F, 0.5F}));
    }
}

void TstIsolatedModel::saysWhatTheModelIs()
{
    const auto model = loadIsolated(fixture("random.pt"), onCpu(2));
    QVERIFY_RESULT(model);
    QCOMPARE((*model)->device().id, QStringLiteral("cpu"));
    QCOMPARE((*model)->device().name, m_backend->devices().front().name);
    QCOMPARE((*model)->threads(), 2);
    QCOMPARE((*model)->copies(), 0);
    QCOMPARE((*model)->notice(), QString());
    QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 1.0F)));
    QVERIFY2((*model)->notice().contains(QLatin1String("random.pt")), qPrintable((*model)->notice()));
}

void TstIsolatedModel::errorsSpeakTheLanguageOfTheWindow()
{
    const Environment chinese("BADCASE_LANGUAGE", "zh_CN");
    const auto model = loadIsolated(fixture("none.pt"), onCpu());
    QVERIFY(!model);
    QVERIFY2(model.error().message.contains(QStringLiteral("模型文件")), qPrintable(model.error().message));
}

void TstIsolatedModel::goesFirstWhenMemoryRunsOut()
{
    const auto model = loadIsolated(fixture("means.pt"), onCpu());
    QVERIFY_RESULT(model);
    const auto score = [](const QString& process) {
        QFile file(QStringLiteral("/proc/%1/oom_score_adj").arg(process));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : -1;
    };
    QVERIFY(score(QString::number(workers().at(0))) > score(QStringLiteral("self")));
}

void TstIsolatedModel::sameErrorsAsHere_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("loads");
    for (const char* name : {"throws.pt", "not_a_tensor.pt", "out_of_memory.pt"})
        QTest::newRow(name) << fixture(name) << true;
    QTest::newRow("weights only") << fixture("state_dict.pth") << false;
    QTest::newRow("no file") << fixture("none.pt") << false;
}

void TstIsolatedModel::sameErrorsAsHere()
{
    QFETCH(QString, model);
    QFETCH(bool, loads);
    const auto here = m_backend->load(model, onCpu());
    const auto there = loadIsolated(model, onCpu());
    QCOMPARE(here.has_value(), loads);
    QCOMPARE(there.has_value(), loads);
    if (!loads) {
        QCOMPARE(there.error().code, here.error().code);
        QCOMPARE(there.error().message, here.error().message);
        return;
    }
    for (int round = 0; round < 2; ++round) {
        const auto expected = (*here)->forward(filled({1, 3, 5, 5}, 1.0F));
        const pid_t before = workers().at(0);
        const auto outputs = (*there)->forward(filled({1, 3, 5, 5}, 1.0F));
        QVERIFY(!expected && !outputs);
        QCOMPARE(outputs.error().code, expected.error().code);
        QCOMPARE(outputs.error().message, expected.error().message);
        QCOMPARE(workers(), std::vector<pid_t>{before}); // an error is no reason for a new process
    }
    const auto bad = (*there)->forward(Tensor{{1, 3, 2, 2}, {1.0F}}); // fewer values than the shape says
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, ErrorCode::InvalidArgument);
}

void TstIsolatedModel::interruptEndsAPass()
{
    const auto model = loadIsolated(fixture("hangs.pt"), onCpu());
    QVERIFY_RESULT(model);
    QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 0.5F)));
    std::promise<qint64> left;
    QElapsedTimer since;
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        since.start();
        (*model)->interrupt();
    });
    const auto outputs = (*model)->forward(filled({1, 3, 4, 4}, 1.0F));
    other.join();
    QVERIFY2(since.elapsed() < 1000, qPrintable(QString::number(since.elapsed())));
    QVERIFY(!outputs);
    QCOMPARE(outputs.error().code, ErrorCode::Cancelled);
    const auto later = (*model)->forward(filled({1, 3, 4, 4}, 0.5F));
    QVERIFY(!later);
    QCOMPARE(later.error().code, ErrorCode::Cancelled);
}

void TstIsolatedModel::loadingCanBeCancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    const auto model = loadIsolated(fixture("means.pt"), onCpu(), cancel);
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::Cancelled);
}

void TstIsolatedModel::crashIsAnErrorAndTheNextPassWorks()
{
    const auto model = loadIsolated(fixture("crashes.pt"), onCpu());
    QVERIFY_RESULT(model);
    const Tensor grey = filled({1, 3, 4, 4}, 0.5F);
    const auto expected = (*model)->forward(grey);
    QVERIFY_RESULT(expected);
    for (int round = 0; round < 2; ++round) {
        const auto crashed = (*model)->forward(filled({1, 3, 4, 4}, 1.0F));
        QVERIFY(!crashed);
        QCOMPARE(crashed.error().code, ErrorCode::Backend);
        QVERIFY2(crashed.error().message.contains(QLatin1String("signal 11, segmentation fault")),
                 qPrintable(crashed.error().message));
        QVERIFY2(crashed.error().message.contains(QLatin1String("crashes.pt")),
                 qPrintable(crashed.error().message));
        const auto outputs = (*model)->forward(grey);
        QVERIFY_RESULT(outputs);
        QVERIFY(sameBits(*outputs, *expected));
    }
}

void TstIsolatedModel::killedFromOutside()
{
    const auto model = loadIsolated(fixture("hangs.pt"), onCpu());
    QVERIFY_RESULT(model);
    for (const int signal : {SIGABRT, SIGKILL}) {
        const pid_t process = workers().at(0);
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            ::kill(process, signal);
        });
        const auto outputs = (*model)->forward(filled({1, 3, 4, 4}, 1.0F));
        other.join();
        QVERIFY(!outputs);
        // Only the system itself uses SIGKILL, when memory runs out.
        QCOMPARE(outputs.error().code, signal == SIGKILL ? ErrorCode::TooLarge : ErrorCode::Backend);
        QVERIFY2(outputs.error().message.contains(QStringLiteral("signal %1").arg(signal)),
                 qPrintable(outputs.error().message));
        QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 0.5F)));
        QVERIFY(workers().at(0) != process);
    }
    ::kill(workers().at(0), SIGKILL); // between two passes
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    QVERIFY(!(*model)->forward(filled({1, 3, 4, 4}, 0.5F)));
    QVERIFY_RESULT((*model)->forward(filled({1, 3, 4, 4}, 0.5F)));
}

void TstIsolatedModel::onlyTheInputThatCrashesFails()
{
    auto loaded = loadIsolated(fixture("crashes.pt"), onCpu());
    QVERIFY_RESULT(loaded);
    ModelCard card;
    card.classes = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    auto post = Postprocessor::create(card, {0, 1, 2}, 3);
    QVERIFY_RESULT(post);
    InferenceModel model(std::move(*loaded), std::make_shared<const Postprocessor>(std::move(*post)));
    std::vector<PreparedInput> inputs(6);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        inputs[i].name = QStringLiteral("sample %1").arg(i);
        inputs[i].tensors = {filled({3, 4, 4}, i == 4 ? 1.0F : 0.1F * float(i))};
    }
    for (int round = 0; round < 2; ++round) {
        const auto results = model.forward(inputs); // crashes as a batch, and then one by one
        QCOMPARE(results.size(), inputs.size());
        for (std::size_t i = 0; i < inputs.size(); ++i)
            QCOMPARE(results[i].has_value(), i != 4);
        QVERIFY2(results[4].error().message.startsWith(QLatin1String("sample 4")),
                 qPrintable(results[4].error().message));
    }
}

void TstIsolatedModel::missingProgram()
{
    const Environment nowhere("BADCASE_WORKER", "/nowhere/badcase-worker");
    QCOMPARE(worker::programCandidates(), QStringList{QStringLiteral("/nowhere/badcase-worker")});
    const auto model = loadIsolated(fixture("means.pt"), onCpu());
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::NotFound);
    QVERIFY2(model.error().message.contains(QLatin1String("badcase-worker")),
             qPrintable(model.error().message));
    QVERIFY2(model.error().detail.contains(QLatin1String("/nowhere")), qPrintable(model.error().detail));
}

void TstIsolatedModel::programThatIsNoWorker()
{
    const QTemporaryDir dir;
    const auto script = [&](const char* name, const QByteArray& body) {
        QFile file(dir.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/bash\n" + body) < 0)
            qFatal("no script");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return QFile::encodeName(file.fileName());
    };
    {
        const Environment worker("BADCASE_WORKER",
                                 script("ends", "echo these are my last words >&2; exit 3\n"));
        const auto model = loadIsolated(fixture("means.pt"), onCpu());
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::Backend);
        QVERIFY2(model.error().message.contains(QLatin1String("exit status 3")),
                 qPrintable(model.error().message));
        QCOMPARE(model.error().detail, QStringLiteral("these are my last words"));
    }
    {
        const Environment worker("BADCASE_WORKER",
                                 script("babbles", "seq 200000; sleep 0.2; echo garbage >&3; sleep 60\n"));
        const auto model = loadIsolated(fixture("means.pt"), onCpu());
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::Corrupt);
    }
    {
        const Environment worker("BADCASE_WORKER",
                                 script("another", "printf 'BCWE\\x77\\x77\\x00' >&3; sleep 60\n"));
        const auto model = loadIsolated(fixture("means.pt"), onCpu());
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::Unsupported);
        QVERIFY2(model.error().message.contains(QLatin1String("another version")),
                 qPrintable(model.error().message));
    }
}

void TstIsolatedModel::manyAtOnce()
{
    constexpr int kThreads = 4;
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&right, t] {
            const auto model = loadIsolated(fixture("means.pt"), onCpu());
            for (int i = 0; model && i < 50; ++i) {
                const auto outputs = (*model)->forward(filled({1, 3, 4, 4}, float(t + i)));
                right += outputs && outputs->at(0).values.front() == 10.0F * float(t + i);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(right.load(), 50 * kThreads);
}

BADCASE_REGISTER_TEST(TstIsolatedModel)
#include "tst_isolated_model.moc"
