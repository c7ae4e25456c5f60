// Builds DOM nodes from plain values; text always becomes a text node, so nobody's words can become markup.

const DROPPED = new Set([null, undefined, false, true, ""]);

/** h("p", {class: "note", onclick: f, data: {id: "1"}}, "text", node): attributes that are null or false are left out. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** A 20 by 20 line icon drawn from one path; decoration only, the words stand beside it. */
export function icon(path) {
  const node = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" })) {
    node.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  node.append(line);
  return node;
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => !DROPPED.has(child)));
  return node;
}

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address when a chat would follow it, else null: never javascript:, data: or anything unknown. */
export function safeAddress(text) {
  try {
    const address = new URL(String(text).trim());
    return SCHEMES.has(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** A link that leaves the page, or the plain label when its address cannot be trusted. */
export function link(address, children) {
  const href = safeAddress(address);
  if (!href) return h("span", null, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}

/**
 * A picture of this sandbox, or a frame that says what would be there.
 * A picture elsewhere on the network is never loaded: the page makes no request beyond its own origin.
 */
export function picture(address, alt, words) {
  const frame = (text) => h("span", { class: "picture-missing", role: "img", "aria-label": alt || text },
    icon("M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 7.5h.01"), h("span", null, alt || text));
  if (!address || !address.startsWith("/")) return frame(words);
  const image = h("img", { src: address, alt: alt ?? "", loading: "eager", decoding: "async" });
  const shown = h("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, image);
  image.addEventListener("error", () => shown.replaceWith(frame(words)));
  return shown;
}

/** Two letters (or the last two characters of a Chinese name, as DingTalk does) on one of eight calm colours. */
export function avatar(name, id) {
  const plain = String(name || "?").trim();
  const han = /\p{Script=Han}/u.test(plain);
  const letters = han ? [...plain].slice(-2).join("")
    : plain.split(/\s+/).map((word) => [...word][0]).filter(Boolean).slice(0, 2).join("").toUpperCase();
  let sum = 0;
  for (const char of String(id || plain)) sum = (sum * 31 + char.codePointAt(0)) % 997;
  return h("span", { class: `avatar tint-${sum % 8}`, "aria-hidden": "true" }, letters);
}
