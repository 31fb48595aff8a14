// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The current image with the mask that the sliders would decide, against its label.

#include "app/window/page.h"
#include "inference/core/threshold_set.h"
#include "widgets/viewer/canvas.h"

#include <optional>

namespace badcase::panels {
class ElidedLabel;
}

namespace badcase::window {

/// Masks are decided anew on the pool, the last wish first: a large picture lags behind the slider, and never holds it up.
/// What is shown is exactly what the set would decide (the steps of engine::MaskFinish). GUI thread.
class MaskPreview : public QWidget {
    Q_OBJECT
public:
    explicit MaskPreview(PageContext& context, QWidget* parent = nullptr);
    ~MaskPreview() override;

    /// Where the sliders stand; nothing: as the run decides now.
    void setRule(const std::optional<ThresholdSet>& rule);
    viewer::Canvas* canvas() const { return m_canvas; }
    const ClassMap& decision() const { return m_decision; } ///< what the canvas shows; null: nothing
    bool isSettled() const { return !m_deciding && m_canvas->isSettled(); } ///< what is shown is of the last rule

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeSchema();
    void takePicture(const viewer::Picture& picture);
    void decide();
    void showDecision(const ClassMap& decision);
    void showName();

    PageContext& m_context;
    viewer::Canvas* m_canvas;
    panels::ElidedLabel* m_name;
    viewer::Picture m_picture; ///< as stored; maps share their memory
    ClassMap m_decision;
    std::optional<ThresholdSet> m_rule;
    CancelToken m_cancel;
    bool m_deciding = false;
    bool m_again = false; ///< the rule or the picture has changed since
};

} // namespace badcase::window
