// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/matrix_content.h"

#include "widgets/theme/theme.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <limits>

namespace badcase::plots {

namespace {

constexpr int kFoldedFrom = 60; ///< more classes than this cannot be read at once: their parents come first

double ratio(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

QString compactCount(qint64 count, int characters)
{
    struct Unit {
        double size;
        const char* letter;
    };
    QString text = QString::number(count);
    if (text.size() <= characters)
        return text;
    for (const Unit unit : {Unit{1e3, "k"}, Unit{1e6, "M"}, Unit{1e9, "G"}}) {
        const double scaled = static_cast<double>(count) / unit.size;
        if (scaled >= 999.5)
            continue;
        for (const int decimals : {1, 0}) {
            text = QString::number(scaled, 'f', decimals) + QLatin1String(unit.letter);
            if (text.size() <= characters)
                return text;
        }
        return {};
    }
    return {};
}

QString compactPercent(double share, int characters)
{
    for (const int decimals : {1, 0}) {
        QString text = QString::number(100 * share, 'f', decimals);
        if (decimals == 0 && text == QLatin1String("0"))
            text = QStringLiteral("<1"); // it is not empty
        if (text.size() <= characters)
            return text;
    }
    return {};
}

} // namespace

QColor cellColor(double strength, MatrixNearness nearness)
{
    // Nothing that is there may look empty.
    const double t = 0.06 + 0.94 * std::clamp(strength, 0.0, 1.0);
    const QColor field = theme::color(theme::Role::Field);
    if (nearness.distance == 0)
        return theme::mix(field, theme::color(theme::Role::Good), 0.12 + 0.58 * t);
    const QColor near = theme::sequential(t);
    if (nearness.farthest <= 1)
        return near; // no tree
    const QColor far = theme::mix(field, theme::color(theme::Role::Bad), 0.18 + 0.82 * t);
    return theme::mix(near, far, (nearness.distance - 1) / static_cast<double>(nearness.farthest - 1));
}

void MatrixContent::setData(Counts counts, QStringList names, theme::ClassPalette palette,
                            const ClassTree& tree)
{
    m_tags = false;
    take(std::move(counts), std::move(names), std::move(palette), tree);
}

void MatrixContent::setTags(const analysis::CoConfusion& tags, QStringList names, theme::ClassPalette palette,
                            const ClassTree& tree)
{
    auto counts = std::make_shared<analysis::ConfusionCounts>(tags.classes());
    m_givenTags.clear();
    m_saidTags.clear();
    for (ClassIndex given = 0; given < tags.classes(); ++given) {
        for (ClassIndex said = 0; said < tags.classes(); ++said)
            counts->add(given, said,
                        given == said ? tags.together(given, given) : tags.confused(given, said));
        counts->add(given, kNoClass, tags.binary(given).onlyGiven);
        m_givenTags.push_back(tags.given(given));
        m_saidTags.push_back(tags.predicted(given));
    }
    m_tags = true;
    m_samples = tags.samples();
    take(std::move(counts), std::move(names), std::move(palette), tree);
}

void MatrixContent::take(Counts counts, QStringList names, theme::ClassPalette palette, const ClassTree& tree)
{
    Q_ASSERT(!counts || counts->classes() == names.size());
    m_counts = std::move(counts);
    m_names = std::move(names);
    m_palette = std::move(palette);
    if (MatrixFolding fresh(tree, classes()); !(fresh.tree() == m_folding.tree()) || !tree.height()) {
        m_folding = std::move(fresh);
        if (classes() > kFoldedFrom)
            m_folding.foldTo(1);
    }
    countLanes();
    arrange();
}

void MatrixContent::setFolded(int parent, bool folded)
{
    m_folding.setFolded(parent, folded);
    arrange();
}

void MatrixContent::foldTo(int level)
{
    m_folding.foldTo(level);
    arrange();
}

void MatrixContent::setOrder(MatrixOrder order)
{
    m_order = order;
    arrange();
}

void MatrixContent::countLanes()
{
    m_lanes.assign(static_cast<std::size_t>(classes()), {});
    if (!m_folding.hasParents())
        return;
    for (ClassIndex label = 0; label < classes(); ++label) {
        for (ClassIndex decision = 0; decision < classes(); ++decision) {
            if (label == decision)
                continue;
            const auto lane =
                m_folding.tree().distance(label, decision) == 1 ? MatrixLane::Sibling : MatrixLane::Parent;
            m_lanes[static_cast<std::size_t>(label)][static_cast<std::size_t>(lane)] +=
                m_counts->at(label, decision);
        }
    }
}

void MatrixContent::arrange()
{
    m_items.clear();
    m_largest = 0;
    m_hasUndecided = false;
    if (!m_counts)
        return;
    const int classes = m_counts->classes();
    const auto sum = [this](ClassIndex k, const std::vector<qint64>& tags, qint64 one) {
        return m_tags ? tags[static_cast<std::size_t>(k)] : one;
    };
    const MatrixFolding::Rank rank = [&](ClassIndex k) {
        const qint64 support = sum(k, m_givenTags, m_counts->support(k));
        return m_order == MatrixOrder::Errors ? support - m_counts->at(k, k) : support;
    };
    m_items = m_folding.items(m_order == MatrixOrder::Schema ? MatrixFolding::Rank() : rank);
    m_rowOfClass.assign(static_cast<std::size_t>(classes), -1);
    m_support.assign(m_items.size(), 0);
    m_predicted.assign(m_items.size(), 0);
    for (std::size_t row = 0; row < m_items.size(); ++row) {
        for (const ClassIndex k : m_items[row].classes) {
            m_rowOfClass[static_cast<std::size_t>(k)] = static_cast<int>(row);
            m_support[row] += sum(k, m_givenTags, m_counts->support(k));
            m_predicted[row] += sum(k, m_saidTags, m_counts->predicted(k));
        }
    }
    m_shown = m_counts->merged(m_rowOfClass, rows());
    for (int row = 0; row < rows(); ++row) {
        m_hasUndecided = m_hasUndecided || m_shown.undecided(row) > 0;
        for (int column = kNoClass; column < rows(); ++column)
            m_largest = std::max(m_largest, m_shown.at(row, column));
    }
}

const MatrixItem& MatrixContent::itemOfColumn(int column) const
{
    static const MatrixItem none;
    return column < rows() ? itemOfRow(column) : none;
}

ClassIndex MatrixContent::classOf(const MatrixItem& item)
{
    if (item.folded != kNoParent)
        return kFolded;
    return item.classes.empty() ? kNoClass : item.classes.front();
}

int MatrixContent::rowOf(ClassIndex label) const
{
    return label >= 0 && label < static_cast<int>(m_rowOfClass.size()) && !m_items.empty()
               ? m_rowOfClass[static_cast<std::size_t>(label)]
               : -1;
}

int MatrixContent::columnOf(ClassIndex decision) const
{
    return decision == kNoClass && m_hasUndecided ? rows() : rowOf(decision);
}

QString MatrixContent::nameOfParent(int parent) const
{
    const QString& name = m_folding.tree().parents()[static_cast<std::size_t>(parent)].name;
    return name.isEmpty() ? tr("(no parent)") : name;
}

QString MatrixContent::nameOf(const MatrixItem& item) const
{
    if (item.folded != kNoParent)
        return nameOfParent(item.folded);
    if (item.classes.empty())
        return m_tags ? tr("(missed)") : tr("(none)");
    return m_names.value(item.classes.front());
}

QColor MatrixContent::colorOf(const MatrixItem& item) const
{
    return m_palette.color(item.classes.empty() ? kNoClass : item.classes.front());
}

MatrixNearness MatrixContent::nearness(int row, int column) const
{
    const int farthest = m_folding.hasParents() ? m_folding.tree().height() + 1 : 1;
    if (row == column)
        return {0, farthest};
    if (column >= rows())
        return {farthest, farthest};
    // All classes of one item are equally far from those of another.
    const int distance = m_folding.hasParents() ? m_folding.tree().distance(itemOfRow(row).classes.front(),
                                                                            itemOfRow(column).classes.front())
                                                : 1;
    return {distance, farthest};
}

qint64 MatrixContent::laneCount(int row, MatrixLane lane) const
{
    qint64 count = 0;
    for (const ClassIndex k : itemOfRow(row).classes)
        count += m_lanes[static_cast<std::size_t>(k)][static_cast<std::size_t>(lane)];
    return count;
}

double MatrixContent::laneShare(int row, MatrixLane lane) const
{
    const double share = ratio(laneCount(row, lane), support(row));
    return std::isfinite(share) ? std::min(share, 1.0) : 0.0; // several wrong tags a sample can make it more
}

std::vector<std::pair<ClassIndex, ClassIndex>> MatrixContent::pairsAt(MatrixPlace place) const
{
    std::vector<std::pair<ClassIndex, ClassIndex>> pairs;
    const int firstRow = place.row < 0 ? 0 : place.row;
    const int lastRow = place.row < 0 ? rows() - 1 : place.row;
    const int firstColumn = place.column < 0 ? 0 : place.column;
    const int lastColumn = place.column < 0 ? columns() - 1 : place.column;
    for (int row = firstRow; row <= lastRow; ++row) {
        for (int column = firstColumn; column <= lastColumn; ++column) {
            for (const ClassIndex label : itemOfRow(row).classes) {
                if (column >= rows())
                    pairs.emplace_back(label, kNoClass);
                for (const ClassIndex decision : itemOfColumn(column).classes)
                    pairs.emplace_back(label, decision);
            }
        }
    }
    return pairs;
}

std::vector<std::pair<ClassIndex, ClassIndex>> MatrixContent::pairsInLane(int row, MatrixLane lane) const
{
    std::vector<std::pair<ClassIndex, ClassIndex>> pairs;
    for (const ClassIndex label : itemOfRow(row).classes) {
        for (ClassIndex decision = 0; decision < classes(); ++decision) {
            const int distance = m_folding.tree().distance(label, decision);
            if (lane == MatrixLane::Sibling ? distance == 1 : distance > 1)
                pairs.emplace_back(label, decision);
        }
    }
    return pairs;
}

QStringList MatrixContent::rowNames() const
{
    QStringList names;
    for (const MatrixItem& item : m_items)
        names += nameOf(item);
    return names;
}

QStringList MatrixContent::columnNames() const
{
    QStringList names;
    for (int column = 0; column < columns(); ++column)
        names += nameOf(itemOfColumn(column));
    return names;
}

double MatrixContent::number(int row, int column) const
{
    const qint64 value = count(row, column);
    switch (m_value) {
    case MatrixValue::Count:
        return static_cast<double>(value);
    case MatrixValue::RowShare:
        return ratio(value, support(row));
    case MatrixValue::ColumnShare:
        if (column < rows())
            return ratio(value, m_predicted[static_cast<std::size_t>(column)]);
        return std::numeric_limits<double>::quiet_NaN(); // a share of those that were not predicted says
                                                         // nothing
    }
    return 0;
}

double MatrixContent::strength(int row, int column) const
{
    const double share =
        m_value == MatrixValue::Count ? ratio(count(row, column), m_largest) : number(row, column);
    return std::isfinite(share) ? std::sqrt(std::clamp(share, 0.0, 1.0)) : 0.0;
}

QString MatrixContent::cellText(int row, int column, int characters) const
{
    const qint64 value = count(row, column);
    if (value == 0 || characters < 1)
        return {};
    if (m_value == MatrixValue::Count)
        return compactCount(value, characters);
    const double share = number(row, column);
    return std::isfinite(share) ? compactPercent(share, characters) : QString();
}

QString MatrixContent::describe(MatrixPlace place, int nameCharacters) const
{
    if (isEmpty())
        return {};
    if (place.isCell())
        return describeCell(place.row, place.column, nameCharacters);
    if (place.isRowHeader())
        return describeRow(place.row, nameCharacters);
    if (place.isColumnHeader())
        return describeColumn(place.column, nameCharacters);
    if (m_tags)
        return tr("%1 samples; a cell: given the row, predicted the column without being given it")
            .arg(QLocale().toString(m_samples));
    return tr("%1 labelled, %2 right (%3)")
        .arg(QLocale().toString(m_counts->total()), QLocale().toString(m_counts->correct()),
             theme::percentText(ratio(m_counts->correct(), m_counts->total())));
}

QString MatrixContent::shortName(const MatrixItem& item, int characters) const
{
    const QString name = nameOf(item);
    if (name.size() <= characters)
        return name;
    const qsizetype head = characters / 2, tail = characters - head - 1;
    return name.left(head) + QChar(0x2026) + name.right(tail);
}

QString MatrixContent::describeCell(int row, int column, int nameCharacters) const
{
    const QString label = shortName(itemOfRow(row), nameCharacters);
    const QString decision = shortName(itemOfColumn(column), nameCharacters);
    const qint64 value = count(row, column);
    const QString number = QLocale().toString(value);
    const bool byColumn = m_value == MatrixValue::ColumnShare && column < rows();
    const qint64 whole = byColumn ? m_predicted[static_cast<std::size_t>(column)] : support(row);
    QString what = row == column
                       ? (itemOfRow(row).folded == kNoParent ? tr("%1 %2, right") : tr("%1 %2, parent right"))
                             .arg(number, label)
                       : QStringLiteral("%1 %2 \u2192 %3").arg(number, label, decision);
    if (whole > 0) {
        const QString share = theme::percentText(ratio(value, whole));
        what = byColumn ? tr("%1 (%2 of those predicted %3)").arg(what, share, decision)
                        : tr("%1 (%2 of %3)").arg(what, share, label);
    }
    if (m_folding.hasParents() && row != column && column < rows())
        what = nearness(row, column).distance == 1 ? tr("%1, right parent").arg(what)
                                                   : tr("%1, wrong parent").arg(what);
    return what;
}

QString MatrixContent::describeRow(int row, int nameCharacters) const
{
    const QString label = shortName(itemOfRow(row), nameCharacters);
    if (support(row) == 0)
        return tr("%1: nothing is labelled so").arg(label);
    return tr("%1: %2 labelled so, recall %3")
        .arg(label, QLocale().toString(support(row)), theme::scoreText(ratio(count(row, row), support(row))));
}

QString MatrixContent::describeColumn(int column, int nameCharacters) const
{
    if (column >= rows())
        return m_tags ? tr("Given, but not predicted") : tr("In none of the classes");
    const QString decision = shortName(itemOfColumn(column), nameCharacters);
    const qint64 predicted = m_predicted[static_cast<std::size_t>(column)];
    if (predicted == 0)
        return tr("%1: nothing is predicted so").arg(decision);
    return tr("%1: %2 predicted so, precision %3")
        .arg(decision, QLocale().toString(predicted),
             theme::scoreText(ratio(count(column, column), predicted)));
}

QString MatrixContent::describeLane(int row, MatrixLane lane) const
{
    const QString name = nameOf(itemOfRow(row));
    const QString number = QLocale().toString(laneCount(row, lane));
    const QString share = theme::percentText(laneShare(row, lane));
    return lane == MatrixLane::Sibling ? tr("%1: %2 right parent, wrong child (%3)").arg(name, number, share)
                                       : tr("%1: %2 wrong parent (%3)").arg(name, number, share);
}

QImage MatrixContent::picture() const
{
    if (rows() == 0)
        return {};
    constexpr int kSteps = 256;
    // One table a distance; distances are few.
    std::vector<std::array<QRgb, kSteps>> colors(static_cast<std::size_t>(nearness(0, 0).farthest) + 1);
    for (std::size_t distance = 0; distance < colors.size(); ++distance) {
        for (int i = 0; i < kSteps; ++i)
            colors[distance][static_cast<std::size_t>(i)] =
                cellColor(i / static_cast<double>(kSteps - 1),
                          {static_cast<int>(distance), static_cast<int>(colors.size()) - 1})
                    .rgb();
    }
    QImage image(columns(), rows(), QImage::Format_ARGB32_Premultiplied);
    for (int row = 0; row < rows(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < columns(); ++column) {
            line[column] = 0;
            if (count(row, column) == 0)
                continue;
            const auto step = static_cast<std::size_t>(std::lround(strength(row, column) * (kSteps - 1)));
            line[column] = colors[static_cast<std::size_t>(nearness(row, column).distance)][step];
        }
    }
    return image;
}

} // namespace badcase::plots
