// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// badcase_gallery FOLDER: every panel with lifelike content, in both themes, as PNG files to look at. Not
/// shipped.

#include "widgets/panels/canvas_bar.h"
#include "widgets/panels/class_picker.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/consent_panel.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/export_form.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/panels/import_panel.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/job_bar.h"
#include "widgets/panels/key_sheet.h"
#include "widgets/panels/mode_rail.h"
#include "widgets/panels/model_card_form.h"
#include "widgets/panels/run_form.h"
#include "widgets/panels/score_bar.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"
#include "widgets/viewer/canvas.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

#include <cstdio>
#include <functional>
#include <memory>

using namespace badcase;
using namespace badcase::panels;

namespace {

Schema clothing()
{
    std::vector<ClassInfo> classes;
    const std::pair<const char*, const char*> names[] = {
        {"衬衫 shirt", "上装 tops"},
        {"T恤 t-shirt", "上装 tops"},
        {"longsleeve", "上装 tops"},
        {"outwear with a very long name that nobody can read at a glance", "上装 tops"},
        {"dress", "dresses"},
        {"skirt", "dresses"},
        {"pants", "下装 bottoms"},
        {"shorts", "下装 bottoms"},
        {"shoes", "accessories"},
        {"hat", "accessories"}};
    for (const auto& [name, parent] : names)
        classes.push_back({QString::fromUtf8(name), QString::fromUtf8(parent)});
    return *Schema::create(Task::Classification, std::move(classes));
}

Schema street()
{
    std::vector<ClassInfo> classes;
    for (const char* name : {"sky", "building", "pole", "road 道路", "pavement", "tree", "sign", "fence",
                             "car", "pedestrian 行人", "bicyclist", "void"})
        classes.push_back({QString::fromUtf8(name)});
    return *Schema::create(Task::Segmentation, std::move(classes), 11);
}

SampleView shirtSample()
{
    SampleView sample;
    sample.id = SampleId(7);
    sample.name = QStringLiteral("test/shirt/0f3a9b2c-dd11-4f5e-8a55-夏季新款-summer-campaign.jpg");
    sample.given = LabelSet{1};
    sample.correction = LabelSet{0};
    sample.predicted = LabelSet{0};
    sample.runName = QStringLiteral("clothing_net");
    sample.top = {{0, 0.713}, {1, 0.1624}, {3, 0.071}, {2, 0.032}, {5, 0.012}, {6, 0.004}};
    sample.verdict = Verdict::Ambiguous;
    sample.comment = QStringLiteral("袖子看不清 — the sleeve is cut off");
    sample.fields = {{QStringLiteral("title"),
                      QStringLiteral("夏季新款纯棉短袖衬衫男士宽松休闲韩版潮流 Summer cotton shirt")},
                     {QStringLiteral("keywords"), QStringLiteral("男装, 衬衫, 促销")}};
    sample.path = QStringLiteral("clothing/test/shirt/0f3a9b2c-dd11-4f5e-8a55-summer-campaign.jpg");
    sample.size = {1280, 1706};
    sample.fileBytes = 234567;
    sample.split = QStringLiteral("test");
    sample.format = QStringLiteral("JPEG");
    return sample;
}

viewer::Picture streetPicture()
{
    viewer::Picture picture;
    picture.name = QStringLiteral("0016E5_08430.png");
    const QSize size(480, 360);
    picture.image = QImage(size, QImage::Format_RGB32);
    QPainter painter(&picture.image);
    QLinearGradient sky(0, 0, 0, 200);
    sky.setColorAt(0, QColor(120, 150, 190));
    sky.setColorAt(1, QColor(210, 215, 220));
    painter.fillRect(picture.image.rect(), sky);
    painter.fillRect(QRect(0, 60, 170, 160), QColor(150, 120, 100));
    painter.fillRect(QRect(0, 200, 480, 160), QColor(96, 96, 100));
    painter.fillRect(QRect(230, 170, 110, 70), QColor(160, 40, 40));
    painter.fillRect(QRect(380, 130, 26, 100), QColor(40, 60, 120));
    painter.end();
    const auto fill = [&](ClassMap& map, const QRect& rect, std::uint8_t value) {
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x)
                map.mutablePixels()[static_cast<std::size_t>(y * size.width() + x)] = value;
    };
    picture.label = ClassMap(size, 0);
    fill(picture.label, {0, 60, 170, 160}, 1);
    fill(picture.label, {0, 200, 480, 160}, 3);
    fill(picture.label, {230, 170, 110, 70}, 8);
    fill(picture.label, {380, 130, 26, 100}, 9);
    picture.prediction = picture.label;
    fill(picture.prediction, {0, 200, 200, 50}, 4);
    fill(picture.prediction, {240, 160, 120, 60}, 8);
    fill(picture.prediction, {380, 130, 26, 100}, 0);
    picture.probability = ClassMap(size, 190);
    return picture;
}

std::unique_ptr<QWidget> standardControls()
{
    auto page = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(page.get());
    grid->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    auto* combo = new QComboBox;
    combo->addItems({QStringLiteral("Automatic"), QStringLiteral("cpu")});
    auto* disabledCombo = new QComboBox;
    disabledCombo->addItem(QStringLiteral("cuda:0"));
    disabledCombo->setEnabled(false);
    auto* edit = new QLineEdit(QStringLiteral("衬衫 shirt"));
    auto* empty = new QLineEdit;
    empty->setPlaceholderText(QStringLiteral("Placeholder 占位"));
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setValue(40);
    auto* off = new QSlider(Qt::Horizontal);
    off->setValue(70);
    off->setEnabled(false);
    auto* check = new QCheckBox(QStringLiteral("Leave out bad media"));
    check->setChecked(true);
    auto* unchecked = new QCheckBox(QStringLiteral("Keep zoom"));
    auto* radio = new QRadioButton(QStringLiteral("Counts"));
    radio->setChecked(true);
    auto* spin = new QSpinBox;
    spin->setValue(32);
    auto* progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setFixedHeight(4);
    progress->setValue(57);
    auto* disabled = new QPushButton(QStringLiteral("Disabled"));
    disabled->setEnabled(false);
    auto* tabs = new QTabWidget;
    tabs->addTab(new QLabel(QStringLiteral("  Precision and recall")), QStringLiteral("PR"));
    tabs->addTab(new QWidget, QStringLiteral("ROC"));
    tabs->addTab(new QWidget, QStringLiteral("IoU 分布"));
    tabs->setFixedHeight(90);
    int row = 0;
    const auto add = [&](QWidget* a, QWidget* b) {
        grid->addWidget(a, row, 0);
        grid->addWidget(b, row++, 1);
    };
    add(new QPushButton(QStringLiteral("Button 按钮")), makePrimaryButton(QStringLiteral("Run")));
    add(disabled, makeIconButton(QStringLiteral("undo"), QStringLiteral("Undo")));
    add(combo, disabledCombo);
    add(edit, empty);
    add(slider, off);
    add(check, unchecked);
    add(radio, spin);
    add(progress,
        new SegmentedControl({QStringLiteral("Label"), QStringLiteral("Prediction"), QStringLiteral("Off")}));
    grid->addWidget(tabs, row++, 0, 1, 2);
    auto* menu = new QMenu;
    menu->setParent(page.get(), Qt::Widget);
    menu->addAction(theme::icon(QStringLiteral("undo")), QStringLiteral("Undo relabel"))
        ->setShortcut(QKeySequence::Undo);
    menu->addAction(QStringLiteral("Redo"))->setEnabled(false);
    menu->addSeparator();
    auto* checked = menu->addAction(QStringLiteral("Show contours"));
    checked->setCheckable(true);
    checked->setChecked(true);
    grid->addWidget(menu, row++, 0, 1, 2);
    page->resize(440, 480);
    return page;
}

std::unique_ptr<QWidget> iconSheet()
{
    auto page = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(page.get());
    int i = 0;
    for (const QString& name : theme::iconNames()) {
        auto* label = new QLabel;
        label->setPixmap(theme::iconPixmap(name, theme::color(theme::Role::Text), 20, 2.0));
        auto* text = new RoleLabel(name, theme::Role::Text2);
        text->setFont(theme::captionFont());
        grid->addWidget(label, i / 8 * 2, i % 8, Qt::AlignHCenter);
        grid->addWidget(text, i / 8 * 2 + 1, i % 8, Qt::AlignHCenter);
        ++i;
    }
    page->resize(720, 420);
    return page;
}

std::unique_ptr<QWidget> classTable()
{
    auto table = std::make_unique<QTableView>();
    auto* model = new QStandardItemModel(0, 6, table.get());
    model->setHorizontalHeaderLabels({QStringLiteral("Class"), QStringLiteral("n"), QStringLiteral("P"),
                                      QStringLiteral("R"), QStringLiteral("F1"), QStringLiteral("AP")});
    const Schema schema = clothing();
    const auto palette = theme::classPalette(schema);
    for (int i = 0; i < schema.size(); ++i) {
        QList<QStandardItem*> row = {new QStandardItem(schema.at(i).name)};
        row.first()->setData(palette.color(i), Qt::DecorationRole);
        for (const double value : {34.0 + 17 * i, 0.41, 0.38 + 0.05 * i, 0.395, 0.402}) {
            auto* item = new QStandardItem(value > 1 ? QString::number(value) : theme::scoreText(value));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            row.append(item);
        }
        model->appendRow(row);
    }
    for (int column = 1; column < 6; ++column)
        model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter),
                             Qt::TextAlignmentRole);
    table->setModel(model);
    setUpClassTable(table.get());
    table->selectRow(2);
    table->resize(480, 300);
    return table;
}

std::unique_ptr<QWidget> frame()
{
    auto window = std::make_unique<QWidget>();
    auto* outer = new QVBoxLayout(window.get());
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    auto* rail = new ModeRail;
    rail->setModes({{QStringLiteral("review"), QStringLiteral("Review")},
                    {QStringLiteral("matrix"), QStringLiteral("Matrix")},
                    {QStringLiteral("tune"), QStringLiteral("Tune")},
                    {QStringLiteral("labels"), QStringLiteral("Labels")},
                    {QStringLiteral("clusters"), QStringLiteral("Clusters")},
                    {QStringLiteral("runs"), QStringLiteral("Runs")},
                    {QStringLiteral("export"), QStringLiteral("Export")}});
    rail->setModeEnabled(2, false);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    auto* filter = new FilterBar;
    filter->setProjectName(QStringLiteral("clothing.badcase"));
    filter->setChips({{1, QStringLiteral("bad cases")},
                      {2, QStringLiteral("true: 衬衫 shirt")},
                      {3, QStringLiteral("split: test")}});
    filter->setChoices({{1, QStringLiteral("Class"), QStringLiteral("shirt")}});
    filter->setCount(154, 372);
    auto* splitter = new QSplitter;
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    auto* canvas = new viewer::Canvas;
    canvas->setSchema(street());
    canvas->setPicture(streetPicture());
    auto* bar = new CanvasBar;
    leftColumn->addWidget(canvas, 1);
    leftColumn->addWidget(bar);
    auto* inspector = new InspectorPanel;
    inspector->setSchema(clothing());
    inspector->setSample(shirtSample());
    splitter->addWidget(left);
    splitter->addWidget(inspector);
    splitter->setSizes({820, 320});
    column->addWidget(filter);
    column->addWidget(makeHairline(Qt::Horizontal));
    column->addWidget(splitter, 1);
    middle->addWidget(rail);
    middle->addLayout(column, 1);
    outer->addLayout(middle, 1);
    outer->addWidget(makeHairline(Qt::Horizontal));
    auto* bottom = new QHBoxLayout;
    auto* jobs = new JobBar;
    jobs->setJobs(
        {{1, QStringLiteral("run clothing_net"), 212, 372, 48.2}, {2, QStringLiteral("export"), 0, -1}});
    auto* score = new ScoreBar;
    score->setScore({QStringLiteral("macro F1"), 0.471, 0.489, 18});
    bottom->addWidget(jobs, 1);
    bottom->addWidget(score);
    outer->addLayout(bottom);
    window->resize(1280, 800);
    return window;
}

std::unique_ptr<QWidget> segmentationInspector()
{
    auto panel = std::make_unique<InspectorPanel>();
    panel->setSchema(street());
    SampleView sample = shirtSample();
    sample.name = QStringLiteral("0016E5_08430");
    sample.top.clear();
    sample.meanIou = 0.612;
    sample.overlaps = {{0, 0.953, 0.3}, {1, 0.871, 0.2}, {2, 0.113, 0.01}, {3, 0.934, 0.3},
                       {4, 0.52, 0.05}, {8, 0.77, 0.05}, {9, 0.0, 0.01}};
    sample.problem = QStringLiteral("The label mask has another size than the picture.");
    panel->setSample(sample);
    panel->setOverlay(viewer::OverlayMode::Difference, 0.6, {0, 2});
    panel->resize(320, 860);
    return panel;
}

std::unique_ptr<QWidget> pickerInspector()
{
    auto panel = std::make_unique<InspectorPanel>();
    panel->setSchema(clothing());
    panel->setSample(shirtSample());
    panel->resize(320, 900);
    panel->show();
    panel->openClassPicker();
    panel->findChild<ClassPicker*>()->open(QStringLiteral("sh"));
    return panel;
}

std::unique_ptr<QWidget> forms()
{
    auto page = std::make_unique<QWidget>();
    auto* row = new QHBoxLayout(page.get());
    row->setSpacing(32);
    row->setContentsMargins(24, 24, 24, 24);
    auto* run = new RunForm;
    run->setModelPath(QStringLiteral("/data/models/clothing_net.pt"));
    run->setSamples({{QString(), QStringLiteral("All samples"), 713},
                     {QStringLiteral("test"), QStringLiteral("Split test"), 372}});
    run->setRunNames({QStringLiteral("clothing_net")});
    auto* card = new ModelCardForm;
    card->setCard(
        {{QStringLiteral("task"), QStringLiteral("classification")},
         {QStringLiteral("classes"),
          QJsonArray{QStringLiteral("dress"), QStringLiteral("hat"), QStringLiteral("衬衫")}},
         {QStringLiteral("input"), QJsonObject{{QStringLiteral("width"), 128},
                                               {QStringLiteral("height"), 128},
                                               {QStringLiteral("mean"), QJsonArray{0.485, 0.456, 0.406}}}}});
    auto* exports = new ExportForm;
    exports->setFormats({QStringLiteral("imagefolder"), QStringLiteral("csv"), QStringLiteral("masks")});
    exports->setFolder(QStringLiteral("/home/li/出口/clothing-clean"));
    exports->setCount(1372);
    auto* consent = new ConsentPanel;
    consent->setModel({QStringLiteral("/data/models/clothing_net.pt"), 2345678,
                       QStringLiteral("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")});
    auto* left = new QVBoxLayout;
    left->addWidget(run);
    left->addSpacing(24);
    left->addWidget(exports);
    left->addStretch(1);
    left->addWidget(consent);
    row->addLayout(left, 1);
    row->addWidget(card, 1, Qt::AlignTop);
    page->resize(900, 860);
    return page;
}

std::unique_ptr<QWidget> import()
{
    auto panel = std::make_unique<ImportPanel>();
    panel->setFormats({QStringLiteral("imagefolder"), QStringLiteral("csv"), QStringLiteral("taac"),
                       QStringLiteral("masks")});
    panel->setSource(QStringLiteral("/data/clothing/labels.csv"));
    panel->setFormat(QStringLiteral("csv"));
    panel->setColumns({QStringLiteral("image"), QStringLiteral("label"), QStringLiteral("标题")},
                      {{QStringLiteral("path"), QStringLiteral("image")},
                       {QStringLiteral("label"), QStringLiteral("label")}});
    panel->setClasses({QStringLiteral("T-shirt"), QStringLiteral("shirt"), QStringLiteral("裤子")},
                      {QStringLiteral("shirt"), QStringLiteral("t-shirt"), QStringLiteral("pants")});
    auto* preview = new QStandardItemModel(0, 3, panel.get());
    preview->setHorizontalHeaderLabels(
        {QStringLiteral("Sample"), QStringLiteral("Label"), QStringLiteral("标题")});
    for (int i = 0; i < 12; ++i)
        preview->appendRow({new QStandardItem(QStringLiteral("test/shirt/%1.jpg").arg(i)),
                            new QStandardItem(QStringLiteral("shirt")),
                            new QStandardItem(QStringLiteral("夏季新款纯棉短袖"))});
    panel->setPreviewModel(preview);
    auto* problems = new QStandardItemModel(0, 2, panel.get());
    problems->setHorizontalHeaderLabels({QStringLiteral("Sample"), QStringLiteral("Problem")});
    problems->appendRow({new QStandardItem(QStringLiteral("test/shirt/99.jpg")),
                         new QStandardItem(QStringLiteral("The picture is missing"))});
    panel->setProblemsModel(problems);
    panel->setSummary(QStringLiteral("About 2,400 samples, 10 classes"));
    panel->resize(1000, 600);
    return panel;
}

std::unique_ptr<QWidget> overlays(bool palette)
{
    auto page = std::make_unique<QWidget>();
    page->resize(1000, 560);
    page->show();
    if (palette) {
        auto* commands = new CommandPalette(page.get());
        QList<QAction*> actions;
        const std::pair<const char*, const char*> all[] = {
            {"Next bad case", "N"},     {"Undo", "Ctrl+Z"},    {"Fit picture", "F"},
            {"导入文件夹…", "Ctrl+I"},  {"Export…", "Ctrl+E"}, {"Show difference", "M"},
            {"Verdict: ambiguous", "A"}};
        for (const auto& [text, key] : all) {
            auto* action = new QAction(QString::fromUtf8(text), page.get());
            action->setShortcut(QKeySequence(QString::fromUtf8(key)));
            actions.append(action);
        }
        actions[1]->setEnabled(false);
        commands->setActions(actions);
        commands->open();
    } else {
        auto* keys = new KeySheet(page.get());
        const auto hint = [](const char* key, const char* text) {
            return KeyHint{QString::fromUtf8(key), QString::fromUtf8(text)};
        };
        keys->setGroups({{QStringLiteral("Move"),
                          {hint("← →", "previous, next"), hint("N", "next bad case"), hint("/", "search")}},
                         {QStringLiteral("Label"),
                          {hint("1 – 9", "most likely classes"), hint("C, letters", "find a class"),
                           hint("Enter", "keep"), hint("A", "ambiguous"), hint("X", "bad media")}},
                         {QStringLiteral("Picture"),
                          {hint("F", "fit"), hint("0", "1:1"), hint("+ −", "zoom"),
                           hint("M", "label, prediction, difference"), hint("H", "hide masks (held)")}},
                         {QStringLiteral("Window"),
                          {hint("Ctrl+K", "all actions 全部操作"), hint("Ctrl+1 … 7", "pages"),
                           hint("I", "inspector"), hint("G", "grid")}}});
        keys->open();
    }
    return page;
}

std::unique_ptr<QWidget> notices()
{
    auto page = std::make_unique<QWidget>();
    auto* layout = new QVBoxLayout(page.get());
    const auto add = [&](StatusNotice::Kind kind, const char* text, const char* action) {
        auto* notice = new StatusNotice;
        notice->show(kind, QString::fromUtf8(text), QString::fromUtf8(action));
        layout->addWidget(notice);
    };
    add(StatusNotice::Kind::Info, "The project was moved; media are found again.", "");
    add(StatusNotice::Kind::Good, "run clothing_net: 372 samples, 2 failed", "Show the 2 problems");
    add(StatusNotice::Kind::Warning, "3 class names of the model are not in the project.", "Map classes");
    add(StatusNotice::Kind::Error, "图片文件夹 /data/clothing is missing.", "Choose the folder");
    auto* ended = new JobBar;
    ended->showEnd({1, QStringLiteral("run clothing_net"), Outcome::Failed,
                    QStringLiteral("the model expects 3 channels and got 1"),
                    QStringLiteral("Edit the card")});
    layout->addWidget(ended);
    layout->addWidget(new EmptyState(QStringLiteral("import"), QStringLiteral("Nothing imported yet"),
                                     QStringLiteral("Drop a folder of pictures here, or choose one. Labels "
                                                    "come from folder names, a csv file or masks."),
                                     {QStringLiteral("Import a folder…"), QStringLiteral("Make the demo")}));
    page->resize(640, 520);
    return page;
}

std::unique_ptr<QWidget> canvasState(int which)
{
    auto canvas = std::make_unique<viewer::Canvas>();
    canvas->resize(640, 420);
    canvas->setSchema(street());
    canvas->show();
    if (which == 0)
        canvas->setBroken(QStringLiteral("images/坏的图片.jpg"),
                          QStringLiteral("The JPEG ends in the middle of the picture. Restore the file or "
                                         "mark the sample as bad media (X)."));
    if (which >= 1)
        canvas->setPicture(streetPicture());
    if (which == 1)
        canvas->setOverlayMode(viewer::OverlayMode::Difference);
    if (which == 2) {
        QTest::mouseMove(canvas.get(), QPoint(400, 200));
        for (int i = 0; i < 8; ++i)
            canvas->zoomIn();
        QTest::mouseMove(canvas.get(), QPoint(402, 203));
        QTest::qWait(50);
    }
    return canvas;
}

/// How long one repaint of a large picture with its masks takes, zoomed out, at 1:1 and zoomed in.
void printPaintTimes()
{
    const QSize size(4500, 4500);
    viewer::Picture picture;
    picture.image = QImage(size, QImage::Format_RGB32);
    picture.image.fill(QColor(120, 130, 140));
    picture.label = ClassMap(size, 3);
    picture.prediction = ClassMap(size, 3);
    viewer::Canvas canvas;
    canvas.resize(1600, 1000);
    canvas.setSchema(street());
    canvas.show();
    canvas.setPicture(picture);
    while (!canvas.isSettled())
        QTest::qWait(5);
    QTest::qWait(20);
    const auto measure = [&](const char* what) {
        canvas.grab(); // makes the tiles
        const double first = canvas.lastPaintMs();
        canvas.grab();
        std::printf("4500 x 4500, %s: first %.1f ms, then %.1f ms\n", what, first, canvas.lastPaintMs());
    };
    for (const auto mode : {viewer::OverlayMode::Label, viewer::OverlayMode::Difference}) {
        canvas.setOverlayMode(mode);
        canvas.zoomToFit();
        measure("fitted");
        canvas.zoomToActualSize();
        measure("1:1");
        for (int i = 0; i < 5; ++i)
            canvas.zoomIn();
        measure("5.7:1");
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 2) {
        qCritical("usage: badcase_gallery FOLDER");
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));
    theme::Theme::instance().apply();
    const std::pair<const char*, std::function<std::unique_ptr<QWidget>()>> scenes[] = {
        {"frame", frame},
        {"controls", standardControls},
        {"icons", iconSheet},
        {"table", classTable},
        {"forms", forms},
        {"import", import},
        {"inspector_masks", segmentationInspector},
        {"inspector_picker", pickerInspector},
        {"palette", [] { return overlays(true); }},
        {"keys", [] { return overlays(false); }},
        {"notices", notices},
        {"canvas_broken", [] { return canvasState(0); }},
        {"canvas_difference", [] { return canvasState(1); }},
        {"canvas_zoomed", [] { return canvasState(2); }}};
    for (const auto mode : {theme::Mode::Dark, theme::Mode::Light}) {
        theme::Theme::instance().setMode(mode);
        for (const auto& [name, make] : scenes) {
            const auto widget = make();
            widget->show();
            QApplication::processEvents();
            const QString file =
                QString::fromLatin1(name) +
                (mode == theme::Mode::Dark ? QStringLiteral("_dark.png") : QStringLiteral("_light.png"));
            if (!widget->grab().save(folder.filePath(file)))
                qCritical("cannot write %s", qPrintable(file));
        }
    }
    printPaintTimes();
    return 0;
}
