-- SPDX-FileCopyrightText: 2026 The Badcase developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Nothing is computed twice. compute_key: SHA-256 (hex) of all settings that decide what a run says of a sample, and not
-- of those that only choose the samples; runs with the same key say the same of the same content. NULL: not known (runs
-- of earlier versions, imported predictions) or not to be relied on (a model behind a server).
ALTER TABLE runs ADD COLUMN compute_key TEXT;
CREATE INDEX runs_by_compute_key ON runs (compute_key);

-- What the model was shown of the sample, as 64 bits of a hash (jobs/content_hash.h). NULL: not known.
ALTER TABLE decisions ADD COLUMN content INTEGER;
