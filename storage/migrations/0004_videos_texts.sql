-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Stretches of videos, masks as numbers, parents of parents, and the index of texts.

-- The parent of a parent; NULL at the top. Numbers here are the file's own: a schema is put together by names.
ALTER TABLE class_parents ADD COLUMN above_index INTEGER REFERENCES class_parents (parent_index);

-- Labelled stretches: a JSON array of [begin, end, [classes]], seconds from the first displayed frame, by begin. A
-- sample's list is always read and replaced as a whole. No row: the data set gives none, which is not an empty list.
CREATE TABLE given_segments (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    segments  TEXT NOT NULL
);
-- The present state, as for corrections, verdicts, comments and masks; the journal holds the lists themselves.
CREATE TABLE segment_corrections (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    segments  TEXT NOT NULL,
    entry_id  INTEGER NOT NULL REFERENCES journal (id)
);

-- Pieces of a text whose time is known, by begin. They repeat words of "texts" and are not searched.
CREATE TABLE text_spans (
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    position  INTEGER NOT NULL,
    field_id  INTEGER NOT NULL REFERENCES fields (id),
    begin_s   REAL NOT NULL,
    end_s     REAL NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (sample_id, position)
) WITHOUT ROWID;

-- Given masks that a data set has as numbers (runs, polygons) and not as a file: zlib-compressed byte maps of class
-- indices. A sample has a row here or in given_masks, not in both.
CREATE TABLE given_mask_maps (
    sample_id INTEGER NOT NULL PRIMARY KEY REFERENCES samples (id),
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    data      BLOB NOT NULL
);

-- What a run says of stretches of a video: packed, see segment_packing.h.
CREATE TABLE predicted_segments (
    id        INTEGER NOT NULL PRIMARY KEY,
    run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    segments  BLOB NOT NULL,
    UNIQUE (run_id, sample_id)
);
-- Probabilities along time, one row a frame (content 0) or a segment (1): float32, row-major, and for each row its begin
-- and end as float64; both little-endian.
CREATE TABLE sequence_scores (
    id        INTEGER NOT NULL PRIMARY KEY,
    run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sample_id INTEGER NOT NULL REFERENCES samples (id),
    content   INTEGER NOT NULL,
    columns   INTEGER NOT NULL,
    times     BLOB NOT NULL,
    scores    BLOB NOT NULL,
    UNIQUE (run_id, sample_id)
);

-- The index of texts, in blocks of samples with neighbouring ids (text_postings.h says how many and how postings are
-- packed). stamp grows with every change of a text or name in the block; built is the stamp that the block's index was
-- made at, NULL when there is none. So an index stands where built = stamp, and nothing else of a block is ever read.
-- Plain tables and not FTS5: a block is known to be stale and is replaced as a whole, fields come and go, the SQL stays
-- portable, and counting the samples with a phrase of two frequent characters takes FTS5 0.2 s a million samples, which
-- is all the time there is.
CREATE TABLE text_blocks (
    block INTEGER NOT NULL PRIMARY KEY,
    stamp INTEGER NOT NULL,
    built INTEGER
);
CREATE TABLE text_postings (
    block     INTEGER NOT NULL,
    field_id  INTEGER NOT NULL, -- 0: the sample's name
    term      TEXT NOT NULL,
    samples   BLOB NOT NULL,
    positions BLOB,
    PRIMARY KEY (block, field_id, term)
) WITHOUT ROWID;
-- Quality numbers of one field of a block's samples: float32 little-endian, for each sample of the block its length, its
-- repeated and its gibberish share, in this order.
CREATE TABLE text_quality (
    block    INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    data     BLOB NOT NULL,
    PRIMARY KEY (block, field_id)
);
