'use strict';
/* All that html-validate recommends and knows about accessibility; what is switched off says why. */
module.exports = {
    root: true,
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: {
        /* `stage=met` is an id: the fragment that filters with a script is a place on the page without one. */
        'valid-id': ['error', { relaxed: true }],
        /* A title is somebody's name, however long that is. */
        'long-title': 'off',
    },
};
