// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// bench_wordpiece VOCABULARY TEXTS
///
/// How many texts of a file (UTF-8, one a line) one thread makes token numbers of in a second, and how long the
/// vocabulary takes to load.

#include "inference/engine/wordpiece.h"

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

using namespace badcase;

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "bench_wordpiece VOCABULARY TEXTS\n");
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    const auto tokenizer = engine::WordPiece::load(QString::fromLocal8Bit(argv[1]));
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", qPrintable(tokenizer.error().message));
        return 1;
    }
    std::printf("%d tokens loaded in %.1f ms\n", tokenizer->size(), double(timer.nsecsElapsed()) / 1e6);
    QFile file(QString::fromLocal8Bit(argv[2]));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read\n", argv[2]);
        return 1;
    }
    const QStringList texts = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    qint64 done = 0;
    qint64 tokens = 0;
    timer.restart();
    while (!texts.isEmpty() && timer.elapsed() < 3000) {
        for (const QString& text : texts)
            tokens += static_cast<qint64>(tokenizer->tokens(text).size());
        done += texts.size();
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    std::printf("%.0f texts a second, %.1f million tokens a second\n", double(done) / seconds,
                double(tokens) / seconds / 1e6);
    return 0;
}
