// What the page asks of its server, and the key that opens it: got once for the token of the address.

const KEY = "key";

/** Trade the token of the address for a key; return whether there is one. */
export async function enter() {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, "", location.pathname);
    const answer = await fetch("/api/enter", { method: "POST", body: JSON.stringify({ token }) });
    if (answer.ok) localStorage.setItem(KEY, (await answer.json()).key);
  }
  return Boolean(localStorage.getItem(KEY));
}

const post = (name, body, more = {}) =>
  fetch(`/api/${name}`, { method: "POST", body, headers: { "x-claimcheck-key": localStorage.getItem(KEY) || "", ...more } });

/** A fault that the server told; `status` 409 says that a file was changed elsewhere. */
export class Fault extends Error {
  constructor(words, status, more = {}) {
    super(words);
    Object.assign(this, { status, ...more });
  }
}

async function answered(asking) {
  let answer;
  try {
    answer = await asking;
  } catch {
    throw new Fault("The desk does not answer. Is it still running? What you type is kept in this browser.", 0);
  }
  if (answer.status === 204) return null;
  if (answer.ok) return answer;
  const words = await answer.text();
  let told = { fault: words };
  try { told = JSON.parse(words); } catch { /* it is plain words */ }
  throw new Fault(told.fault, answer.status, told);
}

/** Return what the server answers, null where a later question stands in the place of this one. */
export async function ask(name, given = {}) {
  const answer = await answered(post(name, JSON.stringify(given)));
  return answer && answer.json();
}

/** Send a file as it is; return what the server answers. */
export async function send(name, file) {
  const answer = await answered(post(name, file, { "x-claimcheck-name": encodeURIComponent(file.name) }));
  return answer.json();
}

/** Take a file from the server to the downloads. */
export async function download(given) {
  const answer = await answered(post("export", JSON.stringify(given)));
  const said = answer.headers.get("content-disposition") || "";
  const name = decodeURIComponent(said.split("''")[1] || "report");
  const address = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
