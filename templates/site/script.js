/* Filters, sorts, keys, and lateness by the reader's clock. Every page is complete without it. */
'use strict';

const page = document.body;
const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

/* Text only ever becomes text: nothing here writes markup. */
function element(tag, text, properties) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(text);
  return made;
}

/* ---- days: civil ones, numbered from 1970-01-01 */

const DAY = 86400000;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const parsed = (text) => Date.parse(text.slice(0, 10)) / DAY;
const grouped = (n) => n.toLocaleString('en');
const days = (n) => n === 1 ? '1 day' : n + ' days';
const today = () => Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / DAY);

/* "Wed 18 Nov", with the year when it is not that of the build. */
function human(day) {
  const [weekday, date, month, year] = new Date(day * DAY).toUTCString().replace(',', '').split(' ');
  return weekday + ' ' + +date + ' ' + month + (page.dataset.built.startsWith(year) ? '' : ' ' + year);
}

const lateness = (left) => left < 0 ? days(-left) + ' late' : ['today', 'tomorrow'][left] || 'in ' + days(left);

/* Seen before its day, a page is as on that day. */
const built = parsed(page.dataset.built), age = Math.max(0, today() - built);
for (const time of all('[data-due]')) time.textContent = lateness(parsed(time.dateTime) - built - age);
if (age) for (const time of all('[data-age]')) time.append(', ' + days(age) + ' ago');

/* ---- the list of people: what is in the fragment is what is shown */

const CHOICES = ['stage', 'preset', 'org', 'role', 'industry', 'target', 'tag'];
const COLUMNS = ['name', 'org', 'role', 'stage', 'last', 'next', 'target'];
const SEARCHED = ['name', 'last', 'verb', 'next', ...CHOICES], WANTED = ['q', ...CHOICES, 'sort'];
const LETTERS = { ø: 'o', ł: 'l', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };

const data = byId('everybody'), input = byId('filter'), more = byId('more');
const body = document.querySelector('#people tbody'), rows = all('#people tbody tr');
const links = all('#choices a'), heads = all('#people thead th');
let who, want = {}, sorted = null, order, found, timer;

function plain(text) {
  return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[øłđıßæœ]/g, (c) => LETTERS[c]);
}

/* A fragment as what it wants, {q: 'grid', stage: 'met', sort: '-last'}; and back. */
function wanted(hash) {
  const pairs = [...new URLSearchParams(hash.slice(1))];
  return Object.fromEntries(pairs.filter(([key, value]) => value && WANTED.includes(key)));
}

function fragment(want) {
  const pairs = WANTED.filter((key) => want[key]).map((key) => [key, want[key]]);
  return '#' + (new URLSearchParams(pairs).toString() || 'all');
}

/* Everybody, from the columns of people_part.h: who.org[i] becomes a list of places in who.words.org, and so on. */
function read() {
  who = JSON.parse(data.textContent);
  const from = Object.assign(who.words, { name: ['', ...who.name], last: [''], next: [''] });
  for (const key of ['last', 'next']) for (const day of who[key]) from[key][day] ??= iso(who.from + day);
  who.name = who.name.map((name, i) => i + 1);
  who.plain = {};
  for (const key of SEARCHED) {
    who[key] = (who[key] || who.name.map(() => 0)).map((at) => at ? at.length ? at : [at] : []);
    who.plain[key] = plain(from[key].join('\n')).split('\n'); /* at once is far faster */
  }
}

const words = (key, i) => who[key][i].map((place) => who.words[key][place]);

/* Those without a value come last, whichever way round. */
function sort() {
  const [, back, name] = /^(-?)(.*)/.exec(want.sort || ''), key = COLUMNS.includes(name) ? name : 'name';
  const rank = who[key].map((places) => places[0] || 0);
  order = [...rank.keys()].sort((a, b) => !rank[a] - !rank[b] || (back ? rank[b] - rank[a] : rank[a] - rank[b]) || a - b);
  sorted = want.sort;
}

/* Finds who fits; gives of each choice how many would fit if it were made. */
function find() { /* words are looked for in words that many share, not in each person */
  const parts = plain(want.q || '').split(/\s+/).filter(Boolean), counts = {};
  const hits = parts.map((part) => SEARCHED.map((key) => [key, who.plain[key].map((word) => word.includes(part))]));
  const made = CHOICES.filter((key) => want[key]).map((key) => [key, who.words[key].indexOf(want[key])]);
  for (const key of CHOICES) counts[key] = who.words[key].map(() => 0);
  found = order.filter((i) => {
    if (!hits.every((hit) => hit.some(([key, has]) => who[key][i].some((place) => has[place])))) return false;
    const missed = made.filter(([key, place]) => !who[key][i].includes(place));
    if (missed.length > 1) return false;
    for (const key of missed.length ? [missed[0][0]] : CHOICES) for (const place of who[key][i]) counts[key][place]++;
    return !missed.length;
  });
  return counts;
}

function row(i) {
  const tr = element('tr', ''), name = element('th', '', { scope: 'row' });
  const cell = (...inside) => tr.insertCell().append(...inside);
  const time = (key) => who[key][i].map((day) => element('time', human(who.from + day), { dateTime: words(key, i)[0] }));
  name.append(element('a', words('name', i)[0], { href: 'p/' + encodeURIComponent(who.id[i]) + '.html' }));
  tr.append(name);
  for (const key of ['org', 'role', 'stage']) cell(...words(key, i));
  cell(...time('last'));
  cell(...words('verb', i).flatMap((verb) => [verb + ' ', ...time('next')]));
  if (who.late[i]) tr.cells[5].lastChild.className = 'late';
  cell(...words('target', i).map((target) => element('span', target, { className: 'name' })));
  return tr;
}

/* Shows those found, from the first, or the next hundred. */
function draw(from) {
  const next = found.slice(from, from + 100), drawn = from + next.length;
  if (!from) body.textContent = '';
  body.append(...next.map((i) => rows[i] = rows[i] || row(i)));
  more.hidden = drawn === found.length;
  byId('none').hidden = drawn > 0;
  byId('shown').textContent = grouped(drawn) + (!more.hidden ? ' of ' + grouped(found.length) + ' shown'
    : drawn === 1 ? ' person' : ' people');
}

/* Every link leads to what is wanted already, with its own choice made, or taken back. */
function point(counts) {
  for (const link of links) {
    const [key] = Object.keys(link.own), count = link.querySelector('b'), isChoice = key && count;
    const isHere = isChoice ? want[key] === link.own[key] : fragment(link.own) === fragment(want);
    link.ariaCurrent = isHere ? 'true' : null;
    if (!isChoice) continue; /* everybody, or a saved view */
    link.href = fragment({ ...want, [key]: isHere ? '' : link.own[key] });
    if (counts) count.textContent = grouped(counts[key][who.words[key].indexOf(link.own[key])]);
  }
  heads.forEach((head, at) => {
    const key = COLUMNS[at], isUp = (want.sort || 'name') === key;
    head.firstChild.href = fragment({ ...want, sort: isUp ? '-' + key : key });
    head.ariaSort = isUp ? 'ascending' : want.sort === '-' + key ? 'descending' : null;
  });
}

function show() {
  if (!who) read();
  if (sorted !== want.sort) sort();
  point(find());
  draw(0);
}

function follow() {
  want = wanted(location.hash);
  input.value = want.q || '';
  show();
}

if (data) {
  for (const link of links) {
    link.own = wanted(link.hash);
    link.removeAttribute('id'); /* else the page would scroll to it */
  }
  for (const head of heads) head.replaceChildren(element('a', head.textContent));
  byId('tools').hidden = false;
  more.hidden = !byId('letters');
  more.onclick = () => {
    if (!who) show();
    draw(body.rows.length);
  };
  input.onfocus = () => who || show(); /* before the first letter */
  const keep = () => history.replaceState(null, '', fragment(want));
  input.oninput = () => {
    want.q = input.value;
    show();
    clearTimeout(timer); /* browsers refuse too many */
    timer = setTimeout(keep, 150);
  };
  input.onchange = keep;
  addEventListener('hashchange', follow);
  if (location.hash.includes('=')) follow();
  else point();
}

/* ---- keys */

const box = byId('keys');
let here, before;

/* The name of the window lives as long as the tab, and is stored nowhere. */
const hasKeys = () => window.name !== 'no-keys';
const linkOf = (stop) => stop.querySelector('a, summary');
const stops = () => all(':not(.weeks) > tbody > tr, .item, .timeline li')
  .filter((stop) => stop.offsetParent && linkOf(stop));

function go(step) {
  const at = Math.max(0, stops().indexOf(here) + step);
  if (!stops()[at] && more && !more.hidden) more.click();
  if (here) here.classList.remove('here');
  here = stops()[at] || here;
  if (!here) return;
  here.classList.add('here');
  linkOf(here).focus();
}

/* A box that tells the keys, while each is drawn on what it moves. */
const overlay = element('dialog', (input ? '/ filter\n' : '') + 'j k down, up\nEnter opens\ng and a letter: another page\n',
  { className: 'overlay', ariaLabel: 'Keys', onclose: () => page.removeAttribute('data-keys') });
overlay.append(element('button', 'Close', { className: 'button', onclick: () => overlay.close() }));
page.append(overlay);

addEventListener('keydown', (event) => {
  const { target, key } = event, isAfterG = before === 'g', isOpen = overlay.open;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target === input) {
    if (key === 'Escape') input.blur();
    if (key !== 'Enter') return;
    event.preventDefault();
    go(1);
  }
  if (!hasKeys() || target.matches('input, textarea, select')) return;
  before = isAfterG ? '' : key;
  if (!isAfterG && !'/jk?'.includes(key)) return;
  overlay.close();
  if (isAfterG) {
    for (const link of all('a[data-go]')) if (link.dataset.go === key) link.click();
  } else if (key === '?') {
    if (isOpen) return;
    page.dataset.keys = '';
    overlay.showModal();
  } else if (key !== '/') {
    go(key === 'j' ? 1 : -1);
  } else if (input) {
    event.preventDefault();
    input.focus();
  }
});

if (box) {
  byId('keys-switch').hidden = false;
  box.checked = hasKeys();
  box.onchange = () => window.name = box.checked ? '' : 'no-keys';
}
