'use strict';
/* Every link leads somewhere: each is looked up, and one of each kind of page is clicked through. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const pages = require('./pages');
const web = require('./web');

/* What a page holds: its type, the ids, and where its links lead, as written and whole. */
function gather(page) {
    return page.evaluate(() => ({
        type: document.body.dataset.page,
        ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
        links: [...document.querySelectorAll('a[href]')].map((a) => ({ href: a.getAttribute('href'), url: new URL(a.getAttribute('href'), document.baseURI).href })),
    }));
}

function file_of(address) {
    return decodeURIComponent(new URL(address).pathname);
}

/* The links of the pages gathered (url -> what gather found) that lead nowhere. A page not gathered must exist. */
function dead(gathered) {
    const found = [];
    for (const [from, { links }] of gathered) {
        for (const { href, url } of links) {
            const [whole, fragment] = url.split('#');
            if (/^(mailto|tel|https?):/.test(url)) {
                continue;
            }
            const target = gathered.get(whole);
            if (!target && !(url.startsWith('file:') && fs.existsSync(file_of(whole)))) {
                found.push(`${from}: ${href} leads nowhere`);
            } else if (target && fragment && !target.ids.includes(fragment) && !target.ids.includes(decodeURIComponent(fragment))) {
                found.push(`${from}: ${href} has no such place`);
            }
        }
    }
    return found;
}

/* The same of many, as they are without a script, which takes the place of some of the ids. */
async function gather_all({ folder, open }, list) {
    const page = await open('index.html', { plain: true });
    const gathered = new Map();
    for (const { path: file, type } of list) {
        await page.goto(web.url(folder, file));
        gathered.set(web.url(folder, file), await gather(page));
        assert.equal(gathered.get(web.url(folder, file)).type, type, `${file} says of itself what it is`);
    }
    return gathered;
}

web.each_site(['empty', 'demo', 'owed', 'hostile', 'corpora'], 'every link and fragment of every page leads somewhere', async (at) => {
    web.none(dead(await gather_all(at, pages.every(at.folder))), 'dead links');
});

web.each_site(['thousand', 'many'], 'every link and fragment of a page of each type leads somewhere', async (at) => {
    web.none(dead(await gather_all(at, pages.largest(at.folder))), 'dead links');
});

web.each_site(['empty', 'demo', 'thousand'], 'every page is in the table of page types, and every type is there', async ({ site, folder }) => {
    const known = new Set(pages.every(folder).map((page) => page.path));
    const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'));
    web.none(files.filter((file) => !known.has(file)), 'pages that tests/web/pages.js does not know');
    if (site !== 'empty') {
        const types = new Set(pages.every(folder).map((page) => page.type));
        web.none(pages.types.filter((row) => !types.has(row.type) && (site === 'thousand' || !row.long)).map((row) => row.type), 'types without a page');
    }
});

/* Whether the fragment that a page was come to with is a place on it, or what its list is asked for. */
function arrived(page) {
    return page.evaluate(() => {
        const fragment = location.hash.slice(1);
        const asked = document.getElementById('tools') && /^all$|=/.test(fragment);
        return !fragment || asked || [fragment, decodeURIComponent(fragment)].some((id) => document.getElementById(id));
    });
}

/* Goes to a page and opens all that can be opened there. */
async function go_open(page, url) {
    await page.goto(url);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
}

/* Clicks each link of a page that leads to another place in the site, and goes back. How many there were. */
async function click_through(page, folder, file) {
    const start = web.url(folder, file);
    const done = new Set();
    await go_open(page, start);
    const { links } = await gather(page);
    for (const [number, { url }] of links.entries()) {
        const link = page.locator('a[href]').nth(number);
        if (!url.startsWith('file:') || url === start || done.has(url) || await link.evaluate((a) => a.matches('.skip, [hidden] *'))) {
            continue;
        }
        done.add(url);
        await link.click();
        await page.waitForURL(url);
        assert.ok(await arrived(page), `${file}: ${url}`);
        assert.ok(await page.locator('h1').isVisible(), `${file}: ${url} shows a page`);
        await page.goBack();
        assert.equal(page.url().replace(/#.*/, ''), start, `${file}: back from ${url}`);
        await go_open(page, start);
    }
    return done.size;
}

web.each_site(['demo'], 'a click on each link arrives, and the back button comes back', async ({ folder, open, t }) => {
    const page = await open('index.html');
    let clicks = 0;
    for (const { path: file } of pages.largest(folder)) {
        clicks += await click_through(page, folder, file);
    }
    assert.ok(clicks > 50, 'there is something to click');
    t.diagnostic(`${clicks} links clicked`);
});

/*
 * ---- linkinator, which asks a server of its own: inside the site, so that nothing else is in reach. It is asked
 * for files only: version 6 knows no fragments, 7 runs on no Node 18 and passes over pages with our `noindex`.
 */

async function linkinator(folder) {
    const { LinkChecker } = await import(pathToFileURL(require.resolve('linkinator')));
    const before = process.cwd();
    process.chdir(folder);
    try {
        const result = await new LinkChecker().check({ path: '.', recurse: true, linksToSkip: ['^(?!http://localhost)'] });
        return { looked: result.links.length, broken: result.links.filter((link) => link.state === 'BROKEN').map((link) => `${link.parent}: ${link.url}`) };
    } finally {
        process.chdir(before);
    }
}

for (const site of ['empty', 'demo', 'hostile']) {
    test(`${site}: linkinator finds no dead link`, async () => {
        const { looked, broken } = await linkinator(pages.site(site));
        web.none(broken, 'dead links');
        assert.ok(looked >= pages.largest(pages.site(site)).length, 'it has looked');
    });
}
