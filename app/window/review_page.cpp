// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/review_page.h"

#include "app/window/actions.h"
#include "app/window/filter_terms.h"
#include "app/window/sample_loader.h"
#include "app/window/sample_orders.h"
#include "app/window/sample_stage.h"
#include "app/window/settings.h"
#include "app/window/video_strip.h"
#include "widgets/models/sample_grid.h"
#include "widgets/panels/canvas_bar.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/text_card.h"
#include "widgets/theme/icons.h"
#include "widgets/viewer/canvas.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace badcase::window {

using models::SampleGrid;
using panels::CanvasBar;
using storage::SampleOrder;
using theme::Role;
using viewer::Canvas;
using workspace::Session;

namespace {

constexpr std::array kThumbSizes{96, 128, 192};
constexpr int kStripThumb = 96;
const QString kSplitter = QStringLiteral("review");

} // namespace

ReviewPage::ReviewPage(PageContext& context, OverlayState& overlay, ActionRegistry& actions, QWidget* parent)
    : Page(context, parent),
      m_overlay(overlay),
      m_actions(actions),
      m_canvas(new Canvas),
      m_video(new VideoStrip(context.session, context.loader, *m_canvas, actions)),
      m_canvasBar(new CanvasBar),
      m_strip(new SampleGrid(&context.selection, &context.thumbnails)),
      m_grid(new SampleGrid(&context.selection, &context.thumbnails)),
      m_order(new QComboBox),
      m_direction(panels::makeIconButton(QStringLiteral("chevron-up"), tr("Reverse the order"))),
      m_gridBar(new QWidget),
      m_sizes(new panels::SegmentedControl({tr("Small"), tr("Medium"), tr("Large")})),
      m_hint(new panels::StatusNotice),
      m_empty(new panels::EmptyState(
          QStringLiteral("import"), tr("This project has no samples yet"),
          tr("Import a folder of pictures with their labels or masks. You see what would come in "
             "before anything is written; the files themselves stay where they are."),
          {tr("Import…")})),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_bar(buildBar()),
      m_stack(new QStackedWidget)
{
    m_strip->setLayoutMode(SampleGrid::Layout::Filmstrip);
    m_strip->setThumbSize(kStripThumb);
    m_splitter->addWidget(buildStage());
    m_splitter->addWidget(m_strip);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_splitter->setHandleWidth(1);
    m_splitter->restoreState(Settings().splitter(kSplitter));
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);
    m_hint->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    layout->addWidget(m_hint);
    layout->addWidget(m_stack, 1);

    addActions(actions);
    connectCanvas();
    connectSession();
    m_overlay.setOpacity(Settings().overlayOpacity());
    showOverlay();
    setThumbSize(Settings().thumbSize());
    setGridShown(Settings().gridShown());
    fillOrders();
}

ReviewPage::~ReviewPage()
{
    Settings().setSplitter(kSplitter, m_splitter->saveState());
    Settings().setOverlayOpacity(m_overlay.opacity());
}

QWidget* ReviewPage::buildBar()
{
    auto* bar = new QWidget;
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(theme::kPadding, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(m_order);
    layout->addWidget(m_direction);
    layout->addWidget(m_canvasBar, 1);
    auto* sizes = new QHBoxLayout(m_gridBar);
    sizes->setContentsMargins(0, 0, theme::kPadding, 0);
    sizes->setSpacing(theme::kGap);
    auto* toStrip = panels::makeIconButton(QStringLiteral("filmstrip"), tr("Filmstrip (G)"));
    m_gridBar->setFixedHeight(m_canvasBar->height());
    sizes->addStretch(1);
    sizes->addWidget(m_sizes);
    sizes->addWidget(panels::makeHairline(Qt::Vertical));
    sizes->addWidget(toStrip);
    layout->addWidget(m_gridBar, 1);
    m_order->setFocusPolicy(Qt::TabFocus); // after a choice the arrow keys go on moving between samples
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_order->setAccessibleName(tr("Sort by"));
    m_order->setToolTip(tr("Sort by"));
    m_sizes->setFocusPolicy(Qt::TabFocus);
    connect(toStrip, &QToolButton::clicked, this, [this] { setGridShown(false); });
    connect(m_order, &QComboBox::activated, this, &ReviewPage::chooseOrder);
    connect(m_direction, &QToolButton::clicked, this, [this] {
        SampleOrder order = session().order();
        order.descending = !order.descending;
        session().setOrder(order);
    });
    connect(m_sizes, &panels::SegmentedControl::chosen, this,
            [this](int index) { setThumbSize(kThumbSizes[static_cast<std::size_t>(index)]); });
    return bar;
}

QWidget* ReviewPage::buildStage()
{
    auto* stage = new QWidget;
    auto* layout = new QVBoxLayout(stage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* pictures = new SampleStage(context().loader, m_canvas);
    connect(&session(), &Session::filterChanged, pictures, [this, pictures] {
        pictures->texts()->setQuery(textQueryOf(session().filter(), session().textFields()));
    });
    layout->addWidget(pictures, 1);
    layout->addWidget(m_video);
    return stage;
}

void ReviewPage::addActions(ActionRegistry& actions)
{
    const QString group = tr("Picture");
    actions.add({QStringLiteral("mask.cycle"), group, tr("Label, prediction or difference"), {Qt::Key_M}},
                [this] {
                    if (session().schema().task() == Task::Segmentation)
                        m_overlay.cycle();
                });
    actions.add({QStringLiteral("view.fit"), group, tr("Fit the whole picture"), {Qt::Key_F}},
                [this] { m_canvas->zoomToFit(); });
    actions.add({QStringLiteral("view.actual"), group, tr("One to one"), {Qt::Key_0}},
                [this] { m_canvas->zoomToActualSize(); });
    actions.add(
        {QStringLiteral("view.zoomIn"), group, tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal}, false, true},
        [this] { m_canvas->zoomIn(); });
    actions.add({QStringLiteral("view.zoomOut"), group, tr("Zoom out"), {Qt::Key_Minus}, false, true},
                [this] { m_canvas->zoomOut(); });
    actions.add({QStringLiteral("view.grid"), tr("Window"), tr("Grid or filmstrip"), {Qt::Key_G}},
                [this] { setGridShown(!m_gridShown); });
    for (const int size : kThumbSizes) {
        actions.add({QStringLiteral("view.thumbs%1").arg(size), QString(),
                     tr("Pictures of %1 px in the grid").arg(size)},
                    [this, size] { setThumbSize(size); });
    }
}

void ReviewPage::connectCanvas()
{
    const auto& loader = context().loader;
    connect(&loader, &SampleLoader::pictureReady, this, [this](const viewer::Picture& picture) {
        m_video->close();
        m_canvas->setPicture(picture);
    });
    connect(&loader, &SampleLoader::pictureFailed, this, [this](const QString& name, const QString& message) {
        m_video->close();
        m_canvas->setBroken(name, message);
    });
    connect(&loader, &SampleLoader::videoReady, m_video, &VideoStrip::showSample);
    connect(&loader, &SampleLoader::featuresReady, m_video, &VideoStrip::showSample);
    connect(&loader, &SampleLoader::textsReady, m_video, &VideoStrip::showSample);
    connect(&loader, &SampleLoader::loading, this, [this](SampleId) {
        const auto* card = context().samples.card(context().selection.currentRow());
        m_canvas->setLoading(card ? card->name : QString());
    });
    connect(&loader, &SampleLoader::cleared, this, [this] {
        m_video->close();
        const bool filtered = session().isOpen() && session().sampleCount() > 0;
        m_canvas->setEmpty(filtered ? tr("No sample passes the filter") : tr("No sample is selected"));
    });
    connect(m_canvas, &Canvas::zoomChanged, m_canvasBar, &CanvasBar::setZoom);
    connect(m_canvasBar, &CanvasBar::fitRequested, m_canvas, &Canvas::zoomToFit);
    connect(m_canvasBar, &CanvasBar::actualSizeRequested, m_canvas, &Canvas::zoomToActualSize);
    connect(m_canvasBar, &CanvasBar::gridToggleRequested, this, [this] { setGridShown(!m_gridShown); });
    connect(m_canvasBar, &CanvasBar::modeRequested, &m_overlay, &OverlayState::setMode);
    connect(m_canvasBar, &CanvasBar::opacityRequested, &m_overlay, &OverlayState::setOpacity);
    connect(&m_overlay, &OverlayState::changed, this, &ReviewPage::showOverlay);
    for (SampleGrid* grid : {m_strip, m_grid}) {
        connect(grid, &SampleGrid::menuRequested, this,
                [this](int, const QPoint& position) { showMenu(position); });
        grid->setEmptyText(tr("No sample passes the filter"));
    }
    connect(m_grid, &SampleGrid::activated, this, [this] { setGridShown(false); });
    connect(m_empty, &panels::EmptyState::actionRequested, this,
            [this] { Q_EMIT modeRequested(Mode::Import); });
    connect(m_hint, &panels::StatusNotice::actionRequested, this,
            [this] { Q_EMIT modeRequested(Mode::Runs); });
    connect(m_hint, &panels::StatusNotice::dismissed, this, [this] { m_hintDismissed = true; });
}

void ReviewPage::connectSession()
{
    const auto showSchema = [this] {
        const Schema schema = session().schema();
        m_canvas->setSchema(schema);
        const auto palette = theme::classPalette(schema);
        m_strip->setClassPalette(palette);
        m_grid->setClassPalette(palette);
        m_canvasBar->setOverlayControls(schema.task() == Task::Segmentation);
        fillOrders();
    };
    connect(&session(), &Session::opened, this, [this, showSchema] {
        m_counted = m_hintDismissed = false;
        m_overlay.setHidden(hiddenAtFirst(session().schema()));
        showSchema();
        showState();
    });
    connect(&session(), &Session::schemaChanged, this, showSchema);
    connect(&session(), &Session::currentRunChanged, this, &ReviewPage::fillOrders);
    connect(&session(), &Session::filterChanged, this, &ReviewPage::showOrder);
    connect(&session(), &Session::samplesChanged, this, [this] {
        m_counted = true;
        fillOrders(); // an import may bring fields
    });
    connect(&session(), &Session::runsChanged, this, &ReviewPage::showState);
    connect(&session(), &Session::selectionChanged, this, &ReviewPage::showState);
}

void ReviewPage::activate()
{
    showState();
    (m_gridShown ? static_cast<QWidget*>(m_grid) : m_canvas)->setFocus(Qt::OtherFocusReason);
}

void ReviewPage::setGridShown(bool shown)
{
    m_gridShown = shown;
    Settings().setGridShown(shown);
    m_canvasBar->setVisible(!shown);
    m_gridBar->setVisible(shown);
    m_canvasBar->setGridShown(shown);
    showState();
    // Arrow keys up and down are the grid's own.
    if (isVisible())
        (shown ? static_cast<QWidget*>(m_grid) : m_canvas)->setFocus(Qt::OtherFocusReason);
}

void ReviewPage::setThumbSize(int pixels)
{
    const auto found = std::ranges::find(kThumbSizes, pixels);
    if (found == kThumbSizes.end())
        return;
    m_grid->setThumbSize(pixels);
    m_sizes->setCurrent(static_cast<int>(found - kThumbSizes.begin()));
    Settings().setThumbSize(pixels);
}

void ReviewPage::fillOrders()
{
    m_orders = orderChoices(session().schema().task(), session().currentRun().isValid(), session().textFields());
    m_order->clear();
    for (const auto& choice : m_orders)
        m_order->addItem(choice.text);
    showOrder();
}

void ReviewPage::chooseOrder(int index)
{
    if (index >= 0 && index < static_cast<int>(m_orders.size()) && session().isOpen())
        session().setOrder(m_orders[static_cast<std::size_t>(index)].order);
}

void ReviewPage::showOrder()
{
    SampleOrder order = session().order();
    const auto find = [this, &order] {
        return std::ranges::find_if(m_orders, [&](const OrderChoice& choice) { return isSameKey(choice.order, order); });
    };
    if (find() == m_orders.end())
        order = {}; // needs a run, which is not there yet
    m_order->setCurrentIndex(static_cast<int>(find() - m_orders.begin()));
    m_direction->setIcon(theme::icon(
        order.descending ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"), Role::Text2));
    m_direction->setToolTip(order.descending ? tr("Highest first") : tr("Lowest first"));
}

void ReviewPage::showOverlay()
{
    m_canvas->setOverlayMode(m_overlay.mode());
    m_canvas->setOverlayOpacity(m_overlay.opacity());
    m_canvas->setHiddenClasses(m_overlay.hidden());
    m_canvasBar->setOverlay(m_overlay.mode(), m_overlay.opacity());
}

void ReviewPage::showState()
{
    const bool noSamples = m_counted && session().sampleCount() == 0;
    m_bar->setEnabled(!noSamples);
    m_stack->setCurrentWidget(noSamples     ? static_cast<QWidget*>(m_empty)
                              : m_gridShown ? static_cast<QWidget*>(m_grid)
                                            : m_splitter);
    const bool noRun = m_counted && !noSamples && session().runs().empty() && !m_hintDismissed;
    if (noRun && m_hint->isHidden())
        m_hint->show(panels::StatusNotice::Kind::Info,
                     tr("No model has looked at these samples yet. Run one to see where it disagrees with "
                        "the labels."),
                     tr("Run a model…"));
    else if (!noRun)
        m_hint->hide();
}

void ReviewPage::showMenu(const QPoint& position)
{
    QMenu menu;
    for (const char* id : {"label.keep", "label.take", "label.other", "label.ambiguous", "label.badMedia", "",
                           "edit.undo", "edit.redo", "", "view.grid"}) {
        if (QAction* action = m_actions.action(QLatin1String(id)))
            menu.addAction(action);
        else
            menu.addSeparator();
    }
    menu.exec(position);
}

bool ReviewPage::forwardHeldKey(QKeyEvent* event)
{
    const bool held = event->key() == Qt::Key_H || (event->key() == Qt::Key_Space && !m_video->isVideo());
    if (!isVisible() || m_gridShown || !held || m_canvas->hasFocus())
        return false;
    if (event->type() == QEvent::KeyPress) // the canvas must see the release, too
        m_canvas->setFocus(Qt::OtherFocusReason);
    QKeyEvent copy(event->type(), event->key(), event->modifiers(), event->text(), event->isAutoRepeat());
    return QCoreApplication::sendEvent(m_canvas, &copy);
}

void ReviewPage::keyPressEvent(QKeyEvent* event)
{
    if (!forwardHeldKey(event))
        Page::keyPressEvent(event);
}

void ReviewPage::keyReleaseEvent(QKeyEvent* event)
{
    if (!forwardHeldKey(event))
        Page::keyReleaseEvent(event);
}

} // namespace badcase::window
