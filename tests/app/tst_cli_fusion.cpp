// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Models of texts and features on the command line: run, what-if and ablate, over the 100 samples of
/// tests/engine/fixtures/fusion (a set in the form of WeChat 2022).

#include "inference/media/array_reader.h"
#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <map>

using namespace badcase;
using namespace badcase::test;

namespace {

const QString kProject = QStringLiteral("p.badcase");
constexpr std::size_t kClasses = 5;

QString fixture(const QString& name)
{
    return sourceDir() + QStringLiteral("/tests/engine/fixtures/fusion/") + name;
}

struct Said {
    std::vector<float> probabilities;
    std::optional<storage::SequenceScores> sequence;
    std::optional<LabelSet> labels;
};
using SaidByName = std::map<QString, Said>;

/// What a run says of the samples that it has done.
Result<SaidByName> saidBy(const QString& project, const QString& name)
{
    BADCASE_ASSIGN(const auto database, storage::ProjectDatabase::open(project, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, database->connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(name));
    storage::PredictionRepository predictions(*connection);
    BADCASE_ASSIGN(const auto ids, storage::querySamples(*connection, {}));
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(*connection).rows(ids));
    SaidByName said;
    for (const auto& row : rows) {
        auto probabilities = predictions.probabilities(run.id, row.sample.id);
        if (!probabilities)
            continue; // it failed
        BADCASE_ASSIGN(auto sequence, predictions.sequence(run.id, row.sample.id));
        said[row.sample.name] = {std::move(*probabilities), std::move(sequence), row.labels};
    }
    return said;
}

/// Softmax of what PyTorch said; sample "v007" is row 7.
Result<std::vector<std::vector<double>>> pythonSays(const QString& member)
{
    BADCASE_ASSIGN(const auto root, media::MediaRoot::open(fixture(QStringLiteral("expected.zip"))));
    BADCASE_ASSIGN(const auto reader, media::ArrayReader::openMember(*root, member));
    std::vector<float> logits(static_cast<std::size_t>(reader.header().count()));
    BADCASE_TRY(reader.readRows(0, reader.header().rows(), logits));
    std::vector<std::vector<double>> rows(static_cast<std::size_t>(reader.header().rows()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        double sum = 0;
        for (std::size_t c = 0; c < kClasses; ++c)
            sum += rows[i].emplace_back(std::exp(double(logits[i * kClasses + c])));
        for (double& value : rows[i])
            value /= sum;
    }
    return rows;
}

std::size_t rowOf(const QString& sample)
{
    return sample.mid(1).toULongLong();
}

std::size_t decided(const std::vector<float>& probabilities)
{
    return static_cast<std::size_t>(std::ranges::max_element(probabilities) - probabilities.begin());
}

} // namespace

class TstCliFusion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
        writeFile(m_folder->path(QStringLiteral("classes.csv")), "name\n0101\n0102\n0103\n0201\n0202\n");
        m_folder->makeProject(kProject, fixture(QStringLiteral("labeled.json")),
                              {QStringLiteral("--task"), QStringLiteral("classification"),
                               QStringLiteral("--schema"), QStringLiteral("classes.csv")},
                              {QStringLiteral("--format"), QStringLiteral("wechat")});
    }
    void runsEqualPython_data();
    void runsEqualPython();
    void scoresOfRowsAreStored();
    void whatIfEqualsAblation();
    void ablationSaysWhatChanged();
    void ablationsGoOnAndAddUp();
    void refusesWhatMakesNoSense();
    void inspectShowsTheInputs();
    void textsAreReusedUntilTheyChange();

private:
    CliResult run(const QString& model, const QString& name, const QStringList& more = {}) const
    {
        return m_folder->run(QStringList{QStringLiteral("run"), kProject, QStringLiteral("--model"),
                                         fixture(QStringLiteral("fusion_%1.pt").arg(model)),
                                         QStringLiteral("--name"), name, QStringLiteral("--trust")} +
                             more);
    }
    CliResult ablate(const QString& from, const QString& blank, const QStringList& more = {}) const
    {
        return m_folder->run(QStringList{QStringLiteral("ablate"), kProject, QStringLiteral("--run"), from,
                                         QStringLiteral("--blank"), blank} +
                             more);
    }
    SaidByName said(const QString& name) const { return saidBy(m_folder->path(kProject), name).value(); }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliFusion::runsEqualPython_data()
{
    QTest::addColumn<int>("failed");
    QTest::newRow("single") << 5; // no features, and the card does not let it do without
    QTest::newRow("two") << 0;
}

void TstCliFusion::runsEqualPython()
{
    QFETCH(int, failed);
    const QString model = QString::fromLatin1(QTest::currentDataTag());
    const CliResult result = run(model, QStringLiteral("r"));
    QVERIFY_STATUS(result, failed > 0 ? 3 : 0);
    QCOMPARE(result.number("samples_done"), 100 - failed);
    QCOMPARE(result.number("samples_failed"), failed);
    const auto python = pythonSays(model + QStringLiteral(".0.npy"));
    QVERIFY_RESULT(python);
    const SaidByName all = said(QStringLiteral("r"));
    QCOMPARE(all.size(), std::size_t(100 - failed));
    for (const auto& [name, one] : all) {
        for (std::size_t c = 0; c < kClasses; ++c)
            QVERIFY(std::abs(double(one.probabilities[c]) - (*python)[rowOf(name)][c]) <= 1e-4);
        QVERIFY(!one.sequence);
    }
}

void TstCliFusion::scoresOfRowsAreStored()
{
    QVERIFY_STATUS(run(QStringLiteral("heads"), QStringLiteral("r")), 3);
    const SaidByName all = said(QStringLiteral("r"));
    QCOMPARE(all.size(), std::size_t(95));
    for (const auto& [name, one] : all) {
        QVERIFY(one.sequence);
        QCOMPARE(one.sequence->content, storage::SequenceScores::Content::Frames);
        std::vector<double> mean(kClasses, 0.0);
        for (std::size_t i = 0; i < one.sequence->values.size(); ++i)
            mean[i % kClasses] += double(one.sequence->values[i]) / one.sequence->rows();
        for (std::size_t c = 0; c < kClasses; ++c)
            QVERIFY(std::abs(double(one.probabilities[c]) - mean[c]) <= 1e-6);
    }
    const CliResult unknown =
        run(QStringLiteral("heads"), QStringLiteral("s"), {QStringLiteral("--head"), QStringLiteral("mood")});
    QVERIFY_STATUS(unknown, 2);
    QVERIFY(unknown.message().contains(QLatin1String("topic, scene, tags")));
    // The other heads have other classes, or another task, than the project.
    QVERIFY_STATUS(run(QStringLiteral("heads"), QStringLiteral("s"),
                       {QStringLiteral("--head"), QStringLiteral("scene")}),
                   2);
}

/// A question about one sample and a run over all: two ways through the program, one answer.
void TstCliFusion::whatIfEqualsAblation()
{
    QVERIFY_STATUS(run(QStringLiteral("two"), QStringLiteral("r")), 0);
    const SaidByName plain = said(QStringLiteral("r"));
    const std::vector<std::pair<QString, QStringList>> questions{
        {QStringLiteral("title"), {QStringLiteral("--blank"), QStringLiteral("title")}},
        {QStringLiteral("media"), {QStringLiteral("--blank-media")}},
        {QStringLiteral("title,media"),
         {QStringLiteral("--blank"), QStringLiteral("title"), QStringLiteral("--blank-media")}}};
    for (const auto& [blank, edits] : questions) {
        QVERIFY_STATUS(ablate(QStringLiteral("r"), blank, {QStringLiteral("--name"), blank}), 0);
        const SaidByName ablated = said(blank);
        for (const char* sample : {"v000", "v007", "v042"}) {
            const QString name = QString::fromLatin1(sample);
            const CliResult answer =
                m_folder->run(QStringList{QStringLiteral("what-if"), kProject, QStringLiteral("--run"),
                                          QStringLiteral("r"), QStringLiteral("--sample"), name} +
                              edits);
            QVERIFY_STATUS(answer, 0);
            QVERIFY(answer.text("notice").isEmpty());
            const QJsonArray classes = answer.list("classes");
            QCOMPARE(classes.size(), qsizetype(kClasses));
            for (qsizetype c = 0; c < classes.size(); ++c) {
                const auto i = static_cast<std::size_t>(c);
                QVERIFY(std::abs(classes[c][QStringLiteral("before")].toDouble() -
                                 double(plain.at(name).probabilities[i])) < 1e-6);
                QVERIFY(std::abs(classes[c][QStringLiteral("after")].toDouble() -
                                 double(ablated.at(name).probabilities[i])) < 1e-6);
            }
        }
    }
    // Other words, of which the model knows the topic.
    const CliResult other =
        m_folder->run({QStringLiteral("what-if"), kProject, QStringLiteral("--run"), QStringLiteral("r"),
                       QStringLiteral("--sample"), QStringLiteral("v000"), QStringLiteral("--set"),
                       QStringLiteral("title=猫咪 kitten puppy 宠物")});
    QVERIFY_STATUS(other, 0);
    QVERIFY(other.list("classes")[3][QStringLiteral("change")].toDouble() > 0);
}

void TstCliFusion::ablationSaysWhatChanged()
{
    QVERIFY_STATUS(run(QStringLiteral("two"), QStringLiteral("r")), 0);
    const CliResult result = ablate(QStringLiteral("r"), QStringLiteral("title,asr"));
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.text("run"), QStringLiteral("r without title, asr"));
    QCOMPARE(result.text("from"), QStringLiteral("r"));
    QCOMPARE(result.number("compared"), 100);
    const SaidByName before = said(QStringLiteral("r"));
    const SaidByName after = said(QStringLiteral("r without title, asr"));
    int rightToWrong = 0;
    int wrongToRight = 0;
    int right = 0;
    double change = 0;
    double drop = 0;
    for (const auto& [name, was] : before) {
        const Said& is = after.at(name);
        const auto label = static_cast<std::size_t>(was.labels->first());
        const bool wasRight = decided(was.probabilities) == label;
        const bool isRight = decided(is.probabilities) == label;
        rightToWrong += wasRight && !isRight ? 1 : 0;
        wrongToRight += !wasRight && isRight ? 1 : 0;
        right += isRight ? 1 : 0;
        for (std::size_t c = 0; c < kClasses; ++c)
            change += std::abs(double(is.probabilities[c]) - double(was.probabilities[c])) / 500;
        drop += (double(was.probabilities[label]) - double(is.probabilities[label])) / 100;
    }
    const QJsonObject flips = result.json.value(QStringLiteral("flips")).toObject();
    QCOMPARE(flips.value(QStringLiteral("right_to_wrong")).toInt(), rightToWrong);
    QCOMPARE(flips.value(QStringLiteral("wrong_to_right")).toInt(), wrongToRight);
    QVERIFY(rightToWrong > 10); // the model was trained on these texts
    QVERIFY(std::abs(result.real("mean_change") - change) < 1e-9);
    QVERIFY(std::abs(result.real("mean_label_drop") - drop) < 1e-9);
    QVERIFY(std::abs(result.json.value(QStringLiteral("after"))[QStringLiteral("accuracy")].toDouble() -
                     right / 100.0) < 1e-9);
    QVERIFY(result.json.value(QStringLiteral("before"))[QStringLiteral("accuracy")].toDouble() >
            right / 100.0);
    // An ordinary run, measured as any other.
    const CliResult measured = m_folder->run({QStringLiteral("metrics"), kProject, QStringLiteral("--run"),
                                              QStringLiteral("r without title, asr")});
    QVERIFY_STATUS(measured, 0);
    QVERIFY(std::abs(measured.real("accuracy") - right / 100.0) < 1e-9);
}

void TstCliFusion::ablationsGoOnAndAddUp()
{
    QVERIFY_STATUS(run(QStringLiteral("two"), QStringLiteral("r")), 0);
    const QStringList noMedia{QStringLiteral("--name"), QStringLiteral("a")};
    QVERIFY_STATUS(ablate(QStringLiteral("r"), QStringLiteral("media"), noMedia), 0);
    // The name is taken by a finished run.
    const CliResult twice = ablate(QStringLiteral("r"), QStringLiteral("media"), noMedia);
    QVERIFY(twice.status != 0);
    QCOMPARE(twice.errorCode(), QStringLiteral("already-exists"));
    // Of an ablation, more can be left out; it is the same as leaving out all of it at once.
    QVERIFY_STATUS(
        ablate(QStringLiteral("a"), QStringLiteral("asr"), {QStringLiteral("--name"), QStringLiteral("b")}),
        0);
    QVERIFY_STATUS(ablate(QStringLiteral("r"), QStringLiteral("asr,frames"),
                          {QStringLiteral("--name"), QStringLiteral("c")}),
                   0);
    const SaidByName inTwo = said(QStringLiteral("b"));
    const SaidByName atOnce = said(QStringLiteral("c"));
    QCOMPARE(inTwo.size(), std::size_t(100));
    for (const auto& [name, one] : inTwo)
        QCOMPARE(one.probabilities, atOnce.at(name).probabilities);
}

void TstCliFusion::refusesWhatMakesNoSense()
{
    QVERIFY_STATUS(run(QStringLiteral("two"), QStringLiteral("r")), 0);
    const CliResult unread = ablate(QStringLiteral("r"), QStringLiteral("ocr"));
    QVERIFY_STATUS(unread, 2);
    QVERIFY(unread.message().contains(QLatin1String("title, asr")));
    QVERIFY_STATUS(ablate(QStringLiteral("r"), QStringLiteral(",")), 2);
    QVERIFY(ablate(QStringLiteral("nobody"), QStringLiteral("title")).status != 0);
    const CliResult views =
        run(QStringLiteral("two"), QStringLiteral("v"), {QStringLiteral("--tta"), QStringLiteral("hflip")});
    QVERIFY_STATUS(views, 2);
    QVERIFY(views.message().contains(QLatin1String("more than one picture")));
}

void TstCliFusion::inspectShowsTheInputs()
{
    const CliResult result =
        m_folder->run({QStringLiteral("inspect"), fixture(QStringLiteral("fusion_cross.pt"))});
    QVERIFY_STATUS(result, 0);
    const QJsonArray inputs = result.json.value(QStringLiteral("card"))[QStringLiteral("inputs")].toArray();
    QCOMPARE(inputs.size(), 2);
    QCOMPARE(inputs[0][QStringLiteral("kind")].toString(), QStringLiteral("frames"));
    QCOMPARE(inputs[1][QStringLiteral("vocabulary")].toString(), QStringLiteral("vocab.txt"));
}

void TstCliFusion::textsAreReusedUntilTheyChange()
{
    QVERIFY_STATUS(run(QStringLiteral("two"), QStringLiteral("first")), 0);
    const CliResult second = run(QStringLiteral("two"), QStringLiteral("second"));
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("reused"), 100);
    const SaidByName before = said(QStringLiteral("first"));
    const SaidByName after = said(QStringLiteral("second"));
    for (const auto& [name, one] : before) {
        QCOMPARE(after.at(name).probabilities, one.probabilities);
        QVERIFY(after.at(name).sequence.has_value() == one.sequence.has_value());
    }
    // What the model is not shown is another run, and shares nothing with it.
    const CliResult blanked = ablate(QStringLiteral("first"), QStringLiteral("title"));
    QVERIFY_STATUS(blanked, 0);
    QCOMPARE(blanked.number("reused"), 0);
    // One title changes: one sample is computed.
    QByteArray records = readFile(fixture(QStringLiteral("labeled.json")));
    const auto at = records.indexOf("\"title\":\"");
    QVERIFY(at > 0);
    records.insert(at + 9, "changed ");
    writeFile(m_folder->path(QStringLiteral("again/labeled.json")), records);
    QVERIFY(QFile::copy(fixture(QStringLiteral("labeled_feats.zip")),
                        m_folder->path(QStringLiteral("again/labeled_feats.zip"))));
    QVERIFY_STATUS(m_folder->run({QStringLiteral("import"), kProject, QStringLiteral("again/labeled.json"),
                                  QStringLiteral("--format"), QStringLiteral("wechat")}),
                   0);
    const CliResult third = run(QStringLiteral("two"), QStringLiteral("third"));
    QVERIFY_STATUS(third, 0);
    QCOMPARE(third.number("reused"), 99);
}

BADCASE_REGISTER_TEST(TstCliFusion)
#include "tst_cli_fusion.moc"
