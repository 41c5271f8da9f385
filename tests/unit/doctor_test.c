/* What the doctor makes of machines: each is a folder with the files that it looks at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "benchline/doctor.h"
#include "benchline/path.h"

typedef struct Machine {
    BlArena arena;
    const char *root;
    Doctor doctor;
} Machine;

static int build(void **state)
{
    static Machine machine;
    machine = (Machine){0};
    machine.root = bl_dir_temp(&machine.arena, "benchline-doctor");
    *state = &machine;
    return machine.root ? 0 : -1;
}

static int scrap(void **state)
{
    Machine *machine = *state;
    doctor_free(&machine->doctor);
    bl_dir_remove(machine->root);
    bl_arena_free(&machine->arena);
    return 0;
}

static void put(Machine *machine, const char *path, const char *text)
{
    const char *full = bl_path_join(&machine->arena, machine->root, path);
    assert_int_equal(bl_dir_make(bl_path_dir(&machine->arena, full)), 0);
    assert_int_equal(bl_file_write(full, bl_cstr(text)), 0);
}

static void examine(Machine *machine)
{
    doctor_free(&machine->doctor);
    machine->doctor = (Doctor){0};
    doctor_examine(&machine->doctor, machine->root);
}

/* The finding must be so, and its words must hold `said`. */
static void expect(Machine *machine, const char *what, DoctorVerdict verdict, const char *said)
{
    for (size_t i = 0; i < machine->doctor.findings.count; i++) {
        const DoctorFinding *finding = &machine->doctor.findings.items[i];
        if (strcmp(finding->what, what) != 0)
            continue;
        assert_int_equal(finding->verdict, verdict);
        assert_non_null(strstr(finding->said, said));
        assert_true((finding->advice != NULL) == (verdict == DOCTOR_BAD));
        return;
    }
    fail_msg("no finding about %s", what);
}

#define CPU "sys/devices/system/cpu/"

static void a_quiet_machine_is_fit(void **state)
{
    Machine *machine = *state;
    put(machine, CPU "cpu0/cpufreq/scaling_governor", "performance\n");
    put(machine, CPU "cpu1/cpufreq/scaling_governor", "performance\n");
    put(machine, CPU "intel_pstate/no_turbo", "1\n");
    put(machine, CPU "smt/active", "0\n");
    put(machine, "proc/loadavg", "0.05 0.10 0.20 1/100 1\n");
    put(machine, "proc/cpuinfo",
        "processor\t: 0\nflags\t: fpu sse\nprocessor\t: 1\nflags\t: fpu sse\n");
    put(machine, "proc/meminfo", "MemTotal: 100 kB\nSwapTotal: 2048 kB\nSwapFree: 2048 kB\n");
    put(machine, "sys/class/thermal/thermal_zone0/temp", "45000\n");
    put(machine, "sys/class/power_supply/AC/online", "1\n");
    put(machine, "sys/fs/cgroup/cpu.max", "max 100000\n");
    examine(machine);
    for (size_t i = 0; i < machine->doctor.findings.count; i++)
        assert_int_equal(machine->doctor.findings.items[i].verdict, DOCTOR_GOOD);
    assert_int_equal(machine->doctor.findings.count, 9);
    assert_int_equal(doctor_bad(&machine->doctor), 0);
    expect(machine, "load", DOCTOR_GOOD, "0.05 on 2 processors");
    expect(machine, "temperature", DOCTOR_GOOD, "45 degrees");
    expect(machine, "machine", DOCTOR_GOOD, "hardware");
}

static void everything_bad_is_told(void **state)
{
    Machine *machine = *state;
    put(machine, CPU "cpu0/cpufreq/scaling_governor", "performance\n");
    put(machine, CPU "cpu10/cpufreq/scaling_governor", "powersave\n");
    put(machine, CPU "intel_pstate/no_turbo", "0\n");
    put(machine, CPU "smt/active", "1\n");
    put(machine, "proc/loadavg", "1.50 0.10 0.20 1/100 1\n");
    put(machine, "proc/cpuinfo", "processor\t: 0\nflags\t: fpu hypervisor\n");
    put(machine, "proc/meminfo", "SwapTotal: 4096 kB\nSwapFree: 1024 kB\n");
    put(machine, "sys/class/thermal/thermal_zone0/temp", "20000\n");
    put(machine, "sys/class/thermal/thermal_zone1/temp", "95000\n");
    put(machine, "sys/class/power_supply/AC/online", "0\n");
    put(machine, "sys/fs/cgroup/cpu.max", "150000 100000\n");
    put(machine, ".dockerenv", "");
    examine(machine);
    assert_int_equal(doctor_bad(&machine->doctor), 9);
    expect(machine, "governor", DOCTOR_BAD, "'powersave' on 1 of 2 processors");
    expect(machine, "swap", DOCTOR_BAD, "3 MB");
    expect(machine, "temperature", DOCTOR_BAD, "95 degrees");
    expect(machine, "quota", DOCTOR_BAD, "1.5 processors");
    expect(machine, "machine", DOCTOR_BAD, "container in a virtual machine");
}

static void other_drivers_say_it_elsewhere(void **state)
{
    Machine *machine = *state;
    put(machine, CPU "cpufreq/boost", "1\n");
    put(machine, "sys/class/hwmon/hwmon3/temp2_input", "90000\n");
    examine(machine);
    expect(machine, "turbo", DOCTOR_BAD, "on");
    expect(machine, "temperature", DOCTOR_BAD, "90 degrees");
    put(machine, CPU "cpufreq/boost", "0\n");
    examine(machine);
    expect(machine, "turbo", DOCTOR_GOOD, "off");
}

static void what_is_not_told_is_unknown(void **state)
{
    Machine *machine = *state;
    examine(machine);
    static const char *const unknown[] = {"governor",    "turbo", "siblings", "load",
                                          "temperature", "swap",  "machine"};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        expect(machine, unknown[i], DOCTOR_UNKNOWN, "");
    cJSON *json = doctor_json(&machine->doctor);
    const cJSON *list = cJSON_GetObjectItem(json, "findings");
    assert_int_equal(cJSON_GetArraySize(list), machine->doctor.findings.count);
    const cJSON *first = cJSON_GetArrayItem(list, 0);
    assert_string_equal(cJSON_GetObjectItem(first, "what")->valuestring, "governor");
    assert_string_equal(cJSON_GetObjectItem(first, "verdict")->valuestring, "unknown");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(first, "advice")));
    cJSON_Delete(json);
}

int main(void)
{
#define ON_A_MACHINE(test) cmocka_unit_test_setup_teardown(test, build, scrap)
    const struct CMUnitTest tests[] = {
        ON_A_MACHINE(a_quiet_machine_is_fit),
        ON_A_MACHINE(everything_bad_is_told),
        ON_A_MACHINE(other_drivers_say_it_elsewhere),
        ON_A_MACHINE(what_is_not_told_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
