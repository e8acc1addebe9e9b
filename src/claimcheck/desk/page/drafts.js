// Unsaved text of this tab, kept in the browser at each keystroke; the server keeps it too, a moment later.

const TAB = "tab", LAST = "sheet";
const fresh = () => crypto.randomUUID();

export const tab = { id: sessionStorage.getItem(TAB) || fresh() };
sessionStorage.setItem(TAB, tab.id);

const here = fresh();
const others = new BroadcastChannel("claimcheck-desk");
let open = "", met = () => {};

// A tab that is duplicated has the same id: the younger one takes another.
others.onmessage = ({ data }) => {
  if (data.here === here) return;
  if (data.asks && data.tab === tab.id) others.postMessage({ here, taken: data.here });
  if (data.taken === here) sessionStorage.setItem(TAB, tab.id = fresh());
  if (data.asks && data.open && data.open === open) others.postMessage({ here, also: data.here });
  if (data.also === here || (data.asks && data.open && data.open === open)) met();
};
others.postMessage({ here, asks: true, tab: tab.id });

/** Tell other tabs which page is open here; `found` is called where one of them has it too. */
export function announce(name, found) {
  [open, met] = [name, found];
  others.postMessage({ here, asks: true, open: name });
}

const place = name => `draft:${tab.id}:${name}`;

/** Keep a sheet whose text is not saved. */
export function keep(sheet) {
  try {
    localStorage.setItem(place(sheet.name), JSON.stringify(sheet));
  } catch { /* no room is left: the server keeps it */ }
}

export const kept = name => JSON.parse(localStorage.getItem(place(name)) || "null");
export const forget = name => localStorage.removeItem(place(name));
export const last = () => JSON.parse(sessionStorage.getItem(LAST) || "null");
export const remember = sheet => sessionStorage.setItem(LAST, JSON.stringify(sheet));
