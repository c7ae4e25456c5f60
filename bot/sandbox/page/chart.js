// Draws what a platform draws from numbers: Slack's data_visualization block, the chart component of DingTalk's cards. An SVG that follows the theme.
import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 360, height: 210, left: 44, right: 350, top: 10, bottom: 180 };
const TINTS = 6;

/** A chart under its title, with a legend where there are several series; its numbers are its label for a screen reader. */
export function chartNode(block) {
  const { chart } = block;
  const label = chart.type === "pie" ? spoken([{ name: block.title, data: chart.segments }]) : spoken(chart.series);
  const drawing = node("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": block.title ? `${block.title}. ${label}` : label });
  if (chart.type === "pie") pie(drawing, chart.segments);
  else plot(drawing, chart);
  const names = chart.type === "pie" ? chart.segments.map((each) => each.label) : chart.series.length > 1 ? chart.series.map((each) => each.name) : [];
  return h("figure", { class: "chart" }, block.title && h("figcaption", null, block.title), drawing,
    names.length > 0 && h("p", { class: "chart-legend" }, names.map((name, index) => h("span", null, h("i", { class: `tint-${index % TINTS}` }), name))));
}

/** The chart variable of a DingTalk card, whose points name their series, as the block that is drawn. */
export function chartOfPoints({ type, data }) {
  const categories = [...new Set(data.map((point) => point.x))];
  const points = (name) => data.filter((point) => (point.type ?? "") === name).map((point) => ({ label: point.x, value: point.y }));
  if (type === "pieChart") return chartNode({ title: "", chart: { type: "pie", segments: points("") } });
  const series = [...new Set(data.map((point) => point.type))].map((name) => ({ name, data: points(name) }));
  return chartNode({ title: "", chart: { type: type === "histogram" ? "bar" : "line", series, axis_config: { categories } } });
}

const spoken = (series) => series.map((each) => `${each.name}: ${each.data.map((point) => `${point.label} ${point.value}`).join(", ")}`).join(". ");

function node(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Round values from at or below the least to at or above the most, about four of them. */
function scale(values, fromZero) {
  const low = Math.min(...values, ...(fromZero ? [0] : []));
  const high = Math.max(...values, ...(fromZero ? [0] : []));
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 3));
  const step = [1, 2, 5, 10].map((base) => base * power).find((each) => span / each <= 4);
  const first = Math.floor(low / step);
  const count = Math.max(1, Math.ceil(high / step - 1e-9) - first);
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

const written = (value) => Math.abs(value) >= 1e6 ? `${value / 1e6}M` : Math.abs(value) >= 1e4 ? `${value / 1e3}K` : String(value);

function plot(drawing, chart) {
  const stacked = chart.type === "area";
  const rows = chart.series.map((each) => each.data.map((point) => point.value));
  const heights = stacked ? rows.map((row, index) => row.map((_, at) => rows.slice(0, index + 1).reduce((sum, other) => sum + other[at], 0))) : rows;
  const ticks = scale(heights.flat(), chart.type !== "line");
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = (value) => SIZE.bottom - (value - low) / (high - low) * (SIZE.bottom - SIZE.top);
  const categories = chart.axis_config.categories;
  const slot = (SIZE.right - SIZE.left) / categories.length;
  const x = (index) => SIZE.left + slot * (index + 0.5);
  for (const tick of ticks) {
    drawing.append(node("line", { class: "rule", x1: SIZE.left, x2: SIZE.right, y1: y(tick), y2: y(tick) }),
      node("text", { x: SIZE.left - 6, y: y(tick) + 4, "text-anchor": "end" }, written(tick)));
  }
  const every = Math.ceil(Math.max(...categories.map((label) => label.length * 7 + 6)) / slot);
  categories.forEach((label, index) => {
    if ((categories.length - 1 - index) % every === 0) drawing.append(node("text", { x: x(index), y: SIZE.bottom + 16, "text-anchor": "middle" }, label));
  });
  const { y_label: beside, x_label: below } = chart.axis_config;
  if (beside) drawing.append(node("text", { x: 11, y: (SIZE.top + SIZE.bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 11 ${(SIZE.top + SIZE.bottom) / 2})` }, beside));
  if (below) drawing.append(node("text", { x: (SIZE.left + SIZE.right) / 2, y: SIZE.height - 4, "text-anchor": "middle" }, below));
  heights.forEach((row, index) => {
    if (chart.type === "bar") bars(drawing, row, { index, of: heights.length, x, y, slot });
    else line(drawing, row, { index, x, y, floor: stacked ? heights[index - 1] ?? row.map(() => Math.max(low, 0)) : null });
  });
}

function bars(drawing, row, { index, of, x, y, slot }) {
  const width = slot * 0.7 / of;
  row.forEach((value, at) => {
    const left = x(at) - slot * 0.35 + width * index;
    drawing.append(node("rect", { class: `tint-${index % TINTS}`, x: left, y: Math.min(y(0), y(value)), width, height: Math.abs(y(value) - y(0)) }));
  });
}

function line(drawing, row, { index, x, y, floor }) {
  const points = row.map((value, at) => `${x(at)},${y(value)}`);
  if (floor) {
    const back = floor.map((value, at) => `${x(at)},${y(value)}`).reverse();
    drawing.append(node("polygon", { class: `tint-${index % TINTS}`, points: [...points, ...back].join(" ") }));
  } else {
    drawing.append(node("polyline", { class: `line tint-${index % TINTS}`, points: points.join(" ") }));
    row.forEach((value, at) => drawing.append(node("circle", { class: `tint-${index % TINTS}`, cx: x(at), cy: y(value), r: 3 })));
  }
}

function pie(drawing, segments) {
  const [middle, level, radius] = [SIZE.width / 2, SIZE.height / 2, 88];
  const whole = segments.reduce((sum, each) => sum + each.value, 0);
  let turned = -Math.PI / 2;
  segments.forEach((each, index) => {
    const next = turned + each.value / whole * 2 * Math.PI;
    const at = (angle) => `${middle + radius * Math.cos(angle)} ${level + radius * Math.sin(angle)}`;
    const shape = segments.length === 1 ? node("circle", { cx: middle, cy: level, r: radius })
      : node("path", { d: `M${middle} ${level}L${at(turned)}A${radius} ${radius} 0 ${next - turned > Math.PI ? 1 : 0} 1 ${at(next)}Z` });
    shape.setAttribute("class", `tint-${index % TINTS}`);
    drawing.append(shape);
    turned = next;
  });
}
