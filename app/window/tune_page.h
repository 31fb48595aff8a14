// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Everything that can be tuned after training, and what it is worth: sliders, the mixer of views and runs, calibration.

#include "app/window/page.h"
#include "app/workspace/run_scores.h"

#include <QHash>

class QStackedWidget;

namespace badcase::panels {
class SegmentedControl;
class StatusNotice;
} // namespace badcase::panels

namespace badcase::window {

class TunePane;

class TunePage : public Page {
    Q_OBJECT
public:
    explicit TunePage(PageContext& context, QWidget* parent = nullptr);
    void activate() override { refresh(); }

    enum class Side { Sliders, Mixer, Calibration };
    void showSide(Side side);
    TunePane* pane() const; ///< the one that is shown, null before the first

private:
    QWidget* buildHead();
    void refresh();
    TunePane* make(Side side, bool masks);

    panels::SegmentedControl* m_sides;
    panels::SegmentedControl* m_labelSwitch;
    panels::StatusNotice* m_notice;
    QStackedWidget* m_stack;
    QHash<int, TunePane*> m_panes; ///< by side; the sliders of masks are another one than those of classes
    Side m_side = Side::Sliders;
    workspace::LabelSource m_labels = workspace::LabelSource::Corrected;
};

} // namespace badcase::window
