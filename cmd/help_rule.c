#include "base/diag.h"
#include "base/utf8.h"
#include "help.h"

/* A page about a rule. The tests make a vault with the example in it, and the rule must find it. */
struct page {
    const char *title;
    const char *file;    /* in which the example stands; NULL: the words say it */
    const char *example; /* lines of it; NULL: the file's name is the example */
    const char *what, *mend;
};

static const struct page pages[RULE_COUNT] = {
    [RULE_FRONT_MATTER] =
        {"no front matter", "contacts/ana-lima.md", "# Ana Lima\n",
         "Front matter is the facts at the top of a file, between two lines ---. This file has none, or the "
         "second --- is missing. Without it nothing says who this is, so the whole file is left out.",
         "Put a line ---, the facts, and another line --- at the top: 'name: Ana Lima' is enough. Any other "
         "text belongs in notes/."},
    [RULE_YAML] = {"front matter that cannot be read", "contacts/ana-lima.md", "role: Head of Grid: North\n",
                   "The front matter cannot be read, here because a text with a colon and a space in it "
                   "stands without quotes. The whole file is left out until it is mended.",
                   "Do what the last line of the finding says. Most often that is quotes: role: \"Head of "
                   "Grid: North\"."},
    [RULE_UTF8] = {"text that is not UTF-8", "contacts/ana-lima.md", "org: Caf\\351 Lumen\n",
                   "The file is not text in UTF-8, the way in which nearly all programs write letters today. "
                   "It was saved in an old encoding (here \\351 is one byte, an old way to write é), or it "
                   "is no text at all. The whole file is left out.",
                   "Open it in an editor and save it as UTF-8."},
    [RULE_SIZE] = {"too large", NULL, NULL,
                   "The file is over 4 MiB, its front matter over 64 KiB, one value over 16 KiB, or the text "
                   "below the front matter is over 128 KiB or has more than 4,000 [ in it: a whole book, "
                   "say, pasted into a contact. The file is left out. Where only the text is too large, the "
                   "text is left out and the front matter counts.",
                   "Split the file, or move the long part into notes/. A file over 4 MiB is not read at all, "
                   "so no comment in it silences the rule."},
    [RULE_DEPTH] = {"nested too deeply", "contacts/ana-lima.md",
                    "hobbies: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
                    "Lists within lists are more than 32 deep, or the front matter has more than 10,000 "
                    "values, or the lists of the text are nested too deeply. Nobody writes that by hand. The "
                    "file is left out; where it is the text, only the text.",
                    "Take out levels, or put a text with brackets in it in quotes."},
    [RULE_ALIAS] =
        {"an anchor, alias or tag of YAML", "contacts/ana-lima.md", "name: &who Ana Lima\naliases: [*who]\n",
         "YAML, the notation of front matter, has anchors (&who), aliases (*who) and tags (!!int). They are "
         "not read here, since with them a small file can stand for a huge one. The whole file is left out.",
         "Write the text itself, in quotes where it begins with & or * or !."},
    [RULE_UNREADABLE] =
        {"a file or folder that cannot be read", "skills", "This is a file where a folder should be.\n",
         "A file or folder cannot be read: you have no permission to, it is a symbolic link, or a file "
         "stands where a folder should be. What is in it is left out.",
         "Mend what the message says. Symbolic links are never followed: put the file itself there."},
    [RULE_BAD_ID] = {"a file name that cannot be an id", "contacts/who is ana?.md", NULL,
                     "The name of a file is the id that others link to. This one cannot be an id: it has one "
                     "of \\ / : * ? \" < > | # ^ [ ] or a control character in it, or begins with a dash.",
                     "Rename the file, as in contacts/ana-lima.md."},
    [RULE_DUPLICATE_KEY] = {"a field given twice", "contacts/ana-lima.md",
                            "org: Northwind Energy\ncompany: Northwind\n",
                            "One field is given twice, perhaps under two names: 'company' is read as 'org'. "
                            "The one under the field's own name counts, else the first.",
                            "Keep one of the two lines."},
    [RULE_DUPLICATE_ID] =
        {"two files with one id", "contacts/old/Ana-Lima.md", NULL,
         "Two files of one kind have the same name, in two folders or but for upper and lower case, as this "
         "one beside contacts/ana-lima.md. Links mean the one whose path comes first; the other is left out.",
         "Rename one of the two, or put them into one."},
    [RULE_CONFLICT_MARKER] =
        {"an unfinished git merge", "contacts/ana-lima.md",
         "<<<<<<< HEAD\norg: Northwind Energy\n=======\norg: Northwind\n>>>>>>> laptop\n",
         "Git left both sides of a merge in the file. The file is left out, and nothing ever writes to it, "
         "until you have chosen one of them.",
         "Keep the lines that are right, and delete those with <<<<<<<, ======= and >>>>>>>."},
    [RULE_CASE_CLASH] = {"names that differ only in upper and lower case", "notes/reading.md", NULL,
                         "Two names in one folder are the same but for upper and lower case, as this one "
                         "beside notes/Reading.md. On a Mac and on Windows they are one file, and a copy of "
                         "the vault there loses one of them.",
                         "Rename one of the two."},
    [RULE_REQUIRED] = {"a field that must be there is missing", "interviews/2026-11-18-ana-lima.md",
                       "date: 2026-11-18\nstatus: done\n",
                       "Without this field the file says too little. An interview needs 'contact' and "
                       "'date', everything else a 'name'.",
                       "Add the line."},
    [RULE_TYPE] = {"a value of the wrong type", "interviews/2026-11-18-ana-lima.md",
                   "minutes: half an hour\n",
                   "The value does not suit the field: a list where one text belongs, or words where a "
                   "number does. Only this value is left out.",
                   "Write it as the finding says. 'infoview help format' lists the fields."},
    [RULE_DATE] = {"not a date", "contacts/ana-lima.md", "added: 2026-02-30\n",
                   "The calendar has no such day, or it is not written as one. Only this value is left out.",
                   "Write it as 2026-11-18. 'infoview parse-date TEXT' tells what day words mean."},
    [RULE_PERIOD] = {"not a length of time", "contacts/ana-lima.md", "keep_in_touch: now and then\n",
                     "This is not a length of time. It counts as missing: for a person the setting holds, "
                     "for a setting its default.",
                     "Write 3 months, 2 weeks, 90 days, monthly, yearly or never."},
    [RULE_RELATIVE_DATE] = {"a date that moves with the day", "contacts/ana-lima.md", "snooze: next friday\n",
                            "A file is read on other days too, and then 'next friday' would be another one. "
                            "So it counts as no date.",
                            "Write the day. The finding says which one it would be today."},
    [RULE_DEAD_LINK] = {"a link that leads nowhere", "contacts/bo-chen.md",
                        "See [her map](../notes/map.md) and [[grid-workshop]].\n",
                        "A link leads to a file or a person that is not in the vault. In front matter it "
                        "counts as the name of somebody unknown.",
                        "Mend the spelling, make the file, or take the link out."},
    [RULE_AMBIGUOUS_LINK] = {"a link that fits several", "contacts/bo-chen.md", "referred_by: Annie\n",
                             "Several people, or several other files of one kind, have this name or alias. "
                             "So the link means none of them.",
                             "Write the id instead: the name of the file, without .md."},
    [RULE_KEPT_TWICE] = {"two values, both kept by a merge", "contacts/ana-lima.md",
                         "conflicts: [\"org: Northwind\"]\n",
                         "The same field was changed on two computers. When the two were merged, the other "
                         "value was kept here, so that nothing is lost.",
                         "Write the right one under its key, then delete the entry in 'conflicts'."},
    [RULE_PRIVATE_MENTION] = {"a private person named elsewhere", "contacts/bo-chen.md",
                              "He works with [[ana-lima]], and says Ana Lima will leave in spring.\n",
                              "A person marked 'private: true' is on no page, but this text, which is, names "
                              "them: what a reader would see counts, however it is written, and the name of "
                              "the file. 'publish' stops until it is settled.",
                              "Link to them (a page then says 'somebody'), leave the name out, or move the "
                              "text under a heading that ends in (private)."},
    [RULE_EMAIL] =
        {"not a mail address", "contacts/ana-lima.md", "email: Ana Lima <ana@northwind.example>\n",
         "This is not an address, or not an address alone. It is shown, but a mail program may not take it.",
         "Write ana@northwind.example; several addresses as a list: [ana@northwind.example, "
         "lima@example.org]."},
    [RULE_UNKNOWN_KEY] = {"a name that is nearly a field's", "contacts/ana-lima.md",
                          "keep_in_tuoch: 2 months\n",
                          "No field has this name, but one has nearly the same. A name that is not near any "
                          "is your own, and never a finding.",
                          "Mend the spelling, or silence the rule where you mean the name."},
    [RULE_UNKNOWN_VALUE] = {"a word that the field does not know", "interviews/2026-11-18-ana-lima.md",
                            "status: canceled\n",
                            "The field takes a few words, and this is none of them. It counts as missing. "
                            "The same is said of a comment 'infoview: ignore' that names no rule.",
                            "Write one of the words that the finding names."},
    [RULE_UNQUOTED_LINK] = {"[[a link]] without quotes", "contacts/bo-chen.md", "referred_by: [[ana-lima]]\n",
                            "Without quotes, YAML reads [[ana-lima]] as a list in a list. Here it is "
                            "understood as the link; other programs may not do so.",
                            "Put it in quotes, \"[[ana-lima]]\", or write the id alone."},
    [RULE_DUPLICATE_PERSON] =
        {"perhaps the same person twice", "contacts/lima-ana.md", "email: ANA@northwind.example\n",
         "Two files have the same mail address, or the same name and nothing that tells them apart: no other "
         "address, no other organization. They may be one person.",
         "One person: put the two files into one. Two people: give each an email or an org of their own."},
    [RULE_REFERRAL_CYCLE] =
        {"referrals that run in a circle", "contacts/ana-lima.md", "referred_by: bo-chen\n",
         "Bo sent you to Ana, and Ana sent you to Bo: you must have found one of them in another way. The "
         "chain that led you to them has no beginning.",
         "Take 'referred_by' out of the one you knew first; 'source' says how you found them."},
    [RULE_NO_LOG_DATE] = {"a line of the log without a date", "contacts/ana-lima.md",
                          "- wrote to her again\n",
                          "A line of the log does not begin with a date. It counts for nothing: not as a "
                          "touch, not as an answer.",
                          "Begin it with the day: - 2026-11-18 email out: wrote to her again"},
    [RULE_FUTURE_LOG] = {"a line of the log in the future", "contacts/ana-lima.md",
                         "- 2027-11-16 email in: Yes, with pleasure\n",
                         "The log says what was, and this day has not come yet. Most often the year is "
                         "wrong. The line counts for nothing until then.",
                         "Write the day on which it was. What is still to do is a promise: - [ ] Write to "
                         "her due:2027-11-16"},
    [RULE_FUTURE_DONE] =
        {"something done in the future", "interviews/2026-12-18-ana-lima.md",
         "- [x] Send the table done:2026-12-19\n",
         "A meeting, a thank-you, a courtesy or a promise is said to be done on a day that has not come yet.",
         "Write the day on which it was done, or leave it open until then."},
    [RULE_THANKED_BEFORE_MEETING] = {"thanks before the meeting", "interviews/2026-11-18-ana-lima.md",
                                     "date: 2026-11-18\nstatus: done\nthanked: 2026-11-17\n",
                                     "The thank-you is dated before the meeting that it is for.",
                                     "Mend 'date' or 'thanked'."},
    [RULE_GENERIC_THANKS] = {"thanks without saying what for", "interviews/2026-11-18-ana-lima.md",
                             "thanked: 2026-11-19\n",
                             "You said thank you, and nothing says what for. A thank-you that names one "
                             "thing, and how it helped, is remembered.",
                             "Add 'thanked_for:' with the topic, and how it helped."},
    [RULE_JOB_ASK] = {"asking for a job", "interviews/2026-11-24-ana-lima.md",
                      "- Do you have any openings?\n",
                      "A question for a meeting ahead, 'why' you want to talk, what you thanked for, or a "
                      "message of yours asks for a job. An informational interview never does: it asks about "
                      "their work. That is why people say yes.",
                      "Ask what they look for in people, or how they came to do this work. If they bring a "
                      "job up, note 'raised_job: true'."},
    [RULE_PLACEHOLDER] =
        {"a place left for your own words", "pitch.md",
         "I teach physics, and I want to <<what you want to do>>.\n",
         "Between << and >> a template left a place for your own words.",
         "Write them, or take the place out. In code, as between `backticks`, it is never a finding."},
    [RULE_TOO_FEW_QUESTIONS] = {"too few questions prepared", "interviews/2026-11-24-ana-lima.md",
                                "- I noticed that your map has no red on it: was that a decision?\n",
                                "A meeting lies ahead, and fewer questions stand under Questions than "
                                "'meeting.min_questions' in infoview.yaml says.",
                                "Write some more. questions.md has some to choose from."},
    [RULE_NO_GROUNDED_QUESTION] =
        {"no question from research", "interviews/2026-11-24-ana-lima.md", "- What do you do all day?\n",
         "A meeting lies ahead, and no question shows that you have read about them: none says 'I noticed' "
         "or 'you were', names their organization, or is marked (research).",
         "Read for ten minutes, and ask about one thing that you found."},
    [RULE_NO_TARGET] = {"a meeting for none of your targets", "interviews/2026-11-24-ana-lima.md",
                        "contact: ana-lima\ndate: 2026-11-24\n",
                        "A meeting lies ahead, you have job targets, and neither the meeting nor anybody in "
                        "it names the target that it serves.",
                        "Add 'target: ID' to the contact or to the meeting."},
    [RULE_OVER_TIME] = {"longer than agreed", "interviews/2026-11-18-ana-lima.md",
                        "minutes_asked: 20\nminutes: 55\n",
                        "A meeting took longer than was agreed, and longer than 'meeting.max_minutes' in "
                        "infoview.yaml; or more minutes than that were asked for.",
                        "Next time ask for less, or say when the time is up; they may choose to go on."},
    [RULE_VAGUE_SKILL] =
        {"a soft skill that nothing shows", "skills/teamwork.md", "name: Teamwork\nkind: soft\n",
         "A soft skill has no 'evidence'. Something you did says more than the word.",
         "Add a concrete act: evidence: Took over the night shift plan when two people fell ill"},
    [RULE_SYNC_COPY] = {"a sync program's second copy",
                        "contacts/ana-lima.sync-conflict-20261118-091500-K3TQ7BX.md", NULL,
                        "A sync program could not decide between two versions of a file and left a second "
                        "copy. The copy is passed over, so what stands only there is not read.",
                        "Take over what is missing in the other file, then delete this one."},
};

static void put_example(struct buf *out, const struct page *page)
{
    if (!page->file)
        return;
    if (!page->example)
        buf_printf(out, "\nfor example the file\n    %s\n", page->file);
    else
        buf_printf(out, "\nin %s\n", page->file);
    for (struct str rest = str_from(page->example); rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        buf_printf(out, "    %.*s\n", STR_ARGS(str_slice(rest, 0, end)));
        rest = str_skip(rest, end + 1);
    }
}

/* A comment can stand only in what can be read. */
static void put_silence(struct buf *out, enum rule rule)
{
    if (rule == RULE_UNREADABLE)
        buf_puts(out, "\nTo silence it");
    else
        buf_printf(out,
                   "\nTo silence it in one file, write into that file\n    <!-- infoview: ignore %s -->\nand",
                   rule_id(rule));
    buf_printf(out, " for one run: infoview check --ignore %s\n", rule_id(rule));
}

static void put_page(struct buf *out, enum rule rule)
{
    const struct page *page = &pages[rule];

    buf_printf(out, "%s, %s: %s\n\n", rule_id(rule),
               rule_severity(rule) == SEVERITY_ERROR ? "an error" : "a warning", page->title);
    help_wrap(out, 0, str_from(page->what));
    put_example(out, page);
    buf_putc(out, '\n');
    help_wrap(out, 0, str_from(page->mend));
    put_silence(out, rule);
}

bool help_rule(struct app *app, struct str id)
{
    enum rule rule;

    if (!rule_find(id, &rule))
        return false;
    put_page(&app->out, rule);
    return true;
}

void help_rules(struct app *app)
{
    struct term plain = {0};

    for (int rule = 0; rule < (int)RULE_COUNT; rule++) {
        term_cell(&app->out, &plain, str_from(rule_id((enum rule)rule)), 24);
        term_cell(&app->out, &plain, str_from(severity_name(rule_severity((enum rule)rule))), 9);
        buf_printf(&app->out, "%s\n", pages[rule].title);
    }
    buf_puts(&app->out, "\n'infoview help rule:ID' says more about a rule, with an example.\n"
                        "An error makes the status of check 1; a warning does so with --strict.\n");
}
