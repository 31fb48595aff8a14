// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The two tables of the mixer: what each member is worth, and which of them err together.

#include "app/workspace/mix_report.h"
#include "widgets/models/table_model.h"

namespace badcase::window {

class MixMembersModel : public models::TableModel {
    Q_OBJECT
public:
    enum Columns { Member, Weight, Alone, GainAlone, GainAdded, Better, Worse, Harmed, Cost, ColumnCount };
    using TableModel::TableModel;

    /// `ofImages`: masks, where images are harmed and no classes.
    void setLines(std::vector<workspace::MixMemberLine> lines, bool ofImages);

protected:
    int rows() const override { return static_cast<int>(m_lines.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    models::TableCell cell(int row, int column) const override;

private:
    models::TableCell harmedCell(const workspace::MixMemberLine& line) const;

    std::vector<workspace::MixMemberLine> m_lines;
    bool m_ofImages = false;
};

class MixPairsModel : public models::TableModel {
    Q_OBJECT
public:
    enum Columns { First, Second, Correlation, DoubleFault, Disagreement, Yule, ColumnCount };
    using TableModel::TableModel;

    void setPairs(std::vector<workspace::MixPair> pairs, QStringList names);

protected:
    int rows() const override { return static_cast<int>(m_pairs.size()); }
    int columns() const override { return ColumnCount; }
    Column column(int column) const override;
    models::TableCell cell(int row, int column) const override;

private:
    std::vector<workspace::MixPair> m_pairs;
    QStringList m_names;
};

/// "+0.012", with a real minus sign; an en dash for NaN.
QString signedScore(double value);

} // namespace badcase::window
