// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Draws one advertisement that does not exist: a product, a price tag, a logo and lines of Chinese or English text,
/// together with the exact mask of what was drawn. Everything follows from the seed.

#include "inference/core/class_map.h"

#include <QImage>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace badcase::demo {

/// The products, in label order.
enum class Product { Bag, Book, Bottle, Cup, Lamp, Phone, Shoe, Watch };
inline constexpr int kProductCount = 8;
QStringList productNames();        ///< "bag", "book", ... (class names)
QString productNameZh(Product product);

/// Mask values.
enum class Region : std::uint8_t { Background = 0, Product = 1, Price = 2, Logo = 3, Text = 4 };
inline constexpr int kRegionCount = 5;
QStringList regionNames();         ///< "background", "product", ...

struct Creative {
    Product product = Product::Bag;
    QImage image;       ///< Format_RGB32, kCreativeSize
    ClassMap mask;      ///< Region values, same size
    QString text;       ///< the headline, as an OCR would read it
    QStringList keywords;
};

inline constexpr QSize kCreativeSize{256, 192};

/// Needs a QGuiApplication (text is drawn) and the bundled font family "Badcase Demo" (see useDemoFont).
Creative drawCreative(Product product, QRandomGenerator& random);

/// Registers the bundled font so that the demo looks the same on every machine. False when the resource is missing.
bool useDemoFont();

} // namespace badcase::demo
