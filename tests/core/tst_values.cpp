// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/cancel.h"
#include "inference/core/prediction.h"
#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "tests/support/test_support.h"

#include <QSet>

using namespace badcase;

class TstValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void labelSets();
    void argmaxTakesTheFirst();
    void decisions();
    void verdictNames();
    void sampleKinds();
    void ids();
    void errorsPassThrough();
    void errorCodesHaveTheirOwnNames();
    void cancelIsShared();
    void mediaRefs();
};

void TstValues::labelSets()
{
    const LabelSet set{5, 1, 3, 1, 5};
    QCOMPARE(set.classes(), (std::vector<ClassIndex>{1, 3, 5}));
    QCOMPARE(set.size(), 3);
    QCOMPARE(set.first(), 1);
    QVERIFY(set.contains(3));
    QVERIFY(!set.contains(2));
    QVERIFY(set == (LabelSet{1, 3, 5}));
    QVERIFY(!(set == (LabelSet{1, 3})));
    QVERIFY(LabelSet().empty());
    QCOMPARE(LabelSet().first(), kNoClass);
    QVERIFY(LabelSet::single(kNoClass).empty());
    QVERIFY(LabelSet::single(4) == LabelSet{4});
}

void TstValues::argmaxTakesTheFirst()
{
    QCOMPARE(argmax(std::vector<float>{0.1f, 0.7f, 0.2f}), 1);
    QCOMPARE(argmax(std::vector<float>{0.4f, 0.2f, 0.4f}), 0);
    QCOMPARE(argmax(std::vector<float>{0, 0, 0}), 0);
    QCOMPARE(argmax(std::vector<float>{-3, -2, -2}), 1);
    QCOMPARE(argmax(std::vector<float>{}), kNoClass);
}

void TstValues::decisions()
{
    const std::vector<float> row{0.5f, 0.49999997f, 0.9f, 0.9f};
    QVERIFY(decide(row, Activation::Softmax) == LabelSet{2});
    QVERIFY(decide(row, Activation::Sigmoid) == (LabelSet{0, 2, 3}));
    QVERIFY(decide(std::vector<float>{0.1f}, Activation::Sigmoid).empty());
    QVERIFY(decide({}, Activation::Softmax).empty());
}

void TstValues::verdictNames()
{
    const std::vector<std::pair<Verdict, QString>> names{{Verdict::None, {}},
                                                         {Verdict::Keep, QStringLiteral("keep")},
                                                         {Verdict::Relabel, QStringLiteral("relabel")},
                                                         {Verdict::Ambiguous, QStringLiteral("ambiguous")},
                                                         {Verdict::BadMedia, QStringLiteral("bad-media")}};
    for (const auto& [verdict, name] : names) {
        QCOMPARE(verdictName(verdict), name);
        QCOMPARE(verdictFromName(name), std::optional<Verdict>(verdict));
    }
    QVERIFY(!verdictFromName(QStringLiteral("Keep")).has_value());
    QVERIFY(!verdictFromName(QStringLiteral("bad media")).has_value());
}

void TstValues::sampleKinds()
{
    QCOMPARE(sampleKindName(SampleKind::Image), QStringLiteral("image"));
    QCOMPARE(sampleKindName(SampleKind::Video), QStringLiteral("video"));
    QCOMPARE(sampleKindName(SampleKind::Features), QStringLiteral("features"));
    QCOMPARE(sampleKindName(SampleKind::NoMedia), QStringLiteral("none"));
}

void TstValues::ids()
{
    static_assert(!std::is_convertible_v<SampleId, RunId>);
    static_assert(!std::is_convertible_v<qint64, SampleId>);
    QVERIFY(!SampleId().isValid());
    QVERIFY(!SampleId(-1).isValid());
    QVERIFY(SampleId(1).isValid());
    QVERIFY(SampleId(1) < SampleId(2));
    QCOMPARE(std::hash<SampleId>()(SampleId(7)), std::hash<qint64>()(7));
}

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("%1 is odd").arg(value),
                    QStringLiteral("detail"));
    return value / 2;
}

Result<int> quarter(int value)
{
    BADCASE_ASSIGN(const int first, half(value));
    BADCASE_ASSIGN(const int second, half(first));
    return second;
}

Result<> check(int value)
{
    BADCASE_TRY(quarter(value));
    return {};
}

} // namespace

void TstValues::errorsPassThrough()
{
    QCOMPARE(quarter(12).value(), 3);
    QVERIFY(check(12).has_value());
    const auto failed = check(6);
    QVERIFY(!failed);
    QVERIFY(failed.error() ==
            (Error{ErrorCode::InvalidArgument, QStringLiteral("3 is odd"), QStringLiteral("detail")}));
}

void TstValues::errorCodesHaveTheirOwnNames()
{
    QSet<QByteArray> names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const QByteArray name = errorCodeName(static_cast<ErrorCode>(code));
        QVERIFY(!name.isEmpty() && name == name.toLower() && !name.contains(' '));
        names.insert(name);
    }
    QCOMPARE(names.size(), static_cast<int>(ErrorCode::Internal) + 1);
}

void TstValues::cancelIsShared()
{
    const CancelToken token;
    const CancelToken copy = token;
    const CancelToken other;
    QVERIFY(!copy.isCancelled());
    token.cancel();
    QVERIFY(copy.isCancelled());
    QVERIFY(!other.isCancelled());
}

void TstValues::mediaRefs()
{
    QVERIFY(!MediaRef().isValid());
    QVERIFY(!(MediaRef{MediaRootId(1), {}}).isValid());
    QVERIFY(!(MediaRef{{}, QStringLiteral("a.png")}).isValid());
    QVERIFY((MediaRef{MediaRootId(1), QStringLiteral("a.png")}).isValid());
}

BADCASE_REGISTER_TEST(TstValues)
#include "tst_values.moc"
