// Outlines of the node shapes as SVG paths, centred on (x, y): for the exported file and for the legend.

const n = (value) => Math.round(value * 10) / 10;

const polygon = (points) => (x, y, w, h) =>
  `M${points.map(([px, py]) => `${n(x + (px * w) / 2)} ${n(y + (py * h) / 2)}`).join("L")}Z`;

function rounded(x, y, w, h, r = Math.min(10, w / 4, h / 4)) {
  const [l, t] = [x - w / 2, y - h / 2];
  return `M${n(l + r)} ${n(t)}h${n(w - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${n(h - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${r}h${n(2 * r - w)}a${r} ${r} 0 0 1 ${-r} ${-r}v${n(2 * r - h)}a${r} ${r} 0 0 1 ${r} ${-r}z`;
}

function ellipse(x, y, w, h) {
  const [a, b] = [n(w / 2), n(h / 2)];
  return `M${n(x - a)} ${n(y)}a${a} ${b} 0 1 0 ${2 * a} 0a${a} ${b} 0 1 0 ${-2 * a} 0z`;
}

function barrel(x, y, w, h) {
  const [l, r, t, b] = [x - w / 2, x + w / 2, y - h / 2, y + h / 2].map(n);
  const d = n(Math.min(12, h / 4));
  return `M${l} ${n(t + d)}Q${n(x)} ${n(t - d)} ${r} ${n(t + d)}V${n(b - d)}Q${n(x)} ${n(b + d)} ${l} ${n(b - d)}Z`;
}

function roundBottom(x, y, w, h) {
  const r = Math.min(10, w / 4, h / 4);
  const [l, t] = [x - w / 2, y - h / 2];
  return `M${n(l)} ${n(t)}h${n(w)}v${n(h - r)}a${r} ${r} 0 0 1 ${-r} ${r}h${n(2 * r - w)}a${r} ${r} 0 0 1 ${-r} ${-r}z`;
}

const octagon = polygon([[-0.586, -1], [0.586, -1], [1, -0.414], [1, 0.414], [0.586, 1], [-0.586, 1], [-1, 0.414], [-1, -0.414]]);
const hexagon = polygon([[-0.5, -1], [0.5, -1], [1, 0], [0.5, 1], [-0.5, 1], [-1, 0]]);

const SHAPES = {
  "round-rectangle": rounded,
  "bottom-round-rectangle": roundBottom,
  rectangle: polygon([[-1, -1], [1, -1], [1, 1], [-1, 1]]),
  ellipse,
  barrel,
  octagon,
  "round-octagon": octagon,
  hexagon,
  "round-hexagon": hexagon,
  "round-tag": polygon([[-1, -1], [0.25, -1], [1, 0], [0.25, 1], [-1, 1]]),
  "concave-hexagon": polygon([[-1, -0.95], [-0.75, 0], [-1, 0.95], [1, 0.95], [0.75, 0], [1, -0.95]]),
  heptagon: polygon(Array.from({ length: 7 }, (_, i) => [Math.sin((2 * Math.PI * i) / 7), -Math.cos((2 * Math.PI * i) / 7)])),
  "cut-rectangle": (x, y, w, h) => {
    const c = Math.min(8, w / 4, h / 4);
    const [l, r, t, b] = [x - w / 2, x + w / 2, y - h / 2, y + h / 2];
    return `M${n(l + c)} ${n(t)}H${n(r - c)}L${n(r)} ${n(t + c)}V${n(b - c)}L${n(r - c)} ${n(b)}H${n(l + c)}L${n(l)} ${n(b - c)}V${n(t + c)}Z`;
  },
};

export const outline = (shape, x, y, w, h) => (SHAPES[shape] || SHAPES.rectangle)(x, y, w, h);
