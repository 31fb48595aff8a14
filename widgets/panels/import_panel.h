// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Import: where from, in which format, what it would bring in, how columns and class names are mapped.
/// Nothing is written before the user starts it. Preview and problems are item models of the owner.

#include <QHash>
#include <QString>
#include <QStringList>
#include <QWidget>

class QAbstractItemModel;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableView;
class QTableWidget;

namespace badcase::panels {

class RoleLabel;
class StatusNotice;

struct ImportRequest {
    QString source;
    QString format;
    QString split;
    QString mediaRoot;        ///< formats of annotations: folder or zip of the media; empty: beside them
    QString classFrom;        ///< videos: "folder" or "name"
    QString encoding;         ///< csv, kaggle-rle; empty: told from the file
    bool keepMissing = false; ///< csv, kaggle-rle, coco: keep samples whose media file is missing
    QString imagesDir;        ///< masks; empty: the usual name
    QString masksDir;         ///< masks; empty: the usual name
    QString maskSuffix;       ///< masks
    int ignoreIndex = -1;     ///< masks: pixels of this value count nowhere; -1: as the class list says
    bool addClasses = true;   ///< names that the project does not have become classes
    QHash<QString, QString> columns; ///< csv, kaggle-rle: role -> column
    QHash<QString, QString> classes; ///< name in the data -> name in the project; only those that differ
};

class ImportPanel : public QWidget {
    Q_OBJECT
public:
    explicit ImportPanel(QWidget* parent = nullptr);

    /// `about`: format -> what such data look like, shown below the choice.
    void setFormats(const QStringList& formats, const QHash<QString, QString>& about = {});
    /// Both without the signals that the user's choice sends.
    void setSource(const QString& source);
    void setFormat(const QString& format);
    void setPreviewModel(QAbstractItemModel* model);
    void setProblemsModel(QAbstractItemModel* model);
    /// What a column can be in a format of tables: roles of formats::ReadOptions::columns. Empty for others.
    static QStringList columnRoles(const QString& format);
    /// csv, kaggle-rle: the header of the file and what each role was guessed to be. No columns: the section
    /// is hidden. Behind setFormat().
    void setColumns(const QStringList& columns, const QHash<QString, QString>& guessed);
    /// Class names in the data, and the project's own to choose from. A name that the project has is mapped
    /// to itself; others become new classes unless mapped.
    void setClasses(const QStringList& found, const QStringList& known);
    /// "About 2,400 samples"; empty while it is being looked at.
    void setSummary(const QString& text);
    /// masks; no signal. Empty: the usual names.
    void setMaskFolders(const QString& images, const QString& masks);
    /// Whether unknown names become classes; no signal.
    void setAddClasses(bool on);
    /// While the import goes on nothing can be changed.
    void setBusy(bool busy);
    /// Why it cannot be imported at all; empty: it can.
    void setError(const QString& text);
    ImportRequest request() const;

Q_SIGNALS:
    /// Something that changes the preview: the owner makes it anew.
    void optionsChanged(const badcase::panels::ImportRequest& request);
    void browseFolderRequested();
    void browseFileRequested();
    void importRequested(const badcase::panels::ImportRequest& request);
    /// "What would it do?": everything is read and nothing is written.
    void dryRunRequested(const badcase::panels::ImportRequest& request);
    void cancelled();

private:
    QWidget* buildOptions();
    QWidget* buildPreview();
    void changed();
    void fillChoices();
    void showFormatOptions();
    void updateHeads();

    QLineEdit* m_source;
    QComboBox* m_format;
    RoleLabel* m_about;
    QLineEdit* m_split;
    QLineEdit* m_mediaRoot;
    QComboBox* m_classFrom;
    QComboBox* m_encoding;
    QCheckBox* m_keepMissing;
    QLineEdit* m_imagesDir;
    QLineEdit* m_masksDir;
    QLineEdit* m_maskSuffix;
    QSpinBox* m_ignore;
    QCheckBox* m_addClasses;
    QWidget* m_options = nullptr;
    QFormLayout* m_form;
    QLabel* m_columnsTitle;
    QTableWidget* m_columns;
    QLabel* m_classesTitle;
    QTableWidget* m_classes;
    QTableView* m_preview;
    QLabel* m_problemsTitle;
    QTableView* m_problems;
    QLabel* m_summary;
    QHash<QString, QString> m_texts; ///< format -> what is said of it
    StatusNotice* m_notice;
    QPushButton* m_dryRun;
    QPushButton* m_start;
    QString m_error;
    bool m_busy = false;
    bool m_loading = false;
};

} // namespace badcase::panels
