// The lists of cards beside the page: filtered, counted, stepped through; cards that are still true keep what is typed in them.

import { byId, el, settle, tell } from "./dom.js";
import { claimCard, findingCard } from "./cards.js";

const form = () => byId("filters");
const FILTERS = ["severity", "subject", "jurisdiction"];
const held = { findings: new Map(), claims: new Map() };

/** Fill the choices of the filters. */
export function fillFilters(severities, subjects, changed) {
  form().severity.append(...severities.map(one => el("option", { value: one }, one)));
  form().subject.append(...subjects.map(one => el("option", { value: one }, one)));
  form().addEventListener("input", changed);
  form().addEventListener("submit", event => event.preventDefault());
}

function fillJurisdictions(findings) {
  const select = form().jurisdiction, chosen = select.value;
  const known = [...new Set([...findings.flatMap(one => one.jurisdictions), ...(chosen ? [chosen] : [])])].sort();
  if ([...select.options].slice(1).map(one => one.value).join() === known.join()) return;
  select.replaceChildren(el("option", { value: "" }, "all"), ...known.map(one => el("option", { value: one }, one)));
  select.value = chosen;
}

/** Return whether a finding is asked for by the filters. */
export function wanted(finding) {
  if (form().open.checked && finding.accepted) return false;
  return FILTERS.every(name => {
    const asked = form()[name].value;
    return !asked || (name === "jurisdiction" ? finding.jurisdictions.includes(asked) : finding[name] === asked);
  });
}

/** Draw the cards of findings and claims; `given` is what cards need besides, `does` what their buttons do. */
export function draw(view, given, does) {
  fillJurisdictions(view.findings);
  const shown = view.findings.filter(wanted);
  settle(byId("cards"), shown.map(one => findingOf(one, view.records, given(one), does)));
  settle(byId("claim-cards"), view.claims.map(one => claimOf(one, view.records, given(one).editable, does)));
  const undecided = shown.filter(one => !one.accepted).length, accepted = view.findings.filter(one => one.accepted).length;
  const all = view.findings.filter(one => !one.accepted).length;
  const words = `${undecided}${undecided === all ? "" : ` of ${all}`} to decide, ${accepted} accepted`;
  if (byId("count").textContent !== words) byId("count").textContent = words;
  byId("tab-findings").textContent = `Findings ${all}`;
  byId("tab-claims").textContent = `Claims ${view.claims.length}`;
  return shown;
}

// What may change under a card without the card being another one.
const same = ({ source, text, place, line, number, id, claim, ...rest }) => rest;

function cached(kind, one, more, make) {
  const key = JSON.stringify([same(one), more]);
  const old = held[kind].get(one.id);
  if (old?.key === key) return old.card;
  const card = make();
  if (old) card.querySelectorAll("details").forEach((part, at) => { part.open = Boolean(old.card.querySelectorAll("details")[at]?.open); });
  held[kind].set(one.id, { key, card });
  return card;
}

function findingOf(finding, records, given, does) {
  const card = cached("findings", finding, [given.editable, given.inFolder, given.ways, given.current], () => findingCard(finding, records, given, does));
  card.querySelector(".number").textContent = finding.number || "";
  card.querySelector(".place").textContent = finding.place;
  return card;
}

function claimOf(claim, records, editable, does) {
  const card = cached("claims", claim, editable, () => claimCard(claim, records, editable, does));
  card.querySelector(".place").textContent = `line ${claim.line}`;
  return card;
}

/** Forget all cards: another page is on the desk. */
export function clear() {
  held.findings.clear();
  held.claims.clear();
}

export const cardOf = (kind, id) => [...document.querySelectorAll(`#side .card[data-${kind}]`)].find(one => one.dataset[kind] === id);

/** Bring a card into sight as the chosen one, with the focus where `focus` is true. */
export function choose(kind, id, focus) {
  document.querySelectorAll("#side .card.chosen").forEach(one => one.classList.remove("chosen"));
  const card = cardOf(kind, id);
  if (!card) return;
  card.classList.add("chosen");
  card.scrollIntoView({ block: "nearest" });
  if (focus) card.focus({ preventScroll: true });
  tell(`${card.querySelector("h3").textContent} ${card.querySelector(".message, .quote").textContent}`);
}

/** Let the tabs be walked through with the arrow keys; `shown` is told which one is open. */
export function tabs(shown) {
  const all = [...document.querySelectorAll("[role=tab]")];
  all.forEach((tab, at) => {
    tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", ({ key }) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!by) return;
      const next = all[(at + by + all.length) % all.length];
      show(next.getAttribute("aria-controls"));
      next.focus();
    });
  });
  function show(name) {
    for (const tab of all) {
      const open = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", String(open));
      tab.tabIndex = open ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = !open;
    }
    shown(name);
  }
  return show;
}
