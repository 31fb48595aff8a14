// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QJsonDocument>
#include <QMap>

using namespace badcase::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(12, 9); ///< of all made pictures

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

/// A frame with a hole of 3 x 3 pixels, as COCO's counts down the columns.
QByteArray frameCounts()
{
    const QRect outer(2, 1, 7, 7);
    const QRect hole(4, 3, 3, 3);
    QByteArrayList counts;
    bool inside = false;
    int length = 0;
    for (int x = 0; x < kSize.width(); ++x) {
        for (int y = 0; y < kSize.height(); ++y) {
            if ((outer.contains(x, y) && !hole.contains(x, y)) != inside) {
                counts << QByteArray::number(length);
                inside = !inside;
                length = 0;
            }
            ++length;
        }
    }
    return (counts << QByteArray::number(length)).join(", ");
}

void makePictures(const QString& folder)
{
    writePicture(folder + QStringLiteral("/a.png"), Qt::red, kSize);
    writePicture(folder + QStringLiteral("/b.png"), Qt::green, kSize);
    writePicture(folder + QStringLiteral("/c.png"), Qt::blue, kSize);
}

/// A rectangle of cats, a frame of dogs, and nothing.
void makeCoco(const QString& dir)
{
    makePictures(dir + QStringLiteral("/images"));
    QByteArray images;
    for (const char* name : {"a", "b", "c"}) {
        const QByteArray id = QByteArray::number(1 + (name[0] - 'a'));
        images += (images.isEmpty() ? "" : ", ") + QByteArray("{\"id\": ") + id + ", \"file_name\": \"" +
                  name + ".png\", \"width\": 12, \"height\": 9}";
    }
    writeFile(dir + QStringLiteral("/annotations/instances_train.json"),
              "{\"images\": [" + images +
                  "], \"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 7, \"iscrowd\": 0, "
                  "\"segmentation\": [[2, 1, 8, 1, 8, 6, 2, 6]]}, {\"id\": 2, \"image_id\": 2, "
                  "\"category_id\": 9, \"iscrowd\": 0, \"segmentation\": {\"size\": [9, 12], \"counts\": [" +
                  frameCounts() +
                  "]}}], \"categories\": [{\"id\": 7, \"name\": \"cat\", \"supercategory\": \"animal\"}, "
                  "{\"id\": 9, \"name\": \"dog\", \"supercategory\": \"animal\"}]}");
}

void makeYolo(const QString& dir)
{
    makePictures(dir + QStringLiteral("/images/train"));
    writeFile(dir + QStringLiteral("/labels/train/a.txt"),
              "0 0.25 0.0 0.75 0.0 0.75 0.666667 0.25 0.666667\n");
    writeFile(dir + QStringLiteral("/labels/train/b.txt"), "1 0.5 0.333333 1.0 0.333333 1.0 1.0 0.5 1.0\n");
    writeFile(dir + QStringLiteral("/labels/train/c.txt"), "");
    writeFile(dir + QStringLiteral("/data.yaml"),
              "path: .\ntrain: images/train\nval: images/train\nnames: [cat, dog]\n");
}

/// The sizes of the table are exchanged, as in real ones.
void makeKaggle(const QString& dir)
{
    makePictures(dir + QStringLiteral("/train"));
    writeFile(dir + QStringLiteral("/train.csv"),
              "id,img_height,img_width,organ,rle\na,12,9,lung,1 9 40 2\nb,12,9,kidney,50 20\nc,9,12,lung,\n");
}

void makeWechat(const QString& dir)
{
    writeFile(dir + QStringLiteral("/labeled.json"),
              QStringLiteral("[{\"id\": \"98765432109876543210\", \"title\": \"猫咪\", \"asr\": \"你好\", "
                             "\"ocr\": [{\"time\": 0, \"text\": \"一\"}, {\"time\": 3, \"text\": \"二\"}], "
                             "\"category_id\": \"0102\"}, {\"id\": \"2\", \"title\": \"\", \"asr\": \"\", "
                             "\"ocr\": [], \"category_id\": \"2201\"}]")
                  .toUtf8());
    writeFile(
        dir + QStringLiteral("/unlabeled.json"),
        "[{\"id\": \"3\", \"title\": \"t\", \"asr\": \"\", \"ocr\": [{\"time\": 1.5, \"text\": \"x\"}]}]");
}

void makeTaac(const QString& dir)
{
    writeFile(
        dir + QStringLiteral("/train_gt.json"),
        "{\"v1.mp4\": {\"annotations\": [{\"segment\": [0.0, 2.5], \"labels\": [\"indoor\", \"talk\"]}, "
        "{\"segment\": [2.5, 9.0], \"labels\": [\"outdoor\"]}]}, \"v2.mp4\": {\"annotations\": []}}");
    writeFile(dir + QStringLiteral("/label_id.txt"), "indoor\t0\noutdoor\t1\ntalk\t2\n");
}

/// Nothing is decoded at the import, so that the videos need no frames.
void makeVideos(const QString& dir)
{
    for (const char* name : {"walk/a.mp4", "walk/b.mkv", "run/c.webm"})
        writeFile(dir + u'/' + QLatin1String(name), QByteArray("a video called ") + name);
}

void makeData(const QString& format, const QString& dir)
{
    const QMap<QString, void (*)(const QString&)> makers{
        {QStringLiteral("coco"), makeCoco},         {QStringLiteral("yolo"), makeYolo},
        {QStringLiteral("kaggle-rle"), makeKaggle}, {QStringLiteral("wechat"), makeWechat},
        {QStringLiteral("taac2021"), makeTaac},     {QStringLiteral("videos"), makeVideos}};
    makers.value(format)(dir);
}

/// Path -> contents of what an export holds, without the manifest, which names the project.
QMap<QString, QByteArray> exported(const QString& dir)
{
    QMap<QString, QByteArray> files;
    QDirIterator it(dir, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (it.fileName() != QStringLiteral("manifest.json"))
            files.insert(path.sliced(dir.size() + 1), readFile(path));
    }
    return files;
}

/// The masks of a project as PNG of class numbers, by file.
QMap<QString, QByteArray> masksOf(const CliFolder& folder, const QString& project, const QString& out)
{
    const CliResult result = folder.run({QStringLiteral("export"), project, QStringLiteral("--format"),
                                         QStringLiteral("masks"), QStringLiteral("--out"), out});
    QMap<QString, QByteArray> masks;
    if (result.status != 0)
        return masks;
    const QMap<QString, QByteArray> files = exported(folder.path(out));
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        if (it.key().startsWith(QStringLiteral("masks/")))
            masks.insert(it.key().section(u'/', -1), it.value());
    }
    return masks;
}

} // namespace

/// The data sets of the other tools and of contests, in and out, as a user types it.
class TstCliFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void inAndOut_data();
    void inAndOut();
    void classesOfObjects_data();
    void classesOfObjects();
    void polygons();
    void wholeLabelsAreNoObjects();
    void classFromTheFileName();
    void missingMediaCanBeKept();
    void wechatTextsKeepTheirTimes();
    void realWechat();
    void realVideos();
    void realNuclei();
};

void TstCliFormats::inAndOut_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QStringList>("classes");
    QTest::addColumn<int>("samples");
    const auto row = [](const char* format, const char* task, const char* classes, int samples) {
        QTest::newRow(format) << QString::fromLatin1(task) << words(classes) << samples;
    };
    row("coco", "segmentation", "background cat dog", 3);
    row("yolo", "segmentation", "background cat dog", 3);
    row("kaggle-rle", "segmentation", "background object", 3);
    row("wechat", "classification", "0102 2201", 3);
    row("taac2021", "multilabel", "indoor talk outdoor", 2);
    row("videos", "classification", "run walk", 3);
}

/// A dry run writes nothing; a second import changes nothing; what was exported comes back and gives the same
/// export again.
void TstCliFormats::inAndOut()
{
    QFETCH(QString, task);
    QFETCH(QStringList, classes);
    QFETCH(int, samples);
    const QString format = QString::fromLatin1(QTest::currentDataTag());
    CliFolder folder;
    makeData(format, folder.path(u"data"_s));
    folder.makeProject(u"p.badcase"_s, {}, {u"--task"_s, task});

    const CliResult dry = folder.run({u"import"_s, u"p.badcase"_s, u"data"_s, u"--dry-run"_s});
    QVERIFY_STATUS(dry, 0);
    QCOMPARE(dry.text("format"), format); // guessed
    QCOMPARE(dry.number("added"), samples);
    CliResult info = folder.run({u"info"_s, u"p.badcase"_s});
    QCOMPARE(info.number("samples"), 0);
    QVERIFY(info.list("classes").isEmpty());

    const CliResult first = folder.run({u"import"_s, u"p.badcase"_s, u"data"_s});
    QVERIFY_STATUS(first, 0);
    QCOMPARE(first.number("added"), samples);
    QCOMPARE(first.number("failed"), 0);
    const CliResult second = folder.run({u"import"_s, u"p.badcase"_s, u"data"_s, u"--format"_s, format});
    QVERIFY_STATUS(second, 0);
    QCOMPARE(second.number("added") + second.number("updated"), 0);
    QCOMPARE(second.number("skipped"), samples);
    info = folder.run({u"info"_s, u"p.badcase"_s});
    QCOMPARE(info.list("classes"), QJsonArray::fromStringList(classes));

    const CliResult out =
        folder.run({u"export"_s, u"p.badcase"_s, u"--format"_s, format, u"--out"_s, u"out"_s});
    QVERIFY_STATUS(out, 0);
    QCOMPARE(out.number("samples"), samples);
    QVERIFY(out.json.value(QStringLiteral("verified")).toBool());

    folder.makeProject(u"again.badcase"_s, {}, {u"--task"_s, task, u"--schema"_s, u"out/classes.json"_s});
    const CliResult again = folder.run({u"import"_s, u"again.badcase"_s, u"out"_s});
    QVERIFY_STATUS(again, 0);
    QCOMPARE(again.text("format"), format);
    QCOMPARE(again.number("added"), samples);
    QVERIFY_STATUS(
        folder.run({u"export"_s, u"again.badcase"_s, u"--format"_s, format, u"--out"_s, u"out2"_s}), 0);
    const auto files = exported(folder.path(u"out"_s));
    const auto filesAgain = exported(folder.path(u"out2"_s));
    QCOMPARE(filesAgain.keys(), files.keys());
    for (const QString& file : files.keys())
        QVERIFY2(filesAgain.value(file) == files.value(file), qPrintable(file));
    folder.mustBeSound(u"p.badcase"_s);
    folder.mustBeSound(u"again.badcase"_s);
}

void TstCliFormats::classesOfObjects_data()
{
    QTest::addColumn<QString>("schema");
    QTest::newRow("coco") << u"data/annotations/instances_train.json"_s;
    QTest::newRow("yolo") << u"data/data.yaml"_s;
}

/// A project made for masks without a class list gets the same masks as one that was given the file of
/// classes: masks are numbers, and those of no class would be lost.
void TstCliFormats::classesOfObjects()
{
    QFETCH(QString, schema);
    CliFolder folder;
    makeData(QString::fromLatin1(QTest::currentDataTag()), folder.path(u"data"_s));
    folder.makeProject(u"p.badcase"_s, u"data"_s, words("--task segmentation"));
    folder.makeProject(u"q.badcase"_s, u"data"_s, words("--task segmentation --schema") << schema);
    const auto masks = masksOf(folder, u"p.badcase"_s, u"pm"_s);
    QCOMPARE(masks.size(), 3);
    QCOMPARE(masksOf(folder, u"q.badcase"_s, u"qm"_s), masks);
    const QImage frame = QImage::fromData(masks.value(u"b.png"_s));
    QCOMPARE(frame.size(), kSize);
    const QImage nothing = QImage::fromData(masks.value(u"c.png"_s));
    QCOMPARE(QByteArrayView(nothing.constScanLine(4), 12), QByteArrayView(QByteArray(12, '\0')));
    const QByteArray row(reinterpret_cast<const char*>(frame.constScanLine(4)), 12);
    QCOMPARE(row.count('\2'), schema.endsWith(u"yaml"_s) ? 6 : 4); // dogs are the third class
}

/// Outlines where one says it all, run lengths where there is a hole; the pixels are the same.
void TstCliFormats::polygons()
{
    CliFolder folder;
    makeCoco(folder.path(u"data"_s));
    folder.makeProject(u"p.badcase"_s, u"data"_s, words("--task segmentation"));
    const QStringList coco = words("export p.badcase --format coco --out");
    QVERIFY_STATUS(folder.run(coco + QStringList{u"runs"_s}), 0);
    QVERIFY_STATUS(folder.run(coco + QStringList{u"outlines"_s, u"--polygons"_s}), 0);
    const QByteArray runs = readFile(folder.path(u"runs/annotations/instances_train.json"_s));
    const QByteArray outlines = readFile(folder.path(u"outlines/annotations/instances_train.json"_s));
    QCOMPARE(runs.count("\"counts\""), 2);
    QCOMPARE(outlines.count("\"counts\""), 1);
    const QJsonArray objects = QJsonDocument::fromJson(outlines).object().value(u"annotations"_s).toArray();
    QCOMPARE(objects.at(0).toObject().value(u"segmentation"_s).toArray().at(0).toArray(),
             (QJsonArray{2, 1, 8, 1, 8, 6, 2, 6}));
    folder.makeProject(u"q.badcase"_s, u"outlines"_s,
                       words("--task segmentation --schema outlines/classes.json"));
    QCOMPARE(masksOf(folder, u"q.badcase"_s, u"qm"_s).values(),
             masksOf(folder, u"p.badcase"_s, u"pm"_s).values()); // a sample is called by its path now
    const CliResult other = folder.run(words("export p.badcase --format yolo --polygons --out y"));
    QVERIFY_STATUS(other, 2);
    QVERIFY(other.message().contains(u"coco"_s));
}

/// COCO has objects and no labels of whole samples: they would be lost, so it is refused, with what can be
/// done.
void TstCliFormats::wholeLabelsAreNoObjects()
{
    CliFolder folder;
    makeCoco(folder.path(u"data"_s));
    folder.makeProject(u"p.badcase"_s, u"data"_s, words("--task multilabel"));
    const CliResult info = folder.run(words("info p.badcase"));
    QCOMPARE(info.list("classes"), (QJsonArray{"cat", "dog"})); // the categories of a picture are its labels
    const CliResult refused = folder.run(words("export p.badcase --format coco --out out"));
    QVERIFY_STATUS(refused, 2);
    QVERIFY2(refused.message().contains(u"csv can hold them"_s), refused.words().constData());
    QVERIFY(!QFileInfo::exists(folder.path(u"out"_s)));
    QVERIFY_STATUS(folder.run(words("export p.badcase --format csv --out out")), 0);
}

void TstCliFormats::classFromTheFileName()
{
    CliFolder folder;
    for (const char* name : {"walk_01.mp4", "walk_02.mkv", "run.webm"})
        writeFile(folder.path(u"data/"_s + QLatin1String(name)), name);
    folder.makeProject(u"p.badcase"_s, u"data"_s, {}, words("--format videos --class-from name"));
    CliResult info = folder.run(words("info p.badcase"));
    QCOMPARE(info.list("classes"), (QJsonArray{"run", "walk"}));
    QCOMPARE(info.json.value(u"by_kind"_s).toObject().value(u"video"_s).toInt(), 3);
    folder.makeProject(u"q.badcase"_s);
    const CliResult wrong = folder.run(words("import q.badcase data --format videos --class-from colour"));
    QVERIFY_STATUS(wrong, 2);
    QVERIFY(wrong.message().contains(u"colour"_s));
}

void TstCliFormats::missingMediaCanBeKept()
{
    CliFolder folder;
    makeKaggle(folder.path(u"data"_s));
    QVERIFY(QFile::remove(folder.path(u"data/train/b.png"_s)));
    folder.makeProject(u"p.badcase"_s, {}, words("--task segmentation"));
    const QStringList import = words("import p.badcase data/train.csv --media-root train");
    const CliResult without = folder.run(import);
    QVERIFY_STATUS(without, 3);
    QCOMPARE(without.number("added"), 2);
    QCOMPARE(without.number("failed"), 1);
    const CliResult with = folder.run(import + QStringList{u"--keep-missing"_s});
    QVERIFY_STATUS(with, 0);
    QCOMPARE(with.number("added"), 1);
    QCOMPARE(with.number("failed"), 0);
}

void TstCliFormats::wechatTextsKeepTheirTimes()
{
    CliFolder folder;
    makeWechat(folder.path(u"data"_s));
    folder.makeProject(u"p.badcase"_s, u"data"_s);
    QVERIFY_STATUS(folder.run(words("export p.badcase --format wechat --out out")), 0);
    QCOMPARE(readFile(folder.path(u"out/result.csv"_s)), QByteArray("2,2201\n98765432109876543210,0102\n"));
    const QJsonArray records = QJsonDocument::fromJson(readFile(folder.path(u"out/labeled.json"_s))).array();
    const QJsonArray ocr = records.at(1).toObject().value(u"ocr"_s).toArray();
    QCOMPARE(ocr, (QJsonArray{QJsonObject{{u"time"_s, 0}, {u"text"_s, QStringLiteral("一")}},
                              QJsonObject{{u"time"_s, 3}, {u"text"_s, QStringLiteral("二")}}}));
    const QByteArray unlabelled = readFile(folder.path(u"out/unlabeled.json"_s));
    QVERIFY2(unlabelled.contains("\"time\": 1.5"), unlabelled.constData());
}

// --- the field's own data

void TstCliFormats::realWechat()
{
    NEEDS_SHARED();
    const QString data = shared(u"data/wechat2022"_s);
    CliFolder folder;
    folder.makeProject(u"p.badcase"_s, data + u"/labeled_synthetic.json"_s,
                       words("--task classification --schema") << data + u"/category_id_map.json"_s);
    const CliResult info = folder.run(words("info p.badcase"));
    QCOMPARE(info.list("classes").size(), 200);
    const QJsonObject kinds = info.json.value(u"by_kind"_s).toObject();
    QCOMPARE(kinds.value(u"features"_s).toInt(), 150);
    QCOMPARE(kinds.value(u"none"_s).toInt(), 2850);
    const CliResult out = folder.run(words("export p.badcase --format wechat --out out"));
    QVERIFY_STATUS(out, 0);
    QCOMPARE(out.number("samples"), 3000);
    QCOMPARE(readFile(folder.path(u"out/result.csv"_s)), readFile(data + u"/ground_truth_synthetic.csv"_s));
    // The texts with their times are those of the annotations, record by record.
    QHash<QString, QJsonObject> records;
    for (const auto& value : QJsonDocument::fromJson(readFile(data + u"/labeled_synthetic.json"_s)).array())
        records.insert(value.toObject().value(u"id"_s).toString(), value.toObject());
    int equal = 0;
    for (const auto& value : QJsonDocument::fromJson(readFile(folder.path(u"out/labeled.json"_s))).array())
        equal += records.value(value.toObject().value(u"id"_s).toString()) == value.toObject();
    QCOMPARE(equal, 3000);
}

void TstCliFormats::realVideos()
{
    NEEDS_SHARED();
    CliFolder folder;
    folder.makeProject(u"p.badcase"_s, shared(u"data/videos/intel_asl"_s), {},
                       words("--format videos --class-from name"));
    const CliResult info = folder.run(words("info p.badcase"));
    QCOMPARE(info.number("samples"), 20);
    QCOMPARE(info.list("classes").size(), 20);
    QCOMPARE(info.list("classes").first().toString(), u"again"_s);
    const CliResult out = folder.run(words("export p.badcase --format videos --out out"));
    QVERIFY_STATUS(out, 0);
    QCOMPARE(out.number("samples"), 20);
    QCOMPARE(readFile(folder.path(u"out/walk/walk.mkv"_s)),
             readFile(shared(u"data/videos/intel_asl/walk.mkv"_s)));
}

/// The nuclei come in as run lengths, go through every format of objects and come back pixel by pixel.
void TstCliFormats::realNuclei()
{
    NEEDS_SHARED();
    const QString data = shared(u"data/seg_binary/dsb2018"_s);
    CliFolder folder;
    folder.makeProject(u"p.badcase"_s, data + u"/train.csv"_s, words("--task segmentation"),
                       words("--format kaggle-rle --media-root") << data + u"/images"_s);
    const auto masks = masksOf(folder, u"p.badcase"_s, u"pm"_s);
    QCOMPARE(masks.size(), 70);
    for (auto it = masks.cbegin(); it != masks.cend(); ++it) {
        const QImage mask = QImage::fromData(it.value());
        const QImage truth =
            QImage(data + u"/masks/"_s + it.key()).convertToFormat(QImage::Format_Grayscale8);
        QCOMPARE(mask.size(), truth.size());
        for (int y = 0; y < mask.height(); ++y)
            for (int x = 0; x < mask.width(); ++x)
                QVERIFY2((mask.constScanLine(y)[x] == 1) == (truth.constScanLine(y)[x] > 0),
                         qPrintable(it.key()));
    }
    for (const char* name : {"kaggle-rle", "coco", "coco --polygons", "yolo"}) {
        const QString format = QString::fromLatin1(name).section(u' ', 0, 0);
        const QString out = QString::fromLatin1(name).remove(u' ');
        QVERIFY_STATUS(
            folder.run(words("export p.badcase --format") + words(name) + QStringList{u"--out"_s, out}), 0);
        const QString project = out + u".badcase"_s;
        folder.makeProject(project, out, words("--task segmentation --schema") << out + u"/classes.json"_s);
        QVERIFY2(masksOf(folder, project, out + u"-masks"_s) == masks, name);
    }
}

BADCASE_REGISTER_TEST(TstCliFormats)
#include "tst_cli_formats.moc"
