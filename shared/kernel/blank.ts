/** Is nothing written? Spaces of every kind and invisible ones are no text. */
export const isBlank = (text: string | undefined): boolean =>
  text === undefined || /^[\s\u200b\ufeff]*$/.test(text);
