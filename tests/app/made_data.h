// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Small data sets made by the tests themselves. The model means.pt of tests/engine/fixtures knows their
/// classes: it decides red, green or blue by the largest channel.

#include <QColor>
#include <QSize>
#include <QString>
#include <QStringList>

namespace badcase::test {

void writeFile(const QString& path, const QByteArray& bytes); ///< makes folders; failure ends the program
QByteArray readFile(const QString& path);                     ///< empty when it cannot be read
void writePicture(const QString& path, QColor color, QSize size = {8, 8});

/// DIR/{red,green,blue}/0.png ... with `each` pictures a class, as imagefolder.
void writeColours(const QString& dir, int each = 4);
/// DIR/pictures/{red,green,blue}.png and DIR/NAME.csv: `rows` samples s00000, s00001, ...
/// (id,path,label,title) that share the three pictures; labels are right.
void writeManyRows(const QString& dir, const QString& name, int rows);
QString rowName(int row); ///< "s00007"
/// DIR/images/NN.png and DIR/masks/NN.png, 24 x 16 pixels, index masks of classes 0..4; DIR/classes.json: the
/// classes of demo_regions.pt.
void writeRegions(const QString& dir, int count = 4);

QString fixtureModel(const QString& name); ///< tests/engine/fixtures/NAME.pt
/// A copy of a fixture at `path`.pt whose own card is hidden, with `card` (if any) beside it as `path`.json;
/// returns its path.
QString modelWithCard(const QString& name, const QString& path, const QByteArray& card);
QString regionModel(); ///< a segmentation model of resources/, 5 classes

} // namespace badcase::test
