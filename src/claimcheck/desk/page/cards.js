// A card for each finding and each claim: what, why, which authority, which record on what basis, what to do about it.

import { el, link } from "./dom.js";

const line = (label, ...inside) => el("p", {}, el("b", {}, label), " ", inside);
const list = (label, items) => items.length ? el("div", {}, el("b", {}, label), el("ul", {}, items.map(one => el("li", {}, one)))) : null;
const outward = addresses => addresses.map(one => el("p", {}, link(one, one)));
const basis = one => [one.link ? link(one.link, one.source) : one.source, ` ${one.told}`];

/** Return all that is told of a record. */
export function recordBody(record) {
  return [
    el("p", { class: "muted" }, record.about),
    ...record.rows.map(([label, told]) => Array.isArray(told) ? list(label, told) : line(label, told)),
    record.bases.length ? list("Rests on", record.bases.map(basis)) : null,
    ...outward(record.links),
    el("p", { class: "muted" }, record.file),
  ];
}

const recordName = (name, records) => records[name]?.called || name;

function authority(name, records) {
  const record = records[name];
  if (!record) return name;
  const asks = record.rows.find(([label]) => label === "asks");
  return [el("b", {}, record.called), ` · ${record.about}`, asks ? el("p", {}, asks[1]) : null, ...outward(record.links)];
}

function leaning(part, records) {
  const record = records[part.id];
  return el("div", { class: "record" },
    el("p", {}, el("b", {}, recordName(part.id, records)), record ? ` · ${record.about}` : ""),
    part.parts.map(one => el("p", {}, one)),
    part.bases.map(one => el("p", { class: "basis" }, basis(one))),
    ...(record ? outward(record.links) : []));
}

function reasons(finding, records) {
  return el("details", {},
    el("summary", {}, "Why, on what authority, which record"),
    el("p", {}, finding.why),
    list("Bears on", finding.sources.map(one => authority(one, records))),
    finding.records.length ? el("div", {}, el("b", {}, "Our record"), finding.records.map(one => leaning(one, records))) : null,
    list("Wordings that pass this rule", finding.careful),
    list("See also", finding.related),
    finding.also.length ? line("Found too by", finding.also.join(", ")) : null,
    finding.jurisdictions.length ? line("Holds in", finding.jurisdictions.join(", ")) : null);
}

/** Return the form in which a finding is accepted; `ways` are the places where that can be written. */
function acceptForm(finding, ways, known, act) {
  const id = `accept-${finding.id}`;
  const words = { page: "in the page, as a comment", settings: "in claimcheck.yaml", ledger: "in the ledger of approved claims" };
  return el("form", { class: "accept", hidden: true, onsubmit: event => { event.preventDefault(); act(new FormData(event.target)); } },
    el("label", {}, "Because ", el("textarea", { name: "because", required: true, rows: 2, id })),
    el("label", {}, "By ", el("input", { name: "by", value: known, autocomplete: "name" })),
    el("label", {}, "Until ", el("input", { name: "until", type: "date" })),
    el("label", {}, "Written ", el("select", { name: "way" }, ways.map(one => el("option", { value: one }, words[one] || one)))),
    el("button", {}, "Accept this finding"));
}

/** Return the form in which another wording is taken over. */
function wordingForm(finding, current, act) {
  const field = el("textarea", { name: "words", rows: 3, value: finding.wordings[0] || current });
  return el("form", { class: "wording", hidden: true, onsubmit: event => { event.preventDefault(); act(field.value); } },
    el("label", {}, "Instead of the words that are marked ", field),
    finding.wordings.length ? el("p", {}, "Offered: ", finding.wordings.map(one =>
      el("button", { type: "button", class: "chip", onclick: () => { field.value = one; field.focus(); } }, one))) : null,
    el("button", {}, "Take it over"));
}

function opening(label, form) {
  const button = el("button", { type: "button", "aria-expanded": "false", class: form.className, onclick: () => toggle() }, label);
  const toggle = () => {
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("textarea, input").focus();
  };
  return button;
}

/** Return the card of a finding. `does` has what its buttons do: show, accept, reword, insert. */
export function findingCard(finding, records, { editable, inFolder, ways, by, current }, does) {
  const whole = finding.page ? "the page as a whole" : "";
  const card = el("li", { class: `card ${finding.accepted ? "accepted" : finding.severity}`, tabIndex: -1, "data-finding": finding.id });
  const offered = ways.filter(one => one === "page" ? editable : inFolder);
  const forms = finding.accepted || finding.subject === "upkeep" ? [] : [
    ["Accept", offered.length ? acceptForm(finding, offered, by, given => does.accept(finding, given)) : null],
    ["Another wording", editable && !finding.page ? wordingForm(finding, current, words => does.reword(finding, words)) : null],
  ].filter(([, form]) => form);
  card.append(
    el("h3", {}, el("span", { class: "number" }), " ", el("span", { class: "severity" }, finding.accepted ? "accepted" : finding.severity),
      " ", el("span", { class: "rule" }, finding.rule), " ", el("span", { class: "place" })),
    el("p", { class: "quote", dir: "auto" }, whole || `“${finding.quote}”`),
    el("p", { class: "message" }, finding.message),
    ...(finding.accepted ? [line("Because", finding.accepted)] : []),
    ...(finding.suggestion ? [el("p", { class: "safer" }, el("b", {}, "Safer"), " ", finding.suggestion)] : []),
    reasons(finding, records),
    el("div", { class: "acts" },
      el("button", { type: "button", onclick: () => does.show(finding) }, "Show"),
      forms.map(([label, form]) => opening(label, form)),
      finding.notice && editable && !finding.accepted ? el("button", { type: "button", onclick: () => does.insert(finding) }, "Insert the notice") : null),
    ...forms.map(([, form]) => form));
  return card;
}

/** Return the card of a claim. `does` has what its buttons do: show, link. */
export function claimCard(claim, records, editable, does) {
  const status = claim.status || "asks for no record";
  const cues = decides => claim.cues.filter(one => one.decides === decides).map(one => `“${one.words}”`).join(", ");
  const read = (label, told, decides) => el("div", {}, el("dt", {}, label), el("dd", {}, told, cues(decides) ? ` by ${cues(decides)}` : ""));
  return el("li", { class: `card claim-card ${claim.status || "none"}`, tabIndex: -1, "data-claim": claim.id },
    el("h3", {}, el("span", { class: "status" }, status), claim.approval === "none" ? "" : ` · ${claim.approval}`, " ", el("span", { class: "place" })),
    el("p", { class: "quote", dir: "auto" }, `“${claim.words}”`),
    el("dl", {},
      read("kind", claim.kinds.join(", ")), read("speaks for", claim.role, "role"), read("stance", claim.stance, "stance"),
      read("strength", claim.strength, "strength"), claim.calls.length ? read("calls for", claim.calls.join("; ")) : null),
    claim.alike.length ? line("Fits alike", claim.alike.map(one => recordName(one, records)).join(", ")) : null,
    ...claim.records.map(name => el("details", {}, el("summary", {}, `Record: ${recordName(name, records)}`), records[name] ? recordBody(records[name]) : null)),
    el("div", { class: "acts" },
      el("button", { type: "button", onclick: () => does.show(claim) }, "Show"),
      editable ? el("button", { type: "button", onclick: () => does.link(claim) }, "Link a record") : null));
}

/** Return the card of a record that was found; `link` is what its button does, null where there is none. */
export function recordCard(record, act) {
  return el("li", { class: "card", tabIndex: -1, "data-record": record.id },
    el("h3", {}, record.called, " ", el("span", { class: "place" }, record.id)),
    record.title === record.called ? null : el("p", {}, record.title),
    el("details", {}, el("summary", {}, "What it says and rests on"), recordBody(record)),
    act ? el("div", { class: "acts" }, el("button", { type: "button", onclick: () => act(record) }, "Link to the claim")) : null);
}
