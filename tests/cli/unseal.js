'use strict';
/*
 * unseal.js FILE PASSPHRASE      what is sealed in a page, by infoview-seal(5) and WebCrypto alone
 * unseal.js -f PASSPHRASE FILE…  of bare files: the names of those that open
 */
const { subtle } = require('node:crypto').webcrypto;
const fs = require('node:fs'), zlib = require('node:zlib');

const keys = new Map(); /* those of many files are mostly one */

async function derive(salt, iterations, passphrase) {
    const typed = await subtle.importKey('raw', Buffer.from(passphrase), 'PBKDF2', false, ['deriveKey']);
    return subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
}

async function unseal(sealed, passphrase) {
    const header = sealed.subarray(0, 44), name = header.toString('hex', 8, 32);
    if (!keys.has(name)) keys.set(name, derive(header.subarray(16, 32), header.readUInt32BE(8), passphrase));
    const key = await keys.get(name);
    const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv: header.subarray(32), additionalData: header }, key, sealed.subarray(44)));
    const length = Number(plain.readBigUInt64BE(0));
    if (plain.subarray(8 + length).some((byte) => byte !== 0)) throw new Error('what follows is not zeros');
    return zlib.gunzipSync(plain.subarray(8, 8 + length));
}

const inside = (page) => Buffer.from(/id="sealed">([^<]*)</.exec(page.toString('latin1'))[1], 'base64');
const [first, passphrase, ...files] = process.argv.slice(2);
const works = first === '-f'
    ? files.map((file) => unseal(fs.readFileSync(file), passphrase).then(() => console.log(file), () => {}))
    : [unseal(inside(fs.readFileSync(first)), passphrase).then((bytes) => process.stdout.write(bytes))];

Promise.all(works).catch((error) => {
    console.error(`cannot open it: ${error.name}`);
    process.exitCode = 1;
});
