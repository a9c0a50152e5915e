import { type PdfObject, pdf, stream } from "./given-pdf.ts";

/** One page of a test: a text, a picture of so many points, and how they lie. */
export interface GivenPage {
  text?: string;
  isInvisible?: boolean;
  /** Width and height in points. */
  picture?: [number, number];
  /** So many of it, one above the other. */
  times?: number;
  /** Drawn after the text. */
  isOver?: boolean;
  isSeeThrough?: boolean;
  isTurned?: boolean;
  isInForm?: boolean;
  /** Entries of the page. */
  page?: string;
  /** What its content ends with. */
  after?: string;
}

const written = ({ text, isInvisible = false }: GivenPage) =>
  text === undefined ? "" : `BT ${isInvisible ? "3" : "0"} Tr /F1 10 Tf 72 720 Td [(${text})] TJ ET\n`;

function pictured({
  picture,
  times = 1,
  isSeeThrough = false,
  isTurned = false,
  isInForm = false,
}: GivenPage) {
  if (!picture) return "";
  const [width, height] = picture;
  if (isInForm) return `q ${width} 0 0 ${height} 0 0 cm /Form Do Q\n`;
  const name = isSeeThrough ? "/SeeThrough" : "/Picture";
  return Array.from({ length: times }, (_, at) =>
    isTurned
      ? `q 0 ${height} -${width} 0 ${width} 0 cm ${name} Do Q\n`
      : `q ${width} 0 0 ${height} 0 ${at * height} cm ${name} Do Q\n`,
  ).join("");
}

const contentOf = (page: GivenPage) =>
  (page.isOver ? written(page) + pictured(page) : pictured(page) + written(page)) + (page.after ?? "");

const image = (entries = "") =>
  stream(
    Buffer.from([0]),
    `/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8${entries}`,
  );

/** A document of these pages; the size of a sheet and what is drawn with are inherited from the tree. */
export function pagesPdf(pages: readonly GivenPage[]): Buffer {
  const shared: PdfObject[] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.map((_, at) => `${7 + 2 * at} 0 R`).join(" ")}]/Count ${pages.length}/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</Picture 4 0 R/SeeThrough 5 0 R/Form 6 0 R>>>>>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    image(),
    image("/SMask 4 0 R"),
    stream("/Picture Do", "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</Picture 4 0 R>>>>"),
  ];
  const own = pages.flatMap((page, at): PdfObject[] => [
    `<</Type/Page/Parent 2 0 R/Contents ${8 + 2 * at} 0 R${page.page ?? ""}>>`,
    stream(contentOf(page)),
  ]);
  return pdf([...shared, ...own]);
}
