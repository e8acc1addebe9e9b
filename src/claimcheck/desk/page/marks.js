// Marks on a text: they move with what is typed until new ones arrive, and are drawn from their places.

/** Return what became of a text as one change: the units from `start` to `end` are now `words`. */
export function change(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { start, end: before.length - end, words: after.slice(start, after.length - end) };
}

/** Return a run after a change: moved behind it, grown around it; null where all of it is gone. */
export function moved([start, end], made) {
  const by = made.words.length - (made.end - made.start);
  if (made.end <= start && !(made.start === made.end && made.start === start && start === end)) return [start + by, end + by];
  if (made.start >= end) return [start, end];
  if (made.start <= start && made.end >= end) return null;
  const from = made.start < start ? made.start + made.words.length : start;
  const to = made.end >= end ? made.start : end + by;
  return from < to ? [from, to] : null;
}

const GRAVITY = ["advice", "warning", "error"];

/**
 * Return text as nodes: spans where marks lie, each with the classes of all that cover it, leading to the narrowest.
 * A mark is {run, sort: "finding"|"claim", grade, id, number}; `button` makes what stands behind a finding's last word.
 */
export function drawn(text, from, to, marks, button) {
  const cuts = new Set([from, to]);
  for (const { run } of marks) for (const at of run) if (at > from && at < to) cuts.add(at);
  const ordered = [...cuts].sort((a, b) => a - b);
  const nodes = document.createDocumentFragment();
  for (let at = 0; at + 1 < ordered.length; at += 1) {
    const [start, end] = [ordered[at], ordered[at + 1]];
    const here = marks.filter(({ run }) => run[0] <= start && run[1] >= end && run[0] < run[1]);
    nodes.append(here.length ? piece(text.slice(start, end), here) : text.slice(start, end));
    if (button)
      for (const mark of here) if (mark.sort === "finding" && mark.run[1] === end) nodes.append(button(mark));
  }
  return nodes;
}

function piece(words, here) {
  const made = document.createElement("span");
  const narrow = (a, b) => a.run[1] - a.run[0] - (b.run[1] - b.run[0]);
  const findings = here.filter(one => one.sort === "finding").sort(narrow);
  const claims = here.filter(one => one.sort === "claim").sort(narrow);
  if (claims.length) {
    made.classList.add("claim", claims[0].grade);
    made.dataset.claim = claims[0].id;
  }
  if (findings.length) {
    const gravest = findings.map(one => one.grade).sort((a, b) => GRAVITY.indexOf(b) - GRAVITY.indexOf(a))[0];
    made.classList.add("found", gravest);
    if (findings.some(one => one.chosen)) made.classList.add("chosen");
    made.dataset.finding = findings[0].id;
  }
  made.textContent = words;
  return made;
}
