#include "text/node.h"

#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/front.h"
#include "text/node_plain.h"

/* Up to so many keys of a map are compared one by one, which is faster than a hash map. */
enum { FEW_KEYS = 16 };

/* YAML 1.1, 9.1.3: a key on the line of its colon is no longer. */
enum { LONGEST_KEY = 1024 };

/* The longest piece of the file, in cells and bytes, that a message repeats. */
enum { SAMPLE_CELLS = 40, SAMPLE_BYTES = 60 };

/* A list or map that is still open. */
struct level {
    struct node *node;
    struct node *last; /* its newest value */
    struct node *key;  /* a key that waits for its value */
    struct map keys;   /* all keys, once there are more than FEW_KEYS */
};

/*
 * A place in the YAML text. libyaml's marks count characters and end a line at a lone
 * CR, NEL, LS and PS too; editors and the rest of this program do not.
 */
struct cursor {
    size_t characters;
    size_t offset;
    uint32_t line;
};

struct reader {
    struct arena *arena;
    struct str yaml;
    uint32_t first_line;
    struct diag *problem;
    struct cursor start; /* after a byte-order mark, which libyaml does not get */
    struct cursor at;
    struct node *top;
    const struct node *newest; /* scalar */
    uint32_t nodes;
    uint32_t documents;
    uint32_t depth;
    struct level levels[LIMIT_YAML_DEPTH]; /* the first `depth` are set */
};

static bool refuse(struct reader *reader, enum rule rule, size_t offset, const char *message,
                   const char *hint)
{
    struct place place = front_place(reader->yaml, offset);

    place.line += reader->first_line - 1;
    reader->problem->rule = rule;
    reader->problem->place = place;
    reader->problem->message = str_from(message);
    reader->problem->hint = str_from(hint);
    return false;
}

/* Moves what is in `text` into the arena and frees it. */
static struct str keep(struct reader *reader, struct buf *text)
{
    struct str kept = str_copy(reader->arena, buf_str(text));

    buf_free(text);
    return kept;
}

/* The offset of the character with the number `index`. Marks seldom go back, so this is linear in all. */
static size_t seek(struct reader *reader, size_t index)
{
    struct cursor at = index < reader->at.characters ? reader->start : reader->at;
    const struct str yaml = reader->yaml;

    for (; at.characters < index && at.offset < yaml.n; at.characters++) {
        char c = yaml.p[at.offset++];

        at.line += c == '\n';
        if ((unsigned char)c < 0x80)
            continue;
        while (at.offset < yaml.n && ((unsigned char)yaml.p[at.offset] & 0xC0) == 0x80)
            at.offset++;
    }
    reader->at = at;
    return at.offset;
}

/* The byte at `offset`, or NUL at the end. */
static char byte_at(const struct reader *reader, size_t offset)
{
    return offset < reader->yaml.n ? reader->yaml.p[offset] : '\0';
}

static size_t line_start(const struct reader *reader, size_t offset)
{
    while (offset > 0 && reader->yaml.p[offset - 1] != '\n')
        offset--;
    return offset;
}

/* The line that holds `offset`, without white space at its ends. */
static struct str line_of(const struct reader *reader, size_t offset)
{
    return str_trim(
        str_slice(reader->yaml, line_start(reader, offset), str_index(reader->yaml, '\n', offset)));
}

static size_t skip_blanks(const struct reader *reader, size_t offset)
{
    while (byte_at(reader, offset) == ' ' || byte_at(reader, offset) == '\t')
        offset++;
    return offset;
}

/* Where the value begins in a line `key: value` or `- value`, or 0. */
static size_t value_start(struct str line)
{
    size_t colon = str_find(line, STR(": "), 0);

    if (colon < line.n)
        return colon + 2;
    return str_starts(line, STR("- ")) ? 2 : 0;
}

/*
 * Sets the hint to put text in quotes, showing the whole line at `offset` as it should be
 * where that is surely right.
 */
static void hint_quotes(struct reader *reader, size_t offset)
{
    struct str line = line_of(reader, offset);
    size_t start = value_start(line);
    struct str value = str_trim(str_skip(line, start));
    char quote = str_index(value, '"', 0) == value.n && str_index(value, '\\', 0) == value.n ? '"' : '\'';
    bool in_flow = reader->depth && reader->levels[reader->depth - 1].node->style == NODE_FLOW;
    struct buf hint = {0};

    buf_puts(&hint, "put the text in quotes");
    if (start && value.n && line.n <= SAMPLE_BYTES && !in_flow && !strchr("[{\"'", line.p[0]) &&
        !strchr("[{\"'", value.p[0]) && str_index(value, quote, 0) == value.n &&
        str_find(value, STR(" #"), 0) == value.n) {
        buf_puts(&hint, ": ");
        utf8_clean(&hint, str_slice(line, 0, start));
        buf_putc(&hint, quote);
        utf8_clean(&hint, value);
        buf_putc(&hint, quote);
    }
    reader->problem->hint = keep(reader, &hint);
}

/* Refuses what begins with `*`, `&` or `!`. */
static bool refuse_sigil(struct reader *reader, size_t offset)
{
    char sigil = byte_at(reader, offset);

    refuse(reader, RULE_ALIAS, offset,
           sigil == '*'   ? "text that begins with * is an alias in YAML, which is not read"
           : sigil == '&' ? "text that begins with & is an anchor in YAML, which is not read"
                          : "text that begins with ! is a tag in YAML, which is not read",
           "");
    hint_quotes(reader, offset);
    return false;
}

/* ------------------------------------------------ events to nodes */

/* Makes the node of an event; NULL where it is refused. `marked`: it has an anchor or a tag. */
static struct node *new_node(struct reader *reader, const yaml_event_t *event, enum node_kind kind,
                             bool marked)
{
    size_t offset = seek(reader, event->start_mark.index);
    char first = byte_at(reader, offset);
    struct node *node;

    /* The bare tag `!` leaves no trace in the event, but no other node begins with it. */
    if (marked || first == '!' || first == '&') {
        refuse_sigil(reader, offset);
        return NULL;
    }
    if (++reader->nodes > LIMIT_YAML_NODES) {
        refuse(reader, RULE_DEPTH, offset, "there are more than 10,000 values",
               "move long lists below the front matter");
        return NULL;
    }
    node = arena_new(reader->arena, struct node);
    node->kind = kind;
    node->line = reader->first_line - 1 + reader->at.line;
    node->offset = (uint32_t)offset;
    return node;
}

static bool refuse_duplicate(struct reader *reader, const struct node *key, const struct node *before)
{
    struct buf message = {0};

    refuse(reader, RULE_DUPLICATE_KEY, key->offset, "",
           "keep one of them; several values make a list: [a, b]");
    buf_puts(&message, "the key \"");
    utf8_clean(&message, utf8_fit(key->text, SAMPLE_CELLS));
    buf_printf(&message, "\" stands here again, first on line %u", (unsigned)before->line);
    reader->problem->message = keep(reader, &message);
    return false;
}

/* The key of the map at `level` with the same text, or NULL; `key` is remembered. */
static struct node *same_key(struct reader *reader, struct level *level, struct node *key)
{
    if (level->node->count < FEW_KEYS) {
        for (struct node *value = level->node->first; value; value = value->next)
            if (str_equal(value->key->text, key->text))
                return value->key;
        return NULL;
    }
    if (!level->keys.n)
        for (struct node *value = level->node->first; value; value = value->next)
            map_set(&level->keys, reader->arena, value->key->text, value->key);
    return map_set(&level->keys, reader->arena, key->text, key);
}

static bool refuse_list_key(struct reader *reader, const struct node *key)
{
    const char *hint = "a key is plain text before a colon; text that begins with [ or { stands in quotes";

    if (byte_at(reader, key->offset) == '{' || byte_at(reader, key->offset) == '[')
        return refuse(reader, RULE_YAML, key->offset, "a list or map stands where a key belongs", hint);
    return refuse(reader, RULE_YAML, key->offset, "a key that is no plain text (\"? \") is not read",
                  "write \"key: value\"");
}

/*
 * Takes `key` as the next key of the map at `level`. A block map's key must have its
 * colon on the same line: what has not was written with `? `. In a flow map
 * `{? a : b}` means `{a: b}` and is read as that.
 */
static bool take_key(struct reader *reader, struct level *level, struct node *key, const yaml_event_t *event)
{
    struct node *before;

    if (key->kind != NODE_SCALAR)
        return refuse_list_key(reader, key);
    if (level->node->style == NODE_BLOCK &&
        (key->style == NODE_BLOCK ||
         byte_at(reader, skip_blanks(reader, seek(reader, event->end_mark.index))) != ':'))
        return refuse_list_key(reader, key);
    if (key->style == NODE_PLAIN && str_equal(key->text, STR("<<")))
        return refuse(reader, RULE_ALIAS, key->offset, "the merge key << is not read",
                      "write the fields out here");
    before = same_key(reader, level, key);
    if (before)
        return refuse_duplicate(reader, key, before);
    level->key = key;
    return true;
}

/* Hangs a node where it belongs: at the top, as a key, or as the next value. */
static bool place_node(struct reader *reader, struct node *node, const yaml_event_t *event)
{
    struct level *level;

    if (!reader->depth) {
        reader->top = node;
        return true;
    }
    level = &reader->levels[reader->depth - 1];
    if (level->node->kind == NODE_MAP && !level->key)
        return take_key(reader, level, node, event);
    node->key = level->key;
    level->key = NULL;
    *(level->last ? &level->last->next : &level->node->first) = node;
    level->last = node;
    level->node->count++;
    return true;
}

static bool take_scalar(struct reader *reader, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    struct node *node =
        new_node(reader, event, NODE_SCALAR, event->data.scalar.anchor || event->data.scalar.tag);
    struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};

    if (!node)
        return false;
    if (text.n > LIMIT_SCALAR)
        return refuse(reader, RULE_SIZE, node->offset, "a value is over 16 KiB",
                      "move long text below the front matter");
    node->style = style == YAML_PLAIN_SCALAR_STYLE                                          ? NODE_PLAIN
                  : style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE ? NODE_BLOCK
                                                                                            : NODE_QUOTED;
    if (node->style == NODE_QUOTED && str_index(text, '\0', 0) < text.n)
        return refuse(reader, RULE_UTF8, node->offset, "a NUL character (\\0) stands in this text",
                      "delete it");
    node->text = str_copy(reader->arena, text);
    reader->newest = node;
    node->end = (uint32_t)seek(reader, event->end_mark.index);
    return place_node(reader, node, event);
}

/* Opens a list or map. */
static bool take_start(struct reader *reader, const yaml_event_t *event)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    bool is_flow = is_map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                          : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    bool marked = is_map ? event->data.mapping_start.anchor || event->data.mapping_start.tag
                         : event->data.sequence_start.anchor || event->data.sequence_start.tag;
    struct node *node = new_node(reader, event, is_map ? NODE_MAP : NODE_LIST, marked);

    if (!node)
        return false;
    node->style = is_flow ? NODE_FLOW : NODE_BLOCK;
    if (reader->depth == LIMIT_YAML_DEPTH)
        return refuse(reader, RULE_DEPTH, node->offset, "lists and maps are nested more than 32 deep",
                      "put text with brackets in quotes");
    if (!place_node(reader, node, event))
        return false;
    reader->levels[reader->depth++] = (struct level){.node = node};
    return true;
}

/*
 * Closes a list or map. The mark of a block's end, and of `a: b` in [ ], lies at the next token, past comments and
 * without length: such a node ends where its last value does.
 */
static bool take_end(struct reader *reader, const yaml_event_t *event)
{
    struct level *level;

    must(reader->depth > 0);
    level = &reader->levels[--reader->depth];
    if (event->end_mark.index > event->start_mark.index)
        level->node->end = (uint32_t)seek(reader, event->end_mark.index);
    else
        level->node->end = level->last ? level->last->end : level->node->offset;
    return true;
}

static bool take_document(struct reader *reader, const yaml_event_t *event)
{
    size_t offset = seek(reader, event->start_mark.index);

    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
        return refuse(reader, RULE_YAML, offset, "a directive (%) is not read",
                      "delete the line that begins with %");
    if (reader->documents++)
        return refuse(reader, RULE_YAML, offset, "a second document begins here",
                      "delete what follows, or the line with ---");
    return true;
}

/* Takes one event; false where something is refused. */
static bool take(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT: return take_document(reader, event);
    case YAML_ALIAS_EVENT: return refuse_sigil(reader, seek(reader, event->start_mark.index));
    case YAML_SCALAR_EVENT: return take_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return take_start(reader, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return take_end(reader, event);
    default: return true;
    }
}

/* ------------------------------------------------ libyaml's errors in plain words */

/* Which of the two places of an error helps: where libyaml stopped, or where what it was reading began. */
enum where { AT_PROBLEM, AT_START };

/* A translation: holds where both texts begin so; NULL: whatever it is. */
struct saying {
    const char *context;
    const char *problem;
    enum where where;
    const char *message;
    const char *hint; /* NULL: to use quotes, with the line as it should be */
};

/* The first that fits is taken. */
static const struct saying sayings[] = {
    {"while scanning a simple key", NULL, AT_START, "this line has no colon",
     "write \"key: value\"; text that goes on from the line above is indented by two spaces"},
    {"while scanning a quoted scalar", "found unexpected", AT_START,
     "the quote that opens here is never closed",
     "close it with the same quote; an apostrophe in '…' is written twice"},
    {"while parsing a quoted scalar", "found unknown escape", AT_PROBLEM,
     "a backslash in \"…\" has a meaning of its own in YAML",
     "write \\\\ for a backslash, or use single quotes"},
    {"while scanning a block scalar", "did not find expected comment", AT_START,
     "text that begins with | or > means in YAML that lines of text follow", NULL},
    {"while scanning a block scalar", "found a tab", AT_PROBLEM, "a tab stands where spaces indent",
     "use spaces"},
    {"while scanning a plain scalar", "found a tab", AT_PROBLEM, "a tab stands where spaces indent",
     "use spaces"},
    {"while scanning a directive", NULL, AT_START, "a line that begins with % is not read", NULL},
    {"while scanning a %", NULL, AT_START, "a line that begins with % is not read", NULL},
    {"while parsing a %", NULL, AT_START, "a line that begins with % is not read", NULL},
    {NULL, "block sequence entries are not allowed", AT_PROBLEM, "a list begins on the line of its key",
     "put each \"- \" on a line of its own below the key"},
    {NULL, "mapping keys are not allowed", AT_PROBLEM,
     "text that begins with \"? \" is a key in YAML, which is not read", NULL},
    {NULL, "did not find expected '-' indicator", AT_PROBLEM,
     "in a list, this line does not begin with \"- \"",
     "begin it with \"- \", or indent it like the key of the list"},
    {NULL, "did not find expected node content", AT_PROBLEM, "a value cannot begin with this character",
     NULL},
};

static bool says(const char *text, const char *start)
{
    return !start || (text && str_starts(str_from(text), str_from(start)));
}

static bool is_blank_before(const struct reader *reader, size_t offset)
{
    return skip_blanks(reader, line_start(reader, offset)) == offset;
}

/* "mapping values are not allowed": a second colon in a line, or a line that is indented too far. */
static bool explain_colon(struct reader *reader, size_t offset)
{
    size_t start = line_start(reader, offset);
    size_t text = skip_blanks(reader, start);
    struct str before = str_slice(reader->yaml, start, offset);

    if (value_start(before)) {
        refuse(reader, RULE_YAML, offset, "a value with a colon and a space in it must stand in quotes", "");
        hint_quotes(reader, offset);
        return false;
    }
    if (offset - text > LONGEST_KEY)
        return refuse(reader, RULE_YAML, text, "a key is over 1,024 characters", "write \"key: value\"");
    if (text > start)
        return refuse(
            reader, RULE_YAML, text, "this line is indented, but the one above has no place for fields",
            "indent it like the line above; a key with fields below it has nothing after its colon");
    if (start > 0 && value_start(line_of(reader, start - 1)) == 0 &&
        !str_ends(line_of(reader, start - 1), STR(":")))
        return refuse(reader, RULE_YAML, line_start(reader, start - 1),
                      "this line has no colon with a space after it", "write \"key: value\"");
    return refuse(reader, RULE_YAML, offset, "this colon follows no key", "write \"key: value\" on one line");
}

/* "found character that cannot start any token" */
static bool explain_character(struct reader *reader, size_t offset)
{
    char c = byte_at(reader, offset);
    struct buf message = {0};

    if (c == '\t')
        return refuse(reader, RULE_YAML, offset, "a tab stands where spaces indent", "use spaces");
    refuse(reader, RULE_YAML, offset, "", "");
    buf_puts(&message, "text cannot begin with ");
    utf8_clean(&message, (struct str){&c, 1});
    reader->problem->message = keep(reader, &message);
    hint_quotes(reader, offset);
    return false;
}

/* "did not find expected ',' or ']'": an open bracket, or text after a quote. */
static bool explain_bracket(struct reader *reader, size_t opened, size_t offset)
{
    bool is_list = byte_at(reader, opened) == '[';
    bool has_comment = str_index(line_of(reader, opened), '#', 0) < line_of(reader, opened).n;

    if (line_start(reader, opened) != line_start(reader, offset) || offset >= reader->yaml.n)
        return refuse(reader, RULE_YAML, opened,
                      is_list ? "the [ that opens here is never closed"
                              : "the { that opens here is never closed",
                      has_comment ? "what follows a # is a comment: text that begins with # stands in quotes"
                      : is_list   ? "close the list with ]; text with brackets stands in quotes"
                                  : "close it with }; text with braces stands in quotes");
    return refuse(reader, RULE_YAML, offset,
                  is_list ? "in a list between [ and ], a comma is missing here"
                          : "between { and }, a comma is missing here",
                  "put a comma between values; text with commas, colons or brackets stands in quotes");
}

/* Whether nothing but white space follows, inside a list or map that opened with [ or {: `[#a]` is a comment from # on. */
static bool is_open_to_end(const struct reader *reader, size_t offset)
{
    return reader->depth && reader->levels[reader->depth - 1].node->style == NODE_FLOW &&
           !str_trim(str_skip(reader->yaml, offset)).n;
}

/* "did not find expected key": text after a quote or bracket, or an indentation that fits no line above. */
static bool explain_no_key(struct reader *reader, size_t offset)
{
    const struct node *newest = reader->newest;
    uint32_t line = front_place(reader->yaml, offset).line + reader->first_line - 1;
    struct buf message = {0};

    if (is_blank_before(reader, offset) && byte_at(reader, offset) == ':')
        return refuse(reader, RULE_YAML, offset, "a key is missing before this colon",
                      "write \"key: value\"");
    if (is_blank_before(reader, offset))
        return refuse(reader, RULE_YAML, offset, "the indentation of this line fits no line above",
                      "indent it exactly like the fields it belongs to");
    if (!newest || newest->style != NODE_QUOTED)
        return refuse(reader, RULE_YAML, offset, "text stands after the end of the value",
                      "put the whole value in quotes, or delete what follows it");
    if (newest->line == line)
        return refuse(reader, RULE_YAML, offset, "text stands after the closing quote",
                      "an apostrophe in '…' is written twice; in \"…\" a quote is written \\\"");
    refuse(reader, RULE_YAML, newest->offset, "", "close it on its own line with the same quote");
    buf_printf(&message, "the quote that opens here is closed only on line %u", (unsigned)line);
    reader->problem->message = keep(reader, &message);
    return false;
}

/* "did not find expected <document start>": something after the end, or after a directive. */
static bool explain_end(struct reader *reader, size_t offset)
{
    if (!reader->documents)
        return refuse(reader, RULE_YAML, reader->start.offset, "a directive (%) is not read",
                      "delete the line that begins with %; text that begins with % stands in quotes");
    if (reader->top && front_place(reader->yaml, reader->top->offset).column > 1)
        return refuse(reader, RULE_YAML, offset, "this line is indented less than the first field",
                      "let all fields begin in the same column");
    return refuse(reader, RULE_YAML, offset, "text stands after the end of the fields",
                  "write each field as \"key: value\"");
}

static bool explain_bytes(struct reader *reader, const yaml_parser_t *parser)
{
    size_t offset = reader->start.offset + parser->problem_offset;

    if (says(parser->problem, "control characters"))
        return refuse(reader, RULE_YAML, offset, "an invisible control character that YAML does not allow",
                      "delete it");
    return refuse(reader, RULE_UTF8, offset, "a byte that is no UTF-8", "save the file as UTF-8");
}

/* Explains by the table, or in libyaml's own words. */
static bool explain_by_table(struct reader *reader, const yaml_parser_t *parser)
{
    size_t offset = seek(reader, parser->problem_mark.index);

    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        const struct saying *saying = &sayings[i];

        if (!says(parser->context, saying->context) || !says(parser->problem, saying->problem))
            continue;
        if (saying->where == AT_START)
            offset = seek(reader, parser->context_mark.index);
        refuse(reader, RULE_YAML, offset, saying->message, saying->hint);
        if (!saying->hint)
            hint_quotes(reader, offset);
        return false;
    }
    refuse(reader, RULE_YAML, offset, "", "put text with special characters in quotes");
    reader->problem->message = str_copy(reader->arena, str_from(parser->problem));
    return false;
}

/* Fills the problem from libyaml's error. */
static bool explain(struct reader *reader, const yaml_parser_t *parser)
{
    size_t started, offset;

    if (parser->error == YAML_MEMORY_ERROR)
        die_out_of_memory();
    if (parser->error == YAML_READER_ERROR)
        return explain_bytes(reader, parser);
    started = parser->context ? seek(reader, parser->context_mark.index) : 0;
    offset = seek(reader, parser->problem_mark.index);
    if (parser->context && byte_at(reader, started) && strchr("*&!", byte_at(reader, started)))
        return refuse_sigil(reader, started);
    if (says(parser->problem, "mapping values"))
        return explain_colon(reader, offset);
    if (says(parser->problem, "found character that cannot"))
        return explain_character(reader, offset);
    if (says(parser->problem, "did not find expected ','"))
        return explain_bracket(reader, started, offset);
    if (says(parser->problem, "did not find expected node content") && is_open_to_end(reader, offset))
        return explain_bracket(reader, reader->levels[reader->depth - 1].node->offset, reader->yaml.n);
    if (says(parser->problem, "did not find expected key"))
        return explain_no_key(reader, offset);
    if (says(parser->problem, "did not find expected <document start>"))
        return explain_end(reader, offset);
    return explain_by_table(reader, parser);
}

/* ------------------------------------------------ the whole */

/* Reads all events; false where something is refused. */
static bool read_events(struct reader *reader, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        bool fine, ended;

        if (!yaml_parser_parse(parser, &event))
            return explain(reader, parser);
        fine = take(reader, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (!fine || ended)
            return fine;
    }
}

/* The top as a map: nothing at all is an empty one; a list or text is refused. */
static struct node *top_map(struct reader *reader)
{
    struct node *top = reader->top;

    if (!top || node_is_empty(top)) {
        top = arena_new(reader->arena, struct node);
        top->kind = NODE_MAP;
        top->style = NODE_BLOCK;
        top->line = reader->first_line;
        return top;
    }
    if (top->kind == NODE_MAP)
        return top;
    if (top->kind == NODE_LIST)
        refuse(reader, RULE_YAML, top->offset, "this is a list, not fields",
               "write \"key: value\" lines, without \"- \" or [");
    else
        refuse(reader, RULE_YAML, top->offset,
               "this is text, not fields: there is no colon with a space after it",
               "write \"key: value\" lines");
    return NULL;
}

struct node *node_parse_libyaml(struct arena *arena, struct str yaml, uint32_t first_line,
                                struct diag *problem)
{
    struct reader reader;
    struct str text = str_skip(yaml, str_starts(yaml, STR("\xEF\xBB\xBF")) ? 3 : 0);
    yaml_parser_t parser;
    struct node *top = NULL;

    must(yaml.n <= UINT32_MAX);
    /* `levels` stays unset: it is large, and this runs for every file. */
    reader.arena = arena;
    reader.yaml = yaml;
    reader.first_line = first_line;
    reader.problem = problem;
    reader.start = (struct cursor){0, yaml.n - text.n, 1};
    reader.at = reader.start;
    reader.top = NULL;
    if (!text.n)
        text = STR("");
    reader.newest = NULL;
    reader.nodes = reader.documents = reader.depth = 0;
    if (!yaml_parser_initialize(&parser))
        die_out_of_memory();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
    if (read_events(&reader, &parser))
        top = top_map(&reader);
    yaml_parser_delete(&parser);
    return top;
}

struct node *node_parse(struct arena *arena, struct str yaml, uint32_t first_line, struct diag *problem)
{
    struct node *top = node_plain_parse(arena, yaml, first_line);

    return top ? top : node_parse_libyaml(arena, yaml, first_line, problem);
}

struct node *node_parse_extents(struct arena *arena, struct str yaml, uint32_t first_line,
                                struct diag *problem)
{
    return node_parse_libyaml(arena, yaml, first_line, problem);
}

struct node *node_find(const struct node *map, struct str key)
{
    if (!map || map->kind != NODE_MAP)
        return NULL;
    for (struct node *value = map->first; value; value = value->next)
        if (str_equal(value->key->text, key))
            return value;
    return NULL;
}

bool node_is_empty(const struct node *node)
{
    static const char words[][5] = {"", "~", "null", "Null", "NULL"};

    if (node->kind != NODE_SCALAR || node->style != NODE_PLAIN)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(node->text, str_from(words[i])))
            return true;
    return false;
}

const char *node_library_version(void)
{
    return yaml_get_version_string();
}
