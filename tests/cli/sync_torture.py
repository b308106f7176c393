#!/usr/bin/env python3
"""Three machines and one remote: random edits, commands, syncs and kills; then nothing may be lost.

    sync_torture.py INFOVIEW FOLDER SEEDS STEPS [FIRST]

Every line, item and value that is written has a word of its own, by which it is found again. At the end all machines are
synced until they agree: one HEAD, the same bytes, every word there (of a field's value: there, or under `conflicts`, or given up
for a later one by whoever had it before their eyes), `git fsck` clean, `check` without an error. Prints what was done, and
exits with 1 at the first thing that does not hold.
"""
import os
import random
import re
import shutil
import subprocess
import sys

infoview, folder, seeds, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
first = int(sys.argv[5]) if len(sys.argv) > 5 else 1

NOTE = """---
name: Person {0}
phone: "0"
tags:
  - start
added: 2026-01-01
---
# Person {0}

## Log

- 2026-01-01 note: begun

## Promises

- [ ] Send it {0}
"""


class World:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.base = os.path.join(folder, f"seed-{seed}")
        self.words = []       # (word, is the value of a field)
        self.given_up = set() # words that somebody overwrote knowingly
        self.next = 0
        self.count = {"edits": 0, "commands": 0, "syncs": 0, "kills": 0}
        shutil.rmtree(self.base, ignore_errors=True)
        os.makedirs(self.base)
        self.env = {
            "PATH": os.environ["PATH"], "HOME": self.base, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
        }
        with open(os.path.join(self.base, ".gitconfig"), "w") as out:
            out.write("[user]\n name = T\n email = t@example.org\n[init]\n defaultBranch = main\n[gc]\n auto = 0\n")
        self.machines = [os.path.join(self.base, f"m{i}") for i in range(3)]
        self.begin()

    def run(self, *words, cwd=None, **options):
        return subprocess.run(words, cwd=cwd, env=self.env, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                              **options)

    def begin(self):
        first = self.machines[0]
        os.makedirs(first + "/contacts")
        os.makedirs(first + "/interviews")
        with open(first + "/infoview.yaml", "w") as out:
            out.write("format: 1\n")
        for i in range(5):
            with open(f"{first}/contacts/p{i}.md", "w") as out:
                out.write(NOTE.format(i))
        remote = self.base + "/remote.git"
        self.run("git", "init", "-q", "--bare", remote)
        self.run("git", "init", "-q", first)
        self.run("git", "remote", "add", "origin", remote, cwd=first)
        done = self.run(infoview, "-C", first, "sync", "--no-input")
        assert done.returncode == 0, done.stderr
        for machine in self.machines[1:]:
            self.run("git", "clone", "-q", remote, machine)

    # ---- what people do

    def word(self, is_value=False):
        self.next += 1
        word = f"W{self.next}E"
        self.words.append((word, is_value))
        return word

    def notes(self, machine):
        names = sorted(os.listdir(machine + "/contacts"))
        return [f"{machine}/contacts/{n}" for n in names if n.endswith(".md") and not n.startswith(".")]

    def edit(self, machine):
        path = self.random.choice(self.notes(machine))
        with open(path) as source:
            text = source.read()
        kind = self.random.random()
        day = f"2026-{self.random.randint(1, 11):02d}-{self.random.randint(1, 28):02d}"
        if kind < 0.35:
            text = text.replace("## Log\n\n", f"## Log\n\n- {day} call: {self.word()}\n", 1)
        elif kind < 0.5:
            text = text.rstrip("\n") + f"\n\n{self.word()} is a paragraph.\n"
        elif kind < 0.65:
            text = text.replace("tags:\n", f"tags:\n  - {self.word()}\n", 1)
        elif kind < 0.8:
            old = re.search(r'^phone: "?(W\d+E)', text, re.M)
            if old:
                self.given_up.add(old.group(1))
            text = re.sub(r"^phone:.*$", f'phone: "{self.word(True)}"', text, count=1, flags=re.M)
        elif kind < 0.9:
            name = self.word()
            path = f"{machine}/contacts/{name.lower()}.md"
            text = NOTE.format(name)
        else:
            text = text.replace("- [ ] Send", "- [x] Send", 1)
        self.save(path, text)
        self.count["edits"] += 1

    def save(self, path, text):
        if self.random.random() < 0.5:
            temporary = os.path.dirname(path) + "/.editor~"
            with open(temporary, "w") as out:
                out.write(text)
            os.rename(temporary, path)
        else:
            with open(path, "w") as out:
                out.write(text)

    def command(self, machine):
        person = self.random.choice(self.notes(machine))
        self.run(infoview, "-C", machine, "log", os.path.basename(person)[:-3], "call", self.word(), "--no-input")
        self.count["commands"] += 1

    def sync(self, machine, kills):
        words = [infoview, "-C", machine, "sync", "--no-input"]
        child = subprocess.Popen(words, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        self.count["syncs"] += 1
        if kills:
            try:
                child.wait(self.random.random() * 0.12)
            except subprocess.TimeoutExpired:
                child.kill()
                self.count["kills"] += 1
        out, problems = child.communicate()
        if not kills and child.returncode not in (0, 4):
            return out + problems
        return ""

    # ---- what must hold

    def state(self, machine):
        head = self.run("git", "rev-parse", "HEAD", cwd=machine).stdout
        files = {}
        for path, _, names in os.walk(machine):
            if "/.git" in path:
                continue
            for name in names:
                with open(os.path.join(path, name), errors="surrogateescape") as source:
                    files[os.path.relpath(os.path.join(path, name), machine)] = source.read()
        return head, files

    def settle(self):
        problems = ""
        for _ in range(10):
            problems = "".join(self.sync(m, False) for m in self.machines)
            states = [self.state(m) for m in self.machines]
            if all(s == states[0] for s in states):
                return states[0][1]
        dirty = [self.run("git", "status", "--short", cwd=m).stdout for m in self.machines]
        raise AssertionError(f"the machines do not agree: {problems} {dirty}")

    def judge(self):
        files = self.settle()
        text = "\n".join(files.values()) + "\n".join(files)
        for word, is_value in self.words:
            found = re.search(re.escape(word), text, re.I)
            if not found and not (is_value and word in self.given_up):
                raise AssertionError(f"{word} is lost" + (" (a value)" if is_value else ""))
        for machine in self.machines:
            fsck = self.run("git", "fsck", "--no-dangling", cwd=machine)
            assert fsck.returncode == 0, fsck.stderr
            assert not self.run("git", "status", "--short", cwd=machine).stdout, "not all is committed"
            left = [n for n in os.listdir(machine + "/.git") if n.endswith(".lock") and n != "infoview.lock"]
            assert not left, f"locks are left: {left}"
        check = self.run(infoview, "-C", self.machines[0], "check", "--format", "json", "--no-input")
        errors = [line for line in check.stdout.splitlines() if '"error"' in line]
        assert not errors, errors[:3]

    def go(self):
        for _ in range(steps):
            machine = self.random.choice(self.machines)
            kind = self.random.random()
            if kind < 0.5:
                self.edit(machine)
            elif kind < 0.6:
                self.command(machine)
            else:
                self.sync(machine, self.random.random() < 0.5)
        self.judge()


total = {}
for seed in range(first, first + seeds):
    world = World(seed)
    try:
        world.go()
    except AssertionError as problem:
        print(f"seed {seed}: {problem}\nleft in {world.base}")
        sys.exit(1)
    for name, number in world.count.items():
        total[name] = total.get(name, 0) + number
    total["words"] = total.get("words", 0) + world.next
    shutil.rmtree(world.base)
print(f"{seeds} seeds of {steps} steps: " + ", ".join(f"{number} {name}" for name, number in total.items()) + ": nothing lost")
