-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Corrected masks, and the pixel counts that let a score follow them.

-- Every mask that was ever put in place of a given one. Rows are never altered: the journal refers to them, so that an
-- undo twenty changes back finds its mask. data is a zlib-compressed byte map of class indices.
CREATE TABLE mask_edits (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    data   BLOB NOT NULL
);

-- The present state, as for corrections, verdicts and comments.
CREATE TABLE mask_corrections (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    edit_id   INTEGER NOT NULL REFERENCES mask_edits (id),
    entry_id  INTEGER NOT NULL REFERENCES journal (id)
);

-- The confusion of one image's pixels against its given and its effective mask, packed by the caller. A pooled score is
-- their sum, so one corrected mask moves it without touching the others. NULL: no mask to compare with.
CREATE TABLE pixel_counts (
    run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    given     BLOB,
    corrected BLOB,
    PRIMARY KEY (run_id, sample_id)
) WITHOUT ROWID;
