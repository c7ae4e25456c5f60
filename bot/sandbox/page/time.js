// Says instants in the reader's own time zone and language, relative to the simulated clock.

const cache = new Map();

function formatter(locale, zone, options) {
  const key = JSON.stringify([locale, zone, options]);
  if (!cache.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone || "UTC" });
    } catch {
      made = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    }
    cache.set(key, made);
  }
  return cache.get(key);
}

function say(at, locale, zone, options) {
  const when = new Date(at);
  return Number.isNaN(when.getTime()) ? "" : formatter(locale, zone, options).format(when);
}

export function clockTime(at, { locale, zone }) {
  return locale.startsWith("zh")
    ? say(at, locale, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    : say(at, "en-US", zone, { hour: "numeric", minute: "2-digit" });
}

/** The calendar day in that zone, as a key that two messages of one day share. */
export function dayKey(at, zone) {
  return say(at, "en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" });
}

export function dayName(at, { locale, zone, now }) {
  const days = Math.round((Date.parse(dayKey(at, zone)) - Date.parse(dayKey(now, zone))) / 86_400_000);
  if (Number.isFinite(days) && Math.abs(days) <= 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  const sameYear = dayKey(at, zone).slice(0, 4) === dayKey(now, zone).slice(0, 4);
  return say(at, locale, zone, {
    weekday: locale.startsWith("zh") ? "short" : "long", day: "numeric", month: "long",
    year: sameYear ? undefined : "numeric",
  });
}

/** The whole instant for a tooltip or for the clock in the top bar. */
export function fullTime(at, { locale, zone }) {
  return say(at, locale.startsWith("zh") ? "zh-CN" : "en-GB", zone, {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23",
  });
}

export function zoneName(at, { locale, zone }) {
  const parts = formatter(locale, zone, { timeZoneName: "short" }).formatToParts(new Date(at || 0));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

const PRETTY = { date_pretty: "date", date_short_pretty: "date_short", date_long_pretty: "date_long" };
const DATE = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
};

/** Slack's `<!date^…>` tokens, e.g. `{date_short_pretty} {time}`, for a Unix time in seconds. */
export function dateTokens(seconds, pattern, reader) {
  const at = Number(seconds) * 1000;
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    if (token === "time") return clockTime(at, reader);
    if (token === "time_secs") return say(at, reader.locale, reader.zone, { timeStyle: "medium" });
    if (token in PRETTY) {
      const day = Math.abs(Date.parse(dayKey(at, reader.zone)) - Date.parse(dayKey(reader.now, reader.zone)));
      return day <= 86_400_000 ? dayName(at, reader).toLowerCase() : say(at, reader.locale, reader.zone, DATE[PRETTY[token]]);
    }
    return token in DATE ? say(at, reader.locale, reader.zone, DATE[token]) : whole;
  });
}
