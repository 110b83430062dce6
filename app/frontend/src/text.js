// Text from data: cleaned of what would turn a picture over, broken into lines, measured. It is never parsed as HTML.

export const NODE_FONT = 17;
export const EDGE_FONT = 15;
export const LINE = 1.22;
export const FAMILY = '"Source Sans", "Source Sans Pro", "Segoe UI", "Helvetica Neue", Arial, sans-serif';

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g; // also right-to-left marks
const MAX_LINES = 4;
const MAX_CHARACTERS = 22; // of one word, then it is cut

const canvas = document.createElement("canvas").getContext("2d");

/** One line of plain text without control or direction characters. */
export const clean = (text) => String(text ?? "").replace(CONTROLS, " ").replace(/\s+/g, " ").trim();

/** Width in pixels of a line as it is drawn in a node (bold) or on an edge. */
export function width(line, size = NODE_FONT, weight = 600) {
  canvas.font = `${weight} ${size}px ${FAMILY}`;
  return canvas.measureText(line).width;
}

/** Breaks a name into at most four lines of about `wide` pixels; what does not fit ends in an ellipsis. */
export function lines(text, wide = 150) {
  const words = clean(text).slice(0, 400).split(" ").flatMap(pieces);
  const out = [];
  for (const word of words) {
    const joined = out.length ? `${out[out.length - 1]} ${word}` : word;
    if (out.length && width(joined) <= wide) out[out.length - 1] = joined;
    else out.push(word);
  }
  if (out.length <= MAX_LINES) return out;
  return [...out.slice(0, MAX_LINES - 1), `${out[MAX_LINES - 1]}…`];
}

function pieces(word) {
  if (word.length <= MAX_CHARACTERS) return [word];
  const hyphen = word.slice(0, MAX_CHARACTERS).lastIndexOf("-") + 1;
  const cut = hyphen > 4 ? hyphen : MAX_CHARACTERS;
  return [word.slice(0, cut), ...pieces(word.slice(cut))];
}

/** Text that may stand in XML. */
export const xml = (text) =>
  clean(text).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);
