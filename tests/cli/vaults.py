#!/usr/bin/env python3
"""Makes vaults to try the program's documents on; the same arguments give the same files.

    vaults.py many FOLDER FILES     that many files of all kinds, made to have something due around 21 Nov 2026
    vaults.py hostile FOLDER        everything that must not matter: escapes, overrides, huge and wrong values, odd names
"""
import datetime
import os
import sys

TODAY = datetime.date(2026, 11, 21)


def put(folder, path, text):
    """Writes a file; `path` may be bytes that are no UTF-8. What a file system refuses is left out."""
    full = os.path.join(os.fsencode(folder), os.fsencode(path))
    os.makedirs(os.path.dirname(full), exist_ok=True)
    try:
        with open(full, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    except OSError:
        pass


# ---- many

FIRST = ["Ana", "Bo", "李", "Оксана", "ليلى", "मीरा", "Νίκος", "Zoë", "Kofi", "Signe"]
LAST = ["Lima", "Chen", "小龙", "Коваленко", "حداد", "जोशी", "Παππάς", "Quinn", "Mensah", "Ångström"]
ORGS = ["GridCo", "Northwind Energy", "Harbour Labs", "Solar Co-op", ""]


def day(distance):
    return (TODAY - datetime.timedelta(days=distance)).isoformat()


def contact(i, people):
    lines = ["name: %s %s %d" % (FIRST[i % 10], LAST[i // 10 % 10], i), "org: " + ORGS[i % 5], "email: [p%d@people.example]" % i,
             "added: " + day(i * 7 % 400), "tags: [t%d, grid]" % (i % 7)]
    if i % 3 == 0:
        lines.append("referred_by: p%d" % (i * 5 % people))
    if i % 4 == 0:
        lines.append("keep_in_touch: " + ["1 month", "never", "2 weeks", "P1Y"][i // 4 % 4])
    if i % 11 == 0:
        lines.append("status: " + ["paused", "declined", "closed", "active"][i // 11 % 4])
    if i % 13 == 0:
        lines += ["private: yes", "shoe_size: 43"]
    if i % 97 == 5:
        lines.append("role: Head: of something")  # cannot be read
    body = ["", "# %s" % FIRST[i % 10], ""]
    if i % 2:
        body += ["- [ ] Send the table %d due:%s" % (i, day(i % 60 - 20)), "- [ ] @waiting An introduction", "- [x] Call done:" + day(i % 30)]
    if i % 5 < 3:
        body += ["", "## Log", "", "- %s email %s: line %d" % (day(i % 120), ["out", "in"][i // 5 % 2], i), "- %s 09:40 call" % day(i % 200 + 1)]
    return lines, body


def interview(i, people):
    held = day(i * 3 % 90 - 8)
    lines = ["contact: [p%d%s]" % (i % people, ", p%d" % (i * 7 % people) if i % 6 == 0 else ""), "date: %s%s" % (held, "T15:00" if i % 2 else ""),
             "via: video", "minutes: %d" % (20 + i % 30), "target: t%d" % (i % 3)]
    lines.append(["status: done", "status: done", "", "status: cancelled", "status: no-show", "status: planned"][i % 6])
    lines.append(["thanked:", "thanked: skip", "thanked: {p%d: %s}" % (i % people, held), "raised_job: yes"][i % 4])
    body = ["", "## Questions", "", "- I noticed a thing?", "", "  It is so.", "", "- And another?", ""] if i % 3 else [""]
    body += ["## Referrals", "", "- Somebody New %d, GridCo" % i, ""] if i % 4 == 0 else []
    body += ["## Skills", "", "- [[s1]]", "- Listening", "", "- [ ] Send p%d the notes" % (i % people)] if i % 5 == 0 else []
    return lines, body


def many(folder, files):
    put(folder, "infoview.yaml", "format: 1\ngoal: 2 per week\n")
    put(folder, "plan.md", "---\nreviewed: 2025-11-20\nskills_reviewed: 2026-01-01\nresume_updated: 2025-01-01\nprofile_updated:\n---\n")
    rest = files - 2
    for kind, prefix in (("opportunities", "o"), ("skills", "s"), ("targets", "t")):
        for i in range(files // 20):
            fit = "fit: %d\nfound: %s\nfrom: m1\ncontact: p1\n" % (i % 6, day(i)) if prefix == "o" else ""
            put(folder, "%s/%s%d.md" % (kind, prefix, i), "---\nname: %s %d\n%s---\n" % (kind, i, fit))
            rest -= 1
    people = rest // 2
    for i in range(rest):
        lines, body = contact(i, people) if i < people else interview(i - people, people)
        path = "contacts/p%d.md" % i if i < people else "interviews/m%d.md" % (i - people)
        put(folder, path, "---\n%s\n---\n%s\n" % ("\n".join(line for line in lines if line), "\n".join(body)))


# ---- hostile

ESCAPES = ["\\e[31mred\\e[0m", "\\e]0;title\\a", "\\u202egnp.exe", "\\u2066x\\u2069", "\\u200f", "\\u0085", "\\u2028", "\\x7f\\x9b", "a\\nb\\tc", "\\0"]
RAW = ["\u202eabc", "\u2067x", "\u200b", "\ufeff", "e\u0301" * 50, "\u0301" * 200, "👨‍👩‍👧‍👦" * 30, "\U0010ffff", "=1+1", "@x", "<script>", "&amp;", "\\", "'", "%s%n"]
FIELDS = {
    "contacts": """name aliases org role location industry email phone url linkedin tags source referred_by why target perspective added imported
        keep_in_touch snooze status private conflicts""".split(),
    "interviews": """contact date status via place org role minutes_asked minutes purpose target thanked thanked_via thanked_for asked_referrer
        told_referrer raised_job rating tags conflicts""".split(),
    "opportunities": "name org contact from target where found deadline status fit value learn tags conflicts".split(),
    "skills": "name kind level evidence applies_to enjoy last_used refresh refresh_by aliases tags conflicts".split(),
    "targets": "name org industry by status conflicts".split(),
}
WRONG = ["", "~", "[]", "{}", "[[]]", "[[a, b], [c]]", "{a: {b: c}}", "[{a: b}]", "-1", "99999999999999999999", "1e999", "2026-02-30", "0000-00-00", "yes", "skip",
         "[skip, 2026-11-18]", "{ana: skip, '': 2026-11-18, bo: never}", "never", "999999999 years", "P99999Y", "0 days", "'[[ana|Ana]]'", "[[ana]]",
         "'[[]]'", "'../../etc/passwd'", "2199-12-31", "1900-01-01T23:59:60Z", "\"\\e[31m\"", "[\"\\u202e\", ~, \"\"]", "x" * 5000]
IDS = ["-dash", "a b", "é", "e\u0301x", "李小龙", ".dot", "_under", "UPPER", "upper", "x" * 240, "a\nb", "a\x1b[31mb", "\u202eid", "a:b", "a|b", "what?", "a\\b", "#", "con",
       b"\xff\xfe", "Ana.sync-conflict-20261121-101010-ABCDEF", "=cmd", "a'b\"c", "ana"]


def wrong_values(folder):
    for kind, fields in FIELDS.items():
        for number, value in enumerate(WRONG):
            put(folder, "%s/w%d.md" % (kind, number), "---\n%s\n---\n- [ ] a promise\n" % "\n".join("%s: %s" % (field, value) for field in fields))
        for number, field in enumerate(fields):
            for kind_of_wrong, value in enumerate(WRONG):
                if (number + kind_of_wrong) % 7 == 0:
                    put(folder, "%s/only/%s-%d.md" % (kind, field, kind_of_wrong),
                        "---\nname: Only\ncontact: ana\ndate: 2026-11-18\nstatus: done\n---\n".replace(
                            "---\nname", "---\n%s: %s\nname" % (field, value)).replace("\n%s: %s\n" % (field, {
                                "name": "Only", "contact": "ana", "date": "2026-11-18", "status": "done"}.get(field, "\0")), "\n", 1))


def texts(folder):
    for number, text in enumerate(ESCAPES):
        quoted = '"%s"' % text
        put(folder, "contacts/e%d.md" % number, "---\nname: %s\norg: %s\nemail: [%s]\n%s: %s\nwhy: %s\nadded: 2026-01-01\ntarget: %s\n---\n" % (
            quoted, quoted, quoted, '"k%s"' % text, quoted, quoted, quoted))
        put(folder, "interviews/e%d.md" % number, "---\ncontact: [e%d, %s]\ndate: 2026-11-%02d\nstatus: done\nthanked_for: %s\n---\n" % (
            number, quoted, number + 10, quoted))
    for number, text in enumerate(RAW):
        put(folder, "contacts/r%d.md" % number, "---\nname: x%s\norg: x%s\nreferred_by: r%d\n'%s': 1\n---\n- [ ] x%s due:2026-11-20\n- [ ] @waiting %s\n\n## Log\n\n"
            "- 2026-11-18 email in: %s\n- 2026-11-17 note: %s\n- 2026-11-16 post out\n" % (text, text, number, text.replace("'", "''"), text, text, text, text))
        put(folder, "interviews/r%d.md" % number, "---\ncontact: r%d\ndate: 2026-11-20\n%s---\n## Questions\n\n- %s?\n\n  %s\n\n## Referrals\n\n- %s, x: y\n- [%s](z.md)\n\n"
            "## Skills\n\n- %s\n\n- [ ] %s\n" % (number, "status: done\n" if number % 2 else "", text, text, text, text, text, text))


def bodies(folder):
    put(folder, "contacts/large.md", "---\nname: Large\nadded: 2026-01-01\n---\n" + "- [ ] task\n" * 15000)
    put(folder, "contacts/equal.md", "---\nname: Equal\n---\n" + "- [ ] the same\n" * 500)
    put(folder, "contacts/keys.md", "---\nname: Keys\n" + "".join("k%d: 1\n" % i for i in range(3000)) + "---\n")
    put(folder, "contacts/long.md", "---\nname: %s\n---\n- [ ] %s\n" % ("n" * 10240, "p" * 10240))
    put(folder, "contacts/deep.md", "---\nname: " + "[" * 5000 + "\n---\n")
    put(folder, "contacts/alias.md", "---\na: &a [x]\nb: *a\n---\n")
    put(folder, "contacts/twice.md", "---\nname: A\nname: B\n---\n")
    put(folder, "contacts/spelt.md", "---\nName: A\ncompany: X\nOrg: Y\nExtra: 1\nextra: 2\nid: 3\nschema: 4\n---\n")
    put(folder, "contacts/empty-key.md", "---\nname: A\n'': 1\n? ''\n: 2\n---\n")
    put(folder, "contacts/latin.md", b"---\nname: Zo\xeb\n---\n")
    put(folder, "contacts/nul.md", b"---\nname: a\x00b\n---\n")
    put(folder, "contacts/none.md", "")
    put(folder, "contacts/open.md", "---\nname: A\n")
    put(folder, "contacts/conflict.md", "---\n<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> b\n---\n")
    put(folder, "interviews/crowd.md", "---\ncontact: [%s]\ndate: 2026-11-18\nstatus: done\n---\n" % ",".join("p%d" % i for i in range(500)))
    put(folder, "interviews/far.md", "---\ncontact: ana\ndate: 2199-12-31T23:59\n---\n- [ ] late due:2199-12-31\n")
    put(folder, "interviews/old.md", "---\ncontact: ana\ndate: 1900-01-01\nstatus: done\n---\n## Referrals\n\n- A\n- A\n")
    put(folder, "plan.md", "---\nreviewed: 2199-12-31\nskills_reviewed: 1900-01-01\nresume_updated: [a]\nprofile_updated: {a: b}\nname: x\n---\n")


def odd_files(folder):
    for number, name in enumerate(IDS):
        stem = name if isinstance(name, bytes) else name.encode()
        for kind in (b"contacts/", b"interviews/", b"skills/"):
            put(folder, kind + stem + b".md", "---\nname: Id %d\ncontact: ana\ndate: 2026-11-%02d\nstatus: done\nadded: 2026-01-01\n---\n- [ ] a promise\n" % (
                number, number % 28 + 1))
    contacts = os.path.join(folder, "contacts")
    os.symlink("/etc/passwd", contacts + "/passwd.md")
    os.symlink("loop.md", contacts + "/loop.md")
    os.symlink(".", contacts + "/here")
    os.mkdir(contacts + "/folder.md")
    os.mkfifo(contacts + "/pipe.md")


def hostile(folder):
    put(folder, "infoview.yaml", "format: 1\ngoal: 1000 per day\nhorizon: never\nkeep_in_touch: 999999 years\naway: [x, 2026-11-18]\nsite: ../x\nviews: 3\nme: [a]\n"
        '"\\e[31m": 1\nthank_you: {due: 0 days, late: never}\nreview_every: 300 years\n')
    wrong_values(folder)
    texts(folder)
    bodies(folder)
    odd_files(folder)


def main():
    what, folder, *rest = sys.argv[1:]
    if what == "many":
        many(folder, int(rest[0]))
    else:
        hostile(folder)


main()
