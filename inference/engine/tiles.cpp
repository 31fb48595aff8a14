// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/tiles.h"

#include "inference/engine/reflect.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <utility>

namespace badcase::engine {

namespace {

struct TilesText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Tiles)
};

QString numberText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString weightsName(TileWeights weights)
{
    return weights == TileWeights::Gaussian ? QStringLiteral("gaussian") : QStringLiteral("flat");
}

/// A number from `smallest` to `largest`; nothing else, a NaN neither.
std::optional<double> numberFrom(const QString& text, double smallest, double largest)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !(value >= smallest && value <= largest))
        return {};
    return value;
}

/// Sets what an entry "key=value" says; false when it says nothing that makes sense.
bool readEntry(const QString& entry, TileSettings& settings)
{
    const QString key = entry.section(QLatin1Char('='), 0, 0);
    const QString value = entry.section(QLatin1Char('='), 1);
    if (key == QLatin1String("overlap")) {
        const auto overlap = numberFrom(value, 0.0, TileSettings::kLargestOverlap);
        settings.overlap = overlap.value_or(settings.overlap);
        return overlap.has_value();
    }
    if (key == QLatin1String("full")) {
        settings.fullImageWeight = numberFrom(value, 0.0, 1.0);
        return settings.fullImageWeight.has_value();
    }
    if (key != QLatin1String("weights"))
        return false;
    for (const TileWeights weights : {TileWeights::Gaussian, TileWeights::Flat}) {
        if (value == weightsName(weights)) {
            settings.weights = weights;
            return true;
        }
    }
    return false;
}

ResultError notTiles(const QString& text, const QString& part)
{
    return fail(ErrorCode::InvalidArgument,
                TilesText::tr("\"%1\" in the tiles \"%2\" cannot be used. Write none, or the size of a tile "
                              "(%3 to %4 pixels) and, if need be, overlap=0 to %5, weights=gaussian or flat, "
                              "full=0 to 1 (the share of the whole picture): "
                              "512,overlap=0.25,weights=gaussian,full=0.3")
                    .arg(part, text)
                    .arg(TileSettings::kSmallestSize)
                    .arg(TileSettings::kLargestSize)
                    .arg(TileSettings::kLargestOverlap));
}

/// Where tiles begin along one side.
std::vector<int> tileStarts(int side, const TileSettings& settings)
{
    const int stride = std::max(1, static_cast<int>(std::lround(settings.size * (1.0 - settings.overlap))));
    std::vector<int> starts;
    for (int start = 0; start + settings.size < side; start += stride)
        starts.push_back(start);
    starts.push_back(std::max(0, side - settings.size));
    return starts;
}

std::vector<double> gaussian(int length)
{
    const double centre = (length - 1) / 2.0;
    const double deviation = length / 8.0;
    std::vector<double> values(static_cast<std::size_t>(length));
    for (int i = 0; i < length; ++i) {
        const double distance = (i - centre) / deviation;
        values[static_cast<std::size_t>(i)] = std::exp(-0.5 * distance * distance);
    }
    return values;
}

} // namespace

QString TileSettings::toText() const
{
    if (!isUsed())
        return QStringLiteral("none");
    QString text = QStringLiteral("%1,overlap=%2,weights=%3")
                       .arg(QString::number(size), numberText(overlap), weightsName(weights));
    if (fullImageWeight)
        text += QStringLiteral(",full=") + numberText(*fullImageWeight);
    return text;
}

Result<TileSettings> TileSettings::parse(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed == QLatin1String("none"))
        return TileSettings();
    QStringList entries = trimmed.split(QLatin1Char(','));
    TileSettings settings;
    const QString sizeText = entries.takeFirst().trimmed();
    bool ok = false;
    settings.size = sizeText.toInt(&ok);
    if (!ok || settings.size < kSmallestSize || settings.size > kLargestSize)
        return notTiles(text, sizeText);
    for (const QString& entry : std::as_const(entries)) {
        if (!readEntry(entry.trimmed(), settings))
            return notTiles(text, entry.trimmed());
    }
    return settings;
}

std::vector<QRect> tileRects(QSize picture, const TileSettings& settings)
{
    if (!settings.isUsed())
        return {QRect(QPoint(0, 0), picture)};
    std::vector<QRect> rects;
    const std::vector<int> columns = tileStarts(picture.width(), settings);
    for (const int y : tileStarts(picture.height(), settings)) {
        for (const int x : columns)
            rects.emplace_back(x, y, settings.size, settings.size);
    }
    return rects;
}

RgbImage cropWithReflection(const RgbImage& rgb, const QRect& rect)
{
    const qsizetype lineBytes = RgbImage::lineBytes(rect.size());
    auto part = RgbImage::allocate(rect.size());
    if (!part)
        throw std::bad_alloc(); // as a vector would
    // From the first column that the picture has to the one after the last.
    const int left = std::clamp(-rect.x(), 0, rect.width());
    const int right = std::clamp(rgb.width() - rect.x(), left, rect.width());
    for (int y = 0; y < rect.height(); ++y) {
        const std::uint8_t* in = rgb.constScanLine(reflectedIndex(rect.y() + y, rgb.height()));
        std::uint8_t* out = part.get() + y * lineBytes;
        const auto mirrored = [&](int x) {
            std::memcpy(out + 3 * x, in + std::ptrdiff_t(3) * reflectedIndex(rect.x() + x, rgb.width()), 3);
        };
        for (int x = 0; x < left; ++x)
            mirrored(x);
        if (right > left)
            std::memcpy(out + 3 * left, in + std::ptrdiff_t(3) * (rect.x() + left),
                        std::size_t(3) * static_cast<std::size_t>(right - left));
        for (int x = right; x < rect.width(); ++x)
            mirrored(x);
    }
    return {std::move(part), rect.size(), lineBytes};
}

std::vector<float> tileWindow(QSize tile, TileWeights weights)
{
    const auto width = static_cast<std::size_t>(tile.width());
    const auto height = static_cast<std::size_t>(tile.height());
    std::vector<float> window(width * height, 1.0F);
    if (weights == TileWeights::Flat || window.empty())
        return window;
    const std::vector<double> columns = gaussian(tile.width());
    const std::vector<double> rows = gaussian(tile.height());
    const double smallest = 1e-3 * columns[width / 2] * rows[height / 2];
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x)
            window[y * width + x] = static_cast<float>(std::max(columns[x] * rows[y], smallest));
    }
    return window;
}

TileFuser::TileFuser(int channels, QSize picture, const TileSettings& settings)
    : m_settings(settings),
      m_means(emptyMaps(channels, picture)),
      m_totals(m_means.planePixels()),
      m_shares(static_cast<std::size_t>(picture.width()))
{}

const std::vector<float>& TileFuser::windowOf(QSize tile)
{
    if (m_windowSize != tile) {
        m_window = tileWindow(tile, m_settings.weights);
        m_windowSize = tile;
    }
    return m_window;
}

void TileFuser::add(const QRect& where, const ProbabilityMaps& tile)
{
    Q_ASSERT(tile.size == where.size() && tile.channels == m_means.channels);
    const std::vector<float>& window = windowOf(where.size());
    const QRect inside = where & QRect(QPoint(0, 0), m_means.size);
    const int width = m_means.size.width();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        const std::ptrdiff_t to = static_cast<std::ptrdiff_t>(y) * width + inside.left();
        const std::ptrdiff_t from =
            static_cast<std::ptrdiff_t>(y - where.y()) * where.width() + (inside.left() - where.x());
        const float* weight = window.data() + from;
        float* total = m_totals.data() + to;
        float* share = m_shares.data();
        for (int x = 0; x < inside.width(); ++x) {
            total[x] += weight[x];
            share[x] = weight[x] / total[x];
        }
        for (int c = 0; c < m_means.channels; ++c) {
            float* mean = m_means.channel(c) + to;
            const float* value = tile.channel(c) + from;
            for (int x = 0; x < inside.width(); ++x)
                mean[x] += (value[x] - mean[x]) * share[x];
        }
    }
}

ProbabilityMaps TileFuser::result()
{
    m_totals = {};
    return std::exchange(m_means, {});
}

void blendWhole(ProbabilityMaps& tiles, const ProbabilityMaps& whole, double share)
{
    Q_ASSERT(tiles.size == whole.size && tiles.channels == whole.channels);
    const auto ofWhole = static_cast<float>(share);
    const auto ofTiles = static_cast<float>(1.0 - share);
    for (std::size_t i = 0; i < tiles.values.size(); ++i)
        tiles.values[i] = ofTiles * tiles.values[i] + ofWhole * whole.values[i];
}

} // namespace badcase::engine
