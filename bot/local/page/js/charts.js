// Chart.* elements of Teams, drawn as Teams draws them: bars, lines and doughnuts, with what they say for a screen reader.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 180;
const FLOOR = HEIGHT - 36; // below stand the names
const LETTER = 6.5; // the width of one, as names and values are written
const HUES = 8;
const SIGNALS = new Set(["good", "warning", "attention", "neutral"]);

const text = (value) => (value === undefined || value === null ? "" : String(value));

function draw(tag, given, ...children) {
  const shape = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(given)) shape.setAttribute(key, value);
  if (tag === "svg") shape.setAttribute("aria-hidden", "true"); // the figure round it has the name
  shape.append(...children);
  return shape;
}

const fill = (row, index) => `chart-fill chart-${SIGNALS.has(row.color) ? row.color : `hue-${index % HUES}`}`;
const write = (x, y, words, given = {}) => draw("text", { x, y, "text-anchor": "middle", ...given }, text(words));

function legend(rows) {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  list.setAttribute("aria-hidden", "true"); // the picture's own name says it
  rows.forEach((row, index) => {
    const line = document.createElement("li");
    const mark = document.createElement("span");
    mark.className = fill(row, index);
    line.append(mark, `${row.name}: ${row.value}`);
    list.append(line);
  });
  return list;
}

// A ring or a cake, from the top clockwise.
function round(rows, hole, middle) {
  const all = rows.reduce((sum, row) => sum + row.value, 0) || 1;
  const at = (part, radius) => {
    const angle = 2 * Math.PI * part - Math.PI / 2;
    return `${(90 + radius * Math.cos(angle)).toFixed(2)} ${(90 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  let from = 0;
  const slices = rows.map((row, index) => {
    const to = from + Math.min(row.value / all, 0.9999); // a whole ring has no two ends to draw an arc between
    const long = to - from > 0.5 ? 1 : 0;
    const d = `M${at(from, 80)}A80 80 0 ${long} 1 ${at(to, 80)}L${at(to, hole)}A${hole} ${hole} 0 ${long} 0 ${at(from, hole)}Z`;
    from = to;
    return draw("path", { d, class: fill(row, index) });
  });
  return draw("svg", { viewBox: "0 0 180 180", class: "chart-round" }, ...slices, write(90, 97, middle, { class: "chart-middle" }));
}

// Every how many of the names stand below, without running into each other.
const every = (names, room) => Math.ceil((LETTER * Math.max(1, ...names.map((name) => name.length)) + 8) / room);

function bars(rows, showValues) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const room = WIDTH / Math.max(1, rows.length);
  const nth = every(rows.map((row) => row.name), room);
  const shapes = rows.flatMap((row, index) => {
    const height = (FLOOR - 18) * (row.value / most);
    const middle = room * (index + 0.5);
    const wide = Math.min(28, room * 0.7);
    return [
      draw("rect", { x: middle - wide / 2, y: FLOOR - height, width: wide, height, rx: 2, class: fill(row, 0) }),
      showValues && row.value && room > LETTER * text(row.value).length + 2 ? write(middle, FLOOR - height - 5, row.value) : "",
      index % nth ? "" : write(Math.max(middle, (LETTER / 2) * row.name.length), FLOOR + 16, row.name),
    ];
  });
  return draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, draw("path", { d: `M0 ${FLOOR}H${WIDTH}`, class: "chart-axis" }), ...shapes);
}

function lines(series) {
  const most = Math.max(1, ...series.flatMap((each) => each.rows.map((row) => row.value)));
  const names = series[0] ? series[0].rows.map((row) => row.name) : [];
  const x = (index) => (WIDTH - 40) * (names.length > 1 ? index / (names.length - 1) : 0.5) + 20;
  const y = (value) => FLOOR - (FLOOR - 18) * (value / most);
  const nth = every(names, (WIDTH - 40) / Math.max(1, names.length - 1));
  const drawn = series.map((each, hue) => {
    const points = each.rows.map((row, index) => `${x(index).toFixed(1)},${y(row.value).toFixed(1)}`).join(" ");
    return draw("polyline", { points, class: `chart-line chart-hue-${hue % HUES}` });
  });
  const below = names.map((name, index) => (index % nth ? "" : write(x(index), FLOOR + 16, name)));
  return draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, draw("path", { d: `M0 ${FLOOR}H${WIDTH}`, class: "chart-axis" }), ...drawn, ...below);
}

// Bars that lie, each below its name: a name may be longer than a phone is wide.
function lying(rows) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const list = document.createElement("ul");
  list.className = "chart-lying";
  list.setAttribute("aria-hidden", "true"); // the picture's own name says it
  for (const row of rows) {
    const line = document.createElement("li");
    const bar = document.createElement("span");
    bar.className = fill(row, 0);
    bar.style.width = `${(100 * row.value) / most}%`;
    line.append(`${row.name}: ${row.value}`, bar);
    list.append(line);
  }
  return list;
}

const rowsOf = (data) => (data || []).map((row) => ({ name: text(row.legend ?? row.x), value: Number(row.value ?? row.y) || 0, color: row.color }));

const KINDS = {
  "Chart.Donut": (card, rows) => [round(rows, 52, text(card.value)), legend(rows)],
  "Chart.Pie": (card, rows) => [round(rows, 0, ""), legend(rows)],
  "Chart.VerticalBar": (card, rows) => [bars(rows, card.showBarValues)],
  "Chart.HorizontalBar": (card, rows) => [lying(rows)],
  "Chart.Line": (card, rows, series) => [lines(series), legend(series.map((each) => ({ name: each.name, value: each.rows.length })))],
};

function chart(kind, card) {
  const series = (card.data || []).filter((each) => each.values).map((each) => ({ name: text(each.legend), rows: rowsOf(each.values) }));
  const rows = series.length ? series.flatMap((each) => each.rows) : rowsOf(card.data);
  const figure = document.createElement("div");
  figure.className = "chart";
  figure.setAttribute("role", "img");
  const said = rows.filter((row) => row.value).map((row) => `${row.name} ${row.value}`);
  figure.setAttribute("aria-label", [text(card.title), text(card.value), ...said].filter(Boolean).join(", "));
  figure.append(...KINDS[kind](card, rows, series));
  return figure;
}

// Let the renderer know these elements: what it does not know it replaces by their `fallback`.
export function registerCharts(adaptiveCards) {
  for (const kind of Object.keys(KINDS)) {
    class Chart extends adaptiveCards.CardElement {
      getJsonTypeName() {
        return kind;
      }

      internalParse(source, context) {
        super.internalParse(source, context);
        this.source = source;
      }

      internalRender() {
        return chart(kind, this.source);
      }
    }
    adaptiveCards.GlobalRegistry.elements.register(kind, Chart);
  }
}
