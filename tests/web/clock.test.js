'use strict';
/* A page gets old: by the reader's clock it says how old, and what is due is labelled anew. */
const assert = require('node:assert/strict');
const web = require('./web');

const BUILT = process.env.INFOVIEW_TODAY;
const DAY = 86400000;

/* What must stand at a due day, seen from a day: both as 2026-11-21. */
function lateness(due, today) {
    const left = (Date.parse(due) - Date.parse(today)) / DAY;
    const many = (n) => (n === 1 ? '1 day' : `${n} days`);
    return left < 0 ? `${many(-left)} late` : ['today', 'tomorrow'][left] || `in ${many(left)}`;
}

function later(days) {
    return new Date(Date.parse(BUILT) + days * DAY).toISOString().slice(0, 10);
}

function labels(page) {
    return page.evaluate(() => ({
        due: [...document.querySelectorAll('time[data-due]')].map((time) => [time.dateTime.slice(0, 10), time.textContent]),
        built: document.querySelector('[data-age]').textContent,
    }));
}

/* The first page, seen at `now` in a zone where it is then the day `today`. */
async function seen(open, now, zone, today) {
    const page = await open('index.html', { now, zone });
    const { due, built } = await labels(page);
    const age = (Date.parse(today) - Date.parse(BUILT)) / DAY;
    assert.ok(due.length >= 5, 'something is due');
    for (const [day, text] of due) {
        assert.equal(text, lateness(day, today), `due ${day}, seen on ${today} (${now} in ${zone})`);
    }
    assert.match(built, age ? new RegExp(`, ${age === 1 ? '1 day' : `${age} days`} ago$`) : /^\D+ \d+ \w+( \d{4})?$/);
}

web.each_site(['demo'], 'built three days ago: it says so, and everything is three days later', async ({ open }) => {
    await seen(open, `${later(3)}T09:00:00Z`, 'UTC', later(3));
});

web.each_site(['demo'], 'built today: what was built holds', async ({ open }) => {
    await seen(open, `${BUILT}T00:00:00Z`, 'UTC', BUILT);
    await seen(open, `${BUILT}T23:59:59Z`, 'UTC', BUILT);
});

web.each_site(['demo'], 'the day changes at the reader\'s midnight, wherever that is', async ({ open }) => {
    await seen(open, `${BUILT}T14:59:59Z`, 'Asia/Tokyo', BUILT);
    await seen(open, `${BUILT}T15:00:00Z`, 'Asia/Tokyo', later(1));
    await seen(open, `${later(1)}T07:59:59Z`, 'America/Los_Angeles', BUILT);
    await seen(open, `${later(1)}T08:00:00Z`, 'America/Los_Angeles', later(1));
    await seen(open, `${BUILT}T10:00:00Z`, 'Pacific/Kiritimati', later(1));
});

web.each_site(['demo'], 'days of 23 and of 25 hours are days', async ({ open }) => {
    await seen(open, '2027-03-28T21:59:59Z', 'Europe/Berlin', '2027-03-28');
    await seen(open, '2027-03-28T22:00:00Z', 'Europe/Berlin', '2027-03-29');
    await seen(open, '2027-03-15T06:59:59Z', 'America/Los_Angeles', '2027-03-14');
    await seen(open, '2027-11-08T07:59:59Z', 'America/Los_Angeles', '2027-11-07');
    await seen(open, '2027-11-08T08:00:00Z', 'America/Los_Angeles', '2027-11-08');
});

web.each_site(['demo'], 'built for a day to come, as --today can: what was built holds', async ({ open }) => {
    const early = await labels(await open('index.html', { now: `${later(-2)}T12:00:00Z` }));
    const same = await labels(await open('index.html', { now: `${BUILT}T12:00:00Z` }));
    assert.deepEqual(early, same);
});

web.each_site(['demo'], 'every page says how old it is', async ({ folder, open }) => {
    const page = await open('index.html', { now: `${later(1)}T12:00:00Z` });
    for (const { path: file } of require('./pages').largest(folder)) {
        await page.goto(web.url(folder, file));
        assert.match(await page.locator('footer').innerText(), /, 1 day ago\b/, file);
    }
});
