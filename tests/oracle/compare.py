#!/usr/bin/env python3
"""Compare `infoview report --json` with the reference implementation.

    compare.py INFOVIEW_BINARY --seed S --count N [--keep DIR] [--only I] [--stages]

Random vaults are written into a temporary folder; those that differ are left
there (or in DIR) and named.  The last line is `N passed, M failed`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True        # leave no cache beside the sources

import followups
import randvault

SHOWN = 10
LINES_PER_VAULT = 12
FIELDS = ["kind", "state", "due", "late", "days_late", "contact", "about", "interview",
          "text", "source"]
LINE_KINDS = ("promise", "waiting", "referral")


def environment(scratch):
    """Nothing of the caller's own settings may reach the program."""
    kept = {key: value for key, value in os.environ.items()
            if key in ("PATH", "LD_LIBRARY_PATH") or key.endswith("SAN_OPTIONS")}
    kept.update(HOME=scratch, XDG_CONFIG_HOME=scratch, XDG_CACHE_HOME=scratch,
                LC_ALL="C", TZ="UTC", GIT_CONFIG_NOSYSTEM="1")
    return kept


def start(binary, vault, env, arguments):
    """Start the program; the reference runs while it works."""
    command = [binary, "-C", vault] + arguments
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=env)


def finish(process):
    """(document, complaint) of a started program."""
    try:
        out, err = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, "timed out"
    if process.returncode != 0:
        tail = err.decode("utf-8", "replace").strip()[-600:]
        return None, "exit status %d: %s" % (process.returncode, tail)
    try:
        return json.loads(out.decode("utf-8")), None
    except ValueError as error:
        return None, "output is not JSON: %s" % error


def person(value):
    """The compared part of a contact."""
    return {"id": value.get("id"), "name": value.get("name")} if value else None


def reduced(item):
    """The compared fields of an item of either side."""
    fields = {name: item.get(name) for name in FIELDS}
    fields["contact"], fields["about"] = person(item.get("contact")), person(item.get("about"))
    source = item.get("source") or {}
    fields["source"] = source.get("path")
    if item.get("kind") in LINE_KINDS:
        fields["source"] = "%s:%s" % (source.get("path"), source.get("line"))
    return fields


def differences(expected, got):
    """Lines that say how two report documents differ."""
    lines = item_differences(expected["items"], got.get("items", []))
    rows = sorted((row.get("path") for row in got.get("unreadable", [])), key=os.fsencode)
    if rows != expected["unreadable"]:
        lines += ["unreadable - %s" % path for path in expected["unreadable"] if path not in rows]
        lines += ["unreadable + %s" % path for path in rows if path not in expected["unreadable"]]
        if sorted(set(rows)) != sorted(rows):
            lines.append("unreadable: a path stands twice")
    if got.get("goal") != expected["goal"]:
        lines.append("goal: expected %s, got %s" % (expected["goal"], got.get("goal")))
    if "stages" in got and got["stages"] != expected["stages"]:
        lines += stage_differences(expected["stages"], got["stages"])
    return lines


def item_differences(expected, got):
    wanted = {item["id"]: reduced(item) for item in expected}
    found = {item.get("id"): reduced(item) for item in got}
    lines = ["- %s %s" % (ident, brief(wanted[ident])) for ident in wanted if ident not in found]
    lines += ["+ %s %s" % (ident, brief(found[ident])) for ident in found if ident not in wanted]
    for ident in wanted:
        for name in FIELDS if ident in found else []:
            if wanted[ident][name] != found[ident][name]:
                lines.append("%s: %s: expected %s, got %s"
                             % (ident, name, wanted[ident][name], found[ident][name]))
    order = [item["id"] for item in expected]
    got_order = [item.get("id") for item in got]
    if not lines and order != got_order:
        at = next((i for i, pair in enumerate(zip(order, got_order)) if pair[0] != pair[1]),
                  min(len(order), len(got_order)))
        lines.append("order: from place %d expected %s, got %s"
                     % (at + 1, order[at:at + 3], got_order[at:at + 3]))
    return lines


def brief(fields):
    return "(%s, due %s, late %s, %s)" % (fields["state"], fields["due"], fields["late"],
                                          fields["source"])


def stage_differences(expected, got):
    return ["stage of %s: expected %s, got %s" % (ident, expected.get(ident), got.get(ident))
            for ident in sorted(set(expected) | set(got)) if expected.get(ident) != got.get(ident)]


def check_vault(binary, vault, env, stages):
    """All differences for one vault."""
    today = str(randvault.TODAY)
    process = start(binary, vault, env, ["report", "--json", "--today", today])
    try:
        expected = followups.report(vault, randvault.TODAY)
    except Exception:
        process.kill()
        process.communicate()
        raise
    got, complaint = finish(process)
    if complaint:
        return [complaint]
    lines = differences(expected, got)
    if stages:
        listed, complaint = finish(start(binary, vault, env,
                                         ["list", "contacts", "--json", "--today", today]))
        if complaint:
            return lines + ["list contacts: " + complaint]
        found = {entry.get("id"): entry.get("stage") for entry in listed.get("contacts", [])}
        found = {ident: stage for ident, stage in found.items() if ident in expected["stages"]}
        lines += stage_differences(expected["stages"], found)
    return lines


def show(vault, lines):
    print(vault)
    for line in lines[:LINES_PER_VAULT]:
        print("    " + line)
    if len(lines) > LINES_PER_VAULT:
        print("    … and %d more" % (len(lines) - LINES_PER_VAULT))


def compare(args, folder, scratch):
    """The number of vaults that differ; those that do not are removed."""
    failed = 0
    env = environment(scratch)
    indexes = range(args.count) if args.only is None else [args.only]
    for index in indexes:
        vault = os.path.join(folder, "%05d" % index)
        shutil.rmtree(vault, ignore_errors=True)
        randvault.write_vault(args.seed, index, vault)
        lines = check_vault(args.binary, vault, env, args.stages)
        if lines:
            failed += 1
            if failed <= SHOWN:
                show(vault, lines)
        if not args.keep and (not lines or failed > SHOWN):
            shutil.rmtree(vault)
    print("%d passed, %d failed" % (len(indexes) - failed, failed))
    return failed


def main():
    parser = argparse.ArgumentParser(description="Compare infoview with the reference.")
    parser.add_argument("binary")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", metavar="DIR", help="keep every vault in DIR")
    parser.add_argument("--only", type=int, metavar="I", help="only vault I of the seed")
    parser.add_argument("--stages", action="store_true",
                        help="also compare the stages that `list contacts` gives")
    args = parser.parse_args()
    args.binary = os.path.abspath(args.binary)
    folder = args.keep or tempfile.mkdtemp(prefix="infoview-oracle-")
    with tempfile.TemporaryDirectory() as scratch:
        failed = compare(args, folder, scratch)
    if not args.keep and not failed:
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
