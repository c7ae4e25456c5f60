// The page's only way to the sandbox: the control calls and the stream of events, all on this origin.

/** The sandbox said no, or could not be reached (`status` 0). */
export class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/sandbox/${path}`, {
      method, cache: "no-store", signal: AbortSignal.timeout(15_000),
      headers: body === undefined ? undefined : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    throw new Refused(0, error.name === "TimeoutError" ? "timeout" : "network");
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, said?.error ?? said?.message ?? String(answer.status));
  return said;
}

export const api = {
  state: () => call("GET", "state"),
  messages: (platform, user) => call("GET", `messages?${new URLSearchParams({ platform, user })}`),
  say: (platform, user, text) => call("POST", "say", { platform, user, text }),
  command: (user, command, text) => call("POST", "command", { user, command, text }),
  click: (platform, user, message, action, values) => call("POST", "click", { platform, user, message, action, ...(values && { values }) }),
  upload: (platform, user, name, content, text) => call("POST", "upload", { platform, user, name, content, text }),
  submit: (platform, user, where, values) => call("POST", "submit", { platform, user, ...where, values }),
  close: (user, view) => call("POST", "close", { user, view }),
  home: (user) => call("POST", "home", { user }),
  shortcut: (user, message, name) => call("POST", "shortcut", { user, message, name }),
  entries: (user) => call("GET", `entries?${new URLSearchParams({ user })}`),
  views: (user) => call("GET", `views?${new URLSearchParams({ user })}`),
  faults: () => call("GET", "faults"),
  setFaults: (faults) => call("PUT", "faults", faults),
  calls: () => call("GET", "calls"),
  log: () => call("GET", "log?limit=200"),
  gallery: () => call("GET", "gallery"),
};

/** `on(kind, data)` for every event, and on("live", boolean) as the stream comes and goes; the browser reconnects by itself. */
export function listen(on) {
  const stream = new EventSource("/sandbox/events");
  stream.addEventListener("open", () => on("live", true));
  stream.addEventListener("error", () => on("live", false));
  for (const kind of ["message", "update", "view", "connection", "clock", "fault", "reset"]) {
    stream.addEventListener(kind, (event) => {
      let data = {};
      try {
        data = JSON.parse(event.data || "{}");
      } catch {
        data = {};
      }
      on(kind, data);
    });
  }
}
