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


def main():
    kinds = {"imagefolder": FolderDataset, "csv": CsvDataset, "masks": MaskDataset}
    dataset = kinds[sys.argv[1]](sys.argv[2])
    if DataLoader:
        items = [item for batch in DataLoader(dataset, batch_size=4, collate_fn=list) for item in batch]
    else:
        items = [dataset[index] for index in range(len(dataset))]
    json.dump({"length": len(dataset), "items": items}, sys.stdout)


if __name__ == "__main__":
    main()
