// The Cytoscape stage: elements, style sheet and layout of one picture.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { edgeLook, hueOf, roomOf, shapeOf } from "./look.js";
import { EDGE_FONT, FAMILY, LINE, NODE_FONT, clean, lines, width } from "./text.js";

cytoscape.use(dagre);

const PAD = 24;
const NARROW = 480; // a telephone: names are broken into shorter lines, so that the letters stay larger

export function open(box) {
  return cytoscape({
    container: box, elements: [], minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false, userZoomingEnabled: false,
    selectionType: "single",
  });
}

/** Nodes and edges of the page's data as Cytoscape elements, with text broken and boxes measured. */
export function elements(data, wide) {
  const nodes = data.nodes.map((node) => {
    const text = lines(node.name, wide < NARROW ? 104 : 150);
    const [roomX, roomY] = roomOf(node.label);
    const widest = Math.max(30, ...text.map((line) => width(line)));
    return {
      group: "nodes",
      data: { ...node, text, drawn: text.join("\n"), w: Math.ceil(widest * roomX + 26), h: Math.ceil(text.length * NODE_FONT * LINE * roomY + 20) },
    };
  });
  const known = new Set(data.nodes.map((node) => node.id));
  const edges = data.edges.filter((edge) => known.has(edge.source) && known.has(edge.target)).map((edge) => ({
    group: "edges",
    data: { ...edge, drawn: clean(edge.words) },
  }));
  return [...nodes, ...edges];
}

/** Belief 0…1 as line width: thicker is better supported. */
const thickness = (edge) => (edge.data("kind") === "is_a" ? 1.6 : 2.2 + 3.4 * (Number(edge.data("belief")) || 0));

export function style(theme) {
  const look = (edge) => edgeLook(edge.data(), theme.dark);
  return [
    { selector: "node", style: {
      shape: (node) => shapeOf(node.data("label")), width: "data(w)", height: "data(h)", label: "data(drawn)", "text-wrap": "wrap", "text-max-width": 10000,
      "line-height": LINE, "text-valign": "center", "text-halign": "center", "font-size": NODE_FONT, "font-weight": 600, "font-family": FAMILY,
      color: theme.dark ? "#f2f6f7" : "#14222a", "background-color": (node) => hueOf(node.data("label"), theme.dark)[0],
      "border-color": (node) => hueOf(node.data("label"), theme.dark)[1], "border-width": (node) => (node.data("role") ? 4 : 2),
      "overlay-opacity": 0, "corner-radius": 10 } },
    { selector: "edge", style: {
      "curve-style": "unbundled-bezier", "control-point-weights": (edge) => edge.scratch("controlPointWeights") || [0.5],
      "control-point-distances": (edge) => edge.scratch("controlPointDistances") || [0], "edge-distances": "intersection",
      width: thickness, "line-color": (edge) => look(edge).colour, "target-arrow-color": (edge) => look(edge).colour,
      "target-arrow-shape": (edge) => look(edge).head, "arrow-scale": 1.35, "line-style": (edge) => (look(edge).dash ? "dashed" : "solid"),
      "line-dash-pattern": (edge) => look(edge).dash || [1, 0], label: "data(drawn)", "font-size": EDGE_FONT, "font-weight": 500,
      "font-family": FAMILY, color: (edge) => look(edge).colour, "text-background-color": theme.background, "text-background-opacity": 0.92,
      "text-background-padding": 3, "overlay-opacity": 0, "target-distance-from-node": 2 } },
    { selector: "node.at", style: { "border-width": 5, "border-color": theme.accent, "overlay-color": theme.accent, "overlay-opacity": 0.1, "overlay-padding": 5 } },
    { selector: "edge.at", style: { "underlay-color": theme.accent, "underlay-opacity": 0.25, "underlay-padding": 8, "z-index": 9 } },
    { selector: "edge.picked", style: { "underlay-color": theme.accent, "underlay-opacity": 0.4, "underlay-padding": 8, "z-index": 10 } },
    { selector: "node.picked", style: { "border-width": 5, "border-color": theme.accent } },
  ];
}

/** Lays the graph out along the longer side that lets the text stay largest; returns the height in pixels that it needs. */
export function arrange(cy, theme, wide, tallest) {
  const tried = ["TB", "LR"].map((rankDir) => {
    run(cy, rankDir, wide < NARROW);
    const bounds = cy.elements().boundingBox();
    return { rankDir, zoom: Math.min(1.25, (wide - 2 * PAD) / bounds.w, (tallest - 2 * PAD) / bounds.h) };
  });
  const best = tried[0].zoom > tried[1].zoom + 0.02 ? tried[0] : tried[1];
  if (best.rankDir !== "LR") run(cy, best.rankDir, wide < NARROW);
  cy.style(style(theme));
  cy.scratch("direction", best.rankDir);
  return Math.min(tallest, Math.max(240, Math.ceil(cy.elements().boundingBox().h * best.zoom + 2 * PAD)));
}

function run(cy, rankDir, narrow) {
  const across = rankDir === "LR";
  const longest = Math.max(40, ...cy.edges().map((edge) => width(edge.data("drawn"), EDGE_FONT, 500)));
  cy.layout({
    name: "dagre", rankDir, nodeSep: across ? 26 : narrow ? 20 : 40, edgeSep: across ? 30 : narrow ? 50 : Math.max(60, longest), rankSep: across ? longest + 54 : 62, ranker: "network-simplex",
    useDagreEdgeControlPoints: true, automaticDagreEdgeStyle: false, animate: false, fit: false,
    sort: (a, b) => (a.data("order") ?? 0) - (b.data("order") ?? 0),
  }).run();
  cy.edges().forEach((edge) => edge.updateStyle?.());
}

/** Shows all of it. While all is in sight a finger on the picture scrolls the page; enlarged, it moves the picture. */
export function fit(cy) {
  cy.userPanningEnabled(false);
  cy.fit(undefined, PAD);
  if (cy.zoom() > 1.25) {
    cy.zoom(1.25);
    cy.center();
  }
}
