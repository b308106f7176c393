'use strict';
/* Two validators find no error on any page: vnu, which the W3C runs, and html-validate. */
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { HtmlValidate } = require('html-validate');
const pages = require('./pages');
const { none, MISSING } = require('./web');
const config = require('./.htmlvalidate.cjs');

const JAR = path.join(path.dirname(require.resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/*
 * vnu takes 'self' for an address of its own, not for the folder of the file, and so holds the page's style sheet
 * and script for blocked; and data for a script. That a browser blocks nothing, and loads nothing else, is tested there.
 */
const OWN = [
    /^Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) “(\.\.\/)?(style\.css|script\.js)” blocked by/,
    /^Inline script violates Content Security Policy \(meta tag\)/,
];

/* What somebody wrote into a file stands on a page as it was written: a name may be of marks, or of nothing that is seen. */
const TEXT = /^Text run (is not in Unicode Normalization Form C|starts with a composing character)/;
const TEXT_RULES = ['wcag/h30', 'empty-heading'];

/* What vnu says of files, a line each. */
function vnu(files, ...options) {
    const words = ['-XX:+UseSerialGC', '-Xss4m', '-jar', JAR, '--Werror', '--no-langdetect', '--format', 'json', ...options, ...files];
    const run = spawnSync('java', words, { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.match(run.stderr, /^\{/, 'vnu answers');
    return JSON.parse(run.stderr).messages.filter(({ message }) => !OWN.some((note) => note.test(message)))
        .map(({ url, lastLine, message }) => `${decodeURIComponent(url)}:${lastLine}: ${message}`);
}

/* What html-validate says of files. */
async function html_validate(files) {
    const judge = new HtmlValidate(config);
    const { results } = await judge.validateMultipleFiles(files);
    return results.flatMap(({ filePath, messages }) => messages.map(({ line, message, ruleId }) => `${filePath}:${line}: ${message} [${ruleId}]`));
}

/* Every page of a small site, one of each type of a large one. */
const SITES = { empty: pages.every, demo: pages.every, hostile: pages.every, corpora: pages.every, thousand: pages.largest, many: pages.largest };

function files_of(site) {
    const folder = pages.site(site);
    return folder ? SITES[site](folder).map((page) => path.join(folder, page.path)) : [];
}

/* What vnu says of a site, asked about all of them at once: a Java is slow until it has run for a while. */
let said;
function vnu_of(folder) {
    said ??= vnu(Object.keys(SITES).flatMap(files_of));
    return said.filter((line) => line.startsWith(`file:${folder}${path.sep}`) || !line.startsWith('file:'));
}

for (const site of Object.keys(SITES)) {
    const folder = pages.site(site);
    const skip = !folder && MISSING;
    const is_text = (line) => site === 'hostile' && (TEXT.test(line.replace(/^.*?:\d+: /, '')) || TEXT_RULES.some((rule) => line.endsWith(`[${rule}]`)));
    test(`${site}: vnu finds nothing`, { skip }, () => none(vnu_of(folder).filter((line) => !is_text(line)), 'vnu'));
    test(`${site}: html-validate finds nothing`, { skip }, async () => none((await html_validate(files_of(site))).filter((line) => !is_text(line)), 'html-validate'));
}

/* A property of SVG 2 that every browser has since 2017. */
const NEW = /“paint-order”: Property “paint-order” doesn't exist/;

test('the style sheet is one that vnu knows', () => {
    none(vnu([path.join(pages.site('demo'), 'style.css')], '--css').filter((line) => !NEW.test(line)), 'vnu');
});

test('both would find something', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'infoview-markup-'));
    const file = path.join(folder, 'index.html');
    const good = fs.readFileSync(path.join(pages.site('demo'), 'index.html'), 'utf8');
    try {
        fs.writeFileSync(file, good.replace('<main ', '<h1 <p>').replace('</h1>', '<li>a</h1><p id="main">'));
        const lines = vnu([file]);
        assert.ok(lines.length > 0 && lines.every((line) => line.startsWith(`file:${folder}${path.sep}`)), `vnu names the file: ${lines[0]}`);
        assert.ok((await html_validate([file])).length > 0, 'html-validate');
        fs.writeFileSync(file, good.replace('href="style.css"', 'href="https://elsewhere.example/style.css"'));
        assert.equal(vnu([file]).length, 1, 'of the notes on what is blocked, only those on our own files are left out');
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
});
