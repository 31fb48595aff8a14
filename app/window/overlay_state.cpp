// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/overlay_state.h"

namespace badcase::window {

QSet<ClassIndex> hiddenAtFirst(const Schema& schema)
{
    return schema.task() == Task::Segmentation && schema.size() == 2 ? QSet<ClassIndex>{0} : QSet<ClassIndex>();
}

using viewer::OverlayMode;

void OverlayState::setMode(OverlayMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    Q_EMIT changed();
}

void OverlayState::setOpacity(double opacity)
{
    if (opacity == m_opacity)
        return;
    m_opacity = opacity;
    Q_EMIT changed();
}

void OverlayState::setHidden(const QSet<ClassIndex>& hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    Q_EMIT changed();
}

void OverlayState::cycle()
{
    setMode(m_mode == OverlayMode::Label        ? OverlayMode::Prediction
            : m_mode == OverlayMode::Prediction ? OverlayMode::Difference
                                                : OverlayMode::Label);
}

} // namespace badcase::window
