// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The score, as given and as corrected, side by side. A click opens the matrix.

#include <QString>
#include <QWidget>

#include <optional>

namespace badcase::panels {

class FlashLabel;
class RoleLabel;

struct ScoreView {
    QString metric;              ///< "macro F1", "mean IoU"
    std::optional<double> given; ///< nullopt: nothing to score
    std::optional<double> corrected;
    int corrections = 0; ///< labels that differ from the given ones
    QString convention = {}; ///< how the figure is computed, for the tool tip
};

class ScoreBar : public QWidget {
    Q_OBJECT
public:
    explicit ScoreBar(QWidget* parent = nullptr);
    void setScore(const ScoreView& score);

Q_SIGNALS:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    RoleLabel* m_metric;
    FlashLabel* m_given;
    RoleLabel* m_givenText;
    RoleLabel* m_arrow;
    FlashLabel* m_corrected;
    RoleLabel* m_correctedText;
    FlashLabel* m_change;
};

} // namespace badcase::panels
