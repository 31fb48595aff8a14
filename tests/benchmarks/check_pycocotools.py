#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares how Badcase reads and writes COCO files and YOLO polygons with pycocotools, pixel by pixel.

Not one of the tests, because it needs numpy, Pillow and pycocotools:

    python3 -m venv venv && venv/bin/pip install numpy pillow pycocotools
    venv/bin/python tests/benchmarks/check_pycocotools.py build/release/badcase

Draws pictures with objects as polygons (some outside of the picture, some with corners given twice) and as
both forms of run lengths, and lets the program read them; then lets pycocotools read what the program
exports. Prints how many masks are equal; the exit status is 0 when all are.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO

PICTURES = 300


def call(program, *arguments):
    """The JSON that the program prints; ends the script with its words when it fails."""
    done = subprocess.run([program, *map(str, arguments), "--json", "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def random_polygon(rng, width, height):
    """Corners in and around the picture, with few or many digits."""
    spread = rng.choice([1, 1, 1.6])
    sizes = [width, height]
    corners = [
        round((rng.random() * spread - (spread - 1) / 2) * sizes[i % 2], rng.choice([0, 1, 2, 9]))
        for i in range(2 * rng.randint(3, 12))
    ]
    return corners + corners[-2:] if rng.random() < 0.2 else corners


def segmentation_of(rng, width, height):
    """What stands in the file, and the pixels that pycocotools sees in it."""
    polygons = [random_polygon(rng, width, height) for _ in range(rng.randint(1, 2))]
    runs = coco_mask.merge(coco_mask.frPyObjects(polygons, height, width))
    pixels = coco_mask.decode(runs)
    form = rng.choice(["polygons", "compressed", "counts"])
    if form == "polygons":
        return polygons, pixels
    if form == "compressed":
        return {"size": [height, width], "counts": runs["counts"].decode("ascii")}, pixels
    flat = pixels.flatten(order="F")
    edges = numpy.flatnonzero(numpy.diff(flat, prepend=0))
    counts = numpy.diff(numpy.concatenate([[0], edges, [flat.size]]))
    return {"size": [height, width], "counts": counts.tolist()}, pixels


def make_set(folder):
    """A COCO data set of one class; returns file name -> pixels."""
    rng = random.Random(7)
    (folder / "images").mkdir(parents=True)
    (folder / "annotations").mkdir()
    images, annotations, truth = [], [], {}
    for number in range(PICTURES):
        width, height = rng.randint(1, 90), rng.randint(1, 70)
        name = f"p{number}.png"
        Image.new("RGB", (width, height), (number % 256, number // 256, 3)).save(folder / "images" / name)
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        pixels = numpy.zeros((height, width), numpy.uint8)
        for _ in range(rng.randint(1, 4)):
            segmentation, inside = segmentation_of(rng, width, height)
            pixels |= inside
            annotations.append({"id": len(annotations) + 1, "image_id": number, "category_id": 1, "iscrowd": 0,
                                "segmentation": segmentation})
        truth[name] = pixels
    categories = [{"id": 1, "name": "thing", "supercategory": "x"}]
    text = json.dumps({"images": images, "annotations": annotations, "categories": categories})
    (folder / "annotations" / "instances_default.json").write_text(text)
    return truth


def equal_masks(folder, truth):
    """Of an export as PNG."""
    return sum(numpy.array_equal(numpy.array(Image.open(folder / "masks" / name)), pixels)
               for name, pixels in truth.items())


def equal_in_coco(folder, truth):
    """Of an export as COCO, read by pycocotools; areas and boxes must be right, too."""
    annotations = COCO(str(folder / "annotations" / "instances.json"))
    equal = 0
    for image in annotations.loadImgs(annotations.getImgIds()):
        pixels = numpy.zeros((image["height"], image["width"]), numpy.uint8)
        right = True
        for annotation in annotations.loadAnns(annotations.getAnnIds(image["id"])):
            inside = annotations.annToMask(annotation)
            box = coco_mask.toBbox(annotations.annToRLE(annotation)).tolist()
            right = right and inside.sum() == annotation["area"] and box == annotation["bbox"]
            pixels |= inside
        equal += right and numpy.array_equal(pixels, truth[image["file_name"]])
    return equal


def equal_in_yolo(folder, truth):
    """Of an export as YOLO, whose polygons pycocotools fills."""
    equal = 0
    for name, wanted in truth.items():
        height, width = wanted.shape
        pixels = numpy.zeros_like(wanted)
        for line in (folder / "labels" / name).with_suffix(".txt").read_text().splitlines():
            corners = numpy.array(line.split()[1:], float)
            corners[::2] *= width
            corners[1::2] *= height
            pixels |= coco_mask.decode(coco_mask.merge(coco_mask.frPyObjects([corners.tolist()], height, width)))
        equal += numpy.array_equal(pixels, wanted)
    return equal


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        project = work / "p.badcase"
        truth = make_set(work / "set")
        call(program, "create", project, "--task", "segmentation")
        call(program, "import", project, work / "set", "--format", "coco")
        exports = {"masks": [], "coco": [], "polygons": ["--polygons"], "yolo": []}
        for out, options in exports.items():
            form = "coco" if out == "polygons" else out
            call(program, "export", project, "--format", form, "--out", work / out, *options)
        results = {
            "read as pycocotools reads": equal_masks(work / "masks", truth),
            "coco, run lengths": equal_in_coco(work / "coco", truth),
            "coco, polygons": equal_in_coco(work / "polygons", truth),
            "yolo, polygons": equal_in_yolo(work / "yolo", truth),
        }
    for what, equal in results.items():
        print(f"{what}: {equal} of {len(truth)} masks equal")
    return 0 if all(equal == len(truth) for equal in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
