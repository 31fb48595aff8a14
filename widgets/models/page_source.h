// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the item models get their rows from. widgets/models declares it, app/workspace implements it over
/// storage.

#include "inference/core/ids.h"
#include "inference/core/label.h"

#include <QString>

#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace badcase::models {

/// An ordered selection of samples: immutable and shared, 8 bytes a sample. Never null where a function takes
/// one.
using SampleIds = std::shared_ptr<const std::vector<SampleId>>;

/// How the decision of the shown run stands to the label in force.
enum class Decision { None, Right, Wrong };

/// What a grid, a filmstrip or a list shows of one sample. The texts are ready to be painted (class names).
struct SampleCard {
    SampleId id;
    QString name; ///< the data set's own id
    QString split = {};
    ClassIndex label = kNoClass; ///< the label in force (correction before given); first one of several
    QString labelText = {};      ///< all of them, "a, b"; empty: not labelled
    ClassIndex predicted = kNoClass;
    QString predictedText = {}; ///< empty: the run says nothing of this sample
    Decision decision = Decision::None;
    float confidence =
        std::numeric_limits<float>::quiet_NaN(); ///< probability 0..1 (segmentation: IoU); NaN: none
    bool corrected = false;                      ///< the label in force is an analyst's
    Verdict verdict = Verdict::None;
    QString problem = {}; ///< why it cannot be shown or was not run; empty: nothing wrong

    /// The same labels and decisions with the parents of the classes, "tops / shirt": where there is room,
    /// and in the tool tip. Empty: the texts above say it all.
    QString labelDetail = {};
    QString predictedDetail = {};
    /// What is painted when the texts above do not fit, "shirt … (8)"; empty: they are elided.
    QString labelBrief = {};
    QString predictedBrief = {};
    /// Several labels a sample: those that the decision lacks, and those that it has too many.
    QString missed = {};
    QString excess = {};
};

/// A wish for the cards of some samples.
struct PageRequest {
    /// Grows with every new selection of the asking model. A source may skip a request whose generation is
    /// older than the newest it has seen from the same model: its answer would be dropped.
    quint64 generation = 0;
    std::vector<SampleId> ids;
};

/// The answer: one card for each requested id, in the same order. A sample that no longer exists gives a card
/// with that id and a `problem`; when nothing could be read, `cards` is empty and `error` says why.
struct PageAnswer {
    std::vector<SampleCard> cards;
    QString error = {};
};

/// Cards that can be had without waiting for anything.
struct CardsAtHand {
    std::vector<SampleCard> cards = {}; ///< one for each id, in the same order; empty: nothing is known
    bool complete = false;              ///< false: they are shown until fetch() has answered
};

/// Called exactly once, or never when the request was skipped; on the thread of the model (the GUI thread).
using PageReceiver = std::function<void(PageAnswer)>;

/// Interface. fetch() is called on the GUI thread and must return at once (no disk, no lock that is held
/// long); the answer comes later through the event loop. The receiver may outlive the model that asked: it is
/// then without effect.
class PageSource {
public:
    virtual ~PageSource() = default;
    virtual void fetch(PageRequest request, PageReceiver receiver) = 0;
    /// Asked before fetch(), while something is painted. For sources of lists that are replaced again and again: what is
    /// at hand never appears as a placeholder.
    virtual CardsAtHand atHand(const std::vector<SampleId>&) { return {}; }
};

} // namespace badcase::models
