// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_component_table.h"
#include "inference/analysis/tuning/mask_cut_table.h"
#include "tests/analysis/mask_tuning_data.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace badcase;
using namespace badcase::analysis;
using test::kOneThing;

class TstMaskComponents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void everyPairEqualsRemovingPieces();
    void largePicture();
    void cornersHangTogether();
    void ignoredPixelsBelongToPieces();
    void firstAreaIsTheThresholdTable();
    void ticksEqualScoresOfRemainingMasks();
    void gridIsTheTicks();
    void areasRise();
    void argumentsAreChecked();
};

namespace {

const MaskTruth kTruth(kOneThing, 1);

/// The area of the piece that each pixel with q >= stop belongs to, 0 elsewhere: by walking from each pixel
/// to its eight neighbours.
std::vector<std::uint32_t> pieceAreas(const ClassMap& q, int stop)
{
    const int width = q.width();
    const int height = q.height();
    std::vector<std::uint32_t> areas(static_cast<std::size_t>(q.pixelCount()));
    std::vector<bool> seen(areas.size());
    for (int start = 0; start < width * height; ++start) {
        if (seen[std::size_t(start)] || q.pixels()[std::size_t(start)] < stop)
            continue;
        std::vector<int> piece{start};
        seen[std::size_t(start)] = true;
        for (std::size_t k = 0; k < piece.size(); ++k) {
            const int x0 = piece[k] % width, y0 = piece[k] / width;
            for (int y = std::max(0, y0 - 1); y <= std::min(height - 1, y0 + 1); ++y) {
                for (int x = std::max(0, x0 - 1); x <= std::min(width - 1, x0 + 1); ++x) {
                    const int other = y * width + x;
                    if (seen[std::size_t(other)] || q.at(x, y) < stop)
                        continue;
                    seen[std::size_t(other)] = true;
                    piece.push_back(other);
                }
            }
        }
        for (const int pixel : piece)
            areas[std::size_t(pixel)] = static_cast<std::uint32_t>(piece.size());
    }
    return areas;
}

/// The mask at a stop without its small pieces.
ClassMap remaining(const std::vector<std::uint32_t>& areas, QSize size, std::uint32_t minimum)
{
    ClassMap decision(size, 0);
    std::ranges::transform(areas, decision.mutablePixels().begin(), [minimum](std::uint32_t area) {
        return static_cast<std::uint8_t>(area > 0 && area >= minimum);
    });
    return decision;
}

MaskOverlap counted(const ClassMap& label, const ClassMap& decision)
{
    const auto counts = countPixels(label, decision, kOneThing);
    return {counts->total(), counts->support(1), counts->predicted(1), counts->at(1, 1)};
}

MaskAreaCuts cutsOf(const test::MaskCase& one, std::span<const std::uint32_t> areas)
{
    auto cuts = maskAreaCuts(one.probability, one.label, kTruth, areas);
    if (!cuts)
        qFatal("%s", qPrintable(cuts.error().message));
    return std::move(*cuts);
}

std::vector<std::uint32_t> randomAreas(std::mt19937& random)
{
    std::vector<std::uint32_t> areas(1 + random() % kMostAreaStops);
    for (auto& area : areas)
        area = static_cast<std::uint32_t>(random() % (random() % 2 == 0 ? 20 : 1700));
    std::ranges::sort(areas);
    areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
    return areas;
}

test::MaskCase mapOf(std::initializer_list<std::initializer_list<int>> probability,
                     std::initializer_list<std::initializer_list<int>> label)
{
    const auto map = [](const auto& rows) {
        ClassMap out(QSize(int(rows.begin()->size()), int(rows.size())), 0);
        std::size_t i = 0;
        for (const auto& row : rows) {
            for (const int value : row)
                out.mutablePixels()[i++] = static_cast<std::uint8_t>(value);
        }
        return out;
    };
    return {map(probability), map(label)};
}

} // namespace

void TstMaskComponents::everyPairEqualsRemovingPieces()
{
    std::mt19937 random(1);
    int removed = 0;
    for (int round = 0; round < 600; ++round) {
        const auto one = test::randomMaskCase(random);
        const auto areas =
            round % 3 == 0 ? randomAreas(random) : areaStops(8 + int(random() % 25), 1 + random() % 1600);
        const MaskAreaCuts cuts = cutsOf(one, areas);
        for (int stop = 0; stop < kMaskStops; ++stop) {
            const auto pieces = pieceAreas(one.probability, stop);
            MaskOverlap last;
            for (std::size_t k = 0; k < areas.size(); ++k) {
                // Equal to the mask before unless a piece has an area between the two stops.
                const bool changes = k == 0 || std::ranges::any_of(pieces, [&](std::uint32_t area) {
                                         return area >= areas[k - 1] && area < areas[k];
                                     });
                if (changes)
                    last = counted(one.label, remaining(pieces, one.label.size(), areas[k]));
                removed += changes && k > 0;
                if (!(cuts.at(stop, int(k)) == last))
                    QFAIL(qPrintable(
                        QStringLiteral("round %1, stop %2, area %3").arg(round).arg(stop).arg(areas[k])));
            }
        }
    }
    QVERIFY(removed > 10'000);
}

void TstMaskComponents::largePicture()
{
    // Pieces that wind around each other and join late, at sizes that no random case has.
    std::mt19937 random(2);
    const QSize size(301, 257);
    test::MaskCase one{ClassMap(size, 0), ClassMap(size, 0)};
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const double wave =
                std::sin(x * 0.21 + 2 * std::sin(y * 0.05)) + std::cos(y * 0.17 + std::sin(x * 0.11));
            const auto i = static_cast<std::size_t>(y * size.width() + x);
            one.probability.mutablePixels()[i] =
                static_cast<std::uint8_t>(std::clamp(128 + 60 * wave + double(random() % 30), 0.0, 255.0));
            one.label.mutablePixels()[i] = wave > 0.3 ? 1 : 0;
        }
    }
    const auto areas = areaStops();
    const MaskAreaCuts cuts = cutsOf(one, areas);
    for (int stop = 0; stop < kMaskStops; stop += 5) {
        const auto pieces = pieceAreas(one.probability, stop);
        for (std::size_t k = 0; k < areas.size(); ++k)
            QVERIFY(cuts.at(stop, int(k)) == counted(one.label, remaining(pieces, size, areas[k])));
    }
}

void TstMaskComponents::cornersHangTogether()
{
    const auto one = mapOf({{90, 0, 0}, {0, 80, 0}, {0, 0, 70}}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    const MaskAreaCuts cuts = cutsOf(one, std::array<std::uint32_t, 3>{1, 2, 3});
    QVERIFY(cuts.at(90, 0) == (MaskOverlap{9, 2, 1, 1}));
    QVERIFY(cuts.at(90, 1) == (MaskOverlap{9, 2, 0, 0}));
    QVERIFY(cuts.at(80, 1) == (MaskOverlap{9, 2, 2, 2}));
    QVERIFY(cuts.at(71, 2) == (MaskOverlap{9, 2, 0, 0}));
    QVERIFY(cuts.at(70, 2) == (MaskOverlap{9, 2, 3, 2}));
    QVERIFY(cuts.at(0, 2) == (MaskOverlap{9, 2, 9, 2}));
}

void TstMaskComponents::ignoredPixelsBelongToPieces()
{
    // Without its ignored middle the piece would be two of one pixel each.
    const auto one = mapOf({{90, 90, 90}}, {{1, 255, 0}});
    const MaskAreaCuts cuts = cutsOf(one, std::array<std::uint32_t, 3>{1, 3, 4});
    QVERIFY(cuts.at(90, 1) == (MaskOverlap{2, 1, 2, 1}));
    QVERIFY(cuts.at(90, 2) == (MaskOverlap{2, 1, 0, 0}));
}

void TstMaskComponents::firstAreaIsTheThresholdTable()
{
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
        const auto one = test::randomMaskCase(random);
        const MaskAreaCuts cuts = cutsOf(one, areaStops());
        const auto plain = maskCuts(one.probability, one.label, kTruth);
        for (int stop = 0; stop < kMaskStops; ++stop)
            QVERIFY(cuts.at(stop, 0) == plain->at(stop));
    }
}

void TstMaskComponents::ticksEqualScoresOfRemainingMasks()
{
    std::mt19937 random(4);
    const std::vector<std::uint32_t> areas{1, 3, 10, 60};
    std::vector<test::MaskCase> cases;
    for (int i = 0; i < 80; ++i)
        cases.push_back(test::randomMaskCase(random));
    MaskComponentTable table(80, areas);
    ImageGroups groups{2, {}};
    for (int i = 0; i < 80; ++i) {
        table.set(i, cutsOf(cases[std::size_t(i)], areas));
        groups.of.push_back(i % 3 - 1);
    }
    for (int stop = 0; stop < kMaskStops; stop += 3) {
        for (std::size_t k = 0; k < areas.size(); ++k) {
            SegmentationScore all(kOneThing);
            SegmentationScore second(kOneThing);
            for (int i = 0; i < 80; ++i) {
                const auto& one = cases[std::size_t(i)];
                const ClassMap decision =
                    remaining(pieceAreas(one.probability, stop), one.label.size(), areas[k]);
                test::addScore(all, one.label, decision);
                if (groups.at(i) == 1)
                    test::addScore(second, one.label, decision);
            }
            const auto scores = table.scores(stop, int(k), groups);
            QVERIFY(scores.all.meanDice() == all.meanDicePerImage()); // to the last bit
            QVERIFY(scores.all.meanIou() == all.meanIouPerImage());
            QVERIFY(scores.all.pooled().dice() == all.pooled().meanDice);
            QVERIFY(scores.groups[1].meanDice() == second.meanDicePerImage());
            QCOMPARE(scores.groups[1].images(), second.images());
        }
    }
}

void TstMaskComponents::gridIsTheTicks()
{
    std::mt19937 random(5);
    const auto areas = areaStops(6, 200);
    MaskComponentTable table(40, areas);
    ImageGroups groups{2, {}};
    for (int i = 0; i < 40; ++i) {
        table.set(i, cutsOf(test::randomMaskCase(random), areas));
        groups.of.push_back(i % 2);
    }
    for (const int group : {-1, 1}) {
        const auto grid = table.grid(MaskObjective::MeanIou, groups, group);
        QVERIFY_RESULT(grid);
        double best = -1;
        for (int stop = 0; stop < kMaskStops; ++stop) {
            for (int k = 0; k < grid->areas; ++k) {
                const auto scores = table.scores(stop, k, groups);
                QVERIFY(grid->at(stop, k) == (group < 0 ? scores.all : scores.groups[1]).meanIou());
                best = std::max(best, grid->at(stop, k));
            }
        }
        QCOMPARE(grid->at(grid->bestStop, grid->bestArea), best);
    }
    CancelToken cancel;
    cancel.cancel();
    QCOMPARE(table.grid(MaskObjective::MeanDice, {}, -1, cancel).error().code, ErrorCode::Cancelled);
}

void TstMaskComponents::areasRise()
{
    const auto areas = areaStops();
    QCOMPARE(areas.front(), 1u);
    QCOMPARE(areas.back(), 46'341u);
    QVERIFY(areas.size() >= 28 && areas.size() <= std::size_t(kMostAreaStops));
    QVERIFY(std::ranges::adjacent_find(areas, std::greater_equal()) == areas.end());
    QVERIFY(areaStops(1, 100) == std::vector<std::uint32_t>{1});
    QVERIFY(areaStops(5, 1) == std::vector<std::uint32_t>{1});
}

void TstMaskComponents::argumentsAreChecked()
{
    const ClassMap map(QSize(3, 2), 7);
    const auto code = [&](const ClassMap& label, std::vector<std::uint32_t> areas) {
        const auto cuts = maskAreaCuts(map, label, kTruth, areas);
        return cuts ? ErrorCode::Internal : cuts.error().code;
    };
    QCOMPARE(code(ClassMap(QSize(2, 3), 0), {1}), ErrorCode::InvalidArgument);
    QCOMPARE(code(map, {}), ErrorCode::InvalidArgument);
    QCOMPARE(code(map, {3, 3}), ErrorCode::InvalidArgument);
    QCOMPARE(code(map, {5, 3}), ErrorCode::InvalidArgument);
    std::vector<std::uint32_t> many(33);
    std::iota(many.begin(), many.end(), 1u);
    QCOMPARE(code(map, many), ErrorCode::InvalidArgument);
    many.pop_back();
    QCOMPARE(code(map, many), ErrorCode::Internal); // none
    // No picture, and an image that was never set: nothing that counts.
    const auto none = maskAreaCuts(ClassMap(), ClassMap(), kTruth, many);
    QVERIFY_RESULT(none);
    QVERIFY(none->at(100, 31) == MaskOverlap());
    QVERIFY(MaskComponentTable(2, many).overlap(1, 0, 0) == MaskOverlap());
}

BADCASE_REGISTER_TEST(TstMaskComponents)
#include "tst_mask_components.moc"
