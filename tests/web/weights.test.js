'use strict';
/* What pages weigh: the table of page types says how much they may. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const pages = require('./pages');
const { none, MISSING } = require('./web');

for (const site of ['empty', 'demo', 'thousand', 'many']) {
    const folder = pages.site(site);
    test(`${site}: no page is heavier than it may be`, { skip: !folder && MISSING }, (t) => {
        const heavy = pages.every(folder).map((page) => ({ ...page, most: (site === 'many' && page.most_at_many) || page.most }))
            .filter(({ size, most }) => most && size > most);
        t.diagnostic(`${site}: ${pages.largest(folder).map(({ type, size }) => `${type} ${size}`).join(', ')}`);
        none(heavy.map(({ path: file, size, most }) => `${file}: ${size} bytes of at most ${most}`), 'too heavy');
    });
}

test('the style sheet and the script are no heavier than they may be', (t) => {
    const sizes = pages.assets.map((asset) => ({ ...asset, size: fs.statSync(path.join(pages.site('demo'), asset.path)).size }));
    t.diagnostic(sizes.map(({ path: file, size, most }) => `${file} ${size} of ${most}`).join(', '));
    assert.ok(sizes.every(({ size, most }) => size <= most));
});
