// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/schema.h"
#include "tests/support/test_support.h"
#include "widgets/theme/class_colors.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <cmath>
#include <QApplication>
#include <QPixmap>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>

using namespace badcase;
using theme::Mode;
using theme::Role;
using theme::Scheme;
using theme::Theme;

class TstTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void cleanup() { Theme::instance().setMode(Mode::System); }
    void textIsReadable_data();
    void textIsReadable();
    void modeOverridesTheSystem();
    void followsALightPlatform();
    void iconsAreDrawnInTheirColour();
    void iconsAreSharpAtHighDpi();
    void iconsFollowTheTheme();
    void classColoursAreFarApart();
    void childrenAreShadesAndOwnColoursStay();
    void sequentialMapIsMonotonous();
};

void TstTheme::textIsReadable_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << int(Scheme::Light);
    QTest::newRow("dark") << int(Scheme::Dark);
}

void TstTheme::textIsReadable()
{
    QFETCH(int, scheme);
    const auto of = [&](Role role) { return Theme::colorOf(Scheme(scheme), role); };
    const auto check = [&](Role text, Role ground) {
        const double ratio = theme::contrast(of(text), of(ground));
        QVERIFY2(ratio >= 4.5,
                 qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(text)).arg(int(ground)).arg(ratio)));
    };
    const Role grounds[] = {Role::Window, Role::Panel,  Role::Raised,   Role::Field,
                            Role::Hover,  Role::Canvas, Role::Selection};
    for (const Role ground : grounds) {
        check(Role::Text, ground);
        check(Role::Text2, ground);
    }
    for (const Role text :
         {Role::Accent, Role::Good, Role::Warn, Role::Bad, Role::Given, Role::Corrected, Role::Suggestion})
        for (const Role ground : {Role::Window, Role::Panel, Role::Raised, Role::Field})
            check(text, ground);
    check(Role::OnAccent, Role::Accent);
    // Lines and masks are not text: they only have to be seen.
    QVERIFY(theme::contrast(of(Role::Hairline), of(Role::Panel)) > 1.2);
    QVERIFY(theme::contrast(of(Role::Disabled), of(Role::Panel)) > 2.5);
}

void TstTheme::modeOverridesTheSystem()
{
    Theme& theme = Theme::instance();
    theme.apply();
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Mode::Dark);
    QCOMPARE(theme.scheme(), Scheme::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme::color(Role::Panel));
    theme.setMode(Mode::Light);
    QCOMPARE(theme.scheme(), Scheme::Light);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 200);
    QCOMPARE(changed.count(), 2);
}

void TstTheme::followsALightPlatform()
{
    // The offscreen platform is light. After an override, System must find that again under our own dark
    // palette.
    Theme& theme = Theme::instance();
    theme.setMode(Mode::Dark);
    theme.setMode(Mode::System);
    QCOMPARE(theme.scheme(), Scheme::Light);
}

void TstTheme::iconsAreDrawnInTheirColour()
{
    const QStringList names = theme::iconNames();
    QVERIFY2(names.size() >= 40, "the icons are not in the resources");
    for (const QString& name : names) {
        for (const QColor& color : {QColor(Qt::red), QColor(10, 200, 90)}) {
            const QImage image =
                theme::iconPixmap(name, color, 20, 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
            QCOMPARE(image.size(), QSize(20, 20));
            int drawn = 0;
            int solid = 0;
            for (int y = 0; y < 20; ++y)
                for (int x = 0; x < 20; ++x) {
                    const QRgb pixel = image.pixel(x, y);
                    drawn += qAlpha(pixel) > 100;
                    solid += qAlpha(pixel) > 250;
                    if (qAlpha(pixel) > 250)
                        QCOMPARE(pixel & 0xffffff, color.rgb() & 0xffffff);
                }
            QVERIFY2(drawn >= 10, qPrintable(name + QStringLiteral(" is nearly empty")));
            QVERIFY2(solid < 320, qPrintable(name + QStringLiteral(" is a block")));
        }
    }
}

void TstTheme::iconsAreSharpAtHighDpi()
{
    const QPixmap pixmap = theme::iconPixmap(QStringLiteral("search"), Qt::black, 16, 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.deviceIndependentSize(), QSizeF(16, 16));
    const QPixmap fromIcon = theme::icon(QStringLiteral("search")).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(fromIcon.deviceIndependentSize(), QSizeF(16, 16));
}

void TstTheme::iconsFollowTheTheme()
{
    Theme::instance().apply();
    const QIcon icon = theme::icon(QStringLiteral("check"), Role::Text);
    Theme::instance().setMode(Mode::Light);
    const QImage light = icon.pixmap(20).toImage();
    Theme::instance().setMode(Mode::Dark);
    const QImage dark = icon.pixmap(20).toImage();
    QVERIFY(light != dark);
}

void TstTheme::classColoursAreFarApart()
{
    QSet<QRgb> seen;
    for (int i = 0; i < 100; ++i) {
        const QRgb rgb = theme::classColor(i).rgb();
        QVERIFY2(!seen.contains(rgb), qPrintable(QStringLiteral("colour of class %1 is not its own").arg(i)));
        seen.insert(rgb);
    }
    for (int i = 0; i < 20; ++i)
        for (int j = 0; j < i; ++j) {
            const QColor a = theme::classColor(i);
            const QColor b = theme::classColor(j);
            const int distance =
                std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
            QVERIFY2(distance >= 60,
                     qPrintable(QStringLiteral("%1 and %2 are %3 apart").arg(i).arg(j).arg(distance)));
        }
}

void TstTheme::childrenAreShadesAndOwnColoursStay()
{
    std::vector<ClassInfo> classes = {{QStringLiteral("a1"), QStringLiteral("a")},
                                      {QStringLiteral("a2"), QStringLiteral("a")},
                                      {QStringLiteral("b1"), QStringLiteral("b")},
                                      {QStringLiteral("own"), QStringLiteral("b"), 0x123456u}};
    const auto schema = Schema::create(Task::Classification, std::move(classes));
    QVERIFY_RESULT(schema);
    const auto palette = theme::classPalette(*schema);
    QVERIFY(palette.color(0) != palette.color(1));
    const int hueGap = std::abs(palette.color(0).hslHue() - palette.color(1).hslHue());
    QVERIFY2(std::min(hueGap, 360 - hueGap) < 30, qPrintable(QString::number(hueGap)));
    QCOMPARE(palette.color(3), QColor(0x12, 0x34, 0x56));
    QCOMPARE(palette.color(-1), palette.color(99)); // "no class" is grey everywhere
}

void TstTheme::sequentialMapIsMonotonous()
{
    for (const Mode mode : {Mode::Light, Mode::Dark}) {
        Theme::instance().setMode(mode);
        double last = -1;
        for (int i = 0; i <= 50; ++i) {
            const double step =
                theme::contrast(theme::sequential(i / 50.0), mode == Mode::Light ? Qt::white : Qt::black);
            QVERIFY(step > last);
            last = step;
        }
    }
    QCOMPARE(theme::sequential(std::nan("")), theme::sequential(0));
}

BADCASE_REGISTER_TEST(TstTheme)
#include "tst_theme.moc"
