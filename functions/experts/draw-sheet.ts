import type {
  AssignmentDraw,
  DrawnPanel,
  DrawPool,
  DrawResult,
} from "../../shared/contract/assignment-draw-record.ts";
import type { Expert } from "../../shared/contract/experts.ts";
import { escaped } from "../../shared/kernel/html.ts";
import { type Language, type Words, wordsIn } from "../../shared/kernel/text.ts";
import { type Instant, showBoth, type Zone } from "../../shared/kernel/time.ts";

/** Everything that a record sheet shows. */
export interface SheetGiven {
  draw: AssignmentDraw;
  pool: DrawPool;
  result: DrawResult;
  /** The applications' records of this draw. */
  panels: readonly DrawnPanel[];
  societyOf: ReadonlyMap<string, Words>;
  expertOf: ReadonlyMap<string, Pick<Expert, "name" | "institution">>;
  programme: Words;
  zone: Zone;
  language: Language;
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
  application: { zh: "申报", en: "Application" },
  stratum: { zh: "分层", en: "Stratum" },
  standing: { zh: "此前已安排", en: "Stood before" },
  drawn: { zh: "抽中（按签序）", en: "Drawn, by lot" },
  reserves: { zh: "备选（按签序）", en: "Reserves, by lot" },
  calls: { zh: "递补", en: "Reserves called" },
  skipped: { zh: "未能分配的抽中专家", en: "Drawn, and kept out by a hard rule since" },
  nobody: { zh: "备选已用尽", en: "none was left" },
  none: { zh: "无", en: "none" },
  signed: { zh: "经办人、批准人、监督人签字：", en: "Signatures of both officers and the supervisor:" },
  again: {
    zh: "核对办法：取抽取包（bundle.json），运行 linxuan draw，或按说明逐对计算：签为种子对“申报编号#专家编号”的 HMAC-SHA256。",
    en: "To check: run linxuan draw on the bundle, or work it out by hand: a lot is HMAC-SHA256 of `<application>#<expert>` under the seed.",
  },
} as const satisfies Record<string, Words>;

const strataWords: Record<DrawPool["strata"], Words> = {
  none: { zh: "不分层", en: "no strata" },
  category: { zh: "按学会分类分层", en: "strata by the society's category" },
  fit: { zh: "领域相符者", en: "experts whose field fits" },
};

const institutionWords: Record<DrawResult["perInstitution"], Words> = {
  held: { zh: "同一单位至多一位", en: "at most one of an institution" },
  "given-up": { zh: "同一单位至多一位未能全部满足", en: "at most one of an institution could not be held" },
  off: { zh: "不限单位", en: "institutions do not count" },
};

function rulesOf({ expertsPerApplication: k, reserves, strata }: DrawPool, result: DrawResult): Words {
  const [by, one] = [strataWords[strata], institutionWords[result.perInstitution]];
  return {
    zh: `每项申报${k}位专家、备选${reserves}位；${by.zh}；${one.zh}`,
    en: `${k} experts and ${reserves} reserves for each application; ${by.en}; ${one.en}`,
  };
}

/** 抽取记录表, A4 to print and to sign: everything by which the draw can be told and done again. */
export function drawSheet(given: SheetGiven): string {
  const { draw, pool, result, panels, societyOf, expertOf, programme, zone, language, mark } = given;
  const say = (words: Words) => escaped(wordsIn(words, language));
  const at = (instant: Instant | null) => (instant ? escaped(showBoth(instant, zone, language)) : "");
  const row = (name: Words, value: string) => `<tr><th>${say(name)}</th><td>${value}</td></tr>`;
  const hash = (text: string | undefined | null) => `<span class="hash">${escaped(text ?? "")}</span>`;
  const who = (id: string) => {
    const expert = expertOf.get(id);
    return escaped(expert ? `${expert.name}（${expert.institution}） ${id}` : id);
  };
  const list = (lines: readonly string[]) => (lines.length > 0 ? lines.join("<br>") : say(said.none));
  const lotted = (some: DrawResult["panels"][number]["drawn"]) =>
    list(some.map(({ expertId, lot }, place) => `${place + 1}. ${who(expertId)} ${hash(lot)}`));
  const callsOf = new Map<string, DrawnPanel["calls"]>(panels.map((one) => [one.applicationId, one.calls]));
  const called = (id: string) =>
    list(
      (callsOf.get(id) ?? []).map(({ expertId, skipped, calledAt, calledBy }) => {
        const passed = skipped.map((one) => `${who(one.expertId)}: ${escaped(one.because)}`).join("; ");
        const name = expertId ? who(expertId) : say(said.nobody);
        return `${at(calledAt)} ${escaped(calledBy)}: ${name}${passed && ` (${passed})`}`;
      }),
    );
  const witnesses = draw.witnesses.map((one) => `${escaped(one.witnessedBy)} ${at(one.witnessedAt)}`);
  const skipped = (draw.outcome?.skippedPairs ?? []).map(
    (one) => `${escaped(one.applicationId)} ${who(one.expertId)}: ${escaped(one.because)}`,
  );
  const stratumOf = new Map<string, string | null>(
    pool.applications.map((one) => [one.applicationId, one.stratum]),
  );
  const rows = result.panels.map(({ applicationId, standing, drawn, reserves }) => {
    const society = societyOf.get(applicationId);
    return `<tr><td>${society ? say(society) : ""}<br>${escaped(applicationId)}</td>
<td>${escaped(stratumOf.get(applicationId) ?? "")}</td><td>${list(standing.map(who))}</td>
<td>${lotted(drawn)}</td><td>${lotted(reserves)}</td><td>${called(applicationId)}</td></tr>`;
  });
  const heads = [said.application, said.stratum, said.standing, said.drawn, said.reserves, said.calls];
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
${row(said.rules, say(rulesOf(pool, result)))}
${row(said.witnessed, list(witnesses))}
${row(said.approved, `${escaped(draw.approvedBy ?? "")} ${at(draw.approvedAt)}`)}
${row(said.seed, hash(draw.seed))}
${row(said.resultHash, hash(draw.result?.resultHash))}
${row(said.skipped, list(skipped))}
</table>
<table>
<tr>${heads.map((head) => `<th>${say(head)}</th>`).join("")}</tr>
${rows.join("\n")}
</table>
<p>${say(said.again)}</p>
<p>${say(said.signed)}</p>
${mark === null ? "" : `<p>${escaped(mark)}</p>\n`}</body>
</html>
`;
}
