/** A society has two people: who fills in, and who submits. */
type ContactRole = "filler" | "approver";

/** The role of the other one. */
export const otherRole = (role: ContactRole): ContactRole => (role === "filler" ? "approver" : "filler");

interface Named {
  name: string;
  mail: string;
}

/** Would filler and approver be one person? An address or a name tells. */
export const isSamePerson = (one: Named, other: Named): boolean =>
  one.mail === other.mail || one.name === other.name;
