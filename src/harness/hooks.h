/* hooks.h - what benchline changes in package testing: data, to be extended for a new Go
 * (docs/harness.md tells how).
 *
 * Each hook becomes the first statement of a method, `if RECEIVER.benchline != nil { STATEMENT }`,
 * on the line on which the method's body begins, so that no line moves. In a statement, $r is the
 * receiver's name in that version's source, $1 and $2 are the parameters'. A function that has no
 * receiver has NULL for it here, and its first parameter is asked. Of a B, `benchlineIsNative(b)`
 * is asked instead: golang/harness/native.go.
 *
 * place.c reads package testing and puts the copy where a build finds it; rewrite.c makes the copy.
 *
 * Because the rest of the body stays, what escapes of the arguments escapes still: the compiler
 * looks at both ways through the method.
 */
#ifndef BENCHLINE_HARNESS_HOOKS_H
#define BENCHLINE_HARNESS_HOOKS_H

/* A number of parameters that is not the same in all versions; the statement uses the first
 * ones. */
#define HARNESS_ANY 99

/* receiver, method, minor version of Go since which it must be there, parameters, statement */
#define HARNESS_HOOKS(X)                                                                          \
    /* What ends a test, with nobody to report to. */                                             \
    X(NULL, "tRunner", 0, 2,                                                                      \
      "defer $1.benchline.over(); $1.benchline.enter(); $2($1); $1.finished = true; return")      \
    /* A subtest runs at once, in a goroutine of its own; one child T serves all. */              \
    X("T", "Run", 0, 2,                                                                           \
      "benchlineChild := $r.benchline.subtest($1); if benchlineChild == nil { return true }; go " \
      "tRunner(benchlineChild, $2); "                                                             \
      "if !<-benchlineChild.signal { runtime.Goexit() }; "                                        \
      "return $r.benchline.passed(benchlineChild)")                                               \
    X("T", "Parallel", 0, 0, "return")                                                            \
    X("T", "Deadline", 0, 0, "return")                                                            \
    /* Names are made when somebody asks. */                                                      \
    X("common", "Name", 0, 0, "return $r.benchline.testName()")                                   \
    /* Logging is discarded; what a test says when it fails or skips itself is kept.              \
     */                                                                                           \
    X("common", "Helper", 0, 0, "return")                                                         \
    X("common", "Log", 0, 1, "return")                                                            \
    X("common", "Logf", 0, 2, "return")                                                           \
    /* From Go 1.27 on its second parameter says whether that is an error. */                     \
    X("common", "log", 0, HARNESS_ANY, "$r.benchline.log($1); return")                            \
    X("common", "Output", 25, 0, "return io.Discard")                                             \
    /* Why a subtest skips itself is nobody's business. */                                        \
    X("common", "Skip", 0, 1, "if $r.benchline.isSubtest() { $r.SkipNow() }")                     \
    X("common", "Skipf", 0, 2, "if $r.benchline.isSubtest() { $r.SkipNow() }")                    \
    /* What lasts as long as a test lasts an iteration, and is done off the clock. */             \
    X("common", "Cleanup", 0, 1, "$r.benchline.cleanup($1); return")                              \
    X("common", "TempDir", 0, 0, "return $r.benchline.tempDir()")                                 \
    X("common", "Setenv", 0, 2, "$r.benchline.setenv($1, $2); return")                            \
    X("common", "Chdir", 24, 1, "$r.benchline.chdir($1); return")                                 \
    X("common", "Context", 24, 0, "return $r.benchline.testContext()")                            \
    X("common", "ArtifactDir", 26, 0, "return $r.benchline.artifactDir()")                        \
    /* A bubble (testing/synctest) tells its parent that it ran: nobody asks. */                  \
    X("common", "setRan", 0, 0, "return")                                                         \
    X(NULL, "testingSynctestTest", 25, 2, "$2 = $1.benchline.bubble($2)")                         \
    /* A project's own benchmark: what becomes of it is told. */                                  \
    X("B", "run1", 0, 0,                                                                          \
      "if !benchlineNativeBegin($r) { return false }; defer benchlineNativeRan($r)")              \
    X("B", "doBench", 0, 0, "return benchlineNativeBench($r)")

/* Exported methods that are right as they are: they only set or read fields, or call others. An
 * exported method that stands in neither list may do something on the clock. */
#define HARNESS_PLAIN(X)   \
    X("T", "Setenv")       \
    X("T", "Chdir")        \
    X("common", "Attr")    \
    X("common", "Error")   \
    X("common", "Errorf")  \
    X("common", "Fail")    \
    X("common", "FailNow") \
    X("common", "Failed")  \
    X("common", "Fatal")   \
    X("common", "Fatalf")  \
    X("common", "SkipNow") \
    X("common", "Skipped")

/* What the files of golang/harness use of the package beside the above: the type (for a method) or
 * NULL, and the name. */
#define HARNESS_USES(X)      \
    X(NULL, "benchmarkLock") \
    X(NULL, "benchTime")     \
    X(NULL, "rewrite")       \
    X(NULL, "matcher")       \
    X("matcher", "unique")   \
    X("B", "launch")         \
    X("B", "runN")

/* The struct that gets the field, and the field. */
#define HARNESS_STRUCT "common"
#define HARNESS_FIELD "benchline"

#endif
