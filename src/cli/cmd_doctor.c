/* cmd_doctor.c - `benchline doctor`: whether times measured on this machine mean something. */
#include "benchline/doctor.h"
#include "cli/options.h"
#include "exporter/json_edit.h"

static const char *const help[] = {
    "usage: benchline doctor [options]\n"
    "\n"
    "Looks at what makes times differ from run to run on this machine (frequency governor, turbo,\n"
    "shared cores, load, temperature, swap, battery, virtualization, quota), and says what to do\n"
    "about it. It changes nothing. What tests allocate does not depend on any of this.\n"
    "\n"
    "      --json           print JSON instead of lines (docs/doctor.md)\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline doctor                         before times are measured\n"
    "\n"
    "exit status: 0 nothing is bad; 1 something is; 2 wrong usage; 3 internal error\n",
    NULL,
};

enum { OPT_JSON = CLI_OPT_OWN };

static const struct option options[] = {
    {"json", no_argument, NULL, OPT_JSON},
    {NULL, 0, NULL, 0},
};

typedef struct DoctorCommand {
    bool json;
} DoctorCommand;

static int take_option(void *context, int option, const char *argument)
{
    DoctorCommand *command = context;
    (void)argument;
    command->json |= option == OPT_JSON;
    return CLI_OK;
}

static const CliSyntax syntax = {
    .command = "doctor", .help = help, .options = options, .take = take_option};

static int examine(const DoctorCommand *command)
{
    Doctor doctor = {0};
    doctor_examine(&doctor, "");
    if (command->json)
        json_write(doctor_json(&doctor), stdout);
    else
        doctor_print(&doctor, cli_use_colour(stdout), stdout);
    int status = doctor_bad(&doctor) ? CLI_FINDING : CLI_OK;
    doctor_free(&doctor);
    return status;
}

int cmd_doctor(int argc, char **argv)
{
    DoctorCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    if (optind < argc)
        return cli_usage("doctor", "it takes no '%s'", argv[optind]);
    return examine(&command);
}
