// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/mask_section.h"

#include "widgets/panels/controls.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace badcase::panels {

using theme::Role;
using viewer::OverlayMode;

namespace {

constexpr int kRow = 24;
constexpr int kEye = 20;
constexpr std::array kModes{OverlayMode::Label, OverlayMode::Prediction, OverlayMode::Difference,
                            OverlayMode::None};

} // namespace

ClassVisibilityList::ClassVisibilityList(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Classes shown in the mask"));
    setToolTip(tr("Click: show or hide a class. Alt+click: this class alone."));
}

void ClassVisibilityList::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_palette = theme::classPalette(schema);
    invalidateLayouts(this);
    update();
}

void ClassVisibilityList::setOverlaps(const std::vector<ClassOverlap>& overlaps)
{
    m_overlaps = overlaps;
    update();
}

void ClassVisibilityList::setHidden(const QSet<ClassIndex>& hidden)
{
    m_hidden = hidden;
    update();
}

QSize ClassVisibilityList::sizeHint() const
{
    return {240, kRow * m_schema.size()};
}

ClassIndex ClassVisibilityList::classAtY(int y) const
{
    const int row = y / kRow;
    return y >= 0 && row < m_schema.size() ? row : kNoClass;
}

const ClassOverlap* ClassVisibilityList::overlapOf(ClassIndex index) const
{
    const auto found = std::find_if(m_overlaps.begin(), m_overlaps.end(),
                                    [index](const ClassOverlap& overlap) { return overlap.index == index; });
    return found == m_overlaps.end() ? nullptr : &*found;
}

void ClassVisibilityList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (ClassIndex index = 0; index < m_schema.size(); ++index) {
        const QRect row(0, index * kRow, width(), kRow);
        const bool hidden = m_hidden.contains(index);
        const ClassOverlap* overlap = overlapOf(index);
        const bool present = overlap && overlap->iou;
        if (index == m_hovered)
            theme::drawRounded(&painter, row.adjusted(-4, 0, 4, 0), theme::color(Role::Hover),
                               Qt::transparent, theme::kRadius);
        theme::icon(hidden ? QStringLiteral("eye-off") : QStringLiteral("eye"),
                    hidden ? Role::Disabled : Role::Text2)
            .paint(&painter, QRect(0, row.top() + 4, 16, 16));
        const QColor swatch =
            hidden ? theme::withAlpha(m_palette.color(index), 0.35) : m_palette.color(index);
        theme::drawRounded(&painter, QRect(kEye + 2, row.top() + 6, 12, 12), swatch, Qt::transparent, 2);
        painter.setFont(theme::bodyFont());
        painter.setPen(theme::color(hidden ? Role::Disabled : present ? Role::Text : Role::Text2));
        const QRect name(kEye + 20, row.top(), width() - kEye - 20 - 52, kRow);
        painter.drawText(
            name, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_schema.at(index).name, Qt::ElideMiddle, name.width()));
        painter.setFont(theme::numberFont());
        if (present)
            painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, theme::scoreText(*overlap->iou));
    }
}

void ClassVisibilityList::mousePressEvent(QMouseEvent* event)
{
    const ClassIndex index = classAtY(event->pos().y());
    if (index == kNoClass)
        return;
    QSet<ClassIndex> wanted = m_hidden;
    if (event->modifiers() & Qt::AltModifier) {
        QSet<ClassIndex> others;
        for (ClassIndex i = 0; i < m_schema.size(); ++i)
            if (i != index)
                others.insert(i);
        wanted = m_hidden == others ? QSet<ClassIndex>() : others;
    } else if (!wanted.remove(index)) {
        wanted.insert(index);
    }
    Q_EMIT hiddenRequested(wanted);
}

void ClassVisibilityList::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = classAtY(event->pos().y());
    update();
}

void ClassVisibilityList::leaveEvent(QEvent*)
{
    m_hovered = kNoClass;
    update();
}

MaskSection::MaskSection(QWidget* parent)
    : QWidget(parent),
      m_mode(new SegmentedControl({tr("Label"), tr("Prediction"), tr("Difference"), tr("Off")})),
      m_opacity(new QSlider(Qt::Horizontal)),
      m_classes(new ClassVisibilityList)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_mode);
    auto* row = new QHBoxLayout;
    row->addWidget(new RoleLabel(tr("Opacity"), Role::Text2));
    row->addWidget(m_opacity, 1);
    layout->addLayout(row);
    auto* head = new QHBoxLayout;
    head->addWidget(makeSectionLabel(tr("Class")));
    head->addStretch(1);
    head->addWidget(makeSectionLabel(tr("IoU here")));
    layout->addLayout(head);
    layout->addWidget(m_classes);
    m_mode->setFont(theme::captionFont());
    m_opacity->setRange(0, 100);
    m_opacity->setValue(50);
    m_opacity->setAccessibleName(tr("Opacity of the mask"));
    connect(m_mode, &SegmentedControl::chosen, this,
            [this](int index) { Q_EMIT modeRequested(kModes[static_cast<std::size_t>(index)]); });
    connect(m_opacity, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT opacityRequested(value / 100.0); });
    connect(m_classes, &ClassVisibilityList::hiddenRequested, this, &MaskSection::hiddenRequested);
}

void MaskSection::setSchema(const Schema& schema)
{
    m_classes->setSchema(schema);
}
void MaskSection::setSample(const SampleView& sample)
{
    m_classes->setOverlaps(sample.overlaps);
}

void MaskSection::setOverlay(OverlayMode mode, double opacity, const QSet<ClassIndex>& hidden)
{
    m_mode->setCurrent(static_cast<int>(std::find(kModes.begin(), kModes.end(), mode) - kModes.begin()));
    const QSignalBlocker blocker(m_opacity);
    m_opacity->setValue(qRound(opacity * 100));
    m_classes->setHidden(hidden);
}

} // namespace badcase::panels
