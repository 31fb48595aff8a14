// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Picture file in, prediction out, on the real models: the numbers of their reference runs in Python come
/// out again.

#include "inference/engine/inference_model.h"
#include "tests/engine/npy.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace badcase;
using namespace badcase::engine;

namespace {

Result<InferenceModel> loadModel(const QString& name)
{
    BADCASE_ASSIGN(const ModelCard card, test::readCard(name));
    BADCASE_ASSIGN(Backend* const backend, torchBackend());
    LoadOptions options;
    options.device = QStringLiteral("cpu");
    BADCASE_ASSIGN(auto model,
                   backend->load(test::shared(QStringLiteral("models/%1/%1.pt").arg(name)), options));
    std::vector<ClassIndex> identity(static_cast<std::size_t>(card.classes.size()));
    std::iota(identity.begin(), identity.end(), 0);
    BADCASE_ASSIGN(auto post, Postprocessor::create(card, identity, static_cast<int>(identity.size())));
    return InferenceModel(std::move(model), std::make_shared<const Postprocessor>(std::move(post)));
}

Result<Prediction> predict(InferenceModel& model, const QString& picture)
{
    BADCASE_ASSIGN(const RgbImage rgb, test::readRgb(picture));
    BADCASE_ASSIGN(PreparedInput input, prepareInput(rgb, model.postprocessor().card().input, picture));
    return std::move(model.run({&input, 1}).front());
}

QJsonObject metricsOf(const QString& model)
{
    return test::readJson(test::shared(QStringLiteral("models/%1/reference/metrics.json").arg(model)));
}

QStringList stems(const QString& folder)
{
    QStringList names =
        QDir(test::shared(folder)).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    for (QString& name : names)
        name.chop(4);
    return names;
}

/// The same pixels may be decided differently only where the two best classes are as good as equal.
qint64 differences(const ClassMap& a, const ClassMap& b)
{
    qint64 count = 0;
    for (std::size_t i = 0; i < a.pixels().size(); ++i)
        count += a.pixels()[i] != b.pixels()[i];
    return count;
}

} // namespace

class TstParity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { test::failOnWarnings(); }
    void camvid();
    void nuclei();
    void clothing();
    void clothingFromExactPictures();
};

void TstParity::initTestCase()
{
    NEEDS_SHARED();
#ifndef BADCASE_TEST_TORCH_HOME
    QSKIP("this build has no LibTorch");
#endif
}

void TstParity::camvid()
{
    const QString model = QStringLiteral("camvid_unet");
    auto loaded = loadModel(model);
    QVERIFY_RESULT(loaded);
    const QString references = QStringLiteral("models/camvid_unet/reference/argmax_480x360");
    constexpr int kClasses = 12;
    constexpr int kIgnored = 11;
    std::array<std::array<double, kClasses>, kClasses> confusion{};
    qint64 different = 0;
    qint64 pixels = 0;
    const QStringList names = stems(references);
    QCOMPARE(names.size(), 20);
    for (const QString& name : names) {
        const auto predicted =
            predict(*loaded, test::shared(QStringLiteral("data/camvid/CamVid/test/%1.png").arg(name)));
        QVERIFY_RESULT(predicted);
        const auto& mask = std::get<MaskPrediction>(*predicted);
        const ClassMap reference =
            test::readGray(test::shared(QStringLiteral("%1/%2.png").arg(references, name)));
        QCOMPARE(mask.decision.size(), reference.size());
        different += differences(mask.decision, reference);
        pixels += reference.pixelCount();
        const ClassMap truth =
            test::readGray(test::shared(QStringLiteral("data/camvid/CamVid/testannot/%1.png").arg(name)));
        for (std::size_t i = 0; i < truth.pixels().size(); ++i)
            confusion[truth.pixels()[i]][mask.decision.pixels()[i]] += 1.0;
    }
    // Margins below 1e-5 decide differently; there are next to none.
    QVERIFY2(different * 100000 <= pixels, qPrintable(QString::number(different)));
    double ious = 0.0;
    double right = 0.0;
    double all = 0.0;
    for (int c = 0; c < kClasses; ++c) {
        if (c == kIgnored)
            continue;
        const auto row = static_cast<std::size_t>(c);
        double truth = 0.0;
        double said = 0.0;
        for (std::size_t k = 0; k < kClasses; ++k) {
            truth += confusion[row][k];
            said += k == kIgnored ? 0.0 : confusion[k][row];
        }
        ious += confusion[row][row] / (truth + said - confusion[row][row]);
        right += confusion[row][row];
        all += truth;
    }
    const QJsonObject expected = metricsOf(model);
    QVERIFY(std::abs(ious / (kClasses - 1) - expected[QStringLiteral("mean_iou")].toDouble()) < 0.001);
    QVERIFY(std::abs(right / all - expected[QStringLiteral("pixel_accuracy")].toDouble()) < 0.001);
}

void TstParity::nuclei()
{
    const QString model = QStringLiteral("nuclei_unet");
    auto loaded = loadModel(model);
    QVERIFY_RESULT(loaded);
    double dice = 0.0;
    const QString references = QStringLiteral("models/nuclei_unet/reference/prob_u8");
    const QStringList names = stems(references);
    QCOMPARE(names.size(), 20);
    for (const QString& name : names) {
        const auto predicted =
            predict(*loaded, test::shared(QStringLiteral("data/seg_binary/dsb2018/images/%1.png").arg(name)));
        QVERIFY_RESULT(predicted);
        const auto& mask = std::get<MaskPrediction>(*predicted);
        QCOMPARE(mask.activation, Activation::Sigmoid);
        const ClassMap reference =
            test::readGray(test::shared(QStringLiteral("%1/%2.png").arg(references, name)));
        QCOMPARE(mask.probability.size(), reference.size());
        const ClassMap truth =
            test::readGray(test::shared(QStringLiteral("data/seg_binary/dsb2018/masks/%1.png").arg(name)));
        double both = 0.0;
        double either = 0.0;
        for (std::size_t i = 0; i < reference.pixels().size(); ++i) {
            QVERIFY(std::abs(mask.probability.pixels()[i] - reference.pixels()[i]) <= 1);
            const bool nucleus = truth.pixels()[i] > 0;
            const bool found = mask.decision.pixels()[i] == 1;
            QCOMPARE(found, mask.probability.pixels()[i] >= 128);
            both += nucleus && found;
            either += nucleus + found;
        }
        dice += 2.0 * both / either;
    }
    const double expected = metricsOf(model)[QStringLiteral("dice_plain")].toDouble();
    QVERIFY2(std::abs(dice / 20 - expected) < 0.001, qPrintable(QString::number(dice / 20, 'g', 10)));
}

void TstParity::clothing()
{
    const QString model = QStringLiteral("clothing_net");
    auto loaded = loadModel(model);
    QVERIFY_RESULT(loaded);
    const auto probabilities =
        test::readNpy(test::shared(QStringLiteral("models/clothing_net/reference/probs.npy")));
    QVERIFY_RESULT(probabilities);
    const auto rows = test::readCsv(test::shared(QStringLiteral("models/clothing_net/reference/ids.csv")));
    QCOMPARE(rows.size(), std::size_t(372));
    int right = 0;
    double worst = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto predicted =
            predict(*loaded, test::shared(QStringLiteral("data/pictures/clothing/") + rows[i][1]));
        QVERIFY_RESULT(predicted);
        const auto& p = std::get<ClassPrediction>(*predicted).probabilities;
        std::vector<float> reference(probabilities->values.begin() + static_cast<std::ptrdiff_t>(10 * i),
                                     probabilities->values.begin() +
                                         static_cast<std::ptrdiff_t>(10 * i + 10));
        for (std::size_t c = 0; c < 10; ++c)
            worst = std::max(worst, static_cast<double>(std::abs(p[c] - reference[c])));
        right += argmax(p) == rows[i][2].toInt();
        const ClassIndex expected = argmax(reference);
        std::nth_element(reference.begin(), reference.begin() + 1, reference.end(), std::greater<>());
        if (reference[0] - reference[1] > 0.01F)
            QVERIFY2(argmax(p) == expected, qPrintable(rows[i][1]));
    }
    qInfo("clothing: largest difference of a probability %.2g", worst);
    const double accuracy =
        metricsOf(model)[QStringLiteral("test")].toObject()[QStringLiteral("accuracy")].toDouble();
    QVERIFY(std::abs(right / 372.0 - accuracy) <
            0.003); // one picture, for decoders that differ by a grey level
    QVERIFY2(worst < 0.05, qPrintable(QString::number(worst)));
}

void TstParity::clothingFromExactPictures()
{
    auto loaded = loadModel(QStringLiteral("clothing_net"));
    QVERIFY_RESULT(loaded);
    const QDir exact(test::shared(QStringLiteral("models/clothing_net/reference/exact")));
    for (QString name : exact.entryList({QStringLiteral("*.rgb_u8.npy")})) {
        const auto rgb = test::readRgbNpy(exact.filePath(name));
        QVERIFY_RESULT(rgb);
        name.chop(11);
        auto input = prepareInput(*rgb, loaded->postprocessor().card().input, name);
        QVERIFY_RESULT(input);
        const auto predicted = loaded->run({&*input, 1});
        QVERIFY_RESULT(predicted.front());
        const auto& classes = std::get<ClassPrediction>(*predicted.front());
        const auto probability = test::readNpy(exact.filePath(name + QStringLiteral(".prob.npy")));
        const auto embedding = test::readNpy(exact.filePath(name + QStringLiteral(".embedding.npy")));
        QVERIFY_RESULT(probability);
        QVERIFY_RESULT(embedding);
        QVERIFY(test::maxDifference(Tensor{{1, 10}, classes.probabilities}, *probability) <= 1e-5);
        QVERIFY(test::maxDifference(Tensor{{1, 160}, classes.embedding}, *embedding) <= 1e-4);
    }
}

BADCASE_REGISTER_TEST(TstParity)

#include "tst_parity.moc"
