#!/usr/bin/env python3
"""From saving a study to the word in the browser, and what the memory does meanwhile.

    benches/watch.py --studies 10 --studies 10000            50 edits of one study each
    benches/watch.py --studies 1000 --edits 1000 --memory    resident memory after 10 edits and at the end

Makes a project of so many studies of 600 words, each with a measured result, starts `proofmark watch` in it, and listens
as an open page of the edited study does. Each edit replaces one sentence of its body. Printed are median and worst
seconds from the write to the event; they hold the time in which saves are gathered, 60 ms of quiet. Standard library only.
"""

import argparse
import random
import re
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

SITE = """title = "Proof from our customers"
publisher = "Ledgerline Ltd"
products = ["Intake"]
base_url = "https://proof.example"
contact = "proof@ledgerline.example"
[coverage]
customers = 20000
asked = 15000
agreed = 12000
as_of = 2026-11-01
"""

FIELDS = ["health", "housing", "wholesale", "manufacturing", "logistics", "education", "energy", "retail", "law", "media"]
WORDS = """the nurses opened each form at the desk and copied what it said into a second program while the queue waited and
the printer jammed so the clerk walked to the other building with a folder and came back with a stamp that nobody had asked
for until the office moved and the folder was lost and somebody wrote a list of what was missing""".split()


def study(number: int) -> str:
    chance = random.Random(number)
    before, after = chance.randint(8, 40), chance.randint(2, 7)
    paragraphs = []
    for _ in range(8):
        words = " ".join(chance.choice(WORDS) for _ in range(75))
        paragraphs.append(words.capitalize() + ".")
    body = "\n\n".join(paragraphs[:4]) + "\n\n## What changed\n\n" + "\n\n".join(paragraphs[4:])
    name = f"Customer {number:05}"
    return f"""---
title: "{name} retypes [{after} hours a week instead of {before}](evidence:retyping)"
date: 2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}
product: Intake
customer: {{name: {name}, industry: {chance.choice(FIELDS)}, size: {chance.choice(["1-50", "51-200", "201-1000"])}}}
problem: {{text: Every intake form was typed twice., cost: {before} hours a week, tag: {chance.choice(["double-entry", "lost-forms", "late-close"])}}}
outcome: "Retyping fell [from {before} hours a week to {after}](evidence:retyping)."
quote: {{text: Nobody is retyping the weekend any more., by: Jo March, role: Buyer}}
evidence:
  retyping: {{kind: measurement, metric: time spent retyping, unit: hours a week, before: {before}, after: {after}, better: lower, statistic: mean, sample: 4 weeks each side, source: customer-system, collected: 2026-06-02}}
consent: {{by: Jo March, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print], record: mail}}
disclosure: {{relationship: none, incentive: none}}
---

{body}

Edit 0 was made.
"""


def project(root: Path, count: int) -> Path:
    folder = root / "content/studies"
    folder.mkdir(parents=True)
    (root / "site.toml").write_text(SITE)
    for number in range(count):
        (folder / f"customer-{number:05}.md").write_text(study(number))
    return folder / f"customer-{count // 2:05}.md"


def resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024


def listen(host: str, port: int, page: str):
    stream = socket.create_connection((host, port))
    stream.sendall(f"GET /__proofmark/events?page={page} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    return stream.makefile("rb")


def told(events) -> float:
    while not events.readline().startswith(b"data: "):
        pass
    return time.perf_counter()


def measure(program: str, count: int, edits: int, memory: bool) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        edited = project(root, count)
        text = edited.read_text()
        command = [program, "watch", "--port", "0", "--today", "2026-11-21", "--quiet"]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        started = time.perf_counter()
        line = server.stdout.readline().decode()
        first = time.perf_counter() - started
        host, port = re.search(r"http://([^:]+):(\d+)", line).groups()
        events = listen(host, int(port), f"/studies/{edited.stem}/")
        told(events)
        seconds, after_ten = [], 0.0
        for number in range(1, edits + 1):
            # Between two saves a person reads what came; and what is told after the event is over.
            time.sleep(0.05 if memory else 0.4)
            before = time.perf_counter()
            edited.write_text(text.replace("Edit 0 was made.", f"Edit {number} was made."))
            seconds.append(told(events) - before)
            if number == 10:
                time.sleep(1)
                after_ten = resident(server.pid)
        time.sleep(1)
        after_all = resident(server.pid)
        server.terminate()
        server.wait()
    print(f"{count:>6} studies, {edits} edits: median {statistics.median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms; first build {first:.1f} s")
    if memory:
        print(f"       resident memory: {after_ten:.0f} MiB after 10 edits, {after_all:.0f} MiB after {edits} ({after_all / after_ten - 1:+.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(Path(__file__).parent.parent / "target/release/proofmark"))
    parser.add_argument("--studies", type=int, action="append", required=True)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--memory", action="store_true")
    args = parser.parse_args()
    for count in args.studies:
        measure(str(Path(args.program).resolve()), count, args.edits, args.memory)


if __name__ == "__main__":
    main()
