import { describedColumn as column, type DescribedColumn } from "./table-file.ts";

/**
 * A fact's own column and the two beside it that say where it comes from and since when. `撤销` or `withdrawn` in the
 * first takes back what the register holds.
 */
const factColumns = (key: string, names: [string, string], holds: [string, string]): DescribedColumn[] => [
  column(key, names, [
    `${holds[0]}；“撤销”为撤回已登记的`,
    `${holds[1]}; \`withdrawn\` takes back what is held`,
  ]),
  column(
    `${key}_source`,
    [`${names[0]}来源`, `${names[1]}: source`],
    ["文件名或文号", "title or number of the paper"],
  ),
  column(`${key}_on`, [`${names[0]}日期`, `${names[1]}: date`], ["YYYY-MM-DD", "YYYY-MM-DD"]),
];

/** The columns of an inspection's year; a register carries any years from 1990 on. */
export const inspectionColumns = (year: number): DescribedColumn[] =>
  factColumns(
    `inspection_${year}`,
    [`${year}年度年检结论`, `Annual inspection ${year}`],
    [
      "合格、基本合格、不合格、未参检、不适用、待定；空白为本次不涉及",
      "a conclusion in Chinese or its code; empty: not spoken of",
    ],
  );

/** Every column but those of the inspections: the format of the register's CSV (UTF-8, commas), in one place. */
export const registerColumns: readonly DescribedColumn[] = [
  column("code", ["学会编码", "Code"], ["如 A-01", "such as A-01"], true),
  column("name_zh", ["学会名称", "Chinese name"], ["登记的全称", "the registered name"], true),
  column("name_en", ["英文名称", "English name"], ["英文全称", "the full name"], true),
  column("category", ["学会分类", "Category"], ["如 理科", "such as 理科"], true),
  column("uscc", ["统一社会信用代码", "USCC"], ["18 位", "18 characters"], true),
  column("recommended", ["建议名单", "Recommended"], ["是、否", "yes or no"], true),
  column(
    "filler_name",
    ["填报人", "Filler"],
    ["姓名；两人均未知的，六格都留空", "name; all six cells empty where nobody is known"],
    true,
  ),
  column("filler_mail", ["填报人邮箱", "Filler's mail"], ["电子邮箱", "mail address"], true),
  column("approver_name", ["审核人", "Approver"], ["姓名", "name"], true),
  column("approver_mail", ["审核人邮箱", "Approver's mail"], ["电子邮箱", "mail address"], true),
  ...(["filler", "approver"] as const).map((role) =>
    column(
      `${role}_phone`,
      role === "filler" ? ["填报人电话", "Filler's phone"] : ["审核人电话", "Approver's phone"],
      [
        "回拨用的登记电话，如 010-68571898；空白为沿用同一邮箱已登记的",
        "the registered number for call-backs; empty: as held for the same mail address",
      ],
    ),
  ),
  column(
    "name_since",
    ["名称启用日期", "Name since"],
    [
      "YYYY-MM-DD，更名时必填；名册原登记有误时填“更正”",
      "YYYY-MM-DD, needed when the name has changed; `correction` when the name held was wrong",
    ],
  ),
  column(
    "former_names",
    ["曾用名", "Former names"],
    ["“名称|起|止”，多项以“;”分隔；起可为空", "`name|from|until` joined by `;`; `from` may be empty"],
  ),
  ...factColumns(
    "party_organisation",
    ["党组织", "Party organisation"],
    ["健全、不健全；空白为本次不涉及", "complete or incomplete; empty: not spoken of"],
  ),
  ...factColumns(
    "penalties",
    ["处罚", "Penalties"],
    [
      "无，或“日期|机关|事由”，多项以“;”分隔；空白为本次不涉及",
      "none, or `date|authority|grounds` joined by `;`; empty: not spoken of",
    ],
  ),
  ...factColumns(
    "earlier_projects",
    ["以往项目", "Earlier projects"],
    ["无、已完成、未完成；空白为本次不涉及", "none, completed or not-completed; empty: not spoken of"],
  ),
  ...factColumns(
    "supplier_registered",
    ["供应商注册", "Supplier registration"],
    ["是、否；空白为本次不涉及", "yes or no; empty: not spoken of"],
  ),
];
