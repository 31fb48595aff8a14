-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Rules for decisions that were tuned after training. body: JSON as ThresholdSet::toJson() writes it, classes by name.
-- Sets are never altered: one that is saved again under its name is another row, and the name is free when the old one
-- is gone.
CREATE TABLE threshold_sets (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name   TEXT NOT NULL UNIQUE,
    at     INTEGER NOT NULL, -- ms since 1970, UTC
    author TEXT NOT NULL,
    body   TEXT NOT NULL
);

-- Which set the decisions of a run were made by; NULL: by the plain rule (or the run's own steps). While a set is
-- applied, the maps that the run itself decided are kept as mask_maps.content 3.
ALTER TABLE runs ADD COLUMN threshold_set_id INTEGER REFERENCES threshold_sets (id);
