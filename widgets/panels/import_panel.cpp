// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/import_panel.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QTableWidget>

#include <algorithm>

namespace badcase::panels {

namespace {

/// Two columns: what there is, and a box to choose what it becomes.
QTableWidget* makeMapping(const QString& from, const QString& to)
{
    auto* table = new QTableWidget(0, 2);
    setUpTable(table);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::NoFocus);
    table->setHorizontalHeaderLabels({from, to});
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void fitHeight(QTableWidget* table, int mostRows)
{
    const int rows = std::min(table->rowCount(), mostRows);
    table->setFixedHeight(theme::kRowHeight * (rows + 1) + 2);
}

QString choiceAt(const QTableWidget* table, int row)
{
    const auto* box = qobject_cast<const QComboBox*>(table->cellWidget(row, 1));
    return box ? box->currentData().toString() : QString();
}

} // namespace

ImportPanel::ImportPanel(QWidget* parent)
    : QWidget(parent),
      m_source(new QLineEdit),
      m_format(new QComboBox),
      m_about(new RoleLabel({}, theme::Role::Text2)),
      m_split(new QLineEdit),
      m_mediaRoot(new QLineEdit),
      m_classFrom(new QComboBox),
      m_encoding(new QComboBox),
      m_keepMissing(new QCheckBox(tr("Keep samples whose file is missing"))),
      m_imagesDir(new QLineEdit),
      m_masksDir(new QLineEdit),
      m_maskSuffix(new QLineEdit),
      m_ignore(new QSpinBox),
      m_addClasses(new QCheckBox(tr("Add classes that are not in the project"))),
      m_form(new QFormLayout),
      m_columnsTitle(makeSectionLabel(tr("Columns"))),
      m_columns(makeMapping(tr("Read as"), tr("Column"))),
      m_classesTitle(makeSectionLabel(tr("Classes"))),
      m_classes(makeMapping(tr("In the data"), tr("In the project"))),
      m_preview(new QTableView),
      m_problemsTitle(makeSectionLabel({})),
      m_problems(new QTableView),
      m_summary(new RoleLabel({}, theme::Role::Text2)),
      m_notice(new StatusNotice),
      m_dryRun(new QPushButton(tr("Dry run"))),
      m_start(makePrimaryButton(tr("Import")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    m_options = buildOptions();
    splitter->addWidget(m_options);
    splitter->addWidget(buildPreview());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({360, 640});
    layout->addWidget(splitter, 1);
    layout->addWidget(makeHairline(Qt::Horizontal));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_summary);
    foot->addStretch(0);
    auto* cancel = new QPushButton(tr("Cancel"));
    foot->addWidget(cancel);
    m_dryRun->setToolTip(tr("Read everything and say what would be imported, without writing anything"));
    foot->addWidget(m_dryRun);
    foot->addWidget(m_start);
    layout->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &ImportPanel::cancelled);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT importRequested(request()); });
    connect(m_dryRun, &QPushButton::clicked, this, [this] { Q_EMIT dryRunRequested(request()); });
    setColumns({}, {});
    setClasses({}, {});
    setError({});
    updateHeads();
}

QWidget* ImportPanel::buildOptions()
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setMinimumWidth(300);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kGap);
    m_form->setHorizontalSpacing(theme::kPadding);
    m_form->setVerticalSpacing(theme::kGap);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto* source = new QHBoxLayout;
    source->setSpacing(theme::kUnit);
    auto* folder = makeIconButton(QStringLiteral("folder"), tr("Choose a folder"));
    auto* file = makeIconButton(QStringLiteral("file"), tr("Choose a file: csv, json, yaml, txt or zip"));
    m_source->setPlaceholderText(tr("Folder or file"));
    m_source->setAccessibleName(tr("Source"));
    m_source->setAcceptDrops(false); // a dropped file is the page's, not text
    source->addWidget(m_source, 1);
    source->addWidget(folder);
    source->addWidget(file);
    m_form->addRow(tr("Source"), source);
    m_form->addRow(tr("Format"), m_format);
    m_split->setPlaceholderText(tr("as in the data"));
    m_form->addRow(tr("Split"), m_split);
    m_form->addRow(tr("Media in"), m_mediaRoot);
    m_form->addRow(tr("Class from"), m_classFrom);
    m_form->addRow(tr("Encoding"), m_encoding);
    m_imagesDir->setPlaceholderText(QStringLiteral("images"));
    m_form->addRow(tr("Pictures in"), m_imagesDir);
    m_masksDir->setPlaceholderText(QStringLiteral("masks"));
    m_form->addRow(tr("Masks in"), m_masksDir);
    m_maskSuffix->setPlaceholderText(tr("none; for example _mask"));
    m_form->addRow(tr("Mask suffix"), m_maskSuffix);
    m_ignore->setRange(-1, 255);
    m_ignore->setValue(-1);
    m_ignore->setSpecialValueText(tr("as the class list says"));
    m_form->addRow(tr("Ignored value"), m_ignore);
    layout->addLayout(m_form);
    // Not a row of the form: Qt 6.4's forms mix up heights that depend on the width with rows that are
    // hidden.
    m_about->setWordWrap(true);
    layout->addWidget(m_about);
    layout->addWidget(m_columnsTitle);
    layout->addWidget(m_columns);
    layout->addWidget(m_classesTitle);
    layout->addWidget(m_classes);
    layout->addWidget(m_addClasses);
    m_addClasses->setChecked(true);
    layout->addWidget(m_keepMissing);
    fillChoices();
    layout->addStretch(1);
    area->setWidget(page);
    for (QLineEdit* edit : {m_source, m_split, m_mediaRoot, m_imagesDir, m_masksDir, m_maskSuffix})
        connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
            if (edit->isModified()) {
                edit->setModified(false);
                changed();
            }
        });
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        showFormatOptions();
        changed();
    });
    connect(m_ignore, &QSpinBox::valueChanged, this, &ImportPanel::changed);
    for (QComboBox* box : {m_classFrom, m_encoding})
        connect(box, &QComboBox::currentIndexChanged, this, &ImportPanel::changed);
    for (QCheckBox* box : {m_addClasses, m_keepMissing})
        connect(box, &QCheckBox::toggled, this, &ImportPanel::changed);
    connect(folder, &QToolButton::clicked, this, &ImportPanel::browseFolderRequested);
    connect(file, &QToolButton::clicked, this, &ImportPanel::browseFileRequested);
    return area;
}

void ImportPanel::fillChoices()
{
    m_classFrom->addItem(tr("the folder"), QStringLiteral("folder"));
    m_classFrom->addItem(tr("the file name"), QStringLiteral("name"));
    m_classFrom->setToolTip(tr("A number at the end of a file name is left out: walk_02.mp4 is a walk"));
    m_encoding->addItem(tr("as the file tells"), QString());
    for (const char* name : {"UTF-8", "GBK", "UTF-16", "ISO-8859-1"})
        m_encoding->addItem(QLatin1String(name), QLatin1String(name));
}

QWidget* ImportPanel::buildPreview()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, theme::kGap, 0, 0);
    layout->setSpacing(theme::kUnit);
    setUpTable(m_preview);
    setUpTable(m_problems);
    m_preview->setAccessibleName(tr("Preview of the import"));
    m_problems->setAccessibleName(tr("Problems"));
    QLabel* title = makeSectionLabel(tr("Preview (nothing is written yet)"));
    title->setContentsMargins(theme::kGap, 0, 0, 0);
    m_problemsTitle->setContentsMargins(theme::kGap, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(m_preview, 3);
    layout->addWidget(m_problemsTitle);
    layout->addWidget(m_problems, 1);
    return page;
}

void ImportPanel::setFormats(const QStringList& formats, const QHash<QString, QString>& about)
{
    const QScopedValueRollback loading(m_loading, true);
    m_texts = about;
    m_format->clear();
    for (const QString& format : formats)
        m_format->addItem(format, format);
    showFormatOptions();
}

void ImportPanel::setSource(const QString& source)
{
    m_source->setText(source);
    updateHeads();
}

void ImportPanel::setFormat(const QString& format)
{
    const QScopedValueRollback loading(m_loading, true);
    m_format->setCurrentIndex(m_format->findData(format));
    showFormatOptions();
}

void ImportPanel::showFormatOptions()
{
    const QString format = m_format->currentData().toString();
    const auto showRow = [this](QWidget* field, bool on) {
        field->setVisible(on);
        m_form->labelForField(field)->setVisible(on);
    };
    m_about->setText(m_texts.value(format));
    m_about->setVisible(!m_about->text().isEmpty());
    const QHash<QString, QString> mediaHints{{QStringLiteral("csv"), tr("the folder of the csv file")},
                                             {QStringLiteral("kaggle-rle"), tr("the folder of the table")},
                                             {QStringLiteral("coco"), tr("images, beside annotations")},
                                             {QStringLiteral("wechat"), tr("zip_feats, beside the file")},
                                             {QStringLiteral("taac2021"), tr("folders beside the file")}};
    m_mediaRoot->setPlaceholderText(mediaHints.value(format));
    showRow(m_mediaRoot, mediaHints.contains(format));
    showRow(m_classFrom, format == QLatin1String("videos"));
    const bool table = !columnRoles(format).isEmpty();
    showRow(m_encoding, table);
    m_keepMissing->setVisible(table || format == QLatin1String("coco"));
    const bool masks = format == QLatin1String("masks");
    for (QWidget* field : {static_cast<QWidget*>(m_imagesDir), static_cast<QWidget*>(m_masksDir),
                           static_cast<QWidget*>(m_maskSuffix), static_cast<QWidget*>(m_ignore)})
        showRow(field, masks);
    m_addClasses->setVisible(!masks);
}

void ImportPanel::setPreviewModel(QAbstractItemModel* model)
{
    m_preview->setModel(model);
    if (!model)
        return;
    fitColumns(m_preview);
    connect(model, &QAbstractItemModel::modelReset, m_preview, [this] { fitColumns(m_preview); });
}

void ImportPanel::setProblemsModel(QAbstractItemModel* model)
{
    m_problems->setModel(model);
    if (model) {
        fitColumns(m_problems, model->columnCount() - 1);
        for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            connect(model, signal, this, &ImportPanel::updateHeads);
        connect(model, &QAbstractItemModel::modelReset, this, &ImportPanel::updateHeads);
    }
    updateHeads();
}

QStringList ImportPanel::columnRoles(const QString& format)
{
    if (format == QLatin1String("csv"))
        return {QStringLiteral("id"), QStringLiteral("path"), QStringLiteral("label"),
                QStringLiteral("split")};
    if (format == QLatin1String("kaggle-rle"))
        return {QStringLiteral("id"), QStringLiteral("mask"), QStringLiteral("label"), QStringLiteral("path"),
                QStringLiteral("split")};
    return {};
}

void ImportPanel::setColumns(const QStringList& columns, const QHash<QString, QString>& guessed)
{
    const QHash<QString, QString> texts = {{QStringLiteral("id"), tr("Sample id")},
                                           {QStringLiteral("path"), tr("Picture path")},
                                           {QStringLiteral("label"), tr("Label")},
                                           {QStringLiteral("mask"), tr("Run lengths")},
                                           {QStringLiteral("split"), tr("Split")}};
    m_columns->setRowCount(0);
    for (const QString& role : columnRoles(m_format->currentData().toString())) {
        const int row = m_columns->rowCount();
        m_columns->insertRow(row);
        auto* item = new QTableWidgetItem(texts.value(role));
        item->setData(Qt::UserRole, role);
        m_columns->setItem(row, 0, item);
        auto* box = new QComboBox;
        box->addItem(tr("not used"), QString());
        for (const QString& column : columns)
            box->addItem(column, column);
        box->setCurrentIndex(std::max(0, box->findData(guessed.value(role))));
        connect(box, &QComboBox::currentIndexChanged, this, &ImportPanel::changed);
        m_columns->setCellWidget(row, 1, box);
    }
    fitHeight(m_columns, 6);
    m_columns->setVisible(!columns.isEmpty() && m_columns->rowCount() > 0);
    m_columnsTitle->setVisible(m_columns->isVisibleTo(this));
}

void ImportPanel::setClasses(const QStringList& found, const QStringList& known)
{
    m_classes->setRowCount(0);
    for (const QString& name : found) {
        const int row = m_classes->rowCount();
        m_classes->insertRow(row);
        m_classes->setItem(row, 0, new QTableWidgetItem(name));
        auto* box = new QComboBox;
        if (!known.contains(name))
            box->addItem(tr("new class"), name);
        for (const QString& target : known)
            box->addItem(target, target);
        box->setCurrentIndex(std::max(0, box->findData(name)));
        connect(box, &QComboBox::currentIndexChanged, this, &ImportPanel::changed);
        m_classes->setCellWidget(row, 1, box);
    }
    fitHeight(m_classes, 12);
    m_classes->setVisible(!found.isEmpty());
    m_classesTitle->setVisible(!found.isEmpty());
}

void ImportPanel::setSummary(const QString& text)
{
    m_summary->setText(text);
}

void ImportPanel::setError(const QString& text)
{
    m_error = text;
    m_notice->setVisible(!text.isEmpty());
    m_summary->setVisible(text.isEmpty());
    if (!text.isEmpty())
        m_notice->show(StatusNotice::Kind::Error, text);
    updateHeads();
}

void ImportPanel::setMaskFolders(const QString& images, const QString& masks)
{
    m_imagesDir->setText(images);
    m_masksDir->setText(masks);
}

void ImportPanel::setAddClasses(bool on)
{
    const QScopedValueRollback loading(m_loading, true);
    m_addClasses->setChecked(on);
}

void ImportPanel::setBusy(bool busy)
{
    m_busy = busy;
    m_options->setEnabled(!busy);
    updateHeads();
}

ImportRequest ImportPanel::request() const
{
    ImportRequest request;
    request.source = m_source->text().trimmed();
    request.format = m_format->currentData().toString();
    request.split = m_split->text().trimmed();
    if (m_mediaRoot->isVisibleTo(this))
        request.mediaRoot = m_mediaRoot->text().trimmed();
    if (m_classFrom->isVisibleTo(this))
        request.classFrom = m_classFrom->currentData().toString();
    if (m_encoding->isVisibleTo(this))
        request.encoding = m_encoding->currentData().toString();
    request.keepMissing = m_keepMissing->isVisibleTo(this) && m_keepMissing->isChecked();
    request.imagesDir = m_imagesDir->text().trimmed();
    request.masksDir = m_masksDir->text().trimmed();
    request.maskSuffix = m_maskSuffix->text().trimmed();
    request.ignoreIndex = m_ignore->value();
    request.addClasses = m_addClasses->isChecked();
    if (m_columns->isVisibleTo(this))
        for (int row = 0; row < m_columns->rowCount(); ++row)
            if (const QString column = choiceAt(m_columns, row); !column.isEmpty())
                request.columns.insert(m_columns->item(row, 0)->data(Qt::UserRole).toString(), column);
    for (int row = 0; row < m_classes->rowCount(); ++row) {
        const QString name = m_classes->item(row, 0)->text();
        if (const QString target = choiceAt(m_classes, row); target != name)
            request.classes.insert(name, target);
    }
    return request;
}

void ImportPanel::changed()
{
    updateHeads();
    if (!m_loading && !m_source->text().trimmed().isEmpty())
        Q_EMIT optionsChanged(request());
}

void ImportPanel::updateHeads()
{
    const int problems = m_problems->model() ? m_problems->model()->rowCount() : 0;
    m_problemsTitle->setText(tr("%n problems", nullptr, problems));
    m_problemsTitle->setVisible(problems > 0);
    if (problems > 0 && m_problems->isHidden())
        fitColumns(m_problems, m_problems->model()->columnCount() - 1);
    m_problems->setVisible(problems > 0);
    const bool ready = m_error.isEmpty() && !m_busy && !m_source->text().trimmed().isEmpty() &&
                       m_format->currentIndex() >= 0;
    m_start->setEnabled(ready);
    m_dryRun->setEnabled(ready);
}

} // namespace badcase::panels
