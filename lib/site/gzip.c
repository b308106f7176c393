#include "site/gzip.h"

#include <limits.h>

#include <zlib.h>

#include "base/die.h"

/* Takes what there is room for; whether the end has been written. */
static bool step(z_stream *stream, struct str *rest, struct buf *out)
{
    enum { STEP = 1 << 30, ROOM = 256 * 1024 };
    uInt in = rest->n < STEP ? (uInt)rest->n : STEP;
    int status;

    stream->next_in = (z_const Bytef *)(uintptr_t)rest->p;
    stream->avail_in = in;
    stream->next_out = (Bytef *)buf_room(out, ROOM);
    stream->avail_out = ROOM;
    status = deflate(stream, in == rest->n ? Z_FINISH : Z_NO_FLUSH);
    must(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR);
    out->n += ROOM - stream->avail_out;
    *rest = str_skip(*rest, in - stream->avail_in);
    return status == Z_STREAM_END;
}

void gzip_write(struct str bytes, struct buf *out)
{
    enum { AS_GZIP = 16, MOST_MEMORY = 9 };
    z_stream stream = {0};

    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + AS_GZIP, MOST_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        die_out_of_memory();
    while (!step(&stream, &bytes, out))
        ;
    deflateEnd(&stream);
}
