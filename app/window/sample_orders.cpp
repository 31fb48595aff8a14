// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_orders.h"

#include <QCoreApplication>

namespace badcase::window {

using storage::SampleOrder;
using storage::TextMeasure;

namespace {

constexpr qsizetype kMostFields = 6; ///< a csv with fifty columns of text would make a list of no use

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::SampleOrders", text);
}

void addRunOrders(std::vector<OrderChoice>& choices, Task task)
{
    using Key = SampleOrder::Key;
    choices.push_back({{Key::Loss, true}, tr("By loss")});
    if (task == Task::Segmentation) {
        choices.push_back({{Key::Iou, false}, tr("By IoU")});
        choices.push_back({{Key::Dice, false}, tr("By Dice")});
    } else {
        choices.push_back({{Key::Margin, false}, tr("By margin")});
    }
    choices.push_back({{Key::Confidence, false}, tr("By confidence")});
}

} // namespace

std::vector<OrderChoice> orderChoices(Task task, bool hasRun, const QStringList& textFields)
{
    using Key = SampleOrder::Key;
    std::vector<OrderChoice> choices{{{Key::Imported, false}, tr("Import order")},
                                     {{Key::Name, false}, tr("By name")}};
    if (hasRun)
        addRunOrders(choices, task);
    for (const QString& field : textFields.mid(0, kMostFields)) {
        choices.push_back(
            {{Key::TextQuality, false, field, TextMeasure::Length}, tr("By length of %1").arg(field)});
        choices.push_back(
            {{Key::TextQuality, true, field, TextMeasure::Repeated}, tr("By repeats in %1").arg(field)});
        choices.push_back(
            {{Key::TextQuality, true, field, TextMeasure::Gibberish}, tr("By gibberish in %1").arg(field)});
    }
    return choices;
}

bool isSameKey(const SampleOrder& a, const SampleOrder& b)
{
    if (a.key != b.key)
        return false;
    return a.key != SampleOrder::Key::TextQuality ||
           (a.textField == b.textField && a.textMeasure == b.textMeasure);
}

} // namespace badcase::window
