/** What branches and representative offices of a society are called: 《社会团体分支机构、代表机构登记办法》 (2001), article 2. */
const endings = [
  "分会",
  "专业委员会",
  "工作委员会",
  "专项基金管理委员会",
  "分支机构",
  "代表机构",
  "代表处",
  "办事处",
  "联络处",
] as const;

/**
 * The ending by which a name says that it is a society's branch or representative office; null of any other name. Such a body
 * is part of its society and no legal person (《社会团体登记管理条例》 as revised in 2016, article 17): it has no credit code of
 * its own, and its society applies in its place.
 * @param name in Chinese; outer spaces and what stands in brackets at its end say nothing
 */
export function branchEnding(name: string): string | null {
  const plain = name
    .normalize("NFKC")
    .trim()
    .replace(/\s*\([^()]*\)$/, "");
  return endings.find((ending) => plain.endsWith(ending)) ?? null;
}
