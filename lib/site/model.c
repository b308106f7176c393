#include "site/model.h"

#include <string.h>

/*
 * A row begins an object when its type is one of these; the rows after it are its members:
 *
 *     page        the data of a kind of page; every page has the members of "every" first
 *     part        an object in others
 *
 * A list is preceded by `has_NAME`, which tells whether anything is in it and has no row; one that is "alone" is not.
 */
static const struct row_of_table {
    const char *name, *type, *about;
} rows[] = {
    {"every", "part", "what every page has"},
    {"page", "text", "which kind of page it is"},
    {"built", "day", "the day that the site tells of"},
    {"style", "url", "the style sheet"},
    {"script", "url", "the script"},
    {"is_anonymous", "bool", "names are replaced: the site was built with --anon"},
    {"places", "[place]", "where the navigation leads"},

    {"today", "page", "the first page: what is owed, and what comes next"},
    {"title", "text", "the title of the page"},
    {"is_empty", "bool", "nobody is in the vault yet"},
    {"is_one_unreadable", "bool", "one file could not be read"},
    {"unreadable_count", "count", "how many files could not be read"},
    {"unreadable", "[finding]", "the first of them"},
    {"owed", "pile", "thank-yous and promises of yours"},
    {"next", "meeting?", "the next meeting; null: none lies ahead"},
    {"write_to", "pile", "whom to write to"},
    {"waiting", "pile", "what others promised"},
    {"meetings", "pile", "what is to be done around meetings"},
    {"status", "[status]", "the sentence at the top, in pieces"},
    {"pace", "pace", "meetings held against the goal"},
    {"pipeline", "[stage-count]", "how many people are at each stage on the way"},
    {"learned", "[answer]", "the newest answers"},

    {"people", "page", "everybody in one list"},
    {"title", "text", "the title of the page"},
    {"count", "count", "how many people"},
    {"is_one", "bool", "there is one"},
    {"is_cut", "bool", "they are too many for one page: `people` has the first of them"},
    {"shown", "count", "how many are on the page"},
    {"stages", "[choice]", "the stages that somebody is at"},
    {"presets", "[choice]", "who may be forgotten"},
    {"shares", "[share]", "what several people have in common"},
    {"views", "[choice]", "the views of the settings"},
    {"letters", "[letter]", "the pages that have all of them; empty: this one has"},
    {"people", "[row]", "by name"},
    {"everybody", "html", "all of them, as data for the script"},

    {"people_part", "page", "a part of a long list: names that begin alike"},
    {"title", "text", "the title of the page"},
    {"letter", "text", "how their names begin"},
    {"count", "count", "how many people"},
    {"total", "count", "how many there are in all"},
    {"letters", "[letter]", "all pages of the list"},
    {"people", "[row]", "by name"},

    {"person", "page", "one for each person"},
    {"title", "text", "the title of the page"},
    {"name", "text", "their name"},
    {"aliases", "[text]", "their other names"},
    {"role", "text?", "what they do"},
    {"org", "text?", "where they work"},
    {"stage", "own-stage", "how far you have come with them"},
    {"next", "[item]", "what is due towards them, promises apart"},
    {"facts", "[fact]", "what is noted of them"},
    {"targets", "[person]", "the job targets that they can tell of"},
    {"tags", "[text]", "their tags"},
    {"timeline", "[event]", "what happened, the newest first"},
    {"earlier", "count?", "how much more lies further back"},
    {"last_meeting", "meeting?", "the newest meeting, where it lies so far back"},
    {"show_command", "text", "the command that shows all of it"},
    {"has_promises", "bool", "something is promised, by either"},
    {"mine", "[promise]", "your open promises"},
    {"theirs", "[promise]", "what they promised"},
    {"has_referrals", "bool", "somebody introduced them, or they introduced somebody"},
    {"is_introduced", "bool", "somebody introduced them"},
    {"introduced_by", "[person]", "the chain of people down to them, the first one first"},
    {"introduced", "[person]", "whom they sent you to"},
    {"answers", "[answer]", "what they answered, the newest meeting first"},
    {"more_answers", "count?", "how many more there are"},
    {"notes", "notes?", "what else their file says; null: nothing"},
    {"path", "text", "their file"},
    {"commits", "[commit]", "the last ones of git's that touched them, the newest first"},
    {"log_command", "text", "the beginning of a command that notes something"},

    {"interview", "page", "one for each meeting"},
    {"title", "text", "the title of the page: who was met"},
    {"headline", "text?", "the title that the file has"},
    {"meeting", "meeting", "the meeting as a line"},
    {"role", "text?", "what they did then"},
    {"purpose", "text?", "what it was about"},
    {"minutes_asked", "count", "how long it was to take; 0: not said"},
    {"targets", "[person]", "the job targets it was for"},
    {"next", "[item]", "what is due because of it, promises apart"},
    {"thanks", "[thanks]", "how the thank-you to each person stands; empty: it was not held"},
    {"thanked_for", "text?", "what you said thanks for"},
    {"referrer", "person?", "whom the courtesies are for; null: not known, or there are none"},
    {"courtesies", "[courtesy]", "what you told whoever sent you"},
    {"questions", "[question]", "the questions, with their answers"},
    {"notes", "notes?", "what else the file says; null: nothing"},
    {"referrals", "[referral]", "who was named in it"},
    {"skills", "[skill-heard]", "the skills that were named in it"},
    {"promises", "[promise]", "what was promised in it"},
    {"before", "[meeting]", "the meeting before it with each of them"},
    {"after", "[meeting]", "the one after it"},
    {"has_neighbours", "bool", "there is one of them"},
    {"path", "text", "its file"},

    {"prep", "page", "what to read before a meeting"},
    {"title", "text", "who is met"},
    {"meeting", "meeting", "the meeting as a line"},
    {"person", "person?", "who is met; null: nobody is named"},
    {"purpose", "text?", "what it is about"},
    {"why", "text?", "why you wanted to talk to them"},
    {"targets", "[person]", "the job targets it is for"},
    {"role", "text?", "what they do"},
    {"org", "text?", "where they work"},
    {"location", "text?", "where they live"},
    {"source", "text?", "how you found them"},
    {"perspective", "text?", "what they see the work as"},
    {"who", "[text]", "these five in a row, without those that are not noted"},
    {"others", "[person]", "who else will be there"},
    {"is_introduced", "bool", "somebody introduced you"},
    {"chain", "[person]", "the chain of people down to them, the first one first"},
    {"referrer", "person?", "who sent you"},
    {"owes_question", "bool", "you have not asked that person yet what to talk about"},
    {"asked_referrer", "day?", "when you did"},
    {"met_count", "count", "how often you met"},
    {"met", "meeting?", "when you met last"},
    {"last_words", "[words]", "the last that was said"},
    {"promises", "[promise]", "open promises, both ways"},
    {"question_count", "count", "how many questions are noted"},
    {"least_questions", "count", "how many there should be at least"},
    {"most_questions", "count", "how many at most"},
    {"has_enough", "bool", "there are enough"},
    {"add_command", "text", "the command that adds some"},
    {"has_grounded", "bool", "one shows that you have read about them"},
    {"questions", "[asked]", "the questions to ask"},
    {"pitch", "pitch?", "who you are in a few seconds; null: none is written"},
    {"time", "time-box", "how long it is to take"},
    {"bring", "[text]", "what to take along"},
    {"thank_by", "day", "when the thank-you falls due"},
    {"never", "text", "what is never done in such a meeting"},

    {"weeks", "page", "the meetings of the last weeks"},
    {"title", "text", "the title of the page"},
    {"weeks", "[held-week]", "those with a meeting, the newest first"},
    {"other_count", "count", "how many meetings no other page leads to"},
    {"others", "[meeting]", "those: with nobody who has a page, or without a day"},

    {"pipeline", "page", "who is at which stage, and since when"},
    {"title", "text", "the title of the page"},
    {"is_empty", "bool", "nobody is in the vault yet"},
    {"moving", "count", "how many people are on the way"},
    {"still", "count", "how many are resting, or have declined"},
    {"has_still", "bool", "somebody is"},
    {"stages", "[standing]", "the stages on the way"},
    {"funnel", "[step]", "how far people came"},
    {"apart", "[standings]", "who is resting, and who has declined"},

    {"network", "page", "who introduced whom"},
    {"title", "text", "the title of the page"},
    {"is_empty", "bool", "nobody has introduced anybody"},
    {"people", "count", "how many people are in it"},
    {"is_one", "bool", "there is one"},
    {"trees", "count", "how many chains of introductions"},
    {"is_one_tree", "bool", "there is one"},
    {"alone", "count?", "how many came without an introduction; null: nobody"},
    {"is_one_alone", "bool", "one did"},
    {"forest", "[branch]", "the largest chains"},
    {"more_count", "count", "how many more are listed"},
    {"more_forest", "[branch]", "those"},
    {"not_listed", "count?", "people in chains that are not on the page"},
    {"drawing", "drawing", "the same as a drawing"},
    {"not_drawn", "count?", "people who are not in it"},
    {"introducer_count", "count", "how many people have introduced somebody"},
    {"introducers", "[introducer]", "those who introduced most"},
    {"courtesy_count", "count", "how many courtesies are owed"},
    {"courtesies_beyond", "count?", "how many are not on the page"},
    {"courtesies", "[item]", "the first of them"},
    {"org_count", "count", "how many organisations you have met somebody of"},
    {"orgs_beyond", "count?", "how many are not on the page"},
    {"orgs_ahead", "count?", "in how many you know somebody and have met nobody"},
    {"is_one_org_ahead", "bool", "in one"},
    {"orgs", "[org]", "those with most people"},

    {"ahead", "page", "the meetings ahead"},
    {"title", "text", "the title of the page"},
    {"is_empty", "bool", "none is"},
    {"meetings", "[meeting]", "the next one first"},

    {"help", "page", "keys, what numbers mean, findings"},
    {"title", "text", "the title of the page"},
    {"program", "text", "the program that made the page, and its version"},
    {"commit", "vault-commit?", "the vault's last commit; null: git tells of none"},
    {"people", "count", "how many people have a page"},
    {"meetings", "count", "how many meetings have"},
    {"opportunities", "count", "how many opportunities there are"},
    {"skills", "count", "how many skills"},
    {"targets", "count", "how many targets"},
    {"stages", "[own-stage]", "what stages there are"},
    {"presets", "[preset]", "what the lists of people mean that may be forgotten"},
    {"finding_count", "count", "how many findings there are"},
    {"findings_beyond", "count?", "how many are not on the page"},
    {"is_checked", "bool", "they are those of check; else of reading the files alone"},
    {"findings", "[finding]", "the first of them, errors before warnings"},

    {"vault-commit", "part", "the commit that the vault stands at"},
    {"hash", "text", "the beginning of its hash"},

    {"preset", "part", "a list of people"},
    {"name", "text", "what it is called"},
    {"about", "text", "who is in it"},
    {"url", "url?", "where it is; null: nobody is in the vault yet"},

    {"day", "part", "a day, or a moment"},
    {"iso", "moment", "for <time datetime>"},
    {"human", "text", "for people"},

    {"place", "part", "a place of the navigation"},
    {"title", "text", "what it is called"},
    {"url", "url", "where it is"},
    {"key", "text", "the letter that goes there after a g"},
    {"is_main", "bool", "a phone has it in the bar at its foot"},
    {"is_here", "bool", "this page belongs to it"},

    {"person", "part", "somebody, or something with a name"},
    {"name", "text", "of private people: somebody"},
    {"url", "url?", "their page; null: there is none"},
    {"org", "text?", "where they work"},

    {"item", "part", "something that is due"},
    {"kind", "due-kind", "what it is"},
    {"verb", "text", "the same for people"},
    {"state", "due-state", "whether it is late"},
    {"is_overdue", "bool", "it is"},
    {"due", "day?", "when it falls due; null: there is no day"},
    {"lateness", "text?", "how far that is away"},
    {"person", "person?", "towards whom; null: it is about yourself"},
    {"text", "text?", "what was promised, or is to be looked at"},
    {"about", "person?", "the other person in it"},
    {"interview", "url?", "the page of its meeting"},
    {"why", "text", "why it is due"},
    {"say", "[text]", "what could be said"},
    {"command", "text", "the command that settles it"},
    {"last", "day?", "when you were in touch last"},
    {"days_since", "count", "days since then"},
    {"is_one_day", "bool", "one"},
    {"topic", "text?", "what it was about"},
    {"mailto", "url?", "begins a mail; null: there is no address"},

    {"promise", "part", "a promise"},
    {"text", "text", "what was promised"},
    {"is_theirs", "bool", "they promised it"},
    {"is_open", "bool", "it is neither kept nor dropped"},
    {"is_dropped", "bool", "it was dropped"},
    {"due", "day?", "when it falls due"},
    {"done", "day?", "when it was kept"},
    {"lateness", "text?", "how far that is away"},
    {"is_overdue", "bool", "it is late"},
    {"person", "person?", "to or from whom"},
    {"interview", "url?", "the page of the meeting that it was made in"},

    {"meeting", "part", "a meeting as a line"},
    {"date", "day?", "when"},
    {"url", "url?", "its page"},
    {"people", "[person]", "who is there"},
    {"status", "text?", "held, planned, cancelled …"},
    {"via", "text?", "in person, by video …"},
    {"place", "text?", "where"},
    {"org", "text?", "where they worked then"},
    {"minutes", "count?", "how long it took"},
    {"prep", "url?", "the page to read before it; null: it lies in the past"},
    {"question_count", "count", "how many questions are noted"},
    {"least_questions", "count", "how many there should be at least"},
    {"is_prepared", "bool", "there are enough, and one shows that you have read about them"},
    {"has_grounded", "bool", "one does"},

    {"question", "part", "a question of a meeting"},
    {"text", "text", "the question"},
    {"is_grounded", "bool", "it shows that you have read about them"},
    {"answer", "html?", "null: none is noted"},

    {"answer", "part", "an answer, with who gave it"},
    {"question", "text", "the question"},
    {"answer", "html", "the answer"},
    {"people", "[person]", "who was there"},
    {"url", "url?", "the page of the meeting"},
    {"date", "day?", "when"},

    {"referral", "part", "somebody who was named in a meeting"},
    {"person", "person", "who"},
    {"note", "text?", "what was noted of them there"},

    {"skill-heard", "part", "a skill that was named in a meeting"},
    {"name", "text", "which one"},
    {"note", "text?", "what was noted of it there"},

    {"notes", "part", "what a file says besides what pages list"},
    {"has_title", "bool", "it begins with a heading of its own"},
    {"text", "html", "its headings are from h2 on"},

    {"finding", "part", "something wrong in a file"},
    {"path", "text", "the file"},
    {"line", "count", "where in it"},
    {"column", "count", "where in the line"},
    {"message", "text", "what is wrong"},
    {"hint", "text?", "what to do"},

    {"pile", "part", "a list of what is due"},
    {"count", "count", "how many items"},
    {"is_any", "bool", "there are some"},
    {"shown", "[item]", "the first of them"},
    {"is_more", "bool", "there are more than these"},
    {"more_count", "count", "how many more"},
    {"more", "[item]", "the next of them"},
    {"beyond", "count?", "how many are not on the page; null: all are"},

    {"status", "part", "a piece of the sentence at the top"},
    {"text", "text", "the piece"},
    {"url", "url?", "what makes the number"},

    {"pace", "part", "meetings held against the goal"},
    {"url", "url?", "the page of weeks"},
    {"has_goal", "bool", "a goal is set"},
    {"done", "count", "meetings held of it"},
    {"target", "count", "how many there should be"},
    {"per", "text?", "in what: week, month"},
    {"ahead", "count", "meetings that still lie ahead in it"},
    {"is_ahead", "bool", "there are some"},
    {"streak", "count", "how many in a row had as many as the goal"},
    {"has_streak", "bool", "more than one had"},
    {"weeks", "[week]", "the last 26, the newest last"},

    {"week", "part", "a week"},
    {"from", "day", "its first day"},
    {"count", "count", "meetings held in it"},
    {"level", "count", "the same, 3 at most"},
    {"url", "url?", "them: the meeting, or the week on the page of weeks"},

    {"stage-count", "part", "a stage with the people at it"},
    {"name", "stage", "what it is called"},
    {"count", "count", "how many people are at it"},
    {"url", "url", "the list of them"},

    {"choice", "part", "what the list of people can be cut by"},
    {"name", "text", "what it is called"},
    {"about", "text?", "what it means"},
    {"url", "url", "the list of those whom it leaves"},
    {"id", "text?", "for the id of the link; null: another choice has it"},
    {"count", "count?", "how many people it leaves"},

    {"share", "part", "something that people have in common"},
    {"name", "text", "as fragments have it: org, role …"},
    {"title", "text", "what it is called"},
    {"words", "[choice]", "what most people have"},

    {"letter", "part", "a page of the list of people"},
    {"title", "text", "how the names on it begin"},
    {"url", "url", "the page"},
    {"count", "count", "how many people are on it"},
    {"is_here", "bool", "it is this page"},

    {"standing", "part", "a stage, with those who are at it"},
    {"name", "stage", "what it is called"},
    {"about", "text", "what it means"},
    {"url", "url", "the list of them"},
    {"count", "count", "how many people are at it"},
    {"people", "[stander]", "those who have been longest"},
    {"more", "count?", "how many are not on the page"},

    {"stander", "part", "somebody at a stage"},
    {"person", "person", "who"},
    {"since", "day?", "the day on which they came there; null: the notes do not tell"},
    {"days", "count?", "days since"},
    {"is_one_day", "bool", "one"},
    {"meets", "day?", "the day on which you meet"},

    {"step", "part", "a stage, and how many came that far"},
    {"name", "stage", "what it is called"},
    {"url", "url", "the list of those who are at it"},
    {"lists", "url", "the lists from there on, on this page"},
    {"count", "count", "how many people are at it"},
    {"reached", "count", "how many are at it or a later one"},
    {"share", "count", "of a hundred"},

    {"standings", "part", "stages that are told of apart"},
    {"title", "text", "what they are called together"},
    {"count", "count", "how many people are at them"},
    {"stages", "[standing] alone", "each"},

    {"branch", "part", "somebody, and those whom they introduced"},
    {"person", "person", "who"},
    {"is_met", "bool", "you have met"},
    {"introduced_by", "person?", "who introduced them, where that is nobody on the page"},
    {"below", "[branch]", "whom they introduced"},
    {"more", "count?", "how many of those are not on the page"},

    {"drawing", "part", "chains of introductions, drawn"},
    {"width", "count", "in pixels"},
    {"height", "count", "in pixels"},
    {"lines", "[text] alone", "the paths from one person to another, for <path d>"},
    {"count", "count", "how many people are in it"},
    {"people", "[drawn] alone", "each"},

    {"drawn", "part", "somebody in the drawing"},
    {"name", "text", "their name, cut where it is long"},
    {"url", "url?", "their page"},
    {"is_met", "bool", "you have met"},
    {"x", "count", "where the circle is, from the left"},
    {"y", "count", "from the top"},
    {"text_x", "count", "where the name begins, from the left"},
    {"text_y", "count", "its line, from the top"},
    {"more", "count?", "how many whom they introduced are not drawn"},

    {"introducer", "part", "somebody who introduced others"},
    {"person", "person", "who"},
    {"list", "url", "whom they introduced"},
    {"count", "count", "how many those are"},
    {"met", "count", "how many of them you have met"},

    {"org", "part", "an organisation"},
    {"name", "text", "what it is called"},
    {"count", "count", "how many people you know there"},
    {"met", "count", "how many you have met"},
    {"people", "[person] alone", "those you have met"},
    {"more", "count?", "how many are not on the page"},

    {"held-week", "part", "a week, with its meetings"},
    {"from", "day", "its first day"},
    {"count", "count", "how many meetings"},
    {"meetings", "[meeting] alone", "each"},

    {"own-stage", "part", "a stage"},
    {"name", "stage", "what it is called"},
    {"about", "text", "what it means"},

    {"row", "part", "somebody in the list of people"},
    {"name", "text", "their name"},
    {"url", "url", "their page"},
    {"org", "text?", "where they work"},
    {"role", "text?", "what they do"},
    {"stage", "stage", "how far you have come with them"},
    {"last", "day?", "when you were in touch last"},
    {"next", "day?", "when something is due"},
    {"next_verb", "text?", "what that is"},
    {"is_overdue", "bool", "it is late"},
    {"targets", "[named]", "the job targets that they can tell of"},

    {"named", "part", "something with a name"},
    {"name", "text", "that"},

    {"fact", "part", "something noted of somebody"},
    {"name", "text?", "what it is; null: the same as the one before"},
    {"text", "text", "what is noted"},
    {"url", "url?", "where it leads"},

    {"event", "part", "something that happened with somebody"},
    {"number", "count", "its number among all, from 1 for the oldest"},
    {"date", "day?", "when"},
    {"kind", "text", "what it was"},
    {"text", "text?", "what was noted"},
    {"url", "url?", "the page of the meeting"},

    {"commit", "part", "what git knows of somebody's files"},
    {"date", "day?", "the author's day"},
    {"subject", "text?", "the first line of its message"},
    {"hash", "text", "the beginning of its hash"},

    {"thanks", "part", "how a thank-you stands"},
    {"person", "person", "to whom"},
    {"date", "day?", "when it was said"},
    {"is_owed", "bool", "it was not"},
    {"is_skipped", "bool", "none is meant to be"},

    {"courtesy", "part", "what you told whoever sent you"},
    {"name", "text", "what it was"},
    {"date", "day", "when"},

    {"words", "part", "what was said last"},
    {"who", "text", "by whom, or where it is noted"},
    {"date", "day?", "when"},
    {"text", "text?", "what"},

    {"asked", "part", "a question to ask"},
    {"text", "text", "the question"},
    {"is_grounded", "bool", "it shows that you have read about them"},
    {"has_gap", "bool", "it has dots to be filled in"},

    {"pitch", "part", "who you are in a few seconds"},
    {"title", "text?", "the variant"},
    {"seconds", "count", "how long it takes"},
    {"limit", "count", "how long it may take"},
    {"is_long", "bool", "that is too long"},
    {"lines", "[text]", "its lines"},

    {"time-box", "part", "how long a meeting is to take"},
    {"asked", "count", "minutes, as you asked"},
    {"most", "count", "minutes, the longest"},
    {"has_longest", "bool", "that is longer than what you asked"},
    {"has_start", "bool", "the time of day is known"},
    {"start", "time?", "when it begins"},
    {"end", "time?", "when the time asked for is over"},
    {"latest", "time?", "when the longest time is over"},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static bool begins(size_t row, const char *sort)
{
    return str_equal(str_from(rows[row].type), str_from(sort));
}

static bool is_member(size_t row)
{
    return row < ROW_COUNT && !begins(row, "page") && !begins(row, "part");
}

bool model_page_at(size_t number, const char **name, const char **about)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (begins(i, "page") && number-- == 0) {
            *name = rows[i].name;
            *about = rows[i].about;
            return true;
        }
    return false;
}

/* The row that begins the object of that name and sort; ROW_COUNT: there is none. */
static size_t find(struct str name, const char *sort)
{
    size_t row = 0;

    while (row < ROW_COUNT && !(begins(row, sort) && str_equal(name, str_from(rows[row].name))))
        row++;
    return row;
}

/* ---- as a schema */

static const char *joined(struct arena *arena, const char *before, const char *name, const char *after)
{
    struct buf text = {0};
    struct str copy;

    buf_printf(&text, "%s%s%s", before, name, after);
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy.p;
}

static void add_members(struct members *members, struct arena *arena, size_t row)
{
    for (size_t i = row + 1; is_member(i); i++) {
        struct str type = str_from(rows[i].type), alone = STR(" alone");
        bool is_alone = str_ends(type, alone);

        if (*rows[i].type == '[' && !is_alone)
            *vec_add(members, arena) =
                (struct member){joined(arena, "has_", rows[i].name, ""), "bool",
                                joined(arena, "whether there is anything in `", rows[i].name, "`"), NULL};
        type = str_copy(arena, str_slice(type, 0, type.n - (is_alone ? alone.n : 0)));
        *vec_add(members, arena) = (struct member){rows[i].name, type.p, rows[i].about, NULL};
    }
}

static bool find_part(struct str name, struct arena *arena, struct described *part)
{
    size_t row = find(name, "part");

    if (row == ROW_COUNT)
        return false;
    *part = (struct described){.about = rows[row].about};
    add_members(&part->members, arena, row);
    return true;
}

bool model_describe(struct str page, struct arena *arena, struct described *object)
{
    size_t row = find(page, "page");

    if (row == ROW_COUNT)
        return false;
    *object = (struct described){.title = str_from(joined(arena, "page:", rows[row].name, "")),
                                 .about = rows[row].about,
                                 .find = find_part};
    add_members(&object->members, arena, find(STR("every"), "part"));
    add_members(&object->members, arena, row);
    return true;
}

/* ---- as data */

/* The objects that were made, each once: those that hold one another share their fields. */
struct samples {
    struct arena *arena;
    struct tmpl_value made[ROW_COUNT]; /* by the row that begins the part */
};

static struct tmpl_value sample_of(struct samples *samples, struct str type);

static struct tmpl_value sample_object(struct samples *samples, size_t row)
{
    struct members members = {0};
    struct tmpl_field *fields;

    if (samples->made[row].kind == TMPL_OBJECT)
        return samples->made[row];
    add_members(&members, samples->arena, row);
    fields = arena_new_array(samples->arena, struct tmpl_field, members.n);
    samples->made[row] = tmpl_object(fields, members.n);
    for (uint32_t i = 0; i < members.n; i++)
        fields[i] = (struct tmpl_field){members.at[i].name, sample_of(samples, str_from(members.at[i].type))};
    return samples->made[row];
}

static struct tmpl_value sample_list(struct samples *samples, struct str type)
{
    struct tmpl_value *item = arena_new(samples->arena, struct tmpl_value);

    *item = sample_of(samples, type);
    return tmpl_list(item, 1);
}

static struct tmpl_value sample_of(struct samples *samples, struct str type)
{
    size_t row;

    if (str_ends(type, STR("?")))
        type.n--;
    if (str_starts(type, STR("[")))
        return sample_list(samples, str_slice(type, 1, type.n - 1));
    if (str_equal(type, STR("bool")))
        return (struct tmpl_value){.kind = TMPL_YES, .is_yes = true};
    if (str_equal(type, STR("url")))
        return tmpl_url(STR("x"));
    if (str_equal(type, STR("html")))
        return tmpl_markup(STR("x"));
    row = document_word(type, 0) ? ROW_COUNT : find(type, "part");
    return row < ROW_COUNT ? sample_object(samples, row) : tmpl_word(STR("1"));
}

struct tmpl_value model_sample(struct str page, struct arena *arena)
{
    struct samples *samples = arena_new(arena, struct samples);
    size_t row = find(page, "page");
    struct tmpl_value every, own;
    struct tmpl_field *fields;

    if (row == ROW_COUNT)
        return (struct tmpl_value){0};
    samples->arena = arena;
    every = sample_object(samples, find(STR("every"), "part"));
    own = sample_object(samples, row);
    fields = arena_new_array(arena, struct tmpl_field, (size_t)every.count + own.count);
    memcpy(fields, every.fields, every.count * sizeof *fields);
    memcpy(fields + every.count, own.fields, own.count * sizeof *fields);
    return tmpl_object(fields, every.count + own.count);
}
