/** A bank account has 16 to 19 digits, an identity number 17 and a check character; neither is taken. */
const personalNumber = /(?<!\d)(\d[ -]?){15,18}[\dXx](?!\d)/;

/** Does a text hold what looks like a bank account or an identity number? */
export const holdsPersonalNumber = (text: string): boolean => personalNumber.test(text.normalize("NFKC"));
