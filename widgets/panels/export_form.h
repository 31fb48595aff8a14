// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What to export, in which form, where to.

#include <QHash>
#include <QString>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace badcase::panels {

class RoleLabel;
class SegmentedControl;
class StatusNotice;

struct ExportRequest {
    QString format;
    bool corrected = true; ///< false: labels as given
    QString split;         ///< empty: all
    bool dropBadMedia = true;
    bool dropAmbiguous = false;
    QString folder;
    bool polygons = false; ///< coco: outlines in place of run lengths
};

class ExportForm : public QWidget {
    Q_OBJECT
public:
    explicit ExportForm(QWidget* parent = nullptr);

    /// `about`: format -> what it holds and what it leaves out, shown below the choice.
    void setFormats(const QStringList& formats, const QHash<QString, QString>& about = {});
    /// The format that holds what this data has, until the user takes another one.
    void suggestFormat(const QString& format);
    void setSplits(const QStringList& splits);
    void setFolder(const QString& folder);
    /// While an export goes on no other one starts.
    void setBusy(bool busy);
    /// How many samples the export would hold; shown above the button.
    void setCount(qint64 samples);
    /// Why this cannot be exported; empty: it can.
    void setProblem(const QString& text);
    ExportRequest request() const;

Q_SIGNALS:
    void edited(const badcase::panels::ExportRequest& request);
    void browseRequested();
    void exportRequested(const badcase::panels::ExportRequest& request);

private:
    void check();
    void showFormat();

    QComboBox* m_format;
    bool m_formatChosen = false; ///< by the user, for this project
    RoleLabel* m_about;
    QCheckBox* m_polygons;
    SegmentedControl* m_labels;
    QComboBox* m_split;
    QCheckBox* m_dropBad;
    QCheckBox* m_dropAmbiguous;
    QLineEdit* m_folder;
    QLabel* m_count;
    StatusNotice* m_notice;
    QPushButton* m_start;
    QHash<QString, QString> m_texts; ///< format -> what is said of it
    QString m_problem;
    bool m_busy = false;
};

} // namespace badcase::panels
