// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One lane of FlipLanes: a caption and a filmstrip with model, selection and thumbnails of its own.

#include "app/window/flip_page_source.h"
#include "widgets/models/paged_sample_model.h"
#include "widgets/models/sample_selection.h"
#include "widgets/models/thumbnail_cache.h"

namespace badcase::models {
class SampleGrid;
}

namespace badcase::panels {
class FlashLabel;
class RoleLabel;
} // namespace badcase::panels

namespace badcase::window {

/// GUI thread.
class FlipLane : public QWidget {
    Q_OBJECT
public:
    explicit FlipLane(PageContext& context, QWidget* parent = nullptr);
    ~FlipLane() override;

    void show(Lane lane);
    const models::SampleIds& ids() const { return m_ids; }
    /// Marks the sample, if it is here; chosen() is not emitted.
    void setCurrent(SampleId sample);
    SampleId current() const { return m_selection.currentId(); }

    void setThumbSize(int pixels);
    /// px beside the thumbnails: caption, texts, scroll bar.
    int heightWithoutThumbs() const;
    models::SampleGrid* grid() const { return m_grid; }
    const models::PagedSampleModel& model() const { return m_model; }
    QString countText() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void chosen(badcase::SampleId sample); ///< by click or key
    void opened(badcase::SampleId sample);

private:
    void buildLayout();
    void connectSession();
    void showClasses();
    void readAgain();

    workspace::Session& m_session;
    FlipPageSource m_source;
    models::PagedSampleModel m_model{&m_source};
    models::SampleSelection m_selection{&m_model};
    models::ThumbnailCache m_thumbnails;
    models::SampleGrid* m_grid;
    QWidget* m_sign;
    panels::RoleLabel* m_title;
    panels::FlashLabel* m_count;
    models::SampleIds m_ids = std::make_shared<const std::vector<SampleId>>();
    bool m_showing = false; ///< the lane itself moves what is current
};

} // namespace badcase::window
