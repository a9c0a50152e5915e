import { describedColumn as column, type DescribedColumn } from "./table-file.ts";

/** The columns of the table of societies' ties (CSV in UTF-8 or .xlsx), in one place; the template is made of them. */
export const societyLinkColumns: readonly DescribedColumn[] = [
  column("society", ["学会", "Society"], ["学会编码或名称", "the society's code or name"], true),
  column(
    "kind",
    ["关系", "Kind"],
    ["支撑单位、业务主管单位、负责人、法定代表人、合作项目", "a kind in Chinese or its code"],
    true,
  ),
  column("name", ["姓名", "Name"], ["负责人、法定代表人或合作者", "of a person"]),
  column(
    "office",
    ["职务或项目", "Office or project"],
    ["职务；合作项目的名称", "the office, or what the joint project is called"],
  ),
  column("institution", ["单位", "Institution"], ["法人单位全称", "full name of the legal entity"]),
  column("parent_institution", ["上级单位", "Parent institution"], ["上级法人单位", "the entity above it"]),
  column(
    "department",
    ["部门", "Department"],
    ["支撑单位为某一部门的", "of a supporting unit that is a department"],
  ),
  column("partner", ["合作学会", "Partner"], ["学会编码或名称", "the society's code or name"]),
  column("until", ["截止日期", "Until"], ["YYYY-MM-DD；空白为至今", "YYYY-MM-DD; empty: it lasts"]),
  column("source", ["来源", "Source"], ["文件名或文号", "title or number of the paper"], true),
  column("on", ["日期", "Date"], ["YYYY-MM-DD", "YYYY-MM-DD"], true),
  column("withdrawn", ["撤销", "Withdrawn"], ["“是”为撤回已登记的", "`yes` takes back what is held"]),
];
