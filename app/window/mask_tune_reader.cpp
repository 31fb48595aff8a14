// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mask_tune_reader.h"

#include "app/window/background.h"

#include <QPointer>

namespace badcase::window {

using workspace::MaskTuningData;

MaskTuneReader::MaskTuneReader(workspace::Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&session.jobs(), &workspace::JobQueue::changed, this, [this](const workspace::JobState& job) {
        if (m_job != 0 && job.id == m_job && !job.isOver())
            Q_EMIT progressed(job.progress.done, job.progress.total);
    });
}

MaskTuneReader::~MaskTuneReader()
{
    cancelQuestions();
}

void MaskTuneReader::load(const QString& run, workspace::LabelSource labels)
{
    clear();
    workspace::MaskTuningRequest request;
    request.run = run;
    request.labels = labels;
    auto read = std::make_shared<std::shared_ptr<MaskTuningData>>();
    m_job = m_session.jobs().start(
        tr("Read the masks of %1").arg(run),
        [project = m_session.project(), request, read](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(*read, MaskTuningData::load(project, request, job.cancel, job.progress));
            return tr("%n masks read", nullptr, static_cast<int>((*read)->samples().size()));
        },
        [guard = QPointer(this), read, generation = m_generation](const workspace::JobState& job) {
            if (guard)
                guard->ended(generation, *read, job);
        });
}

void MaskTuneReader::ended(quint64 generation, const std::shared_ptr<MaskTuningData>& data,
                           const workspace::JobState& job)
{
    if (generation != m_generation)
        return;
    m_job = 0;
    if (job.status == workspace::JobState::Status::Succeeded) {
        m_data = data;
        Q_EMIT loaded();
        return;
    }
    Q_EMIT failed(job.error.value_or(Error{ErrorCode::Cancelled, tr("Stopped"), {}}));
}

void MaskTuneReader::stop()
{
    if (m_job != 0)
        m_session.jobs().cancel(m_job);
}

void MaskTuneReader::clear()
{
    stop();
    cancelQuestions();
    ++m_generation;
    m_job = 0;
    m_data.reset();
    m_waiting.clear();
    m_users = 0; // who still reads holds the old tables
}

void MaskTuneReader::cancelQuestions()
{
    m_survey.cancel();
    m_bands.cancel();
}

void MaskTuneReader::askSurvey(const workspace::MaskTuner& tuner)
{
    m_survey.cancel();
    m_survey = CancelToken();
    beginUse();
    inBackground(
        this,
        [data = m_data, grouping = tuner.grouping(), thing = tuner.thing(), objective = tuner.objective(),
         cancel = m_survey] { return workspace::surveyMasks(*data, grouping, thing, objective, cancel); },
        [this, generation = m_generation, cancel = m_survey](const Result<workspace::MaskSurvey>& survey) {
            if (generation != m_generation)
                return;
            endUse();
            if (survey && !cancel.isCancelled())
                Q_EMIT surveyed(std::make_shared<const workspace::MaskSurvey>(*survey));
        });
}

void MaskTuneReader::askBands(const workspace::MaskTuner& tuner)
{
    m_bands.cancel();
    m_bands = CancelToken();
    beginUse();
    inBackground(
        this,
        [data = m_data, grouping = tuner.grouping(), thing = tuner.thing(), objective = tuner.objective(),
         area = tuner.position().area,
         cancel = m_bands] { return workspace::maskBands(*data, grouping, thing, objective, area, cancel); },
        [this, generation = m_generation, cancel = m_bands](const Result<workspace::MaskBands>& bands) {
            if (generation != m_generation)
                return;
            endUse();
            if (bands && !cancel.isCancelled())
                Q_EMIT banded(std::make_shared<const workspace::MaskBands>(*bands));
        });
}

void MaskTuneReader::followSamples(const std::vector<SampleId>& samples)
{
    if (!m_data)
        return;
    std::vector<qsizetype> images;
    for (const SampleId sample : samples) {
        if (const qsizetype image = m_data->place(sample); image >= 0)
            images.push_back(image);
    }
    if (images.empty())
        return;
    using Readings = std::vector<workspace::MaskReading>;
    m_session.database().run(
        this,
        [project = m_session.project(), data = m_data, images](storage::Connection& connection) -> Result<std::shared_ptr<Readings>> {
            auto readings = std::make_shared<Readings>();
            for (const qsizetype image : images) {
                if (auto reading = data->read(*project, connection, image)) // else it stays as it was
                    readings->push_back(std::move(*reading));
            }
            return readings;
        },
        [this, generation = m_generation](const Result<std::shared_ptr<Readings>>& readings) {
            if (generation != m_generation || !readings)
                return;
            changeTables([read = *readings](MaskTuningData& data) {
                for (workspace::MaskReading& reading : *read)
                    data.replace(std::move(reading));
            });
        });
}

void MaskTuneReader::followRule()
{
    if (!m_data)
        return;
    m_session.database().run(
        this, [data = m_data](storage::Connection& connection) { return data->readInForce(connection); },
        [this, generation = m_generation](Result<workspace::MaskInForce> inForce) {
            if (generation != m_generation)
                return;
            if (!inForce)
                return Q_EMIT failed(inForce.error());
            changeTables([now = std::move(*inForce)](MaskTuningData& data) { data.replaceInForce(now); });
        });
}

/// A long question is asked anew afterwards; a job that uses the tables is waited for.
void MaskTuneReader::changeTables(std::function<void(MaskTuningData&)> change)
{
    m_waiting.push_back(std::move(change));
    if (m_users > 0)
        return cancelQuestions();
    beginUse();
    endUse();
}

void MaskTuneReader::endUse()
{
    if (m_users > 0)
        --m_users;
    if (m_users > 0 || m_waiting.empty() || !m_data)
        return;
    for (const auto& change : std::exchange(m_waiting, {}))
        change(*m_data);
    Q_EMIT dataChanged();
}

} // namespace badcase::window
