/* parts.h - what the files of this folder share. */
#ifndef BENCHLINE_CHECK_PARTS_H
#define BENCHLINE_CHECK_PARTS_H

#include "benchline/check.h"
#include "compare/parts.h"

/* check.c: the import path, or that there is none. */
const char *check_package_name(const ResultPackage *package);
/* check.c: "failed: it says why". */
void check_put_status(BlBuf *out, const char *status, const char *reason);
/* write.c: a violation as a line of text, "file:line:column: TestX: message". */
void check_put_violation(BlBuf *out, const CheckViolation *violation);

#endif
