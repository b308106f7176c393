#include "vault/document.h"

#include "vault/change.h"
#include "vault/goal.h"
#include "vault/record_json.h"

#define NAMESPACE "infoview/"
#define VERSION "@1"

/*
 * A row begins an object when its type is one of these; the rows after it are its members:
 *
 *     document    printed as it is
 *     record      a document with the members of a record, and an object in others
 *     list        a document that lists such records
 *     part        an object in documents only
 *
 * A member "*" stands for all members of the part that its type names.
 */
static const struct row_of_table {
    const char *name, *type, *about;
} rows[] = {
    {"report", "document", "report: what is due, and what comes soon"},
    {"today", "date", "the day it is about"},
    {"vault", "text", "the vault's folder, as it was named"},
    {"counts", "counts", "how many items there are of each state"},
    {"goal", "goal?", "the weekly goal; null: none is set"},
    {"unreadable", "[unreadable]", "the files of which nothing, or not the text, is read"},
    {"items", "[item]", "in the order of the report; each is a line of --format jsonl"},

    {"next", "document", "next: the one thing to do now"},
    {"today", "date", "the day it is about"},
    {"goal", "goal?", "the weekly goal; null: none is set"},
    {"item", "item?", "what to do; null: nothing is due"},
    {"ask", "text?", "whom to ask for an interview when nothing is due: the id of a contact"},

    {"prep", "document", "prep: the page to read before a meeting"},
    {"today", "date", "the day it is about"},
    {"brief", "brief?", "null: no meeting lies ahead"},

    {"draft", "document", "draft: a mail to begin from"},
    {"kind", "draft-kind", "what it is for"},
    {"contact", "named", "whom it goes to"},
    {"about", "named?", "the other person of an introduction, or of news about one"},
    {"interview", "text?", "the id of the meeting that it is about"},
    {"to", "text", "the header: the name, and the address if there is one"},
    {"email", "text?", "the address alone"},
    {"subject", "text", "the subject"},
    {"body", "text", "the text, in lines"},
    {"mailto", "text", "all of it as an address that mail programs open"},
    {"places", "integer", "how many places <<\u2026>> wait for your words"},
    {"warnings", "[text]", "what to look at before it is sent"},

    {"contacts", "list", "list contacts"},
    {"interviews", "list", "list interviews"},
    {"promises", "list", "list promises"},
    {"opportunities", "list", "list opportunities"},
    {"skills", "list", "list skills"},
    {"targets", "list", "list targets"},

    {"contact", "record", "show: a person; also a line of list --format jsonl"},
    {"interview", "record", "show: a meeting; also a line of list"},
    {"opportunity", "record", "show: a role or option; also a line of list"},
    {"skill", "record", "show: a skill; also a line of list"},
    {"target", "record", "show: a job target; also a line of list"},
    {"promise", "record", "a line of list promises --format jsonl"},
    {"*", "own-promise", NULL},
    {"contact", "named?", "whom it is to or from"},

    {"check", "document", "check: the findings"},
    {"vault", "text", "the vault's folder, as it was named"},
    {"files", "integer", "how many files were looked at"},
    {"errors", "integer", "how many findings are errors"},
    {"warnings", "integer", "how many are warnings"},
    {"diagnostics", "[diagnostic]", "the findings, by path and place"},
    {"fixed", "[fixed-finding]",
     "what check --fix wrote, by path and place; these are not among the findings"},

    {"build", "document", "build: what was written of the dashboard"},
    {"folder", "text", "the folder that the site lies in"},
    {"dry_run", "bool", "nothing was written"},
    {"written", "[text]", "the files that are new or changed, from that folder"},
    {"removed", "[text]", "the files of the last build that are no longer needed"},
    {"unchanged", "integer", "how many files stay as they were"},

    {"templates", "document", "templates list: what there is to be changed"},
    {"templates", "[template]", "by name"},

    {"init", "document", "init: what was written"},
    {"vault", "text", "the vault's folder"},
    {"written", "[text]", "the files that are new"},
    {"kept", "[text]", "the files that were there already and stay as they are"},
    {"commit", "text?", "the hash of the commit; null: none was made"},
    {"cloned_from", "text?", "the address that --clone named"},

    {"change", "document", "what a command that writes has changed"},
    {"op", "text", "the command and whom it is about, as its commit says it"},
    {"dry_run", "bool", "nothing was written"},
    {"files", "[changed-file]", "the files that differ, in the order they were edited"},
    {"commit", "text?", "the hash of the commit; null: none was made"},

    {"undo", "document", "undo --list: what can be taken back"},
    {"commands", "[undoable]", "newest first"},

    {"parse-date", "document", "parse-date: what a text means"},
    {"date", "moment?", "the day it means, with its time if it has one"},
    {"period", "text?", "the period it means; one of the two is null"},

    {"schemas", "document", "schema: the names that it knows"},
    {"schemas", "[named-schema]", "record kinds, settings and documents"},

    {"doctor", "document", "doctor: the program, the vault and what is around them"},
    {"version", "text", "of the program"},
    {"libraries", "[library]", "what it is linked with"},
    {"vault", "vault-state", "the vault that would be used"},
    {"git", "git-state", "the repository it lies in"},
    {"editor", "tool", "what 'edit' would start"},
    {"pager", "tool", "what long output would be shown with"},
    {"terminal", "terminal", "what standard output is"},
    {"completions", "[completion]", "by shell"},
    {"problems", "[text]", "what is wrong, and what to do about it"},
    {"fixed", "[text]", "what --fix has set right; with --dry-run, what it would"},

    {"changed-file", "part", "a file that a command wrote, or would write"},
    {"path", "text", "the file, from the vault's folder"},
    {"action", "file-action", "what became of it"},

    {"undoable", "part", "a command whose change can be taken back"},
    {"commit", "text", "the hash of its commit"},
    {"date", "date", "the day it was committed"},
    {"title", "text", "the first line of the commit's message"},
    {"op", "text", "the command and whom it is about"},
    {"is_undone", "bool", "it is taken back, and --redo brings it again"},

    {"counts", "part", "how many items there are of each state"},
    {"overdue", "integer", "late"},
    {"due", "integer", "to be done now"},
    {"upcoming", "integer", "within the horizon"},
    {"open", "integer", "without a date"},
    {"unreadable", "integer", "files that could not be read"},

    {"goal", "part", "how many interviews there are to be, and are"},
    {"per", "unit", "the span of time that it is set for"},
    {"target", "integer", "how many there are to be in it"},
    {"done", "integer", "how many were held in the present one"},
    {"ahead", "integer", "how many lie ahead in it"},
    {"streak", "integer", "for how many on end it was reached"},

    {"unreadable", "part", "a file that cannot be read, or not its text"},
    {"path", "text", "the file, from the vault's folder"},
    {"line", "line", "where in it"},
    {"column", "line", "where in the line, in display cells"},
    {"rule", "rule", "what is broken"},
    {"message", "text", "the same for people"},

    {"item", "part", "something due; a line of report --format jsonl"},
    {"id", "text", "stays the same while its cause stands"},
    {"kind", "due-kind", "what is to be done"},
    {"state", "due-state", "how urgent it is"},
    {"due", "date?", "the day it falls due; null: it has none"},
    {"late", "date?", "the last day on which it is not late"},
    {"days_late", "integer", "days since it fell due; 0 before"},
    {"contact", "person?", "whom to act towards; null: a review has nobody"},
    {"about", "person?", "the other person of a courtesy"},
    {"interview", "text?", "the id of the interview that it comes from"},
    {"text", "text?", "a promise's words, a referral's name, a review's key"},
    {"source", "source", "where it is written"},
    {"why", "text", "the reason, in a sentence"},
    {"say", "[text]", "up to three things worth saying"},
    {"command", "[text]", "the words of the command that settles it"},

    {"person", "part", "somebody in an item"},
    {"id", "text?", "null: nobody of the vault"},
    {"name", "text", "their name, or what is written"},
    {"org", "text?", "where they work"},
    {"email", "[text]", "their mail addresses"},

    {"source", "part", "a place in the vault"},
    {"path", "text", "the file, from the vault's folder"},
    {"line", "line", "where in it"},

    {"period", "part", "how often"},
    {"text", "text", "in words: '3 months', 'never'"},
    {"months", "integer", "calendar months"},
    {"days", "integer", "and days"},
    {"never", "bool", "not at all"},

    {"brief", "part", "all there is to know before a meeting"},
    {"contact", "named", "whom you meet"},
    {"interview", "text?", "the id of the meeting; null: none is fixed"},
    {"goal", "brief-goal", "why you asked"},
    {"who", "brief-who", "who they are, and when and where you meet"},
    {"known", "brief-known", "how you know each other"},
    {"last", "brief-last", "what was said last"},
    {"promises", "[promise]", "open ones of both sides, the earliest due first"},
    {"questions", "[brief-question]", "those that stand in the interview"},
    {"min_questions", "integer", "how many there are to be at least"},
    {"max_questions", "integer", "and at most"},
    {"pitch", "brief-pitch?", "who you are, when they ask; null: there is none"},
    {"time", "brief-time", "how long"},
    {"bring", "[text]", "what to have with you"},
    {"never", "text", "what not to do"},

    {"brief-goal", "part", "why you asked somebody"},
    {"purpose", "text?", "of the meeting"},
    {"targets", "[text]", "ids of job targets, or what is written"},
    {"why", "text?", "the reason noted for wanting to talk"},

    {"brief-who", "part", "who somebody is, and when and where you meet"},
    {"role", "text?", "what they do"},
    {"org", "text?", "where they work"},
    {"location", "text?", "where they live"},
    {"source", "text?", "how you found them"},
    {"perspective", "text?", "from where they see the work"},
    {"others", "[named]", "who else is there"},
    {"date", "date?", "the day of the meeting"},
    {"time", "time?", "the time of day"},
    {"via", "text?", "how you meet"},
    {"place", "text?", "where"},

    {"brief-known", "part", "how you know each other"},
    {"referrer", "text?", "the name of who sent you to them"},
    {"chain", "[text]", "ids: the referrer, who sent you to the referrer, and so on"},
    {"asked", "date?", "when you asked the referrer for suggestions"},
    {"ask", "bool", "they are still to be asked"},
    {"met", "integer", "how many meetings were held"},

    {"brief-last", "part", "what was said last"},
    {"in", "log-line?", "the last thing they said"},
    {"out", "log-line?", "the last thing you said"},
    {"interview", "text?", "the id of the last meeting that was held"},
    {"insights", "[text]", "from its Insights and Notes"},
    {"notes", "[text]", "from the person's file"},

    {"brief-question", "part", "a question that is prepared"},
    {"text", "text", "the question"},
    {"grounded", "bool", "it shows that you have read about them"},
    {"unfinished", "bool", "dots stand in it for words of yours"},
    {"answered", "bool", "it has an answer"},
    {"line", "line", "where it stands in the file"},

    {"brief-pitch", "part", "who you are, when they ask"},
    {"title", "text?", "the heading of the variant"},
    {"text", "text", "its words, a paragraph a line"},
    {"words", "integer", "how many"},
    {"seconds", "integer", "how long they take"},
    {"max_seconds", "integer", "how long they may take"},

    {"brief-time", "part", "how long a meeting is to be"},
    {"minutes", "integer", "as agreed, else as the settings say"},
    {"max_minutes", "integer", "the longest"},
    {"start", "time?", "when it begins"},
    {"end", "time?", "when the time asked for is over"},
    {"latest", "time?", "when the longest time is over"},

    {"log-line", "part", "a line of a contact's log"},
    {"date", "date", "the day"},
    {"time", "time?", "the time of day"},
    {"kind", "log-kind", "how you were in touch"},
    {"direction", "direction?", "who wrote to whom; null: both, or not said"},
    {"text", "text?", "what it was about"},
    {"line", "line", "where it stands in the file"},

    {"own-promise", "part", "a promise of yours or theirs"},
    {"id", "text?", "that of its item in the report; null: it is settled"},
    {"owner", "owner", "whose promise it is"},
    {"open", "bool", "not yet kept or dropped"},
    {"text", "text", "its words"},
    {"due", "date?", "the day it falls due"},
    {"done", "date?", "the day it was kept"},
    {"path", "text", "the file it stands in"},
    {"line", "line", "where in it"},

    {"commit", "part", "a commit of git's"},
    {"hash", "text", "its hash, in full"},
    {"date", "date?", "the author's day; null: none of these times"},
    {"subject", "text", "the first line of its message"},

    {"named", "part", "somebody"},
    {"id", "text?", "null: nobody of the vault"},
    {"name", "text", "their name, or what is written"},

    {"question", "part", "a question of an interview"},
    {"text", "text", "the question"},
    {"answered", "bool", "it has an answer"},
    {"line", "line", "where it stands in the file"},

    {"thanked", "part", "how the thank-you to somebody stands; neither a date nor skipped: it is owed"},
    {"contact", "text", "their id, or what is written where they are nobody of the vault"},
    {"date", "date?", "the day you thanked them"},
    {"skip", "bool", "no thank-you is meant to be said"},

    {"fixed-finding", "part", "a finding that is mended"},
    {"path", "text", "the file, from the vault's folder"},
    {"line", "integer", "where it stood"},
    {"rule", "rule", "what was broken"},
    {"old", "text", "what stood there"},
    {"text", "text", "what stands there now"},

    {"diagnostic", "part", "a finding in a file"},
    {"path", "text", "the file, from the vault's folder"},
    {"range", "range", "what it is about, in the file"},
    {"severity", "severity", "how bad it is"},
    {"rule", "rule", "what is broken: 'infoview help rule:ID' explains it"},
    {"message", "text", "what is wrong"},
    {"hint", "text?", "what to do"},
    {"source", "text?", "the line in question, as it stands in the file"},
    {"fixes", "[fix]", "what could be written instead"},

    {"range", "part", "from a place in a file up to another"},
    {"start", "position", "its first character"},
    {"end", "position", "the one after its last"},

    {"position", "part", "a place in a file"},
    {"line", "line", "from 1"},
    {"column", "line", "from 1, in display cells"},

    {"fix", "part", "a mend of a finding"},
    {"title", "text", "what it does"},
    {"text", "text", "what to write in the range"},

    {"template", "part", "a template, style sheet or script"},
    {"name", "text", "its name"},
    {"kind", "text", "what it makes: a page, note or mail"},
    {"path", "text?", "the file of the vault; null: it has none"},
    {"built_in", "bool", "the program carries one of that name"},
    {"changed", "bool", "the vault's differs from that"},

    {"named-schema", "part", "something that 'infoview schema NAME' knows"},
    {"name", "text", "its name"},
    {"about", "text", "what it describes"},

    {"library", "part", "a library"},
    {"name", "text", "its name"},
    {"version", "text", "the one in use"},

    {"vault-state", "part", "a vault, counted"},
    {"path", "text?", "its folder; null: there is none"},
    {"found_by", "text?", "what named it"},
    {"contacts", "integer", "how many people"},
    {"interviews", "integer", "how many meetings"},
    {"opportunities", "integer", "how many opportunities"},
    {"skills", "integer", "how many skills"},
    {"targets", "integer", "how many job targets"},
    {"unreadable", "integer", "files that cannot be read"},
    {"errors", "integer", "findings that are errors"},
    {"warnings", "integer", "findings that are warnings"},
    {"kept_twice", "integer", "values that a merge kept beside others, and nobody has settled"},

    {"git-state", "part", "a git repository"},
    {"repository", "bool", "the vault lies in one"},
    {"root", "text?", "its folder"},
    {"branch", "text?", "the branch that is checked out"},
    {"head", "text?", "the hash of its last commit"},
    {"changed", "integer", "files of the vault that differ from it"},
    {"untracked", "integer", "files of the vault that it does not know"},
    {"remotes", "[remote]", "where it is copied to"},
    {"identity", "identity", "whose name commits get"},
    {"state", "text", "what it is in the middle of"},
    {"locked", "bool", "another program is writing, or was when it ended"},
    {"lock_is_stale", "bool", "no program can hold that lock any more"},
    {"index_is_damaged", "bool", "nobody can read what git keeps of its files"},
    {"unfinished", "text?", "what infoview began and did not end: 'commit' or 'sync'"},
    {"merging", "text", "how git merges notes: by 'lines', as 'notes', or in the user's 'own' way"},
    {"remote", "text?", "the remote that the branch is kept in step with"},
    {"unsent", "integer?", "commits that it does not have; null: nothing was ever sent to it"},

    {"remote", "part", "a remote of a git repository"},
    {"name", "text", "its name"},
    {"url", "text", "its address"},

    {"identity", "part", "the author of commits"},
    {"name", "text?", "null: git knows none"},
    {"email", "text?", "null: git knows none"},

    {"tool", "part", "another program"},
    {"command", "text?", "what would be run; null: nothing"},
    {"found", "bool", "it is there"},

    {"terminal", "part", "what standard output is"},
    {"is_terminal", "bool", "a terminal, not a file or a pipe"},
    {"columns", "line?", "how wide it is"},
    {"type", "text?", "its TERM"},
    {"colour", "bool", "colours are used"},
    {"utf8", "bool", "its locale has UTF-8"},
    {"hyperlinks", "bool", "links are used"},

    {"completion", "part", "the completion of words in a shell"},
    {"shell", "text", "its name"},
    {"path", "text?", "the file that has it, or would"},
    {"installed", "bool", "it is there"},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/* The type of a row that begins an object, from 1; 0: a member. */
enum sort { SORT_MEMBER, SORT_DOCUMENT, SORT_RECORD, SORT_LIST, SORT_PART };

static enum sort sort_of(size_t row)
{
    return (enum sort)schema_word("document|record|list|part", str_from(rows[row].type));
}

static struct document object_of(size_t row)
{
    return (struct document){rows[row].name, rows[row].about, sort_of(row) == SORT_PART, row};
}

bool document_at(size_t number, struct document *document)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (sort_of(i) != SORT_MEMBER && number-- == 0) {
            *document = object_of(i);
            return true;
        }
    return false;
}

bool document_find(struct str name, struct document *document)
{
    bool is_whole = str_starts(name, STR(NAMESPACE)) && str_ends(name, STR(VERSION));

    if (is_whole)
        name = str_slice(name, sizeof NAMESPACE - 1, name.n - (sizeof VERSION - 1));
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (sort_of(i) != SORT_MEMBER && str_equal(name, str_from(rows[i].name)) &&
            !(is_whole && sort_of(i) == SORT_PART)) {
            *document = object_of(i);
            return true;
        }
    return false;
}

static void add(struct members *members, struct arena *arena, struct member member)
{
    *vec_add(members, arena) = member;
}

/* The members of a list document: the records, and the files that are missing from them. */
static void add_list(struct members *members, struct arena *arena, const struct document *document)
{
    enum list_kind list = LIST_CONTACTS;
    struct buf type = {0};

    list_find(str_from(document->name), &list);
    buf_printf(&type, "[%s]", list_one(list));
    add(members, arena,
        (struct member){document->name, str_copy(arena, buf_str(&type)).p, "those that fit", NULL});
    add(members, arena,
        (struct member){"unreadable", "[unreadable]", "the files of which nothing, or not the text, is read",
                        NULL});
    buf_free(&type);
}

/* The members that stand in the rows after `row`; a "*" in the place of others goes one level deep. */
static void add_rows(struct members *members, struct arena *arena, size_t row)
{
    struct document part;

    for (size_t i = row + 1; i < ROW_COUNT && sort_of(i) == SORT_MEMBER; i++) {
        if (!str_equal(str_from(rows[i].name), STR("*"))) {
            add(members, arena, (struct member){rows[i].name, rows[i].type, rows[i].about, NULL});
            continue;
        }
        if (document_find(str_from(rows[i].type), &part))
            for (size_t k = part.row + 1; k < ROW_COUNT && sort_of(k) == SORT_MEMBER; k++)
                add(members, arena, (struct member){rows[k].name, rows[k].type, rows[k].about, NULL});
    }
}

struct members document_members(const struct document *document, struct arena *arena)
{
    enum sort sort = sort_of(document->row);
    struct members members = {0};
    enum list_kind list;

    if (sort == SORT_RECORD && list_find(str_from(document->name), &list) && list != LIST_PROMISES)
        members = record_json_members((enum kind)list, arena);
    if (sort == SORT_LIST)
        add_list(&members, arena, document);
    add_rows(&members, arena, document->row);
    return members;
}

void document_name_write(struct buf *out, const struct document *document)
{
    buf_printf(out, NAMESPACE "%s" VERSION, document->name);
}

/* ---- vocabularies */

static const char *due_kind(int number)
{
    return number < DUE_KIND_COUNT ? due_kind_name((enum due_kind)number) : NULL;
}

static const char *due_state(int number)
{
    return number < STATE_COUNT ? due_state_name((enum due_state)number) : NULL;
}

static const char *stage(int number)
{
    return number < STAGE_COUNT ? stage_name((enum stage)number) : NULL;
}

static const char *log_kind(int number)
{
    return number <= MD_LOG_NOTE ? md_log_kind_name((enum md_log_kind)number) : NULL;
}

static const char *direction(int number)
{
    return number < MD_DIRECTION_OUT ? md_direction_name((enum md_direction)(number + 1)) : NULL;
}

static const char *owner(int number)
{
    return number < 2 ? md_owner_name(number != 0) : NULL;
}

static const char *unit(int number)
{
    return number < RATE_YEAR ? rate_unit_name((enum rate_unit)(number + 1)) : NULL;
}

static const char *rule(int number)
{
    return number < RULE_COUNT ? rule_id((enum rule)number) : NULL;
}

static const char *severity(int number)
{
    return number <= SEVERITY_ERROR ? severity_name((enum severity)number) : NULL;
}

/* The sorts of mails, as insight/draft.h has them; a test compares the two. */
static const char *draft_kind(int number)
{
    static const char *const words[] = {"ask", "thank", "update", "nudge", "tell", "intro"};

    return number < (int)(sizeof words / sizeof words[0]) ? words[number] : NULL;
}

static const char *file_action(int number)
{
    return number < CHANGE_ACTION_COUNT ? change_action_name((enum change_action)number) : NULL;
}

static const struct {
    const char *name;
    const char *(*word)(int number);
} vocabularies[] = {
    {"due-kind", due_kind},
    {"due-state", due_state},
    {"stage", stage},
    {"log-kind", log_kind},
    {"direction", direction},
    {"owner", owner},
    {"unit", unit},
    {"rule", rule},
    {"severity", severity},
    {"file-action", file_action},
    {"draft-kind", draft_kind},
};

const char *document_word(struct str vocabulary, int number)
{
    for (size_t i = 0; i < sizeof vocabularies / sizeof vocabularies[0]; i++)
        if (str_equal(vocabulary, str_from(vocabularies[i].name)))
            return vocabularies[i].word(number);
    return NULL;
}
