// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_identity.h"

#include "app/workspace/sample_set.h"
#include "inference/engine/backend.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace badcase::workspace {

namespace {

/// Raise it when the same settings and pixels give other numbers than before: a mended resize, say. What was
/// computed by earlier versions is not used any more then.
constexpr int kComputeVersion = 1;

const QLatin1String kSampleSet("samples");
const QLatin1String kFrames("frames");
const QLatin1String kServer("server");
const QLatin1String kViews("views");

/// What says which samples, or what the run is compared with, and nothing of what is said of each.
const QLatin1String kWhichSamples[] = {QLatin1String("split"), QLatin1String("selection"), kSampleSet,
                                       QLatin1String("based_on")};
/// What has no effect on a single view.
const QLatin1String kOfSeveralViews[] = {QLatin1String("merge"), QLatin1String("view_weights")};

/// What can be compared. Written anew, the same set of samples may look different (another version of zlib); what
/// an earlier version did not know has its plain meaning.
Result<QJsonObject> comparable(QJsonObject settings, const Schema& schema)
{
    settings.remove(kSampleSet);
    if (!settings.contains(kFrames))
        settings.insert(kFrames, jobs::FramePlan().toText());
    BADCASE_ASSIGN(const RunRecipe recipe, RunRecipe::read(settings, schema));
    recipe.writeTo(settings, schema);
    return settings;
}

/// One text a value: QJsonObject keeps its keys sorted.
QByteArray digestOf(const QJsonObject& object)
{
    return QCryptographicHash::hash(QJsonDocument(object).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

/// "cpu", "cuda", ...; for "auto", of the one that would be used.
QString deviceClass(const QString& device)
{
    const QString family = device.section(u':', 0, 0);
    if (family != QLatin1String("auto"))
        return family;
    const auto backend = engine::torchBackend();
    if (!backend)
        return family; // the run will say why
    const auto devices = (*backend)->devices();
    const auto gpu = std::ranges::find_if(devices, [](const engine::DeviceInfo& one) {
        return one.id.section(u':', 0, 0) != QLatin1String("cpu");
    });
    return gpu == devices.end() ? QStringLiteral("cpu") : gpu->id.section(u':', 0, 0);
}

} // namespace

QJsonObject runSettings(const RunRequest& request, const engine::ModelFile& file, const engine::ModelCard& card,
                        const jobs::FramePlan& frames, const RunRecipe& recipe,
                        const engine::Vocabularies& vocabularies, const Schema& schema)
{
    QJsonObject renames;
    for (auto it = request.classRenames.begin(); it != request.classRenames.end(); ++it)
        renames.insert(it.key(), it.value());
    QJsonObject settings{{QStringLiteral("model_sha256"), file.sha256},
                         {QStringLiteral("card"), engine::modelCardToJsonObject(card)},
                         {QStringLiteral("map_classes"), renames},
                         {QStringLiteral("split"), request.split},
                         {QStringLiteral("selection"),
                          request.samples ? static_cast<qint64>(request.samples->size()) : qint64(-1)},
                         {kFrames, frames.toText()}};
    recipe.writeTo(settings, schema);
    request.blank.writeTo(settings);
    if (!request.basedOn.isEmpty())
        settings.insert(QStringLiteral("based_on"), request.basedOn);
    QJsonObject hashes;
    for (auto it = vocabularies.sha256.begin(); it != vocabularies.sha256.end(); ++it)
        hashes.insert(it.key(), it.value());
    if (!hashes.isEmpty())
        settings.insert(QStringLiteral("vocabularies"), hashes);
    if (!request.server.isEmpty())
        settings.insert(kServer, request.server);
    if (request.samples)
        settings.insert(kSampleSet, sampleSetText(*request.samples));
    return settings;
}

Result<bool> sameSettings(const QJsonObject& a, const QJsonObject& b, const Schema& schema)
{
    BADCASE_ASSIGN(const QJsonObject one, comparable(a, schema));
    BADCASE_ASSIGN(const QJsonObject other, comparable(b, schema));
    return one == other;
}

Result<std::optional<std::vector<SampleId>>> selectionOf(const storage::RunRecord& run)
{
    const auto stored = run.settings.constFind(kSampleSet);
    if (stored == run.settings.constEnd())
        return std::nullopt;
    BADCASE_ASSIGN(auto samples, parseSampleSet(stored->toString()));
    return samples;
}

Result<jobs::FramePlan> framesOf(const storage::RunRecord& run)
{
    const auto stored = run.settings.constFind(kFrames);
    return stored == run.settings.constEnd() ? jobs::FramePlan() : jobs::FramePlan::parse(stored->toString());
}

QString computeKey(const QJsonObject& settings, const engine::ClassMapping& classes, int schemaSize,
                   const QString& device)
{
    if (settings.contains(kServer))
        return {};
    QJsonObject identity = settings;
    for (const QLatin1String& key : kWhichSamples)
        identity.remove(key);
    if (settings.value(kViews).toArray().size() == 1) {
        for (const QLatin1String& key : kOfSeveralViews)
            identity.remove(key);
    }
    // The same renames may lead elsewhere in a project whose classes have grown.
    QJsonArray toSchema;
    for (const ClassIndex index : classes.toSchema)
        toSchema.append(index);
    identity.insert(QStringLiteral("to_schema"), toSchema);
    identity.insert(QStringLiteral("schema_size"), schemaSize);
    identity.insert(QStringLiteral("compute_version"), kComputeVersion);
    if (settings.value(QLatin1String("precision")) != engine::precisionName(engine::Precision::Fp32))
        identity.insert(QStringLiteral("device"), deviceClass(device));
    return QString::fromLatin1(digestOf(identity).toHex());
}

quint64 orderSeed(const QJsonObject& settings)
{
    QJsonObject identity = settings;
    identity.remove(kSampleSet); // written anew, the same set may look different
    const QByteArray digest = digestOf(identity);
    quint64 seed = 0;
    for (qsizetype i = 0; i < qsizetype(sizeof seed); ++i)
        seed = seed << 8 | static_cast<quint8>(digest[i]);
    return seed;
}

} // namespace badcase::workspace
