// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/actions.h"
#include "tests/support/test_support.h"

#include <QTextEdit>

using namespace badcase;
using window::ActionRegistry;

/// Keys of actions and what else wants them.
class TstActions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void lettersBelongToWhatIsTypedInto();
};

void TstActions::lettersBelongToWhatIsTypedInto()
{
    QWidget page;
    QTextEdit text(&page);
    ActionRegistry actions(&page);
    int triggered = 0;
    actions.add({QStringLiteral("go.next"), {}, QStringLiteral("Next"), {Qt::Key_J}}, [&] { ++triggered; });
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    text.setFocus();
    QTest::keyClick(&text, Qt::Key_J);
    QCOMPARE(triggered, 0);
    QCOMPARE(text.toPlainText(), QStringLiteral("j"));
    text.setReadOnly(true); // such as the texts of a sample without a picture
    QTest::keyClick(&text, Qt::Key_J);
    QCOMPARE(triggered, 1);
    QCOMPARE(text.toPlainText(), QStringLiteral("j"));
}

BADCASE_REGISTER_TEST(TstActions)
#include "tst_actions.moc"
