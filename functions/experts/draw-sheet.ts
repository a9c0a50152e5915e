import type {
  AssignmentDraw,
  DrawnPanel,
  DrawPool,
  DrawResult,
} from "../../shared/contract/assignment-draw-record.ts";
import type { PanelPool, PanelResult, RoundPanel } from "../../shared/contract/round-panel-record.ts";
import { escaped } from "../../shared/kernel/html.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { PanelStratum } from "../../shared/programme/draw-rules.ts";
import { institutionWords, type SheetKit, type SheetReader, sheetHeads, sheetKit } from "./draw-sheet-kit.ts";
import { panelRulesOf, panelTables } from "./draw-sheet-panel.ts";

/** A draw of experts for each application, with the applications' records of it. */
interface OfApplications {
  pool: DrawPool;
  result: DrawResult;
  panels: readonly DrawnPanel[];
  societyOf: ReadonlyMap<string, Words>;
}

/** A draw of the round's panel, with who was called since. */
interface OfRound {
  pool: PanelPool;
  result: PanelResult;
  calls: RoundPanel["calls"];
  strata: readonly PanelStratum[];
}

/** Everything that a record sheet shows. */
export interface SheetGiven extends SheetReader {
  draw: AssignmentDraw;
  drawn: OfApplications | OfRound;
  programme: Words;
  /** Of a copy for the office: which export, whose, when. */
  mark: string | null;
}

const style = `@page { size: A4 landscape; margin: 15mm; }
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Source Han Sans SC", SimSun, sans-serif; }
h1 { font-size: 18pt; text-align: center; }
table { border-collapse: collapse; width: 100%; margin: 4mm 0; }
th, td { border: 1px solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; }
.hash { font-family: monospace; font-size: 8pt; word-break: break-all; }
tr { break-inside: avoid; }`;

const said = {
  title: { zh: "专家抽取记录表", en: "Record of the draw of experts" },
  number: { zh: "抽取编号", en: "Draw" },
  seedHash: { zh: "种子哈希（先行公布）", en: "Hash of the seed, shown before" },
  committed: { zh: "公布种子哈希", en: "Seed committed" },
  frozen: { zh: "冻结名单", en: "Pool frozen" },
  poolHash: { zh: "名单哈希", en: "Hash of the pool" },
  unknown: { zh: "回避资料未导入的学会", en: "Societies with facts not on record" },
  notAsked: { zh: "未核对", en: "not asked" },
  rules: { zh: "抽取办法", en: "Rules" },
  witnessed: { zh: "监督人员到场", en: "Supervisor present" },
  approved: { zh: "批准并抽取", en: "Approved and drawn" },
  seed: { zh: "公开的种子", en: "The seed" },
  resultHash: { zh: "结果哈希", en: "Hash of the result" },
  skipped: { zh: "未能分配的抽中专家", en: "Drawn, and kept out by a hard rule since" },
  signed: { zh: "经办人、批准人、监督人签字：", en: "Signatures of both officers and the supervisor:" },
  again: {
    zh: "核对办法：取抽取包（bundle.json），运行 linxuan draw，或按说明逐一计算：签为种子对“申报编号#专家编号”（抽取本轮专家组的，对专家编号）的 HMAC-SHA256。",
    en: "To check: run linxuan draw on the bundle, or work it out by hand: a lot is HMAC-SHA256 of `<application>#<expert>` (of a round's panel, of `<expert>`) under the seed.",
  },
} as const satisfies Record<string, Words>;

const strataWords: Record<DrawPool["strata"], Words> = {
  none: { zh: "不分层", en: "no strata" },
  category: { zh: "按学会分类分层", en: "strata by the society's category" },
  fit: { zh: "领域相符者", en: "experts whose field fits" },
};

const fieldWords: Record<NonNullable<DrawResult["fieldSeats"]>, Words> = {
  held: { zh: "本领域名额已抽满", en: "the seats for the own field are filled from it" },
  "given-up": {
    zh: "本领域名额未能全部抽满，由其他专家补足",
    en: "the seats for the own field could not be held",
  },
};

function rulesOf({ expertsPerApplication: k, reserves, strata }: DrawPool, result: DrawResult): Words {
  const [by, one] = [strataWords[strata], institutionWords[result.perInstitution]];
  const seats = result.fieldSeats && fieldWords[result.fieldSeats];
  return {
    zh: `每项申报${k}位专家、备选${reserves}位；${by.zh}${seats ? `（${seats.zh}）` : ""}；${one.zh}`,
    en: `${k} experts and ${reserves} reserves for each application; ${by.en}${seats ? ` (${seats.en})` : ""}; ${one.en}`,
  };
}

/** Application by application who was drawn, who comes next, and who was called since. */
function applicationsTable(kit: SheetKit, { pool, result, panels, societyOf }: OfApplications): string {
  const { say, list, lotted, called, who } = kit;
  const callsOf = new Map<string, DrawnPanel["calls"]>(panels.map((one) => [one.applicationId, one.calls]));
  const stratumOf = new Map<string, string | null>(
    pool.applications.map((one) => [one.applicationId, one.stratum]),
  );
  const rows = result.panels.map(({ applicationId, standing, drawn, reserves }) => {
    const society = societyOf.get(applicationId);
    return `<tr><td>${society ? say(society) : ""}<br>${escaped(applicationId)}</td>
<td>${escaped(stratumOf.get(applicationId) ?? "")}</td><td>${list(standing.map(who))}</td>
<td>${lotted(drawn)}</td><td>${lotted(reserves)}</td><td>${called(callsOf.get(applicationId) ?? [])}</td></tr>`;
  });
  const { application, stratum, standing, drawn, reserves, calls } = sheetHeads;
  return kit.table([application, stratum, standing, drawn, reserves, calls], rows);
}

/** 抽取记录表, A4 to print and to sign: everything by which the draw can be told and done again. */
export function drawSheet(given: SheetGiven): string {
  const { draw, drawn, programme, language, mark } = given;
  const kit = sheetKit(given);
  const { say, at, row, hash, who, list } = kit;
  const isOfRound = "calls" in drawn;
  const rules = isOfRound ? panelRulesOf(drawn.pool, drawn.result) : rulesOf(drawn.pool, drawn.result);
  const witnesses = draw.witnesses.map((one) => `${escaped(one.witnessedBy)} ${at(one.witnessedAt)}`);
  const skipped = (draw.outcome?.skippedPairs ?? []).map(
    (one) => `${escaped(one.applicationId)} ${who(one.expertId)}: ${escaped(one.because)}`,
  );
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${say(said.title)}</title><style>${style}</style></head>
<body>
<h1>${say(programme)}<br>${say(said.title)}</h1>
<table>
${row(said.number, escaped(draw.id))}
${row(said.seedHash, hash(draw.seedHash))}
${row(said.committed, `${escaped(draw.committedBy)} ${at(draw.committedAt)}`)}
${row(said.frozen, `${escaped(draw.askedBy ?? "")} ${at(draw.frozenAt)}`)}
${row(said.poolHash, hash(draw.frozen?.poolHash))}
${row(said.unknown, draw.societiesUnknown === null ? say(said.notAsked) : String(draw.societiesUnknown))}
${row(said.rules, say(rules))}
${row(said.witnessed, list(witnesses))}
${row(said.approved, `${escaped(draw.approvedBy ?? "")} ${at(draw.approvedAt)}`)}
${row(said.seed, hash(draw.seed))}
${row(said.resultHash, hash(draw.result?.resultHash))}
${row(said.skipped, list(skipped))}
</table>
${isOfRound ? panelTables(kit, drawn) : applicationsTable(kit, drawn)}
<p>${say(said.again)}</p>
<p>${say(said.signed)}</p>
${mark === null ? "" : `<p>${escaped(mark)}</p>\n`}</body>
</html>
`;
}
