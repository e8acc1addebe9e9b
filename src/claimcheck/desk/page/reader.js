// The page as a visitor reads it: block by block, with its findings and claims marked.

import { el } from "./dom.js";
import { drawn } from "./marks.js";

const LABELS = {
  title: "title", description: "description", testimonial: "testimonial", caption: "caption", alt: "text for an image",
  answer: "answer", "call-to-act": "call to act", disclaimer: "disclaimer", footnote: "footnote", reference: "reference",
};
const LISTED = ["item", "cell"];
const DEEPEST = 6;

/** Fill `place` with the page; `marks` lie on its text, `button(mark)` makes the number behind a finding. */
export function read(place, view, marks, button) {
  const made = [];
  let group = null;
  for (const block of view.blocks) {
    const words = drawn(view.text, ...block.run, marks.filter(({ run }) => run[1] > block.run[0] && run[0] < block.run[1]), button);
    const inside = element(block, words);
    if (!LISTED.includes(block.kind)) {
      group = null;
      made.push(inside);
    } else if (group?.kind === block.kind) group.list.append(inside);
    else {
      group = { kind: block.kind, list: el("ul", { class: `${block.kind}s` }, inside) };
      made.push(group.list);
    }
  }
  place.replaceChildren(...made);
}

function element(block, words) {
  const label = LABELS[block.kind] ? el("span", { class: "label" }, LABELS[block.kind]) : null;
  if (LISTED.includes(block.kind)) return el("li", { dir: "auto" }, words);
  if (block.kind === "quotation" || block.kind === "testimonial") return el("blockquote", { dir: "auto" }, label, words);
  if (block.kind === "title") return el("h2", { dir: "auto" }, label, words);
  if (block.kind === "heading" || block.kind === "question")
    return el(`h${Math.min(DEEPEST, Math.max(2, (block.level || 2) + 1))}`, { dir: "auto" }, words);
  return el("p", { class: block.kind, dir: "auto" }, label, words);
}
