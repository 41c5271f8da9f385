/* config_fuzz.c - feeds any bytes to the reader of settings.
 *
 * What it refuses it says once, with a place inside the text. What it takes has places inside the
 * text, keys that are there once, and no more values than one without an array; written down anew
 * it is read as the same.
 */
#include "benchline/config.h"
#include "fuzzing.h"

static uint32_t count_lines(BlStr text)
{
    uint32_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

static void check_place(BlStr text, uint32_t line, uint32_t column)
{
    require(line >= 1 && line <= count_lines(text), "no such line");
    require(column >= 1 && column <= text.len + 1, "no such column");
}

static void check_error(const BlDiags *diags, BlStr text)
{
    require(diags->errors == 1 && diags->list.count == 1, "not one error");
    check_place(text, diags->list.items[0].line, diags->list.items[0].column);
    BlBuf shown = {0};
    bl_diag_format(&diags->list.items[0], true, &shown);
    bl_buf_free(&shown);
}

static void check_settings(const ConfigFile *file, BlStr text)
{
    for (size_t i = 0; i < file->sections.count; i++)
        check_place(text, file->sections.items[i].line, file->sections.items[i].column);
    for (size_t i = 0; i < file->settings.count; i++) {
        const ConfigSetting *setting = &file->settings.items[i];
        check_place(text, setting->line, setting->column);
        require(setting->array || setting->values.count == 1, "not one value");
        for (size_t j = 0; j < i; j++)
            require(strcmp(setting->key, file->settings.items[j].key) != 0 ||
                        strcmp(setting->section, file->settings.items[j].section) != 0,
                    "a key twice");
        for (size_t j = 0; j < setting->values.count; j++)
            check_place(text, setting->values.items[j].line, setting->values.items[j].column);
    }
}

/* Every byte that is not plain as an escape, but those beyond ASCII. */
static void put_string(BlBuf *out, const char *text)
{
    bl_buf_putc(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ' || c == '"' || c == '\\' || c == 0x7F)
            bl_buf_printf(out, "\\u%04X", c);
        else
            bl_buf_putc(out, *text);
    }
    bl_buf_putc(out, '"');
}

static void put_setting(BlBuf *out, const ConfigSetting *setting)
{
    bl_buf_printf(out, "%s = %s", setting->key, setting->array ? "[" : "");
    for (size_t i = 0; i < setting->values.count; i++) {
        const ConfigValue *value = &setting->values.items[i];
        if (value->kind == CONFIG_STRING)
            put_string(out, value->text);
        else
            bl_buf_puts(out, value->text);
        bl_buf_puts(out, setting->array ? ",\n" : "");
    }
    bl_buf_puts(out, setting->array ? "]\n" : "\n");
}

static void put_settings(BlBuf *out, const ConfigFile *file, const char *section)
{
    for (size_t i = 0; i < file->settings.count; i++)
        if (strcmp(file->settings.items[i].section, section) == 0)
            put_setting(out, &file->settings.items[i]);
}

static void put_file(BlBuf *out, const ConfigFile *file)
{
    put_settings(out, file, "");
    for (size_t i = 0; i < file->sections.count; i++) {
        bl_buf_printf(out, "[%s]\n", file->sections.items[i].name);
        put_settings(out, file, file->sections.items[i].name);
    }
}

static void check_same(const ConfigFile *file)
{
    BlBuf text = {0}, again = {0};
    ConfigFile read;
    BlDiags diags = {0};
    put_file(&text, file);
    require(config_read(&read, "again", bl_buf_view(&text), &diags), "not read again");
    put_file(&again, &read);
    require(bl_str_eq(bl_buf_view(&text), bl_buf_view(&again)), "not the same again");
    config_free(&read);
    bl_diag_free(&diags);
    bl_buf_free(&text);
    bl_buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    BlStr text = bl_str(bytes, size);
    ConfigFile file;
    BlDiags diags = {0};
    if (config_read(&file, "fuzz.toml", text, &diags)) {
        require(diags.list.count == 0, "an error that is none");
        check_settings(&file, text);
        check_same(&file);
    } else {
        check_error(&diags, text);
    }
    config_free(&file);
    bl_diag_free(&diags);
    free(bytes);
    return 0;
}
