// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// How batches that fail are taken apart, with a scripted model in place of a runtime.

#include "inference/engine/inference_model.h"
#include "tests/support/test_support.h"

#include <functional>

using namespace badcase;
using namespace badcase::engine;

namespace {

/// Logits of class 0 = the input's first value; what else happens is up to `rule`.
class ScriptedModel : public LoadedModel {
public:
    using Rule = std::function<std::optional<Error>(const Tensor&)>;
    ScriptedModel(Rule rule, std::vector<int>* batches) : m_rule(std::move(rule)), m_batches(batches) {}
    DeviceInfo device() const override { return {QStringLiteral("cpu"), QStringLiteral("fake"), 0}; }
    int threads() const override { return 1; }
    Result<std::vector<Tensor>> forward(std::span<const Tensor> inputs) override
    {
        const Tensor& input = inputs.front();
        const auto samples = static_cast<std::size_t>(input.shape[0]);
        m_batches->push_back(static_cast<int>(samples));
        if (auto error = m_rule(input))
            return fail(*error);
        Tensor logits{{input.shape[0], 2}, {}};
        for (std::size_t i = 0; i < samples; ++i) {
            logits.values.push_back(input.values[i * input.values.size() / samples]);
            logits.values.push_back(0.0F);
        }
        return std::vector<Tensor>{logits};
    }

private:
    Rule m_rule;
    std::vector<int>* m_batches;
};

InferenceModel modelWith(ScriptedModel::Rule rule, std::vector<int>* batches)
{
    ModelCard card;
    card.name = QStringLiteral("scripted");
    card.classes = {QStringLiteral("a"), QStringLiteral("b")};
    auto post = Postprocessor::create(card, {0, 1}, 2);
    return {std::make_unique<ScriptedModel>(std::move(rule), batches),
            std::make_shared<const Postprocessor>(std::move(*post))};
}

std::vector<PreparedInput> inputsOf(int count)
{
    std::vector<PreparedInput> inputs;
    for (int i = 0; i < count; ++i) {
        const QSize size(2, 1);
        inputs.push_back(
            {QStringLiteral("s%1").arg(i), {size, size, size, 0, 0}, {{{1, 1, 2}, {static_cast<float>(i), 0.0F}}}});
    }
    return inputs;
}

bool isWhole(const Result<OutputSlice>& slice, int number)
{
    return slice && slice->outputs->front().values[static_cast<std::size_t>(slice->index) * 2] ==
                        static_cast<float>(number);
}

} // namespace

class TstInferenceModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void runsABatch();
    void halvesBatchesThatAreTooLarge();
    void oneBadSampleFailsAlone();
    void tooLargeAloneIsAnError();
    void wrongShapeNamesEverySample();
    void leavesInputsAlone();
};

void TstInferenceModel::runsABatch()
{
    std::vector<int> batches;
    InferenceModel model = modelWith([](const Tensor&) { return std::nullopt; }, &batches);
    auto inputs = inputsOf(5);
    const auto slices = model.forward(inputs);
    QCOMPARE(slices.size(), std::size_t(5));
    for (int i = 0; i < 5; ++i)
        QVERIFY(isWhole(slices[static_cast<std::size_t>(i)], i));
    QCOMPARE(batches, std::vector<int>{5});
    QCOMPARE(slices[0]->bytes(), 2 * sizeof(float));
    const auto predictions = model.run(inputs);
    QVERIFY(std::get<ClassPrediction>(*predictions[4]).probabilities[0] > 0.98F);
    QVERIFY(model.forward({}).empty());
}

void TstInferenceModel::halvesBatchesThatAreTooLarge()
{
    std::vector<int> batches;
    InferenceModel model = modelWith(
        [](const Tensor& input) -> std::optional<Error> {
            if (input.shape[0] > 3)
                return Error{ErrorCode::TooLarge, QStringLiteral("out of memory")};
            return std::nullopt;
        },
        &batches);
    auto inputs = inputsOf(10);
    auto slices = model.forward(inputs);
    QCOMPARE(slices.size(), std::size_t(10));
    for (int i = 0; i < 10; ++i)
        QVERIFY(isWhole(slices[static_cast<std::size_t>(i)], i));
    QCOMPARE(batches, (std::vector<int>{10, 5, 3, 2, 3, 2}));
    QCOMPARE(model.batchLimit(), 3);
    batches.clear();
    slices = model.forward(inputs); // learned once
    QCOMPARE(batches, (std::vector<int>{3, 3, 3, 1}));
}

void TstInferenceModel::oneBadSampleFailsAlone()
{
    std::vector<int> batches;
    InferenceModel model = modelWith(
        [](const Tensor& input) -> std::optional<Error> {
            for (std::size_t i = 0; i < input.values.size(); i += 2) {
                if (input.values[i] == 2.0F)
                    return Error{ErrorCode::Backend, QStringLiteral("it threw"), QStringLiteral("trace")};
            }
            return std::nullopt;
        },
        &batches);
    auto inputs = inputsOf(4);
    const auto slices = model.forward(inputs);
    for (const int good : {0, 1, 3})
        QVERIFY(isWhole(slices[static_cast<std::size_t>(good)], good));
    QVERIFY(!slices[2]);
    QCOMPARE(slices[2].error().code, ErrorCode::Backend);
    QVERIFY(slices[2].error().message.startsWith(QLatin1String("s2")));
    QCOMPARE(slices[2].error().detail, QStringLiteral("trace"));
    QCOMPARE(batches, (std::vector<int>{4, 1, 1, 1, 1}));
    QVERIFY(model.batchLimit() > 1000);
}

void TstInferenceModel::tooLargeAloneIsAnError()
{
    std::vector<int> batches;
    InferenceModel model = modelWith(
        [](const Tensor&) {
            return Error{ErrorCode::TooLarge, QStringLiteral("out of memory")};
        },
        &batches);
    auto inputs = inputsOf(3);
    const auto slices = model.forward(inputs);
    QCOMPARE(slices.size(), std::size_t(3));
    for (const auto& slice : slices)
        QCOMPARE(slice.error().code, ErrorCode::TooLarge);
    QCOMPARE(batches, (std::vector<int>{3, 2, 1, 1, 1}));
}

void TstInferenceModel::wrongShapeNamesEverySample()
{
    std::vector<int> batches;
    ModelCard card;
    card.name = QStringLiteral("scripted");
    card.classes = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    auto post = Postprocessor::create(card, {0, 1, 2}, 3);
    InferenceModel model(
        std::make_unique<ScriptedModel>([](const Tensor&) { return std::nullopt; }, &batches),
        std::make_shared<const Postprocessor>(std::move(*post)));
    auto inputs = inputsOf(2);
    const auto predictions = model.run(inputs);
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(!predictions[i]);
        QVERIFY(predictions[i].error().message.startsWith(inputs[i].name));
        QVERIFY2(predictions[i].error().message.contains(QLatin1String("1 x 3")),
                 qPrintable(predictions[i].error().message));
    }
}

void TstInferenceModel::leavesInputsAlone()
{
    std::vector<int> batches;
    InferenceModel model = modelWith([](const Tensor&) { return std::nullopt; }, &batches);
    auto inputs = inputsOf(1);
    QVERIFY(isWhole(model.forward(inputs)[0], 0));
    QCOMPARE(inputs[0].tensors[0].values, (std::vector<float>{0.0F, 0.0F}));
}

BADCASE_REGISTER_TEST(TstInferenceModel)

#include "tst_inference_model.moc"
