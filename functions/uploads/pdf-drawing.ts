import { pageRules } from "./page-kinds.ts";
import type { PdfFile } from "./pdf-file.ts";
import { type Drawn, readOperators } from "./pdf-operators.ts";
import { type Dictionary, isDictionary, isStream, isText, nameOf, type PdfValue } from "./pdf-syntax.ts";

/** Work on the drawing of all pages together; what is drawn beyond it is taken as the text says. */
export const drawingLimits = { operators: 3_000_000, bytes: 60_000_000, forms: 20_000, depth: 12 };

/** [a b c d e f] of a transformation. */
type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

function matrixOf(values: readonly PdfValue[]): Matrix | undefined {
  const [a, b, c, d, e, f] = values.map(Number);
  const all = [a, b, c, d, e, f].every((one) => Number.isFinite(one));
  return all ? [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0] : undefined;
}

/** A page's entry, or that of the branch above it which it inherits. */
function inherited(file: PdfFile, page: Dictionary, key: string): PdfValue {
  let node: PdfValue = page;
  for (let steps = 0; isDictionary(node) && steps < 32; steps++) {
    const value = file.entry(node, key);
    if (value !== null) return value;
    node = file.entry(node, "Parent");
  }
  return null;
}

/** A4 where a page says nothing, as readers take it for some sheet too. */
function areaOf(file: PdfFile, page: Dictionary): number {
  const box = inherited(file, page, "MediaBox");
  const [x0 = 0, y0 = 0, x1 = 595, y1 = 842] = Array.isArray(box)
    ? box.map((one) => Number(file.resolve(one)))
    : [];
  const area = Math.abs((x1 - x0) * (y1 - y0));
  return area > 0 && Number.isFinite(area) ? area : 595 * 842;
}

/** What is to be seen of a page: shares of 0 to 1, see `PageSeen`. */
export interface Drawing {
  hiddenShare: number;
  imageShare: number;
}

interface State {
  matrix: Matrix;
  mode: number;
}

/** Looks at how pages are drawn, within one budget for all of them. */
export function drawingReader(file: PdfFile, limits = drawingLimits): (page: Dictionary) => Drawing {
  const left = { ...limits };

  return (page) => {
    const area = areaOf(file, page);
    let [visible, hidden, covered] = [0, 0, 0];

    const show = ({ mode }: State, operand: PdfValue | undefined) => {
      const texts = Array.isArray(operand) ? operand : [operand ?? null];
      const letters = texts.reduce<number>((sum, one) => sum + (isText(one) ? one.text.length : 0), 0);
      // 3 draws nothing, 7 only clips.
      if (mode === 3 || mode === 7) hidden += letters;
      else visible += letters;
    };
    const picture = ({ matrix }: State, isOpaque: boolean) => {
      const share = Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / area;
      covered += share;
      if (!isOpaque || share < pageRules.imageShare) return;
      // A picture of the whole page hides what was written before it.
      hidden += visible;
      visible = 0;
    };

    function object(name: string | undefined, resources: PdfValue, state: State, depth: number): void {
      const objects = isDictionary(resources) ? file.entry(resources, "XObject") : null;
      const drawn = isDictionary(objects) && name !== undefined ? file.entry(objects, name) : null;
      if (!isStream(drawn)) return;
      const { dictionary } = drawn;
      const has = (key: string) => file.entry(dictionary, key) !== null;
      if (nameOf(file.entry(dictionary, "Subtype")) === "Image") {
        picture(state, !has("SMask") && !has("Mask") && file.entry(dictionary, "ImageMask") !== true);
      } else if (depth < limits.depth && left.forms-- > 0) {
        const of = file.entry(dictionary, "Matrix");
        const own = Array.isArray(of) ? matrixOf(of.map(file.resolve)) : undefined;
        const inner = { ...state, matrix: times(own ?? identity, state.matrix) };
        const inside = file.entry(dictionary, "Resources");
        draw([drawn], isDictionary(inside) ? inside : resources, inner, depth + 1);
      }
    }

    function draw(parts: readonly PdfValue[], resources: PdfValue, from: State, depth: number): void {
      let state = from;
      const saved: State[] = [];
      const act = ({ operator, operands }: Drawn) => {
        const last = operands.at(-1);
        if (operator === "q") saved.push(state);
        else if (operator === "Q") state = saved.pop() ?? state;
        else if (operator === "cm") {
          state = { ...state, matrix: times(matrixOf(operands) ?? identity, state.matrix) };
        } else if (operator === "Tr") state = { ...state, mode: Number(last) };
        else if (operator === "Tj" || operator === "TJ" || operator === "'" || operator === '"')
          show(state, last);
        else if (operator === "EI") picture(state, true);
        else if (operator === "Do") object(nameOf(last), resources, state, depth);
      };
      for (const part of parts) {
        if (!isStream(part) || left.bytes <= 0) continue;
        const { content } = file.contentOf(part);
        left.bytes -= content.length;
        readOperators(content, () => left.operators-- > 0, act);
      }
    }

    const contents = file.entry(page, "Contents");
    const parts = (Array.isArray(contents) ? contents : [contents]).map(file.resolve);
    draw(parts, inherited(file, page, "Resources"), { matrix: identity, mode: 0 }, 0);
    const written = visible + hidden;
    return { hiddenShare: written === 0 ? 0 : hidden / written, imageShare: Math.min(1, covered) };
  };
}
