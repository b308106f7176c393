#include "base/diag.h"
#include "base/utf8.h"
#include "help.h"

/* A page about a rule. The tests make a vault with the example in it, and the rule must find it. */
struct page {
    const char *title;
    const char *file;    /* in which the example stands */
    const char *example; /* lines of it; NULL: there is nothing in it to show */
    const char *what, *mend;
};

static const struct page pages[RULE_COUNT] = {
    [RULE_FRONT_MATTER] =
        {"no front matter", "contacts/ana-lima.md", "# Ana Lima\n",
         "The file has no front matter, or one that is never closed: lines between two lines of --- at its "
         "top. Without it nothing says who this is, so the whole file is left out.",
         "Put a line ---, the fields, and another --- at the top: 'name: Ana Lima' is enough. A text that is "
         "no record belongs into notes/."},
    [RULE_YAML] = {"front matter that cannot be read", "contacts/ana-lima.md", "role: Head of Grid: North\n",
                   "The front matter cannot be read, here because a text with a colon and a space in it "
                   "stands without quotes. The whole file is left out until it is mended.",
                   "Do what the line below the finding says; most often that is quotes: role: \"Head of "
                   "Grid: North\"."},
    [RULE_UTF8] = {"bytes that are no text", "contacts/ana-lima.md", NULL,
                   "The file has bytes that are no text in UTF-8: an old encoding, or a file that is no text "
                   "at all. It is left out.",
                   "Open it in an editor and save it as UTF-8."},
    [RULE_SIZE] = {"over a limit of size", "contacts/ana-lima.md", NULL,
                   "The file is over 4 MiB, its front matter over 64 KiB, a field over 16 KiB, or its text "
                   "over 128 KiB or with more than 4,000 square brackets. What is over its limit is not "
                   "read; of a long text the front matter counts all the same.",
                   "Split the file, or move the long part into notes/."},
    [RULE_DEPTH] = {"nested too deeply", "contacts/ana-lima.md", NULL,
                    "Lists or maps stand within one another more than 32 deep, or lists of the text are "
                    "nested over very many blank lines. Nobody writes that by hand.",
                    "Take out levels."},
    [RULE_ALIAS] = {"an anchor, alias or tag of YAML", "contacts/ana-lima.md",
                    "name: &who Ana Lima\naliases: [*who]\n",
                    "YAML's anchors (&who), aliases (*who) and tags (!!int) are not read: they make a small "
                    "file stand for a huge one.",
                    "Write the text itself, in quotes where it begins with & or * or !."},
    [RULE_UNREADABLE] = {"a file or folder that cannot be read", "skills",
                         "This is a file where a folder should be.\n",
                         "A file or folder cannot be read: there is no permission, it is a link, or a file "
                         "stands where a folder should be. What lies in it is left out.",
                         "Mend what the message says. Links are never followed: put the file itself there."},
    [RULE_BAD_ID] = {"a file name that cannot be an id", "contacts/who is ana?.md", NULL,
                     "The name of the file is the id that others link to, and this one cannot be an id: it "
                     "has one of \\ / : * ? \" < > | # ^ [ ], a control character, or begins with a dash.",
                     "Rename the file, as in contacts/ana-lima.md."},
    [RULE_DUPLICATE_KEY] = {"a field given twice", "contacts/ana-lima.md",
                            "org: Northwind Energy\ncompany: Northwind\n",
                            "One field is given twice, perhaps under two names: 'company' is read as 'org'. "
                            "The one under the field's own name counts, else the first.",
                            "Keep one of the two lines."},
    [RULE_DUPLICATE_ID] = {"two files with one id", "contacts/old/Ana-Lima.md", NULL,
                           "Two files of one kind have the same name, in two folders or but for upper and "
                           "lower case. Links mean the first; the other is left out.",
                           "Rename one of the two, or put them into one."},
    [RULE_CONFLICT_MARKER] =
        {"an unsettled merge of git", "contacts/ana-lima.md",
         "<<<<<<< HEAD\norg: Northwind Energy\n=======\norg: Northwind\n>>>>>>> laptop\n",
         "Git left both sides of a merge in the file. It is left out, and nothing ever writes to it, until "
         "one of them is chosen.",
         "Keep the lines that are right, and delete those with <<<<<<<, ======= and >>>>>>>."},
    [RULE_CASE_CLASH] = {"names that differ in case only", "notes/reading.md", NULL,
                         "Two names are the same but for upper and lower case. On a Mac and on Windows they "
                         "are one file: a clone there loses one of them.",
                         "Rename one of the two."},
    [RULE_REQUIRED] = {"a field that must be there", "interviews/2026-11-18-ana-lima.md",
                       "date: 2026-11-18\nstatus: done\n",
                       "A field is missing without which the file says too little: 'name', and of an "
                       "interview 'contact' and 'date'.",
                       "Add the line."},
    [RULE_TYPE] = {"a value of another sort", "interviews/2026-11-18-ana-lima.md", "minutes: half an hour\n",
                   "The value is of another sort than the field: a list where one text belongs, words where "
                   "a number does. Only this value is left out.",
                   "Write it as the message says; 'infoview help format' lists the fields."},
    [RULE_DATE] = {"what is no date", "contacts/ana-lima.md", "added: 2026-02-30\n",
                   "This is no day of the calendar, or not written as one. Only this value is left out.",
                   "Write it as 2026-11-18. 'infoview parse-date TEXT' tells the day of a date in words."},
    [RULE_PERIOD] = {"what is no length of time", "contacts/ana-lima.md", "keep_in_touch: now and then\n",
                     "This is no length of time. The setting counts instead.",
                     "Write 3 months, 2 weeks, 90 days, monthly, yearly or never."},
    [RULE_RELATIVE_DATE] = {"a date that moves with the day", "contacts/ana-lima.md", "snooze: next friday\n",
                            "A file is read on other days too, and then 'next friday' would be another one. "
                            "So it counts as no date.",
                            "Write the day. The finding says which one it would be today."},
    [RULE_DEAD_LINK] = {"a link to what is not there", "contacts/bo-chen.md",
                        "See [her map](../notes/map.md) and [[grid-workshop]].\n",
                        "A link leads to a file or a person that is not in the vault. In front matter the "
                        "value counts as a name of somebody unknown.",
                        "Mend the spelling, make the file, or take the link out."},
    [RULE_AMBIGUOUS_LINK] = {"a link that fits several", "contacts/bo-chen.md", "referred_by: Annie\n",
                             "Two people have this name or alias, so the link means neither.",
                             "Write the id: the name of the file, without .md."},
    [RULE_KEPT_TWICE] = {"a value that a merge kept", "contacts/ana-lima.md",
                         "conflicts: [\"org: Northwind\"]\n",
                         "Two computers changed the same field, and the merge kept the other value here so "
                         "that nothing is lost.",
                         "Write the right one under its key, then delete the entry in 'conflicts'."},
    [RULE_PRIVATE_MENTION] = {"a private person named elsewhere", "contacts/bo-chen.md",
                              "He works with [[ana-lima]], and says Ana Lima will leave in spring.\n",
                              "A person marked 'private: true' is on no page, but this text, which is, names "
                              "them. 'publish' stops until it is settled.",
                              "Link to them (a page then says 'somebody'), leave the name out, or move the "
                              "text under a heading that ends in (private)."},
    [RULE_EMAIL] =
        {"what is no mail address", "contacts/ana-lima.md", "email: Ana Lima <ana@northwind.example>\n",
         "This is no mail address alone. It is shown, but a mail program may not take it.",
         "Write ana@northwind.example; several ones as a list: [ana@northwind.example, lima@example.org]."},
    [RULE_UNKNOWN_KEY] = {"a key nearly like a field", "contacts/ana-lima.md", "keep_in_tuoch: 2 months\n",
                          "No field has this name, but one has nearly the same. Keys that come near none are "
                          "your own and never a finding.",
                          "Mend the spelling, or silence the rule where the key is meant."},
    [RULE_UNKNOWN_VALUE] = {"a word that the field does not know", "interviews/2026-11-18-ana-lima.md",
                            "status: canceled\n",
                            "The field knows some words, and this is none of them. It counts as missing.",
                            "Write one of the words that the finding names."},
    [RULE_UNQUOTED_LINK] = {"[[a link]] without quotes", "contacts/bo-chen.md", "referred_by: [[ana-lima]]\n",
                            "To YAML [[ana-lima]] without quotes is a list in a list. It is understood as "
                            "the link here; other programs may not.",
                            "Put it in quotes, \"[[ana-lima]]\", or write the id alone."},
    [RULE_DUPLICATE_PERSON] =
        {"perhaps the same person twice", "contacts/lima-ana.md", "email: ANA@northwind.example\n",
         "Two files have the same mail address, or the same name and neither another address nor another "
         "firm. They may be one person.",
         "One person: put the two files into one. Two people: give each an org or an email."},
    [RULE_REFERRAL_CYCLE] =
        {"referrals that run in a circle", "contacts/ana-lima.md", "referred_by: bo-chen\n",
         "Ana was found through Bo, and Bo through Ana: somebody must have been found otherwise. The chain "
         "to them has no beginning.",
         "Take 'referred_by' out of the one you knew first; 'source' says how you found them."},
    [RULE_NO_LOG_DATE] = {"a line of the log without a date", "contacts/ana-lima.md",
                          "- wrote to her again\n",
                          "A line of the log begins with something else than a date. It counts for nothing: "
                          "not as a touch, not as an answer.",
                          "Begin it with the day: - 2026-11-18 email out: wrote to her again"},
    [RULE_FUTURE_LOG] = {"a line of the log in the future", "contacts/ana-lima.md",
                         "- 2027-11-16 email in: Yes, with pleasure\n",
                         "The log says what was, and this day has not come yet: most often the year is "
                         "wrong. The line counts for nothing until then.",
                         "Write the day on which it was. What is still to do is a promise: - [ ] Write to "
                         "her due:2027-11-16"},
    [RULE_FUTURE_DONE] = {"something done in the future", "interviews/2026-12-18-ana-lima.md",
                          "- [x] Send the table done:2026-12-19\n",
                          "Something is said to be done on a day that has not come yet: a meeting, a "
                          "thank-you, a courtesy, a promise.",
                          "Write the day on which it was done, or leave it open until then."},
    [RULE_THANKED_BEFORE_MEETING] = {"thanks before the meeting", "interviews/2026-11-18-ana-lima.md",
                                     "date: 2026-11-18\nstatus: done\nthanked: 2026-11-17\n",
                                     "The thank-you is dated before the meeting that it is for.",
                                     "Mend 'date' or 'thanked'."},
    [RULE_GENERIC_THANKS] = {"thanks without saying what for", "interviews/2026-11-18-ana-lima.md",
                             "thanked: 2026-11-19\n",
                             "You said thank you, and nothing says what for. A thank-you that names one "
                             "thing, and how it helped, is remembered.",
                             "Add 'thanked_for:' with the topic; put a word of it into the next one."},
    [RULE_JOB_ASK] =
        {"asking for a job", "interviews/2026-11-24-ana-lima.md", "- Do you have any openings?\n",
         "A question, a reason, a thank-you or a message of yours asks for a job. An informational interview "
         "never does: it asks about their work. That is why people say yes.",
         "Ask what they look for in people, or how they came in. If they bring a job up, note 'raised_job: "
         "true'."},
    [RULE_PLACEHOLDER] = {"a place left for your own words", "pitch.md",
                          "I teach physics, and I want to <<what you want to do>>.\n",
                          "A template left a place for your own words.",
                          "Write them, or take the place out. In code it is never a finding."},
    [RULE_TOO_FEW_QUESTIONS] = {"too few questions prepared", "interviews/2026-11-24-ana-lima.md",
                                "- I noticed that your map has no red on it: was that a decision?\n",
                                "A meeting lies ahead, and there are fewer questions under Questions than "
                                "'meeting.min_questions' in infoview.yaml.",
                                "Write some more. questions.md has some to choose from."},
    [RULE_NO_GROUNDED_QUESTION] =
        {"no question from research", "interviews/2026-11-24-ana-lima.md", "- What do you do all day?\n",
         "A meeting lies ahead, and no question shows that you have read about them: none says 'I noticed' "
         "or 'you were', names their organisation, or is marked (research).",
         "Read for ten minutes, and ask about one thing that you found."},
    [RULE_NO_TARGET] = {"a meeting for none of your targets", "interviews/2026-11-24-ana-lima.md",
                        "contact: ana-lima\ndate: 2026-11-24\n",
                        "A meeting lies ahead, you have job targets, and neither the meeting nor anybody in "
                        "it names the one that it serves.",
                        "Add 'target: ID' to the contact or to the meeting."},
    [RULE_OVER_TIME] = {"longer than agreed", "interviews/2026-11-18-ana-lima.md",
                        "minutes_asked: 20\nminutes: 55\n",
                        "A meeting took longer than was agreed and than 'meeting.max_minutes' in "
                        "infoview.yaml, or longer than that was asked for.",
                        "Next time say when the time is up; they may choose to go on."},
    [RULE_VAGUE_SKILL] =
        {"a soft skill that nothing shows", "skills/teamwork.md", "name: Teamwork\nkind: soft\n",
         "A soft skill without 'evidence' is a word that anybody can write.",
         "Add a concrete act: evidence: Took over the night shift plan when two people fell ill"},
    [RULE_SYNC_COPY] = {"a sync program's second copy",
                        "contacts/ana-lima.sync-conflict-20261118-091500-K3TQ7BX.md", NULL,
                        "A sync program could not decide between two versions and left a second copy. It is "
                        "passed over, so what stands only there is not read.",
                        "Take over what is missing in the other file, then delete this one."},
};

static void put_example(struct buf *out, const struct page *page)
{
    buf_printf(out, "\nin %s\n", page->file);
    for (struct str rest = str_from(page->example); rest.n;) {
        size_t end = str_index(rest, '\n', 0);

        buf_printf(out, "    %.*s\n", STR_ARGS(str_slice(rest, 0, end)));
        rest = str_skip(rest, end + 1);
    }
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
    buf_printf(out,
               "\nTo silence it in one file, write into that file\n    <!-- infoview: ignore %s -->\n"
               "and for one run: infoview check --ignore %s\n",
               rule_id(rule), rule_id(rule));
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
    buf_puts(&app->out, "\n'infoview help rule:ID' says what a rule is about, with an example.\n");
}
