/** Does an act for each entry, so many at once; results in the order of the list. The first failure ends it. */
export async function inTurns<T, R>(
  list: readonly T[],
  atOnce: number,
  act: (entry: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(list.length);
  const entries = list.entries();
  const worker = async () => {
    for (const [at, entry] of entries) results[at] = await act(entry, at);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return results;
}
