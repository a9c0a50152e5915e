import { SaxesParser } from "saxes";
import { fault } from "./fault.ts";

/** An array repeats its element; undefined leaves it out. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlContent[]
  | { readonly [name: string]: XmlContent };

export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

const isList = (content: XmlContent): content is readonly XmlContent[] => Array.isArray(content);

function render(name: string, content: XmlContent): string {
  if (content === undefined) return "";
  if (isList(content)) return content.map((each) => render(name, each)).join("");
  const inner =
    typeof content === "object"
      ? Object.entries(content)
          .map(([child, value]) => render(child, value))
          .join("")
      : String(content).replace(/[&<>"\r]/g, (char) => escapes[char] ?? char);
  return `<${name}>${inner}</${name}>`;
}

/** A document of S3. */
export const xmlOf = (root: string, content: XmlContent): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, content)}`;

/** @throws MalformedXML */
export function parseXml(text: string): XmlElement {
  const document: XmlElement = { name: "", text: "", children: [] };
  const open = [document];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    const element = { name, text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (piece) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  });
  parser.on("closetag", () => void open.pop());
  parser.on("error", () => {
    throw fault("MalformedXML");
  });
  parser.write(text).close();
  const [root] = document.children;
  if (root === undefined) throw fault("MalformedXML");
  return root;
}

export const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name);

export const textOf = (element: XmlElement, name: string): string | undefined =>
  childrenOf(element, name)[0]?.text;
