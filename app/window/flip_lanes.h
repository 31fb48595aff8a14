// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The samples that a slider changes, in lanes: gained right, lost right, changed from wrong to wrong.

#include "app/window/page.h"
#include "widgets/theme/theme.h"

#include <memory>
#include <vector>

namespace badcase::window {

/// One sample of a lane, and what the line of its prediction says instead of the stored decision.
struct LaneEntry {
    SampleId sample;
    ClassIndex before = kNoClass; ///< for "shirt → t-shirt"; one kNoClass: none; both: `text` is shown as it is
    ClassIndex after = kNoClass;
    QString text = {};            ///< "0.412 → 0.530" of a mask's score
};

struct Lane {
    QString title;   ///< "Gained"
    theme::Role role = theme::Role::Text; ///< of its number
    QString sign;    ///< icon name in front of the title
    std::vector<LaneEntry> entries;
};

/// Each lane is a filmstrip with its title and number above. Cheap to set at every move of a slider: lanes are shown at once
/// when nothing waits, else at most 30 times a second, and always the last one. A click makes the sample the current one
/// of every page; where the filter hides it, the samples of its lane become the selection. Cards tell the new decision:
/// right in lanes of Role::Good, wrong in those of Role::Bad, and elsewhere as it compares with the label. GUI thread.
class FlipLanes : public QWidget {
    Q_OBJECT
public:
    explicit FlipLanes(PageContext& context, QWidget* parent = nullptr);
    ~FlipLanes() override;

    void setLanes(std::vector<Lane> lanes);
    /// What is said instead while no lane has a sample.
    void setEmptyText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened(badcase::SampleId sample); ///< double click or Enter

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::window
