// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/input_tensors.h"
#include "inference/engine/vocabularies.h"
#include "inference/media/rgb_qimage.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Shape = std::vector<std::int64_t>;
using Numbers = std::vector<std::int64_t>;

const QString kName = QStringLiteral("v1");

RgbImage filled(int value, QSize size = {2, 3})
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(QColor(value, value + 1, value + 2));
    return media::toRgbImage(image);
}

FramesInput frames(int count, FrameLayout layout)
{
    FramesInput input;
    input.count = count;
    input.layout = layout;
    input.picture.scale = 1.0;
    input.picture.resize = ResizeMode::None;
    input.mask = QStringLiteral("mask");
    return input;
}

FeaturesInput features(std::optional<int> length, LengthRule rule)
{
    FeaturesInput input;
    input.length = length;
    input.dim = 2;
    input.longer = rule;
    input.mask = QStringLiteral("mask");
    return input;
}

WordPiece vocabulary(const TokensInput& input)
{
    return WordPiece::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\none\ntwo\nthree\n|\n",
                            QStringLiteral("v.txt"), wordPieceOptions(input))
        .value();
}

} // namespace

class TstInputTensors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void laysFramesOut_data();
    void laysFramesOut();
    void fillsMissingFramesUp();
    void takesNoMoreFramesThanItNeeds();
    void refusesFramesOfOtherSizes();
    void picksRows_data();
    void picksRows();
    void rowsAscendAndExist();
    void fillsRowsUp();
    void normalisesRows();
    void refusesBadFeatures();
    void joinsTexts();
    void zerosHaveTheSizeOfTheCard();
    void findsVocabularies();
};

void TstInputTensors::laysFramesOut_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<Shape>("shape");
    QTest::newRow("NTCHW") << int(FrameLayout::TimeFirst) << Shape{2, 3, 3, 2};
    QTest::newRow("NCTHW") << int(FrameLayout::ChannelsFirst) << Shape{3, 2, 3, 2};
    QTest::newRow("NCHW") << int(FrameLayout::Stacked) << Shape{6, 3, 2};
}

void TstInputTensors::laysFramesOut()
{
    QFETCH(int, layout);
    QFETCH(Shape, shape);
    const FramesInput input = frames(2, FrameLayout(layout));
    FramesTensor tensor(input, kName);
    QVERIFY_RESULT(tensor.add(filled(10)));
    QVERIFY_RESULT(tensor.add(filled(50)));
    const auto tensors = tensor.finish();
    QVERIFY_RESULT(tensors);
    QCOMPARE(tensors->size(), std::size_t(2));
    QCOMPARE((*tensors)[0].shape, shape);
    QCOMPARE((*tensors)[1].integers, (Numbers{1, 1}));
    for (std::size_t t = 0; t < 2; ++t) {
        for (std::size_t c = 0; c < 3; ++c) {
            const std::size_t plane =
                FrameLayout(layout) == FrameLayout::ChannelsFirst ? c * 2 + t : t * 3 + c;
            for (std::size_t i = 0; i < 6; ++i)
                QCOMPARE((*tensors)[0].values[plane * 6 + i], static_cast<float>((t == 0 ? 10 : 50) + c));
        }
    }
}

void TstInputTensors::fillsMissingFramesUp()
{
    for (const FillRule fill : {FillRule::Zeros, FillRule::Repeat}) {
        FramesInput input = frames(3, FrameLayout::TimeFirst);
        input.fill = fill;
        FramesTensor tensor(input, kName);
        QVERIFY(!tensor.finish());
        QVERIFY_RESULT(tensor.add(filled(7)));
        const auto tensors = tensor.finish();
        QVERIFY_RESULT(tensors);
        QCOMPARE((*tensors)[1].integers, (Numbers{1, 0, 0}));
        QCOMPARE((*tensors)[0].values.front(), 7.0F);
        QCOMPARE((*tensors)[0].values.back(), fill == FillRule::Repeat ? 9.0F : 0.0F);
    }
}

void TstInputTensors::takesNoMoreFramesThanItNeeds()
{
    const FramesInput input = frames(3, FrameLayout::TimeFirst);
    FramesTensor tensor(input, kName);
    QVERIFY_RESULT(tensor.add(filled(1)));
    QVERIFY_RESULT(tensor.add(filled(2), 5));
    QVERIFY(tensor.isFull());
    QCOMPARE(tensor.taken(), 3);
    const auto tensors = tensor.finish();
    QVERIFY_RESULT(tensors);
    QCOMPARE((*tensors)[0].values[18], 2.0F);
    QCOMPARE((*tensors)[0].values[36], 2.0F);
}

void TstInputTensors::refusesFramesOfOtherSizes()
{
    const FramesInput input = frames(3, FrameLayout::TimeFirst);
    FramesTensor tensor(input, kName);
    QVERIFY_RESULT(tensor.add(filled(1)));
    const auto added = tensor.add(filled(1, {3, 3}));
    QVERIFY(!added);
    QVERIFY(added.error().message.contains(kName));
    QCOMPARE(tensor.taken(), 1);
}

void TstInputTensors::picksRows_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QList<qint64>>("picked");
    const auto row = [](LengthRule rule, int rows, const QList<qint64>& picked) {
        QTest::addRow("%d of %d", int(rule), rows) << int(rule) << rows << picked;
    };
    row(LengthRule::Cut, 9, {0, 1, 2, 3});
    row(LengthRule::Uniform, 9, {1, 3, 5, 7}); // floor((i + 1/2) 9 / 4)
    row(LengthRule::Uniform, 8, {1, 3, 5, 7});
    row(LengthRule::Uniform, 5, {0, 1, 3, 4});
    row(LengthRule::Stride, 9, {0, 2, 4, 6});
    row(LengthRule::Stride, 7, {0, 1, 2, 3});
    for (const LengthRule rule : {LengthRule::Cut, LengthRule::Uniform, LengthRule::Stride}) {
        row(rule, 4, {0, 1, 2, 3});
        row(rule, 2, {0, 1});
        row(rule, 0, {});
    }
}

void TstInputTensors::picksRows()
{
    QFETCH(int, rule);
    QFETCH(int, rows);
    QFETCH(QList<qint64>, picked);
    const auto numbers = featureRows(features(4, LengthRule(rule)), rows);
    QCOMPARE(QList<qint64>(numbers.begin(), numbers.end()), picked);
}

void TstInputTensors::rowsAscendAndExist()
{
    for (const LengthRule rule : {LengthRule::Cut, LengthRule::Uniform, LengthRule::Stride}) {
        for (int length = 1; length <= 40; ++length) {
            for (qint64 rows = 1; rows <= 130; ++rows) {
                const auto numbers = featureRows(features(length, rule), rows);
                QCOMPARE(qint64(numbers.size()), std::min<qint64>(rows, length));
                for (std::size_t i = 0; i < numbers.size(); ++i) {
                    QVERIFY(numbers[i] >= 0 && numbers[i] < rows);
                    QVERIFY(i == 0 || numbers[i] > numbers[i - 1]);
                }
            }
        }
    }
    QCOMPARE(featureRows(features({}, LengthRule::Cut), 7).size(), std::size_t(7));
}

void TstInputTensors::fillsRowsUp()
{
    FeaturesInput input = features(3, LengthRule::Cut);
    const auto zeros = featureTensors(input, std::vector<float>{1, 2, 3, 4}, kName);
    QVERIFY_RESULT(zeros);
    QCOMPARE((*zeros)[0].shape, (Shape{3, 2}));
    QCOMPARE((*zeros)[0].values, (std::vector<float>{1, 2, 3, 4, 0, 0}));
    QCOMPARE((*zeros)[1].integers, (Numbers{1, 1, 0}));
    input.fill = FillRule::Repeat;
    input.mask.clear();
    const auto repeated = featureTensors(input, std::vector<float>{1, 2, 3, 4}, kName);
    QVERIFY_RESULT(repeated);
    QCOMPARE(repeated->size(), std::size_t(1));
    QCOMPARE((*repeated)[0].values, (std::vector<float>{1, 2, 3, 4, 3, 4}));
}

void TstInputTensors::normalisesRows()
{
    FeaturesInput input = features({}, LengthRule::Cut);
    input.normalise = true;
    const auto tensors = featureTensors(input, std::vector<float>{3, 4, 0, 0, 0, -2}, kName);
    QVERIFY_RESULT(tensors);
    QCOMPARE((*tensors)[0].values, (std::vector<float>{0.6F, 0.8F, 0, 0, 0, -1}));
}

void TstInputTensors::refusesBadFeatures()
{
    const FeaturesInput input = features(3, LengthRule::Cut);
    QVERIFY(!featureTensors(input, {}, kName));
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        const auto tensors = featureTensors(input, std::vector<float>{1, bad}, kName);
        QVERIFY(!tensors);
        QCOMPARE(tensors.error().code, ErrorCode::Corrupt);
        QVERIFY(tensors.error().message.contains(kName));
    }
}

void TstInputTensors::joinsTexts()
{
    TokensInput input;
    input.fields = QStringList{QStringLiteral("title"), QStringLiteral("asr"), QStringLiteral("ocr")};
    input.maxLength = 8;
    input.mask = QStringLiteral("m");
    input.types = QStringLiteral("t");
    const Fields texts{{QStringLiteral("title"), QStringLiteral("One")},
                       {QStringLiteral("ocr"), QStringLiteral("two")}};
    const auto pairs = tokenTensors(input, vocabulary(input), texts);
    QCOMPARE(pairs.size(), std::size_t(3));
    QCOMPARE(pairs[0].shape, Shape{8});
    QCOMPARE(pairs[0].integers, (Numbers{2, 5, 3, 3, 6, 3, 0, 0}));
    QCOMPARE(pairs[1].integers, (Numbers{1, 1, 1, 1, 1, 1, 0, 0}));
    QCOMPARE(pairs[2].integers, (Numbers{0, 0, 0, 1, 1, 1, 0, 0}));
    input.pairs = false;
    input.joint = QStringLiteral(" | ");
    input.types.clear();
    const auto joined = tokenTensors(input, vocabulary(input), texts);
    QCOMPARE(joined.size(), std::size_t(2));
    QCOMPARE(joined[0].integers, (Numbers{2, 5, 8, 6, 3, 0, 0, 0}));
    const auto none = tokenTensors(input, vocabulary(input), {});
    QCOMPARE(none[0].integers, (Numbers{2, 3, 0, 0, 0, 0, 0, 0}));
}

void TstInputTensors::zerosHaveTheSizeOfTheCard()
{
    FramesInput clip = frames(4, FrameLayout::ChannelsFirst);
    ModelInput input{QStringLiteral("x"), clip};
    QVERIFY(!hasFixedSize(input));
    QVERIFY(!zeroTensors(input, true, kName));
    clip.picture.width = 10;
    clip.picture.height = 6;
    clip.picture.padMultiple = 8;
    input.kind = clip;
    QVERIFY(hasFixedSize(input));
    for (const bool present : {false, true}) {
        const auto tensors = zeroTensors(input, present, kName);
        QVERIFY_RESULT(tensors);
        QCOMPARE((*tensors)[0].shape, (Shape{3, 4, 8, 16}));
        QCOMPARE((*tensors)[0].values, std::vector<float>(3 * 4 * 8 * 16));
        QCOMPARE((*tensors)[1].integers, Numbers(4, present ? 1 : 0));
    }
    input.kind = features(5, LengthRule::Cut);
    const auto rows = zeroTensors(input, false, kName);
    QVERIFY_RESULT(rows);
    QCOMPARE((*rows)[0].shape, (Shape{5, 2}));
    QCOMPARE((*rows)[1].integers, Numbers(5, 0));
}

void TstInputTensors::findsVocabularies()
{
    const QString fixtures = test::sourceDir() + QStringLiteral("/tests/engine/fixtures/");
    ModelCard card;
    card.inputs = {{QStringLiteral("x"), ImageInput()}, {QStringLiteral("ids"), TokensInput()}};
    const auto inside = loadVocabularies(card, fixtures + QStringLiteral("fusion/fusion_two.pt"));
    QVERIFY_RESULT(inside);
    QCOMPARE(inside->ofInput.size(), std::size_t(2));
    QVERIFY(!inside->ofInput[0]);
    QCOMPARE(inside->ofInput[1]->token(2), QStringLiteral("[CLS]"));
    QCOMPARE(inside->sha256.value(QStringLiteral("vocab.txt")).size(), 64);

    QTemporaryDir dir;
    QVERIFY(QFile::copy(fixtures + QStringLiteral("means.pt"), dir.filePath(QStringLiteral("m.pt"))));
    const auto missing = loadVocabularies(card, dir.filePath(QStringLiteral("m.pt")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QFile beside(dir.filePath(QStringLiteral("vocab.txt")));
    QVERIFY(beside.open(QIODevice::WriteOnly));
    beside.write("[PAD]\n[UNK]\n[CLS]\n[SEP]\nword\n");
    beside.close();
    const auto found = loadVocabularies(card, dir.filePath(QStringLiteral("m.pt")));
    QVERIFY_RESULT(found);
    QCOMPARE(found->ofInput[1]->size(), 5);
}

BADCASE_REGISTER_TEST(TstInputTensors)
#include "tst_input_tensors.moc"
