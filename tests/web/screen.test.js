'use strict';
/* What fits where: the phone's first screen, targets that a finger hits, nothing to scroll sideways, no colour alone. */
const assert = require('node:assert/strict');
const pages = require('./pages');
const web = require('./web');

const PHONE = { width: 390, height: 844, touch: true };

function bottom({ y, height }) {
    return y + height;
}

/* ---- the phone's first screen */

web.each_site(['owed'], 'on a phone what is owed (three) and the next meeting end above 700 px', async ({ open, t }) => {
    const page = await open('index.html', PHONE);
    assert.equal(await page.locator('#owed .item').count(), 3, 'three are owed');
    const owed = bottom(await page.locator('#owed').boundingBox());
    const next = bottom(await page.locator('#next').boundingBox());
    t.diagnostic(`owed ends at ${Math.round(owed)} px, the next meeting at ${Math.round(next)} px`);
    assert.ok(owed < next && next <= 700, `owed ends at ${owed}, the next meeting at ${next}`);
});

web.each_site(['owed', 'demo', 'thousand'], 'on a phone the masthead takes at most 96 px, and a card 72', async ({ folder, open }) => {
    const page = await open('index.html', PHONE);
    for (const { path: file, type } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        const bar = await page.locator('header').boundingBox();
        assert.ok(bar.height <= 96, `${file}: the bar takes ${bar.height} px`);
        assert.ok(Math.round(bottom(bar)) === PHONE.height, `${file}: it lies at the bottom`);
        if (['today', 'people', 'ahead', 'help'].includes(type)) {
            const head = bottom(await page.locator('.head').boundingBox());
            assert.ok(head <= 96, `${file}: the head ends at ${head} px`);
        }
        const cards = await page.locator('.item:visible, .people tbody tr:visible').evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().height, one.innerText.replace(/\s+/g, ' ').slice(0, 60)]));
        web.none(cards.filter(([height]) => height > 72).map(([height, text]) => `${file}: ${height} px: ${text}`), 'cards over 72 px');
    }
});

web.each_site(['demo'], 'on a phone the bar at the bottom hides nothing at the end of a page', async ({ folder, open }) => {
    const page = await open('index.html', PHONE);
    for (const { path: file } of pages.largest(folder)) {
        await page.goto(web.url(folder, file));
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        const end = bottom(await page.locator('footer').boundingBox());
        assert.ok(end <= (await page.locator('header').boundingBox()).y, file);
    }
});

/* ---- nothing to scroll sideways */

for (const width of [320, 360, 390, 768, 1200]) {
    web.each_site(['empty', 'demo', 'hostile', 'corpora', 'thousand'], `nothing scrolls sideways at ${width} px`, async ({ folder, open }) => {
        const found = [];
        const page = await open('index.html', { width });
        for (const { path: file } of pages.largest(folder)) {
            await page.goto(web.url(folder, file));
            const wide = await page.evaluate(() => {
                document.querySelectorAll('details').forEach((one) => { one.open = true; });
                const root = document.documentElement;
                const out = [...document.querySelectorAll('main *')].find((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.scroll, .hidden'));
                return root.scrollWidth > root.clientWidth ? `${root.scrollWidth} px: ${out && out.outerHTML.slice(0, 200)}` : '';
            });
            if (wide) {
                found.push(`${file}: ${wide}`);
            }
        }
        web.none(found, 'too wide');
    });
}

/* ---- targets */

/*
 * What can be pressed, but is missed within `least` pixels: from the middle of each, as far as it is hit. A link
 * within a sentence is as high as its line (WCAG 2.5.8 says so too): one that has text of its paragraph beside it.
 */
function small(page, least) {
    return page.evaluate((least) => {
        const selector = 'a[href], summary, input, button, select, label';
        const within = (one) => {
            if (getComputedStyle(one).display !== 'inline') return false;
            let block = one.parentElement;
            while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
            return block.innerText.trim() !== one.innerText.trim();
        };
        const reach = (one, x, y, dx, dy) => {
            let n = 0;
            for (; n < least; n++) {
                const hit = document.elementFromPoint(x + dx * (n + 1), y + dy * (n + 1));
                const target = hit && hit.closest(selector);
                if (!hit || (target !== one && (target || dy))) break; /* beside a short name there may be nothing */
            }
            return n;
        };
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        const all = [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length && !one.closest('.skip, .hidden') && !one.matches('label[for], label input') && !within(one));
        return all.slice(0, 120).map((one) => {
            one.scrollIntoView({ block: 'center', inline: 'center' });
            const box = one.getClientRects()[0];
            const y = box.y + box.height / 2;
            const sizes = [0.5, 0.1, 0.95].map((part) => box.x + box.width * part).map((x) =>
                [reach(one, x, y, -1, 0) + reach(one, x, y, 1, 0) + 1, reach(one, x, y, 0, -1) + reach(one, x, y, 0, 1) + 1]);
            return sizes.some(([width, height]) => width >= 24 && height >= least - 1) ? '' : `${sizes.map((size) => size.join(' x '))}: ${one.outerHTML.slice(0, 120)}`;
        }).filter(Boolean);
    }, least);
}

web.each_site(['empty', 'demo', 'thousand'], 'a mouse hits targets of 24 px, a finger of 44', async ({ folder, open }) => {
    const found = [];
    for (const [how, least] of [[{ width: 1200 }, 24], [{ width: 390 }, 24], [PHONE, 44], [{ width: 1200, touch: true }, 44]]) {
        const page = await open('index.html', how);
        for (const { path: file } of pages.largest(folder)) {
            await page.goto(web.url(folder, file));
            found.push(...(await small(page, least)).slice(0, 10).map((line) => `${file}, ${how.width}${how.touch ? ' touch' : ''}: ${line}`));
        }
    }
    web.none(found, 'too small');
});

/* ---- nothing by colour alone */

/* Whether what is marked differs from what is not in something besides colours, with the system's few colours on. */
function differs(page, marked, other) {
    return page.evaluate(([marked, other]) => {
        const look = (one) => {
            const style = getComputedStyle(one);
            return [style.fontWeight, style.textDecorationLine, style.borderBottomWidth, style.outlineStyle, style.boxShadow, getComputedStyle(one, '::before').content].join('|');
        };
        const [a, b] = [marked, other].map((selector) => document.querySelector(selector));
        return !a || !b ? `nothing is ${a ? other : marked}` : look(a) === look(b) ? `${marked} looks as ${other}` : '';
    }, [marked, other]);
}

web.each_site(['demo'], 'nothing is said by colour alone', async ({ open }) => {
    const page = await open('index.html', { forced: true });
    assert.equal(await differs(page, 'header [aria-current]', 'header a:not([aria-current])'), '');
    assert.equal(await differs(page, '.late .when', '.item:not(.late) .when'), '');
    for (const when of await page.locator('.late .when').all()) {
        assert.match(await when.innerText(), /late$/, 'what is late says so');
    }
    for (const week of await page.locator('.weeks td').all()) {
        assert.match(await week.innerText(), /\d+$/, 'a week shows its number');
    }
    await page.goto(web.url(pages.site('demo'), 'people.html#stage=met'));
    assert.equal(await differs(page, 'time.late', '.people time:not(.late)'), '');
    assert.equal(await differs(page, '.facets [aria-current]', '.facets a:not([aria-current])'), '');
    await page.keyboard.press('j');
    assert.equal(await differs(page, 'tr.here', 'tbody tr:not(.here)'), '');
});

web.each_site(['demo'], 'by night the paper is dark, with forced colours it is the system\'s', async ({ open }) => {
    const paper = async (how) => (await open('index.html', how)).evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
    assert.ok(await paper({}) > 700);
    assert.ok(await paper({ dark: true }) < 120);
    assert.equal(await paper({ forced: true }), 765);
});
