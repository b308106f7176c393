
/*
 * Opens what is sealed in this page, infoview-seal(5), and shows its pages. Nothing is asked for, nothing is stored: the
 * key is gone when the pages are there, and they are gone when the page is locked. History has numbers alone, which
 * mean something only while it is open.
 */
(() => {
'use strict';

/* The script of the pages, run for each anew; the address that it sees is the one that the page would have. */
const site = (location, history, addEventListener) => {
{{site}}
};

const sealed = document.getElementById('sealed'), form = document.getElementById('unlock');
const field = document.getElementById('passphrase'), button = document.getElementById('open');
const said = document.getElementById('said'), shut = [...document.body.childNodes];

/* ---- opening */

const HEADER = 44, LEAST = 600000, MOST = 10000000;

/* As the program does it: seal_normal. */
function normal(text) {
  return text.normalize('NFC').replace(/ /g, '-').replace(/^[- \t\r\n]+|[- \t\r\n]+$/g, '');
}

function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const places = new Uint8Array(256), letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let i = 0; i < 64; i++) places[letters.charCodeAt(i)] = i;
  const bytes = new Uint8Array(Math.floor(text.replace(/=+$/, '').length * 3 / 4));
  for (let from = 0, to = 0; to < bytes.length; from += 4) {
    const four = places[text.charCodeAt(from)] << 18 | places[text.charCodeAt(from + 1)] << 12 |
      places[text.charCodeAt(from + 2)] << 6 | places[text.charCodeAt(from + 3)];
    bytes[to++] = four >> 16;
    bytes[to++] = four >> 8;
    bytes[to++] = four;
  }
  return bytes;
}

/* What is sealed; an error where anything about it is not as it should be, whatever that is. */
async function opened(passphrase) {
  const bytes = decoded(sealed.textContent), header = new DataView(bytes.buffer, 0, HEADER);
  const iterations = header.getUint32(8), { subtle } = crypto;
  if (header.getUint32(0) !== 0x49565731 || header.getUint32(4) !== 0x01000000 || header.getUint32(12)) throw 0;
  if (iterations < LEAST || iterations > MOST) throw 0;
  const typed = await subtle.importKey('raw', new TextEncoder().encode(normal(passphrase)), 'PBKDF2', false, ['deriveKey']);
  const key = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes.subarray(16, 32), iterations },
    typed, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const plain = await subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(32, HEADER), additionalData: bytes.subarray(0, HEADER) },
    key, bytes.subarray(HEADER));
  return expanded(new Uint8Array(plain, 8, Number(new DataView(plain).getBigUint64(0))));
}

async function expanded(bytes) {
  const gzip = new DecompressionStream('gzip'), writer = gzip.writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const whole = await new Response(gzip.readable).arrayBuffer();
  await written;
  return new Uint8Array(whole);
}

/* ---- the pages in it: bundle.h */

let pages, rows, several, once, style; /* pages: where each begins, by the name of its file */

function unpack(bytes) {
  const lengths = new DataView(bytes.buffer), decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = 12;
  const part = (length) => bytes.subarray(at, at += length);
  const head = JSON.parse(decoder.decode(part(lengths.getUint32(0))));
  const start = { at: 0, several: 0, once: 0 };
  rows = part(lengths.getUint32(4));
  several = decoder.decode(part(lengths.getUint32(8))).split('\0');
  once = decoder.decode(part(bytes.length - at)).split('\0');
  style = new CSSStyleSheet();
  style.replaceSync(head.style);
  pages = new Map();
  head.names.forEach((name, i) => {
    pages.set(name, { ...start, end: start.at + head.bytes[i] });
    start.at += head.bytes[i];
    start.several += head.several[i];
    start.once += head.once[i];
  });
}

function markup(page) {
  let { at, several: next, once: alone } = page, html = '';
  while (at < page.end) {
    let n = rows[at++];
    if (n === 255) n = ((rows[at++] << 24 | rows[at++] << 16 | rows[at++] << 8 | rows[at++]) >>> 0);
    else if (n >= 240) n = 20640 + ((n - 240) << 16 | rows[at++] << 8 | rows[at++]);
    else if (n >= 160) n = 160 + ((n - 160) << 8 | rows[at++]);
    html += n > 1 ? several[n - 2] : n ? several[next++] : once[alone++];
  }
  return html;
}

/* ---- places: a page and what follows # in its address; in the real address their numbers stand */

const FIRST = 'index.html', SKIP = '#main';
let places, numbers, here, listening, isFollowed;

function numberOf(file, fragment) {
  const key = file + '\0' + fragment;
  if (!numbers.has(key)) numbers.set(key, places.push({ file, fragment, top: 0 }) - 1);
  return numbers.get(key);
}

const placeAt = (hash) => places[/^#\d+$/.test(hash) ? +hash.slice(1) : 0] || places[0];

/* Lets a link lead to the number of its place; one that leads out of the pages opens elsewhere, one that leads nowhere is none. */
function route(link) {
  const href = link.getAttribute('href');
  if (/^#\d+$/.test(href) || href === SKIP) return;
  if (/^[a-z][a-z\d+.-]*:/i.test(href)) {
    if (/^http/i.test(href)) link.setAttribute('target', '_blank');
    return;
  }
  const url = new URL(href, 'x:/' + here.file.split('/').map(encodeURIComponent).join('/'));
  let file;
  try {
    file = decodeURIComponent(url.pathname.slice(1));
  } catch { /* no page has such a name */ }
  if (pages.has(file)) link.setAttribute('href', '#' + numberOf(file, url.hash.slice(1)));
  else link.removeAttribute('href');
}

function routeAll(within) {
  if (within.matches('a[href]')) route(within);
  for (const link of within.querySelectorAll('a[href]')) route(link);
}

const observer = new MutationObserver((changes) => {
  for (const { type, target } of changes) {
    if (type === 'childList') routeAll(target);
    else if (target.matches('a[href]')) route(target);
  }
});

/* To what the fragment names, else to the top, or to where the reader was. */
function reveal() {
  let target = null;
  try {
    if (here.fragment) target = document.getElementById(decodeURIComponent(here.fragment));
  } catch { /* it names nothing */ }
  if (target) target.scrollIntoView();
  else scrollTo(0, isFollowed ? 0 : here.top);
  (target?.matches('[tabindex]') ? target : document.getElementById('main'))?.focus({ preventScroll: true });
  isFollowed = false;
}

/* The page at `here`, with its script. */
function draw() {
  const { body } = new DOMParser().parseFromString(markup(pages.get(here.file)), 'text/html'), own = document.body;
  for (const one of body.querySelectorAll('meta, link, base, iframe, object, embed')) one.remove(); // a vault's own template may lead elsewhere
  observer.disconnect();
  listening?.abort();
  const { signal } = listening = new AbortController();
  for (const name of own.getAttributeNames()) own.removeAttribute(name);
  for (const { name, value } of [...body.attributes]) own.setAttribute(name, value);
  own.replaceChildren(...body.childNodes);
  addLock();
  site({ get hash() { return here.fragment && '#' + here.fragment; } }, { replaceState: (state, title, fragment) => signal.aborted || keep(fragment) },
    (type, listener) => addEventListener(type === 'hashchange' ? 'moved' : type, listener, { signal }));
  routeAll(own);
  observer.observe(own, { subtree: true, childList: true, attributeFilter: ['href'] });
}

/* The page that is shown, with another fragment. */
function keep(fragment) {
  const number = numberOf(here.file, fragment.slice(1));
  here = places[number];
  history.replaceState(null, '', '#' + number);
}

function go() {
  const before = here.file;
  here = placeAt(location.hash);
  if (here.file === before) dispatchEvent(new Event('moved'));
  else draw();
  reveal();
}

/* ---- locking */

const IDLE = 10 * 60 * 1000, LOOK = 15 * 1000;
let touched = 0;

/* The button stands among the links of the bar, and looks like them. */
const barStyle = new CSSStyleSheet();
barStyle.replaceSync(`
#lock { display: block; min-height: 2rem; padding: .25rem 0; border: 0 solid transparent; background: none; color: var(--quiet, inherit); font: inherit; cursor: pointer; }
#lock:hover { color: var(--accent, inherit); }
.locks { margin-left: auto; }
@media (max-width: 54rem) { #lock { width: 100%; min-height: 3.25rem; border-top-width: 2px; } }`);

function addLock() {
  const lock = Object.assign(document.createElement('button'), { id: 'lock', type: 'button', textContent: 'Lock' });
  const bar = document.querySelector('header nav ul'), item = document.createElement(bar ? 'li' : 'p');
  lock.onclick = () => lockUp('');
  item.className = 'locks';
  item.append(lock);
  (bar || document.body).append(item);
}

function unlock(bytes) {
  unpack(bytes);
  places = [];
  numbers = new Map();
  numberOf(FIRST, '');
  here = places[0];
  document.adoptedStyleSheets = [style, barStyle];
  history.replaceState(null, '', '#0'); /* what an earlier number meant is not known any more */
  touched = Date.now();
  draw();
  reveal();
}

function lockUp(why) {
  if (!pages) return;
  observer.disconnect();
  listening.abort();
  pages = rows = several = once = style = places = numbers = here = null;
  document.adoptedStyleSheets = [];
  for (const name of document.body.getAttributeNames()) document.body.removeAttribute(name);
  document.body.replaceChildren(...shut);
  said.textContent = why;
  field.focus();
}

function lockIdle() {
  if (pages && Date.now() - touched > IDLE) lockUp('Locked: nothing was done for ten minutes.');
}

for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll', 'touchstart'])
  addEventListener(type, () => {
    lockIdle();
    touched = Date.now();
  }, { capture: true, passive: true });
setInterval(lockIdle, LOOK);
document.addEventListener('visibilitychange', lockIdle);
addEventListener('pagehide', () => lockUp(''));
addEventListener('hashchange', () => pages && go());
document.addEventListener('click', (event) => {
  const link = pages && event.target.closest?.('a[href^="#"]');
  if (!link) return;
  if (link.getAttribute('href') === SKIP) { /* over the bar, on the same page */
    event.preventDefault();
    document.getElementById('main').focus();
    return;
  }
  here.top = scrollY;
  isFollowed = true;
}, true);

/* ---- the form */

form.onsubmit = async (event) => {
  event.preventDefault();
  button.disabled = true;
  said.textContent = 'Opening…';
  try {
    const bytes = await opened(field.value);
    field.value = said.textContent = '';
    unlock(bytes);
  } catch {
    said.textContent = 'That did not open it.';
    field.select();
  }
  button.disabled = false;
};

history.scrollRestoration = 'manual';
if (window.crypto?.subtle && window.DecompressionStream && 'adoptedStyleSheets' in document) {
  field.disabled = button.disabled = false;
  field.focus();
} else {
  said.textContent = 'This browser cannot open it here: encryption (WebCrypto) is missing. ' +
    'Open the file from disk, over https, or in a newer browser.';
}
})();
