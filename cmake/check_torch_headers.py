#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails if a LibTorch plugin was compiled with a header of another LibTorch than its own.

Ninja remembers which headers each object read. Every one that belongs to LibTorch must lie below --include; at least one
must, or the check would say nothing.
"""

import argparse
import os
import re
import subprocess
import sys

TORCH_HEADER = re.compile(r"/include/(torch|ATen|c10|caffe2)/")


def headers_read(ninja, build, target):
    """Absolute real paths of all files that the objects of the target depend on."""
    listing = subprocess.run([ninja, "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    headers, ours = set(), False
    for line in listing.splitlines():
        if line and not line[0].isspace():
            ours = f"/{target}.dir/" in line.split(":")[0]
        elif ours and line.strip():
            headers.add(os.path.realpath(os.path.join(build, line.strip())))
    return headers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--ninja", "--build", "--target", "--include"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    own = os.path.realpath(options.include) + os.sep
    torch = {path for path in headers_read(options.ninja, options.build, options.target) if TORCH_HEADER.search(path)}
    foreign = sorted(path for path in torch if not path.startswith(own))
    print(f"{options.target}: {len(torch)} LibTorch headers, {len(foreign)} of them not below {own}")
    for path in foreign[:20]:
        print("  " + path)
    if not torch:
        print("  no LibTorch header was read: is the plugin built?")
    return 0 if torch and not foreign else 1


if __name__ == "__main__":
    sys.exit(main())
