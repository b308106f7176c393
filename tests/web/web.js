'use strict';
/*
 * What the browser tests share. A test gets the site's folder and a function that opens its pages (browser.js has
 * how they can be looked at):
 *
 *     web.each_site(['demo'], 'what must hold', async ({ open }) => { const page = await open('index.html', { width: 360 }); … });
 *
 * Every page that is opened is held to what must always be so, whatever else the test does: no request leaves
 * the site's folder, nothing is written to the console, no script fails.
 */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test, after } = require('node:test');
const { pathToFileURL } = require('node:url');
const { launch, look_at, url } = require('./browser');
const pages = require('./pages');

const MISSING = 'what makes this vault is not here: tests/web/sites';

let browser;

/* The browser, started by the first test that needs it. */
async function start() {
    browser = browser || await launch();
    return browser;
}

after(async () => {
    if (browser) {
        await browser.close();
    }
});

/* Writes down what a page must never do. */
function listen(page, folder, heard) {
    const own = pathToFileURL(folder).href + '/';
    page.on('request', (request) => {
        if (!request.url().startsWith(own) && request.url() !== 'data:,') {
            heard.push(`request: ${request.url()}`);
        }
    });
    page.on('requestfailed', (request) => heard.push(`failed: ${request.url()}`));
    page.on('console', (message) => heard.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error.stack}`));
}

/* Runs a test with `open(file, how)`, which gives a page of the site in a window of its own, and what it must never do. */
async function run(site, folder, work, t) {
    const opened = [], heard = [];
    const open = async (file, how = {}) => {
        const page = await look_at(await start(), how);
        opened.push(page.context());
        listen(page, folder, heard);
        await page.goto(url(folder, file));
        return page;
    };
    try {
        await work({ site, folder, open, t });
    } finally {
        await Promise.all(opened.map((window) => window.close()));
    }
    assert.deepEqual(heard, [], 'what a page must never do');
}

/* A test for each site named; skipped where that could not be made. */
function each_site(sites, name, work) {
    for (const site of sites) {
        const folder = pages.site(site);
        test(`${site}: ${name}`, { skip: !folder && MISSING, timeout: 180000 }, (t) => run(site, folder, work, t));
    }
}

/* What the sealed files of tests/web/sites are opened with. */
const PASSPHRASE = 'bado-kilu-mano-tiru';

/* The sealed file of a site; null: it could not be made here. */
function sealed(site) {
    const file = path.join(pages.root, 'sealed', `${site}.html`);
    return fs.existsSync(file) ? file : null;
}

/* The same for sealed files: `file` is where it lies, and `open(how)` gives a page that shows it, locked. */
function each_sealed(sites, name, work) {
    for (const site of sites) {
        const file = sealed(site);
        const locked = ({ open, t }) => work({ file, t, open: (how) => open(path.basename(file), how) });
        test(`${site}: ${name}`, { skip: !file && MISSING, timeout: 180000 }, (t) => run(site, path.dirname(file), locked, t));
    }
}

/* Does what changes the fragment, and waits until the page has followed. */
async function follow(page, what) {
    const followed = page.evaluate(() => new Promise((done) => {
        addEventListener('hashchange', () => setTimeout(done, 0), { once: true });
    }));
    await what();
    await followed;
}

/* Fails with all that was found, a line each. */
function none(found, what) {
    assert.equal(found.length, 0, `${what}:\n${found.slice(0, 40).join('\n')}${found.length > 40 ? `\nand ${found.length - 40} more` : ''}`);
}

module.exports = { each_site, each_sealed, sealed, follow, none, url, PASSPHRASE, MISSING };
