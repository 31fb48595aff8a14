// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mix_choices.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/run_recipe.h"

#include <QCoreApplication>

namespace badcase::window {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MixChoices", text);
}

bool canBeMixed(const storage::RunRecord& run, const Schema& schema)
{
    if (run.samplesDone == 0 || run.status == storage::RunStatus::Running || run.task != schema.task())
        return false;
    return run.task == Task::Segmentation ? run.activation == Activation::Sigmoid
                                          : !workspace::hasDecisionsOnly(run);
}

} // namespace

MixChoices mixChoices(const workspace::Session& session, workspace::LabelSource labels)
{
    const Schema schema = session.schema();
    const storage::RunRecord* const current = session.currentRunRecord();
    MixChoices out;
    MixChoice runs{tr("Runs"), {}};
    for (const storage::RunRecord& run : session.runs()) {
        if (!canBeMixed(run, schema))
            continue;
        if (!current || run.activation == current->activation)
            runs.source.runs.emplace_back(run.name, 1.0);
        const auto recipe = workspace::RunRecipe::read(run.settings, schema);
        if (!recipe || !recipe->views.keep || recipe->views.views.size() < 2)
            continue;
        if (run.id == session.currentRun())
            out.preferred = static_cast<int>(out.list.size());
        MixChoice views{tr("The views of %1").arg(run.name), {}};
        views.source.run = run.name;
        out.list.push_back(std::move(views));
    }
    if (runs.source.runs.size() > 1)
        out.list.push_back(std::move(runs));
    for (MixChoice& choice : out.list)
        choice.source.labels = labels;
    return out;
}

} // namespace badcase::window
