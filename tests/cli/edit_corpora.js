/*
 * Reads front matter before and after edits with the npm package yaml; nothing else than what was meant may have changed.
 *
 *     node edit_corpora.js PAIRS
 *
 * PAIRS has the lines that tests/edit/corpora.c prints. Twice: with all scalars as the text they are (the failsafe schema
 * of YAML 1.2), and with types (the core schema), by which what was written as words must be a text.
 */
"use strict";

const fs = require("fs");
const { isDeepStrictEqual } = require("util");
const YAML = require("yaml");

function read(text, schema) {
    const document = YAML.parseDocument(text, { schema, logLevel: "silent" });
    if (document.errors.length) throw document.errors[0];
    return document.toJS({ mapAsMap: true });
}

/* What one edit means for the fields. */
function apply(fields, change, value) {
    if (change.meaning === "set") fields.set(change.key, value);
    else if (change.meaning === "entry") fields.get(change.key).set("zz entry", value);
    else if (change.meaning === "fill") fields.get(change.key)[0] = value;
    else fields.get(change.key).push(value);
}

/* What is there of the change. */
function found(fields, change) {
    const value = fields.get(change.key);
    if (change.meaning === "set") return value;
    if (change.meaning === "entry") return value.get("zz entry");
    return change.meaning === "fill" ? value[0] : value[value.length - 1];
}

/* With the core schema, what was not written as words has the type of its text, unless there were quotes, which stay. */
function wrong(pair, schema) {
    const wanted = read(pair.before, schema);
    const after = read(pair.after, schema);
    for (const change of pair.changes) {
        const is_typed = schema === "core" && !change.words && typeof found(after, change) !== "string";
        apply(wanted, change, is_typed ? YAML.parse(change.value) : change.value);
    }
    return !isDeepStrictEqual([...after], [...wanted]);
}

let same = 0, unread = 0, bad = 0;
for (const line of fs.readFileSync(process.argv[2], "utf8").split("\n")) {
    if (!line) continue;
    const pair = JSON.parse(line);
    try {
        read(pair.before, "core");
    } catch (error) {
        unread++;
        continue;
    }
    let why = null;
    try {
        for (const schema of ["failsafe", "core"]) if (!why && wrong(pair, schema)) why = schema;
    } catch (error) {
        why = error.message;
    }
    if (!why) same++;
    else if (bad++ < 20) console.log(`${pair.path}: not what was meant: ${why} ${JSON.stringify(pair.changes).slice(0, 300)}`);
}
console.log(`yaml: ${same} pairs as they should be, ${bad} not, ${unread} not read before`);
process.exit(bad || !same ? 1 : 0);
