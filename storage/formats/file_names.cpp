// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/file_names.h"

#include <QCryptographicHash>
#include <QSet>

namespace badcase::formats {

namespace {

/// Names that mean something else than a file on Windows, or that our exports use beside class folders.
bool isReserved(const QString& name)
{
    static const QSet<QString> names = [] {
        QSet<QString> set{QStringLiteral("con"),           QStringLiteral("prn"),
                          QStringLiteral("aux"),           QStringLiteral("nul"),
                          QStringLiteral("manifest.json"), QStringLiteral("dataset.json"),
                          QStringLiteral("classes.json"),  QStringLiteral("__macosx")};
        for (int i = 1; i <= 9; ++i)
            set << QStringLiteral("com%1").arg(i) << QStringLiteral("lpt%1").arg(i);
        return set;
    }();
    const QString lower = name.toLower();
    return names.contains(lower) || names.contains(lower.section(u'.', 0, 0));
}

bool isForbidden(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F || QByteArrayView("/\\:*?\"<>|%").contains(byte);
}

void appendEncoded(QByteArray& out, char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    const auto value = static_cast<unsigned char>(byte);
    out += '%';
    out += digits[value >> 4];
    out += digits[value & 15];
}

QString encode(const QString& text, bool reserved)
{
    const QByteArray bytes = text.toUtf8();
    QByteArray out;
    out.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char byte = bytes.at(i);
        const bool first = i == 0;
        const bool last = i == bytes.size() - 1;
        const bool awkward =
            (first && (byte == '.' || byte == ' ' || reserved)) || (last && (byte == '.' || byte == ' '));
        if (isForbidden(byte) || (awkward && static_cast<unsigned char>(byte) < 0x80))
            appendEncoded(out, byte);
        else
            out += byte;
    }
    return QString::fromUtf8(out);
}

} // namespace

const QStringList& imageSuffixes()
{
    static const QStringList suffixes{QStringLiteral("jpg"),  QStringLiteral("jpeg"), QStringLiteral("png"),
                                      QStringLiteral("webp"), QStringLiteral("bmp"),  QStringLiteral("tif"),
                                      QStringLiteral("tiff"), QStringLiteral("gif"),  QStringLiteral("ppm"),
                                      QStringLiteral("pgm"),  QStringLiteral("pnm"),  QStringLiteral("jpe"),
                                      QStringLiteral("jfif")};
    return suffixes;
}

bool hasImageSuffix(const QString& path)
{
    return imageSuffixes().contains(suffixOf(path), Qt::CaseInsensitive);
}

const QStringList& videoSuffixes()
{
    static const QStringList suffixes{QStringLiteral("mp4"),  QStringLiteral("mkv"), QStringLiteral("mov"),
                                      QStringLiteral("webm"), QStringLiteral("avi"), QStringLiteral("flv"),
                                      QStringLiteral("m4v"),  QStringLiteral("ts"),  QStringLiteral("mpg"),
                                      QStringLiteral("mpeg"), QStringLiteral("wmv"), QStringLiteral("3gp"),
                                      QStringLiteral("m2ts"), QStringLiteral("mts"), QStringLiteral("ogv")};
    return suffixes;
}

bool hasVideoSuffix(const QString& path)
{
    return videoSuffixes().contains(suffixOf(path), Qt::CaseInsensitive);
}

std::optional<SampleKind> mediaKindOf(const QString& path)
{
    if (hasImageSuffix(path))
        return SampleKind::Image;
    if (hasVideoSuffix(path))
        return SampleKind::Video;
    if (suffixOf(path).compare(u"npy", Qt::CaseInsensitive) == 0)
        return SampleKind::Features;
    return std::nullopt;
}

bool belongsTo(FolderContent content, const QString& path)
{
    if (content == FolderContent::Pictures)
        return hasImageSuffix(path);
    const auto kind = mediaKindOf(path);
    return kind == SampleKind::Video || kind == SampleKind::Features ||
           suffixOf(path).compare(u"gif", Qt::CaseInsensitive) == 0;
}

bool looksLikeUnreadMedia(const QString& path)
{
    static const QSet<QString> suffixes{
        QStringLiteral("heic"), QStringLiteral("heif"), QStringLiteral("avif"), QStringLiteral("jxl"),
        QStringLiteral("jp2"),  QStringLiteral("svg"),  QStringLiteral("psd"),  QStringLiteral("ico"),
        QStringLiteral("dng"),  QStringLiteral("cr2"),  QStringLiteral("nef"),  QStringLiteral("arw"),
        QStringLiteral("dcm"),  QStringLiteral("exr"),  QStringLiteral("hdr"),
        QStringLiteral("tga"),  QStringLiteral("svs"),  QStringLiteral("ndpi")};
    return hasVideoSuffix(path) || suffixes.contains(suffixOf(path).toLower());
}

QString fileNameOf(const QString& path)
{
    return path.sliced(path.lastIndexOf(u'/') + 1);
}

QString stemOf(const QString& path)
{
    const QString name = fileNameOf(path);
    const auto dot = name.lastIndexOf(u'.');
    return dot > 0 ? name.first(dot) : name;
}

QString suffixOf(const QString& path)
{
    const QString name = fileNameOf(path);
    const auto dot = name.lastIndexOf(u'.');
    return dot > 0 ? name.sliced(dot + 1) : QString();
}

bool isSplitName(const QString& folder)
{
    static const QSet<QString> names{
        QStringLiteral("train"), QStringLiteral("training"), QStringLiteral("val"),
        QStringLiteral("valid"), QStringLiteral("dev"),      QStringLiteral("validation"),
        QStringLiteral("test"),  QStringLiteral("testing"),  QStringLiteral("holdout")};
    return names.contains(folder.toLower());
}

QString encodeName(const QString& text)
{
    return encode(text, isReserved(text));
}

QString encodeClassFolder(const QString& text)
{
    return encode(text, isReserved(text) || isSplitName(text));
}

QString decodeName(const QString& name)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(name.toUtf8()));
}

QString boundedFileName(const QString& encoded)
{
    const QByteArray bytes = encoded.toUtf8();
    if (bytes.size() <= kMaxNameBytes)
        return encoded;
    const QString ending = suffixOf(encoded);
    const QString suffix = !ending.isEmpty() && ending.size() <= 8 ? u'.' + ending : QString();
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(16);
    // Cut at a character, not inside one: drop the UTF-8 continuation bytes that the cut leaves at the end.
    QByteArray head = bytes.first(kMaxNameBytes - 24 - suffix.toUtf8().size());
    while (!head.isEmpty() && (static_cast<unsigned char>(bytes.at(head.size())) & 0xC0) == 0x80)
        head.chop(1);
    return QString::fromUtf8(head) + u'~' + QString::fromLatin1(hash) + suffix;
}

} // namespace badcase::formats
