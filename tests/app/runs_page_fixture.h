// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The Runs page over a small project, and what is to be seen on it. Exists only in tests.

#include "app/window/runs_page.h"
#include "app/window/workbench.h"

#include <QPushButton>
#include <QTemporaryDir>

#include <memory>

namespace badcase::test {

/// The button with this text, or null.
QPushButton* button(const QWidget& parent, const QString& text);

/// What the visible notices of a page say, one a line.
QString notice(const QWidget& page);

/// A project of twelve coloured pictures, and the Runs page with a trust list of its own.
struct OpenedRunsPage {
    explicit OpenedRunsPage(const QStringList& classes = {QStringLiteral("red"), QStringLiteral("green"),
                                                          QStringLiteral("blue")});
    /// What stands in the way of a start.
    QString startProblem() const;
    /// Whether the LibTorch plugin was built.
    bool hasTorch() const;

    QTemporaryDir dir;
    window::Workbench bench;
    std::unique_ptr<window::RunsPage> page;
};

} // namespace badcase::test
