// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How a model is shown each picture and what is made of its answers: views of test-time augmentation and how they are
/// merged, windows of large pictures, steps of masks, precision. Values are texts as the command line takes them; whether
/// they are right is for the owner to say. GUI thread.

#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace badcase::panels {

/// What the form says; the names and defaults of the command line's `run`.
struct RunRecipeValues {
    QString views;
    QString merge;
    bool keepViews = false;
    int tile = 0;
    double overlap = 0.25;
    QString tileWeights;
    double fullWeight = 0;
    QString steps;
    QString precision;
    bool isolate = false;
};

class RunRecipeForm : public QWidget {
    Q_OBJECT
public:
    explicit RunRecipeForm(QWidget* parent = nullptr);

    /// Windows and steps are for masks only.
    void setMasks(bool on);
    /// Whether the model runs in a process of its own unless it is said otherwise.
    void setIsolated(bool on);
    RunRecipeValues values() const;

Q_SIGNALS:
    void edited();

private:
    QWidget* buildViews();
    QWidget* buildWindows();
    QWidget* buildWindowWeights();
    void update();

    QFormLayout* m_form;
    QComboBox* m_views;
    QLineEdit* m_ownViews;
    QComboBox* m_merge;
    QCheckBox* m_keep;
    QWidget* m_windowsRow;
    QWidget* m_windowWeightsRow;
    QSpinBox* m_tile;
    QSpinBox* m_overlap;
    QComboBox* m_tileWeights;
    QSpinBox* m_full;
    QLineEdit* m_steps;
    QComboBox* m_precision;
    QCheckBox* m_isolate;
    bool m_masks = false;
};

} // namespace badcase::panels
