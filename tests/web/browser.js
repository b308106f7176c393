'use strict';
/* The browser: how it is started, and how a page is looked at in it. */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/* Starts the system's Chromium, with a new profile, in a home that goes when this program ends. */
function launch() {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'infoview-web-'));
    process.once('exit', () => fs.rmSync(home, { recursive: true, force: true }));
    return chromium.launch({
        executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
        args: ARGS,
        chromiumSandbox: false,
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    });
}

/*
 * A page of its own in the browser. `how` it is looked at, a laptop by day where nothing is named:
 *
 *     width, height     of the window
 *     dark, forced      a night's colours; the system's few
 *     plain             no script runs
 *     touch             a finger, on a small screen
 *     zone, now         where the reader is, and the clock there: noon of the day that the pages were built for, or
 *                       where it is null the machine's own
 */
async function look_at(browser, how) {
    const window = await browser.newContext({
        viewport: { width: how.width || 1200, height: how.height || 844 },
        colorScheme: how.dark ? 'dark' : 'light',
        forcedColors: how.forced ? 'active' : 'none',
        javaScriptEnabled: !how.plain,
        hasTouch: Boolean(how.touch),
        isMobile: Boolean(how.touch),
        timezoneId: how.zone || 'UTC',
        locale: 'en-GB',
    });
    if (how.now !== null) {
        await window.clock.setFixedTime(how.now || `${process.env.INFOVIEW_TODAY}T12:00:00Z`);
    }
    const page = await window.newPage();
    page.setDefaultTimeout(15000);
    return page;
}

function url(folder, file) {
    const [name, fragment] = file.split('#');
    return pathToFileURL(path.join(folder, name)).href + (fragment === undefined ? '' : `#${fragment}`);
}

module.exports = { launch, look_at, url };
