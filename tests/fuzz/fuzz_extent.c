/*
 * What a finding is about, in a hostile line (vault/check_part.h): the first byte says whether it is of front matter, the
 * second in which column. Whatever the line is, the bytes lie in it, in order, and begin in
 * the column or in a wide character that reaches into it; and their own column leads there again.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/die.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "vault/check_part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str line = {(const char *)data + 2, size - 2};
    struct extent extent;

    if (size < 2 || line.n > LIMIT_SHOWN_LINE || str_index(line, '\n', 0) < line.n)
        return 0;
    extent = extent_of(line, data[1], data[0] & 1);
    must(extent.from <= extent.to && extent.to <= line.n);
    must(!data[1] || utf8_column(line, extent.from) <= data[1]);
    if (data[1] && extent.from < line.n && utf8_invalid(line) == line.n)
        must(extent_of(line, utf8_column(line, extent.from), data[0] & 1).from >= extent.from);
    return 0;
}
