// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/views.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <optional>

namespace badcase::engine {

namespace {

using Turn = View::Turn;

struct ViewsText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Views)
};

/// A turn is read from the picture with its axes swapped or not, then mirrored along the picture's axes.
struct TurnParts {
    Turn turn;
    const char* name;
    bool swap;
    bool mirrorX;
    bool mirrorY;
};

/// In the order of Turn, which is also the order of "d4".
constexpr std::array<TurnParts, 8> kTurns{{
    {Turn::Identity, "identity", false, false, false},
    {Turn::HFlip, "hflip", false, true, false},
    {Turn::VFlip, "vflip", false, false, true},
    {Turn::Rot90, "rot90", true, true, false},
    {Turn::Rot180, "rot180", false, true, true},
    {Turn::Rot270, "rot270", true, false, true},
    {Turn::Transpose, "transpose", true, false, false},
    {Turn::AntiTranspose, "antitranspose", true, true, true},
}};

const TurnParts& partsOf(Turn turn)
{
    return kTurns[static_cast<std::size_t>(turn)];
}

QString nameOf(Turn turn)
{
    return QString::fromLatin1(partsOf(turn).name);
}

std::optional<Turn> turnFromName(const QString& name)
{
    for (const TurnParts& parts : kTurns) {
        if (name == QLatin1String(parts.name))
            return parts.turn;
    }
    return {};
}

constexpr QLatin1String kScalePrefix("scale:");
constexpr QLatin1String kOnlyPrefix("only:");

std::optional<double> scaleFromText(const QString& text)
{
    if (!text.startsWith(kScalePrefix))
        return {};
    bool ok = false;
    const double scale = text.mid(kScalePrefix.size()).toDouble(&ok);
    // Written so that a NaN is refused too.
    if (!ok || !(scale >= View::kSmallestScale && scale <= View::kLargestScale))
        return {};
    return scale;
}

QString viewForms()
{
    QStringList names;
    for (const TurnParts& parts : kTurns)
        names << QString::fromLatin1(parts.name);
    return ViewsText::tr("%1, scale:F with F from %2 to %3, or a turn and a scale as in hflip@scale:0.75")
        .arg(names.join(QStringLiteral(", ")))
        .arg(View::kSmallestScale)
        .arg(View::kLargestScale);
}

ResultError notViews(const QString& text)
{
    return fail(
        ErrorCode::InvalidArgument,
        ViewsText::tr("\"%1\" names no views. Write d4, flips, none, or a list with commas of: %2. The "
                      "picture as it is comes first unless the list begins with \"only:\"")
            .arg(text, viewForms()));
}

std::vector<View> d4Views()
{
    std::vector<View> views;
    for (const TurnParts& parts : kTurns)
        views.push_back({parts.turn, 1.0});
    return views;
}

std::vector<View> flipViews()
{
    return {{}, {Turn::HFlip, 1.0}, {Turn::VFlip, 1.0}, {Turn::Rot180, 1.0}};
}

/// The views of one entry of a list; nothing when it is none.
std::optional<std::vector<View>> viewsOf(const QString& entry)
{
    if (entry == QLatin1String("d4"))
        return d4Views();
    if (entry == QLatin1String("flips"))
        return flipViews();
    const auto view = View::parse(entry);
    if (!view)
        return {};
    return std::vector<View>{*view};
}

/// What lies how far apart in memory, in bytes: the next pixel of a row of the view, its next row.
struct Steps {
    const std::byte* first; ///< of the picture: what becomes the view's top left pixel
    std::ptrdiff_t x;
    std::ptrdiff_t y;
};

Steps stepsOf(Turn turn, const void* pixels, QSize size, std::ptrdiff_t pixelBytes, std::ptrdiff_t rowBytes)
{
    const TurnParts& parts = partsOf(turn);
    const auto* first = static_cast<const std::byte*>(pixels);
    if (parts.mirrorX)
        first += (size.width() - 1) * pixelBytes;
    if (parts.mirrorY)
        first += (size.height() - 1) * rowBytes;
    const std::ptrdiff_t alongRow = parts.mirrorX ? -pixelBytes : pixelBytes;
    const std::ptrdiff_t alongColumn = parts.mirrorY ? -rowBytes : rowBytes;
    return parts.swap ? Steps{first, alongColumn, alongRow} : Steps{first, alongRow, alongColumn};
}

/// Copies `size` pixels of Bytes bytes to rows that lie `rowBytes` apart. Blocks of 32 x 32 pixels: a turn
/// that swaps the sides walks down a column of the picture for every row of the view, and so finds each cache
/// line again before it is gone.
template <std::size_t Bytes>
void copyTurned(const Steps& from, QSize size, std::byte* out, std::ptrdiff_t rowBytes)
{
    constexpr int kBlock = 32;
    constexpr auto kPixel = static_cast<std::ptrdiff_t>(Bytes);
    for (int top = 0; top < size.height(); top += kBlock) {
        const int bottom = std::min(top + kBlock, size.height());
        for (int left = 0; left < size.width(); left += kBlock) {
            const int right = std::min(left + kBlock, size.width());
            for (int y = top; y < bottom; ++y) {
                const std::byte* in = from.first + y * from.y + left * from.x;
                std::byte* target = out + y * rowBytes + left * kPixel;
                for (int x = left; x < right; ++x, in += from.x, target += kPixel)
                    std::memcpy(target, in, Bytes);
            }
        }
    }
}

} // namespace

QString View::toText() const
{
    if (scale == 1.0)
        return nameOf(turn);
    const QString scaled = kScalePrefix + QString::number(scale, 'g', QLocale::FloatingPointShortest);
    return turn == Turn::Identity ? scaled : nameOf(turn) + QLatin1Char('@') + scaled;
}

Result<View> View::parse(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (const auto scale = scaleFromText(trimmed))
        return View{Turn::Identity, *scale};
    const qsizetype at = trimmed.indexOf(QLatin1Char('@'));
    const auto turn = turnFromName(at < 0 ? trimmed : trimmed.left(at));
    const auto scale = at < 0 ? std::optional<double>(1.0) : scaleFromText(trimmed.mid(at + 1));
    if (!turn || !scale) {
        return fail(ErrorCode::InvalidArgument,
                    ViewsText::tr("\"%1\" is no view. A view is one of: %2").arg(text, viewForms()));
    }
    return View{*turn, *scale};
}

bool View::swapsSides() const
{
    return partsOf(turn).swap;
}

Result<std::vector<View>> parseViews(const QString& text)
{
    QString list = text.trimmed();
    if (list.isEmpty() || list == QLatin1String("none"))
        return std::vector<View>{View()};
    const bool only = list.startsWith(kOnlyPrefix);
    if (only)
        list.remove(0, kOnlyPrefix.size());
    std::vector<View> views;
    if (!only)
        views.emplace_back();
    // The picture itself may be named although it is there already.
    bool identityIsGiven = !only;
    const QStringList entries = list.split(QLatin1Char(','));
    for (const QString& entry : entries) {
        const auto named = viewsOf(entry.trimmed());
        if (!named)
            return notViews(text);
        for (const View& view : *named) {
            if (std::find(views.begin(), views.end(), view) == views.end()) {
                views.push_back(view);
            } else if (view.isIdentity() && identityIsGiven) {
                identityIsGiven = false;
            } else {
                return fail(ErrorCode::InvalidArgument,
                            ViewsText::tr("The views \"%1\" hold %2 twice; each view counts once")
                                .arg(text, view.toText()));
            }
        }
    }
    return views;
}

QString viewsToText(const std::vector<View>& views)
{
    if (views == d4Views())
        return QStringLiteral("d4");
    if (views == flipViews())
        return QStringLiteral("flips");
    QStringList names;
    for (const View& view : views)
        names << view.toText();
    const QString list = names.join(QLatin1Char(','));
    return !views.empty() && views.front().isIdentity() ? list : kOnlyPrefix + list;
}

View::Turn inverseOf(View::Turn turn)
{
    if (turn == Turn::Rot90)
        return Turn::Rot270;
    return turn == Turn::Rot270 ? Turn::Rot90 : turn;
}

QSize viewSize(QSize picture, View::Turn turn)
{
    return partsOf(turn).swap ? picture.transposed() : picture;
}

RgbImage applyTurn(const RgbImage& rgb, View::Turn turn)
{
    if (turn == Turn::Identity || rgb.isNull())
        return rgb;
    const QSize size = viewSize(rgb.size(), turn);
    auto view = RgbImage::allocate(size);
    if (!view)
        throw std::bad_alloc(); // as a vector would
    const Steps steps = stepsOf(turn, rgb.constBits(), rgb.size(), 3, rgb.bytesPerLine());
    copyTurned<3>(steps, size, reinterpret_cast<std::byte*>(view.get()), RgbImage::lineBytes(size));
    return {std::move(view), size, RgbImage::lineBytes(size)};
}

ClassMap applyTurn(const ClassMap& map, View::Turn turn)
{
    if (turn == Turn::Identity || map.isNull())
        return map;
    ClassMap view(viewSize(map.size(), turn), ClassMap::kUnset);
    const Steps steps = stepsOf(turn, map.pixels().data(), map.size(), 1, map.width());
    copyTurned<1>(steps, view.size(), reinterpret_cast<std::byte*>(view.mutablePixels().data()),
                  view.width());
    return view;
}

void applyTurn(View::Turn turn, const float* in, QSize size, float* out)
{
    constexpr auto kPixel = static_cast<std::ptrdiff_t>(sizeof(float));
    const QSize turned = viewSize(size, turn);
    copyTurned<sizeof(float)>(stepsOf(turn, in, size, kPixel, size.width() * kPixel), turned,
                              reinterpret_cast<std::byte*>(out), turned.width() * kPixel);
}

ClassMap undoTurn(const ClassMap& view, View::Turn turn)
{
    return applyTurn(view, inverseOf(turn));
}

void undoTurn(View::Turn turn, const float* in, QSize viewSize, float* out)
{
    applyTurn(inverseOf(turn), in, viewSize, out);
}

} // namespace badcase::engine
