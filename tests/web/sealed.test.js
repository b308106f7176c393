'use strict';
/*
 * The sealed file in a browser: it asks nobody for anything, stores nothing, and leaves no name in the title, the address or
 * the history; and once it is open, its pages are those of the plain site. How fast it is stands in speed.test.js.
 */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { test, after } = require('node:test');
const { pathToFileURL } = require('node:url');
const { launch, look_at } = require('./browser');
const { MODES, violations } = require('./axe');
const pages = require('./pages');
const { follow, none, sealed, url, PASSPHRASE, MISSING } = require('./web');

const MB = 1024 * 1024;
const WRONG = 'That did not open it.';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'infoview-sealed-'));
let browser;

after(async () => {
    fs.rmSync(scratch, { recursive: true, force: true });
    if (browser) {
        await browser.close();
    }
});

/*
 * A test of one sealed file: `open(how)` gives a page that shows it locked, `file` is where it lies. Whatever the test does, nothing is
 * requested but the file, nothing is written to the console but what `how.said` allows, no script fails, nothing is stored.
 */
function on(site, name, work) {
    const file = sealed(site);
    test(`${site}: ${name}`, { skip: !file && MISSING, timeout: 180000 }, async () => {
        const heard = [], opened = [], asked = [];
        const open = async (how = {}) => {
            browser = browser || await launch();
            const page = await look_at(browser, how), address = how.address || pathToFileURL(how.file || file).href;
            opened.push(page);
            page.on('request', (request) => request.url().replace(/#.*/, '') === address || request.url() === 'data:,' || asked.push(request));
            page.on('console', (message) => how.said?.test(message.text()) || heard.push(`console: ${message.text()}`));
            page.on('pageerror', (error) => heard.push(`error: ${error.stack}`));
            await (how.before && page.addInitScript(how.before));
            await page.goto(address);
            return page;
        };
        try {
            await work({ open, file });
            /* What the policy refuses is told as a request too, which was never sent. */
            heard.push(...asked.filter((request) => request.failure()?.errorText !== 'csp').map((request) => `request: ${request.url()}`));
            for (const page of opened) {
                heard.push(...(await stored(page)).map((what) => `stored: ${what}`));
            }
        } finally {
            await Promise.all(opened.map((page) => page.context().close()));
        }
        assert.deepEqual(heard, [], 'what it must never do');
    });
}

/* What the page has left behind. */
async function stored(page) {
    const found = (await page.context().cookies()).map(({ name }) => `cookie ${name}`);
    return found.concat(await page.evaluate(async () => [
        ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(({ name }) => name),
        ...(window.isSecureContext && location.protocol !== 'file:' ? await caches.keys() : []), ...(history.state === null ? [] : ['a state in the history']),
    ]));
}

async function unlock(page, passphrase = PASSPHRASE) {
    await page.fill('#passphrase', passphrase);
    await page.click('#open');
    await page.waitForSelector('body[data-page]');
    return page;
}

async function refused(page, passphrase = PASSPHRASE) {
    await page.fill('#passphrase', passphrase);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('said').textContent.startsWith('That'));
    assert.equal(await page.textContent('#said'), WRONG);
    assert.equal(await page.locator('[data-page]').count(), 0);
}

/* Follows a link and waits until its page is there. */
function click(page, link) {
    return follow(page, () => link.click());
}

/* ---- what it tells to who only looks at it */

on('demo', 'title, address and history are neutral, locked and open, and after being locked again', async ({ open, file }) => {
    const page = await open();
    const seen = [];
    const note = async () => seen.push(await page.title(), page.url());
    await note();
    await unlock(page);
    await note();
    for (const name of ['People', 'Prep', 'Pipeline', 'Network']) {
        await click(page, page.locator('header a', { hasText: name }));
        await note();
    }
    await click(page, page.locator('header a', { hasText: 'People' }));
    const followed = new URL(page.url()).hash;
    await page.fill('#filter', 'northwind');
    await page.waitForURL(({ hash }) => hash !== followed);
    await note();
    await click(page, page.locator('#people tbody a').first());
    assert.equal(await page.locator('h1').textContent(), 'Ana Lima');
    await note();
    await page.goBack();
    await page.waitForSelector('[data-page=people]');
    assert.equal(await page.inputValue('#filter'), 'northwind', 'what was filtered for is kept while it is open');
    await page.click('#lock');
    await note();
    const session = await page.context().newCDPSession(page);
    const { entries } = await session.send('Page.getNavigationHistory');
    seen.push(...entries.flatMap((entry) => [entry.url, entry.userTypedURL, entry.title]));
    const own = pathToFileURL(file).href;
    none([...new Set(seen)].filter((text) => !['Locked', 'about:blank', ''].includes(text) && !(text.startsWith(own) && /^(#\d+)?$/.test(text.slice(own.length)))), 'not neutral');
});

on('demo', 'no link shows where it leads', async ({ open }) => {
    const page = await unlock(await open());
    for (const name of ['People', 'Network', 'Help', 'Today']) {
        await click(page, page.locator('header a', { hasText: name }));
        if (name === 'People') { /* links that the script draws and changes */
            await click(page, page.locator('#people thead a').nth(1));
        }
        const all = await page.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
        none(all.filter((href) => !/^#(\d+|main)$/.test(href) && !/^(mailto|tel|https?):/.test(href)), `${name}: links`);
    }
});

on('demo', 'a wrong passphrase, a changed file and a cut one all say the same', async ({ open, file }) => {
    const page = await open();
    await refused(page, 'another passphrase');
    await refused(page, PASSPHRASE.toUpperCase());
    await unlock(page);
    const html = fs.readFileSync(file, 'latin1');
    const [, before, coded, behind] = /^(.*id="sealed">)([^<]*)(<.*)$/s.exec(html);
    const bytes = Buffer.from(coded, 'base64');
    const flipped = (at, mask = 1) => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ mask : byte))).toString('base64');
    const iterations = (n) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt32BE(n, 8);
        return changed.toString('base64');
    };
    const changed = {
        magic: flipped(0), kdf: flipped(4), flags: flipped(5), zero: flipped(7), zeros: flipped(15), salt: flipped(16), iv: flipped(43), first: flipped(44), tag: flipped(bytes.length - 1),
        few: iterations(599999), many: iterations(10000001), more: iterations(600001), cut: coded.slice(0, -4), short: coded.slice(0, 40), empty: '', no_base64: `!${coded.slice(1)}`,
    };
    for (const [name, text] of Object.entries(changed)) {
        const other = path.join(scratch, `${name}.html`);
        fs.writeFileSync(other, before + text + behind, 'latin1');
        await refused(await open({ file: other }));
    }
});

on('demo', 'a passphrase may be typed with spaces for hyphens, with more at the ends, in any normal form', async ({ open }) => {
    const page = await open();
    for (const typed of ['bado kilu mano tiru', '  bado-kilu mano-tiru - ', 'bado-kilu-mano-tiru\u0020']) {
        await unlock(page, typed);
        await page.click('#lock');
    }
    await refused(page, 'bado\u00a0kilu mano tiru');
});

/* ---- where it can be opened */

on('demo', 'from a server on this machine there is one request, for the file', async ({ open, file }) => {
    const asked = [];
    const server = http.createServer((request, response) => {
        asked.push(request.url);
        response.setHeader('Content-Type', 'text/html');
        response.end(fs.readFileSync(file));
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    try {
        const page = await open({ address: `http://127.0.0.1:${server.address().port}/` });
        await unlock(page);
        await click(page, page.locator('header a', { hasText: 'People' }));
        assert.deepEqual(asked, ['/']);
    } finally {
        server.closeAllConnections();
        server.close();
    }
});

on('demo', 'a browser that decodes base64 in no way of its own opens it too', async ({ open }) => {
    await unlock(await open({ before: () => { delete Uint8Array.fromBase64; } }));
});

on('demo', 'where there is no WebCrypto, and without scripts, a sentence says so and nothing can be typed', async ({ open }) => {
    const page = await open({ before: () => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }) });
    assert.match(await page.textContent('#said'), /WebCrypto/);
    assert.equal(await page.locator('input:enabled:visible, button:enabled').count(), 0);
    assert.equal(await page.locator('noscript:visible').count(), 0);
});

test('demo: without scripts a sentence says what to do', { skip: !sealed('demo') && MISSING }, async () => {
    browser = browser || await launch();
    const page = await look_at(browser, { plain: true });
    await page.goto(pathToFileURL(sealed('demo')).href);
    assert.match(await page.locator('main').innerText(), /open it in a browser/);
    assert.equal(await page.locator('input:enabled:visible, button:enabled').count(), 0);
    await page.context().close();
});

on('styled', "a vault's own style and templates are used, load nothing, and lead nowhere else", async ({ open }) => {
    const page = await unlock(await open({ said: /@import rules are not allowed|Content Security Policy/ }));
    await page.waitForTimeout(500);
    assert.equal(await page.locator('h1').evaluate((h1) => getComputedStyle(h1, '::before').content), '"own style"');
});

/* ---- the pages */

/* What a page shows, as a person reads it. */
function shown(page) {
    return page.evaluate(() => {
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        document.getElementById('lock')?.parentElement.remove();
        return document.body.innerText.replace(/\s+/g, ' ');
    });
}

for (const site of ['demo', 'owed']) {
    const folder = pages.site(site);

    on(site, 'links lead to every page of the plain site, and each shows the same', async ({ open }) => {
        const plain = await look_at(browser || (browser = await launch()), {}), wanted = new Map();
        for (const { path: file } of pages.every(folder)) {
            await plain.goto(url(folder, file));
            wanted.set(await shown(plain), file);
        }
        await plain.context().close();
        const page = await unlock(await open());
        /* Not the links that narrow or sort the list of people: they have no end. */
        const links = 'a[href^="#"]:not(.skip, #choices a, thead a)';
        const places = new Set(['#0']);
        for (const place of places) {
            if (place !== new URL(page.url()).hash) {
                await follow(page, () => page.evaluate((hash) => { location.hash = hash; }, place));
            }
            (await page.locator(links).evaluateAll((all) => all.map((link) => link.getAttribute('href')))).forEach((href) => places.add(href));
            wanted.delete(await shown(page));
        }
        none([...wanted.values()], 'pages that are not there, or not the same');
    });
}

on('demo', 'keys: g and a letter, the filter, j and k, Enter, the overlay', async ({ open }) => {
    const page = await unlock(await open());
    for (const { type, key } of pages.types.filter((row) => row.key)) {
        await page.keyboard.press('g');
        await page.keyboard.press(key);
        await page.waitForSelector(`body[data-page=${type}]`);
    }
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForSelector('body[data-page=people]');
    await page.keyboard.press('/');
    await page.keyboard.type('bo chen');
    const rows = () => page.locator('#people tbody tr th').allTextContents();
    assert.deepEqual(await rows(), ['Bo Chen']);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForSelector('body[data-page=person]');
    assert.equal(await page.locator('h1').textContent(), 'Bo Chen');
    await page.keyboard.press('?');
    assert.ok(await page.locator('dialog').isVisible());
    await page.keyboard.press('Escape');
    /* What was listening on pages before does not listen any more. */
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.waitForSelector('body[data-page=today]');
    await page.keyboard.press('j');
    assert.equal(await page.locator('.here').count(), 1);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    assert.equal(await page.locator('.item').first().getAttribute('class'), 'item late here');
});

on('demo', 'filters: choices and heads of columns narrow and sort as in the plain site, and back takes them back', async ({ open }) => {
    const page = await unlock(await open());
    await click(page, page.locator('.pipeline a', { hasText: 'thanked' }));
    await page.waitForSelector('body[data-page=people]');
    const names = () => page.locator('#people tbody tr th').allTextContents();
    const thanked = await names();
    assert.ok(thanked.includes('Rosa Ibáñez') && !thanked.includes('Ana Lima'));
    await click(page, page.locator('#people thead a', { hasText: 'Name' }));
    assert.deepEqual(await names(), thanked.slice().reverse());
    await follow(page, () => page.goBack());
    assert.deepEqual(await names(), thanked);
    await click(page, page.locator('#choices a', { hasText: 'everybody' }));
    assert.ok((await names()).length > thanked.length);
});

on('demo', 'what is typed just before a link is followed is kept for the list alone', async ({ open }) => {
    const page = await unlock(await open());
    await click(page, page.locator('header a', { hasText: 'People' }));
    await page.locator('#filter').focus();
    await page.evaluate(() => { /* the address is written when the next page is there already */
        const late = window.setTimeout;
        window.setTimeout = (work) => late(() => { work(); window.wasLate = true; }, 500);
    });
    await page.keyboard.type('bo chen');
    await page.evaluate(() => document.querySelector('#people tbody a').click());
    await page.waitForSelector('body[data-page=person]');
    const { hash } = new URL(page.url());
    await page.waitForFunction(() => window.wasLate);
    assert.equal(new URL(page.url()).hash, hash);
});

on('demo', 'a fragment leads to its place on the page, and back to where the reader was', async ({ open }) => {
    const page = await unlock(await open({ height: 400 }));
    await click(page, page.locator('header a', { hasText: 'Network' }));
    await page.locator('a', { hasText: 'Skip to the content' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await click(page, page.locator('header a', { hasText: 'People' }));
    await page.evaluate(() => scrollTo(0, 300));
    const top = await page.evaluate(() => scrollY);
    await page.locator('#people tbody a').nth(3).evaluate((link) => link.click());
    await page.waitForSelector('body[data-page=person]');
    assert.equal(await page.evaluate(() => scrollY), 0);
    await follow(page, () => page.goBack());
    assert.equal(await page.locator('body').getAttribute('data-page'), 'people');
    assert.equal(await page.evaluate(() => scrollY), top);
});

/* ---- locking */

/* Nothing of the pages is left to be found in the document. */
async function is_locked(page) {
    await page.waitForSelector('#locked');
    const html = await page.evaluate(() => document.documentElement.outerHTML.replace(/id="sealed">[^<]*/, '').replace(/<script>.*/s, ''));
    assert.doesNotMatch(html, /Ana Lima|Northwind|data-page/);
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
    assert.equal(await page.inputValue('#passphrase'), '');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'passphrase');
}

on('demo', 'the button locks; keys and back do nothing then; it opens again at the first page', async ({ open }) => {
    const page = await unlock(await open());
    await click(page, page.locator('header a', { hasText: 'People' }));
    await page.click('#lock');
    await is_locked(page);
    await page.goBack();
    await is_locked(page);
    await unlock(page);
    assert.equal(await page.getAttribute('body', 'data-page'), 'today');
});

on('demo', 'ten minutes without a touch lock it', async ({ open }) => {
    const page = await unlock(await open());
    const at = (minutes) => page.clock.setFixedTime(new Date(Date.parse(`${process.env.INFOVIEW_TODAY}T12:00:00Z`) + minutes * 60000));
    await at(9);
    await page.keyboard.press('k');
    await at(18);
    await page.mouse.move(50, 50);
    await at(27.5);
    await page.mouse.wheel(0, 20);
    assert.equal(await page.locator('[data-page]').count(), 1);
    await at(38);
    await page.mouse.move(60, 60);
    await is_locked(page);
    assert.match(await page.textContent('#said'), /ten minutes/);
});

on('demo', 'leaving the page locks it, for a browser that keeps it', async ({ open }) => {
    const page = await unlock(await open());
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await is_locked(page);
});

/* ---- for everybody */

for (const mode of MODES) {
    on('demo', `axe finds nothing, locked, refused and open (${mode.name})`, async ({ open }) => {
        const page = await open(mode), found = [];
        const judge = async (where) => found.push(...(await violations(page)).map((line) => `${where}: ${line}`));
        await judge('locked');
        await refused(page, 'another passphrase');
        await judge('refused');
        await unlock(page);
        await judge('today');
        for (const name of ['People', 'Prep']) {
            await click(page, page.locator('header a', { hasText: name }));
            await judge(name);
        }
        none(found, 'axe');
    });
}

on('demo', 'the field is one that password managers fill', async ({ open }) => {
    const page = await open();
    assert.deepEqual(await page.locator('form input').evaluateAll((all) => all.map((input) => [input.type, input.autocomplete])), [['text', 'username'], ['password', 'current-password']]);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'passphrase');
    assert.equal(await page.locator('label[for=passphrase]').count(), 1);
});

on('demo', 'on a phone everything is on the screen, and a finger meets it', async ({ open }) => {
    const page = await open({ width: 390, height: 844, touch: true });
    for (const selector of ['#passphrase', '#open']) {
        const box = await page.locator(selector).boundingBox();
        assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= 390, selector);
    }
    await unlock(page);
    const box = await page.locator('#lock').boundingBox();
    assert.ok(box.height >= 44 && box.width >= 44 && box.y + box.height <= 844);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

for (const [site, most] of [['thousand', 1], ['many', 12]]) {
    const file = sealed(site);
    test(`${site}: the file is no heavier than it may be`, { skip: !file && MISSING }, (t) => {
        const { size } = fs.statSync(file);
        t.diagnostic(`${site}: ${size} bytes of ${most * MB}`);
        assert.ok(size <= most * MB);
    });
}
