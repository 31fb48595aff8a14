// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

// badcase_demo_pictures DIR COUNT SEED WRONG_SHARE: the demo's pictures alone, for resources/demo/train_models.py.

#include "resources/demo/demo_pictures.h"

#include <QGuiApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() != 5) {
        std::fprintf(stderr, "usage: badcase_demo_pictures DIR COUNT SEED WRONG_SHARE\n");
        return 2;
    }
    badcase::demo::PictureOptions options;
    options.dir = arguments.at(1);
    options.count = arguments.at(2).toInt();
    options.seed = arguments.at(3).toUInt();
    options.wrongLabels = options.wrongMasks = options.misleadingTexts = arguments.at(4).toDouble();
    const auto set = badcase::demo::makePictures(options, {}, {});
    if (!set) {
        std::fprintf(stderr, "%s\n", qPrintable(set.error().message));
        return 1;
    }
    return 0;
}
