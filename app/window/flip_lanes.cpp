// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_lanes.h"

#include "app/window/flip_lane.h"
#include "widgets/models/sample_selection.h"
#include "widgets/panels/controls.h"

#include <QScrollArea>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace badcase::window {

using workspace::Session;

namespace {

constexpr int kFrameMs = 33;
constexpr std::array kThumbSizes{96, 80, 64};

} // namespace

class FlipLanes::Private {
public:
    Private(FlipLanes* owner, PageContext& shared) : q(owner), context(shared) {}

    void build();
    void connectSession();
    void show(std::vector<Lane> lanes);
    void fitThumbs();
    void choose(const FlipLane& lane, SampleId sample);

    FlipLanes* q;
    PageContext& context;
    QStackedLayout* stack = nullptr;
    panels::RoleLabel* empty = nullptr;
    QScrollArea* scroll = nullptr;
    QVBoxLayout* column = nullptr;
    std::vector<FlipLane*> lanes; ///< as many as were ever needed; the first `used` are shown
    std::size_t used = 0;
    QTimer frame;                          ///< runs for a while after lanes were shown
    std::optional<std::vector<Lane>> next; ///< what came in that while
    SampleId wanted;                       ///< to become current when the selection has it
};

void FlipLanes::Private::build()
{
    stack = new QStackedLayout(q);
    empty = new panels::RoleLabel({}, theme::Role::Text2);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setMargin(theme::kPadding);
    scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kUnit);
    column->addStretch(1);
    scroll->setWidget(content);
    stack->addWidget(empty);
    stack->addWidget(scroll);
    frame.setSingleShot(true);
    frame.setInterval(kFrameMs);
    QObject::connect(&frame, &QTimer::timeout, q, [this] {
        if (auto waiting = std::exchange(next, {})) {
            show(std::move(*waiting));
            frame.start();
        }
    });
}

void FlipLanes::Private::connectSession()
{
    const auto forget = [this] {
        next.reset();
        wanted = {};
        show({}); // ids of another project mean nothing here
    };
    QObject::connect(&context.session, &Session::closed, q, forget);
    QObject::connect(&context.session, &Session::opened, q, forget);
    QObject::connect(&context.session, &Session::selectionChanged, q, [this] {
        if (wanted.isValid() && (context.selection.selectId(wanted) || !context.session.isQuerying()))
            wanted = {};
    });
    QObject::connect(&context.selection, &models::SampleSelection::currentChanged, q,
                     [this](int, SampleId sample) {
                         if (wanted.isValid())
                             return; // what is current meanwhile only takes the place of others
                         for (FlipLane* lane : lanes)
                             lane->setCurrent(sample);
                     });
}

void FlipLanes::Private::show(std::vector<Lane> given)
{
    while (lanes.size() < given.size()) {
        auto* lane = new FlipLane(context);
        column->insertWidget(static_cast<int>(lanes.size()), lane);
        QObject::connect(lane, &FlipLane::chosen, q,
                         [this, lane](SampleId sample) { choose(*lane, sample); });
        QObject::connect(lane, &FlipLane::opened, q, &FlipLanes::opened);
        lanes.push_back(lane);
    }
    const bool any = std::ranges::any_of(given, [](const Lane& lane) { return !lane.entries.empty(); });
    const bool other = used != given.size();
    used = given.size();
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        if (i < used)
            lanes[i]->show(std::move(given[i]));
        else
            lanes[i]->show({});
        lanes[i]->setCurrent(context.selection.currentId());
        lanes[i]->setVisible(i < used);
    }
    if (other)
        fitThumbs();
    stack->setCurrentWidget(any ? static_cast<QWidget*>(scroll) : empty);
}

/// The largest thumbnails that let all lanes be seen without scrolling.
void FlipLanes::Private::fitThumbs()
{
    if (used == 0)
        return;
    const int lane =
        q->height() / static_cast<int>(used) - theme::kUnit - lanes.front()->heightWithoutThumbs();
    const auto fitting = std::ranges::find_if(kThumbSizes, [lane](int size) { return size <= lane; });
    for (std::size_t i = 0; i < used; ++i)
        lanes[i]->setThumbSize(fitting == kThumbSizes.end() ? kThumbSizes.back() : *fitting);
}

void FlipLanes::Private::choose(const FlipLane& lane, SampleId sample)
{
    wanted = {};
    if (context.selection.selectId(sample) || !context.session.isOpen())
        return;
    storage::SampleFilter filter;
    filter.badIou = context.session.filter().badIou;
    filter.ids = *lane.ids();
    wanted = sample;
    context.session.setFilter(std::move(filter));
}

FlipLanes::FlipLanes(PageContext& context, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(this, context))
{
    d->build();
    d->connectSession();
    setEmptyText(tr("Move a slider: the samples whose decision changes appear here."));
}

FlipLanes::~FlipLanes() = default;

void FlipLanes::setLanes(std::vector<Lane> lanes)
{
    if (d->frame.isActive()) {
        d->next = std::move(lanes);
        return;
    }
    d->show(std::move(lanes));
    d->frame.start();
}

void FlipLanes::setEmptyText(const QString& text)
{
    d->empty->setText(text);
}

void FlipLanes::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->fitThumbs();
}

QSize FlipLanes::sizeHint() const
{
    return {520, 480};
}

QSize FlipLanes::minimumSizeHint() const
{
    return {240, 160};
}

} // namespace badcase::window
