// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/new_run_panel.h"

#include "app/window/background.h"
#include "app/window/class_mapping_table.h"
#include "app/workspace/run_recipe.h"
#include "app/workspace/server_model.h"
#include "inference/engine/backend.h"
#include "widgets/panels/consent_panel.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/model_card_form.h"
#include "widgets/panels/run_form.h"
#include "widgets/panels/run_recipe_form.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLocale>

namespace badcase::window {

namespace {

constexpr int kFormWidth = 400;
constexpr int kRecipeWidth = 340;
constexpr int kWidestText = 560; ///< longer lines are tiring to read
const QLatin1String kSelection("selection");
const QLatin1String kSplitPrefix("split:");

QString sizeText(const engine::CardInput& input)
{
    if (!input.width || !input.height) // both or neither
        return NewRunPanel::tr("any size");
    return QStringLiteral("%1 × %2").arg(*input.width).arg(*input.height);
}

/// What the model takes.
QString inputsText(const engine::ModelCard& card)
{
    if (card.takesPicturesOnly())
        return sizeText(card.input);
    QStringList parts;
    for (const engine::ModelInput& input : card.inputs) {
        if (const auto* frames = std::get_if<engine::FramesInput>(&input.kind))
            parts << NewRunPanel::tr("%n frames of %1", nullptr, frames->count).arg(sizeText(frames->picture));
        else if (const auto* tokens = std::get_if<engine::TokensInput>(&input.kind))
            parts << NewRunPanel::tr("texts (%1)").arg(tokens->fields.join(QStringLiteral(", ")));
        else if (std::holds_alternative<engine::FeaturesInput>(input.kind))
            parts << NewRunPanel::tr("features");
        else
            parts << NewRunPanel::tr("a picture of %1").arg(sizeText(*input.picture()));
    }
    return parts.join(QStringLiteral(" + "));
}

/// What the model says of a sample, in the words that the window has for it.
QString taskText(const engine::ModelCard& card)
{
    switch (card.task) {
    case Task::Classification:
        return NewRunPanel::tr("One label a sample");
    case Task::MultiLabel:
        return NewRunPanel::tr("Several labels a sample");
    case Task::Segmentation:
        break;
    }
    return card.binary ? NewRunPanel::tr("Masks of one class and the rest") : NewRunPanel::tr("Masks");
}

QString tensorsText(const engine::SafeTensorsInfo& info)
{
    QStringList types;
    const auto byType = info.parametersByType();
    for (auto it = byType.begin(); it != byType.end(); ++it)
        types << QStringLiteral("%1 %2").arg(QLocale().toString(it.value()), it.key());
    return NewRunPanel::tr("%n tensors of numbers: %1", nullptr, static_cast<int>(info.tensors.size()))
        .arg(types.join(QStringLiteral(", ")));
}

/// The path of the model stands in the form already.
QString cardPlace(const engine::ModelFile& file)
{
    return file.cardSource.startsWith(file.path + QLatin1Char(':')) ? NewRunPanel::tr("in the file")
                                                                    : file.cardSource;
}

QString factsOf(const workspace::ModelInfo& info)
{
    if (!info.server.isEmpty())
        return NewRunPanel::tr("A server runs this model: what the samples show is sent there.\n%1\n"
                               "Please fill in the card that says what it takes and gives.")
            .arg(info.server);
    const auto& file = info.file;
    QStringList lines;
    QStringList first{file.format == engine::ModelFormat::TorchScript ? NewRunPanel::tr("TorchScript")
                                                                      : engine::modelFormatName(file.format),
                      QLocale().formattedDataSize(file.bytes, 1, QLocale::DataSizeTraditionalFormat)};
    if (!file.writtenBy.isEmpty())
        first.append(NewRunPanel::tr("written by LibTorch %1").arg(file.writtenBy));
    first.append(info.trusted ? NewRunPanel::tr("trusted by you") : NewRunPanel::tr("never run here"));
    lines.append(first.join(QStringLiteral(", ")));
    if (file.tensors)
        lines.append(tensorsText(*file.tensors));
    if (file.tensorsProblem)
        lines.append(file.tensorsProblem->message);
    if (file.card) {
        lines.append(
            NewRunPanel::tr("%1, %n classes, input %2", nullptr, static_cast<int>(file.card->classes.size()))
                .arg(taskText(*file.card), inputsText(*file.card)));
        lines.append(NewRunPanel::tr("Card: %1").arg(cardPlace(file)));
    } else {
        lines.append(
            NewRunPanel::tr("The file does not say what it takes and gives. Please fill in its card."));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

NewRunPanel::NewRunPanel(workspace::Session& session, workspace::TrustStore trust, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_trust(std::move(trust)),
      m_form(new panels::RunForm),
      m_recipe(new panels::RunRecipeForm),
      m_facts(new panels::RoleLabel),
      m_hash(new panels::RoleLabel({}, theme::Role::Text2)),
      m_editCard(new QPushButton(tr("Edit the card"))),
      m_card(new panels::ModelCardForm),
      m_mapping(new ClassMappingTable),
      m_consent(new panels::ConsentPanel)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(2 * theme::kPadding);
    auto* left = new QVBoxLayout;
    left->addWidget(panels::makeSectionLabel(tr("New run")));
    m_form->setFixedWidth(kFormWidth);
    left->addWidget(m_form);
    left->addStretch(1);
    layout->addLayout(left);
    auto* middle = new QVBoxLayout;
    middle->addWidget(panels::makeSectionLabel(tr("How pictures are shown")));
    m_recipe->setFixedWidth(kRecipeWidth);
    middle->addWidget(m_recipe);
    middle->addStretch(1);
    layout->addLayout(middle);
    m_modelSide = buildModelSide();
    layout->addWidget(m_modelSide, 1);
    layout->addWidget(m_consent, 1, Qt::AlignTop);
    layout->addStretch();
    for (QWidget* side : {m_modelSide, static_cast<QWidget*>(m_consent)})
        side->setMaximumWidth(kWidestText);
    m_modelSide->hide();
    m_consent->hide();

    connect(m_form, &panels::RunForm::modelChosen, this, &NewRunPanel::setModelPath);
    connect(m_form, &panels::RunForm::browseRequested, this, &NewRunPanel::browse);
    connect(m_form, &panels::RunForm::startRequested, this, &NewRunPanel::start);
    connect(m_form, &panels::RunForm::problemActionRequested, this, [this] {
        if (m_mapping->isVisibleTo(m_modelSide))
            m_mapping->focusFirst();
        else
            showCardForm(true);
    });
    connect(m_recipe, &panels::RunRecipeForm::edited, this, &NewRunPanel::check);
    m_recipe->setIsolated(true); // a model that hangs or crashes does not take the window with it
    connect(m_editCard, &QPushButton::clicked, this,
            [this] { showCardForm(!m_card->isVisibleTo(m_modelSide)); });
    connect(m_card, &panels::ModelCardForm::cardEdited, this, [this] {
        m_cardEdited = true;
        check();
    });
    connect(m_mapping, &ClassMappingTable::edited, this, &NewRunPanel::check);
    connect(m_consent, &panels::ConsentPanel::declined, this, [this] {
        m_consent->hide();
        m_modelSide->setVisible(m_info.has_value());
    });
    connect(m_consent, &panels::ConsentPanel::trustRequested, this, [this] {
        m_consent->hide();
        m_modelSide->setVisible(m_info.has_value());
        m_pending.trust = true;
        if (m_info) {
            m_info->trusted = true;
            m_facts->setText(factsOf(*m_info));
        }
        Q_EMIT startRequested(m_pending);
    });
    connect(&session, &workspace::Session::samplesChanged, this, &NewRunPanel::updateSamples);
    connect(&session, &workspace::Session::selectionChanged, this, &NewRunPanel::updateSamples);
    connect(&session, &workspace::Session::runsChanged, this, &NewRunPanel::updateNames);
    connect(&session, &workspace::Session::schemaChanged, this, &NewRunPanel::check);
    connect(&session, &workspace::Session::opened, this, &NewRunPanel::check);
    updateSamples();
    updateNames();
    check();
}

/// A line edit that loses the focus while its page is taken down says that it was edited: nobody may hear it
/// any more.
NewRunPanel::~NewRunPanel()
{
    m_form->disconnect(this);
}

QWidget* NewRunPanel::buildModelSide()
{
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    layout->addWidget(panels::makeSectionLabel(tr("Model")));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setWordWrap(true);
    layout->addWidget(m_facts);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(11);
    m_hash->setFont(fixed);
    m_hash->setWordWrap(true);
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_hash);
    layout->addWidget(m_mapping);
    auto* line = new QHBoxLayout;
    line->addWidget(m_editCard);
    line->addStretch(1);
    layout->addLayout(line);
    layout->addWidget(m_card);
    layout->addStretch(1);
    m_mapping->hide();
    m_card->hide();
    return side;
}

// --- the model file

void NewRunPanel::browse()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Choose a model file"), QFileInfo(m_path).absolutePath(),
                                     tr("Models (*.pt *.pth *.ts);;All files (*)"));
    if (!path.isEmpty())
        setModelPath(path);
}

void NewRunPanel::setModelPath(const QString& path)
{
    if (path.isEmpty() || (path == m_path && m_info))
        return;
    m_form->setModelPath(path);
    inspect(path);
}

void NewRunPanel::inspect(const QString& path)
{
    m_path = path;
    m_info.reset();
    m_failure.clear();
    m_cardEdited = false;
    m_consent->hide();
    m_modelSide->hide();
    m_inspecting.cancel();
    m_inspecting = CancelToken();
    const quint64 generation = ++m_generation;
    check();
    inBackground(
        this,
        [path, trust = m_trust, cancel = m_inspecting] {
            return workspace::inspectModelAt(path, trust, cancel);
        },
        [this, generation](const Result<workspace::ModelInfo>& info) {
            if (generation == m_generation)
                showModel(info);
        });
}

void NewRunPanel::showModel(const Result<workspace::ModelInfo>& info)
{
    if (!info) {
        setFailure(info.error().message);
        return;
    }
    m_info = *info;
    m_facts->setText(factsOf(*info));
    m_hash->setText(info->server.isEmpty() ? tr("SHA-256 %1").arg(panels::groupedHash(info->file.sha256)) : info->file.path);
    m_card->setCard(info->file.card ? engine::modelCardToJsonObject(*info->file.card) : QJsonObject());
    showCardForm(!info->file.card);
    m_modelSide->show();
    if (info->server.isEmpty())
        askDevices();
    check();
}

/// Loading LibTorch takes a second and some memory: not before somebody has chosen a model.
void NewRunPanel::askDevices()
{
    if (std::exchange(m_devicesKnown, true))
        return;
    using Devices = Result<std::vector<engine::DeviceInfo>>;
    inBackground(
        this,
        []() -> Devices {
            BADCASE_ASSIGN(engine::Backend * backend, engine::torchBackend());
            return backend->devices();
        },
        [this](const Devices& devices) {
            m_backendProblem = devices ? QString() : devices.error().message;
            m_devicesKnown = devices.has_value();
            QList<panels::DeviceChoice> choices{{QStringLiteral("auto"), tr("Automatic")}};
            if (devices)
                for (const auto& device : *devices)
                    choices.append({device.id, device.name.isEmpty() ? device.id : device.name});
            m_form->setDevices(choices);
            check();
        });
}

void NewRunPanel::showCardForm(bool on)
{
    m_card->setVisible(on);
    m_editCard->setText(on ? tr("Close the card") : tr("Edit the card"));
}

// --- what can be chosen

void NewRunPanel::updateSamples()
{
    QList<panels::SamplesChoice> choices{{QString(), tr("All samples"), m_session.sampleCount()}};
    const auto selected = static_cast<qint64>(m_session.selection()->size());
    if (selected > 0 && selected < m_session.sampleCount())
        choices.append({kSelection, tr("Current selection"), selected});
    for (const QString& split : m_session.splits())
        if (!split.isEmpty())
            choices.append({kSplitPrefix + split, tr("Split %1").arg(split), -1});
    m_form->setSamples(choices);
    m_form->setHasVideos(m_session.hasVideos());
}

void NewRunPanel::updateNames()
{
    QStringList names;
    for (const auto& run : m_session.runs())
        names.append(run.name);
    m_form->setRunNames(names);
}

// --- whether it can start

void NewRunPanel::setFailure(const QString& text)
{
    m_failure = text;
    check();
}

void NewRunPanel::check()
{
    m_mapping->hide();
    m_recipe->setMasks(m_session.schema().task() == Task::Segmentation);
    if (m_session.isReadOnly())
        m_form->setProblem(tr("This project can only be read, so a run could not be kept in it"));
    else if (!m_failure.isEmpty())
        m_form->setProblem(m_failure);
    else if (m_path.isEmpty())
        m_form->setProblem({});
    else if (!m_info)
        m_form->setProblem(tr("The model file is being looked at"));
    else if (const auto runnable = engine::checkRunnable(m_info->file); m_info->server.isEmpty() && !runnable)
        m_form->setProblem(runnable.error().message);
    else
        checkCard();
}

void NewRunPanel::checkCard()
{
    const bool edited = m_cardEdited || !m_info->file.card;
    if (edited && !m_card->problems().isEmpty())
        return m_form->setProblem(tr("The card is not complete: %1").arg(m_card->problems().first()),
                                  tr("Show the card"));
    const auto json = edited ? std::optional(m_card->card()) : std::nullopt;
    const auto card = workspace::cardForRun(m_info->file, json, m_session.schema());
    if (!card)
        return m_form->setProblem(card.error().message, edited ? tr("Show the card") : QString());
    workspace::RunRequest request;
    takeRecipe(request);
    const auto recipe = workspace::recipeOf(request, m_session.schema());
    if (!recipe)
        return m_form->setProblem(recipe.error().message);
    if (const auto fits = workspace::checkRecipe(*recipe, *card); !fits)
        return m_form->setProblem(fits.error().message);
    checkClasses(*card);
}

void NewRunPanel::takeRecipe(workspace::RunRequest& request) const
{
    const panels::RunRecipeValues values = m_recipe->values();
    request.views = values.views;
    request.merge = values.merge;
    request.keepViews = values.keepViews;
    request.tile = values.tile;
    request.overlap = values.overlap;
    request.tileWeights = values.tileWeights;
    request.fullWeight = values.fullWeight;
    request.steps = values.steps;
    request.precision = values.precision;
    request.isolate = values.isolate;
}

void NewRunPanel::checkClasses(const engine::ModelCard& card)
{
    const QStringList known = m_session.schema().names();
    QStringList unmatched, free;
    for (const QString& name : card.classes)
        if (!known.contains(name))
            unmatched.append(name);
    for (const QString& name : known)
        if (!card.classes.contains(name))
            free.append(name);
    const auto plain = engine::mapClasses(card, m_session.schema());
    m_mapping->setNames(unmatched, free);
    m_mapping->setVisible(!plain && !unmatched.isEmpty());
    const auto mapped = plain ? plain : engine::mapClasses(card, m_session.schema(), m_mapping->renames());
    if (mapped)
        return m_form->setProblem(m_info->server.isEmpty() ? m_backendProblem : QString());
    const int open = static_cast<int>(unmatched.size() - m_mapping->renames().size());
    if (open > 0 && !free.isEmpty())
        m_form->setProblem(
            tr("%n classes of the model are not in this project under that name. Say which ones they are.",
               nullptr, open),
            tr("Map classes"));
    else
        m_form->setProblem(mapped.error().message);
}

// --- starting

void NewRunPanel::start(const panels::RunRequest& wanted)
{
    workspace::RunRequest request;
    request.model = wanted.modelPath;
    request.name = wanted.name;
    request.device = wanted.device;
    request.batch = wanted.batch;
    request.background = true;
    takeRecipe(request);
    if (const auto frames = jobs::FramePlan::parse(wanted.frames)) // empty where there are no videos
        request.frames = *frames;
    if (wanted.samples == kSelection)
        request.samples = *m_session.selection();
    else if (wanted.samples.startsWith(kSplitPrefix))
        request.split = wanted.samples.mid(kSplitPrefix.size());
    if (m_mapping->isVisibleTo(m_modelSide))
        request.classRenames = m_mapping->renames();
    if (m_cardEdited || !m_info->file.card)
        request.card = m_card->card();
    if (!m_info->server.isEmpty() || m_trust.isTrusted(m_info->file.sha256)) { // nothing is executed for a server's
        Q_EMIT startRequested(request);
        return;
    }
    askConsent(request, m_info->file.sha256, m_info->file.bytes);
}

void NewRunPanel::askConsent(const workspace::RunRequest& request, const QString& sha256, qint64 bytes)
{
    m_pending = request;
    m_consent->setModel({request.model, bytes, sha256});
    m_modelSide->hide();
    m_consent->show();
    m_consent->setFocus();
}

bool NewRunPanel::isAskingConsent() const
{
    return m_consent->isVisibleTo(this);
}

} // namespace badcase::window
