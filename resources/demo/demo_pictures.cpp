// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "resources/demo/demo_pictures.h"

#include "inference/core/schema.h"
#include "inference/media/image_reader.h"
#include "resources/demo/creative.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <numeric>

namespace badcase::demo {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::demo", text); }

Result<void> writeFile(const QString& path, const QByteArray& data)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size() || !file.commit())
        return fail(ErrorCode::Io, tr("Cannot write %1").arg(QDir::toNativeSeparators(path)), file.errorString());
    return {};
}

/// What people mix up: the slim cup and the wide bottle, the book and the phone, ...
Product lookAlike(Product product, QRandomGenerator& random)
{
    static const std::array<Product, kProductCount> partner{Product::Shoe, Product::Phone, Product::Cup,  Product::Bottle,
                                                            Product::Cup,  Product::Book,  Product::Bag,  Product::Phone};
    if (random.bounded(4) != 0)
        return partner[static_cast<std::size_t>(product)];
    const int other = random.bounded(kProductCount - 1);
    return static_cast<Product>(other >= static_cast<int>(product) ? other + 1 : other);
}

ClassMap shifted(const ClassMap& map, int dx, int dy)
{
    ClassMap out(map.size(), 0);
    auto target = out.mutablePixels();
    for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x) {
            const int sx = x - dx;
            const int sy = y - dy;
            if (sx >= 0 && sx < map.width() && sy >= 0 && sy < map.height())
                target[static_cast<std::size_t>(y * map.width() + x)] = map.at(sx, sy);
        }
    }
    return out;
}

ClassMap recoloured(const ClassMap& map, const std::array<std::uint8_t, kRegionCount>& values)
{
    ClassMap out = map;
    for (auto& pixel : out.mutablePixels())
        pixel = values[pixel];
    return out;
}

/// Damages a mask as annotators and scripts do. `kind` receives the name of what was done.
ClassMap damaged(const ClassMap& map, QRandomGenerator& random, QString& kind)
{
    switch (random.bounded(3)) {
    case 0:
        kind = QStringLiteral("shifted");
        return shifted(map, (random.bounded(2) ? 1 : -1) * (18 + random.bounded(14)), 12 + random.bounded(10));
    case 1:
        kind = QStringLiteral("product-missing");
        return recoloured(map, {0, 0, 2, 3, 4});
    default:
        kind = QStringLiteral("classes-swapped");
        return recoloured(map, {0, 4, 2, 3, 1});
    }
}

/// The first `share` of 0..count-1 in a shuffled order.
std::vector<bool> choose(int count, double share, QRandomGenerator& random)
{
    std::vector<int> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    std::vector<bool> chosen(static_cast<std::size_t>(count), false);
    const auto wanted = static_cast<std::size_t>(share * count + 0.5);
    for (std::size_t i = 0; i < wanted; ++i)
        chosen[static_cast<std::size_t>(order[i])] = true;
    return chosen;
}

QByteArray jpeg(const QImage& image)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 90);
    return data;
}

QString quoted(const QString& cell)
{
    return u'"' + QString(cell).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// The three tables that grow while the pictures are drawn.
struct Tables {
    QString labels = QStringLiteral("id,path,label,split,title,keywords\n");
    QString planted = QStringLiteral("id,given,true,mask_error\n");
    QString corrections = QStringLiteral("id,label,verdict,reason\n");
};

Result<void> writeTables(const PictureSet& set, const Tables& tables)
{
    BADCASE_TRY(writeFile(set.labels, tables.labels.toUtf8()));
    BADCASE_TRY(writeFile(set.truth, tables.planted.toUtf8()));
    BADCASE_TRY(writeFile(set.corrections, tables.corrections.toUtf8()));
    std::vector<ClassInfo> products;
    for (const auto& name : productNames())
        products.push_back({name, {}, {}});
    BADCASE_ASSIGN(const Schema classes, Schema::create(Task::Classification, std::move(products)));
    BADCASE_TRY(writeFile(set.classes, classes.toJson()));
    std::vector<ClassInfo> regions;
    for (const auto& name : regionNames())
        regions.push_back({name, {}, {}});
    BADCASE_ASSIGN(const Schema masks, Schema::create(Task::Segmentation, std::move(regions)));
    return writeFile(set.maskClasses, masks.toJson());
}

PictureSet layOut(const QString& dir)
{
    const QDir root(dir);
    PictureSet set;
    set.dir = root.absolutePath();
    set.labels = root.absoluteFilePath(QStringLiteral("labels.csv"));
    set.classes = root.absoluteFilePath(QStringLiteral("classes.json"));
    set.maskClasses = root.absoluteFilePath(QStringLiteral("mask_classes.json"));
    set.truth = root.absoluteFilePath(QStringLiteral("truth/planted.csv"));
    set.corrections = root.absoluteFilePath(QStringLiteral("truth/corrections.csv"));
    return set;
}

} // namespace

Result<PictureSet> makePictures(const PictureOptions& options, const CancelToken& cancel, const ProgressCallback& progress)
{
    if (!useDemoFont())
        return fail(ErrorCode::Internal, tr("The demo's font is missing from the program"));
    const QDir root(options.dir);
    if (root.exists() && !root.isEmpty())
        return fail(ErrorCode::AlreadyExists, tr("%1 is not empty; choose a new folder for the demo").arg(options.dir));
    for (const char* folder : {"images", "texts", "masks", "truth"}) {
        if (!root.mkpath(QLatin1String(folder)))
            return fail(ErrorCode::Io, tr("Cannot make the folder %1").arg(root.filePath(QLatin1String(folder))));
    }
    PictureSet set = layOut(options.dir);
    Tables tables;
    QRandomGenerator random(options.seed);
    const auto wrongLabel = choose(options.count, options.wrongLabels, random);
    const auto wrongMask = choose(options.count, options.wrongMasks, random);
    const auto wrongText = choose(options.count, options.misleadingTexts, random);
    for (int i = 0; i < options.count; ++i) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("Stopped while drawing the demo's pictures"));
        const auto index = static_cast<std::size_t>(i);
        const auto product = static_cast<Product>(i % kProductCount);
        const Creative creative = drawCreative(product, random);
        const QString name = QStringLiteral("ad_%1").arg(i + 1, 4, 10, QLatin1Char('0'));
        const Product given = wrongLabel[index] ? lookAlike(product, random) : product;
        const Product told = wrongText[index] ? lookAlike(product, random) : product;
        QString maskError;
        const ClassMap mask = wrongMask[index] ? damaged(creative.mask, random, maskError) : creative.mask;

        BADCASE_TRY(writeFile(root.filePath(QStringLiteral("images/%1.jpg").arg(name)), jpeg(creative.image)));
        BADCASE_ASSIGN(const QByteArray png, media::encodeMaskPng(mask));
        BADCASE_TRY(writeFile(root.filePath(QStringLiteral("masks/%1.png").arg(name)), png));
        const QString trueName = productNames().at(static_cast<int>(product));
        const QString givenName = productNames().at(static_cast<int>(given));
        QString text = creative.text;
        if (told != product)
            text.replace(productNameZh(product), productNameZh(told)).replace(trueName, productNames().at(static_cast<int>(told)));
        const QJsonObject json{{QStringLiteral("text"), text},
                               {QStringLiteral("keywords"), QJsonArray::fromStringList(creative.keywords)}};
        BADCASE_TRY(writeFile(root.filePath(QStringLiteral("texts/%1.json").arg(name)), QJsonDocument(json).toJson()));
        tables.labels += QStringLiteral("%1,images/%1.jpg,%2,%3,%4,%5\n")
                             .arg(name, givenName, i % 4 == 0 ? QStringLiteral("test") : QStringLiteral("train"),
                                  quoted(text), quoted(creative.keywords.join(u' ')));
        if (given != product || !maskError.isEmpty())
            tables.planted += QStringLiteral("%1,%2,%3,%4\n").arg(name, givenName, trueName, maskError);
        set.plantedMasks += maskError.isEmpty() ? 0 : 1;
        if (given != product && ++set.plantedLabels % 2 == 1)
            tables.corrections += QStringLiteral("%1,%2,relabel,seen in the picture\n").arg(name, trueName);
        if (progress)
            progress({i + 1, options.count, name});
    }
    BADCASE_TRY(writeTables(set, tables));
    return set;
}

} // namespace badcase::demo
