// The legend under a picture: only the signs and kinds of entity that stand in it. Built from elements, never from HTML text.
import { edgeLook, hueOf, shapeOf } from "./look.js";
import { outline } from "./outline.js";

const SVG = "http://www.w3.org/2000/svg";

function svg(wide, tall, ...parts) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("width", wide);
  root.setAttribute("height", tall);
  root.setAttribute("viewBox", `0 0 ${wide} ${tall}`);
  root.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of parts) {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    root.append(part);
  }
  return root;
}

function item(mark, word) {
  const span = document.createElement("span");
  span.className = "tme-key";
  span.append(mark, word);
  return span;
}

export function draw(into, cy, labels, theme) {
  const looks = new Map(cy.edges().map((edge) => {
    const look = edgeLook(edge.data(), theme.dark);
    return [look.word, look];
  }));
  const symbols = { increases: "▲ ", decreases: "▼ ", "direction not stated": "? " };
  const signs = [...looks.values()].map((look) => {
    const parts = [["path", { d: "M2 9H30", stroke: look.colour, "stroke-width": 3, "stroke-dasharray": look.dash ? look.dash.join(" ") : "none" }]];
    if (look.head === "triangle") parts.push(["path", { d: "M38 9L26 3.5V14.5Z", fill: look.colour }]);
    if (look.head === "tee") parts.push(["path", { d: "M31 2V16", stroke: look.colour, "stroke-width": 4 }]);
    return item(svg(40, 18, ...parts), (symbols[look.word] || "") + look.word);
  });
  const kinds = labels.map(([label, word]) => {
    const [fill, line] = hueOf(label, theme.dark);
    return item(svg(34, 22, ["path", { d: outline(shapeOf(label), 17, 11, 29, 17), fill, stroke: line, "stroke-width": 2 }]), word);
  });
  const note = item(svg(40, 18, ["path", { d: "M2 5H38", stroke: "currentColor", "stroke-width": 1.6 }], ["path", { d: "M2 13H38", stroke: "currentColor", "stroke-width": 4.6 }]), "thicker: better supported");
  into.replaceChildren(...signs, ...kinds, note);
}
