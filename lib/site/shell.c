#include "site/shell.h"

#include "base/die.h"
#include "site/seal.h"

/* What stands for a name in braces. */
struct filling {
    const char *name;
    struct str text;
};

static const struct filling *find(const struct filling *fillings, struct str name)
{
    for (; fillings->name; fillings++)
        if (str_equal(str_from(fillings->name), name))
            return fillings;
    return NULL;
}

/* Appends `text` with the fillings in it; the row without a name ends them. */
static void fill(struct buf *out, struct str text, const struct filling *fillings)
{
    while (text.n) {
        size_t at = str_find(text, STR("{{"), 0), end = str_find(text, STR("}}"), at);
        const struct filling *filling = find(fillings, str_slice(text, at + 2, end));

        buf_put(out, str_slice(text, 0, filling || at == text.n ? at : at + 2));
        if (filling)
            buf_put(out, filling->text);
        text = str_skip(text, filling ? end + 2 : at + 2);
    }
}

static void put_base64(struct buf *out, struct str bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *at = buf_room(out, (bytes.n + 2) / 3 * 4), *start = at;

    must(at || !bytes.n);
    for (size_t i = 0; i < bytes.n; i += 3) {
        uint32_t three = (uint32_t)(unsigned char)bytes.p[i] << 16;

        if (i + 1 < bytes.n)
            three |= (uint32_t)(unsigned char)bytes.p[i + 1] << 8;
        if (i + 2 < bytes.n)
            three |= (unsigned char)bytes.p[i + 2];
        *at++ = letters[three >> 18];
        *at++ = letters[three >> 12 & 63];
        *at++ = i + 1 < bytes.n ? letters[three >> 6 & 63] : '=';
        *at++ = i + 2 < bytes.n ? letters[three & 63] : '=';
    }
    out->n += (size_t)(at - start);
}

static struct str hash_of(struct buf *hash, struct str text)
{
    seal_put_hash(hash, text);
    return buf_str(hash);
}

void shell_write(const struct shell *shell, struct str sealed, struct buf *out)
{
    struct buf script = {0}, script_hash = {0}, style_hash = {0}, base64 = {0};

    fill(&script, shell->reader, (const struct filling[]){{"site", shell->script}, {0}});
    must(str_find_nocase(buf_str(&script), STR("</script"), 0) == script.n); /* it would end there */
    put_base64(&base64, sealed);
    fill(out, shell->page,
         (const struct filling[]){{"script_hash", hash_of(&script_hash, buf_str(&script))},
                                  {"style_hash", hash_of(&style_hash, shell->style)},
                                  {"style", shell->style},
                                  {"script", buf_str(&script)},
                                  {"sealed", buf_str(&base64)},
                                  {0}});
    buf_free(&script);
    buf_free(&script_hash);
    buf_free(&style_hash);
    buf_free(&base64);
}
