/**
 * `<decision-tree>`: shows one question of a page that is complete without it.
 *
 * The page holds every question and outcome as a section; this element shows the one that the
 * answers lead to, keeps the answers in the address' fragment, and nothing anywhere else.
 */

import { blocks, entryFor, isNode, readFragment, renew, walk, writeFragment } from './engine.js';
import { element, ui } from './text.js';

const TAG = 'decision-tree';
const LONG = 60;

class DecisionTree extends HTMLElement {
  connectedCallback() {
    if (this.payload) {
      this.listen();
      return;
    }
    this.payload = JSON.parse(this.getAttribute('data-payload'));
    this.nodes = new Map();
    for (const id of [...Object.keys(this.payload.questions), ...Object.keys(this.payload.outcomes)]) {
      this.nodes.set(id, this.querySelector(`#${CSS.escape(id)}`));
    }
    this.entry = null;
    this.answers = new Map();
    this.kept = new Map();
    this.filled = new Map();
    this.buildChrome();
    this.addEventListener('click', (event) => this.onClick(event));
    this.listen();
    this.loadExtras();
    this.onceTouched();
    this.setAttribute('data-ready', ''); // first: what the style still hides cannot take the focus
    this.restore(location.hash);
  }

  /** The first tree of a page owns the address; others keep their answers to themselves. */
  get ownsAddress() {
    return document.querySelector(TAG) === this;
  }

  /** Fields and formulas are fetched only for trees that have them. */
  loadExtras() {
    if (Object.values(this.payload.questions).every((question) => question.options)) return;
    this.extras = Promise.all([import('./fields.js'), import('./formulas.js')]).then(([fields, formulas]) => {
      this.fields = fields;
      this.formulas = formulas;
      this.fill();
      this.writeTrail();
    }, () => this.missed());
  }

  /** Fetch what a result needs while the reader reads: the line may be gone by then. */
  prepare() {
    if (this.prepared) return;
    this.prepared = true;
    const idle = window.requestIdleCallback || ((act) => setTimeout(act, 1000));
    idle(() => {
      import('./cards.js').then((cards) => (this.cards = cards).load(this)).catch(() => {});
      import('./result.js').then((result) => (this.result = result).prepare(this)).catch(() => {});
    });
  }

  /** What helps on the way waits for the first tap, key or scroll. */
  onceTouched() {
    const help = () => import('./asking.js').then(({ begin }) => begin(this), () => {});
    for (const name of ['pointerdown', 'keydown', 'scroll']) {
      window.addEventListener(name, help, { once: true, passive: true });
    }
  }

  /** Something could not be fetched: say so once, and how to get it. */
  missed() {
    if (!this.notice.textContent.includes(ui('player.missed'))) this.tell(ui('player.missed'));
  }

  listen() {
    this.onAddress = () => {
      if (this.isConnected && this.ownsAddress && location.hash !== this.hash) this.restore(location.hash, true);
    };
    window.addEventListener('popstate', this.onAddress);
    window.addEventListener('hashchange', this.onAddress);
  }

  disconnectedCallback() {
    window.removeEventListener('popstate', this.onAddress);
    window.removeEventListener('hashchange', this.onAddress);
  }

  /* What stands around the sections ------------------------------------------------ */

  buildChrome() {
    this.progress = element('p', { class: 'wq-progress' });
    this.notice = element('div', { class: 'wq-notice', hidden: true });
    this.list = element('ol', {});
    this.summary = element('summary', {});
    this.trail = element('details', { class: 'wq-answers', hidden: true }, this.summary, this.list);
    this.live = element('p', { class: 'wq-live', 'aria-live': 'polite', role: 'status' });
    this.possible = element('details', { class: 'wq-possible' }, element('summary', {}, ui('player.possible')));
    this.possible.addEventListener('toggle', () => this.listPossible());
    this.tools = element(
      'div',
      { class: 'wq-tools' },
      this.button('back', () => this.back()),
      this.button('restart', () => {
        this.filled = new Map();
        this.go(null, new Map());
      }),
      this.button('share', () => this.share()),
      this.button('print', () => this.print()),
    );
    this.link = element('div', { class: 'wq-link', hidden: true });
    const map = this.querySelector('.wq-map');
    if (map) map.addEventListener('toggle', () => import('./map.js').then(({ show }) => show(this, map)).catch(() => this.missed()));
    this.prepend(this.progress, this.notice);
    this.append(this.possible, this.tools, this.link, this.trail, this.live);
  }

  button(name, act) {
    const made = element('button', { type: 'button', 'data-act': name }, ui(`player.${name}`));
    made.addEventListener('click', act);
    return made;
  }

  /* Going from one place to another ------------------------------------------------- */

  onClick(event) {
    const link = event.target.closest('a');
    if (!link || event.defaultPrevented || event.button || hasModifier(event)) return;
    if (link.hasAttribute('data-option')) this.choose(link);
    else if (link.hasAttribute('data-change')) this.change(link.getAttribute('data-change'));
    else if (link.hasAttribute('data-letter')) this.write(link);
    else if (link.hasAttribute('data-restart')) this.fromStart();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(link) {
    this.give(link.closest('.wq-question').id, link.getAttribute('data-option'));
  }

  give(question, answer) {
    const answers = new Map(this.walked.route);
    answers.set(question, answer);
    const given = answers.size;
    for (const [name, option] of [...this.kept, ...this.filled]) if (!answers.has(name)) answers.set(name, option);
    const { route } = walk(this.payload, answers, this.entry);
    this.go(this.entry, route);
    if (route.size > given) {
      this.say(ui('player.kept', { count: route.size - given }));
    }
    this.kept = new Map();
  }

  /** Ask a question again and remember the later answers for those that still apply. */
  change(question) {
    const all = [...this.walked.route];
    const place = all.findIndex(([name]) => name === question);
    this.go(entryFor(question, this.walked, this.entry), new Map(all.slice(0, place)));
    this.kept = new Map(all.slice(place));
    this.markChosen();
    this.tell(ui('player.changing'));
  }

  back() {
    const all = [...this.walked.route];
    if (this.entry && all.length === this.walked.given) {
      this.fromStart();
      return;
    }
    const last = all.pop();
    this.go(this.entry, new Map(all));
    this.last = last;
    this.markChosen();
  }

  /** Ask from the first question on; what a link has answered is filled in where it is asked. */
  fromStart() {
    this.filled = this.walked.route;
    this.go(null, walk(this.payload, this.filled).route);
  }

  /** Move to a state, keep it in the address, show it. */
  go(entry, answers) {
    const fragment = writeFragment(entry, answers);
    if (this.ownsAddress && fragment !== location.hash) this.remember('pushState', fragment);
    this.show(entry, answers, true);
  }

  /** Keep a state in the address; a frame may be refused that, and then goes on without. */
  remember(how, fragment) {
    try {
      history[how]({ filled: [...this.filled] }, '', fragment);
    } catch (_) {
      // the answers stand in the page all the same
    }
  }

  /** Take the state from the address, as far as it can be followed, and say what cannot. */
  restore(hash, moved) {
    const read = this.ownsAddress ? readFragment(hash) : { entry: null, answers: new Map(), carried: new Map(), lost: 0 };
    if (!read.state && !read.entry) read.entry = this.getAttribute('data-entry'); // of an embed
    const { entry, answers, renewed } = renew(this.payload, read.entry, read.answers);
    const isState = read.state;
    const known = entry && isNode(this.payload, entry);
    if (moved && entry && !known && !isState) return; // a heading of the page, not ours
    this.kept = new Map();
    const { filled = [] } = history.state || {}; // what another tree has answered outlives a reload
    this.filled = renew(this.payload, null, read.carried.size ? read.carried : new Map(filled)).answers;
    const carried = this.carry(known && entry, answers);
    if (isState ? read.mended : known) {
      // as a state, so that the browser does not scroll past the notice to the section itself
      this.remember('replaceState', writeFragment(entry, answers));
    }
    this.show(known ? entry : null, answers, moved);
    if (renewed) this.tell(ui('player.renamed'));
    if (carried) this.tell(ui('player.kept', { count: carried }));
    const { ignored } = this.walked;
    if (ignored.length || read.lost) this.tell(ui('player.stale', { count: ignored.length + read.lost }));
    if (entry && !known && (isState || !document.getElementById(entry))) {
      this.tell(ui('player.unknown', { id: entry.length > LONG ? `${entry.slice(0, LONG)}…` : entry }));
    }
    for (const gone of this.querySelectorAll('.wq-gone')) {
      if (gone.id === entry || ignored.includes(gone.id)) this.tell(gone.textContent);
    }
    if (known || (moved && isState)) this.focusHeading();
  }

  /** Answer from another tree's answers what is asked next, and return how many that were. */
  carry(entry, answers) {
    const { size } = answers;
    const all = new Map([...this.filled, ...answers]);
    for (const [name, answer] of this.filled.size ? walk(this.payload, all, entry).route : []) answers.set(name, answer);
    return answers.size - size;
  }

  /* Showing --------------------------------------------------------------------------- */

  show(entry, answers, moved) {
    this.walked = walk(this.payload, answers, entry);
    this.last = null;
    this.hash = location.hash;
    this.entry = this.walked.whole ? null : entry;
    const { at, route } = this.walked;
    for (const [id, section] of this.nodes) section.hidden = id !== at;
    this.openCards();
    this.showBlocks();
    this.fill();
    this.writeLinks();
    this.writeProgress();
    this.writeTrail();
    this.notice.hidden = true;
    this.notice.textContent = '';
    this.link.hidden = true;
    if (this.entry) this.tellMiddle();
    const done = !this.payload.questions[at];
    this.toggleAttribute('data-done', done);
    this.possible.hidden = done;
    this.listPossible();
    if (done) this.help(at);
    const page = this.closest('.wq-page');
    if (page) page.toggleAttribute('data-walking', route.size > 0);
    for (const button of this.tools.children) button.disabled = !route.size && !this.entry;
    this.markChosen();
    if (moved) this.focusHeading();
    this.dispatchEvent(new Event('shown', { bubbles: true })); // an open letter takes the new answers
  }

  /** What helps with a result: what is there already begins in the same frame, so that nothing moves. */
  help(at) {
    if (this.result) this.result.show(this, true);
    else import('./result.js').then(({ show }) => this.walked.at === at && show(this), () => this.missed());
  }

  showBlocks() {
    const { at, route, whole } = this.walked;
    if (this.payload.questions[at]) return;
    const shown = blocks(this.payload, at, route, whole);
    for (const block of this.nodes.get(at).querySelectorAll('[data-block]')) {
      const value = shown.get(block.getAttribute('data-block'));
      block.hidden = value === false;
      block.querySelector('.wq-when').hidden = value === true;
    }
    for (const part of this.nodes.get(at).querySelectorAll('.wq-part')) {
      const items = part.querySelectorAll(':scope > ul > li, :scope > ol > li');
      part.hidden = items.length > 0 && [...items].every((item) => item.hidden);
    }
  }

  /** Put copies of the registers' cards where an outcome names them; without them, links stay. */
  openCards() {
    const section = this.nodes.get(this.walked.at);
    if (this.walked.route.size) this.prepare();
    if (!section.querySelector('a[data-card]')) return;
    Promise.resolve(this.cards || import('./cards.js')).then(({ open }) => open(this, section)).catch(() => this.missed());
  }

  /** List the outcomes that are still possible, for a reader who asks. */
  listPossible() {
    if (!this.possible.open || this.possible.hidden) return;
    import('./possible.js').then(({ show }) => show(this)).catch(() => {
      this.possible.removeAttribute('open');
      this.missed();
    });
  }

  /** Write a letter with what the answers and the outcome give; without the module, the page of letters. */
  write(link) {
    import('./letters.js')
      .then(({ openLetter }) => openLetter(link, this))
      .catch(() => (navigator.onLine ? location.assign(link.href) : this.missed()));
  }

  /** Put in what the extras are for. */
  fill() {
    if (!this.fields) return;
    this.openFields();
    this.showAmounts();
  }

  /** Compute what the answers allow; what cannot be computed yet says so. */
  showAmounts() {
    const { at, route } = this.walked;
    const formulas = (this.payload.amounts || {})[at] || {};
    for (const place of this.nodes.get(at).querySelectorAll('[data-amount]')) {
      const formula = formulas[place.getAttribute('data-amount')];
      place.textContent = this.formulas.inputsOf(formula).every((name) => route.has(name))
        ? ui('player.amount', { amount: this.formulas.amount(formula, route) })
        : ui('player.amount-unknown');
    }
  }

  openFields() {
    const section = this.nodes.get(this.walked.at);
    const question = this.payload.questions[this.walked.at];
    if (!question || question.options) return;
    this.fields.makeFields(section, question, (answer) => this.give(section.id, answer));
    this.fields.writeFields(section, this.chosen);
  }

  /** What was answered before to the question that is asked again. */
  get chosen() {
    const { at } = this.walked;
    return this.last && this.last[0] === at ? this.last[1] : this.kept.get(at);
  }

  /** Options are real links to the state that they lead to: they open in a new tab and copy well. */
  writeLinks() {
    const section = this.nodes.get(this.walked.at);
    for (const link of section.querySelectorAll('a[data-option]')) {
      const answers = new Map(this.walked.route);
      answers.set(section.id, link.getAttribute('data-option'));
      link.setAttribute('href', writeFragment(this.entry, answers));
    }
  }

  writeProgress() {
    const { at, route } = this.walked;
    const left = this.payload.left && this.payload.left[at];
    if (!this.payload.questions[at]) {
      this.progress.textContent = ui('player.result');
      return;
    }
    const parts = [ui('player.progress', { number: route.size + 1 })];
    if (left) {
      const [least, most] = left;
      parts.push(ui(least === most ? 'player.left-one' : 'player.left', { least, most }));
    }
    this.progress.textContent = parts.join(' · ');
  }

  writeTrail() {
    const { route } = this.walked;
    this.trail.hidden = route.size === 0;
    this.summary.textContent = ui('player.answers', { count: route.size });
    this.list.replaceWith((this.list = element('ol', {})));
    const before = new Map();
    for (const [question, option] of route) {
      const entry = entryFor(question, this.walked, this.entry);
      this.list.append(this.trailItem(question, option, writeFragment(entry, before)));
      before.set(question, option);
    }
  }

  trailItem(question, option, address) {
    const asked = this.words(question);
    const change = element(
      'a',
      { href: address, 'data-change': question, 'aria-label': ui('player.change-of', { question: asked }) },
      ui('player.change'),
    );
    return element(
      'li',
      {},
      element('span', { class: 'wq-asked' }, asked),
      element('strong', {}, this.answerWords(question, option)),
      change,
    );
  }

  answerWords(question, answer) {
    const data = this.payload.questions[question];
    if (data.options) return this.optionLink(question, answer).textContent;
    return this.fields ? this.fields.answerInWords(this.nodes.get(question), data, answer) : answer;
  }

  words(node) {
    return this.nodes.get(node).querySelector('h2').textContent;
  }

  optionLink(question, option) {
    return this.nodes.get(question).querySelector(`a[data-option="${CSS.escape(option)}"]`);
  }

  /** Show which option was chosen before, when its question is asked again. */
  markChosen() {
    const { at } = this.walked;
    for (const link of this.querySelectorAll('a[data-option][data-chosen]')) {
      link.removeAttribute('data-chosen');
    }
    const question = this.payload.questions[at];
    if (this.chosen === undefined || !question) return;
    if (question.options) this.optionLink(at, this.chosen).setAttribute('data-chosen', ui('player.chosen'));
    else if (this.fields) this.fields.writeFields(this.nodes.get(at), this.chosen);
  }

  focusHeading() {
    const heading = this.nodes.get(this.walked.at).querySelector('h2');
    heading.focus({ preventScroll: true });
    const top = this.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight / 2) this.scrollIntoView({ block: 'start' });
    this.say(`${this.progress.textContent}：${heading.textContent}`);
  }

  /** Say that nobody has walked here, with the answers that stand all the same. */
  tellMiddle() {
    const given = [...this.walked.route].slice(0, this.walked.given);
    const answers = given.map(([question, answer]) => this.words(question) + this.answerWords(question, answer));
    this.tell(ui(given.length ? 'player.given' : 'player.middle', { answers: answers.join('；') }), true);
  }

  tell(text, withStart) {
    const start = withStart ? [element('a', { href: '#/', 'data-restart': true }, ui('player.middle-start'))] : [];
    this.notice.append(element('div', {}, text, ...start));
    this.notice.hidden = false;
    this.say(text);
  }

  /** Announce to screen readers; what is said within one turn is said together. */
  say(text) {
    if (!this.saying) {
      this.saying = [];
      setTimeout(() => {
        this.live.textContent = this.saying.join(' ');
        this.saying = null;
      }, 50);
    }
    this.saying.push(text);
  }

  share() {
    import('./share.js').then(({ share }) => share(this)).catch(() => {
      this.link.textContent = ui('player.share-manual') + location.href;
      this.link.hidden = false;
      this.say(this.link.textContent);
    });
  }

  print() {
    window.print();
  }
}

function hasModifier(event) {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

if (!customElements.get(TAG)) customElements.define(TAG, DecisionTree);
