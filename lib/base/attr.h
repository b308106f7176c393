/*
 * Compiler attributes, for information only: the code means the same without
 * them. The only place where a compiler extension is spelled out.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#if defined(__GNUC__) || defined(__clang__)
#define ATTR_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define ATTR_NORETURN __attribute__((noreturn))
#define ATTR_MUST_USE __attribute__((warn_unused_result))
#define ATTR_RARE __attribute__((noinline, cold)) /* called so seldom that it must not burden its callers */
#else
#define ATTR_PRINTF(text, first)
#define ATTR_NORETURN
#define ATTR_MUST_USE
#define ATTR_RARE
#endif

#endif
