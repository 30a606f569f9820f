#!/usr/bin/env python3
"""Cuts files into seeds for one target: small, since an input is mutated, and read, in time by its length.

    fuzz/seeds.py TARGET INTO FILE-OR-FOLDER…
"""

import re
import sys
from pathlib import Path

# What a target reads, and how much of it at once.
LONGEST = {"front_matter": 1024, "fixes": 1024, "markdown": 768, "claims": 400, "csv": 512, "site_toml": 768, "lock": 512,
           "templates": 512, "pictures": 4096, "whole": 2048}


def front(text):
    """Front matter and body."""
    parts = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S)
    return parts.groups() if parts else ("", text)


def packed(pieces, longest):
    """Pieces that follow each other, as many as fit."""
    out = []
    for piece in pieces:
        if out and len(out[-1]) + len(piece) <= longest:
            out[-1] += piece
        else:
            out.append(piece)
    return out


def cut(target, path, longest):
    if target == "pictures":
        return [path.read_bytes()] if path.suffix in {".png", ".jpg", ".webp", ".gif", ".svg"} else []
    if path.suffix not in {".md", ".markdown", ".csv", ".toml", ".lock", ".html", ".xml"}:
        return []
    text = path.read_text(errors="replace").replace("\r\n", "\n")
    head, body = front(text) if path.suffix in {".md", ".markdown"} else ("", text)
    if target in {"front_matter", "fixes"}:
        return packed(re.findall(r"(?m)^\S.*\n(?:[ \t].*\n|\n)*", head + "\n"), longest)
    if target == "whole":
        card = "---\n" + "".join(packed(re.findall(r"(?m)^\S.*\n(?:[ \t].*\n|\n)*", head + "\n"), longest // 2)[:1]) + "---\n"
        return ["%% study\n" + card + body[:longest // 2]] if head else []
    if target == "csv":
        return ["".join(text.splitlines(keepends=True)[:8])] if path.suffix == ".csv" else []
    if target == "site_toml":
        return packed(re.split(r"(?m)^(?=\[)", text), longest) if path.suffix == ".toml" else []
    if target == "lock":
        return packed(text.splitlines(keepends=True), longest) if path.suffix == ".lock" else []
    if target == "templates":
        return packed(text.splitlines(keepends=True), longest) if path.suffix in {".html", ".xml"} else []
    pieces = re.split(r"(?<=\n)\n", body)
    return pieces if target == "claims" else packed(pieces, longest)


# Rows with every column that the target's records ask for.
ROWS = b"phase,day,case,hours,done,n\nbefore,2026-02-01,a,11,no,5\nbefore,2026-02-09,b,9,no,4\nafter,2026-03-02,a,2.5,yes,7\n" \
    b"after,2026-03-09,b,3,yes,\n"


def main():
    target, into, *given = sys.argv[1:]
    longest = LONGEST[target]
    seeds = {ROWS: None, ROWS.replace(b",", b";").replace(b".", b","): None} if target == "csv" else {}
    for place in map(Path, given):
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                for seed in cut(target, path, longest):
                    seed = seed if isinstance(seed, bytes) else seed.encode()
                    if seed.strip() and len(seed) <= longest:
                        seeds[seed] = None
    for number, seed in enumerate(seeds):
        Path(into, f"seed-{number}").write_bytes(seed)
    print(f"== {target}: {len(seeds)} seeds, at most {longest} bytes an input")
    print(longest)


main()
