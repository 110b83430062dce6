// How a label, a sign and a theme look. Edge colours are Okabe and Ito's blue and vermilion, which stay apart for
// the colour blind and in grey; sign is also told by the arrow head, the symbol and the word, never by colour alone.

/** Families of labels share a hue; within a family the shape tells the labels apart. */
const HUES = {
  molecule: { light: ["#e3f1fb", "#2b7bb0"], dark: ["#12344a", "#7cc0ee"] },
  chemical: { light: ["#fbf6d2", "#8d7a00"], dark: ["#3a3508", "#e6d95a"] },
  cell: { light: ["#dff4ec", "#00805c"], dark: ["#0b3a2d", "#4fd0a5"] },
  process: { light: ["#fdf0d8", "#b36f00"], dark: ["#452e05", "#f2b84b"] },
  treatment: { light: ["#f8e7f1", "#a64d83"], dark: ["#43203a", "#e59cc8"] },
  clinic: { light: ["#eceff1", "#55636b"], dark: ["#2b343a", "#b4c0c7"] },
};

/** label of the model -> [hue family, Cytoscape node shape] */
const LABELS = {
  Gene: ["molecule", "round-rectangle"],
  Complex: ["molecule", "octagon"],
  Alteration: ["molecule", "concave-hexagon"],
  Chemical: ["chemical", "hexagon"],
  CellSubset: ["cell", "ellipse"],
  Region: ["cell", "barrel"],
  Taxon: ["cell", "round-octagon"],
  Process: ["process", "rectangle"],
  Pathway: ["process", "round-hexagon"],
  Drug: ["treatment", "cut-rectangle"],
  Therapy: ["treatment", "round-tag"],
  Disease: ["clinic", "bottom-round-rectangle"],
  Outcome: ["clinic", "heptagon"],
  Biomarker: ["clinic", "cut-rectangle"],
};
const UNKNOWN = ["clinic", "rectangle"];

/** Room that a shape takes away from the text inside it, as factors on width and height. */
const ROOM = {
  ellipse: [1.3, 1.35], hexagon: [1.28, 1.1], octagon: [1.08, 1.12], "round-octagon": [1.08, 1.12], "cut-rectangle": [1.06, 1.05],
  "round-tag": [1.42, 1.05], heptagon: [1.3, 1.5], "concave-hexagon": [1.3, 1.05], "round-hexagon": [1.26, 1.1],
  barrel: [1.08, 1.12],
};

export const shapeOf = (label) => (LABELS[label] || UNKNOWN)[1];
export const hueOf = (label, dark) => HUES[(LABELS[label] || UNKNOWN)[0]][dark ? "dark" : "light"];
export const roomOf = (label) => ROOM[shapeOf(label)] || [1, 1];

/** sign or kind of an edge -> colour, head, dash, word for the legend */
export function edgeLook(edge, dark) {
  if (edge.kind === "is_a") return { colour: dark ? "#9fb0b8" : "#6d7d85", head: "none", dash: [2, 4], word: "is a kind or part of" };
  if (edge.kind === "association") return { colour: dark ? "#c3ccd1" : "#5c6870", head: "none", dash: null, word: "association, not a cause" };
  if (edge.sign > 0) return { colour: dark ? "#5db4ea" : "#0072b2", head: "triangle", dash: null, word: "increases" };
  if (edge.sign < 0) return { colour: dark ? "#ff8f4d" : "#d55e00", head: "tee", dash: null, word: "decreases" };
  return { colour: dark ? "#c3ccd1" : "#5c6870", head: "none", dash: [8, 6], word: "direction not stated" };
}

/** The colours of the page around the picture, read from Streamlit's theme variables. */
export function themeOf(element) {
  const css = getComputedStyle(element);
  const read = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
  const background = read("--st-background-color", "#ffffff");
  return {
    text: read("--st-text-color", "#1b2a33"),
    background,
    accent: read("--st-primary-color", "#0b6470"),
    dark: luminance(background) < 0.4,
  };
}

/** Relative luminance (0 black … 1 white) of a "#rrggbb" or "rgb(…)" colour. */
export function luminance(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  const parts = hex ? hex.slice(1).map((part) => parseInt(part, 16)) : (colour.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  const [r, g, b] = parts.map((value) => value / 255);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
