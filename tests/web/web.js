'use strict';
/*
 * What the browser tests share. A test gets a function that opens pages of a site in a window of its own:
 *
 *     web.test('name', async (open, t) => { const page = await open('demo', 'index.html', { width: 360 }); … });
 *
 * Every page that is opened is held to what must always be so, whatever else the test does: no request leaves
 * the site's folder, nothing is written to the console, no script fails.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const assert = require('node:assert/strict');
const { test, after } = require('node:test');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const pages = require('./pages');

const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser, home;

/* The system's Chromium, started by the first test that needs it, in a home and with a profile of its own. */
async function start() {
    if (!browser) {
        home = fs.mkdtempSync(path.join(os.tmpdir(), 'infoview-web-'));
        browser = await chromium.launch({
            executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
            args: ARGS,
            chromiumSandbox: false,
            env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
        });
    }
    return browser;
}

after(async () => {
    if (browser) {
        await browser.close();
        fs.rmSync(home, { recursive: true, force: true });
    }
});

/* How a page is looked at; what is not named is a laptop by day. */
function context(how) {
    return {
        viewport: { width: how.width || 1200, height: how.height || 844 },
        colorScheme: how.dark ? 'dark' : 'light',
        forcedColors: how.forced ? 'active' : 'none',
        javaScriptEnabled: !how.plain,
        hasTouch: Boolean(how.touch),
        isMobile: Boolean(how.touch),
        timezoneId: how.zone || 'UTC',
        locale: 'en-GB',
    };
}

function url(folder, file) {
    const [name, fragment] = file.split('#');
    return pathToFileURL(path.join(folder, name)).href + (fragment === undefined ? '' : `#${fragment}`);
}

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

/* A window on a site: `open` in `how`, its pages listened to. */
async function look(folder, how, opened, heard) {
    const window = await (await start()).newContext(context(how));
    opened.push(window);
    if (how.now) {
        await window.clock.setFixedTime(how.now);
    }
    const page = await window.newPage();
    page.setDefaultTimeout(15000);
    listen(page, folder, heard);
    return page;
}

/*
 * A test with a browser. `open(site, file, how)` gives a page; `how`: width, height, dark, forced (colours),
 * plain (no script), touch, zone, now (the reader's clock). A site that could not be made here: `open` skips.
 */
function web_test(name, work) {
    test(name, async (t) => {
        const opened = [], heard = [];
        const open = async (site, file, how = {}) => {
            const folder = pages.site(site) || site;
            const page = await look(folder, how, opened, heard);
            await page.goto(url(folder, file));
            return page;
        };
        try {
            await work(open, t);
        } finally {
            await Promise.all(opened.map((window) => window.close()));
        }
        assert.deepEqual(heard, [], 'what a page must never do');
    });
}

/* The same for each site named, with its folder; skipped where it could not be made. */
function each_site(sites, name, work) {
    for (const site of sites) {
        if (pages.site(site)) {
            web_test(`${site}: ${name}`, (open, t) => work({ site, folder: pages.site(site), open: (file, how) => open(site, file, how), t }));
        } else {
            test(`${site}: ${name}`, { skip: 'what makes this vault is not here: tests/web/sites' }, () => {});
        }
    }
}

/* Fails with all that was found, a line each. */
function none(found, what) {
    assert.equal(found.length, 0, `${what}:\n${found.slice(0, 40).join('\n')}${found.length > 40 ? `\nand ${found.length - 40} more` : ''}`);
}

module.exports = { test: web_test, each_site, none, url, start };
