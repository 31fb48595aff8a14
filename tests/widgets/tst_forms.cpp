// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_support.h"
#include "widgets/panels/export_form.h"
#include "widgets/panels/import_panel.h"
#include "widgets/panels/model_card_form.h"
#include "widgets/panels/run_form.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>

#include <algorithm>

using namespace badcase;
using namespace badcase::panels;

namespace {

QPushButton* buttonNamed(QWidget& parent, const QString& text)
{
    for (QPushButton* button : parent.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

/// The first one whose text has these words.
QCheckBox* checkBoxNamed(QWidget& parent, const QString& words)
{
    for (QCheckBox* box : parent.findChildren<QCheckBox*>())
        if (box->text().contains(words))
            return box;
    return nullptr;
}

QJsonObject card()
{
    return {{QStringLiteral("name"), QStringLiteral("net")},
            {QStringLiteral("task"), QStringLiteral("classification")},
            {QStringLiteral("classes"), QJsonArray{QStringLiteral("a"), QStringLiteral("衬衫")}},
            {QStringLiteral("input"), QJsonObject{{QStringLiteral("width"), 128},
                                                  {QStringLiteral("height"), 128},
                                                  {QStringLiteral("channels"), QStringLiteral("RGB")},
                                                  {QStringLiteral("scale"), 1.0 / 255},
                                                  {QStringLiteral("mean"), QJsonArray{0.5, 0.4, 0.3}},
                                                  {QStringLiteral("std"), QJsonArray{0.2, 0.2, 0.2}},
                                                  {QStringLiteral("resize"), QStringLiteral("bilinear")},
                                                  {QStringLiteral("pad_multiple"), 32}}},
            {QStringLiteral("output"), QJsonObject{{QStringLiteral("logits"), 0},
                                                   {QStringLiteral("activation"), QStringLiteral("softmax")},
                                                   {QStringLiteral("embedding"), 1},
                                                   {QStringLiteral("upsample"), QStringLiteral("nearest")}}}};
}

} // namespace

class TstForms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void exportSuggestsWhatCameIn();
    void cardComesBackAsItWas();
    void sharedCardsComeBackAsTheyWere();
    void emptyCardAsks();
    void editedCardIsSent();
    void severalInputsStayAndHeadsAreChosen();
    void runNeedsAFreeName();
    void runAsksForFramesOfVideos();
    void exportRequest();
    void importMapsColumnsAndClasses();
    void importShowsOnlyWhatTheFormatNeeds();
};

void TstForms::cardComesBackAsItWas()
{
    ModelCardForm form;
    form.setCard(card());
    QCOMPARE(form.problems(), QStringList());
    QCOMPARE(form.card(), card()); // also pad_multiple and name, which the form does not show
}

void TstForms::sharedCardsComeBackAsTheyWere()
{
    NEEDS_SHARED();
    for (const char* model : {"clothing_net", "camvid_unet", "nuclei_unet"}) {
        QFile file(test::shared(QStringLiteral("models/%1/card.json").arg(QLatin1String(model))));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject original = QJsonDocument::fromJson(file.readAll()).object();
        ModelCardForm form;
        form.setCard(original);
        QVERIFY2(form.problems().isEmpty(), qPrintable(form.problems().join(QLatin1Char(' '))));
        const QJsonObject again = form.card();
        for (const char* part : {"input", "output"}) {
            const QJsonObject before = original.value(QLatin1String(part)).toObject();
            const QJsonObject after = again.value(QLatin1String(part)).toObject();
            for (const QString& key : before.keys()) {
                if (before.value(key).isDouble())
                    QVERIFY(std::abs(before.value(key).toDouble() - after.value(key).toDouble()) < 1e-12);
                else
                    QCOMPARE(after.value(key), before.value(key));
            }
        }
        QCOMPARE(again.value(QStringLiteral("classes")), original.value(QStringLiteral("classes")));
        QCOMPARE(again.value(QStringLiteral("task")), original.value(QStringLiteral("task")));
    }
}

void TstForms::emptyCardAsks()
{
    ModelCardForm form;
    form.setCard({});
    QCOMPARE(form.problems().size(), 3); // task, classes and activation are never guessed
    QJsonObject wrong = card();
    QJsonObject input = wrong.value(QStringLiteral("input")).toObject();
    input.insert(QStringLiteral("std"), QJsonArray{0.2, 0.0, 0.2});
    input.insert(QStringLiteral("mean"), QJsonArray{0.2, 0.1});
    input.insert(QStringLiteral("height"), QJsonValue());
    wrong.insert(QStringLiteral("input"), input);
    form.setCard(wrong);
    QCOMPARE(form.problems().size(), 3);
}

void TstForms::editedCardIsSent()
{
    ModelCardForm form;
    form.setCard(card());
    QJsonObject last;
    connect(&form, &ModelCardForm::cardEdited, this, [&](const QJsonObject& edited) { last = edited; });
    form.findChildren<QSpinBox*>().first()->setValue(256);
    QCOMPARE(last.value(QStringLiteral("input")).toObject().value(QStringLiteral("width")).toInt(), 256);
}

void TstForms::severalInputsStayAndHeadsAreChosen()
{
    const QJsonObject original = QJsonDocument::fromJson(R"({"name":"m","task":"classification","classes":["a","b"],
        "inputs":[{"name":"rows","kind":"features","dim":4}],
        "output":{"logits":null,"frames":0,"activation":"softmax","embedding":null,"upsample":"nearest","head":"topic","heads":[
          {"name":"topic","task":"classification","logits":null,"frames":0,"activation":"softmax","classes":["a","b"]},
          {"name":"tags","task":"multilabel","logits":1,"activation":"sigmoid","classes":["x","y","z"]}]}})")
                                     .object();
    ModelCardForm form;
    form.setCard(original);
    QCOMPARE(form.problems(), QStringList());
    QCOMPARE(form.card(), original);
    QVERIFY(!form.card().contains(QStringLiteral("input")));
    QJsonObject last;
    connect(&form, &ModelCardForm::cardEdited, this, [&](const QJsonObject& edited) { last = edited; });
    auto* head = form.findChild<QComboBox*>(QStringLiteral("head"));
    QCOMPARE(head->currentText(), QStringLiteral("topic"));
    head->setCurrentText(QStringLiteral("tags"));
    QCOMPARE(last.value(QStringLiteral("task")).toString(), QStringLiteral("multilabel"));
    QCOMPARE(last.value(QStringLiteral("classes")).toArray().size(), 3);
    const QJsonObject output = last.value(QStringLiteral("output")).toObject();
    QCOMPARE(output.value(QStringLiteral("logits")).toInt(), 1);
    QVERIFY(!output.contains(QStringLiteral("frames")));
    head->setCurrentText(QStringLiteral("topic"));
    QCOMPARE(last, original);
    form.setCard(card());
    QCOMPARE(head->count(), 0);
}

void TstForms::runNeedsAFreeName()
{
    RunForm form;
    auto* start = buttonNamed(form, QStringLiteral("Run"));
    QVERIFY(!start->isEnabled());
    form.setModelPath(QStringLiteral("/m/clothing_net.pt"));
    form.setSamples({{QString(), QStringLiteral("All"), 713},
                     {QStringLiteral("test"), QStringLiteral("Split test"), 372}});
    QVERIFY(start->isEnabled());
    QCOMPARE(form.request().name, QStringLiteral("clothing_net"));
    // A suggested name gives way; one that was typed stays, and is refused when it is taken.
    form.setRunNames({QStringLiteral("clothing_net")});
    QVERIFY(start->isEnabled());
    QCOMPARE(form.request().name, QStringLiteral("clothing_net 2"));
    auto* name = form.findChild<QLineEdit*>(QStringLiteral("runName"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("clothing_net"));
    QVERIFY(!start->isEnabled());
    form.setRunNames({});
    QVERIFY(start->isEnabled());
    form.setProblem(QStringLiteral("The model has no card."), QStringLiteral("Fill in the card"));
    QVERIFY(!start->isEnabled());
    form.setProblem({});
    RunRequest sent;
    connect(&form, &RunForm::startRequested, this, [&](const RunRequest& request) { sent = request; });
    start->click();
    QCOMPARE(sent.modelPath, QStringLiteral("/m/clothing_net.pt"));
    QCOMPARE(sent.device, QStringLiteral("auto"));
    QCOMPARE(sent.batch, 0);
    QVERIFY(sent.frames.isEmpty());
}

void TstForms::runAsksForFramesOfVideos()
{
    RunForm form;
    auto* kind = form.findChild<QComboBox*>(QStringLiteral("framesKind"));
    auto* number = form.findChild<QDoubleSpinBox*>(QStringLiteral("framesNumber"));
    QVERIFY(!kind->isVisibleTo(&form)); // there are no videos
    QVERIFY(form.request().frames.isEmpty());
    form.setHasVideos(true);
    QVERIFY(kind->isVisibleTo(&form) && number->isVisibleTo(&form));
    QCOMPARE(form.request().frames, QStringLiteral("uniform:8"));
    number->setValue(32);
    QCOMPARE(form.request().frames, QStringLiteral("uniform:32"));
    kind->setCurrentIndex(1);
    QCOMPARE(form.request().frames, QStringLiteral("every:10"));
    kind->setCurrentIndex(2);
    number->setValue(2.5);
    QCOMPARE(form.request().frames, QStringLiteral("rate:2.5"));
    kind->setCurrentIndex(3);
    QVERIFY(!number->isVisibleTo(&form));
    QCOMPARE(form.request().frames, QStringLiteral("scenes"));
    form.setHasVideos(false);
    QVERIFY(form.request().frames.isEmpty());
}

void TstForms::exportRequest()
{
    ExportForm form;
    form.setFormats({QStringLiteral("imagefolder"), QStringLiteral("csv")});
    form.setSplits({QStringLiteral("test")});
    auto* start = buttonNamed(form, QStringLiteral("Export"));
    QVERIFY(!start->isEnabled()); // no folder yet
    form.setFolder(QStringLiteral("/out"));
    QVERIFY(start->isEnabled());
    QVERIFY(!form.request().polygons);
    auto* polygons = checkBoxNamed(form, QStringLiteral("Outlines"));
    QVERIFY(polygons && polygons->isHidden());
    QVERIFY(form.request().corrected);
    QVERIFY(form.request().dropBadMedia);
    QCOMPARE(form.request().format, QStringLiteral("imagefolder"));
    form.setProblem(QStringLiteral("The folder is not empty."));
    QVERIFY(!start->isEnabled());
    // What a format holds is said where it is chosen; outlines are COCO's.
    form.setFormats({QStringLiteral("coco"), QStringLiteral("masks")},
                    {{QStringLiteral("coco"), QStringLiteral("Objects.")}});
    const auto says = [&form](const QString& text) {
        return std::ranges::any_of(form.findChildren<QLabel*>(), [&text](const QLabel* label) {
            return !label->isHidden() && label->text() == text;
        });
    };
    QVERIFY(says(QStringLiteral("Objects.")));
    QVERIFY(!polygons->isHidden());
    polygons->setChecked(true);
    QVERIFY(form.request().polygons);
    form.findChild<QComboBox*>()->setCurrentIndex(1);
    QVERIFY(!says(QStringLiteral("Objects.")));
    QVERIFY(!form.request().polygons);
}

void TstForms::importMapsColumnsAndClasses()
{
    ImportPanel panel;
    panel.setFormats({QStringLiteral("imagefolder"), QStringLiteral("csv")});
    QSignalSpy changed(&panel, &ImportPanel::optionsChanged);
    panel.setSource(QStringLiteral("/d/labels.csv"));
    panel.setFormat(QStringLiteral("csv"));
    panel.setColumns({QStringLiteral("image"), QStringLiteral("标签")},
                     {{QStringLiteral("path"), QStringLiteral("image")},
                      {QStringLiteral("label"), QStringLiteral("标签")}});
    panel.setClasses({QStringLiteral("shirt"), QStringLiteral("Tee"), QStringLiteral("hat")},
                     {QStringLiteral("shirt"), QStringLiteral("t-shirt")});
    QCOMPARE(changed.count(), 0); // only the user's choices are sent
    ImportRequest request = panel.request();
    QCOMPARE(request.columns.value(QStringLiteral("path")), QStringLiteral("image"));
    QCOMPARE(request.columns.size(), 2);
    QVERIFY(request.classes.isEmpty()); // same names, or new classes
    for (QComboBox* box : panel.findChildren<QComboBox*>())
        if (box->findData(QStringLiteral("Tee")) >= 0)
            box->setCurrentIndex(box->findData(QStringLiteral("t-shirt")));
    QCOMPARE(changed.count(), 1);
    request = panel.request();
    QCOMPARE(request.classes, (QHash<QString, QString>{{QStringLiteral("Tee"), QStringLiteral("t-shirt")}}));
    QSignalSpy started(&panel, &ImportPanel::importRequested);
    buttonNamed(panel, QStringLiteral("Import"))->click();
    QCOMPARE(started.count(), 1);
    panel.setError(QStringLiteral("The file cannot be read."));
    QVERIFY(!buttonNamed(panel, QStringLiteral("Import"))->isEnabled());
}

void TstForms::importShowsOnlyWhatTheFormatNeeds()
{
    ImportPanel panel;
    panel.setFormats({QStringLiteral("masks"), QStringLiteral("csv")});
    const auto fieldWith = [&](const QString& hint) -> QLineEdit* {
        for (QLineEdit* edit : panel.findChildren<QLineEdit*>())
            if (edit->placeholderText().contains(hint))
                return edit;
        return nullptr;
    };
    QLineEdit* suffix = fieldWith(QStringLiteral("_mask"));
    QVERIFY(suffix && !suffix->isHidden());
    panel.setFormat(QStringLiteral("csv"));
    QVERIFY(suffix->isHidden());
    QVERIFY(panel.request().classFrom.isEmpty());
    // Tables of run lengths have one more role, and what is not on screen is not asked for.
    panel.setFormats({QStringLiteral("kaggle-rle"), QStringLiteral("videos"), QStringLiteral("coco")});
    panel.setColumns(
        {QStringLiteral("id"), QStringLiteral("pixels")},
        {{QStringLiteral("id"), QStringLiteral("id")}, {QStringLiteral("mask"), QStringLiteral("pixels")}});
    QCOMPARE(panel.request().columns.value(QStringLiteral("mask")), QStringLiteral("pixels"));
    QLineEdit* media = fieldWith(QStringLiteral("the folder of the table"));
    QVERIFY(media && !media->isHidden());
    media->setText(QStringLiteral("pictures"));
    checkBoxNamed(panel, QStringLiteral("missing"))->setChecked(true);
    QCOMPARE(panel.request().mediaRoot, QStringLiteral("pictures"));
    QVERIFY(panel.request().keepMissing);
    panel.setFormat(QStringLiteral("videos"));
    QVERIFY(media->isHidden());
    QVERIFY(panel.request().mediaRoot.isEmpty());
    QVERIFY(!panel.request().keepMissing);
    QCOMPARE(panel.request().classFrom, QStringLiteral("folder"));
    for (QComboBox* box : panel.findChildren<QComboBox*>())
        if (const int row = box->findData(QStringLiteral("name")); row >= 0)
            box->setCurrentIndex(row);
    QCOMPARE(panel.request().classFrom, QStringLiteral("name"));
    panel.setFormat(QStringLiteral("coco"));
    QCOMPARE(panel.request().mediaRoot, QStringLiteral("pictures"));
    QVERIFY(panel.request().classFrom.isEmpty());
    QVERIFY(panel.request().encoding.isEmpty());
    QStandardItemModel problems(0, 2);
    panel.setProblemsModel(&problems);
    problems.appendRow(
        {new QStandardItem(QStringLiteral("a")), new QStandardItem(QStringLiteral("missing"))});
    panel.show();
    QVERIFY(!panel.grab().isNull());
}

void TstForms::exportSuggestsWhatCameIn()
{
    ExportForm form;
    form.setFormats({QStringLiteral("csv"), QStringLiteral("taac2021"), QStringLiteral("wechat")});
    form.suggestFormat(QStringLiteral("taac2021"));
    QCOMPARE(form.request().format, QStringLiteral("taac2021"));
    form.suggestFormat(QStringLiteral("no such format"));
    QCOMPARE(form.request().format, QStringLiteral("taac2021"));
    auto* box = form.findChild<QComboBox*>();
    box->setCurrentIndex(2);
    Q_EMIT box->activated(2); // by the user
    form.suggestFormat(QStringLiteral("csv"));
    QCOMPARE(form.request().format, QStringLiteral("wechat"));
}

BADCASE_REGISTER_TEST(TstForms)
#include "tst_forms.moc"
