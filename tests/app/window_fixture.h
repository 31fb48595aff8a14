// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A main window on a small project with real pictures and a run whose answers are known.

#include "app/window/main_window.h"

#include <QTemporaryDir>

#include <memory>

namespace badcase::window::test {

/// `samples` pictures of 24 x 16 pixels named s00, s01, ... Classes c0 to c3.
/// - Classification: sample i is labelled i % 4; the run "first" is right but for every third sample (0, 3,
/// 6, ...), where it
///   says the class after. Its most likely classes are the decided one, then the others in the order of the
///   schema.
/// - Segmentation: the left half is labelled 1; the run's masks are 1 in the left quarter (IoU of a bad case)
/// where i is a
///   multiple of three, and equal to the label elsewhere.
/// Even samples are in the split "test", odd ones in "train".
class WindowFixture {
public:
    static constexpr int kClasses = 4;

    explicit WindowFixture(Task task, int samples = 12, bool withRun = true);
    ~WindowFixture();

    QString path() const { return m_dir.filePath(QStringLiteral("window.badcase")); }
    QString mediaDir() const { return m_dir.filePath(QStringLiteral("media")); }

    /// Opens the project in the window and waits until its first sample is on screen.
    void open();
    /// A key press where the keyboard is.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    int row() const { return window->bench().selection.currentRow(); }
    /// What the file says of a sample now, through a connection of its own.
    storage::SampleRow rowInFile(int sample) const;

    std::unique_ptr<MainWindow> window;

private:
    void makeProject(Task task, int samples, bool withRun);

    QTemporaryDir m_dir;
};

} // namespace badcase::window::test
