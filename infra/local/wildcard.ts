const compiled = new Map<string, RegExp>();

/** Whether `text` fits `pattern`, where `*` stands for any characters and `?` for exactly one, as IAM and EventBridge read them. */
export function fits(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const body = pattern
      .replaceAll(/[.+^${}()|[\]\\/-]/g, String.raw`\$&`)
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    expression = new RegExp(`^${body}$`, "s");
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
