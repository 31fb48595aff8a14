// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A project of masks with a finished run, made without a model: discs with a soft edge, specks of noise, and
/// probabilities that are too low, so that a lower threshold and a smallest area pay.

#include "app/workspace/project.h"
#include "inference/core/prediction.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <array>
#include <memory>

namespace badcase::workspace::test {

/// Samples m00, m01, ... of 40 x 32 pixels. Even ones are in the split "test", odd ones in "train"; their field
/// "organ" is kidney, lung and spleen in turns. Of sample 3 no label mask is known.
class MaskProject {
public:
    struct Options {
        int images = 24;
        bool oneChannel = true; ///< else softmax: background and the classes c1, c2
        bool background = true; ///< false: softmax classes c0, c1, c2 without one
        /// How much the probabilities of an organ are lowered, by turns.
        std::array<int, 3> lowered = {60, 60, 60};
        QString steps = {};    ///< the run's own
        bool labelled = true;  ///< false: no sample has a label mask
        bool withRun = true;
    };

    explicit MaskProject(const Options& options);

    /// Lets the file go, so that a session can open it.
    void close();
    QString path() const { return m_dir.filePath(QStringLiteral("masks.badcase")); }
    /// The disc of an image, as it should be labelled.
    ClassMap label(int image) const;
    SampleId id(int image) const;

    static constexpr QSize kSize{40, 32};
    std::shared_ptr<Project> project;
    std::unique_ptr<storage::Connection> connection;

private:
    struct Disc {
        double x = 0;
        double y = 0;
        double radius = 0;
        ClassIndex index = 1;
    };
    double inside(int image, int x, int y) const; ///< pixels from the edge, above 0 inside
    MaskPrediction prediction(int image);
    void addSamples();
    void addRun();

    QTemporaryDir m_dir;
    Options m_options;
    std::vector<Disc> m_discs;
    QRandomGenerator m_random{11};
};

} // namespace badcase::workspace::test
