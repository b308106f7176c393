'use strict';
/*
 * The table of page types: all tests go through it. A new page is one line here.
 *
 *     type     as the page says of itself in data-page
 *     path     its file; or `folder`, where each of its pages lies; or `name`, what their names are like
 *     long     it is only there where lists are long
 *     key      the letter that follows g
 *     most     what one of them may weigh, in bytes; `most_at_many`: with 10,000 people
 */
const fs = require('node:fs');
const path = require('node:path');

const KB = 1024;

const types = [
    { type: 'today', path: 'index.html', key: 't', most: 30 * KB },
    { type: 'people', path: 'people.html', key: 'p', most: 150 * KB, most_at_many: 1.1 * 1024 * KB },
    { type: 'people_part', name: /^people-[\w-]+\.html$/, long: true, most: 150 * KB },
    { type: 'ahead', path: 'prep.html', key: 'r' },
    { type: 'pipeline', path: 'pipeline.html', key: 'l' },
    { type: 'network', path: 'network.html', key: 'n' },
    { type: 'weeks', path: 'weeks.html' },
    { type: 'help', path: 'help.html', key: 'h' },
    { type: 'person', folder: 'p', most: 20 * KB },
    { type: 'interview', folder: 'i' },
    { type: 'prep', folder: 'prep' },
];

/* What every page loads, and what it may weigh. */
const assets = [
    { path: 'style.css', most: 12 * KB },
    { path: 'script.js', most: 10 * KB },
];

const root = path.resolve(process.env.INFOVIEW_WEB || 'build/web');

/* The folder of a site by its name (tests/web/sites says which there are); null: it could not be made here. */
function site(name) {
    const folder = path.join(root, 'site', name);
    return fs.existsSync(path.join(folder, 'index.html')) ? folder : null;
}

/* The files of a type in a site. */
function files(folder, row) {
    const below = path.join(folder, row.folder || '');
    const names = fs.existsSync(below) ? fs.readdirSync(below).sort() : [];
    const is_one = (name) => (row.path ? name === row.path : (row.name || /\.html$/).test(name));
    return names.filter(is_one).map((name) => path.posix.join(row.folder || '', name));
}

/* Every page of a site: its row with `path` and `size`, in the order of the table. */
function every(folder) {
    return types.flatMap((row) => files(folder, row).map((file) => ({ ...row, path: file, size: fs.statSync(path.join(folder, file)).size })));
}

/* One page of each type that the site has: where there are several, the largest, which shows most. */
function largest(folder) {
    const found = new Map();
    for (const page of every(folder)) {
        if (!found.has(page.type) || page.size > found.get(page.type).size) {
            found.set(page.type, page);
        }
    }
    return [...found.values()];
}

module.exports = { types, assets, root, site, every, largest };
