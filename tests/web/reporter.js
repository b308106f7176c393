'use strict';
/*
 * What node's test runner finds, as the TAP that prove shows: one line a test, and in comments, which prove
 * prints without being asked, why one failed and the figures that one measured. Node's own TAP hides both.
 */

function comment(text) {
    const plain = String(text).replace(/\x1b\[[0-9;]*m/g, '').trimEnd();
    return plain.split('\n').map((line) => `# ${line}\n`).join('');
}

/* An assertion's own words say enough; of anything else the place is wanted too. */
function reason(error) {
    const cause = (error && error.cause) || error || {};
    return cause.code === 'ERR_ASSERTION' ? cause.message : cause.stack || String(cause);
}

module.exports = async function* (events) {
    let count = 0;
    for await (const { type, data } of events) {
        const name = data.name && data.name.replace(/#/g, '\\#');
        if (type === 'test:diagnostic' && data.nesting === 0 && !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(data.message)) {
            yield comment(data.message);
        } else if (type === 'test:pass' && data.nesting === 0) {
            yield `ok ${++count} - ${name}${data.skip === undefined ? '' : ` # SKIP ${data.skip}`}\n`;
        } else if (type === 'test:fail' && data.nesting === 0) {
            yield `not ok ${++count} - ${name}\n${comment(reason(data.details.error))}`;
        }
    }
    yield `1..${count}\n`;
};
