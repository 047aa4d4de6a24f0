// What a page takes, seen from inside: put into each page before its own scripts by page_timing.py,
// which replaces TITLE by the selector of the heading of what is on the screen, and OPTION by that
// of the first answer to tap.
(() => {
  const figures = { readable: null, usable: null, shift: 0 };
  const tasks = [];
  let last = '';
  let begun = null;
  let busy = 0; // when something happened last

  const observe = (type, act) => {
    new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
  };
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) figures.shift += entry.value;
  });
  observe('longtask', (entry) => {
    tasks.push(entry.duration);
    busy = performance.now();
  });
  observe('resource', () => {
    busy = performance.now();
  });

  const heading = () => [...document.querySelectorAll('TITLE')].find((found) => found.getClientRects().length);
  const words = () => (heading() ? heading().textContent.trim() : '');
  const isUsable = () => {
    const player = document.querySelector('decision-tree');
    return document.querySelector("OPTION") && (!player || player.hasAttribute('data-ready'));
  };

  /** The frame is on the screen when the next task runs. */
  const painted = (act) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => act(performance.now());
    channel.port2.postMessage(0);
  };

  const look = () => {
    const now = words();
    if (now && figures.readable === null) {
      figures.readable = 0;
      painted((time) => { figures.readable = time; });
    }
    if (figures.usable === null && isUsable()) {
      figures.usable = performance.now();
      busy = figures.usable;
    }
    if (begun !== null && now && now !== last) {
      const from = begun;
      begun = null;
      painted((time) => { measured.took = time - from; });
    }
    // once the page stands, only while a step is waited for: looking costs time, too
    if (figures.usable === null || figures.readable === null || begun !== null) requestAnimationFrame(look);
  };

  window.measured = {
    figures,
    took: null,
    /** Look out for the next question from the tap on; where to tap, once it can be tapped. */
    begin(selector) {
      const option = document.querySelector(selector);
      if (!option || !option.getClientRects().length) return null;
      option.scrollIntoView({ block: 'center' });
      const box = option.getBoundingClientRect();
      this.took = null;
      last = words();
      const tapped = (event) => {
        begun = event.timeStamp;
        requestAnimationFrame(look);
      };
      addEventListener('click', tapped, { capture: true, once: true });
      return [box.x + box.width / 2, box.y + box.height / 2];
    },
    isQuiet: () => document.readyState === 'complete' && figures.usable !== null && performance.now() - busy > 1500,
    takeTasks: () => tasks.splice(0),
  };
  requestAnimationFrame(look);
})();
