# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the numbers that tst_class_mixer.cpp holds: weights by likelihood and figures of pairs, for 60 made samples.

Nothing here is written as in the program: the weights are found by nested ternary searches over the simplex (the loss is
convex), the figures of pairs come from correlations and counts of lists. Only the standard library is needed.
"""

import math

MEMBERS, ROWS, CLASSES = 3, 60, 4


def numbers():
    state = 12345
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state // 65536 % 1000


def made():
    source = numbers()
    labels = [next(source) % CLASSES for _ in range(ROWS)]
    members = []
    for member in range(MEMBERS):
        rows = []
        for label in labels:
            row = [1 + next(source) for _ in range(CLASSES)]
            row[label] += 900 if label % MEMBERS == member else 40 * member
            total = sum(row)
            rows.append([value / total for value in row])
        members.append(rows)
    return labels, members


def loss(weights, truths):
    return -sum(math.log(sum(w * p for w, p in zip(weights, truth))) for truth in truths) / len(truths)


def least(function, low=0.0, high=1.0):
    for _ in range(70):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        if function(a) < function(b):
            high = b
        else:
            low = a
    return (low + high) / 2


def pearson(a, b):
    mean = lambda values: sum(values) / len(values)
    da, db = [x - mean(a) for x in a], [x - mean(b) for x in b]
    return sum(x * y for x, y in zip(da, db)) / math.sqrt(sum(x * x for x in da) * sum(y * y for y in db))


labels, members = made()
truths = [[members[m][i][label] for m in range(MEMBERS)] for i, label in enumerate(labels)]
along = lambda first: least(lambda share: loss((first, (1 - first) * share, (1 - first) * (1 - share)), truths))
first = least(lambda w: loss((w, (1 - w) * along(w), (1 - w) * (1 - along(w))), truths))
weights = (first, (1 - first) * along(first), (1 - first) * (1 - along(first)))
print("weights", *("%.5f" % w for w in weights), "loss %.9f" % loss(weights, truths),
      "equal %.9f" % loss([1 / MEMBERS] * MEMBERS, truths))
right = [[float(max(range(CLASSES), key=row.__getitem__) == label) for row, label in zip(rows, labels)] for rows in members]
for a in range(MEMBERS):
    for b in range(a + 1, MEMBERS):
        pairs = list(zip(right[a], right[b]))
        odds = pairs.count((1, 1)) * pairs.count((0, 0)), pairs.count((1, 0)) * pairs.count((0, 1))
        print("pair", a, b, "phi %.12f" % pearson(right[a], right[b]),
              "q %.12f" % ((odds[0] - odds[1]) / (odds[0] + odds[1])),
              "apart %.12f" % (sum(x != y for x, y in pairs) / ROWS), "fault %.12f" % (pairs.count((0, 0)) / ROWS))
