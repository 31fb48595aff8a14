// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A new run: which model, what it is, how its classes meet the project's, over which samples. Starts nothing
/// itself.

#include "app/workspace/run_service.h"
#include "app/workspace/session.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace badcase::panels {
class ConsentPanel;
class ModelCardForm;
class RunForm;
class RunRecipeForm;
struct RunRequest;
} // namespace badcase::panels

namespace badcase::window {

class ClassMappingTable;

/// A chosen file is read as data in the background. A run of a file that this user has never trusted is asked
/// for before it is requested. GUI thread.
class NewRunPanel : public QWidget {
    Q_OBJECT
public:
    NewRunPanel(workspace::Session& session, workspace::TrustStore trust, QWidget* parent = nullptr);

    ~NewRunPanel() override;

    void setModelPath(const QString& path);
    /// Asks for consent to run `request` (resuming a run whose model is not trusted here), then requests it.
    void askConsent(const workspace::RunRequest& request, const QString& sha256, qint64 bytes);
    bool isAskingConsent() const;
    /// Why the last one could not start; empty: nothing to say.
    void setFailure(const QString& text);

    panels::RunForm* form() const { return m_form; }
    ClassMappingTable* mapping() const { return m_mapping; }

Q_SIGNALS:
    void startRequested(const badcase::workspace::RunRequest& request);

private:
    QWidget* buildModelSide();
    void browse();
    void inspect(const QString& path);
    void showModel(const Result<workspace::ModelInfo>& info);
    void askDevices();
    void updateSamples();
    void updateNames();
    void check();
    void checkCard();
    void checkClasses(const engine::ModelCard& card);
    void takeRecipe(workspace::RunRequest& request) const;
    void start(const panels::RunRequest& wanted);
    void showCardForm(bool on);

    workspace::Session& m_session;
    workspace::TrustStore m_trust;
    panels::RunForm* m_form;
    panels::RunRecipeForm* m_recipe;
    QWidget* m_modelSide;
    QLabel* m_facts;
    QLabel* m_hash;
    QPushButton* m_editCard;
    panels::ModelCardForm* m_card;
    ClassMappingTable* m_mapping;
    panels::ConsentPanel* m_consent;

    QString m_path;
    quint64 m_generation = 0; ///< of the file that is being looked at
    CancelToken m_inspecting;
    std::optional<workspace::ModelInfo> m_info;
    bool m_cardEdited = false;
    bool m_devicesKnown = false;
    QString m_backendProblem;
    QString m_failure;
    workspace::RunRequest m_pending; ///< waits for consent
};

} // namespace badcase::window
