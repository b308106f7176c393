"""command_editor.py VAULT [ROUNDS] - an editor saves contacts/ana-lima.md again and again while `log` writes to it.

An editor reads a file once and saves its own text, here some times while the command runs: what it saved last must stand in
the file, with the line that infoview has added to it or without; without only where infoview says so, or where the editor
saved over it. Both ways of saving are tried: a new file in the place of the old one, and the old one written over.
"""
import collections
import os
import random
import subprocess
import sys
import threading
import time

VAULT, ROUNDS = sys.argv[1], int(sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] else 150)
NOTE = os.path.join(VAULT, "contacts", "ana-lima.md")


class Editor(threading.Thread):
    def __init__(self, number):
        super().__init__()
        self.number, self.saves, self.text = number, 0, ""
        self.most = 1 + random.randrange(8)

    def save(self):
        self.saves += 1
        self.text = "---\nname: Ana Lima\n---\n\nRound %d, save %d.\n" % (self.number, self.saves)
        if self.number % 2:
            with open(NOTE + "~", "w") as f:
                f.write(self.text)
            os.rename(NOTE + "~", NOTE)
        else:
            # In one call: half a file is the editor's own doing.
            fd = os.open(NOTE, os.O_WRONLY | os.O_CREAT)
            os.pwrite(fd, self.text.encode(), 0)
            os.ftruncate(fd, len(self.text))
            os.close(fd)

    def run(self):
        while self.saves < self.most:
            time.sleep(random.random() / 500)
            self.save()


outcomes = collections.Counter()
random.seed(4)
for number in range(ROUNDS):
    editor = Editor(number)
    editor.save()
    editor.start()
    run = subprocess.run([os.environ["INFOVIEW"], "-C", VAULT, "log", "ana", "call", "Round %d" % number], capture_output=True, text=True)
    editor.join()
    with open(NOTE) as f:
        text = f.read()
    outcomes["exit %d" % run.returncode] += 1
    if run.returncode not in (0, 3, 4) or run.returncode and "infoview: " not in run.stderr:
        sys.exit("round %d: %d %s" % (number, run.returncode, run.stderr))
    if not text.startswith(editor.text):
        sys.exit("round %d: saved last was %r, and there is %r\n%s" % (number, editor.text, text, run.stderr))
    if run.returncode == 4 and "Log" in text:
        sys.exit("round %d: not written, but there: %r" % (number, text))
    left = [name for name in os.listdir(os.path.dirname(NOTE)) if name.startswith(".infoview-")]
    if left and run.returncode == 0:
        sys.exit("round %d: left behind: %s\n%s" % (number, left, run.stderr))
    for name in left:  # an older text of an editor that would not stop saving
        outcomes["kept aside"] += 1
        os.remove(os.path.join(os.path.dirname(NOTE), name))
    outcomes["with our line"] += "Log" in text
print("%d rounds: %s" % (ROUNDS, dict(outcomes)))
