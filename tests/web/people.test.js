'use strict';
/* The list of people: filter, choices, presets, saved views, sort; what is shown stands in the fragment. */
const assert = require('node:assert/strict');
const web = require('./web');
const { follow } = web;

const ROWS = '#people tbody tr:visible';

function names(page) {
    return page.locator(`${ROWS} th`).allInnerTexts();
}

/* What the page says of how many it shows: [shown, of how many]. */
async function counts(page) {
    const numbers = (await page.locator('#shown').innerText()).replace(/,/g, '').match(/\d+/g).map(Number);
    return [numbers[0], numbers.at(-1)];
}

async function filter(page, text) {
    await page.locator('#filter').fill(text);
    return names(page);
}

/* ---- the filter */

web.each_site(['demo'], 'the filter finds parts of names and orgs, without case or accents, all its words', async ({ open }) => {
    const page = await open('people.html');
    const all = await names(page);
    assert.ok(all.length > 10);
    assert.deepEqual(await filter(page, 'LIMA'), ['Ana Lima']);
    assert.deepEqual(await filter(page, 'elodie'), ['Élodie Vasseur']);
    assert.deepEqual(await filter(page, 'angstrom silverbirch'), ['Signe Ångström']);
    assert.deepEqual(await filter(page, 'νικος'), ['Νίκος Παππάς']);
    assert.deepEqual(await filter(page, '小龙'), ['李小龙']);
    assert.deepEqual((await filter(page, 'eastgate')).sort(), ['Rosa Ibáñez', 'Νίκος Παππάς']);
    assert.deepEqual(await filter(page, 'lima silverbirch'), []);
    assert.deepEqual(await filter(page, ''), all);
    assert.deepEqual(await counts(page), [all.length, all.length]);
});

web.each_site(['demo'], 'nobody fits: it says so, and offers everybody', async ({ open }) => {
    const page = await open('people.html');
    const all = await names(page);
    assert.equal(await page.locator('#none').isVisible(), false);
    assert.deepEqual(await filter(page, 'zzz <b>&'), []);
    assert.ok(await page.locator('#none').isVisible());
    await follow(page, () => page.locator('#none a').click());
    assert.deepEqual(await names(page), all);
    assert.equal(await page.inputValue('#filter'), '');
});

web.each_site(['demo'], 'what is typed stands in the fragment, survives a reload, and is one step back', async ({ folder, open }) => {
    const page = await open('index.html');
    await page.goto(web.url(folder, 'people.html'));
    await page.locator('#filter').pressSequentially('solar & co');
    await page.waitForURL(({ hash }) => new URLSearchParams(hash.slice(1)).get('q') === 'solar & co');
    await page.locator('#filter').fill('solar');
    await page.waitForURL(/#q=solar$/);
    await page.reload();
    assert.deepEqual(await names(page), ['Kofi Mensah']);
    assert.equal(await page.inputValue('#filter'), 'solar');
    await page.goBack();
    assert.ok(page.url().endsWith('index.html'), 'letters make no history');
});

web.each_site(['demo'], 'who follows what was found as soon as it is typed comes back to it', async ({ open }) => {
    const page = await open('people.html');
    await page.locator('#filter').focus();
    await page.evaluate(() => { window.setTimeout = () => 0; }); /* leaves before the address is due */
    await page.keyboard.type('solar');
    await page.keyboard.press('Enter');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.equal(await page.locator('h1').innerText(), 'Kofi Mensah');
    await page.goBack();
    assert.equal(await page.inputValue('#filter'), 'solar');
    assert.deepEqual(await names(page), ['Kofi Mensah']);
});

/* ---- choices */

/* Every choice that has a count: its text, and how many it says. */
function choices(page) {
    return page.locator('.facets a:has(b)').evaluateAll((all) => all.map((a) => ({ text: a.firstChild.textContent.trim(), count: Number(a.querySelector('b').textContent.replace(/,/g, '')) })));
}

for (const site of ['demo', 'thousand']) {
    web.each_site([site], 'every choice shows as many as it says, is marked, and is undone by the back button', async ({ open }) => {
        const page = await open('people.html');
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
        const [, all] = await counts(page);
        const list = await choices(page);
        assert.ok(list.length > 8);
        for (const [number, { text, count }] of list.entries()) {
            const link = page.locator('.facets a:has(b)').nth(number);
            if ((await link.getAttribute('href')).startsWith('people-')) {
                continue; /* a letter: another page */
            }
            await follow(page, () => link.click());
            assert.equal((await counts(page))[1], count, text);
            assert.equal((await names(page)).length, Math.min(count, 100), text);
            assert.equal(await link.getAttribute('aria-current'), 'true', text);
            if (text !== 'everybody') {
                await follow(page, () => page.goBack());
            }
            assert.equal((await counts(page))[1], all, `back from ${text}`);
        }
    });
}

web.each_site(['demo'], 'choices and filter add up, and are kept in the fragment', async ({ open }) => {
    const page = await open('people.html#stage=thanked');
    const thanked = await names(page);
    assert.ok(thanked.includes('Rosa Ibáñez') && !thanked.includes('Ana Lima'));
    assert.deepEqual(await filter(page, 'eastgate'), ['Rosa Ibáñez']);
    await page.waitForURL(/q=eastgate/);
    const again = await open(`people.html${new URL(page.url()).hash}`);
    assert.deepEqual(await names(again), ['Rosa Ibáñez']);
    const broken = await open('people.html#stage=nowhere&nonsense=1&q=%E0%A4');
    assert.deepEqual(await names(broken), [], 'a broken fragment breaks nothing');
});

web.each_site(['demo'], 'what a choice says is how many are left when another is made', async ({ open }) => {
    const page = await open('people.html#stage=thanked');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    const list = (await choices(page)).map((choice, number) => ({ ...choice, number }));
    const left = list.slice(list.findIndex(({ text }) => text === 'going cold')).filter(({ count }) => count > 0);
    assert.ok(left.length > 5 && left.some(({ count }) => count > 1));
    for (const { text, count, number } of left) {
        await follow(page, () => page.locator('.facets a:has(b)').nth(number).click());
        assert.equal((await names(page)).length, count, text);
        await follow(page, () => page.goBack());
    }
});

web.each_site(['demo'], 'the presets: going cold, no next step, never thanked', async ({ open }) => {
    const page = await open('people.html');
    const chosen = async (name) => {
        await follow(page, () => page.locator('.facets a', { hasText: name }).click());
        return names(page);
    };
    assert.ok((await chosen('going cold')).includes('Priya Rao'));
    const [, cold] = await counts(page);
    await page.goto(page.url().replace(/#.*/, ''));
    const never = await chosen('never thanked');
    assert.ok(never.includes('Ana Lima') && !never.includes('Élodie Vasseur'));
    await page.goto(page.url().replace(/#.*/, ''));
    const none = await chosen('no next step');
    assert.ok(!none.includes('Ana Lima'), 'a thank-you is her next step');
    assert.ok(cold > 0 && none.length > 0);
});

web.each_site(['owed'], 'the saved views of the settings', async ({ open }) => {
    const page = await open('people.html');
    await follow(page, () => page.locator('.facets a', { hasText: 'Met at the depot' }).click());
    assert.deepEqual(await names(page), ['Νίκος Παππάς']);
    assert.equal(await page.inputValue('#filter'), 'depot');
    await follow(page, () => page.locator('.facets a', { hasText: 'Lately' }).click());
    assert.equal(await page.locator('.facets [aria-current]', { hasText: 'Lately' }).count(), 1);
    const last = await page.locator(`${ROWS} td:nth-child(5) time`).evaluateAll((all) => all.map((time) => time.dateTime.slice(0, 10)));
    assert.deepEqual(last, last.slice().sort().reverse());
});

/* ---- sort */

for (const site of ['demo', 'thousand']) {
    web.each_site([site], 'a heading sorts, a second click turns round; what is empty comes last either way', async ({ open }) => {
        const page = await open('people.html');
        const head = page.locator('#people thead th', { hasText: 'Last' });
        const column = () => page.locator(`${ROWS}`).evaluateAll((all) => all.map((row) => row.cells[4].querySelector('time')?.dateTime.slice(0, 10) || ''));
        const check = (list, back) => {
            const filled = list.filter(Boolean);
            assert.deepEqual(list.slice(0, filled.length), back ? filled.slice().sort().reverse() : filled.slice().sort());
        };
        await follow(page, () => head.locator('a').click());
        check(await column(), false);
        assert.equal(await head.getAttribute('aria-sort'), 'ascending');
        await follow(page, () => head.locator('a').click());
        check(await column(), true);
        assert.equal(await head.getAttribute('aria-sort'), 'descending');
        assert.match(page.url(), /sort=-last/);
        await follow(page, () => page.goBack());
        assert.equal(await head.getAttribute('aria-sort'), 'ascending');
        assert.equal(await page.locator('[aria-sort]').count(), 1);
    });
}

/* ---- long lists */

web.each_site(['thousand', 'many'], 'a hundred rows at once, the next hundred on demand, all of them within reach', async ({ site, open }) => {
    const page = await open('people.html');
    const all = site === 'many' ? 10000 : 1000;
    assert.deepEqual(await counts(page), [100, all]);
    await page.locator('#more').click();
    assert.deepEqual(await counts(page), [200, all]);
    const shown = await names(page);
    assert.equal(shown.length, 200);
    await page.locator('#filter').fill('alice');
    const [rows, fit] = await counts(page);
    assert.ok(rows <= 100 && fit > 10 && fit < all);
    assert.ok((await names(page)).every((name) => /alice/i.test(name)));
});

web.each_site(['thousand'], 'rows that the script draws are those that were built', async ({ open }) => {
    const rows = (page) => page.locator(ROWS).evaluateAll((all) => all.map((row) => row.outerHTML));
    const built = await rows(await open('people.html', { plain: true }));
    const page = await open('people.html');
    await follow(page, () => page.locator('#people thead th', { hasText: 'Stage' }).locator('a').click());
    await follow(page, () => page.locator('#people thead th', { hasText: 'Name' }).locator('a').click());
    assert.deepEqual(await rows(page), built);
});

web.each_site(['thousand'], 'j at the end of the rows brings the next hundred', async ({ open }) => {
    const page = await open('people.html');
    for (let i = 0; i < 101; i++) {
        await page.keyboard.press('j');
    }
    assert.deepEqual(await counts(page), [200, 1000]);
    const tops = await page.locator(ROWS).nth(100).getAttribute('class');
    assert.equal(tops, 'here');
});
