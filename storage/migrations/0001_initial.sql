-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Never edit this file once a release has made projects with it: add 0002_*.sql.
--
-- Times are milliseconds since the epoch, UTC. Enumerations are the integers of the C++ enums they mirror.
-- NULL means "not known" or "not there", never a default value.

-- Facts of the project as a whole: task, ignore_index, uuid, created_at, created_by.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Classes. An index never changes: predictions, masks and label sets are written in terms of it. The upper level has a
-- table of its own; deeper trees get a parent column here later, without touching the leaves.
CREATE TABLE class_parents (
    parent_index INTEGER NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE
);
CREATE TABLE classes (
    class_index  INTEGER NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    parent_index INTEGER REFERENCES class_parents (parent_index),
    color        INTEGER
);

-- Every distinct set of classes once. A sample's labels, a correction and a decision are then one integer each, whether
-- single- or multi-label: "the decision differs from the label" is set_id <> effective_set, and an index on the column
-- finds a class. The empty set ('') is a multi-label answer; NULL in a referring column is "not labelled".
CREATE TABLE label_sets (
    id      INTEGER NOT NULL PRIMARY KEY,
    classes TEXT NOT NULL UNIQUE -- ascending indices, "3,17"
);
CREATE TABLE label_set_classes (
    class_index INTEGER NOT NULL REFERENCES classes (class_index),
    set_id      INTEGER NOT NULL REFERENCES label_sets (id),
    PRIMARY KEY (class_index, set_id)
);

-- Folders and zip archives that media paths start from. "relative": the path starts from the project's own folder.
CREATE TABLE media_roots (
    id       INTEGER NOT NULL PRIMARY KEY,
    path     TEXT NOT NULL,
    relative INTEGER NOT NULL,
    is_zip   INTEGER NOT NULL,
    UNIQUE (path, relative)
);

-- One row a sample. effective_set is derived (the correction where there is one, else given_set) and kept here because
-- every list, filter and matrix asks for it; verify() checks it.
CREATE TABLE samples (
    id            INTEGER NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    kind          INTEGER NOT NULL,
    root_id       INTEGER REFERENCES media_roots (id),
    path          TEXT,
    split         TEXT NOT NULL,
    width         INTEGER,
    height        INTEGER,
    file_bytes    INTEGER,
    file_modified INTEGER,
    file_crc      INTEGER,
    given_set     INTEGER REFERENCES label_sets (id),
    effective_set INTEGER REFERENCES label_sets (id)
);
CREATE INDEX samples_by_effective_set ON samples (effective_set);
CREATE INDEX samples_by_split ON samples (split);

-- Texts by field. Row ids are there so that a full-text index can refer to them.
CREATE TABLE fields (
    id   INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE texts (
    id        INTEGER NOT NULL PRIMARY KEY,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    field_id  INTEGER NOT NULL REFERENCES fields (id),
    text      TEXT NOT NULL,
    UNIQUE (sample_id, field_id)
);

-- Masks of the data set stay files; an analyst's corrected masks will be a table of blobs beside this one.
CREATE TABLE given_masks (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    root_id   INTEGER NOT NULL REFERENCES media_roots (id),
    path      TEXT NOT NULL,
    encoding  INTEGER NOT NULL
);

-- What the last import said of a sample that it could take in, but not as it should be.
CREATE TABLE sample_problems (
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    kind      TEXT NOT NULL,
    message   TEXT NOT NULL,
    PRIMARY KEY (sample_id, kind)
);

-- The journal: append-only. A group is what one command changed. Undoing or redoing a group appends another group whose
-- target it is. "state" follows from the sequence and is kept to find the next step at once:
-- 0 settled (an undo, a redo, or undone and overtaken by a new change), 1 in force, 2 undone and can be made again.
CREATE TABLE journal_groups (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    action INTEGER NOT NULL,
    target INTEGER REFERENCES journal_groups (id),
    state  INTEGER NOT NULL
);
CREATE INDEX journal_groups_open ON journal_groups (state, id) WHERE state > 0;
-- before and after are JSON objects that hold the whole state which the kind is about; "entry" in them is the journal
-- row that had set it, so that undoing restores author, time and reason too.
CREATE TABLE journal (
    id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    group_id  INTEGER NOT NULL REFERENCES journal_groups (id),
    kind      TEXT NOT NULL,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    before    TEXT NOT NULL,
    after     TEXT NOT NULL
);
CREATE INDEX journal_by_group ON journal (group_id);
CREATE INDEX journal_by_sample ON journal (sample_id);

-- The present state of what the journal tells. entry_id: who, when and why. Tags and corrected masks join these tables
-- in the same form, each with its kind of journal entry.
CREATE TABLE corrections (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    set_id    INTEGER NOT NULL REFERENCES label_sets (id),
    entry_id  INTEGER NOT NULL REFERENCES journal (id)
);
CREATE TABLE verdicts (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    verdict   INTEGER NOT NULL,
    entry_id  INTEGER NOT NULL REFERENCES journal (id)
);
CREATE TABLE comments (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    text      TEXT NOT NULL,
    entry_id  INTEGER NOT NULL REFERENCES journal (id)
);

CREATE TABLE models (
    id         INTEGER NOT NULL PRIMARY KEY,
    sha256     TEXT NOT NULL UNIQUE,
    path       TEXT NOT NULL,
    name       TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    card       TEXT NOT NULL, -- JSON
    trusted_at INTEGER,
    trusted_by TEXT
);

-- settings is the run's identity, summary what it took and gave (both JSON).
CREATE TABLE runs (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    model_id    INTEGER REFERENCES models (id),
    task        TEXT NOT NULL,
    activation  INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    out_of_fold INTEGER NOT NULL,
    device      TEXT NOT NULL,
    settings    TEXT NOT NULL,
    summary     TEXT NOT NULL,
    started_at  INTEGER,
    finished_at INTEGER,
    error       TEXT NOT NULL
);

-- Probabilities and embeddings, packed: one chunk is some samples, one block of it a matrix with a row for each of them
-- (row-major, little-endian). content: 0 probabilities, 1 embeddings. view: 0 the merged result, from 1 the views of
-- test-time augmentation. value_bytes: 4 float32, 8 float64.
CREATE TABLE prediction_chunks (
    id      INTEGER NOT NULL PRIMARY KEY,
    run_id  INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    samples BLOB NOT NULL -- sample ids, int64 little-endian
);
CREATE INDEX prediction_chunks_by_run ON prediction_chunks (run_id);
CREATE TABLE prediction_blocks (
    id          INTEGER NOT NULL PRIMARY KEY,
    chunk_id    INTEGER NOT NULL REFERENCES prediction_chunks (id) ON DELETE CASCADE,
    content     INTEGER NOT NULL,
    view        INTEGER NOT NULL,
    columns     INTEGER NOT NULL,
    value_bytes INTEGER NOT NULL,
    data        BLOB NOT NULL,
    UNIQUE (chunk_id, content, view)
);

-- What lists sort and filter by, one row a sample of a run. set_id is NULL for masks. Scores against the given and the
-- effective labels. chunk_id and chunk_row say where the probabilities are. error: NULL when the sample is done.
CREATE TABLE decisions (
    run_id          INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id       INTEGER NOT NULL REFERENCES samples (id),
    set_id          INTEGER REFERENCES label_sets (id),
    confidence      REAL,
    margin          REAL,
    loss_given      REAL,
    loss_corrected  REAL,
    iou_given       REAL,
    iou_corrected   REAL,
    dice_given      REAL,
    dice_corrected  REAL,
    chunk_id        INTEGER, -- no foreign key: deleting a run would search all decisions once for each chunk
    chunk_row       INTEGER,
    error           TEXT,
    PRIMARY KEY (run_id, sample_id)
) WITHOUT ROWID;

-- Segmentation: zlib-compressed byte maps at the sample's size. content: 0 decided class, 1 probability.
CREATE TABLE mask_maps (
    id        INTEGER NOT NULL PRIMARY KEY,
    run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    view      INTEGER NOT NULL,
    content   INTEGER NOT NULL,
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    data      BLOB NOT NULL,
    UNIQUE (run_id, sample_id, view, content)
);

-- Imports and exports, beside the journal because they are not undone.
CREATE TABLE activities (
    id       INTEGER NOT NULL PRIMARY KEY,
    kind     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    author   TEXT NOT NULL,
    format   TEXT NOT NULL,
    location TEXT NOT NULL,
    details  TEXT NOT NULL -- JSON
);
