// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/probe_model.h"

#include <QFile>

#include <numeric>

namespace badcase::probe {

namespace {

Result<engine::ModelCard> cardOf(const engine::ModelFile& file, const QString& path)
{
    if (!path.isEmpty()) {
        QFile card(path);
        if (!card.open(QIODevice::ReadOnly))
            return fail(ErrorCode::NotFound, QStringLiteral("The card %1 cannot be read").arg(path),
                        card.errorString());
        return engine::parseModelCard(card.readAll(), path);
    }
    if (file.card)
        return *file.card;
    if (file.cardProblem)
        return fail(*file.cardProblem);
    return fail(
        ErrorCode::InvalidArgument,
        QStringLiteral("%1 has no card, neither inside nor beside it. Give one with --card").arg(file.path));
}

} // namespace

Result<ProbeModel> ProbeModel::open(const ProbeRequest& request)
{
    ProbeModel model;
    BADCASE_ASSIGN(model.m_file, engine::inspectModelFile(request.model));
    BADCASE_TRY(engine::checkRunnable(model.m_file));
    BADCASE_ASSIGN(model.m_card, cardOf(model.m_file, request.card));
    if (!model.m_card.takesPicturesOnly())
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral(
                "%1 takes more than a picture; badcase-probe shows models pictures only. Use badcase run")
                .arg(request.model));
    if (!request.trust)
        return fail(
            ErrorCode::NotTrusted,
            QStringLiteral(
                "A model file is a program. Run %1 only if you trust where it comes from, with --trust")
                .arg(request.model),
            QStringLiteral("SHA-256 %1").arg(model.m_file.sha256));
    BADCASE_ASSIGN(model.m_backend, engine::torchBackend());
    model.m_device = request.device;
    return model;
}

Result<std::unique_ptr<engine::LoadedModel>> ProbeModel::load(const LoadWay& way) const
{
    engine::LoadOptions options;
    options.device = m_device;
    options.threads = way.threads;
    options.optimise = way.optimise;
    options.precision = way.precision;
    return m_backend->load(m_file.path, options);
}

Result<std::unique_ptr<engine::InferenceModel>> ProbeModel::loadWithCard(const LoadWay& way) const
{
    BADCASE_ASSIGN(auto post,
                   engine::Postprocessor::create(m_card, classes(), static_cast<int>(m_card.classes.size())));
    BADCASE_ASSIGN(auto loaded, load(way));
    return std::make_unique<engine::InferenceModel>(
        std::move(loaded), std::make_shared<const engine::Postprocessor>(std::move(post)));
}

std::vector<ClassIndex> ProbeModel::classes() const
{
    std::vector<ClassIndex> all(static_cast<std::size_t>(m_card.classes.size()));
    std::iota(all.begin(), all.end(), ClassIndex(0));
    return all;
}

} // namespace badcase::probe
