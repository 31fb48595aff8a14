// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/missing_media.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace badcase::window {

MissingMediaNotice::MissingMediaNotice(workspace::Session& session, QWidget* parent)
    : StatusNotice(parent), m_session(session)
{
    hide();
    setWrapping(true);
    connect(&session, &workspace::Session::opened, this, &QWidget::hide);
    connect(&session, &workspace::Session::closed, this, &QWidget::hide);
    connect(&session, &workspace::Session::mediaMoved, this, &QWidget::hide);
    connect(&session, &workspace::Session::mediaMissing, this, &MissingMediaNotice::showMissing);
    connect(this, &StatusNotice::actionRequested, this, &MissingMediaNotice::locate);
}

void MissingMediaNotice::showMissing(const QStringList& roots)
{
    m_root = roots.first();
    const QString shown = QDir::toNativeSeparators(m_root);
    const QString action = m_session.isReadOnly() ? QString() : tr("Locate\u2026");
    show(Kind::Warning, tr("The pictures of this project are not in %1 any more. Labels and predictions are all here.").arg(shown),
         action, roots.join(u'\n'));
}

void MissingMediaNotice::locate()
{
    const bool archive = m_root.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive);
    const QString start = QFileInfo(m_root).absolutePath();
    const QString chosen = archive ? QFileDialog::getOpenFileName(window(), tr("Where is %1 now?").arg(QFileInfo(m_root).fileName()),
                                                                  start, tr("Archives (*.zip)"))
                                   : QFileDialog::getExistingDirectory(
                                         window(), tr("Where is %1 now?").arg(QFileInfo(m_root).fileName()), start);
    if (!chosen.isEmpty())
        m_session.repointMedia(m_root, chosen);
}

} // namespace badcase::window
