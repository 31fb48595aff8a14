// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A model's card as a form: what it takes, what it gives. Keys that the form does not know are kept as they
/// are.

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace badcase::panels {

class StatusNotice;

class ModelCardForm : public QWidget {
    Q_OBJECT
public:
    explicit ModelCardForm(QWidget* parent = nullptr);

    /// An empty object: nothing is known of the model, the form asks.
    void setCard(const QJsonObject& card);
    /// The card as it stands in the form. Only use it when problems() is empty.
    QJsonObject card() const;
    /// What is still missing or wrong, in the order of the form.
    QStringList problems() const;

Q_SIGNALS:
    /// After each edit by the user, also while problems() is not empty.
    void cardEdited(const QJsonObject& card);

private:
    void buildInput(QFormLayout* form);
    void buildOutput(QFormLayout* form);
    void edited();
    void showHeads(const QJsonObject& output);
    void chooseHead(const QString& name);

    QJsonObject m_card;
    bool m_loading = false;
    QComboBox* m_head; ///< of models with several classifiers
    QComboBox* m_task;
    QPlainTextEdit* m_classes;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QComboBox* m_channels;
    QLineEdit* m_scale;
    QLineEdit* m_mean;
    QLineEdit* m_std;
    QComboBox* m_resize;
    QComboBox* m_activation;
    QSpinBox* m_logits;
    QSpinBox* m_embedding;
    QComboBox* m_upsample;
    StatusNotice* m_notice;
};

} // namespace badcase::panels
