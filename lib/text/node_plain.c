#include "text/node_plain.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* What is nested deeper, and a map with more keys, is libyaml's. */
enum { BLOCK_DEPTH = 4, FLOW_DEPTH = 3, MOST_KEYS = 64 };

/* Of a key, in bytes with its quotes; far below the 1,024 characters at which libyaml gives up. */
enum { LONGEST_KEY = 256 };

/* Nodes are taken from the arena in batches of so many. */
enum { BATCH = 32 };

/* Where an ASCII byte may stand. A colon and `#` in plain text depend on their neighbours: see plain_text. */
enum {
    COMMENT = 1 << 0,
    SINGLE = 1 << 1, /* between '…' */
    DOUBLE = 1 << 2, /* between "…" */
    BLOCK = 1 << 3,  /* in a plain scalar */
    FLOW = 1 << 4,   /* in a plain scalar between [ ] or { } */
    START = 1 << 5,  /* at the start of a plain scalar, and after a colon or hyphen in it */
    KEY = 1 << 6,    /* in a plain key */
    KEY_START = 1 << 7,
};

/* One name for each sort of byte in the table. */
enum {
    NEVER = 0,
    QUOTED = COMMENT | SINGLE | DOUBLE,
    LOOK = QUOTED,                          /* : # */
    MARK = QUOTED | BLOCK | FLOW,           /* ! % & * @ ` | > */
    APOS = COMMENT | DOUBLE | BLOCK | FLOW, /* ' */
    QUOT = COMMENT | SINGLE | BLOCK | FLOW, /* " */
    SLSH = QUOT | START,                    /* \ */
    BRKT = QUOTED | BLOCK,                  /* , ? [ ] { } */
    SIGN = MARK | START,                    /* $ + ; < = ^ ~ */
    JOIN = MARK | KEY,                      /* space - */
    PATH = JOIN | START,                    /* ( ) . / */
    WORD = PATH | KEY_START,                /* letters digits _ */
};

/* Of 0x20 to 0x7E. Controls, DEL and what is no ASCII may stand nowhere by this table. */
static const unsigned char places[256] = {
    [0x20] = JOIN, MARK, QUOT, LOOK, SIGN, MARK, MARK, APOS, /*   ! " # $ % & ' */
    PATH,          PATH, MARK, SIGN, BRKT, JOIN, PATH, PATH, /* ( ) * + , - . / */
    WORD,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* 0 1 2 3 4 5 6 7 */
    WORD,          WORD, LOOK, SIGN, SIGN, SIGN, MARK, BRKT, /* 8 9 : ; < = > ? */
    MARK,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* @ A B C D E F G */
    WORD,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* H I J K L M N O */
    WORD,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* P Q R S T U V W */
    WORD,          WORD, WORD, BRKT, SLSH, BRKT, SIGN, WORD, /* X Y Z [ \ ] ^ _ */
    MARK,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* ` a b c d e f g */
    WORD,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* h i j k l m n o */
    WORD,          WORD, WORD, WORD, WORD, WORD, WORD, WORD, /* p q r s t u v w */
    WORD,          WORD, WORD, BRKT, MARK, BRKT, SIGN,       /* x y z { | } ~ */
};

/* A list or map that is still open. */
struct open {
    struct node *node;
    struct node **tail; /* where its next value is hung */
    struct node *key;   /* waits for its value */
    uint64_t seen;      /* one bit a key, by its length and ends */
    uint32_t indent;    /* of a block: the spaces before it */
    uint32_t empty;     /* where the value of `key` stands if there is none: after the colon */
};

struct plain {
    struct arena *arena;
    const char *start, *at, *end; /* the YAML, read from `at` on */
    char *copy;                   /* of the YAML in the arena: the texts, each ended by NUL where it ended */
    struct node *next_node, *last_node;
    uint32_t nodes;
    uint32_t line;
    uint32_t depth;
    struct open blocks[BLOCK_DEPTH]; /* the first `depth` are set */
};

/* ------------------------------------------------ bytes */

static uint32_t offset_of(const struct plain *plain, const char *at)
{
    return (uint32_t)(at - plain->start);
}

/* The byte to read next, or NUL at the end; NUL may stand nowhere. */
static char peek(const struct plain *plain)
{
    return plain->at < plain->end ? *plain->at : '\0';
}

static void skip_spaces(struct plain *plain)
{
    while (plain->at < plain->end && *plain->at == ' ')
        plain->at++;
}

/* The number of spaces from `at` on. */
static uint32_t indent_here(const struct plain *plain)
{
    const char *at = plain->at;

    while (at < plain->end && *at == ' ')
        at++;
    return (uint32_t)(at - plain->at);
}

static bool may_stand(char c, unsigned place)
{
    return places[(unsigned char)c] & place;
}

/*
 * The length of the character beyond ASCII at `at`; 0 where it is invalid or one that YAML 1.1 does not
 * allow (5.1), takes as a line break (5.4), or passes over (the byte-order mark).
 */
static size_t wide_character(const char *at, const char *end)
{
    struct str rest = {at, (size_t)(end - at)};
    uint32_t c = utf8_next(&rest);
    size_t n = (size_t)(rest.p - at);
    bool is_break = c == 0x2028 || c == 0x2029;
    bool is_no_text = c < 0xA0 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;

    return n == 1 || is_break || is_no_text ? 0 : n;
}

/* The first byte from `at` on that may not stand in `place`. */
static const char *pass(const struct plain *plain, const char *at, unsigned place)
{
    for (;;) {
        size_t n;

        while (at < plain->end && may_stand(*at, place))
            at++;
        if (at == plain->end || (unsigned char)*at < 0x80)
            return at;
        n = wide_character(at, plain->end);
        if (!n)
            return at;
        at += n;
    }
}

/* Takes the rest of a line, which may hold a comment after a space; false where there is more. */
static bool take_line_end(struct plain *plain)
{
    skip_spaces(plain);
    if (peek(plain) == '#' && plain->at[-1] == ' ')
        plain->at = pass(plain, plain->at, COMMENT);
    if (plain->at == plain->end)
        return true;
    if (*plain->at == '\r')
        plain->at++;
    if (peek(plain) != '\n')
        return false;
    plain->at++;
    plain->line++;
    return true;
}

/* Whether nothing more stands on the line, `at` being after the spaces that follow a colon or hyphen. */
static bool is_line_end(const struct plain *plain)
{
    return plain->at == plain->end || *plain->at == '\n' || *plain->at == '\r' || *plain->at == '#';
}

/* ------------------------------------------------ nodes */

static struct node *new_node(struct plain *plain, enum node_kind kind, enum node_style style, uint32_t offset)
{
    struct node *node;

    if (plain->next_node == plain->last_node) {
        plain->next_node = arena_raw(plain->arena, BATCH * sizeof *node);
        plain->last_node = plain->next_node + BATCH;
    }
    node = plain->next_node++;
    plain->nodes++;
    *node = (struct node){.kind = kind, .style = style, .line = plain->line, .offset = offset};
    return node;
}

/* A scalar that begins at `offset`. `text` lies in the YAML; what follows it there belongs to no scalar. */
static struct node *new_scalar(struct plain *plain, enum node_style style, uint32_t offset, struct str text)
{
    struct node *node = new_node(plain, NODE_SCALAR, style, offset);

    node->text = (struct str){plain->copy + (text.p - plain->start), text.n};
    plain->copy[text.p - plain->start + text.n] = '\0';
    return node;
}

static struct node *new_empty(struct plain *plain, uint32_t offset)
{
    return new_scalar(plain, NODE_PLAIN, offset, (struct str){plain->start + offset, 0});
}

static struct open *innermost(struct plain *plain)
{
    return &plain->blocks[plain->depth - 1];
}

static void open_node(struct open *open, struct node *node)
{
    *open = (struct open){.node = node, .tail = &node->first};
}

static void add_value(struct open *open, struct node *value)
{
    value->key = open->key;
    open->key = NULL;
    *open->tail = value;
    open->tail = &value->next;
    open->node->count++;
}

/* Makes `key` wait for its value; false where it is there already, or one too many. */
static bool add_key(struct open *open, struct node *key)
{
    struct str text = key->text;
    size_t ends = text.n ? (unsigned char)text.p[0] * 5u + (unsigned char)text.p[text.n - 1] : 0;
    uint64_t bit = UINT64_C(1) << ((ends * 3 + text.n) % 64);

    if (open->node->count >= MOST_KEYS)
        return false;
    if (open->seen & bit)
        for (const struct node *value = open->node->first; value; value = value->next)
            if (str_equal(value->key->text, text))
                return false;
    open->seen |= bit;
    open->key = key;
    return true;
}

/* ------------------------------------------------ scalars and flow: NULL is "not mine" */

/* Makes one of each doubled quote in the copy of `text`; gives what is left. */
static struct str undouble(struct plain *plain, struct str text)
{
    char *copy = plain->copy + (text.p - plain->start);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        copy[n++] = text.p[i];
        i += text.p[i] == '\'';
    }
    return (struct str){text.p, n};
}

static struct node *take_quoted(struct plain *plain)
{
    const char *quote = plain->at;
    unsigned place = *quote == '"' ? DOUBLE : SINGLE;
    struct str text = {quote + 1, 0};
    bool doubled = false;

    plain->at = pass(plain, text.p, place);
    while (place == SINGLE && plain->end - plain->at > 1 && plain->at[0] == '\'' && plain->at[1] == '\'') {
        plain->at = pass(plain, plain->at + 2, place);
        doubled = true;
    }
    text.n = (size_t)(plain->at - text.p);
    if (peek(plain) != *quote || text.n > LIMIT_SCALAR)
        return NULL;
    plain->at++;
    if (doubled)
        text = undouble(plain, text);
    return new_scalar(plain, NODE_QUOTED, offset_of(plain, quote), text);
}

/* A plain scalar, up to what may not stand in it; what that is the caller judges. `place`: BLOCK or FLOW. */
static struct node *take_plain(struct plain *plain, unsigned place)
{
    const char *start = plain->at, *at = start;
    struct str text = {start, 0};

    if (at < plain->end && *at == '-')
        at++;
    if (at == plain->end || ((unsigned char)*at < 0x80 && !may_stand(*at, START)))
        return NULL;
    for (;; at++) {
        at = pass(plain, at, place);
        if (at == plain->end || (*at != ':' && *at != '#'))
            break;
        if (*at == '#' && at[-1] == ' ')
            break;
        if (*at == ':' && (at + 1 == plain->end || !may_stand(at[1], START)))
            return NULL;
    }
    plain->at = at;
    while (at > start && at[-1] == ' ')
        at--;
    text.n = (size_t)(at - start);
    if (!text.n || text.n > LIMIT_SCALAR)
        return NULL;
    return new_scalar(plain, NODE_PLAIN, offset_of(plain, start), text);
}

static struct node *take_plain_key(struct plain *plain)
{
    struct str text = {plain->at, 0};

    if ((unsigned char)*text.p < 0x80 && !may_stand(*text.p, KEY_START))
        return NULL;
    plain->at = pass(plain, text.p, KEY);
    text.n = (size_t)(plain->at - text.p);
    if (!text.n || text.p[text.n - 1] == ' ')
        return NULL;
    return new_scalar(plain, NODE_PLAIN, offset_of(plain, text.p), text);
}

/* Takes a key with its colon, which a space or the end of the line must follow. `at` is not at the end. */
static bool take_key(struct plain *plain, struct open *open)
{
    const char *start = plain->at;
    struct node *key = *start == '"' || *start == '\'' ? take_quoted(plain) : take_plain_key(plain);

    if (!key || plain->at - start > LONGEST_KEY || peek(plain) != ':' || !add_key(open, key))
        return false;
    plain->at++;
    open->empty = offset_of(plain, plain->at);
    return plain->at == plain->end || *plain->at == ' ' || *plain->at == '\n' || *plain->at == '\r';
}

/*
 * Joins the lines at `at` that are indented by `indent` into `text`, which lies not after them, each ended by
 * `join`; gives the length. `at` is left at the last line's end. 0: not mine.
 */
static size_t take_block_lines(struct plain *plain, uint32_t indent, char join, char *text)
{
    const char *end = NULL;
    size_t n = 0;

    while (indent_here(plain) == indent) {
        const char *start = plain->at + indent;

        end = pass(plain, start, COMMENT);
        memcpy(text + n, start, (size_t)(end - start));
        n += (size_t)(end - start);
        text[n++] = join;
        plain->at = end;
        if (end == start || end == plain->end || !take_line_end(plain))
            return 0;
    }
    /* Empty lines, and lines with an indentation between the block's and its key's, are libyaml's. */
    if (indent_here(plain) > innermost(plain)->indent || peek(plain) == '\n' || peek(plain) == '\r')
        return 0;
    plain->at = end;
    plain->line--;
    return n;
}

/*
 * A scalar after `|`, `>`, `|-` or `>-`. Its text is put together in the copy, from the start of its first line
 * on: the indentation leaves room for the NUL.
 */
static struct node *take_block_scalar(struct plain *plain)
{
    struct node *node = new_node(plain, NODE_SCALAR, NODE_BLOCK, offset_of(plain, plain->at));
    char join = *plain->at++ == '|' ? '\n' : ' ';
    bool strip = peek(plain) == '-';
    char *text;
    size_t n;

    plain->at += strip;
    if (plain->at == plain->end || *plain->at == ' ' || !take_line_end(plain) ||
        indent_here(plain) <= innermost(plain)->indent)
        return NULL;
    text = plain->copy + offset_of(plain, plain->at);
    n = take_block_lines(plain, indent_here(plain), join, text);
    if (!n || n > LIMIT_SCALAR)
        return NULL;
    text[n - 1] = '\n';
    n -= strip;
    text[n] = '\0';
    node->text = (struct str){text, n};
    return node;
}

static struct node *take_flow(struct plain *plain, unsigned depth);

/* A value in a block (`place` BLOCK, depth 0) or between brackets (FLOW). */
static struct node *take_value(struct plain *plain, unsigned place, unsigned depth)
{
    switch (peek(plain)) {
    case '"':
    case '\'': return take_quoted(plain);
    case '[':
    case '{': return depth < FLOW_DEPTH ? take_flow(plain, depth + 1) : NULL;
    case '|':
    case '>': return place == BLOCK ? take_block_scalar(plain) : NULL;
    default: return take_plain(plain, place);
    }
}

/* A list in [ ] or map in { }, from its bracket to past the other; a comma stands only between two values. */
static struct node *take_flow(struct plain *plain, unsigned depth)
{
    bool is_map = *plain->at == '{';
    char close = is_map ? '}' : ']';
    struct open open;

    open_node(&open, new_node(plain, is_map ? NODE_MAP : NODE_LIST, NODE_FLOW, offset_of(plain, plain->at)));
    do {
        struct node *value;

        plain->at++;
        skip_spaces(plain);
        if (peek(plain) == close && !open.node->count)
            break;
        if (is_map && (plain->at == plain->end || !take_key(plain, &open)))
            return NULL;
        skip_spaces(plain);
        value = take_value(plain, FLOW, depth);
        if (!value)
            return NULL;
        add_value(&open, value);
        skip_spaces(plain);
    } while (peek(plain) == ',');
    if (peek(plain) != close)
        return NULL;
    plain->at++;
    return open.node;
}

/* ------------------------------------------------ lines: false is "not mine" */

/* Opens a block at `at`, as the value of the innermost where there is one. */
static bool open_block(struct plain *plain, enum node_kind kind, uint32_t indent)
{
    struct node *node;

    if (plain->depth == BLOCK_DEPTH)
        return false;
    node = new_node(plain, kind, NODE_BLOCK, offset_of(plain, plain->at));
    if (plain->depth)
        add_value(innermost(plain), node);
    plain->depth++;
    open_node(innermost(plain), node);
    innermost(plain)->indent = indent;
    return true;
}

/* Gives the key that waits for its value an empty one, which stands on the key's line. */
static void add_empty(struct plain *plain)
{
    struct open *open = innermost(plain);
    struct node *value = new_empty(plain, open->empty);

    value->line = open->key->line;
    add_value(open, value);
}

/* Whether the innermost list ends before a line at `indent`; a list may stand in the column of its key. */
static bool is_past(const struct plain *plain, uint32_t indent, bool is_item)
{
    const struct open *open = &plain->blocks[plain->depth - 1];

    if (indent != open->indent)
        return indent < open->indent;
    return open->node->kind == NODE_LIST && !is_item;
}

/* Opens and closes blocks until the innermost is the one to which a line at `indent` belongs. */
static bool find_block(struct plain *plain, uint32_t indent, bool is_item)
{
    struct open *open;

    if (!plain->depth)
        return !indent && !is_item && open_block(plain, NODE_MAP, 0);
    open = innermost(plain);
    if (open->key && is_item && indent >= open->indent)
        return open_block(plain, NODE_LIST, indent);
    if (open->key && !is_item && indent > open->indent)
        return open_block(plain, NODE_MAP, indent);
    if (open->key)
        add_empty(plain);
    while (is_past(plain, indent, is_item))
        plain->depth--;
    open = innermost(plain);
    return open->indent == indent && (open->node->kind == NODE_LIST) == is_item;
}

/* A line with a key or a hyphen at `at`. */
static bool take_content(struct plain *plain, uint32_t indent)
{
    const char *next = plain->at + 1;
    bool is_item =
        *plain->at == '-' && (next == plain->end || *next == ' ' || *next == '\n' || *next == '\r');
    struct node *value;

    if (!find_block(plain, indent, is_item))
        return false;
    if (is_item)
        plain->at = next;
    else if (!take_key(plain, innermost(plain)))
        return false;
    skip_spaces(plain);
    if (is_line_end(plain)) {
        if (is_item)
            add_value(innermost(plain), new_empty(plain, offset_of(plain, next)));
        return true;
    }
    value = take_value(plain, BLOCK, 0);
    if (!value)
        return false;
    add_value(innermost(plain), value);
    return true;
}

static bool take_line(struct plain *plain)
{
    const char *start = plain->at;

    skip_spaces(plain);
    if (peek(plain) == '#')
        plain->at = pass(plain, plain->at, COMMENT);
    else if (!is_line_end(plain) && !take_content(plain, (uint32_t)(plain->at - start)))
        return false;
    return take_line_end(plain) && plain->nodes <= LIMIT_YAML_NODES;
}

struct node *node_plain_parse(struct arena *arena, struct str yaml, uint32_t first_line)
{
    struct plain plain;

    if (!yaml.n || yaml.n > LIMIT_FRONT_MATTER)
        return NULL;
    plain.arena = arena;
    plain.start = plain.at = yaml.p;
    plain.end = yaml.p + yaml.n;
    plain.copy = memcpy(arena_chars(arena, yaml.n + 1), yaml.p, yaml.n);
    plain.copy[yaml.n] = '\0';
    plain.next_node = plain.last_node = NULL;
    plain.nodes = plain.depth = 0;
    plain.line = first_line;
    while (plain.at < plain.end)
        if (!take_line(&plain))
            return NULL;
    if (!plain.depth)
        return NULL;
    if (innermost(&plain)->key)
        add_empty(&plain);
    return plain.nodes <= LIMIT_YAML_NODES ? plain.blocks[0].node : NULL;
}
