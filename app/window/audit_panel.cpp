// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/audit_panel.h"

#include "widgets/models/table_model.h"
#include "widgets/panels/controls.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>

namespace badcase::window {

using analysis::AuditVerdict;
using analysis::TypedFigure;
using panels::RoleLabel;
using theme::Role;
using workspace::LabelSource;

namespace {

constexpr int kFormWidth = 380;
constexpr int kAnswerWidth = 760; ///< lines that are still read with ease
constexpr int kShownWitness = 6;  ///< classes of a matrix that is still read at a glance
constexpr int kUsualBatch = 8;

Role roleOf(AuditVerdict verdict)
{
    switch (verdict) {
    case AuditVerdict::Impossible:
        return Role::Bad;
    case AuditVerdict::Possible:
        return Role::Good;
    default:
        return Role::Text;
    }
}

QString witnessText(const analysis::ConfusionCounts& counts)
{
    if (counts.classes() > kShownWitness)
        return {};
    const auto total = static_cast<double>(counts.total());
    const QString tiny = QStringLiteral("<.0001"); // as wide as the others
    QStringList lines{AuditPanel::tr("For example (shares of everything, a row for each label):")};
    for (ClassIndex label = 0; label < counts.classes(); ++label) {
        QStringList row;
        for (ClassIndex decision = 0; decision < counts.classes(); ++decision) {
            const double share = static_cast<double>(counts.at(label, decision)) / total;
            row << (share > 0 && share < 0.0001 ? tiny : QString::number(share, 'f', 4));
        }
        lines << row.join(QStringLiteral("   "));
    }
    return lines.join(u'\n');
}

} // namespace

AuditPanel::AuditPanel(workspace::Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_fill(new QPushButton(tr("Take the run's own"))),
      m_verdict(new RoleLabel),
      m_findings(new QVBoxLayout),
      m_witness(new RoleLabel({}, Role::Text2)),
      m_comparisonBox(new QWidget),
      m_batch(new QSpinBox),
      m_comparison(new RoleLabel)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildForm());
    layout->addWidget(panels::makeHairline(Qt::Vertical));
    layout->addWidget(buildAnswer(), 1);
    connect(&session, &workspace::Session::scoresChanged, this, [this] {
        m_fill->setEnabled(ownFigures().has_value());
        if (isVisible())
            compare();
    });
    check();
}

QWidget* AuditPanel::buildForm()
{
    auto* box = new QWidget;
    box->setFixedWidth(kFormWidth);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kPadding);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(panels::makeSectionLabel(tr("Figures of a paper or a log")));
    const std::array<std::array<QString, 3>, FieldCount> texts{{
        {tr("Classes"), QStringLiteral("2"),
         tr("How many classes the means are over, the background included if it is averaged")},
        {tr("Accuracy"), QStringLiteral("0.941"), tr("Share of pixels (or samples) that are right")},
        {tr("Micro F1"), QString(), tr("With one label and one decision each, it is the accuracy")},
        {tr("Mean IoU"), QStringLiteral("0.723"),
         tr("Mean over classes of the IoU of the pixels of all images together")},
        {tr("Mean Dice"), QStringLiteral("0.825"),
         tr("Mean over classes of the Dice, or the macro F1, of everything together")},
        {tr("Weighted IoU"), QString(),
         tr("Frequency-weighted IoU: weights are how often a class is labelled")},
        {tr("IoU of each class"), QStringLiteral("0.95 0.50"),
         tr("Of every class that is averaged, in any order")},
        {tr("Dice of each class"), QString(), tr("In the same order")},
    }};
    for (int i = 0; i < FieldCount; ++i) {
        const auto& [name, example, tip] = texts[static_cast<std::size_t>(i)];
        auto*& edit = m_fields[static_cast<std::size_t>(i)];
        edit = new QLineEdit;
        edit->setPlaceholderText(example);
        edit->setToolTip(tip);
        edit->setAccessibleName(name);
        form->addRow(name, edit);
        connect(edit, &QLineEdit::textChanged, this, &AuditPanel::check);
    }
    layout->addLayout(form);
    auto* hint = new RoleLabel(
        tr("Type them with all their digits, as 0.723 or 72.3 %: a figure stands for every number that is "
           "rounded to it."),
        Role::Text2);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGap);
    auto* clear = new QPushButton(tr("Clear"));
    auto* close = new QPushButton(tr("Close"));
    close->setShortcut(Qt::Key_Escape);
    m_fill->setObjectName(QStringLiteral("fillAudit"));
    m_fill->setToolTip(tr("Fills in the figures of the current run; change one to see what it would mean"));
    buttons->addWidget(m_fill);
    buttons->addWidget(clear);
    buttons->addStretch(1);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(m_fill, &QPushButton::clicked, this, &AuditPanel::fillIn);
    connect(clear, &QPushButton::clicked, this, [this] {
        for (QLineEdit* edit : m_fields)
            edit->clear();
    });
    connect(close, &QPushButton::clicked, this, &AuditPanel::closeRequested);
    return box;
}

QWidget* AuditPanel::buildAnswer()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kPadding);
    m_verdict->setFont(theme::titleFont());
    m_witness->setFont(theme::numberFont());
    m_findings->setSpacing(theme::kGap);
    layout->addWidget(m_verdict);
    layout->addLayout(m_findings);
    layout->addWidget(m_witness);

    auto* script = new QVBoxLayout(m_comparisonBox);
    script->setContentsMargins(0, 0, 0, 0);
    script->setSpacing(theme::kGap);
    script->addWidget(panels::makeHairline(Qt::Horizontal));
    script->addWidget(
        panels::makeSectionLabel(tr("The run's mean IoU, and as a widespread training script has it")));
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::kGap);
    m_batch->setRange(1, 4096);
    m_batch->setValue(kUsualBatch);
    m_batch->setAccessibleName(tr("Images in a batch"));
    line->addWidget(new RoleLabel(tr("Images in a batch"), Role::Text2));
    line->addWidget(m_batch);
    line->addStretch(1);
    script->addLayout(line);
    script->addWidget(m_comparison);
    connect(m_batch, &QSpinBox::valueChanged, this, &AuditPanel::compare);
    layout->addWidget(m_comparisonBox);
    layout->addStretch(1);
    for (RoleLabel* text : {m_verdict, m_witness, m_comparison}) {
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    box->setMaximumWidth(kAnswerWidth);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(box);
    return scroll;
}

QPushButton* AuditPanel::makeOpener()
{
    auto* button = new QPushButton(tr("Check figures…"));
    button->setObjectName(QStringLiteral("openAudit"));
    button->setToolTip(tr("Can figures of a paper or a log come from one confusion matrix?"));
    return button;
}

void AuditPanel::open(LabelSource labels)
{
    m_labels = labels;
    m_fill->setEnabled(ownFigures().has_value());
    m_fields[MeanIou]->setFocus();
    compare();
}

Result<analysis::AuditFigures> AuditPanel::typed() const
{
    const auto text = [this](Field field) { return m_fields[field]->text().trimmed(); };
    const auto figure = [&](Field field) -> Result<std::optional<TypedFigure>> {
        if (text(field).isEmpty())
            return std::optional<TypedFigure>();
        BADCASE_ASSIGN(auto one, TypedFigure::parse(text(field)));
        return std::optional(std::move(one));
    };
    analysis::AuditFigures figures;
    bool isNumber = true;
    if (!text(Classes).isEmpty())
        figures.classes = text(Classes).toInt(&isNumber);
    if (!isNumber || figures.classes < 0 || figures.classes > 1'000)
        return fail(ErrorCode::InvalidArgument, tr("\"%1\" is no number of classes").arg(text(Classes)));
    BADCASE_ASSIGN(figures.accuracy, figure(Accuracy));
    BADCASE_ASSIGN(figures.microF1, figure(MicroF1));
    BADCASE_ASSIGN(figures.meanIou, figure(MeanIou));
    BADCASE_ASSIGN(figures.meanDice, figure(MeanDice));
    BADCASE_ASSIGN(figures.weightedIou, figure(WeightedIou));
    BADCASE_ASSIGN(figures.iou, TypedFigure::parseList(text(ClassIou)));
    BADCASE_ASSIGN(figures.dice, TypedFigure::parseList(text(ClassDice)));
    return figures;
}

void AuditPanel::check()
{
    const auto figures = typed();
    const auto audit =
        figures ? analysis::auditFigures(*figures) : Result<analysis::Audit>(fail(figures.error()));
    if (audit)
        return showAudit(*audit);
    showAudit({});
    m_verdict->setText(audit.error().message);
    m_verdict->setRole(Role::Warn);
}

void AuditPanel::showAudit(const analysis::Audit& audit)
{
    m_verdict->setText(workspace::auditText(audit));
    m_verdict->setRole(roleOf(audit.verdict));
    while (QLayoutItem* item = m_findings->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto& finding : audit.findings) {
        using Kind = analysis::AuditFinding::Kind;
        const QString sign = finding.kind == Kind::Refutes ? QStringLiteral("✕  ")
                             : finding.kind == Kind::Fits  ? QStringLiteral("✓  ")
                                                           : QString();
        auto* text = new RoleLabel(sign + finding.text, finding.refutes() ? Role::Text : Role::Text2);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_findings->addWidget(text);
    }
    m_witness->setText(audit.witness ? witnessText(*audit.witness) : QString());
    m_witness->setVisible(!m_witness->text().isEmpty());
}

std::optional<analysis::AuditFigures> AuditPanel::ownFigures() const
{
    const auto scores = m_session.scores();
    if (!scores || !(scores->classes || scores->masks))
        return {};
    const bool given = m_labels == LabelSource::Given;
    const auto figures =
        scores->classes
            ? workspace::figuresOf(
                  (given ? scores->classes->given : scores->classes->corrected).leaves().confusion())
            : workspace::figuresOf((given ? scores->masks->given : scores->masks->corrected).confusion(),
                                   scores->rules);
    return figures.classes > 0 ? std::optional(figures) : std::nullopt;
}

void AuditPanel::fillIn()
{
    const auto own = ownFigures();
    if (!own)
        return;
    const auto put = [this](Field field, const std::optional<TypedFigure>& figure) {
        m_fields[field]->setText(figure ? figure->text : QString());
    };
    m_fields[Classes]->setText(QString::number(own->classes));
    put(Accuracy, own->accuracy);
    put(MicroF1, own->microF1);
    put(MeanIou, own->meanIou);
    put(MeanDice, own->meanDice);
    put(WeightedIou, own->weightedIou);
    m_fields[ClassIou]->clear();
    m_fields[ClassDice]->clear();
}

/// What a training script would make of the run's masks.
void AuditPanel::compare()
{
    const auto* run = m_session.currentRunRecord();
    const bool masks = run && run->task == Task::Segmentation;
    m_comparisonBox->setVisible(masks);
    if (!masks)
        return;
    const quint64 asked = ++m_asked;
    m_session.background().run(
        this,
        [project = m_session.project(), run = *run, labels = m_labels,
         batch = m_batch->value()](storage::Connection& connection) {
            return workspace::compareWithScript(*project, connection, run, labels, batch);
        },
        [this, asked](const Result<workspace::ScriptComparison>& found) {
            if (asked != m_asked)
                return;
            if (!found) {
                m_comparison->setText(found.error().message);
                return;
            }
            m_comparison->setText(tr("%1 over the pixels of all images; %2 as the mean over images; %3 as "
                                     "the script has it. %4")
                                      .arg(models::scoreOrDash(found->meanIou),
                                           models::scoreOrDash(found->meanIouPerImage),
                                           models::scoreOrDash(found->script.value), found->explanation()));
        });
}

QString AuditPanel::verdict() const
{
    return m_verdict->text();
}

QStringList AuditPanel::findings() const
{
    QStringList texts;
    for (int i = 0; i < m_findings->count(); ++i)
        texts << static_cast<RoleLabel*>(m_findings->itemAt(i)->widget())->text();
    return texts;
}

QString AuditPanel::comparison() const
{
    return m_comparison->text();
}

} // namespace badcase::window
