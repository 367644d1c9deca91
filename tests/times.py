"""Write into tests/README.md which share of the last `make test` each file took: `make test-times` calls this file."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
README = Path(__file__).with_name("README.md")
TABLE = re.compile(r"(<!-- make test-times -->\n).*?(<!-- end -->\n)", re.DOTALL)
LEAST = 0.005  # what takes less is summed up


def seconds(report):
    """Return {file: seconds} of a report that pytest wrote."""
    taken = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        parts = case.get("classname").split(".")
        name = "/".join(parts[:-1]) + ".ipynb" if parts[-1] == "ipynb" else "/".join(parts) + ".py"
        taken[name] += float(case.get("time"))
    return taken


def table(taken):
    """Return the shares as a table, the largest first."""
    total = taken.total()
    rows = [f"| `{name}` | {time / total:.1%} |" for name, time in taken.most_common() if time >= LEAST * total]
    rest = 1 - sum(time for time in taken.values() if time >= LEAST * total) / total
    rows.append(f"| the other {len(taken) - len(rows)} | {rest:.1%} |")
    return "\n".join(["| file | share |", "|---|---|", *rows, ""])


def main():
    found = table(seconds(ROOT / ".venv/times.xml"))
    text = README.read_text("utf-8")
    README.write_text(TABLE.sub(lambda match: match[1] + found + match[2], text), "utf-8")
    print(found)


if __name__ == "__main__":
    main()
