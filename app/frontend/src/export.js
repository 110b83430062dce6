// The picture as a file: one SVG drawing with title, legend and stamp, and the same drawing as PNG at 300 dpi.
// Written here because cytoscape-svg is GPL-3.0.
import { edgeLook, hueOf, shapeOf } from "./look.js";
import { outline } from "./outline.js";
import { EDGE_FONT, FAMILY, LINE, NODE_FONT, width, xml } from "./text.js";

const PRINT = { text: "#14222a", muted: "#55636b", background: "#ffffff" }; // files are for slides and papers: light
const MARGIN = 28;
const n = (value) => Math.round(value * 10) / 10;

/** Returns the SVG text. `caption` holds {title, stamp: [lines], labels: [[label, word]]}. */
export function drawing(cy, caption) {
  const bounds = cy.elements().boundingBox();
  const titleHeight = caption.title ? 34 : 0;
  const legend = legendRows(cy, caption, Math.max(bounds.w, 420));
  const footHeight = legend.height + 18 * caption.stamp.length + 16;
  const wide = Math.max(bounds.w, 420, ...caption.stamp.map((line) => width(line, 12, 400))) + 2 * MARGIN;
  const tall = bounds.h + titleHeight + footHeight + 2 * MARGIN;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(wide)}" height="${n(tall)}" viewBox="0 0 ${n(wide)} ${n(tall)}" font-family="${xml(FAMILY)}" role="img">`,
    `<title>${xml(caption.title)}</title>`,
    `<rect width="100%" height="100%" fill="${PRINT.background}"/>`,
    caption.title ? `<text x="${MARGIN}" y="${MARGIN + 12}" font-size="19" font-weight="600" fill="${PRINT.text}">${xml(caption.title)}</text>` : "",
    `<g transform="translate(${n((wide - bounds.w) / 2 - bounds.x1)} ${n(MARGIN + titleHeight - bounds.y1)})">`,
    ...cy.edges().map(edgePath),
    ...cy.nodes().map(nodeShape),
    ...cy.edges().map(edgeText),
    "</g>",
    `<g transform="translate(${MARGIN} ${n(MARGIN + titleHeight + bounds.h + 26)})">${legend.svg}</g>`,
    ...caption.stamp.map((line, i) =>
      `<text x="${MARGIN}" y="${n(tall - MARGIN / 2 - 18 * (caption.stamp.length - 1 - i))}" font-size="12" fill="${PRINT.muted}">${xml(line)}</text>`),
    "</svg>",
  ];
  return out.join("\n");
}

/** Returns a PNG blob of an SVG text, `scale` device pixels for each CSS pixel (300 dpi = 3.125). */
export function raster(svg, scale = 3.125) {
  return new Promise((done, failed) => {
    const image = new Image();
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      const fitted = Math.min(scale, 12000 / image.width, 12000 / image.height);
      canvas.width = Math.round(image.width * fitted);
      canvas.height = Math.round(image.height * fitted);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large for this browser"))), "image/png");
    };
    image.onerror = () => failed(new Error("the browser could not draw the picture"));
    image.src = url;
  });
}

export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

function nodeShape(node) {
  const { x, y } = node.position();
  const { text, label, role, w, h } = node.data();
  const [fill, line] = hueOf(label, false);
  const body = `<path d="${outline(shapeOf(label), x, y, w, h)}" fill="${fill}" stroke="${line}" stroke-width="${role ? 4 : 2}"/>`;
  const step = NODE_FONT * LINE;
  const words = text.map((line, i) =>
    `<text x="${n(x)}" y="${n(y + NODE_FONT * 0.34 + (i - (text.length - 1) / 2) * step)}" font-size="${NODE_FONT}" font-weight="600" text-anchor="middle" fill="${PRINT.text}">${xml(line)}</text>`);
  return body + words.join("");
}

function edgePath(edge) {
  const look = edgeLook(edge.data(), false);
  const start = edge.sourceEndpoint();
  const end = edge.targetEndpoint();
  const points = edge.controlPoints() || [];
  let d = `M${n(start.x)} ${n(start.y)}`;
  points.forEach((point, i) => {
    const next = points[i + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : end;
    d += `Q${n(point.x)} ${n(point.y)} ${n(to.x)} ${n(to.y)}`;
  });
  if (!points.length) d += `L${n(end.x)} ${n(end.y)}`;
  const before = points[points.length - 1] || start;
  const stroke = Number(edge.numericStyle("width"));
  const dash = look.dash ? ` stroke-dasharray="${look.dash.join(" ")}"` : "";
  return `<path d="${d}" fill="none" stroke="${look.colour}" stroke-width="${n(stroke)}"${dash}/>${head(look, end, Math.atan2(end.y - before.y, end.x - before.x), stroke)}`;
}

function head(look, end, angle, stroke) {
  const size = 9 + 2 * stroke;
  const at = (r, turn) => `${n(end.x + r * Math.cos(angle + turn))} ${n(end.y + r * Math.sin(angle + turn))}`;
  if (look.head === "tee") return `<path d="M${at(size * 0.6, Math.PI / 2)}L${at(size * 0.6, -Math.PI / 2)}" stroke="${look.colour}" stroke-width="${n(stroke + 1.5)}"/>`;
  if (look.head === "triangle") return `<path d="M${at(2, 0)}L${at(size, Math.PI - 0.42)}L${at(size, Math.PI + 0.42)}Z" fill="${look.colour}"/>`;
  return "";
}

function edgeText(edge) {
  const { x, y } = edge.midpoint();
  const words = edge.data("drawn");
  if (!words) return "";
  return `<text x="${n(x)}" y="${n(y + EDGE_FONT * 0.34)}" font-size="${EDGE_FONT}" font-weight="500" text-anchor="middle" fill="${edgeLook(edge.data(), false).colour}" stroke="#ffffff" stroke-width="7" paint-order="stroke" stroke-linejoin="round">${xml(words)}</text>`;
}

function legendRows(cy, caption, room) {
  const items = [];
  const kinds = new Map(cy.edges().map((edge) => [edgeLook(edge.data(), false).word, edgeLook(edge.data(), false)]));
  for (const [word, look] of kinds) {
    const dash = look.dash ? ` stroke-dasharray="${look.dash.join(" ")}"` : "";
    items.push([word, `<path d="M0 0H30" stroke="${look.colour}" stroke-width="3"${dash}/>${head(look, { x: 34, y: 0 }, 0, 2.4)}`, 44]);
  }
  for (const [label, word] of caption.labels) {
    const [fill, line] = hueOf(label, false);
    items.push([word, `<path d="${outline(shapeOf(label), 15, 0, 28, 17)}" fill="${fill}" stroke="${line}" stroke-width="1.8"/>`, 38]);
  }
  let x = 0;
  let y = 0;
  const svg = items.map(([word, mark, gap]) => {
    const long = gap + width(word, 13, 400) + 24;
    if (x && x + long > room) {
      x = 0;
      y += 26;
    }
    const item = `<g transform="translate(${n(x)} ${y})">${mark}<text x="${gap}" y="4.5" font-size="13" fill="${PRINT.text}">${xml(word)}</text></g>`;
    x += long;
    return item;
  });
  return { svg: svg.join(""), height: y + 34 };
}
