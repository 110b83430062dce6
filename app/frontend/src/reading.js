// What a relation or an entity says, in words: for the tooltip, the screen reader and the keyboard's way through.
import { clean } from "./text.js";

const SYMBOL = { 1: "▲", "-1": "▼", 0: "?" };

export function describe(element) {
  if (element.isNode()) {
    const role = element.data("role");
    return `${clean(element.data("name"))}, ${clean(element.data("kind_word") || element.data("label"))}${role ? `, ${clean(role)}` : ""}`;
  }
  const { words, tip, sign, kind } = element.data();
  const line = `${clean(element.source().data("name"))} ${clean(words)} ${clean(element.target().data("name"))}`;
  if (kind === "is_a") return line;
  return `${line} (${SYMBOL[sign] || "?"})${tip ? `: ${clean(tip)}` : ""}`;
}

/** Elements in the order in which they are read: along the layout, relations between the entities that they join. */
export function order(cy) {
  const across = cy.scratch("direction") === "LR";
  const key = (element) => {
    const p = element.isNode() ? element.position() : middle(element);
    return across ? [p.x, p.y] : [p.y, p.x];
  };
  return cy.elements().toArray().map((element) => ({ element, at: key(element) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]).map(({ element }) => element);
}

function middle(edge) {
  const a = edge.source().position();
  const b = edge.target().position();
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
