/* Pages with payloads beside the same with harmless words: what is not the same but for them. */
async ([paths, words, beside]) => {
  const wrong = [];
  const fill = (text) => text.replace(/字(\d{4})字/g, (_, number) => words[+number % words.length]);
  const flat = (text) => text.replace(/\s+/g, ' ').replace(/｛/g, '{').trim();
  const own = (part) => [...part.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join('|');
  const names = (part) => [part.tagName, ...[...part.attributes].map(({ name }) => name)].join(' ');
  const read = async (path) => {
    const type = /\.(svg|xml)$/.test(path) ? 'application/xml' : 'text/html';
    return new DOMParser().parseFromString(await (await fetch('/' + path)).text(), type);
  };
  for (const path of paths) {
    const [plain, tried] = await Promise.all([read(`${beside}/${path}`), read(path)]);
    const [before, after] = [plain, tried].map((page) => [...page.querySelectorAll('*')]);
    if (path.endsWith('.svg')) {
      const known = new Set(before.map(names));
      for (const part of after) if (!known.has(names(part))) wrong.push([path, names(part)]);
      continue;
    }
    if (before.map(names).join() !== after.map(names).join()) {
      const place = before.findIndex((part, number) => !after[number] || names(part) !== names(after[number]));
      wrong.push([path, 'structure', names(before[place]), after[place] && after[place].outerHTML.slice(0, 200)]);
      continue;
    }
    before.forEach((part, number) => {
      if (part.tagName === 'id') return; // the feed's, made of the words
      if (part.tagName === 'SCRIPT' || part.tagName === 'STYLE') return;
      const here = after[number];
      if (flat(fill(own(part))) !== flat(own(here))) wrong.push([path, part.tagName, fill(own(part)), own(here)]);
      for (const { name, value } of part.attributes) {
        if (flat(fill(value)) !== flat(here.getAttribute(name))) {
          wrong.push([path, `${part.tagName} ${name}`, fill(value), here.getAttribute(name)]);
        }
      }
    });
  }
  return wrong;
}
