'use strict';
/* unseal.js FILE PASSPHRASE [-f] - what is sealed in a page (-f: in a bare file), by infoview-seal(5) and WebCrypto alone. */
const { subtle } = require('node:crypto').webcrypto;
const fs = require('node:fs'), zlib = require('node:zlib');

async function unseal(file, passphrase, is_bare) {
    const read = fs.readFileSync(file);
    const sealed = is_bare ? read : Buffer.from(/id="sealed">([^<]*)</.exec(read.toString('latin1'))[1], 'base64');
    const header = sealed.subarray(0, 44), iterations = header.readUInt32BE(8);
    const typed = await subtle.importKey('raw', Buffer.from(passphrase), 'PBKDF2', false, ['deriveKey']);
    const key = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: header.subarray(16, 32), iterations }, typed, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv: header.subarray(32), additionalData: header }, key, sealed.subarray(44)));
    const length = Number(plain.readBigUInt64BE(0));
    if (plain.subarray(8 + length).some((byte) => byte !== 0)) throw new Error('what follows is not zeros');
    return zlib.gunzipSync(plain.subarray(8, 8 + length));
}

unseal(process.argv[2], process.argv[3], process.argv[4] === '-f').then((bytes) => process.stdout.write(bytes), (error) => {
    console.error(`cannot open it: ${error.name}`);
    process.exitCode = 1;
});
