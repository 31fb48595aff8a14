// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/jobs/fake_run.h"

#include "inference/jobs/all_media.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace badcase::test {

Result<media::MediaStat> FakeRoot::stat(const QString&) const
{
    return media::MediaStat{};
}

Result<QByteArray> FakeRoot::read(const QString& member, qint64) const
{
    if (delay.count() > 0)
        std::this_thread::sleep_for(delay);
    if (member.startsWith(QLatin1String("missing")))
        return fail(ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(member));
    if (member.startsWith(QLatin1String("broken")))
        return QByteArray("this is no picture");
    const QStringList parts = member.split(QLatin1Char('-'));
    const int width = parts[0].toInt();
    const int height = parts[1].toInt();
    QByteArray data = "P5\n" + QByteArray::number(width) + ' ' + QByteArray::number(height) + "\n255\n";
    const int value = parts[2].toInt();
    const bool ramp = parts.value(3) == QLatin1String("ramp");
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            data.append(static_cast<char>(ramp ? (value + 3 * x + 7 * y) % 200 : value));
    }
    return data;
}

Result<std::vector<jobs::JobSample>> ListSource::next(int maximum)
{
    largestTake = std::max(largestTake, maximum);
    std::vector<jobs::JobSample> batch;
    for (; static_cast<int>(batch.size()) < maximum && m_next < total(); ++m_next) {
        if (m_next == failAt)
            return fail(ErrorCode::Io, QStringLiteral("the project cannot be read"));
        batch.push_back(m_samples[static_cast<std::size_t>(m_next)]);
    }
    return batch;
}

Result<void> RecordingSink::open()
{
    ++opened;
    threads.insert(std::this_thread::get_id());
    if (failOpen)
        return fail(ErrorCode::Locked, QStringLiteral("the project is locked"));
    return {};
}

Result<void> RecordingSink::write(std::vector<jobs::SampleResult> written)
{
    threads.insert(std::this_thread::get_id());
    if (static_cast<int>(chunks.size()) == failChunk)
        return fail(ErrorCode::NoSpace, QStringLiteral("the disk is full"));
    chunks.push_back(written.size());
    std::move(written.begin(), written.end(), std::back_inserter(results));
    return {};
}

Result<void> RecordingSink::close(Outcome outcome)
{
    threads.insert(std::this_thread::get_id());
    closed.push_back(outcome);
    if (failClose)
        return fail(ErrorCode::Io, QStringLiteral("cannot close"));
    return {};
}

std::vector<qint64> RecordingSink::ids() const
{
    std::vector<qint64> values;
    for (const auto& result : results)
        values.push_back(result.id.value);
    return values;
}

FakeModel::FakeModel(const Behaviour& behaviour) : m_behaviour(behaviour), m_owner(std::this_thread::get_id())
{
    if (m_behaviour.alive)
        ++*m_behaviour.alive;
}

FakeModel::~FakeModel()
{
    if (m_behaviour.alive)
        --*m_behaviour.alive;
}

engine::DeviceInfo FakeModel::device() const
{
    if (m_behaviour.copies > 0)
        return {QStringLiteral("remote"), QStringLiteral("Fake"), 0};
    return {m_behaviour.onDevice ? QStringLiteral("fake:0") : QStringLiteral("cpu"), QStringLiteral("Fake"),
            0};
}

Result<std::vector<engine::Tensor>> FakeModel::forward(std::span<const engine::Tensor> inputs)
{
    const engine::Tensor& input = inputs.front();
    if (std::this_thread::get_id() != m_owner)
        return fail(ErrorCode::Internal, QStringLiteral("used by a thread that did not load it"));
    if (m_behaviour.forwards && ++*m_behaviour.forwards > m_behaviour.worksFor)
        return fail(ErrorCode::Backend, QStringLiteral("the device has gone"));
    if (m_behaviour.delay.count() > 0)
        std::this_thread::sleep_for(m_behaviour.delay);
    const std::int64_t samples = input.shape[0];
    if (samples > m_behaviour.largestBatch)
        return fail(ErrorCode::TooLarge, QStringLiteral("out of memory"));
    if (m_behaviour.largestSeen && samples > *m_behaviour.largestSeen)
        *m_behaviour.largestSeen = static_cast<int>(samples);
    const auto each = static_cast<std::ptrdiff_t>(input.values.size()) / samples;
    engine::Tensor logits{{samples, m_behaviour.classes}, {}};
    if (m_behaviour.segmentation)
        logits.shape = {samples, m_behaviour.classes, input.shape[2], input.shape[3]};
    const std::int64_t pixels = m_behaviour.segmentation ? input.shape[2] * input.shape[3] : 1;
    for (std::int64_t i = 0; i < samples; ++i) {
        const auto begin = input.values.begin() + i * each;
        const float mean = std::accumulate(begin, begin + each, 0.0F) / static_cast<float>(each);
        if (m_behaviour.throwsFor && m_behaviour.throwsFor(std::round(mean)))
            return fail(ErrorCode::Backend, QStringLiteral("the model threw"));
        while (m_behaviour.hangsFor && m_behaviour.hangsFor(std::round(mean)) && !m_interrupted)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (m_interrupted)
            return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
        const bool nan = m_behaviour.nanFor && m_behaviour.nanFor(std::round(mean));
        for (std::int64_t p = 0; p < pixels && m_behaviour.pointwise; ++p) // the first channel, around its middle
            logits.values.push_back((input.values[static_cast<std::size_t>(i * each + p)] - 100.0F) / 25.0F);
        if (m_behaviour.pointwise)
            logits.values.insert(logits.values.end(), static_cast<std::size_t>(pixels), 0.0F);
        for (std::int64_t c = 0; c < m_behaviour.classes && !m_behaviour.pointwise; ++c)
            logits.values.insert(logits.values.end(), static_cast<std::size_t>(pixels),
                                 nan      ? std::numeric_limits<float>::quiet_NaN()
                                 : c == 0 ? std::round(mean) / 100.0F
                                          : 0.0F);
    }
    return std::vector<engine::Tensor>{std::move(logits)};
}

bool FakeModel::interrupt()
{
    m_interrupted = true;
    return true;
}

FakeRun::FakeRun(const QStringList& members)
{
    std::vector<jobs::JobSample> samples;
    for (const QString& member : members) {
        const auto number = static_cast<qint64>(samples.size()) + 1;
        samples.push_back({SampleId(number), QStringLiteral("sample %1").arg(number), root, member});
    }
    source = std::make_shared<ListSource>(std::move(samples));
    options.cores = 2;
}

FakeRun::FakeRun(std::vector<jobs::JobSample> samples)
    : source(std::make_shared<ListSource>(std::move(samples)))
{
    options.cores = 2;
}

jobs::RunPlan FakeRun::plan()
{
    jobs::RunPlan plan;
    plan.card.name = QStringLiteral("fake");
    plan.card.classes = {QStringLiteral("a"), QStringLiteral("b")};
    plan.card.task = model.segmentation ? Task::Segmentation : Task::Classification;
    plan.card.input.resize = engine::ResizeMode::None;
    plan.card.input.scale = 1.0;
    plan.toSchema = {0, 1};
    plan.schemaSize = 2;
    plan.source = source;
    plan.sink = sink;
    plan.options = options;
    plan.media = jobs::allMedia();
    plan.frames = frames;
    plan.views = views;
    plan.cancel = cancel;
    plan.load = [this](int threads) -> Result<std::unique_ptr<engine::LoadedModel>> {
        threadsAsked.push_back(threads);
        const auto calls = static_cast<int>(threadsAsked.size());
        if (calls <= failLoads || (failLoads < 0 && calls > 1))
            return fail(ErrorCode::Unsupported, QStringLiteral("this file needs a newer LibTorch"));
        return std::make_unique<FakeModel>(model);
    };
    return plan;
}

QStringList pictures(int count)
{
    QStringList members;
    for (int i = 0; i < count; ++i)
        members << QStringLiteral("8-8-%1").arg(i % 200);
    return members;
}

} // namespace badcase::test
