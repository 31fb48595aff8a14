// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/metric_texts.h"

#include <QCoreApplication>
#include <QHash>

namespace badcase::models {

namespace {

/// Names the context for lupdate.
struct MetricTexts {
    Q_DECLARE_TR_FUNCTIONS(badcase::models::MetricTexts)
};

QString ofTags(const QString& key)
{
    if (key == QLatin1String("macro_f1"))
        return MetricTexts::tr(
            "Mean over all tags of the schema of each tag's F1; a tag that occurs nowhere counts 0, as "
            "scikit-learn has it for an indicator matrix.");
    if (key == QLatin1String("micro_f1"))
        return MetricTexts::tr("F1 of all decisions on all tags together: 2 TP / (2 TP + FP + FN).");
    return {};
}

QString ofMasks(const QString& key)
{
    if (key == QLatin1String("support"))
        return MetricTexts::tr("How many pixels are labelled so, ignored ones left out");
    return {};
}

QString ofAny(const QString& key)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("accuracy"), QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                                                       "Share of the samples whose decision is their label. "
                                                       "With one decision each it is the micro F1, too.")},
        {QStringLiteral("macro_f1"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Mean F1 over the classes that occur as a label or as a decision, as scikit-learn "
                           "has it: a class that "
                           "is only predicted counts 0, one that occurs nowhere does not count.")},
        {QStringLiteral("micro_f1"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts", "With one decision each, the accuracy.")},
        {QStringLiteral("mean_f1"), QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                                                      "Mean of micro and macro F1 at both levels, as in the "
                                                      "WeChat challenge; the parent that is decided is "
                                                      "that of the class that is decided.")},
        {QStringLiteral("gap"),
         QT_TRANSLATE_NOOP(
             "badcase::models::MetricTexts",
             "Global average precision: average precision of every sample's 20 best tags in one list; labels "
             "outside these count as missed.")},
        {QStringLiteral("map"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Mean over the tags that have positives of each tag's average precision.")},
        {QStringLiteral("hit_at_1"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Share of the samples whose best tag is one of their labels.")},
        {QStringLiteral("segment_map"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Mean average precision of the predicted segments, over classes and over overlaps "
                           "in time from 0.50 to "
                           "0.95.")},
        {QStringLiteral("mean_iou"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Pixels of all images are counted together, then the IoU is averaged over the "
                           "classes that occur as a "
                           "label or as a decision. It is no mean over images or batches.")},
        {QStringLiteral("mean_dice_per_image"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Dice of every image, averaged over its classes and then over images; an image "
                           "where label and decision "
                           "are both empty scores 1.")},
        {QStringLiteral("support"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts", "How many are labelled so")},
        {QStringLiteral("precision"),
         QT_TRANSLATE_NOOP(
             "badcase::models::MetricTexts",
             "Of those predicted so, the share that is labelled so; 0 where nothing is predicted so")},
        {QStringLiteral("recall"),
         QT_TRANSLATE_NOOP(
             "badcase::models::MetricTexts",
             "Of those labelled so, the share that is predicted so; 0 where nothing is labelled so")},
        {QStringLiteral("f1"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN)")},
        {QStringLiteral("ap"),
         QT_TRANSLATE_NOOP(
             "badcase::models::MetricTexts",
             "Average precision: the sum over thresholds of the rise in recall times the precision, without "
             "interpolation, as scikit-learn has it; one class against the rest")},
        {QStringLiteral("iou"), QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                                                  "Intersection over union of the pixels of all images "
                                                  "together; none where the class occurs nowhere")},
        {QStringLiteral("dice"),
         QT_TRANSLATE_NOOP("badcase::models::MetricTexts",
                           "Dice coefficient of the pixels of all images together, 2 IoU / (1 + IoU)")},
    };
    const auto found = texts.constFind(key);
    return found == texts.constEnd() ? QString() : MetricTexts::tr(*found);
}

} // namespace

QString metricConvention(const QString& key, Task task)
{
    const QString own = task == Task::MultiLabel     ? ofTags(key)
                        : task == Task::Segmentation ? ofMasks(key)
                                                     : QString();
    return own.isEmpty() ? ofAny(key) : own;
}

} // namespace badcase::models
