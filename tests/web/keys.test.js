'use strict';
/* Keys: all through without a mouse; single letters can be switched off. */
const assert = require('node:assert/strict');
const pages = require('./pages');
const web = require('./web');

function type_of(page) {
    return page.evaluate(() => document.body.dataset.page);
}

function focused(page) {
    return page.evaluate(() => document.activeElement.getAttribute('href') || document.activeElement.id || document.activeElement.tagName);
}

web.each_site(['demo'], 'g and a letter go to each page of the bar, from a page at any depth', async ({ folder, open }) => {
    const page = await open('index.html');
    const from = pages.largest(folder).filter(({ type }) => ['today', 'person', 'prep'].includes(type));
    for (const { path: file } of from) {
        for (const { type, key } of pages.types.filter((row) => row.key)) {
            await page.goto(web.url(folder, file));
            await page.keyboard.press('g');
            await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
            assert.equal(await type_of(page), type, `${file}: g ${key}`);
        }
    }
});

web.each_site(['demo'], 'the bar, the help page and the keys name the same letters', async ({ open }) => {
    const page = await open('help.html');
    const bar = await page.locator('a[data-go]').evaluateAll((all) => all.map((a) => `${a.dataset.go} ${a.textContent}`));
    const help = await page.locator('.keys div').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('kbd')].map((key) => key.textContent).join(' ') + ' ' + row.querySelector('dd').textContent));
    assert.deepEqual(help.filter((line) => line.startsWith('g ')).map((line) => line.slice(2)).sort(), bar.sort());
    assert.deepEqual(bar.map((line) => line[0]).sort(), pages.types.filter((row) => row.key).map((row) => row.key).sort());
});

web.each_site(['demo'], 'j and k move through the list, and stop at its ends; Enter opens', async ({ open }) => {
    const page = await open('people.html');
    const links = await page.locator('tbody tr:visible a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    await page.keyboard.press('k');
    assert.equal(await focused(page), links[0]);
    await page.keyboard.press('j');
    assert.equal(await focused(page), links[1]);
    assert.equal(await page.locator('.here').count(), 1);
    for (let i = 0; i < links.length + 3; i++) {
        await page.keyboard.press('j');
    }
    assert.equal(await focused(page), links.at(-1));
    await page.keyboard.press('k');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.ok(page.url().endsWith(links.at(-2)));
});

web.each_site(['demo'], 'j and k go through what is due, and Enter opens the person', async ({ open }) => {
    const page = await open('index.html');
    await page.keyboard.press('j');
    const first = await page.locator('.item a').first().getAttribute('href');
    assert.equal(await focused(page), first);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.ok(page.url().endsWith(encodeURI(decodeURI(first))));
});

web.each_site(['demo'], 'j and k pass over what a filter hides', async ({ open }) => {
    const links = async (page) => page.locator('tbody tr:visible a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const everybody = await links(await open('people.html'));
    const page = await open('people.html#stage=met');
    const met = await links(page);
    assert.ok(met.length >= 2 && met.length < everybody.length && met[1] !== everybody[1]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await focused(page), met[1]);
});

web.each_site(['demo'], '/ goes to the filter, Escape leaves it, and letters typed there are letters', async ({ open }) => {
    const page = await open('people.html');
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'filter');
    await page.keyboard.type('gt?jk');
    assert.equal(await page.inputValue('#filter'), 'gt?jk');
    assert.equal(await type_of(page), 'people');
    assert.equal(await page.locator('.overlay:visible').count(), 0);
    await page.keyboard.press('Escape');
    assert.notEqual(await focused(page), 'filter');
    await page.keyboard.press('?');
    assert.equal(await page.locator('.overlay:visible').count(), 1);
});

web.each_site(['demo'], '? shows the keys on the page and what each does; ? and Escape close it', async ({ folder, open }) => {
    const page = await open('index.html');
    for (const { path: file } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        const label = () => page.locator('a[data-go]').first().evaluate((a) => getComputedStyle(a, '::after').content);
        assert.equal(await label(), 'none');
        await page.keyboard.press('?');
        assert.ok(await page.locator('.overlay').isVisible(), file);
        assert.match(await label(), /g .*t/, `${file}: the letter stands at its link`);
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('.overlay:visible').count(), 0, file);
        await page.keyboard.press('?');
        await page.keyboard.press('?');
        assert.equal(await page.locator('.overlay:visible').count(), 0, file);
        await page.locator('body:not([data-keys])').waitFor();
        assert.equal(await label(), 'none');
    }
});

web.each_site(['demo'], 'keys with Control, Alt or Meta are the browser\'s', async ({ open }) => {
    const page = await open('people.html');
    for (const key of ['Control+/', 'Alt+j', 'Meta+?']) {
        await page.keyboard.press(key);
    }
    assert.equal(await page.locator('.here, .overlay:visible').count(), 0);
    assert.notEqual(await focused(page), 'filter');
});

web.each_site(['demo'], 'single letters are switched off on the help page, and stay off', async ({ folder, open }) => {
    const page = await open('help.html');
    await page.locator('#keys').uncheck();
    const still = async (where) => {
        for (const key of ['g', 'p', '?', 'j']) {
            await page.keyboard.press(key);
        }
        await page.waitForTimeout(50);
        assert.equal(await page.locator('.overlay:visible, .here').count(), 0, where);
        assert.ok(page.url().split('#')[0].endsWith(where), where);
    };
    await page.locator('#main').focus();
    await still('help.html');
    await page.locator('a[data-go=t]').click();
    await still('index.html');
    await page.goto(web.url(folder, 'help.html'));
    assert.equal(await page.locator('#keys').isChecked(), false, 'the box says so');
    await page.locator('#keys').check();
    await page.locator('#main').focus();
    await page.keyboard.press('?');
    assert.equal(await page.locator('.overlay:visible').count(), 1, 'and on again');
});

web.each_site(['demo'], 'Tab comes first to a link past the bar, then to every link in the order of the page', async ({ folder, open }) => {
    const page = await open('index.html');
    for (const { path: file } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        await page.keyboard.press('Tab');
        assert.equal(await focused(page), '#main', file);
        assert.ok((await page.locator('.skip').boundingBox()).width > 50, 'it is seen');
        await page.keyboard.press('Enter');
        assert.equal(await focused(page), 'main', `${file}: the content has the focus`);
        const first = await page.locator('#main').evaluate((main) => [...main.querySelectorAll('a[href], summary, input, [tabindex="0"]')].find((one) => one.offsetParent && one.tabIndex >= 0)?.outerHTML);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.outerHTML), first || await page.evaluate(() => document.body.outerHTML), `${file}: the first thing after it`);
        assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none', `${file}: the focus is seen`);
    }
});
