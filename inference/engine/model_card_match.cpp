// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A model's classes against a project's: by name, because two lists of the same length in another order are
// the most expensive mistake there is.

#include "inference/engine/model_card.h"

#include <QCoreApplication>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ModelCard", text);
}

/// At most twenty names, so that a message stays readable.
QString listed(const QStringList& names)
{
    constexpr qsizetype kMost = 20;
    const QString text = QStringList(names.mid(0, kMost)).join(QStringLiteral(", "));
    return names.size() <= kMost ? text : text + tr(" and %1 more").arg(names.size() - kMost);
}

Result<void> checkRenames(const ModelCard& card, const Schema& schema, const QHash<QString, QString>& renames)
{
    for (auto it = renames.cbegin(); it != renames.cend(); ++it) {
        if (!card.classes.contains(it.key())) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The class map names \"%1\", which is not a class of the model %2 (%3)")
                            .arg(it.key(), card.name, listed(card.classes)));
        }
        if (schema.indexOf(it.value()) == kNoClass) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The class map names \"%1\", which is not a class of the project (%2)")
                            .arg(it.value(), listed(schema.names())));
        }
    }
    return {};
}

} // namespace

Result<ClassMapping> mapClasses(const ModelCard& card, const Schema& schema,
                                const QHash<QString, QString>& renames)
{
    BADCASE_TRY(checkRenames(card, schema, renames));
    ClassMapping mapping;
    QStringList unmatched;
    QHash<ClassIndex, QString> taken;
    for (const QString& name : card.classes) {
        const ClassIndex index = schema.indexOf(renames.value(name, name));
        if (index == kNoClass) {
            unmatched << name;
            continue;
        }
        if (taken.contains(index)) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The classes \"%1\" and \"%2\" of the model %3 would both become \"%4\"")
                            .arg(taken.value(index), name, card.name, schema.at(index).name));
        }
        taken.insert(index, name);
        mapping.toSchema.push_back(index);
    }
    for (ClassIndex index = 0; index < schema.size(); ++index) {
        if (!taken.contains(index))
            mapping.notInModel << schema.at(index).name;
    }
    if (!unmatched.isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("Classes of the model %1 that the project does not have: %2. Classes of the project "
                       "that nothing "
                       "matches: %3. Say which is which with a class map (model class=project class)")
                        .arg(card.name, listed(unmatched),
                             mapping.notInModel.isEmpty() ? tr("none") : listed(mapping.notInModel)));
    }
    return mapping;
}

Result<QHash<QString, QString>> parseClassRenames(const QString& text)
{
    QHash<QString, QString> renames;
    for (const QString& pair : text.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        const QString from = pair.left(equals).trimmed();
        const QString to = pair.mid(equals + 1).trimmed();
        if (equals < 0 || from.isEmpty() || to.isEmpty()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("\"%1\" in the class map is not of the form model class=project class")
                            .arg(pair.trimmed()));
        }
        if (renames.contains(from))
            return fail(ErrorCode::InvalidArgument, tr("The class map names \"%1\" twice").arg(from));
        renames.insert(from, to);
    }
    return renames;
}

} // namespace badcase::engine
