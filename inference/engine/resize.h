// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Resizing as the training frameworks do it, to the last float. One family of functions serves pictures
/// going into a model (8-bit, interleaved) and score maps coming out of it (float planes). Everything is
/// separable: a table of contributions per axis, rows first, then columns. Thread-safe as long as each thread
/// has its own PlaneResizer.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace badcase::engine {

enum class ResizeFilter {
    Nearest,           ///< source = floor(i * in / out), as torch's "nearest"
    Bilinear,          ///< the two neighbours only, as torch's "bilinear" without antialias
    BilinearAntialias, ///< triangle as wide as the reduction, as Pillow's BILINEAR and torch's antialias=True
    Area,              ///< mean of the covered source pixels, as torch's "area" (adaptive average pooling)
};

struct ResizeMethod {
    ResizeFilter filter = ResizeFilter::Bilinear;
    bool alignCorners =
        false; ///< corner pixel centres are mapped onto each other; Nearest and Area have no such variant
};

/// Which source pixels, with which weights, make each output pixel along one axis. Immutable.
class AxisTable {
public:
    AxisTable() = default;
    /// `from` and `to` are pixel counts, both positive.
    static AxisTable make(int from, int to, const ResizeMethod& method);
    /// At source position (i + 0.5) * scale + offset - 0.5, held inside [0, from - 1]: bilinear, or the
    /// nearest pixel centre. For a window of a map that is coarser than the picture it belongs to.
    static AxisTable window(int from, int to, double scale, double offset, ResizeFilter filter);

    int size() const { return static_cast<int>(m_first.size()); }
    int taps() const { return m_taps; } ///< the largest count()
    int first(int i) const { return m_first[static_cast<std::size_t>(i)]; }
    const int* firsts() const { return m_first.data(); }
    int count(int i) const { return m_count[static_cast<std::size_t>(i)]; }
    /// count(i) of them. With isPairs() there are two for every output pixel, one after the other from
    /// weights(0) on.
    const float* weights(int i) const { return m_weights.data() + static_cast<std::size_t>(i) * m_stride; }
    bool isIdentity() const { return m_identity; } ///< output pixel i is source pixel i
    bool isPairs() const { return m_pairs; } ///< first(i) and the pixel after it can always both be read

private:
    AxisTable(int from, int to, int taps);
    void setBilinear(int i, float position, int from);
    void setAntialias(int i, float scale, int from);
    void setArea(int i, int from, int to);
    void finish(int from);

    std::vector<int> m_first;
    std::vector<int> m_count;
    std::vector<float> m_weights; ///< m_stride per output pixel
    std::size_t m_stride = 0;
    int m_taps = 0;
    bool m_identity = false;
    bool m_pairs = false;
};

/// The rows of one resized plane. Holds only the source rows under the filter, so a map of any height costs a
/// few rows of memory. `Pixel` is std::uint8_t or float. The tables and the pixels must outlive it.
template <class Pixel>
class PlaneResizer {
public:
    /// `pixels` is the first pixel; the next one in a row is `step` pixels on, the next row `rowStride`
    /// pixels on.
    PlaneResizer(const AxisTable& horizontal, const AxisTable& vertical, const Pixel* pixels,
                 std::ptrdiff_t rowStride, std::ptrdiff_t step = 1);
    /// Writes output row `y` (horizontal.size() floats). Quickest when asked from top to bottom.
    void row(int y, float* out);

private:
    const float* sourceRow(int y);

    const AxisTable& m_horizontal;
    const AxisTable& m_vertical;
    const Pixel* m_pixels;
    std::ptrdiff_t m_rowStride;
    std::ptrdiff_t m_step;
    std::vector<float> m_ring;   ///< horizontally resized source rows
    std::vector<int> m_ringRows; ///< which source row each of them is, -1 none
};

extern template class PlaneResizer<std::uint8_t>;
extern template class PlaneResizer<float>;

} // namespace badcase::engine
