/**
 * Cut text into tokens exactly as `build_hooks/search/tokenizer.py` does; both run the cases of
 * `tests/golden/tokens.yaml`.
 */

const RUN = /[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+/g;
const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff]/;
const STOP = new Set('的了是在有和与或及也就都而但把被让给对从到这那我你他她它们吗呢吧啊么哪怎什');

/** Call `act(run, start, isHan)` for each run of Chinese, or of Latin letters and digits. */
export function eachRun(folded, act) {
  folded.replace(RUN, (run, start) => act(run, start, HAN.test(run)));
}

/** Whether a character says nothing alone. */
export function isStop(char) {
  return STOP.has(char);
}

/** The tokens of a text, in order, with repetitions. */
export function tokens(text) {
  const found = [];
  eachRun(text.normalize('NFKC').toLowerCase(), (run, _, isHan) => {
    if (isHan && run.length > 1) {
      for (let place = 0; place < run.length - 1; place += 1) found.push(run.slice(place, place + 2));
    } else if (!STOP.has(run)) {
      found.push(run);
    }
  });
  return found;
}
