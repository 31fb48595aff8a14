// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The texts of a sample, each under its own heading, and "What if" below them.

#include "inference/core/sample.h"
#include "inference/core/text_query.h"

#include <QMap>
#include <QSet>
#include <QWidget>

#include <array>
#include <vector>

class QComboBox;
class QVBoxLayout;

namespace badcase::panels {

class TextFieldView;
class WhatIfSection;

/// Title, OCR, ASR and keywords first (readingOrder). A field of the project that the sample lacks is shown
/// as empty. It changes nothing itself. GUI thread.
class TextPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr std::array kTokenLimits{0, 32, 64, 128, 256, 512}; ///< 0: none

    explicit TextPanel(QWidget* parent = nullptr);

    /// The fields of the project.
    void setFieldNames(const QStringList& names);
    /// Another sample ends every edit; the same one again (a label has changed) leaves them.
    void setTexts(SampleId sample, const Fields& fields);
    /// Hits are highlighted.
    void setQuery(const TextQuery& query);
    /// Where a model would cut; counted in each field, by TextTokens.
    void setTokenLimit(int limit);
    int tokenLimit() const { return m_limit; }

    WhatIfSection* whatIf() const { return m_whatIf; }
    /// Field -> text to ask about instead; empty texts are blanked.
    QMap<QString, QString> edits() const;
    TextFieldView* fieldView(const QString& field) const; ///< null when there is none

Q_SIGNALS:
    void tokenLimitRequested(int limit);
    /// What the user wants to ask the model about `sample`.
    void whatIfRequested(badcase::SampleId sample, bool blankMedia, const QMap<QString, QString>& edits);

private:
    void rebuild(const QStringList& names);
    void updateEditable();
    void endEdits();

    SampleId m_sample;
    Fields m_fields;
    QStringList m_projectFields;
    TextQuery m_query;
    int m_limit = 0;
    QSet<QString> m_unfolded; ///< fields that the user wants to see whole, on every sample

    QWidget* m_head;
    QComboBox* m_limits;
    QVBoxLayout* m_column;
    std::vector<TextFieldView*> m_views;
    WhatIfSection* m_whatIf;
};

} // namespace badcase::panels
