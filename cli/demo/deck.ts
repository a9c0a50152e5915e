import { strToU8, type Zippable, zipSync } from "fflate";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;
const presentation = "application/vnd.openxmlformats-officedocument.presentationml";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const relations = (...of: [type: string, target: string][]) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${of
    .map(
      ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

const group =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';

const slide = (text: string) =>
  `${head}<p:sld ${namespaces}><p:cSld><p:spTree>${group}<p:sp><p:nvSpPr><p:cNvPr id="2" name="标题"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="1828800"/><a:ext cx="10363200" cy="1828800"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN" sz="4000"/><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`;

const colours = ["dk1", "lt1", "dk2", "lt2"]
  .concat(["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"])
  .map((name) => `<a:${name}><a:srgbClr val="${name.startsWith("lt") ? "FFFFFF" : "1F3864"}"/></a:${name}>`)
  .join("");
const font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>';
const thrice = (one: string) => one.repeat(3);
const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
const theme = `${head}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="演示"><a:themeElements><a:clrScheme name="演示">${colours}</a:clrScheme><a:fontScheme name="演示"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme><a:fmtScheme name="演示"><a:fillStyleLst>${thrice(fill)}</a:fillStyleLst><a:lnStyleLst>${thrice(`<a:ln w="9525">${fill}</a:ln>`)}</a:lnStyleLst><a:effectStyleLst>${thrice("<a:effectStyle><a:effectLst/></a:effectStyle>")}</a:effectStyleLst><a:bgFillStyleLst>${thrice(fill)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;

const types = (slides: number, more: string) =>
  `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" ContentType="${presentation}.presentation.main+xml"/><Override PartName="/ppt/slideMasters/slideMaster1.xml" ContentType="${presentation}.slideMaster+xml"/><Override PartName="/ppt/slideLayouts/slideLayout1.xml" ContentType="${presentation}.slideLayout+xml"/><Override PartName="/ppt/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>${Array.from(
    { length: slides },
    (_, at) =>
      `<Override PartName="/ppt/slides/slide${at + 1}.xml" ContentType="${presentation}.slide+xml"/>`,
  ).join("")}${more}</Types>`;

/** A presentation with a line of text on each slide; with `hasMacros`, the empty shell of a macro project beside it. */
export function makeDeck(lines: readonly string[], { hasMacros = false } = {}): Uint8Array<ArrayBuffer> {
  const macros =
    '<Override PartName="/ppt/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>';
  const slideIds = lines.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 2}"/>`).join("");
  const parts: Record<string, string> = {
    "[Content_Types].xml": types(lines.length, hasMacros ? macros : ""),
    "_rels/.rels": relations(["officeDocument", "ppt/presentation.xml"]),
    "ppt/presentation.xml": `${head}<p:presentation ${namespaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${slideIds}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relations(
      ["slideMaster", "slideMasters/slideMaster1.xml"],
      ...lines.map((_, at): [string, string] => ["slide", `slides/slide${at + 1}.xml`]),
    ),
    "ppt/slideMasters/slideMaster1.xml": `${head}<p:sldMaster ${namespaces}><p:cSld><p:spTree>${group}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
      ["slideLayout", "../slideLayouts/slideLayout1.xml"],
      ["theme", "../theme/theme1.xml"],
    ),
    "ppt/slideLayouts/slideLayout1.xml": `${head}<p:sldLayout ${namespaces} type="blank"><p:cSld name="空白"><p:spTree>${group}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations([
      "slideMaster",
      "../slideMasters/slideMaster1.xml",
    ]),
    "ppt/theme/theme1.xml": theme,
  };
  for (const [at, line] of lines.entries()) {
    parts[`ppt/slides/slide${at + 1}.xml`] = slide(line);
    parts[`ppt/slides/_rels/slide${at + 1}.xml.rels`] = relations([
      "slideLayout",
      "../slideLayouts/slideLayout1.xml",
    ]);
  }
  const zipped: Zippable = Object.fromEntries(
    Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]),
  );
  // The signature of an OLE compound file, and nothing that could run.
  if (hasMacros)
    zipped["ppt/vbaProject.bin"] = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504)]);
  return new Uint8Array(zipSync(zipped, { mtime: "1980-01-01T00:00:00" }));
}
