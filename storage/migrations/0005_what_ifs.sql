-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a run's model said when a sample was changed for the question: "edits" is what was changed (see WhatIfEdits),
-- "result" the probabilities before and after, two rows of float32 in the order of the schema. Nothing of it is a
-- correction, so it is not in the journal, and it goes with its run.

CREATE TABLE what_ifs (
    id        INTEGER NOT NULL PRIMARY KEY,
    run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    at        INTEGER NOT NULL, -- ms since 1970, UTC
    author    TEXT NOT NULL,
    edits     TEXT NOT NULL,
    result    BLOB NOT NULL
);
CREATE INDEX what_ifs_of_sample ON what_ifs (run_id, sample_id);
