// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes pictures of grids, matrices and charts in both themes into a folder, to be looked at:
/// gallery_plots DIR

#include "inference/analysis/ranking.h"
#include "tests/widgets/fake_sources.h"
#include "widgets/models/class_metrics_model.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/sample_grid.h"
#include "widgets/plots/confusion_matrix_view.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QMouseEvent>
#include <QRandomGenerator>
#include <QTableView>

#include <cmath>
#include <cstdio>

using namespace badcase;
using badcase::theme::Mode;

namespace {

QString folder;
QString scheme;

void save(QWidget& widget, const QString& name)
{
    widget.show();
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
    const QString path =
        folder + QLatin1Char('/') + name + QLatin1Char('-') + scheme + QStringLiteral(".png");
    if (!widget.grab().save(path))
        std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
}

void hover(QWidget* widget, QPoint at)
{
    QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &move);
}

theme::ClassPalette palette(int classes)
{
    return theme::ClassPalette(std::vector<int>(static_cast<std::size_t>(classes), -1),
                               std::vector<std::optional<quint32>>(static_cast<std::size_t>(classes)));
}

QStringList names(int classes)
{
    const QStringList few{QStringLiteral("t-shirt"),
                          QStringLiteral("trouser"),
                          QStringLiteral("pullover"),
                          QStringLiteral("dress"),
                          QStringLiteral("coat"),
                          QStringLiteral("sandal"),
                          QString::fromUtf8("衬衫和其他上衣（男女通用）"),
                          QStringLiteral("sneaker"),
                          QStringLiteral("bag with a very long class name that goes on"),
                          QStringLiteral("ankle boot")};
    QStringList list;
    for (int i = 0; i < classes; ++i)
        list += classes <= 10 ? few[i]
                : i % 5 == 2  ? QString::fromUtf8("短视频类别 %1").arg(i)
                              : QStringLiteral("category / sub-category %1").arg(i);
    return list;
}

plots::MatrixContent::Counts counts(int classes, bool undecided)
{
    auto made = std::make_shared<analysis::ConfusionCounts>(classes);
    QRandomGenerator random(11);
    for (int label = 0; label < classes; ++label) {
        const int support = classes > 20 ? 5 + 20000 / (1 + label * label / 9) : 100 + random.bounded(900);
        for (int i = 0; i < std::min(support, 2000); ++i) {
            const int draw = random.bounded(100);
            const int near = (label / 5 * 5 + random.bounded(5)) % classes;
            made->add(label, draw < 70   ? label
                             : draw < 92 ? near
                             : draw < 99 ? random.bounded(classes)
                             : undecided ? kNoClass
                                         : label);
        }
    }
    return made;
}

void matrices()
{
    for (const int classes : {1, 2, 10, 23, 200}) {
        plots::ConfusionMatrixView view;
        view.resize(820, 680);
        view.setData(counts(classes, classes == 23), names(classes), palette(classes));
        view.show();
        QCoreApplication::processEvents();
        save(view, QStringLiteral("matrix-%1").arg(classes));
        if (classes == 10) {
            view.setSelectedCells({{6, 0}, {6, 1}, {5, 0}, {5, 1}, {2, 4}});
            hover(view.viewport(), view.matrixLayout().cellRect(8, 6).center());
            view.setValue(plots::MatrixValue::Count);
            hover(view.viewport(), view.matrixLayout().cellRect(8, 6).center());
            save(view, QStringLiteral("matrix-10-hover"));
        }
        if (classes == 200) {
            view.setOrder(plots::MatrixOrder::Errors);
            hover(view.viewport(), view.matrixLayout().cellRect(57, 92).center());
            save(view, QStringLiteral("matrix-200-hover"));
            view.setCellSize(26);
            save(view, QStringLiteral("matrix-200-zoomed"));
        }
    }
    plots::ConfusionMatrixView empty;
    empty.resize(500, 300);
    save(empty, QStringLiteral("matrix-empty"));
}

/// 200 classes under 23 parents, as short videos have them: most errors stay with the parent.
void trees()
{
    constexpr int kClasses = 200;
    constexpr int kParents = 23;
    const char* const topics[] = {"Food",
                                  "Travel",
                                  "Music",
                                  "Pets",
                                  "Sports and fitness",
                                  "Games",
                                  "News",
                                  "Beauty",
                                  "Film and television",
                                  "Cars"};
    QStringList parents;
    QStringList classes;
    QRandomGenerator random(4);
    for (int k = 0; k < kClasses; ++k) {
        const int parent = k * kParents / kClasses;
        parents += QStringLiteral("%1 %2").arg(QLatin1String(topics[parent % 10])).arg(parent);
        classes +=
            QStringLiteral("%1%2").arg(parent, 2, 10, QLatin1Char('0')).arg(k % 9, 2, 10, QLatin1Char('0'));
    }
    auto many = std::make_shared<analysis::ConfusionCounts>(kClasses);
    analysis::CoConfusion tags(kClasses);
    for (int label = 0; label < kClasses; ++label) {
        many->add(label, label, 20 + random.bounded(200));
        const int parent = label * kParents / kClasses;
        for (int i = 0; i < 30; ++i) {
            const int sibling = std::clamp(parent * kClasses / kParents + random.bounded(9), 0, kClasses - 1);
            const int other = random.bounded(kClasses);
            many->add(label, random.bounded(3) > 0 ? sibling : other, 1 + random.bounded(4));
            tags.add(LabelSet{label, sibling}, LabelSet{label, random.bounded(3) > 0 ? sibling : other});
        }
    }
    const ClassTree tree = ClassTree::create(parents).value();
    plots::ConfusionMatrixView view;
    view.resize(820, 680);
    view.setData(many, classes, palette(kClasses), tree);
    view.foldTo(0);
    save(view, QStringLiteral("tree-unfolded"));
    view.foldTo(1);
    hover(view.viewport(), view.matrixLayout().laneRect(4, 1).center());
    save(view, QStringLiteral("tree-folded"));
    view.setFolded(3, false);
    view.setFolded(4, false);
    view.setSelectedCells(view.content().pairsAt({1, 2}));
    save(view, QStringLiteral("tree-partly"));
    view.setTags(tags, classes, palette(kClasses), tree);
    save(view, QStringLiteral("tree-tags"));
}

plots::Curve curve(plots::CurveKind kind, ClassIndex index, const QString& name, double skill, int samples)
{
    QRandomGenerator random(static_cast<quint32>(index + 5));
    std::vector<float> scores;
    std::vector<std::uint8_t> truth;
    for (int i = 0; i < samples; ++i) {
        const bool positive = random.bounded(100) < 25;
        const double noise = random.generateDouble() + random.generateDouble();
        scores.push_back(
            static_cast<float>(std::clamp((noise + (positive ? skill : 0)) / (2 + skill), 0.0, 1.0)));
        truth.push_back(positive);
    }
    const auto ranking = analysis::Ranking::create(std::span<const float>(scores), truth);
    const bool pr = kind == plots::CurveKind::PrecisionRecall;
    return {index, name, theme::classColor(index), pr ? ranking->prCurve() : ranking->rocCurve(),
            pr ? ranking->averagePrecision() : ranking->rocAuc()};
}

void charts()
{
    using plots::CurveKind;
    const QStringList list = names(10);
    for (const CurveKind kind : {CurveKind::PrecisionRecall, CurveKind::Roc}) {
        const QString base = kind == CurveKind::Roc ? QStringLiteral("roc") : QStringLiteral("pr");
        plots::CurvePlot one;
        one.resize(420, 300);
        one.setCurves(kind, {curve(kind, 3, list[3], 0.9, 2000)});
        save(one, base + QStringLiteral("-1"));
        hover(one.childAt(200, 100), one.positionOf(0.45, kind == CurveKind::Roc ? 0.9 : 0.75));
        save(one, base + QStringLiteral("-1-hover"));
        plots::CurvePlot many;
        many.resize(420, 300);
        std::vector<plots::Curve> curves;
        for (int i = 0; i < 10; ++i)
            curves.push_back(curve(kind, i, list[i], 0.2 + 0.14 * i, 60 + 200 * i));
        many.setCurves(kind, curves);
        save(many, base + QStringLiteral("-10"));
        hover(many.childAt(200, 100), many.positionOf(0.6, 0.8));
        save(many, base + QStringLiteral("-10-hover"));
    }
    plots::CurvePlot empty;
    empty.resize(420, 300);
    save(empty, QStringLiteral("curve-empty"));

    QRandomGenerator random(2);
    std::vector<double> iou;
    for (int i = 0; i < 5000; ++i)
        iou.push_back(std::clamp(1 - std::abs(random.generateDouble() * random.generateDouble() * 1.3 - 0.1),
                                 0.0, 1.0));
    plots::HistogramPlot histogram;
    histogram.resize(420, 260);
    histogram.setValues(iou, QStringLiteral("IoU of an image"));
    save(histogram, QStringLiteral("histogram"));
    histogram.setBrush(0.1, 0.45);
    save(histogram, QStringLiteral("histogram-brush"));
    hover(histogram.childAt(200, 100), {histogram.xOf(0.81), 100});
    save(histogram, QStringLiteral("histogram-hover"));
    plots::HistogramPlot none;
    none.resize(420, 260);
    save(none, QStringLiteral("histogram-empty"));
}

/// Cards of every kind.
class GalleryCards : public models::PageSource {
public:
    void fetch(models::PageRequest request, models::PageReceiver receiver) override
    {
        models::PageAnswer answer;
        const QStringList list = names(10);
        for (const SampleId id : request.ids) {
            models::SampleCard card = test::FakePageSource::cardOf(id);
            card.labelText = list[card.label];
            card.predictedText = list[card.predicted];
            card.corrected = id.value % 6 == 0;
            card.verdict = id.value % 4 == 1 ? static_cast<Verdict>(id.value / 4 % 5) : Verdict::None;
            if (id.value % 11 == 5) {
                card.predictedText.clear();
                card.decision = models::Decision::None;
            }
            if (id.value % 13 == 7)
                card.problem = QStringLiteral("images/7.jpg cannot be decoded");
            if (id.value % 17 == 9) {
                card.labelText.clear();
                card.label = kNoClass;
                card.decision = models::Decision::None;
            }
            answer.cards.push_back(card);
        }
        QMetaObject::invokeMethod(
            qApp, [receiver, answer] { receiver(answer); }, Qt::QueuedConnection);
    }
};

class GalleryThumbnails : public models::ThumbnailSource {
public:
    void request(const models::ThumbnailRequest& request, models::ThumbnailReceiver receiver) override
    {
        QImage image;
        if (request.id.value % 13 != 7) {
            const bool upright = request.id.value % 3 == 0;
            image = QImage(upright ? request.pixels * 2 / 3 : request.pixels,
                           upright ? request.pixels : request.pixels * 3 / 4, QImage::Format_RGB32);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    image.setPixelColor(x, y,
                                        QColor::fromHsv(static_cast<int>(request.id.value * 53 % 360),
                                                        60 + 150 * x / image.width(),
                                                        90 + 150 * y / image.height()));
            }
        }
        QMetaObject::invokeMethod(
            qApp, [receiver, image] { receiver(image); }, Qt::QueuedConnection);
    }
    void cancel(quint64) override {}
};

void grids()
{
    GalleryCards cards;
    GalleryThumbnails thumbnails;
    models::PagedSampleModel model(&cards);
    model.setIds(test::idsFrom(1, 5000));
    models::SampleSelection selection(&model);
    for (const int size : {96, 128, 192}) {
        models::ThumbnailCache cache(&thumbnails);
        models::SampleGrid grid(&selection, &cache);
        grid.setClassPalette(palette(10));
        grid.setThumbSize(size);
        grid.resize(900, 520);
        selection.select(2);
        selection.select(4, models::SampleSelection::Mode::Extend);
        save(grid, QStringLiteral("grid-%1").arg(size));
    }
    models::ThumbnailCache cache(&thumbnails);
    models::SampleGrid strip(&selection, &cache);
    strip.setClassPalette(palette(10));
    strip.setThumbSize(96);
    strip.setLayoutMode(models::SampleGrid::Layout::Filmstrip);
    strip.resize(900, strip.sizeHint().height());
    selection.select(100);
    save(strip, QStringLiteral("filmstrip"));

    test::FakePageSource never;
    models::PagedSampleModel waitingModel(&never);
    models::SampleSelection waitingSelection(&waitingModel);
    models::SampleGrid waiting(&waitingSelection, &cache);
    waiting.resize(600, 300);
    save(waiting, QStringLiteral("grid-empty"));
    waitingModel.setIds(test::idsFrom(900000, 50));
    save(waiting, QStringLiteral("grid-placeholders"));
}

void tables()
{
    QRandomGenerator random(5);
    models::ClassMetricsModel model;
    std::vector<models::ClassMetricsRow> rows;
    const QStringList list = names(10);
    for (int i = 0; i < 10; ++i) {
        rows.push_back({i, list[i], random.bounded(90000), random.generateDouble(), random.generateDouble(),
                        random.generateDouble(), random.generateDouble()});
    }
    rows[4] = {4, list[4], 0};
    model.setRows(rows, palette(10));
    models::TableSortProxy proxy(&model);
    QTableView view;
    view.setModel(&proxy);
    view.setSortingEnabled(true);
    view.sortByColumn(models::ClassMetricsModel::F1, Qt::AscendingOrder);
    view.verticalHeader()->hide();
    view.setShowGrid(false);
    view.resize(760, 360);
    save(view, QStringLiteral("table-classes"));
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral(".");
    QDir().mkpath(folder);
    theme::Theme::instance().apply();
    for (const Mode mode : {Mode::Light, Mode::Dark}) {
        theme::Theme::instance().setMode(mode);
        scheme = mode == Mode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        matrices();
        trees();
        charts();
        grids();
        tables();
    }
    return 0;
}
