// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/export_form.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace badcase::panels {

ExportForm::ExportForm(QWidget* parent)
    : QWidget(parent),
      m_format(new QComboBox),
      m_about(new RoleLabel({}, theme::Role::Text2)),
      m_polygons(new QCheckBox(tr("Outlines in place of run lengths"))),
      m_labels(new SegmentedControl({tr("Corrected"), tr("As given")})),
      m_split(new QComboBox),
      m_dropBad(new QCheckBox(tr("Leave out bad media"))),
      m_dropAmbiguous(new QCheckBox(tr("Leave out ambiguous samples"))),
      m_folder(new QLineEdit),
      m_count(new RoleLabel({}, theme::Role::Text2)),
      m_notice(new StatusNotice),
      m_start(makePrimaryButton(tr("Export")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Format"), m_format);
    m_polygons->setToolTip(
        tr("Other programs can edit outlines. Pieces with holes stay run lengths; either gives "
           "the same pixels."));
    form->addRow(QString(), m_polygons);
    form->addRow(tr("Labels"), m_labels);
    form->addRow(tr("Split"), m_split);
    form->addRow(QString(), m_dropBad);
    m_dropBad->setChecked(true);
    form->addRow(QString(), m_dropAmbiguous);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(theme::kUnit);
    m_folder->setPlaceholderText(tr("An empty or new folder"));
    m_folder->setAccessibleName(tr("Target folder"));
    auto* browse = makeIconButton(QStringLiteral("folder"), tr("Choose a folder"));
    folder->addWidget(m_folder, 1);
    folder->addWidget(browse);
    form->addRow(tr("Folder"), folder);
    // What wraps is no row of the form: Qt 6.4's forms mix up heights that depend on the width with rows that
    // are hidden.
    layout->addLayout(form);
    m_about->setWordWrap(true);
    layout->addWidget(m_about);
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_count);
    buttons->addStretch(1);
    buttons->addWidget(m_start);
    layout->addLayout(buttons);
    const auto changed = [this] {
        check();
        Q_EMIT edited(request());
    };
    connect(m_format, &QComboBox::activated, this, [this] { m_formatChosen = true; });
    connect(m_format, &QComboBox::currentIndexChanged, this, [this, changed] {
        showFormat();
        changed();
    });
    connect(m_polygons, &QCheckBox::toggled, this, changed);
    connect(m_labels, &SegmentedControl::chosen, this, changed);
    connect(m_split, &QComboBox::currentIndexChanged, this, changed);
    connect(m_dropBad, &QCheckBox::toggled, this, changed);
    connect(m_dropAmbiguous, &QCheckBox::toggled, this, changed);
    connect(m_folder, &QLineEdit::textChanged, this, changed);
    connect(browse, &QToolButton::clicked, this, &ExportForm::browseRequested);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT exportRequested(request()); });
    setSplits({});
    showFormat();
}

void ExportForm::showFormat()
{
    const QString format = m_format->currentData().toString();
    m_about->setText(m_texts.value(format));
    m_about->setVisible(!m_about->text().isEmpty());
    m_polygons->setVisible(format == QLatin1String("coco"));
}

void ExportForm::setFormats(const QStringList& formats, const QHash<QString, QString>& about)
{
    m_texts = about;
    m_formatChosen = false;
    m_format->clear();
    for (const QString& format : formats)
        m_format->addItem(format, format);
    check();
}

void ExportForm::suggestFormat(const QString& format)
{
    if (const int index = m_format->findData(format); index >= 0 && !m_formatChosen)
        m_format->setCurrentIndex(index);
}

void ExportForm::setSplits(const QStringList& splits)
{
    m_split->clear();
    m_split->addItem(tr("All samples"), QString());
    for (const QString& split : splits)
        m_split->addItem(split, split);
}

void ExportForm::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void ExportForm::setCount(qint64 samples)
{
    m_count->setText(tr("%Ln samples", nullptr, static_cast<int>(samples)));
}

void ExportForm::setProblem(const QString& text)
{
    m_problem = text;
    check();
}

ExportRequest ExportForm::request() const
{
    return {m_format->currentData().toString(),
            m_labels->current() == 0,
            m_split->currentData().toString(),
            m_dropBad->isChecked(),
            m_dropAmbiguous->isChecked(),
            m_folder->text().trimmed(),
            m_format->currentData() == QStringLiteral("coco") && m_polygons->isChecked()};
}

void ExportForm::setBusy(bool busy)
{
    m_busy = busy;
    check();
}

void ExportForm::check()
{
    m_start->setEnabled(!m_busy && m_problem.isEmpty() && m_format->currentIndex() >= 0 &&
                        !m_folder->text().trimmed().isEmpty());
    m_notice->setVisible(!m_problem.isEmpty());
    if (!m_problem.isEmpty())
        m_notice->show(StatusNotice::Kind::Warning, m_problem);
}

} // namespace badcase::panels
