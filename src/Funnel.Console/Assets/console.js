// Live numbers, times in the reader's own zone, and the keys of lists. Everything else works without this file.
'use strict';

(() => {
  const body = document.body;

  // Times: pages carry the console's zone; a reader elsewhere gets their own.
  const times = within => {
    if (-new Date().getTimezoneOffset() === Number(body.dataset.offset)) {
      return;
    }
    const lang = document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN';
    const format = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    for (const time of within.querySelectorAll('time[datetime]')) {
      time.textContent = format.format(new Date(time.dateTime));
    }
  };
  times(document);

  // Live numbers.
  const url = body.dataset.liveUrl;
  const state = document.querySelector('.live');
  if (url && state) {
    const every = Number(body.dataset.liveEvery) * 1000;
    const slowest = 30000;
    let wait = every;
    let timer = 0;
    let asking = null;

    const say = name => {
      if (state.dataset.state !== name) {
        state.dataset.state = name;
        state.textContent = state.dataset[name];
        state.hidden = false;
      }
    };

    const put = values => {
      for (const place of document.querySelectorAll('[data-live]')) {
        const text = values.text[place.dataset.live];
        if (text !== undefined && place.textContent !== text) {
          place.textContent = text;
        }
        if (place.classList.contains('badge')) {
          place.toggleAttribute('data-zero', text === '0');
        }
      }
      for (const bar of document.querySelectorAll('[data-bar]')) {
        const width = values.bar[bar.dataset.bar];
        if (width !== undefined) {
          bar.setAttribute('width', width);
        }
      }
      for (const need of document.querySelectorAll('[data-zero-of]')) {
        need.toggleAttribute('data-zero', values.text[need.dataset.zeroOf] === '0');
      }
      for (const calm of document.querySelectorAll('[data-calm]')) {
        calm.hidden = calm.dataset.calm.split(' ').some(key => values.text[key] !== '0');
      }
    };

    const ask = async () => {
      asking = new AbortController();
      const patience = setTimeout(() => asking.abort(), 10000);
      try {
        const answer = await fetch(url, { cache: 'no-store', signal: asking.signal });
        if (answer.status === 401 || answer.status === 403) {
          say('out');
          return;
        }
        if (!answer.ok) {
          throw new Error(answer.status);
        }
        put(await answer.json());
        wait = every;
        say('on');
      } catch {
        if (document.hidden) {
          return;
        }
        wait = Math.min(wait * 2, slowest);
        say('lost');
      } finally {
        clearTimeout(patience);
        asking = null;
      }
      later();
    };

    const later = () => {
      clearTimeout(timer);
      if (!document.hidden) {
        timer = setTimeout(ask, wait);
      }
    };

    document.addEventListener('visibilitychange', () => {
      clearTimeout(timer);
      if (document.hidden) {
        say('paused');
      } else if (!asking) {
        wait = every;
        ask();
      }
    });
    window.addEventListener('online', () => { if (!asking) { clearTimeout(timer); ask(); } });
    ask();
  }

  // A list by keyboard: one card is the current one, keys press its buttons.
  const byKeys = (list, cards, keysOf) => {
    const current = () => Math.max(0, cards.findIndex(card => card.classList.contains('current')));
    const go = index => {
      const at = Math.min(Math.max(index, 0), cards.length - 1);
      cards.forEach((card, i) => card.classList.toggle('current', i === at));
      cards[at].focus({ preventScroll: true });
      cards[at].scrollIntoView({ block: 'nearest' });
    };
    const press = selector => {
      const button = cards[current()].querySelector(selector);
      if (button && !button.disabled && !list.dataset.sent) {
        list.dataset.sent = '1'; // one key press, one decision
        button.click();
      }
    };
    const keys = { j: () => go(current() + 1), k: () => go(current() - 1), ...keysOf(press, () => cards[current()]) };

    document.addEventListener('keydown', e => {
      const typing = e.target.closest('input, select, textarea, [contenteditable]');
      const act = keys[e.key.toLowerCase()];
      // Only while the list has the focus: single letters must not act for those who dictate to the page.
      const here = list.contains(document.activeElement);
      if (act && here && !typing && !e.ctrlKey && !e.metaKey && !e.altKey && !e.repeat) {
        e.preventDefault();
        act();
      }
    });
    list.addEventListener('focusin', e => {
      const at = cards.indexOf(e.target.closest('li'));
      if (at >= 0) {
        cards.forEach((card, i) => card.classList.toggle('current', i === at));
      }
    });
    document.addEventListener('click', e => {
      if (!e.target.closest('a, button, input, select, label, summary')) {
        go(current());
      }
    });
    window.addEventListener('pageshow', () => { delete list.dataset.sent; });
    go(Number(list.dataset.at));
  };

  const review = document.querySelector('.review');
  if (review) {
    byKeys(review, [...review.children], press => ({
      1: () => press('button[name=inquiry][value="1"]'),
      0: () => press('button[name=inquiry][value="0"]'),
    }));
  }

  // Copying a task's words takes the task: others see that somebody is on it.
  const copy = async button => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.firstChild.textContent = button.dataset.copied + ' ';
    } catch {
      button.firstChild.textContent = button.dataset.failed + ' ';
      return;
    }
    const form = button.closest('li').querySelector('form');
    if (form) {
      const fields = new URLSearchParams(new FormData(form));
      fields.set('do', 'take');
      fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' }).catch(() => {});
    }
  };
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }

  const tasks = document.querySelector('.tasks');
  if (tasks) {
    byKeys(tasks, [...tasks.querySelectorAll('li')], (press, card) => ({
      c: () => card().querySelector('[data-copy]')?.click(),
      d: () => press('button[name=do][value=done]'),
      x: () => press('button[name=do][value=not-possible]'),
      n: () => press('button[name=do][value=not-an-inquiry]'),
      z: () => press('button[name=do][value=snooze]'),
      '?': () => document.querySelector('.help')?.toggleAttribute('open'),
    }));
  }

  // Work that is under way is looked at again, in place: nobody loses where they stand, and a page outlives a host that is away for a moment.
  // Without script there is a link for it.
  const main = document.querySelector('main');
  let shown = main?.innerHTML;
  const again = wait => setTimeout(async () => {
    const active = document.activeElement;
    if (document.hidden || (active !== main && main.contains(active))) {
      again(wait); // nothing moves under the finger or the screen reader
      return;
    }
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const fresh = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
      if (!fresh) {
        throw new Error(answer.status);
      }
      if (fresh.innerHTML !== shown) {
        shown = fresh.innerHTML;
        times(fresh);
        main.replaceChildren(...fresh.childNodes);
      }
      wait = 2000;
    } catch {
      wait = Math.min(wait * 2, 30000);
    }
    underWay(wait);
  }, wait);
  const underWay = wait => {
    if (document.querySelector('[data-again=open]')) {
      again(wait);
    }
  };
  underWay(2000);
})();
