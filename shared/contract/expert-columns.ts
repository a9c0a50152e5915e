import { describedColumn as column, type DescribedColumn } from "./table-file.ts";

/** The columns of a file of experts (CSV in UTF-8 or .xlsx), in one place; the template is made of them. */
export const expertColumns: readonly DescribedColumn[] = [
  column("name", ["姓名", "Name"], ["姓名", "name"], true),
  column("mail", ["邮箱", "Mail"], ["电子邮箱，一人一个", "mail address, one for each person"], true),
  column(
    "institution",
    ["工作单位", "Institution"],
    [
      "法人单位全称；未知的留空，核对前不能分配；已登记的，空白为沿用",
      "full name of the legal entity; empty where not known: nobody is assigned before that is cleared; empty keeps what is held",
    ],
  ),
  column(
    "parent_institution",
    ["上级单位", "Parent institution"],
    ["上级法人单位；空白为沿用", "the entity above it; empty keeps what is held"],
  ),
  column("department", ["部门", "Department"], ["院系或部门；空白为沿用", "empty keeps what is held"]),
  column(
    "fields",
    ["专业领域", "Fields"],
    ["如 数学；物理，以“;”分隔；空白为沿用", "joined by `;`; empty keeps what is held"],
  ),
  column(
    "load_cap",
    ["评审上限", "Load cap"],
    ["一轮最多评审的份数；空白为沿用", "applications in a round at most; empty keeps what is held"],
  ),
  column(
    "ties",
    ["与学会的关系", "Ties"],
    [
      "“学会编码或名称|关系|截止日期|说明”，多项以“;”分隔；截止日期空白为至今",
      "`society's code or name|kind|until|note` joined by `;`; empty until: it lasts; ties are added, none is dropped",
    ],
  ),
];
