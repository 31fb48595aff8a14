// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/verdict_bar.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace badcase::panels {

VerdictBar::VerdictBar(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    const auto add = [&](Verdict verdict, const QString& text, const QString& key, const QString& toolTip) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setToolTip(tr("%1 (%2)", "what a button does (its key)").arg(toolTip, key));
        button->setAccessibleName(text);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, verdict] {
            const Verdict wanted = m_verdict == verdict ? Verdict::None : verdict;
            setVerdict(m_verdict); // the owner says whether it came to that
            Q_EMIT verdictRequested(wanted);
        });
        layout->addWidget(button);
        m_entries.append({verdict, button});
    };
    add(Verdict::Keep, tr("Keep  ↵"), tr("Enter"), tr("The label is right as it is"));
    add(Verdict::Ambiguous, tr("Ambiguous  A"), tr("A"), tr("Nobody can tell from this sample"));
    add(Verdict::BadMedia, tr("Bad media  X"), tr("X"), tr("The file is damaged or does not belong here"));
}

void VerdictBar::setVerdict(Verdict verdict)
{
    m_verdict = verdict;
    for (const Entry& entry : m_entries)
        entry.button->setChecked(entry.verdict == verdict);
}

} // namespace badcase::panels
