// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/runs_page_fixture.h"

#include "app/window/new_run_panel.h"
#include "app/workspace/import_service.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/panels/run_form.h"
#include "widgets/panels/status_notice.h"

#include <QFile>

namespace badcase::test {

using workspace::test::must;

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* candidate : parent.findChildren<QPushButton*>())
        if (candidate->text() == text)
            return candidate;
    return nullptr;
}

QString notice(const QWidget& page)
{
    QStringList texts;
    for (auto* shown : page.findChildren<panels::StatusNotice*>())
        if (shown->isVisible())
            texts.append(shown->text());
    return texts.join(QLatin1Char('\n'));
}

OpenedRunsPage::OpenedRunsPage(const QStringList& classes)
{
    writeColours(dir.filePath(QStringLiteral("colours")));
    std::vector<ClassInfo> infos;
    for (const QString& name : classes)
        infos.push_back({name, {}, {}});
    must(bench.session.create(dir.filePath(QStringLiteral("p.badcase")),
                              must(Schema::create(Task::Classification, std::move(infos)))));
    workspace::ImportRequest request;
    request.options.source = dir.filePath(QStringLiteral("colours"));
    request.addClasses = true;
    must(workspace::importDataset(*bench.session.project(), request, {}, {}));
    bench.session.reloadRuns();
    page = std::make_unique<window::RunsPage>(bench.context,
                                              workspace::TrustStore(dir.filePath(QStringLiteral("trust.json"))));
    page->resize(1200, 800);
    page->show();
    if (!QTest::qWaitFor([this] { return bench.session.sampleCount() == 12 && !bench.session.isQuerying(); },
                         5000))
        qFatal("the project was not read");
}

QString OpenedRunsPage::startProblem() const
{
    return notice(*page->newRun()->form());
}

bool OpenedRunsPage::hasTorch() const
{
    return QFile::exists(binaryDir() + QStringLiteral("/badcase_torch.so"));
}

} // namespace badcase::test
