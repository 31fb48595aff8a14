// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/run_recipe.h"

#include "app/workspace/run_service.h"
#include "storage/formats/mask_annotations.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

const QLatin1String kViews("views");
const QLatin1String kMerge("merge");
const QLatin1String kWeights("view_weights");
const QLatin1String kKeep("keep_views");
const QLatin1String kTiles("tiles");
const QLatin1String kSteps("steps");
const QLatin1String kPrecision("precision");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Runs", text);
}

QStringList textsOf(const QJsonValue& array)
{
    QStringList texts;
    const QJsonArray values = array.toArray();
    for (const auto& value : values)
        texts.append(value.toString());
    return texts;
}

/// The class of pixels that steps remove, where the project has one.
std::optional<ClassIndex> backgroundOf(const Schema& schema)
{
    const ClassIndex background = formats::backgroundClass(schema);
    return background == kNoClass ? std::nullopt : std::optional(background);
}

Result<void> readTiles(const RunRequest& request, engine::TileSettings& tiles)
{
    if (request.tile <= 0)
        return {};
    QString text = QStringLiteral("%1,overlap=%2").arg(request.tile).arg(request.overlap);
    if (!request.tileWeights.isEmpty())
        text += QStringLiteral(",weights=") + request.tileWeights;
    if (request.fullWeight != 0)
        text += QStringLiteral(",full=%1").arg(request.fullWeight);
    BADCASE_ASSIGN(tiles, engine::TileSettings::parse(text));
    return {};
}

} // namespace

void RunRecipe::writeTo(QJsonObject& settings, const Schema& schema) const
{
    QJsonArray names;
    QJsonArray weights;
    for (const engine::View& view : views.views)
        names.append(view.toText());
    for (const double weight : views.weights)
        weights.append(weight);
    settings.insert(kViews, names);
    settings.insert(kMerge, engine::mergeModeToText(views.merge));
    settings.insert(kWeights, weights);
    settings.insert(kKeep, views.keep);
    settings.insert(kSteps, engine::maskStepsToJson(steps, schema.names()));
    settings.insert(kPrecision, engine::precisionName(precision));
    if (views.tiles.isUsed())
        settings.insert(kTiles, views.tiles.toText());
    else
        settings.remove(kTiles);
}

Result<RunRecipe> RunRecipe::read(const QJsonObject& settings, const Schema& schema)
{
    RunRequest stored;
    const QStringList views = textsOf(settings.value(kViews));
    if (!views.isEmpty())
        stored.views = QStringLiteral("only:") + views.join(u',');
    stored.merge = settings.value(kMerge).toString();
    stored.precision = settings.value(kPrecision).toString();
    stored.keepViews = settings.value(kKeep).toBool();
    BADCASE_ASSIGN(RunRecipe recipe, recipeOf(stored, schema));
    BADCASE_ASSIGN(recipe.steps, engine::maskStepsFromJson(settings.value(kSteps).toArray(), schema.names(),
                                                           backgroundOf(schema)));
    if (const QString tiles = settings.value(kTiles).toString(); !tiles.isEmpty()) {
        BADCASE_ASSIGN(recipe.views.tiles, engine::TileSettings::parse(tiles));
    }
    const QJsonArray weights = settings.value(kWeights).toArray();
    if (weights.size() == static_cast<qsizetype>(recipe.views.weights.size()))
        std::ranges::transform(weights, recipe.views.weights.begin(),
                               [](const QJsonValue& weight) { return weight.toDouble(); });
    return recipe;
}

engine::MaskFinish maskFinish(std::vector<engine::MaskStep> steps, const Schema& schema, const CancelToken& cancel)
{
    return {std::move(steps), {backgroundOf(schema), cancel}};
}

Result<std::vector<engine::MaskStep>> parseSteps(const QString& text, const Schema& schema)
{
    return engine::parseMaskSteps(text, schema.names(), backgroundOf(schema));
}

Result<std::vector<double>> parseViewWeights(const QString& text, const std::vector<engine::View>& views)
{
    std::vector<double> weights(views.size(), 1.0);
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const auto colon = part.lastIndexOf(u':');
        bool isNumber = false;
        const double weight = part.mid(colon + 1).toDouble(&isNumber);
        if (colon < 0 || !isNumber || !std::isfinite(weight) || weight < 0)
            return fail(ErrorCode::InvalidArgument,
                        tr("\"%1\" is no weight of a view; write it as view:weight, like hflip:0.5").arg(part));
        BADCASE_ASSIGN(const engine::View view, engine::View::parse(part.left(colon).trimmed()));
        const auto found = std::ranges::find(views, view);
        if (found == views.end())
            return fail(ErrorCode::InvalidArgument,
                        tr("There is no view \"%1\"; there are: %2").arg(view.toText(), engine::viewsToText(views)));
        weights[static_cast<std::size_t>(found - views.begin())] = weight;
    }
    if (std::ranges::all_of(weights, [](double weight) { return weight == 0; }))
        return fail(ErrorCode::InvalidArgument, tr("All weights are 0: nothing would be left"));
    return weights;
}

Result<RunRecipe> recipeOf(const RunRequest& request, const Schema& schema, RunRecipe base)
{
    RunRecipe recipe = std::move(base);
    if (!request.views.isEmpty()) {
        BADCASE_ASSIGN(recipe.views.views, engine::parseViews(request.views));
        recipe.views.weights.assign(recipe.views.views.size(), 1.0);
    }
    if (!request.viewWeights.isEmpty()) {
        BADCASE_ASSIGN(recipe.views.weights, parseViewWeights(request.viewWeights, recipe.views.views));
    }
    if (!request.merge.isEmpty()) {
        BADCASE_ASSIGN(recipe.views.merge, engine::parseMergeMode(request.merge));
    }
    recipe.views.keep = recipe.views.keep || request.keepViews;
    BADCASE_TRY(readTiles(request, recipe.views.tiles));
    if (!request.steps.isEmpty()) {
        BADCASE_ASSIGN(recipe.steps, parseSteps(request.steps, schema));
    }
    if (!request.precision.isEmpty()) {
        BADCASE_ASSIGN(recipe.precision, engine::parsePrecision(request.precision));
    }
    return recipe;
}

Result<void> checkRecipe(const RunRecipe& recipe, const engine::ModelCard& card)
{
    if (!card.takesPicturesOnly() && !recipe.views.isPlain())
        return fail(ErrorCode::InvalidArgument,
                    tr("The model %1 takes more than one picture: views and windows are of no use to it").arg(card.name));
    if (card.task == Task::Segmentation)
        return {};
    if (recipe.views.tiles.isUsed())
        return fail(ErrorCode::InvalidArgument,
                    tr("The model %1 draws no masks: windows of a picture are of no use to it").arg(card.name));
    if (!recipe.steps.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("The model %1 draws no masks: there is nothing that steps could be done with").arg(card.name));
    return {};
}

} // namespace badcase::workspace
