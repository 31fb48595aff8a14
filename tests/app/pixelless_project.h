// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A project whose samples are of every kind: what is shown of those that have no pixels?

#include "app/window/workbench.h"

#include <QTemporaryDir>

namespace badcase::window::test {

/// Classes c0, c1. "picture" is red, 8 x 8; "features" has 6 frames of 2 values, of which the last three are
/// at a right angle to the others; "texts" has a title, "bare" has nothing at all; "damaged" is a feature
/// file that is none.
class PixellessProject {
public:
    PixellessProject();

    SampleId id(const char* name) const;
    QString file(const QString& name, const QByteArray& content) const; ///< writes it, and says where

    QTemporaryDir dir;
    Workbench bench; ///< the project is open and its samples are listed
};

} // namespace badcase::window::test
