// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_rows.h"
#include "inference/engine/postprocess.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <limits>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Bytes = std::vector<int>;

ModelCard cardOf(Task task, int classes, Activation activation)
{
    ModelCard card;
    card.name = QStringLiteral("net");
    card.task = task;
    card.output.activation = activation;
    for (int i = 0; i < classes; ++i)
        card.classes << QStringLiteral("c%1").arg(i);
    return card;
}

/// Score maps with ties and both signs; the reference values below were computed from the same formula.
Tensor pattern(int channels, int height, int width)
{
    Tensor tensor{{1, channels, height, width}, {}};
    for (int k = 0; k < channels; ++k) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                tensor.values.push_back(
                    static_cast<float>((k * 53 + x * 29 + y * 41 + x * y * 7 + k * x * 11) % 23) / 4.0F -
                    2.5F);
        }
    }
    return tensor;
}

Geometry resizedOnly(QSize input, QSize native)
{
    return {native, input, input, 0, 0};
}

Bytes bytesOf(const ClassMap& map)
{
    Bytes values;
    for (const auto value : map.pixels())
        values.push_back(value);
    return values;
}

Result<MaskPrediction> maskOf(const ModelCard& card, std::vector<ClassIndex> toSchema, int schemaSize,
                              const Tensor& logits, const Geometry& geometry)
{
    BADCASE_ASSIGN(const auto post, Postprocessor::create(card, std::move(toSchema), schemaSize));
    BADCASE_TRY(post.check({logits}, static_cast<int>(logits.shape[0])));
    BADCASE_ASSIGN(const Prediction prediction, post.read({logits}, 0, geometry, QStringLiteral("s")));
    return std::get<MaskPrediction>(prediction);
}

Result<ClassPrediction> classesOf(const ModelCard& card, std::vector<ClassIndex> toSchema, int schemaSize,
                                  const std::vector<Tensor>& outputs, int index = 0)
{
    BADCASE_ASSIGN(const auto post, Postprocessor::create(card, std::move(toSchema), schemaSize));
    BADCASE_TRY(post.check(outputs, static_cast<int>(outputs[0].shape[0])));
    BADCASE_ASSIGN(const Prediction prediction, post.read(outputs, index, Geometry{}, QStringLiteral("s")));
    return std::get<ClassPrediction>(prediction);
}

} // namespace

Q_DECLARE_METATYPE(UpsampleMode)
Q_DECLARE_METATYPE(Bytes)

class TstPostprocess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void softmaxInProjectOrder();
    void softmaxOfHugeLogits();
    void sigmoidIsIndependent();
    void embeddingComesAlong();
    void refusesWrongShapes_data();
    void refusesWrongShapes();
    void namesSampleWithoutFiniteValues();
    void refusesBadMappings();
    void masksEqualTorch_data();
    void masksEqualTorch();
    void coarseMapsOfPaddedPictures();
    void paddingIsCutOff();
    void oneSigmoidChannel();
    void oneSigmoidChannelInOtherOrder();
    void independentChannelsCanBeUnset();
    void rowArithmeticIsExact();
    void oneSigmoidChannelOfAClassifier();
    void framesAndTheirMean();
    void partsBesideTheWhole();
    void refusesScoresOfOtherFrames();
};

void TstPostprocess::softmaxInProjectOrder()
{
    const ModelCard card = cardOf(Task::Classification, 3, Activation::Softmax);
    const Tensor logits{{2, 3}, {0, 0, 0, 1, 2, 3}};
    const auto prediction = classesOf(card, {4, 0, 2}, 5, {logits}, 1);
    QVERIFY_RESULT(prediction);
    const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
    const auto& p = prediction->probabilities;
    QCOMPARE(p.size(), std::size_t(5));
    QCOMPARE(p[4], static_cast<float>(std::exp(1.0) / sum));
    QCOMPARE(p[0], static_cast<float>(std::exp(2.0) / sum));
    QCOMPARE(p[2], static_cast<float>(std::exp(3.0) / sum));
    QCOMPARE(p[1], 0.0F);
    QCOMPARE(p[3], 0.0F);
    QVERIFY(prediction->embedding.empty());
}

void TstPostprocess::softmaxOfHugeLogits()
{
    const ModelCard card = cardOf(Task::Classification, 3, Activation::Softmax);
    const auto prediction = classesOf(card, {0, 1, 2}, 3, {Tensor{{1, 3}, {3e38F, -3e38F, 3e38F}}});
    QVERIFY_RESULT(prediction);
    QCOMPARE(prediction->probabilities, (std::vector<float>{0.5F, 0.0F, 0.5F}));
}

void TstPostprocess::sigmoidIsIndependent()
{
    const ModelCard card = cardOf(Task::MultiLabel, 3, Activation::Sigmoid);
    const auto prediction = classesOf(card, {0, 1, 2}, 3, {Tensor{{1, 3, 1, 1}, {0.0F, 200.0F, -1.0F}}});
    QVERIFY_RESULT(prediction);
    QCOMPARE(prediction->probabilities,
             (std::vector<float>{0.5F, 1.0F, static_cast<float>(1.0 / (1.0 + std::exp(1.0)))}));
}

void TstPostprocess::embeddingComesAlong()
{
    ModelCard card = cardOf(Task::Classification, 2, Activation::Softmax);
    card.output.logits = 1;
    card.output.embedding = 0;
    card.output.embeddingDim = 3;
    const Tensor embedding{{2, 3}, {1, 2, 3, 4, 5, 6}};
    const Tensor logits{{2, 2}, {0, 0, 0, 0}};
    const auto prediction = classesOf(card, {0, 1}, 2, {embedding, logits}, 1);
    QVERIFY_RESULT(prediction);
    QCOMPARE(prediction->embedding, (std::vector<float>{4, 5, 6}));
    card.output.embeddingDim = 4;
    const auto wrong = classesOf(card, {0, 1}, 2, {embedding, logits}, 1);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.contains(QLatin1String("2 x 4")), qPrintable(wrong.error().message));
}

void TstPostprocess::refusesWrongShapes_data()
{
    QTest::addColumn<Task>("task");
    QTest::addColumn<QList<int>>("shape");
    QTest::addColumn<QString>("expected");
    QTest::newRow("too many classes") << Task::Classification << QList<int>{2, 1000} << "2 x 3";
    QTest::newRow("another batch") << Task::Classification << QList<int>{1, 3} << "2 x 3";
    QTest::newRow("maps for a classifier") << Task::Classification << QList<int>{2, 3, 4, 4} << "2 x 3";
    QTest::newRow("a scalar") << Task::Classification << QList<int>{} << "2 x 3";
    QTest::newRow("classes for masks") << Task::Segmentation << QList<int>{2, 3} << "2 x 3 x H x W";
    QTest::newRow("other channels") << Task::Segmentation << QList<int>{2, 5, 4, 4} << "2 x 3 x H x W";
    QTest::newRow("no pixels") << Task::Segmentation << QList<int>{2, 3, 0, 4} << "2 x 3 x H x W";
}

void TstPostprocess::refusesWrongShapes()
{
    QFETCH(Task, task);
    QFETCH(QList<int>, shape);
    QFETCH(QString, expected);
    const auto post = Postprocessor::create(cardOf(task, 3, Activation::Softmax), {0, 1, 2}, 3);
    QVERIFY_RESULT(post);
    Tensor tensor;
    tensor.shape.assign(shape.begin(), shape.end());
    tensor.values.resize(static_cast<std::size_t>(tensor.size()));
    const auto checked = post->check({tensor}, 2);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::Backend);
    QVERIFY2(checked.error().message.contains(expected), qPrintable(checked.error().message));
    QVERIFY(checked.error().message.contains(QLatin1String("net")));
    const auto none = post->check({}, 2);
    QVERIFY(!none);
    QVERIFY(none.error().message.contains(QLatin1String("output 0")));
}

void TstPostprocess::namesSampleWithoutFiniteValues()
{
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        const auto post =
            Postprocessor::create(cardOf(Task::Classification, 2, Activation::Softmax), {0, 1}, 2);
        QVERIFY_RESULT(post);
        const std::vector<Tensor> outputs{Tensor{{2, 2}, {0, 0, 0, bad}}};
        QVERIFY_RESULT(post->read(outputs, 0, Geometry{}, QStringLiteral("good.png")));
        const auto prediction = post->read(outputs, 1, Geometry{}, QStringLiteral("bad.png"));
        QVERIFY(!prediction);
        QCOMPARE(prediction.error().code, ErrorCode::Backend);
        QVERIFY(prediction.error().message.contains(QLatin1String("bad.png")));
    }
}

void TstPostprocess::refusesBadMappings()
{
    const ModelCard card = cardOf(Task::Segmentation, 3, Activation::Softmax);
    for (const std::vector<ClassIndex>& mapping :
         {std::vector<ClassIndex>{0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, kNoClass}, {}})
        QCOMPARE(Postprocessor::create(card, mapping, 3).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(Postprocessor::create(card, {0, 1, 2}, 256).error().code, ErrorCode::Unsupported);
    QVERIFY_RESULT(Postprocessor::create(card, {0, 1, 2}, 255));
}

/// Expected: softmax and interpolate of torch 1.13 on the same scores, 3 x 2 pixels brought to 7 x 5.
void TstPostprocess::masksEqualTorch_data()
{
    QTest::addColumn<UpsampleMode>("mode");
    QTest::addColumn<Bytes>("decision");
    QTest::addColumn<Bytes>("probability");
    const Bytes bilinear{2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2,
                         2, 0, 0, 0, 0, 2, 2, 2, 0, 0, 0, 0, 2, 2, 2, 0, 0};
    QTest::newRow("logits") << UpsampleMode::LogitsBilinear << bilinear
                            << Bytes{212, 222, 238, 243, 129, 185, 206, 208, 218, 236, 243, 136,
                                     157, 179, 149, 172, 221, 243, 155, 181, 194, 209, 179, 188,
                                     243, 164, 215, 234, 227, 203, 176, 243, 165, 217, 237};
    QTest::newRow("probabilities") << UpsampleMode::ProbabilitiesBilinear << bilinear
                                   << Bytes{212, 216, 230, 243, 140, 177, 206, 193, 200, 222, 243, 141,
                                            160, 186, 118, 136, 189, 243, 143, 122, 141, 205, 177, 157,
                                            243, 145, 188, 217, 227, 196, 149, 243, 145, 204, 237};
    QTest::newRow("nearest") << UpsampleMode::Nearest
                             << Bytes{2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2,
                                      2, 1, 1, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 2, 2, 0, 0}
                             << Bytes{212, 212, 212, 243, 243, 206, 206, 212, 212, 212, 243, 243,
                                      206, 206, 212, 212, 212, 243, 243, 206, 206, 227, 227, 227,
                                      243, 243, 237, 237, 227, 227, 227, 243, 243, 237, 237};
}

void TstPostprocess::masksEqualTorch()
{
    QFETCH(UpsampleMode, mode);
    QFETCH(Bytes, decision);
    QFETCH(Bytes, probability);
    ModelCard card = cardOf(Task::Segmentation, 3, Activation::Softmax);
    card.output.upsample = mode;
    const Geometry geometry = resizedOnly(QSize(3, 2), QSize(7, 5));
    auto mask = maskOf(card, {0, 1, 2}, 3, pattern(3, 2, 3), geometry);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->activation, Activation::Softmax);
    QCOMPARE(bytesOf(mask->decision), decision);
    QCOMPARE(bytesOf(mask->probability), probability);
    // In a project with another order of classes only the decision changes.
    mask = maskOf(card, {7, 3, 5}, 9, pattern(3, 2, 3), geometry);
    QVERIFY_RESULT(mask);
    for (int& value : decision)
        value = Bytes{7, 3, 5}[static_cast<std::size_t>(value)];
    QCOMPARE(bytesOf(mask->decision), decision);
    QCOMPARE(bytesOf(mask->probability), probability);
}

/// Expected: torch's 4 x 4 map brought to the padded 8 x 8 input, of which 5 x 6 pixels are the picture.
void TstPostprocess::coarseMapsOfPaddedPictures()
{
    const ModelCard card = cardOf(Task::Segmentation, 2, Activation::Softmax);
    const Geometry geometry{QSize(5, 6), QSize(5, 6), QSize(8, 8), 0, 0};
    const auto mask = maskOf(card, {0, 1}, 2, pattern(2, 4, 4), geometry);
    QVERIFY_RESULT(mask);
    QCOMPARE(bytesOf(mask->decision), (Bytes{1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                             0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1}));
    QCOMPARE(bytesOf(mask->probability),
             (Bytes{217, 186, 159, 162, 177, 147, 132, 179, 182, 144, 237, 230, 211, 214, 234,
                    237, 230, 211, 214, 234, 147, 132, 179, 182, 144, 217, 186, 159, 162, 177}));
}

void TstPostprocess::paddingIsCutOff()
{
    const ModelCard card = cardOf(Task::Segmentation, 2, Activation::Softmax);
    // Class 1 everywhere in the picture and class 0 everywhere in the padding around it, also after
    // enlarging.
    Tensor logits{{1, 2, 8, 8}, std::vector<float>(128, 0.0F)};
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
            const bool inside = x >= 1 && x < 6 && y >= 2 && y < 6;
            logits.values[static_cast<std::size_t>((inside ? 64 : 0) + y * 8 + x)] = 9.0F;
        }
    }
    const Geometry geometry{QSize(15, 9), QSize(5, 4), QSize(8, 8), 1, 2};
    const auto mask = maskOf(card, {0, 1}, 2, logits, geometry);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->decision, ClassMap(QSize(15, 9), 1));
    QCOMPARE(mask->probability, ClassMap(QSize(15, 9), 255));
}

void TstPostprocess::oneSigmoidChannel()
{
    const ModelCard card = cardOf(Task::Segmentation, 2, Activation::Sigmoid);
    const Geometry geometry = resizedOnly(QSize(5, 1), QSize(5, 1));
    const std::vector<float> logits{-200.0F, -0.01F, 0.0F, 1.0F, 200.0F};
    for (const auto& shape : {std::vector<std::int64_t>{1, 1, 1, 5}, std::vector<std::int64_t>{1, 1, 5}}) {
        const auto mask = maskOf(card, {0, 1}, 2, Tensor{shape, logits}, geometry);
        QVERIFY_RESULT(mask);
        QCOMPARE(mask->activation, Activation::Sigmoid);
        QCOMPARE(bytesOf(mask->decision), (Bytes{0, 0, 1, 1, 1}));
        QCOMPARE(bytesOf(mask->probability), (Bytes{0, 127, 128, 186, 255}));
    }
}

void TstPostprocess::oneSigmoidChannelInOtherOrder()
{
    const ModelCard card = cardOf(Task::Segmentation, 2, Activation::Sigmoid);
    const Geometry geometry = resizedOnly(QSize(3, 1), QSize(3, 1));
    const Tensor logits{{1, 1, 1, 3}, {-2.0F, 1.0F, 200.0F}};
    // The project counts the model's second class as its class 0: what is stored is the probability of
    // class 1.
    auto mask = maskOf(card, {1, 0}, 2, logits, geometry);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->activation, Activation::Sigmoid);
    QCOMPARE(bytesOf(mask->decision), (Bytes{1, 0, 0}));
    QCOMPARE(bytesOf(mask->probability), (Bytes{225, 69, 0}));
    // Two of many classes: the probability of the decided one.
    mask = maskOf(card, {4, 2}, 6, logits, geometry);
    QVERIFY_RESULT(mask);
    QCOMPARE(mask->activation, Activation::Softmax);
    QCOMPARE(bytesOf(mask->decision), (Bytes{4, 2, 2}));
    QCOMPARE(bytesOf(mask->probability), (Bytes{225, 186, 255}));
}

void TstPostprocess::independentChannelsCanBeUnset()
{
    const ModelCard card = cardOf(Task::Segmentation, 3, Activation::Sigmoid);
    const Tensor logits{{1, 3, 1, 2}, {-1, 3, -2, 2, -3, 1}};
    const auto mask = maskOf(card, {0, 1, 2}, 3, logits, resizedOnly(QSize(2, 1), QSize(2, 1)));
    QVERIFY_RESULT(mask);
    QCOMPARE(bytesOf(mask->decision), (Bytes{ClassMap::kUnset, 0}));
    QCOMPARE(bytesOf(mask->probability), (Bytes{69, 243}));
}

void TstPostprocess::rowArithmeticIsExact()
{
    std::vector<float> logits;
    for (float z = -120.0F; z <= 120.0F; z += 0.0371F)
        logits.push_back(z);
    logits.insert(logits.end(), {-3e38F, 3e38F, 0.0F, -0.0F});
    const auto count = static_cast<int>(logits.size());
    std::vector<float> probability(logits.size());
    sigmoidRow(logits.data(), count, probability.data());
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double expected = 1.0 / (1.0 + std::exp(-static_cast<double>(logits[i])));
        QVERIFY2(std::abs(probability[i] - expected) <= 2e-7, qPrintable(QString::number(logits[i])));
    }
    // softmax of (z, 0): the probability of the larger one.
    std::vector<float> rows = logits;
    rows.resize(2 * logits.size(), 0.0F);
    std::vector<float> best(logits.size());
    std::vector<std::int32_t> index(logits.size());
    argmaxRow(rows.data(), 2, count, best.data(), index.data());
    softmaxOfBestRow(rows.data(), 2, count, best.data(), probability.data());
    for (std::size_t i = 0; i < logits.size(); ++i) {
        QCOMPARE(index[i], logits[i] >= 0.0F ? 0 : 1); // the lowest index at ties
        const double expected = 1.0 / (1.0 + std::exp(-std::abs(static_cast<double>(logits[i]))));
        QVERIFY(std::abs(probability[i] - expected) <= 2e-7);
    }
    QVERIFY(allFinite(logits));
    logits[17] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(!allFinite(logits));
}

void TstPostprocess::oneSigmoidChannelOfAClassifier()
{
    const ModelCard card = cardOf(Task::Classification, 2, Activation::Sigmoid);
    const auto prediction = classesOf(card, {2, 0}, 3, {Tensor{{1, 1}, {std::log(3.0F)}}});
    QVERIFY_RESULT(prediction);
    QVERIFY(std::abs(prediction->probabilities[0] - 0.75F) < 1e-6F); // of the model's second class
    QVERIFY(std::abs(prediction->probabilities[2] - 0.25F) < 1e-6F);
    QCOMPARE(prediction->probabilities[1], 0.0F);
}

void TstPostprocess::framesAndTheirMean()
{
    ModelCard card = cardOf(Task::Classification, 2, Activation::Softmax);
    card.output.logits = CardOutput::kNone;
    card.output.frames = 0;
    const auto post = Postprocessor::create(card, {1, 0}, 2);
    QVERIFY_RESULT(post);
    // Two samples of three frames; the last frame of the second is filled up, and its scores are nonsense.
    const float ln3 = std::log(3.0F);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<Tensor> outputs{{{2, 3, 2}, {0, 0, 0, 0, 0, 0, ln3, 0, 0, 0, nan, nan}}};
    QVERIFY_RESULT(post->check(outputs, 2));
    const auto clip = post->readClip(outputs, 1, 2, QStringLiteral("s"));
    QVERIFY_RESULT(clip);
    QCOMPARE(clip->rows, 2);
    const std::vector<float> expected{0.25F, 0.75F, 0.5F, 0.5F};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(clip->values[i] - expected[i]) < 1e-6F);
    QVERIFY(std::abs(clip->whole.probabilities[1] - 0.625F) < 1e-6F);
    QVERIFY(!post->readClip(outputs, 1, 3, QStringLiteral("s"))); // NaN counts once its frame does
    PreparedInput input;
    input.places = 2;
    const auto same = post->read(outputs, 1, input);
    QVERIFY_RESULT(same);
    QCOMPARE(std::get<ClassPrediction>(*same).probabilities, clip->whole.probabilities);
}

void TstPostprocess::partsBesideTheWhole()
{
    ModelCard card = cardOf(Task::MultiLabel, 2, Activation::Sigmoid);
    card.output.segments = 1;
    card.output.embedding = 2;
    const auto post = Postprocessor::create(card, {0, 1}, 2);
    QVERIFY_RESULT(post);
    const std::vector<Tensor> outputs{{{1, 2}, {0, 100}}, {{1, 3, 2}, {0, 0, -100, 0, 0, 100}}, {{1, 4}, {1, 2, 3, 4}}};
    QVERIFY_RESULT(post->check(outputs, 1));
    const auto clip = post->readClip(outputs, 0, 0, QStringLiteral("s")); // parts have no places
    QVERIFY_RESULT(clip);
    QCOMPARE(clip->rows, 3);
    QCOMPARE(clip->whole.probabilities, (std::vector<float>{0.5F, 1.0F}));
    QCOMPARE(clip->whole.embedding, (std::vector<float>{1, 2, 3, 4}));
    QCOMPARE(clip->values.size(), std::size_t(6));
    QCOMPARE(clip->values[5], 1.0F);
}

void TstPostprocess::refusesScoresOfOtherFrames()
{
    ModelCard card = cardOf(Task::Classification, 2, Activation::Softmax);
    card.output.frames = 1;
    const auto post = Postprocessor::create(card, {0, 1}, 2);
    QVERIFY_RESULT(post);
    const Tensor whole{{1, 2}, {0, 0}};
    QVERIFY(!post->check({whole}, 1));
    QVERIFY(!post->check({whole, Tensor{{1, 3, 4}, std::vector<float>(12)}}, 1));
    QVERIFY(!post->check({whole, Tensor{{1, 2}, {0, 0}}}, 1));
    const std::vector<Tensor> outputs{whole, Tensor{{1, 3, 2}, std::vector<float>(6)}};
    QVERIFY_RESULT(post->check(outputs, 1));
    const auto without = post->readClip(outputs, 0, 0, QStringLiteral("s")); // a sample without frames
    QVERIFY_RESULT(without);
    QCOMPARE(without->rows, 0);
    QCOMPARE(without->whole.probabilities, (std::vector<float>{0.5F, 0.5F}));
    const auto clip = post->readClip(outputs, 0, 4, QStringLiteral("s"));
    QVERIFY(!clip);
    QCOMPARE(clip.error().code, ErrorCode::Backend);
}

BADCASE_REGISTER_TEST(TstPostprocess)

#include "tst_postprocess.moc"
