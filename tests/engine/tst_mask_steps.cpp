// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/mask_steps.h"
#include "tests/support/test_support.h"

#include <cmath>
#include <random>

using namespace badcase;
using namespace badcase::engine;

namespace {

using Kind = MaskStep::Kind;

const QStringList kNames{QStringLiteral("background"), QStringLiteral("nucleus"),
                         QStringLiteral("cell wall"),  QStringLiteral("a=b, c;d\\e"),
                         QStringLiteral("0.5"),        QStringLiteral("all")};

ClassMap mapOf(const QStringList& rows)
{
    ClassMap map(QSize(static_cast<int>(rows.front().size()), static_cast<int>(rows.size())), 0);
    auto* pixel = map.mutablePixels().data();
    for (const QString& row : rows) {
        for (const QChar c : row)
            *pixel++ = c == u'.'   ? 0
                       : c == u'?' ? ClassMap::kUnset
                                   : static_cast<std::uint8_t>(c.digitValue());
    }
    return map;
}

QStringList rowsOf(const ClassMap& map)
{
    QStringList rows;
    for (int y = 0; y < map.height(); ++y) {
        QString row;
        for (int x = 0; x < map.width(); ++x) {
            const int value = map.at(x, y);
            row += value == 0                  ? QLatin1Char('.')
                   : value == ClassMap::kUnset ? QLatin1Char('?')
                                               : QLatin1Char(static_cast<char>('0' + value));
        }
        rows << row;
    }
    return rows;
}

/// A softmax mask that is sure of itself.
MaskPrediction sure(const QStringList& rows)
{
    const ClassMap map = mapOf(rows);
    return {Activation::Softmax, map, ClassMap(map.size(), 255)};
}

Result<SteppedMask> apply(const QString& text, const MaskPrediction& mask,
                          std::optional<ClassIndex> background)
{
    BADCASE_ASSIGN(const auto steps, parseMaskSteps(text, kNames, background));
    return applyMaskSteps(steps, mask, {.background = background});
}

/// One channel with every stop once.
MaskPrediction ramp()
{
    ClassMap map(QSize(256, 1), 0);
    for (int q = 0; q < 256; ++q)
        map.mutablePixels()[static_cast<std::size_t>(q)] = static_cast<std::uint8_t>(q);
    return {Activation::Sigmoid, {}, map};
}

} // namespace

class TstMaskSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void readsAllForms();
    void textsRoundTrip();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void thresholdsOfOneChannel();
    void thresholdsOfClasses();
    void smallPiecesWithoutBackground();
    void holesOfSeveralClasses();
    void radiiOfSeveralClasses();
    void watershedOfSeveralClasses();
    void smallObjectsJoinOrGo();
    void refusesWhatDoesNotFit();
    void stopsWhenCancelled();
    void emptyMasks();
};

void TstMaskSteps::readsAllForms()
{
    const auto steps = parseMaskSteps(
        QStringLiteral(" threshold : 0.4 ;threshold:nucleus=0.25;min-area:30;min-area:cell wall=4;fill-holes;"
                       "fill-holes:200;fill-holes:nucleus=all;fill-holes:nucleus=7;open:2;close:nucleus=1.5;"
                       "watershed:h=1.5,min=20,class=a=b, c\\;d\\\\e;"),
        kNames, 0);
    QVERIFY_RESULT(steps);
    const std::vector<MaskStep> expected{{Kind::Threshold, kNoClass, 0.4},
                                         {Kind::Threshold, 1, 0.25},
                                         {Kind::MinArea, kNoClass, 30},
                                         {Kind::MinArea, 2, 4},
                                         {Kind::FillHoles},
                                         {Kind::FillHoles, kNoClass, 200},
                                         {Kind::FillHoles, 1},
                                         {Kind::FillHoles, 1, 7},
                                         {Kind::Open, kNoClass, 2},
                                         {Kind::Close, 1, 1.5},
                                         {Kind::Watershed, 3, 1.5, 20}};
    QVERIFY(*steps == expected);
    QCOMPARE(
        maskStepsToText(*steps, kNames),
        QStringLiteral("threshold:0.4;threshold:nucleus=0.25;min-area:30;min-area:cell wall=4;fill-holes;"
                       "fill-holes:200;fill-holes:nucleus=all;fill-holes:nucleus=7;open:2;close:nucleus=1.5;"
                       "watershed:h=1.5,min=20,class=a=b, c\\;d\\\\e"));
    const auto none = parseMaskSteps(QStringLiteral("  "), kNames);
    QVERIFY_RESULT(none);
    QVERIFY(none->empty());
    const auto plain = parseMaskSteps(QStringLiteral("watershed"), kNames);
    QVERIFY_RESULT(plain);
    QVERIFY(*plain == (std::vector<MaskStep>{{Kind::Watershed}}));
}

void TstMaskSteps::textsRoundTrip()
{
    std::mt19937 random(5);
    const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    const auto real = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    for (int round = 0; round < 2000; ++round) {
        std::vector<MaskStep> steps;
        const auto classOrNone = [&] { return pick(2) == 0 ? kNoClass : 1 + pick(5); };
        for (int i = pick(3); i > 0; --i)
            steps.push_back({Kind::Threshold, classOrNone(), real(0, 1)});
        for (int i = pick(5); i > 0; --i) {
            switch (pick(4)) {
            case 0:
                steps.push_back({Kind::MinArea, classOrNone(), double(1 + pick(2'000'000'000))});
                break;
            case 1:
                steps.push_back({Kind::FillHoles, classOrNone(), double(pick(3) * pick(1'000'000))});
                break;
            case 2:
                steps.push_back({Kind::Open, classOrNone(), real(1, 3000)});
                break;
            default:
                steps.push_back({Kind::Close, classOrNone(), real(1, 3)});
            }
        }
        if (pick(2) == 0)
            steps.push_back(
                {Kind::Watershed, classOrNone(), pick(2) * real(0.01, 9), qint64(pick(2) * pick(500))});
        const QString text = maskStepsToText(steps, kNames);
        const auto again = parseMaskSteps(text, kNames, 0);
        QVERIFY_RESULT(again);
        QVERIFY2(*again == steps, qPrintable(text));
        const auto json = maskStepsFromJson(maskStepsToJson(steps, kNames), kNames, 0);
        QVERIFY_RESULT(json);
        QVERIFY2(*json == steps, qPrintable(text));
    }
}

void TstMaskSteps::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("blur:3", "no step \"blur\"");
    row("open:2;;close:2", "no step \"\"");
    row("threshold", "\"\" is not a number from 0 to 1");
    row("threshold:", "nothing stands after the colon");
    row("threshold:1.2", "\"1.2\" is not a number from 0 to 1");
    row("threshold:nan", "\"nan\" is not a number from 0 to 1");
    row("threshold:0,4", "\"0,4\" is not a number");
    row("threshold:kidney=0.4", "no class \"kidney\"; the classes are background, nucleus");
    row("threshold:background=0.4", "\"background\" is the background");
    row("min-area:0", "\"0\" is not a whole number from 1 on");
    row("min-area:2.5", "\"2.5\" is not a whole number from 1 on");
    row("min-area:1e300", "\"1e300\" is not a whole number");
    row("fill-holes:some", "\"some\" is not a whole number");
    row("fill-holes:-4", "\"-4\" is not a whole number");
    row("open:0.5", "\"0.5\" is not a number from 1 to 65534");
    row("close:inf", "\"inf\" is not a number");
    row("watershed:2", "\"2\" has no value");
    row("watershed:d=2", "\"d\" is none of h, min and class");
    row("watershed:h=0", "\"0\" is not a number from 0.001");
    row("watershed:h=1,min=x", "\"x\" is not a whole number");
    row("open:2;threshold:0.4", "cannot come after \"open\"");
    row("watershed;min-area:3", "\"min-area\" cannot come after it");
}

void TstMaskSteps::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto steps = parseMaskSteps(text, kNames, 0);
    QVERIFY(!steps);
    QCOMPARE(steps.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(steps.error().message.contains(expected), qPrintable(steps.error().message));
    const auto json = maskStepsFromJson(QJsonArray{QStringLiteral("open:2"), 3}, kNames);
    QVERIFY(!json);
    QCOMPARE(json.error().code, ErrorCode::InvalidArgument);
}

void TstMaskSteps::thresholdsOfOneChannel()
{
    const MaskPrediction mask = ramp();
    const auto half = apply(QStringLiteral("threshold:0.5"), mask, 0);
    QVERIFY_RESULT(half);
    QCOMPARE(half->decision, decisionMap(mask));
    for (int stop = 0; stop <= 255; ++stop) {
        // The text of a stop means that stop, and the next number above it the next one.
        const double t = stop / 255.0;
        QCOMPARE(probabilityStop(QString::number(t, 'g', 12).toDouble()), stop);
        QCOMPARE(probabilityStop(t + 1e-6), stop + 1);
        for (const double value : {t, std::max(0.0, t - 0.001), std::min(1.0, t + 0.0013)}) {
            const auto result = applyMaskSteps({{Kind::Threshold, kNoClass, value}}, mask, {});
            QVERIFY_RESULT(result);
            const auto flipped =
                applyMaskSteps({{Kind::Threshold, kNoClass, value}}, mask, MaskStepContext{.background = 1});
            QVERIFY_RESULT(flipped);
            for (int q = 0; q < 256; ++q) {
                QCOMPARE(int(result->decision.at(q, 0)), q / 255.0 >= value - 1e-12 ? 1 : 0);
                QCOMPARE(int(flipped->decision.at(q, 0)), (255 - q) / 255.0 >= value - 1e-12 ? 0 : 1);
            }
        }
    }
    const auto last = apply(QStringLiteral("threshold:0.9;threshold:nucleus=0.2"), mask, 0);
    QVERIFY_RESULT(last);
    QCOMPARE(last->decision.bytes().count('\1'), 256 - 51);
}

void TstMaskSteps::thresholdsOfClasses()
{
    MaskPrediction mask = sure({QStringLiteral("..1122?1")});
    const QByteArray probability("\x10\xf0\x65\x66\x98\x99\x10\xff", 8);
    mask.probability = ClassMap(QSize(8, 1), probability);
    auto result = apply(QStringLiteral("threshold:0.4"), mask, 0); // from 0x66 on
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision), QStringList(QStringLiteral("...122?1")));
    // Later thresholds replace earlier ones of the same class only.
    result = apply(QStringLiteral("threshold:0.6;threshold:nucleus=0.2"), mask, 0); // from 0x99 and 0x33 on
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision), QStringList(QStringLiteral("..11.2?1")));
    result = apply(QStringLiteral("threshold:nucleus=0.2;threshold:0.6"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision), QStringList(QStringLiteral(".....2?1")));
    // Without a background every class has its threshold, and what is below it is of no class.
    result = apply(QStringLiteral("threshold:0.6"), mask, {});
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision), QStringList(QStringLiteral("?.???2?1")));
}

void TstMaskSteps::smallPiecesWithoutBackground()
{
    // The 2s have five sides in common with 1 and one with 3; the 4 in the corner joins the piece around it.
    const MaskPrediction mask =
        sure({QStringLiteral("111111"), QStringLiteral("112211"), QStringLiteral("111331"),
              QStringLiteral("333333"), QStringLiteral("333334")});
    auto result = apply(QStringLiteral("min-area:3"), mask, {});
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision),
             QStringList({QStringLiteral("111111"), QStringLiteral("111111"), QStringLiteral("111331"),
                          QStringLiteral("333333"), QStringLiteral("333333")}));
    result = apply(QStringLiteral("min-area:cell wall=3"), mask, {}); // class 2 only
    QVERIFY_RESULT(result);
    QCOMPARE(int(result->decision.at(2, 1)), 1);
    QCOMPARE(int(result->decision.at(5, 4)), 4);
    // Nothing to join: it stays.
    const MaskPrediction alone = sure({QStringLiteral("22")});
    result = apply(QStringLiteral("min-area:9"), alone, {});
    QVERIFY_RESULT(result);
    QCOMPARE(result->decision, alone.decision);
}

void TstMaskSteps::holesOfSeveralClasses()
{
    // A hole in 1; one between 1 and 2; one of no class in 2; one at the border.
    const MaskPrediction mask = sure({QStringLiteral("1111122222"), QStringLiteral("1.11..2?.2"),
                                      QStringLiteral("1111122222"), QStringLiteral(".222222222")});
    auto result = apply(QStringLiteral("fill-holes"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision),
             QStringList({QStringLiteral("1111122222"), QStringLiteral("1111..2222"),
                          QStringLiteral("1111122222"), QStringLiteral(".222222222")}));
    result = apply(QStringLiteral("fill-holes:1"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision)[1], QStringLiteral("1111..2?.2"));
    result = apply(QStringLiteral("fill-holes:cell wall=2"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision)[1], QStringLiteral("1.11..2222"));
    // Without a background class 0 is a class like the others; only what is of no class can be a hole.
    result = apply(QStringLiteral("fill-holes"), mask, {});
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision)[1], QStringLiteral("1.11..2?.2"));
    const MaskPrediction unset =
        sure({QStringLiteral("2222"), QStringLiteral("2??2"), QStringLiteral("2222")});
    result = apply(QStringLiteral("fill-holes"), unset, {});
    QVERIFY_RESULT(result);
    QCOMPARE(result->decision, ClassMap(QSize(4, 3), 2));
}

void TstMaskSteps::radiiOfSeveralClasses()
{
    // Opening with a disc of radius 1 (a plus) leaves what pluses cover; the border of the picture is no
    // edge.
    const MaskPrediction mask =
        sure({QStringLiteral("1111.2"), QStringLiteral("1111.2"), QStringLiteral("1111.2"),
              QStringLiteral("....32"), QStringLiteral(".3...2")});
    auto result = apply(QStringLiteral("open:1"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision),
             QStringList({QStringLiteral("1111.."), QStringLiteral("1111.."), QStringLiteral("111..."),
                          QStringLiteral("......"), QStringLiteral("......")}));
    result = apply(QStringLiteral("open:cell wall=1"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision)[0], QStringLiteral("1111.."));
    QCOMPARE(rowsOf(result->decision)[4], QStringLiteral(".3...."));
    // No class takes from another.
    const MaskPrediction gap = sure({QStringLiteral("11.112.22"), QStringLiteral("11.112.22")});
    result = apply(QStringLiteral("close:1"), gap, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(rowsOf(result->decision),
             QStringList({QStringLiteral("111112222"), QStringLiteral("111112222")}));
    // What two classes would take, the lower one does.
    for (const auto& [around, beside] : {std::pair('1', '2'), {'2', '1'}}) {
        const QString full(3, QLatin1Char(around));
        const QString middle = QStringLiteral("%1.%1").arg(QLatin1Char(beside));
        result = apply(QStringLiteral("close:1.5"), sure({full, middle, full}), 0);
        QVERIFY_RESULT(result);
        QCOMPARE(int(result->decision.at(1, 1)), 1);
    }
}

void TstMaskSteps::watershedOfSeveralClasses()
{
    const MaskPrediction mask = sure(
        {QStringLiteral("11.22"), QStringLiteral("11.22"), QStringLiteral("..311"), QStringLiteral("22.11")});
    const auto all = apply(QStringLiteral("watershed"), mask, 0);
    QVERIFY_RESULT(all);
    QCOMPARE(all->decision, mask.decision);
    QVERIFY(all->instances.has_value());
    QCOMPARE(all->instances->labels, (std::vector<std::int32_t>{1, 1, 0, 2, 2, 1, 1, 0, 2, 2, //
                                                                0, 0, 3, 4, 4, 5, 5, 0, 4, 4}));
    const auto one = apply(QStringLiteral("watershed:min=3,class=cell wall"), mask, 0);
    QVERIFY_RESULT(one);
    QCOMPARE(one->instances->count, 1);
    QCOMPARE(rowsOf(one->decision), QStringList({QStringLiteral("11.22"), QStringLiteral("11.22"),
                                                 QStringLiteral("..311"), QStringLiteral("...11")}));
    const auto runs = instanceRuns(*all->instances);
    QCOMPARE(runs.size(), std::size_t(5));
    QCOMPARE(kaggleText(runs[0]), QByteArray("1 2 5 2")); // down, then to the right
    QCOMPARE(kaggleText(runs[4]), QByteArray("4 1 8 1"));
}

/// Two discs joined by a neck, and a small one beside.
void TstMaskSteps::smallObjectsJoinOrGo()
{
    ClassMap map(QSize(60, 30), 0);
    int small = 0;
    for (int y = 0; y < 30; ++y) {
        for (int x = 0; x < 60; ++x) {
            const auto within = [&](int cx, int cy, int r) {
                return (x - cx) * (x - cx) + (y - cy) * (y - cy) <= r * r;
            };
            const bool beside = within(54, 6, 2);
            small += beside ? 1 : 0;
            if (within(14, 15, 12) || within(31, 15, 7) || beside)
                map.mutablePixels()[static_cast<std::size_t>(y * 60 + x)] = 255;
        }
    }
    const MaskPrediction mask{Activation::Sigmoid, {}, map};
    const auto count = [&](const char* text) {
        const auto result = apply(QString::fromLatin1(text), mask, 0);
        return result ? result->instances->count : -1;
    };
    QCOMPARE(count("watershed"), 3);
    QCOMPARE(count("watershed:min=20"), 2);  // the small one goes
    QCOMPARE(count("watershed:min=300"), 1); // the smaller of the two joins the larger one
    QCOMPARE(count("watershed:h=8"), 2);     // no neck is that narrow; the small one is an object of its own
    QCOMPARE(count("watershed:min=5000"), 0);
    const auto result = apply(QStringLiteral("watershed:min=300"), mask, 0);
    QVERIFY_RESULT(result);
    QCOMPARE(result->decision.bytes().count('\1'), map.bytes().count('\xff') - small);
}

void TstMaskSteps::refusesWhatDoesNotFit()
{
    const MaskPrediction binary = ramp();
    const auto code = [](const std::vector<MaskStep>& steps, const MaskPrediction& mask,
                         std::optional<ClassIndex> background = {}) {
        const auto result = applyMaskSteps(steps, mask, {.background = background});
        return result ? std::optional<ErrorCode>() : result.error().code;
    };
    const std::optional<ErrorCode> invalid = ErrorCode::InvalidArgument;
    QCOMPARE(code({{Kind::Threshold, 0, 0.4}}, binary), invalid); // the background of one channel
    QCOMPARE(code({{Kind::Threshold, 1, 0.4}}, binary, 1), invalid);
    QCOMPARE(code({{Kind::Threshold, 2, 0.4}}, binary), invalid);
    QCOMPARE(code({}, binary, 2), invalid);
    QCOMPARE(code({{Kind::Open, kNoClass, 2}, {Kind::Threshold, 1, 0.4}}, binary), invalid);
    QCOMPARE(code({{Kind::Watershed}, {Kind::MinArea, kNoClass, 4}}, binary), invalid);
    QCOMPARE(code({{Kind::Threshold, 1, 0.4}}, {Activation::Softmax, ClassMap(QSize(2, 2), 1), {}}), invalid);
    QCOMPARE(code({}, {Activation::Softmax, ClassMap(QSize(2, 2), 1), ClassMap(QSize(2, 1), 1)}), invalid);
    QCOMPARE(code({}, {Activation::Softmax, ClassMap(QSize(70000, 1), 1), {}}),
             std::optional<ErrorCode>(ErrorCode::TooLarge));
    QCOMPARE(code({{Kind::Threshold, 1, 0.4}}, binary, 0), std::optional<ErrorCode>());
}

void TstMaskSteps::stopsWhenCancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    for (const Kind kind : {Kind::Open, Kind::Watershed}) {
        const auto result =
            applyMaskSteps({{kind, kNoClass, 2}}, ramp(), {.background = 0, .cancel = cancel});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }
    // Within a watershed, too, where nothing asks between steps.
    ClassMap map(QSize(64, 64), 1);
    MaskValues values;
    values.chosen[1] = true;
    const auto split = splitObjects(map, values, {}, cancel);
    QVERIFY(!split);
    QCOMPARE(split.error().code, ErrorCode::Cancelled);
}

void TstMaskSteps::emptyMasks()
{
    const QString all = QStringLiteral("min-area:3;fill-holes;open:2;close:2;watershed:min=2");
    const auto null = apply(all, {}, 0);
    QVERIFY_RESULT(null);
    QVERIFY(null->decision.isNull());
    for (const int value : {0, 1}) {
        const ClassMap map(QSize(17, 9), static_cast<std::uint8_t>(255 * value));
        const auto result = apply(all, {Activation::Sigmoid, {}, map}, 0);
        QVERIFY_RESULT(result);
        QCOMPARE(result->decision, ClassMap(map.size(), static_cast<std::uint8_t>(value)));
        QCOMPARE(result->instances->count, value);
        QCOMPARE(result->instances->labels, std::vector<std::int32_t>(17 * 9, value));
    }
}

BADCASE_REGISTER_TEST(TstMaskSteps)

#include "tst_mask_steps.moc"
