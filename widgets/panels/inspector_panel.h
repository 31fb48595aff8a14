// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Everything about the current sample, and the requests to change it. It changes nothing itself: after a
/// request the owner does the work and shows the new state with setSample().
///
/// Keys, while it or one of its parts has the focus (the window forwards the same keys from elsewhere with
/// handleKey()): 1-9 label by the n-th most likely class, C type-ahead, Enter keep, A ambiguous, X bad media.

#include "inference/core/schema.h"
#include "widgets/panels/sample_view.h"
#include "widgets/viewer/overlay.h"

#include <QScrollArea>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace badcase::panels {

class ClassPicker;
class ElidedLabel;
class LabelSection;
class MaskSection;
class ProbabilityBars;
class TextPanel;
class VerdictBar;

class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    void setSample(const SampleView& sample);
    void setEmpty();
    /// False: everything is shown and nothing can be changed.
    void setEditable(bool on);
    /// Several samples are selected: verdicts and labels then go to all of them.
    void setMultiple(int count);
    void setOverlay(viewer::OverlayMode mode, double opacity, const QSet<ClassIndex>& hidden);

    /// True when the key was one of the inspector's and a request was made.
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    void openClassPicker();
    bool isClassPickerOpen() const;
    /// The texts of the sample and "What if", which the owner wires up itself.
    TextPanel* texts() const { return m_texts; }

    QSize sizeHint() const override { return {320, 640}; }

Q_SIGNALS:
    /// The labels that the selected samples are to have.
    void relabelRequested(const badcase::LabelSet& labels);
    void verdictRequested(badcase::Verdict verdict);
    void revertRequested();
    void commentRequested(const QString& comment);
    void overlayModeRequested(badcase::viewer::OverlayMode mode);
    void overlayOpacityRequested(double opacity);
    void hiddenClassesRequested(const QSet<badcase::ClassIndex>& hidden);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildSamplePage();
    void buildFacts(QVBoxLayout* layout);
    void connectRequests();
    void chooseClass(ClassIndex index);
    void closePicker();
    void sendComment();
    void showFacts(const SampleView& sample);

    enum class Mode { Empty, One, Many } m_mode = Mode::Empty;
    bool m_editable = true;
    Schema m_schema;
    SampleView m_sample;

    QStackedWidget* m_pages;
    QLabel* m_emptyText;
    ElidedLabel* m_name;
    QLabel* m_problem;
    LabelSection* m_labels;
    QWidget* m_likelyBox;
    QLabel* m_likelyTitle;
    ProbabilityBars* m_bars;
    QPushButton* m_other;
    ClassPicker* m_picker;
    VerdictBar* m_verdicts;
    MaskSection* m_masks;
    QWidget* m_maskBox;
    QWidget* m_oneOnly; ///< hidden while several samples are selected
    QPlainTextEdit* m_comment;
    TextPanel* m_texts;
    QLabel* m_facts;
};

} // namespace badcase::panels
