// The desk: one sheet, its text, what was found in it; what the editor does goes out, what was found comes in.

import { byId, dismiss, el, notice, tell } from "./dom.js";
import { ask, download, enter, send } from "./net.js";
import * as drafts from "./drafts.js";
import * as lists from "./lists.js";
import { change, drawn, moved } from "./marks.js";
import { read } from "./reader.js";
import { recordCard } from "./cards.js";

const PAUSE = 100, PATIENCE = 500, LOOK = 2000, SEARCH = 150;
const BY = "by";
const VIEWS = { read: "reader", write: "writer" };

let knows = {};             // what the server told of itself
let sheet = null;           // {name, format, editable, base, saved, loose, key}
let text = "", view = null; // what is typed, and what was found in it when it was checked last
let marks = [];             // on the text that is typed, moving with it
let chosen = "";            // id of the finding that is stepped to
let linking = "";           // id of the claim that a record is looked for
let undone = [];            // changes that the desk made, the last one can be taken back
let number = 0, timer = 0, saving = null;
let showTab = () => {};

const source = () => byId("source");
const writing = () => !byId("writer").hidden;
const unsaved = () => sheet !== null && sheet.editable && text !== sheet.saved;
const finding = id => view?.findings.find(one => one.id === id);
const failed = error => notice("fault", error.message);
const guarded = act => async (...given) => { try { return await act(...given); } catch (error) { failed(error); } };
const request = () => ({ name: sheet.name, format: sheet.loose ? sheet.format : "", key: sheet.key, text: sheet.editable ? text : "", tab: drafts.tab.id, base: sheet.base });

/* What lies on the desk. */

function put(given) {
  sheet = { base: "", loose: false, key: "", ...given, saved: given.text };
  [text, view, marks, chosen, linking, undone] = [given.text, null, [], "", "", []];
  lists.clear();
  dismiss("draft");
  dismiss("changed");
  byId("start").hidden = true;
  for (const id of ["work", "side"]) byId(id).hidden = false;
  document.querySelector(".switch").hidden = false;
  byId("name").textContent = sheet.name;
  document.title = `${sheet.name} – claimcheck desk`;
  source().value = text;
  source().readOnly = !sheet.editable;
  byId("form-of").hidden = !sheet.loose || !sheet.editable;
  if (sheet.loose) byId("form").value = sheet.format;
  for (const id of ["kind", "export"]) byId(id).disabled = false;
  byId("reader").replaceChildren(el("p", { class: "muted" }, "This page is being read."));
  for (const id of ["cards", "claim-cards", "found"]) byId(id).replaceChildren();
  drafts.remember({ name: sheet.name, loose: sheet.loose, format: sheet.format });
  drafts.announce(sheet.name, () => notice("tabs", "This page is open in another tab, too. Each keeps its own unsaved text."));
  drawBackdrop();
  drawSaved();
  check();
}

async function openPage(name) {
  if (unsaved()) await check();
  const given = await ask("open", { name });
  const own = drafts.kept(name);
  put(given);
  if (own && own.text !== given.text) takeUp(own, given);
  else if (given.drafts.length) offer(given.drafts, given);
}

/** Go on with text that was not saved; where the file has changed since, say so. */
function takeUp(draft, given) {
  write(draft.text);
  if (draft.base === given.base) return;
  sheet.base = draft.base;
  changedElsewhere(given.base);
}

const clock = seconds => new Date(seconds * 1000).toLocaleString();

function offer(all, given) {
  const [draft] = all;
  const forget = () => ask("forget", { tab: draft.tab, name: draft.name }).catch(failed);
  notice("draft", `Text of ${clock(draft.at)} was not saved.`, {
    "Take it up": async () => { takeUp(draft, given); await check(); if (draft.tab !== drafts.tab.id) await forget(); },
    "Throw it away": async () => { await forget(); if (all.length > 1) offer(all.slice(1), given); },
  });
}

function putLoose(name, format, words) {
  put({ name, format, editable: true, text: "", loose: true });
  if (words) write(words);
  showView("write");
}

const dropped = guarded(async file => {
  if (unsaved()) await check();
  const given = await send("drop", file);
  if (given.key) return put({ ...given, loose: true });
  put({ ...given, text: "", loose: true });
  write(given.text);
});

/* What is typed. */

/** Put a whole text in the field, in a way that the browser's own undo knows. */
function write(words) {
  const made = change(text, words);
  replace(made.start, made.end, made.words);
}

/** Change the text from `start` to `end`, as if it were typed. */
function replace(start, end, words) {
  const field = source(), hidden = byId("writer").hidden, focus = document.activeElement;
  byId("writer").hidden = false;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const done = words ? document.execCommand("insertText", false, words) : start === end || document.execCommand("delete");
  if (!done) {
    field.setRangeText(words, start, end, "end");
    typed();
  }
  byId("writer").hidden = hidden;
  if (focus && focus !== document.body) focus.focus({ preventScroll: true });
}

function typed() {
  const now = source().value;
  if (now === text) return;
  const made = change(text, now);
  text = now;
  marks = marks.map(mark => ({ ...mark, run: moved(mark.run, made) })).filter(mark => mark.run);
  undone = undone.map(one => one.run ? { ...one, run: moved(one.run, made) } : one);
  drawBackdrop();
  keep();
  byId("state").dataset.busy = "typing";
  drawSaved();
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

function keep() {
  if (unsaved()) drafts.keep({ name: sheet.name, format: sheet.format, loose: sheet.loose, base: sheet.base, text });
  else drafts.forget(sheet.name);
}

/* What is found. */

async function check() {
  clearTimeout(timer);
  const asked = String(number += 1), begun = performance.now();
  byId("state").dataset.busy = asked;
  try {
    if (view && sheet.editable) await Promise.race([nearly(asked, begun), new Promise(done => setTimeout(done, PATIENCE))]);
    if (asked !== String(number)) return;
    const given = await ask("check", { ...request(), unsaved: unsaved() || (sheet.loose && sheet.editable && text) ? "yes" : "", number: asked });
    if (given && asked === String(number)) show(given, asked, begun);
  } catch (error) {
    if (asked === String(number)) failed(error);
  }
}

/** Mark what is found in the words just typed; all else, and the cards, come with the check of the whole page. */
async function nearly(asked, begun) {
  const found = await ask("near", request()).catch(() => null);
  if (!found || asked !== String(number) || byId("state").dataset.checked === asked) return;
  const anew = mark => found.runs.some(([start, end]) => mark.run[0] < end && mark.run[1] > start);
  marks = [...marks.filter(mark => mark.sort === "page" || !anew(mark)), ...marksOf(found.findings.filter(lists.wanted), found.claims)];
  drawBackdrop();
  Object.assign(byId("state").dataset, { near: asked, sooner: Math.round(performance.now() - begun) });
}

function show(given, asked, begun) {
  dismiss("fault");
  view = given;
  if (!sheet.editable) text = source().value = view.source;
  numberFindings();
  if (!finding(chosen)) chosen = "";
  drawAll();
  const told = [view.foreign ? `This page is in ${view.foreign} and was not checked.` : `${view.words} words`, sheet.format, `as of ${view.as_of}`];
  byId("about").textContent = [...told, ...view.unread.map(one => `not read as it stands: ${one}`)].join(" · ");
  Object.assign(byId("state").dataset, { checked: asked, took: Math.round(performance.now() - begun) });
  drawSaved();
}

function numberFindings() {
  let next = 0;
  for (const one of view.findings) one.number = one.accepted ? 0 : next += 1;
}

const given = one => ({
  editable: sheet.editable, inFolder: !sheet.loose, ways: knows.ways, by: localStorage.getItem(BY) || "", current: one.quote,
});

/** Return the marks of findings and claims on the text that is typed, or on the text that is read. */
function marksOf(findings, claims, place = "source") {
  const mark = (one, sort, grade) => ({ run: one[place], sort, grade, id: one.id, number: one.number, chosen: one.id === chosen });
  return [
    ...findings.map(one => mark(one, one.page ? "page" : "finding", one.severity)),
    ...claims.map(one => mark(one, "claim", one.status || "none")),
  ];
}

function drawAll() {
  const shown = lists.draw(view, given, { show: showFinding, accept, reword, insert, link: look });
  const findings = shown.filter(one => !one.accepted);
  marks = marksOf(findings, view.claims);
  drawBackdrop();
  const onText = marksOf(findings.filter(one => one.text), view.claims, "text");
  read(byId("reader"), view, onText, one => el("button", {
    type: "button", class: `number ${one.grade}`, "data-finding": one.id, "aria-label": `finding ${one.number}, ${one.grade}`,
    onclick: () => choose(one.id, true),
  }, String(one.number)));
}

function drawBackdrop() {
  // The last line end is only seen when something follows it.
  byId("backdrop").replaceChildren(drawn(text, 0, text.length, marks.filter(one => one.sort !== "page")), "\n");
}

function drawSaved() {
  const state = !sheet.editable ? "can be read and marked, not typed in" : sheet.loose ? "in no file" : unsaved() ? "not saved" : "saved";
  const busy = byId("state").dataset.checked === byId("state").dataset.busy ? "" : " · being checked";
  byId("state").textContent = state + busy;
  byId("save").disabled = !sheet.editable || !(unsaved() || sheet.loose);
  byId("save").textContent = sheet.loose ? "Save as" : "Save";
  byId("undo").hidden = !undone.length;
}

/* Stepping through. */

function choose(id, focus) {
  chosen = id;
  showTab("findings");
  for (const one of document.querySelectorAll("#work [data-finding]")) one.classList.toggle("chosen", one.dataset.finding === id);
  for (const mark of marks) mark.chosen = mark.id === id;
  lists.choose("finding", id, focus);
}

function step(by) {
  if (!view) return;
  const ids = view.findings.filter(lists.wanted).map(one => one.id);
  if (!ids.length) return tell("No finding is left.");
  const at = ids.indexOf(chosen), next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
  const typing = document.activeElement === source();
  choose(ids[next], !typing);
  bring(finding(ids[next]), typing);
}

/** Bring the words of a finding or claim into sight; select them where somebody types. */
function bring(one, select) {
  if (!one) return;
  const sort = one.rule ? "finding" : "claim", place = writing() ? "backdrop" : "reader";
  const words = [...byId(place).querySelectorAll(`[data-${sort}]`)].find(part => part.dataset[sort] === one.id);
  words?.scrollIntoView({ block: "center" });
  const mark = marks.find(mark => mark.sort === sort && mark.id === one.id);
  if (select && mark) source().setSelectionRange(...mark.run);
}

function showFinding({ id }) {
  showPart("text");
  if (finding(id)) choose(id, false);
  bring(finding(id) || view.claims.find(one => one.id === id), writing());
  if (writing()) source().focus({ preventScroll: true });
}

/* Decisions. Each is a change of the text that is written to the file, and can be taken back. */

/** Make a change and save it; it stays in the text where the file cannot be written. */
async function decide(what, { start, end, words }) {
  const was = text.slice(start, end);
  replace(start, end, words);
  undone.push({ what, was, run: [start, start + words.length] });
  drawSaved();
  await save();
  await check();
  tell(`${what} ${byId("count").textContent}`);
}

async function undo() {
  const last = undone.pop();
  drawSaved();
  if (!last) return;
  if (last.all !== undefined) return write(last.all);
  if (!last.run && last.was) return notice("undo", "These words were changed since; nothing was taken back.");
  if (last.run) replace(...last.run, last.was);
  await save();
  await check();
  tell(`Taken back: ${last.what}`);
}

const placeOf = id => marks.find(one => one.sort !== "claim" && one.id === id)?.run;

async function settled() {
  // A decision is made on what was found in just this text.
  if (byId("state").dataset.checked !== String(number) || text !== source().value) await check();
}

async function accept({ id }, form) {
  await guarded(async () => {
    await settled();
    const next = after(id);
    localStorage.setItem(BY, form.get("by"));
    const { edit } = await ask("accept", { ...request(), finding: id, ...Object.fromEntries(form) });
    if (edit) await decide("Accepted.", edit);
    else await check();
    if (next) choose(next, true);
  })();
}

async function reword({ id }, words) {
  await guarded(async () => {
    const run = placeOf(id), next = after(id);
    if (!run) return notice("fault", "These words are no longer on the page.");
    await decide("Reworded.", { start: run[0], end: run[1], words });
    if (next) choose(next, true);
  })();
}

/** Put a notice that a rule asks for, word for word, behind the block of the finding. */
async function insert({ id }) {
  await guarded(async () => {
    const run = placeOf(id), one = finding(id);
    if (!run || !one) return;
    const at = text.indexOf("\n", run[1]), end = at < 0 ? text.length : at;
    const words = /^(html|vue|svelte|astro|php)$/.test(sheet.format) ? `\n<p>${one.notice}</p>` : `\n\n${one.notice}`;
    await decide("Inserted.", { start: end, end, words });
  })();
}

function after(id) {
  const ids = view.findings.filter(one => lists.wanted(one) && !one.accepted).map(one => one.id);
  const at = ids.indexOf(id);
  return at < 0 || ids.length < 2 ? "" : ids[at + 1] || ids[at - 1];
}

/* Saving, and what others do to the file meanwhile. */

async function save() {
  if (!unsaved() || sheet.loose) return;
  if (saving) await saving;
  saving = saveNow().finally(() => { saving = null; });
  await saving;
}

async function saveNow() {
  const words = text, page = sheet;
  try {
    const { base } = await ask("save", { name: page.name, text: words, base: page.base, tab: drafts.tab.id });
    Object.assign(page, { base, saved: words });
    keep();
    drawSaved();
  } catch (error) {
    if (error.status !== 409) throw error;
    const { base } = await ask("state", { name: page.name });
    changedElsewhere(base);
  }
}

function changedElsewhere(base) {
  const words = base ? "The file was changed elsewhere since you began. Your text is not saved." : "The file was removed or cannot be read. Your text is not saved.";
  notice("changed", words, {
    "Keep my text": () => { sheet.base = base; sheet.saved = null; drawSaved(); save().catch(failed); },
    ...(base ? { "Take what is in the file": guarded(takeFile) } : {}),
  });
}

/** Show the file as it is now; what was typed can be brought back. */
async function takeFile() {
  const mine = text, now = await ask("open", { name: sheet.name });
  const wasUnsaved = unsaved();
  write(now.text);
  Object.assign(sheet, { base: now.base, saved: now.text });
  if (wasUnsaved && mine !== now.text) undone.push({ what: "the file's text", all: mine });
  await ask("forget", { tab: drafts.tab.id, name: sheet.name });
  keep();
  drawSaved();
  await check();
}

async function lookAtFile() {
  if (!sheet || sheet.loose || document.hidden || saving) return;
  const page = sheet;
  const { base } = await ask("state", { name: page.name });
  if (page !== sheet || saving || base === sheet.base) return;
  if (!unsaved() && base) {
    if (sheet.editable) await takeFile();
    else put(await ask("open", { name: sheet.name }));
    notice("changed", "The file was changed elsewhere; this is its new text.");
  } else if (![...byId("notices").children].some(one => one.dataset.name === "changed")) changedElsewhere(base);
}

function saveAs() {
  byId("save-as-name").value = sheet.name;
  byId("save-as-fault").textContent = "";
  byId("save-as").showModal();
}

async function savedAs(event) {
  event.preventDefault();
  const name = byId("save-as-name").value.trim(), words = text;
  try {
    await ask("save", { name, text: words, base: "", tab: drafts.tab.id, was: sheet.name });
    drafts.forget(sheet.name);
    byId("save-as").close();
    await openPage(name);
    await listPages();
  } catch (error) {
    byId("save-as-fault").textContent = error.status === 409 ? "There is a file of this name." : error.message;
  }
}

/* Records. */

function look({ id }) {
  linking = id;
  const claim = view.claims.find(one => one.id === id);
  byId("for-claim").textContent = claim ? `For the claim “${claim.words}”` : "";
  showTab("records");
  byId("search").focus();
  search();
}

const search = guarded(async () => {
  const words = byId("search").value;
  const known = view?.claims.some(one => one.id === linking);
  const { records } = await ask("records", { ...request(), words, claim: known ? linking : "" });
  if (words !== byId("search").value) return;
  byId("found").replaceChildren(...records.map(one => recordCard(one, known && sheet.editable ? cite : null)));
  tell(`${records.length} records`);
});

async function cite(record) {
  await guarded(async () => {
    await settled();
    const { edit, linked } = await ask("cite", { ...request(), claim: linking, record: record.id });
    await decide(`Named ${record.called}.`, edit);
    if (!linked) notice("fault", "The record is named now, but the claim is not held against it: its words may speak of something else.");
    showTab("claims");
  })();
}

const imported = guarded(async file => {
  const told = await send("import", file);
  byId("imported").replaceChildren(
    ...told.taken.map(one => el("p", {}, `${one.path}: ${one.what}`, one.unfilled.length ? `; still empty: ${one.unfilled.join(", ")}` : "")),
    ...[...told.left, ...told.failed].map(one => el("p", {}, one)),
    told.unlisted && told.taken.length ? el("p", {}, "Add “evidence: [evidence]” to claimcheck.yaml, so that each check reads it.") : "");
  if (told.taken.length) {
    byId("search").value = told.taken[0].id;
    await check();
    await search();
  }
});

/* The page around it. */

function showView(name) {
  for (const [one, id] of Object.entries(VIEWS)) byId(id).hidden = one !== name;
  document.querySelector(`[name=view][value=${name}]`).checked = true;
  if (name === "write") source().focus({ preventScroll: true });
}

function showPart(name) {
  document.body.dataset.part = name;
  for (const one of document.querySelectorAll(".switch button")) one.setAttribute("aria-pressed", String(one.dataset.part === name));
}

async function listPages() {
  knows = await ask("begin");
  drawPages();
}

function drawPages() {
  const words = byId("pages-filter").value.toLowerCase();
  const found = knows.pages.filter(one => one.toLowerCase().includes(words));
  byId("pages-list").replaceChildren(...found.map(name => el("li", {},
    el("button", { type: "button", dir: "auto", onclick: () => { byId("pages").close(); guarded(openPage)(name); } }, name))));
}

function kept() {
  byId("kept").replaceChildren(...knows.drafts.map(one => el("p", {},
    el("button", { type: "button", onclick: () => { guarded(async () => { putLoose(one.name, one.format, one.text); await check(); if (one.tab !== drafts.tab.id) await ask("forget", { tab: one.tab, name: one.name }); })(); } }, `Go on with ${one.name}`),
    ` not saved, ${clock(one.at)} `,
    el("button", { type: "button", class: "quiet", onclick: guarded(async event => { event.target.parentNode.remove(); await ask("forget", { tab: one.tab, name: one.name }); }) }, "Throw it away"))));
}

function keys(event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event;
  const done = act => { event.preventDefault(); act(); };
  if ((ctrlKey || metaKey) && key === "s") return done(() => sheet?.loose ? saveAs() : guarded(save)());
  if (ctrlKey || metaKey || altKey || !sheet) return;
  if (key === "F8") return done(() => step(shiftKey ? -1 : 1));
  if (key === "F9") return done(() => showView(writing() ? "read" : "write"));
  const card = target.classList.contains("card") ? target : null;
  if (!card && target !== byId("reader")) return;
  if (key === "j" || key === "k") return done(() => step(key === "j" ? 1 : -1));
  const opens = { a: "button.accept", w: "button.wording" }[key];
  const button = opens && card?.querySelector(opens);
  if (button) done(() => button.click());
}

function caret() {
  if (document.activeElement !== source()) return;
  const at = source().selectionStart;
  const here = marks.filter(one => one.sort === "finding" && one.run[0] <= at && at <= one.run[1]).sort((a, b) => a.run[1] - a.run[0] - b.run[1] + b.run[0])[0];
  if (here && here.id !== chosen) choose(here.id, false);
}

function wire() {
  source().addEventListener("input", typed);
  document.addEventListener("selectionchange", caret);
  document.addEventListener("keydown", keys);
  byId("save").addEventListener("click", () => sheet.loose ? saveAs() : guarded(save)());
  byId("undo").addEventListener("click", guarded(undo));
  byId("export").addEventListener("click", guarded(() => download({ ...request(), kind: byId("kind").value })));
  for (const id of ["pages-open", "pages-pick"]) byId(id).addEventListener("click", guarded(async () => { await listPages(); byId("pages").showModal(); }));
  byId("pages-filter").addEventListener("input", drawPages);
  byId("paste").addEventListener("click", () => putLoose(`text ${new Date().toLocaleTimeString()}`, "markdown", ""));
  byId("file").addEventListener("change", event => event.target.files[0] && dropped(event.target.files[0]));
  byId("import").addEventListener("change", event => event.target.files[0] && imported(event.target.files[0]));
  byId("form").addEventListener("change", () => { sheet.format = byId("form").value; keep(); guarded(check)(); });
  byId("save-as-form").addEventListener("submit", savedAs);
  byId("save-as-close").addEventListener("click", () => byId("save-as").close());
  for (const one of document.querySelectorAll("[name=view]")) one.addEventListener("change", () => showView(one.value));
  for (const one of document.querySelectorAll(".switch button")) one.addEventListener("click", () => showPart(one.dataset.part));
  byId("reader").addEventListener("click", ({ target }) => target.dataset.finding && target.tagName === "SPAN" && (showPart("side"), choose(target.dataset.finding, true)));
  let later = 0;
  byId("search").addEventListener("input", () => { clearTimeout(later); later = setTimeout(search, SEARCH); });
  document.addEventListener("dragover", event => event.preventDefault());
  document.addEventListener("drop", event => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    byId("records").contains(event.target) ? imported(file) : dropped(file);
  });
  setInterval(() => lookAtFile().catch(() => {}), LOOK);
}

async function begin() {
  if (!await enter()) return notice("fault", "This page has no key to the desk. Open the address that the desk printed; start it again where it was used already.");
  wire();
  await listPages();
  byId("folder").textContent = knows.folder;
  byId("form").append(...knows.formats.map(one => el("option", { value: one }, one)));
  showPart("text");
  showTab = lists.tabs(name => name === "records" && sheet && search());
  lists.fillFilters(knows.severities, knows.subjects, () => view && drawAll());
  kept();
  const last = drafts.last();
  if (!last) return;
  const own = last.loose ? drafts.kept(last.name) : null;
  if (!last.loose) await openPage(last.name);
  else if (own) putLoose(own.name, own.format, own.text);
}

begin().catch(failed);
