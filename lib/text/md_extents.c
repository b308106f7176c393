#include "text/md_extents.h"

size_t md_extents_start(struct md_extents *extents, struct md_span block)
{
    md_source_locate(&extents->source, block.line, block.end, block.column);
    return extents->source.block.at + (size_t)block.column - 1;
}

struct md_top *md_extents_add_top(struct md_extents *extents, struct md_span block)
{
    struct md_top *top = vec_add(&extents->outline->tops, extents->keep);

    block.end = block.line;
    md_extents_start(extents, block);
    top->at = extents->source.block.at;
    return top;
}

struct md_item *md_extents_add_item(struct md_extents *extents, struct md_span block)
{
    struct md_item *item = vec_add(&extents->outline->items, extents->keep);

    block.end = block.line;
    item->at = md_extents_start(extents, block);
    item->text = item->end = extents->source.block_end;
    return item;
}

void md_extents_grow_item(struct md_extents *extents, struct md_span block)
{
    struct md_item *item = &extents->outline->items.at[extents->outline->items.n - 1];

    md_extents_start(extents, block);
    if (item->end < extents->source.block_end)
        item->end = extents->source.block_end;
}

struct md_heading *md_extents_add_heading(struct md_extents *extents, struct md_span block)
{
    struct md_heading *heading = vec_add(&extents->outline->headings, extents->keep);

    md_extents_start(extents, block);
    heading->at = extents->source.block.at;
    return heading;
}

void md_extents_add_task(struct md_extents *extents, struct md_span block, int32_t done, bool has_done)
{
    struct md_task_extent *task = vec_add(&extents->outline->tasks, extents->keep);

    task->at = md_extents_start(extents, block);
    task->end = task->at + str_trim(str_slice(extents->source.body, task->at, extents->source.block_end)).n;
    task->done = done;
    task->has_done = has_done;
}
