'use strict';
/* On paper: black on white, without what only a screen can use; prep is one A4 page. */
const assert = require('node:assert/strict');
const pages = require('./pages');
const web = require('./web');

/* How many pages a PDF has, and their size in points. */
function paper(pdf) {
    const text = pdf.toString('latin1');
    return { pages: (text.match(/\/Type\s*\/Page\b(?!s)/g) || []).length, size: (text.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+ [\d.]+)/) || [])[1] };
}

web.each_site(['demo', 'thousand'], 'a prep sheet is exactly one A4 page', async ({ folder, open, t }) => {
    const page = await open('index.html');
    const sheets = pages.every(folder).filter(({ type }) => type === 'prep');
    assert.ok(sheets.length > 0);
    for (const { path: file } of sheets) {
        await page.goto(web.url(folder, file));
        const { pages: count, size } = paper(await page.pdf({ preferCSSPageSize: true }));
        assert.equal(count, 1, `${file} takes ${count} pages`);
        const [width, height] = size.split(' ').map(Number);
        assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `A4, not ${size}`);
    }
    t.diagnostic(`${sheets.length} sheets printed`);
});

web.each_site(['demo'], 'on paper there is no bar, no filter, no footer, and no dark', async ({ folder, open }) => {
    const page = await open('index.html', { dark: true });
    await page.emulateMedia({ media: 'print' });
    for (const { path: file } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        assert.equal(await page.locator('header:visible, footer:visible, .tools:visible, .skip:visible').count(), 0, file);
        const [ink, sheet] = await page.evaluate(() => [getComputedStyle(document.documentElement).color, getComputedStyle(document.documentElement).backgroundColor]);
        assert.deepEqual([ink, sheet], ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'], file);
        assert.ok(await page.locator('h1').isVisible(), file);
    }
});

web.each_site(['demo'], 'on paper a question has room to write under it', async ({ folder, open }) => {
    const [{ path: file }] = pages.largest(folder).filter(({ type }) => type === 'prep');
    const page = await open(file);
    const height = async () => (await page.locator('.ask li').first().boundingBox()).height;
    const screen = await height();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await height() > screen + 10);
});
