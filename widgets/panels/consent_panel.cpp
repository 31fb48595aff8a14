// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/consent_panel.h"

#include "widgets/panels/controls.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace badcase::panels {

using theme::Role;

QString groupedHash(const QString& hex)
{
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 8)
        groups.append(hex.mid(at, 8));
    return groups.join(QLatin1Char(' '));
}

ConsentPanel::ConsentPanel(QWidget* parent)
    : QWidget(parent), m_file(new ElidedLabel), m_hash(new RoleLabel({}, Role::Text2))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kGap);
    auto* title = new RoleLabel(tr("May this model be run?"));
    title->setFont(theme::titleFont());
    layout->addWidget(title);
    layout->addWidget(m_file);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(11);
    m_hash->setFont(fixed);
    m_hash->setWordWrap(true);
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_hash);
    auto* text = new RoleLabel(
        tr("A model file holds a program. Once run, it can do what you can do on this computer. Run it only "
           "if you know where it comes from. Your answer is kept for exactly this file; a changed file "
           "asks again."),
        Role::Text2);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto* buttons = new QHBoxLayout;
    auto* trust = new QPushButton(tr("Trust and run"));
    auto* decline = makePrimaryButton(tr("Do not run")); // the safe answer is the one that stands out
    buttons->addWidget(decline);
    buttons->addWidget(trust);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    setFocusProxy(decline);
    connect(trust, &QPushButton::clicked, this, [this] { Q_EMIT trustRequested(m_model.sha256); });
    connect(decline, &QPushButton::clicked, this, &ConsentPanel::declined);
}

void ConsentPanel::setModel(const ConsentView& model)
{
    m_model = model;
    const QString size = model.bytes >= 0
                             ? QLocale().formattedDataSize(model.bytes, 1, QLocale::DataSizeTraditionalFormat)
                             : QString();
    m_file->setText(size.isEmpty() ? model.path : tr("%1   (%2)", "path (size)").arg(model.path, size));
    m_hash->setText(tr("SHA-256 %1").arg(groupedHash(model.sha256)));
}

} // namespace badcase::panels
