#include "vault/row.h"

const char *list_name(enum list_kind list)
{
    return list == LIST_PROMISES ? "promises" : kind_plural((enum kind)list);
}

const char *list_one(enum list_kind list)
{
    return list == LIST_PROMISES ? "promise" : kind_name((enum kind)list);
}

bool list_find(struct str name, enum list_kind *list)
{
    for (int i = 0; i < LIST_COUNT; i++) {
        *list = (enum list_kind)i;
        if (str_equal_nocase(name, str_from(list_name(*list))) ||
            str_equal_nocase(name, str_from(list_one(*list))))
            return true;
    }
    return false;
}

static void add_promises(struct rows *rows, const struct view *view, const struct record *record,
                         bool settled)
{
    for (uint32_t i = 0; i < record->md.tasks.n; i++) {
        const struct md_task *task = &record->md.tasks.at[i];
        struct participant person;

        if (!settled && task->state != MD_TASK_OPEN)
            continue;
        person = view_promise_person(view, record, task);
        *vec_add(rows, view->arena) = (struct row){.record = record,
                                                   .task = task,
                                                   .item = view_promise(view, record, task),
                                                   .person = person.to,
                                                   .person_name = person.name};
    }
}

struct rows rows_of(const struct view *view, enum list_kind list, bool settled)
{
    struct rows rows = {0};

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        const struct records *records = &view->vault->records[kind];

        for (uint32_t i = 0; i < records->n; i++)
            if (list == LIST_PROMISES)
                add_promises(&rows, view, &records->at[i], settled);
            else if (list == (enum list_kind)kind)
                *vec_add(&rows, view->arena) = (struct row){.record = &records->at[i]};
    }
    return rows;
}
