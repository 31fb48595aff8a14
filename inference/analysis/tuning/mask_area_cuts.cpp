// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/tuning/mask_component_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace badcase::analysis {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskComponentTable", text);
}

/// Pixels of one picture by falling probability, each with its role, as (place << 2) | role. Places count in
/// rows that are two pixels longer than the picture's, which has a frame of one pixel: no neighbour needs to
/// be asked for whether it lies inside. Pixels of probability 0 are left out; at stop 0 the picture is one
/// piece.
struct SortedPixels {
    std::vector<std::uint32_t> entries;
    std::array<std::size_t, kMaskStops + 1>
        begin{}; ///< of each probability; entries of q end at begin[q - 1]
};

constexpr qint64 kMostPlaces = qint64(1) << 30;

SortedPixels sortedPixels(const ClassMap& probability, const ClassMap& label, const MaskTruth& truth)
{
    const auto values = probability.pixels();
    const auto labels = label.pixels();
    std::array<std::size_t, kMaskStops> counts{};
    for (const std::uint8_t q : values)
        ++counts[q];
    SortedPixels sorted;
    std::array<std::size_t, kMaskStops> next{};
    std::size_t sum = 0;
    for (std::size_t q = kMaskStops; q-- > 1;) {
        sorted.begin[q] = next[q] = sum;
        sum += counts[q];
    }
    sorted.begin[0] = sum;
    sorted.entries.resize(sum);
    const int width = probability.width();
    std::size_t i = 0;
    for (int y = 0; y < probability.height(); ++y) {
        std::uint32_t place = static_cast<std::uint32_t>(y + 1) * static_cast<std::uint32_t>(width + 2) + 1;
        for (int x = 0; x < width; ++x, ++i, ++place) {
            if (values[i] > 0)
                sorted.entries[next[values[i]]++] = (place << 2) | truth.of(labels[i]);
        }
    }
    return sorted;
}

/// What the pieces of one threshold add up to, by the largest area stop that they reach (place 0: none).
struct AreaSums {
    std::array<std::uint32_t, kMostAreaStops + 1> pieces{};
    std::array<std::uint32_t, kMostAreaStops + 1> decided{};
    std::array<std::uint32_t, kMostAreaStops + 1> both{};
};

/// Pieces that grow and join. Names are small numbers from 1 on, so that what is looked up again and again
/// stays in the cache; a name whose piece has joined another leads to it.
class Pieces {
public:
    explicit Pieces(std::span<const std::uint32_t> areas) : m_areas(areas), m_pieces(1) {}

    const AreaSums& sums() const { return m_sums; }

    std::uint32_t found(std::uint32_t name)
    {
        while (m_pieces[name].leader != name) {
            m_pieces[name].leader = m_pieces[m_pieces[name].leader].leader;
            name = m_pieces[name].leader;
        }
        return name;
    }

    std::uint32_t create()
    {
        const auto name = static_cast<std::uint32_t>(m_pieces.size());
        m_pieces.push_back({name, 0, 0, 0, 0});
        ++m_sums.pieces[0];
        return name;
    }

    /// Both lead; the larger one goes on leading.
    std::uint32_t join(std::uint32_t a, std::uint32_t b)
    {
        if (m_pieces[a].area < m_pieces[b].area)
            std::swap(a, b);
        Piece& into = m_pieces[a];
        Piece& from = m_pieces[b];
        --m_sums.pieces[from.place];
        m_sums.decided[from.place] -= from.decided;
        m_sums.both[from.place] -= from.both;
        m_sums.decided[into.place] += from.decided;
        m_sums.both[into.place] += from.both;
        into.area += from.area;
        into.decided += from.decided;
        into.both += from.both;
        from.leader = a;
        rise(into);
        return a;
    }

    void grow(std::uint32_t name, std::uint32_t role)
    {
        Piece& piece = m_pieces[name];
        const std::uint32_t counts = role & 1;
        const std::uint32_t labelled = role >> 1;
        ++piece.area;
        piece.decided += counts;
        piece.both += labelled;
        m_sums.decided[piece.place] += counts;
        m_sums.both[piece.place] += labelled;
        rise(piece);
    }

private:
    struct Piece {
        std::uint32_t leader = 0;
        std::uint32_t area = 0;
        std::uint32_t decided = 0;
        std::uint32_t both = 0;
        std::uint32_t place = 0; ///< in the sums
    };

    /// To the place that its area reaches.
    void rise(Piece& piece)
    {
        std::uint32_t place = piece.place;
        while (place < m_areas.size() && piece.area >= m_areas[place])
            ++place;
        if (place == piece.place)
            return;
        --m_sums.pieces[piece.place];
        m_sums.decided[piece.place] -= piece.decided;
        m_sums.both[piece.place] -= piece.both;
        ++m_sums.pieces[place];
        m_sums.decided[place] += piece.decided;
        m_sums.both[place] += piece.both;
        piece.place = place;
    }

    std::span<const std::uint32_t> m_areas;
    std::vector<Piece> m_pieces;
    AreaSums m_sums;
};

/// Adds a pixel to the piece that it touches, joins several, or begins one.
void addPixel(std::uint32_t entry, std::ptrdiff_t stride, std::uint32_t* names, Pieces& pieces)
{
    std::uint32_t* const pixel = names + (entry >> 2);
    const std::uint32_t around[8] = {pixel[-stride - 1], pixel[-stride],   pixel[-stride + 1],
                                     pixel[-1],          pixel[1],         pixel[stride - 1],
                                     pixel[stride],      pixel[stride + 1]};
    std::uint32_t last = 0;
    std::uint32_t piece = 0;
    for (const std::uint32_t name : around) {
        if (name == 0 || name == last)
            continue;
        last = name;
        const std::uint32_t other = pieces.found(name);
        if (piece == 0)
            piece = other;
        else if (piece != other)
            piece = pieces.join(piece, other);
    }
    if (piece == 0)
        piece = pieces.create();
    *pixel = piece;
    pieces.grow(piece, entry & 3);
}

} // namespace

/// Writes the rows of one image from the most probable threshold down.
class AreaCutsBuilder {
public:
    explicit AreaCutsBuilder(std::size_t areas) : m_areas(areas), m_pairs(kMaskStops) {}

    void addRow(int stop, const AreaSums& sums)
    {
        MaskAreaCuts::Pair row{0, static_cast<std::uint32_t>(m_pairs.size())};
        MaskAreaCuts::Pair change;
        for (std::size_t k = m_areas; k-- > 0;) {
            if (sums.pieces[k + 1] == 0)
                continue;
            row.first |= std::uint32_t(1) << k;
            change.first += sums.decided[k + 1];
            change.second += sums.both[k + 1];
            m_pairs.push_back(change);
        }
        m_pairs[static_cast<std::size_t>(stop)] = row;
    }
    void repeatRow(int stop)
    {
        m_pairs[static_cast<std::size_t>(stop)] = m_pairs[static_cast<std::size_t>(stop) + 1];
    }

    MaskAreaCuts result(std::uint32_t pixels, std::uint32_t labelled) const
    {
        MaskAreaCuts cuts;
        cuts.m_pixels = pixels;
        cuts.m_labelled = labelled;
        cuts.m_pairs = std::make_unique<MaskAreaCuts::Pair[]>(m_pairs.size());
        std::ranges::copy(m_pairs, cuts.m_pairs.get());
        cuts.m_bytes = qsizetype(sizeof(MaskAreaCuts) + m_pairs.size() * sizeof(MaskAreaCuts::Pair));
        return cuts;
    }

private:
    std::size_t m_areas;
    std::vector<MaskAreaCuts::Pair> m_pairs;
};

namespace {

Result<> check(const ClassMap& probability, const ClassMap& label, std::span<const std::uint32_t> areas)
{
    if (probability.size() != label.size())
        return fail(ErrorCode::InvalidArgument,
                    tr("The label mask is %1 x %2 pixels, the predicted one %3 x %4")
                        .arg(label.width())
                        .arg(label.height())
                        .arg(probability.width())
                        .arg(probability.height()));
    const bool rises = std::ranges::adjacent_find(areas, std::greater_equal()) == areas.end();
    if (areas.empty() || areas.size() > kMostAreaStops || !rises)
        return fail(ErrorCode::InvalidArgument, tr("Give 1 to %1 areas that rise").arg(kMostAreaStops));
    if (qint64(probability.width() + 2) * (probability.height() + 2) > kMostPlaces)
        return fail(ErrorCode::TooLarge, tr("A mask of %1 x %2 pixels is too large for a table of areas")
                                             .arg(probability.width())
                                             .arg(probability.height()));
    return {};
}

/// At stop 0 every pixel is inside, and the picture is one piece.
AreaSums wholePicture(const ClassMap& label, const MaskTruth& truth, std::span<const std::uint32_t> areas,
                      std::uint32_t& pixels, std::uint32_t& labelled)
{
    Pieces pieces(areas);
    const std::uint32_t piece = pieces.create();
    for (const std::uint8_t value : label.pixels()) {
        const std::uint8_t role = truth.of(value);
        pixels += role & 1;
        labelled += role >> 1;
        pieces.grow(piece, role);
    }
    return pieces.sums();
}

} // namespace

Result<MaskAreaCuts> maskAreaCuts(const ClassMap& probability, const ClassMap& label, const MaskTruth& truth,
                                  std::span<const std::uint32_t> areas)
{
    BADCASE_TRY(check(probability, label, areas));
    AreaCutsBuilder builder(areas.size());
    if (probability.isNull())
        return builder.result(0, 0);
    const SortedPixels sorted = sortedPixels(probability, label, truth);
    const std::ptrdiff_t stride = probability.width() + 2;
    std::vector<std::uint32_t> names(static_cast<std::size_t>(stride) *
                                     static_cast<std::size_t>(probability.height() + 2));
    Pieces pieces(areas);
    for (int stop = kMaskStops - 1; stop > 0; --stop) {
        const std::size_t begin = sorted.begin[static_cast<std::size_t>(stop)];
        const std::size_t end = sorted.begin[static_cast<std::size_t>(stop) - 1];
        if (begin == end && stop < kMaskStops - 1) {
            builder.repeatRow(stop);
            continue;
        }
        for (std::size_t i = begin; i < end; ++i)
            addPixel(sorted.entries[i], stride, names.data(), pieces);
        builder.addRow(stop, pieces.sums());
    }
    std::uint32_t pixels = 0;
    std::uint32_t labelled = 0;
    const AreaSums whole = wholePicture(label, truth, areas, pixels, labelled);
    builder.addRow(0, whole);
    return builder.result(pixels, labelled);
}

std::vector<std::uint32_t> areaStops(int count, std::uint32_t largest)
{
    std::vector<std::uint32_t> areas;
    for (int i = 0; i < count; ++i) {
        const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 0.0;
        const auto area = static_cast<std::uint32_t>(std::llround(std::pow(double(largest), share)));
        if (areas.empty() || area > areas.back())
            areas.push_back(area);
    }
    return areas;
}

} // namespace badcase::analysis
