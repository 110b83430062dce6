// Entry of the graph component (Streamlit components v2): mounts once, redraws when its data changes, reports what was picked.
import { drawing, raster, save } from "./export.js";
import { draw as drawLegend } from "./legend.js";
import { themeOf } from "./look.js";
import { describe, order } from "./reading.js";
import * as stage from "./stage.js";
import { clean } from "./text.js";

const MOST = 150; // more than this cannot be read, and dagre takes seconds
const pictures = new WeakMap();

export default function component({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".tme-picture");
  if (!root) return undefined;
  const picture = pictures.get(root) || mount(root);
  picture.report = setStateValue;
  show(picture, data);
  return () => {
    picture.watch.disconnect();
    picture.leave();
    picture.cy.destroy();
    pictures.delete(root);
    root.replaceChildren();
  };
}

function make(name, className, attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function mount(root) {
  const bar = make("div", "tme-bar", { role: "toolbar", "aria-label": "Picture" });
  const box = make("div", "tme-stage", { tabindex: "0", role: "application" });
  const tip = make("div", "tme-tip");
  const legend = make("div", "tme-legend");
  const said = make("div", "tme-said", { "aria-live": "polite" });
  const frame = make("div", "tme-frame");
  frame.append(box, tip);
  root.replaceChildren(bar, frame, legend, said);
  const picture = { root, box, tip, legend, said, cy: stage.open(box), drawn: "", walk: [], at: -1, data: null };
  for (const [text, title, act] of [
    ["Fit", "Fit: show the whole picture", () => stage.fit(picture.cy)],
    ["+", "+: larger", () => zoom(picture, 1.25)],
    ["−", "−: smaller", () => zoom(picture, 0.8)],
    ["Full screen", "Full screen; Escape leaves it", () => (document.fullscreenElement ? document.exitFullscreen() : picture.root.requestFullscreen())],
    ["SVG", "SVG: save as SVG, with legend and release", () => save(`${picture.data.file}.svg`, new Blob([drawing(picture.cy, picture.data)], { type: "image/svg+xml" }))],
    ["PNG", "PNG: save as PNG at 300 dpi, with legend and release", async () => save(`${picture.data.file}.png`, await raster(drawing(picture.cy, picture.data)))],
  ]) {
    const button = make("button", "", { type: "button", title, "aria-label": title });
    button.textContent = text;
    button.onclick = act;
    bar.append(button);
  }
  listen(picture);
  box.picture = picture.cy; // for tests that ask where a relation is drawn
  pictures.set(root, picture);
  return picture;
}

function zoom(picture, factor) {
  const { cy } = picture;
  cy.userPanningEnabled(true);
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function listen(picture) {
  const { cy, box, tip, root } = picture;
  cy.on("tap", (event) => pick(picture, event.target === cy ? null : event.target));
  cy.on("mouseover", "node, edge", (event) => {
    box.style.cursor = "pointer";
    tip.textContent = describe(event.target);
    const { x, y } = event.renderedPosition;
    tip.style.left = `${Math.min(x + 14, Math.max(0, cy.width() - 270))}px`;
    tip.style.top = `${y + 16}px`;
    tip.hidden = false;
  });
  cy.on("mouseout viewport", () => {
    box.style.cursor = "";
    tip.hidden = true;
  });
  tip.hidden = true;
  box.addEventListener("keydown", (event) => key(picture, event));
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the page scrolls; with Ctrl the picture grows
    event.preventDefault();
    zoom(picture, event.deltaY < 0 ? 1.15 : 0.87);
  }, { passive: false });
  // Cytoscape keeps where its box lies on the screen, and does not see a scroll outside of a shadow root.
  const place = () => cy.resize();
  for (const name of ["pointerenter", "pointerdown", "touchstart"]) box.addEventListener(name, place, { capture: true, passive: true });
  window.addEventListener("scroll", place, { capture: true, passive: true });
  picture.leave = () => window.removeEventListener("scroll", place, { capture: true });
  let wide = 0;
  picture.watch = new ResizeObserver(() => {
    cy.resize();
    if (Math.abs(cy.width() - wide) > 24 && picture.data) {
      wide = cy.width();
      settle(picture);
    }
  });
  picture.watch.observe(box);
  // Streamlit changes its theme by changing CSS variables; a transition on the root tells when.
  root.addEventListener("transitionend", (event) => event.target === root && picture.data && paint(picture));
}

function key(picture, event) {
  const { walk, cy } = picture;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step && walk.length) picture.at = (picture.at + step + walk.length) % walk.length;
  else if (event.key === "Home") picture.at = 0;
  else if (event.key === "End") picture.at = walk.length - 1;
  else if (event.key === "Enter" || event.key === " ") {
    if (walk[picture.at]) pick(picture, walk[picture.at]);
    event.preventDefault();
    return;
  } else if (event.key === "Escape") {
    cy.elements().removeClass("at");
    picture.at = -1;
    return;
  } else if (event.key === "+" || event.key === "-") {
    zoom(picture, event.key === "+" ? 1.25 : 0.8);
    return;
  } else return;
  event.preventDefault();
  cy.elements().removeClass("at");
  const here = walk[picture.at];
  if (!here) return;
  here.addClass("at");
  picture.said.textContent = describe(here);
}

function pick(picture, element) {
  const { cy } = picture;
  cy.elements().removeClass("picked at");
  if (!element) return;
  element.addClass("picked");
  picture.at = picture.walk.indexOf(element);
  picture.said.textContent = `Chosen: ${describe(element)}`;
  picture.report("picked", { kind: element.isNode() ? "entity" : "relation", id: element.id() });
}

function show(picture, data) {
  const { cy, box } = picture;
  picture.data = data;
  box.setAttribute("aria-label", `${clean(data.title)}: ${data.nodes.length} entities, ${data.edges.length} relations. Arrow keys go along it, Enter opens the findings of a relation.`);
  if (data.nodes.length > MOST) {
    picture.legend.textContent = `${data.nodes.length} entities are too many to draw; narrow the question.`;
    return;
  }
  const drawn = JSON.stringify([data.nodes, data.edges]);
  const fresh = drawn !== picture.drawn;
  if (fresh) {
    picture.drawn = drawn;
    picture.at = -1;
    cy.batch(() => {
      cy.elements().remove();
      cy.add(stage.elements(data, box.clientWidth || 700));
    });
    settle(picture);
  } else paint(picture);
  if (fresh || data.picked !== picture.told) {
    // Only what the page says anew: a click is shown at once, before the page knows of it.
    picture.told = data.picked;
    cy.elements().removeClass("picked");
    if (data.picked) cy.getElementById(data.picked).addClass("picked");
  }
  box.dataset.ready = `${data.nodes.length}/${data.edges.length}`;
}

function settle(picture) {
  const { cy, box, root } = picture;
  const theme = themeOf(root);
  cy.style(stage.style(theme));
  const tall = stage.arrange(cy, theme, box.clientWidth || 700, root.matches(":fullscreen") ? window.innerHeight - 130 : picture.data.tallest || 640);
  box.style.height = `${tall}px`;
  cy.resize();
  stage.fit(cy);
  picture.walk = order(cy);
  drawLegend(picture.legend, cy, picture.data.labels, theme);
}

function paint(picture) {
  const theme = themeOf(picture.root);
  picture.cy.style(stage.style(theme));
  drawLegend(picture.legend, picture.cy, picture.data.labels, theme);
}
