// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which sample is current and which are selected, shared by every view of one PagedSampleModel.

#include "widgets/models/paged_sample_model.h"

#include <QObject>

#include <utility>
#include <vector>

namespace badcase::models {

/// QItemSelectionModel forgets everything at a model reset, which is what a changed filter is; this one
/// remembers the samples. Rows are held as intervals, so that selecting a million of them costs nothing. GUI
/// thread only.
class SampleSelection : public QObject {
    Q_OBJECT
public:
    enum class Mode {
        Replace, ///< only this row
        Toggle,  ///< this row in or out, the others stay (Ctrl)
        Extend,  ///< everything from the anchor to this row (Shift)
    };

    explicit SampleSelection(PagedSampleModel* model, QObject* parent = nullptr);

    PagedSampleModel* model() const { return m_model; }
    int currentRow() const
    {
        return m_current;
    } ///< -1 only while the model is empty or nothing was chosen yet
    SampleId currentId() const { return m_model->idAt(m_current); }

    /// Makes `row` current (clamped to the rows there are) and changes what is selected.
    void select(int row, Mode mode = Mode::Replace);
    /// Makes the sample current and the only selected one; false when it is not in the model.
    bool selectId(SampleId id);
    void selectAll();
    /// Only the current row stays selected.
    void clear();
    /// Nothing is current, as before anything was chosen.
    void forget();

    bool isSelected(int row) const;
    qint64 count() const;
    std::vector<SampleId> ids() const; ///< selected ones in the model's order

Q_SIGNALS:
    /// Also when the same row number now holds another sample.
    void currentChanged(int row, badcase::SampleId id);
    void selectionChanged();

private:
    using Interval = std::pair<int, int>; ///< first and last row, both in

    void rememberSamples();
    void findSamples();
    void toggle(int row);
    void setCurrent(int row);

    PagedSampleModel* m_model;
    int m_current = -1;
    int m_anchor = -1;
    std::vector<Interval> m_intervals; ///< sorted, disjoint, not touching
    SampleId m_rememberedCurrent;
    std::vector<SampleId> m_remembered; ///< sorted
};

} // namespace badcase::models
