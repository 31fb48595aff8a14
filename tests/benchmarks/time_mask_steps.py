#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of bench_mask_steps by scipy and scikit-image: prints "STEP MILLISECONDS" a line.

    time_mask_steps.py PROBABILITIES SIDE       8-bit values of SIDE x SIDE pixels
"""
import sys
import time

import numpy as np
from scipy import ndimage
from skimage import measure, morphology, segmentation

side = int(sys.argv[2])
p = np.fromfile(sys.argv[1], np.uint8).reshape(side, side)
mask = p >= 128


def erode(m, r):
    return ndimage.distance_transform_edt(m) > r


def opening(r):
    return ~erode(~erode(mask, r), r)


def closing(r):
    return erode(~erode(~mask, r), r)


def watershed():
    distance = ndimage.distance_transform_edt(mask)
    seeds = morphology.reconstruction(distance - 1.0, distance)
    markers = measure.label(morphology.local_maxima(seeds, connectivity=2) & mask, connectivity=2)
    return segmentation.watershed(-distance, markers, mask=mask, connectivity=2)


STEPS = {
    "threshold:0.4": lambda: p >= 102,
    "min-area:200": lambda: morphology.remove_small_objects(mask, max_size=199, connectivity=2),
    "fill-holes": lambda: ndimage.binary_fill_holes(mask),
    "open:2": lambda: opening(2),
    "open:40": lambda: opening(40),
    "close:3": lambda: closing(3),
    "watershed:min=20": watershed,
}
for name, step in STEPS.items():
    start = time.perf_counter()
    step()
    print(name, f"{1000 * (time.perf_counter() - start):.1f}", flush=True)
