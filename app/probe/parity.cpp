// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/probe/parity.h"

#include "inference/core/prediction.h"
#include "inference/media/array_reader.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace badcase::probe {

namespace {

constexpr int kParityPictures = 16;
constexpr int kPrecisionPictures = 2000;

double largest(std::span<const float> values)
{
    double found = 0;
    for (const float value : values)
        found = std::max(found, double(std::abs(value)));
    return found;
}

/// Infinite when the numbers of values differ or only one side is a number.
double largestDifference(std::span<const float> a, std::span<const float> b)
{
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    if (a.size() != b.size())
        return kInfinite;
    double found = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(double(a[i]) - double(b[i]));
        if (!std::isnan(difference))
            found = std::max(found, difference);
        else if (std::isnan(a[i]) != std::isnan(b[i]))
            return kInfinite;
    }
    return found;
}

/// JSON knows no infinity.
QJsonValue finiteOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

/// What two ways to run a model differ by.
struct Difference {
    qint64 pictures = 0;
    double difference = 0;
    double scale = 0;
    qint64 decisions = 0;
    qint64 flipped = 0;

    void addOutputs(const std::vector<engine::Tensor>& a, const std::vector<engine::Tensor>& b)
    {
        ++pictures;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            difference = std::max(difference, largestDifference(a[i].values, b[i].values));
            scale = std::max(scale, largest(a[i].values));
        }
    }
    void addDecision(const engine::Prediction& a, const engine::Prediction& b, Task task);
    QJsonObject toJson() const
    {
        return {{QStringLiteral("pictures"), pictures},
                {QStringLiteral("max_difference"), finiteOrNull(difference)},
                {QStringLiteral("largest_output"), finiteOrNull(scale)}};
    }
};

void Difference::addDecision(const engine::Prediction& a, const engine::Prediction& b, Task task)
{
    if (const auto* mask = std::get_if<MaskPrediction>(&a)) {
        const ClassMap first = decisionMap(*mask);
        const ClassMap second = decisionMap(std::get<MaskPrediction>(b));
        const auto left = first.pixels();
        const auto right = second.pixels();
        decisions += first.pixelCount();
        for (std::size_t i = 0; i < left.size(); ++i)
            flipped += left[i] != right[i];
        return;
    }
    const std::vector<float>& left = std::get<ClassPrediction>(a).probabilities;
    const std::vector<float>& right = std::get<ClassPrediction>(b).probabilities;
    if (task != Task::MultiLabel) {
        ++decisions;
        flipped += argmax(left) != argmax(right);
        return;
    }
    decisions += static_cast<qint64>(left.size());
    for (std::size_t i = 0; i < left.size(); ++i)
        flipped += (left[i] >= 0.5F) != (right[i] >= 0.5F);
}

Result<engine::OutputSlice> forwardOne(engine::InferenceModel& model, engine::PreparedInput& input)
{
    auto slices = model.forward(std::span(&input, 1));
    return std::move(slices.front());
}

/// Adds one picture; what the other model could not do is an error.
Result<void> addPicture(Difference& found, engine::InferenceModel& first, engine::InferenceModel& second,
                        engine::PreparedInput& input, bool withDecision)
{
    BADCASE_ASSIGN(const engine::OutputSlice a, forwardOne(first, input));
    BADCASE_ASSIGN(const engine::OutputSlice b, forwardOne(second, input));
    found.addOutputs(*a.outputs, *b.outputs);
    if (!withDecision)
        return {};
    const engine::Postprocessor& post = first.postprocessor();
    BADCASE_ASSIGN(const engine::Prediction said, post.read(*a.outputs, a.index, input));
    BADCASE_ASSIGN(const engine::Prediction saidToo, post.read(*b.outputs, b.index, input));
    found.addDecision(said, saidToo, post.card().task);
    return {};
}

Result<std::vector<float>> valuesOf(const QString& path, std::vector<std::int64_t>* shape = nullptr)
{
    BADCASE_ASSIGN(const media::ArrayReader array, media::ArrayReader::open(path));
    std::vector<float> values(static_cast<std::size_t>(array.header().count()));
    BADCASE_TRY(array.readRows(0, array.header().rows(), std::span(values)));
    if (shape)
        shape->assign(array.header().shape.begin(), array.header().shape.end());
    return values;
}

/// A stored output and which of the model's it is.
struct StoredOutput {
    QString kind;
    QString path;
    int output = 0;
};

std::vector<StoredOutput> storedOutputs(const QString& stem, const engine::CardOutput& output)
{
    std::vector<StoredOutput> found;
    const auto look = [&](const char* kind, const char* end, int index) {
        const QString path = stem + QLatin1String(end);
        if (QFileInfo::exists(path))
            found.push_back({QLatin1String(kind), path, index});
    };
    look("logits", ".logits.npy", output.logits);
    look("logits", ".output.npy", output.logits);
    if (output.embedding)
        look("embedding", ".embedding.npy", *output.embedding);
    return found;
}

Result<void> comparePair(engine::LoadedModel& model, const QString& inputPath, const engine::CardOutput& card,
                         QMap<QString, double>& differences)
{
    engine::Tensor input;
    BADCASE_ASSIGN(input.values, valuesOf(inputPath, &input.shape));
    if (input.shape.size() == 3)
        input.shape.insert(input.shape.begin(), 1);
    BADCASE_ASSIGN(const std::vector<engine::Tensor> outputs, model.forward(input));
    const QString stem = inputPath.chopped(QStringLiteral(".input.npy").size());
    for (const StoredOutput& stored : storedOutputs(stem, card)) {
        BADCASE_ASSIGN(const std::vector<float> wanted, valuesOf(stored.path));
        const auto index = static_cast<std::size_t>(stored.output);
        const double difference = index < outputs.size() ? largestDifference(outputs[index].values, wanted)
                                                         : std::numeric_limits<double>::infinity();
        differences[stored.kind] = std::max(differences.value(stored.kind), difference);
    }
    return {};
}

} // namespace

Result<QJsonObject> compareOptimised(const ProbeModel& model, const PictureSet& pictures)
{
    BADCASE_ASSIGN(auto inputs, pictures.prepareSome(kParityPictures, model.card().input));
    BADCASE_ASSIGN(const auto plain, model.loadWithCard({.optimise = false}));
    BADCASE_ASSIGN(const auto fast, model.loadWithCard({}));
    // The first input is the one that the optimised module is checked with as it is loaded: its outputs are
    // the plain module's. It is shown again behind the others.
    Difference found;
    (void)forwardOne(*fast, inputs.front());
    for (engine::PreparedInput& input : inputs)
        BADCASE_TRY(addPicture(found, *plain, *fast, input, false));
    QJsonObject json = found.toJson();
    json.insert(QStringLiteral("notice"), fast->model().notice());
    return json;
}

Result<QJsonObject> comparePrecision(const ProbeModel& model, const PictureSet& pictures,
                                     engine::Precision precision, double seconds)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    BADCASE_ASSIGN(const auto exact, model.loadWithCard({}));
    BADCASE_ASSIGN(const auto lower, model.loadWithCard({.precision = precision}));
    Difference found;
    std::optional<Error> problem;
    for (qint64 i = 0; i < std::min<qint64>(pictures.size(), kPrecisionPictures); ++i) {
        auto input = pictures.prepare(i, model.card().input);
        if (!input) {
            problem = std::move(input).error();
            continue;
        }
        BADCASE_TRY(addPicture(found, *exact, *lower, *input, true));
        if (Clock::now() > end)
            break;
    }
    if (found.pictures == 0)
        return fail(*problem);
    QJsonObject json = found.toJson();
    json.insert(QStringLiteral("precision"), engine::precisionName(precision));
    json.insert(QStringLiteral("decisions"), found.decisions);
    json.insert(QStringLiteral("flipped"), found.flipped);
    json.insert(QStringLiteral("flipped_share"),
                double(found.flipped) / double(std::max<qint64>(1, found.decisions)));
    json.insert(QStringLiteral("notice"), lower->model().notice());
    return json;
}

Result<QJsonObject> compareReference(const ProbeModel& model, const QString& folder,
                                     engine::Precision precision)
{
    const QStringList inputs =
        QDir(folder).entryList({QStringLiteral("*.input.npy")}, QDir::Files, QDir::Name);
    if (inputs.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("There is no NAME.input.npy in the reference folder %1").arg(folder));
    BADCASE_ASSIGN(const auto loaded, model.load({.precision = precision}));
    QMap<QString, double> differences;
    for (const QString& input : inputs)
        BADCASE_TRY(comparePair(*loaded, QDir(folder).filePath(input), model.card().output, differences));
    if (differences.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("No NAME.logits.npy or NAME.output.npy stands beside the inputs in %1")
                        .arg(folder));
    QJsonObject byKind;
    for (auto it = differences.cbegin(); it != differences.cend(); ++it)
        byKind.insert(it.key(), finiteOrNull(it.value()));
    return QJsonObject{{QStringLiteral("pairs"), inputs.size()}, {QStringLiteral("max_difference"), byKind}};
}

} // namespace badcase::probe
