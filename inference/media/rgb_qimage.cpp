// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/rgb_qimage.h"

#include "inference/media/raw_image.h"

namespace badcase::media {

RgbImage toRgbImage(const QImage& image)
{
    const auto owner = std::make_shared<const QImage>(toRgb888(image));
    if (owner->isNull())
        return {};
    return {std::shared_ptr<const std::uint8_t>(owner, owner->constBits()), owner->size(),
            owner->bytesPerLine()};
}

QImage toQImage(const RgbImage& image)
{
    if (image.isNull())
        return {};
    using Owner = std::shared_ptr<const std::uint8_t>;
    auto* owner = new Owner(image.pixels());
    return QImage(
        image.constBits(), image.width(), image.height(), image.bytesPerLine(), QImage::Format_RGB888,
        [](void* held) { delete static_cast<Owner*>(held); }, owner);
}

} // namespace badcase::media
