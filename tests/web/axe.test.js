'use strict';
/* axe-core finds nothing against WCAG 2.2 AA or good practice on any kind of page: light and dark, 1200 and 360 wide. */
const assert = require('node:assert/strict');
const { MODES, violations } = require('./axe');
const pages = require('./pages');
const web = require('./web');

async function judge({ folder, open }, mode, list) {
    const found = [];
    const page = await open('index.html', mode);
    for (const { path: file } of list) {
        await page.goto(web.url(folder, file));
        found.push(...(await violations(page)).map((line) => `${file}: ${line}`));
    }
    web.none(found, 'axe');
}

for (const mode of MODES) {
    web.each_site(['empty', 'demo'], `axe finds nothing (${mode.name})`, (at) => judge(at, mode, pages.largest(at.folder)));
    web.each_site(['thousand'], `axe finds nothing on the lists (${mode.name})`, (at) => judge(at, mode, pages.largest(at.folder).filter((page) => page.path.indexOf('/') < 0 && page.size < 200 * 1024)));
}

web.each_site(['demo'], 'axe finds nothing while the keys are shown', async ({ open }) => {
    for (const mode of MODES) {
        const page = await open('people.html', mode);
        await page.keyboard.press('?');
        await page.keyboard.press('j');
        web.none(await violations(page), mode.name);
    }
});

web.each_site(['demo'], 'axe would find something: grey on grey, a picture without words, a link without a name', async ({ open }) => {
    const page = await open('help.html');
    await page.evaluate(() => {
        document.querySelector('h1').style.color = 'silver';
        document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><a href="#x"></a>');
    });
    const found = (await violations(page)).map((line) => line.split(':')[0]);
    for (const rule of ['color-contrast', 'image-alt', 'link-name']) {
        assert.ok(found.includes(rule), rule);
    }
});
