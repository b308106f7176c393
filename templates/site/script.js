/* Filters, keys, and lateness by the reader's clock. Every page is complete without it. */
'use strict';
(function () {
  var DAY = 86400000;
  var body = document.body;

  function all(selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  }

  /* ---- days: civil ones, as UTC midnights */

  function day(iso) {
    var part = iso.slice(0, 10).split('-');
    return Date.UTC(+part[0], part[1] - 1, +part[2]) / DAY;
  }

  function today() {
    var now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  }

  function days(n) {
    return n === 1 ? '1 day' : n + ' days';
  }

  function lateness(due) {
    var left = due - today();
    if (left < 0) return days(-left) + ' late';
    return left === 0 ? 'today' : left === 1 ? 'tomorrow' : 'in ' + days(left);
  }

  function relabel() {
    var age = today() - day(body.dataset.built);
    if (age <= 0) return; /* built today, or for a day to come: what stands there holds */
    all('[data-due]').forEach(function (time) {
      time.textContent = lateness(day(time.dateTime));
    });
    all('[data-age]').forEach(function (time) {
      time.textContent += ', ' + days(age) + ' ago';
    });
  }

  /* ---- the list of people: what is in the fragment is what is shown */

  var people = document.getElementById('people');
  var input = document.getElementById('filter');
  var rows = people ? all('tbody tr', people) : [];

  function plain(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  }

  function wanted() {
    var want = { q: '', stage: '' };
    location.hash.slice(1).split('&').forEach(function (part) {
      var at = part.indexOf('=');
      if (at < 0) return;
      try {
        want[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
      } catch (broken) { /* no filter */ }
    });
    return want;
  }

  function filter() {
    var want = wanted(), words = plain(want.q).split(/\s+/).filter(Boolean), shown = 0;
    rows.forEach(function (row) {
      if (words.length && row.plain === undefined) row.plain = plain(row.textContent);
      row.hidden = !((!want.stage || row.dataset.stage === want.stage) && words.every(function (word) {
        return row.plain.indexOf(word) >= 0;
      }));
      shown += !row.hidden;
    });
    if (input !== document.activeElement) input.value = want.q;
    document.getElementById('shown').textContent = shown;
    document.getElementById('none').hidden = shown > 0;
    all('.facets a').forEach(function (link) {
      var own = link.hash === '#all' ? !want.stage : link.hash === '#stage=' + want.stage;
      if (own) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  }

  function typed() {
    var want = wanted(), parts = [];
    if (want.stage) parts.push('stage=' + want.stage);
    if (input.value) parts.push('q=' + encodeURIComponent(input.value));
    history.replaceState(null, '', '#' + (parts.join('&') || 'all'));
    filter();
  }

  if (people) {
    document.getElementById('tools').hidden = false;
    input.addEventListener('input', typed);
    addEventListener('hashchange', filter);
    filter();
  }

  /* ---- keys */

  var here = -1, before = '', uses_keys = true;
  var box = document.getElementById('keys');

  function stops() {
    return all('tbody tr, .item, .timeline li').filter(function (row) {
      return row.offsetParent !== null;
    });
  }

  function go(step) {
    var list = stops();
    if (!list.length) return;
    all('.here').forEach(function (row) { row.classList.remove('here'); });
    here = Math.max(0, Math.min(list.length - 1, here + step));
    list[here].classList.add('here');
    list[here].scrollIntoView({ block: 'nearest' });
    var link = list[here].querySelector('a, summary');
    if (link) link.focus({ preventScroll: true });
  }

  function overlay() {
    var old = document.querySelector('.overlay'), note;
    if (old) {
      old.remove();
      delete body.dataset.keys;
      return;
    }
    note = document.createElement('p');
    note.className = 'overlay';
    note.setAttribute('role', 'status');
    note.textContent = '/ filter · j k down and up · Enter opens · g and a letter: another page · ? closes this';
    body.dataset.keys = '';
    body.appendChild(note);
  }

  function jump(key) {
    all('a[data-go]').forEach(function (link) {
      if (link.dataset.go === key) link.click();
    });
  }

  addEventListener('keydown', function (event) {
    var at = event.target, key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape') {
      if (body.dataset.keys !== undefined) overlay();
      if (at === input) input.blur();
      return;
    }
    if (!uses_keys || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
    if (before === 'g') {
      before = '';
      jump(key);
    } else if (key === 'g') {
      before = 'g';
    } else if (key === '/' && input) {
      event.preventDefault();
      input.focus();
    } else if (key === 'j' || key === 'k') {
      go(key === 'j' ? 1 : -1);
    } else if (key === '?') {
      overlay();
    }
  });

  if (box) {
    document.getElementById('keys-switch').hidden = false;
    box.addEventListener('change', function () { uses_keys = box.checked; });
  }

  relabel();
})();
