// Sends a form and tells how far it has come, which fetch cannot. Gives { ask, cancel }; `ask` is a promise of
// { status, answer }, null when it was cancelled, and rejected when the connection failed.
export function send(address, fields, { token, progress }) {
  const request = new XMLHttpRequest();
  const ask = new Promise((resolve, reject) => {
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress?.(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.response) resolve({ status: request.status, answer: request.response });
      else reject(new Error("no answer"));
    });
    request.addEventListener("error", () => reject(new Error("no connection")));
    request.addEventListener("abort", () => resolve(null));
  });
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  request.send(body);
  return { ask, cancel: () => request.abort() };
}
