// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/flip_lane.h"

#include "widgets/models/sample_grid.h"
#include "widgets/panels/controls.h"
#include "widgets/theme/class_colors.h"
#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::window {

using models::SampleGrid;
using workspace::Session;

namespace {

constexpr int kThumb = 64;
constexpr qint64 kThumbnailBytes = 24ll << 20; ///< of each lane
constexpr int kMaxPages = 16;

/// The icon of a lane in the colour of its number.
class SignIcon : public QWidget {
public:
    SignIcon() { setFixedSize(theme::kIconSize, theme::kIconSize); }
    void set(const QString& name, theme::Role role)
    {
        m_icon = name.isEmpty() ? QIcon() : theme::icon(name, role);
        setVisible(!name.isEmpty());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

bool isSameText(const LaneEntry& a, const LaneEntry& b)
{
    return a.before == b.before && a.after == b.after && a.text == b.text;
}

} // namespace

FlipLane::FlipLane(PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_session(context.session),
      m_source(context.session),
      m_thumbnails(context.thumbnails.source()),
      m_grid(new SampleGrid(&m_selection, &m_thumbnails)),
      m_sign(new SignIcon),
      m_title(new panels::RoleLabel),
      m_count(new panels::FlashLabel)
{
    m_thumbnails.setMaxBytes(kThumbnailBytes);
    m_model.setMaxPages(kMaxPages);
    m_grid->setLayoutMode(SampleGrid::Layout::Filmstrip);
    m_grid->setEmptyText(tr("None"));
    m_grid->installEventFilter(this);
    setThumbSize(kThumb);
    buildLayout();
    connect(&m_selection, &models::SampleSelection::currentChanged, this, [this](int, SampleId sample) {
        if (!m_showing && sample.isValid())
            Q_EMIT chosen(sample);
    });
    connect(m_grid, &SampleGrid::activated, this, [this](int row) { Q_EMIT opened(m_model.idAt(row)); });
    connectSession();
    showClasses();
}

FlipLane::~FlipLane()
{
    delete m_grid; // before what it shows
}

void FlipLane::buildLayout()
{
    auto* caption = new QHBoxLayout;
    caption->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    caption->setSpacing(theme::kGap);
    caption->addWidget(m_sign);
    caption->addWidget(m_title);
    caption->addWidget(m_count);
    caption->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, theme::kUnit, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addLayout(caption);
    layout->addWidget(m_grid);
}

void FlipLane::connectSession()
{
    connect(&m_session, &Session::changed, this, [this](const std::vector<SampleId>& samples) {
        m_source.forget(samples);
        m_model.invalidate(samples);
    });
    connect(&m_session, &Session::currentRunChanged, this, &FlipLane::readAgain);
    connect(&m_session, &Session::opened, this, &FlipLane::showClasses);
    connect(&m_session, &Session::schemaChanged, this, &FlipLane::showClasses);
    for (const auto signal :
         {&Session::opened, &Session::closed, &Session::mediaMoved, &Session::schemaChanged}) {
        connect(&m_session, signal, this, [this] {
            m_thumbnails.clear();
            readAgain();
        });
    }
    // Thumbnails of samples without pixels are in the theme's colours.
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        m_thumbnails.clear();
        readAgain();
    });
}

void FlipLane::showClasses()
{
    m_grid->setClassPalette(theme::classPalette(m_session.schema()));
}

void FlipLane::readAgain()
{
    m_source.forgetAll();
    m_model.invalidateAll();
}

void FlipLane::show(Lane lane)
{
    static_cast<SignIcon*>(m_sign)->set(lane.sign, lane.role);
    m_title->setText(lane.title);
    m_grid->setAccessibleName(lane.title);
    m_count->setRole(lane.role);
    m_count->setText(QLocale().toString(static_cast<qlonglong>(lane.entries.size())));

    const auto& before = m_source.entries();
    const bool sameSamples =
        std::ranges::equal(before, lane.entries, {}, &LaneEntry::sample, &LaneEntry::sample);
    const bool sameTexts =
        sameSamples && lane.role == m_source.role() && std::ranges::equal(before, lane.entries, isSameText);
    auto ids = std::make_shared<std::vector<SampleId>>();
    if (!sameSamples) {
        ids->reserve(lane.entries.size());
        for (const LaneEntry& entry : lane.entries)
            ids->push_back(entry.sample);
    }
    m_source.setEntries(std::move(lane.entries), lane.role);
    if (sameSamples) {
        if (!sameTexts)
            m_model.invalidateAll(); // cards stay until they are other ones
        return;
    }
    const QScopedValueRollback guard(m_showing, true);
    m_selection.forget(); // a neighbour must not become current because a sample has left the lane
    m_ids = std::move(ids);
    m_model.setIds(m_ids);
    const auto [first, last] = m_grid->visibleRows();
    for (const int row : {first, last})
        m_model.card(row); // what has not been read is asked for before it is painted
}

void FlipLane::setCurrent(SampleId sample)
{
    const QScopedValueRollback guard(m_showing, true);
    if (sample == m_selection.currentId())
        return;
    if (!m_selection.selectId(sample))
        m_selection.forget();
}

/// Arrows go along the lane that has the keyboard, Enter opens: the window has other uses for these keys.
bool FlipLane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_grid || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool along = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
    if (event->type() == QEvent::ShortcutOverride && (along || enter) && m_model.count() > 0) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && enter && current().isValid()) {
        Q_EMIT opened(current());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FlipLane::setThumbSize(int pixels)
{
    if (pixels == m_grid->thumbSize() && m_grid->minimumHeight() > 0)
        return;
    m_grid->setThumbSize(pixels);
    m_grid->setFixedHeight(m_grid->sizeHint().height());
}

QString FlipLane::countText() const
{
    return m_count->text();
}

int FlipLane::heightWithoutThumbs() const
{
    return sizeHint().height() - m_grid->thumbSize();
}

} // namespace badcase::window
