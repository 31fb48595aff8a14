// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// tune and thresholds on the command line: what is found is what it gives, in this project and in others.

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <array>
#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::test;

namespace {

const QStringList kNames{QStringLiteral("shirt"), QStringLiteral("t-shirt"), QStringLiteral("hat"), QStringLiteral("rare")};

/// A table of probabilities with labels: a model that says too little of rare classes. Multi-label: sigmoid values and
/// labels with "|" between them.
void writeTable(const QString& path, int rows, bool tags, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::discrete_distribution<int> draw{40, 25, 20, 8};
    QByteArray text = "id,label," + kNames.join(u',').toUtf8() + '\n';
    for (int i = 0; i < rows; ++i) {
        const int label = draw(random);
        QStringList labels;
        QStringList values;
        std::array<double, 4> p{};
        double sum = 0;
        for (std::size_t k = 0; k < p.size(); ++k) {
            const bool has = tags ? uniform(random) < 0.3 : int(k) == label;
            if (has)
                labels.append(kNames[static_cast<qsizetype>(k)]);
            p[k] = tags ? 0.1 + 0.5 * uniform(random) + (has ? 0.15 : -0.1)
                        : (has ? 1.0 : 0.25) * uniform(random) / (1 + double(k));
            sum += p[k];
        }
        for (const double value : p)
            values.append(QString::number(tags ? std::clamp(value, 0.0, 1.0) : value / sum, 'g', 9));
        text += QStringLiteral("s%1,%2,%3\n").arg(i).arg(labels.join(u'|'), values.join(u',')).toUtf8();
    }
    writeFile(path, text);
}

struct Tuned : CliFolder {
    explicit Tuned(bool tags = false, const QString& project = QStringLiteral("p.badcase"))
    {
        writeTable(path(QStringLiteral("table.csv")), 600, tags, 4);
        QByteArray classes = "name\n" + kNames.join(u'\n').toUtf8() + '\n';
        writeFile(path(QStringLiteral("classes.csv")), classes);
        makeProject(project, {}, {QStringLiteral("--task"), tags ? QStringLiteral("multilabel") : QStringLiteral("classification"),
                                  QStringLiteral("--schema"), QStringLiteral("classes.csv")});
        const auto taken = run({QStringLiteral("import-run"), project, QStringLiteral("--probabilities"), QStringLiteral("table.csv"),
                                QStringLiteral("--name"), QStringLiteral("base"), QStringLiteral("--create"),
                                QStringLiteral("--label-column"), QStringLiteral("label"), QStringLiteral("--out-of-fold"),
                                QStringLiteral("yes")});
        if (taken.status != 0)
            qFatal("%s", taken.words().constData());
    }
    CliResult tune(const QStringList& more, const QString& objective = QStringLiteral("macro_f1")) const
    {
        return run(QStringList{QStringLiteral("tune"), QStringLiteral("p.badcase"), QStringLiteral("--run"), QStringLiteral("base"),
                               QStringLiteral("--objective"), objective} +
                   more);
    }
    double macroF1(const QStringList& more = {}) const
    {
        const auto metrics = run(QStringList{QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"),
                                             QStringLiteral("base")} +
                                 more);
        return metrics.json.value(QStringLiteral("f1")).toObject().value(QStringLiteral("macro")).toDouble(-1);
    }
};

} // namespace

class TstCliTune : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItGives_data();
    void saysWhatItGives();
    void appliesAndTakesBack();
    void exportsAndImports();
    void meansOfSets();
    void sameSeedSameAnswer();
    void refuses();
    void costsOfConfusions();
    void resumedRunIsDecidedByOneRule();
    void priorIsThatOfTheTrainingSet();
    void unreadableLabelsChangeNothing();
    void wechatLongTail();
};

void TstCliTune::saysWhatItGives_data()
{
    QTest::addColumn<bool>("tags");
    QTest::addColumn<bool>("perClass");
    for (const bool tags : {false, true}) {
        for (const bool perClass : {false, true})
            QTest::addRow("%s, %s", tags ? "tags" : "classes", perClass ? "each" : "one") << tags << perClass;
    }
}

/// The keys of the contract, and figures that metrics says, too.
void TstCliTune::saysWhatItGives()
{
    QFETCH(bool, tags);
    QFETCH(bool, perClass);
    const Tuned folder(tags);
    QStringList options{QStringLiteral("--save"), QStringLiteral("found"), QStringLiteral("--folds"), QStringLiteral("4")};
    if (perClass)
        options.append(QStringLiteral("--per-class"));
    const auto tuned = folder.tune(options);
    QVERIFY_STATUS(tuned, 0);
    const QJsonObject numbers = tuned.json.value(tags ? QStringLiteral("thresholds") : QStringLiteral("offsets")).toObject();
    QCOMPARE(numbers.size(), kNames.size());
    for (const QString& name : kNames)
        QVERIFY(numbers.value(name).isDouble());
    QCOMPARE(tuned.text("objective"), QStringLiteral("macro_f1"));
    const double before = tuned.real("before");
    const double after = tuned.real("after");
    QVERIFY(after >= before);
    const auto interval = tuned.list("interval");
    QVERIFY(interval[0].toDouble() <= tuned.real("after_held_out") && tuned.real("after_held_out") <= interval[1].toDouble());
    QVERIFY(tuned.json.value(QStringLiteral("flips")).toObject().value(QStringLiteral("gained")).toInt(-1) >= 0);
    QVERIFY((QStringList{QStringLiteral("keep"), QStringLiteral("common_only"), QStringLiteral("not_worth_it")})
                .contains(tuned.text("advice")));
    QCOMPARE(folder.macroF1(), before);
    QCOMPARE(folder.macroF1({QStringLiteral("--thresholds"), QStringLiteral("found")}), after);
    if (perClass)
        QVERIFY2(after > before + 0.02, "the model is biased, and that is found");

    const auto shown = folder.run({QStringLiteral("thresholds"), QStringLiteral("p.badcase"), QStringLiteral("show"),
                                   QStringLiteral("--set"), QStringLiteral("found")});
    QVERIFY_STATUS(shown, 0);
    const QJsonObject evidence = shown.json.value(QStringLiteral("evidence")).toObject();
    QCOMPARE(evidence.value(QStringLiteral("run")).toString(), QStringLiteral("base"));
    QCOMPARE(evidence.value(QStringLiteral("folds")).toInt(), 4);
    QCOMPARE(evidence.value(QStringLiteral("after")).toDouble(), after);
}

/// Decisions of the run follow a set, and its own come back.
void TstCliTune::appliesAndTakesBack()
{
    const Tuned folder;
    const auto tuned = folder.tune({QStringLiteral("--per-class"), QStringLiteral("--save"), QStringLiteral("found")});
    QVERIFY_STATUS(tuned, 0);
    const double plain = folder.macroF1();
    const auto applied = folder.run({QStringLiteral("thresholds"), QStringLiteral("p.badcase"), QStringLiteral("apply"),
                                     QStringLiteral("--run"), QStringLiteral("base"), QStringLiteral("--set"), QStringLiteral("found")});
    QVERIFY_STATUS(applied, 0);
    QVERIFY(applied.number("changed") > 0);
    QCOMPARE(folder.macroF1(), tuned.real("after"));
    QCOMPARE(folder.macroF1({QStringLiteral("--thresholds"), QStringLiteral("none")}), plain);
    // What is in charge does not change what tuning starts from.
    const auto again = folder.tune({QStringLiteral("--per-class")});
    QCOMPARE(again.real("before"), plain);
    QCOMPARE(again.json.value(QStringLiteral("offsets")), tuned.json.value(QStringLiteral("offsets")));
    const auto back = folder.run({QStringLiteral("thresholds"), QStringLiteral("p.badcase"), QStringLiteral("apply"),
                                  QStringLiteral("--run"), QStringLiteral("base"), QStringLiteral("--none")});
    QVERIFY_STATUS(back, 0);
    QCOMPARE(back.number("changed"), applied.number("changed"));
    QCOMPARE(folder.macroF1(), plain);
    folder.mustBeSound(QStringLiteral("p.badcase"));
}

void TstCliTune::exportsAndImports()
{
    const Tuned folder;
    const auto tuned = folder.tune({QStringLiteral("--per-class"), QStringLiteral("--save"), QStringLiteral("found")});
    QVERIFY_STATUS(tuned, 0);
    const QStringList verb{QStringLiteral("thresholds"), QStringLiteral("p.badcase")};
    const QStringList out{QStringLiteral("--set"), QStringLiteral("found"), QStringLiteral("--out"), QStringLiteral("set.json")};
    QVERIFY_STATUS(folder.run(verb + QStringList{QStringLiteral("export")} + out), 0);
    QCOMPARE(folder.run(verb + QStringList{QStringLiteral("export")} + out).errorCode(), QStringLiteral("already-exists"));
    const QJsonObject file = QJsonDocument::fromJson(readFile(folder.path(QStringLiteral("set.json")))).object();
    QCOMPARE(file.value(QStringLiteral("offsets")), tuned.json.value(QStringLiteral("offsets")));
    QVERIFY_STATUS(folder.run(verb + QStringList{QStringLiteral("import"), QStringLiteral("--from"), QStringLiteral("set.json"),
                                                 QStringLiteral("--name"), QStringLiteral("other")}),
                   0);
    QCOMPARE(folder.macroF1({QStringLiteral("--thresholds"), QStringLiteral("other")}), tuned.real("after"));
    const auto twice = folder.run(verb + QStringList{QStringLiteral("import"), QStringLiteral("--from"), QStringLiteral("set.json")});
    QCOMPARE(twice.errorCode(), QStringLiteral("already-exists"));
    writeFile(folder.path(QStringLiteral("bad.json")), "[1, 2]");
    const auto bad = folder.run(verb + QStringList{QStringLiteral("import"), QStringLiteral("--from"), QStringLiteral("bad.json")});
    QCOMPARE(bad.errorCode(), QStringLiteral("corrupt"));
    QVERIFY(bad.message().contains(QLatin1String("bad.json")));
}

void TstCliTune::meansOfSets()
{
    const Tuned folder;
    QMap<QString, QJsonObject> offsets;
    for (const QString& seed : {QStringLiteral("1"), QStringLiteral("2")}) {
        const auto tuned = folder.tune({QStringLiteral("--per-class"), QStringLiteral("--seed"), seed, QStringLiteral("--save"), seed});
        QVERIFY_STATUS(tuned, 0);
        offsets[seed] = tuned.json.value(QStringLiteral("offsets")).toObject();
    }
    const auto mean = folder.run({QStringLiteral("thresholds"), QStringLiteral("p.badcase"), QStringLiteral("mean"),
                                  QStringLiteral("--set"), QStringLiteral("1,2"), QStringLiteral("--name"), QStringLiteral("both")});
    QVERIFY_STATUS(mean, 0);
    const auto shown = folder.run({QStringLiteral("thresholds"), QStringLiteral("p.badcase"), QStringLiteral("show"),
                                   QStringLiteral("--set"), QStringLiteral("both")});
    for (const QString& name : kNames)
        QCOMPARE(shown.json.value(QStringLiteral("offsets")).toObject().value(name).toDouble(),
                 (offsets[QStringLiteral("1")].value(name).toDouble() + offsets[QStringLiteral("2")].value(name).toDouble()) / 2);
}

void TstCliTune::sameSeedSameAnswer()
{
    const Tuned folder;
    const QStringList options{QStringLiteral("--per-class"), QStringLiteral("--seed"), QStringLiteral("7")};
    QCOMPARE(folder.tune(options).out, folder.tune(options).out);
}

void TstCliTune::refuses()
{
    const Tuned folder;
    const auto unknown = folder.tune({}, QStringLiteral("nonsense"));
    QCOMPARE(unknown.errorCode(), QStringLiteral("invalid-argument"));
    QVERIFY(unknown.message().contains(QLatin1String("macro_f1")));
    QCOMPARE(folder.tune({}, QStringLiteral("gap")).errorCode(), QStringLiteral("invalid-argument"));
    QCOMPARE(folder.tune({QStringLiteral("--split"), QStringLiteral("none")}).errorCode(), QStringLiteral("not-found"));
    QCOMPARE(folder.tune({QStringLiteral("--folds"), QStringLiteral("1")}).errorCode(), QStringLiteral("invalid-argument"));
    QCOMPARE(folder.tune({QStringLiteral("--folds"), QStringLiteral("601")}).errorCode(), QStringLiteral("invalid-argument"));
    QCOMPARE(folder.run({QStringLiteral("tune"), QStringLiteral("p.badcase"), QStringLiteral("--run"), QStringLiteral("other")}).errorCode(),
             QStringLiteral("not-found"));
    QVERIFY_STATUS(folder.tune({QStringLiteral("--save"), QStringLiteral("a")}), 0);
    QCOMPARE(folder.tune({QStringLiteral("--save"), QStringLiteral("a")}).errorCode(), QStringLiteral("already-exists"));
}

void TstCliTune::costsOfConfusions()
{
    const Tuned folder;
    // Missing a rare one is dear, everything else cheap: more is decided to be rare.
    writeFile(folder.path(QStringLiteral("costs.csv")), "0,1,1,1\n1,0,1,1\n1,1,0,1\n20,20,20,0\n");
    const auto tuned = folder.tune({QStringLiteral("--per-class"), QStringLiteral("--costs"), QStringLiteral("costs.csv")},
                                   QStringLiteral("cost"));
    QVERIFY_STATUS(tuned, 0);
    QVERIFY(tuned.real("after") > tuned.json.value(QStringLiteral("before")).toDouble());
    QVERIFY(tuned.json.value(QStringLiteral("offsets")).toObject().value(QStringLiteral("rare")).toDouble() > 0.5);
}

/// A run goes on while a set decides it: the samples that are added are decided by the set, too.
void TstCliTune::resumedRunIsDecidedByOneRule()
{
    const CliFolder folder;
    writeColours(folder.path(QStringLiteral("data")), 2);
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"));
    const QStringList runCall{QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                              fixtureModel(QStringLiteral("means")), QStringLiteral("--name"), QStringLiteral("r"),
                              QStringLiteral("--trust")};
    QVERIFY_STATUS(folder.run(runCall), 0);
    writeFile(folder.path(QStringLiteral("red.json")),
              R"({"name": "red", "task": "classification", "rule": "argmax log p + offset", "offsets": {"red": 30}})");
    const QStringList sets{QStringLiteral("thresholds"), QStringLiteral("p.badcase")};
    QVERIFY_STATUS(folder.run(sets + QStringList{QStringLiteral("import"), QStringLiteral("--from"), QStringLiteral("red.json")}), 0);
    const auto applied = folder.run(sets + QStringList{QStringLiteral("apply"), QStringLiteral("--run"), QStringLiteral("r"),
                                                       QStringLiteral("--set"), QStringLiteral("red")});
    QVERIFY_STATUS(applied, 0);
    QCOMPARE(applied.number("changed"), 4); // green and blue ones
    writeColours(folder.path(QStringLiteral("data")), 5);
    QVERIFY_STATUS(folder.run({QStringLiteral("import"), QStringLiteral("p.badcase"), QStringLiteral("data")}), 0);
    QVERIFY_STATUS(folder.run(runCall + QStringList{QStringLiteral("--resume")}), 0);
    const auto said = [&](const QStringList& more) {
        const auto metrics = folder.run(QStringList{QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"),
                                                    QStringLiteral("r")} + more);
        return std::pair(metrics.number("samples"), metrics.real("accuracy"));
    };
    QCOMPARE(said({}), std::pair(qint64(15), 5.0 / 15));
    QCOMPARE(said({QStringLiteral("--thresholds"), QStringLiteral("none")}), std::pair(qint64(15), 1.0));
    QVERIFY_STATUS(folder.run(sets + QStringList{QStringLiteral("apply"), QStringLiteral("--run"), QStringLiteral("r"), QStringLiteral("--none")}), 0);
    QCOMPARE(said({}), std::pair(qint64(15), 1.0));
}

/// Classes are weighed by what the model was shown, also when the same samples are tuned on and some are left out.
void TstCliTune::priorIsThatOfTheTrainingSet()
{
    const CliFolder folder;
    for (const auto& [name, count] : {std::pair("red", 12), std::pair("green", 6), std::pair("blue", 3)}) {
        for (int i = 0; i < count; ++i)
            writePicture(folder.path(QStringLiteral("data/%1/%2.png").arg(QLatin1String(name)).arg(i)), QColor(QLatin1String(name)));
    }
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"), {}, {QStringLiteral("--split"), QStringLiteral("train")});
    QVERIFY_STATUS(folder.run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"),
                               fixtureModel(QStringLiteral("means")), QStringLiteral("--name"), QStringLiteral("r"),
                               QStringLiteral("--trust")}),
                   0);
    writeFile(folder.path(QStringLiteral("bad.csv")), "id,verdict\nblue/0.png,bad-media\n"); // the model was shown it
    QVERIFY_STATUS(folder.run({QStringLiteral("relabel"), QStringLiteral("p.badcase"), QStringLiteral("--from"), QStringLiteral("bad.csv")}), 0);
    const auto tuned = folder.run({QStringLiteral("tune"), QStringLiteral("p.badcase"), QStringLiteral("--run"), QStringLiteral("r"),
                                   QStringLiteral("--objective"), QStringLiteral("macro_f1"), QStringLiteral("--folds"),
                                   QStringLiteral("3")});
    QVERIFY_STATUS(tuned, 0);
    QCOMPARE(tuned.number("samples"), 20);
    QCOMPARE(tuned.text("prior_from"), QStringLiteral("train"));
    const QJsonObject counts = tuned.json.value(QStringLiteral("prior_counts")).toObject();
    for (const auto& [name, count] : {std::pair("red", 12), std::pair("green", 6), std::pair("blue", 3)})
        QCOMPARE(counts.value(QLatin1String(name)).toInt(-1), count);
}

/// Scores must follow a set; where the label masks are not there at the moment, nothing changes.
void TstCliTune::unreadableLabelsChangeNothing()
{
    const CliFolder folder;
    writeRegions(folder.path(QStringLiteral("data")));
    folder.makeProject(QStringLiteral("p.badcase"), QStringLiteral("data"),
                       {QStringLiteral("--task"), QStringLiteral("segmentation"), QStringLiteral("--schema"), QStringLiteral("data/classes.json")},
                       {QStringLiteral("--format"), QStringLiteral("masks")});
    QVERIFY_STATUS(folder.run({QStringLiteral("run"), QStringLiteral("p.badcase"), QStringLiteral("--model"), regionModel(),
                               QStringLiteral("--name"), QStringLiteral("r"), QStringLiteral("--trust")}),
                   0);
    writeFile(folder.path(QStringLiteral("set.json")), R"({"name": "large", "task": "segmentation", "rule": "steps", "steps": "min-area:300"})");
    const QStringList sets{QStringLiteral("thresholds"), QStringLiteral("p.badcase")};
    QVERIFY_STATUS(folder.run(sets + QStringList{QStringLiteral("import"), QStringLiteral("--from"), QStringLiteral("set.json")}), 0);
    const QStringList metrics{QStringLiteral("metrics"), QStringLiteral("p.badcase"), QStringLiteral("--run"), QStringLiteral("r")};
    const double before = folder.run(metrics).real("mean_dice_per_image");
    QVERIFY(QDir(folder.path()).rename(QStringLiteral("data/masks"), QStringLiteral("away")));
    const QStringList apply = sets + QStringList{QStringLiteral("apply"), QStringLiteral("--run"), QStringLiteral("r"),
                                                 QStringLiteral("--set"), QStringLiteral("large")};
    const auto refused = folder.run(apply);
    QVERIFY_STATUS(refused, 1);
    QCOMPARE(refused.errorCode(), QStringLiteral("not-found"));
    QVERIFY(QDir(folder.path()).rename(QStringLiteral("away"), QStringLiteral("data/masks")));
    QCOMPARE(folder.run(metrics).real("mean_dice_per_image"), before);
    QVERIFY_STATUS(folder.run(apply), 0);
    QVERIFY(folder.run(metrics).real("mean_dice_per_image") != before);
}

/// 3000 samples, 200 classes under 23 parents: the figure of the challenge is found, improved and said honestly.
void TstCliTune::wechatLongTail()
{
    NEEDS_SHARED();
    const QString data = sharedDir() + QStringLiteral("/data/wechat2022/");
    const CliFolder folder;
    folder.makeProject(QStringLiteral("w.badcase"), data + QStringLiteral("labeled_synthetic.json"),
                       {QStringLiteral("--task"), QStringLiteral("classification"), QStringLiteral("--schema"),
                        data + QStringLiteral("category_id_map.json")},
                       {QStringLiteral("--format"), QStringLiteral("wechat")});
    QByteArray ids = "id\n";
    const auto records = QJsonDocument::fromJson(readFile(data + QStringLiteral("labeled_synthetic.json"))).array();
    for (const auto& record : records)
        ids += record.toObject().value(QStringLiteral("id")).toString().toUtf8() + '\n';
    writeFile(folder.path(QStringLiteral("ids.csv")), ids);
    QVERIFY_STATUS(folder.run({QStringLiteral("import-run"), QStringLiteral("w.badcase"), QStringLiteral("--probabilities"),
                               data + QStringLiteral("pred_probs_synthetic_f32.npy"), QStringLiteral("--ids"),
                               QStringLiteral("ids.csv"), QStringLiteral("--name"), QStringLiteral("base")}),
                   0);
    const auto tuned = folder.run({QStringLiteral("tune"), QStringLiteral("w.badcase"), QStringLiteral("--run"), QStringLiteral("base"),
                                   QStringLiteral("--objective"), QStringLiteral("mean_f1"), QStringLiteral("--per-class"),
                                   QStringLiteral("--save"), QStringLiteral("tail")});
    QVERIFY_STATUS(tuned, 0);
    const auto meanF1 = [&](const QStringList& more) {
        return folder.run(QStringList{QStringLiteral("metrics"), QStringLiteral("w.badcase"), QStringLiteral("--run"),
                                      QStringLiteral("base")} + more).real("mean_f1");
    };
    QCOMPARE(tuned.real("before"), meanF1({}));
    QCOMPARE(tuned.real("after"), meanF1({QStringLiteral("--thresholds"), QStringLiteral("tail")}));
    QVERIFY(tuned.real("after") > tuned.real("after_held_out") && tuned.real("after_held_out") > tuned.real("before"));
    QCOMPARE(tuned.text("advice"), QStringLiteral("keep"));
}

BADCASE_REGISTER_TEST(TstCliTune)
#include "tst_cli_tune.moc"
