/*
 * What the body of a record says, as pages show it: notes, and questions with their answers, as plain paragraphs and
 * lists. This file is where that becomes HTML with links, once there is safe Markdown to make it.
 */
#include "site/part.h"

/* Whether the page shows the line by itself: a log line, a promise, a question, somebody referred to, a skill. */
static bool is_taken(const struct md *md, uint32_t line)
{
    for (uint32_t i = 0; i < md->tasks.n; i++)
        if (md->tasks.at[i].line == line)
            return true;
    for (uint32_t i = 0; i < md->questions.n; i++)
        if (md->questions.at[i].line == line)
            return true;
    return false;
}

/* Sections that pages show by themselves, whatever their level. */
static bool is_own_section(struct str title)
{
    static const char words[] = "log|history|communications|questions|referrals|skills";

    return schema_word(words, title) > 0;
}

/* A run of paragraphs, or of list items. */
struct group {
    struct list texts;
    bool is_list;
};

struct section {
    struct str title;
    struct list groups;
    struct group group;
};

static void end_group(const struct page *page, struct section *section)
{
    struct object group = {.arena = page->arena};

    if (section->group.texts.n) {
        data_yes(&group, "is_list", section->group.is_list);
        data_add_list(&group, "texts", &section->group.texts);
        *vec_add(&section->groups, page->arena) = data_object(&group);
    }
    section->group = (struct group){0};
}

static void end_section(const struct page *page, const struct record *record, struct section *section,
                        struct list *sections)
{
    struct object object = {.arena = page->arena};

    end_group(page, section);
    if (section->groups.n) {
        data_text(&object, "title", part_said(page, record, section->title));
        data_add_list(&object, "groups", &section->groups);
        *vec_add(sections, page->arena) = data_object(&object);
    }
    *section = (struct section){0};
}

static void add_text(const struct page *page, const struct record *record, struct section *section,
                     const struct md_block *block)
{
    if (section->group.texts.n && section->group.is_list != block->is_item)
        end_group(page, section);
    section->group.is_list = block->is_item;
    *vec_add(&section->group.texts, page->arena) = data_text_value(part_said(page, record, block->text));
}

struct tmpl_value part_notes(const struct page *page, const struct record *record)
{
    struct section section = {0};
    struct list sections = {0};
    unsigned skipped = 0; /* level of the section that is left out; 0: none is */

    for (uint32_t i = 0; i < record->md.blocks.n; i++) {
        const struct md_block *block = &record->md.blocks.at[i];

        if (block->level) {
            end_section(page, record, &section, &sections);
            if (skipped && block->level <= skipped)
                skipped = 0;
            if (!skipped && (block->is_private || is_own_section(block->text)))
                skipped = block->level;
            section.title = block->level > 1 ? block->text : (struct str){0};
        } else if (!skipped && !block->is_private && !is_taken(&record->md, block->line)) {
            add_text(page, record, &section, block);
        }
    }
    end_section(page, record, &section, &sections);
    return data_list(&sections);
}

/* ---- questions */

static const struct md_question *question_at(const struct md *md, uint32_t line)
{
    for (uint32_t i = 0; i < md->questions.n; i++)
        if (md->questions.at[i].line == line)
            return &md->questions.at[i];
    return NULL;
}

static void add_question(const struct page *page, const struct record *interview,
                         const struct md_question *question, const struct list *answer,
                         struct list *questions)
{
    struct object object = {.arena = page->arena};

    if (!question || question->is_private)
        return;
    data_text(&object, "text", part_said(page, interview, question->text));
    data_yes(&object, "is_grounded", interview_grounds(interview, NULL, question->text));
    data_add_list(&object, "answer", answer);
    *vec_add(questions, page->arena) = data_object(&object);
}

struct tmpl_value part_questions(const struct page *page, const struct record *interview)
{
    const struct md_question *question = NULL;
    struct list questions = {0}, answer = {0};

    for (uint32_t i = 0; i < interview->md.blocks.n; i++) {
        const struct md_block *block = &interview->md.blocks.at[i];
        const struct md_question *next = question_at(&interview->md, block->line);

        if (next || block->level) {
            add_question(page, interview, question, &answer, &questions);
            question = next;
            answer = (struct list){0};
        } else if (question && !block->is_private && !is_taken(&interview->md, block->line)) {
            *vec_add(&answer, page->arena) = data_text_value(part_said(page, interview, block->text));
        }
    }
    add_question(page, interview, question, &answer, &questions);
    return data_list(&questions);
}

/* ---- answers */

static void add_answer(const struct page *page, const struct record *interview,
                       const struct tmpl_value *question, struct list *list)
{
    struct object object = {.arena = page->arena};
    const struct value *date = record_find(interview, KEY_DATE);

    data_add(&object, "question", *data_get(question, "text"));
    data_add(&object, "answer", *data_get(question, "answer"));
    part_add_people(page, &object, "people", interview, NULL);
    data_url(&object, "url", part_record_url(page, interview));
    data_stamp(&object, "date", date ? date->stamp : (struct stamp){0}, page->view.today);
    *vec_add(list, page->arena) = data_object(&object);
}

void part_answers(const struct page *page, const struct record *interview, uint32_t most, struct list *list)
{
    struct tmpl_value questions = part_questions(page, interview);

    for (uint32_t i = 0; i < questions.count && most; i++) {
        if (!data_get(&questions.items[i], "answer")->count)
            continue;
        add_answer(page, interview, &questions.items[i], list);
        most--;
    }
}
