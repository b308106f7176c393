/*
 * Record files from hostile bytes: the fences, then the YAML between them, then the
 * whole as settings are read. What is accepted must lie within the bytes, be
 * positioned and NUL-terminated, and keep the limits; what is refused must have a
 * place, a message and a hint.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/die.h"
#include "base/limits.h"
#include "text/front.h"
#include "text/node.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_problem(const struct diag *problem, uint32_t first_line)
{
    must(problem->rule < RULE_COUNT);
    must(problem->message.n && problem->hint.n);
    must(problem->place.line >= first_line && problem->place.column > 0);
}

/* Gives the number of nodes, keys included. */
static uint32_t check_node(const struct node *node, struct str yaml, uint32_t first_line, unsigned depth)
{
    uint32_t count = 0, nodes = 1;

    must(node->offset <= yaml.n && node->line >= first_line);
    must(node->line == first_line - 1 + front_place(yaml, node->offset).line);
    if (node->kind == NODE_SCALAR) {
        must(node->text.n <= LIMIT_SCALAR && node->text.p[node->text.n] == '\0');
        must(!node->first && !node->count);
        return 1;
    }
    must(depth <= LIMIT_YAML_DEPTH);
    for (const struct node *value = node->first; value; value = value->next, count++) {
        must((value->key != NULL) == (node->kind == NODE_MAP));
        if (value->key) {
            nodes += check_node(value->key, yaml, first_line, depth + 1);
            must(value->key->kind == NODE_SCALAR && node_find(node, value->key->text) == value);
        }
        nodes += check_node(value, yaml, first_line, depth + 1);
    }
    must(count == node->count);
    return nodes;
}

static void check_yaml(struct arena *arena, struct str yaml, uint32_t first_line)
{
    struct diag problem = {0};
    struct node *top = node_parse(arena, yaml, first_line, &problem);

    if (!top) {
        check_problem(&problem, first_line);
        return;
    }
    must(top->kind == NODE_MAP && !top->key && !top->next);
    must(check_node(top, yaml, first_line, 1) <= LIMIT_YAML_NODES);
}

static void check_front(const struct front *front)
{
    const char *end = front->file.p + front->file.n;

    must(front->yaml.p >= front->file.p && front->yaml.p + front->yaml.n <= front->body.p);
    must(front->body.p + front->body.n == end);
    must(front->yaml.n <= LIMIT_FRONT_MATTER);
    must(front->yaml_line == 2 && front->body_line > front->yaml_line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str file = {(const char *)data, size};
    struct arena arena = {0};
    struct front front = {0};
    struct diag problem = {0};
    enum front_state state = front_split(&arena, file, &front, &problem);

    if (state != FRONT_FINE)
        check_problem(&problem, 1);
    if (state != FRONT_BAD) {
        check_front(&front);
        check_yaml(&arena, front.yaml, front.yaml_line);
    }
    check_yaml(&arena, file, 1);
    arena_free(&arena);
    return 0;
}
