// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What to run: model file, name, samples, frames of videos, device, batch. The model's card is a form of its
/// own (ModelCardForm).

#include <QList>
#include <QString>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace badcase::panels {

class StatusNotice;

struct DeviceChoice {
    QString id;   ///< "auto", "cpu", "cuda:0"
    QString text; ///< for people
};

/// One way to choose the samples.
struct SamplesChoice {
    QString id;       ///< the owner's; "" is all
    QString text;     ///< "split test"
    qint64 count = 0; ///< < 0: not counted
};

struct RunRequest {
    QString modelPath;
    QString name;
    QString samples; ///< SamplesChoice::id
    QString device;
    int batch = 0;  ///< 0: chosen by the program
    QString frames; ///< of videos, as the command line's --frames: "uniform:8"; empty: there are no videos
};

class RunForm : public QWidget {
    Q_OBJECT
public:
    explicit RunForm(QWidget* parent = nullptr);

    void setDevices(const QList<DeviceChoice>& devices);
    void setSamples(const QList<SamplesChoice>& choices);
    /// Whether there are videos among the samples: only then is asked which of their frames the model sees.
    void setHasVideos(bool on);
    void setModelPath(const QString& path);
    /// Names that are taken: the form refuses them.
    void setRunNames(const QStringList& names);
    /// Why the run cannot start (no card, classes that do not match, ...); empty: it can. `action` mends it.
    void setProblem(const QString& text, const QString& action = {});
    RunRequest request() const;

Q_SIGNALS:
    void modelChosen(const QString& path); ///< typed or picked
    void browseRequested();                ///< the window opens the file chooser
    void problemActionRequested();
    void startRequested(const badcase::panels::RunRequest& request);

private:
    QWidget* buildFrames();
    void showFramesNumber();
    QString frames() const;
    void suggestName();
    void check();

    QLineEdit* m_model;
    QLineEdit* m_name;
    QComboBox* m_samples;
    QFormLayout* m_form;
    QWidget* m_framesRow;
    QComboBox* m_framesKind;
    QDoubleSpinBox* m_framesNumber;
    QComboBox* m_device;
    QSpinBox* m_batch;
    StatusNotice* m_notice;
    QPushButton* m_start;
    QStringList m_taken;
    QString m_problem;
    QString m_problemAction;
    bool m_hasVideos = false;
    bool m_nameEdited = false; ///< otherwise it follows the model's file name
};

} // namespace badcase::panels
