// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Reads the masks of a run for the sliders, and makes in the background what takes longer than a tick.

#include "app/workspace/mask_tuner.h"
#include "app/workspace/session.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace badcase::window {

/// Tables are read as a job of the session. They are changed on the GUI thread, and only while nobody else reads them;
/// until then a change waits. GUI thread.
class MaskTuneReader : public QObject {
    Q_OBJECT
public:
    explicit MaskTuneReader(workspace::Session& session, QObject* parent = nullptr);
    ~MaskTuneReader() override;

    /// What was read before is let go.
    void load(const QString& run, workspace::LabelSource labels);
    void stop(); ///< loading ends in failed(Cancelled)
    void clear();
    bool isLoading() const { return m_job != 0; }
    const std::shared_ptr<workspace::MaskTuningData>& data() const { return m_data; } ///< null before loaded()

    /// The last question counts; answered by surveyed() and banded().
    void askSurvey(const workspace::MaskTuner& tuner);
    void askBands(const workspace::MaskTuner& tuner);

    /// The label masks or verdicts of samples have changed; dataChanged() follows when one of them is in the tables.
    void followSamples(const std::vector<SampleId>& samples);
    /// Another rule decides the run now; dataChanged() follows.
    void followRule();

    /// Tables stay as they are between these two.
    void beginUse() { ++m_users; }
    void endUse();

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void loaded();
    void failed(const badcase::Error& error);
    void surveyed(const std::shared_ptr<const badcase::workspace::MaskSurvey>& survey);
    void banded(const std::shared_ptr<const badcase::workspace::MaskBands>& bands);
    void dataChanged();

private:
    void ended(quint64 generation, const std::shared_ptr<workspace::MaskTuningData>& data,
               const workspace::JobState& job);
    void cancelQuestions();
    void changeTables(std::function<void(workspace::MaskTuningData&)> change);

    workspace::Session& m_session;
    std::shared_ptr<workspace::MaskTuningData> m_data;
    quint64 m_generation = 0; ///< of what is read: answers about something else are dropped
    int m_job = 0;
    int m_users = 0;
    CancelToken m_survey;
    CancelToken m_bands;
    std::vector<std::function<void(workspace::MaskTuningData&)>> m_waiting;
};

} // namespace badcase::window
