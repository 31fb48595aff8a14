// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/model_card_form.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <initializer_list>
#include <optional>

namespace badcase::panels {

namespace {

/// "0.485, 0.456, 0.406" and back; also accepts blanks and semicolons between numbers.
QString numbersText(const QJsonValue& value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 10);
    QStringList parts;
    for (const QJsonValue number : value.toArray())
        parts.append(QString::number(number.toDouble(), 'g', 10));
    return parts.join(QStringLiteral(", "));
}

std::optional<QJsonArray> parseNumbers(QString text)
{
    text.replace(QLatin1Char(','), QLatin1Char(' ')).replace(QLatin1Char(';'), QLatin1Char(' '));
    QJsonArray numbers;
    for (const QString& part : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        bool ok = false;
        numbers.append(part.toDouble(&ok));
        if (!ok)
            return std::nullopt;
    }
    return numbers;
}

/// "1/255" is what people know; it is taken as well as a number.
std::optional<double> parseScale(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    bool ok = false;
    const double first = parts.first().trimmed().toDouble(&ok);
    if (!ok || parts.size() > 2)
        return std::nullopt;
    if (parts.size() == 1)
        return first;
    const double second = parts.last().trimmed().toDouble(&ok);
    return ok && second != 0 ? std::optional<double>(first / second) : std::nullopt;
}

/// `values` are the card's words; the first one is preselected when `chooseFirst`, else the user must choose.
QComboBox* makeChoice(const QStringList& values, bool chooseFirst)
{
    auto* box = new QComboBox;
    for (const QString& value : values)
        box->addItem(value, value);
    box->setPlaceholderText(ModelCardForm::tr("choose"));
    box->setCurrentIndex(chooseFirst ? 0 : -1);
    return box;
}

QSpinBox* makeSide()
{
    auto* box = new QSpinBox;
    box->setRange(0, 16384);
    box->setSpecialValueText(ModelCardForm::tr("any"));
    box->setFixedWidth(90);
    return box;
}

void select(QComboBox* box, const QJsonValue& value, int otherwise)
{
    const int index = box->findData(value.toString());
    box->setCurrentIndex(index >= 0 ? index : otherwise);
}

} // namespace

ModelCardForm::ModelCardForm(QWidget* parent)
    : QWidget(parent),
      m_head(makeChoice({}, false)),
      m_task(makeChoice({QStringLiteral("classification"), QStringLiteral("multilabel"),
                         QStringLiteral("segmentation"), QStringLiteral("binary_segmentation")},
                        false)),
      m_classes(new QPlainTextEdit),
      m_width(makeSide()),
      m_height(makeSide()),
      m_channels(makeChoice({QStringLiteral("RGB"), QStringLiteral("BGR"), QStringLiteral("gray")}, true)),
      m_scale(new QLineEdit),
      m_mean(new QLineEdit),
      m_std(new QLineEdit),
      m_resize(makeChoice({QStringLiteral("bilinear"), QStringLiteral("nearest"), QStringLiteral("area"),
                           QStringLiteral("none")},
                          true)),
      m_activation(makeChoice({QStringLiteral("softmax"), QStringLiteral("sigmoid")}, false)),
      m_logits(new QSpinBox),
      m_embedding(new QSpinBox),
      m_upsample(makeChoice({QStringLiteral("logits_bilinear"), QStringLiteral("probabilities_bilinear"),
                             QStringLiteral("nearest")},
                            true)),
      m_notice(new StatusNotice)
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(m_notice);
    m_notice->setWrapping(true);
    m_head->setObjectName(QStringLiteral("head"));
    m_head->setToolTip(tr("The model has several classifiers; the run is that of one of them"));
    form->addRow(tr("Head"), m_head);
    connect(m_head, &QComboBox::currentTextChanged, this, &ModelCardForm::chooseHead);
    form->addRow(tr("Task"), m_task);
    m_classes->setPlaceholderText(tr("One class a line, in the order of the model's outputs"));
    m_classes->setFixedHeight(104);
    m_classes->setTabChangesFocus(true);
    form->addRow(tr("Classes"), m_classes);
    buildInput(form);
    buildOutput(form);
    for (QComboBox* box : {m_task, m_channels, m_resize, m_activation, m_upsample})
        connect(box, &QComboBox::currentIndexChanged, this, &ModelCardForm::edited);
    for (QSpinBox* box : {m_width, m_height, m_logits, m_embedding})
        connect(box, &QSpinBox::valueChanged, this, &ModelCardForm::edited);
    for (QLineEdit* edit : {m_scale, m_mean, m_std})
        connect(edit, &QLineEdit::textChanged, this, &ModelCardForm::edited);
    connect(m_classes, &QPlainTextEdit::textChanged, this, &ModelCardForm::edited);
    setCard({});
}

void ModelCardForm::buildInput(QFormLayout* form)
{
    form->addRow(makeSectionLabel(tr("Input")));
    auto* size = new QHBoxLayout;
    size->addWidget(m_width);
    size->addWidget(new RoleLabel(QStringLiteral("×"), theme::Role::Text2));
    size->addWidget(m_height);
    size->addStretch(1);
    m_width->setAccessibleName(tr("Width in pixels"));
    m_height->setAccessibleName(tr("Height in pixels"));
    form->addRow(tr("Width × height"), size);
    form->addRow(tr("Resize"), m_resize);
    form->addRow(tr("Channels"), m_channels);
    m_scale->setToolTip(tr("Each pixel value (0 to 255) is multiplied by this; 1/255 is the usual one"));
    form->addRow(tr("Scale"), m_scale);
    m_mean->setToolTip(tr("Subtracted from each channel after scaling"));
    form->addRow(tr("Mean"), m_mean);
    m_std->setToolTip(tr("Each channel is divided by this"));
    form->addRow(tr("Std"), m_std);
}

void ModelCardForm::buildOutput(QFormLayout* form)
{
    form->addRow(makeSectionLabel(tr("Output")));
    form->addRow(tr("Activation"), m_activation);
    m_logits->setRange(-1, 63);
    m_logits->setSpecialValueText(tr("none, the mean of the frames"));
    m_logits->setToolTip(tr("Which output of the model holds the logits; 0 is the first or only one"));
    form->addRow(tr("Logits"), m_logits);
    m_embedding->setRange(-1, 63);
    m_embedding->setSpecialValueText(tr("none"));
    m_embedding->setToolTip(tr("Which output holds an embedding, if any"));
    form->addRow(tr("Embedding"), m_embedding);
    form->addRow(tr("Upsample"), m_upsample);
}

void ModelCardForm::setCard(const QJsonObject& card)
{
    m_loading = true;
    m_card = card;
    showHeads(card.value(QStringLiteral("output")).toObject());
    // What several inputs take has no place in the form; it stays as the card has it.
    const bool onePicture = !card.contains(QStringLiteral("inputs"));
    for (QWidget* field : std::initializer_list<QWidget*>{m_width, m_height, m_channels, m_scale, m_mean, m_std, m_resize})
        field->setEnabled(onePicture);
    const QJsonObject input = card.value(QStringLiteral("input")).toObject();
    const QJsonObject output = card.value(QStringLiteral("output")).toObject();
    select(m_task, card.value(QStringLiteral("task")), -1);
    QStringList classes;
    for (const QJsonValue name : card.value(QStringLiteral("classes")).toArray())
        classes.append(name.toString());
    m_classes->setPlainText(classes.join(QLatin1Char('\n')));
    m_width->setValue(input.value(QStringLiteral("width")).toInt(0));
    m_height->setValue(input.value(QStringLiteral("height")).toInt(0));
    select(m_channels, input.value(QStringLiteral("channels")), 0);
    const double scale = input.value(QStringLiteral("scale")).toDouble(1.0 / 255);
    m_scale->setText(qFuzzyCompare(scale, 1.0 / 255) ? QStringLiteral("1/255")
                                                     : QString::number(scale, 'g', 12));
    m_mean->setText(input.contains(QStringLiteral("mean")) ? numbersText(input.value(QStringLiteral("mean")))
                                                           : QStringLiteral("0, 0, 0"));
    m_std->setText(input.contains(QStringLiteral("std")) ? numbersText(input.value(QStringLiteral("std")))
                                                         : QStringLiteral("1, 1, 1"));
    select(m_resize, input.value(QStringLiteral("resize")), 0);
    select(m_activation, output.value(QStringLiteral("activation")), -1);
    m_logits->setValue(output.value(QStringLiteral("logits")).isNull() ? -1
                                                                       : output.value(QStringLiteral("logits")).toInt(0));
    m_embedding->setValue(output.value(QStringLiteral("embedding")).toInt(-1));
    select(m_upsample, output.value(QStringLiteral("upsample")), 0);
    m_loading = false;
    edited();
}

void ModelCardForm::showHeads(const QJsonObject& output)
{
    const QJsonArray heads = output.value(QStringLiteral("heads")).toArray();
    m_head->clear();
    for (const QJsonValue head : heads)
        m_head->addItem(head[QStringLiteral("name")].toString());
    m_head->setCurrentText(output.value(QStringLiteral("head")).toString());
    qobject_cast<QFormLayout*>(layout())->setRowVisible(m_head, !heads.isEmpty());
    // These are the head's.
    for (QWidget* field : std::initializer_list<QWidget*>{m_task, m_classes, m_activation, m_logits})
        field->setEnabled(heads.isEmpty());
}

void ModelCardForm::chooseHead(const QString& name)
{
    if (m_loading)
        return;
    QJsonObject chosen = card();
    QJsonObject output = chosen.value(QStringLiteral("output")).toObject();
    for (const QJsonValue head : output.value(QStringLiteral("heads")).toArray()) {
        if (head[QStringLiteral("name")].toString() != name)
            continue;
        for (const char* key : {"logits", "activation", "frames", "segments"}) {
            output.remove(QLatin1String(key));
            if (const QJsonValue value = head[QLatin1String(key)]; !value.isUndefined())
                output.insert(QLatin1String(key), value);
        }
        output.insert(QStringLiteral("head"), name);
        chosen.insert(QStringLiteral("task"), head[QStringLiteral("task")]);
        chosen.insert(QStringLiteral("classes"), head[QStringLiteral("classes")]);
        chosen.insert(QStringLiteral("output"), output);
        setCard(chosen);
        return;
    }
}

QJsonObject ModelCardForm::card() const
{
    QJsonObject card = m_card;
    QJsonObject input = card.value(QStringLiteral("input")).toObject();
    QJsonObject output = card.value(QStringLiteral("output")).toObject();
    card.insert(QStringLiteral("task"), m_task->currentData().toString());
    QJsonArray classes;
    for (const QString& line : m_classes->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty())
            classes.append(line.trimmed());
    card.insert(QStringLiteral("classes"), classes);
    const auto side = [](const QSpinBox* box) {
        return box->value() > 0 ? QJsonValue(box->value()) : QJsonValue();
    };
    input.insert(QStringLiteral("width"), side(m_width));
    input.insert(QStringLiteral("height"), side(m_height));
    input.insert(QStringLiteral("channels"), m_channels->currentData().toString());
    if (const auto scale = parseScale(m_scale->text()))
        input.insert(QStringLiteral("scale"), *scale);
    if (const auto mean = parseNumbers(m_mean->text()))
        input.insert(QStringLiteral("mean"), *mean);
    if (const auto deviation = parseNumbers(m_std->text()))
        input.insert(QStringLiteral("std"), *deviation);
    input.insert(QStringLiteral("resize"), m_resize->currentData().toString());
    output.insert(QStringLiteral("activation"), m_activation->currentData().toString());
    output.insert(QStringLiteral("logits"), m_logits->value() >= 0 ? QJsonValue(m_logits->value()) : QJsonValue());
    output.insert(QStringLiteral("embedding"),
                  m_embedding->value() >= 0 ? QJsonValue(m_embedding->value()) : QJsonValue());
    output.insert(QStringLiteral("upsample"), m_upsample->currentData().toString());
    if (!card.contains(QStringLiteral("inputs")))
        card.insert(QStringLiteral("input"), input);
    card.insert(QStringLiteral("output"), output);
    return card;
}

QStringList ModelCardForm::problems() const
{
    QStringList problems;
    if (m_task->currentIndex() < 0)
        problems.append(tr("Choose the task."));
    if (m_classes->toPlainText().trimmed().isEmpty())
        problems.append(tr("Name the classes in the order of the model's outputs."));
    const int channels = m_channels->currentData().toString() == QLatin1String("gray") ? 1 : 3;
    if (!parseScale(m_scale->text()))
        problems.append(tr("Scale is a number such as 1/255."));
    const auto mean = parseNumbers(m_mean->text());
    const auto deviation = parseNumbers(m_std->text());
    const auto fits = [channels](const std::optional<QJsonArray>& numbers) {
        return numbers && (numbers->size() == channels || numbers->size() == 1);
    };
    if (!fits(mean))
        problems.append(tr("Mean needs %n numbers.", nullptr, channels));
    if (!fits(deviation))
        problems.append(tr("Std needs %n numbers.", nullptr, channels));
    else if (deviation->contains(0.0))
        problems.append(tr("Std must not be 0."));
    if ((m_width->value() == 0) != (m_height->value() == 0))
        problems.append(tr("Give both width and height, or neither."));
    if (m_activation->currentIndex() < 0)
        problems.append(tr("Choose the activation."));
    return problems;
}

void ModelCardForm::edited()
{
    if (m_loading)
        return;
    const QStringList wrong = problems();
    m_notice->setVisible(!wrong.isEmpty());
    if (!wrong.isEmpty())
        m_notice->show(StatusNotice::Kind::Warning, wrong.join(QLatin1Char(' ')));
    Q_EMIT cardEdited(card());
}

} // namespace badcase::panels
