// Words -> elements. Text becomes text and nothing else: no markup is ever read here.

export const byId = id => document.getElementById(id);

/** Return an element with properties (`data-`, `aria-` and the like as attributes) and what stands in it. */
export function el(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "onclick" || key === "onsubmit" || key === "oninput") made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key in made && !key.includes("-") && key !== "list") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter(one => one !== null && one !== undefined && one !== ""));
  return made;
}

/** Return a link out of the desk, only its words where the address is none of the web. */
export function link(address, words) {
  if (!/^https?:\/\/[^\s"'<>`\\]+$/i.test(address || "")) return el("span", {}, words);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

/** Put children in order with as few moves as possible, so that what has the focus keeps it. */
export function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] || null);
  });
}

/** Say something to those who hear the page. */
export function tell(words) {
  byId("told").textContent = words;
}

/** Show a notice with what can be done about it; `name` tells notices apart, one of a name is shown. */
export function notice(name, words, choices = {}) {
  dismiss(name);
  const box = el("div", { class: "notice", "data-name": name }, el("p", {}, words));
  for (const [label, act] of Object.entries(choices))
    box.append(el("button", { type: "button", onclick: () => { dismiss(name); act(); } }, label));
  box.append(el("button", { type: "button", class: "quiet", onclick: () => dismiss(name) }, "Dismiss"));
  byId("notices").append(box);
}

export function dismiss(name) {
  for (const box of byId("notices").children) if (box.dataset.name === name) box.remove();
}
