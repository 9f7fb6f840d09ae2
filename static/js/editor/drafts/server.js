// Asks the wiki to keep a draft, or who else is writing. Answers with what it said, or with what is the trouble.
const TROUBLES = { 401: "signedOut", 403: "signedOut", 400: "signedOut", 409: "other", 413: "large", 422: "personal" };
const MOST_AT_LEAVING = 60_000; // bytes: browsers send no more from a page that is being left

export function server(form, desk) {
  async function ask(method, address, fields, leaving = false) {
    const answer = await send(method, address, fields, leaving);
    if (leaving || (answer.trouble !== "signedOut") || !(await renewed())) return answer;
    const again = await send(method, address, fields, leaving);
    return again.trouble === "signedOut" ? { trouble: "refused" } : again; // logged in, and stopped all the same
  }

  async function send(method, address, fields, leaving) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
    if (leaving && new Blob([fields.text ?? ""]).size > MOST_AT_LEAVING) return { trouble: "local" };
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
    try {
      const answer = await fetch(address, { method, body, headers, keepalive: leaving, redirect: "manual" });
      if (answer.ok) return await answer.json();
      return { trouble: answer.type === "opaqueredirect" ? "signedOut" : (TROUBLES[answer.status] ?? "wrong") };
    } catch {
      return { trouble: "local" };
    }
  }

  // Somebody who was logged out may have logged in again in another window: then the form only needs a new token.
  async function renewed() {
    const known = await stored();
    if (String(known?.user) !== desk.dataset.user) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = known.token;
    return true;
  }

  async function stored() {
    const address = `${desk.dataset.draft}?section=${encodeURIComponent(desk.dataset.section)}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  return { ask, stored };
}
