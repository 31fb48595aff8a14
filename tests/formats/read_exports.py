#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads an export the way training code does and prints what it saw as JSON: read_exports.py FORMAT FOLDER.

Each data set is a torch.utils.data.Dataset where torch is installed and behaves like one where it is not. Only the
standard library is needed; nothing of Badcase is.
"""
import csv
import hashlib
import json
import os
import struct
import sys
import zlib
from urllib.parse import unquote

try:
    from torch.utils.data import DataLoader, Dataset
except ImportError:
    DataLoader, Dataset = None, object


def read_png(path):
    """Height, width, channels and the raw pixels of an 8-bit PNG."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    position, packed, header = 8, b"", None
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        body = data[position + 8:position + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[position + 8 + length:position + 12 + length])[0], path
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        position += 12 + length
    width, height, depth, colour = header[:4]
    assert depth == 8 and header[6] == 0, path
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    rows, stride, previous, out = zlib.decompress(packed), width * channels, bytearray(width * channels), []
    for y in range(height):
        start = y * (stride + 1)
        previous = unfilter(rows[start], bytearray(rows[start + 1:start + 1 + stride]), previous, channels)
        out.append(bytes(previous))
    return height, width, channels, b"".join(out)


def unfilter(kind, row, up, step):
    """Undoes one of PNG's five row filters."""
    for i in range(len(row)):
        left, above = row[i - step] if i >= step else 0, up[i]
        corner = up[i - step] if i >= step else 0
        if kind == 1:
            row[i] = (row[i] + left) & 255
        elif kind == 2:
            row[i] = (row[i] + above) & 255
        elif kind == 3:
            row[i] = (row[i] + (left + above) // 2) & 255
        elif kind == 4:
            guess = left + above - corner
            near = min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))
            row[i] = (row[i] + near[2]) & 255
    return row


def load_classes(folder):
    with open(os.path.join(folder, "classes.json"), encoding="utf-8") as file:
        return json.load(file)["names"]


class FolderDataset(Dataset):
    """imagefolder: [split/]class/picture, class folders percent-encoded."""

    def __init__(self, folder):
        self.folder, self.classes, self.samples = folder, load_classes(folder), []
        with open(os.path.join(folder, "dataset.json"), encoding="utf-8") as file:
            splits = json.load(file)["splits"]
        for directory, _, files in os.walk(folder):
            parts = [] if directory == folder else os.path.relpath(directory, folder).split(os.sep)
            if parts and unquote(parts[0]) in splits:
                parts = parts[1:]
            for name in files if parts else []:
                path = os.path.relpath(os.path.join(directory, name), folder)
                self.samples.append((path, self.classes.index(unquote(parts[0]))))
        self.samples.sort()

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        path, target = self.samples[index]
        height, width, _, _ = read_png(os.path.join(self.folder, path))
        return {"path": path, "size": [height, width], "target": target}


class CsvDataset(Dataset):
    """csv: samples.csv with the paths of the media, labels by name."""

    def __init__(self, folder):
        self.folder, self.classes = folder, load_classes(folder)
        with open(os.path.join(folder, "samples.csv"), encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        height, width, _, _ = read_png(os.path.join(self.folder, row["path"]))
        return {"path": row["path"], "size": [height, width], "target": self.classes.index(row["label"])}


class MaskDataset(Dataset):
    """masks: images/ and masks/ with the same stems; a mask's pixel is the index of its class."""

    def __init__(self, folder):
        self.folder, self.images = folder, sorted(os.listdir(os.path.join(folder, "images")))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        name = self.images[index]
        height, width, _, _ = read_png(os.path.join(self.folder, "images", name))
        mask = read_png(os.path.join(self.folder, "masks", os.path.splitext(name)[0] + ".png"))
        assert mask[:3] == (height, width, 1), name
        return {"path": "images/" + name, "size": [height, width], "mask_sha256": hashlib.sha256(mask[3]).hexdigest()}


def fill_runs(mask, height, starts_lengths, value):
    """Pixels numbered down the columns; starts from 0."""
    for start, length in starts_lengths:
        for pixel in range(start, start + length):
            mask[pixel % height * (len(mask) // height) + pixel // height] = value


class RleDataset(Dataset):
    """kaggle-rle: train.csv with run lengths from 1, a row each class of a picture."""

    def __init__(self, folder):
        self.folder, self.classes, self.rows = folder, load_classes(folder), {}
        csv.field_size_limit(1 << 30)
        with open(os.path.join(folder, "train.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.rows.setdefault(row["path"], []).append(row)
        self.paths = sorted(self.rows)

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        path = self.paths[index]
        height, width, _, _ = read_png(os.path.join(self.folder, path))
        mask = bytearray(b"\xff" * (height * width))
        for row in self.rows[path]:
            assert (int(row["img_height"]), int(row["img_width"])) == (height, width)
            numbers = list(map(int, row["rle"].split()))
            fill_runs(mask, height, [(s - 1, n) for s, n in zip(numbers[::2], numbers[1::2])], self.classes.index(row["class"]))
        return {"path": path, "size": [height, width], "mask_sha256": hashlib.sha256(mask).hexdigest()}


def coco_counts(text):
    """COCO's compressed run lengths: groups of five bits, differences to the count two before."""
    counts, value, shift = [], 0, 0
    for byte in text.encode("ascii"):
        bits = byte - 48
        value |= (bits & 31) << shift
        shift += 5
        if not bits & 32:
            value -= (1 << shift) if bits & 16 else 0
            counts.append(value + (counts[-2] if len(counts) > 2 else 0))
            value, shift = 0, 0
    return counts


class CocoDataset(Dataset):
    """coco: annotations/instances*.json with compressed run lengths."""

    def __init__(self, folder):
        self.folder, self.classes, self.images, self.of, self.names = folder, load_classes(folder), [], {}, {}
        for name in sorted(os.listdir(os.path.join(folder, "annotations"))):
            if name.startswith("instances"):
                with open(os.path.join(folder, "annotations", name), encoding="utf-8") as file:
                    data = json.load(file)
                self.images += data["images"]
                self.names.update({c["id"]: c["name"] for c in data["categories"]})
                for annotation in data["annotations"]:
                    self.of.setdefault(annotation["image_id"], []).append(annotation)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index]
        height, width, _, _ = read_png(os.path.join(self.folder, "images", image["file_name"]))
        assert (height, width) == (image["height"], image["width"])
        mask = bytearray(b"\xff" * (height * width))
        for annotation in self.of.get(image["id"], []):
            counts = coco_counts(annotation["segmentation"]["counts"])
            starts = [sum(counts[:i]) for i in range(1, len(counts), 2)]
            fill_runs(mask, height, list(zip(starts, counts[1::2])), self.classes.index(self.names[annotation["category_id"]]))
        return {"path": "images/" + image["file_name"], "size": [height, width], "mask_sha256": hashlib.sha256(mask).hexdigest()}


class YoloDataset(Dataset):
    """yolo with masks: labels/ beside images/, polygons filled at pixel centres by even-odd counting."""

    def __init__(self, folder):
        self.folder, self.classes, self.names, self.paths = folder, load_classes(folder), [], []
        with open(os.path.join(folder, "data.yaml"), encoding="utf-8") as file:
            for line in file:
                if line.startswith("  "):
                    self.names.append(json.loads(line.split(":", 1)[1]))
        for directory, _, files in os.walk(os.path.join(folder, "images")):
            self.paths += [os.path.relpath(os.path.join(directory, name), folder) for name in files]
        self.paths.sort()

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        path = self.paths[index]
        height, width, _, _ = read_png(os.path.join(self.folder, path))
        mask = bytearray(b"\xff" * (height * width))
        with open(os.path.join(self.folder, "labels", os.path.splitext(path.split("/", 1)[1])[0] + ".txt")) as file:
            for line in file:
                number, *values = line.split()
                corners = [(float(x) * width, float(y) * height) for x, y in zip(values[::2], values[1::2])]
                edges = list(zip(corners, corners[1:] + corners[:1]))
                value = self.classes.index(self.names[int(number)])
                for y in range(height):
                    level = y + 0.5
                    crossings = [a[0] for a, b in edges if (a[1] < level) != (b[1] < level)]
                    for x in range(width):
                        if sum(c < x + 0.5 for c in crossings) % 2:
                            mask[y * width + x] = value
        return {"path": path, "size": [height, width], "mask_sha256": hashlib.sha256(mask).hexdigest()}


def main():
    kinds = {"imagefolder": FolderDataset, "csv": CsvDataset, "masks": MaskDataset, "kaggle-rle": RleDataset,
             "coco": CocoDataset, "yolo": YoloDataset}
    if sys.argv[1] == "yolo" and not os.path.exists(os.path.join(sys.argv[2], "data.yaml")):
        kinds["yolo"] = FolderDataset
    dataset = kinds[sys.argv[1]](sys.argv[2])
    if DataLoader:
        items = [item for batch in DataLoader(dataset, batch_size=4, collate_fn=list) for item in batch]
    else:
        items = [dataset[index] for index in range(len(dataset))]
    json.dump({"length": len(dataset), "items": items}, sys.stdout)


if __name__ == "__main__":
    main()
