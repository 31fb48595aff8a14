// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_quality.h"
#include "inference/core/text_query.h"
#include "storage/change_store.h"
#include "storage/prediction_repository.h"
#include "storage/sample_columns.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QRandomGenerator>

#include <cmath>

using namespace badcase;
using namespace badcase::storage;
using storage::test::makeSample;
using storage::test::must;
using storage::test::ProjectFixture;

/// Filters and orders against the same conditions written as plain C++ over all rows.
class TstQuery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void randomFiltersEqualBruteForce_data();
    void randomFiltersEqualBruteForce();
    void orders();
    void limitIsAPrefix();
    void manyIds();
    void wildcardsAreText();
    void runIsNeeded();
    void cancelled();
    void columnsEqualRows();
};

namespace {

constexpr int kClasses = 6;

/// c0 c1 c2 under p0, c3 c4 under p1, p0 and p1 under top, c5 under nothing.
Schema familySchema(Task task)
{
    std::vector<ClassInfo> infos;
    for (int i = 0; i < kClasses; ++i)
        infos.push_back({QStringLiteral("c%1").arg(i),
                         i < 3   ? QStringLiteral("p0")
                         : i < 5 ? QStringLiteral("p1")
                                 : QString(),
                         {}});
    return must(Schema::create(
        task, std::move(infos), {},
        {{QStringLiteral("p0"), QStringLiteral("top")}, {QStringLiteral("p1"), QStringLiteral("top")}}));
}

/// What is above a class, `steps` up.
int familyOf(ClassIndex index, int steps)
{
    if (index == 5)
        return -1;
    return steps > 1 ? 100 : index / 3;
}

bool shareFamily(const LabelSet& a, const LabelSet& b, int steps)
{
    return std::any_of(a.begin(), a.end(), [&](ClassIndex one) {
        return std::any_of(b.begin(), b.end(),
                           [&](ClassIndex two) { return familyOf(one, steps) == familyOf(two, steps); });
    });
}

/// A project with corrections, verdicts, comments, problems and a run that has done, failed and left out
/// samples.
struct RichProject : ProjectFixture {
    RichProject(quint32 seed, Task task) : ProjectFixture(familySchema(task)), random(seed)
    {
        SampleWriter writer(*connection);
        for (int i = 0; i < 200; ++i) {
            ImportSample sample = makeSample(i, kClasses);
            if (task == Task::MultiLabel)
                sample.labels =
                    random.bounded(5) == 0 ? std::optional<LabelSet>() : std::optional(randomSet());
            sample.sample.kind = static_cast<SampleKind>(i % 4);
            if (i % 17 == 0)
                sample.sample.split.clear();
            if (i % 13 == 0)
                sample.problems = {{{}, QStringLiteral("missing-media"), QStringLiteral("gone")}};
            if (i % 7 == 0)
                sample.fields.insert(QStringLiteral("ocr"), QStringLiteral("促销 100%_%1").arg(i));
            must(writer.write(sample));
        }
        must(writer.finish());
        ChangeStore changes(*connection);
        ChangeGroup group{{}, QStringLiteral("me")};
        for (int i = 0; i < 80; ++i) {
            const SampleId id(1 + random.bounded(200));
            group.changes.push_back(
                {id, SetCorrection{task == Task::MultiLabel ? randomSet()
                                                            : LabelSet::single(random.bounded(kClasses))}});
            group.changes.push_back(
                {SampleId(1 + random.bounded(200)), SetVerdict{static_cast<Verdict>(random.bounded(5))}});
            group.changes.push_back({SampleId(1 + random.bounded(200)), SetComment{QStringLiteral("c")}});
        }
        must(changes.apply(group));
        addPredictions(task);
    }

    LabelSet randomSet()
    {
        std::vector<ClassIndex> classes;
        for (int c = 0; c < kClasses; ++c) {
            if (random.bounded(3) == 0)
                classes.push_back(c);
        }
        return LabelSet(classes);
    }

    void addPredictions(Task task)
    {
        const Activation activation = task == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax;
        run = addRun(QStringLiteral("r"), task, activation);
        ClassChunk chunk;
        chunk.probabilities.columns = kClasses;
        std::vector<float> values;
        for (const SampleId id : ids()) {
            const int fate = random.bounded(10);
            if (fate == 0)
                continue;
            if (fate == 1) {
                chunk.failed.push_back({id, QStringLiteral("broken")});
                continue;
            }
            std::vector<float> row(kClasses);
            for (float& p : row)
                p = static_cast<float>(random.bounded(8)) / 8.0f; // many ties
            values.insert(values.end(), row.begin(), row.end());
            Decision decision = decisionOf(id, std::span<const float>(row), activation);
            if (random.bounded(4) != 0)
                decision.corrected = {random.bounded(20) / 4.0, random.bounded(10) / 10.0,
                                      random.bounded(10) / 10.0};
            chunk.probabilities.samples.push_back(id);
            chunk.decisions.push_back(decision);
        }
        chunk.probabilities.values = std::move(values);
        must(PredictionRepository(*connection).write(run, chunk));
    }

    std::vector<SampleDetail> all()
    {
        std::vector<SampleDetail> details;
        for (const SampleId id : ids())
            details.push_back(must(SampleRepository(*connection).detail(id, run)));
        return details;
    }

    QRandomGenerator random;
    RunId run;
};

bool meets(const std::optional<LabelSet>& labels, const std::vector<ClassIndex>& wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](ClassIndex c) {
        return c == kNoClass ? !labels.has_value() : labels && labels->contains(c);
    });
}

bool within(double value, const std::optional<ValueRange>& range)
{
    return !range || (value >= range->from && value <= range->to); // false for NaN
}

bool passes(const SampleDetail& d, const SampleFilter& f)
{
    const bool done = d.row.prediction && !d.row.prediction->failed;
    const bool failed = d.row.prediction && d.row.prediction->failed;
    const Decision p = done ? d.row.prediction->decision : Decision{};
    const bool needsRun = !f.predicted.empty() || !f.cells.empty() || f.badCases || f.confidence ||
                          f.margin || f.loss || f.iou || f.dice || !f.confusions.empty() || f.parentError;
    if (needsRun && !done)
        return false;
    const auto matchesCell = [&](const auto& cell) {
        return meets(d.row.labels, {cell.first}) && p.decided.contains(cell.second);
    };
    const auto isConfused = [&](const auto& pair) {
        return matchesCell(pair) && !meets(d.row.labels, {pair.second});
    };
    const auto isParentError = [&] {
        return d.row.labels && *d.row.labels != p.decided &&
               shareFamily(*d.row.labels, p.decided, f.parentSteps) ==
                   (f.parentError == ParentError::WrongChild);
    };
    Fields texts = d.fields;
    texts.insert(QString::fromLatin1(kNameField), d.row.sample.name);
    const QStringList names{QStringLiteral("name"), QStringLiteral("title"), QStringLiteral("ocr")};
    const auto hasQuality = [&](const TextQualityRange& wanted) {
        const TextQuality quality = textQuality(d.fields.value(wanted.field));
        return within(wanted.measure == TextMeasure::Length ? quality.length : quality.repeated,
                      wanted.range);
    };
    return (f.confusions.empty() || std::any_of(f.confusions.begin(), f.confusions.end(), isConfused)) &&
           (!f.parentError || isParentError()) &&
           (f.kinds.empty() || std::count(f.kinds.begin(), f.kinds.end(), d.row.sample.kind) > 0) &&
           std::all_of(f.textQuality.begin(), f.textQuality.end(), hasQuality) &&
           (f.given.empty() || meets(d.row.given, f.given)) &&
           (f.effective.empty() || meets(d.row.labels, f.effective)) &&
           (f.predicted.empty() || meets(p.decided, f.predicted)) &&
           (f.cells.empty() || std::any_of(f.cells.begin(), f.cells.end(), matchesCell)) &&
           (!f.badCases || (d.row.labels && *d.row.labels != p.decided)) &&
           (!f.splits || f.splits->contains(d.row.sample.split)) &&
           (f.verdicts.empty() || std::count(f.verdicts.begin(), f.verdicts.end(), d.row.verdict) > 0) &&
           (!f.corrected || *f.corrected == d.row.corrected) &&
           (!f.hasComment || *f.hasComment == !d.comment.isEmpty()) &&
           (!f.hasProblem || *f.hasProblem == (!d.problems.empty() || (f.run.isValid() && failed))) &&
           (f.text.isEmpty() || matches(parseTextQuery(f.text, names, f.textField), texts)) &&
           (!f.ids || std::count(f.ids->begin(), f.ids->end(), d.row.sample.id) > 0) &&
           within(p.confidence, f.confidence) && within(p.margin, f.margin) &&
           within(p.corrected.loss, f.loss) && within(p.corrected.iou, f.iou) &&
           within(p.corrected.dice, f.dice);
}

SampleFilter randomFilter(QRandomGenerator& r, RunId run)
{
    const auto sometimes = [&] { return r.bounded(6) == 0; };
    const auto classIndex = [&] { return r.bounded(kClasses + 1) - 1; };
    const auto range = [&](double scale) {
        const double a = r.bounded(11) / 10.0 * scale, b = r.bounded(11) / 10.0 * scale;
        return ValueRange{std::min(a, b), r.bounded(3) == 0 ? ValueRange{}.to : std::max(a, b)};
    };
    SampleFilter f;
    f.run = run;
    if (sometimes())
        f.given = {classIndex(), classIndex()};
    if (sometimes())
        f.effective = {classIndex(), classIndex()};
    if (sometimes())
        f.predicted = {r.bounded(kClasses), r.bounded(kClasses)};
    for (int i = sometimes() ? 1 + r.bounded(12) : 0; i > 0; --i)
        f.cells.push_back({classIndex(), r.bounded(kClasses)});
    f.badCases = sometimes();
    if (sometimes())
        f.splits = QStringList{QStringLiteral("train"),
                               r.bounded(2) ? QString(QLatin1String("")) : QStringLiteral("none")};
    if (sometimes())
        f.verdicts = {static_cast<Verdict>(r.bounded(5)), static_cast<Verdict>(r.bounded(5))};
    if (sometimes())
        f.corrected = r.bounded(2) == 0;
    if (sometimes())
        f.hasComment = r.bounded(2) == 0;
    if (sometimes())
        f.hasProblem = r.bounded(2) == 0;
    if (sometimes())
        f.text = QStringList{QStringLiteral("促"),   QStringLiteral("促销"), QStringLiteral("title number 1"),
                             QStringLiteral("%"),    QStringLiteral("_"),    QStringLiteral("S0001"),
                             QStringLiteral("num 7")}[r.bounded(7)];
    if (sometimes())
        f.textField = QStringLiteral("title");
    if (sometimes())
        f.textQuality = {{QStringLiteral("ocr"),
                          r.bounded(2) ? TextMeasure::Length : TextMeasure::Repeated,
                          {0, r.bounded(10) / 1.0}}};
    if (sometimes())
        f.kinds = {static_cast<SampleKind>(r.bounded(4)), static_cast<SampleKind>(r.bounded(4))};
    for (int i = sometimes() ? 1 + r.bounded(12) : 0; i > 0; --i)
        f.confusions.push_back({r.bounded(kClasses), r.bounded(kClasses)});
    if (sometimes())
        f.parentError = r.bounded(2) ? ParentError::WrongChild : ParentError::WrongParent;
    f.parentSteps = 1 + r.bounded(2);
    if (sometimes()) {
        f.ids.emplace();
        for (int i = 0; i < 60; ++i)
            f.ids->push_back(SampleId(1 + r.bounded(220)));
    }
    if (sometimes())
        f.confidence = range(1);
    if (sometimes())
        f.margin = range(1);
    if (sometimes())
        f.loss = range(5);
    if (sometimes())
        f.iou = range(1);
    if (sometimes())
        f.dice = range(1);
    return f;
}

} // namespace

void TstQuery::randomFiltersEqualBruteForce_data()
{
    QTest::addColumn<int>("task");
    QTest::newRow("single-label") << static_cast<int>(Task::Classification);
    QTest::newRow("multi-label") << static_cast<int>(Task::MultiLabel);
}

void TstQuery::randomFiltersEqualBruteForce()
{
    QFETCH(int, task);
    RichProject project(7, static_cast<Task>(task));
    const auto all = project.all();
    QRandomGenerator random(11);
    int nonEmpty = 0;
    for (int trial = 0; trial < 600; ++trial) {
        const SampleFilter filter = randomFilter(random, project.run);
        std::vector<SampleId> expected;
        for (const SampleDetail& detail : all) {
            if (passes(detail, filter))
                expected.push_back(detail.row.sample.id);
        }
        const auto found = querySamples(*project.connection, filter);
        QVERIFY_RESULT(found);
        QVERIFY2(*found == expected, qPrintable(QStringLiteral("trial %1: %2 against %3")
                                                    .arg(trial)
                                                    .arg(found->size())
                                                    .arg(expected.size())));
        nonEmpty += expected.empty() ? 0 : 1;
    }
    QVERIFY(nonEmpty > 100);
}

/// Those of `ordered` that are among `wanted`.
static std::vector<SampleId> inOrderOf(const std::vector<SampleId>& ordered,
                                       const std::vector<SampleId>& wanted)
{
    std::vector<SampleId> ids;
    std::copy_if(ordered.begin(), ordered.end(), std::back_inserter(ids),
                 [&](SampleId id) { return std::find(wanted.begin(), wanted.end(), id) != wanted.end(); });
    return ids;
}

void TstQuery::orders()
{
    RichProject project(3, Task::Classification);
    const auto all = project.all();
    const std::vector<std::pair<SampleOrder::Key, std::function<double(const Decision&)>>> keys = {
        {SampleOrder::Key::Loss, [](const Decision& d) { return d.corrected.loss; }},
        {SampleOrder::Key::Margin, [](const Decision& d) { return d.margin; }},
        {SampleOrder::Key::Confidence, [](const Decision& d) { return d.confidence; }},
        {SampleOrder::Key::Iou, [](const Decision& d) { return d.corrected.iou; }},
        {SampleOrder::Key::Dice, [](const Decision& d) { return d.corrected.dice; }}};
    SampleFilter filter;
    filter.run = project.run;
    for (const auto& [key, valueOf] : keys) {
        for (const bool descending : {false, true}) {
            std::vector<std::pair<double, SampleId>> expected; // NaN as the largest, so that it stands last
            for (const SampleDetail& d : all) {
                const bool done = d.row.prediction && !d.row.prediction->failed;
                const double value = done ? valueOf(d.row.prediction->decision) : std::nan("");
                expected.push_back(
                    {std::isnan(value) ? 1e9 : (descending ? -value : value), d.row.sample.id});
            }
            std::sort(expected.begin(), expected.end());
            const auto sorted = [&](const SampleFilter& wanted) {
                return must(querySamples(*project.connection, wanted, {key, descending}));
            };
            // The order hides nothing: what the run has not done comes last.
            const auto found = sorted(filter);
            QCOMPARE(found.size(), all.size());
            for (std::size_t i = 0; i < found.size(); ++i)
                QCOMPARE(found[i], expected[i].second);
            // The same with conditions on samples, with few ids, and with a condition on the run.
            SampleFilter some = filter;
            some.splits = QStringList{QStringLiteral("train")};
            QCOMPARE(sorted(some), inOrderOf(found, must(querySamples(*project.connection, some))));
            some = filter;
            some.ids = std::vector<SampleId>{SampleId(7), SampleId(3), SampleId(150), SampleId(8)};
            QCOMPARE(sorted(some), inOrderOf(found, *some.ids));
            some = filter;
            some.confidence.emplace();
            QCOMPARE(sorted(some), inOrderOf(found, must(querySamples(*project.connection, some))));
            QVERIFY(sorted(some).size() < all.size());
        }
    }
    std::vector<std::pair<int, SampleId>> byLength;
    for (const SampleDetail& d : all)
        byLength.push_back({-textQuality(d.fields.value(QStringLiteral("ocr"))).length, d.row.sample.id});
    std::sort(byLength.begin(), byLength.end());
    const auto longest =
        must(querySamples(*project.connection, {},
                          {SampleOrder::Key::TextQuality, true, QStringLiteral("ocr"), TextMeasure::Length}));
    QCOMPARE(longest.size(), byLength.size());
    for (std::size_t i = 0; i < longest.size(); ++i)
        QCOMPARE(longest[i], byLength[i].second);
    const auto down = must(querySamples(*project.connection, {}, {SampleOrder::Key::Name, true}));
    QCOMPARE(down.front(), SampleId(200));
    QCOMPARE(must(querySamples(*project.connection, {}, {SampleOrder::Key::Imported, true})), down);
}

void TstQuery::limitIsAPrefix()
{
    RichProject project(5, Task::Classification);
    SampleFilter filter;
    filter.run = project.run;
    for (const auto key : {SampleOrder::Key::Imported, SampleOrder::Key::Name, SampleOrder::Key::Loss}) {
        auto whole = must(querySamples(*project.connection, filter, {key, true}));
        const auto part = must(querySamples(*project.connection, filter, {key, true}, {}, 17));
        whole.resize(17);
        QCOMPARE(part, whole);
    }
    QVERIFY(must(querySamples(*project.connection, filter, {}, {}, 0)).empty());
}

void TstQuery::manyIds()
{
    ProjectFixture fixture(50);
    SampleFilter filter;
    filter.ids.emplace();
    for (int i = 5000; i > 40; --i) // more than go into the SQL, unsorted
        filter.ids->push_back(SampleId(i));
    const auto found = must(querySamples(*fixture.connection, filter, {}, {}, 4));
    QCOMPARE(found, (std::vector<SampleId>{SampleId(41), SampleId(42), SampleId(43), SampleId(44)}));
    filter.ids->clear();
    QVERIFY(must(querySamples(*fixture.connection, filter)).empty());
}

void TstQuery::wildcardsAreText()
{
    ProjectFixture fixture;
    SampleWriter writer(*fixture.connection);
    for (const char* name : {"100%", "100x", "a_b", "axb", "c\\d", "促销"}) {
        ImportSample sample;
        sample.sample.name = QString::fromUtf8(name);
        must(writer.write(sample));
    }
    must(writer.finish());
    // Signs separate words and stand for nothing else.
    const std::pair<const char*, std::size_t> cases[] = {{"100%", 1}, {"%", 0},    {"_", 0},
                                                         {"a_b", 1},  {"A_B", 1},  {"c\\d", 1},
                                                         {"促", 1},   {"销促", 0}, {"a%b", 1}};
    for (const auto& [text, hits] : cases) {
        SampleFilter filter;
        filter.text = QString::fromUtf8(text);
        QCOMPARE(must(querySamples(*fixture.connection, filter)).size(), hits);
    }
}

void TstQuery::runIsNeeded()
{
    ProjectFixture fixture(5);
    SampleFilter filter;
    filter.badCases = true;
    QCOMPARE(querySamples(*fixture.connection, filter).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(querySamples(*fixture.connection, {}, {SampleOrder::Key::Loss}).error().code,
             ErrorCode::InvalidArgument);
}

void TstQuery::cancelled()
{
    ProjectFixture fixture(5000);
    CancelToken cancel;
    cancel.cancel();
    SampleFilter filter;
    filter.text = QStringLiteral("no such text");
    QCOMPARE(querySamples(*fixture.connection, filter, {}, cancel).error().code, ErrorCode::Cancelled);
    QVERIFY_RESULT(querySamples(*fixture.connection, filter)); // the connection is good afterwards
}

void TstQuery::columnsEqualRows()
{
    RichProject project(9, Task::MultiLabel);
    const auto labels = must(loadColumns(*project.connection));
    const auto columns = must(loadColumns(*project.connection, project.run));
    std::size_t at = 0;
    const auto all = project.all();
    QCOMPARE(labels.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const SampleRow& row = all[i].row;
        QCOMPARE(labels.samples[i], row.sample.id);
        QCOMPARE(labels.effective[i] < 0, !row.labels.has_value());
        if (row.labels)
            QVERIFY(labels.sets[static_cast<std::size_t>(labels.effective[i])] == *row.labels);
        if (!row.prediction || row.prediction->failed)
            continue;
        const Decision& decision = row.prediction->decision;
        QCOMPARE(columns.samples[at], row.sample.id);
        QVERIFY(columns.sets[static_cast<std::size_t>(columns.decided[at])] == decision.decided);
        if (row.given)
            QVERIFY(columns.sets[static_cast<std::size_t>(columns.given[at])] == *row.given);
        QCOMPARE(columns.margin[at], static_cast<float>(decision.margin));
        QCOMPARE(std::isnan(columns.lossCorrected[at]), std::isnan(decision.corrected.loss));
        if (!std::isnan(decision.corrected.loss))
            QCOMPARE(columns.lossCorrected[at], decision.corrected.loss);
        QVERIFY(std::isnan(columns.lossGiven[at]));
        ++at;
    }
    QCOMPARE(columns.size(), at);
}

BADCASE_REGISTER_TEST(TstQuery)
#include "tst_query.moc"
