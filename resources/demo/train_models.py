#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the two small models of the demo (resources/models) on freshly drawn creatives, and saves them as TorchScript.

    ninja -C build/release badcase_demo_pictures
    python3 resources/demo/train_models.py build/release/badcase_demo_pictures resources/models

Uses torch 1.13 (Debian's python3-torch), so that every supported LibTorch reads the files, numpy and Pillow. The seeds
of the training pictures differ from the demo's own; 8 % of the training labels are wrong too, as in life.
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

PRODUCTS = ["bag", "book", "bottle", "cup", "lamp", "phone", "shoe", "watch"]
REGIONS = ["background", "product", "price", "logo", "text"]
MEAN = [0.5, 0.5, 0.5]
STD = [0.25, 0.25, 0.25]
PRODUCT_PICTURES = 850
WIDTH, HEIGHT = 128, 96  # what the models see: half the size of a creative


def block(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class ProductNet(nn.Module):
    """Returns (logits, embedding)."""

    def __init__(self, width=24):
        super().__init__()
        self.features = nn.Sequential(
            block(3, width, 2), block(width, width), block(width, 2 * width, 2), block(2 * width, 2 * width),
            block(2 * width, 4 * width, 2), block(4 * width, 4 * width), block(4 * width, 4 * width, 2))
        self.head = nn.Linear(4 * width, len(PRODUCTS))

    def forward(self, x):
        maps = self.features(x)
        embedding = F.adaptive_max_pool2d(maps, 1).flatten(1)
        return self.head(embedding), embedding


class RegionNet(nn.Module):
    """A small U-Net; logits at the input's size."""

    def __init__(self, width=12):
        super().__init__()
        self.down1 = nn.Sequential(block(3, width), block(width, width))
        self.down2 = nn.Sequential(block(width, 2 * width, 2), block(2 * width, 2 * width))
        self.down3 = nn.Sequential(block(2 * width, 4 * width, 2), block(4 * width, 4 * width))
        self.down4 = nn.Sequential(block(4 * width, 6 * width, 2), block(6 * width, 6 * width))
        self.up3 = block(10 * width, 4 * width)
        self.up2 = block(6 * width, 2 * width)
        self.up1 = block(3 * width, width)
        self.head = nn.Conv2d(width, len(REGIONS), 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(a)
        c = self.down3(b)
        d = self.down4(c)
        c = self.up3(torch.cat([F.interpolate(d, size=c.shape[2:], mode="nearest"), c], 1))
        b = self.up2(torch.cat([F.interpolate(c, size=b.shape[2:], mode="nearest"), b], 1))
        a = self.up1(torch.cat([F.interpolate(b, size=a.shape[2:], mode="nearest"), a], 1))
        return self.head(a)


def load(folder):
    """Pictures as the program will show them to the model, labels and masks at the model's size."""
    with open(os.path.join(folder, "labels.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    images = torch.empty(len(rows), 3, HEIGHT, WIDTH)
    masks = torch.empty(len(rows), HEIGHT, WIDTH, dtype=torch.long)
    for i, row in enumerate(rows):
        picture = np.asarray(Image.open(os.path.join(folder, row["path"])).convert("RGB"), dtype=np.float32) / 255
        tensor = torch.from_numpy(picture).permute(2, 0, 1)[None]
        images[i] = F.interpolate(tensor, size=(HEIGHT, WIDTH), mode="bilinear", align_corners=False)[0]
        mask = np.array(Image.open(os.path.join(folder, "masks", row["id"] + ".png")))
        masks[i] = torch.from_numpy(mask[::2, ::2].astype(np.int64))
    labels = torch.tensor([PRODUCTS.index(row["label"]) for row in rows])
    mean, std = torch.tensor(MEAN)[:, None, None], torch.tensor(STD)[:, None, None]
    return (images - mean) / std, labels, masks


def train(model, images, targets, loss_of, epochs, rate, seed):
    torch.manual_seed(seed)
    random.seed(seed)
    batch = 48
    steps = epochs * (len(images) // batch)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps)
    model.train()
    for epoch in range(epochs):
        order = torch.randperm(len(images))
        total = 0.0
        for start in range(0, len(order) - batch + 1, batch):
            index = order[start:start + batch]
            x, y = images[index], targets[index]
            if random.random() < 0.5 and y.dim() == 1:  # letters would be mirrored: only products may be
                x = x.flip(3)
            dx, dy = random.randint(-6, 6), random.randint(-6, 6)
            x = torch.roll(x, (dy, dx), (2, 3))
            y = torch.roll(y, (dy, dx), (1, 2)) if y.dim() == 3 else y
            loss = loss_of(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}/{epochs} loss {total / max(1, len(order) // batch):.4f}", flush=True)
    return model.eval()


def card(name, task, classes, output):
    return {
        "name": name, "task": task, "classes": classes,
        "input": {"width": WIDTH, "height": HEIGHT, "channels": "RGB", "layout": "NCHW", "dtype": "float32",
                  "scale": 1 / 255, "mean": MEAN, "std": STD, "resize": "bilinear", "antialias": False,
                  "align_corners": False, "pad_multiple": 1, "pad_mode": "replicate", "pad_side": "right-bottom"},
        "output": output, "licence": "GPL-3.0-or-later",
        "training": {"data": "creatives drawn by badcase_demo_pictures, other seeds than the demo's, 8 % wrong",
                     "torch": torch.__version__},
    }


def save(model, out, description):
    path = os.path.join(out, description["name"] + ".pt")
    torch.jit.save(torch.jit.script(model), path, _extra_files={"meta.json": json.dumps(description, indent=1)})
    print(path, os.path.getsize(path), "bytes")


def main():
    painter, out = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 4000
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([painter, os.path.join(folder, "train"), str(count), "7001", "0.08"], check=True)
        subprocess.run([painter, os.path.join(folder, "check"), "400", "7002", "0"], check=True)
        images, labels, masks = load(os.path.join(folder, "train"))
        check_images, check_labels, check_masks = load(os.path.join(folder, "check"))

    # Few pictures on purpose: a model that makes mistakes of its own is what there is to review.
    products = train(ProductNet(), images[:PRODUCT_PICTURES], labels[:PRODUCT_PICTURES],
                     lambda o, y: F.cross_entropy(o[0], y, label_smoothing=0.05), 15, 4e-3, 1)
    with torch.inference_mode():
        right = (products(check_images)[0].argmax(1) == check_labels).float().mean()
    print(f"products: accuracy {right:.3f} on clean pictures")
    save(products, out, card("demo_products", "classification", PRODUCTS,
                             {"logits": 0, "activation": "softmax", "embedding": 1, "embedding_dim": 96, "upsample": "logits_bilinear"}))

    weights = torch.tensor([0.4, 0.8, 1.2, 1.5, 1.2])
    regions = train(RegionNet(), images[:2400], masks[:2400], lambda o, y: F.cross_entropy(o, y, weights), 14, 6e-3, 2)
    with torch.inference_mode():
        decision = torch.cat([regions(part).argmax(1) for part in check_images.split(50)])
    ious = [float(((decision == k) & (check_masks == k)).sum() / ((decision == k) | (check_masks == k)).sum())
            for k in range(len(REGIONS))]
    print("regions: IoU", [round(v, 3) for v in ious])
    save(regions, out, card("demo_regions", "segmentation", REGIONS,
                            {"logits": 0, "activation": "softmax", "embedding": None, "embedding_dim": None, "upsample": "logits_bilinear"}))


if __name__ == "__main__":
    main()
