'use strict';
/* Without scripts nothing is missing: every page can be reached, and shows all that it shows with them. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const pages = require('./pages');
const web = require('./web');

/* The files that the links of one lead to, read from its bytes. */
function linked(folder, file) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return [...text.matchAll(/<a\b[^>]*\shref="([^"#:]+)[^"]*"/g)].map((match) => path.join(path.dirname(file), decodeURIComponent(match[1].replace(/&amp;/g, '&').replace(/&#x27;|&#39;/g, "'"))));
}

/* Every file that can be reached from the first page. */
function reached(folder) {
    const known = new Set(['index.html']);
    for (const file of known) {
        linked(folder, file).filter((next) => fs.existsSync(path.join(folder, next))).forEach((next) => known.add(next));
    }
    return known;
}

for (const site of ['empty', 'demo', 'thousand', 'many']) {
    const folder = pages.site(site);
    test(`${site}: plain links lead from the first page to every page`, { skip: !folder && web.MISSING }, () => {
        const known = reached(folder);
        web.none(pages.every(folder).map((page) => page.path).filter((file) => !known.has(file)), 'pages that no link leads to');
    });
}

/* The words of a page, each once. What only a script can use, and what it writes itself, is left out. */
function words(page) {
    return page.evaluate(() => {
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        return [...new Set(document.body.innerText.split(/\s+/).filter(Boolean))];
    });
}

web.each_site(['empty', 'demo', 'owed'], 'what stands on a page with scripts stands there without them', async ({ folder, open }) => {
    const scripted = await open('index.html');
    const plain = await open('index.html', { plain: true });
    for (const { path: file } of pages.largest(folder)) {
        await scripted.goto(web.url(folder, file));
        await plain.goto(web.url(folder, file));
        const tools = await scripted.locator('#tools, #keys-switch, [data-due]').allInnerTexts();
        const without = new Set(await words(plain));
        web.none((await words(scripted)).filter((word) => !without.has(word) && !tools.join(' ').includes(word)), `${file}: only with scripts`);
    }
});

web.each_site(['empty', 'demo', 'thousand'], 'without scripts there is no control that does nothing', async ({ folder, open }) => {
    const page = await open('index.html', { plain: true });
    for (const { path: file } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        assert.equal(await page.locator('input:visible, button:visible, select:visible').count(), 0, file);
    }
});

web.each_site(['demo'], 'without scripts a fragment of the pipeline is a place on the page', async ({ open }) => {
    const page = await open('index.html', { plain: true });
    await page.locator('.pipeline a').first().click();
    assert.equal(await page.locator(':target').count(), 1);
});

web.each_site(['demo'], 'without scripts what is due says the day, which does not get old', async ({ open }) => {
    const page = await open('index.html', { plain: true });
    const due = await page.locator('.item time[data-due]').allTextContents();
    assert.ok(due.length > 5);
    for (const text of due) {
        assert.match(text, /^\w{3} \d{1,2} \w{3}/, 'a day, not how far it is');
    }
    assert.doesNotMatch(await page.locator('main').innerText(), /days? late|\btomorrow\b|\bin \d+ days?\b/);
});
