// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/inspector_panel.h"

#include "widgets/panels/class_picker.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/label_section.h"
#include "widgets/panels/mask_section.h"
#include "widgets/panels/probability_bars.h"
#include "widgets/panels/text_panel.h"
#include "widgets/panels/verdict_bar.h"
#include "widgets/panels/what_if_section.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

QLabel* makeWrappedText(Role role)
{
    auto* label = new RoleLabel({}, role);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // texts of a data set are shown as they are, never as markup
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

/// With places to wrap at that are not seen: after each slash, and inside names that are longer than a line.
QString wrappable(const QString& path)
{
    constexpr qsizetype kLongest = 24;
    QString text;
    qsizetype run = 0;
    for (const QChar c : path) {
        text += c;
        run = c == u'/' || c.isSpace() || c == u'-' ? 0 : run + 1;
        if (c == u'/' || run == kLongest) {
            text += QChar(0x200b);
            run = 0;
        }
    }
    return text;
}

QVBoxLayout* makeColumn(QWidget* widget)
{
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    return layout;
}

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent)
    : QScrollArea(parent),
      m_pages(new QStackedWidget),
      m_emptyText(makeWrappedText(Role::Text2)),
      m_name(new ElidedLabel),
      m_problem(makeWrappedText(Role::Bad)),
      m_labels(new LabelSection),
      m_likelyBox(new QWidget),
      m_likelyTitle(makeSectionLabel(tr("Most likely"))),
      m_bars(new ProbabilityBars),
      m_other(new QPushButton(tr("Other class…   C"))),
      m_picker(new ClassPicker),
      m_verdicts(new VerdictBar),
      m_masks(new MaskSection),
      m_maskBox(new QWidget),
      m_oneOnly(new QWidget),
      m_comment(new QPlainTextEdit),
      m_texts(new TextPanel),
      m_facts(makeWrappedText(Role::Text2))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(240);
    setAccessibleName(tr("Inspector"));
    m_emptyText->setText(tr(
        "Nothing is selected. Choose a sample to see its labels, what the model says of it, and its texts."));
    m_emptyText->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, 0);
    m_emptyText->setAlignment(Qt::AlignTop);
    m_pages->addWidget(m_emptyText);
    m_pages->addWidget(buildSamplePage());
    setWidget(m_pages);
    connectRequests();
    setEmpty();
}

QWidget* InspectorPanel::buildSamplePage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kPadding);
    QFont bold = theme::bodyFont();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    layout->addWidget(m_name);
    layout->addWidget(m_problem);
    layout->addWidget(m_labels);
    auto* likely = makeColumn(m_likelyBox);
    likely->addWidget(m_likelyTitle);
    likely->addWidget(m_bars);
    layout->addWidget(m_likelyBox);
    layout->addWidget(m_other);
    m_other->setToolTip(tr("Find a class by typing (C)"));
    layout->addWidget(m_picker);
    m_picker->hide();
    layout->addWidget(m_verdicts);
    makeColumn(m_maskBox)->addWidget(makeHairline(Qt::Horizontal));
    m_maskBox->layout()->addWidget(makeSectionLabel(tr("Mask")));
    m_maskBox->layout()->addWidget(m_masks);
    layout->addWidget(m_maskBox);
    buildFacts(makeColumn(m_oneOnly));
    layout->addWidget(m_oneOnly);
    layout->addStretch(1);
    return page;
}

void InspectorPanel::buildFacts(QVBoxLayout* layout)
{
    m_comment->setPlaceholderText(tr("Comment"));
    m_comment->setAccessibleName(tr("Comment on this sample"));
    m_comment->setFixedHeight(52);
    m_comment->setTabChangesFocus(true);
    m_comment->installEventFilter(this);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_comment);
    layout->addWidget(m_texts);
    layout->addWidget(makeHairline(Qt::Horizontal));
    m_facts->setFont(theme::captionFont());
    layout->addWidget(m_facts);
}

void InspectorPanel::connectRequests()
{
    connect(m_bars, &ProbabilityBars::classChosen, this, &InspectorPanel::chooseClass);
    connect(m_other, &QPushButton::clicked, this, &InspectorPanel::openClassPicker);
    connect(m_picker, &ClassPicker::closed, this, &InspectorPanel::closePicker);
    connect(m_picker, &ClassPicker::classChosen, this, [this](ClassIndex index) {
        if (m_schema.task() != Task::MultiLabel || m_mode == Mode::Many) // ticking boxes goes on
            closePicker();
        chooseClass(index);
    });
    connect(m_verdicts, &VerdictBar::verdictRequested, this, &InspectorPanel::verdictRequested);
    connect(m_labels, &LabelSection::revertRequested, this, &InspectorPanel::revertRequested);
    connect(m_masks, &MaskSection::modeRequested, this, &InspectorPanel::overlayModeRequested);
    connect(m_masks, &MaskSection::opacityRequested, this, &InspectorPanel::overlayOpacityRequested);
    connect(m_masks, &MaskSection::hiddenRequested, this, &InspectorPanel::hiddenClassesRequested);
}

void InspectorPanel::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_labels->setSchema(schema);
    m_bars->setSchema(schema);
    m_picker->setSchema(schema);
    m_masks->setSchema(schema);
    m_texts->whatIf()->setSchema(schema);
    const bool masks = schema.task() == Task::Segmentation;
    m_maskBox->setVisible(masks);
    m_labels->setVisible(!masks);
    m_other->setVisible(!masks);
}

void InspectorPanel::setSample(const SampleView& sample)
{
    // A comment that is being written belongs to the sample it was begun on.
    if (m_mode == Mode::One && sample.id != m_sample.id)
        sendComment();
    const bool sameSample = m_mode == Mode::One && sample.id == m_sample.id;
    m_mode = Mode::One;
    m_sample = sample;
    if (!sameSample || m_schema.task() != Task::MultiLabel)
        closePicker();
    const LabelSet labels = sample.correction.value_or(sample.given.value_or(LabelSet()));
    m_picker->setLabels(labels);
    m_name->setText(sample.name);
    m_problem->setText(wrappable(sample.problem));
    m_problem->setVisible(!sample.problem.isEmpty());
    m_labels->setSample(sample);
    m_labels->setVisible(m_schema.task() != Task::Segmentation);
    m_bars->setValues(sample.top, labels);
    m_likelyTitle->setText(sample.runName.isEmpty() ? tr("Most likely")
                                                    : tr("Most likely, by %1").arg(sample.runName));
    m_likelyBox->setVisible(!sample.top.empty());
    m_verdicts->setVerdict(sample.verdict);
    m_masks->setSample(sample);
    if (!sameSample || !m_comment->hasFocus())
        m_comment->setPlainText(sample.comment);
    m_texts->setTexts(sample.id, sample.fields);
    showFacts(sample);
    m_oneOnly->show();
    m_pages->setCurrentIndex(1);
}

void InspectorPanel::setEditable(bool on)
{
    m_editable = on;
    for (QWidget* part : std::initializer_list<QWidget*>{m_labels, m_other, m_verdicts})
        part->setEnabled(on);
    m_bars->setCursor(on ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_comment->setReadOnly(!on);
    if (!on)
        closePicker();
}

void InspectorPanel::setEmpty()
{
    if (m_mode == Mode::One)
        sendComment();
    m_mode = Mode::Empty;
    m_sample = {};
    m_pages->setCurrentIndex(0);
}

void InspectorPanel::setMultiple(int count)
{
    if (m_mode == Mode::One)
        sendComment();
    m_mode = Mode::Many;
    m_sample = {};
    closePicker();
    m_name->setText(tr("%n samples", nullptr, count));
    m_problem->hide();
    m_labels->hide();
    m_likelyBox->hide();
    m_oneOnly->hide();
    m_verdicts->setVerdict(Verdict::None);
    m_masks->setSample({});
    m_pages->setCurrentIndex(1);
}

void InspectorPanel::setOverlay(viewer::OverlayMode mode, double opacity, const QSet<ClassIndex>& hidden)
{
    m_masks->setOverlay(mode, opacity, hidden);
}

void InspectorPanel::showFacts(const SampleView& sample)
{
    const QLocale locale;
    QStringList facts;
    if (!sample.size.isEmpty())
        facts.append(tr("%1 × %2").arg(sample.size.width()).arg(sample.size.height()));
    if (!sample.format.isEmpty())
        facts.append(sample.format);
    if (sample.fileBytes >= 0)
        facts.append(locale.formattedDataSize(sample.fileBytes, 1, QLocale::DataSizeTraditionalFormat));
    if (!sample.split.isEmpty())
        facts.append(tr("split %1").arg(sample.split));
    if (sample.meanIou)
        facts.append(tr("mean IoU %1").arg(theme::scoreText(*sample.meanIou)));
    m_facts->setText(facts.join(QStringLiteral("  ·  ")) + QLatin1Char('\n') + wrappable(sample.path));
}

void InspectorPanel::chooseClass(ClassIndex index)
{
    if (!m_editable || m_mode == Mode::Empty || index == kNoClass)
        return;
    if (m_schema.task() != Task::MultiLabel || m_mode == Mode::Many) {
        Q_EMIT relabelRequested(LabelSet::single(index));
        return;
    }
    std::vector<ClassIndex> classes =
        m_sample.correction.value_or(m_sample.given.value_or(LabelSet())).classes();
    if (const auto found = std::find(classes.begin(), classes.end(), index); found != classes.end())
        classes.erase(found);
    else
        classes.push_back(index);
    Q_EMIT relabelRequested(LabelSet(std::move(classes)));
}

void InspectorPanel::openClassPicker()
{
    if (m_mode == Mode::Empty || m_schema.task() == Task::Segmentation)
        return;
    m_other->hide();
    m_picker->show();
    m_picker->open();
    ensureWidgetVisible(m_picker);
}

bool InspectorPanel::isClassPickerOpen() const
{
    return !m_picker->isHidden();
}

void InspectorPanel::closePicker()
{
    if (m_picker->isHidden())
        return;
    m_picker->hide();
    m_other->setVisible(m_schema.task() != Task::Segmentation);
    setFocus(Qt::OtherFocusReason);
}

void InspectorPanel::sendComment()
{
    if (m_mode == Mode::One && m_comment->toPlainText() != m_sample.comment) {
        m_sample.comment = m_comment->toPlainText();
        Q_EMIT commentRequested(m_sample.comment);
    }
}

bool InspectorPanel::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (!m_editable || m_mode == Mode::Empty || (modifiers & ~Qt::KeypadModifier))
        return false;
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        const ClassIndex index = m_mode == Mode::One ? m_bars->classAt(key - Qt::Key_1) : kNoClass;
        chooseClass(index);
        return index != kNoClass;
    }
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT verdictRequested(Verdict::Keep);
        return true;
    case Qt::Key_A:
        Q_EMIT verdictRequested(Verdict::Ambiguous);
        return true;
    case Qt::Key_X:
        Q_EMIT verdictRequested(Verdict::BadMedia);
        return true;
    case Qt::Key_C:
        openClassPicker();
        return isClassPickerOpen();
    default:
        return false;
    }
}

void InspectorPanel::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(event->key(), event->modifiers()))
        QScrollArea::keyPressEvent(event);
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_comment) {
        if (event->type() == QEvent::FocusOut)
            sendComment();
        if (event->type() == QEvent::KeyPress) {
            const auto* key = static_cast<QKeyEvent*>(event);
            const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
            if (key->key() == Qt::Key_Escape || (enter && key->modifiers() & Qt::ControlModifier)) {
                setFocus(Qt::OtherFocusReason); // leaving the field sends the comment
                return true;
            }
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace badcase::panels
