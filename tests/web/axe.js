'use strict';
/* axe-core, injected by evaluation: pages let no other script in. */
const fs = require('node:fs');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MODES = [
    { name: 'light, 1200', dark: false, width: 1200 },
    { name: 'dark, 1200', dark: true, width: 1200 },
    { name: 'light, 360', dark: false, width: 360 },
    { name: 'dark, 360', dark: true, width: 360 },
];

/* What axe finds on the page with all opened that can be opened, a line for each element. */
async function violations(page) {
    await page.evaluate(AXE);
    return page.evaluate(async (rules) => {
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        const result = await window.axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false });
        return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
    }, RULES);
}

module.exports = { MODES, violations };
