/** Strings of a package, each with a zero behind it: the label and the name of the file. */
function stringAt(bytes: Uint8Array, at: number): string | undefined {
  const end = bytes.indexOf(0, at);
  return end < 0 || end - at > 1024 ? undefined : Buffer.from(bytes.subarray(at, end)).toString("latin1");
}

/**
 * Is the native data of an OLE object a whole file with its name, as the object packager writes it? Other programs keep
 * pictures and formulas in the same place.
 */
export function isPackaged(native: Uint8Array): boolean {
  const isMarked = native[4] === 2 && native[5] === 0;
  const label = isMarked ? stringAt(native, 6) : undefined;
  const name = label === undefined ? undefined : stringAt(native, 6 + label.length + 1);
  return name !== undefined && name.length > 0;
}
