'use strict';
/*
 * shots.js FOLDER - pictures of every kind of page, to be looked at: FOLDER/SITE-PAGE-WIDTH-MODE.png for the empty
 * vault, the example and 1,000 people, 390 and 1200 wide, light and dark; and each prep sheet as it is printed.
 */
const fs = require('node:fs');
const path = require('node:path');
const { launch, look_at, url } = require('./browser');
const pages = require('./pages');

const SITES = ['empty', 'demo', 'thousand'];
const HOWS = [390, 1200].flatMap((width) => [false, true].map((dark) => ({ width, dark, touch: width < 500 })));

async function shoot(browser, site, how, out) {
    const folder = pages.site(site);
    const page = await look_at(browser, how);
    for (const { path: file, type } of pages.largest(folder)) {
        await page.goto(url(folder, file));
        const name = `${site}-${type}-${how.width}-${how.dark ? 'dark' : 'light'}.png`;
        const { height } = await page.locator('body').boundingBox();
        await page.screenshot({ path: path.join(out, name), clip: { x: 0, y: 0, width: how.width, height: Math.min(height + 1, 2400) }, fullPage: true });
    }
    await page.context().close();
}

/* A prep sheet as paper shows it: A4 without its margins is 673 pixels wide. */
async function print(browser, site, out) {
    const page = await look_at(browser, { width: 673, height: 1017 });
    await page.emulateMedia({ media: 'print' });
    for (const { path: file } of pages.largest(pages.site(site)).filter(({ type }) => type === 'prep')) {
        await page.goto(url(pages.site(site), file));
        await page.screenshot({ path: path.join(out, `${site}-prep-printed.png`) });
    }
    await page.context().close();
}

async function main(out) {
    fs.rmSync(out, { recursive: true, force: true });
    fs.mkdirSync(out, { recursive: true });
    const browser = await launch();
    for (const site of SITES.filter((name) => pages.site(name))) {
        for (const how of HOWS) {
            await shoot(browser, site, how, out);
        }
        await print(browser, site, out);
    }
    await browser.close();
    console.log(`${fs.readdirSync(out).length} pictures in ${out}`);
}

main(process.argv[2]);
