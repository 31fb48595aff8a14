// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/format_texts.h"

#include <QCoreApplication>

namespace badcase::window {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Formats", text);
}

} // namespace

QHash<QString, QString> importTexts()
{
    return {
        {QStringLiteral("imagefolder"),
         tr("Pictures in a folder for each class, perhaps below train, val and test")},
        {QStringLiteral("csv"), tr("A table with a row for each sample: path, label or labels, texts")},
        {QStringLiteral("taac"), tr("The folders images, texts and masks, joined by file name")},
        {QStringLiteral("masks"), tr("A folder of pictures and one of masks, joined by file name")},
        {QStringLiteral("wechat"),
         tr("WeChat Big Data Challenge 2022: labeled.json, unlabeled.json or result.csv, and the frame "
            "features in zip_feats")},
        {QStringLiteral("taac2021"),
         tr("Tencent Advertising Algorithm Contest 2021: segments and tags of videos, with videos, features "
            "and texts where they are")},
        {QStringLiteral("videos"),
         tr("Videos, GIFs or frame features (npy) in a folder for each class, or with the class in the file "
            "name")},
        {QStringLiteral("kaggle-rle"), tr("A table of run lengths (train.csv) and its pictures")},
        {QStringLiteral("coco"), tr("Instances and captions (json) and their pictures")},
        {QStringLiteral("yolo"), tr("data.yaml with images and labels, or folders by class below train")},
    };
}

QStringList exportFormats(Task task)
{
    switch (task) {
    case Task::Classification:
        return {QStringLiteral("imagefolder"), QStringLiteral("csv"),    QStringLiteral("yolo"),
                QStringLiteral("videos"),      QStringLiteral("wechat"), QStringLiteral("taac2021")};
    case Task::MultiLabel: // a file cannot lie in several folders
        return {QStringLiteral("csv"), QStringLiteral("taac2021")};
    case Task::Segmentation:
        return {QStringLiteral("masks"), QStringLiteral("csv"), QStringLiteral("coco"),
                QStringLiteral("yolo"), QStringLiteral("kaggle-rle")};
    }
    return {};
}

QHash<QString, QString> exportTexts(Task task)
{
    QHash<QString, QString> texts{
        {QStringLiteral("imagefolder"),
         tr("Pictures in a folder for each class. Texts, and samples without a label, are left out.")},
        {QStringLiteral("csv"),
         tr("A table and the media, with texts and verdicts. Segments, and times of texts, are left out.")},
        {QStringLiteral("masks"), tr("Pictures, and masks as PNG of class numbers. Texts are left out.")},
        {QStringLiteral("videos"), tr("Videos in a folder for each class. Texts, segments, and samples "
                                      "without a label, are left out.")},
        {QStringLiteral("wechat"), tr("labeled.json, unlabeled.json and result.csv for the contest, with "
                                      "texts and their times. Media are "
                                      "not copied; segments are left out.")},
        {QStringLiteral("taac2021"),
         tr("Segments, tags and label ids. Texts, splits and media are left out.")},
        {QStringLiteral("coco"),
         tr("Pictures, and an object for each piece of a class. Of the texts only \"caption\" is kept.")},
        {QStringLiteral("kaggle-rle"),
         tr("Pictures, train.csv with run lengths and texts, and sample_submission.csv.")},
        {QStringLiteral("yolo"),
         tr("data.yaml, pictures, and an outline for each piece of a class. Texts are left out.")}};
    if (task == Task::Classification)
        texts.insert(
            QStringLiteral("yolo"),
            tr("Pictures in folders by class below train, val and test, as its trainers want them. Texts "
               "are left out."));
    return texts;
}

QString dataSetFilter()
{
    return tr("Data sets (*.csv *.json *.yaml *.yml *.txt *.zip);;All files (*)");
}

} // namespace badcase::window
