/* seal - writes a sealed file whose salt and initialisation vector are known: the vector of infoview-seal(5). */
#include <stdio.h>

#include "site/gzip.h"
#include "site/seal.h"

int main(void)
{
    struct seal seal = {.passphrase = STR("bado-kilu-mano-tiru"), .iterations = SEAL_LEAST_ITERATIONS};
    struct buf content = {0}, sealed = {0};
    struct err err = {0};
    int status;

    for (int i = 0; i < SEAL_SALT; i++)
        seal.salt[i] = (unsigned char)i;
    for (int i = 0; i < SEAL_IV; i++)
        seal.iv[i] = (unsigned char)(100 + i);
    gzip_write(STR("a vector"), &content);
    status = seal_write(&seal, buf_str(&content), &sealed, &err);
    if (status == 0 && fwrite(sealed.p, 1, sealed.n, stdout) != sealed.n)
        status = -1;
    buf_free(&content);
    buf_free(&sealed);
    return status != 0;
}
