"""Figures from CSV files, computed a second time with Python's standard library.

Reads cases as JSON from standard input, as tests/suite/figures.rs writes them, and prints what each comes to: the figures of
both sides or of the whole with their rows, and how many rows were left out and why. Everything is held in memory and done
in the plainest way.
"""

import csv
import json
import statistics
import sys
from datetime import date
from fractions import Fraction

csv.field_size_limit(1 << 30)


def number(cell, decimal):
    """A cell as a fraction; None when it is blank."""
    cell = cell.strip().removeprefix("£").removesuffix("min").strip()
    if not cell:
        return None
    groups = "." if decimal == "," else ","
    for mark in (groups, "'", "\u00a0", "\u202f", " "):
        cell = cell.replace(mark, "")
    return Fraction(cell.replace(decimal, "."))


def day(cell):
    """The day of a cell, whatever time is behind it; None when it is blank."""
    return date.fromisoformat(cell.strip()[:10]) if cell.strip() else None


def is_inside(row, condition, decimal):
    cell = row[condition["column"]]
    if "in" in condition:
        return cell.strip() in condition["in"]
    if "equals" in condition:
        return number(cell, decimal) == Fraction(condition["equals"])
    value = day(cell) if condition["kind"] == "days" else number(cell, decimal)
    if value is None:
        return False
    end = date.fromisoformat if condition["kind"] == "days" else Fraction
    low, high = condition["from"], condition["to"]
    return (low is None or end(low) <= value) and (high is None or value <= end(high))


def side_of(row, case):
    """before, after, whole, neither or blank."""
    if case.get("change"):
        when = day(row[case["date"]])
        return "blank" if when is None else "before" if when < date.fromisoformat(case["change"]) else "after"
    if not case.get("by"):
        return "whole"
    cell = row[case["by"]].strip()
    if not cell:
        return "blank"
    return "before" if cell in case["before"] else "after" if cell in case["after"] else "neither"


def reading(row, case):
    """What a row gives; None when a cell that is needed is blank."""
    statistic, decimal = case["statistic"], case["decimal"]
    if statistic == "count":
        return 1 if "column" not in case or row[case["column"]].strip() else None
    if statistic == "share" and case.get("is"):
        cell = row[case["column"]].strip()
        return None if not cell else cell in case["is"]
    value = number(row[case["column"]], decimal)
    if "of" not in case:
        return value
    of = number(row[case["of"]], decimal)
    return None if value is None or of is None else (value, of)


def quantile(values, parts, at):
    values = sorted(values)
    return values[0] if len(values) == 1 else statistics.quantiles(values, n=parts, method="inclusive")[at - 1]


def figure(values, case):
    statistic = case["statistic"]
    if statistic == "count":
        return Fraction(len(values))
    if case.get("is"):
        return Fraction(100 * sum(values), len(values))
    if "of" in case:
        times = 100 if statistic == "share" else Fraction(case.get("per", "1"))
        return times * sum(value for value, _ in values) / sum(of for _, of in values)
    return {
        "mean": lambda: statistics.mean(values),
        "median": lambda: statistics.median(values),
        "min": lambda: min(values),
        "max": lambda: max(values),
        "sum": lambda: sum(values),
        "p90": lambda: quantile(values, 10, 9),
        "p95": lambda: quantile(values, 20, 19),
    }[statistic]()


def compute(case):
    sides = {"before": [], "after": [], "whole": []}
    left = {"all": 0, "outside": 0, "blank": 0, "neither": 0}
    with open(case["file"], encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=case["delimiter"], strict=True):
            left["all"] += 1
            if not all(is_inside(row, condition, case["decimal"]) for condition in case["where"]):
                left["outside"] += 1
                continue
            side = side_of(row, case)
            if side in ("neither", "blank"):
                left[side] += 1
                continue
            if case.get("date") and day(row[case["date"]]) is None:
                left["blank"] += 1
                continue
            value = reading(row, case)
            if value is None:
                left["blank"] += 1
                continue
            sides[side].append(value)
    is_parted = case.get("by") or case.get("change")
    wanted = ["before", "after"] if is_parted else ["whole"]
    if not all(sides[side] for side in wanted):
        return None
    try:
        found = {side: [str(Fraction(figure(sides[side], case))), len(sides[side])] for side in wanted}
    except ZeroDivisionError:
        return None
    return {**found, "rows": left}


json.dump([compute(case) for case in json.load(sys.stdin)], sys.stdout)
